"""How far parts of a clean drawing reach: lengths, areas, and what transformations do to them."""

from __future__ import annotations

import re
from math import prod
from typing import TYPE_CHECKING, Any, Final

from publish.svg.values import COMMAND

if TYPE_CHECKING:
    from collections.abc import Iterator

PIXELS: Final = {
    "": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6,
    "em": 16.0, "rem": 16.0, "ex": 8.0,
}  # fmt: skip
"""CSS pixels in each unit; what is a size of text is taken for the usual one."""

_SIZE: Final = re.compile(r"(.*?)(%|[a-z]*)", re.IGNORECASE)


def length(text: str, whole: float) -> float:
    """Give a length in CSS pixels, a percentage as its part of ``whole``; nothing is 0."""
    found = _SIZE.fullmatch(text.strip())
    if not found or not found[1]:
        return 0.0
    number = float(found[1])
    return number * whole / 100 if found[2] == "%" else number * PIXELS.get(found[2].lower(), 0.0)


def scaling(transform: str) -> float:
    """Give by how much transformations enlarge an area."""
    functions = re.findall(r"(\w+)\(([^)]*)\)", transform)
    total: float = prod(_scaling(name, [float(each) for each in numbers.split()]) for name, numbers in functions)
    return total


def _scaling(name: str, numbers: list[float]) -> float:
    if name == "matrix":
        a, b, c, d, *_ = numbers
        return a * d - b * c
    return numbers[0] * numbers[-1] if name == "scale" else 1.0


def area(element: Any, whole: float) -> float:
    """Give the area of the box around a shape, in its own units; of a text, that of the drawing."""

    def said(key: str) -> float:
        return abs(length(str(element.get(key, "")), whole))

    match str(element.tag).rpartition("}")[2]:
        case "rect":
            return said("width") * said("height")
        case "circle":
            return 4 * said("r") * said("r")
        case "ellipse":
            return 4 * (said("rx") or said("ry")) * (said("ry") or said("rx"))
        case "line":
            return abs(said("x2") - said("x1")) * abs(said("y2") - said("y1"))
        case "polyline" | "polygon":
            pairs = [point.split(",") for point in element.get("points", "").split()]
            return _box([(float(x), float(y)) for x, y in pairs])
        case "path":
            return _box(list(_corners(element.get("d", ""))))
        case _:
            return whole**2


def _box(points: list[tuple[float, float]]) -> float:
    if not points:
        return 0.0
    across, down = [x for x, _ in points], [y for _, y in points]
    return (max(across) - min(across)) * (max(down) - min(down))


def _corners(data: str) -> Iterator[tuple[float, float]]:
    """Give points between which a path lies: its ends, and those that pull its curves."""
    x = y = start_x = start_y = 0.0
    for letter, text in COMMAND.findall(data):
        numbers = [float(each) for each in text.split()]
        here_x, here_y = (x, y) if letter.islower() else (0.0, 0.0)
        match letter.lower():
            case "z":
                x, y = start_x, start_y
            case "h":
                x = here_x + numbers[0]
            case "v":
                y = here_y + numbers[0]
            case "a":
                reach = max(abs(numbers[0]), abs(numbers[1]))
                end_x, end_y = here_x + numbers[5], here_y + numbers[6]
                # An arc is never further from its ends than twice its larger radius, or than they are apart.
                reach = 2 * max(reach, abs(end_x - x), abs(end_y - y))
                yield from ((x - reach, y - reach), (x + reach, y + reach))
                x, y = end_x, end_y
            case _:
                for each_x, each_y in zip(numbers[::2], numbers[1::2], strict=True):
                    x, y = here_x + each_x, here_y + each_y
                    yield x, y
        if letter in "Mm":
            start_x, start_y = x, y
        yield x, y
