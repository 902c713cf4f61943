"""What goes over to the next page is shown once, wherever the page ends."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from tests.unit.pdf.conftest import page_of, tree_of
from weasyprint.formatting_structure import boxes

from publish.pdf import engine
from publish.pdf.engine import EngineError, Fonts, Laid, lay_out
from publish.pdf.remarks import logged

if TYPE_CHECKING:
    from collections.abc import Sequence

CSS = """
@page { size: 100mm 60mm; margin: 5mm }
* { margin: 0; padding: 0 }
body { font: 10pt/1.3 "Source Serif 4" }
h2 { break-after: avoid; font-size: 10pt }
.beside { float: right; width: 30mm }
.columns { columns: 2 }
.all { column-span: all }
.note { float: footnote; footnote-display: block }
@page { @footnote { margin-top: 10mm; padding-top: 2mm } }
"""

BESIDE = '<h2>head</h2><div class="beside"><p>first</p><p>second</p><p>third</p></div><p>words</p>'


def laid_out(body: str, fonts: Fonts) -> Laid:
    return lay_out(tree_of(page_of(body)), stylesheets=[CSS], resource=lambda _: None, first_page=1, fonts=fonts)


def words(body: str, fonts: Fonts) -> Sequence[str]:
    """Give the words of all pages in the order of their boxes."""
    laid = laid_out(body, fonts)
    shown = (box for page in laid.document.pages for box in page._page_box.descendants())
    return [word for box in shown if isinstance(box, boxes.TextBox) for word in box.text.split()]


def lines(count: int) -> str:
    return "<p>line</p>" * count


def amiss(fonts: Fonts, before: int = 14) -> list[int]:
    """Give the numbers of lines before a float with which its words and those beside it aren't there once."""
    found = {count: [word for word in words(lines(count) + BESIDE, fonts) if word != "line"] for count in range(before)}
    return [count for count, each in found.items() if sorted(each) != ["first", "head", "second", "third", "words"]]


def test_a_float_stands_on_one_page(fonts: Fonts) -> None:
    assert amiss(fonts) == []


def test_without_the_mend_its_end_is_lost(fonts: Fonts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "carried_over", lambda: nullcontext([]))
    assert amiss(fonts)


HIGH = f'<div class="beside">{"<p>high</p>" * 30}</div>'
HIGH_IN_LINES = f'<span class="beside">{"high<br/>" * 30}</span>'


def test_a_float_that_is_higher_than_a_page_goes_on_and_is_shown_once(fonts: Fonts) -> None:
    laid = laid_out(lines(4) + HIGH + lines(40), fonts)
    assert not laid.messages
    assert words(lines(4) + HIGH + lines(40), fonts).count("high") == 30


def test_a_float_that_is_taken_along_leaves_nothing_behind(fonts: Fonts) -> None:
    for count in range(14):
        body = f"{lines(count)}<p>{'word ' * 30}{HIGH_IN_LINES}{'word ' * 30}</p>{lines(40)}"
        assert words(body, fonts).count("high") == 30, count


def test_a_float_of_which_the_end_is_lost_is_a_finding(fonts: Fonts) -> None:
    [message] = laid_out(lines(2) + HIGH, fonts).messages
    assert message.text == "the float div.beside doesn't end on the last page"
    assert logged(message.form, message.arguments, message.text).code == "float-lost"


SPANNING = '<h2 class="all">head<span class="note">note</span></h2>'


def pages_of(body: str, fonts: Fonts) -> tuple[int, int, int]:
    """Give the page of a heading, that of its note, and how many pages there are."""
    laid = laid_out(body, fonts)
    found = {
        box.text.strip(): number
        for number, page in enumerate(laid.document.pages)
        for box in page._page_box.descendants()
        if isinstance(box, boxes.TextBox)
    }
    return found["head"], found["note"], laid.page_count


def spanned(count: int) -> str:
    return f'<div class="columns">{lines(count)}{SPANNING}</div>'


@pytest.mark.parametrize("count", [0, 4, 11, 12])
def test_a_note_of_what_spans_the_columns_is_on_its_page_where_it_has_room(count: int, fonts: Fonts) -> None:
    assert pages_of(spanned(count), fonts) == (0, 0, 1)


def test_where_it_has_none_it_is_on_the_next_page(fonts: Fonts) -> None:
    assert pages_of(spanned(16), fonts) == (0, 1, 2)


def test_without_the_mend_the_engine_fails(fonts: Fonts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "carried_over", lambda: nullcontext([]))
    with pytest.raises(EngineError):
        pages_of(spanned(4), fonts)
