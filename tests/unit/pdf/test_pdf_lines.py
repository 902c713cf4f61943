"""Lines are filled the same with inline elements as without: at many widths, greedily, to the last word that fits."""

from __future__ import annotations

import io
import re
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pikepdf
import pytest
from tests.unit.pdf.conftest import page_of, tree_of
from weasyprint.formatting_structure import boxes

from publish.pdf import engine
from publish.pdf.engine import Fonts, Laid, draw, lay_out
from publish.pdf.reading import Element, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Kerning and ligatures don't reach over the edge of an element, so a line is only as wide without them.
CSS = """
@page { size: 900mm 9000mm; margin: 0 }
p { margin: 0; font: 10pt/1.3 "Source Serif 4"; font-kerning: none; font-variant-ligatures: none; text-align: left }
em, b, a { font-style: normal; font-weight: 400 }
.note { float: footnote } .note::footnote-marker { content: "" }
.note::footnote-call { content: "1"; font: inherit; line-height: inherit; vertical-align: baseline }
"""

WIDTHS = tuple(60 + 1.7 * step for step in range(200))
"""In CSS pixels: from a word or two a line to sixty letters, in steps that are less than a space."""

TEXTS = {
    "emphasis": "This is a <em>note by</em> the editors about <em>the</em> piece; it <em>stands</em> above, and <em>it "
    "has to be read</em> first by those who <em>care</em>.",
    "links": 'This note <a href="#links0">by the editors</a> about the <a href="#links0">piece </a>has spaces '
    '<a href="#links0"> inside</a>, and <a href="#links0"><em>two</em> <b>nested</b> of them</a>.',
    "notes": 'This is a note by the <span class="note">x</span> editors, and <em>more</em>.<span class="note">x</span>',
    "punctuation": "This (<em>note</em>) by the “<em>editors</em>” is, <em>as</em>, <em>it were</em>; <b>well</b>-met",
    "elements": "<em>This is a </em><b>note that </b><em>has only </em><b>inline elements </b><em>in it</em>",
}

FEW = {"notes": WIDTHS[:100:4]}
"""The widths of texts that aren't tried at all: a page full of notes takes long, since each moves those before it."""


def bare(markup: str) -> str:
    """Give the text of a paragraph, a note's call as the figure that is printed."""
    text = re.sub(r"<[^>]*>", "", markup.replace('<span class="note">x', "1"))
    return " ".join(text.split())


def laid_out(paragraphs: list[str], css: str, fonts: Fonts) -> Laid:
    tree = tree_of(page_of("".join(paragraphs)))
    return lay_out(tree, stylesheets=[CSS, css], resource=lambda _: None, first_page=1, fonts=fonts)


def lines(laid: Laid) -> dict[str, list[str]]:
    """Give the lines of each paragraph, by its id."""
    found: dict[str, list[str]] = {}
    for box in shown(laid.document.pages[0]._page_box):
        if isinstance(box, boxes.LineBox) and box.element_tag.startswith("p"):
            text = "".join(each.text for each in box.descendants() if isinstance(each, boxes.TextBox))
            found.setdefault(box.element.get("id"), []).append(text.strip())
    return found


def shown(box: object) -> Iterator[object]:
    if not isinstance(box, boxes.FootnoteAreaBox):
        yield box
        for child in getattr(box, "children", ()):
            yield from shown(child)


def broken(markup: str, css: str, fonts: Fonts, widths: Sequence[float] = WIDTHS) -> list[tuple[list[str], list[str]]]:
    """Give a paragraph's lines and those of its bare text, at each width where they differ."""
    paragraphs = []
    for number, width in enumerate(widths):
        paragraphs += [f'<p id="a{number}">{markup}</p>', f'<p id="b{number}">{bare(markup)}</p>']
        css += f"#a{number}, #b{number} {{ width: {width}px }}"
    found = lines(laid_out(paragraphs, css, fonts))
    pairs = ((found[f"a{number}"], found[f"b{number}"]) for number in range(len(widths)))
    return [(with_elements, plain) for with_elements, plain in pairs if with_elements != plain]


