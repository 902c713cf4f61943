"""The inks of design tokens: each colour of the printed pages has its own, which paper can take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publish.checks.stylesheets import rules
from publish.colour import read_inks, read_rgb
from publish.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.colour import CMYK, RGB
    from publish.design import Design
    from publish.source import Span

ROOT = frozenset({":root"})
_READERS_OWN = re.compile(r"--mark(-\d+)?")
"""Tokens for lines in the EPUB, which are never printed."""


def tokens_have_inks(design: Design, limit: int) -> Iterator[Diagnostic]:
    """Each colour token of the printed pages has inks of its own that can be read and are within the limit.

    The press looks inks up by the colour that screens show, so two tokens can't share one and differ in their inks.
    ``limit`` is the most that the inks may sum up to, in per cent.
    """
    values = {name: (value, span) for name, value, span in _tokens(design)}
    seen: dict[RGB, tuple[str, CMYK]] = {}
    for name, (value, span) in values.items():
        if name.endswith("-cmyk"):
            yield from _orphan(name, values, span)
            continue
        colour = read_rgb(value)
        if colour is None or _READERS_OWN.fullmatch(name):
            continue
        written, place = values.get(f"{name}-cmyk", ("", span))
        if not written:
            yield _without(name, value, span)
            continue
        inks = read_inks(written)
        if inks is None:
            hint = "write four inks, such as 20% 85% 90% 10%"
            yield Diagnostic("token-cmyk", f"{name}-cmyk: {written} is no colour in inks", place, hint, about=written)
            continue
        if colour in seen and seen[colour][1] != inks:
            other = seen[colour][0]
            message = f"{name} is {value} on screens, as {other} is, but they are printed with other inks"
            hint = "make one of the two a shade different, or give both the same inks"
            yield Diagnostic("token-inks", message, span, hint, about=name)
        seen.setdefault(colour, (name, inks))
        total = round(sum(inks) * 100)
        if total > limit:
            message = f"{name}-cmyk has {total} % of ink, and the limit is {limit} %"
            hint = "take back the three colours alike, and add black for what they gave"
            yield Diagnostic("token-over-limit", message, place, hint, about=f"{name}-cmyk")


def _without(name: str, value: str, span: Span) -> Diagnostic:
    message = f"{name} ({value}) has no inks of its own, so the profile chooses them"
    hint = f"write {name}-cmyk: … behind it"
    return Diagnostic("token-without-cmyk", message, span, hint, Severity.WARNING, about=name)


def _orphan(name: str, values: dict[str, tuple[str, Span]], span: Span) -> Iterator[Diagnostic]:
    if name.removesuffix("-cmyk") not in values:
        hint = f"write {name.removesuffix('-cmyk')}: #…; before it"
        yield Diagnostic("token-cmyk", f"{name} belongs to no colour", span, hint, about=name)


def _tokens(design: Design) -> Iterator[tuple[str, str, Span]]:
    """Give each token of the printed pages with its place."""
    for rule in rules(design.stylesheets("pdf")):
        if rule.selector == (ROOT,):
            yield from ((each.name, each.value, each.span) for each in rule.declarations if each.name.startswith("--"))
