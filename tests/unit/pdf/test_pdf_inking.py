"""The drawing in inks: every colour of CSS and SVG, pictures, black that overprints, and no trace on the screen's.

What is painted is read from the streams themselves, by MuPDF and by Ghostscript; the inks here are of no printing
condition, so that it can be said what each number has to be.
"""

from __future__ import annotations

import re
import subprocess
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import numpy as np
import pikepdf
import pydyf
import pymupdf
import pytest
import weasyprint.draw
from PIL import Image
from tinycss2.color5 import parse_color

from publish.colour import Plate
from publish.house import house_folder
from publish.pdf import engine
from publish.pdf.drawing import fresh_drawings, srgb
from publish.pdf.inking import image_ids
from publish.pdf.inkstream import InkStream
from publish.verify.preflight.painting import Mark, Painting, painting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

BLEED = 8.5
TOKEN = (0.2, 0.85, 0.9, 0.1)
PATHS = ("a.png", "grey.png", "Ä (1), b.png")


class Inks:
    """What `publish.colour.Inks` does, in numbers that a test can say: one token, greys as black, the rest as it is."""

    def cmyk(self, red: float, green: float, blue: float) -> tuple[float, float, float, float]:
        if [round(part * 255) for part in (red, green, blue)] == [181, 64, 42]:
            return TOKEN
        if max(red, green, blue) - min(red, green, blue) < 1 / 255:
            return 0.0, 0.0, 0.0, round(1 - green, 4)
        return round(1 - red, 4), round(1 - green, 4), round(1 - blue, 4), 0.0


def png(mode: str, colour: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, (40, 20), colour).save(out, "PNG")
    return out.getvalue()


PLATES = {
    "a.png": Plate(2, 1, False, zlib.compress(b"\1\2\3\4\5\6\7\10"), "FlateDecode", mask=zlib.compress(b"\x7f\xff")),
    "grey.png": Plate(2, 1, True, zlib.compress(b"\x00\x80"), "FlateDecode"),
    "Ä (1), b.png": Plate(1, 1, False, b"a photograph", "DCTDecode", inverted=True),
}  # fmt: skip
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60"><defs><linearGradient id="g">
<stop offset="0" stop-color="#b5402a"/><stop offset="1" stop-color="#00f" stop-opacity=".4"/></linearGradient>
<radialGradient id="r" spreadMethod="reflect" r=".2"><stop offset="0" stop-color="hsl(120 100% 50%)"/>
<stop offset="1" stop-color="lab(54.29% 80.8 69.9)"/></radialGradient>
<pattern id="p" width="10" height="10" patternUnits="userSpaceOnUse"><circle cx="5" cy="5" r="3" fill="orange"/>
</pattern>
<pattern id="q" width=".5" height=".5"><circle cx="5" cy="5" r="3" fill="teal"/></pattern>
</defs><mask id="m"><rect width="100" height="60" fill="#c00"/></mask>
<rect width="50" height="30" fill="url(#g)"/><rect x="50" width="50" height="30" fill="url(#r)" stroke="url(#g)"/>
<rect y="30" width="50" height="30" fill="url(#p)"/><g opacity=".5"><circle cx="40" cy="30" r="20" fill="red"/></g>
<rect x="60" y="35" width="30" height="20" fill="green" mask="url(#m)"/>
<path d="M0 0L100 60z" stroke="black" stroke-width=".5" fill="yellow"/><path d="M5 5L6 6" fill="url(#q)"/>
<text x="50" y="50" font-size="8" font-family="Source Sans 3" text-anchor="middle">Label</text></svg>"""
BLEND = """<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60">
<filter id="f"><feBlend mode="multiply"/></filter>
<rect width="50" height="30" fill="teal" filter="url(#f)"/></svg>"""
CSS = """@page { size: A5; margin: 15mm; bleed: 3mm; background: #fed;
        @bottom-center { content: "foot"; font: 8pt "Source Sans 3" } }
