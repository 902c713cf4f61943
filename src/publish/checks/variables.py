"""The tokens of a layout and the var() that name them: each is set, and none grows beyond measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tinycss2

from publish.checks.bounds import MOST_FINDINGS
from publish.checks.stylesheets import rules
from publish.diagnostics import Diagnostic, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from publish.checks.stylesheets import Declaration, Rule
    from publish.design import Design

LONGEST_EXPANSION = 10_000
"""The longest value, in characters, once each var() in it is replaced."""

DEEPEST_EXPANSION = 8
"""How many tokens may stand for each other in a row."""

GIVEN: Mapping[str, Mapping[str, str]] = {
    "epub": {},
    "pdf": {
        "--trim-width": "How wide a page is once it is cut.",
        "--trim-height": "How high a page is once it is cut.",
        "--bleed": "How far art reaches beyond the cut: the most that any edge asks.",
        "--spine": "How thick the spine is; 0mm where no cover is printed by itself.",
    },
    "web": {},
}
"""The tokens that the program sets itself, by target, and what each is: they come of the manuscript's print: keys."""


def tokens_are_set(design: Design) -> Iterator[Diagnostic]:
    """A var() names a token that a stylesheet of the same output sets, or says what stands in for it.

    A token that is named more than once is said at its first place.
    """
    found: dict[str, Diagnostic] = {}
    for target in design.files:
        sheet = rules(design.stylesheets(target))
        known = {each.name for rule in sheet for each in rule.declarations if each.name.startswith("--")}
        known |= GIVEN.get(target, {}).keys()
        for each in (each for rule in sheet for each in rule.declarations):
            for name, fallback in named(each.value):
                if name not in known and name not in found and not fallback and len(found) < MOST_FINDINGS:
                    found[name] = _unset(each, name, known, target)
    yield from found.values()


def _unset(each: Declaration, name: str, known: set[str], target: str) -> Diagnostic:
    if name in GIVEN["pdf"]:
        hint = "put the rule into pdf/ or pdf.css, or say what stands in for it"
        return Diagnostic("css-variable", f"only pages have {name}", each.span, hint)
    hint = did_you_mean(name, known) or f"available: {', '.join(sorted(known))}"
    message = f"no stylesheet of the {target if target == 'web' else target.upper()} sets {name}"
    return Diagnostic("css-variable", message, each.span, hint)


def named(value: str) -> tuple[tuple[str, bool], ...]:
    """Give each token that a value names with var(), and whether something stands in for it."""
    return tuple(_named(tinycss2.parse_component_value_list(value, skip_comments=True))) if "(" in value else ()


def _named(nodes: Iterable[Any]) -> Iterator[tuple[str, bool]]:
    for node in nodes:
        inner = getattr(node, "arguments", None) or getattr(node, "content", None)
        if node.type == "function" and node.lower_name == "var":
            said = [each for each in node.arguments if each.type != "whitespace"]
            if said and said[0].type == "ident":
                yield str(said[0].value), len(said) > 1
        if isinstance(inner, list):
            yield from _named(inner)


def expansions_are_short(sheet: Iterable[Rule]) -> Iterator[Diagnostic]:
    """A value is of ordinary length once each var() in it is replaced, and no token stands for itself."""
    declarations = [each for rule in sheet for each in rule.declarations]
    meanings: dict[str, list[Declaration]] = {}
    for each in declarations:
        if each.name.startswith("--"):
            meanings.setdefault(each.name, []).append(each)
    children = {name: _children(said, meanings) for name, said in meanings.items()}
    sizes = _grown(children)
    for each in declarations:
        inside = [sizes[name] for name, _ in named(each.value) if name in sizes] if "var(" in each.value else []
        length, depth = len(each.value) + sum(size for size, _ in inside), max((deep for _, deep in inside), default=0)
        if max(length / LONGEST_EXPANSION, depth / DEEPEST_EXPANSION) <= 1:
            continue
        if each.name in _reached(each.name, children):
            message = f"{each.name} stands for itself, so it has no value"
            yield Diagnostic("css-variable", message, each.span, "write the value out")
        elif length <= LONGEST_EXPANSION:
            message = f"{each.name} names a token that names a token, {DEEPEST_EXPANSION} deep and more"
            yield Diagnostic("css-limit", message, each.span, "write the value out")
        else:
            message = f"the value of {each.name} is beyond {LONGEST_EXPANSION:,} characters, with its tokens replaced"
            yield Diagnostic("css-limit", message, each.span, "write it shorter, or name fewer tokens in it")


_Children = tuple[tuple[int, tuple[str, ...]], ...]


def _children(said: Iterable[Declaration], meanings: Mapping[str, object]) -> _Children:
    """Give, for each value of a token, its length and the tokens that it names, as often as it names them."""
    return tuple((len(each.value), tuple(name for name, _ in named(each.value) if name in meanings)) for each in said)


def _grown(children: Mapping[str, _Children]) -> dict[str, tuple[int, int]]:
    """Give the length and the depth of each token's longest value, both a little beyond their limits at most."""
    sizes = {name: (max(length for length, _ in said), 1) for name, said in children.items()}
    for _ in range(DEEPEST_EXPANSION):
        sizes = {
            name: (
                min(max(length + sum(sizes[each][0] for each in inner) for length, inner in said), LONGEST_EXPANSION),
                1 + max(max((sizes[each][1] for each in inner), default=0) for _, inner in said),
            )
            for name, said in children.items()
        }
    return sizes


def _reached(name: str, children: Mapping[str, _Children]) -> set[str]:
    """Give every token that stands in a token's value, or in that of one of those."""
    reached: set[str] = set()
    ahead = [name]
    while ahead:
        inside = {each for _, inner in children.get(ahead.pop(), ()) for each in inner} - reached
        reached |= inside
        ahead += inside
    return reached
