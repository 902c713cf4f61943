"""Word files → documents: their text with its styles, and what is marked, said and drawn in them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from publish.importing.flow import Bit, Document, Entry, Field, Flow, Grid, Para, excerpt, words_of
from publish.importing.looks import looks_of_paragraph
from publish.importing.wordlines import THROUGH, Line, LineReader, Reading, choice
from publish.importing.wordparts import (
    Parts,
    Style,
    StyleSheet,
    attribute,
    child,
    descend,
    is_on,
    numbering,
    style_sheet,
    tag,
    value,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publish.importing.opening import Package
    from publish.importing.styles import Styles


def read_word(package: Package, styles: Styles) -> Document:
    """Give a Word file as a document."""
    return _Reader(package, styles).document()


class _Reader:
    def __init__(self, package: Package, styles: Styles) -> None:
        self._parts = Parts(package)
        self._main = self._parts.main()
        self._at = Reading(package, StyleSheet(), styles, self._parts.relations(self._main), self._flow)
        self._at.sheet = style_sheet(self._part("styles"))
        self._lines = LineReader(self._at)
        self._numbering = numbering(self._part("numbering"))
        self._pending: list[str] = []
        self._carried: list[Bit] = []
        self._comments: dict[str, str] = {}

    def _part(self, kind: str) -> Any | None:
        """Give the part of a kind that belongs to the document, or None."""
        found = (target for each, target, outside in self._at.relations.values() if each == kind and not outside)
        name = next(found, None)
        return self._parts.root(name) if name else None

    def document(self) -> Document:
        """Give the whole document."""
        root = self._parts.root(self._main)
        body = child(root, "w:body")
        self._read_comments()
        flow = self._flow(body) if body is not None else ()
        notes = dict(self._notes("footnote")) | dict(self._notes("endnote"))
        self._say_comments()
        self._say_margins()
        if any("vbaProject" in name for name in self._at.package.names):
            self._at.remarks.say("import-lost", "the macros of the document are left out", 0)
        core = self._parts.root("docProps/core.xml")
        title = child(core, "dc:title") if core is not None else None
        return Document(
            flow,
            notes,
            (title.text or "") if title is not None else "",
            self._at.remarks,
            self._lines.language(None, ""),
        )

    # -------------------------------------------------------------------------------------------------------- blocks

    def _flow(self, parent: Any) -> tuple[Flow, ...]:
        result: list[Flow] = []
        for each in parent:
            result += self._blocks(each)
        return tuple(result)

    def _blocks(self, element: Any) -> Iterable[Flow]:
        match tag(element):
            case "w:p":
                return self._paragraph(element)
            case "w:tbl":
                return self._table(element)
            case "mc:AlternateContent":
                return self._flow(choice(element))
            case "w:del" | "w:moveFrom":
                return ()
            case "w:sectPr":
                self._section(element)
            case "w:bookmarkStart":
                self._pending.append(attribute(element, "w:name"))
            case "w:altChunk":
                self._at.remarks.say("import-lost", "a file that is embedded as text is left out", self._at.place,
                                  "import that file by itself")  # fmt: skip
            case name if name in THROUGH:
                return self._flow(element)
        return ()

    def _paragraph(self, element: Any) -> Iterable[Flow]:
        self._at.place += 1
        properties = child(element, "w:pPr")
        style = value(properties, "w:pStyle") or self._at.sheet.default
        chain = self._at.sheet.chain(style)
        state = Line()
        state.bits, self._carried = [*self._carried], []
        state.names, self._pending = [*self._pending], []
        self._lines.read(element, state, chain)
        bits = tuple(state.bits)
        if child(properties, "w:rPr", "w:del") is not None:  # the end of the paragraph is deleted, so it goes on
            self._carried = [*bits]
            self._pending += state.names
            return state.after
        looks_of_paragraph(properties, self._at.remarks, self._at.place, words_of(bits))
        if (section := child(properties, "w:sectPr")) is not None:
            self._section(section)
        names = tuple(each.name for each in chain)
        outline = _level(properties, chain)
        if outline and not self._at.styles.construct(names).startswith("heading"):
            names = (*names, f"Heading {outline}") if self._at.styles.construct(names) in {"", "text"} else names
            if self._at.styles.construct(names[:-1]) in {"", "text"}:
                names = (f"Heading {outline}",)
        entry = self._list_entry(properties, chain, names, bits)
        self._at.entry = entry
        para = Para(bits, names, self._at.place, entry, tuple(state.names), state.about)
        return (para, *state.after)

    def _list_entry(
        self, properties: Any | None, chain: list[Style], names: tuple[str, ...], bits: tuple[Bit, ...]
    ) -> Entry | None:
        """Give a paragraph's place in a list, or None where it is in none."""
        number, level = "", ""
        for each in (properties, *(style.paragraph for style in chain)):
            found = child(each, "w:numPr")
            if found is not None:
                number = number or value(found, "w:numId")
                level = level or value(found, "w:ilvl")
        heading = self._at.styles.construct(names).startswith(("heading", "title"))
        depth = min(whole(level), 8)
        # The built-in styles for deeper lists are lists of their own.
        deeper = (
            re.fullmatch(r"List (?:Bullet|Number) ([2-5])", names[0], re.IGNORECASE) if names and not depth else None
        )
        taken = self._numbering.take(number, depth) if number not in {"", "0"} else None
        if heading:
            if taken and taken[2] >= 0:
                self._at.remarks.drop("numbers of headings", self._at.place, words_of(bits))
            return None
        if taken is None:
            goes_on = names and (
                self._at.styles.construct(names) == "list"
                or ((number == "0" or names[0].lower() == "list paragraph") and child(properties, "w:ind") is not None)
            )
            return replace(self._at.entry, begins=False) if goes_on and self._at.entry else None
        series, kind, count = taken
        if kind not in {"bullet", "decimal", "decimalZero"}:
            self._at.remarks.drop(
                "letters and Roman numerals before the items of lists", self._at.place, words_of(bits)
            )
        return Entry(int(deeper[1]) - 1 if deeper else depth, series, count)

    def _section(self, element: Any) -> None:
        columns = child(element, "w:cols")
        if columns is not None and attribute(columns, "w:num", "1") not in {"", "0", "1"}:
            self._at.remarks.drop("columns", self._at.place)

    # -------------------------------------------------------------------------------------------------------- tables

    def _table(self, element: Any) -> Iterable[Flow]:
        self._at.place += 1
        place = self._at.place
        rows: list[list[Field]] = []
        columns: dict[int, tuple[int, int]] = {}  # the cell that a column's merged cell began in
        heads = 0
        for row in _rows(element):
            properties = child(row, "w:trPr")
            if child(properties, "w:del") is not None:
                self._at.remarks.say(
                    "import-change", "a row of the table is deleted; it is left out", place, "look at it"
                )
                continue
            if is_on(properties, "w:tblHeader") and heads == len(rows):
                heads += 1
            cells: list[Field] = []
            column = whole(value(properties, "w:gridBefore"))
            cells += [Field(())] * min(column, 100)
            for cell in _cells(row):
                own = child(cell, "w:tcPr")
                across = whole(value(own, "w:gridSpan"), 1)
                merge = child(own, "w:vMerge")
                if merge is not None and attribute(merge, "w:val") != "restart" and column in columns:
                    at, which = columns[column]
                    rows[at][which] = replace(rows[at][which], down=len(rows) - at + 1)
                else:
                    cells.append(Field(self._flow(cell), max(across, 1)))
                    columns.pop(column, None)
                    if merge is not None:
                        columns[column] = (len(rows), len(cells) - 1)
                column += max(across, 1)
            rows.append(cells)
        self._at.entry = None
        names, self._pending = tuple(self._pending), []
        kept = tuple(map(tuple, rows))
        return (Grid(kept, heads if heads < len(kept) else 0, place=place, names=names),) if kept else ()

    # ------------------------------------------------------------------------------------------------ beside the text

    def _notes(self, kind: str) -> Iterator[tuple[str, tuple[Flow, ...]]]:
        root = self._part(f"{kind}s")
        self._in_part(f"{kind}s")
        for each in root if root is not None else ():
            if attribute(each, "w:type", "normal") == "normal":
                self._at.entry = None
                yield f"{kind}-{attribute(each, 'w:id')}", self._flow(each)
        self._at.relations = self._parts.relations(self._main)

    def _in_part(self, kind: str) -> None:
        """Have the relations be those of another part."""
        name = next(
            (target for each, target, outside in self._at.relations.values() if each == kind and not outside), ""
        )
        if name:
            self._at.relations = self._parts.relations(name)

    def _read_comments(self) -> None:
        root = self._part("comments")
        for each in root if root is not None else ():
            paragraphs = ["".join(text.text or "" for text in descend(p, "w:t")) for p in descend(each, "w:p")]
            self._comments[attribute(each, "w:id")] = " ".join(filter(None, paragraphs))

    def _say_comments(self) -> None:
        for key, text in self._comments.items():
            place, words = self._at.said.get(key, (0, ""))
            where = f" on {excerpt(words)}" if words.strip() else ""
            self._at.remarks.say("import-comment", f"a comment{where}: {excerpt(text, 200)}", place, "do what it asks")

    def _say_margins(self) -> None:
        seen = set()
        for kind, target, outside in self._at.relations.values():
            if kind not in {"header", "footer"} or outside:
                continue
            root = self._parts.root(target)
            words = (
                " ".join("".join(each.text or "" for each in descend(root, "w:t")).split()) if root is not None else ""
            )
            if re.search(r"[^\W\d_]", words) and words not in seen:
                seen.add(words)
                hint = "layouts make running heads of titles: say short-title for another"
                self._at.remarks.say("import-lost", f"the {kind} is left out: {excerpt(words)}", 0, hint)


# ------------------------------------------------------------------------------------------------------------ details


def _level(properties: Any | None, chain: list[Style]) -> int:
    """Give the level of a paragraph in the outline, from 1; 0 where it is text."""
    for each in (properties, *(style.paragraph for style in chain)):
        level = value(each, "w:outlineLvl")
        if level.isdecimal():
            return whole(level) + 1 if whole(level) < 9 else 0
    return 0


def _rows(element: Any) -> Iterator[Any]:
    for each in element:
        if tag(each) == "w:tr":
            yield each
        elif tag(each) in THROUGH:
            yield from _rows(each)


def _cells(element: Any) -> Iterator[Any]:
    for each in element:
        if tag(each) == "w:tc":
            yield each
        elif tag(each) in THROUGH:
            yield from _cells(each)
