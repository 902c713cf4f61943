"""The page map's entry into the tree: a page break wherever a page begins, behind a word rather than in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publish.pagemap.starts import Numbered, numbered, pieces_of
from publish.tree import (
    Article,
    Block,
    Box,
    Code,
    CodeBlock,
    DefinitionList,
    Emphasis,
    Event,
    Formula,
    Image,
    Inline,
    Item,
    Link,
    List,
    PageBreak,
    Paragraph,
    Phrase,
    Publication,
    PullQuote,
    Quotation,
    Reference,
    Row,
    Strikethrough,
    Strong,
    Table,
    Text,
)
from publish.walk import descend, map_articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publish.pagemap.starts import PageMap, PageStart


def with_page_breaks(publication: Publication, pages: PageMap) -> Publication:
    """Give the publication with a page break wherever a page begins; those outside of articles are left out."""
    by_document: dict[str, list[PageStart]] = {}
    for start in pages.starts:
        by_document.setdefault(start.document, []).append(start)

    def mark(article: Article) -> Article:
        starts = by_document.get(article.id)
        return _marked(article, starts) if starts else article

    return map_articles(publication, mark)


def _marked(article: Article, starts: list[PageStart]) -> Article:
    breaks: dict[int, list[PageStart]] = {}
    for start in starts:
        if start.node >= 0:
            breaks.setdefault(start.node, []).append(start)
    if breaks:
        numbers = {id(node): number for number, node in numbered(article)}
        article = _Marker(numbers, breaks).article(article)
    return article


class _Marker:
    """Rebuilds an article with page breaks; blocks that can't hold one have it in front of them."""

    def __init__(self, numbers: Mapping[int, int], breaks: Mapping[int, list[PageStart]]) -> None:
        self._numbers = numbers
        self._breaks = breaks

    def article(self, article: Article) -> Article:
        lead = article.lead
        opening: tuple[str, ...] = ()
        if lead and (starts := self._starts(lead)):
            opening = tuple(start.label for start in starts)
        notes = tuple(replace(note, children=self.blocks(note.children)) for note in article.notes)
        body = self.blocks(article.body)
        if opening:
            span = lead.span if lead else article.span
            body = (*(PageBreak(label, span=span) for label in opening), *body)
        return replace(article, body=body, notes=notes)

    def _starts(self, node: Numbered) -> list[PageStart]:
        return self._breaks.get(self._numbers[id(node)], [])

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        result: list[Block] = []
        for block in blocks:
            result += self._block(block)
        return tuple(result)

    def _block(self, block: Block) -> Iterator[Block]:
        starts = self._starts(block)
        match block:
            case Paragraph():
                yield replace(block, children=_with_breaks(block.children, starts))
            case Quotation() | Box() | Event():
                yield from self._before(block, starts)
                yield replace(block, children=self.blocks(block.children))
            case List():
                yield from self._before(block, starts)
                yield replace(block, items=tuple(map(self._item, block.items)))
            case DefinitionList():
                yield self._definitions(block, starts)
            case Table():
                yield from self._before(block, starts)
                rows = tuple(map(self._row, block.rows))
                yield replace(block, head=self._row(block.head), rows=rows)
            case CodeBlock():
                yield replace(block, breaks=tuple((_word_end(block.text, start), start.label) for start in starts))
            case PullQuote():
                for node in descend((block,)):
                    if isinstance(node, Numbered):
                        yield from self._before(block, self._starts(node))
                yield block
            case _:
                yield from self._before(block, starts)
                yield block

    @staticmethod
    def _before(block: Block, starts: list[PageStart]) -> Iterator[Block]:
        for start in starts:
            yield PageBreak(start.label, span=block.span)

    def _item(self, item: Item) -> Item:
        """Give an item with its breaks: those of a tight item count the text of its bare paragraphs."""
        starts = self._starts(item)
        children = list(self.blocks(item.children))
        for start in starts:
            _place(children, start)
        return replace(item, children=tuple(children))

    def _definitions(self, block: DefinitionList, starts: list[PageStart]) -> DefinitionList:
        definitions = []
        passed = 0
        waiting = list(starts)
        for each in block.definitions:
            length = sum(map(len, (piece.text for piece in pieces_of(each.term))))
            here = [start for start in waiting if start.offset < passed + length]
            waiting = [start for start in waiting if start not in here]
            term = _with_breaks(each.term, [replace(start, offset=start.offset - passed) for start in here])
            passed += length
            descriptions = []
            for description in each.descriptions:
                length = sum(map(len, (piece.text for piece in pieces_of(description))))
                here = [start for start in waiting if start.offset < passed + length]
                waiting = [start for start in waiting if start not in here]
                children = list(self.blocks(description))
                for start in here:
                    _place(children, replace(start, offset=start.offset - passed))
                descriptions.append(tuple(children))
                passed += length
            definitions.append(replace(each, term=term, descriptions=tuple(descriptions)))
        return replace(block, definitions=tuple(definitions))

    def _row(self, row: Row) -> Row:
        """Give a row with its breaks: one at the row itself stands in its first cell."""
        first = [replace(start, offset=0, mid_word=False) for start in self._starts(row)]
        cells = []
        for cell in row.cells:
            starts = first + self._starts(cell)
            first = []
            cells.append(replace(cell, children=_with_breaks(cell.children, starts)))
        return replace(row, cells=tuple(cells))


