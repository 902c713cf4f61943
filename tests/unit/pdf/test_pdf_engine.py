from __future__ import annotations

import io
import logging
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
import weasyprint
from tests.unit.pdf.conftest import CSS, EN, FONTS, Made, page_of, tree_of

from publish.pdf import engine
from publish.pdf.engine import EngineError, Fonts, Laid, draw, fonts_visible, lay_out, renumbered

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_weasyprint_is_the_version_whose_inside_we_know() -> None:
    """When this fails: read what tags, drawing, spaces and engine touch again, then set the version."""
    assert weasyprint.__version__ == engine.WEASYPRINT == "70.0"


def test_importing_the_merge_does_not_import_weasyprint() -> None:
    code = "import sys, publish.pdf.merge, publish.pdf.reading; sys.exit('weasyprint' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0


def asked_for(markup: str, fonts: Fonts, css: str = "") -> tuple[list[str], Laid]:
    asked: list[str] = []

    def resource(path: str) -> None:
        asked.append(path)

    tree = tree_of(page_of(markup))
    return asked, lay_out(tree, stylesheets=[CSS, css], resource=resource, first_page=1, fonts=fonts)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/a.png",
        "//example.org/a.png",
        "file:///etc/passwd",
        "/etc/passwd",
        "../secret.png",
        "images/../../secret.png",
        "%2e%2e/secret.png",
        "%2Fetc/passwd",
        "data:image/png;base64,AAAA",
        "images\\a.png",
    ],
)
def test_only_paths_inside_the_publication_are_asked_for(url: str, fonts: Fonts) -> None:
    asked, laid = asked_for(f'<p>Text <img src="{url}" alt="a"/></p>', fonts)
    assert not asked
    assert any("not a path inside the publication" in message.text for message in laid.messages)


def test_paths_are_given_as_they_are_written(fonts: Fonts) -> None:
    asked, laid = asked_for('<p>Text <img src="images/caf%C3%A9 1.png#x" alt="a"/></p>', fonts)
    assert asked == ["images/café 1.png"]
    assert [m.level for m in laid.messages] == [logging.ERROR]
    assert "is not in the publication" in laid.messages[0].text


def test_stylesheets_fetch_nothing_from_outside(fonts: Fonts) -> None:
    css = '@import "http://example.org/a.css"; p { background: url(file:///etc/passwd) }'
    asked, laid = asked_for("<p>Text</p>", fonts, css)
    assert not asked
    assert len(laid.messages) == 2


