"""Blocks → markup: one template for each kind, and what it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from markupsafe import Markup, escape

from publish.highlight import highlight
from publish.layouts.inlines import inlines, page_break
from publish.tree import (
    NO_ATTRIBUTES,
    Block,
    Box,
    Break,
    Cell,
    CodeBlock,
    Decoration,
    DefinitionList,
    Event,
    Figure,
    FormulaBlock,
    Heading,
    Image,
    List,
    PageBreak,
    Paragraph,
    PullQuote,
    Quotation,
    Row,
    Strong,
    Table,
)
from publish.walk import text_of
from publish.words import days

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from publish.layouts.galley import Galley

    Context = dict[str, object]

TEMPLATES: dict[type, str] = {
    Paragraph: "blocks/paragraph.html",
    Heading: "blocks/heading.html",
    Figure: "blocks/figure.html",
    Quotation: "blocks/quotation.html",
    List: "blocks/list.html",
    DefinitionList: "blocks/definition-list.html",
    CodeBlock: "blocks/code.html",
    FormulaBlock: "blocks/formula.html",
    Table: "blocks/table.html",
    Break: "blocks/break.html",
    Decoration: "blocks/decoration.html",
    PullQuote: "blocks/pullquote.html",
    Box: "blocks/box.html",
    Event: "blocks/event.html",
    PageBreak: "page-break.html",
}
"""The template of each kind of block."""


def blocks(galley: Galley, run: Iterable[Block]) -> Markup:
    """Give the markup of blocks that stand together."""
    return Markup("\n".join([block(galley, each) for each in run]))  # noqa: S704  each is markup


def block(galley: Galley, node: Block) -> Markup:
    """Give the markup of one block by the template of its kind."""
    context = {"attributes": galley.attributes(node), "words": galley.words, **_context(galley, node)}
    return galley.templates.render(TEMPLATES[type(node)], **context)


def picture(galley: Galley, image: Image) -> Context:
    """Give a picture as templates see it; width and height are in CSS pixels."""
    size = galley.edition.publication.pictures[image.path]
    source = galley.drawing.source(image.path)
    return {"src": source, "alt": image.alt, "width": round(size.width), "height": round(size.height)}


def _context(galley: Galley, node: Block) -> Context:
    match node:
        case Paragraph():
            return {"content": inlines(galley, node.children), "question": _asks(galley, node)}
        case Heading():
            level = node.level + (galley.article.level - 1 if galley.article else 0)
            return {"content": inlines(galley, node.children), "level": min(level, 6)}
        case Quotation():
            return {"body": blocks(galley, node.children)}
        case Figure():
            return _figure(galley, node)
        case List():
            return _list(galley, node)
        case DefinitionList():
            return _definitions(galley, node)
        case CodeBlock():
            return {"content": _code(galley, node), "language": node.language}
        case FormulaBlock():
            return {"formula": Markup(galley.drawing.formula(node.tex, node.alt, display=True))}  # noqa: S704
        case Table():
            return _table(galley, node)
        case Break():
            return {}
        case Decoration():
            return {"picture": picture(galley, node.image)}
        case PullQuote():
            body, cite = blocks(galley, node.children), inlines(galley, node.cite)
            return {"body": body, "cite": cite, "repeats": node.repeats}
        case Box():
            return _box(galley, node)
        case Event():
            return _event(galley, node)
        case PageBreak():
            return {"label": node.label}
        case _:
            assert_never(node)


def _numbered(word: str, number: int) -> str:
    return f"{word} {number}" if number else ""


# ------------------------------------------------------------------------------------------------ figures and tables


def _figure(galley: Galley, figure: Figure) -> Context:
    described = " ".join(_description(galley, figure).split())
    shown = picture(galley, figure.image)
    return {
        "picture": shown | {"alt": galley.drawing.alternative(figure.image.alt, described)},
        "caption": inlines(galley, figure.caption),
        "credit": inlines(galley, figure.credit),
        "label": _numbered(galley.words["figure"], figure.number),
        "width": figure.width,
        "description": galley.drawing.href(figure.description) if figure.description else "",
    }


def _description(galley: Galley, figure: Figure) -> str:
    """Give the words of a figure's extended description, where it has one."""
    found = (each for each in galley.edition.publication.documents if figure.description)
    article = next((each for each in found if figure.description and each.id == figure.description.article), None)
    return " ".join(text_of((each,)) for each in article.body) if article else ""