def _place(children: list[Block], start: PageStart) -> None:
    """Put a break into the paragraph among ``children`` in which its offset falls, counted over all their text."""
    passed = 0
    for index, child in enumerate(children):
        length = sum(len(piece.text) for piece in pieces_of([child]))
        if isinstance(child, Paragraph) and start.offset < passed + max(length, 1):
            inside = replace(start, offset=start.offset - passed)
            children[index] = replace(child, children=_with_breaks(child.children, [inside]))
            return
        passed += length
    children.insert(0, PageBreak(start.label, span=children[0].span))


# -------------------------------------------------------------------------------------------------------- into a run


def _with_breaks(run: tuple[Inline, ...], starts: list[PageStart]) -> tuple[Inline, ...]:
    """Give a run of inlines with a break at each offset; one inside a word stands behind it."""
    text = "".join(piece.text for piece in pieces_of(run))
    for start in reversed(starts):
        offset = _word_end(text, start) if start.mid_word else start.offset
        run, done = _inserted(run, offset, start.label)
        if not done and run:
            run = (*run, PageBreak(start.label, span=run[-1].span))
    return run


def _word_end(text: str, start: PageStart) -> int:
    """Give the offset of a page's start: behind the word that is divided there, else where it is."""
    offset = start.offset
    while start.mid_word and offset < len(text) and not text[offset].isspace():
        offset += 1
    return offset


def _inserted(run: tuple[Inline, ...], offset: int, label: str) -> tuple[tuple[Inline, ...], bool]:
    """Put a break into a run where ``offset`` characters stand before it, in front of what begins there."""
    result: list[Inline] = []
    for index, node in enumerate(run):
        if isinstance(node, Text | Code):
            length = len(node.text)
            if offset == 0 or (offset < length and isinstance(node, Code)):
                return (*result, PageBreak(label, span=node.span), *run[index:]), True
            if offset < length and isinstance(node, Text):
                before, after = replace(node, text=node.text[:offset]), replace(node, text=node.text[offset:])
                return (*result, before, PageBreak(label, span=node.span), after, *run[index + 1 :]), True
        elif isinstance(node, Emphasis | Strong | Strikethrough | Phrase | Link | Reference):
            length = sum(len(piece.text) for piece in pieces_of(node.children))
            if offset == 0 or (offset < length and isinstance(node, Link | Reference)):
                # Not inside a link, whose name it would join.
                return (*result, PageBreak(label, span=node.span), *run[index:]), True
            if offset < length:
                children, done = _inserted(node.children, offset, label)
                return (*result, replace(node, children=children), *run[index + 1 :]), done
        else:
            length = 0
            # Of breaks at one place the first is put in last.
            if offset == 0 and isinstance(node, Image | Formula | PageBreak):
                return (*result, PageBreak(label, span=node.span), *run[index:]), True
        offset -= length
        result.append(node)
    return run, False
