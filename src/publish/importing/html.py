"""HTML files → documents: elements by their meaning, classes as names of styles, notes by links that lead both ways."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lxml import etree

from publish.importing.flow import (
    TODO_DRAWING,
    TODO_FORMULA,
    Bit,
    Call,
    Document,
    Entry,
    Field,
    Flow,
    Grid,
    Group,
    LineEnd,
    Para,
    Remarks,
    Scene,
    Words,
    excerpt,
)
from publish.importing.htmlnotes import ids_of, notes_in
from publish.importing.htmlpictures import picture
from publish.importing.opening import MOST_XML, unreadable, unsafe
from publish.manuscript.files import Folder
from publish.tree import Emphasis, Strikethrough, Strong

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from publish.importing.runs import Mark
    from publish.source import Span

_MARKS: dict[str, Mark] = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var", "address"), Emphasis),
    **dict.fromkeys(("strong", "b"), Strong),
    **dict.fromkeys(("del", "s", "strike"), Strikethrough),
}
_CODE = {"code", "kbd", "samp", "tt"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "ul",
}  # fmt: skip
_SKIPPED = {
    "base", "col", "colgroup", "datalist", "head", "link", "meta", "noscript", "script", "style", "template", "title",
}  # fmt: skip
_LOST = {
    **dict.fromkeys(("iframe", "object", "embed", "applet"), "something that is embedded from elsewhere"),
    **dict.fromkeys(("video", "audio"), "a film or a recording"),
    **dict.fromkeys(("canvas", "svg", "map"), "a drawing"),
    **dict.fromkeys(("input", "button", "select", "textarea"), "a form"),
    "math": "a formula",
}
_MOST_DEPTH = 200
_RAISED = {"sup": "superscript", "sub": "subscript"}


def read_html(data: bytes, file: Path, span: Span) -> Document:
    """Give an HTML file as a document; pictures are taken from beside it, and from nowhere else."""
    if len(data) > MOST_XML:
        raise unsafe(span, f"has {len(data):,} bytes, more than {MOST_XML:,}")
    if re.search(rb"<!ENTITY", data):
        raise unsafe(span, "declares entities")
    encoding = _encoding(data)
    parser = etree.HTMLParser(
        encoding=encoding, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root: Any = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, etree.ParserError, ValueError) as error:
        raise unreadable(span, f"can't be read as HTML: {str(error) or 'there is nothing in it'}") from error
    if root is None:
        raise unreadable(span, "holds nothing that can be read as HTML")
    return _Reader(root, file, span).document()


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        said = re.search(rb"""charset=["']?([\w-]+)""", data[:4096])
        name = said[1].decode("ascii") if said else "windows-1252"
        return "windows-1252" if name.lower() in {"utf-8", "iso-8859-1", "latin1", "ascii", "us-ascii"} else name
    return "utf-8"


@dataclass(frozen=True, slots=True)
class _State:
    """What holds at a place: marks, language, address, and where in lists it is."""

    marks: frozenset[Mark] = frozenset()
    language: str = ""
    lead: str = ""
    tone: str = ""
    styles: tuple[str, ...] = ()
    entry: Entry | None = None


