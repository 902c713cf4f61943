"""Where each print page begins, to the character: plain data, and the numbers and texts of nodes on which it rests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publish.tree import Article, Block, Cell, Code, CodeBlock, Item, Row, Text
from publish.walk import parts_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from publish.walk import Visited

Numbered = Block | Item | Row | Cell


@dataclass(frozen=True, slots=True)
class PageStart:
    """The start of one page.

    ``document`` is the id of the document on which it begins, ``node`` the number of the node in its article (-1 where
    it begins in none: at an article's opening, in a cover), ``entry`` the id of an entry of a contents page.
    ``offset`` counts the characters of the node's text before the page's first; ``mid_word`` says that a divided word
    runs over from the page before; ``text`` is the first fragment of the page, empty where it has no text.
    """

    label: str
    document: str
    node: int = -1
    offset: int = 0
    entry: str = ""
    mid_word: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class PageMap:
    """The starts of all pages, in order; ``fragments`` says how many pieces of text were matched on the way."""

    starts: tuple[PageStart, ...] = ()
    fragments: int = 0


def carried(pages: PageMap, documents: Container[str]) -> PageMap:
    """Give the map as an output with these documents can show it.

    A page without a place there, such as a blank one, begins with the next that has one; the last ones end the book.
    """
    result: list[PageStart] = []
    waiting: list[PageStart] = []
    for start in pages.starts:
        if start.document not in documents:
            waiting.append(start)
            continue
        result += (replace(start, label=each.label, text="") for each in waiting)
        waiting = []
        result.append(start)
    if waiting and result:
        last = result[-1]
        result += (replace(last, label=each.label, text="") for each in waiting)
    return PageMap(tuple(result), pages.fragments)


# --------------------------------------------------------------------------------------------- numbers of an article


def numbered(article: Article) -> Iterator[tuple[int, Numbered]]:
    """Give each block, item, row and cell of an article with its number: lead, body, then notes, in reading order."""
    roots: list[Block] = [article.lead] if article.lead else []
    roots += article.body
    for note in article.notes:
        roots += note.children
    yield from enumerate(_numbered(roots))


def _numbered(nodes: Iterable[Visited]) -> Iterator[Numbered]:
    for node in nodes:
        if isinstance(node, Numbered):
            yield node
        yield from _numbered(parts_of(node))


def texts_of(node: Numbered) -> list[str]:
    """Give the pieces of a node's text, in reading order: what its elements hold, piece by piece."""
    return [piece.text for piece in pieces_of([node])]


def header_texts(article: Article) -> list[str]:
    """Give the pieces of text of an article's opening: kicker, title, standfirst, authors."""
    run = (*article.kicker, *article.title, *article.standfirst, *(node for name in article.authors for node in name))
    return [piece.text for piece in pieces_of(run)]


def pieces_of(nodes: Iterable[Visited]) -> Iterator[Text | Code | CodeBlock]:
    """Give the nodes that hold text themselves, in reading order."""
    for node in nodes:
        if isinstance(node, Text | Code | CodeBlock):
            yield node
        else:
            yield from pieces_of(parts_of(node))
