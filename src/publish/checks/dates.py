"""Dates that contradict themselves: weekdays, days that no month has, and runs that go backwards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publish.checks.days import LAST_YEAR, WEEKDAYS, Dated, dates_with_years, length, weekdays
from publish.checks.prose import quoted
from publish.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.checks.prose import Prose, Run
    from publish.tree import Publication

_DASH = r"\s?(?:--?|[–—])\s?"
_YEARS = re.compile(rf"(\d{{4}})(?<![\w.,:/=–-]\d{{4}}){_DASH}(\d{{4}})(?![\w/–-]|[.,]\d)")
_FROM = {
    "de": re.compile(r"von\s(\d{4})\sbis\s(\d{4})\b"),
    "en": re.compile(r"from\s(\d{4})\sto\s(\d{4})\b"),
    "fr": re.compile(r"de\s(\d{4})\sà\s(\d{4})\b"),
}
# A telephone number, a price, a standard, or a number of something stands so too.
_NO_YEAR_BEFORE = re.compile(r"(?:[A-Z]{2,}[\s:.-]*|[\d)][\s)]*|[$€£¥#+]|\b(?:[Nn][or]|nº)\.?\s*)\Z")
_NO_YEAR_BEHIND = re.compile(
    r"\s*(?:=|%|°|\w{0,3}\s?(?:BCE?|B\.\s?C|B\.C\.E|BP)\b|v\.?\s?(?:Chr|u\.\s?Z)|av(?:ant|\.)\s?(?:J|notre)|a\.?\s?C\b"
    r"|f\.?\s?Kr|p\.?\s?n\.?\s?e|př\.|(?:m|km|ft|feet|kg|g|mm|cm|Hz|MHz|nm|kcal|mAh|K|hrs?|hours|Uhr)\b)"
)
_TIMES = re.compile(rf"(1[3-7])(?<![\d:.]..):([0-5]\d){_DASH}(1[2-7]):([0-5]\d)(?![\d:])")


def dates_are_in_the_calendar(prose: Prose) -> Iterator[Diagnostic]:
    """A date with a year is a day that there is, and a weekday beside it is that day's."""
    for run in prose:
        for date in dates_with_years(run.text, run.language):
            right = weekdays(date.year, date.month, date.day)
            most = length(date.year, date.month)
            if date.day > most:
                message = f"{quoted(run, date.start, date.end)} is no day: that month has {most}"
                yield run.warning("date-impossible", message, "mend the date", date.start, date.end)
            elif date.weekday is not None and date.weekday not in right:
                yield wrong_weekday(run, date, right[0])


def wrong_weekday(run: Run, date: Dated, right: int) -> Diagnostic:
    """Give the finding of a weekday that isn't its date's."""
    message = f"{quoted(run, date.start, date.end)}: that day is a {WEEKDAYS[right]}"
    return run.warning("date-weekday", message, "mend the weekday or the date", date.start, date.end)


def runs_of_years_and_hours_go_forwards(prose: Prose) -> Iterator[Diagnostic]:
    """From one year to another, and from one hour of an afternoon to another, time goes forwards."""
    for run in prose:
        for found in (*_years(run), *_hours(run)):
            message = f"{quoted(run, *found.span())} goes backwards"
            yield run.warning("date-order", message, "mend one of the two, or change their order", *found.span())


def _years(run: Run) -> Iterator[re.Match[str]]:
    for found in _YEARS.finditer(run.text):
        first, last = int(found[1]), int(found[2])
        # Round numbers are as often measures, or years before Christ.
        is_year = 1000 <= last < first <= LAST_YEAR and (first % 50 or last % 50)
        before = run.text[max(found.start() - 10, 0) : found.start()]
        if is_year and not _NO_YEAR_BEFORE.search(before) and not _NO_YEAR_BEHIND.match(run.text, found.end()):
            yield found
    written = _FROM.get(run.language.partition("-")[0].lower())
    for found in written.finditer(run.text) if written else ():
        first, last = int(found[1]), int(found[2])
        # Numbers of things fall from one to another too, and are mostly round.
        if 1900 <= last < first <= LAST_YEAR and first % 10 and last % 10:
            yield found


def _hours(run: Run) -> Iterator[re.Match[str]]:
    for found in _TIMES.finditer(run.text):
        if (found[3], found[4]) < (found[1], found[2]):
            yield found


def the_edition_is_not_older_than_the_first(publication: Publication) -> Iterator[Diagnostic]:
    """A corrected edition is not of an earlier day than the publication."""
    metadata = publication.metadata
    if metadata.date and metadata.modified and metadata.modified.date() < metadata.date:
        message = f"modified is before date, which is {metadata.date}"
        hint = "mend one of the two"
        yield Diagnostic("date-order", message, publication.place("modified"), hint, Severity.WARNING)