* { margin: 0 } body { font: 9pt "Source Serif 4" } img { width: 30mm }"""
EVERYTHING_CSS = """
.g { height: 20mm; background: linear-gradient(90deg, #b5402a, rgba(0, 0, 255, 0.5)) }
.r { height: 10mm; background: repeating-radial-gradient(circle, oklch(.6 .2 120) 0, device-cmyk(0 1 0 0) 9px) }
.s { box-shadow: 2mm 2mm 3mm #333, inset 0 0 2mm red; border-radius: 1mm }
.l { color: lab(50 40 20); background: oklch(80% 0.1 200); outline: 1px solid hsl(20 50% 50%) }
.b { border: 1pt solid black; border-left: 3px dotted #a00 } .v { border: 3mm ridge device-cmyk(0 1 0 0) }
.c { color: device-cmyk(.1 .2 .3 .4); text-decoration: underline wavy teal }
.m { mask-border: linear-gradient(red, blue) 1; background: green }
.o { opacity: 0.5; color: #a0a } .large { color: black; font-size: 14pt }
.w { color: white; background: #b5402a } .i { height: 10mm; background: url("a.png") repeat-x, url("a.svg") }
.columns { columns: 2; column-rule: 1px dashed navy } td { border: 1px double #550 } table { border-collapse: collapse }
a::after { content: leader(".") "9" }"""
EVERYTHING = """<p>small</p><p class="large">large</p><div class="g"></div><div class="r"></div>
<div class="s">shadow</div><div class="l">lab</div><div class="b">borders</div><div class="v">bevel</div>
<p class="c">inks</p><div class="m">mask</div>
<p><a id="here" href="https://example.org">link</a> <span class="o">transparent</span></p><img src="a.svg" alt="x"/>
<img src="a.png" alt="x"/><img src="grey.png" alt="x"/><p class="w">white</p><ul><li>marker</li></ul><hr/>
<div class="i"></div><div class="columns">One <del>two</del> three four</div><table><tr><td>cell</td></tr></table>"""


@dataclass(frozen=True)
class Room:
    """Lays a page out and draws it, with the paths of the plates that were asked for."""

    fonts: engine.Fonts
    asked: list[str]
    pngs: list[bytes]

    @property
    def press(self) -> engine.Press:
        def plate(path: str) -> Plate:
            self.asked.append(path)
            return PLATES[path]

        def separate(picture: bytes) -> Plate:
            self.pngs.append(picture)
            return PLATES["grey.png"]

        inks: Any = Inks()
        return engine.Press(inks, plate, PATHS, separate)

    def lay_out(self, body: str, css: str = "") -> engine.Laid:
        pictures = dict.fromkeys(PATHS, (png("RGB", "teal"), "image/png"))
        pictures |= {path: (text.encode(), "image/svg+xml") for path, text in (("a.svg", SVG), ("blend.svg", BLEND))}
        html = f'<html lang="en"><head><title>t</title></head><body>{body}</body></html>'
        laid = engine.lay_out(
            ET.fromstring(html), stylesheets=[CSS, css], resource=pictures.get, first_page=1, fonts=self.fonts
        )
        assert laid.messages == ()
        return laid

    def draw(self, body: str, css: str = "") -> bytes:
        return engine.draw_press(self.lay_out(body, css), self.press, BLEED).pdf

    def painted(self, body: str, css: str = "") -> Painting:
        with pikepdf.open(BytesIO(self.draw(body, css))) as pdf:
            found = painting(pdf)
        assert found.faults == []
        return found

    def marks(self, body: str, css: str = "") -> list[Mark]:
        return self.painted(body, css).marks


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> engine.Fonts:
    return engine.fonts_visible([house_folder("fonts")], tmp_path_factory.mktemp("fonts"))


@pytest.fixture
def room(fonts: engine.Fonts) -> Room:
    return Room(fonts, [], [])


@pytest.fixture(scope="module")
def everything(fonts: engine.Fonts) -> bytes:
    return Room(fonts, [], []).draw(EVERYTHING, EVERYTHING_CSS)


def streams(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, bool]]:
    """Give every content stream of pages, forms and patterns, and whether it is drawn in a soft mask."""
    masks = {state.SMask.G.objgen for state in states(pdf) if "/SMask" in state}
    forms: dict[Any, Any] = {}
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and (item.get("/Subtype") == "/Form" or "/PatternType" in item):
            forms[item.objgen] = item
    waiting = list(masks)
    while waiting:
        inner = [each.objgen for each in forms[waiting.pop()].Resources.get("/XObject", {}).values()]
        waiting += [each for each in inner if each in forms and each not in masks]
        masks.update(each for each in inner if each in forms)
    yield from ((page, False) for page in pdf.pages)
    yield from ((item, key in masks) for key, item in forms.items())


def states(pdf: pikepdf.Pdf) -> list[Any]:
    found: list[Any] = [page.Resources.get("/ExtGState", {}) for page in pdf.pages]
    found += [
        item.Resources.get("/ExtGState", {})
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream) and "/Resources" in item
    ]
    return [state for each in found for state in each.values()]


# ------------------------------------------------------------------------------------------------------------- colours


def test_no_stream_sets_a_colour_but_in_inks(everything: bytes) -> None:
    with pikepdf.open(BytesIO(everything)) as pdf:
        count = 0
        for stream, masking in streams(pdf):
            for each in pikepdf.parse_content_stream(stream):
                name, operands = str(each.operator), list(each.operands)
                count += name in {"k", "K"}
                assert name not in {"rg", "RG", "sc", "SC", "ri"}
                assert name not in {"g", "G"} or masking
                assert name not in {"k", "K"} or not masking
                if name in {"cs", "CS"}:
                    assert operands == [pikepdf.Name.Pattern]
                if name in {"scn", "SCN"}:
                    assert len(operands) == 1
                    assert isinstance(operands[0], pikepdf.Name)
        assert count > 30


def test_no_object_is_of_a_colour_space_but_inks_or_grey(everything: bytes) -> None:
    with pikepdf.open(BytesIO(everything)) as pdf:
        masks = {state.SMask.G.objgen for state in states(pdf) if "/SMask" in state}
        softs = {item.SMask.objgen for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/SMask" in item}
        spaces = set()
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
                spaces.add(("soft mask" if item.objgen in softs else "picture", str(item.ColorSpace)))
            elif isinstance(item, pikepdf.Stream) and "/Group" in item:
                spaces.add(("mask" if item.objgen in masks else "group", str(item.Group.CS)))
            elif isinstance(item, pikepdf.Dictionary) and "/ShadingType" in item:
                size = {len(each[key]) for each in item.Function.Functions for key in ("/C0", "/C1")}
                spaces.add((f"gradient of {size}", str(item.ColorSpace)))
        assert spaces == {
            ("picture", "/DeviceCMYK"), ("picture", "/DeviceGray"), ("soft mask", "/DeviceGray"),
            ("group", "/DeviceCMYK"), ("mask", "/DeviceGray"),
            ("gradient of {4}", "/DeviceCMYK"), ("gradient of {1}", "/DeviceGray"),
        }  # fmt: skip


@pytest.mark.validator("mutool")
def test_mupdf_paints_in_inks_alone(everything: bytes, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(everything)
    run = subprocess.run(["mutool", "trace", str(file)], capture_output=True, text=True, check=True)
    painted = re.findall(r'<(\w+)[^>]* colorspace="([^"]*)"', run.stdout)
    assert {space for _, space in painted} == {"DeviceCMYK", "DeviceGray"}
    assert {name for name, _ in painted} >= {"fill_path", "stroke_path", "fill_text", "fill_image"}


@pytest.mark.parametrize(
    ("value", "inks"),
    [
        ("#b5402a", TOKEN),
        ("device-cmyk(.1 .2 .3 .4)", (0.1, 0.2, 0.3, 0.4)),
        ("device-cmyk(0% 100% 0% 0% / .5)", (0, 1, 0, 0)),
        ("hsl(120 100% 50%)", (1, 0, 1, 0)),
        ("lab(54.29% 80.8 69.9)", (0, 1, 1, 0)),
        ("oklch(62.8% .2577 29.23)", (0, 1, 1, 0)),
        ("light-dark(red, blue)", (0, 1, 1, 0)),
        ("currentcolor", (0, 0, 0, 1)),
        ("#808080", (0, 0, 0, 0.498)),
    ],
)
def test_a_colour_is_the_inks_that_it_has(room: Room, value: str, inks: tuple[float, ...]) -> None:
    found = room.marks("<div>x</div>", f"div {{ background: {value}; border: 3mm solid {value} }}")
    areas = [mark.colour.values for mark in found if mark.kind == "fill"][1:]
    assert len(areas) == 2
    for area in areas:
        assert area == pytest.approx(inks, abs=0.0015)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # As the tests of CSS Color 4 in the browsers have them.
        ("lab(54.29% 80.8 69.9)", (255, 0, 0)),
        ("lch(52.2345% 72.2 56.2)", (198, 93, 6)),
        ("oklab(40.101% 0.1147 0.0453)", (125, 35, 41)),
        ("oklch(51.975% 0.17686 142.495)", (0, 128, 0)),
        ("color(xyz-d65 0.4124 0.2126 0.0193)", (255, 0, 0)),
        ("color(xyz-d50 0.9643 1 0.8251)", (255, 255, 255)),
        ("lab(50 none 20)", (129, 119, 85)),
        ("hwb(120 20% 40%)", (51, 153, 51)),
        ("device-cmyk(0 .5 1 .5)", (128, 64, 0)),
    ],
)
def test_a_colour_becomes_srgb(value: str, expected: tuple[int, ...]) -> None:
    assert [part * 255 for part in srgb(parse_color(value))] == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("value", ["color(display-p3 1 0 0)", "color(--own .5)", "color(rec2020 .1 .2 .3)"])
def test_a_space_that_the_engine_does_not_know_is_said_and_drawn_in_both(room: Room, value: str) -> None:
    for css in (f"p {{ background: {value} }}", f"p {{ background: linear-gradient({value}, red) }}"):
        laid = room.lay_out("<p>x</p>", css)
        said = {message.text for message in engine.draw(laid).messages}
        assert said == {message.text for message in engine.draw_press(laid, room.press, BLEED).messages}
        assert any("Unsupported color space" in each for each in said)


@pytest.mark.parametrize(
    "css",
    [
        "background: linear-gradient(lab(50 40 30), oklch(.6 .2 120))",
        "background: radial-gradient(device-cmyk(1 0 0 0), device-cmyk(0 1 0 0))",
        "box-shadow: 2px 2px 6px device-cmyk(0 1 0 0)",
        "box-shadow: inset 2px 2px 6px lab(50 40 30)",
        "border: 4px ridge oklch(.6 .2 120)",
        "border: 4px inset device-cmyk(0 1 0 0)",
        "text-decoration: underline wavy lab(50 40 30)",
    ],
)
def test_what_asks_for_srgb_gets_it_on_screen_and_on_press(room: Room, css: str) -> None:
    laid = room.lay_out("<p>x</p>", f"p {{ height: 9mm; {css} }}")
    assert engine.draw(laid).messages == engine.draw_press(laid, room.press, BLEED).messages == ()


def gradients(pdf: bytes) -> list[list[float]]:
    with pikepdf.open(BytesIO(pdf)) as file:
        return [
            [float(value) for value in stop]
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and "/ShadingType" in item and item.ColorSpace == "/DeviceCMYK"
            for each in item.Function.Functions
            for stop in (each.C0, each.C1)
        ]


def test_a_gradient_runs_from_ink_to_ink(room: Room) -> None:
    first, last = gradients(room.draw("<p/>", "p { height: 9mm; background: linear-gradient(#b5402a, black) }"))
    assert first == pytest.approx(TOKEN, abs=0.0005)
    assert last == [0, 0, 0, 1]
    first, last = gradients(room.draw("<p/>", "p { height: 9mm; background: linear-gradient(red, transparent) }"))
    assert first == last == [0, 1, 1, 0]


def test_inks_in_a_gradient_are_opaque_and_near_what_was_written(room: Room) -> None:
    css = "p { height: 9mm; background: linear-gradient(device-cmyk(1 0 0 0), device-cmyk(0 0 1 0)) }"
    pdf = room.draw("<p/>", css)
    assert gradients(pdf) == [[1, 0, 0, 0], [0, 0, 1, 0]]
    with pikepdf.open(BytesIO(pdf)) as file:
        assert not any("/SMask" in state for state in states(file))


def test_stops_of_an_svg_may_be_in_any_space(room: Room) -> None:
    stops = gradients(room.draw('<img src="a.svg" alt="x"/>'))
    assert any(stop == pytest.approx(TOKEN, abs=0.0005) for stop in stops)
    assert any(stop == pytest.approx((1, 0, 1, 0), abs=0.0015) for stop in stops)  # hsl
    assert any(stop == pytest.approx((0, 1, 1, 0), abs=0.0015) for stop in stops)  # lab


def test_a_soft_mask_is_as_light_as_its_colour(room: Room) -> None:
    with pikepdf.open(BytesIO(room.draw('<img src="a.svg" alt="x"/>'))) as pdf:
        greys = [
            float(each.operands[0])
            for stream, masking in streams(pdf)
            if masking
            for each in pikepdf.parse_content_stream(stream, "g")
        ]
    assert greys == pytest.approx([0.2126 * 0.8], abs=0.001)


def test_nothing_stands_between_a_path_and_its_painting(everything: bytes) -> None:
    """ISO 32000-1, 8.2: only clipping may come between; many a RIP stops at anything else."""
    building = {"m", "l", "c", "v", "y", "h", "re"}
    painting_ = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"}
    with pikepdf.open(BytesIO(everything)) as pdf:
        for stream, _ in streams(pdf):
            names = [str(each.operator) for each in pikepdf.parse_content_stream(stream)]
            assert names.count("q") == names.count("Q")
            begun = False
            for name in names:
                assert not begun or name in building | painting_ | {"W", "W*"}, name
                begun = name in building | {"W", "W*"}


def test_a_page_and_a_pattern_begin_in_black_ink(everything: bytes) -> None:
    with pikepdf.open(BytesIO(everything)) as pdf:
        firsts = [stream for stream, masking in streams(pdf) if not masking and stream.get("/Subtype") != "/Form"]
        assert len(firsts) > 2
        for stream in firsts:
            names = [str(each.operator) for each in pikepdf.parse_content_stream(stream)]
            assert names[:2] == ["k", "K"]


# ------------------------------------------------------------------------------------------------------------ pictures


def pictures(pdf: bytes) -> dict[str, Any]:
    with pikepdf.open(BytesIO(pdf)) as file:
        return {
            str(item.Width) + str(item.ColorSpace) + str(item.get("/Filter")): (
                item.read_raw_bytes(),
                [int(value) for value in item.get("/Decode", ())],
                item.SMask.read_bytes() if "/SMask" in item else None,
                bool(item.get("/Interpolate", False)),
                int(item.BitsPerComponent),
            )
            for item in file.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        }


def test_a_picture_is_its_plate(room: Room) -> None:
    body = "".join(f'<img src="{path}" alt="x"/>' for path in ("a.png", "grey.png", "%C3%84%20%281%29%2C%20b.png"))
    found = pictures(room.draw(body))
    assert sorted(room.asked) == sorted(PATHS)
    assert room.pngs == []
    assert found["2/DeviceCMYK/FlateDecode"] == (PLATES["a.png"].data, [], b"\x7f\xff", False, 8)
    assert found["1/DeviceCMYK/DCTDecode"] == (b"a photograph", [1, 0] * 4, None, False, 8)
    assert (PLATES["grey.png"].data, [], None, False, 8) in found.values()


def test_a_picture_is_found_however_its_address_is_written(room: Room) -> None:
    for address in ("Ä (1), b.png", "%C3%84%20%281%29%2C%20b.png", "%C3%84%20(1),%20b.png"):
        room.asked.clear()
        room.draw("<p/>", f'p {{ height: 9mm; background: url("{address}") }}')
        assert room.asked == ["Ä (1), b.png"], address


def test_a_picture_that_stands_twice_is_asked_for_once(room: Room) -> None:
    room.draw('<img src="a.png" alt="x"/><img src="a.png" alt="x"/><p style="background: url(a.png)">x</p>')
    assert room.asked == ["a.png"]


def test_a_picture_without_a_path_is_separated_as_it_is(room: Room) -> None:
    laid = room.lay_out('<img src="a.png" alt="x"/>')
    engine.draw_press(laid, engine.Press(room.press.inks, room.press.plates, (), room.press.separate), BLEED)
    (seen,) = room.pngs
    with Image.open(BytesIO(seen)) as image:
        assert (image.size, image.convert("RGB").getpixel((0, 0))) == ((40, 20), (0, 128, 128))


def test_two_pictures_never_share_an_id() -> None:
    assert set(image_ids(PATHS).values()) == set(PATHS)
    assert image_ids(["a+b.png"]) != image_ids(["a b.png"])


# ----------------------------------------------------------------------------------------------------------- overprint


def test_small_black_text_overprints_and_nothing_else_does(everything: bytes) -> None:
    with pikepdf.open(BytesIO(everything)) as pdf:
        found = painting(pdf).marks
    texts = [mark for mark in found if mark.kind == "text"]
    small = [mark for mark in texts if mark.colour.is_black and mark.size < 12]
    assert len(small) > 5
    assert all(mark.overprint and mark.mode == 1 for mark in small)
    assert any(mark.colour.is_black and mark.size > 12 and not mark.overprint for mark in texts)
    assert any(mark.colour.is_white for mark in texts)
    assert [mark for mark in found if mark.overprint and not mark.colour.is_black] == []


@pytest.mark.parametrize(
    ("css", "overprints"),
    [
        ("color: black", True),
        ("color: device-cmyk(0 0 0 1)", True),
        ("color: rgb(0 0 0 / .5)", True),
        ("color: #010101", False),
        ("color: white", False),
        ("color: #b5402a", False),
        ("color: device-cmyk(.4 .3 .3 1)", False),
        ("font-size: 11.9pt", True),
        ("font-size: 12pt", False),
        ("transform: scale(2)", False),
        ("font-size: 20pt; transform: scale(.5)", True),
        ("font-size: 20pt; transform: rotate(30deg) scale(.5)", True),
    ],
)
def test_text_overprints_by_its_ink_and_its_size_on_the_page(room: Room, css: str, overprints: bool) -> None:
    texts = [mark for mark in room.marks("<p>x</p>", f"p {{ {css} }}") if mark.kind == "text"]
    assert texts[0].overprint is overprints
    assert texts[-1].overprint  # the foot


BOX = "<p>x</p>"


@pytest.mark.parametrize(
    ("body", "css", "overprints"),
    [
        (BOX, "p { border: .5pt solid black }", True),
        (BOX, "p { border: .5pt solid black; border-radius: 2mm }", True),
        (BOX, "p { border: 1pt dashed black; border-radius: 2mm }", True),
        (BOX, "p { border: 1pt dotted black }", True),
        (BOX, "p { border: 1pt double black }", True),
        (BOX, "p { border-bottom: .5pt solid black }", True),
        (BOX, "p { outline: .5pt solid black }", True),
        (BOX, "p { text-decoration: underline }", True),
        (BOX, "p { text-decoration: underline wavy }", True),
        (BOX, "p { columns: 2; column-rule: .5pt solid black; height: 9pt }", True),
        ("<table><tr><td>x</td></tr></table>", "table { border-collapse: collapse } td { border: 1px solid }", True),
        ("<hr/>", "hr { border: 0; height: .5pt; background: black }", True),
        ("<hr/>", "hr { border: 0; width: .5pt; height: 9mm; background: black }", True),
        (BOX, "p { border: 2pt solid black }", False),
        (BOX, "p { border: 1.5pt solid black; transform: scale(2) }", False),
        (BOX, "p { border-bottom: .5pt solid #333 }", False),
        (BOX, "p { border-bottom: .5pt solid white }", False),
        (BOX, "p { background: black }", False),
    ],
)
def test_thin_black_lines_overprint(room: Room, body: str, css: str, overprints: bool) -> None:
    body = body if "columns" not in css else "<p>x<br/>x<br/>x</p>"
    # The first mark is the page's own ground.
    lines = [mark for mark in room.marks(body, css) if mark.kind in {"fill", "stroke"}][1:]
    assert lines
    assert {mark.overprint for mark in lines} == {overprints}
    assert {mark.mode for mark in lines} == {int(overprints)}


def test_each_side_of_a_border_overprints_by_its_own_width(room: Room) -> None:
    found = room.marks("<p>x</p>", "p { border: 0 solid black; border-width: 4pt 0 1pt 0 }")
    # WeasyPrint draws the bottom before the top.
    assert [mark.overprint for mark in found if mark.kind == "fill"][1:] == [True, False]


@pytest.mark.parametrize(
    ("shape", "fill", "stroke"),
    [
        ('<path d="M0 0H9V9z" stroke="black" stroke-width=".5" fill="yellow"/>', False, True),
        ('<path d="M0 0H9V9z" stroke="black" stroke-width="9"/>', False, False),
        ('<path d="M0 0H9V9z" stroke="red" stroke-width=".5"/>', False, False),
        ('<path d="M0 0H9" stroke="black" stroke-width=".5" fill="none"/>', None, True),
        ('<rect width="9" height=".5"/>', True, None),
        ('<rect width="9" height="9"/>', False, None),
        ('<g transform="scale(9)"><rect width="9" height=".5"/></g>', False, None),
        ('<g transform="scale(9)"><path d="M0 0H9" stroke="black" stroke-width=".5" fill="none"/></g>', None, False),
    ],
)
def test_fills_and_strokes_of_a_drawing_overprint_each_by_itself(
    room: Room, shape: str, fill: bool | None, stroke: bool | None
) -> None:
    body = f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60">{shape}</svg>'
    found = [mark for mark in room.marks(body) if mark.kind in {"fill", "stroke"}][1:]
    assert {mark.kind: mark.overprint for mark in found} == {
        kind: value for kind, value in (("fill", fill), ("stroke", stroke)) if value is not None
    }


def test_letters_with_an_outline_of_colour_keep_it_from_overprinting(room: Room) -> None:
    text = '<text y="20" font-size="8" font-family="Source Sans 3" stroke="red" stroke-width=".2">x</text>'
    body = f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60">{text}</svg><p>y</p>'
    with pikepdf.open(BytesIO(room.draw(body, "p { text-decoration: underline }"))) as pdf:
        states_ = pdf.pages[0].Resources.ExtGState
        now, modes = (False, False), []
        for each in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(each.operator) == "gs" and "/OP" in states_[str(each.operands[0])]:
                now = (bool(states_[str(each.operands[0])].op), bool(states_[str(each.operands[0])].OP))
            if str(each.operator) == "TJ":
                modes.append(now)
    assert modes
    assert set(modes) == {(True, False)}


def test_what_needs_no_group_has_none_so_that_its_black_overprints(room: Room) -> None:
    with pikepdf.open(BytesIO(room.draw('<img src="a.svg" alt="x"/>'))) as pdf:
        forms = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form"]
        grouped = [b"TJ" in item.read_bytes() for item in forms if "/Group" in item]
        plain = [b"TJ" in item.read_bytes() for item in forms if "/Group" not in item]
    assert True in plain
    assert grouped
    assert True not in grouped


@pytest.mark.parametrize(
    ("css", "grouped"),
    [
        ("background: url(blend.svg) no-repeat", True),
        ("background: url(a.svg) no-repeat; mask-border: linear-gradient(black, white) 1", True),
        ("opacity: .5", True),
        ("background: url(a.png) no-repeat", False),
    ],
)
def test_what_shines_through_or_mixes_is_a_group(room: Room, css: str, grouped: bool) -> None:
    found = room.painted("<p>x</p>", f"p {{ {css} }}")
    with pikepdf.open(BytesIO(room.draw("<p>x</p>", f"p {{ {css} }}"))) as pdf:
        drawn = [item for item in pdf.pages[0].Resources.XObject.values() if item.Subtype == "/Form"]
        masks = {state.SMask.G.objgen for state in states(pdf) if "/SMask" in state}
        assert {"/Group" in item for item in drawn if item.objgen not in masks} == {grouped}
    assert ((1, "DeviceCMYK", False) in found.groups) is grouped


def stream() -> InkStream:
    """Give an empty stream, as a page has it."""
    kinds = ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace")
    resources = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds})
    inks: Any = Inks()
    return InkStream(inks, {}, (0, 0, 100, 100), resources, {}, None, {}, None)


def test_text_and_gradients_take_back_what_a_line_asked_for() -> None:
    page = stream()
    page.set_color(parse_color("black"), stroke=True)
    page.set_color(parse_color("black"))
    page.stream.clear()
    page.set_line_width(1)
    page.move_to(0, 0)
    page.line_to(9, 9)
    page.stroke()
    page.set_font_size("F", 9)
    page.show_text("<01>")
    page.paint_shading("s0")
    assert b" ".join(page.stream) == (
        b"1 w /overprint-stroke gs 0 0 m 9 9 l S /F 9 Tf /overprint-fill gs [<01>] TJ /knockout gs /s0 sh"
    )


def test_a_colour_is_set_again_after_a_pattern_and_not_twice() -> None:
    page = stream()
    for _ in range(2):
        page.set_color(parse_color("black"))
    page.set_color_space("Pattern")
    page.rectangle(0, 0, 9, 1)
    page.fill()
    page.set_color(parse_color("black"))
    page.rectangle(0, 0, 9, 1)
    page.fill()
    assert b" ".join(page.stream) == (
        b"/a1.0 gs 0 0 0 1 k /Pattern cs 0 0 9 1 re f 0 0 0 1 k /overprint-fill gs 0 0 9 1 re f"
    )


# --------------------------------------------------------------------------------------------------- pages and drawings


def test_a_page_has_its_bleed_around_its_trim_and_no_structure(everything: bytes) -> None:
    with pikepdf.open(BytesIO(everything)) as pdf:
        left, bottom, right, top = (float(value) for value in pdf.pages[0].trimbox)
        media = [float(value) for value in pdf.pages[0].mediabox]
        assert media == pytest.approx([left - BLEED, bottom - BLEED, right + BLEED, top + BLEED], abs=1e-4)
        assert (right - left, top - bottom) == pytest.approx((419.528, 595.276), abs=0.001)
        assert "/Annots" not in pdf.pages[0].obj
        assert {"/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/OutputIntents", "/Metadata"}.isdisjoint(
            pdf.Root.keys()
        )
        names = {str(each.operator) for stream, _ in streams(pdf) for each in pikepdf.parse_content_stream(stream)}
        assert {"BMC", "BDC", "EMC"}.isdisjoint(names)


def test_the_page_is_coloured_to_the_edge_of_the_bleed(room: Room) -> None:
    laid = room.lay_out("<p>x</p>")
    with pikepdf.open(BytesIO(engine.draw_press(laid, room.press, 72 / 25.4 * 3).pdf)) as pdf:
        first = next(mark for mark in painting(pdf).marks if mark.kind == "fill")
        media = [float(value) for value in pdf.pages[0].mediabox]
    assert first.box == pytest.approx(media, abs=0.01)
    assert first.colour.values == pytest.approx((0, 0.0667, 0.1333, 0), abs=0.0005)


def test_every_order_of_drawings_gives_the_same_bytes(room: Room) -> None:
    def drawings(order: str) -> list[bytes]:
        laid = room.lay_out(EVERYTHING, EVERYTHING_CSS)
        ways: dict[str, Callable[[], engine.Drawn]] = {
            "s": lambda: engine.draw(laid),
            "p": lambda: engine.draw_press(laid, room.press, BLEED),
        }
        return [ways[each]().pdf for each in order]

    screen, press, second, again = drawings("spps")
    assert press == second
    assert screen == again
    assert drawings("ps") == [press, screen]


def test_the_screen_knows_nothing_of_the_bleed(room: Room) -> None:
    ours = "@page { background: none; %s }"
    with_bleed = room.lay_out(EVERYTHING, EVERYTHING_CSS + ours % "bleed: 3mm")
    without = room.lay_out(EVERYTHING, EVERYTHING_CSS + ours % "bleed: 0")
    assert engine.draw(with_bleed).pdf == engine.draw(without).pdf


def test_pages_have_their_own_bleed_again_when_a_drawing_fails(room: Room) -> None:
    laid = room.lay_out('<img src="a.png" alt="x"/>')
    before = [dict(page.bleed) for page in laid.document.pages]
    replaced = (weasyprint.draw.draw_text, weasyprint.draw.border.draw_rounded_border, weasyprint.pdf.Stream)

    def fails(path: str) -> Plate:
        raise LookupError(path)

    with pytest.raises(engine.EngineError, match=re.escape("a.png")):
        engine.draw_press(laid, engine.Press(room.press.inks, fails, PATHS, room.press.separate), 20)
    assert [page.bleed for page in laid.document.pages] == before
    assert (
        weasyprint.draw.draw_text, weasyprint.draw.border.draw_rounded_border, weasyprint.pdf.Stream
    ) == replaced  # fmt: skip


def test_printers_marks_of_a_layout_are_not_drawn_into_the_bleed(room: Room) -> None:
    plain, marked = room.lay_out("<p>x</p>"), room.lay_out("<p>x</p>", "@page { marks: crop cross }")
    for _ in range(2):
        assert engine.draw_press(marked, room.press, BLEED).pdf == engine.draw_press(plain, room.press, BLEED).pdf
        assert engine.draw(marked).pdf == engine.draw(plain).pdf


def test_screen_and_press_show_the_same_glyphs_of_the_same_fonts(room: Room) -> None:
    laid = room.lay_out(EVERYTHING, EVERYTHING_CSS)
    shown = []
    for pdf in (engine.draw(laid).pdf, engine.draw_press(laid, room.press, BLEED).pdf):
        with pymupdf.open(stream=pdf) as file, pikepdf.open(BytesIO(pdf)) as plain:
            glyphs = [(span["font"], *char[:2]) for span in file[0].get_texttrace() for char in span["chars"]]
            # The screen's lines end in the space that was broken at.
            shown.append([glyph for glyph in glyphs if glyph[1] != 32])
            for font in plain.pages[0].Resources.Font.values():
                assert "/ToUnicode" in font
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
    screen, press = shown
    assert press == screen
    assert len({font for font, *_ in press}) == 2


def test_colours_are_known_for_the_time_of_a_drawing_alone() -> None:
    lab = parse_color("lab(50 40 30)")
    with fresh_drawings():
        assert lab.to("srgb").alpha == 1
        with pytest.raises(NotImplementedError):
            parse_color("red").to("lab")
    with pytest.raises(NotImplementedError):
        lab.to("srgb")


# ---------------------------------------------------------------------------------------------------------- separations


def plates_of(pdf: bytes, folder: Path, dpi: int = 300) -> dict[str, NDArray[np.float64]]:
    """Give what Ghostscript puts on each plate: 0 is no ink, 1 all of it."""
    source, out = folder / "page.pdf", folder / "page.tif"
    source.write_bytes(pdf)
    gs = ["gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", f"-r{dpi}", "-dOverprint=/enable"]
    subprocess.run([*gs, f"-sOutputFile={out}", str(source)], capture_output=True, check=True)
    inks = ("Cyan", "Magenta", "Yellow", "Black")
    return {ink: 1 - np.asarray(Image.open(folder / f"page({ink}).tif"), float) / 255 for ink in inks}


GROUND = "@page { background: device-cmyk(.3 .2 .1 0) }"
LABEL = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60"><text x="100" y="30" font-size="12"'
    ' font-family="Source Sans 3" text-anchor="middle">Label</text></svg>'
)


@pytest.mark.validator("Ghostscript")
@pytest.mark.parametrize(
    ("body", "css"),
    [
        ("<p>Body text</p>", ""),
        ("<p>Body text</p>", "p { border: .5pt solid black }"),
        ("<p>Body text</p>", "p { border-top: .5pt solid black; text-decoration: underline }"),
        ("<table><tr><td>x</td></tr></table>", "table { border-collapse: collapse } td { border: 1px solid black }"),
        (LABEL, ""),
    ],
)
def test_the_other_plates_are_whole_under_black(room: Room, tmp_path: Path, body: str, css: str) -> None:
    plates = plates_of(room.draw(body, GROUND + css), tmp_path)
    assert plates["Black"].max() > 0.99
    assert np.ptp(plates["Black"]) > 0.99
    for ink, share in (("Cyan", 0.3), ("Magenta", 0.2), ("Yellow", 0.1)):
        # Ghostscript's own margin of a pixel at the edge of the page is left out.
        assert plates[ink][9:-9, 9:-9].min() == pytest.approx(share, abs=0.01), ink
        assert plates[ink][9:-9, 9:-9].max() == pytest.approx(share, abs=0.01), ink


@pytest.mark.validator("Ghostscript")
def test_large_text_and_white_text_knock_out(room: Room, tmp_path: Path) -> None:
    for css in ("p { font-size: 30pt }", "p { color: white }"):
        plates = plates_of(room.draw("<p>Body text</p>", GROUND + css), tmp_path)
        assert plates["Cyan"][9:-9, 9:-9].min() < 0.01, css
