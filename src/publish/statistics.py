"""A publication in figures, for each article and in all: words, reading time, pages, pictures, notes."""

from __future__ import annotations

import json
import math
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from publish.design import Design
from publish.excerpts import safe
from publish.passes.repeat import mark_repeating_pull_quotes
from publish.tree import (
    Block,
    Box,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Event,
    Figure,
    Image,
    Item,
    LineBreak,
    PullQuote,
    Text,
)
from publish.walk import parts_of, query, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from publish.tree import Article, Publication
    from publish.walk import Visited

WORDS_A_MINUTE = 238
"""How fast adults read English non-fiction to themselves, on average over 190 studies (Brysbaert, 2019)."""

_WORD = re.compile(r"\w")
_APART = Block | Item | Cell | Definition | LineBreak


@dataclass(frozen=True, slots=True)
class Figures:
    """An article in figures, or all of them; ``pages`` is None where no build says how many.

    ``words`` are those of the text: alternative texts, and pull quotes that say it again, aren't counted. ``minutes``
    is the time it takes to read them. ``pictures`` are those that say something, ``described`` those of them with an
    alternative text, ``decorative`` the others.
    """

    file: str
    title: str
    words: int
    minutes: int
    pages: int | None
    pictures: int
    described: int
    decorative: int
    notes: int


def statistics(publication: Publication, pages: Mapping[str, Sequence[str]], count: int) -> tuple[Figures, ...]:
    """Give the figures of each article in reading order, then those of all under the publication's title.

    ``pages`` are the labels of each article's pages by its file, ``count`` is how many there are in all; both are empty
    where nothing was laid out.
    """
    marked = mark_repeating_pull_quotes(publication, Design(publication.metadata.layout))
    each = [_figures(article, pages) for article in marked.articles]
    words = sum(one.words for one in each)
    return (
        *each,
        Figures(
            file="",
            title=publication.metadata.title,
            words=words,
            minutes=_minutes(words),
            pages=count or None,
            pictures=sum(one.pictures for one in each),
            described=sum(one.described for one in each),
            decorative=sum(one.decorative for one in each),
            notes=sum(one.notes for one in each),
        ),
    )


def _figures(article: Article, pages: Mapping[str, Sequence[str]]) -> Figures:
    words = len(words_of(article))
    images = query(article, Image)
    telling = [image for image in images if not image.decorative]
    return Figures(
        file=article.path,
        title=" ".join(text_of(article.title).split()),
        words=words,
        minutes=_minutes(words),
        pages=len(pages[article.path]) if pages.get(article.path) else None,
        pictures=len(telling),
        described=sum(bool(image.alt.strip()) for image in telling),
        decorative=len(images) - len(telling),
        notes=len(article.notes),
    )


def _minutes(words: int) -> int:
    return math.ceil(words / WORDS_A_MINUTE)


# ------------------------------------------------------------------------------------------------------------ words


def words_of(article: Article) -> list[str]:
    """Give the words of an article whose repeating pull quotes are marked, as they are read once."""
    opening = (article.kicker, article.title, article.standfirst, *article.authors)
    notes = (note.children for note in article.notes)
    lead = (article.lead,) if article.lead else ()
    return [word for run in (*opening, lead, article.body, *notes) for word in _words(run)]


def _words(run: Iterable[Visited]) -> list[str]:
    return [word for word in "".join(_read(run)).split() if _WORD.search(word)]


def _read(run: Iterable[Visited]) -> Iterator[str]:
    """Give the text of nodes, with a space wherever one stands apart from the next."""
    for node in run:
        apart = isinstance(node, _APART)
        if apart:
            yield " "
        match node:
            case Text() | Code() | CodeBlock():
                yield node.text
            case PullQuote() if node.repeats:
                pass
            case _:
                for part in _runs(node):
                    yield from _read(part)
                    yield " " if apart else ""


def _runs(node: Visited) -> tuple[tuple[Visited, ...], ...]:
    """Give the runs of nodes in a node: what a layout sets apart has no space between in the tree."""
    match node:
        case Figure():
            return node.caption, node.credit
        case Box():
            return node.title, node.by, node.children
        case Event():
            return node.title, node.place, node.children
        case Definition():
            return node.term, *node.descriptions
        case _:
            return (parts_of(node),)


# ------------------------------------------------------------------------------------------------------------ forms

_COLUMNS = ("words", "minutes", "pages", "pictures", "described", "notes")


def as_table(figures: Sequence[Figures]) -> str:
    """Give the figures as a table of text, without the column of pages where no build says them."""
    columns = [name for name in _COLUMNS if name != "pages" or any(each.pages for each in figures)]
    rows = [["article", *columns]]
    rows += [[safe(each.file or "in all"), *(_cell(each, name) for name in columns)] for each in figures]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    ]
    return "\n".join([*lines[:-1], "-" * len(lines[0]), lines[-1]])


def _cell(each: Figures, name: str) -> str:
    if name == "described":
        return f"{100 * each.described // each.pictures} %" if each.pictures else "–"
    value = getattr(each, name)
    return "–" if value is None else f"{value:,}"


def as_json(figures: Sequence[Figures]) -> str:
    """Give the figures as JSON: the articles, and all of them."""
    *articles, whole = (asdict(each) for each in figures)
    del whole["file"]
    made = {"words-a-minute": WORDS_A_MINUTE, "articles": articles, "in-all": whole}
    return json.dumps(made, indent=2, ensure_ascii=False)
