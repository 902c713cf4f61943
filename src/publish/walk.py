"""Query and rebuild over the tree: the two ways in which everything else goes through it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from publish.tree import (
    Article,
    Block,
    Box,
    Break,
    Cell,
    Code,
    CodeBlock,
    Decoration,
    Definition,
    DefinitionList,
    Emphasis,
    Event,
    Figure,
    Formula,
    FormulaBlock,
    Heading,
    Image,
    Inline,
    Item,
    LineBreak,
    Link,
    List,
    NoteCall,
    PageBreak,
    Paragraph,
    Part,
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
from publish.typography import OBJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Inlines = tuple[Inline, ...]
    Blocks = tuple[Block, ...]

Visited = Block | Inline | Item | Definition | Row | Cell


def parts_of(node: Visited) -> tuple[Visited, ...]:
    """Give a node's children in reading order: inlines, blocks, and the parts of lists and tables."""
    match node:  # what there is most of comes first
        case Text():
            return ()
        case Paragraph() | Emphasis() | Strong() | Strikethrough() | Phrase() | Link() | Reference() | Heading():
            return node.children
        case Cell() | Quotation() | Item():
            return node.children
        case (
            Code()
            | Formula()
            | Image()
            | NoteCall()
            | LineBreak()
            | CodeBlock()
            | FormulaBlock()
            | Break()
            | PageBreak()
        ):
            return ()
        case Row():
            return node.cells
        case Figure():
            return (node.image, *node.caption, *node.credit)
        case Decoration():
            return (node.image,)
        case List():
            return node.items
        case DefinitionList():
            return node.definitions
        case Definition():
            return (*node.term, *(block for description in node.descriptions for block in description))
        case Table():
            return (*node.caption, node.head, *node.rows)
        case PullQuote():
            return (*node.children, *node.cite)
        case Box():
            return (*node.title, *node.by, *node.children)
        case Event():
            return (*node.title, *node.place, *node.children)
        case _:
            assert_never(node)


def descend(nodes: Iterable[Visited]) -> Iterator[Visited]:
    """Give every node and everything below it, in reading order."""
    for node in nodes:
        yield node
        parts = parts_of(node)
        if parts:
            yield from descend(parts)


def query(article: Article) -> Iterator[Visited]:
    """Give every node of an article: front matter, body, then notes."""
    yield from descend(article.title)
    yield from descend(article.kicker)
    yield from descend(article.standfirst)
    for author in article.authors:
        yield from descend(author)
    yield from descend(article.short_title)
    if article.lead:
        yield from descend((article.lead,))
    yield from descend(article.body)
    for note in article.notes:
        yield from descend(note.children)


def text_of(nodes: Iterable[Visited]) -> str:
    """Give the plain text of nodes: what is read, without note numbers; pictures give their alternative text."""
    return "".join(_words(nodes))


def _words(nodes: Iterable[Visited]) -> Iterator[str]:
    for node in nodes:
        match node:
            case Text() | Code() | CodeBlock():
                yield node.text
            case Formula() | FormulaBlock():
                yield node.alt or node.tex
            case Image():
                yield node.alt
            case LineBreak():
                yield "\n"
            case _:
                yield from _words(parts_of(node))


def pieces(run: Inlines) -> Iterator[tuple[str, Inline]]:
    """Give the text of a run of inlines piece by piece, each with its node; U+FFFC stands for what isn't text in it.

    That are code, formulas, pictures and notes, and words in a language of their own: these are a run by themselves.
    """
    for node in run:
        if isinstance(node, Text):
            yield node.text, node
        elif isinstance(node, LineBreak):
            yield "\n", node
        elif is_apart(node):
            yield OBJECT, node
        elif isinstance(node, Emphasis | Strong | Strikethrough | Phrase | Link | Reference) and node.children:
            yield from pieces(node.children)
        else:
            yield OBJECT, node  # a reference without words takes those of its target


def is_apart(node: Inline) -> bool:
    """Say whether an inline's words are none of its run's: in another language, or the address of their link."""
    if isinstance(node, Phrase):
        return bool(node.attributes.lang)
    return isinstance(node, Link) and text_of(node.children) in {node.href, node.href.removeprefix("mailto:")}


# ---------------------------------------------------------------------------------------------------------- rebuild


