"""Builds as commands run them: what is said while they work and at their end, and the status to end with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.console import ERRORS, OK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publish.console import Console
    from publish.request import Request


def build_one(request: Request, console: Console) -> int:
    """Build one manuscript, and give the status to end with."""
    from publish.build import build  # noqa: PLC0415  commands import what they need: --help starts no engine
    from publish.diagnostics import PublishError  # noqa: PLC0415

    try:
        outcome = build(request, console.progress)
    except PublishError as error:
        console.findings(error.diagnostics, request.manuscript)
        if request.out.is_dir() and any(request.out.glob("*-report.json")):
            console.say(f"nothing was changed in {request.out}: the last good files are still there")
        return ERRORS
    finally:
        console.rest()
    failed = console.findings(outcome.diagnostics, request.manuscript)
    if not outcome.fresh:
        console.say(f"{request.out} is up to date")
    elif outcome.report:
        for each in outcome.report.outputs:
            console.say(f"{request.out / each.name} {each.size / 1e6:.1f} MB")
    return ERRORS if failed else OK


def build_several(requests: Sequence[Request], console: Console) -> int:
    """Build several manuscripts, several at a time, and give the status to end with."""
    from publish.archive import build_all  # noqa: PLC0415
    from publish.forms import number  # noqa: PLC0415

    try:
        outcomes = build_all(requests, console.progress)
    finally:
        console.rest()
    found = [each for outcome in outcomes for each in outcome.diagnostics]
    failed = console.findings(found, *(request.manuscript for request in requests))
    pages = sum(outcome.report.pages for outcome in outcomes if outcome.report)
    built = sum(outcome.report is not None for outcome in outcomes)
    console.say(f"{built} of {number(len(requests), 'manuscript')}, {number(pages, 'page')}")
    return ERRORS if failed else OK
