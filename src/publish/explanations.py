"""The registry of codes told to people: one code, the list of all, and the page ``docs/findings.md``."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from publish.codes import THEMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.diagnostics import Rule

WIDEST = 88
"""Characters a line: longer ones are hard to read."""

_INTRODUCTION = """# Findings

Everything that publish can find wrong, by what it is about. A finding shows its code in brackets at the end of its
first line; `publish explain CODE` says the same as this page. An error stops a build. A warning doesn't, unless
`--strict` is said, and `allow: [{code: …, reason: …}]` in `publication.yaml` silences it. What matters on press alone
is an error where the press PDF is built, and a warning elsewhere.

This page is made from the registry in `src/publish/codes/` by `make accept`.
"""


def explained(rule: Rule, width: int) -> str:
    """Give all that is known of a code, at most ``width`` characters a line but for the example."""
    width = min(width, WIDEST)
    paragraphs = [
        _filled(rule.says, width),
        f"For example:\n\n{textwrap.indent(rule.example, '    ')}",
        _filled(rule.mend, width),
        _filled(f"Asked for by {rule.clause}.", width) if rule.clause else "",
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def listed(width: int) -> str:
    """Give every code with its severity and its rule, by theme."""
    longest = max(len(rule.code) for rules in THEMES.values() for rule in rules)
    return "\n\n".join(
        "\n".join([theme, *(_row(rule, longest, width) for rule in rules)]) for theme, rules in THEMES.items()
    )


def _row(rule: Rule, longest: int, width: int) -> str:
    head = f"  {rule.code:{longest}}  {rule.severity.value:7}  "
    room = max(min(width, WIDEST + len(head)), len(head) + 20)
    return _filled(rule.says, room, head, " " * len(head))


def _filled(text: str, width: int, first: str = "", other: str = "") -> str:
    # What people type or look for stays whole: a code, a path, an address.
    return textwrap.fill(text, width, initial_indent=first, subsequent_indent=other,
                         break_long_words=False, break_on_hyphens=False)  # fmt: skip


def findings_page() -> str:
    """Give ``docs/findings.md``."""
    return "\n".join([_INTRODUCTION, *(line for theme in THEMES for line in _section(theme))])


def _section(theme: str) -> Iterator[str]:
    yield f"## {theme}\n"
    for rule in THEMES[theme]:
        yield f"### {rule.code}\n"
        yield f"{rule.severity.value.capitalize()}. {_plain(rule.says)}\n"
        fence = "`" * (4 if "```" in rule.example else 3)
        yield f"{fence}text\n{rule.example}\n{fence}\n"
        yield f"{_plain(rule.mend)}" + (f" Asked for by {rule.clause}." if rule.clause else "") + "\n"


def _plain(text: str) -> str:
    """Give prose whose signs aren't read as Markdown."""
    return re.sub(r"([\\`*_\[\]<>&])", r"\\\1", text)
