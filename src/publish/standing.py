"""Whether what is asked for stands in the output folder already, which is found out without an engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from publish import record
from publish.diagnostics import Diagnostic, Severity
from publish.house import HOUSE_FOLDERS, house_folder
from publish.request import Outcome
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publish.record import Report
    from publish.request import Request


def digest_of(request: Request) -> str:
    """Give a digest of all that a build would read, and of what is asked."""
    folders = _input_folders(request.manuscript)
    return record.digest(folders, request.out, "" if request.page_list else "no page list")


def standing(request: Request, digest: str) -> Outcome | None:
    """Give what came of an earlier build of the same input, if that is all there still."""
    report = record.up_to_date(request.out, request.outputs, digest)
    if report is None:
        return None
    files = tuple(request.out / each.name for each in report.outputs)
    return Outcome(tuple(_remembered(report, request)), report, fresh=False, files=files)


def _input_folders(manuscript: Path) -> list[tuple[str, Path]]:
    house = [(name, house_folder(name)) for name in HOUSE_FOLDERS]
    return [("manuscript", manuscript), *house, ("code", Path(__file__).parent)]


def _remembered(report: Report, request: Request) -> Iterable[Diagnostic]:
    """Give the warnings of the build that still stands, with paths as this request shows them."""
    for each in report.diagnostics:
        inside = (request.manuscript / each["file"]).exists()
        path = f"{request.shown}/{each['file']}" if inside else each["file"]
        span = Span(path, each["line"], each["column"])
        severity = Severity(each["severity"])
        yield Diagnostic(each["code"], each["message"], span, each["hint"], severity, about=each["about"])
