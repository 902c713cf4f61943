"""What in a stylesheet would keep an engine busy for ever, or lead out of the publication: said before it is laid out.

Engines trust numbers: a page with a million grid lines is laid out until memory ends. The limits lie far beyond what
a page can use; they stand together in `bounds`.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import tinycss2

from publish.checks.bounds import (
    LARGEST,
    LARGEST_NUMBER,
    LARGEST_PAGE,
    LEAST_PAGE,
    MOST_FINDINGS,
    MOST_PARTS,
    MOST_PLACES,
    MOST_RULES,
    MOST_SELECTORS,
    MOST_TRACKS,
    SMALLEST_PERIOD,
    THINNEST,
)
from publish.checks.contrast import lines_in_places
from publish.checks.magnitudes import ABSOLUTE, Sizes, magnitudes, period
from publish.checks.shape import beyond, nested, shape, short
from publish.checks.stylesheets import resolved, rules, tokens
from publish.checks.variables import expansions_are_short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from publish.checks.stylesheets import Declaration, Rule
    from publish.design import Design, File
    from publish.diagnostics import Diagnostic
    from publish.source import Span


class Limit(NamedTuple):
    """The range of the numbers that a property takes, and what they count."""

    least: float
    most: float
    what: str


# The least is below zero where a property counts from the end, or moves things aside.
_LIMITS: tuple[tuple[str, Limit], ...] = (
    ("column-count|columns", Limit(0, 500, "columns, or their width in pixels, are")),
    ("column-width", Limit(0, 10_000, "a column's width is")),
    ("tab-size", Limit(0, 1_000, "a tab's width is")),
    ("counter-(reset|increment|set)", Limit(-100_000, 100_000, "a counter's value is")),
    ("font|font-size|line-height", Limit(0, 10_000, "a size of text is")),
    ("letter-spacing|word-spacing|text-indent", Limit(-100_000, 100_000, "a space is")),
    ("orphans|widows|line-clamp|max-lines|bookmark-level|order", Limit(-10_000, 10_000, "a number is")),
    ("hyphenate-limit-chars|image-resolution", Limit(0, 10_000, "a number is")),
)  # fmt: skip
_LIMIT_OF = tuple((re.compile(pattern), limit) for pattern, limit in _LIMITS)
_LINES = re.compile(r"(border|outline|column-rule|text-decoration)(-|$)(?!radius|spacing|image|collapse)")
_REPEATED = re.compile(r"repeating-\w+-gradient\(")


def stylesheets_stay_within_limits(design: Design) -> Iterator[Diagnostic]:
    """A stylesheet is of ordinary depth, its numbers of ordinary size, and what it needs lies in the publication."""
    read = {file: tinycss2.parse_component_value_list(file.text) for file in design.styles()}
    shaped = [found for file, pieces in read.items() for found in shape(file, pieces, _targets(design, file))]
    if not any(each.code == "css-limit" for each in shaped):  # what is too deep isn't read any further
        shaped += [found for file, pieces in read.items() for found in nested(file, pieces)]
    yield from shaped
    if not any(each.code == "css-limit" for each in shaped):
        yield from dict.fromkeys(found for target in design.files for found in _declared(design, target))


def _targets(design: Design, file: File) -> frozenset[str]:
    return frozenset(target for target in design.files if file in design.stylesheets(target))


# ----------------------------------------------------------------------------------------- one declaration at a time


def _declared(design: Design, target: str) -> Iterator[Diagnostic]:
    """Look at the declarations of a target, with what their variables stand for."""
    sheet = rules(design.stylesheets(target))
    long = tuple(islice(expansions_are_short(sheet), MOST_FINDINGS))
    yield from long
    if long:
        return
    values = tokens(sheet)
    yield from _countable(sheet, values)
    for rule in sheet:
        if len(rule.selector) > MOST_PARTS or sum(map(len, rule.selector)) > MOST_PARTS:
            yield beyond(f"a selector has more than {MOST_PARTS} parts", rule.span, "select by a class")
        for each in rule.declarations:
            yield from _measured(each, resolved(each.value, values))
    counts: dict[Span, int] = {}
    for rule in sheet:
        counts[rule.span] = counts.get(rule.span, 0) + 1
    for span, count in counts.items():
        if count > MOST_SELECTORS:
            yield beyond(f"a rule has {count:,} selectors; the limit is {MOST_SELECTORS}", span, "select by a class")


def _countable(sheet: tuple[Rule, ...], values: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Look at how many rules there are, and in how many places the colours of text have to be compared."""
    if len(sheet) > MOST_RULES:
        hint = "take away what the pages don't use"
        yield beyond(f"the stylesheets have more than {MOST_RULES:,} rules", sheet[MOST_RULES].span, hint)
    elif any(True for _ in islice(lines_in_places(sheet, values), MOST_PLACES, None)):
        where = next(rule.span for rule in reversed(sheet) if rule.value("color", "background", "background-color"))
        message = f"colours of text meet in more than {MOST_PLACES:,} places"
        yield beyond(message, where, "set colours in fewer rules, or in fewer kinds of places")


