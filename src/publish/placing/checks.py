"""What a printer would say of the pages: pictures of too few pixels, art short of the bleed, text too near the edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic, Severity
from publish.placing.placements import nearest, pictures_placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from publish.manuscript.metadata import Print
    from publish.placing.placements import Placement

SMALL = 16
"""A picture of so many pixels or fewer on a side isn't looked at (GWG 2022, R0031)."""

TOUCHES, SHORT = 0.5, 0.1
"""Millimetres: what ends so near to the trim is meant to bleed, and may fall short of the bleed by so little."""

ART = frozenset({"picture", "ground"})
"""The kinds of things that are ink from edge to edge."""

GLUE = 10.0
"""Millimetres at the spine that are lost to the glue and the bend of a square back."""


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A trimmed page, in millimetres, and how many of them there are inside."""

    width: float
    height: float
    pages: int


def check(placements: Sequence[Placement], asked: Print, trim: Trimmed) -> Iterator[Diagnostic]:
    """Give everything that is found, each once for a line of the manuscript and a page."""
    yield from pictures_have_enough_pixels(placements, asked)
    yield from art_reaches_the_bleed(placements, asked, trim)
    yield from text_keeps_from_the_trim(placements, asked, trim)
    if asked.binding == "perfect":
        yield from text_keeps_from_the_glue(placements, trim)
    if asked.binding == "saddle-stitch":
        yield from text_outlasts_the_creep(placements, asked, trim)


def pictures_have_enough_pixels(placements: Iterable[Placement], asked: Print) -> Iterator[Diagnostic]:
    """A picture has enough pixels for the size at which it is printed (GWG 2022, R0031 and R0032)."""
    worst: dict[object, Placement] = {}
    for each in pictures_placed(placements):
        key = (each.path, each.span)
        if min(each.pixels) > SMALL and each.resolution < worst.get(key, each).resolution + 1e-9:
            worst[key] = each
    for each in worst.values():
        limits = asked.resolution
        error, warning = (limits.line_error, limits.line_warning) if each.line_art else (limits.error, limits.warning)
        ppi = each.resolution
        if ppi >= warning:
            continue
        width, height = (round(size) for size in each.size)
        needed = " × ".join(f"{round(size / 25.4 * warning):,}" for size in each.size)
        message = (
            f"{each.path} is printed {width} × {height} mm on page {each.label} with {each.pixels[0]:,} × "
            f"{each.pixels[1]:,} pixels: {ppi:.0f} to the inch, where print needs {warning}"
        )
        hint = f"put the picture there with {needed} pixels, or show it smaller"
        if ppi < error:
            yield Diagnostic("image-resolution", message, each.span, hint, about=each.path)
        else:
            yield Diagnostic("image-resolution-low", message, each.span, hint, Severity.WARNING, about=each.path)


def art_reaches_the_bleed(placements: Iterable[Placement], asked: Print, trim: Trimmed) -> Iterator[Diagnostic]:
    """What is cut at the trim goes on over it by the bleed, on each edge."""
    for each in placements:
        if each.kind not in ART or each.area[2] - each.area[0] < 1 or each.area[3] - each.area[1] < 1:
            continue
        short = [
            (edge, over, bleed) for edge, over, bleed in _over(each, asked, trim) if -TOUCHES <= over < bleed - SHORT
        ]
        if short:
            edge, over, bleed = max(short, key=lambda found: found[2] - found[1])
            what = each.path or "the coloured ground"
            message = (
                f"{what} ends {max(over, 0):.1f} mm over the {edge} trim of page {each.label}, "
                f"where a bleed of {bleed:g} mm is asked"
            )
            hint = "let it reach over the trim by var(--bleed), or end it inside the page"
            yield Diagnostic("bleed-short", message, each.span, hint, about=each.path)


def _over(each: Placement, asked: Print, trim: Trimmed) -> Iterator[tuple[str, float, float]]:
    """Give how far something reaches over each edge, and the bleed there."""
    left, top, right, bottom = each.area
    inside, outside = asked.bleed.inside.mm, asked.bleed.outside.mm
    yield "upper", -top, asked.bleed.top.mm
    yield "lower", bottom - trim.height, asked.bleed.bottom.mm
    yield ("inner", -left, inside) if each.recto else ("outer", -left, outside)
    yield ("outer", right - trim.width, outside) if each.recto else ("inner", right - trim.width, inside)


def text_keeps_from_the_trim(placements: Iterable[Placement], asked: Print, trim: Trimmed) -> Iterator[Diagnostic]:
    """Text keeps out of the zone in which a knife that is a little off would cut it."""
    seen: set[object] = set()
    for each in placements:
        if each.kind != "text":
            continue
        for edge, room, safe in _room(each, asked, trim):
            if room < safe - 0.05 and (each.span, edge) not in seen:
                seen.add((each.span, edge))
                message = (
                    f"“{each.text}” on page {each.label} stands {max(room, 0):.1f} mm from the {edge} trim, "
                    f"and {safe:g} mm have to stay free of text"
                )
                hint = "move it inwards, or ask the printer whether print.safe may be less"
                yield Diagnostic("safe-zone", message, each.span, hint)


def _room(each: Placement, asked: Print, trim: Trimmed) -> Iterator[tuple[str, float, float]]:
    left, top, right, bottom = each.area
    inside, outside = asked.safe.inside.mm, asked.safe.outside.mm
    yield "upper", top, asked.safe.top.mm
    yield "lower", trim.height - bottom, asked.safe.bottom.mm
    yield ("inner", left, inside) if each.recto else ("outer", left, outside)
    yield ("outer", trim.width - right, outside) if each.recto else ("inner", trim.width - right, inside)


def text_keeps_from_the_glue(placements: Iterable[Placement], trim: Trimmed) -> Iterator[Diagnostic]:
    """Text keeps 10 mm from the spine of a book that is glued: it doesn't open flat."""
    seen: set[object] = set()
    for each in placements:
        if each.kind != "text" or not each.label.isdigit():
            continue
        room = each.area[0] if each.recto else trim.width - each.area[2]
        if room < GLUE - 0.05 and each.span not in seen:
            seen.add(each.span)
            message = f"“{each.text}” on page {each.label} stands {room:.1f} mm from the spine, where the bend hides it"
            hint = "a glued back takes 10 mm: make the inner margin wider"
            yield Diagnostic("gutter-safety", message, each.span, hint, Severity.WARNING)


