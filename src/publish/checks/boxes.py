"""What boxes promise: that a pull quote repeats its article, and that an event has a date."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic, Severity
from publish.tree import Cell, Event, Heading, Inline, Paragraph, PullQuote
from publish.walk import parts_of, query, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publish.tree import Publication
    from publish.walk import Visited


def pull_quotes_repeat_the_article(publication: Publication) -> Iterator[Diagnostic]:
    """A pull quote lifts words out of its article, or says that it is original."""
    for article in publication.documents:
        quotes = [node for node in query(article, PullQuote) if not node.original]
        words = running_words(article.body) if quotes else ""
        for quote in quotes:
            if running_words(quote.children) not in words:
                message = "these words don't stand in the article, so the quote will be read aloud"
                hint = "quote the article word for word, or add .original"
                yield Diagnostic("pullquote-original", message, quote.span, hint, Severity.WARNING, about="pullquote")


def events_have_dates(publication: Publication) -> Iterator[Diagnostic]:
    """An event has a start, and an end that isn't before it, as ISO 8601 dates in the form that HTML knows."""
    for article in publication.documents:
        for node in query(article, Event):
            days = []
            for name, value in (("start", node.start), ("end", node.end or node.start)):
                try:
                    days.append(day(value))
                except ValueError:
                    message = f"{name} is missing" if not value else f"{value} is not a date"
                    hint = f"write {name}=2023-06-24"
                    yield Diagnostic("event-date", message, node.span, hint, about=value or "event")
                    break
            if len(days) == 2 and days[1] < days[0]:
                message = "the event ends before it starts"
                yield Diagnostic("event-date", message, node.span, "mend start or end", about=node.end)


def day(text: str) -> dt.date:
    """Read a date such as 2023-06-24; raise ValueError for ISO 8601's other forms too, which HTML doesn't know."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def running_words(blocks: Iterable[Visited]) -> str:
    """Give the words of blocks without the pull quotes among them, as `plain_words` gives them."""
    return plain_words(" ".join(_runs(blocks)))


def _runs(nodes: Iterable[Visited]) -> Iterator[str]:
    """Give the text of each block that holds words itself, so that words of two blocks never become one."""
    for node in nodes:
        match node:
            case PullQuote():
                pass
            case _ if isinstance(node, Paragraph | Heading | Cell | Inline):
                yield text_of((node,))
            case _:
                yield from _runs(parts_of(node))


def plain_words(text: str) -> str:
    """Give the words of a text alone, in small letters, with a space at either end and between each two."""
    return " " + " ".join(re.findall(r"\w+", text.lower())) + " "
