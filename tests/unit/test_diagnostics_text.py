"""Findings as text, and the hints among many known words."""

from __future__ import annotations

import pytest

from publish.diagnostics import Diagnostic, Known, Severity, did_you_mean, shown
from publish.source import Span


def finding(path: str, line: int, code: str = "raw-html") -> Diagnostic:
    return Diagnostic(code, "words", Span(path, line), severity=Severity.WARNING)


def test_the_first_findings_of_a_kind_are_shown_and_the_others_counted() -> None:
    found = [finding("a.md", line) for line in range(1, 6)] + [finding("a.md", 7, "nesting"), finding("b.md", 1)]
    assert list(shown(found, 2)) == [
        "a.md:1:1: warning: words [raw-html]",
        "a.md:2:1: warning: words [raw-html]",
        "a.md:7:1: warning: words [nesting]",
        "a.md: and 3 more like these [raw-html]\n  hint: --format json names them all",
        "b.md:1:1: warning: words [raw-html]",
    ]


def test_few_findings_are_all_shown() -> None:
    found = [finding("a.md", line) for line in (1, 2)]
    assert list(shown(found, 2)) == [str(each) for each in found]
    assert list(shown([])) == []


MANY = [f"chapters/{number:05}-{word}.md" for number, word in enumerate(("harbour", "lamp", "winter", "letter") * 500)]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("chapters/01233-lmp.md", "chapters/01233-lamp.md"),
        ("chapers/01233-lamp.md", "chapters/01233-lamp.md"),
        ("chapters/0123-lamp.md", "chapters/01233-lamp.md"),
        ("hapters/00000-harbour.md", "chapters/00000-harbour.md"),
        ("nothing like it", ""),
        ("", ""),
    ],
)
def test_the_nearest_of_thousands_is_found_by_how_it_begins_and_ends(word: str, near: str) -> None:
    known = Known(MANY)
    assert known.nearest(word) == near
    assert did_you_mean(word, known) == did_you_mean(word, MANY) == (f"did you mean {near}?" if near else "")


def test_thousands_are_not_all_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def matches(word: str, possibilities: list[str], n: int, cutoff: float) -> list[str]:
        compared.append(len(possibilities))
        return []

    monkeypatch.setattr("publish.diagnostics.difflib.get_close_matches", matches)
    known = Known(MANY)
    for name in MANY[:100]:
        known.nearest(name.replace("0", "1"))
    assert max(compared) <= 24


def test_a_word_as_long_as_a_book_is_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.diagnostics.difflib.get_close_matches", pytest.fail)
    assert Known(["a" * 100]).nearest("a" * 201) == ""
    monkeypatch.undo()
    assert Known(["a" * 10_000, "b"]).nearest("a" * 100) == ""
