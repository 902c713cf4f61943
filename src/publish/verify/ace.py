"""Ace by DAISY, a checker of EPUB Accessibility 1.1: metadata, navigation, and each page as a browser draws it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish import doctor
from publish.diagnostics import Diagnostic, Severity
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GRAVE = {"critical", "serious"}
_SECONDS = 600
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def findings(file: Path) -> Iterator[Diagnostic]:
    """Run Ace on an EPUB and give each assertion that failed, at its file inside the EPUB.

    An impact of critical or serious is an error, moderate or minor a warning. Needs Node.js, Chromium and the package.
    """
    with tempfile.TemporaryDirectory() as folder:
        said = _run(file, Path(folder))
        try:
            report: dict[str, Any] = json.loads((Path(folder) / "report" / "report.json").read_text("utf-8"))
            outcome = _outcome(report)
            subjects: list[dict[str, Any]] = report["assertions"]
        except (OSError, ValueError, KeyError):
            yield Diagnostic("validator-failed", f"Ace gave no verdict: {said}", Span(str(file)))
            return
    names = _names(file)
    found = [
        _diagnostic(file, _inner(names, subject["earl:testSubject"]["url"]), assertion)
        for subject in subjects
        for assertion in subject["assertions"]
        if _outcome(assertion) == "fail"
    ]
    yield from found
    # The outcome of the whole is what counts, also where no assertion says why.
    if outcome != "pass" and not found:
        yield Diagnostic("ace", f"the outcome is {outcome}, for no reason that is given", Span(str(file)))


def _run(file: Path, folder: Path) -> str:
    """Have the report written into the folder, and give the last line that was said, for where there is none."""
    # Ace itself starts Chromium without its sandbox, which it can't have as root; its pages are kept off the network.
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": doctor.chromium() or "chromium"}
    command = [
        "node",
        str(doctor.node_package(doctor.ACE) / "bin" / "ace.js"),
        *("--force", "--lang", "en", "--doNotReportMedia"),
        *("--outdir", str(folder / "report"), "--tempdir", str(folder / "aside")),
        str(file.resolve()),
    ]
    try:
        run = subprocess.run(  # noqa: S603 - our own words and an absolute path, which no option looks like
            command,
            env=environment,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return _last_error(run.stdout + run.stderr) or f"exit status {run.returncode}"


def _last_error(said: str) -> str:
    """Give the last line that begins with ``error:``, without the codes that colour it."""
    lines = (_COLOUR.sub("", line).partition("error:") for line in said.splitlines())
    return next((text.strip() for _, mark, text in reversed(list(lines)) if mark and text.strip()), "")


def _outcome(entry: dict[str, Any]) -> str:
    return str(entry["earl:result"]["earl:outcome"])


def _names(file: Path) -> Sequence[str]:
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return ()


def _inner(names: Sequence[str], url: str) -> str:
    """Give a file's path inside the EPUB; Ace names pages from the package's folder, and the package from the root."""
    url = url.lstrip("/")
    if url in names:
        return url
    return min((name for name in names if name.endswith(f"/{url}")), key=len, default=url)


def _diagnostic(file: Path, inner: str, assertion: dict[str, Any]) -> Diagnostic:
    test, result = assertion["earl:test"], assertion["earl:result"]
    where = ", ".join((result.get("earl:pointer") or {}).get("css") or ())
    what = "; ".join(filter(None, map(str.strip, str(result.get("dct:description") or "").splitlines())))
    message = f"{test['dct:title']}: {what}" + (f" (at {where})" if where else "")
    severity = Severity.ERROR if test.get("earl:impact") in _GRAVE else Severity.WARNING
    hint = str((test.get("help") or {}).get("dct:description") or "")
    return Diagnostic("ace", message, Span(f"{file}/{inner}" if inner else str(file)), hint, severity)
