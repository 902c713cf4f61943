from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from publish.diagnostics import Severity
from publish.source import Span
from publish.verify import ace

if TYPE_CHECKING:
    from pathlib import Path


def _answering(monkeypatch: pytest.MonkeyPatch, folder: Path, answer: str | None) -> Path:
    """Put a Node.js in place that writes this answer as its report, or none, and give the EPUB to check."""
    (folder / "answer").write_text(answer or "", "utf-8")
    writes = (
        'while [ "$1" != --outdir ]; do shift; done\nmkdir -p "$2"\ncat "'
        + str(folder / "answer")
        + '" > "$2/report.json"'
    )
    node = folder / "node"
    error = "printf '\\033[31merror\\033[39m:   no room in memory\\nRead the log.\\n' >&2"
    node.write_text(f"#!/bin/sh\n{writes if answer is not None else ''}\n{error}\n", "utf-8")
    node.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    book = folder / "my book.epub"
    with zipfile.ZipFile(book, "w") as archive:
        for name in ("mimetype", "EPUB/content.opf", "EPUB/a.xhtml", "EPUB/text/a.xhtml"):
            archive.writestr(name, "")
    return book


def _assertion(rule: str = "image-alt", impact: str = "serious", outcome: str = "fail") -> dict[str, Any]:
    return {
        "earl:result": {
            "earl:outcome": outcome,
            "dct:description": "No alt\nNo title",
            "earl:pointer": {"css": ["img"]},
        },
        "earl:test": {"earl:impact": impact, "dct:title": rule, "help": {"dct:description": "Add one"}},
    }


def _report(url: str, *assertions: dict[str, Any], outcome: str = "fail") -> str:
    subject = {"earl:testSubject": {"url": url}, "assertions": list(assertions)}
    return json.dumps({"earl:result": {"earl:outcome": outcome}, "assertions": [subject]})


@pytest.mark.parametrize(
    ("url", "inner"),
    [
        ("a.xhtml", "EPUB/a.xhtml"),
        ("text/a.xhtml", "EPUB/text/a.xhtml"),
        ("EPUB/content.opf", "EPUB/content.opf"),
        ("/EPUB/a.xhtml", "EPUB/a.xhtml"),
    ],
)
def test_a_finding_stands_at_its_file_inside_the_epub(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, inner: str
) -> None:
    book = _answering(monkeypatch, tmp_path, _report(url, _assertion()))
    (found,) = ace.findings(book)
    assert (found.code, found.message, found.hint) == ("ace", "image-alt: No alt; No title (at img)", "Add one")
    assert found.span == Span(f"{book}/{inner}")


@pytest.mark.parametrize(
    ("impact", "severity"),
    [
        ("critical", Severity.ERROR),
        ("serious", Severity.ERROR),
        ("moderate", Severity.WARNING),
        ("minor", Severity.WARNING),
    ],
)
def test_impacts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, impact: str, severity: Severity) -> None:
    book = _answering(monkeypatch, tmp_path, _report("a.xhtml", _assertion(impact=impact)))
    assert [each.severity for each in ace.findings(book)] == [severity]


def test_what_passed_is_no_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    book = _answering(monkeypatch, tmp_path, _report("a.xhtml", _assertion(outcome="pass"), outcome="pass"))
    assert list(ace.findings(book)) == []


def test_an_outcome_that_fails_for_no_reason_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    book = _answering(monkeypatch, tmp_path, _report("a.xhtml"))
    assert [(each.code, each.severity) for each in ace.findings(book)] == [("ace", Severity.ERROR)]


@pytest.mark.parametrize("answer", [None, "", "no JSON", "{}"])
def test_no_verdict_is_an_error_and_not_an_approval(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: str | None
) -> None:
    book = _answering(monkeypatch, tmp_path, answer)
    (found,) = ace.findings(book)
    assert (found.code, found.message) == ("validator-failed", "Ace gave no verdict: no room in memory")
