"""What boxes promise: that a pull quote repeats its article, and that an event has a date."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic, Severity
from publish.tree import Event, PullQuote
from publish.walk import query, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.tree import Article, Block, Publication


def pull_quotes_repeat_the_article(publication: Publication) -> Iterator[Diagnostic]:
    """A pull quote lifts words out of its article, or says that it is original."""
    for article in publication.documents:
        quotes = [node for node in query(article) if isinstance(node, PullQuote) and not node.original]
        words = running_words(article) if quotes else ""
        for quote in quotes:
            if plain_words(text_of(quote.children)) not in words:
                message = "these words don't stand in the article, so the quote will be read aloud"
                hint = "quote the article word for word, or add .original"
                yield Diagnostic("pullquote-original", message, quote.span, hint, Severity.WARNING)


def events_have_dates(publication: Publication) -> Iterator[Diagnostic]:
    """An event has a start, and an end that isn't before it, as ISO 8601 dates."""
    for article in publication.documents:
        for node in query(article):
            if not isinstance(node, Event):
                continue
            days = []
            for name, value in (("start", node.start), ("end", node.end or node.start)):
                try:
                    days.append(dt.date.fromisoformat(value))
                except ValueError:
                    message = f"{name} is missing" if not value else f"{value} is not a date"
                    yield Diagnostic("event-date", message, node.span, f"write {name}=2023-06-24")
                    break
            if len(days) == 2 and days[1] < days[0]:
                yield Diagnostic("event-date", "the event ends before it starts", node.span, "mend start or end")


def running_words(article: Article) -> str:
    """Give the words of an article without its pull quotes, as `plain_words` gives them."""

    def without(blocks: tuple[Block, ...]) -> Iterator[Block]:
        return (block for block in blocks if not isinstance(block, PullQuote))

    return plain_words(" ".join(text_of((block,)) for block in without(article.body)))


def plain_words(text: str) -> str:
    """Give the words of a text alone, in small letters, with a space at either end and between each two."""
    return " " + " ".join(re.findall(r"\w+", text.lower())) + " "
