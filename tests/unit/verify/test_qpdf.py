from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic
from publish.source import Span
from publish.verify import qpdf

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def _messages(monkeypatch: pytest.MonkeyPatch, folder: Path, said: str, status: int) -> list[str]:
    """Give what is found where qpdf says this, with FILE for the path it was given, and ends so."""
    program = folder / "qpdf"
    lines = said.replace("FILE", "$2")
    program.write_text(f"#!/bin/sh\n/bin/cat >&2 <<END\n{lines}\nEND\nexit {status}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    file = folder / "a b.pdf"
    found = list(qpdf.findings(file))
    assert found == [Diagnostic("qpdf", each.message, Span(str(file))) for each in found]
    return [each.message for each in found]


def test_a_sound_file_has_no_findings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert _messages(monkeypatch, tmp_path, "", 0) == []


def test_warnings_and_errors_lose_their_prefix(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said = """WARNING: FILE (object 5 0, offset 20): stream length is wrong
WARNING: FILE: file is damaged
ERROR: page 1: no contents
qpdf: FILE: unable to find trailer dictionary"""
    assert _messages(monkeypatch, tmp_path, said, 2) == [
        "(object 5 0, offset 20): stream length is wrong",
        "file is damaged",
        "page 1: no contents",
        "unable to find trailer dictionary",
    ]


def test_the_closing_line_is_no_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said = "WARNING: FILE: file is damaged\nqpdf: operation succeeded with warnings"
    assert _messages(monkeypatch, tmp_path, said, 3) == ["file is damaged"]


def test_a_failure_without_words_is_a_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert _messages(monkeypatch, tmp_path, "", 139) == ["exit status 139"]


def test_no_verdict_is_an_error_and_not_an_approval(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def hang(*_arguments: object, **_options: object) -> None:
        raise subprocess.TimeoutExpired("qpdf", 600)

    monkeypatch.setattr(subprocess, "run", hang)
    (found,) = qpdf.findings(tmp_path / "a.pdf")
    assert found.code == "validator-failed"
