"""Spaces that are typed twice, or where none belongs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publish.checks.prose import word_before, word_behind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.checks.prose import Prose
    from publish.diagnostics import Diagnostic

_TWO = re.compile(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)")
_TWO_OF_THEM = tuple(f"{first}{second}" for first in " \u00a0\u202f" for second in " \u00a0\u202f")
_SPACED = frozenset({"br", "fr"})
"""Languages that put a space before a colon, a semicolon, a question mark and an exclamation mark."""
# Two letters before it, so that formulas such as f : x stay; no smileys, points of ellipsis and file names.
_SPACE_AND_MARK = re.compile(r"[ \n][,.!?;:]")
_BEFORE_MARK = re.compile(r"(?<=[^\W\d_]{2})[ \n]+(?:[,.!?](?=[\s\"'”’)]|\Z)|[;:](?=\s|\Z))")


def words_have_one_space_between_them(prose: Prose) -> Iterator[Diagnostic]:
    """Words have one space between them; a file in which two are a habit gives one finding."""
    having = [run for run in prose if any(two in run.text for two in _TWO_OF_THEM)]
    found = [(run, match) for run in having for match in _TWO.finditer(run.text) if run.verbatim(*match.span())]
    if found:
        run, match = found[0]
        before, after = word_before(run.text, match.start()), word_behind(run.text, match.end())
        others = len(found) - 1
        more = f", and in {others} more {'places' if others > 1 else 'place'} of this file" if others else ""
        message = f"two spaces stand between “{before}” and “{after}”{more}"
        start, end = match.start() - len(before), match.end() + len(after)
        yield run.warning("space-double", message, "type one space", start, end)


def no_space_stands_before_punctuation(prose: Prose) -> Iterator[Diagnostic]:
    """No space stands before a comma, a full stop and the like, but in languages that have one there."""
    for run in prose:
        if not _SPACE_AND_MARK.search(run.text) or run.language.partition("-")[0].lower() in _SPACED:
            continue
        for match in _BEFORE_MARK.finditer(run.text):
            before = word_before(run.text, match.start())
            message = f"a space stands between “{before}” and “{match[0].strip()}”"
            start = match.start() - len(before)
            yield run.warning("space-before-punctuation", message, "take it away", start, match.end())
