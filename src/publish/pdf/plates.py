"""What a drawing for press asks of pictures: their plates, with the pixels of which their print makes use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.colour import separated
from publish.pdf.engine import Press
from publish.pictures import Kind, examine
from publish.placing import pictures_placed
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publish.cache import Cache
    from publish.colour import Plate
    from publish.edition import Edition
    from publish.placing import Placement

FINEST = 400
"""Pixels an inch of which the press makes use."""

TOO_FINE = 1.5
"""Times the pixels that are of use: only where there are more, they are taken together, and the picture stays one."""


def press_of(edition: Edition, placed: Sequence[Placement], cache: Cache) -> Press:
    """Give what a drawing for press asks: a picture is separated once, with the pixels of its largest print here."""
    inks, pictures = edition.inks, edition.publication.pictures
    assert inks is not None
    sizes = _sizes(placed)
    plates: dict[str, Plate] = {}

    def plate(path: str) -> Plate:
        if path not in plates:
            picture = pictures[path]
            whole = picture.width, picture.height
            size = sizes.get(path, whole)
            if max(own / use for own, use in zip(whole, size, strict=True)) <= TOO_FINE:
                size = whole
            plates[path] = separated(picture, inks, size, cache)
        return plates[path]

    def separate(png: bytes) -> Plate:
        picture, found = examine("drawn.png", png, Span("layouts"))
        if picture is None:
            raise ValueError(f"a picture that the engine drew itself can't be read: {found}")
        return separated(picture, inks, (picture.width, picture.height), cache)

    raster = sorted(path for path, picture in pictures.items() if picture.kind is not Kind.SVG)
    return Press(inks, plate, raster, separate)


def _sizes(placed: Sequence[Placement]) -> dict[str, tuple[int, int]]:
    """Give the most pixels of each picture that are of use at its largest print."""
    largest: dict[str, tuple[int, int]] = {}
    for each in pictures_placed(placed):
        wide, high = (round(size / 25.4 * FINEST) for size in each.size)
        before = largest.get(each.path, (0, 0))
        largest[each.path] = (max(before[0], wide), max(before[1], high))
    return largest
