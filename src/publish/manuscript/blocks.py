"""Block tokens of markdown-it → blocks of the tree, and the notes that stand among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markdown_it.common.utils import unescapeAll

from publish.diagnostics import did_you_mean
from publish.manuscript import attributes, boxes
from publish.manuscript.inlines import InlineReader, checked_formula, image, prose, raw_html, target_of, trimmed
from publish.tree import (
    Attributes,
    Block,
    Break,
    Cell,
    CodeBlock,
    Decoration,
    Definition,
    DefinitionList,
    Figure,
    FormulaBlock,
    Heading,
    Inline,
    Item,
    List,
    Note,
    Paragraph,
    Quotation,
    Row,
    Table,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from publish.manuscript.attributes import Given
    from publish.manuscript.context import Context
    from publish.source import Span

Blocks = tuple[Block, ...]

WIDTHS = ("full", "column", "bleed", "margin")


@dataclass(slots=True)
class _Pending:
    """Attributes on a line of their own, which wait for the block below."""

    given: Given
    span: Span


class BlockReader:
    """Reads the block tokens of one file; ``notes`` are the notes defined in it, in order."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.notes: list[Note] = []
        self._labels: set[str] = set()

    def read(self, tokens: Sequence[Token]) -> Blocks:
        """Give the blocks of a run of tokens."""
        result: list[Block] = []
        pending: _Pending | None = None
        for token, inside in siblings(tokens):
            if token.type == "attributes_block":
                self._unused(pending)
                given, span = token.meta["given"], self._span(token)
                pending = None if given.problem else _Pending(given, span)
                if given.problem:
                    self.context.take(given, span)
                continue
            block = self._block(token, inside, pending.given if pending else None, result)
            if block is not None:
                result.append(block)
            if token.type == "footnote_reference_open":
                self._unused(pending)
            if token.type != "html_block":  # a comment may stand between attributes and their block
                pending = None
        self._unused(pending)
        return tuple(result)

    def _unused(self, pending: _Pending | None) -> None:
        if pending is not None:
            hint = "put them on the line above the block that they are for"
            about = pending.given.source
            self.context.report(
                "attributes-stray", "these attributes belong to nothing", pending.span, hint, about=about
            )

    def _span(self, token: Token) -> Span:
        return self.context.span(token.map[0] if token.map else 0)

    def _block(self, token: Token, inside: list[Token], given: Given | None, before: list[Block]) -> Block | None:
        span = self._span(token)
        match token.type:
            case "paragraph_open":
                return self._paragraph(inside[0], given, span, before)
            case "heading_open":
                return self._heading(token, inside[0], given, span)
            case "blockquote_open":
                return Quotation(self.read(inside), span=span, attributes=self._taken(given, span))
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token, inside, self._taken(given, span))
            case "dl_open":
                return self._definitions(inside, span, self._taken(given, span))
            case "table_open":
                return self._table(inside, span, given)
            case "fence" | "code_block":
                return self._code(token, given, span)
            case "maths_block":
                return self._formula(token, given, span)
            case "hr":
                return Break(span=span, attributes=self._taken(given, span))
            case "box_open":
                return boxes.box(self, token, inside, given, span)
            case "footnote_reference_open":
                self._note(token, inside, span)
                return None
            case "html_block":
                raw_html(self.context, token.content, span)
                return None
            case _:
                raise TypeError(f"a block token that the dialect doesn't know: {token.type}")

    def _taken(self, given: Given | None, span: Span) -> Attributes:
        return self.context.take(given, span)[0]

    def own(self, behind: Given | None, above: Given | None, span: Span) -> Given | None:
        """Give the attributes that stand behind a block, else those above it; both at once are an error."""
        if behind and above:
            message, hint = "this block has attributes behind it, and others above", "put them all in one place"
            self.context.report("attributes-stray", message, span, hint, about=behind.source)
        return behind or above

    def inlines(self, token: Token, *, takes: bool = False) -> tuple[tuple[Inline, ...], Given | None]:
        """Give an inline token's inlines, and the attributes at its end where the block takes them."""
        reader = InlineReader(self.context, self._span(token), block_takes_attributes=takes)
        nodes = reader.read(token.children or [])
        return (trimmed(nodes) if takes else nodes), reader.trailing

    # --------------------------------------------------------------------------------------------------- paragraphs

    def _paragraph(self, token: Token, given: Given | None, span: Span, before: list[Block]) -> Block | None:
        children = token.children or []
        if children and children[0].type == "image" and _alone(children):
            behind = children[1].meta["given"] if len(children) > 1 else None
            return self._picture(children[0], self.own(behind, given, span), span)
        if token.content.startswith("Table:"):
            self._caption(token, span, before, given)
            return None
        nodes, _ = self.inlines(token)
        return Paragraph(nodes, span=span, attributes=self._taken(given, span)) if nodes else None

    def _picture(self, token: Token, given: Given | None, span: Span) -> Block:
        if given is not None and "decorative" in given.classes:
            picture = image(self.context, token, given, span)
            classes = tuple(name for name in picture.attributes.classes if name != "decorative")
            taken = replace(picture.attributes, classes=classes)
            return Decoration(replace(picture, attributes=Attributes()), span=span, attributes=taken)
        taken, pairs = self.context.take(given, span, frozenset({"credit", "width", "longdesc"}))
        picture = image(self.context, token, None, span, alone=True)
        width = pairs.get("width", "column")
        if width not in WIDTHS:
            hint = did_you_mean(width, WIDTHS) or f"one of {', '.join(WIDTHS)}"
            about = given.written("width") if given else ""
            self.context.report("attributes-unknown", f"{width} is not a width", span, hint, about=about)
        caption = prose(self.context, str(token.attrs.get("title", "")), span)
        credit = prose(self.context, pairs.get("credit", ""), span)
        description = target_of(self.context, pairs["longdesc"]) if "longdesc" in pairs else None
        return Figure(picture, caption, credit, width, description, span=span, attributes=taken)

    def _heading(self, token: Token, content: Token, given: Given | None, span: Span) -> Heading:
        nodes, trailing = self.inlines(content, takes=True)
        return Heading(
            int(token.tag[1]), nodes, span=span, attributes=self._taken(self.own(trailing, given, span), span)
        )

    def _code(self, token: Token, given: Given | None, span: Span) -> CodeBlock:
        language, brace, rest = token.info.strip().partition("{")
        if brace:
            given = self.own(attributes.parse(brace + rest, 0), given, span)
        # Escapes and entities count in the information string (CommonMark 0.31, 2.4 and 2.5).
        language = unescapeAll(language.partition(" ")[0])
        return CodeBlock(token.content, language, span=span, attributes=self._taken(given, span))

    def _formula(self, token: Token, given: Given | None, span: Span) -> FormulaBlock:
        taken, pairs = self.context.take(self.own(token.meta["given"], given, span), span, frozenset({"alt"}))
        tex = checked_formula(self.context, token.content, span)
        return FormulaBlock(tex, pairs.get("alt", ""), span=span, attributes=taken)

    # -------------------------------------------------------------------------------------------------------- lists

    def _list(self, token: Token, inside: list[Token], taken: Attributes) -> List:
        items = [(child, within) for child, within in siblings(inside) if child.type == "list_item_open"]
        tight = not any(
            each.type == "paragraph_open" and not each.hidden for _, within in items for each, _ in siblings(within)
        )
        return List(
            tuple(Item(self.read(within), span=self._span(child)) for child, within in items),
            ordered=token.type == "ordered_list_open",
            start=int(token.attrs.get("start", 1)),
            tight=tight,
            span=self._span(token),
            attributes=taken,
        )

    def _definitions(self, inside: list[Token], span: Span, taken: Attributes) -> DefinitionList:
        result: list[Definition] = []
        for child, within in siblings(inside):
            if child.type == "dt_open":
                term, _ = self.inlines(within[0])
                result.append(Definition(term, (), span=self._span(within[0])))
            elif child.type == "dd_open":
                last = result[-1]
                result[-1] = replace(last, descriptions=(*last.descriptions, self.read(within)))
        return DefinitionList(tuple(result), span=span, attributes=taken)

    # ------------------------------------------------------------------------------------------------------- tables

    def _table(self, inside: list[Token], span: Span, given: Given | None) -> Table:
        rows: list[Row] = []
        for group, within in siblings(inside):
            for line, cells in siblings(within):
                contents = [(cell, content[0]) for cell, content in siblings(cells)]
                row = tuple(self._cell(cell, content, line) for cell, content in contents)
                rows.append(Row(row, span=self._span(line)))
                # As it is written: one that says Table\: means the words.
                if group.type == "tbody_open" and contents[0][1].content.startswith("Table:"):
                    hint = "put an empty line between the table and its caption"
                    where = rows[-1].span
                    self.context.report("caption-touches", "this caption is read as a row", where, hint, about="Table:")
        taken = self._taken(given, span)
        return _row_headed(Table(rows[0], tuple(rows[1:]), span=span, attributes=taken))

    def _cell(self, cell: Token, content: Token, line: Token) -> Cell:
        nodes, _ = self.inlines(content)
        align = str(cell.attrs.get("style", "")).removeprefix("text-align:")
        return Cell(nodes, align, "col" if cell.tag == "th" else "", span=self._span(line))

    def _caption(self, token: Token, span: Span, before: list[Block], above: Given | None) -> None:
        """Give the table above its caption, and its attributes."""
        nodes, behind = self.inlines(token, takes=True)
        table = before[-1] if before else None
        if not isinstance(table, Table) or table.caption:
            hint = "a caption stands below its table, with an empty line between"
            self.context.report("caption-stray", "this caption has no table", span, hint, about="Table:")
            return
        first = nodes[0]
        if isinstance(first, Text):
            nodes = trimmed((replace(first, text=first.text.removeprefix("Table:")), *nodes[1:]))
        taken, earlier = self._taken(self.own(behind, above, span), span), table.attributes
        if taken.id and earlier.id:
            hint = "put all attributes in one place"
            message = "the table has an id above it, and another in its caption"
            self.context.report("attributes-stray", message, span, hint, about=f"#{taken.id}")
        merged = Attributes(taken.id or earlier.id, earlier.classes + taken.classes, taken.lang or earlier.lang)
        before[-1] = _row_headed(replace(table, caption=nodes, attributes=merged))

    # -------------------------------------------------------------------------------------------------------- notes

    def _note(self, token: Token, inside: list[Token], span: Span) -> None:
        label = token.meta["label"]
        if label in self._labels:
            hint = "give each note a label of its own"
            message = f"the note [^{label}] is defined twice"
            self.context.report("note-duplicate", message, span, hint, about=f"[^{label}]")
            return
        self._labels.add(label)
        self.notes.append(Note(label, self.read(inside), span=span))


def _row_headed(table: Table) -> Table:
    """Give a table of the class ``row-headers`` the headers that it asks for, in place of the class."""
    taken = table.attributes
    if "row-headers" not in taken.classes:
        return table
    rows = tuple(replace(row, cells=(replace(row.cells[0], header="row"), *row.cells[1:])) for row in table.rows)
    classes = tuple(name for name in taken.classes if name != "row-headers")
    return replace(table, rows=rows, attributes=replace(taken, classes=classes))


def _alone(children: list[Token]) -> bool:
    """Say whether a paragraph is one image and its attributes, and so a figure."""
    if len(children) == 1:
        return True
    return len(children) == 2 and children[1].type == "attributes" and bool(children[1].meta["attached"])


def siblings(tokens: Sequence[Token]) -> Iterator[tuple[Token, list[Token]]]:
    """Give each token of a level with what stands between it and the token that closes it."""
    place = 0
    while place < len(tokens):
        depth, end = 0, place
        for end in range(place, len(tokens)):
            depth += tokens[end].nesting
            if depth == 0:
                break
        yield tokens[place], list(tokens[place + 1 : end])
        place = end + 1
