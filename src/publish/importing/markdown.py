"""The document tree → Markdown of the dialect: what `publish.manuscript` reads back is the same tree.

The tree has to be in the form that the dialect can say, which `publish.importing.normal` gives.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

from publish.importing.escaping import address, escaped, quoted, titled
from publish.tree import (
    NO_ATTRIBUTES,
    Article,
    Attributes,
    Block,
    Box,
    Break,
    Code,
    CodeBlock,
    Decoration,
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
    Phrase,
    PullQuote,
    Quotation,
    Reference,
    Strikethrough,
    Strong,
    Table,
    Text,
)
from publish.walk import parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from publish.tree import Row, Target
    from publish.walk import Visited

    Line = tuple[int, str]
    """A line of Markdown, and the line in its source of the block that it belongs to: 0 where it belongs to none."""

_PATHS: Mapping[str, str] = {}
_LAST = 999_999_999  # CommonMark 0.31, 5.2: a number has nine digits at most
_RULES = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}


@dataclass(frozen=True, slots=True)
class Written:
    """An article's Markdown; ``lines`` says on which line of it each line of its source begins."""

    text: str
    lines: Mapping[int, int]


def written(article: Article, paths: Mapping[str, str] = _PATHS) -> Written:
    """Give an article's Markdown; ``paths`` gives the file of each article that is referred to, by its id."""
    return _Writer(article, paths).article()


def inline(run: Sequence[Inline]) -> str:
    """Give inlines that refer to no other article, as Markdown on a line of its own."""
    return _Writer(None, _PATHS).inlines(run)


