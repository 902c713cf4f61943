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
class Room:
    """How far something may reach to the left, to the right and downwards, and what ends there, such as its column."""

    left: float
    right: float
    foot: float
    within: str
    above: str


@dataclass(frozen=True, slots=True)
class Placement:
    """Something on a page; its ``kind`` is ``picture``, ``text`` (a line of it), ``table``, or ``ground`` (a colour).

    ``page`` counts from 0, ``label`` is what is printed on the page. ``path`` and ``pixels`` are a raster picture's own
    (empty and 0 × 0 for drawings), ``size`` its whole printed size in millimetres, cut off or not. ``text`` is how a
    line begins, ``baseline`` how far it stands below the head of the trim, ``em`` its size; ``furniture`` says that it
    is a running head or a folio. ``span`` is where the manuscript asks for it, ``role`` what it is there: ``heading``,
    ``opening``, ``text``, ``cell``, ``code``, ``formula``, ``caption`` or ``note``, and empty for the layout's own.
    ``column`` counts a page's columns from 1; 0 is all of the page. ``opens`` says that the layout, rather than want of
    room, has it begin its page. Without a ``room`` it may reach as far as it does.
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
    baseline: float = 0.0
    em: float = 0.0
    furniture: bool = False
    role: str = ""
    column: int = 0
    opens: bool = False
    room: Room | None = None

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
