"""What is said when something is wrong: one value, one registry of codes, one exception."""

from __future__ import annotations

import bisect
import difflib
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from publish.source import Span


MOST_SHOWN = 50
"""The findings of one code in one file that are shown as text: more are one mistake, or a file that isn't meant."""

_LONGEST_WORD = 200  # characters: nobody mistypes a longer one, and comparing takes the square of it
_FEW = 50  # words that are all compared
_NEIGHBOURS = 6  # words before and behind that are compared where there are more


class Severity(Enum):
    """How much a finding matters: an error stops the build, a warning doesn't unless ``--strict`` is said."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """A code's entry in the registry: what is asked, an example of what breaks it, and its mend."""

    code: str
    severity: Severity
    says: str
    example: str
    mend: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: its code, what is wrong here, where, and how to mend it."""

    code: str
    message: str
    span: Span
    hint: str = ""
    severity: Severity = field(default=Severity.ERROR)

    def __str__(self) -> str:
        """Give the form that editors and CI read: ``path:line:column: severity: message [code]``, then the hint."""
        line = f"{self.span}: {self.severity.value}: {self.message} [{self.code}]"
        return f"{line}\n  hint: {self.hint}" if self.hint else line


class PublishError(Exception):
    """Raised where the pipeline is wired, once a stage has found errors; carries every diagnostic so far."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))


class Known:
    """Words that are known, put in order once, so that ten thousand mistakes can be compared with ten thousand."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self._forward = sorted(self.words)
        self._backward = sorted(word[::-1] for word in self.words)

    def nearest(self, word: str) -> str:
        """Give the nearest word, or nothing where none is near; among many, of those that begin or end like it."""
        if len(word) > _LONGEST_WORD:
            return ""
        candidates: Iterable[str] = self.words
        if len(self.words) > _FEW:
            starts, ends = _around(word, self._forward), _around(word[::-1], self._backward)
            candidates = dict.fromkeys((*starts, *(each[::-1] for each in ends)))
        near = difflib.get_close_matches(word, [each for each in candidates if len(each) <= _LONGEST_WORD], n=1)
        return near[0] if near else ""


def _around(word: str, ordered: Sequence[str]) -> Sequence[str]:
    place = bisect.bisect_left(ordered, word)
    return ordered[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]


def did_you_mean(word: str, known: Iterable[str] | Known) -> str:
    """Give a hint that names the nearest known word, or nothing where none is near."""
    near = (known if isinstance(known, Known) else Known(known)).nearest(word)
    return f"did you mean {near}?" if near else ""


def shown(found: Iterable[Diagnostic], most: int = MOST_SHOWN) -> Iterator[str]:
    """Give findings as text, file by file: of each code the first ``most``, then how many more there are like them."""
    for path, group in groupby(found, key=lambda each: each.span.path):
        counts: Counter[str] = Counter()
        for each in group:
            counts[each.code] += 1
            if counts[each.code] <= most:
                yield str(each)
        for code, count in counts.items():
            if count > most:
                yield f"{path}: and {count - most:,} more like these [{code}]\n  hint: --format json names them all"
