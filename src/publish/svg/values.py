"""Values of a drawing's attributes and properties: each kind gives the value as it may stand, or None.

What is written again here is what is understood: an engine that reads numbers in its own way finds one way alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tinycss2.color5 import parse_color

if TYPE_CHECKING:
    from collections.abc import Callable

    Kind = Callable[[str], str | None]

LARGEST: Final = 1_000_000.0  # of any number: engines calculate with squares of them, in 32 bits some

# Possessive all through: a list of numbers without spaces must have one reading, or a match takes for ever.
_NUMBER: Final = r"[-+]?+(?:[0-9]++\.?+[0-9]*+|\.[0-9]++)(?:[eE][-+]?+[0-9]{1,4}+)?+"
_SIZE: Final = re.compile(rf"({_NUMBER})(px|pt|pc|mm|cm|in|em|ex|rem|q|%)?", re.IGNORECASE)
_NUMBERS: Final = re.compile(_NUMBER)
_LIST: Final = re.compile(rf"[\s,]*+(?:{_NUMBER}[\s,]*+)*+")
_WORDS: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,39}(?: [A-Za-z][A-Za-z0-9-]{0,39}){0,3}")
_NAME: Final = re.compile(r"[\w:.-]{1,200}")
_REFERENCE: Final = re.compile(r"url\(\s*(['\"]?)#([\w:.-]{1,200})\1\s*\)")
_COLOUR: Final = re.compile(r"#[0-9a-f]{3,8}|[a-z]{3,30}|[a-z-]{3,30}\([-+0-9a-z.%,/ ]{1,100}\)", re.IGNORECASE)
_FUNCTION: Final = re.compile(r"[\s,]*+(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]{0,200})\)\s*+")
_COUNTS: Final = {
    "matrix": (6,), "translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,), "skewY": (1,),
}  # fmt: skip
_MOST_FUNCTIONS: Final = 20
COMMAND: Final = re.compile(r"\s*+([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*+)")
_ARITY: Final = {"m": 2, "z": 0, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7}
_ARC: Final = re.compile(
    rf"[\s,]*+({_NUMBER})" + rf"[\s,]*+({_NUMBER})" * 2 + r"[\s,]*+([01])" * 2 + rf"[\s,]*+({_NUMBER})" * 2
)


class TooFarError(ValueError):
    """A number is larger than any that is drawn."""


def _within(numbers: list[str]) -> list[str]:
    for number in numbers:
        if not -LARGEST <= float(number) <= LARGEST:
            raise TooFarError(number[:20])
    return numbers


def number(text: str) -> str | None:
    """Give one number."""
    text = text.strip()
    return _within([text])[0] if _NUMBERS.fullmatch(text) else None


def size(text: str) -> str | None:
    """Give a number, a length or a percentage."""
    found = _SIZE.fullmatch(text.strip())
    if not found:
        return None
    _within([found[1]])
    return found[1] + (found[2] or "").lower()


def positive(text: str) -> str | None:
    """Give a number, a length or a percentage that is not below nothing."""
    found = size(text)
    return None if found is None or found.startswith("-") else found


def share(text: str) -> str | None:
    """Give a number or a percentage."""
    found = size(text)
    return found if found and found[-1] in "0123456789.%" else None


def numbers(text: str) -> str | None:
    """Give a list of numbers."""
    return " ".join(_within(_NUMBERS.findall(text))) or None if _LIST.fullmatch(text) else None


def weight(text: str) -> str | None:
    """Give how heavy letters are: a word, or a whole number up to 1000."""
    return text.strip() if re.fullmatch(r"\s*(?:[1-9][0-9]{0,2}|1000)\s*", text) else words(text)


def orientation(text: str) -> str | None:
    """Give the angle of a marker, or how it follows its line."""
    return text.strip() if text.strip() in {"auto", "auto-start-reverse"} else number(text)


def sizes(text: str) -> str | None:
    """Give a list of numbers, lengths or percentages."""
    found = [size(each) for each in re.split(r"[\s,]+", text.strip())]
    return " ".join(each for each in found if each) if all(found) else None


def count_of(count: int) -> Kind:
    """Give the kind of so many numbers."""

    def exactly(text: str) -> str | None:
        found = (numbers(text) or "").split()
        return " ".join(found) if len(found) == count else None

    return exactly


def dashes(text: str) -> str | None:
    """Give the lengths of dashes: none below nothing, and not all of them nothing."""
    found = sizes(text)
    lengths = [float(_SIZE.fullmatch(each)[1]) for each in found.split()] if found else []  # type: ignore[index]
    return found if lengths and len(lengths) <= 100 and min(lengths) >= 0 and sum(lengths) > 0 else None


def words(text: str) -> str | None:
    """Give a few words that mean something in SVG or CSS."""
    text = " ".join(text.split())
    return text if _WORDS.fullmatch(text) else None


def either(*kinds: Kind) -> Kind:
    """Give the kind of what is of one of several kinds."""

    def one(text: str) -> str | None:
        return next((found for kind in kinds if (found := kind(text)) is not None), None)

    return one


def name(text: str) -> str | None:
    """Give a name by which parts of a drawing know each other."""
    text = text.strip()
    return text if _NAME.fullmatch(text) else None


def names(text: str) -> str | None:
    """Give classes."""
    found = [name(each) for each in text.split()]
    return " ".join(each for each in found if each) if found and all(found) else None


def families(text: str) -> str | None:
    """Give the names of font families."""
    return text.strip() if re.fullmatch(r"[\w\s,.'\"-]{1,300}", text) else None


def part(text: str) -> str | None:
    """Give a reference to a part of the same drawing, as `href` has it."""
    found = name(text.strip().removeprefix("#"))
    return f"#{found}" if found and text.strip().startswith("#") else None


def reference(text: str) -> str | None:
    """Give a reference to a part of the same drawing, as properties have it, or none."""
    text = text.strip()
    found = _REFERENCE.fullmatch(text)
    return f"url(#{found[2]})" if found else "none" if text == "none" else None


def colour(text: str) -> str | None:
    """Give a colour that the page engine knows, or a word that stands for one."""
    text = text.strip()
    if text in {"none", "currentColor", "inherit", "context-fill", "context-stroke"}:
        return text
    text = text.partition(" icc-color(")[0]
    if not _COLOUR.fullmatch(text) or re.search(r"calc|nan|infinity|from", text, re.IGNORECASE):
        return None
    _within(_NUMBERS.findall(text) if "(" in text else [])
    return text if parse_color(text) is not None else None


def paint(text: str) -> str | None:
    """Give a colour, or a gradient or pattern of the same drawing, with a colour to fall back to."""
    found = _REFERENCE.match(text.strip())
    if not found:
        return colour(text)
    fallback = text.strip()[found.end() :].strip()
    return f"url(#{found[2]})" + (f" {known}" if fallback and (known := colour(fallback)) else "")


def transform(text: str) -> str | None:
    """Give transformations, each written out with plain numbers."""
    result, at = [], 0
    while found := _FUNCTION.match(text, at):
        at = found.end()
        plain = re.sub(r"(?<=[0-9.])(?:px|deg)\b", "", found[2])
        numbers = _within(_NUMBERS.findall(plain)) if _LIST.fullmatch(plain) else []
        if len(numbers) not in _COUNTS[found[1]]:
            return None
        result.append(f"{found[1]}({' '.join(numbers)})")
    return " ".join(result) if at == len(text) and len(result) <= _MOST_FUNCTIONS and text.strip() != "none" else None


def points(text: str) -> str | None:
    """Give the points of a polygon or a line, in pairs; a number without its pair goes."""
    if not _LIST.fullmatch(text):
        return None
    found = _within(_NUMBERS.findall(text))
    return " ".join(f"{x},{y}" for x, y in zip(found[::2], found[1::2], strict=False)) or None


def path(text: str) -> str | None:
    """Give the data of a path, each step with its letter, up to where they can't be read (SVG 2, 9.5.4)."""
    steps: list[str] = []
    at = 0
    while found := COMMAND.match(text, at):
        at = found.end()
        numbers, whole = _arguments(found[1], found[2])
        arity = _ARITY[found[1].lower()]
        if not steps and found[1] not in "Mm":
            return None
        letter = found[1]
        for start in range(0, len(numbers), arity) if arity else (0,):
            steps.append(letter + " ".join(_within(numbers[start : start + arity])))
            letter = {"M": "L", "m": "l"}.get(letter, letter)
        if not whole:
            break
    return " ".join(steps) or None


def _arguments(letter: str, text: str) -> tuple[list[str], bool]:
    """Give the numbers behind a letter that make whole steps, and whether that is all there is."""
    if letter in "Aa":
        return _arcs(text)
    arity = _ARITY[letter.lower()]
    read = _LIST.match(text)
    end = read.end() if read else 0
    numbers = _NUMBERS.findall(text[:end])
    count = len(numbers) - len(numbers) % arity if arity else 0
    return numbers[:count], end == len(text) and count == len(numbers) and bool(numbers or not arity)


def _arcs(text: str) -> tuple[list[str], bool]:
    """Give the numbers of arcs, whose two flags need nothing between them."""
    numbers: list[str] = []
    at = 0
    while arc := _ARC.match(text, at):
        numbers += arc.groups()
        at = arc.end()
    return numbers, bool(numbers) and not text[at:].strip(" \t\r\n\f,")
