"""What was put there to be replaced, and wasn't."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publish.checks.alternatives import described
from publish.checks.prose import quoted
from publish.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.checks.prose import Prose
    from publish.tree import Publication

# The marks of editors, in brackets or before a colon, a page number to come, and the fillings of templates.
_LEFT = re.compile(
    r"lorem ipsum dolor|\b(?i:click (?:or tap )?here to enter text)|\bTKTK\w*|\b(?:TODO|FIXME|TK)(?=:)"
    r"|\[(?:TODO|FIXME|TK|XXX?|tk|todo|tbc|tbd|TBC|TBD|(?:[Ii]nsert|INSERT) [^\]\ufffc]{1,60})\]"
    r"|\b(?:[Pp]ages?|pp?\.|Seiten?|S\.)[ \u00a0](?:0{2,}|\?+)(?!\w)",
)
_SIGNS = ("TODO", "FIXME", "TK", "[", "ipsum", "enter text", " 0", "\u00a00", " ?", "\u00a0?")
"""One of these stands in every placeholder: a search for them takes less time."""
_LONE = re.compile(r"\s*(?:TODO|FIXME|TK|[Ll]orem ipsum)[.…]*\s*")
_ALL = frozenset({"ca", "es", "gl", "pt"})
"""Languages in which TODO is a word: all."""


def nothing_waits_to_be_replaced(prose: Prose) -> Iterator[Diagnostic]:
    """No placeholder is left in the text."""
    for run in prose:
        if not any(sign in run.text for sign in _SIGNS):
            continue
        found = list(_LEFT.finditer(run.text))
        if lone := _LONE.fullmatch(run.text):
            found = [lone]
        for match in found:
            if "TODO" in match[0] and run.language.partition("-")[0].lower() in _ALL:
                continue
            message = f"{quoted(run, *match.span())} looks like a placeholder"
            yield run.warning("placeholder", message, "put there what it stands for, or take it away", *match.span())


def alternative_texts_are_written(publication: Publication) -> Iterator[Diagnostic]:
    """No alternative text waits to be written ; importing leaves such a mark where there is none."""
    for each in described(publication):
        if _LEFT.match(each.alt) or _LONE.fullmatch(each.alt):
            message = f"the alternative text “{each.alt}” looks like a placeholder"
            hint = "say in a sentence what is to be seen, or mark the picture {.decorative} if it says nothing"
            yield Diagnostic("placeholder", message, each.span, hint, Severity.WARNING, about=each.alt)
