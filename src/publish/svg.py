"""SVG from contributors, who are not trusted: what makes it unsafe, how large it is, and how it is cleaned."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import tinycss2
from lxml import etree

from publish.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publish.source import Span

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
# What runs, embeds or moves. An edition is still: a drawing that moves would make its claims on hazards untrue.
_RUNNING: Final = frozenset({"script", "handler", "listener", "foreignobject", "iframe", "embed", "object", "canvas"})
_MOVING: Final = frozenset({"animate", "animatecolor", "animatemotion", "animatetransform", "set", "audio", "video"})
_CSS_WORTH_A_LOOK: Final = re.compile(r"\\|url|src|image|import", re.IGNORECASE)
_LENGTH: Final = re.compile(r"\s*\+?(\d+|\d*\.\d+)(e[+-]?\d+)?\s*(px|pt|pc|mm|cm|in|q)?\s*", re.IGNORECASE)
_PIXELS: Final = {"px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6}
_MOST_COPIES: Final = 100_000  # elements that `use` may make a reading system draw


def _parse(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def examine(path: str, data: bytes, span: Span) -> tuple[tuple[int, int] | None, tuple[Diagnostic, ...]]:
    """Give a drawing's width and height in whole CSS pixels, or None where there are findings, and the findings.

    Errors: `svg-unreadable`, `svg-unsafe` (what runs, moves, or reaches out of the file), `svg-size-missing`.
    """
    declared = re.search(rb"<!(?:DOCTYPE|ENTITY)", data)
    if declared:
        line = data.count(b"\n", 0, declared.start()) + 1
        return None, (_unsafe(path, line, "a document type or entities", span),)
    try:
        root = _parse(data)
    except etree.XMLSyntaxError as error:
        message, hint = f"{path} is not well-formed: {error.msg}", "save it again as plain SVG from the drawing program"
        return None, (Diagnostic("svg-unreadable", message, span, hint, about=path),)
    if root.getroottree().docinfo.doctype:  # in an encoding that hides it from a look at the bytes: UTF-16, UTF-7
        return None, (_unsafe(path, 1, "a document type or entities", span),)
    if root.tag != f"{{{_SVG}}}svg":
        message, hint = f"{path} doesn't begin with <svg> in SVG's namespace", f'write <svg xmlns="{_SVG}" …>'
        return None, (Diagnostic("svg-unreadable", message, span, hint, about=path),)
    findings = tuple(_unsafe(path, line, what, span) for line, what in _dangers(root))
    size = _size(root)
    if size is None:
        message = f"{path} says no size: neither a viewBox nor a width and height in px, mm, cm, in or pt"
        findings += (
            Diagnostic("svg-size-missing", message, span, 'write viewBox="0 0 width height" on <svg>', about=path),
        )
    if findings or size is None:
        return None, findings
    return (max(1, round(size[0])), max(1, round(size[1]))), ()


def _unsafe(path: str, line: int, what: str, span: Span) -> Diagnostic:
    hint = "save it as plain SVG from the drawing program, with pictures and fonts drawn as paths, or as PNG"
    return Diagnostic(
        "svg-unsafe", f"{path}, line {line}, has {what}, which is not allowed in a drawing", span, hint, about=path
    )


def _dangers(root: Any) -> Iterator[tuple[int, str]]:
    """Give line and name of all that runs, moves or reaches out of the file."""
    for node in chain(root.itersiblings(preceding=True), root.iter()):
        if not isinstance(node.tag, str):  # a comment or an instruction: entities were refused with the document type
            if getattr(node, "target", "") == "xml-stylesheet":
                yield node.sourceline or 1, "the instruction xml-stylesheet"
            continue
        name = etree.QName(node)
        if name.localname.lower() in _RUNNING | _MOVING or name.namespace == "http://www.w3.org/1999/xhtml":
            yield node.sourceline, f"<{name.localname}>"
        for key, value in node.items():
            if what := _attribute_danger(key, value):
                yield node.sourceline, what
        if name.localname.lower() == "style" and _reaches_out("".join(node.itertext())):
            yield node.sourceline, "a stylesheet that refers to something outside"
    if _copies(root) > _MOST_COPIES:
        yield root.sourceline, "too many copies made by <use>, or a <use> of itself"


def _attribute_danger(key: str, value: str) -> str:
    name = etree.QName(key).localname.lower()
    if name.startswith("on"):
        return f"the event attribute {name}"
    if key == f"{{{_XML}}}base":
        return "the attribute xml:base"
    if name in {"href", "src"} and not value.strip().startswith("#"):
        return f"a reference to {value.strip():.60}"
    if _CSS_WORTH_A_LOOK.search(value) and _reaches_out(value):
        return f"a reference to something outside in {name}"
    return ""


def _reaches_out(css: str) -> bool:
    """Tell whether CSS names anything but a part of its own file, however it is escaped."""
    tokens = list(tinycss2.parse_component_value_list(css, skip_comments=True))
    while tokens:
        token = tokens.pop()
        if token.type == "url" and not token.value.strip().startswith("#"):
            return True
        if token.type == "function":
            strings = [argument.value.strip() for argument in token.arguments if argument.type == "string"]
            if token.lower_name == "url" and not all(value.startswith("#") for value in strings):
                return True
            if token.lower_name in {"src", "image", "image-set", "-webkit-image-set"}:
                return True
            tokens += token.arguments
        elif token.type in {"{} block", "[] block", "() block"}:
            tokens += token.content
        if (token.type == "at-keyword" and token.lower_value == "import") or token.type == "error":
            return True
    return False


def _copies(root: Any) -> int:
    """Give how many elements `use` adds when all is drawn, or more than is allowed where a `use` comes back to itself.

    One drawing of ten elements, each ten uses of the next, would be ten thousand million.
    """
    if next(_used(root), None) is None:
        return 0
    parts = {element.get("id"): element for element in root.iter("{*}*") if element.get("id")}
    parts[""] = root
    sizes = {name: sum(1 for _ in part.iter()) for name, part in parts.items()}
    uses = {name: Counter(_used(part)) for name, part in parts.items()}
    drawn = sizes
    for _ in range(10):
        # Each round looks one level deeper.
        deeper = {name: sizes[name] + sum(drawn.get(to, 0) * n for to, n in uses[name].items()) for name in parts}
        if deeper == drawn:
            return drawn[""] - sizes[""]
        drawn = deeper
    return _MOST_COPIES + 1


def _used(part: Any) -> Iterator[str]:
    for use in part.iter(f"{{{_SVG}}}use"):
        yield (use.get("href") or use.get(f"{{{_XLINK}}}href") or "").strip().removeprefix("#")


def _size(root: Any) -> tuple[float, float] | None:
    """Give width and height in CSS pixels, from what is said first and from the viewBox for what is not."""
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    box = [_length(number) for number in re.split(r"[\s,]+", root.get("viewBox", "").strip())[2:4]]
    box_width, box_height = box if len(box) == 2 else (None, None)
    if width and height:
        return width, height
    if not (box_width and box_height):
        return None
    if width:
        return width, width * box_height / box_width
    if height:
        return height * box_width / box_height, height
    return box_width, box_height


def _length(text: str) -> float | None:
    match = _LENGTH.fullmatch(text)
    if not match:
        return None
    value = float(match[1] + (match[2] or "")) * _PIXELS[(match[3] or "px").lower()]
    return value if 0 < value < 1e6 else None


def canonical(data: bytes) -> bytes:
    """Give a drawing that was examined, in canonical XML: no comments, no metadata, nothing of drawing programs."""
    root = _parse(data)
    foreign = {etree.QName(element).namespace or "" for element in root.iter("{*}*")} - {_SVG}
    dropped: Iterable[Any] = (etree.Comment, etree.PI, f"{{{_SVG}}}metadata", *(f"{{{name}}}*" for name in foreign))
    etree.strip_elements(root, *dropped, with_tail=False)
    for element in root.iter():
        for key in element.keys():  # noqa: SIM118  # keys() is a list of its own, so that attributes can go
            if etree.QName(key).namespace not in {None, _XLINK, _XML}:
                del element.attrib[key]
    result: bytes = etree.tostring(root, method="c14n", exclusive=True, with_comments=False)
    return result