@pytest.mark.parametrize("name", TEXTS)
def test_lines_break_as_those_of_the_bare_text(name: str, fonts: Fonts) -> None:
    assert broken(TEXTS[name], "", fonts, FEW.get(name, WIDTHS)) == []


@pytest.mark.parametrize(
    "css", ["white-space: pre-line", "overflow-wrap: anywhere", "text-align: justify", "letter-spacing: 0.3pt"]
)
def test_lines_break_so_under_other_rules_too(css: str, fonts: Fonts) -> None:
    assert broken(TEXTS["emphasis"], f"p {{ {css} }}", fonts, WIDTHS[::3]) == []


def test_soft_hyphens_are_used_the_same(fonts: Fonts) -> None:
    text = "This inter\u00adnational <em>note\u00adworthy char\u00adacter </em>of the <em>gov\u00adern\u00adment</em>"
    assert broken(text, "p { hyphens: manual }", fonts, WIDTHS[::3]) == []


def test_a_line_with_automatic_hyphens_is_filled_too(fonts: Fonts) -> None:
    """Only a word with an element inside may be divided elsewhere: its pieces are words of their own."""
    assert broken(TEXTS["emphasis"], "p { hyphens: auto }", fonts, WIDTHS[::3]) == []


def test_a_line_beside_a_float_ends_where_the_paragraph_does(fonts: Fonts) -> None:
    """The space at its end is no reason to take the line for one that has no room there."""
    widths = WIDTHS[::2]
    css = "p { text-align: justify } .initial { float: left; width: 30px; height: 3em }"
    markup = f'<span class="initial"></span>{TEXTS["links"]}'
    paragraphs = [f'<p id="p{number}">{markup}</p>' for number, _ in enumerate(widths)]
    css += "".join(f"#p{number} {{ width: {width + 30}px }}" for number, width in enumerate(widths))
    laid = laid_out(paragraphs, css, fonts)
    blocks = [box for box in shown(laid.document.pages[0]._page_box) if isinstance(box, boxes.BlockBox)]
    over = []
    for block in (box for box in blocks if box.element_tag == "p"):
        texts = [box for box in block.descendants() if isinstance(box, boxes.TextBox)]
        assert texts
        over += [box.text for box in texts if box.position_x + box.width > block.position_x + block.width + 0.1]
    assert over == []


def test_weasyprint_alone_breaks_behind_the_first_word(fonts: Fonts, monkeypatch: pytest.MonkeyPatch) -> None:
    """When this fails, WeasyPrint has mended it, and `publish.pdf.lines` can go."""
    monkeypatch.setattr(engine, "filled_lines", nullcontext)
    found = broken(TEXTS["links"], "", fonts, WIDTHS[:10])
    assert any(with_elements[0] == "This" and plain[0] == "This note" for with_elements, plain in found)


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_keeps_its_spaces(name: str, fonts: Fonts) -> None:
    """Each space is in the tagged text once, whether it is drawn or stands where a line ends."""
    widths = FEW.get(name, WIDTHS[::2])
    paragraphs = [f'<p id="{name}{number}">{TEXTS[name]}</p>' for number, _ in enumerate(widths)]
    css = "".join(f"#{name}{number} {{ width: {width}px }}" for number, width in enumerate(widths))
    drawn = draw(laid_out(paragraphs, css, fonts))
    with pikepdf.open(io.BytesIO(drawn.pdf)) as pdf:
        found = {shown_text(element) for element in read(pdf).walk() if element.kind == "P"}
    assert found == {bare(TEXTS[name])}


def shown_text(element: Element) -> str:
    """Give the text of a paragraph without its notes, which stand behind their calls."""
    inside = (kid if isinstance(kid, str) else shown_text(kid) for kid in element.kids)
    return "" if element.kind == "Note" else "".join(inside)
