"""The sheet around a page: where trim, bleed and media end, in points, and what stands outside the bleed."""

from __future__ import annotations

from dataclasses import dataclass

from publish.measures import Edges, Length

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, from the lower left corner of the sheet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a printer wants around the trim: the bleed of each edge, marks, and the slug line.

    ``offset`` is the least distance of marks from the trim; they never stand inside the bleed.
    """

    width: float
    height: float
    bleed: Edges
    marks: bool = False
    slug: bool = False
    offset: Length = Length(3, "mm")
