"""Publication → diagnostics, one rule a function. Checks report and never change anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.checks.boxes import events_have_dates, pull_quotes_repeat_the_article
from publish.checks.images import images_have_alt
from publish.checks.names import ids_are_unique, notes_are_called, notes_are_defined, references_lead_somewhere
from publish.checks.publication import allowances_are_of_use, cover_lines_lead_somewhere

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from publish.diagnostics import Diagnostic
    from publish.tree import Publication

CHECKS: tuple[Callable[[Publication], Iterator[Diagnostic]], ...] = (
    ids_are_unique,
    references_lead_somewhere,
    notes_are_defined,
    notes_are_called,
    images_have_alt,
    pull_quotes_repeat_the_article,
    events_have_dates,
    cover_lines_lead_somewhere,
    allowances_are_of_use,
)


def check(publication: Publication) -> tuple[Diagnostic, ...]:
    """Give what every check finds."""
    return tuple(diagnostic for each in CHECKS for diagnostic in each(publication))
