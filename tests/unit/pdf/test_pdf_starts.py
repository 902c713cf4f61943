"""Fragments on the pages are matched with the text they show, in whatever way a language writes its capitals."""

from __future__ import annotations

import pytest
from weasyprint.formatting_structure.text import transform

from publish.pdf.starts import PageMapError, _align, _Own


@pytest.mark.parametrize("change", ["uppercase", "lowercase", "capitalize"])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("el", "γνῶθι σεαυτόν, ρόιδι και άυλος, Ψυχή"),
        ("el", "και\u0301 η\u0301 ι\u0308\u0301"),
        ("tr", "Iğdır'da İstanbul ılık ilik"),
        ("lt", "Ìš Í Ĩ prĩeš"),
        ("nl", "het ijs van ijsland"),
        ("de", "Straße ﬁnden ŉ ǆ"),
        ("en", "words, cafe\u0301 and na\u00efve"),
    ],
)
def test_text_is_matched_in_the_capitals_of_its_language(language: str, text: str, change: str) -> None:
    own = _Own([(None, f" {text}. ")])
    assert _align(own, transform(change, text, language), "-") == 1
    assert own.text[own.place :].strip("\u0301\u0308") == ". "


@pytest.mark.parametrize(("text", "shown"), [("words", "wards"), ("éa", "éb"), ("e\u0301", "a\u0301"), ("a", "ab")])
def test_other_text_is_no_match(text: str, shown: str) -> None:
    with pytest.raises(PageMapError):
        _align(_Own([(None, text)]), shown, "-")
