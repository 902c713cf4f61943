"""What is said when something is wrong: one value, one registry of codes, one exception."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publish.source import Span


_NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
"""What breaks a line, moves the cursor, or turns the direction of what follows."""
_LONGEST = 1_000  # characters


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

    def __post_init__(self) -> None:
        """Keep what is quoted from a manuscript to one line of ordinary length, and off the terminal's own codes."""
        for name in ("message", "hint"):
            text = _NOT_SHOWN.sub(" ", getattr(self, name))
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


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give a hint that names the nearest known word, or nothing where none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else ""
