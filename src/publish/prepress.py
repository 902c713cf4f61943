"""Laid-out pages → the files of the press edition: the PDF/X-4, its cover, and the hand-over, with what was found.

The finished PDF is judged by the preflight in a process of its own, which knows nothing of how the file was made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from publish.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: files by name, findings at the manuscript's lines, and the figures for the report."""

    files: dict[str, bytes] = field(default_factory=dict)
    found: tuple[Diagnostic, ...] = ()
    figures: dict[str, Any] = field(default_factory=dict)
