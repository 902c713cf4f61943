from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from publish import doctor
from publish.diagnostics import Severity
from publish.source import Span
from publish.verify import epubcheck

if TYPE_CHECKING:
    from pathlib import Path


def _answering(monkeypatch: pytest.MonkeyPatch, folder: Path, answer: str | None) -> Path:
    """Put a Java in place that writes this answer as its report, or none, and give the EPUB to check."""
    java = folder / "java"
    (folder / "answer").write_text(answer or "", "utf-8")
    writes = f'for last; do :; done\ncat "{folder}/answer" > "$last"\n' if answer is not None else ""
    java.write_text(f"#!/bin/sh\n{writes}echo 'no room in memory' >&2\nexit 1\n", "utf-8")
    java.chmod(0o755)
    monkeypatch.setattr(doctor, "java", lambda: str(java))
    book = folder / "my book.epub"
    book.touch()
    return book


def _message(**changes: Any) -> dict[str, Any]:
    return {
        "ID": "RSC-005",
        "severity": "ERROR",
        "message": "bad",
        "additionalLocations": 0,
        "locations": [{"path": "EPUB/a.xhtml", "line": 3, "column": 7}],
        "suggestion": None,
        **changes,
    }


def _report(*messages: dict[str, Any]) -> str:
    return json.dumps({"messages": messages})


def test_a_message_stands_at_its_line_inside_the_epub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    book = _answering(monkeypatch, tmp_path, _report(_message(suggestion="mend it")))
    (found,) = epubcheck.findings(book)
    assert found.code == "epubcheck"
    assert found.message == "RSC-005: bad"
    assert found.span == Span(f"{book}/EPUB/a.xhtml", 3, 7)
    assert (found.hint, found.severity) == ("mend it", Severity.ERROR)


def test_each_place_is_a_finding_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    places = [{"path": "EPUB/a.xhtml", "line": 1, "column": 2}, {"path": "EPUB/b.xhtml", "line": -1, "column": -1}]
    book = _answering(monkeypatch, tmp_path, _report(_message(locations=places, additionalLocations=4)))
    found = list(epubcheck.findings(book))
    assert [each.span for each in found] == [Span(f"{book}/EPUB/a.xhtml", 1, 2), Span(f"{book}/EPUB/b.xhtml")]
    assert {each.message for each in found} == {"RSC-005: bad (and 4 more places)"}


def test_a_message_about_the_whole_epub_stands_at_the_epub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    book = _answering(monkeypatch, tmp_path, None)
    place = {"path": str(book), "line": -1, "column": -1}
    (tmp_path / "answer").write_text("", "utf-8")
    book = _answering(monkeypatch, tmp_path, _report(_message(locations=[place]), _message(locations=[])))
    assert [each.span for each in epubcheck.findings(book)] == [Span(str(book))] * 2


@pytest.mark.parametrize(
    ("level", "severity"),
    [
        ("FATAL", Severity.ERROR),
        ("ERROR", Severity.ERROR),
        ("WARNING", Severity.WARNING),
        ("INFO", None),
        ("USAGE", None),
    ],
)
def test_levels(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, level: str, severity: Severity | None) -> None:
    book = _answering(monkeypatch, tmp_path, _report(_message(severity=level)))
    assert [each.severity for each in epubcheck.findings(book)] == ([severity] if severity else [])


@pytest.mark.parametrize("answer", [None, "", "not JSON", "{}"])
def test_no_verdict_is_an_error_and_not_an_approval(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: str | None
) -> None:
    book = _answering(monkeypatch, tmp_path, answer)
    (found,) = epubcheck.findings(book)
    assert found.code == "validator-failed"
    assert found.message == "EPUBCheck gave no verdict: no room in memory"
