"""Attributes in braces: ``{#id .class lang=fr credit="Photo: …"}``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_STARTS = re.compile(r"\{\s*(?:[#.]\S|[A-Za-z][\w-]*\s*=)")
_ITEM = re.compile(
    r"""\s*(?:
      \#(?P<id>[\w:-]+)
    | \.(?P<class>[\w:-]+)
    | (?P<key>[A-Za-z][\w-]*)=(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[\w:-]+))
    )(?=[\s}]|\Z)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Given:
    """What stands in one pair of braces: ``end`` is the place behind it, ``problem`` says why it couldn't be read."""

    end: int
    id: str = ""
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    problem: str = field(default="")


def look_like_attributes(text: str, start: int) -> bool:
    """Say whether the brace at ``start`` opens attributes, rather than being a brace in prose."""
    return _STARTS.match(text, start) is not None


def parse(text: str, start: int) -> Given:
    """Read the attributes whose opening brace is at ``start``."""
    place = start + 1
    name, classes, pairs = "", [], {}
    while item := _ITEM.match(text, place):
        place = item.end()
        if item["id"]:
            if name:
                return _failed(text, start, "there are two ids")
            name = item["id"]
        elif item["class"]:
            classes.append(item["class"])
        else:
            if item["key"] in pairs:
                return _failed(text, start, f"{item['key']} is given twice")
            quoted = item["quoted"]
            pairs[item["key"]] = item["bare"] if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
    closing = re.compile(r"\s*\}").match(text, place)
    if closing is None:
        rest = text[place : place + 20].partition("\n")[0].strip()
        return _failed(text, start, f"they can't be read from here: {rest}" if rest else "the brace isn't closed")
    if not (name or classes or pairs):
        return _failed(text, start, "there is nothing in the braces")
    return Given(closing.end(), name, tuple(classes), tuple(pairs.items()))


def _failed(text: str, start: int, problem: str) -> Given:
    """Give a problem that covers the text up to the closing brace, or to the end of the line."""
    end = re.compile(r"[^}\n]*\}?").match(text, start)
    return Given(end.end() if end else start + 1, problem=problem)
