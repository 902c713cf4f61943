"""Laid-out pages → the press edition: the PDF/X-4 and its cover, with what was found at the manuscript's lines.

The finished files are judged by the preflight, which knows nothing of how they were made.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from publish.colour import separated
from publish.diagnostics import Diagnostic, Severity
from publish.handover import PressFile, file_name, job, press_zip
from publish.pdf.engine import Press
from publish.pdf.jobsheet import job_sheet
from publish.pdf.press import draw_press
from publish.pictures import Kind, examine
from publish.placing import pictures_placed
from publish.placing.checks import ink_is_within_the_limit
from publish.source import Span
from publish.verify.preflight import Limits, preflight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from publish.cache import Cache
    from publish.colour import Inks, Plate
    from publish.edition import Edition
    from publish.pdf.book import Pages
    from publish.placing import Placement
    from publish.proofreading import Proofread
    from publish.verify.preflight import Preflight

_TOLD = {"gwg-ink", "gwg-ppi", "gwg-ppi-error", "gwg-line-ppi", "gwg-line-ppi-error"}

FINEST = 400
"""Pixels an inch of which the press makes use: more are taken together."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: files by name, findings at the manuscript's lines, and the figures for the report."""

    files: dict[str, bytes] = field(default_factory=dict)
    found: tuple[Diagnostic, ...] = ()
    figures: dict[str, Any] = field(default_factory=dict)


def draw(proofs: Proofread, fonts: Sequence[Path], work: Path, cache: Cache, progress: Callable[[str], None]) -> Made:
    """Draw the pages for press and judge them; there are no files where there are errors.

    The edition's inks have to be known: where they aren't, a finding has said why before anything was laid out.
    """
    edition, pages, placed = proofs.pages.edition, proofs.pages, proofs.placed
    inks = edition.inks
    assert inks is not None
    progress(f"drawing {pages.count} pages for press")
    drawn = draw_press(pages, _press(edition, inks, placed, cache), fonts, work)
    progress("checking the press PDF")
    limits = limits_of(edition)
    body = preflight(drawn.body, replace(limits, empty=_empty(pages, placed)))
    handed = [(f"{edition.slug}-press.pdf", "body", drawn.body, body)]
    if drawn.cover:
        handed.append((f"{edition.slug}-cover-press.pdf", "cover", drawn.cover, preflight(drawn.cover, limits)))
    found = [*drawn.diagnostics, *_inks_found(edition, pages, body, placed)]
    found += [each for name, _role, _data, result in handed for each in _broken(name, result)]
    if _stops(found):
        return Made(found=tuple(found))
    progress("putting together the files for the printer")
    files = tuple(PressFile(file_name(edition, role), role, data, result.figures) for _, role, data, result in handed)
    facts = job(edition, files, drawn.spine)
    archive = press_zip(edition, facts, files, job_sheet(edition, facts, fonts, work))
    written = {name: data for name, _role, data, _result in handed} | {f"{edition.slug}-press.zip": archive}
    return Made(written, tuple(found), facts)


def _stops(found: Sequence[Diagnostic]) -> bool:
    return any(each.severity is Severity.ERROR for each in found)


def limits_of(edition: Edition) -> Limits:
    """Give what the preflight asks of this edition's files: the printer's figures, as the manuscript has them."""
    asked = edition.publication.metadata.print
    resolution = asked.resolution
    return Limits(
        ink=asked.ink_limit,
        ppi=(resolution.error, resolution.warning),
        line_ppi=(resolution.line_error, resolution.line_warning),
        bleed=min(edge.pt for edge in (asked.bleed.top, asked.bleed.outside, asked.bleed.bottom)),
    )


def _empty(pages: Pages, placed: Sequence[Placement]) -> frozenset[int]:
    """Give the pages inside, counted from 1, that are blank because chapters open on a recto or the binding asks."""
    labels = [label for each in pages.inside for label in each.laid.labels]
    filled = {each.label for each in placed}
    return frozenset(number for number, label in enumerate(labels, 1) if label not in filled)


def _press(edition: Edition, inks: Inks, placed: Sequence[Placement], cache: Cache) -> Press:
    """Give what a drawing asks: a picture is separated once, with the pixels of its largest print."""
    pictures = edition.publication.pictures
    sizes = _sizes(placed)
    plates: dict[str, Plate] = {}

    def plate(path: str) -> Plate:
        if path not in plates:
            picture = pictures[path]
            size = sizes.get(path, (picture.width, picture.height))
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


def _inks_found(edition: Edition, pages: Pages, result: Preflight, placed: Sequence[Placement]) -> Iterator[Diagnostic]:
    """Give the squares with more ink than the paper takes, at the lines of what is printed there."""
    inside = {label for each in pages.inside for label in each.laid.labels}
    sheets = [(number, label) for number, label in enumerate(pages.labels) if label in inside]
    measured = ((*sheet, ink.mean, *ink.at) for sheet, ink in zip(sheets, result.inks, strict=False))
    yield from ink_is_within_the_limit(measured, edition.publication.metadata.print.ink_limit, placed)


def _broken(name: str, result: Preflight) -> Iterator[Diagnostic]:
    """Give what the preflight finds in a file of ours; ink and pixels have been told at the manuscript's lines."""
    for each in result.findings:
        if each.code not in _TOLD:
            yield Diagnostic(each.code, str(each), Span(name), each.hint, each.severity)
