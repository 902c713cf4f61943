"""A layout's stylesheets as rules: selectors, declarations with their places, and the conditions they stand under."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import tinycss2
from tinycss2.ast import WhitespaceToken

from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from publish.design import File

Compound = frozenset[str]
Selector = tuple[Compound, ...]

SIBLING, ANY = "+", "*"

_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*((?:[^()]|\((?:[^()]|\([^()]*\))*\))*))?\)")
_VARIABLES_DEEP = 8
_LONGEST_VALUE = 10_000
_STATES = re.compile(r":(hover|focus|focus-visible|focus-within|active|visited)\b")


@dataclass(frozen=True, slots=True)
class Declaration:
    """One declaration: its property in small letters, its value as text, and where it stands."""

    name: str
    value: str
    span: Span
    important: bool = False

    def __str__(self) -> str:
        return f"{self.name}: {self.value}{' !important' if self.important else ''}"


@dataclass(frozen=True, slots=True)
class Place:
    """A declaration that speaks against a claim: where it stands, and what it says."""

    span: Span
    says: str

    def __str__(self) -> str:
        return f"{self.span.path}:{self.span.line}: {self.says}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with one selector: the compounds from the root to its subject, each a set of simple selectors.

    A rule of ``@page`` has ``@page`` and the pages that it is for as its only compound, a margin box in it a second.
    ``scheme`` is ``light`` or ``dark`` where the rule stands under ``prefers-color-scheme``, ``print`` where it is for
    paper alone.
    """

    selector: Selector
    declarations: tuple[Declaration, ...]
    span: Span
    scheme: str = ""

    @property
    def specificity(self) -> tuple[int, int, int]:
        """How much the selector weighs: ids, then classes and the like, then types (Selectors 4, 17)."""
        simples = [simple for compound in self.selector for simple in compound]
        ids = sum(simple.startswith("#") for simple in simples)
        types = sum(simple.startswith("::") or simple[0].isalpha() for simple in simples)
        nothing = simples.count(SIBLING) + simples.count(ANY)
        return ids, len(simples) - ids - types - nothing, types

    def value(self, *names: str) -> Declaration | None:
        """Give the last declaration of any of these properties."""
        return next((each for each in reversed(self.declarations) if each.name in names), None)


def rules(files: Iterable[File]) -> tuple[Rule, ...]:
    """Give the rules of a target's stylesheets in the order in which they apply, one for each selector."""
    return tuple(rule for file in files for rule in parsed(file))


@cache
def parsed(file: File) -> tuple[Rule, ...]:
    """Give the rules of one stylesheet; what can't be read is left out."""
    nodes = tinycss2.parse_stylesheet(file.text, skip_comments=True, skip_whitespace=True)
    return tuple(_rules(nodes, file.shown, ""))