class _Writer:
    """Writes one article; each method gives the lines or the text of one kind of node."""

    def __init__(self, article: Article | None, paths: Mapping[str, str]) -> None:
        self._article = article
        self._paths = paths

    def article(self) -> Written:
        """Give everything: front matter, title, body, notes."""
        article = self._article
        assert article is not None
        behind = _braces(article.attributes)
        title = f"# {_unclosed(self.inlines(article.title))}{f' {behind}' if behind else ''}"
        parts: list[list[Line]] = [[(article.span.line, title)]]
        parts += self._parts(article.body)
        for note in article.notes:
            inside = self._blocks(note.children)
            parts.append(_held(inside, f"[^{note.label}]: ", "    ", apart=not isinstance(note.children[0], Paragraph)))
        lines = [*((0, line) for line in self._matter()), *_joined(parts)]
        places: dict[int, int] = {}
        for number, (place, _) in enumerate(lines, 1):
            places.setdefault(place, number)
        return Written("".join(f"{line}\n" for _, line in lines), places)

    # ------------------------------------------------------------------------------------------------- front matter

    def _matter(self) -> list[str]:
        article = self._article
        assert article is not None
        values: list[tuple[str, object]] = [
            ("kicker", self.inlines(article.kicker)),
            ("standfirst", self.inlines(article.standfirst)),
            ("authors", [self.inlines(author) for author in article.authors]),
            ("kind", article.kind if article.kind != "article" else ""),
            ("lead", self._lead(article.lead)),
            ("short-title", self.inlines(article.short_title)),
            ("columns", article.columns),
            ("start", article.start),
            ("language", article.language),
            ("layout", article.layout),
        ]
        # A string of JSON is one of YAML, too.
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values if value]
        return ["---", *lines, "---", ""] if lines else []

    def _lead(self, lead: Figure | None) -> dict[str, str]:
        if lead is None:
            return {}
        said = {"image": lead.image.path, "alt": lead.image.alt}
        more = {"caption": self.inlines(lead.caption), "credit": self.inlines(lead.credit)}
        return said | {key: value for key, value in more.items() if value}

    # ------------------------------------------------------------------------------------------------------- blocks

    def _blocks(self, blocks: Sequence[Block]) -> list[Line]:
        return _joined(self._parts(blocks))

    def _parts(self, blocks: Sequence[Block]) -> list[list[Line]]:
        parts: list[list[Line]] = []
        other = False  # two lists that follow each other would be one, were they marked alike
        for before, block in pairwise((None, *blocks)):
            assert block is not None
            alike = isinstance(before, List) and isinstance(block, List) and before.ordered == block.ordered
            other = alike and not other
            parts.append(self._block(block, other_mark=other))
        return [part for part in parts if part]

    def _block(self, block: Block, *, other_mark: bool) -> list[Line]:
        place = block.span.line
        match block:
            case Paragraph():
                return self._below(block.attributes, [(place, self.inlines(block.children, starts=True))], place)
            case Heading():
                behind = _braces(block.attributes)
                text = f"{'#' * block.level} {_unclosed(self.inlines(block.children))}".rstrip()
                return [(place, f"{text} {behind}" if behind else text)]
            case Figure():
                return [(place, self._figure(block))]
            case Decoration():
                attributes = replace(block.attributes, classes=("decorative", *block.attributes.classes))
                return [(place, f"![]({address(block.image.path)}){_braces(attributes)}")]
            case Quotation():
                inside = [(at, f"> {line}" if line else ">") for at, line in self._blocks(block.children)]
                return self._below(block.attributes, inside, place)
            case List():
                return self._below(block.attributes, self._list(block, other_mark=other_mark), place)
            case DefinitionList():
                return self._below(block.attributes, self._definitions(block), place)
            case CodeBlock():
                return self._below(block.attributes, _code_block(block), place)
            case FormulaBlock():
                behind = _braces(block.attributes, alt=block.alt)
                return [(place, f"$${line}") for line in f"{block.tex}$${behind}".split("\n")]
            case Table():
                return self._table(block)
            case Break():
                return self._below(block.attributes, [(place, "***")], place)
            case PullQuote() | Box() | Event():
                return self._box(block)
            case PageBreak():
                return []  # passes make it, out of the pages
            case _:
                assert_never(block)

    def _below(self, attributes: Attributes, lines: list[Line], place: int) -> list[Line]:
        """Give lines below the line of their attributes."""
        above = _braces(attributes)
        return [(place, above), *lines] if above else lines

    def _figure(self, figure: Figure) -> str:
        image = figure.image
        title = f" {titled(self.inlines(figure.caption))}" if figure.caption else ""
        behind = _braces(
            figure.attributes,
            credit=self.inlines(figure.credit),
            width=figure.width if figure.width != "column" else "",
            longdesc=self._href(figure.description) if figure.description else "",
        )
        return f"![{escaped(image.alt)}]({address(image.path)}{title}){behind}"

    def _list(self, block: List, *, other_mark: bool) -> list[Line]:
        close = block.tight and all(map(can_be_tight, block.items))
        parts = []
        for number, item in enumerate(block.items, block.start):
            mark = (
                f"{min(number, _LAST)}{')' if other_mark else '.'} "
                if block.ordered
                else ("+ " if other_mark else "- ")
            )
            inside = self._parts(item.children)
            lines = [line for part in inside for line in part] if close else _joined(inside)
            parts.append(_held(lines, mark, " " * len(mark)) or [(item.span.line, mark.rstrip())])
        return [line for part in parts for line in part] if close else _joined(parts)

    def _definitions(self, block: DefinitionList) -> list[Line]:
        parts: list[list[Line]] = []
        for each in block.definitions:
            term = [(each.span.line, self.inlines(each.term, starts=True))]
            descriptions = [_held(self._blocks(inside), ":   ", "    ") for inside in each.descriptions]
            parts.append([*term, *descriptions[0]])
            parts += descriptions[1:]
        return _joined(parts)

    def _table(self, table: Table) -> list[Line]:
        place = table.span.line
        rules = " | ".join(_RULES[cell.align] for cell in table.head.cells)
        lines = [self._row(table.head), (place, f"| {rules} |"), *map(self._row, table.rows)]
        headed = any(row.cells[0].header == "row" for row in table.rows)
        classes = (("row-headers",) if headed else ()) + table.attributes.classes
        attributes = replace(table.attributes, classes=classes)
        if not table.caption:
            return self._below(attributes, lines, place)
        behind = _braces(attributes)
        caption = f"Table: {self.inlines(table.caption)}"
        return [*lines, (0, ""), (place, f"{caption} {behind}" if behind else caption)]

    def _row(self, row: Row) -> Line:
        cells = (self.inlines(cell.children, starts=True).replace("|", r"\|") for cell in row.cells)
        return row.span.line, f"| {' | '.join(cells)} |"

    def _box(self, block: PullQuote | Box | Event) -> list[Line]:
        title = () if isinstance(block, PullQuote) else block.title
        match block:
            case PullQuote():
                name, behind = "pullquote", _braces(block.attributes, cite=self.inlines(block.cite))
            case Box():
                name, behind = block.kind, _braces(block.attributes, by=self.inlines(block.by))
            case Event():
                said = {"start": block.start, "end": block.end, "place": self.inlines(block.place), "url": block.url}
                name, behind = "event", _braces(block.attributes, **said)
            case _:
                assert_never(block)
        colons = ":" * (3 + _boxes_in(block))
        words = self.inlines(title).replace('"', '\\"')
        head = " ".join(filter(None, (colons, name, f'"{words}"' if words else "", behind)))
        place = block.span.line
        return [(place, head), *self._blocks(block.children), (0, colons)]

    # ------------------------------------------------------------------------------------------------------ inlines

    def inlines(self, run: Sequence[Inline], *, starts: bool = False) -> str:
        """Give inlines as Markdown; ``starts`` says that they stand at the start of a line."""
        result = ""
        for node in run:
            at_start = (starts and not result) or result.endswith("\n")
            said = self._inline(node, starts=at_start)
            # What a picture or a note's call would take with it, were it not said that it is text.
            if isinstance(node, Text) and result.endswith("]") and said[:1] in {"(", ":"}:
                said = f"\\{said}"
            elif result.endswith("!") and said.startswith("["):
                result = f"{result[:-1]}\\!"
            result += said
        return result

    def _inline(self, node: Inline, *, starts: bool) -> str:
        match node:
            case Text():
                return escaped(node.text, starts=starts)
            case Emphasis():
                return f"*{self.inlines(node.children)}*"
            case Strong():
                return f"**{self.inlines(node.children)}**"
            case Strikethrough():
                return f"~~{self.inlines(node.children)}~~"
            case Phrase():
                return f"[{self.inlines(node.children)}]{_braces(node.attributes)}"
            case Code():
                return _code(node.text) + _braces(node.attributes)
            case Formula():
                return f"${node.tex}${_braces(node.attributes, alt=node.alt)}"
            case Image():
                return f"![{escaped(node.alt)}]({address(node.path)}){_braces(node.attributes)}"
            case Link():
                return f"[{self.inlines(node.children)}]({address(node.href)}){_braces(node.attributes)}"
            case Reference():
                classes = (("page",) if node.page else ()) + node.attributes.classes
                behind = _braces(replace(node.attributes, classes=classes))
                return f"[{self.inlines(node.children)}]({address(self._href(node.target))}){behind}"
            case NoteCall():
                return f"[^{node.label}]"
            case LineBreak():
                return "\\\n"
            case PageBreak():
                return ""
            case _:
                assert_never(node)

    def _href(self, target: Target) -> str:
        own = self._article is None or target.article == self._article.id
        file = "" if own else self._paths.get(target.article, target.article)
        return f"{file}#{target.id}" if target.id or own else file