def text_outlasts_the_creep(placements: Iterable[Placement], asked: Print, trim: Trimmed) -> Iterator[Diagnostic]:
    """Text is still safe where the inner sheets of a stitched magazine, pushed outwards, are trimmed."""
    seen: set[object] = set()
    for each in placements:
        if each.kind != "text" or not each.label.isdigit():
            continue
        room = trim.width - each.area[2] if each.recto else each.area[0]
        left = room - creep(int(each.label), trim.pages, asked.paper.thickness.mm)
        safe = asked.safe.outside.mm
        if left < safe - 0.05 <= room and each.span not in seen:
            seen.add(each.span)
            message = (
                f"“{each.text}” on page {each.label} is left {left:.1f} mm from the fore-edge when the inner sheets, "
                f"pushed out by the others, are trimmed"
            )
            hint = f"keep text of the middle pages {safe + room - left:.1f} mm from the outer edge"
            yield Diagnostic("creep", message, each.span, hint, Severity.WARNING)


def creep(page: int, pages: int, thickness: float) -> float:
    """Give how far the fore-edge of a page, counted from 1, is pushed out in a stitched magazine, in millimetres.

    Sheets lie in one another. Each that lies around a page pushes it out by the thickness of the two leaves that it
    adds to the fold: 0 for the outermost sheet, all of the magazine's thickness for the innermost but one sheet's.
    """
    around = (min(page, pages + 1 - page) - 1) // 2
    return around * 2 * thickness


def ink_is_within_the_limit(
    found: Iterable[tuple[int, str, float, float, float]], limit: int, placements: Sequence[Placement]
) -> Iterator[Diagnostic]:
    """No square of 15 mm has more ink on the mean than the paper takes (GWG 2022, R0026).

    ``found`` gives for pages, counted from 0, their label, the largest mean in per cent, and its place in millimetres
    from the upper left of the trim.
    """
    for page, label, mean, x, y in found:
        if mean <= limit:
            continue
        art = [each for each in placements if each.kind in ART]
        under = nearest(art, page, x, y) or nearest(placements, page, x, y)
        if under is None:
            continue
        message = f"page {label} has {mean:.0f} % of ink around {x:.0f} × {y:.0f} mm, and the limit is {limit} %"
        hint = f"{under.path or 'what stands there'} is too dark: convert it with a profile of {limit} %, or lighten it"
        yield Diagnostic("ink-limit", message, under.span, hint, about=under.path)
