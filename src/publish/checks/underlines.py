"""Links in running text, which more than a colour tells from the words around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publish.checks.cascade import Cascade, Style
from publish.checks.colours import BLACK, WHITE
from publish.checks.stylesheets import is_state, rules, tokens
from publish.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.checks.stylesheets import Selector
    from publish.design import Design

_ABOVE: Selector = (
    frozenset({"html", ":root"}),
    frozenset({"body"}),
    frozenset({"article", ".article"}),
    frozenset({"div", ".body"}),
    frozenset({"p"}),
)
# Where words stand around a link. Lists of links, the contents, calls of notes and covers are links by their place.
_RUNNING = re.compile(
    r"\+|:.*|html|body|main|article|section|div|p|li|ul|ol|dd|dl|td|th|tr|tbody|table|blockquote|figcaption|caption|"
    r"aside|em|strong|\.(article|chapter|book|magazine|report|body|box|note|aside|sponsored|editorial|event|what|"
    r"note-text|note-body|figure|caption|credit|standfirst|pullquote|feature|letter|news|interview|listing|frontmatter)"
)
_TELLING = ("border", "border-bottom", "border-bottom-style", "border-style", "box-shadow", "background")
_NOTHING = {"", "0", "none", "transparent", "initial", "unset", "inherit"}


def links_are_told_by_more_than_colour(design: Design, target: str) -> Iterator[Diagnostic]:
    """A link in running text is underlined, or has a border, a ground or a weight of its own (WCAG 2.2, 1.4.1)."""
    sheet = rules(design.stylesheets(target))
    cascade = Cascade(sheet, Style(BLACK, WHITE, 12.0, values=tokens(sheet)))
    seen = set()
    for rule in sheet:
        if not rule.value("text-decoration", "text-decoration-line") or is_state(rule.selector):
            continue
        subject = {simple for simple in rule.selector[-1] if simple not in {":link", ":any-link", "[href]"}}
        if subject != {"a"} or not all(_RUNNING.fullmatch(each) for above in rule.selector[:-1] for each in above):
            continue
        line = (*_ABOVE, *rule.selector[:-1], rule.selector[-1] | {":link", ":any-link", "[href]"})
        style = cascade.style(line)
        told = any(style.says(name) not in _NOTHING for name in _TELLING)
        told = told or style.weight != cascade.style(line[:-1]).weight
        decoration = (style.own or {}).get("text-decoration")
        if decoration and style.says("text-decoration") == "none" and not told and decoration.span not in seen:
            seen.add(decoration.span)
            message = "links in running text have no underline, and nothing in its place but a colour"
            hint = "underline them, or give them border-bottom"
            yield Diagnostic("link-colour-only", message, decoration.span, hint, about=str(decoration))
