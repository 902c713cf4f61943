"""What a build does where there is something to do: pages and files made of an edition, and handed over at once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from publish import record
from publish.cache import Cache, folder_for
from publish.delivery import held
from publish.diagnostics import PublishError
from publish.findings import allowed, in_order, stop_on_errors, weighed
from publish.outputs import Drawn, Wanted, draw
from publish.pdf.part import Pressroom, font_files
from publish.preparation import begin, font_folders, prepare
from publish.record import Output, Report
from publish.reporting import report_page
from publish.request import Outcome
from publish.standing import standing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from publish.accessibility import Claims
    from publish.delivery import Delivery
    from publish.diagnostics import Diagnostic
    from publish.edition import Edition
    from publish.pool import Pool
    from publish.request import Request


def make(request: Request, digest: str, places: Pool, progress: Callable[[str], None]) -> Outcome:
    """Make what is asked for and hand it over; raise PublishError where the manuscript has errors."""
    progress("reading the manuscript")
    edition, settled = begin(request.manuscript, request.shown, request.outputs, places)
    with held(request.out, lambda: progress(f"waiting for another build into {request.out}")) as delivery:
        made = standing(request, digest)
        if made:  # the one that was waited for has built the same, or a killed one had nearly done so
            return made
        press = _pressroom(request, places, delivery.work)
        try:
            drawn = draw(edition, Wanted(request.outputs, press, request.page_list), settled, progress)
        except PublishError:
            settled()  # where the checks found errors, these say more
            raise
        return deliver(request, digest, edition, (*settled(), *drawn.found), drawn, delivery)


def deliver(
    request: Request,
    digest: str,
    edition: Edition,
    found: tuple[Diagnostic, ...],
    drawn: Drawn,
    delivery: Delivery,
) -> Outcome:
    """Give what was drawn to the output folder, with its report; raise PublishError where errors were found."""
    found = in_order(
        allowed(weighed(found, request.outputs), edition.publication.metadata), request.manuscript, request.shown
    )
    stop_on_errors(found)
    report = _report(edition, request, digest, drawn, found)
    page = report_page(report, _screen(report, drawn, request.out))
    name = f"{edition.slug}-report"
    delivery.replace(drawn.files | {f"{name}.html": page.encode(), f"{name}.json": report.json().encode()})
    return Outcome(found, report, files=tuple(request.out / each.name for each in report.outputs))


def _pressroom(request: Request, places: Pool, work: Path) -> Pressroom:
    """Give where pages are made, with the fonts that the manuscript may use, and what is kept from earlier builds."""
    folder, fonts = folder_for(request.cache), tuple(font_folders(request.manuscript))
    files = font_files(fonts) if places.far else {}
    return Pressroom(places, fonts, work, folder, Cache(folder), record.stamp(), files)


def make_proof(request: Request, outcome: Outcome, progress: Callable[[str], None]) -> tuple[Path, ...]:
    """Write proof sheets of a press PDF that was built, and give where they are."""
    from publish.pdf.press import slug_font  # noqa: PLC0415  builds make no proof sheets, and needn't wait for it
    from publish.proof import proof  # noqa: PLC0415

    edition, _ = prepare(request.manuscript, request.shown, ("press",))
    asked = edition.publication.metadata.print
    pdf = (request.out / f"{edition.slug}-press.pdf").read_bytes()
    count = outcome.report.press["pages"] if outcome.report else 0
    labels = [str(number) for number in range(1, count + 1)]
    folder = f"{edition.slug}-proof"
    progress(f"drawing proof sheets of {count} pages")
    with held(request.out) as delivery:
        sheets = delivery.work / "proof"
        sheets.mkdir()
        names = []
        for name, data in proof(pdf, asked.safe, labels, asked.ink_limit, slug_font(edition)):
            (sheets / name).write_bytes(data)
            names.append(request.out / folder / name)
        delivery.replace({folder: sheets})
    return tuple(names)


# ------------------------------------------------------------------------------------------------------------ report


def _plain(diagnostic: Diagnostic, shown: str) -> dict[str, object]:
    """Give a finding as the report keeps it: the path inside the manuscript, so that no folder's name is in it."""
    path = diagnostic.span.path.removeprefix(f"{shown}/")
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "file": path,
        "line": diagnostic.span.line,
        "column": diagnostic.span.column,
        "about": diagnostic.about,
    }


def _screen(report: Report, drawn: Drawn, out: Path) -> bytes | None:
    """Give the screen PDF of this very input, drawn now or before, if there is one."""
    names = [each.name for each in report.outputs if each.kind == "screen" and each.input == report.input]
    return next((drawn.files.get(name) or (out / name).read_bytes() for name in names), None)


def _report(edition: Edition, request: Request, digest: str, drawn: Drawn, found: tuple[Diagnostic, ...]) -> Report:
    """Give the report: what was built now, and what stands there of earlier builds."""
    earlier = record.read_report(request.out / f"{edition.slug}-report.json")
    same = earlier if earlier and earlier.input == digest else None
    now = [
        Output(drawn.kinds[name], name, len(data), hashlib.sha256(data).hexdigest(), digest)
        for name, data in sorted(drawn.files.items())
    ]
    kept = [each for each in earlier.outputs if each.name not in drawn.files] if earlier else []
    kept = [each for each in kept if (request.out / each.name).is_file()]
    claims_kept = {each.kind: earlier.accessibility[each.kind] for each in kept
                   if earlier and each.kind in earlier.accessibility}  # fmt: skip
    return Report(
        slug=edition.slug,
        title=edition.publication.metadata.title,
        input=digest,
        outputs=tuple(sorted((*now, *kept), key=lambda each: each.name)),
        pages=drawn.pages or (same.pages if same else 0),
        articles=drawn.articles or (same.articles if same else {}),
        diagnostics=tuple(_plain(each, request.shown) for each in found),
        accessibility=claims_kept | {kind: _claims(each, request.shown) for kind, each in drawn.claims.items()},
        press=drawn.press or (earlier.press if earlier and any(each.kind == "press" for each in kept) else {}),
        versions=record.versions(),
    )


def _claims(made: Claims, shown: str) -> dict[str, object]:
    """Give claims as the report keeps them, with places inside the manuscript, so that no folder's name is there."""

    def inside(text: str) -> str:
        return text.replace(f"{shown}/", "")

    return {
        "summary": made.summary,
        "claims": [{"property": each.property, "value": each.value, "evidence": inside(each.evidence)}
                   for each in made.made],
        "withheld": [{"property": each.property, "value": each.value, "reason": inside(each.reason)}
                     for each in made.withheld],
    }  # fmt: skip
