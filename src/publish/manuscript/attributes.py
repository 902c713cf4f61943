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
    """What stands in one pair of braces: ``end`` is the place behind it, ``problem`` says why it couldn't be read.

    ``source`` is all of it as it is written, and ``items`` are the parts of it.
    """

    end: int
    id: str = ""
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    problem: str = field(default="")
    source: str = field(default="", compare=False)
    items: tuple[str, ...] = field(default=(), compare=False)

    def written(self, key: str) -> str:
        """Give the pair of a key as it is written."""
        return next((item for item in self.items if item.startswith(f"{key}=")), "")


def look_like_attributes(text: str, start: int) -> bool:
    """Say whether the brace at ``start`` opens attributes, rather than being a brace in prose."""
    return _STARTS.match(text, start) is not None


def parse(text: str, start: int) -> Given:
    """Read the attributes whose opening brace is at ``start``."""
    place = start + 1
    name, classes, pairs, items = "", [], {}, []
    while item := _ITEM.match(text, place):
        place = item.end()
        items.append(item[0].strip())
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
    source = text[start : closing.end()]
    return Given(closing.end(), name, tuple(classes), tuple(pairs.items()), source=source, items=tuple(items))


def _failed(text: str, start: int, problem: str) -> Given:
    """Give a problem that covers the text up to the closing brace, or to the end of the line."""
    found = re.compile(r"[^}\n]*\}?").match(text, start)
    end = found.end() if found else start + 1
    return Given(end, problem=problem, source=text[start:end])
