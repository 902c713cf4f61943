"""What in a stylesheet would keep an engine busy for ever, or lead out of the publication: said before it is laid out.

Engines trust numbers: a page with a million grid lines is laid out until memory ends. The limits lie far beyond what
a page can use, and each is a constant below.
"""

from __future__ import annotations

import math
import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import tinycss2

from publish.checks.contrast import lines_in_places
from publish.checks.magnitudes import ABSOLUTE, Sizes, magnitudes, period
from publish.checks.stylesheets import resolved, rules, tokens
from publish.checks.variables import expansions_are_short
from publish.diagnostics import Diagnostic
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from publish.checks.stylesheets import Declaration, Rule
    from publish.design import Design, File

DEEPEST = 32
"""How many brackets of any kind may stand in each other."""

LONGEST_SELECTOR = 5_000
"""How many parts the selectors of a rule in a rule come to, each with those of the rules around it."""

LONGEST_NAME = 200
"""The longest name, in characters."""

LONGEST_TEXT = 2_000
"""The longest text in quotation marks, in characters."""

MOST_PARTS = 60
"""How many simple selectors a selector may have."""

MOST_SELECTORS = 200
"""How many selectors a rule may have."""

MOST_SYMBOLS = 1_000
"""The largest number that a counter style may write by repeating its symbols."""

LONGEST_PAD = 100
"""How many characters a counter style may fill a number up to."""

LARGEST = 1_000_000
"""The largest measure, in whatever unit; a bare number may be as large as z-index allows."""

LARGEST_NUMBER = 2**31 - 1
"""The largest bare number."""

THINNEST = 0.1
"""The thinnest line, in CSS pixels: dots and waves of thinner ones are too many to be drawn."""

SMALLEST_PERIOD = 1.0
"""The shortest gradient that is repeated, in CSS pixels or per cent."""

MOST_RULES = 4_000
"""How many rules, one for each selector, the stylesheets of an output may have; those of the house have 400."""

MOST_PLACES = 20_000
"""How many pairs of a rule and a place where it may hold are compared for contrast; the house has 900."""

MOST_FINDINGS = 20
"""How many findings a stylesheet gets; one that has more is broken in one place."""


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
MOST_TRACKS = 500
"""How many rows or columns a grid may have, and how many one of its parts may span."""

_LINES = re.compile(r"(border|outline|column-rule|text-decoration)(-|$)(?!radius|spacing|image|collapse)")
_REPEATED = re.compile(r"repeating-\w+-gradient\(")
LEAST_PAGE, LARGEST_PAGE = 40.0, 19_200.0
"""The smallest and the largest side of a page, in CSS pixels: 1 cm, and what a PDF can hold (ISO 32000-1, Annex C)."""


def stylesheets_stay_within_limits(design: Design) -> Iterator[Diagnostic]:
    """A stylesheet is of ordinary depth, its numbers of ordinary size, and what it needs lies in the publication."""
    shaped = [found for file in _files(design) for found in _shape(file, _targets(design, file))]
    if not any(each.code == "css-limit" for each in shaped):  # what is too deep isn't read any further
        shaped += [found for file in _files(design) for found in _nested(file)]
    yield from shaped
    if not any(each.code == "css-limit" for each in shaped):
        yield from dict.fromkeys(found for target in design.files for found in _declared(design, target))


def _files(design: Design) -> list[File]:
    return list(dict.fromkeys(file for target in design.files for file in design.stylesheets(target)))


def _targets(design: Design, file: File) -> frozenset[str]:
    return frozenset(target for target in design.files if file in design.stylesheets(target))


# ----------------------------------------------------------------------------------------------- one token at a time


def _shape(file: File, targets: frozenset[str]) -> Iterator[Diagnostic]:
    """Look at each token of a stylesheet by itself, up to the first that makes no sense to look behind."""
    count = 0
    at_rule = ""
    stack: list[tuple[Iterator[Any], int]] = [(iter(tinycss2.parse_component_value_list(file.text)), 0)]
    while stack and count < MOST_FINDINGS:
        tokens_left, depth = stack[-1]
        token = next(tokens_left, None)
        if token is None:
            stack.pop()
            continue
        if depth == 0:
            at_rule = _at_rule(token, at_rule)
        span = Span(file.shown, token.source_line, token.source_column)
        found = next(_wrong(token, at_rule, targets, span), None)
        if found:
            count += 1
            yield found
        inner = getattr(token, "content", None) or getattr(token, "arguments", None)
        if isinstance(inner, list):
            if depth == DEEPEST:
                yield _beyond(f"brackets stand in each other {DEEPEST} deep and more", span, "nest less")
                return
            stack.append((iter(inner), depth + 1))


