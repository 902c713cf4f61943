"""The form of the tree that Markdown can say: what is given says the same, and reads back as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publish.importing.escaping import cleaned
from publish.importing.markdown import can_be_tight, inline
from publish.importing.runs import MARKS, flattened, nested
from publish.manuscript.context import Context
from publish.manuscript.dialect import dialect
from publish.manuscript.inlines import InlineReader
from publish.source import Span
from publish.tree import (
    NO_ATTRIBUTES,
    Box,
    Cell,
    Code,
    CodeBlock,
    Decoration,
    Definition,
    DefinitionList,
    Emphasis,
    Event,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    List,
    Paragraph,
    PullQuote,
    Quotation,
    Row,
    Strong,
    Table,
    Text,
)
from publish.walk import Rebuild

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publish.importing.runs import Mark, Piece
    from publish.tree import Article, Block

    Inlines = tuple[Inline, ...]

_DIALECT = dialect(maths=True)


def normal(article: Article) -> Article:
    """Give an article in the form that can be written."""
    return replace(
        Rebuild(inlines=normal_run, block=_block).article(article),
        title=one_line(article.title),
        kicker=one_line(article.kicker),
        standfirst=one_line(article.standfirst),
        authors=tuple(one_line(author) for author in article.authors),
        short_title=one_line(article.short_title),
        body=normal_blocks(article.body),
        notes=tuple(replace(note, children=normal_blocks(note.children)) for note in article.notes),
    )


def normal_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give blocks in the form that can be written; what is empty is left out."""
    return _together(Rebuild(inlines=normal_run, block=_block).blocks(tuple(blocks)))


def normal_run(run: Inlines) -> Inlines:
    """Give inlines that stand together in the form that can be written, without white space at either end."""
    pieces = list(flattened(run))
    if not any(piece.marks for piece in pieces):
        return nested(pieces)
    tries = (pieces, _with(pieces, one=True), _with(pieces, {Strong}), _with(pieces, {Emphasis}))
    return next(filter(_comes_back, map(nested, tries)), None) or nested(_with(pieces, set()))


def _with(pieces: Iterable[Piece], marks: Iterable[Mark] = MARKS, *, one: bool = False) -> list[Piece]:
    """Give pieces with these marks alone, or with one on each at most."""
    kept = frozenset(marks)
    return [
        replace(piece, marks=frozenset([mark for mark in MARKS if mark in piece.marks & kept][: 1 if one else None]))
        for piece in pieces
    ]


def _comes_back(run: Inlines) -> bool:
    """Say whether the marks of a run are read as they are written: some that stand close to each other aren't."""
    context = Context("", Span(""), _DIALECT, {})
    (token,) = _DIALECT.parseInline(inline(run))
    again = InlineReader(context, context.start, one_place=True).read(token.children or ())
    return _marked(again) == _marked(run)


def _marked(run: Inlines) -> list[tuple[str, frozenset[Mark]]]:
    """Give the letters of a run, each with its marks."""
    return [
        (sign, piece.marks)
        for piece in flattened(nested(flattened(run)))
        for sign in (piece.leaf.text if isinstance(piece.leaf, Text | Code) else "\n")
    ]


def one_line(run: Inlines) -> Inlines:
    """Give inlines for a place that has one line: a title, a caption, a cell."""
    pieces = (
        replace(piece, leaf=Text(" ", span=leaf.span))
        if isinstance(leaf := piece.leaf, LineBreak)
        else replace(piece, leaf=replace(leaf, text=cleaned(leaf.text)))
        if isinstance(leaf, Text)
        else piece
        for piece in flattened(run)
    )
    return normal_run(nested(pieces))


# ------------------------------------------------------------------------------------------------------------ blocks


def _block(block: Block) -> Block:
    match block:
        case Paragraph() if len(block.children) == 1 and isinstance(image := block.children[0], Image):
            own = block.attributes if image.attributes == NO_ATTRIBUTES else image.attributes
            image = replace(image, attributes=NO_ATTRIBUTES)
            kind = Decoration if image.decorative else Figure
            return kind(image, span=block.span, attributes=own)
        case Heading():
            return replace(block, children=one_line(block.children))
        case Figure():
            return replace(block, caption=one_line(block.caption), credit=one_line(block.credit))
        case List():
            return _list(block)
        case DefinitionList():
            return replace(block, definitions=tuple(map(_definition, block.definitions)))
        case Quotation():
            return replace(block, children=_together(block.children))
        case CodeBlock():
            text = block.text if not block.text or block.text.endswith("\n") else f"{block.text}\n"
            return replace(block, text=text, breaks=())
        case Table():
            rows = tuple(_row(row, block.head) for row in block.rows)
            return replace(block, head=_row(block.head, block.head), rows=rows, caption=one_line(block.caption))
        case PullQuote():
            return replace(block, cite=one_line(block.cite), children=_together(block.children))
        case Box():
            title, by = one_line(block.title), one_line(block.by)
            return replace(block, title=title, by=by, children=_together(block.children))
        case Event():
            title, place = one_line(block.title), one_line(block.place)
            return replace(block, title=title, place=place, children=_together(block.children))
        case _:
            return block


def _definition(definition: Definition) -> Definition:
    descriptions = tuple(inside for each in definition.descriptions if (inside := _together(each)))
    return replace(definition, term=one_line(definition.term), descriptions=descriptions)


def _row(row: Row, head: Row) -> Row:
    """Give a row with as many cells as the head has, each aligned as its column and on one line."""
    empty = Cell((), span=row.span)
    cells = (*row.cells, *[empty] * len(head.cells))[: len(head.cells)]
    aligned = zip(cells, head.cells, strict=True)
    return replace(
        row,
        cells=tuple(replace(cell, children=one_line(cell.children), align=top.align) for cell, top in aligned),
    )


def _list(block: List) -> List:
    """Give a list that is tight where it can be and is meant to be."""
    items = tuple(replace(item, children=_together(item.children)) for item in block.items)
    paragraphs = [sum(_is_paragraph(child) for child in item.children) for item in items]
    if not any(paragraphs) or (len(items) == 1 and len(items[0].children) == 1):
        tight = True
    else:
        tight = block.tight and all(map(can_be_tight, items))
    return replace(block, items=items, tight=tight)


def _is_paragraph(block: Block) -> bool:
    """Say whether a block is written as a paragraph: a picture is, and a table's caption."""
    return isinstance(block, Paragraph | Figure | Decoration) or (isinstance(block, Table) and bool(block.caption))


def _together(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give blocks that stand together, without those that are empty."""
    return tuple(_joined(block for block in blocks if not (isinstance(block, Paragraph) and not block.children)))


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give blocks with definition lists that follow each other in one, as they are read."""
    last: Block | None = None
    for block in blocks:
        if isinstance(last, DefinitionList) and isinstance(block, DefinitionList) and block.attributes == NO_ATTRIBUTES:
            last = replace(last, definitions=last.definitions + block.definitions)
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last
