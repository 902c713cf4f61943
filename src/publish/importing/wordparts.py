"""The parts of a Word file beside its text: relations, styles, numbering (ISO/IEC 29500-1, 15 and 17)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from publish.importing.opening import unreadable, xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.importing.opening import Package

_OOXML = "http://schemas.openxmlformats.org"
NAMESPACES = {
    f"{_OOXML}/wordprocessingml/2006/main": "w",
    f"{_OOXML}/officeDocument/2006/math": "m",
    f"{_OOXML}/officeDocument/2006/relationships": "r",
    f"{_OOXML}/drawingml/2006/main": "a",
    f"{_OOXML}/drawingml/2006/picture": "pic",
    f"{_OOXML}/drawingml/2006/wordprocessingDrawing": "wp",
    f"{_OOXML}/drawingml/2006/chart": "c",
    f"{_OOXML}/drawingml/2006/diagram": "dgm",
    f"{_OOXML}/markup-compatibility/2006": "mc",
    f"{_OOXML}/package/2006/relationships": "rel",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/drawing/2016/SVG/main": "asvg",
    "http://schemas.microsoft.com/office/drawing/2017/decorative": "adec",
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:schemas-microsoft-com:vml": "v",
}
_PREFIXES = {prefix: uri for uri, prefix in NAMESPACES.items()}
# Files of the strict kind have other namespaces for the same things (ISO/IEC 29500-1, A and 29500-4, A).
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", f"{_OOXML}/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", f"{_OOXML}/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", f"{_OOXML}/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", f"{_OOXML}/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", f"{_OOXML}/drawingml/2006/picture"),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        f"{_OOXML}/drawingml/2006/wordprocessingDrawing",
    ),
)
_MOST_BASES = 20


def tag(element: Any) -> str:
    """Give an element's name with the prefix that is usual: ``w:p``."""
    uri, _, local = element.tag[1:].partition("}") if element.tag[:1] == "{" else ("", "", element.tag)
    return f"{NAMESPACES.get(uri, '')}:{local}"


def attribute(element: Any, name: str, default: str = "") -> str:
    """Give an attribute by its usual name, such as ``w:val``; one without prefix by its name alone."""
    prefix, _, local = name.rpartition(":")
    return str(element.get(f"{{{_PREFIXES[prefix]}}}{local}" if prefix else local, default))


def child(element: Any | None, *path: str) -> Any | None:
    """Give the first element at the end of a path of names."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if tag(each) == name), None)
    return element


def value(element: Any | None, *path: str) -> str:
    """Give ``w:val`` of the element at the end of a path, or nothing where it isn't there."""
    found = child(element, *path)
    return "" if found is None else attribute(found, "w:val")


def is_on(element: Any | None, name: str) -> bool | None:
    """Say whether a property that is on or off is on; None where nothing is said of it (17.17.4)."""
    found = child(element, name)
    return None if found is None else attribute(found, "w:val", "true") not in {"0", "false", "off", "none"}


def descend(element: Any, *names: str) -> Iterator[Any]:
    """Give the elements of these names below an element."""
    return (each for each in element.iter() if tag(each) in names)


@dataclass(slots=True)
class Parts:
    """A Word file's parts, read when they are asked for."""

    package: Package

    def root(self, name: str) -> Any | None:
        """Give the root of a part that is XML."""
        data = self.package.bytes(name)
        if data is None:
            return None
        for strict, usual in _STRICT:
            data = data.replace(strict, usual.encode())
        return xml(data, self.package.span, name)

    def relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """Give the relations of a part by id: kind, target, and whether that is outside the file."""
        path = PurePosixPath(part)
        root = self.root(str(path.parent / "_rels" / f"{path.name}.rels").removeprefix("./"))
        result = {}
        for each in root if root is not None else ():
            target, outside = each.get("Target", ""), each.get("TargetMode") == "External"
            kind = each.get("Type", "").rpartition("/")[2]
            result[each.get("Id", "")] = (kind, target if outside else _beside(part, target), outside)
        return result

    def main(self) -> str:
        """Give the name of the part with the text."""
        found = (target for kind, target, _ in self.relations("").values() if kind == "officeDocument")
        name = next(found, "word/document.xml")
        if name not in self.package.names:
            raise unreadable(self.package.span, "is no Word file: it holds no document")
        return name


def _beside(part: str, target: str) -> str:
    parts: list[str] = [] if target.startswith("/") else list(PurePosixPath(part).parent.parts)
    for each in target.split("/"):
        if each == "..":
            del parts[-1:]
        elif each not in {"", "."}:
            parts.append(each)
    return "/".join(parts)


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name, what it is based on, its properties."""

    name: str
    base: str
    paragraph: Any | None
    run: Any | None


@dataclass(slots=True)
class StyleSheet:
    """The styles of a file, by their ids."""

    styles: dict[str, Style] = field(default_factory=dict)
    default: str = ""
    language: Any | None = None

    def chain(self, name: str) -> list[Style]:
        """Give a style and those that it is based on."""
        result: list[Style] = []
        while name in self.styles and len(result) < _MOST_BASES:
            result.append(self.styles[name])
            name = result[-1].base
        return result


def style_sheet(root: Any | None) -> StyleSheet:
    """Give the styles of a file."""
    sheet = StyleSheet()
    if root is None:
        return sheet
    sheet.language = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang")
    for each in root:
        if tag(each) != "w:style":
            continue
        name = attribute(each, "w:styleId")
        sheet.styles[name] = Style(
            value(each, "w:name") or name, value(each, "w:basedOn"), child(each, "w:pPr"), child(each, "w:rPr")
        )
        if attribute(each, "w:default") in {"1", "true"} and attribute(each, "w:type") == "paragraph":
            sheet.default = name
    return sheet


@dataclass(slots=True)
class Numbering:
    """The lists of a file, counted along as its paragraphs are read (17.9)."""

    levels: dict[str, dict[int, tuple[str, int]]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[tuple[str, int]] = field(default_factory=set)

    def take(self, number: str, level: int) -> tuple[str, str, int] | None:
        """Count a paragraph of a list; give the list, its kind of numbers and this one, or None where it has none."""
        if number not in self.lists:
            return None
        abstract, overrides = self.lists[number]
        kind, start = self.levels.get(abstract, {}).get(level, ("bullet", 1))
        if kind == "none":
            return None
        counts = self._counts.setdefault(abstract, {})
        if level in overrides and (number, level) not in self._seen:
            counts[level] = overrides[level] - 1
        self._seen.add((number, level))
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return abstract, kind, -1 if kind == "bullet" else counts[level]


def numbering(root: Any | None) -> Numbering:
    """Give the lists of a file."""
    result = Numbering()
    for each in root if root is not None else ():
        if tag(each) == "w:abstractNum":
            levels = {}
            for level in each:
                if tag(level) == "w:lvl":
                    kind = value(level, "w:numFmt") or "decimal"
                    levels[whole(attribute(level, "w:ilvl"))] = (kind, whole(value(level, "w:start"), 1))
            result.levels[attribute(each, "w:abstractNumId")] = levels
        elif tag(each) == "w:num":
            starts = {
                whole(attribute(over, "w:ilvl")): whole(value(over, "w:startOverride"), 1)
                for over in each
                if tag(over) == "w:lvlOverride" and child(over, "w:startOverride") is not None
            }
            result.lists[attribute(each, "w:numId")] = (value(each, "w:abstractNumId"), starts)
    return result


def whole(text: str, default: int = 0) -> int:
    """Give a whole number of ordinary size, whatever a file says."""
    return int(text) if text.isdecimal() and len(text) < 9 else default