def _at_rule(piece: Any, before: str) -> str:
    """Give the at-rule that a token of the outermost level belongs to, if any."""
    if piece.type == "at-keyword":
        return str(piece.lower_value)
    return "" if before and piece.type in {"literal", "{} block"} and piece != "," else before


def _wrong(token: Any, at_rule: str, targets: frozenset[str], span: Span) -> Iterator[Diagnostic]:
    match token.type:
        case "at-keyword" if token.lower_value == "import":
            hint = "take the line away, and put the file into layouts/: every stylesheet there applies, by its folder"
            yield Diagnostic("css-address", "a stylesheet imports no other", span, hint)
        case "at-keyword" if token.lower_value == "font-face":
            hint = "take the rule away, and put the family into fonts/: naming it is all it takes"
            yield Diagnostic("css-address", "a stylesheet declares no fonts", span, hint)
        case "at-keyword" if token.lower_value == "color-profile":
            hint = "take the rule away, and name the profile in publication.yaml, under print"
            yield Diagnostic("css-address", "a stylesheet brings no colour profile", span, hint)
        case "url" if at_rule not in {"import", "font-face", "namespace", "color-profile"}:
            yield from _address(token.value, targets, span)
        case "function" if token.lower_name == "url":
            inner = "".join(each.value for each in token.arguments if each.type == "string")
            yield from _address(inner, targets, span) if at_rule not in {"import", "font-face", "namespace"} else ()
        case "function" if token.lower_name == "symbols" and _repeats(token):
            yield _beyond("symbolic counters repeat their symbols without an end", span, "write symbols(cyclic …)")
        case "ident" | "function" | "hash" | "at-keyword":
            name = token.name if token.type == "function" else token.value
            if len(name) > LONGEST_NAME:
                yield _beyond(f"a name has {len(name):,} characters; the limit is {LONGEST_NAME}", span)
        case "string" if len(token.value) > LONGEST_TEXT:
            yield _beyond(f"a text has {len(token.value):,} characters; the limit is {LONGEST_TEXT:,}", span)
        case "dimension" | "percentage" if not abs(token.value) <= LARGEST:
            yield _beyond(f"{_short(token.serialize())} is beyond {LARGEST:,}", span)
        case "number" if not abs(token.value) <= LARGEST_NUMBER:
            yield _beyond(f"{_short(token.serialize())} is beyond {LARGEST_NUMBER:,}", span)


def _repeats(function: Any) -> bool:
    first = next((each for each in function.arguments if each.type not in {"whitespace", "comment"}), None)
    return first is None or first.type != "ident" or first.lower_value == "symbolic"


def _address(address: str, targets: frozenset[str], span: Span) -> Iterator[Diagnostic]:
    path = address.strip()
    outside = re.match(r"[a-zA-Z][\w+.-]*:|/|\\", path) or ".." in re.split(r"[/\\]", path.replace("%2e", "."))
    if outside:
        message = f"{_short(path)} leads out of the publication"
        yield Diagnostic(
            "css-address", message, span, "name a picture of the manuscript by its path, such as images/a.jpg"
        )
    elif path and not path.startswith("#") and "epub" in targets:
        message = f"an EPUB's stylesheet can't show {_short(path)}"
        yield Diagnostic("css-address", message, span, "put the rule into pdf/ or pdf.css: pages can show it")


def _nested(file: File) -> Iterator[Diagnostic]:
    """Look at rules that stand in rules: their selectors multiply."""
    stack: list[tuple[Any, int]] = [(node, 1) for node in tinycss2.parse_stylesheet(file.text)]
    while stack:
        node, around = stack.pop()
        if node.type not in {"qualified-rule", "at-rule"} or node.content is None:
            continue
        length = around
        if node.type == "at-rule" and node.lower_at_keyword == "counter-style":
            yield from _counted(node, Span(file.shown, node.source_line, node.source_column))
        if node.type == "qualified-rule":
            groups, parents = 1 + node.prelude.count(","), node.prelude.count("&")
            length = groups * max(parents, 1) * around + len(node.prelude)
        if length > LONGEST_SELECTOR:
            span = Span(file.shown, node.source_line, node.source_column)
            yield _beyond("the selectors of rules in rules multiply beyond measure", span, "nest less")
            return
        if "{" in (token.type[0] for token in node.content):
            stack += ((each, length) for each in tinycss2.parse_blocks_contents(node.content))


