"""Whether markup is well-formed, and if not, what is wrong with it and on which line of which template it was written.

A line of the markup is no line of a template: loops, conditions and included templates lie between. So templates whose
markup is flawed are rendered once more from sources with a mark at the start of each line, and the last mark before the
flaw says where it was written. A mark stands between two control characters, which XML can't hold (XML 1.0, 2.2).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

from jinja2 import TemplateSyntaxError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import Environment

    Place = tuple[str, int]

HINT = "close every element, write & as &amp; and use numbers for other entities, such as &#160;"
"""How markup that isn't well-formed is mended."""

_MARK = re.compile("\x02(\\d+)\x03")
_DOCUMENT = re.compile(r"\s*<(\?xml|!DOCTYPE|html)\b")
_MISMATCH = expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]
_NO_ELEMENTS = expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]
_INVALID = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]
_UNBOUND = expat.errors.codes[expat.errors.XML_ERROR_UNBOUND_PREFIX]
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NAME = re.compile(rb"[^\s<>/]*")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What makes markup ill-formed, and how many characters of it stand before."""

    message: str
    offset: int


def flaw(markup: str, declarations: str = "") -> Flaw | None:
    """Give the first flaw of a whole document, or of a fragment where ``declarations`` of namespaces hold, if any."""
    opening = b"" if _DOCUMENT.match(markup) else f"<fragment {declarations}>".encode()
    inside = markup.encode()
    data = opening + inside + (b"</fragment>" if opening else b"")
    parser = expat.ParserCreate(namespace_separator=" ")
    opened: list[int] = []
    skipped: list[tuple[str, int]] = []
    # A document whose type names an external DTD may use entities that nobody here reads.
    parser.SkippedEntityHandler = lambda name, _: skipped.append((name, parser.CurrentByteIndex))
    parser.StartElementHandler = lambda *_: opened.append(parser.CurrentByteIndex)
    parser.EndElementHandler = lambda _: opened.pop()
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        still_open = [start - len(opening) for start in (opened[1:] if opening else opened)]
        message, at = _described(error.code, inside, parser.ErrorByteIndex - len(opening), still_open)
    else:
        if not skipped:
            return None
        message, at = f"there is no entity &{skipped[0][0]};", skipped[0][1] - len(opening)
    return Flaw(message, len(_text(inside[:at])))


def _described(code: int, markup: bytes, at: int, opened: list[int]) -> tuple[str, int]:
    """Say what the parser met in the words of who writes markup, and where to look: at what was left open."""
    ended = at >= len(markup)
    if code == _MISMATCH and not ended:
        closed = _name(markup, at)
        if closed not in {_name(markup, start + 1) for start in opened}:
            return f"</{closed}> closes nothing", at
    if opened and (code == _MISMATCH or (code == _NO_ELEMENTS and ended)):
        return f"<{_name(markup, opened[-1] + 1)}> isn't closed", opened[-1]
    near = " ".join(_text(markup[max(0, at - 30) : at + 20]).split())
    said = {_INVALID: "the markup isn't well-formed", _UNBOUND: "document.html declares no namespace for the prefix"}
    return f"{said.get(code) or expat.ErrorString(code)} near: {near}", at


def _name(data: bytes, at: int) -> str:
    found = _NAME.match(data, at)
    return _text(found[0]) if found else ""


def _text(data: bytes) -> str:
    return data.decode("utf-8", "ignore")  # a piece may begin or end inside a character


# ----------------------------------------------------------------------------------------------------------- places


def marked(environment: Environment, sources: Mapping[str, str]) -> tuple[dict[str, str], list[Place]]:
    """Give templates with a mark at the start of each line of markup and of each expression, and what each stands for.

    A mark is a number, which counts into the places: a template's name and a line. Templates that can't be read are as
    they were.
    """
    places: list[Place] = []
    texts: dict[str, str] = {}
    for name, text in sources.items():
        try:
            texts[name] = "".join(_marked(environment, name, text, places))
        except TemplateSyntaxError:  # it isn't among the templates that were rendered, or it would have been said
            texts[name] = text
    return texts, places


def _marked(environment: Environment, name: str, source: str, places: list[Place]) -> Iterator[str]:
    for line, kind, text in environment.lex(source):
        pieces = _LINE.findall(text) if kind == "data" else [text]
        for number, piece in enumerate(pieces, line):
            if kind in {"data", "variable_begin"}:
                yield f"\x02{len(places)}\x03"
                places.append((name, number))
            yield piece


def unmarked(output: str, places: list[Place]) -> tuple[str, list[int], list[Place]]:
    """Give what marked templates wrote without its marks, the offset of each mark, and what it stands for."""
    first, *rest = _MARK.split(output)
    text, offsets, passed = [first], [], [len(first)]
    for piece in rest[1::2]:
        offsets.append(passed[-1])
        passed.append(passed[-1] + len(piece))
        text.append(piece)
    return "".join(text), offsets, [places[int(number)] for number in rest[::2]]


def place(offset: int, offsets: list[int], places: list[Place]) -> Place | None:
    """Give the place of the last mark at or before an offset."""
    index = bisect_right(offsets, offset) - 1
    return places[index] if index >= 0 else None
