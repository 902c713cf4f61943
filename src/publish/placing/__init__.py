"""Where pictures and text stand on the laid-out pages: plain data, and what a printer would say of it."""

from __future__ import annotations

from publish.placing.placements import Placement, nearest, pictures_placed

__all__ = ["Placement", "nearest", "pictures_placed"]
