"""How large the numbers of a CSS value are, those that calc() makes of others among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

ABSOLUTE = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}
"""The absolute units, in CSS pixels."""

_TEXT = 10.0
"""What an em is taken for, in CSS pixels."""

_RELATIVE = frozenset({"em", "rem", "ex", "ch", "cap", "ic", "lh", "rlh"})
_ADDITIVE, _MULTIPLICATIVE = frozenset("+-"), frozenset("*/")


@dataclass(frozen=True, slots=True)
class Sizes:
    """A number of a value and its unit in small letters, which is empty for a bare number."""

    value: float
    unit: str = ""

    @property
    def pixels(self) -> float | None:
        """What it comes to in CSS pixels, about where the unit is relative to text; nothing for other units."""
        if self.unit in ABSOLUTE:
            return self.value * ABSOLUTE[self.unit]
        return self.value * _TEXT if self.unit in _RELATIVE else None


def magnitudes(nodes: Iterable[Any]) -> list[Sizes]:
    """Give the numbers of a value: each that is written, and what each calculation comes to."""
    return [size for node in nodes for size in _sizes(node)]


def _sizes(node: Any) -> Iterator[Sizes]:
    match node.type:
        case "number" | "percentage" | "dimension":
            yield _written(node)
        case "function" if node.lower_name == "calc":
            yield _calculated(node.arguments)
        case "function":
            for each in node.arguments:
                yield from _sizes(each)
        case "() block":
            for each in node.content:
                yield from _sizes(each)


def _written(node: Any) -> Sizes:
    unit = "%" if node.type == "percentage" else getattr(node, "lower_unit", "")
    return Sizes(float(node.value), str(unit))


def _calculated(nodes: Iterable[Any]) -> Sizes:
    """Give about what a calculation comes to, whatever its units: sums of products, the way CSS reads them."""
    total, product, unit = 0.0, 1.0, ""
    sign, divides, empty = 1.0, False, True
    for node in nodes:
        if node.type in {"whitespace", "comment"}:
            continue
        if node.type == "literal" and node.value in _ADDITIVE:
            total, product, empty = total + (0 if empty else sign * product), 1.0, True
            sign = -1.0 if node.value == "-" else 1.0
        elif node.type == "literal" and node.value in _MULTIPLICATIVE:
            divides = node.value == "/"
        else:
            operand = max(_sizes_of_operand(node), key=lambda size: abs(size.value), default=Sizes(0.0))
            product *= (1 / operand.value if operand.value else float("inf")) if divides else operand.value
            unit, divides, empty = unit or operand.unit, False, False
    return Sizes(total + (0 if empty else sign * product), unit)


def _sizes_of_operand(node: Any) -> Sequence[Sizes]:
    if node.type == "() block":
        return (_calculated(node.content),)
    return tuple(_sizes(node))


def period(nodes: Iterable[Any]) -> Iterator[float]:
    """Give the length of each gradient of a value that is repeated; 0 where its ends can't be compared."""
    for node in nodes:
        if node.type == "function" and node.lower_name.startswith("repeating-"):
            places = [_written(each) for each in node.arguments if each.type in {"dimension", "percentage"}]
            places = [each for each in places if each.unit not in {"deg", "rad", "turn", "grad"}]
            calculated = any(each.type == "function" and each.lower_name == "calc" for each in node.arguments)
            units = {each.unit for each in places if each.value}
            if calculated or len(units) > 1:
                yield 0.0
            elif places:
                scale = ABSOLUTE.get(next(iter(units), ""), _TEXT if units & _RELATIVE else 1.0)
                first = places[0].value if len(places) > 1 else 0.0
                yield (places[-1].value - first) * scale
        elif getattr(node, "arguments", None):
            yield from period(node.arguments)
