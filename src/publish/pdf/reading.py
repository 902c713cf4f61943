"""A tagged PDF read back: its structure tree with the words in it, as assistive technology gets them; pikepdf alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf

from publish.pdf.tounicode import texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Types that stand in the line around them; every other one starts a line of its own.
INLINE = frozenset(
    {"Span", "Em", "Strong", "Link", "Reference", "Quote", "Code", "Lbl", "Note", "Figure", "Formula", "BibEntry"}
)


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element: type, kids in reading order (elements and text), text entries, links, page from 0."""

    kind: str
    kids: tuple[Element | str, ...] = ()
    entries: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """Every word in the element, an alternative in the place of what it stands for; soft hyphens are taken out."""
        return " ".join("".join(_spoken(self)).replace("\u00ad", "").split())

    def walk(self) -> Iterator[Element]:
        """Give the element and every element in it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tagged PDF says: the elements at the top of its tree, and what on its pages the tree doesn't reach."""

    elements: tuple[Element, ...]
    orphans: tuple[str, ...]

    def walk(self) -> Iterator[Element]:
        """Give every element in reading order."""
        for element in self.elements:
            yield from element.walk()

    @property
    def outline(self) -> tuple[tuple[str, str], ...]:
        """The type of each element in reading order, with its own words: not those of blocks in it."""
        return tuple((element.kind, _own_text(element)) for element in self.walk())


def _own_text(element: Element) -> str:
    if "Alt" in element.entries or "ActualText" in element.entries:
        return element.text
    words = (
        kid if isinstance(kid, str) else "".join(_spoken(kid)) if kid.kind in INLINE - {"Note"} else " "
        for kid in element.kids
    )
    return " ".join("".join(words).replace("\u00ad", "").split())


def _spoken(element: Element) -> Iterator[str]:
    instead = element.entries.get("ActualText") or element.entries.get("Alt")
    if instead is not None:
        yield instead
        return
    gap = "" if element.kind in INLINE else " "
    yield gap
    for kid in element.kids:
        if isinstance(kid, str):
            yield kid
        else:
            yield from _spoken(kid)
    yield gap


def read(pdf: pikepdf.Pdf) -> Reading:
    """Give the structure tree of an open PDF with its words (ISO 32000-1, 14.7 and 9.10); an untagged PDF has none."""
    contents: dict[tuple[Any, int], str] = {}
    loose: list[str] = []
    for page in pdf.pages:
        found = _Page(page.obj.objgen, page.obj.get("/Resources", pikepdf.Dictionary()))
        found.run(page.obj, page.obj.objgen)
        contents |= found.texts
        loose += found.loose
    tree = pdf.Root.get("/StructTreeRoot")
    reader = _TreeReader(contents, {page.obj.objgen: number for number, page in enumerate(pdf.pages)})
    tops = reader.kids(tree, None) if tree is not None else ()
    orphans = [text for key, text in contents.items() if key not in reader.reached]
    return Reading(tuple(top for top in tops if isinstance(top, Element)), (*orphans, *loose))


class _TreeReader:
    """Follows a structure tree, and remembers which marked content it has reached."""

    def __init__(self, contents: Mapping[tuple[Any, int], str], pages: Mapping[Any, int]) -> None:
        self.contents, self.pages = contents, pages
        self.reached: set[tuple[Any, int]] = set()

    def kids(self, element: Any, page: Any) -> tuple[Element | str, ...]:
        return tuple(kid for kid in (self._kid(kid, page) for kid in _array(element.get("/K"))) if kid is not None)

    def _kid(self, kid: Any, page: Any) -> Element | str | None:
        if isinstance(kid, int):
            return self._text(page, kid)
        if kid.get("/Type") == "/MCR":
            holder = kid.get("/Stm") or kid.get("/Pg")
            return self._text(holder.objgen if holder is not None else page, int(kid.MCID))
        return self._element(kid, page) if "/S" in kid else None

    def _text(self, holder: Any, number: int) -> str:
        self.reached.add((holder, number))
        return self.contents.get((holder, number), "")

    def _element(self, element: Any, page: Any) -> Element:
        if "/Pg" in element:
            page = element.Pg.objgen
        names = ("/Lang", "/Alt", "/ActualText", "/T", "/E", "/ID")
        kids = _array(element.get("/K"))
        links = [_target(kid.Obj) for kid in kids if not isinstance(kid, int) and kid.get("/Type") == "/OBJR"]
        own = [
            kid.get("/Pg").objgen
            for kid in kids
            if not isinstance(kid, int) and kid.get("/Type") == "/MCR" and "/Pg" in kid
        ]
        here = [page] if any(isinstance(kid, int) for kid in kids) else []
        return Element(
            str(element.S)[1:],
            self.kids(element, page),
            {name[1:]: str(element[name]) for name in names if name in element},
            {key[1:]: _plain(value) for item in _array(element.get("/A")) for key, value in item.items()},
            tuple(links),
            tuple(sorted({self.pages[key] for key in (*own, *here) if key in self.pages})),
        )