def _rules(nodes: Iterable[Any], path: str, scheme: str, around: tuple[list[Any], ...] = ()) -> Iterator[Rule]:
    """Give the rules among nodes; ``around`` are the selectors of the rule that these stand in, if any."""
    for node in nodes:
        if node.type == "qualified-rule":
            declarations, inner = _inside(node, path)
            span = Span(path, node.source_line, node.source_column)
            preludes = tuple(each for prelude in split(node.prelude) for each in _joined(around, prelude))
            for prelude in preludes:
                yield Rule(selector(prelude), declarations, span, scheme)
            yield from _rules(inner, path, scheme, preludes)
        elif node.type == "at-rule" and node.lower_at_keyword == "page":
            yield from _page(node, path)
        elif node.type == "at-rule" and node.content is not None and node.lower_at_keyword in {"media", "supports"}:
            condition = tinycss2.serialize(node.prelude).lower()
            asked = re.search(r"prefers-color-scheme\s*:\s*(dark|light)|^\s*(print)\s*$", condition)
            parse = tinycss2.parse_blocks_contents if around else tinycss2.parse_rule_list
            inner = parse(node.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(inner, path, asked[1] or asked[2] if asked else scheme, around)


def _joined(around: tuple[list[Any], ...], prelude: list[Any]) -> Iterator[list[Any]]:
    """Give a selector of a rule with each of those of the rule around it (CSS Nesting 1, 3)."""
    if not around:
        yield prelude
    for outer in around:
        if "&" in prelude:
            yield [each for piece in prelude for each in (_stripped(outer) if piece == "&" else (piece,))]
        else:
            yield [*outer, WhitespaceToken(0, 0, " "), *prelude]


def _stripped(prelude: list[Any]) -> list[Any]:
    """Give a selector without the white space around it."""
    kept = [place for place, piece in enumerate(prelude) if piece.type != "whitespace"]
    return prelude[kept[0] : kept[-1] + 1] if kept else []


def _page(node: Any, path: str) -> Iterator[Rule]:
    declarations, boxes = _inside(node, path)
    page = frozenset({"@page", *re.findall(r":?[\w-]+", tinycss2.serialize(node.prelude))})
    span = Span(path, node.source_line, node.source_column)
    yield Rule((page,), declarations, span)
    for box in (each for each in boxes if each.type == "at-rule"):
        inner, _ = _inside(box, path)
        where = Span(path, box.source_line, box.source_column)
        yield Rule((page, frozenset({f"@{box.lower_at_keyword}"})), inner, where)


def _inside(node: Any, path: str) -> tuple[tuple[Declaration, ...], list[Any]]:
    """Give a rule's declarations, and the rules that stand in it."""
    declarations, inner = [], []
    for each in tinycss2.parse_blocks_contents(node.content or [], skip_comments=True, skip_whitespace=True):
        if each.type == "declaration":
            name = each.name if each.name.startswith("--") else each.lower_name
            value = " ".join(tinycss2.serialize(each.value).split())
            span = Span(path, each.source_line, each.source_column)
            declarations.append(Declaration(name, value, span, each.important))
        elif each.type in {"at-rule", "qualified-rule"}:
            inner.append(each)
    return tuple(declarations), inner


def split(tokens: Iterable[Any]) -> Iterator[list[Any]]:
    """Give the selectors of a list, each as its tokens."""
    part: list[Any] = []
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def selector(tokens: Iterable[Any]) -> Selector:
    """Give a selector's compounds; of siblings the last one, which keeps a mark that it follows another."""
    compounds: list[set[str]] = [set()]
    prefix = ""
    following = False
    for token in tokens:
        text = token.serialize()
        if token.type == "whitespace" or text == ">":
            if compounds[-1]:
                compounds.append(set())
        elif text in {"+", "~"}:
            if not compounds[-1]:
                compounds.pop()
            compounds[-1:] = [set()]
            following = True
        elif token.type == "literal" and text in {".", ":"}:
            prefix += text
        else:
            compounds[-1].add(text.lower() if token.type == "ident" and not prefix else prefix + text)
            prefix = ""
        if following and text not in {"+", "~"} and token.type != "whitespace":
            compounds[-1].add(SIBLING)
            following = False
    return tuple(frozenset(each) for each in compounds if each) or (frozenset({ANY}),)


def is_state(selector: Selector) -> bool:
    """Say whether a selector holds only while something is pointed at, pressed or was visited."""
    return any(_STATES.match(simple) for compound in selector for simple in compound)


def tokens(found: Iterable[Rule]) -> dict[str, str]:
    """Give the design values that rules set on the root, by name."""
    return {
        each.name: each.value
        for rule in found
        if rule.selector[-1] in ({":root"}, {"html"})
        for each in rule.declarations
        if each.name.startswith("--")
    }


def resolved(value: str, values: Mapping[str, str]) -> str:
    """Give a value with each ``var()`` replaced; one that nothing sets is left as it stands."""
    for _ in range(_VARIABLES_DEEP):
        replaced = _VAR.sub(lambda found: values.get(found[1]) or found[2] or found[0], value)
        if replaced == value or len(replaced) > _LONGEST_VALUE:  # a token that doubles another that doubles another
            break
        value = replaced
    return value
