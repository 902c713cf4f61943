"""Findings on their way out: what counts as an error, what the manuscript silences, in which order they are told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publish.codes import PRESS_CODES
from publish.diagnostics import Diagnostic, PublishError, Severity
from publish.excerpts import placed
from publish.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from publish.manuscript.metadata import Metadata


def weighed(found: Iterable[Diagnostic], outputs: Iterable[str]) -> Iterable[Diagnostic]:
    """Give findings as they count: what only matters on press is no error where nothing goes there."""
    if "press" in outputs:
        return found
    return [replace(each, severity=Severity.WARNING) if each.code in PRESS_CODES else each for each in found]


def allowed(found: Iterable[Diagnostic], metadata: Metadata) -> tuple[Diagnostic, ...]:
    """Give the findings without the warnings that the manuscript silences."""
    allowed: dict[str, tuple[str, ...]] = {}
    for rule in metadata.allow:
        allowed[rule.code] = (*allowed.get(rule.code, ()), rule.path)
    return tuple(
        each
        for each in found
        if each.severity is Severity.ERROR or not each.span.path.endswith(allowed.get(each.code, ()))
    )


def in_order(found: Iterable[Diagnostic], manuscript: Path, shown: str) -> tuple[Diagnostic, ...]:
    """Give findings once each, at the columns of what they speak of, by file, line and column."""
    once = dict.fromkeys(placed(found, texts(manuscript, shown)))
    return tuple(sorted(once, key=lambda each: (each.span, each.code, each.message)))


def has_errors(found: Iterable[Diagnostic]) -> bool:
    """Say whether there are errors among findings."""
    return any(each.severity is Severity.ERROR for each in found)


def stop_on_errors(found: tuple[Diagnostic, ...]) -> None:
    """Raise what was found where there are errors in it."""
    if has_errors(found):
        raise PublishError(found)
