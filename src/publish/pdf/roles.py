"""What an HTML element is in a PDF structure tree: its type, its text alternative, its words; knows no engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"

# Types outside ISO 32000-1, 14.8.4, each mapped to the standard type that a reader falls back to (ISO 14289-1, 7.1).
ROLE_MAP = {"Aside": "Sect", "Em": "Span", "Strong": "Span"}

# Elements whose kids must be elements: loose text in them is wrapped in a P (ISO 32000-1, 14.8.4.2).
GROUPING = frozenset({"Document", "Part", "Art", "Sect", "Aside", "Div", "BlockQuote"})

# A reader speaks the text alternative of these and nothing inside them.
ATOMIC = frozenset({"Figure", "Formula"})

_TYPES = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    **dict.fromkeys(("address", "center", "details", "div", "fieldset", "footer", "header", "hgroup"), "Div"),
    **dict.fromkeys(("dl", "menu", "ol", "ul"), "L"),
    **dict.fromkeys(("legend", "p", "summary"), "P"),
    **dict.fromkeys(("nav", "section"), "Sect"),
    **dict.fromkeys(("caption", "figcaption"), "Caption"),
    **dict.fromkeys(("b", "i"), "Span"),
    # The picture and its caption are siblings: readers that speak a Figure's Alt skip everything inside the Figure.
    "figure": "Div",
    "article": "Art",
    "aside": "Aside",
    "main": "Part",
    "blockquote": "BlockQuote",
    "pre": "Code",
    "code": "Code",
    "em": "Em",
    "strong": "Strong",
    "q": "Quote",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "img": "Figure",
    f"{SVG}svg": "Figure",
    "{http://www.w3.org/1998/Math/MathML}math": "Formula",
}
_BY_ROLE = {"img": "Figure", "math": "Formula", "doc-footnote": "Note", "doc-endnote": "Note"}
_LISTS = ("menu", "ol", "ul")
# Neither lists of terms nor entries of a table of contents may hold a Div (Matterhorn 09-004 to 09-006).
_NO_DIV = frozenset({"L", "TOC", "TOCI"})


def types_of(element: Element, parent: str, *, contents: bool) -> tuple[str, ...]:
    """Give the structure types that one element becomes, outermost first; none where it adds no meaning.

    ``parent`` is the type around it; ``contents`` says that it stands in a table of contents. A ``dt`` and a ``dd``
    are left to the caller, who pairs them.
    """
    tag, role = _tag(element), element.get("role", "")
    if tag == "a":
        return _link_types(element, contents=contents)
    if contents and tag in _LISTS:
        return ("TOC",)
    if tag == "li":
        return ("TOCI",) if parent == "TOC" else ("LI", "LBody") if parent == "L" else ("Div",)
    if role in _BY_ROLE:
        return (_BY_ROLE[role],)
    if role == "heading" and element.get("aria-level", "2") in "123456":
        return (f"H{element.get('aria-level', '2')}",)
    found = _TYPES.get(tag)
    if found == "Code" == parent or (found == "Div" and parent in _NO_DIV):
        return ()
    if found is None and (language_of(element) or (tag == "abbr" and element.get("title"))):
        found = "Span"
    return (found,) if found else ()


def _link_types(element: Element, *, contents: bool) -> tuple[str, ...]:
    if element.get("href") is None:
        return ("Span",) if language_of(element) else ()
    return ("Reference", "Link") if contents or element.get("role") == "doc-noteref" else ("Link",)


def _tag(element: Element) -> str:
    # A comment's tag is a function.
    return element.tag if isinstance(element.tag, str) else ""


def is_contents(element: Element) -> bool:
    """Say whether an element is a table of contents: ``nav`` of class ``toc``, or ``role="doc-toc"``."""
    return element.get("role") == "doc-toc" or (_tag(element) == "nav" and "toc" in element.get("class", "").split())


def is_decoration(element: Element) -> bool:
    """Say whether assistive technology is to pass over an element: hidden, an empty alt, or an SVG without a label."""
    if element.get("aria-hidden") == "true":
        return True
    if _tag(element) == "img":
        empty = element.get("alt") == "" and not alternative(element)
        return empty or element.get("role") in ("none", "presentation")
    return _tag(element) == f"{SVG}svg" and element.get("role") not in ("img", "math") and not alternative(element)


def decorations(root: Element) -> Iterator[Element]:
    """Give every element under ``root`` that is decoration or stands in one; what has its own Alt isn't opened."""
    if is_decoration(root):
        yield from root.iter()
    elif root.get("role") not in ("img", "math"):
        for child in root:
            yield from decorations(child)


def alternative(element: Element) -> str:
    """Give the text alternative that an element carries: ``aria-label``, ``alt``, MathML's or an SVG's ``title``."""
    given = element.get("aria-label") or element.get("alt") or element.get("alttext") or element.findtext(f"{SVG}title")
    return " ".join((given or "").split())


def language_of(element: Element) -> str:
    """Give the language that an element declares, a BCP 47 tag, or nothing."""
    return element.get("lang") or element.get("xml:lang") or ""


def entries_of(element: Element, kind: str) -> dict[str, str]:
    """Give the text entries of a structure element of type ``kind``: Lang, Alt, T and E (ISO 32000-1, table 323)."""
    label = element.get("aria-label", "")
    found = {
        "Lang": language_of(element),
        "Alt": alternative(element) if kind in ATOMIC else "",
        "T": label if kind in GROUPING else "",
        "E": element.get("title", "") if _tag(element) == "abbr" else "",
    }
    return {key: text for key, text in found.items() if text}


def words_of(element: Element) -> str:
    """Give the words of an element as they are read aloud: its text and its pictures' alternatives on one line."""
    return " ".join("".join(_words(element)).replace("\u00ad", "").split())


def _words(element: Element) -> Iterator[str]:
    if not is_decoration(element):
        label = alternative(element) if _tag(element) in ("img", f"{SVG}svg") or element.get("role") == "math" else ""
        yield label or (element.text or "" if _tag(element) else "")
        for child in () if label else element:
            yield from _words(child)
            yield child.tail or ""


def link_words(element: Element) -> str:
    """Give what a link says of itself: its ``title``, its ``aria-label``, else its words (ISO 14289-1, 7.18.5)."""
    return element.get("title") or element.get("aria-label") or words_of(element)


def numbering_of(style: object) -> str:
    """Give the ListNumbering of a CSS ``list-style-type`` (ISO 32000-1, table 347): Disc for marks of one's own."""
    if not isinstance(style, str):
        return "Disc"
    return "Decimal" if style.startswith("decimal") else _NUMBERINGS.get(style, "Disc")


_NUMBERINGS = {
    "none": "None",
    "circle": "Circle",
    "square": "Square",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
}