def _measured(each: Declaration, value: str) -> Iterator[Diagnostic]:
    """Look at the numbers of a declaration."""
    nodes, sizes = _read(value)
    if any(not size.value <= LARGEST_NUMBER for size in sizes):
        yield beyond(f"{_quoted(each)}: a number is too large", each.span)
    limit = next((limit for pattern, limit in _LIMIT_OF if pattern.fullmatch(each.name)), None)
    if limit:
        yield from _within(each, sizes, limit)
    if each.name.startswith("grid") and _tracks(nodes) > MOST_TRACKS:
        yield beyond(f"{_quoted(each)}: a grid has at most {MOST_TRACKS} rows and columns", each.span)
    if each.name == "size":
        yield from _page(each, sizes)
    if _LINES.match(each.name) and any(0 < (size.pixels or THINNEST) < THINNEST for size in sizes):
        yield beyond(f"{_quoted(each)}: lines are at least {THINNEST}px thick", each.span, "write it thicker, or none")
    if _REPEATED.search(value.lower()) and not all(length >= SMALLEST_PERIOD for length in period(nodes)):
        message = f"{_quoted(each)}: what is repeated is at least 1px or 1% long"
        yield beyond(message, each.span, "give the first and the last colour a place each, in one unit")


@lru_cache(maxsize=10_000)
def _read(value: str) -> tuple[list[Any], list[Sizes]]:
    """Give what a value is made of, and the numbers in it; most declarations stand in several targets."""
    nodes = tinycss2.parse_component_value_list(value, skip_comments=True)
    return nodes, list(magnitudes(nodes))


def _within(each: Declaration, sizes: Iterable[Sizes], limit: Limit) -> Iterator[Diagnostic]:
    for size in sizes:
        if not limit.least <= size.value <= limit.most:
            yield beyond(f"{_quoted(each)}: {limit.what} at most {limit.most:,g}", each.span)
            return


def _page(each: Declaration, sizes: Iterable[Sizes]) -> Iterator[Diagnostic]:
    sides = [size.pixels for size in sizes if size.unit in ABSOLUTE or not size.value]
    if any(not LEAST_PAGE <= (side or 0) <= LARGEST_PAGE for side in sides):
        yield beyond(f"{_quoted(each)}: a page's sides are between 1cm and 5m", each.span, "write the trim")


def _tracks(nodes: Iterable[Any]) -> int:
    """Give the largest bare number in a value: a count of tracks, or the number of a line."""
    largest = 0.0
    for node in nodes:
        if node.type == "number":
            largest = max(largest, abs(node.value))
        elif getattr(node, "arguments", None):
            largest = max(largest, _tracks(node.arguments))
    return math.ceil(min(largest, LARGEST))


def _quoted(each: Declaration) -> str:
    return short(str(each))
