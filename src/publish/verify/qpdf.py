"""qpdf, which reads every object of a PDF: cross-reference table, streams, encodings (ISO 32000-1, 7.5)."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FINDING = re.compile(r"(?:WARNING|ERROR|qpdf): (?P<text>.+)")
_CLOSING = "operation succeeded with warnings"
_SECONDS = 600


def findings(file: Path) -> Iterator[Diagnostic]:
    """Run ``qpdf --check`` on a PDF and give what it says, warnings as errors: it warns of what it had to repair."""
    path = str(file.resolve())
    try:
        run = subprocess.run(  # noqa: S603 - our own words and an absolute path, which no option looks like
            ["qpdf", "--check", path],  # noqa: S607 - the user's own qpdf, wherever it is
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        yield Diagnostic("validator-failed", f"qpdf gave no verdict: {error}", Span(str(file)))
        return
    found = [
        match["text"].removeprefix(path).lstrip(": ")
        for line in run.stderr.splitlines()
        if (match := _FINDING.match(line)) and not match["text"].endswith(_CLOSING)
    ]
    if run.returncode and not found:
        found = [f"exit status {run.returncode}"]
    for text in found:
        yield Diagnostic("qpdf", text, Span(str(file)))
