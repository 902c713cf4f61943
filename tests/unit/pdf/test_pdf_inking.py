"""The drawing in inks: every colour that CSS and SVG can set, black that overprints, and no trace on the screen's."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from publish.cache import Cache
from publish.colour import Inks, Plate, condition, read_profile, separated
from publish.house import house_folder
from publish.pdf import engine
from publish.pictures import examine
from publish.source import Span
from publish.verify.preflight.painting import painting

if TYPE_CHECKING:
    from pathlib import Path

HERE = Span("a.md")
SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60"><defs><linearGradient id="g">
<stop offset="0" stop-color="#b5402a"/><stop offset="1" stop-color="#00f" stop-opacity=".4"/></linearGradient></defs>
<rect width="100" height="60" fill="url(#g)"/><circle cx="40" cy="30" r="20" fill="red" stroke="black"/></svg>"""
CSS = """@page { size: A5; margin: 15mm; bleed: 3mm; background: #fed; @bottom-center { content: "foot" } }
.g { height: 20mm; background: linear-gradient(90deg, #b5402a, rgba(0, 0, 255, 0.5)) }
.s { box-shadow: 2mm 2mm 3mm #333; margin: 5mm }
.l { color: lab(50 40 20); background: oklch(80% 0.1 200); outline: 1px solid hsl(20 50% 50%) }
.b { border: 1pt solid black; border-left: 3px dotted #a00 }
.t { opacity: 0.5; color: #a0a } .k { color: black; font-size: 9pt } .large { color: black; font-size: 14pt }
.w { color: white; background: #b5402a } .bg { height: 10mm; background: url(a.svg) repeat-x }"""
HTML = """<html lang="en"><head><title>t</title></head><body><p class="k">small</p><p class="large">large</p>
<div class="g"></div><div class="s">shadow</div><div class="l">lab</div><div class="b">borders</div>
<p><a href="https://example.org">link</a> <span class="t">transparent</span></p><img src="a.svg" alt="x"/>
<p class="w">white</p><ul><li>marker</li></ul><hr/><div class="bg"></div></body></html>"""


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> engine.Press:
    found, _ = condition("FOGRA39", HERE)
    data = (house_folder("press") / "profiles" / "FOGRA39" / "ISOcoated_v2_300_bas.icc").read_bytes()
    profile, _ = read_profile("FOGRA39", data, HERE)
    assert found
    assert profile
    inks = Inks(found, profile, {(181, 64, 42): (0.2, 0.85, 0.9, 0.1)})
    cache = Cache(tmp_path_factory.mktemp("cache"))

    def separate(png: bytes) -> Plate:
        picture, _ = examine("drawn.png", png, HERE)
        assert picture
        return separated(picture, inks, (picture.width, picture.height), cache)

    def none(path: str) -> Plate:
        raise AssertionError(path)

    return engine.Press(inks, none, (), separate)


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> engine.Laid:
    fonts = engine.fonts_visible([house_folder("fonts")], tmp_path_factory.mktemp("fonts"))
    return engine.lay_out(
        ET.fromstring(HTML),
        stylesheets=[CSS],
        resource=lambda path: (SVG, "image/svg+xml") if path == "a.svg" else None,
        first_page=1,
        fonts=fonts,
    )


def test_nothing_is_painted_but_in_inks(laid: engine.Laid, press: engine.Press) -> None:
    with pikepdf.open(BytesIO(engine.draw_press(laid, press, 8.5).pdf)) as pdf:
        found = painting(pdf)
        assert {mark.colour.space for mark in found.marks} <= {"DeviceCMYK", "Pattern"}
        assert {space for _page, space, masking in found.groups if not masking} == {"DeviceCMYK"}
        assert {space for _page, space, masking in found.groups if masking} == {"DeviceGray"}
        assert found.faults == []
        assert {"text", "fill", "stroke", "shading"} <= {mark.kind for mark in found.marks}
        assert (0.2, 0.85, 0.9, 0.1) in {mark.colour.values for mark in found.marks}
        assert "/Annots" not in pdf.pages[0].obj
        assert "/StructTreeRoot" not in pdf.Root
        assert [round(float(value), 1) for value in pdf.pages[0].mediabox] == [-8.5, -8.5, 428.0, 603.8]


def test_small_black_overprints_and_nothing_else_does(laid: engine.Laid, press: engine.Press) -> None:
    with pikepdf.open(BytesIO(engine.draw_press(laid, press, 8.5).pdf)) as pdf:
        texts = [mark for mark in painting(pdf).marks if mark.kind == "text"]
        small = [mark for mark in texts if mark.colour.is_black and mark.size < 12]
        assert small
        assert all(mark.overprint and mark.mode == 1 for mark in small)
        others = [mark for mark in painting(pdf).marks if mark.overprint and not mark.colour.is_black]
        assert others == []
        assert any(mark.colour.is_black and mark.size > 12 and not mark.overprint for mark in texts)
        assert any(mark.colour.is_white for mark in texts)


def test_the_page_is_coloured_to_the_edge_of_the_bleed(laid: engine.Laid, press: engine.Press) -> None:
    with pikepdf.open(BytesIO(engine.draw_press(laid, press, 8.504).pdf)) as pdf:
        first = next(mark for mark in painting(pdf).marks if mark.kind == "fill")
        media = [float(value) for value in pdf.pages[0].mediabox]
        assert all(abs(a - b) < 0.1 for a, b in zip(first.box, media, strict=True))


def test_drawing_for_press_leaves_the_screen_as_it_was(laid: engine.Laid, press: engine.Press, tmp_path: Path) -> None:
    before = engine.draw(laid).pdf
    first = engine.draw_press(laid, press, 8.5).pdf
    assert engine.draw(laid).pdf == before
    assert engine.draw_press(laid, press, 8.5).pdf == first
