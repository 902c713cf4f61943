"""Which words of two texts are the same, over the whole of both: what only moved to another page isn't changed.

Words that stand once in each text with their neighbours are found first, and only what is between is compared word by
word: a book takes a second, and text that was moved is told apart from what stayed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SIZES = (8, 3, 1)
"""How many words stand together in what is looked for, one size after the other."""

_SMALL = 250_000
"""The product of the lengths of two passages that are compared word by word: more takes more than a second."""

Pair = tuple[int, int]


def aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Give the places of each word that is in both texts, in order."""
    yield from _between(old, new, (0, len(old)), (0, len(new)), _SIZES)


def _between(
    old: Sequence[str], new: Sequence[str], ours: Pair, theirs: Pair, sizes: tuple[int, ...]
) -> Iterator[Pair]:
    """Give the pairs of two passages: those at their heads, those between, those at their tails."""
    (i1, i2), (j1, j2) = ours, theirs
    while i1 < i2 and j1 < j2 and old[i1] == new[j1]:
        yield i1, j1
        i1, j1 = i1 + 1, j1 + 1
    tail = 0
    while i1 < i2 - tail and j1 < j2 - tail and old[i2 - tail - 1] == new[j2 - tail - 1]:
        tail += 1
    i2, j2 = i2 - tail, j2 - tail
    if (i2 - i1) * (j2 - j1) <= _SMALL:
        yield from _by_word(old, new, (i1, i2), (j1, j2))
    elif sizes:
        before = (i1, j1)
        for i, j in (*_anchors(old, new, (i1, i2), (j1, j2), sizes[0]), (i2, j2)):
            yield from _between(old, new, (before[0], i), (before[1], j), sizes[1:])
            before = (i, j)
    yield from ((i2 + step, j2 + step) for step in range(tail))


def _by_word(old: Sequence[str], new: Sequence[str], ours: Pair, theirs: Pair) -> Iterator[Pair]:
    matcher = SequenceMatcher(None, old[slice(*ours)], new[slice(*theirs)], autojunk=False)
    for i, j, size in matcher.get_matching_blocks():
        yield from ((ours[0] + i + step, theirs[0] + j + step) for step in range(size))


def _anchors(old: Sequence[str], new: Sequence[str], ours: Pair, theirs: Pair, size: int) -> list[Pair]:
    """Give where runs of words that stand once in each passage begin, as many as are in the same order in both."""
    ours_once, theirs_once = _once(old, ours, size), _once(new, theirs, size)
    pairs = [(place, theirs_once[run]) for run, place in ours_once.items() if run in theirs_once]
    return _rising(pairs)


def _once(words: Sequence[str], passage: Pair, size: int) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[place : place + size]) for place in range(passage[0], passage[1] - size + 1)]
    counts = Counter(runs)
    return {run: passage[0] + place for place, run in enumerate(runs) if counts[run] == 1}


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """Give the longest part of pairs in the order of their first places whose second places rise too."""
    ends: list[int] = []  # the lowest second place that a rising part of each length ends with
    at: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        at[length : length + 1] = [number]
    result = []
    number = at[-1] if at else -1
    while number >= 0:
        result.append(pairs[number])
        number = before[number]
    return result[::-1]
