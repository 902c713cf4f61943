"""What stands where on a page, in millimetres from the upper left corner of the trim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from publish.source import Span

Area = tuple[float, float, float, float]
"""Left, top, right and bottom in millimetres from the upper left corner of the trim."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A picture, a line of text or a coloured ground on a page.

    ``page`` counts from 0, ``label`` is what is printed on the page. ``path`` and ``pixels`` are a raster picture's own
    (empty and 0 × 0 for drawings), ``size`` its whole printed size in millimetres, cut off or not. ``text`` is how a
    line begins; ``furniture`` says that it is a running head or a folio. ``span`` is where the manuscript asks for it.
    """

    kind: str
    page: int
    label: str
    recto: bool
    area: Area
    span: Span
    path: str = ""
    pixels: tuple[int, int] = (0, 0)
    size: tuple[float, float] = (0.0, 0.0)
    line_art: bool = False
    text: str = ""
    furniture: bool = False

    @property
    def resolution(self) -> float:
        """Pixels an inch at the placed size, the lower of the two directions; 0 for what has no pixels."""
        if not all(self.pixels) or not all(self.size):
            return 0.0
        return min(pixels / size * 25.4 for pixels, size in zip(self.pixels, self.size, strict=True))


def pictures_placed(placements: Iterable[Placement]) -> Iterator[Placement]:
    """Give the raster pictures among what stands on the pages."""
    return (each for each in placements if each.kind == "picture" and all(each.pixels))


def nearest(placements: Sequence[Placement], page: int, x: float, y: float) -> Placement | None:
    """Give the smallest thing on a page that a place lies in, else the one nearest to it."""
    here = [each for each in placements if each.page == page]
    return min(here, key=lambda each: (_away(each.area, x, y), _extent(each.area)), default=None)


def _away(area: Area, x: float, y: float) -> float:
    left, top, right, bottom = area
    return max(left - x, 0, x - right) + max(top - y, 0, y - bottom)


def _extent(area: Area) -> float:
    left, top, right, bottom = area
    return (right - left) * (bottom - top)
