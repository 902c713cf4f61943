"""Publication → diagnostics, one rule a function. Checks report and never change anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.checks.alternatives import (
    alt_does_not_say_that_it_is_a_picture,
    alt_is_not_a_file_name,
    alt_is_not_the_caption,
    alt_is_not_too_long,
    alt_is_not_too_short,
)
from publish.checks.boxes import events_have_dates, pull_quotes_repeat_the_article
from publish.checks.images import images_have_alt
from publish.checks.links import (
    links_have_words,
    links_say_where_they_lead,
    links_with_the_same_words_lead_to_one_place,
)
from publish.checks.names import ids_are_unique, notes_are_called, notes_are_defined, references_lead_somewhere
from publish.checks.publication import addresses_lead_to_the_web, allowances_are_of_use, cover_lines_lead_somewhere
from publish.checks.structure import (
    headings_differ_from_the_one_before,
    headings_have_words,
    headings_skip_no_level,
    tables_name_their_columns,
)
from publish.checks.wording import other_scripts_have_a_language, sentences_are_not_in_capitals

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
    alt_is_not_a_file_name,
    alt_is_not_the_caption,
    alt_does_not_say_that_it_is_a_picture,
    alt_is_not_too_long,
    alt_is_not_too_short,
    headings_have_words,
    headings_skip_no_level,
    headings_differ_from_the_one_before,
    tables_name_their_columns,
    links_have_words,
    links_say_where_they_lead,
    links_with_the_same_words_lead_to_one_place,
    other_scripts_have_a_language,
    sentences_are_not_in_capitals,
    pull_quotes_repeat_the_article,
    events_have_dates,
    cover_lines_lead_somewhere,
    addresses_lead_to_the_web,
    allowances_are_of_use,
)


def check(publication: Publication) -> tuple[Diagnostic, ...]:
    """Give what every check finds."""
    return tuple(diagnostic for each in CHECKS for diagnostic in each(publication))
