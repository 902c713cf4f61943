"""The styles of ODT files: names, what they are based on, what was made by hand, languages, lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_URIS = {
    "office": f"{_OASIS}:office:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "style": f"{_OASIS}:style:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "number": f"{_OASIS}:datastyle:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_PREFIXES = {uri: prefix for prefix, uri in _URIS.items()}
_MOST_BASES = 20
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_EAST = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def tag(element: Any) -> str:
    """Give an element's name with the prefix that is usual: ``text:p``."""
    uri, _, local = element.tag[1:].partition("}") if element.tag[:1] == "{" else ("", "", element.tag)
    return f"{_PREFIXES.get(uri, '')}:{local}"


def attribute(element: Any, name: str, default: str = "") -> str:
    """Give an attribute by its usual name, such as ``text:style-name``."""
    prefix, _, local = name.partition(":")
    return str(element.get(f"{{{_URIS[prefix]}}}{local}", default))


def child(element: Any | None, *path: str) -> Any | None:
    """Give the first element at the end of a path of names."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if tag(each) == name), None)
    return element


def below(element: Any, *names: str) -> Iterator[Any]:
    """Give the elements of these names below an element."""
    return (each for each in element.iter() if tag(each) in names)


@dataclass(frozen=True, slots=True)
class Look:
    """What characters of automatic styles are made to look like by hand."""

    strong: bool = False
    stressed: bool = False
    struck: bool = False
    small: bool = False
    raised: str = ""


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    parent: str
    automatic: bool
    text: Any | None
    paragraph: Any | None
    section: Any | None


@dataclass(slots=True)
class OdtStyles:
    """The styles of a file by their names; ``margins`` are the words of its headers and footers."""

    styles: dict[str, _Style] = field(default_factory=dict)
    lists: dict[str, dict[int, tuple[str, int]]] = field(default_factory=dict)
    default: Any | None = None
    margins: list[tuple[str, str]] = field(default_factory=list)

    def _chain(self, name: str) -> list[_Style]:
        result: list[_Style] = []
        while name in self.styles and len(result) < _MOST_BASES:
            result.append(self.styles[name])
            name = result[-1].parent
        return result

    def names(self, name: str) -> tuple[str, ...]:
        """Give the names of a style and of those that it is based on; one made by hand has none of its own."""
        found = tuple(each.name for each in self._chain(name) if not each.automatic)
        return found or ((re.sub(r"_20_", " ", name),) if name and name not in self.styles else ())

    def looks(self, spans: Sequence[str]) -> Look:
        """Give what characters look like whose styles were made by hand."""
        said: dict[str, str] = {}
        for span in spans:
            for each in reversed([each for each in self._chain(span) if each.automatic or each.name == ""]):
                for key in ("fo:font-weight", "fo:font-style", "style:text-line-through-style", "fo:font-variant",
                            "style:text-position"):  # fmt: skip
                    if each.text is not None and attribute(each.text, key):
                        said[key] = attribute(each.text, key)
        weight = said.get("fo:font-weight", "")
        position = said.get("style:text-position", "")
        lowered = position.startswith(("sub", "-"))
        return Look(
            weight in {"bold", "600", "700", "800", "900"},
            said.get("fo:font-style", "") in {"italic", "oblique"},
            said.get("style:text-line-through-style", "none") != "none",
            said.get("fo:font-variant", "") == "small-caps",
            "subscript" if lowered else "superscript" if position and not position.startswith("0%") else "",
        )

    def by_hand(self, name: str, kind: str) -> Iterator[str]:
        """Give what was made by hand in an automatic style, and isn't kept, in words."""
        style = self.styles.get(name)
        if style is None or not style.automatic:
            return
        text, paragraph = style.text, style.paragraph
        if kind == "text" and text is not None:
            yield from (words for words, key, none in _BY_HAND if attribute(text, key, none) != none)
            position = attribute(text, "style:text-position")
            if position and not position.startswith("0%") and kind == "text":
                yield "raised and lowered letters"
        if kind == "paragraph" and paragraph is not None:
            if attribute(paragraph, "fo:text-align") in {"center", "end", "right"}:
                yield "alignment"
            if (
                attribute(paragraph, "fo:break-before") in {"page", "column"}
                or attribute(paragraph, "fo:break-after") == "page"
            ):
                yield "page breaks"
            if attribute(paragraph, "fo:background-color", "transparent") != "transparent" or attribute(
                paragraph, "fo:border", "none"
            ) not in {"none", ""}:
                yield "borders and shading"
        columns = child(style.section, "style:columns")
        if kind == "section" and columns is not None and attribute(columns, "fo:column-count", "1") not in {"0", "1"}:
            yield "columns"

    def language_of(self, text: str, spans: Sequence[str], paragraph: str) -> str:
        """Give the language of words: of what is around them, their paragraph's style, or the document."""
        kind = "complex" if _RTL.search(text) else "asian" if _EAST.search(text) else ""
        names = [*reversed(spans), paragraph]
        for style in (each for name in names for each in self._chain(name)):
            if style.text is not None and (language := _language(style.text, kind)):
                return language
        return _language(self.default, kind) if self.default is not None else ""

    @property
    def language(self) -> str:
        """The language of the document."""
        return _language(self.default, "") if self.default is not None else ""

    def level(self, style: str, depth: int) -> tuple[str, int]:
        """Give the kind of a list's level, ``bullet`` or the format of its numbers, and the first number."""
        return self.lists.get(style, {}).get(depth, ("bullet", 1))