def _table(galley: Galley, table: Table) -> Context:
    return {
        "caption": inlines(galley, table.caption),
        "head": _row(galley, table.head),
        "rows": [_row(galley, row) for row in table.rows],
        "label": _numbered(galley.words["table"], table.number),
        "columns": len(table.head.cells),
    }


def _row(galley: Galley, row: Row) -> list[Context]:
    return [_cell(galley, cell) for cell in row.cells]


def _cell(galley: Galley, cell: Cell) -> Context:
    return {
        "content": inlines(galley, cell.children),
        "align": cell.align,
        "header": cell.header,
        "attributes": galley.attributes(cell),
    }


# ------------------------------------------------------------------------------------------------------------- lists


def _list(galley: Galley, node: List) -> Context:
    body = _loose if node.tight else blocks
    items = [{"attributes": galley.attributes(item), "body": body(galley, item.children)} for item in node.items]
    return {"items": items, "ordered": node.ordered, "start": node.start, "tight": node.tight}


def _definitions(galley: Galley, node: DefinitionList) -> Context:
    definitions = [
        {
            "term": inlines(galley, each.term),
            "descriptions": [_description_of(galley, description) for description in each.descriptions],
        }
        for each in node.definitions
    ]
    return {"definitions": definitions}


def _asks(galley: Galley, node: Paragraph) -> bool:
    """Say whether a paragraph is a question: in an interview, one that is strong as a whole."""
    if galley.article is None or galley.article.kind != "interview":
        return False
    return len(node.children) == 1 and isinstance(node.children[0], Strong)


def _description_of(galley: Galley, children: Sequence[Block]) -> Markup:
    """Give the description of a term: one paragraph stands bare, several are told apart."""
    several = sum(isinstance(child, Paragraph) for child in children) > 1
    return blocks(galley, children) if several else _loose(galley, children)


def _loose(galley: Galley, children: Iterable[Block]) -> Markup:
    """Give blocks whose paragraphs stand bare, as in a tight list."""
    return Markup("\n").join(
        inlines(galley, child.children)
        if isinstance(child, Paragraph) and child.attributes == NO_ATTRIBUTES
        else block(galley, child)
        for child in children
    )


# ------------------------------------------------------------------------------------------------------------- boxes


def _box(galley: Galley, box: Box) -> Context:
    return {
        "kind": box.kind,
        "title": inlines(galley, box.title),
        "by": inlines(galley, box.by),
        "name": text_of(box.title) or galley.words.get(box.kind, ""),
        "body": blocks(galley, box.children),
    }


def _event(galley: Galley, event: Event) -> Context:
    return {
        "title": inlines(galley, event.title),
        "place": inlines(galley, event.place),
        "body": blocks(galley, event.children),
        "url": event.url,
        "start": event.start,
        "end": event.end,
        "days": days(event.start, event.end, galley.language),
        "name": text_of(event.title) or galley.words["event"],
    }


# -------------------------------------------------------------------------------------------------------------- code


def _code(galley: Galley, node: CodeBlock) -> Markup:
    """Give highlighted code, with a marker wherever a print page begins in it."""
    text = node.text.rstrip("\n")
    pieces = (highlight(text, node.language) if node.language else None) or (("", text),)
    result: list[Markup] = []
    breaks = list(node.breaks)
    passed = 0
    for name, piece in pieces:
        while breaks and breaks[0][0] <= passed + len(piece):
            offset, label = breaks.pop(0)
            result += (_coded(name, piece[: offset - passed]), page_break(galley, label))
            piece, passed = piece[offset - passed :], offset  # noqa: PLW2901  the rest of it is what is left
        result.append(_coded(name, piece))
        passed += len(piece)
    result += (page_break(galley, label) for _, label in breaks)
    return Markup("").join(result)


def _coded(name: str, text: str) -> Markup:
    """Give a piece of code with the class that colours it."""
    if not name or not text:
        return escape(text)
    return Markup('<span class="code-{}">{}</span>').format(name, text)
