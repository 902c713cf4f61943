"""What an EPUB's stylesheets take away from its reader: sizes, settings, order, stillness."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publish.checks.stylesheets import Place, resolved, rules, tokens
from publish.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from publish.checks.stylesheets import Declaration
    from publish.design import Design

_FIXED = re.compile(r"(?<![\w#.-])[\d.]*\d(px|pt|pc|cm|mm|in|q)\b", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NO_SIZE = re.compile(r"(?<![\w#.-])0(\.0*)?(px|pt|pc|cm|mm|in|q)\b", re.IGNORECASE)
_GRID_PLACES = frozenset({
    "grid-area", "grid-column", "grid-column-end", "grid-column-start", "grid-row", "grid-row-end", "grid-row-start",
    "grid-template-areas",
})  # fmt: skip
_MOTIONS = re.compile(r"(-webkit-)?(animation|transition)(-\w+)*")


def fixed_sizes(design: Design, target: str = "epub") -> tuple[Place, ...]:
    """Give an output's text sizes and line heights in units that a reader's setting can't change."""

    def fixed(each: Declaration, values: dict[str, str]) -> bool:
        value = _NO_SIZE.sub("0", _QUOTED.sub("", resolved(each.value, values)))
        return each.name in {"font", "font-size", "line-height"} and _FIXED.search(value) is not None

    sheet = rules(design.stylesheets(target))
    values = tokens(sheet)
    return _places(design, target, lambda each: fixed(each, values))


def importants(design: Design, target: str = "epub") -> tuple[Place, ...]:
    """Give an output's declarations that don't give way to a reader's own."""
    return _places(design, target, lambda each: each.important)


def reorderings(design: Design, target: str = "epub") -> tuple[Place, ...]:
    """Give an output's declarations that show content in another order than that in which it is read."""

    def reorders(each: Declaration) -> bool:
        match each.name:
            case "position":
                return each.value in {"absolute", "fixed"}
            case "order":
                return each.value not in {"0", "initial", "unset"}
            case "flex-direction" | "flex-flow" | "flex-wrap":
                return "reverse" in each.value
            case name:
                return name in _GRID_PLACES and each.value not in {"auto", "none", "initial", "unset"}

    return _places(design, target, reorders)


def directions(design: Design) -> tuple[Place, ...]:
    """Give the EPUB's declarations of the direction of text, which an EPUB leaves to its markup (EPUB 3.3, 6.3)."""
    return _places(design, "epub", lambda each: each.name in {"direction", "unicode-bidi"})


def motions(design: Design, target: str = "epub") -> tuple[Place, ...]:
    """Give an output's declarations that move something."""

    def moves(each: Declaration) -> bool:
        return _MOTIONS.fullmatch(each.name) is not None and each.value not in {"none", "initial", "unset"}

    return _places(design, target, moves)


def _places(design: Design, target: str, speaks: Callable[[Declaration], bool]) -> tuple[Place, ...]:
    seen = (rule for rule in rules(design.stylesheets(target)) if rule.scheme != "print")
    found = (each for rule in seen for each in rule.declarations if speaks(each))
    return tuple(dict.fromkeys(Place(each.span, str(each)) for each in found))


_RULES: tuple[tuple[Callable[[Design], tuple[Place, ...]], str, str, str, Severity], ...] = (
    (fixed_sizes, "css-fixed-size", "the reader can't change this size", "write em, rem or %", Severity.WARNING),
    (importants, "css-important", "the reader's own settings can't change this", "take !important away",
     Severity.WARNING),
    (reorderings, "css-order", "this shows content in another order than it is read in",
     "change the order in the template", Severity.WARNING),
    (directions, "css-direction", "an EPUB's stylesheet sets no direction", "give the language of the text instead",
     Severity.ERROR),
    (motions, "css-motion", "this moves", "take the motion away", Severity.WARNING),
)  # fmt: skip


def styles_leave_the_reader_free(design: Design) -> Iterator[Diagnostic]:
    """An EPUB's styles fix no size, override no reader, reorder and move nothing (WCAG 2.2, 1.3.2, 1.4.4, 1.4.12)."""
    for places, code, message, hint, severity in _RULES:
        for place in places(design):
            yield Diagnostic(code, f"{place.says}: {message}", place.span, hint, severity, about=place.says)
