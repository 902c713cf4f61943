"""Whether the page engine understands a layout's stylesheets: found by having it read them, without a page."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import tinycss2
from tinycss2.ast import LiteralToken, WhitespaceToken

from publish.checks.bounds import MOST_FINDINGS
from publish.checks.stylesheets import parsed, resolved, rules, split
from publish.checks.syntax import unreadable
from publish.checks.variables import GIVEN, named
from publish.diagnostics import Diagnostic
from publish.pdf import engine
from publish.pdf.remarks import (
    IGNORED,
    READING_SYSTEMS,
    UNKNOWN_RULES,
    WITH_ANOTHER,
    Said,
    declaration,
    finding,
    logged,
    rule,
)
from publish.pdf.vocabulary import PAGE_PROPERTIES, accepts, selector_fault
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from publish.checks.stylesheets import Declaration, Rule
    from publish.design import Design, File
    from publish.pdf.part import Message

_OF_DECLARATIONS = frozenset({"css-value", "font-missing", "glyph-missing", "layout-picture"})
_SELECTOR = "Invalid or unsupported selector, %s"


def stylesheets_are_understood(design: Design) -> Iterator[Diagnostic]:
    """The page engine knows each property, value, selector and rule of the stylesheets that pages follow."""
    shared = set(design.stylesheets("epub"))
    for file in design.stylesheets("pdf"):
        yield from remarks_on(file, shared=file in shared)
    yield from _with_tokens(rules(design.stylesheets("pdf")), shared)


@cache
def remarks_on(file: File, *, shared: bool) -> tuple[Diagnostic, ...]:
    """Give what the engine doesn't understand in a stylesheet; ``shared`` says that the EPUB has it, too."""
    if unreadable(file):  # what follows from what can't be read would hide it
        return ()
    selectors = tuple(_selectors(file, shared=shared))
    try:
        messages = engine.remarks(file.text)
    except engine.EngineError as error:
        return (*selectors, _failed(file, error))
    left_out = WITH_ANOTHER | ({_SELECTOR} if selectors else set())
    said = (_remark(file, message, shared=shared) for message in messages if message.form not in left_out)
    return tuple(islice(dict.fromkeys((*selectors, *said)), MOST_FINDINGS))


def _remark(file: File, message: Message, *, shared: bool) -> Diagnostic:
    at = place(message)
    span = Span(file.shown, *at)
    if message.form in UNKNOWN_RULES:
        named_rule = re.search(r"@([\w-]+)", str(message.arguments[0]))
        return finding(rule(named_rule[1] if named_rule else "", shared=shared), span)
    if message.form.startswith(IGNORED):
        each = declarations(file).get(span)
        if each:
            return finding(declaration(each, shared=shared), span)
        name, value = (str(argument).strip() for argument in message.arguments[:2])
        return finding(Said("css-value", f"{name}: {value}: the page engine doesn't take this here", "mend it"), span)
    said = logged(message.form, message.arguments, message.text)
    if shared and message.form.startswith("Invalid media type"):
        said = said._replace(hint=f"{said.hint}; {READING_SYSTEMS}")
    return finding(said, span)


def place(message: Message) -> tuple[int, int]:
    """Give the line and column of which a message speaks; the first of the file where it speaks of none."""
    numbers = [each for each in message.arguments if isinstance(each, int)]
    return (numbers[0], numbers[1]) if "%d:%d" in message.form and len(numbers) >= 2 else (1, 1)


@cache
def declarations(file: File) -> Mapping[Span, Declaration]:
    """Give every declaration of a stylesheet by its place, in their order."""
    return {each.span: each for each_rule in parsed(file) for each in each_rule.declarations}


def _failed(file: File, error: engine.EngineError) -> Diagnostic:
    """Say on which declaration the engine fails, by having it read each alone; on the file where it is none of them."""
    culprit = next((each for each in declarations(file).values() if _fails(each)), None)
    hint = "write it another way: the engine has a fault there"
    if culprit:
        return Diagnostic("layout-failed", f"{culprit}: the page engine fails on this", culprit.span, hint)
    return Diagnostic("layout-failed", f"the page engine fails on this stylesheet: {error}", Span(file.shown), hint)


def _fails(each: Declaration) -> bool:
    try:
        engine.remarks(f"a {{ {each} }}")
    except engine.EngineError:
        return True
    return False


# ---------------------------------------------------------------------------------------------------- while laid out


def findings(design: Design, messages: Iterable[Message]) -> tuple[Diagnostic, ...]:
    """Give what was logged while pages were laid out or drawn, each once, at the declaration that brought it out.

    What the engine says of the layout's stylesheets as it reads them was found before any page was laid out.
    """
    sheets = design.stylesheets("pdf")
    read = range(1, len(sheets) + 1)
    return tuple(dict.fromkeys(_found(design, each) for each in messages if each.stylesheet not in read))


