"""Words that are too long to be words: no hyphen is looked for in them, and they end within their column."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint.text import line_break

from publish.pdf import hyphens
from publish.pdf.hyphens import LONGEST, short_words_divided


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Give the lengths of the texts in which WeasyPrint's own function looks for a word."""
    lengths: list[int] = []
    own = line_break.get_next_word_boundaries

    def counting(text: str, lang: str) -> Any:
        lengths.append(len(text))
        return own(text, lang)

    monkeypatch.setattr(line_break, "get_next_word_boundaries", counting)
    return lengths


def test_words_are_found_in_a_run_that_words_can_make(asked: list[int]) -> None:
    with short_words_divided():
        assert line_break.get_next_word_boundaries("harbour", "en") == (0, 7)
        assert line_break.get_next_word_boundaries("a" * LONGEST, "en") == (0, LONGEST)
    assert asked == [7, LONGEST]


def test_no_word_is_looked_for_in_a_longer_one(asked: list[int]) -> None:
    with short_words_divided():
        assert line_break.get_next_word_boundaries("a" * (LONGEST + 1), "en") is None
    assert asked == []


def test_weasyprint_gets_its_function_back() -> None:
    before = line_break.get_next_word_boundaries
    with hyphens.short_words_divided():
        assert line_break.get_next_word_boundaries is not before
    assert line_break.get_next_word_boundaries is before
