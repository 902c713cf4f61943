"""The sheet around a page: where trim, bleed and media end, in points, and what stands outside the bleed."""

from __future__ import annotations

from dataclasses import dataclass

from publish.measures import Edges, Length

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, from the lower left corner of the sheet."""

OFFSET = Length(3, "mm")
"""How far marks stand from the trim at least, where the printer doesn't say."""

MARK = Length(5, "mm")
"""The length of a crop mark."""

SLUG = Length(6, "mm")
"""The height of the line with name, page and date, below the marks."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of a page, each within the one before it (ISO 15930-7, 6.8; ISO 32000-1, 14.11.2)."""

    media: Box
    bleed: Box
    trim: Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a printer wants around the trim: the bleed of each edge, marks, and the slug line.

    ``width`` and ``height`` are the trim's, in points. ``offset`` is the least distance of marks from the trim; they
    never stand inside the bleed.
    """

    width: float
    height: float
    bleed: Edges
    marks: bool = False
    slug: bool = False
    offset: Length = OFFSET

    @property
    def gap(self) -> float:
        """The distance of marks from the trim, in points."""
        return max(self.offset.pt, self.bleed.largest.pt)

    def boxes(self, *, recto: bool) -> Boxes:
        """Give the boxes of a right-hand or a left-hand page, the lower left of the sheet at 0, 0.

        Values are rounded to a ten-thousandth of a point; trims are of one size to the last digit (GWG 2022, R0004).
        """
        bleed = self.bleed.points(recto=recto)
        around = (self.gap + MARK.pt,) * 4 if self.marks else bleed
        x, y = round(around[0], 4), round(around[1] + (SLUG.pt if self.slug else 0.0), 4)
        trim = (x, y, x + round(self.width, 4), y + round(self.height, 4))
        return Boxes(
            _rounded((0.0, 0.0, trim[2] + around[2], trim[3] + around[3])),
            _rounded((trim[0] - bleed[0], trim[1] - bleed[1], trim[2] + bleed[2], trim[3] + bleed[3])),
            _rounded(trim),
        )


def _rounded(box: Box) -> Box:
    left, bottom, right, top = (round(value, 4) for value in box)
    return left, bottom, right, top
