"""Query and rebuild over the tree: the two ways in which everything else goes through it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from operator import is_
from typing import TYPE_CHECKING, Any, TypeVar, assert_never, cast, overload

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
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Inlines = tuple[Inline, ...]
    Blocks = tuple[Block, ...]

Visited = Block | Inline | Item | Definition | Row | Cell
N = TypeVar("N", bound=Visited)
M = TypeVar("M")


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


@overload
def query(article: Article) -> Sequence[Visited]: ...
@overload
def query(article: Article, kind: type[N]) -> Sequence[N]: ...
def query(article: Article, kind: Any = None) -> Sequence[Any]:
    """Give every node of an article, or those of one kind: front matter, body, then notes."""
    nodes = _walked(article)
    if kind is None:
        return nodes.every
    if not nodes.by_kind:
        for node in nodes.every:
            nodes.by_kind.setdefault(type(node), []).append(node)
    return nodes.by_kind.get(kind, ())


@contextmanager
def walked_once() -> Iterator[None]:
    """Have each article that is queried inside walked through once, and its nodes kept until the end."""
    outer = _kept.get()
    token = _kept.set({} if outer is None else outer)
    try:
        yield
    finally:
        _kept.reset(token)


@dataclass(slots=True)
class _Nodes:
    """The nodes of an article, in reading order; the article is kept, so that no other is known by its number."""

    article: Article
    every: list[Visited] = field(default_factory=list)
    by_kind: dict[type[Visited], list[Visited]] = field(default_factory=dict)


_kept: ContextVar[dict[int, _Nodes] | None] = ContextVar("_kept", default=None)


def _walked(article: Article) -> _Nodes:
    kept = _kept.get()
    if kept is not None and id(article) in kept:
        return kept[id(article)]
    nodes = _Nodes(article)
    waiting = [node for roots in reversed(_roots(article)) for node in reversed(roots)]
    while waiting:
        node = waiting.pop()
        nodes.every.append(node)
        if parts := parts_of(node):
            waiting += parts[::-1]
    if kept is not None:
        kept[id(article)] = nodes
    return nodes


def _roots(article: Article) -> tuple[tuple[Visited, ...], ...]:
    lead = (article.lead,) if article.lead else ()
    head = (article.title, article.kicker, article.standfirst, *article.authors, article.short_title)
    return (*head, lead, article.body, *(note.children for note in article.notes))


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
        inlines: Callable[[Inlines], Inlines] | None = None,
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
        return _with(
            article,
            title=self._run(article.title),
            kicker=self._run(article.kicker),
            standfirst=self._run(article.standfirst),
            authors=_each(self._run, article.authors),
            short_title=self._run(article.short_title),
            lead=lead,
            body=self.blocks(article.body),
            notes=_each(lambda note: _with(note, children=self.blocks(note.children)), article.notes),
        )

    def blocks(self, blocks: Blocks) -> Blocks:
        """Rebuild blocks that stand together."""
        return _each(self.block, blocks)

    def block(self, block: Block) -> Block:
        """Rebuild one block: its inside first, then itself."""
        return self._block((self._into(block) or self)._inside(block))

    def _run(self, run: Inlines) -> Inlines:
        return self._inlines(run) if run and self._inlines else run

    def _inside(self, block: Block) -> Block:
        match block:
            case Paragraph() | Heading():
                return _with(block, children=self._run(block.children))
            case Figure():
                return _with(block, caption=self._run(block.caption), credit=self._run(block.credit))
            case Quotation():
                return _with(block, children=self.blocks(block.children))
            case List():
                return _with(
                    block, items=_each(lambda item: _with(item, children=self.blocks(item.children)), block.items)
                )
            case DefinitionList():
                return _with(block, definitions=_each(self._definition, block.definitions))
            case Table():
                rows = _each(self._row, block.rows)
                return _with(block, caption=self._run(block.caption), head=self._row(block.head), rows=rows)
            case PullQuote():
                return _with(block, children=self.blocks(block.children), cite=self._run(block.cite))
            case Box():
                children = self.blocks(block.children)
                return _with(block, title=self._run(block.title), by=self._run(block.by), children=children)
            case Event():
                children = self.blocks(block.children)
                return _with(block, title=self._run(block.title), place=self._run(block.place), children=children)
            case CodeBlock() | FormulaBlock() | Break() | Decoration() | PageBreak():
                return block
            case _:
                assert_never(block)

    def _definition(self, definition: Definition) -> Definition:
        return _with(
            definition, term=self._run(definition.term), descriptions=_each(self.blocks, definition.descriptions)
        )

    def _row(self, row: Row) -> Row:
        return _with(row, cells=_each(lambda cell: _with(cell, children=self._run(cell.children)), row.cells))


def _each(change: Callable[[M], M], items: tuple[M, ...]) -> tuple[M, ...]:
    """Give what becomes of each item: the same tuple where each stays the same object."""
    made = tuple(map(change, items))
    return items if all(map(is_, made, items)) else made


def _with(node: M, **parts: object) -> M:
    """Give a node with other parts: the same node where each is the same object."""
    same = all(getattr(node, name) is part for name, part in parts.items())
    return node if same else cast("M", replace(cast("Any", node), **parts))


def map_articles(publication: Publication, change: Callable[[Article], Article]) -> Publication:
    """Give the publication with each article changed, in parts and out of them, and each extended description."""

    def entry(each: Part | Article) -> Part | Article:
        return _with(each, articles=_each(change, each.articles)) if isinstance(each, Part) else change(each)

    descriptions = _each(change, publication.descriptions)
    return _with(publication, contents=_each(entry, publication.contents), descriptions=descriptions)


def map_inlines(run: Inlines, change: Callable[[Inline], Inline]) -> Inlines:
    """Give a run of inlines with each changed, the innermost first."""

    def changed(node: Inline) -> Inline:
        match node:
            case Emphasis() | Strong() | Strikethrough() | Phrase() | Link() | Reference():
                return change(_with(node, children=map_inlines(node.children, change)))
            case _:
                return change(node)

    return _each(changed, run)
