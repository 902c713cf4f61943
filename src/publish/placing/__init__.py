"""Where pictures and text stand on the laid-out pages: plain data, and what an editor or a printer would say of it."""

from __future__ import annotations

from publish.placing.placements import Placement, Room, nearest, pictures_placed

__all__ = ["Placement", "Room", "nearest", "pictures_placed"]
