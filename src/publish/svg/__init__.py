"""SVG from contributors, who are not trusted: read, refused where it is unsafe, and reduced to what may stand.

All outputs get the same bytes: canonical XML of known elements, attributes and properties alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from math import hypot
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from publish.diagnostics import Diagnostic, Severity
from publish.svg.allowed import SVG
from publish.svg.clean import clean
from publish.svg.dangers import dangers
from publish.svg.weight import MOST_ELEMENTS, ExcessError, Weighing, outsized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.source import Span

_LENGTH: Final = re.compile(r"\s*\+?(\d+|\d*\.\d+)(e[+-]?\d+)?\s*(px|pt|pc|mm|cm|in|q)?\s*", re.IGNORECASE)
_PIXELS: Final = {"px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6}
_PLAIN: Final = "save it as plain SVG from the drawing program, with pictures and fonts drawn as paths, or as PNG"
_SIMPLER: Final = "simplify the drawing, or save it as PNG"
_MOST_SAID: Final = 3


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that may go into an edition: its size in whole CSS pixels, and its bytes, the same in every output."""

    width: int
    height: int
    data: bytes


def examine(path: str, data: bytes, span: Span) -> tuple[Drawing | None, tuple[Diagnostic, ...]]:
    """Give a drawing as it may be used, or None where an error was found, and the findings.

    Errors: `svg-unreadable`, `svg-unsafe` (what runs, moves, or reaches out of the file), `svg-size-missing`,
    `svg-limit` (what would take an engine too long). Warning: `svg-changed` (what is left out and would be seen).
    """
    root, findings = _read(path, data, span)
    if root is None:
        return None, findings
    if (count := sum(1 for _ in root.iter())) > MOST_ELEMENTS:
        return None, (_excess(path, 1, f"{count:,} elements, more than {MOST_ELEMENTS:,}", span),)
    if findings := tuple(_excess(path, line, what, span) for line, what in islice(outsized(root), _MOST_SAID)):
        return None, findings
    findings = tuple(_unsafe(path, line, what, span) for line, what in dangers(root))
    size = _size(root)
    if size is None:
        message = f"{path} says no size: neither a viewBox nor a width and height in px, mm, cm, in or pt"
        findings += (Diagnostic("svg-size-missing", message, span, 'write viewBox="0 0 width height" on <svg>'),)
    if findings or size is None:
        return None, findings
    cleaned = clean(root)
    findings = tuple(_excess(path, line, what, span) for line, what in cleaned.far[:_MOST_SAID])
    if not findings:
        try:
            Weighing(root, cleaned.rules, hypot(*size)).check()
        except ExcessError as error:
            findings = (_excess(path, error.args[0], error.args[1], span),)
    if findings:
        return None, findings
    result: bytes = etree.tostring(root, method="c14n", exclusive=True, with_comments=False)
    return Drawing(max(1, round(size[0])), max(1, round(size[1])), result), tuple(_changed(path, cleaned.lost, span))


def _read(path: str, data: bytes, span: Span) -> tuple[Any, tuple[Diagnostic, ...]]:
    """Give the root of a drawing that is one and has no entities, or the finding why there is none."""
    # Counted before anything is built of it. An element is opened and closed; comments and the like add a few.
    if data.count(b"<") > 3 * MOST_ELEMENTS:
        return None, (_excess(path, 1, f"more than {MOST_ELEMENTS:,} elements", span),)
    declared = re.search(rb"<!(?:DOCTYPE|ENTITY)", data)
    if declared:
        line = data.count(b"\n", 0, declared.start()) + 1
        return None, (_unsafe(path, line, "a document type or entities", span),)
    try:
        root: Any = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        message, hint = f"{path} is not well-formed: {error.msg}", "save it again as plain SVG from the drawing program"
        return None, (Diagnostic("svg-unreadable", message, span, hint),)
    if root.getroottree().docinfo.doctype:  # in an encoding that hides it from a look at the bytes: UTF-16, UTF-7
        return None, (_unsafe(path, 1, "a document type or entities", span),)
    if root.tag != f"{{{SVG}}}svg":
        message, hint = f"{path} doesn't begin with <svg> in SVG's namespace", f'write <svg xmlns="{SVG}" …>'
        return None, (Diagnostic("svg-unreadable", message, span, hint),)
    return root, ()


def _unsafe(path: str, line: int, what: str, span: Span) -> Diagnostic:
    return Diagnostic("svg-unsafe", f"{path}, line {line}, has {what}, which is not allowed in a drawing", span, _PLAIN)


def _excess(path: str, line: int, what: str, span: Span) -> Diagnostic:
    return Diagnostic("svg-limit", f"{path}, line {line}, has {what}", span, _SIMPLER)


def _changed(path: str, lost: list[tuple[int, str]], span: Span) -> Iterator[Diagnostic]:
    """Say in one finding what is left out of a drawing and would have been seen."""
    if lost:
        said = ", ".join(f"{' '.join(what.split())} in line {line}" for line, what in lost[:_MOST_SAID])
        more = f" and {len(lost) - _MOST_SAID} more" if len(lost) > _MOST_SAID else ""
        message = f"{path} is drawn without {said}{more}: that can't be drawn alike in every output"
        hint = "look at the drawing in what is built; draw it by plain shapes, gradients and masks if something lacks"
        yield Diagnostic("svg-changed", message, span, hint, Severity.WARNING)


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
