"""The place that a finding speaks of: looked for in its file, quoted and underlined, with nothing hidden in it.

A finding knows its line; markdown-it says no more. What it speaks of, in its own words, is the way to the column.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from publish.diagnostics import Diagnostic
    from publish.source import Span

    Read = Callable[[str], Sequence[str] | None]
    """Gives the lines of the text behind a path as it is shown, or None where there is no text."""

HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""What a terminal obeys or doesn't show: control characters, marks of direction, halves of characters, tags."""

TAB = "    "
_PARAGRAPH = 20
_LONGEST = 20_000
"""Lines of a paragraph and characters of it that are looked through: a file may hold as many findings as words."""

_REACH = 1_000
"""Characters at either side of a place that may be quoted, before they are cut to the width that there is."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a file, safe to show and cut to fit, and the marks that stand below what a finding speaks of."""

    line: str
    marks: str


def safe(text: str) -> str:
    """Give one line of text with its control characters and marks of direction written out: ``<U+202E>``."""
    return HIDDEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


# ----------------------------------------------------------------------------------------------------------- places


def placed(found: Iterable[Diagnostic], read: Read) -> tuple[Diagnostic, ...]:
    """Give findings at the columns of what they speak of, ``about`` as it stands there, or empty where it doesn't.

    Of equal findings in a line the second goes to the second place, and so on. To do it again changes nothing.
    """
    found = tuple(found)
    alike = Counter(each for each in found if each.about)
    places = {each: _places(each, read, number) for each, number in alike.items()}
    earlier: Counter[Diagnostic] = Counter()
    result = []
    for each in found:
        at = each
        if each.about:
            span, about = places[each][min(earlier[each], len(places[each]) - 1)]
            at = replace(each, span=span, about=about)
            earlier[each] += 1
        result.append(at)
    return tuple(result)


def _places(each: Diagnostic, read: Read, most: int) -> list[tuple[Span, str]]:
    """Give the places where a finding's words stand, from its own on, ``most`` at most; its own where there is none."""
    text = _paragraph(each.span, read(each.span.path) or ())
    for pattern in (pattern for about in _spellings(each.about) for pattern in _patterns(about)):
        found = [_place(each.span, text, match) for match in islice(pattern.finditer(text, each.span.column - 1), most)]
        if found:
            return found
    return [(each.span, "")]


def _place(span: Span, text: str, match: re.Match[str]) -> tuple[Span, str]:
    """Give where words of a paragraph stand that starts at ``span``, and those of them that are in the first line."""
    line = span.line + text.count("\n", 0, match.start())
    column = match.start() - text.rfind("\n", 0, match.start())
    return span.at(line, column), match[0].partition("\n")[0].rstrip()


def _paragraph(span: Span, lines: Sequence[str]) -> str:
    """Give a line and those below it to the end of its paragraph; where the column is known, the line alone."""
    first = span.line - 1
    last = first + 1
    while span.column == 1 and last < min(len(lines), first + _PARAGRAPH) and lines[last].strip():
        last += 1
    return "\n".join(lines[first:last])[:_LONGEST]


def _spellings(about: str) -> Iterator[str]:
    """Give the ways in which something may be written: a file's name percent-encoded, or seen from its own folder."""
    name = re.search(r"/([^/\s]+\.\w+)$", about)
    written = [about, unquote(about), quote(about, errors="replace")]  # YAML can write halves of characters
    yield from dict.fromkeys((*written, *([name[1], quote(name[1], errors="replace")] if name else ())))


def _patterns(about: str) -> Iterator[re.Pattern[str]]:
    """Give what finds words that may go on in the next line of a quotation: as whole words, else as parts of words."""
    words = about.split()
    if words:
        pattern = r"\s+(?:>\s*)*".join(map(re.escape, words))
        start, end = (r"\b" if re.match(r"\w", letter) else "" for letter in (words[0][0], words[-1][-1]))
        yield re.compile(f"{start}{pattern}{end}")
        yield re.compile(pattern)


# ----------------------------------------------------------------------------------------------------------- quotes


def excerpt(each: Diagnostic, read: Read, width: int) -> Excerpt | None:
    """Give the line of a finding that has been placed, at most ``width`` cells of it; None where there is no text."""
    lines = read(each.span.path) or ()
    line = lines[each.span.line - 1] if 0 < each.span.line <= len(lines) else ""
    if not line.strip():
        return None
    start, end = each.span.column - 1, each.end_column - 1
    parts = (line[max(0, start - _REACH) : start], line[start:end][:_REACH], line[end : end + _REACH].rstrip())
    before, place, after = (safe(part.replace("\t", TAB)) for part in parts)
    return _cut(before, place, after, width, known=start > 0 or place != "")


def _cut(before: str, place: str, after: str, width: int, *, known: bool) -> Excerpt:
    """Give the quote of a line in three parts and the marks below the second, in terminal cells."""
    from rich.cells import cell_len, set_cell_size, split_text  # noqa: PLC0415  only a finding needs it

    behind = min(cell_len(after), width // 3)
    room = max(width - cell_len(place) - behind, width // 3)
    lead = cell_len(before)
    if lead > room:
        before = "…" + split_text(before, lead - room + 1)[1]
    lead = cell_len(before)
    rest = place + after
    marked = max(cell_len(place), 1)
    if lead + cell_len(rest) > width:
        rest = set_cell_size(rest, width - lead - 1) + "…"
        marked = min(marked, width - lead - 1)
    return Excerpt(before + rest, " " * lead + "^" * marked if known else "")