def can_be_tight(item: Item) -> bool:
    """Say whether an item needs no empty line: it is one block, or a paragraph and a list that goes on from it."""
    if len(item.children) <= 1:
        return not any(isinstance(child, Table) and child.caption for child in item.children)
    first, *rest = item.children
    return isinstance(first, Paragraph) and len(rest) == 1 and isinstance(rest[0], List) and _goes_on(rest[0])


def _goes_on(block: List) -> bool:
    """Say whether a list can follow a paragraph without an empty line (CommonMark 0.31, 5.3)."""
    starts = block.attributes == NO_ATTRIBUTES and (not block.ordered or block.start == 1)
    return starts and block.tight and bool(block.items and block.items[0].children)


def _unclosed(heading: str) -> str:
    """Give the words of a heading, in which no sign at the end closes it (CommonMark 0.31, 4.2)."""
    return re.sub(r"(?:(?<=\s)|^)#+$", r"\\\g<0>", heading)


def _joined(parts: Sequence[list[Line]]) -> list[Line]:
    """Give the lines of blocks with an empty line between any two."""
    lines: list[Line] = []
    for part in parts:
        lines += [(0, ""), *part] if lines else part
    return lines


def _held(lines: list[Line], mark: str, indent: str, *, apart: bool = False) -> list[Line]:
    """Give lines behind a mark, the ones below it indented; ``apart`` leaves the mark alone on its line."""
    held = [(place, f"{indent}{line}" if line else "") for place, line in lines]
    if apart:
        return [(0, mark.rstrip()), *held]
    return [(held[0][0], mark + held[0][1][len(indent) :]), *held[1:]] if held else []


def _braces(attributes: Attributes = NO_ATTRIBUTES, **pairs: str) -> str:
    """Give attributes in their braces, or nothing where there are none."""
    given = [f"#{attributes.id}"] if attributes.id else []
    given += [f".{name}" for name in attributes.classes]
    pairs |= {"lang": attributes.lang}
    given += [f"{key}={value if re.fullmatch(r'[A-Za-z0-9_:-]+', value) else quoted(value)}"
              for key, value in pairs.items() if value]  # fmt: skip
    return f"{{{' '.join(given)}}}" if given else ""


def _code(text: str) -> str:
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") or (text[0] == text[-1] == " " and text.strip()) else ""
    return f"{ticks}{room}{text}{room}{ticks}"


def _code_block(block: CodeBlock) -> list[Line]:
    fence = "`" * max(3, max(map(len, re.findall("`+", block.text)), default=0) + 1)
    lines = block.text.split("\n")[:-1]
    return [(block.span.line, f"{fence}{escaped(block.language)}"), *((0, line) for line in lines), (0, fence)]


def _boxes_in(node: Visited) -> int:
    """Give how deep boxes stand in a block."""
    inside = (_boxes_in(part) + isinstance(part, PullQuote | Box | Event) for part in parts_of(node))
    return max(inside, default=0)