class _Reader:
    def __init__(self, root: Any, file: Path, span: Span) -> None:
        self._root = root
        self._folder = Folder(file.parent, str(file.parent))
        self._span = span
        self._remarks = Remarks()
        self._place = 0
        self._series = 0
        self._bits: list[Bit] = []
        self._names: list[str] = []
        self._calls, self._bodies, self._back = notes_in(root)
        self._note_bodies = set(self._bodies.values())

    def document(self) -> Document:
        """Give the whole document."""
        body = self._root.find("body")
        state = _State(
            language=self._root.get("lang", "") or self._root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
        )
        flow = self._flow(body if body is not None else self._root, state)
        notes = {
            key: self._flow(element, replace(state, entry=None), note=True) for key, element in self._bodies.items()
        }
        title = self._root.find("head/title")
        words = " ".join((title.text or "").split()) if title is not None else ""
        return Document(flow, notes, words, self._remarks, state.language)

    # -------------------------------------------------------------------------------------------------------- blocks

    def _flow(self, element: Any, state: _State, *, note: bool = False) -> tuple[Flow, ...]:
        """Give the blocks in an element: its own words between them are paragraphs."""
        result: list[Flow] = []
        held, self._bits = self._bits, []
        state = self._within(element, state)
        self._text(element.text, state)
        for each in element:
            if not isinstance(each.tag, str) or (each in self._note_bodies and not note):
                pass
            elif each.tag in _BLOCKS or (each.tag not in _SKIPPED and _holds_blocks(each)):
                result += self._paragraph(state)
                result += self._block(each, state)
            else:
                self._inline(each, state)
            self._text(each.tail, state)
        result += self._paragraph(state)
        self._bits = held
        return tuple(result)

    def _block(self, element: Any, state: _State) -> Iterable[Flow]:
        inner = self._within(element, state)
        alone = replace(inner, entry=None)  # the group itself is what stands in a list
        match element.tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                name = f"Heading {element.tag[1]}"
                return self._flow(element, replace(state, styles=(*_classes(element), name), entry=None))
            case "p" | "figcaption" | "dt" | "dd" | "pre" if not _holds_blocks(element) or element.tag != "dd":
                if element.tag == "pre":
                    return self._code(element, inner)
                names = {"figcaption": "Caption", "dt": "Definition Term", "dd": "Definition"}
                own = names.get(element.tag)
                styles = _classes(element) or ((own,) if own else inner.styles)
                return self._flow(element, replace(inner, styles=styles))
            case "ul" | "ol" | "menu" | "dir":
                return self._list(element, inner)
            case "table":
                return self._table(element, inner)
            case "hr":
                self._place += 1
                return [Scene(self._place, state.entry)]
            case "blockquote":
                return [Group(self._flow(element, alone), _classes(element) or ("Quote",), self._place, inner.entry)]
            case "aside":
                return [Group(self._flow(element, alone), _classes(element) or ("Aside",), self._place, inner.entry)]
            case "nav":
                self._remarks.drop("tables of contents and what a style says is to be left out", self._place,
                                   " ".join(element.itertext()))  # fmt: skip
                return []
            case _:
                return self._flow(element, inner)

    def _paragraph(self, state: _State) -> Iterable[Flow]:
        """Give the words that have come together as a paragraph, if there are any."""
        bits, self._bits = tuple(self._bits), []
        if not any(not isinstance(bit, Words) or bit.text.strip() for bit in bits):
            return []
        self._place += 1
        names, self._names = tuple(self._names), []
        return [Para(bits, state.styles, self._place, state.entry, names)]

    def _code(self, element: Any, state: _State) -> Iterable[Flow]:
        self._place += 1
        inside = element.find("code")
        said = " ".join((element.get("class", ""), inside.get("class", "") if inside is not None else ""))
        language = re.search(r"\blang(?:uage)?-([\w+#.-]+)", said)
        text = "".join(element.itertext()).strip("\n")
        return [
            Para((Words(text),), ("Source Code",), self._place, state.entry, language=language[1] if language else "")
        ]

    def _list(self, element: Any, state: _State) -> Iterable[Flow]:
        self._series += 1
        series = f"{self._series}"
        depth = state.entry.depth + 1 if state.entry else 0
        number = int(start) if (start := element.get("start", "")).isdecimal() and len(start) < 9 else 1
        if element.tag == "ol" and element.get("type", "1") != "1":
            self._remarks.drop("letters and Roman numerals before the items of lists", self._place + 1)
        result: list[Flow] = []
        for item in element:
            if not isinstance(item.tag, str):
                continue
            entry = Entry(depth, series, number if element.tag == "ol" else -1)
            number += 1
            if item in self._note_bodies:
                continue
            inside = self._flow(item, replace(state, entry=entry, styles=()))
            first = True
            for each in inside:
                own = each.entry
                if own is not None and own.depth == depth:
                    own = replace(own, begins=first)
                first = False
                result.append(replace(each, entry=own))
        return result

    def _table(self, element: Any, state: _State) -> Iterable[Flow]:
        self._place += 1
        place = self._place
        rows: list[tuple[Field, ...]] = []
        heads = 0
        headed = True
        caption: tuple[Bit, ...] = ()
        names = self._taken(element)
        for each in element.iter("caption"):
            flow = self._flow(each, replace(state, styles=(), entry=None))
            caption = tuple(bit for para in flow if isinstance(para, Para) for bit in para.bits)
            break
        for row in (each for each in element.iter("tr") if next(each.iterancestors("table")) is element):
            cells = [each for each in row if each.tag in {"td", "th"}]
            is_head = row.getparent().tag == "thead" or (bool(cells) and all(cell.tag == "th" for cell in cells))
            if is_head and heads == len(rows):
                heads += 1
            elif not cells or cells[0].tag != "th":
                headed = False
            rows.append(tuple(self._cell(cell, state) for cell in cells))
        kept = tuple(row for row in rows if row)
        heads = min(heads, len(kept))
        return [Grid(kept, heads, headed and len(kept) > heads > 0, place, state.entry, names, caption)] if kept else []

    def _cell(self, cell: Any, state: _State) -> Field:
        def whole(name: str) -> int:
            text = cell.get(name, "")
            return max(int(text), 1) if text.isdecimal() and len(text) < 4 else 1

        return Field(self._flow(cell, replace(state, styles=(), entry=None)), whole("colspan"), whole("rowspan"))

    # ------------------------------------------------------------------------------------------------------- inlines

    def _text(self, text: str | None, state: _State) -> None:
        if text:
            words = re.sub(r"[ \t\r\n\f]+", " ", text)
            self._bits.append(Words(words, state.marks, state.language, state.lead, tone=state.tone))

    def _inline(self, element: Any, state: _State) -> None:
        if element.tag in _SKIPPED or element in self._back:
            return
        if element in self._calls:
            self._bits.append(Call(self._calls[element]))
            return
        if element.tag in _LOST:
            self._lost(element)
            return
        if element.tag in {"img", "image"}:
            self._names += ids_of(element)
            self._bits.append(picture(element, self._folder, self._span, state.lead))
            return
        if element.tag == "br":
            self._bits.append(LineEnd())
            return
        inner = self._within(element, state)
        if element.tag == "ins":
            self._change("inserted", element, "it is taken")
        elif element.tag == "del":
            self._change("deleted", element, "it is left out")
            return
        elif element.tag in {"u", "font", "mark", "big", "small"}:
            kind = {"u": "underlining", "mark": "highlighting", "font": "fonts"}.get(element.tag, "sizes of letters")
            self._remarks.drop(kind, self._place + 1, " ".join(element.itertext()))
        if element.tag == "q":
            self._text("“", state)
        before = len(self._bits)
        self._text(element.text, inner)
        for each in element:
            if isinstance(each.tag, str):
                self._inline(each, inner)
            self._text(each.tail, inner)
        if element.tag == "q":
            self._text("”", state)
        if element.tag in _RAISED:
            self._raise(before, _RAISED[element.tag])

    def _raise(self, before: int, how: str) -> None:
        from publish.importing.looks import raised  # noqa: PLC0415

        for place in range(before, len(self._bits)):
            bit = self._bits[place]
            if isinstance(bit, Words) and bit.text.strip():
                if (text := raised(bit.text, how)) == bit.text:
                    self._remarks.drop("raised and lowered letters", self._place + 1, bit.text)
                self._bits[place] = replace(bit, text=text)

    def _change(self, what: str, element: Any, taken: str) -> None:
        words = excerpt(" ".join(element.itertext()), 80)
        self._remarks.say("import-change", f"{what}: {words}; {taken}", self._place + 1, "see whether it is meant")

    def _lost(self, element: Any) -> None:
        words = excerpt(" ".join(element.itertext()))
        hint = "put what a reader needs of it into the article"
        message = f"{_LOST[element.tag]} is left out{f': {words}' if words else ''}"
        self._remarks.say("import-lost", message, self._place + 1, hint)
        if element.tag in {"math", "svg", "canvas"}:
            self._bits.append(Words(TODO_FORMULA if element.tag == "math" else TODO_DRAWING))

    # ------------------------------------------------------------------------------------------------------- details

    def _within(self, element: Any, state: _State) -> _State:
        """Give what holds in an element, and note its ids."""
        name = element.tag
        if isinstance(name, str) and name not in {"body", "html"}:
            self._names += ids_of(element)
        language = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or state.language
        marks = state.marks | ({_MARKS[name]} if name in _MARKS else set())
        style = element.get("style", "").lower()
        if name not in {"h1", "h2", "h3", "h4", "h5", "h6", "th"} and style:
            marks |= {Strong} if re.search(r"font-weight\s*:\s*(bold|[6-9]00)", style) else set()
            marks |= {Emphasis} if re.search(r"font-style\s*:\s*(italic|oblique)", style) else set()
            marks |= {Strikethrough} if re.search(r"text-decoration[^;]*line-through", style) else set()
            self._looks(style, " ".join(element.itertext()) if len(element) < _MOST_DEPTH else "")
        classes = element.get("class", "").lower().replace("-", "").split()
        tone = "code" if name in _CODE else state.tone
        if re.search(r"font-variant[^;]*small-caps", style) or "smallcaps" in classes:
            tone = "smallcaps"
        lead = state.lead
        if name == "a" and element.get("href", "").strip():
            lead = element.get("href").strip()
        return replace(state, marks=marks, language=language, tone=tone, lead=lead)

    def _looks(self, style: str, words: str) -> None:
        looks = (
            ("colours of letters", r"(^|[;\s])color\s*:"),
            ("fonts", r"font-family\s*:"),
            ("sizes of letters", r"font-size\s*:"),
            ("underlining", r"text-decoration[^;]*underline"),
            ("highlighting", r"background(-color)?\s*:"),
            ("alignment", r"text-align\s*:\s*(center|right)"),
            ("columns", r"column-count\s*:\s*[2-9]"),
            ("page breaks", r"(page-)?break-(before|after)\s*:\s*(always|page)"),
        )
        for kind, pattern in looks:
            if re.search(pattern, style):
                self._remarks.drop(kind, self._place + 1, words)

    def _taken(self, element: Any) -> tuple[str, ...]:
        names, self._names = [*self._names, *ids_of(element)], []
        return tuple(names)


def _classes(element: Any) -> tuple[str, ...]:
    """Give the classes of an element as names of styles that may be known; such as nobody knows say nothing."""
    from publish.importing.styles import Styles  # noqa: PLC0415

    return tuple(name for name in element.get("class", "").split() if Styles().construct((name,)) not in {"", "text"})


def _holds_blocks(element: Any) -> bool:
    return any(isinstance(each.tag, str) and each.tag in _BLOCKS for each in element.iterdescendants())
