"""ODT files → documents: their text with its styles, notes, changes and comments (OpenDocument 1.3, part 3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from publish.importing.flow import (
    TEXT_BOX,
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
    Shown,
    Words,
    excerpt,
    words_of,
)
from publish.importing.looks import TONES, raised
from publish.importing.odtstyles import OdtStyles, attribute, below, child, odt_styles, tag
from publish.importing.opening import unreadable
from publish.tree import Emphasis, Strikethrough, Strong

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publish.importing.opening import Package
    from publish.importing.styles import Styles

_THROUGH = {"text:span", "text:a", "text:meta", "text:meta-field", "text:ruby", "text:ruby-base", "text:toc-mark"}
_INDEXES = {
    *("text:table-of-content", "text:illustration-index", "text:table-index", "text:alphabetical-index"),
    *("text:user-index", "text:bibliography", "text:object-index"),
}
_REFERENCES = {"text:bookmark-ref", "text:reference-ref", "text:sequence-ref"}
_MOST_REPEATED = 200
_MOST_OPEN = 50
"""Comments and changes of the same words: more is a mistake in the file."""


def read_odt(package: Package, styles: Styles) -> Document:
    """Give an ODT file as a document."""
    return _Reader(package, styles).document()


@dataclass(frozen=True, slots=True)
class _State:
    """What holds at a place: the automatic or named styles around it, and where it leads."""

    spans: tuple[str, ...] = ()
    lead: str = ""
    page: bool = False


@dataclass(slots=True)
class _Line:
    """A paragraph that is being read."""

    styles: str
    bits: list[Bit] = field(default_factory=list)
    after: list[Flow] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    about: str = ""


class _Reader:
    def __init__(self, package: Package, styles: Styles) -> None:
        self._package = package
        self._styles = styles
        manifest = package.bytes("META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest:
            raise unreadable(package.span, "has a password", "take the password away, and import it again")
        root = package.xml("content.xml")
        body = child(root, "office:body", "office:text")
        if body is None:
            raise unreadable(package.span, "is no text document: it holds no text")
        self._body = body
        self._sheet: OdtStyles = odt_styles(root, package.xml("styles.xml"))
        self._remarks = Remarks()
        self._place = 0
        self._notes: dict[str, Any] = {}
        self._changes = _changes(body)
        self._open: dict[str, list[str]] = {}
        self._ranges: dict[str, tuple[int, list[str]]] = {}
        self._comments: list[tuple[str, int, str]] = []
        self._lists = 0
        self._counts: dict[tuple[str, int], int] = {}

    def document(self) -> Document:
        """Give the whole document."""
        flow = self._flow(self._body, None)
        notes: dict[str, tuple[Flow, ...]] = {}
        while len(notes) < len(self._notes):
            key = list(self._notes)[len(notes)]
            notes[key] = self._flow(self._notes[key], None)
        for name, place, text in self._comments:
            words = "".join(self._ranges.get(name, (0, []))[1])
            where = f" on {excerpt(words)}" if words.strip() else ""
            self._remarks.say("import-comment", f"a comment{where}: {excerpt(text, 200)}", place, "do what it asks")
        for kind, words in self._sheet.margins:
            hint = "layouts make running heads of titles: say short-title for another"
            self._remarks.say("import-lost", f"the {kind} is left out: {excerpt(words)}", 0, hint)
        meta = self._package.xml("meta.xml")
        title = child(meta, "office:meta", "dc:title") if meta is not None else None
        words = (title.text or "") if title is not None else ""
        return Document(flow, notes, words, self._remarks, self._sheet.language)

    # -------------------------------------------------------------------------------------------------------- blocks

    def _flow(self, parent: Any, entry: Entry | None) -> tuple[Flow, ...]:
        return tuple(flow for each in parent for flow in self._blocks(each, entry))

    def _blocks(self, element: Any, entry: Entry | None) -> Iterable[Flow]:
        match name := tag(element):
            case "text:p" | "text:h":
                return self._paragraph(element, entry)
            case "text:list":
                return self._list(element, entry, "")
            case "table:table":
                return self._table(element, entry)
            case "text:section":
                self._look(attribute(element, "text:style-name"), "section", "")
                return self._flow(element, entry)
            case "text:numbered-paragraph" | "text:list-header":
                return self._flow(element, entry)
            case _ if name in _INDEXES:
                self._remarks.drop("tables of contents and what a style says is to be left out", self._place)
            case "draw:frame" | "draw:custom-shape" | "draw:g":
                line = _Line("")
                self._drawing(element, line, _State())
                bits = tuple(line.bits)
                return (*((Para(bits, (), self._place, entry),) if bits else ()), *line.after)
        return ()

    def _paragraph(self, element: Any, entry: Entry | None) -> Iterable[Flow]:
        self._place += 1
        style = attribute(element, "text:style-name")
        line = _Line(style)
        self._inside(element, line, _State())
        names = self._sheet.names(style)
        if tag(element) == "text:h":
            level = attribute(element, "text:outline-level", "1")
            if not self._styles.construct(names).startswith(("heading", "title")):
                names = (f"Heading {level}",)
            if entry is not None:
                self._remarks.drop("numbers of headings", self._place, words_of(tuple(line.bits)))
                entry = None
        self._look(style, "paragraph", words_of(tuple(line.bits)))
        para = Para(tuple(line.bits), names, self._place, entry, tuple(line.names), line.about)
        return (para, *line.after)

    def _list(self, element: Any, outer: Entry | None, style: str) -> Iterable[Flow]:
        style = attribute(element, "text:style-name") or style
        depth = outer.depth + 1 if outer else 0
        kind, start = self._sheet.level(style, depth)
        series = style
        goes_on = attribute(element, "text:continue-numbering") == "true" or attribute(element, "text:continue-list")
        if outer is None:
            self._lists += 1
        if not goes_on or (series, depth) not in self._counts:
            self._counts[series, depth] = start - 1
        result: list[Flow] = []
        for item in element:
            if tag(item) not in {"text:list-item", "text:list-header"}:
                continue
            first = attribute(item, "text:start-value")
            if first.isdecimal() and len(first) < 9:
                self._counts[series, depth] = int(first) - 1
            if not any(tag(each) in {"text:p", "text:h"} for each in item) and any(
                tag(each) == "text:list" for each in item
            ):
                # A deeper list that goes on where it was left is wrapped in items that hold nothing else.
                inner = Entry(depth, series, -1, begins=False)
                for each in item:
                    if tag(each) == "text:list":
                        result += self._list(each, inner, style)
                continue
            self._counts[series, depth] += 1
            if kind not in {"bullet", "1"}:
                self._remarks.drop("letters and Roman numerals before the items of lists", self._place + 1)
            begins = tag(item) == "text:list-item"
            number = -1 if kind == "bullet" else self._counts[series, depth]
            for each in item:
                entry = Entry(depth, f"{series}-{self._lists}", number, begins=begins)
                made = self._list(each, entry, style) if tag(each) == "text:list" else self._blocks(each, entry)
                result += made
                begins = begins and not made
        return result

    # -------------------------------------------------------------------------------------------------------- tables

    def _table(self, element: Any, entry: Entry | None) -> Iterable[Flow]:
        self._place += 1
        place = self._place
        rows: list[tuple[Field, ...]] = []
        heads = 0
        for row, is_head in _rows(element, in_head=False):
            if is_head and heads == len(rows):
                heads += 1
            cells: list[Field] = []
            for cell in row:
                if tag(cell) == "table:table-cell":
                    flow = self._flow(cell, None)
                    times = _whole(cell, "table:number-columns-repeated")
                    across, down = (
                        _whole(cell, "table:number-columns-spanned"),
                        _whole(cell, "table:number-rows-spanned"),
                    )
                    cells += [Field(flow, across, down)] * min(times, _MOST_REPEATED)
            rows += [tuple(cells)] * min(_whole(row, "table:number-rows-repeated"), _MOST_REPEATED)
        kept = tuple(rows)
        return (Grid(kept, heads if heads < len(kept) else 0, place=place, entry=entry),) if kept else ()

    # ------------------------------------------------------------------------------------------------- in paragraphs

    def _inside(self, element: Any, line: _Line, state: _State) -> None:
        self._words(element.text, line, state)
        for each in element:
            self._inline(each, line, state)
            self._words(each.tail, line, state)

    def _inline(self, element: Any, line: _Line, state: _State) -> None:
        match name := tag(element):
            case "text:s":
                self._words(" " * min(_whole(element, "text:c"), _MOST_REPEATED), line, state, kept=True)
            case "text:tab":
                self._words("\t", line, state, kept=True)
            case "text:line-break":
                line.bits.append(LineEnd())
            case "text:a":
                self._inside(element, line, replace(state, lead=attribute(element, "xlink:href") or state.lead))
            case "text:span":
                style = attribute(element, "text:style-name")
                self._inside(element, line, replace(state, spans=(*state.spans, style)))
                self._look(style, "text", "".join(element.itertext()), linked=bool(state.lead))
            case "text:note":
                key = attribute(element, "text:id") or f"note-{len(self._notes)}"
                body = child(element, "text:note-body")
                if body is not None:
                    self._notes[key] = body
                    line.bits.append(Call(key))
            case "draw:frame" | "draw:custom-shape" | "draw:g" | "draw:rect" | "draw:line" | "draw:a" | "draw:path":
                self._drawing(element, line, state)
            case "text:soft-page-break" | "text:ruby-text" | "text:alphabetical-index-mark" | "office:event-listeners":
                pass
            case "text:hidden-text" | "text:conditional-text":
                self._remarks.drop("hidden text", self._place, "".join(element.itertext()))
            case _:
                self._marked(name, element, line, state)

    def _marked(self, name: str, element: Any, line: _Line, state: _State) -> None:
        """Read what marks a place, or leads to one: bookmarks, references, changes, comments."""
        match name:
            case "text:bookmark" | "text:bookmark-start" | "text:reference-mark" | "text:reference-mark-start":
                line.names.append(attribute(element, "text:name"))
            case "text:sequence":
                line.about = attribute(element, "text:name") or "Figure"
                if reference := attribute(element, "text:ref-name"):
                    line.names.append(reference)
                self._inside(element, line, state)
            case _ if name in _REFERENCES:
                page = attribute(element, "text:reference-format") == "page"
                target = attribute(element, "text:ref-name")
                self._inside(element, line, replace(state, lead=f"#{target}", page=page))
            case "text:note-ref":
                self._inside(element, line, state)
            case "text:change-start" | "text:change" | "text:change-end":
                self._change(name, attribute(element, "text:change-id"))
            case "office:annotation":
                text = " ".join("".join(each.itertext()) for each in below(element, "text:p", "text:h"))
                self._comments.append((attribute(element, "office:name"), self._place, text))
                self._ranges[attribute(element, "office:name") or "?"] = (self._place, [])
                if len(self._open) < _MOST_OPEN:
                    self._open[attribute(element, "office:name") or "?"] = []
            case "office:annotation-end":
                key = attribute(element, "office:name")
                self._ranges[key] = (self._place, self._open.pop(key, []))
            case _:
                self._inside(element, line, state)

    def _words(self, text: str | None, line: _Line, state: _State, *, kept: bool = False) -> None:
        if not text:
            return
        if not kept:
            text = re.sub(r"[ \t\r\n]+", " ", text)  # white space is one space (6.1.2)
        for said in self._open.values():
            said.append(text)
        looks = self._sheet.looks(state.spans)
        construct = self._styles.construct([name for span in state.spans for name in self._sheet.names(span)])
        marks = {
            mark
            for mark, there in ((Strong, looks.strong), (Emphasis, looks.stressed), (Strikethrough, looks.struck))
            if there
        }
        tone = "code" if construct == "code word" else "smallcaps" if looks.small or construct == "smallcaps" else ""
        language = self._sheet.language_of(text, state.spans, line.styles)
        text = raised(text, looks.raised)
        marks |= TONES.get(construct, frozenset())
        line.bits.append(Words(text, frozenset(marks), language, state.lead, state.page, tone))

    def _look(self, style: str, kind: str, words: str, *, linked: bool = False) -> None:
        """Count what a style that was made by hand looks like."""
        for each in self._sheet.by_hand(style, kind):
            if words.strip() and not (linked and each in {"underlining", "colours of letters"}):
                self._remarks.drop(each, self._place, words)

    def _change(self, name: str, key: str) -> None:
        """Say of a change what came of it, where it begins or where something was."""
        kind, words = self._changes.get(key, ("", ""))
        if kind == "insertion" and name == "text:change-start":
            if len(self._open) < _MOST_OPEN:
                self._open[f"change {key}"] = []
            self._ranges[f"change {key}"] = (self._place, [])
        elif kind == "insertion" and name == "text:change-end":
            place, _ = self._ranges.get(f"change {key}", (self._place, []))
            text = "".join(self._open.pop(f"change {key}", []))
            self._say_change("inserted", text, "it is taken", place)
        elif kind == "deletion":
            self._say_change("deleted", words, "it is left out", self._place)
        elif kind == "format-change" and name != "text:change-end":
            self._remarks.drop("marked changes of formatting", self._place)

    def _say_change(self, what: str, words: str, taken: str, place: int) -> None:
        message = f"{what}: {excerpt(words, 80) or 'the end of a paragraph'}; {taken}"
        self._remarks.say("import-change", message, place, "accept or reject changes before you import")

    # ------------------------------------------------------------------------------------------------------ pictures

    def _drawing(self, element: Any, line: _Line, state: _State) -> None:
        """Read what is drawn: pictures go into the text, text boxes behind the paragraph."""
        if tag(element) == "draw:a":
            for each in element:
                self._drawing(each, line, replace(state, lead=attribute(element, "xlink:href")))
            return
        box = child(element, "draw:text-box")
        if box is not None:
            line.after.append(Group(self._flow(box, None), TEXT_BOX, self._place))
            return
        images = [each for each in element if tag(each) == "draw:image"]
        if child(element, "draw:object") is not None or child(element, "draw:object-ole") is not None:
            self._object(element, images, line, state)
        elif images:
            line.bits.append(self._picture(element, images, state))
        elif tag(element) == "draw:g" and any(tag(each) in {"draw:frame", "draw:g"} for each in element):
            for each in element:
                self._drawing(each, line, state)
        elif tag(element).startswith("draw:"):
            words = [each for each in element if tag(each) in {"text:p", "text:list"}]
            if any("".join(each.itertext()).strip() for each in words):
                line.after.append(Group(self._flow(element, None), TEXT_BOX, self._place))
            else:
                hint = "save it as a picture, and put that into the article"
                self._remarks.say("import-lost", "a drawing is left out", self._place, hint)

    def _object(self, element: Any, images: list[Any], line: _Line, state: _State) -> None:
        """Read what another program made: its formula is lost, the picture of anything else is kept."""
        found = child(element, "draw:object")
        path = attribute(found, "xlink:href").removeprefix("./") if found is not None else ""
        root = self._package.xml(f"{path}/content.xml") if path else None
        if root is not None and root.tag.endswith("}math"):
            words = "".join(root.itertext())
            hint = "write it in LaTeX between $ and $, and say math: true in publication.yaml"
            self._remarks.say("import-lost", f"a formula is left out: {excerpt(words)}", self._place, hint)
            line.bits.append(Words(TODO_FORMULA))
            return
        line.bits.append(self._picture(element, images, state))

    def _picture(self, frame: Any, images: list[Any], state: _State) -> Shown:
        sources = []
        name = "a picture"
        for each in images:
            path = attribute(each, "xlink:href").removeprefix("./")
            data = self._package.bytes(path)
            sources += [data] if data else []
            name = f"the picture {path.rpartition('/')[2]}" if path else name
        said = [
            (each.text or "").strip() for label in ("svg:desc", "svg:title") for each in frame if tag(each) == label
        ]
        decorative = attribute(frame, "loext:decorative") == "true"
        return Shown(tuple(sources), next(filter(None, said), None), decorative, name, state.lead)


# ------------------------------------------------------------------------------------------------------------ details


def _changes(body: Any) -> dict[str, tuple[str, str]]:
    """Give the kind of each tracked change, and the words of what was deleted."""
    result = {}
    for region in below(body, "text:changed-region"):
        for change in region:
            key = attribute(region, "text:id") or attribute(region, "xml:id")
            paragraphs = ("".join(each.itertext()) for each in below(change, "text:p", "text:h"))
            # Who changed it and when stands in paragraphs of its own kind.
            result[key] = (tag(change).removeprefix("text:"), " ".join(filter(None, paragraphs)))
    return result


def _rows(element: Any, *, in_head: bool) -> Iterator[tuple[Any, bool]]:
    for each in element:
        match tag(each):
            case "table:table-row":
                yield each, in_head
            case "table:table-header-rows":
                yield from _rows(each, in_head=True)
            case "table:table-rows" | "table:table-row-group":
                yield from _rows(each, in_head=in_head)


def _whole(element: Any, name: str) -> int:
    text = attribute(element, name)
    return max(int(text), 1) if text.isdecimal() and len(text) < 7 else 1
