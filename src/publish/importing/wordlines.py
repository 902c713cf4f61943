"""Paragraphs of Word files, read bit by bit: runs, fields, links, changes, comments, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from publish.importing.flow import (
    TEXT_BOX,
    TODO_DRAWING,
    TODO_FORMULA,
    Bit,
    Call,
    Entry,
    Flow,
    Group,
    LineEnd,
    Remarks,
    Shown,
    Words,
    excerpt,
    words_of,
)
from publish.importing.looks import TONES, looks_of_run, raised
from publish.importing.wordparts import Style, StyleSheet, attribute, child, descend, is_on, tag, value
from publish.tree import Emphasis, Strikethrough, Strong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from publish.importing.opening import Package
    from publish.importing.runs import Mark
    from publish.importing.styles import Styles

THROUGH = {"w:sdt", "w:sdtContent", "w:smartTag", "w:customXml", "w:ins", "w:moveTo", "w:dir", "w:bdo"}
"""Elements that are around text and say nothing of it that is kept."""

_NOTES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_MOST_OPEN = 50
"""Fields in each other, and comments on the same words: more is a mistake in the file."""
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "\u2011"}
_DRAWN = {"w:drawing", "w:pict", "w:object"}
_CHANGES = {"w:ins": "inserted", "w:moveTo": "moved here", "w:del": "deleted", "w:moveFrom": "moved away"}
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_EAST = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_INSTRUCTION = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(slots=True)
class OpenField:
    """A field that is open: its instruction, and whether its result has begun."""

    instruction: str = ""
    result: bool = False


@dataclass(slots=True)
class Line:
    """A paragraph that is being read: its bits, what stands behind it, and where words lead at the moment."""

    lead: str = ""
    page: bool = False
    bits: list[Bit] = field(default_factory=list)
    after: list[Flow] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    about: str = ""


@dataclass(slots=True)
class Reading:
    """A file that is being read, and what is open in it; ``inside`` gives the flow of an element that holds blocks.

    ``open`` are the words of comments so far, ``said`` where a comment stands and on which words.
    """

    package: Package
    sheet: StyleSheet
    styles: Styles
    relations: dict[str, tuple[str, str, bool]]
    inside: Callable[[Any], tuple[Flow, ...]]
    remarks: Remarks = field(default_factory=Remarks)
    place: int = 0
    entry: Entry | None = None
    fields: list[OpenField] = field(default_factory=list)
    open: dict[str, list[str]] = field(default_factory=dict)
    said: dict[str, tuple[int, str]] = field(default_factory=dict)


class LineReader:
    """Reads the paragraphs of a file, one after the other."""

    def __init__(self, reading: Reading) -> None:
        self._at = reading

    def read(self, parent: Any, state: Line, chain: list[Style]) -> None:
        """Read what stands in an element into a line; ``chain`` is its paragraph's style and those it is based on."""
        for each in parent:
            self._inline(each, state, chain)

    def _inline(self, element: Any, state: Line, chain: list[Style]) -> None:
        match name := tag(element):
            case "w:r":
                self._run(element, state, chain)
            case "w:hyperlink":
                before = state.lead
                state.lead = self._address(element) or before
                self.read(element, state, chain)
                state.lead = before
            case "w:fldSimple":
                self._at.fields.append(OpenField(attribute(element, "w:instr"), result=True))
                self._with_field(lambda: self.read(element, state, chain), state)
                self._at.fields.pop()
            case "w:bookmarkStart":
                state.names.append(attribute(element, "w:name"))
            case "w:commentRangeStart":
                if len(self._at.open) < _MOST_OPEN:
                    self._at.open[attribute(element, "w:id")] = []
                self._at.said[attribute(element, "w:id")] = (self._at.place, "")
            case "w:commentRangeEnd":
                key = attribute(element, "w:id")
                words = "".join(self._at.open.pop(key, []))
                self._at.said[key] = (self._at.said.get(key, (self._at.place, ""))[0], words)
            case "w:del" | "w:moveFrom":
                self._change(name, "".join(each.text or "" for each in descend(element, "w:delText", "w:t")))
            case "m:oMath" | "m:oMathPara":
                self._formula(element, state)
            case "mc:AlternateContent":
                self.read(choice(element), state, chain)
            case _ if name in THROUGH:
                before_change = len(state.bits)
                self.read(element, state, chain)
                if name in _CHANGES:
                    self._change(name, words_of(tuple(state.bits[before_change:])))

    def _change(self, name: str, words: str) -> None:
        """Say of an insertion that it is taken, or of a deletion that it isn't; what is in one piece is said once."""
        if not words.strip():
            return
        what = _CHANGES[name]
        last = self._at.remarks.found[-1] if self._at.remarks.found else None
        taken = "it is taken" if name in {"w:ins", "w:moveTo"} else "it is left out"
        if (
            last
            and last.code == "import-change"
            and last.place == self._at.place
            and last.message.startswith(f"{what}: ")
        ):
            self._at.remarks.found.pop()
            words = last.message.removeprefix(f"{what}: ").partition("”; it is ")[0].removeprefix("“") + words
        self._at.remarks.say("import-change", f"{what}: {excerpt(words, 80)}; {taken}", self._at.place,
                          "accept or reject changes in Word before you import")  # fmt: skip

    def _run(self, element: Any, state: Line, chain: list[Style]) -> None:
        properties = child(element, "w:rPr")
        if is_on(properties, "w:vanish"):
            self._at.remarks.drop(
                "hidden text", self._at.place, "".join(each.text or "" for each in descend(element, "w:t"))
            )
            return
        for each in element:
            name = tag(each)
            if name == "w:t":
                self._words(each.text or "", properties, state, chain)
            elif name in _SIGNS:
                self._words(_SIGNS[name], properties, state, chain)
            elif name in _NOTES:
                state.bits.append(Call(f"{_NOTES[name]}-{attribute(each, 'w:id')}"))
            elif name in _DRAWN:
                self._drawing(each, state)
            elif name == "mc:AlternateContent":
                for inner in (inner for inner in choice(each) if tag(inner) in _DRAWN):
                    self._drawing(inner, state)
            else:
                self._in_run(name, each, state, chain)

    def _in_run(self, name: str, element: Any, state: Line, chain: list[Style]) -> None:
        """Read what stands in a run and is neither text nor a picture."""
        match name:
            case "w:br" if attribute(element, "w:type") in {"page", "column"}:
                self._at.remarks.drop("page breaks", self._at.place, words_of(tuple(state.bits)))
            case "w:br" | "w:cr":
                state.bits.append(LineEnd())
            case "w:sym":
                self._at.remarks.drop("signs of a symbol font", self._at.place, words_of(tuple(state.bits)))
            case "w:fldChar":
                self._field(attribute(element, "w:fldCharType"))
            case "w:instrText":
                if self._at.fields and not self._at.fields[-1].result:
                    self._at.fields[-1].instruction += element.text or ""
            case "w:ruby":
                base = child(element, "w:rubyBase")
                if base is not None:
                    self.read(base, state, chain)
            case "w:commentReference":
                self._at.said.setdefault(
                    attribute(element, "w:id"), (self._at.place, words_of(tuple(state.bits))[-50:])
                )

    def _words(self, text: str, properties: Any | None, state: Line, chain: list[Style]) -> None:
        if self._at.fields and not self._at.fields[-1].result:
            return

        def add() -> None:
            own = self._at.sheet.chain(value(properties, "w:rStyle"))
            words = self._stressed(text, properties, own)
            language = self.language(properties, text, own, chain)
            bit = replace(words, language=language, lead=state.lead, page=state.page)
            state.bits.append(bit)
            looks_of_run(properties, self._at.remarks, self._at.place, text, linked=bool(state.lead))
            for said in self._at.open.values():
                said.append(text)

        self._with_field(add, state)

    def _stressed(self, text: str, properties: Any | None, own: list[Style]) -> Words:
        """Give words with their marks: of the run itself, else of its style."""
        construct = self._at.styles.construct([style.name for style in own])
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

    def language(
        self, properties: Any | None, text: str, own: Iterable[Style] = (), chain: Iterable[Style] = ()
    ) -> str:
        """Give the language of words: of the run, its style, its paragraph's style, or the document."""
        name = "w:bidi" if _RTL.search(text) else "w:eastAsia" if _EAST.search(text) else "w:val"
        found = [child(properties, "w:lang"), *(child(style.run, "w:lang") for style in (*own, *chain))]
        for each in (*found, self._at.sheet.language):
            if each is not None and (language := attribute(each, name)):
                return language
        return ""

    # -------------------------------------------------------------------------------------------------------- fields

    def _field(self, kind: str) -> None:
        if kind == "begin" and len(self._at.fields) < _MOST_OPEN:
            self._at.fields.append(OpenField())
        elif kind == "separate" and self._at.fields:
            self._at.fields[-1].result = True
        elif kind == "end" and self._at.fields:
            self._at.fields.pop()

    def _with_field(self, add: Any, state: Line) -> None:
        """Add words while they lead where the fields around them say."""
        lead, page = state.lead, state.page
        for each in self._at.fields:
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
        _, target, outside = self._at.relations.get(attribute(element, "r:id"), ("", "", False))
        if target and outside:
            return f"{target}#{anchor}" if anchor and "#" not in target else target
        return f"#{anchor}" if anchor else ""

    # ------------------------------------------------------------------------------------------------------ pictures

    def _drawing(self, element: Any, state: Line) -> None:
        """Read what is drawn: pictures go into the text, text boxes behind the paragraph."""
        boxes = [each for each in descend(element, "w:txbxContent") if not _within(each, element, "w:txbxContent")]
        for box in boxes:
            held, entry = self._at.fields, self._at.entry
            self._at.fields, self._at.entry = [], None
            state.after.append(Group(self._at.inside(box), TEXT_BOX, self._at.place))
            self._at.fields, self._at.entry = held, entry
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
            self._at.remarks.drop("cropping of pictures", self._at.place, words_of(tuple(state.bits)))
        if (
            not found
            and not boxes
            and next(descend(element, "c:chart", "dgm:relIds", "v:shape", "v:group"), None) is not None
        ):
            what = "a chart or drawing is left out" + (f": {excerpt(alt)}" if alt else "")
            hint = "save it as a picture, and put that into the article"
            self._at.remarks.say("import-lost", what, self._at.place, hint)
            state.bits.append(Words(TODO_DRAWING))

    def _picture(self, blip: Any, alt: str | None, lead: str, *, decorative: bool) -> Shown:
        ids = [attribute(each, "r:embed") for each in descend(blip, "asvg:svgBlip")]
        ids += [attribute(blip, "r:embed"), attribute(blip, "r:id")]
        sources, name = [], "a picture"
        for _, target, outside in (self._at.relations[each] for each in ids if each in self._at.relations):
            data = None if outside else self._at.package.bytes(target)
            name = target.rpartition("/")[2] or name
            sources += [data] if data else []
        return Shown(tuple(sources), alt, decorative, f"the picture {name}" if sources else name, lead)

    def _formula(self, element: Any, state: Line) -> None:
        words = "".join(each.text or "" for each in descend(element, "m:t"))
        hint = "write it in LaTeX between $ and $, and say math: true in publication.yaml"
        self._at.remarks.say("import-lost", f"a formula is left out: {excerpt(words)}", self._at.place, hint)
        state.bits.append(Words(TODO_FORMULA))


# ------------------------------------------------------------------------------------------------------------ details


def choice(element: Any) -> Any:
    """Give what new programs are to read of something that is there twice."""
    found = child(element, "mc:Choice")
    return found if found is not None else child(element, "mc:Fallback") if len(element) else element


def _within(element: Any, top: Any, name: str) -> bool:
    for each in element.iterancestors():
        if each is top:
            return False
        if tag(each) == name:
            return True
    return False


def _is_below(element: Any, top: Any) -> bool:
    return any(each is top for each in element.iterancestors())
