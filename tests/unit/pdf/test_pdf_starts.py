"""Fragments on the pages are matched with the text they show, in whatever way a language writes its capitals."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from weasyprint.formatting_structure.text import transform

from publish.pdf.starts import PageMapError, _align, _Own, _Walk


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


@pytest.mark.parametrize(
    ("markup", "pieces", "expected"),
    [
        ("<p>one <b>two</b> HERE</p>", ["one ", "two", " HERE"], 7),
        ("<h1><i>2</i> keepers <b>HERE</b></h1>", ["keepers ", "HERE in 1911, 2 of them"], 8),
        ("<h1><i>2</i>keepers of 2 <b>HERE</b></h1>", ["keepers of 2 ", "HERE"], 13),
        ("<figure><b>Figure 1.</b><p>A caption</p><p>HERE</p></figure>", ["A caption", "HERE"], 9),
        ('<p>a<a role="doc-noteref">1</a> 2 <i>HERE</i> 11</p>', ["a", " 2 ", "HERE", " 11"], 4),
        ('<p>a<b role="doc-footnote">b HERE</b> b <i>HERE</i></p>', ["a", " b ", "HERE"], 4),
        ("<p><b>H</b>ERE</p>", ["HERE"], 1),
        ("<div><p>by B</p><p>title</p><p>HERE</p></div>", ["title", "by B", "HERE"], 9),
        ("<div><p>HERE</p></div>", [], None),
    ],
)
def test_a_text_is_found_among_its_node_s_pieces(markup: str, pieces: list[str], expected: int | None) -> None:
    holder = ET.fromstring(markup)
    parents = {child: parent for parent in holder.iter() for child in parent}
    texts = [(each, None) for each in holder.iter() if "HERE" in (each.text or "") or "ERE" in (each.tail or "")]
    element, child = texts[-1]
    if "ERE" in (element.tail or ""):
        element, child = parents[element], element
    assert _Walk._offset(holder, (element, child), pieces) == expected
