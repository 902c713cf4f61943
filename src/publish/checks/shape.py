"""The tokens of a stylesheet, each by itself: how deep, how long and how large they are, and where addresses lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import tinycss2

from publish.checks.bounds import (
    DEEPEST,
    LARGEST,
    LARGEST_NUMBER,
    LONGEST_NAME,
    LONGEST_PAD,
    LONGEST_SELECTOR,
    LONGEST_TEXT,
    MOST_FINDINGS,
    MOST_SYMBOLS,
)
from publish.diagnostics import Diagnostic
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from publish.design import File


def shape(file: File, tokens: list[Any], targets: frozenset[str]) -> Iterator[Diagnostic]:
    """Look at each token of a stylesheet by itself, up to brackets that are too deep to look into."""
    count = 0
    at_rule = ""
    stack: list[tuple[Iterator[Any], int]] = [(iter(tokens), 0)]
    while stack:
        tokens_left, depth = stack[-1]
        token = next(tokens_left, None)
        if token is None:
            stack.pop()
            continue
        if depth == 0:
            at_rule = _at_rule(token, at_rule)
        span = Span(file.shown, token.source_line, token.source_column)
        found = next(_wrong(token, at_rule, targets, span), None)
        if found and count < MOST_FINDINGS:
            count += 1
            yield found
        inner = getattr(token, "content", None) or getattr(token, "arguments", None)
        if isinstance(inner, list):
            if depth == DEEPEST:
                yield beyond(f"brackets stand in each other {DEEPEST} deep and more", span, "nest less")
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
            yield beyond("symbolic counters repeat their symbols without an end", span, "write symbols(cyclic …)")
        case "ident" | "function" | "hash" | "at-keyword":
            name = token.name if token.type == "function" else token.value
            if len(name) > LONGEST_NAME:
                yield beyond(f"a name has {len(name):,} characters; the limit is {LONGEST_NAME}", span)
        case "string" if len(token.value) > LONGEST_TEXT:
            yield beyond(f"a text has {len(token.value):,} characters; the limit is {LONGEST_TEXT:,}", span)
        case "dimension" | "percentage" if not abs(token.value) <= LARGEST:
            yield beyond(f"{short(token.serialize())} is beyond {LARGEST:,}", span)
        case "number" if not abs(token.value) <= LARGEST_NUMBER:
            yield beyond(f"{short(token.serialize())} is beyond {LARGEST_NUMBER:,}", span)


def _repeats(function: Any) -> bool:
    first = next((each for each in function.arguments if each.type not in {"whitespace", "comment"}), None)
    return first is None or first.type != "ident" or first.lower_value == "symbolic"


def _address(address: str, targets: frozenset[str], span: Span) -> Iterator[Diagnostic]:
    path = address.strip()
    outside = re.match(r"[a-zA-Z][\w+.-]*:|/|\\", path) or ".." in re.split(r"[/\\]", unquote(path))
    if outside:
        message = f"{short(path)} leads out of the publication"
        yield Diagnostic(
            "css-address", message, span, "name a picture of the manuscript by its path, such as images/a.jpg"
        )
    elif path and not path.startswith("#") and targets != {"pdf"}:
        message = f"a stylesheet of the {'EPUB' if 'epub' in targets else 'web'} can't show {short(path)}"
        yield Diagnostic("css-address", message, span, "put the rule into pdf/ or pdf.css: pages can show it")


def nested(file: File, tokens: list[Any]) -> Iterator[Diagnostic]:
    """Look at rules that stand in rules: their selectors multiply."""
    stack: list[tuple[Any, int]] = [(node, 1) for node in tinycss2.parse_stylesheet(tokens)]
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
            yield beyond("the selectors of rules in rules multiply beyond measure", span, "nest less")
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
        yield beyond(f"{system} counters repeat their symbols without an end", span, hint)
    if any(number > LONGEST_PAD for number in pad):
        yield beyond(f"a number is filled up to at most {LONGEST_PAD} characters", span)


def beyond(message: str, span: Span, hint: str = "write it smaller") -> Diagnostic:
    """Give a finding that something is beyond its limit."""
    return Diagnostic("css-limit", message, span, hint)


def short(text: str) -> str:
    """Give text as a message quotes it: its beginning, where it is long."""
    return text if len(text) <= 60 else f"{text[:57]}…"
