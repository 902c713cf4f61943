"""The prose of a publication as runs of text: what stands together in one block and one language, with its lines."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic, Severity
from publish.tree import (
    Box,
    Cell,
    Definition,
    Event,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Note,
    Paragraph,
    Part,
    Phrase,
    PullQuote,
    Table,
)
from publish.typography import OBJECT
from publish.walk import parts_of, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publish.source import Span
    from publish.tree import Article, Publication
    from publish.walk import Visited

_LONGEST_WORD = 60  # characters, as a message shows it
_LONGEST_WORDS = 100
LINE_BREAK = "\u2028"
"""Stands for a line that ends where the author says; one that ends in the source alone is a line feed."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is read in one go: U+FFFC stands in it for code, pictures and whatever else isn't text.

    ``starts`` says where each piece of it begins, ``spans`` where that stands. ``beside`` is the same for paragraphs
    that stand beside each other, and 0 for whatever else holds words.
    """

    text: str
    language: str
    starts: tuple[int, ...]
    spans: tuple[Span, ...]
    beside: int = 0

    def warning(self, code: str, message: str, hint: str, start: int, end: int) -> Diagnostic:
        """Give a finding about the characters from ``start`` to ``end``, at their line."""
        first = bisect_right(self.starts, start) - 1
        return Diagnostic(code, message, self.spans[first], hint, Severity.WARNING, about=self.verbatim(start, end))

    def verbatim(self, start: int, end: int) -> str:
        """Give these characters where they stand so in one line of the source, or nothing."""
        is_whole = bisect_right(self.starts, start) == bisect_right(self.starts, end - 1)
        return self.text[start:end] if is_whole and end - start <= _LONGEST_WORDS else ""


Prose = tuple[Run, ...]
"""Every run of one file, in reading order."""


def word_before(text: str, place: int) -> str:
    """Give the word that ends where ``place`` is, or before the space there; nothing where none does."""
    words = text[max(place - _LONGEST_WORD, 0) : place].replace(OBJECT, "…").split()
    return words[-1] if words else ""


def word_behind(text: str, place: int) -> str:
    """Give the word that begins where ``place`` is, or behind the space there; nothing where none does."""
    words = text[place : place + _LONGEST_WORD].replace(OBJECT, "…").split()
    return words[0] if words else ""


def quoted(run: Run, start: int, end: int) -> str:
    """Give characters of a run as a message quotes them: in marks, on one line, without markup."""
    words = " ".join(run.text[start:end].replace(OBJECT, "…").split())
    return f"“{words if len(words) <= _LONGEST_WORDS else f'{words[:_LONGEST_WORDS]}…'}”"


def prose(publication: Publication) -> Iterator[Prose]:
    """Give the runs of ``publication.yaml``, then those of each article and extended description."""
    yield tuple(_of_metadata(publication))
    for article in publication.documents:
        yield tuple(_of_article(article))


def runs_of(nodes: Sequence[Visited], language: str) -> Prose:
    """Give the runs of blocks, or of inlines that stand together, in a language."""
    inlines = tuple(node for node in nodes if isinstance(node, Inline))
    return tuple(_run(inlines, language) if inlines else _blocks(nodes, language))


def _of_metadata(publication: Publication) -> Iterator[Run]:
    metadata = publication.metadata
    said: list[tuple[str, tuple[str, ...]]] = [
        (getattr(metadata, key), (key,)) for key in ("title", "subtitle", "description", "rights")
    ]
    for number, line in enumerate(metadata.cover.lines if metadata.cover else ()):
        said.append((line.text, ("cover", "lines", str(number), "text")))
    for text, keys in said:
        if text:
            yield Run(text, metadata.language, (0,), (publication.place(*keys),))
    for entry in publication.contents:
        if isinstance(entry, Part):
            yield from _run(entry.title, metadata.language)


def _of_article(article: Article) -> Iterator[Run]:
    language = article.language
    yield from _run(article.title, article.attributes.lang or language)
    for head in (article.kicker, article.standfirst, *article.authors, article.short_title):
        yield from _run(head, language)
    if article.lead:
        yield from _blocks((article.lead,), language)
    yield from _blocks(article.body, language)
    yield from _blocks(article.notes, language)


def _blocks(nodes: Sequence[Visited | Note], outer: str) -> Iterator[Run]:
    for node in nodes:
        language = node.attributes.lang or outer
        match node:
            case Paragraph():
                yield from _run(node.children, language, id(nodes[0]))
            case Heading() | Cell():
                yield from _run(node.children, language)
            case Figure():
                yield from _runs(language, node.caption, node.credit)
            case Table():
                yield from _run(node.caption, language)
                yield from _blocks((node.head, *node.rows), language)
            case PullQuote():
                yield from _blocks(node.children, language)
                yield from _run(node.cite, language)
            case Box():
                yield from _runs(language, node.title, node.by)
                yield from _blocks(node.children, language)
            case Event():
                yield from _runs(language, node.title, node.place)
                yield from _blocks(node.children, language)
            case Definition():
                yield from _run(node.term, language)
                for description in node.descriptions:
                    yield from _blocks(description, language)
            case Note():
                yield from _blocks(node.children, language)
            case _:
                yield from _blocks(parts_of(node), language)


def _runs(language: str, *runs: tuple[Inline, ...]) -> Iterator[Run]:
    for nodes in runs:
        yield from _run(nodes, language)


def _run(nodes: tuple[Inline, ...], language: str, beside: int = 0) -> Iterator[Run]:
    """Give the run of inlines that stand together, and one for each phrase in another language among them."""
    found = list(pieces(nodes))
    if not found:
        return
    texts = [LINE_BREAK if isinstance(node, LineBreak) else text for text, node in found]
    starts = tuple(accumulate(map(len, texts[:-1]), initial=0))
    yield Run("".join(texts), language, starts, tuple(node.span for _, node in found), beside)
    for text, node in found:
        if text == OBJECT and isinstance(node, Phrase):
            yield from _run(node.children, node.attributes.lang)
