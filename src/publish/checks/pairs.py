"""Marks that come in twos: quotation marks and brackets."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from publish.checks.prose import word_before, word_behind
from publish.checks.quotes import PRIME
from publish.typography import quote_marks, straight_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.checks.prose import Prose, Run
    from publish.diagnostics import Diagnostic

_STRAIGHT = re.compile(r"\"|'(?:(?![^\W_])|(?<![^\W_]'))")
"""A straight mark that is more than an apostrophe inside a word."""
_TYPED = re.compile("[“”„«»]")
_MARKS = re.compile(r"\s*[\"'“„«»”]+")
_BRACKET = re.compile(r"\((?<![:;=]\()(?<![:;=]-\()|[\[\])]")  # no sad smileys
_OPENS = {")": "(", "]": "["}


def quotations_are_closed(prose: Prose) -> Iterator[Diagnostic]:
    """A quotation is opened and closed in one paragraph, or opened again in each that it goes on in."""
    below = _paragraphs_below(prose)
    for run in prose:
        for place, opens in _unpaired(run):
            if not opens:
                word = word_before(run.text, place + 1)
                start = place + 1 - len(word)
                hint = "put the mark that opens it where it begins, or take this one away"
                message = f"a quotation ends with {word} and begins nowhere"
                yield run.warning("quote-unpaired", message, hint, start, place + 1)
            elif not _opens_with(run.text[place], below.get(id(run))):
                yield _unclosed(run, place)


def _unclosed(run: Run, place: int) -> Diagnostic:
    mark = run.text[place]
    word = word_behind(run.text, place)
    other = "type ’ if it is an apostrophe" if mark == "'" else "open it again in each paragraph that it goes on in"
    message = f"the quotation that begins with {word} is not closed in its paragraph"
    return run.warning("quote-unpaired", message, f"close it, or {other}", place, place + len(word))


def _paragraphs_below(prose: Prose) -> dict[int, Run]:
    """Give the paragraph that comes after each beside it, by the first one's identity."""
    found: dict[int, Run] = {}
    last: dict[int, Run] = {}
    for run in prose:
        if run.beside:
            if run.beside in last:
                found[id(last[run.beside])] = run
            last[run.beside] = run
    return found


def _opens_with(mark: str, below: Run | None) -> bool:
    """Say whether a quotation goes on in the paragraph below, which then opens with its mark too."""
    marks = _MARKS.match(below.text) if below else None
    return marks is not None and mark in marks[0]


def _unpaired(run: Run) -> Iterator[tuple[int, bool]]:
    """Give the place of each mark without its other half, and whether it opens; where both kinds stand, none."""
    if _TYPED.search(run.text):
        if '"' not in run.text:
            yield from _unpaired_typed(run)
    elif _STRAIGHT.search(run.text):
        for place, mark in straight_marks(run.text, run.language).items():
            if not mark.is_paired and mark.kind != "apostrophe" and not PRIME.match(run.text, place):
                yield place, mark.kind == "opens"


def _unpaired_typed(run: Run) -> Iterator[tuple[int, bool]]:
    """Give the same of typographic marks, where all of them are the language's own."""
    opening, closing = (mark.strip() for mark in quote_marks(run.language)[:2])
    marks = list(_TYPED.finditer(run.text))
    if opening == closing or not {mark[0] for mark in marks} <= {opening, closing}:
        return
    opened: list[int] = []
    for mark in marks:
        if mark[0] == opening:
            opened.append(mark.start())
        elif opened:
            opened.pop()
        elif not run.text[mark.start() - 1 : mark.start()].isdigit():  # 12” is a length
            yield mark.start(), False
    yield from ((place, True) for place in opened)


def brackets_are_closed(prose: Prose) -> Iterator[Diagnostic]:
    """A round bracket that opens is closed in its paragraph, or in one beside it."""
    found = [(run, *_brackets(run)) for run in prose if "(" in run.text or ")" in run.text]
    closed_beside: Counter[int] = Counter()
    for run, _, closed in found:
        closed_beside[run.beside] += closed
    for run, opened, _ in found:
        for place in opened:
            if not (run.beside and closed_beside[run.beside]):
                word = word_behind(run.text, place)
                message = f"the bracket that opens with {word} is not closed in its paragraph"
                yield run.warning("bracket-unpaired", message, "close it, or take it away", place, place + len(word))


def _brackets(run: Run) -> tuple[list[int], int]:
    """Give where a round bracket opens that isn't closed, and how many close that weren't opened."""
    opened: list[int] = []
    open_of: Counter[str] = Counter()
    closed = 0
    for match in _BRACKET.finditer(run.text):
        mark, kind = match[0], _OPENS.get(match[0], "")
        if not kind:
            opened.append(match.start())
            open_of[mark] += 1
        elif not opened:
            closed += 1
        else:
            # One of its own kind, and what is open inside that; else the other kind: an interval is written [0, 1).
            is_own = bool(open_of[kind])
            while last := run.text[opened.pop()]:
                open_of[last] -= 1
                if last == kind or not is_own:
                    break
    return [place for place in opened if run.text[place] == "("], closed
