"""Laid-out pages → the press edition: the PDF/X-4 and its cover, with what was found at the manuscript's lines.

The finished files are judged by the preflight, which knows nothing of how they were made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from publish.diagnostics import Diagnostic
from publish.findings import has_errors
from publish.handover import PressFile, file_name, job, press_zip
from publish.pdf.jobsheet import job_sheet
from publish.pdf.press import draw_press
from publish.placing.checks import ink_is_within_the_limit
from publish.pool import losing
from publish.source import Span
from publish.verify.preflight import Limits, preflight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from publish.edition import Edition
    from publish.pdf.book import Pages
    from publish.placing import Placement
    from publish.pool import Pool
    from publish.proofreading import Proofread
    from publish.verify.preflight import Preflight

_TOLD = {"gwg-ink", "gwg-ppi", "gwg-ppi-error", "gwg-line-ppi", "gwg-line-ppi-error"}


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: files by name, findings at the manuscript's lines, and the figures for the report."""

    files: dict[str, bytes] = field(default_factory=dict)
    found: tuple[Diagnostic, ...] = ()
    figures: dict[str, Any] = field(default_factory=dict)


def begin(proofs: Proofread, places: Pool, progress: Callable[[str], None]) -> Callable[[], Made]:
    """Put the drawings for press together, and have them judged in the ``places``; give what waits for the verdict.

    There are no files where there are errors. The edition's inks have to be known: where they aren't, a finding has
    said why before anything was laid out.
    """
    edition, pages = proofs.pages.edition, proofs.pages
    inks = edition.inks
    assert inks is not None
    progress(f"putting {pages.count} pages together for press")
    drawn = draw_press(pages, inks)
    handed = [(f"{edition.slug}-press.pdf", "body", drawn.body)]
    handed += [(f"{edition.slug}-cover-press.pdf", "cover", drawn.cover)] if drawn.cover else []
    judged = [places.submit(preflight, data, limits_of(edition)) for _name, _role, data in handed]

    def finish() -> Made:
        progress("checking the press PDF")
        with losing("checking the press PDF", Span(handed[0][0])):
            results = [each.result() for each in judged]
        found = [*_inks_found(edition, pages, results[0], proofs.placed)]
        found += [each for (name, *_), result in zip(handed, results, strict=True) for each in _broken(name, result)]
        if has_errors(found):
            return Made(found=tuple(found))
        progress("putting together the files for the printer")
        files = tuple(
            PressFile(file_name(edition, role), role, data, result.figures)
            for (_name, role, data), result in zip(handed, results, strict=True)
        )
        facts = job(edition, files, drawn.spine)
        archive = press_zip(edition, facts, files, job_sheet(edition, facts, pages.composition))
        written = {name: data for name, _role, data in handed} | {f"{edition.slug}-press.zip": archive}
        return Made(written, tuple(found), facts)

    return finish


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
