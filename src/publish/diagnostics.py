"""What is said when something is wrong: one value, one registry of codes, one exception."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from enum import Enum
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

    def __str__(self) -> str:
        """Give the form that editors and CI read: ``path:line:column: severity: message [code]``, then the hint."""
        line = f"{self.span}: {self.severity.value}: {self.message} [{self.code}]"
        return f"{line}\n  hint: {self.hint}" if self.hint else line


class PublishError(Exception):
    """Raised where the pipeline is wired, once a stage has found errors; carries every diagnostic so far."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))


class LackingError(Exception):
    """Raised where the machine lacks something, such as room on its disk: what it is, and what mends it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}: {mend}")
        self.what, self.mend = what, mend


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give a hint that names the nearest known word, or nothing where none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else ""