def test_messages_name_their_stylesheet_and_are_not_printed(
    lay: Callable[..., Laid], capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    laid = lay("<p>Text</p>", css="p { colour: red }")
    assert [(m.stylesheet, m.level) for m in laid.messages] == [(1, logging.WARNING)]
    assert "colour" in laid.messages[0].text
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


def test_an_unknown_family_is_told(lay: Callable[..., Laid]) -> None:
    laid = lay(
        "<p>Text</p><h2>More</h2>", css='p { font-family: "Nowhere", serif } h2 { font-family: x, "source sans 3" }'
    )
    assert [m.text for m in laid.messages] == ["no font of the family Nowhere, serif"]


def test_a_glyph_that_no_font_has_is_told(make: Callable[..., Made]) -> None:
    made = make("<p>Text \u16a0</p>")
    assert "U+16A0" in made.drawn.messages[0].text


def test_only_our_fonts_are_seen(tmp_path: Path) -> None:
    only = fonts_visible([FONTS / "source-code-pro"], tmp_path)
    assert only.families == {"source code pro"}
    laid = lay_out(tree_of(page_of("<p>Text</p>")), stylesheets=[], resource=lambda _: None, first_page=1, fonts=only)
    with pikepdf.open(io.BytesIO(draw(laid).pdf)) as pdf:
        names = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
    assert all("Source-Code-Pro" in name for name in names)
    assert "FONTCONFIG_FILE" not in os.environ


def test_a_folder_of_fonts_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no folder of fonts"):
        fonts_visible([tmp_path / "nowhere"], tmp_path)


@pytest.mark.parametrize("first_page", [1, 4, 7])
def test_a_part_starts_on_its_page_and_its_side(first_page: int, lay: Callable[..., Laid]) -> None:
    css = '@page:left{@top-right{content:"left"}} @page:right{@top-right{content:"right"}}'
    laid = lay('<p id="a">One</p><p id="b" style="break-before:page">Two</p>', css=css, first_page=first_page)
    assert laid.page_count == 2
    assert laid.labels == (str(first_page), str(first_page + 1))
    assert laid.anchors == {"a": first_page, "b": first_page + 1}
    texts = [[b.text for b in page._page_box.descendants() if hasattr(b, "text")] for page in laid.document.pages]
    odd = first_page % 2
    assert ("right" if odd else "left") in texts[0]
    assert ("left" if odd else "right") in texts[1]
    assert str(first_page) in texts[0]
    assert str(first_page + 1) in texts[1]


SVG = """<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="x"><defs><linearGradient id="g">
<stop offset="0" stop-color="red"/><stop offset="1"/></linearGradient><pattern id="p" width=".5" height=".5"
><path d="M0 0h5v5"/></pattern><mask id="m"><path d="M0 0h9v9z" fill="#fff"/></mask></defs><text rotate="10 20" x="1"
fill="url(#g)"> a <tspan>b</tspan></text><rect width="20" height="20" fill="url(#p)" mask="url(#m)"/></svg>"""


def test_drawing_twice_gives_the_same_bytes(lay: Callable[..., Laid]) -> None:
    body = f"<h1>Head</h1><p>{EN} {SVG} <a href='#x'>x</a></p>"
    laid = lay(body)
    assert draw(laid).pdf == draw(laid).pdf == draw(lay(body)).pdf


def test_every_change_to_weasyprint_is_undone(lay: Callable[..., Laid]) -> None:
    watched: tuple[Any, ...] = (
        weasyprint.document,
        weasyprint.draw,
        weasyprint.images.SVGImage,
        weasyprint.layout.inline,
        weasyprint.pdf,
        weasyprint.pdf.stream.Stream,
    )
    before = [dict(vars(owner)) for owner in watched]
    draw(lay("<p>Text</p>"))
    assert [dict(vars(owner)) for owner in watched] == before


def test_footnotes_collapse_white_space(make: Callable[..., Made]) -> None:
    """WeasyPrint 70 alone stops with an AssertionError here."""
    made = make(f'<p>Text<span class="fn">A   note,\n  {EN} \n</span> goes on.</p>')
    assert made.all("Note")[0].text.startswith("1. A note, It is")


def test_a_fault_of_the_engine_is_told_from_one_of_ours(
    monkeypatch: pytest.MonkeyPatch, lay: Callable[..., Laid]
) -> None:
    with pytest.raises(EngineError, match="a part can't be laid out"):
        lay("<article><p>Text</p></article>", css="p::first-letter { float: left }")
    monkeypatch.setattr(engine, "_hyphens_written", None)
    with pytest.raises(TypeError):
        lay("<p>Text</p>")


def test_bookmarks_are_left_to_the_merge(make: Callable[..., Made]) -> None:
    made = make("<h1>Head</h1>")
    with pikepdf.open(io.BytesIO(made.drawn.pdf)) as pdf:
        assert "/Outlines" not in pdf.Root


def test_glyphs_that_nothing_sets_apart_are_joined(make: Callable[..., Made]) -> None:
    made = make(f"<p>{EN}</p>")
    with pikepdf.open(io.BytesIO(made.drawn.pdf)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    assert re.search(rb"<[0-9a-f]{8,}>", content)
    assert b">0<" not in content


NUMBERED = """
@page { size: 300px 200px; margin: 40px; @bottom-center { content: counter(page); background: silver } }
@page :left { @top-left { content: string(title) } }
h1 { string-set: title content(); bookmark-level: none }
"""


def test_pages_get_other_numbers_without_being_laid_out_again(make: Callable[..., Made]) -> None:
    body = "<h1>Title</h1>" + "<p id='p'>Some words that fill pages.</p>" * 20
    there, here = (make(body, css=NUMBERED, first_page=first).laid for first in (8, 2))
    moved = renumbered(here, 8)
    assert moved is not None
    assert moved.page_count > 2
    assert (moved.first_page, moved.labels, moved.anchors) == (8, there.labels, there.anchors)
    assert draw(moved).pdf == draw(there).pdf
    back = renumbered(moved, 2)
    assert back is not None
    assert draw(back).pdf == draw(make(body, css=NUMBERED, first_page=2).laid).pdf


def test_a_page_of_the_other_side_or_with_its_number_in_the_text_is_laid_out_again(make: Callable[..., Made]) -> None:
    assert renumbered(make("<p>x</p>", css=NUMBERED, first_page=2).laid, 3) is None
    bound = make("<p>x</p>", css=NUMBERED + "p::after { content: counter(page) }", first_page=2).laid
    assert bound.bound
    assert renumbered(bound, 4) is None
    assert renumbered(bound, 2) is bound
