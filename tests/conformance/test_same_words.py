"""The EPUB and the PDF say the words of the manuscript, the same in the same order.

Compared are the articles, each by itself, and the notes of each by themselves: an EPUB has them behind the article, a
PDF behind their calls. Capitals are not compared, since layouts set kickers in them. Left out is what an output has for
itself: cover, contents, parts and the page of accessibility claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from publish.build import prepare
from publish.transcript import spoken, words_of
from publish.tree import Article, Event, Link, PullQuote, Reference
from publish.walk import parts_of, text_of
from publish.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from conftest import Files

    from publish.edition import Edition
    from publish.transcript import Utterance


@dataclass(frozen=True)
class Said:
    """The words of an article, and of its notes."""

    text: list[str]
    notes: list[str]


def said(file: Path) -> list[Said]:
    """Give the words of each article of a built file."""
    articles: list[list[Utterance]] = []
    for utterance in spoken(file.read_bytes()):
        if utterance.said.split(",")[0] == "article":
            articles.append([])
        elif utterance.said == "end of article":
            articles.append([])
        elif articles:
            articles[-1].append(utterance)
    return [
        Said(folded(each for each in article if not each.note), folded(each for each in article if each.note))
        for article in articles[::2]
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
        block = type(node).__name__ not in {"Text", "Code", "Emphasis", "Strong", "Phrase", "Link", "NoteCall", "Formula"}
        gap = " " if block and not isinstance(node, Reference) else ""
        yield gap
        match node:
            case PullQuote(repeats=True):
                pass
            case Reference(children=()):
                yield text_of(edition.labels[node.target].title)
            case Event():
                yield from ("", "\N{NULL}")
            case Link() | Reference():
                yield from _words(edition, node.children)
            case _:
                inside = list(parts_of(node))
                yield from _words(edition, inside) if inside else [text_of((node,))]
        yield gap
