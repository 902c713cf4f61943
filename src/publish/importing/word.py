"""Word files → documents: their text with its styles, and what is marked, said and drawn in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from publish.importing.flow import (
    TEXT_BOX,
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
from publish.importing.looks import TONES, looks_of_paragraph, looks_of_run, raised
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
)
from publish.tree import Emphasis, Strikethrough, Strong

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publish.importing.opening import Package
    from publish.importing.runs import Mark
    from publish.importing.styles import Styles

_THROUGH = {"w:sdt", "w:sdtContent", "w:smartTag", "w:customXml", "w:ins", "w:moveTo", "w:dir", "w:bdo"}
_NOTES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_CHANGES = {"w:ins": "inserted", "w:moveTo": "moved here", "w:del": "deleted", "w:moveFrom": "moved away"}
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_EAST = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_INSTRUCTION = re.compile(r'"([^"]*)"|(\S+)')


def read_word(package: Package, styles: Styles) -> Document:
    """Give a Word file as a document."""
    return _Reader(package, styles).document()


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction, and whether its result has begun."""

    instruction: str = ""
    result: bool = False


@dataclass(slots=True)
class _State:
    """What is open at a place in a paragraph: the address that words lead to, and whether they are new."""

    lead: str = ""
    page: bool = False
    bits: list[Bit] = field(default_factory=list)
    after: list[Flow] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    about: str = ""