_BY_HAND = (
    ("fonts", "style:font-name", ""),
    ("sizes of letters", "fo:font-size", ""),
    ("colours of letters", "fo:color", ""),
    ("underlining", "style:text-underline-style", "none"),
    ("highlighting", "fo:background-color", "transparent"),
    ("capitals that only look so", "fo:text-transform", "none"),
)


def _language(properties: Any, kind: str) -> str:
    prefix, more = ("style", f"-{kind}") if kind else ("fo", "")
    language = attribute(properties, f"{prefix}:language{more}")
    country = attribute(properties, f"{prefix}:country{more}")
    if language in {"", "none", "zxx"}:
        return language if language == "zxx" else ""
    return f"{language}-{country}" if country not in {"", "none"} else language


def odt_styles(content: Any, styles: Any | None) -> OdtStyles:
    """Give the styles of a file: its named ones, and those that were made by hand."""
    result = OdtStyles()
    named = child(styles, "office:styles")
    for group, automatic in ((named, False), (child(content, "office:automatic-styles"), True)):
        for each in group if group is not None else ():
            _take(each, result, automatic=automatic)
    masters = child(styles, "office:master-styles")
    seen = set()
    for each in below(masters, "style:header", "style:footer") if masters is not None else ():
        words = " ".join(" ".join(each.itertext()).split())
        if re.search(r"[^\W\d_]", words) and words not in seen:
            seen.add(words)
            result.margins.append((tag(each).removeprefix("style:"), words))
    return result


def _take(element: Any, result: OdtStyles, *, automatic: bool) -> None:
    name = attribute(element, "style:name")
    match tag(element):
        case "style:style":
            shown = attribute(element, "style:display-name") or name.replace("_20_", " ")
            result.styles[name] = _Style(
                shown,
                attribute(element, "style:parent-style-name"),
                automatic,
                child(element, "style:text-properties"),
                child(element, "style:paragraph-properties"),
                child(element, "style:section-properties"),
            )
        case "style:default-style" if attribute(element, "style:family") == "paragraph":
            result.default = child(element, "style:text-properties")
        case "text:list-style":
            levels = {}
            for each in element:
                place = attribute(each, "text:level", "1")
                depth = int(place) - 1 if place.isdecimal() and len(place) < 4 else 0
                if tag(each) == "text:list-level-style-number":
                    start = attribute(each, "text:start-value", "1")
                    number = int(start) if start.isdecimal() and len(start) < 9 else 1
                    levels[depth] = (attribute(each, "style:num-format") or "bullet", number)
                else:
                    levels[depth] = ("bullet", 1)
            result.lists[name] = levels
