"""What it takes to draw a drawing: limits on its parts, and on what they come to once each copy is drawn.

Patterns, masks, clips, markers and `use` draw their content again wherever they are used, one inside another: a page
of such elements can come to years. What is counted here is in units of one plain shape, some 0.1 ms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from publish.svg import style
from publish.svg.allowed import SHAPES, SVG, TEXTS, XLINK
from publish.svg.extent import area, length, scaling
from publish.svg.style import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.svg.style import Rule

MOST_DRAWN: Final = 50_000
MOST_ELEMENTS: Final = 50_000
LONGEST_PATH: Final = 250_000  # characters of a path, of points or of a stylesheet
LONGEST_VALUE: Final = 20_000  # characters of any other attribute
MOST_SELECTORS: Final = 1_000
DEEPEST: Final = 60  # elements in each other, through references too
MOST_DASHES: Final = 100_000  # on a line across the drawing

_TILE: Final = 1 / 8  # of a pattern, once it is drawn
_SQUARED: Final = 1 / 2_000_000  # of a path's characters: engines cut numbers off one by one
_GROUP: Final = 5  # what is drawn apart first, to be faint as a whole
_SEARCH: Final = 1 / 500  # an element looked at for a name
_RULE: Final = 1 / 200  # a selector tried on an element
_DEFINITIONS: Final = frozenset({"defs", "pattern", "clipPath", "mask", "marker", "symbol"})
_REFERENCE: Final = re.compile(r"([a-z-]+)[:=]url\(#([^)]+)\)")
_PAINTS: Final = frozenset({"fill", "stroke"})
_MARKERS: Final = frozenset({"marker", "marker-start", "marker-mid", "marker-end"})


def outsized(root: Any) -> Iterator[tuple[int, str]]:
    """Give line and name of what is too long to be read, of a drawing as it comes."""
    for element in root.iter("{*}*"):
        for key, value in element.items():
            limit = LONGEST_PATH if key in {"d", "points"} else LONGEST_VALUE
            if len(value) > limit:
                yield element.sourceline, f"{key} with more than {limit:,} characters"
        if _name(element) == "style" and sum(map(len, element.itertext())) > LONGEST_PATH:
            yield element.sourceline, f"a stylesheet with more than {LONGEST_PATH:,} characters"


class Tally(NamedTuple):
    """What drawing something takes, how many shapes and points that are, and what area they cover, each by itself."""

    cost: float = 0.0
    shapes: int = 0
    points: int = 0
    area: float = 0.0

    def plus(self, other: Tally) -> Tally:
        """Give the sum."""
        return Tally(
            self.cost + other.cost, self.shapes + other.shapes, self.points + other.points, self.area + other.area
        )


class ExcessError(Exception):
    """A limit is passed: ``args`` has the line, and what there is too much of."""


@dataclass(slots=True)
class Weighing:
    """One clean drawing being weighed, with the rules of its stylesheet and its diagonal."""

    root: Any
    rules: list[Rule]
    diagonal: float
    parts: dict[str, Any] = field(default_factory=dict)
    known: dict[Any, Tally] = field(default_factory=dict)
    referring: dict[str, list[str]] = field(default_factory=dict)
    open: set[Any] = field(default_factory=set)
    tiled: bool = False
    heaviest: tuple[float, int, str] = (0.0, 1, "so many shapes")

    def check(self) -> None:
        """Raise an ExcessError where a limit is passed."""
        elements = list(self.root.iter())
        self.parts = {element.get("id"): element for element in elements if element.get("id")}
        for element in elements:
            self._dashes_are_seen(element)
        selectors = sum(len(rule.selectors) for rule in self.rules)
        if selectors > MOST_SELECTORS:
            raise ExcessError(1, f"a stylesheet of more than {MOST_SELECTORS:,} selectors")
        for rule in self.rules:
            for key in rule.keys if "url(" in rule.text else ():
                self.referring.setdefault(key, []).append(rule.text)
        self.tiled = any("userSpaceOnUse" in element.get("patternUnits", "") for element in elements)
        total = self._tally(self.root, 1).cost
        sought = {name for each in elements for _, name in self._references(each)}
        total += len(elements) * (len(sought) * _SEARCH + selectors * _RULE)
        if total > MOST_DRAWN:
            cost, line, what = self.heaviest
            if cost < total / 2:
                line, what = self.root.sourceline, "shapes, letters and copies, all taken together"
            raise ExcessError(line, f"more to draw than {MOST_DRAWN:,} plain shapes are: {what}")

    def _dashes_are_seen(self, element: Any) -> None:
        dashes = style.said(element, "stroke-dasharray")
        if dashes in {"", "none", "inherit"}:
            return
        lengths = [length(each, self.diagonal) for each in dashes.split()]
        if any(lengths) and sum(lengths) * MOST_DASHES < self.diagonal:
            raise ExcessError(element.sourceline, "dashes that are too small to be seen")

    def _tally(self, element: Any, depth: int) -> Tally:
        """Give what an element and all in it takes, each copy counted."""
        if element in self.known:
            return self.known[element]
        if element in self.open:
            raise ExcessError(element.sourceline, f"<{_name(element)}> that comes back to itself")
        if depth > DEEPEST:
            raise ExcessError(element.sourceline, f"elements and references more than {DEEPEST} deep")
        self.open.add(element)
        result = self._own(element)
        for child in element:
            inside = self._tally(child, depth + 1)
            result = result.plus(inside if _name(child) not in _DEFINITIONS else Tally(1))
        for kind, name in self._references(element):
            target = self.parts.get(name)
            if target is not None and _suits(kind, _name(target)):
                result = self._with(element, result, kind, target, self._tally(target, depth + 1))
        self.open.discard(element)
        self.known[element] = result
        return result

    def _own(self, element: Any) -> Tally:
        """Give what an element takes without what is in it."""
        name = _name(element)
        data = element.get("d") or element.get("points") or ""
        cost = 1.0 + len(data) ** 2 * _SQUARED
        if name in TEXTS:
            cost += len("".join((element.text or "", *(child.tail or "" for child in element))))
        if "opacity" in element.attrib or "opacity" in element.get("style", "").replace("-opacity", ""):
            cost += _GROUP
        if name not in SHAPES | TEXTS:
            return Tally(cost)
        points = 2 + data.count(" ") if name in SHAPES else 0
        return Tally(cost, 1, points, area(element, self.diagonal) if self.tiled else 0.0)

    def _references(self, element: Any) -> Iterator[tuple[str, str]]:
        """Give the parts that an element refers to, and by what: attributes, its style, and rules that may fit it."""
        href = element.get("href") or element.get(f"{{{XLINK}}}href")
        if href:
            yield "href", href[1:]
        said = [f"{key}={value}" for key, value in element.items()]
        said += [text for key in keys_of(element) for text in self.referring.get(key, ())]
        for text in said:
            if "url(" in text:
                yield from _REFERENCE.findall(text.removeprefix("style="))

    def _with(self, element: Any, own: Tally, kind: str, target: Any, other: Tally) -> Tally:
        """Give what an element takes with what it refers to; paint and markers go to every shape in it."""
        if kind == "href":
            more = other
        elif kind in _MARKERS:
            more = Tally(own.points * other.cost)
        elif kind in _PAINTS and _name(target) == "pattern":
            more = Tally(own.shapes * other.cost + self._tiles(target, own) * _TILE)
        elif kind in _PAINTS:
            more = Tally(own.shapes * (1 + other.cost / 20))
        else:
            more = Tally(other.cost)
        if more.cost > self.heaviest[0]:
            self.heaviest = (more.cost, element.sourceline, f"{kind} refers to #{target.get('id')}")
        return own.plus(more)

    def _tiles(self, pattern: Any, painted: Tally) -> float:
        """Give how many tiles of a pattern cover what is painted."""

        def said(key: str) -> str:
            place, seen = pattern, 0
            while place is not None and key not in place.attrib and seen < DEEPEST:
                name = (place.get("href") or place.get(f"{{{XLINK}}}href") or "#")[1:]
                place, seen = self.parts.get(name), seen + 1
            return place.get(key, "") if place is not None else ""

        in_user_space = said("patternUnits") == "userSpaceOnUse"
        whole = self.diagonal if in_user_space else 1.0
        tile = length(said("width"), whole) * length(said("height"), whole)
        if not tile:
            return 0.0  # nothing is drawn
        tile *= scaling(said("patternTransform"))
        covered = painted.area if in_user_space else float(painted.shapes)
        return covered / abs(tile) if tile else float("inf")


def _suits(kind: str, target: str) -> bool:
    """Say whether an engine draws what a property refers to."""
    if kind in _PAINTS:
        return target in {"pattern", "linearGradient", "radialGradient"}
    return kind == "href" or kind.removesuffix("-path").partition("-")[0] in target.lower()


def _name(element: Any) -> str:
    return str(element.tag).removeprefix(f"{{{SVG}}}")
