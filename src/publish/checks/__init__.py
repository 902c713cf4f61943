"""Publication → diagnostics, one rule a function. Checks report and never change anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.checks.addresses import addresses_are_well_formed, links_are_read_as_links
from publish.checks.alternatives import (
    alt_does_not_say_that_it_is_a_picture,
    alt_is_not_a_file_name,
    alt_is_not_the_caption,
    alt_is_not_too_long,
    alt_is_not_too_short,
)
from publish.checks.boxes import events_have_dates, pull_quotes_repeat_the_article
from publish.checks.dates import (
    dates_are_in_the_calendar,
    runs_of_years_and_hours_go_forwards,
    the_edition_is_not_older_than_the_first,
)
from publish.checks.events import (
    events_are_to_come,
    events_name_their_own_days,
    weekdays_of_events_are_those_of_their_dates,
)
from publish.checks.images import images_have_alt
from publish.checks.links import (
    links_have_words,
    links_say_where_they_lead,
    links_with_the_same_words_lead_to_one_place,
)
from publish.checks.names import ids_are_unique, notes_are_called, notes_are_defined, references_lead_somewhere
from publish.checks.pairs import brackets_are_closed, quotations_are_closed
from publish.checks.placeholders import alternative_texts_are_written, nothing_waits_to_be_replaced
from publish.checks.prose import Prose, prose
from publish.checks.publication import addresses_lead_to_the_web, allowances_are_of_use, cover_lines_lead_somewhere
from publish.checks.quotes import names_have_no_straight_marks, numbers_have_primes_behind_them
from publish.checks.repeats import words_stand_once
from publish.checks.spacing import no_space_stands_before_punctuation, words_have_one_space_between_them
from publish.checks.structure import (
    headings_differ_from_the_one_before,
    headings_have_words,
    headings_skip_no_level,
    tables_name_their_columns,
)
from publish.checks.unused import articles_are_used, pictures_are_used
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
    alternative_texts_are_written,
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
    events_are_to_come,
    events_name_their_own_days,
    weekdays_of_events_are_those_of_their_dates,
    cover_lines_lead_somewhere,
    addresses_lead_to_the_web,
    names_have_no_straight_marks,
    the_edition_is_not_older_than_the_first,
    addresses_are_well_formed,
    articles_are_used,
    pictures_are_used,
    allowances_are_of_use,
)

# Rules of what is written, each over a file's runs of text: these are gathered once for all of them.
PROSE_CHECKS: tuple[Callable[[Prose], Iterator[Diagnostic]], ...] = (
    words_have_one_space_between_them,
    no_space_stands_before_punctuation,
    words_stand_once,
    quotations_are_closed,
    numbers_have_primes_behind_them,
    brackets_are_closed,
    dates_are_in_the_calendar,
    runs_of_years_and_hours_go_forwards,
    links_are_read_as_links,
    nothing_waits_to_be_replaced,
)


def check(publication: Publication) -> tuple[Diagnostic, ...]:
    """Give what every check finds."""
    return (*check_tree(publication), *check_prose(tuple(prose(publication))))


def check_tree(publication: Publication) -> tuple[Diagnostic, ...]:
    """Give what the checks of the tree find: all but those of what is written."""
    return tuple(diagnostic for each in CHECKS for diagnostic in each(publication))


def check_prose(files: tuple[Prose, ...]) -> tuple[Diagnostic, ...]:
    """Give what the checks of what is written find; they need the runs of text alone, and can be made elsewhere."""
    return tuple(diagnostic for runs in files for each in PROSE_CHECKS for diagnostic in each(runs))
