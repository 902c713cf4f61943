"""Numbers that a reader sees: of notes, chapters, figures and tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publish.tree import Article, Block, Figure, Inline, NoteCall, Part, Publication, Table
from publish.walk import Rebuild, map_articles, map_inlines, query

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.design import Design


def number_notes(publication: Publication, _design: Design) -> Publication:
    """Number each article's notes from 1, in the order in which they are first called."""
    return map_articles(publication, _article_notes)


def _article_notes(article: Article) -> Article:
    numbers: dict[str, int] = {}
    for node in query(article, NoteCall):
        numbers.setdefault(node.label, len(numbers) + 1)
    if not numbers:
        return article

    def call(node: Inline) -> Inline:
        return replace(node, number=numbers[node.label]) if isinstance(node, NoteCall) else node

    article = Rebuild(inlines=lambda run: map_inlines(run, call)).article(article)
    notes = tuple(replace(note, number=numbers[note.label]) for note in article.notes if note.label in numbers)
    return replace(article, notes=tuple(sorted(notes, key=lambda note: note.number)))


def number_chapters(publication: Publication, design: Design) -> Publication:
    """Number the chapters from 1, through all parts, where the layout asks for it; front matter has no number."""
    if not design.number_chapters:
        return publication
    count = 0

    def number(article: Article) -> Article:
        nonlocal count
        if article.kind in {"frontmatter", "imprint"}:
            return article
        count += 1
        return replace(article, number=count)

    contents = tuple(
        replace(entry, articles=tuple(map(number, entry.articles))) if isinstance(entry, Part) else number(entry)
        for entry in publication.contents
    )
    return replace(publication, contents=contents)


def number_figures_and_tables(publication: Publication, design: Design) -> Publication:
    """Number figures, and tables that have a caption, through the publication, where the layout asks for it."""
    if not design.number_figures:
        return publication
    return map_articles(publication, Rebuild(block=_counter()).article)


def _counter() -> Callable[[Block], Block]:
    figures = tables = 0

    def number(block: Block) -> Block:
        nonlocal figures, tables
        if isinstance(block, Figure) and (block.caption or block.attributes.id):
            figures += 1
            return replace(block, number=figures)
        if isinstance(block, Table) and block.caption:
            tables += 1
            return replace(block, number=tables)
        return block

    return number
