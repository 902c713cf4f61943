"""What is said when something is wrong: one value, one registry of codes, one exception."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publish.source import Span


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


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give a hint that names the nearest known word, or nothing where none is near."""
    near = nearest(word, known)
    return f"did you mean {near}?" if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known word that was most likely meant, or nothing.

    The surest comes first: other capitals, the same file in another folder, the same picture of another kind, and then
    whatever is spelt alike, with two letters in each other's place even where the word is short.
    """
    asked = _folded(word)
    names = {_folded(name): name for name in sorted(known, reverse=True)}
    path = PurePosixPath(asked)
    others = [PurePosixPath(name) for name in names if "." in name] if path.suffix else []
    steps = (
        [asked] if asked in names else [],
        [str(other) for other in others if other.name == path.name],
        [str(other) for other in others if (other.parent, other.stem) == (path.parent, path.stem)],
        [str(other) for other in others if other.stem == path.stem],
        difflib.get_close_matches(asked, names, n=1, cutoff=0.6),
        [name for name in names if len(name) > 1 and sorted(name) == sorted(asked)],
    )
    for step in steps:
        found = [name for name in step if name in names and names[name] != word]
        if found:
            return names[max(found, key=lambda name: difflib.SequenceMatcher(None, asked, name).ratio())]
    return ""


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
