"""What can't be read in a stylesheet, and names in an EPUB's that are near to one that there is."""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

import tinycss2

from publish.checks.bounds import MOST_FINDINGS
from publish.checks.stylesheets import rules
from publish.diagnostics import Diagnostic, Severity, did_you_mean
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Any

    from publish.checks.stylesheets import Declaration
    from publish.design import Design, File

AT_RULES = frozenset({
    "charset", "container", "counter-style", "font-face", "font-feature-values", "import", "keyframes", "layer",
    "media", "namespace", "page", "property", "scope", "starting-style", "supports",
})  # fmt: skip
"""The rules with @ that reading systems may know."""

MOST_NAMES = 200
"""How many unknown names are compared with those that there are."""

# What is skipped when brackets are counted: comments, strings, addresses without quotation marks.
_PIECE = re.compile(
    r"""/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|url\(\s*[^"'\s)][^)]*(?:\)|\Z)|[{}()\[\]]""",
    re.DOTALL,
)
_LONGEST = 60
_CLOSES = {"}": "{", ")": "(", "]": "["}


def stylesheets_can_be_read(design: Design) -> Iterator[Diagnostic]:
    """A stylesheet's brackets, texts and comments are closed, and its declarations have a name, a colon and a value."""
    for file in design.styles():
        yield from unreadable(file)


def unreadable(file: File) -> tuple[Diagnostic, ...]:
    """Give what can't be read in a stylesheet; what isn't closed is all that is said where something isn't."""
    unpaired = _unpaired(file)
    return (unpaired,) if unpaired else tuple(dict.fromkeys(islice(_errors(file), MOST_FINDINGS)))


def _unpaired(file: File) -> Diagnostic | None:
    """Give the first bracket or comment that is never closed, or that closes nothing."""
    opened: list[tuple[str, int]] = []
    for piece in _PIECE.finditer(file.text):
        text = piece[0]
        if text.startswith("/*") and not (text.endswith("*/") and len(text) > 3):
            opened.append(("/*", piece.start()))
        elif text in _CLOSES.values():
            opened.append((text, piece.start()))
        elif text in _CLOSES and opened and opened[-1][0] == _CLOSES[text]:
            opened.pop()
        elif text in _CLOSES and not opened:
            hint = "take it away, or write the bracket that it closes"
            return Diagnostic("css-syntax", f"{text} closes nothing", _place(file, piece.start()), hint)
    if not opened:
        return None
    bracket, start = opened[0]
    closing = {"{": "}", "(": ")", "[": "]", "/*": "*/"}[bracket]
    hint = f"write {closing} where it ends"
    return Diagnostic("css-syntax", f"{bracket} is never closed", _place(file, start), hint)


def _place(file: File, start: int) -> Span:
    return Span(file.shown, file.text.count("\n", 0, start) + 1, start - file.text.rfind("\n", 0, start))


def _errors(file: File) -> Iterator[Diagnostic]:
    stack: list[Any] = list(reversed(tinycss2.parse_stylesheet(file.text, skip_comments=True)))
    while stack:
        node = stack.pop()
        if node.type == "error":
            yield _said(node, file)
        elif node.type == "declaration":
            stack += reversed(node.value)
        elif node.type in {"qualified-rule", "at-rule"}:
            inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True) if node.content else []
            wrong = [each for each in inner if _is_no_declaration(each)]
            yield from (_statement(node.content, each, file) for each in wrong[:MOST_FINDINGS])
            stack += reversed([*node.prelude, *(each for each in inner if not _is_no_declaration(each))])
        elif isinstance(inside := getattr(node, "arguments", None) or getattr(node, "content", None), list):
            stack += reversed(inside)


def _is_no_declaration(node: Any) -> bool:
    return bool(node.type == "error" and node.kind == "invalid")


def _statement(content: list[Any], error: Any, file: File) -> Diagnostic:
    """Say what is wrong with a declaration that can't be read, at its beginning."""
    statement: list[Any] = []
    for piece in content:
        if piece == ";" and statement and _at(piece) >= _at(error):
            break
        if piece == ";":
            statement = []
        elif statement or piece.type not in {"whitespace", "comment"}:
            statement.append(piece)
    if not statement:
        return _said(error, file)
    first, hint = statement[0], "write name: value, and end it with a semicolon"
    span = Span(file.shown, *_at(first))
    if first.type == "ident" and ":" not in statement:
        return Diagnostic("css-syntax", f"a colon is missing behind {first.value}", span, hint)
    written = " ".join(tinycss2.serialize(statement).split())
    written = written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"
    return Diagnostic("css-syntax", f"{written} is no declaration", span, hint)


def _at(node: Any) -> tuple[int, int]:
    return node.source_line, node.source_column


def _said(error: Any, file: File) -> Diagnostic:
    """Say what is wrong in the words of who writes stylesheets, and how to mend it."""
    if error.kind in _CLOSES:
        message, hint = f"{error.kind} closes nothing", "take it away, or write the bracket that it closes"
    elif "string" in error.kind:
        message, hint = (
            "a text in quotation marks isn't closed on its line",
            "close it with the mark that it began with",
        )
    elif "url" in error.kind:
        message, hint = "this url() can't be read", 'write url("…")'
    else:
        message, hint = "a rule has no declarations", "write selector { name: value; }"
    return Diagnostic("css-syntax", message, Span(file.shown, *_at(error)), hint)


def names_in_the_epub_are_known(design: Design, known: Collection[str]) -> Iterator[Diagnostic]:
    """A property or rule that only the EPUB has isn't a misspelling of one of those that are ``known``.

    Reading systems know more than any list, so a name that is near to none is left alone. Stylesheets that pages share
    are judged by the page engine.
    """
    shared = set(design.stylesheets("pdf"))
    own = [file for file in design.stylesheets("epub") if file not in shared]
    for each in _first_of_each_name(own, known):
        if near := did_you_mean(each.name, known):
            message = f"{each}: there is no property {each.name}"
            yield Diagnostic("css-property", message, each.span, near, Severity.WARNING)
    for file in own:
        nodes = (node for node in tinycss2.parse_stylesheet(file.text) if node.type == "at-rule")
        unknown = (node for node in nodes if node.lower_at_keyword not in AT_RULES and node.at_keyword[0] != "-")
        for node in islice(unknown, MOST_FINDINGS):
            for name in get_close_matches(node.lower_at_keyword, AT_RULES, n=1):
                span, message = Span(file.shown, *_at(node)), f"there is no rule @{node.lower_at_keyword}"
                yield Diagnostic("css-rule", message, span, f"did you mean @{name}?", Severity.WARNING)


def _first_of_each_name(files: list[File], known: Collection[str]) -> list[Declaration]:
    """Give the first declaration of each property that isn't known; names with a hyphen first are a maker's own."""
    found: dict[str, Declaration] = {}
    for each in (each for rule in rules(files) for each in rule.declarations):
        if each.name not in known and not each.name.startswith("-"):
            found.setdefault(each.name, each)
    return list(found.values())[:MOST_NAMES]