def _counted(node: Any, span: Span) -> Iterator[Diagnostic]:
    """Look at a counter style: one that repeats its symbols needs an end, or a number becomes a line without end."""
    said = {
        each.lower_name: [token for token in each.value if token.type not in {"whitespace", "comment"}]
        for each in tinycss2.parse_blocks_contents(node.content)
        if each.type == "declaration"
    }
    system = next((token.lower_value for token in said.get("system", ()) if token.type == "ident"), "symbolic")
    range_, pad = ([each.value for each in said.get(name, ()) if each.type == "number"] for name in ("range", "pad"))
    if system in {"symbolic", "additive"} and not (range_ and max(range_) <= MOST_SYMBOLS):
        hint = f"add range: 1 {MOST_SYMBOLS}"
        yield _beyond(f"{system} counters repeat their symbols without an end", span, hint)
    if any(number > LONGEST_PAD for number in pad):
        yield _beyond(f"a number is filled up to at most {LONGEST_PAD} characters", span)


def _beyond(message: str, span: Span, hint: str = "write it smaller") -> Diagnostic:
    return Diagnostic("css-limit", message, span, hint)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


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
            yield _beyond(f"a selector has more than {MOST_PARTS} parts", rule.span, "select by a class")
        for each in rule.declarations:
            yield from _measured(each, resolved(each.value, values))
    counts: dict[Span, int] = {}
    for rule in sheet:
        counts[rule.span] = counts.get(rule.span, 0) + 1
    for span, count in counts.items():
        if count > MOST_SELECTORS:
            yield _beyond(f"a rule has {count:,} selectors; the limit is {MOST_SELECTORS}", span, "select by a class")


def _countable(sheet: tuple[Rule, ...], values: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Look at how many rules there are, and in how many places the colours of text have to be compared."""
    if len(sheet) > MOST_RULES:
        hint = "take away what the pages don't use"
        yield _beyond(f"the stylesheets have more than {MOST_RULES:,} rules", sheet[MOST_RULES].span, hint)
    elif any(True for _ in islice(lines_in_places(sheet, values), MOST_PLACES, None)):
        where = next(rule.span for rule in reversed(sheet) if rule.value("color", "background", "background-color"))
        message = f"colours of text meet in more than {MOST_PLACES:,} places"
        yield _beyond(message, where, "set colours in fewer rules, or in fewer kinds of places")


def _measured(each: Declaration, value: str) -> Iterator[Diagnostic]:
    """Look at the numbers of a declaration."""
    nodes = tinycss2.parse_component_value_list(value, skip_comments=True)
    sizes = magnitudes(nodes)
    if any(not size.value <= LARGEST_NUMBER for size in sizes):
        yield _beyond(f"{_quoted(each)}: a number is too large", each.span)
    limit = next((limit for pattern, limit in _LIMIT_OF if pattern.fullmatch(each.name)), None)
    if limit:
        yield from _within(each, sizes, limit)
    if each.name.startswith("grid") and _tracks(nodes) > MOST_TRACKS:
        yield _beyond(f"{_quoted(each)}: a grid has at most {MOST_TRACKS} rows and columns", each.span)
    if each.name == "size":
        yield from _page(each, sizes)
    if _LINES.match(each.name) and any(0 < (size.pixels or THINNEST) < THINNEST for size in sizes):
        yield _beyond(f"{_quoted(each)}: lines are at least {THINNEST}px thick", each.span, "write it thicker, or none")
    if _REPEATED.search(value.lower()) and not all(length >= SMALLEST_PERIOD for length in period(nodes)):
        message = f"{_quoted(each)}: what is repeated is at least 1px or 1% long"
        yield _beyond(message, each.span, "give the first and the last colour a place each, in one unit")


def _within(each: Declaration, sizes: Iterable[Sizes], limit: Limit) -> Iterator[Diagnostic]:
    for size in sizes:
        if not limit.least <= size.value <= limit.most:
            yield _beyond(f"{_quoted(each)}: {limit.what} at most {limit.most:,g}", each.span)
            return


def _page(each: Declaration, sizes: Iterable[Sizes]) -> Iterator[Diagnostic]:
    sides = [size.pixels for size in sizes if size.unit in ABSOLUTE or not size.value]
    if any(not LEAST_PAGE <= (side or 0) <= LARGEST_PAGE for side in sides):
        yield _beyond(f"{_quoted(each)}: a page's sides are between 1cm and 5m", each.span, "write the trim")


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
    return _short(str(each))
