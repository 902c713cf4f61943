"""The EPUB and the PDF say the words of the manuscript, the same in the same order.

Compared are the articles, each by itself, and the notes of each by themselves: an EPUB has them behind the article, a
PDF behind their calls. Capitals are not compared, since layouts set kickers in them. Left out is what an output has for
itself: cover, contents, parts and the page of accessibility claims.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from publish.preparation import prepare
from publish.transcript import spoken, words_of
from publish.tree import Article, Event, Figure, Inline, PullQuote, Reference
from publish.walk import parts_of, query, text_of
from publish.words import days, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.conformance.conftest import Files

    from publish.edition import Edition
    from publish.transcript import Utterance

_PAGE = re.compile(r" \(page [0-9]+\)")


@dataclass(frozen=True)
class Said:
    """The words of an article, and of its notes."""

    text: list[str]
    notes: list[str]


def said(file: Path) -> list[Said]:
    """Give the words of each article of a built file."""
    articles: list[list[Utterance]] = []
    inside = False
    for utterance in spoken(file.read_bytes()):
        if utterance.said.split(",")[0] == "article":
            articles.append([])
            inside = True
        elif utterance.said == "end of article":
            inside = False
        elif inside:
            articles[-1].append(utterance)
    return [
        Said(folded(each for each in article if not each.note), folded(each for each in article if each.note))
        for article in articles
    ]


def folded(utterances: Iterable[Utterance]) -> list[str]:
    return [word.casefold() for word in words_of(utterances)]


def written(edition: Edition, article: Article) -> Said:
    """Give the words of an article as its manuscript has them, with the few that every layout adds."""
    own = words(article.language)
    by = [own["by"], ", ".join(text_of(author) for author in article.authors)] if article.authors else []
    head = [text_of(article.kicker), text_of(article.title), text_of(article.standfirst), *by]
    lead = (article.lead,) if article.lead else ()
    text = " ".join((*head, "".join(_words(edition, (*lead, *article.body)))))
    notes = "".join(_words(edition, [block for note in article.notes for block in note.children]))
    return Said(text.casefold().split(), notes.casefold().split())


def _words(edition: Edition, nodes: Iterable[Any]) -> Iterator[str]:
    for node in nodes:
        gap = "" if isinstance(node, Inline) else " "
        yield gap
        match node:
            case PullQuote(repeats=True):
                pass
            case Reference(children=()):
                yield text_of(edition.labels[node.target].title)
            case Figure():
                caption, credit = _words(edition, node.caption), _words(edition, node.credit)
                yield from (node.image.alt, " ", *caption, " ", *credit)
            case Event():
                yield days(node.start, node.end, edition.language)
                yield from (" ", text_of(node.title), " ", text_of(node.place), " ", *_words(edition, node.children))
                yield node.url.removeprefix("https://").strip("/")
            case _:
                inside = list(parts_of(node))
                yield from _words(edition, inside) if inside else [text_of((node,))]
        yield gap


def without_pages(text: list[str]) -> list[str]:
    """Take away what stands in print alone: the page behind a cross-reference that asks for it."""
    return _PAGE.sub("", " ".join(text)).split()


@pytest.mark.parametrize("name", ["small", "sample"])
def test_the_epub_says_what_the_manuscript_says(name: str, request: pytest.FixtureRequest) -> None:
    files: Files = request.getfixturevalue(name)
    edition, _ = prepare(files.manuscript, files.manuscript.name)
    assert said(files.epub) == [written(edition, article) for article in edition.publication.articles]


@pytest.mark.parametrize("name", ["small", "sample"])
def test_the_pdf_says_what_the_epub_says(name: str, request: pytest.FixtureRequest) -> None:
    files: Files = request.getfixturevalue(name)
    printed = [Said(without_pages(each.text), without_pages(each.notes)) for each in said(files.pdf)]
    assert printed == said(files.epub)


def test_the_pages_behind_cross_references_are_in_print_alone(sample: Files) -> None:
    edition, _ = prepare(sample.manuscript, sample.manuscript.name)
    asked = sum(
        isinstance(node, Reference) and node.page for article in edition.publication.articles for node in query(article)
    )
    texts = [" ".join(each.text) for each in said(sample.pdf)]
    assert sum(len(_PAGE.findall(text)) for text in texts) == asked
    assert asked


def test_every_kind_of_thing_is_announced(small: Files) -> None:
    for file in (small.epub, small.pdf):
        announced = {utterance.said.split(",")[0].split(" (")[0] for utterance in spoken(file.read_bytes())}
        assert {
            *("heading 1", "heading 2", "paragraph", "link", "image", "caption", "formula", "quotation", "code"),
            *("list", "item", "term", "definition", "end of list"),
            *("table", "header", "cell", "end of table"),
            *("note reference 1", "note 1", "end of note", "box", "page 3", "page 4"),
        } <= announced
        assert ("text", "fr", "étale") in {
            (each.said, each.language, each.text.strip()) for each in spoken(file.read_bytes())
        }