class Rebuild:
    """Builds a tree anew from two functions, each applied bottom-up; what neither changes is the same object.

    ``inlines`` takes the whole run of inlines that stand together and gives another; ``block`` takes a block, whose
    inside is done, and gives another. ``into`` may give another rebuilding for what is inside a block.
    """

    def __init__(
        self,
        inlines: Callable[[Inlines], Inlines] = lambda run: run,
        block: Callable[[Block], Block] = lambda block: block,
        into: Callable[[Block], Rebuild | None] = lambda _block: None,
    ) -> None:
        self._inlines = inlines
        self._block = block
        self._into = into

    def publication(self, publication: Publication) -> Publication:
        """Rebuild every article of a publication, extended descriptions included."""
        return map_articles(publication, self.article)

    def article(self, article: Article) -> Article:
        """Rebuild an article: front matter, body and notes."""
        lead = self.block(article.lead) if article.lead else None
        if not isinstance(lead, Figure | None):
            raise TypeError("a lead picture stays a figure")
        return replace(
            article,
            title=self._run(article.title),
            kicker=self._run(article.kicker),
            standfirst=self._run(article.standfirst),
            authors=tuple(self._run(author) for author in article.authors),
            short_title=self._run(article.short_title),
            lead=lead,
            body=self.blocks(article.body),
            notes=tuple(replace(note, children=self.blocks(note.children)) for note in article.notes),
        )

    def blocks(self, blocks: Blocks) -> Blocks:
        """Rebuild blocks that stand together."""
        return tuple(self.block(block) for block in blocks)

    def block(self, block: Block) -> Block:
        """Rebuild one block: its inside first, then itself."""
        return self._block((self._into(block) or self)._inside(block))

    def _run(self, run: Inlines) -> Inlines:
        return self._inlines(tuple(self._inline(node) for node in run)) if run else run

    def _inline(self, node: Inline) -> Inline:
        match node:
            case Emphasis() | Strong() | Strikethrough() | Phrase() | Link() | Reference():
                return replace(node, children=tuple(self._inline(child) for child in node.children))
            case _:
                return node

    def _inside(self, block: Block) -> Block:
        match block:
            case Paragraph() | Heading():
                run = self._run(block.children)
                return block if run is block.children else replace(block, children=run)
            case Figure():
                return replace(block, caption=self._run(block.caption), credit=self._run(block.credit))
            case Quotation():
                return replace(block, children=self.blocks(block.children))
            case List():
                items = tuple(replace(item, children=self.blocks(item.children)) for item in block.items)
                return replace(block, items=items)
            case DefinitionList():
                return replace(block, definitions=tuple(self._definition(each) for each in block.definitions))
            case Table():
                rows = tuple(self._row(row) for row in block.rows)
                return replace(block, caption=self._run(block.caption), head=self._row(block.head), rows=rows)
            case PullQuote():
                return replace(block, children=self.blocks(block.children), cite=self._run(block.cite))
            case Box():
                children = self.blocks(block.children)
                return replace(block, title=self._run(block.title), by=self._run(block.by), children=children)
            case Event():
                children = self.blocks(block.children)
                return replace(block, title=self._run(block.title), place=self._run(block.place), children=children)
            case CodeBlock() | FormulaBlock() | Break() | Decoration() | PageBreak():
                return block
            case _:
                assert_never(block)

    def _definition(self, definition: Definition) -> Definition:
        descriptions = tuple(self.blocks(description) for description in definition.descriptions)
        return replace(definition, term=self._run(definition.term), descriptions=descriptions)

    def _row(self, row: Row) -> Row:
        return replace(row, cells=tuple(replace(cell, children=self._run(cell.children)) for cell in row.cells))


def map_articles(publication: Publication, change: Callable[[Article], Article]) -> Publication:
    """Give the publication with each article changed, in parts and out of them, and each extended description."""
    contents = tuple(
        replace(entry, articles=tuple(map(change, entry.articles))) if isinstance(entry, Part) else change(entry)
        for entry in publication.contents
    )
    return replace(publication, contents=contents, descriptions=tuple(map(change, publication.descriptions)))


def map_inlines(run: Inlines, change: Callable[[Inline], Inline]) -> Inlines:
    """Give a run of inlines with each changed, the innermost first."""
    result: list[Inline] = []
    for node in run:
        match node:
            case Emphasis() | Strong() | Strikethrough() | Phrase() | Link() | Reference():
                result.append(change(replace(node, children=map_inlines(node.children, change))))
            case _:
                result.append(change(node))
    return tuple(result)
