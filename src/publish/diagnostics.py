"""What is said when something is wrong: one value, one registry of codes, one exception."""

from __future__ import annotations

import bisect
import difflib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from publish.source import Span


MOST_SHOWN = 50
"""The findings of one code in one file that are shown as text: more are one mistake, or a file that isn't meant."""

_LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_LONGEST = 1_000  # characters of a message

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
    """One finding: its code, what is wrong here, where, and how to mend it.

    ``about`` is what it speaks of as it stands in that line, where that is known.
    """

    code: str
    message: str
    span: Span
    hint: str = ""
    severity: Severity = field(default=Severity.ERROR)
    about: str = field(default="", kw_only=True)

    @property
    def end_column(self) -> int:
        """The column behind what it speaks of, once that has been found in its line; else the column itself."""
        return self.span.column + len(self.about)

    def __post_init__(self) -> None:
        """Keep what is quoted from a manuscript to one line of ordinary length."""
        for name in ("message", "hint"):
            text = _LINE_ENDS.sub(" ", getattr(self, name))
            object.__setattr__(self, name, text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")

    def __str__(self) -> str:
        """Give the form that editors and CI read: ``path:line:column: severity: message [code]``, then the hint."""
        line = f"{self.span}: {self.severity.value}: {self.message} [{self.code}]"
        return f"{line}\n  hint: {self.hint}" if self.hint else line


class PublishError(Exception):
    """Raised where the pipeline is wired, once a stage has found errors; carries every diagnostic so far."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))

    def __reduce__(self) -> tuple[type[PublishError], tuple[tuple[Diagnostic, ...]]]:
        """Let it come from another process with its diagnostics."""
        return PublishError, (self.diagnostics,)


class LackingError(Exception):
    """Raised where the machine lacks something, such as room on its disk: what it is, and what mends it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}: {mend}")
        self.what, self.mend = what, mend

    def __reduce__(self) -> tuple[type[LackingError], tuple[str, str]]:
        """Let it come from another process as it is."""
        return LackingError, (self.what, self.mend)


class Known:
    """Words that are known, put in order once, so that ten thousand mistakes can be compared with ten thousand."""

    def __init__(self, words: Iterable[str]) -> None:
        self._names = {_folded(word): word for word in sorted(words, reverse=True) if len(word) <= _LONGEST_WORD}
        self._forward = sorted(self._names)
        self._backward = sorted(name[::-1] for name in self._names)
        paths = [PurePosixPath(name) for name in self._names if "." in name]
        self._by_name = _grouped((path.name, str(path)) for path in paths)
        self._by_stem = _grouped((path.stem, str(path)) for path in paths)
        self._by_letters = _grouped(("".join(sorted(name)), name) for name in self._names if len(name) > 1)

    def nearest(self, word: str) -> str:
        """Give the known word that was most likely meant, or nothing.

        The surest comes first: other capitals, the same file in another folder, the same picture of another kind, and
        then whatever is spelt alike, with two letters in each other's place even where the word is short. Among many
        words, only those that begin or end like it are compared letter by letter.
        """
        if len(word) > _LONGEST_WORD:
            return ""
        asked = _folded(word)
        for step in self._steps(asked):
            found = [name for name in step if name in self._names and self._names[name] != word]
            if found:
                return self._names[max(found, key=lambda name: difflib.SequenceMatcher(None, asked, name).ratio())]
        return ""

    def _steps(self, asked: str) -> Iterator[Sequence[str]]:
        yield [asked] if asked in self._names else []
        path = PurePosixPath(asked)
        if path.suffix:
            yield self._by_name.get(path.name, [])[:_FEW]
            stems = self._by_stem.get(path.stem, [])[:_FEW]
            yield [name for name in stems if PurePosixPath(name).parent == path.parent]
            yield stems
        candidates: Iterable[str] = self._names
        if len(self._names) > _FEW:
            starts, ends = _around(asked, self._forward), _around(asked[::-1], self._backward)
            candidates = dict.fromkeys((*starts, *(each[::-1] for each in ends)))
        yield difflib.get_close_matches(asked, candidates, n=1, cutoff=0.6)
        yield self._by_letters.get("".join(sorted(asked)), [])[:_FEW]


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _around(word: str, ordered: Sequence[str]) -> Sequence[str]:
    place = bisect.bisect_left(ordered, word)
    return ordered[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def did_you_mean(word: str, known: Iterable[str] | Known) -> str:
    """Give a hint that names the nearest known word, or nothing where none is near."""
    near = nearest(word, known)
    return f"did you mean {near}?" if near else ""


def nearest(word: str, known: Iterable[str] | Known) -> str:
    """Give the known word that was most likely meant, or nothing where none is near."""
    return (known if isinstance(known, Known) else Known(known)).nearest(word)


def shown(
    found: Iterable[Diagnostic], most: int = MOST_SHOWN, render: Callable[[Diagnostic], str] = str
) -> Iterator[str]:
    """Give findings as text, file by file: of each code the first ``most``, then how many more there are like them."""
    for path, group in groupby(found, key=lambda each: each.span.path):
        counts: Counter[str] = Counter()
        for each in group:
            counts[each.code] += 1
            if counts[each.code] <= most:
                yield render(each)
        for code, count in counts.items():
            if count > most:
                yield f"{path}: and {count - most:,} more like these [{code}]\n  hint: --format json names them all"
