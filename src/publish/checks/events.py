"""What event boxes say of their days in words, against their start and end."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from publish.checks.boxes import day
from publish.checks.dates import wrong_weekday
from publish.checks.days import Dated, dates_in
from publish.checks.prose import quoted, runs_of
from publish.diagnostics import Diagnostic, Severity
from publish.tree import Cell, Event, Figure, Heading, Inline, Paragraph
from publish.walk import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publish.tree import Publication
    from publish.walk import Visited

_LONGEST = dt.timedelta(days=366)


def events_are_to_come(publication: Publication) -> Iterator[Diagnostic]:
    """An event ends on the publication's date at the earliest."""
    published = publication.metadata.date
    for event, _, _, end in _events(publication):
        if published and end < published:
            message = f"this event ended on {end}, and the publication is of {published}"
            hint = "mend its dates, or tell of it in the text, without a box"
            yield Diagnostic("event-past", message, event.span, hint, Severity.WARNING, about=event.end or event.start)


def events_name_their_own_days(publication: Publication) -> Iterator[Diagnostic]:
    """A day in an event's title is one from its start to its end."""
    for event, language, start, end in _events(publication):
        for run in runs_of(event.title, language):
            for date in dates_in(run.text, run.language):
                when = _nearest(date, start) if date.year in {0, start.year, end.year} else None  # else a memory
                if when and not start <= when <= end and end - start < _LONGEST:
                    days = f"on {start}" if start == end else f"from {start} to {end}"
                    message = f"{quoted(run, date.start, date.end)} is not a day of this event, which is {days}"
                    hint = "mend the title, or start and end"
                    yield run.warning("event-day", message, hint, date.start, date.end)


def weekdays_of_events_are_those_of_their_dates(publication: Publication) -> Iterator[Diagnostic]:
    """A weekday beside a date without a year, in an event, is that of the date nearest to the event."""
    for event, language, start, _ in _events(publication):
        for run in runs_of((event,), language):
            for date in dates_in(run.text, run.language):
                when = _nearest(date, start) if not date.year else None
                if when and date.weekday is not None and when.weekday() != date.weekday:
                    yield wrong_weekday(run, date, when.weekday())


def _events(publication: Publication) -> Iterator[tuple[Event, str, dt.date, dt.date]]:
    """Give each event that has its dates, with its language."""
    for article in publication.documents:
        for node in _boxes((*article.body, *(block for note in article.notes for block in note.children))):
            if isinstance(node, Event):
                try:
                    start, end = day(node.start), day(node.end or node.start)
                except ValueError:
                    continue  # which is said already
                yield node, node.attributes.lang or article.language, start, end


def _boxes(nodes: Iterable[Visited]) -> Iterator[Visited]:
    """Give what may be an event: blocks, those inside blocks too, without going through what they say."""
    for node in nodes:
        if not isinstance(node, Paragraph | Heading | Cell | Figure | Inline):
            yield node
            yield from _boxes(parts_of(node))


def _nearest(date: Dated, start: dt.date) -> dt.date | None:
    """Give the day that a date means beside an event: of its own year, else the nearest to the event's start."""
    found = []
    for year in (date.year,) if date.year else (start.year - 1, start.year, start.year + 1):
        try:
            found.append(dt.date(year, date.month, date.day))
        except ValueError:
            continue  # no day of that year
    return min(found, key=lambda each: abs(each - start), default=None)
