"""Headings in their order, and tables whose columns can be named."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from publish.checks.boxes import plain_words
from publish.diagnostics import Diagnostic, Severity
from publish.tree import Heading, Table
from publish.walk import query, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.tree import Publication


def headings_skip_no_level(publication: Publication) -> Iterator[Diagnostic]:
    """A heading is at most one level below the one before it (WCAG 2.2, 1.3.1; ISO 14289-1, 7.4.2)."""
    for article in publication.documents:
        level = 1
        for heading in query(article, Heading):
            if heading.level > level + 1:
                above = "the title" if level == 1 else f"a heading with {'#' * level}"
                message = f"{'#' * heading.level} stands below {above}, so a level is skipped"
                hint = f"write {'#' * (level + 1)}"
                yield Diagnostic("heading-skipped", message, heading.span, hint, about="#" * heading.level)
            level = heading.level


def headings_have_words(publication: Publication) -> Iterator[Diagnostic]:
    """A heading has words (WCAG 2.2, 1.3.1 and 2.4.6)."""
    for article in publication.documents:
        for heading in query(article, Heading):
            if not text_of(heading.children).strip():
                hint = "write its words, or take the line away"
                about = "#" * heading.level
                yield Diagnostic("heading-empty", "this heading has no words", heading.span, hint, about=about)


def headings_differ_from_the_one_before(publication: Publication) -> Iterator[Diagnostic]:
    """Two headings that follow each other have different words (WCAG 2.2, 2.4.6)."""
    for article in publication.documents:
        named = [(article.title, article.span), *((each.children, each.span) for each in query(article, Heading))]
        words = [(text_of(children), span) for children, span in named]
        for (above, first), (below, span) in pairwise(words):
            if plain_words(above).strip() and plain_words(above) == plain_words(below):
                message = f"this heading has the same words as the one before it, in line {first.line}"
                hint = "say in each what the text below it is about"
                yield Diagnostic("heading-repeated", message, span, hint, Severity.WARNING, about=below)


def tables_name_their_columns(publication: Publication) -> Iterator[Diagnostic]:
    """Each column of a table has a header with words (WCAG 2.2, 1.3.1); above row headers the corner may be empty."""
    for article in publication.documents:
        for table in query(article, Table):
            named = [bool(text_of(cell.children).strip()) for cell in table.head.cells]
            row_headers = any(row.cells and row.cells[0].header == "row" for row in table.rows)
            hint = "say above each column what it holds"
            if not any(named):
                yield Diagnostic("table-header-empty", "the table's header row is empty", table.span, hint)
                continue
            for place, has_words in enumerate(named):
                if not has_words and not (place == 0 and row_headers):
                    first = " or say {.row-headers} behind Table: if it names the rows" if place == 0 else ""
                    message = f"column {place + 1} of the table has no header"
                    yield Diagnostic(
                        "table-header-empty", message, table.head.span, hint + ("," + first if first else "")
                    )
