"""What an article holds, counted against the limits: before its inlines are parsed, and again before its tree is made.

Nothing here measures time: what is refused is the same on every machine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_block.table import table as read_table

from publish.limits import NESTING, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_MARK = re.compile(r"[\[\]!*_~`<&{$\\]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
# Where a line can end: spaces but those that forbid it, dashes, and the scripts that write no spaces between words.
_BREAKS = (
    r"- \t\n\u1680\u2000-\u2006\u2008-\u200b\u2010\u2012-\u2014\u2028\u2029\u205f\u3000"
    r"\u0e00-\u109f\u1780-\u17ff\u1950-\u19df\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
    r"\U0001f000-\U0003ffff"
)
_BETWEEN = re.compile(f"[{_BREAKS}]+")
_COUNTED = {"heading_open": ("headings",), "footnote_reference_open": ("notes", "article_notes")}


def tally_of(state: StateBlock | StateCore) -> Tally:
    """Give the tally of what is being parsed."""
    tally: Tally = state.env.setdefault("tally", Tally())
    return tally


def blocks_within_bounds(state: StateCore) -> None:
    """Count an article's blocks; what goes over a limit is in the tally, and none of its inlines is parsed."""
    tally = tally_of(state)
    _blocks(state.tokens, tally)
    if tally.over:
        state.tokens = []


def table_within_bounds(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table as markdown-it does; of one that goes over a limit nothing is made."""
    if not read_table(state, start, end, True):
        return False
    if silent:
        return True
    tally = tally_of(state)
    ruler = state.src[state.bMarks[start + 1] + state.tShift[start + 1] : state.eMarks[start + 1]]
    columns = sum(1 for cell in ruler.split("|") if cell.strip())
    line = start + 2
    while line < end and not state.isEmpty(line):
        line += 1
    held = tally.holds("table_columns", columns, start), tally.holds("table_cells", columns * (line - start - 1), start)
    if all(held):
        return read_table(state, start, end, False)
    state.line = line
    return True


def _blocks(tokens: Sequence[Token], tally: Tally) -> None:
    line, cell, note = 0, False, 0
    notes: list[int] = []
    for token in tokens:
        line = token.map[0] if token.map else line
        _count(token, tally, line)
        if token.type == "footnote_reference_open":
            notes.append(line)
            note = note if len(notes) > 1 else 0
        elif token.type == "footnote_reference_close":
            tally.holds("note_characters", note, notes.pop())
        elif token.type == "inline":
            note += len(token.content)
            tally.holds("cell_characters" if cell else "paragraph_characters", len(token.content), line)
            marks = len(_MARK.findall(token.content))
            tally.add("marks", marks, line)
            tally.add("article_marks", marks, line)
            tally.holds("direction_signs", len(_DIRECTION.findall(token.content)), line)
            if _depth(token.content) > NESTING // 2:
                tally.over.setdefault("nesting", line)
        cell = token.type in {"td_open", "th_open"}


def _count(token: Token, tally: Tally, line: int) -> None:
    """Count a token of its own: what has limits in all, and a block of code by its lines and words."""
    for name in _COUNTED.get(token.type, ()):
        tally.add(name, 1, line)
    if token.type == "maths_block":
        _formula(token, tally, line)
    elif token.type == "box_open" and token.meta["name"]:
        tally.add("boxes", 1, line)
    elif token.type in {"fence", "code_block"}:
        tally.add("article_code", len(token.content), line)
        tally.holds("code_lines", token.content.count("\n"), line)
        tally.holds("word_characters", _longest(token.content), line)


def _formula(token: Token, tally: Tally, line: int) -> None:
    tally.add("formulas", 1, line)
    tally.add("formula_characters", len(token.content), line)


def _depth(text: str) -> int:
    """Give how many square brackets are open inside each other at the most."""
    depth = deepest = 0
    for found in _BRACKET.findall(text) if text.count("[") > NESTING // 2 else ():
        depth = depth + 1 if found == "[" else max(0, depth - 1) if found == "]" else depth
        deepest = max(deepest, depth)
    return deepest


def _longest(text: str) -> int:
    """Give the length of the longest run of characters between which no line can end."""
    return max(map(len, _BETWEEN.split(text)))


def inlines_within_bounds(tokens: Iterable[Token], tally: Tally) -> None:
    """Count what is found among inlines, and see that nothing stands too deep."""
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        children = token.children or ()
        for each in (token, *children):
            if each.level >= NESTING - 4:
                tally.over.setdefault("nesting", line)
            if each.type == "maths_inline":
                _formula(each, tally, line)
        # No line ends between the parts of a word that has several: a word with emphasis inside is one.
        text = "".join(map(_drawn, children))
        if len(text) > tally.limits.word_characters:
            tally.holds("word_characters", _longest(text), line)


def _drawn(token: Token) -> str:
    """Give what a token adds to its line: a letter for what isn't text."""
    if token.type in {"text", "text_special", "code_inline"}:
        return token.content
    return "\n" if token.type in {"softbreak", "hardbreak"} else "x" if token.nesting == 0 else ""