class _Reader:
    def __init__(self, package: Package, styles: Styles) -> None:
        self._parts = Parts(package)
        self._main = self._parts.main()
        self._package = package
        self._styles = styles
        self._relations = self._parts.relations(self._main)
        self._sheet: StyleSheet = style_sheet(self._part("styles"))
        self._numbering = numbering(self._part("numbering"))
        self._remarks = Remarks()
        self._place = 0
        self._fields: list[_Field] = []
        self._pending: list[str] = []
        self._carried: list[Bit] = []
        self._comments: dict[str, str] = {}
        self._open: dict[str, list[str]] = {}
        self._said: dict[str, tuple[int, str]] = {}
        self._entry: Entry | None = None

    def _part(self, kind: str) -> Any | None:
        """Give the part of a kind that belongs to the document, or None."""
        found = (target for each, target, outside in self._relations.values() if each == kind and not outside)
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
        if any("vbaProject" in name for name in self._package.names):
            self._remarks.say("import-lost", "the macros of the document are left out", 0)
        core = self._parts.root("docProps/core.xml")
        title = child(core, "dc:title") if core is not None else None
        return Document(flow, notes, (title.text or "") if title is not None else "", self._remarks, self._language(None, ""))

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
                return self._flow(_choice(element))
            case "w:del" | "w:moveFrom":
                return ()
            case "w:sectPr":
                self._section(element)
            case "w:bookmarkStart":
                self._pending.append(attribute(element, "w:name"))
            case "w:altChunk":
                self._remarks.say("import-lost", "a file that is embedded as text is left out", self._place,
                                  "import that file by itself")  # fmt: skip
            case name if name in _THROUGH:
                return self._flow(element)
        return ()

    def _paragraph(self, element: Any) -> Iterable[Flow]:
        self._place += 1
        properties = child(element, "w:pPr")
        style = value(properties, "w:pStyle") or self._sheet.default
        chain = self._sheet.chain(style)
        state = _State()
        state.bits, self._carried = [*self._carried], []
        state.names, self._pending = [*self._pending], []
        self._inside(element, state, chain)
        bits = tuple(state.bits)
        if child(properties, "w:rPr", "w:del") is not None:  # the end of the paragraph is deleted, so it goes on
            self._carried = [*bits]
            self._pending += state.names
            return state.after
        looks_of_paragraph(properties, self._remarks, self._place, words_of(bits))
        if (section := child(properties, "w:sectPr")) is not None:
            self._section(section)
        names = tuple(each.name for each in chain)
        outline = _level(properties, chain)
        if outline and not self._styles.construct(names).startswith("heading"):
            names = (*names, f"Heading {outline}") if self._styles.construct(names) in {"", "text"} else names
            if self._styles.construct(names[:-1]) in {"", "text"}:
                names = (f"Heading {outline}",)
        entry = self._list_entry(properties, chain, names, bits)
        self._entry = entry
        para = Para(bits, names, self._place, entry, tuple(state.names), state.about)
        return (para, *state.after)

    def _list_entry(self, properties: Any | None, chain: list[Style], names: tuple[str, ...], bits: tuple[Bit, ...]) -> Entry | None:
        """Give a paragraph's place in a list, or None where it is in none."""
        number, level = "", ""
        for each in (properties, *(style.paragraph for style in chain)):
            found = child(each, "w:numPr")
            if found is not None:
                number = number or value(found, "w:numId")
                level = level or value(found, "w:ilvl")
        heading = self._styles.construct(names).startswith(("heading", "title"))
        depth = min(int(level), 8) if level.isdecimal() else 0
        # The built-in styles for deeper lists are lists of their own.
        deeper = re.fullmatch(r"List (?:Bullet|Number) ([2-5])", names[0], re.IGNORECASE) if names and not depth else None
        taken = self._numbering.take(number, depth) if number not in {"", "0"} else None
        if heading:
            if taken and taken[2] >= 0:
                self._remarks.drop("numbers of headings", self._place, words_of(bits))
            return None
        if taken is None:
            goes_on = names and (
                names[0].lower().startswith("list continue")
                or ((number == "0" or names[0].lower() == "list paragraph") and child(properties, "w:ind") is not None)
            )
            return replace(self._entry, begins=False) if goes_on and self._entry else None
        series, kind, count = taken
        if kind not in {"bullet", "decimal", "decimalZero"}:
            self._remarks.drop("letters and Roman numerals before the items of lists", self._place, words_of(bits))
        return Entry(int(deeper[1]) - 1 if deeper else depth, series, count)

    def _section(self, element: Any) -> None:
        columns = child(element, "w:cols")
        if columns is not None and attribute(columns, "w:num", "1") not in {"", "0", "1"}:
            self._remarks.drop("columns", self._place)

    # -------------------------------------------------------------------------------------------------------- tables

    def _table(self, element: Any) -> Iterable[Flow]:
        self._place += 1
        place = self._place
        rows: list[list[Field]] = []
        columns: dict[int, tuple[int, int]] = {}  # the cell that a column's merged cell began in
        heads = 0
        for row in _rows(element):
            properties = child(row, "w:trPr")
            if child(properties, "w:del") is not None:
                self._remarks.say("import-change", "a row of the table is deleted; it is left out", place, "look at it")
                continue
            if is_on(properties, "w:tblHeader") and heads == len(rows):
                heads += 1
            cells: list[Field] = []
            column = int(value(properties, "w:gridBefore") or 0) if value(properties, "w:gridBefore").isdecimal() else 0
            cells += [Field(())] * min(column, 100)
            for cell in _cells(row):
                own = child(cell, "w:tcPr")
                across = int(span) if (span := value(own, "w:gridSpan")).isdecimal() and len(span) < 4 else 1
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
        self._entry = None
        names, self._pending = tuple(self._pending), []
        kept = tuple(map(tuple, rows))
        return (Grid(kept, heads if heads < len(kept) else 0, place=place, names=names),) if kept else ()

    # ------------------------------------------------------------------------------------------------- in paragraphs

    def _inside(self, parent: Any, state: _State, chain: list[Style]) -> None:
        for each in parent:
            self._inline(each, state, chain)

    def _inline(self, element: Any, state: _State, chain: list[Style]) -> None:  # noqa: C901, PLR0912  a case an element
        match name := tag(element):
            case "w:r":
                self._run(element, state, chain)
            case "w:hyperlink":
                before = state.lead
                state.lead = self._address(element) or before
                self._inside(element, state, chain)
                state.lead = before
            case "w:fldSimple":
                self._fields.append(_Field(attribute(element, "w:instr"), result=True))
                self._with_field(lambda: self._inside(element, state, chain), state)
                self._fields.pop()
            case "w:bookmarkStart":
                state.names.append(attribute(element, "w:name"))
            case "w:commentRangeStart":
                self._open[attribute(element, "w:id")] = []
                self._said[attribute(element, "w:id")] = (self._place, "")
            case "w:commentRangeEnd":
                key = attribute(element, "w:id")
                words = "".join(self._open.pop(key, []))
                self._said[key] = (self._said.get(key, (self._place, ""))[0], words)
            case "w:del" | "w:moveFrom":
                self._change(name, "".join(each.text or "" for each in descend(element, "w:delText", "w:t")))
            case "m:oMath" | "m:oMathPara":
                self._formula(element, state)
            case "mc:AlternateContent":
                self._inside(_choice(element), state, chain)
            case _ if name in _THROUGH:
                before_change = len(state.bits)
                self._inside(element, state, chain)
                if name in _CHANGES:
                    self._change(name, words_of(tuple(state.bits[before_change:])))

    def _change(self, name: str, words: str) -> None:
        """Say of an insertion that it is taken, or of a deletion that it isn't; what is in one piece is said once."""
        if not words.strip():
            return
        what = _CHANGES[name]
        last = self._remarks.found[-1] if self._remarks.found else None
        taken = "it is taken" if name in {"w:ins", "w:moveTo"} else "it is left out"
        if last and last.code == "import-change" and last.place == self._place and last.message.startswith(f"{what}: "):
            self._remarks.found.pop()
            words = last.message.removeprefix(f"{what}: ").partition("”; it is ")[0].removeprefix("“") + words
        self._remarks.say("import-change", f"{what}: {excerpt(words, 80)}; {taken}", self._place,
                          "accept or reject changes in Word before you import")  # fmt: skip

    def _run(self, element: Any, state: _State, chain: list[Style]) -> None:
        properties = child(element, "w:rPr")
        if is_on(properties, "w:vanish"):
            self._remarks.drop("hidden text", self._place, "".join(each.text or "" for each in descend(element, "w:t")))
            return
        for each in element:
            match name := tag(each):
                case "w:t":
                    self._words(each.text or "", properties, state, chain)
                case "w:tab" | "w:ptab":
                    self._words("\t", properties, state, chain)
                case "w:noBreakHyphen":
                    self._words("\u2011", properties, state, chain)
                case "w:br" if attribute(each, "w:type") in {"page", "column"}:
                    self._remarks.drop("page breaks", self._place, words_of(tuple(state.bits)))
                case "w:br" | "w:cr":
                    state.bits.append(LineEnd())
                case "w:sym":
                    self._remarks.drop("signs of a symbol font", self._place, words_of(tuple(state.bits)))
                case "w:fldChar":
                    self._field(attribute(each, "w:fldCharType"))
                case "w:instrText":
                    if self._fields and not self._fields[-1].result:
                        self._fields[-1].instruction += each.text or ""
                case "w:footnoteReference" | "w:endnoteReference":
                    state.bits.append(Call(f"{_NOTES[name]}-{attribute(each, 'w:id')}"))
                case "w:drawing" | "w:pict" | "w:object":
                    self._drawing(each, state)
                case "mc:AlternateContent":
                    for inner in _choice(each):
                        if tag(inner) in {"w:drawing", "w:pict", "w:object"}:
                            self._drawing(inner, state)
                case "w:ruby":
                    base = child(each, "w:rubyBase")
                    if base is not None:
                        self._inside(base, state, chain)
                case "w:commentReference":
                    self._said.setdefault(attribute(each, "w:id"), (self._place, words_of(tuple(state.bits))[-50:]))

    def _words(self, text: str, properties: Any | None, state: _State, chain: list[Style]) -> None:
        if self._fields and not self._fields[-1].result:
            return

        def add() -> None:
            own = self._sheet.chain(value(properties, "w:rStyle"))
            words = self._stressed(text, properties, own)
            language = self._language(properties, text, own, chain)
            bit = replace(words, language=language, lead=state.lead, page=state.page)
            state.bits.append(bit)
            looks_of_run(properties, self._remarks, self._place, text, linked=bool(state.lead))
            for said in self._open.values():
                said.append(text)

        self._with_field(add, state)

    def _stressed(self, text: str, properties: Any | None, own: list[Style]) -> Words:
        """Give words with their marks: of the run itself, else of its style."""
        construct = self._styles.construct([style.name for style in own])
        marks: set[Mark] = set()
        for mark, names in ((Strong, ("w:b",)), (Emphasis, ("w:i",)), (Strikethrough, ("w:strike", "w:dstrike"))):
            direct = [on for name in names if (on := is_on(properties, name)) is not None]
            styled = [on for style in own for name in names if (on := is_on(style.run, name)) is not None]
            if any(direct) or (not direct and any(styled[:1]) and construct == ""):
                marks.add(mark)
        marks |= TONES.get(construct, frozenset())
        tone = "code" if construct == "code word" else "smallcaps" if construct == "smallcaps" else ""
        if is_on(properties, "w:smallCaps") or any(is_on(style.run, "w:smallCaps") for style in own[:1]):
            tone = "smallcaps"
        return Words(raised(text, value(properties, "w:vertAlign")), frozenset(marks), tone=tone)

    def _language(
        self, properties: Any | None, text: str, own: Iterable[Style] = (), chain: Iterable[Style] = ()
    ) -> str:
        """Give the language of words: of the run, its style, its paragraph's style, or the document."""
        name = "w:bidi" if _RTL.search(text) else "w:eastAsia" if _EAST.search(text) else "w:val"
        found = [child(properties, "w:lang"), *(child(style.run, "w:lang") for style in (*own, *chain))]
        for each in (*found, self._sheet.language):
            if each is not None and (language := attribute(each, name)):
                return language
        return ""

    # -------------------------------------------------------------------------------------------------------- fields

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _with_field(self, add: Any, state: _State) -> None:
        """Add words while they lead where the fields around them say."""
        lead, page = state.lead, state.page
        for each in self._fields:
            words = [first or second for first, second in _INSTRUCTION.findall(each.instruction)]
            match [word.upper() for word in words[:1]]:
                case ["HYPERLINK"]:
                    targets = [word for word in words[1:] if not word.startswith("\\")]
                    inside = "\\l" in words
                    if targets:
                        state.lead = f"#{targets[-1]}" if inside and len(targets) == 1 else "#".join(targets[:2])
                case ["REF" | "PAGEREF"] if len(words) > 1 and "TOC" not in words[1].upper():
                    state.lead, state.page = f"#{words[1]}", words[0].upper() == "PAGEREF"
                case ["SEQ"] if len(words) > 1:
                    state.about = words[1]
        add()
        state.lead, state.page = lead, page

    def _address(self, element: Any) -> str:
        """Give where a hyperlink leads: an address, or a bookmark."""
        anchor = attribute(element, "w:anchor")
        _, target, outside = self._relations.get(attribute(element, "r:id"), ("", "", False))
        if target and outside:
            return f"{target}#{anchor}" if anchor and "#" not in target else target
        return f"#{anchor}" if anchor else ""

    # ------------------------------------------------------------------------------------------------------ pictures

    def _drawing(self, element: Any, state: _State) -> None:
        """Read what is drawn: pictures go into the text, text boxes behind the paragraph."""
        boxes = [each for each in descend(element, "w:txbxContent") if not _within(each, element, "w:txbxContent")]
        for box in boxes:
            held, entry = self._fields, self._entry
            self._fields, self._entry = [], None
            state.after.append(Group(self._flow(box), TEXT_BOX, self._place))
            self._fields, self._entry = held, entry
        said = next(descend(element, "wp:docPr"), None)
        alt = None if said is None else attribute(said, "descr") or attribute(said, "title") or None
        decorative = any(attribute(each, "val") in {"1", "true"} for each in descend(element, "adec:decorative"))
        lead = next((self._address(each) for each in descend(element, "a:hlinkClick")), "")
        found = False
        for each in descend(element, "a:blip", "v:imagedata"):
            if any(_is_below(each, box) for box in boxes):
                continue
            found = True
            shape = next((other for other in each.iterancestors() if tag(other) == "v:shape"), None)
            said_there = alt or (attribute(shape, "alt") or None if shape is not None else None)
            state.bits.append(self._picture(each, said_there, lead, decorative=decorative))
        if any(attribute(each, side, "0") != "0" for each in descend(element, "a:srcRect") for side in "lrtb"):
            self._remarks.drop("cropping of pictures", self._place, words_of(tuple(state.bits)))
        if not found and not boxes and next(descend(element, "c:chart", "dgm:relIds", "v:shape", "v:group"), None) is not None:
            what = "a chart or drawing is left out" + (f": {excerpt(alt)}" if alt else "")
            hint = "save it as a picture, and put that into the article"
            self._remarks.say("import-lost", what, self._place, hint)
            state.bits.append(Words("TODO: put the drawing here"))

    def _picture(self, blip: Any, alt: str | None, lead: str, *, decorative: bool) -> Shown:
        ids = [attribute(each, "r:embed") for each in descend(blip, "asvg:svgBlip")]
        ids += [attribute(blip, "r:embed"), attribute(blip, "r:id")]
        sources, name = [], "a picture"
        for _, target, outside in (self._relations[each] for each in ids if each in self._relations):
            data = None if outside else self._package.bytes(target)
            name = target.rpartition("/")[2] or name
            sources += [data] if data else []
        return Shown(tuple(sources), alt, decorative, f"the picture {name}" if sources else name, lead)

    def _formula(self, element: Any, state: _State) -> None:
        words = "".join(each.text or "" for each in descend(element, "m:t"))
        hint = "write it in LaTeX between $ and $, and say math: true in publication.yaml"
        self._remarks.say("import-lost", f"a formula is left out: {excerpt(words)}", self._place, hint)
        state.bits.append(Words("TODO: put the formula here"))

    # ------------------------------------------------------------------------------------------------ beside the text

    def _notes(self, kind: str) -> Iterator[tuple[str, tuple[Flow, ...]]]:
        root = self._part(f"{kind}s")
        self._in_part(f"{kind}s")
        for each in root if root is not None else ():
            if attribute(each, "w:type", "normal") == "normal":
                self._entry = None
                yield f"{kind}-{attribute(each, 'w:id')}", self._flow(each)
        self._relations = self._parts.relations(self._main)

    def _in_part(self, kind: str) -> None:
        """Have the relations be those of another part."""
        name = next((target for each, target, outside in self._relations.values() if each == kind and not outside), "")
        if name:
            self._relations = self._parts.relations(name)

    def _read_comments(self) -> None:
        root = self._part("comments")
        for each in root if root is not None else ():
            paragraphs = ["".join(text.text or "" for text in descend(p, "w:t")) for p in descend(each, "w:p")]
            self._comments[attribute(each, "w:id")] = " ".join(filter(None, paragraphs))

    def _say_comments(self) -> None:
        for key, text in self._comments.items():
            place, words = self._said.get(key, (0, ""))
            where = f" on {excerpt(words)}" if words.strip() else ""
            self._remarks.say("import-comment", f"a comment{where}: {excerpt(text, 200)}", place, "do what it asks")

    def _say_margins(self) -> None:
        seen = set()
        for kind, target, outside in self._relations.values():
            if kind not in {"header", "footer"} or outside:
                continue
            root = self._parts.root(target)
            words = " ".join("".join(each.text or "" for each in descend(root, "w:t")).split()) if root is not None else ""
            if re.search(r"[^\W\d_]", words) and words not in seen:
                seen.add(words)
                hint = "layouts make running heads of titles: say short-title for another"
                self._remarks.say("import-lost", f"the {kind} is left out: {excerpt(words)}", 0, hint)


# ------------------------------------------------------------------------------------------------------------ details


def _choice(element: Any) -> Any:
    """Give what new programs are to read of something that is there twice."""
    found = child(element, "mc:Choice")
    return found if found is not None else child(element, "mc:Fallback") if len(element) else element


def _level(properties: Any | None, chain: list[Style]) -> int:
    """Give the level of a paragraph in the outline, from 1; 0 where it is text."""
    for each in (properties, *(style.paragraph for style in chain)):
        level = value(each, "w:outlineLvl")
        if level.isdecimal():
            return int(level) + 1 if int(level) < 9 else 0
    return 0


def _rows(element: Any) -> Iterator[Any]:
    for each in element:
        if tag(each) == "w:tr":
            yield each
        elif tag(each) in _THROUGH:
            yield from _rows(each)


def _cells(element: Any) -> Iterator[Any]:
    for each in element:
        if tag(each) == "w:tc":
            yield each
        elif tag(each) in _THROUGH:
            yield from _cells(each)


def _within(element: Any, top: Any, name: str) -> bool:
    for each in element.iterancestors():
        if each is top:
            return False
        if tag(each) == name:
            return True
    return False


def _is_below(element: Any, top: Any) -> bool:
    return any(each is top for each in element.iterancestors())
