"""The wiring: from a manuscript's folder to the files that come out, which are handed to the output folder at once.

Whether there is anything to do is found out without an engine: what makes things is imported where something is made.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from publish import record
from publish.diagnostics import Diagnostic, PublishError, Severity
from publish.house import house_folder
from publish.pool import pool
from publish.request import Outcome, Request
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from publish.record import Report

__all__ = ["Outcome", "Request", "build", "build_all", "check", "prove"]


def build(request: Request, progress: Callable[[str], None] = lambda _stage: None) -> Outcome:
    """Build what is asked for, unless it stands there already; raise PublishError where the manuscript has errors."""
    digest = input_digest(request)
    standing = _standing(request, digest)
    if standing:
        return standing
    with pool(request.workers, "publish.pdf.worker") as places:
        from publish.making import make  # noqa: PLC0415  other processes start meanwhile

        return make(request, digest, places, lambda: _standing(request, digest), progress)


def build_all(requests: Sequence[Request], progress: Callable[[str], None] = lambda _stage: None) -> list[Outcome]:
    """Build several manuscripts, as many at a time as there are workers, each as a whole in one of them.

    The outcomes are in the order of the requests; one with errors has no report.
    """
    workers = requests[0].workers
    waiting = list(enumerate(replace(each, workers=1) for each in requests))[::-1]
    outcomes: dict[int, Outcome] = {}
    with pool(workers, "publish.pdf.worker") as places:
        free = list(range(places.places))
        flying: dict[Future[Outcome], tuple[int, int]] = {}
        while waiting or flying:
            while waiting and free:
                (number, request), place = waiting.pop(), free.pop()
                flying[places.submit(place, _attempt, request)] = number, place
            for done in wait(flying, return_when=FIRST_COMPLETED).done:
                number, place = flying.pop(done)
                outcomes[number] = done.result()
                free.append(place)
                progress(f"building: {len(outcomes)} of {len(requests)} manuscripts")
    return [outcomes[number] for number in range(len(requests))]


def _attempt(request: Request) -> Outcome:
    """Build one of several manuscripts: errors are part of what comes of it."""
    try:
        return build(request)
    except PublishError as error:
        return Outcome(error.diagnostics)


def check(manuscript: Path, shown: str) -> tuple[Diagnostic, ...]:
    """Give what every check finds that needs no rendering."""
    from publish.preparation import prepare  # noqa: PLC0415

    try:
        _, found = prepare(manuscript, shown)
    except PublishError as error:
        return error.diagnostics
    return found


def prove(request: Request, progress: Callable[[str], None] = lambda _stage: None) -> Outcome:
    """Build the press PDF and write proof sheets of it into ``<slug>-proof`` in the output folder."""
    from publish.making import make_proof  # noqa: PLC0415

    outcome = build(replace(request, outputs=("press",)), progress)
    return replace(outcome, files=make_proof(request, outcome, progress))


def _standing(request: Request, digest: str) -> Outcome | None:
    """Give what came of an earlier build of the same input, if that is all there still."""
    report = record.up_to_date(request.out, request.outputs, digest)
    if report is None:
        return None
    files = tuple(request.out / each.name for each in report.outputs)
    return Outcome(tuple(_remembered(report, request)), report, fresh=False, files=files)


def input_digest(request: Request) -> str:
    """Give what stands for all that a build reads; the report of what came of it has the same."""
    options = "" if request.page_list else "no page list"
    return record.digest(_input_folders(request.manuscript), request.out, options)


def _input_folders(manuscript: Path) -> list[tuple[str, Path]]:
    house = [(name, house_folder(name)) for name in ("layouts", "fonts", "press")]
    return [("manuscript", manuscript), *house, ("code", Path(__file__).parent)]


def _remembered(report: Report, request: Request) -> Iterable[Diagnostic]:
    """Give the warnings of the build that still stands, with paths as this request shows them."""
    for each in report.diagnostics:
        inside = (request.manuscript / each["file"]).exists()
        path = f"{request.shown}/{each['file']}" if inside else each["file"]
        span = Span(path, each["line"], each["column"])
        severity = Severity(each["severity"])
        yield Diagnostic(each["code"], each["message"], span, each["hint"], severity, about=each["about"])