def _found(design: Design, message: Message) -> Diagnostic:
    if "%d:%d" in message.form:
        each = _declared_at(design, message)
        if each and message.form.startswith(IGNORED):
            shared = any(file.shown == each.span.path for file in design.stylesheets("epub"))
            return finding(declaration(each, shared=shared), each.span)
    said = logged(message.form, message.arguments, message.text, by_fonts=message.by == "fontTools")
    if "%d:%d" not in message.form:
        quoted = str(message.arguments[0]) if message.arguments and said.code in _OF_DECLARATIONS else ""
        each = next((each for each in _every(design) if quoted and quoted in _unquoted(each.value)), None)
    return finding(said, each.span if each else Span("layouts"))


def _every(design: Design) -> Iterator[Declaration]:
    return (each for file in design.stylesheets("pdf") for each in declarations(file).values())


def _declared_at(design: Design, message: Message) -> Declaration | None:
    """Give the declaration whose value begins where a message says: it doesn't say in which stylesheet."""
    at = place(message)
    names = {str(each) for each in message.arguments}
    before = [each for each in _every(design) if (each.span.line, each.span.column) <= at and "(" in each.value]
    fitting = [each for each in before if each.name in names] or before
    return max(fitting, key=lambda each: (each.span.line, each.span.column), default=None)


def _unquoted(value: str) -> str:
    return value.replace('"', "").replace("'", "")


# --------------------------------------------------------------------------------------------------------- selectors


def _selectors(file: File, *, shared: bool) -> Iterator[Diagnostic]:
    """Give the selectors that the engine doesn't know: it says neither where they stand nor what it met."""
    for node, prelude in _qualified(tinycss2.parse_stylesheet(file.text, skip_comments=True)):
        span = Span(file.shown, node.source_line, node.source_column)
        written = " ".join(tinycss2.serialize(node.prelude).split())
        try:
            fault = selector_fault(prelude)
        except NotImplementedError:
            hint = "name the attribute without a namespace"
            yield Diagnostic("layout-failed", f"{written}: the page engine fails on this selector", span, hint)
            continue
        if fault:
            message, hint = fault
            hint = f"{hint}; {READING_SYSTEMS}" if shared and not hint.startswith("did you mean") else hint
            yield finding(Said("css-selector", f"{written}: {message}", hint), span)


def _qualified(nodes: Iterable[Any], *, inside: bool = False) -> Iterator[tuple[Any, list[Any]]]:
    """Give each rule with its selectors; those of rules in rules have * for the rule around them."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield node, _nested(node.prelude) if inside or "&" in node.prelude else node.prelude
            yield from _qualified(tinycss2.parse_blocks_contents(node.content, skip_comments=True), inside=True)
        elif node.type == "at-rule" and node.content and node.lower_at_keyword in {"media", "layer"}:
            yield from _qualified(tinycss2.parse_blocks_contents(node.content, skip_comments=True), inside=inside)


def _nested(prelude: Iterable[Any]) -> list[Any]:
    """Give the selectors of a rule in a rule, with * for the rule around it."""
    around, space = LiteralToken(0, 0, "*"), WhitespaceToken(0, 0, " ")
    result: list[Any] = []
    for group in split(prelude):
        inside = [around if each == "&" else each for each in group]
        result += [LiteralToken(0, 0, ",")] if result else []
        result += inside if "&" in group else [around, space, *inside]
    return result


# ------------------------------------------------------------------------------------------------------------ tokens


def _with_tokens(sheet: Sequence[Rule], shared: set[File]) -> Iterator[Diagnostic]:
    """Give the declarations whose value is none once their tokens are replaced.

    Tokens that are set anywhere but on the root may have another value where the declaration holds, so those are left
    to the engine.
    """
    on_root = {":root", "html"}
    elsewhere = {
        each.name for each_rule in sheet if each_rule.selector[-1] - on_root for each in each_rule.declarations
    }
    values = dict.fromkeys(GIVEN["pdf"], "100mm") | {
        each.name: each.value for each_rule in sheet for each in each_rule.declarations if each.name.startswith("--")
    }
    paths = {file.shown for file in shared}
    for each in dict.fromkeys(each for each_rule in sheet for each in each_rule.declarations if "var(" in each.value):
        inside = _inside(each.value, values)
        if each.name not in PAGE_PROPERTIES or inside & elsewhere or not inside <= set(values):
            continue
        if not accepts(each.name, resolved(each.value, values)):
            yield finding(declaration(each, shared=each.span.path in paths), each.span)


def _inside(value: str, values: dict[str, str]) -> set[str]:
    """Give the tokens that a value names, and those that these name."""
    inside: set[str] = set()
    ahead = [value]
    while ahead:
        names = {name for name, _ in named(ahead.pop())} - inside
        inside |= names
        ahead += (values[name] for name in names if name in values)
    return inside
