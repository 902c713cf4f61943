"""The cascade over elements that a stylesheet's selectors speak of: colour, ground, size and weight of their text.

An element is given as its line of descent, each ancestor as the set of simple selectors that are true of it. So no page
is needed: the selector ``.box .notice`` itself describes a notice in a box.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publish.checks.colours import WHITE, Colour, ground_colour, read_colour
from publish.checks.stylesheets import ANY, parsed, resolved
from publish.design import File

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from publish.checks.stylesheets import Compound, Declaration, Rule, Selector

PAGE: Selector = (frozenset({"@page"}),)

_ALIASES = {
    "background-color": "background",
    "background-image": "picture",
    "text-decoration-line": "text-decoration",
}
_READ = frozenset({
    "background", "border", "border-bottom", "border-bottom-style", "border-style", "box-shadow", "color", "content",
    "display", "font", "font-size", "font-weight", "opacity", "page", "picture", "position", "text-decoration",
})  # fmt: skip
_BASE = parsed(File("", "h1, h2, h3, h4, h5, h6, th, strong { font-weight: 700 } h1 { font-size: 2em }"
                        "h2 { font-size: 1.5em } h3 { font-size: 1.17em }"))  # fmt: skip
_POINTS = {"pt": 1.0, "px": 0.75, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "q": 72 / 101.6}
_LENGTH = re.compile(r"(?<![\w#.(-])(\d*\.?\d+)(pt|px|pc|in|cm|mm|q|rem|em|%)(?![\w])", re.IGNORECASE)
_WEIGHT = re.compile(r"(?<![\w#.-])(bold|[1-9]\d?\d?\d?)(?![\w.%])")


@dataclass(frozen=True, slots=True)
class Style:
    """What is known of an element's text; ``depth`` counts ancestors from 0, and is -1 for what nothing has set.

    ``colour`` is not yet laid on its ground, which is opaque, or nothing where it can't be told: over a picture, or
    where the element is taken out of its place. ``size`` is in points. ``own`` are the declarations that won on the
    element itself, by property.
    """

    colour: Colour
    ground: Colour | None
    size: float
    weight: int = 400
    opacity: float = 1.0
    colour_at: Declaration | None = None
    colour_depth: int = -1
    ground_at: Declaration | None = None
    ground_depth: int = -1
    values: Mapping[str, str] | None = None
    own: Mapping[str, Declaration] | None = None

    def says(self, name: str) -> str:
        """Give the value of a property that was set on the element itself, with what its variables stand for."""
        declaration = (self.own or {}).get(name)
        return resolved(declaration.value, self.values or {}) if declaration else ""


_Ranked = tuple[int, "Rule", list[tuple[str, "Declaration"]]]


class Cascade:
    """The rules of a stylesheet, ready to be asked for the style of an element."""

    def __init__(self, sheet: Iterable[Rule], root: Style, scheme: str = "light") -> None:
        self._root = root
        self._known: dict[Selector, Style] = {}
        self._rules: dict[str, list[_Ranked]] = {}
        for order, rule in enumerate((*_BASE, *sheet)):
            named = [(_ALIASES.get(each.name, each.name), each) for each in rule.declarations]
            named = [each for each in named if each[0] in _READ or each[0].startswith("--")]
            if named and rule.scheme in {"", scheme}:
                self._rules.setdefault(_key(rule.selector[-1]), []).append((order, rule, named))

    def style(self, line: Selector) -> Style:
        """Give the style of the last element of a line of descent."""
        if line not in self._known:
            above = self.style(line[:-1]) if len(line) > 1 else self._canvas(line)
            self._known[line] = self._styled(line, above)
        return self._known[line]

    def _canvas(self, line: Selector) -> Style:
        """Give what the root of a line stands on: the page, where there is one."""
        return self._root if "@page" in line[0] else replace(self._root, ground=self.style(PAGE).ground)

    def _styled(self, line: Selector, above: Style) -> Style:
        won = dict(self._winners(line))
        values = dict(above.values or {}) | {name: each.value for name, each in won.items() if name[:2] == "--"}
        style = replace(above, values=values, own=won)
        depth = len(line) - 1
        for name, each in won.items():
            style = _applied(style, name, each, above, self.style(line[:1]) if depth else above, depth)
        page = style.says("page")
        if style.says("position") in {"absolute", "fixed"} and style.ground_depth < depth:
            style = replace(style, ground=None)
        if page and page != "auto" and "background" not in won:
            style = replace(style, ground=self.style((PAGE[0] | {page},)).ground, ground_depth=depth)
        return style

    def _winners(self, line: Selector) -> Iterator[tuple[str, Declaration]]:
        """Give the declarations that hold for an element, the ones that win behind those that they win over."""
        matching = [
            (each.important, rule.specificity, order, name, each)
            for key in (*line[-1], ANY)
            for order, rule, named in self._rules.get(key, ())
            if matches(rule.selector, line)
            for name, each in named
        ]
        won: dict[str, Declaration] = {}
        for *_, name, each in sorted(matching, key=lambda found: found[:3]):
            won.pop(name, None)
            won[name] = each
        yield from won.items()


def matches(selector: Selector, line: Selector) -> bool:
    """Say whether a selector holds for the last element of a line of descent."""
    if not _holds(selector[-1], line[-1]):
        return False
    place = len(line) - 2
    for compound in reversed(selector[:-1]):
        while place >= 0 and not _holds(compound, line[place]):
            place -= 1
        if place < 0:
            return False
        place -= 1
    return True


def _key(compound: Compound) -> str:
    """Give a simple selector by which to look a compound up: one that each element has for which it holds."""
    return max((simple for simple in compound if not simple.startswith(":not(")), default=ANY)


def _holds(compound: Compound, element: Compound) -> bool:
    return all(
        simple in element or simple == ANY or (simple.startswith(":not(") and simple[5:-1].strip() not in element)
        for simple in compound
    )


def _applied(style: Style, name: str, each: Declaration, above: Style, root: Style, depth: int) -> Style:
    """Give a style with one of its element's declarations taken into it."""
    value = resolved(each.value, style.values or {})
    match name:
        case "color" if value in {"inherit", "unset", "currentcolor"}:
            return replace(style, colour=above.colour, colour_at=above.colour_at, colour_depth=above.colour_depth)
        case "color" if colour := read_colour(value):
            return replace(style, colour=colour, colour_at=each, colour_depth=depth)
        case "background":
            colour = ground_colour(value)
            if re.search(r"(url|gradient|image|element)\(", value):
                return replace(style, ground=None, ground_at=each, ground_depth=depth)
            if colour is None or colour.alpha == 0:
                ground, at, since = above.ground, above.ground_at, above.ground_depth
                return replace(style, ground=ground, ground_at=at, ground_depth=since)
            return replace(style, ground=colour.over(above.ground or WHITE), ground_at=each, ground_depth=depth)
        case "picture" if value not in {"none", "initial", "unset"}:
            return replace(style, ground=None, ground_at=each, ground_depth=depth)
        case "font":
            size, weight = _size(value, above, root), _WEIGHT.search(_LENGTH.split(value)[0])
            return replace(style, size=size, weight=_weight(weight[1], above) if weight else 400)
        case "font-size":
            return replace(style, size=_size(value, above, root))
        case "font-weight":
            return replace(style, weight=_weight(value, above))
        case "opacity":
            share = float(value) if re.fullmatch(r"\d*\.?\d+", value) else 1.0
            return replace(style, opacity=above.opacity * min(share, 1.0))
        case _:
            return style


def _size(value: str, above: Style, root: Style) -> float:
    """Give a text size in points; one that can't be computed here is that of the element above."""
    found = _LENGTH.search(value)
    if found is None or "(" in value[: found.start()]:
        return above.size
    number, unit = float(found[1]), found[2].lower()
    bases = {"em": above.size, "rem": root.size, "%": above.size / 100}
    return number * (bases.get(unit) or _POINTS[unit])


def _weight(value: str, above: Style) -> int:
    if value in {"bold", "bolder"}:
        return 700
    if value in {"normal", "lighter", "initial"}:
        return 400
    return int(value) if re.fullmatch("[0-9]{1,4}", value) else above.weight