def _array(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _plain(value: Any) -> str:
    return (
        " ".join(_plain(item) for item in value) if isinstance(value, pikepdf.Array) else str(value).removeprefix("/")
    )


def _target(annotation: Any) -> str:
    if "/Dest" in annotation:
        return f"#{annotation.Dest}" if isinstance(annotation.Dest, pikepdf.String) else "#"
    action = annotation.get("/A", {})
    return str(action["/URI"]) if "/URI" in action else ""


class _Page:
    """The text of one page's marked content: by the object that holds the stream, and the number in it."""

    def __init__(self, page: Any, resources: Any) -> None:
        self.page, self.resources = page, resources
        self.texts: dict[tuple[Any, int], str] = {}
        self.loose: list[str] = []
        self._fonts: dict[Any, _Font] = {}

    def run(self, stream: Any, holder: Any, resources: Any = None, depth: int = 0) -> None:
        """Read one content stream, and the forms that it draws."""
        resources = self.resources if resources is None else resources
        marks: list[int | str | None] = []
        font: _Font | None = None
        fonts: list[_Font | None] = []
        for instruction in pikepdf.parse_content_stream(stream):
            operands = instruction.operands
            match str(instruction.operator):
                case "BDC" | "BMC":
                    marks.append(_mark(operands, resources))
                    if isinstance(marks[-1], int):
                        self.texts.setdefault((holder, marks[-1]), "")
                case "EMC" if marks:
                    marks.pop()
                case "q":
                    fonts.append(font)
                case "Q" if fonts:
                    font = fonts.pop()
                case "Tf":
                    font = self._font(resources, operands[0])
                case "Tj" | "TJ" | "'" | '"' if font is not None:
                    self._show(font, operands[-1], holder, marks)
                case "Do" if depth < 20:
                    self._form(resources.get("/XObject", {}).get(str(operands[0])), holder, resources, depth)

    def _form(self, form: Any, holder: Any, resources: Any, depth: int) -> None:
        if form is not None and form.get("/Subtype") == "/Form":
            # Numbers in a form are its own; content around it has marked it where it has none.
            inside = form.get("/Resources", resources)
            self.run(form, form.objgen if "/StructParents" in form else holder, inside, depth + 1)

    def _show(self, font: _Font, operand: Any, holder: Any, marks: list[int | str | None]) -> None:
        pieces = [item for item in _array(operand) if isinstance(item, pikepdf.String)]
        text = "".join(font.decode(bytes(piece)) for piece in pieces)
        number = next((mark for mark in reversed(marks) if isinstance(mark, int)), None)
        if number is not None:
            self.texts[holder, number] += text
        elif "Artifact" not in marks and text.strip():
            self.loose.append(text)

    def _font(self, resources: Any, name: Any) -> _Font:
        font = resources.get("/Font", {}).get(str(name))
        key = font.objgen if font is not None else None
        if key not in self._fonts:
            self._fonts[key] = _Font.of(font)
        return self._fonts[key]


def _mark(operands: Any, resources: Any) -> int | str | None:
    if str(operands[0]) == "/Artifact":
        return "Artifact"
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Name):
        properties = resources.get("/Properties", {}).get(str(properties))
    if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
        return int(properties.MCID)
    return None


@dataclass(frozen=True, slots=True)
class _Font:
    """How a font's codes become characters: the ToUnicode map, and how many bytes a code has."""

    mapping: Mapping[int, str]
    width: int

    @classmethod
    def of(cls, font: Any) -> _Font:
        if font is None or not isinstance(font.get("/ToUnicode"), pikepdf.Stream):
            return cls({}, 1)
        return cls(texts(font.ToUnicode.read_bytes()), 2 if font.get("/Subtype") == "/Type0" else 1)

    def decode(self, codes: bytes) -> str:
        if not self.mapping:
            return codes.decode("latin-1")
        step = self.width
        numbers = (int.from_bytes(codes[at : at + step], "big") for at in range(0, len(codes), step))
        return "".join(self.mapping.get(number, "\ufffd") for number in numbers)
