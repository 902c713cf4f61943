"""Parts drawn for press become one PDF/X-4."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Dictionary, Name

from publish.colour import Condition, Inks, Plate, Profile
from publish.measures import Edges, Length
from publish.pdf.engine import Press, draw_press
from publish.pdf.metadata import DocumentInfo
from publish.pdf.x4 import PROPERTIES, PressInfo, press_pdf
from publish.separations import as_written, separated
from publish.sheet import Sheet
from publish.verify.preflight import Limits, preflight

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from publish.pdf.engine import Laid

HOUSE = Path(__file__).parents[3]
FONT = (HOUSE / "fonts/source-sans-3/SourceSans3_400Regular.ttf").read_bytes()
ICC = (HOUSE / "press/profiles/FOGRA39/ISOcoated_v2_300_bas.icc").read_bytes()
PROFILE = Profile("ISO Coated v2 300% (basICColor)", ICC, hashlib.sha256(ICC).hexdigest())
CONDITION = Condition(name="FOGRA39", says="Coated paper", profile="", registry="http://www.color.org")

WIDTH, HEIGHT, BLEED = 200.0, 300.0, 9.0
EVEN = Edges.all(Length(0.125, "in"))
UNEVEN = Edges(Length(9, "pt"), Length(9, "pt"), Length(4, "pt"), Length(0, "pt"))
BLACK = "0 0 0 1 k -500 -500 2000 2000 re f"


def part(*contents: str, resources: dict[str, Any] | None = None, extra: dict[str, Any] | None = None) -> bytes:
    """Give a part as the engine draws it: a page for each content, 200 × 300 points with 9 points of bleed."""
    pdf = pikepdf.new()
    for content in contents:
        page = pdf.add_blank_page(page_size=(WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED))
        page.obj.Contents = pdf.make_stream(content.encode())
        page.obj.TrimBox = Array([BLEED, BLEED, BLEED + WIDTH, BLEED + HEIGHT])
        page.obj.Resources = Dictionary({kind: _items(pdf, items) for kind, items in (resources or {}).items()})
        for key, value in (extra or {}).items():
            page.obj[key] = value
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


def _items(pdf: pikepdf.Pdf, items: dict[str, Any]) -> Dictionary:
    return Dictionary({name: item(pdf) if callable(item) else item for name, item in items.items()})


def stream(data: bytes, **entries: Any) -> Callable[[pikepdf.Pdf], Any]:
    return lambda pdf: pdf.make_stream(data, **{k: v(pdf) if callable(v) else v for k, v in entries.items()})


def form(content: str = "0 0 9 9 re f", **entries: Any) -> Callable[[pikepdf.Pdf], Any]:
    fixed = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 300, 400])}
    return stream(content.encode(), **fixed | entries)


def image(**entries: Any) -> Callable[[pikepdf.Pdf], Any]:
    fixed = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 1, "Height": 1, "BitsPerComponent": 8}
    return stream(b"\x80", **fixed | {"ColorSpace": Name.DeviceGray} | entries)


def about(pages: int, sheet: Sheet, **more: Any) -> PressInfo:
    info = DocumentInfo(
        title="Title & more",
        language="en-GB",
        created=datetime(2023, 6, 20, 12, tzinfo=UTC),
        modified=datetime(2023, 6, 22, 9, tzinfo=UTC),
        identifier="urn:uuid:00000000-0000-4000-8000-000000000000",
        properties=PROPERTIES,
        document_id=" for press",
        accessible=False,
        labels=tuple(str(number) for number in range(1, pages + 1)),
    )
    given = {
        "rectos": tuple(number % 2 == 0 for number in range(pages)),
        "slugs": tuple(f"Title · {number}" for number in range(1, pages + 1)),
    }
    return PressInfo(info, sheet, CONDITION, PROFILE, font=FONT, **given | more)


def made(*contents: str, sheet: Sheet | None = None, **more: Any) -> bytes:
    """Give the press PDF of one part."""
    sheet = sheet or Sheet(WIDTH, HEIGHT, EVEN)
    return press_pdf([part(*contents, **more)], about(len(contents), sheet), BLEED)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def plates(pdf: bytes, page: int = 0) -> NDArray[np.int64]:
    """Give the inks of a page, 0 to 255, by row from the foot, column and ink: a pixel is a point."""
    with as_written(), separated(pdf) as separations:
        return separations.plates(page, (-999, -999, 9999, 9999), 72)[::-1].astype(np.int64)


# ------------------------------------------------------------------------------------------------------ pages, boxes


def test_pages_come_in_order_with_their_boxes() -> None:
    sheet = Sheet(WIDTH, HEIGHT, UNEVEN, marks=True)
    pdf = press_pdf([part("% one", "% two"), part("% three")], about(3, sheet), BLEED)
    with opened(pdf) as press:
        contents = [page.obj.Contents.read_bytes() for page in press.pages]
        assert [re.findall(rb"% (\w+)", content) for content in contents] == [[b"one"], [b"two"], [b"three"]]
        for page, recto in zip(press.pages, (True, False, True), strict=True):
            boxes = sheet.boxes(recto=recto)
            for key, box in (("/MediaBox", boxes.media), ("/BleedBox", boxes.bleed), ("/TrimBox", boxes.trim)):
                assert [float(value) for value in page.obj[key]] == pytest.approx(box, abs=1e-6)


def test_a_page_has_what_pdf_x_wants_and_nothing_else() -> None:
    box = Array([0, 0, 10, 10])
    extra = {
        "/CropBox": box, "/ArtBox": box, "/Rotate": 0, "/UserUnit": 2, "/StructParents": 1, "/Tabs": Name.S,
        "/Annots": Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=box)]), "/Metadata": Dictionary(),
        "/AA": Dictionary(),
    }  # fmt: skip
    with opened(made(BLACK, extra=extra)) as press:
        keys = {"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/BleedBox", "/TrimBox"}
        assert set(press.pages[0].obj.keys()) == keys


@pytest.mark.parametrize("marks", [True, False])
def test_what_stands_outside_the_bleed_of_an_edge_is_cut_off(marks: bool) -> None:
    sheet = Sheet(WIDTH, HEIGHT, UNEVEN, marks=marks)
    pdf = made(BLACK, BLACK, sheet=sheet)
    for number, recto in ((0, True), (1, False)):
        boxes = sheet.boxes(recto=recto)
        left, bottom, right, top = (round(value) for value in boxes.bleed)
        assert (right - left, top - bottom) == (209, 313)
        black = plates(pdf, number)[..., 3]
        assert (black[bottom + 1 : top - 1, left + 1 : right - 1] == 255).all()
        outside = np.ones(black.shape, bool)
        outside[max(0, bottom - 1) : top + 1, max(0, left - 1) : right + 1] = False
        if not marks:
            assert not black[outside].any()
        else:
            # Only marks are there: nearly all of the paper is white.
            assert (black[outside] == 0).mean() > 0.85


def test_the_trim_of_the_part_is_the_trim_of_the_page() -> None:
    square = f"1 0 0 0 k {BLEED} {BLEED} 20 30 re f"
    for marks in (True, False):
        sheet = Sheet(WIDTH, HEIGHT, UNEVEN, marks=marks, slug=True, offset=Length(10, "pt"))
        pdf = made(square, square, sheet=sheet)
        for number, recto in ((0, True), (1, False)):
            left, bottom, *_ = (round(value) for value in sheet.boxes(recto=recto).trim)
            cyan = plates(pdf, number)[..., 0]
            # Away from the anti-aliased edge: half a point may be lost in rounding.
            assert (cyan[bottom + 2 : bottom + 28, left + 2 : left + 18] == 255).all()
            assert not cyan[bottom + 32 : bottom + 100, left + 2 : left + 100].any()
            assert not cyan[bottom + 2 : bottom + 28, left + 22 : left + 100].any()


def test_a_part_may_begin_elsewhere_than_at_nought() -> None:
    box = Array([-9, -9, WIDTH + 9, HEIGHT + 9])
    pdf = made("1 0 0 0 k 0 0 20 30 re f", extra={"/MediaBox": box})
    assert pdf == made("1 0 0 0 k 0 0 20 30 re f", extra={"/MediaBox": box})
    cyan = plates(pdf)[..., 0]
    assert (cyan[9:39, 9:29] == 255).all()
    assert int((cyan > 0).sum()) == 600


def test_the_state_of_the_content_does_not_reach_the_marks() -> None:
    sheet = Sheet(WIDTH, HEIGHT, EVEN, marks=True)
    state = {"/ExtGState": {"/g": Dictionary(ca=0, CA=0, op=True, OP=True)}}
    plain, odd = (
        made(content, sheet=sheet, resources=state) for content in ("/g gs", "/g gs 3 0 0 3 5 5 cm 7 w [1 9] 0 d")
    )
    assert (plates(plain) == plates(odd)).all()
    assert plates(plain)[..., 3].max() == 255


def test_patterns_move_with_the_page() -> None:
    tile = stream(
        b"0 1 0 0 k 0 0 10 15 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, XStep=40, YStep=60,
        BBox=Array([0, 0, 40, 60]), Matrix=Array([1, 0, 0, 1, 3, 5]), Resources=Dictionary(),
    )  # fmt: skip
    blend = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([1, 0, 0, 0]), N=1)
    axis = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([20, 0, 80, 0]), Function=blend)
    shade = Dictionary(Type=Name.Pattern, PatternType=2, Shading=axis)
    content = "/Pattern cs /tile scn 0 0 400 150 re f /shade scn 0 150 400 400 re f"
    resources = {"/Pattern": {"/tile": tile, "/shade": shade}}
    # Margins that are whole points, so that pixels are the same.
    sheet = Sheet(WIDTH, HEIGHT, EVEN, slug=True)
    plain = plates(made(content, content, resources=resources))
    for number in (0, 1):
        slugged = plates(made(content, content, resources=resources, sheet=sheet), number)
        moved = slugged[-318:]
        assert moved.shape == plain.shape
        # The slug is 17.008 points high.
        assert np.abs(moved - plain).max() < 16
    assert plain[40, 200, 1] == 0
    assert plain[8, 8, 1] == 255
    assert 0 < plain[200, 50, 0] < 255


# -------------------------------------------------------------------------------------------------------- resources


def test_pages_name_only_what_they_draw() -> None:
    inner = form("/g gs", Resources=lambda _: Dictionary(ExtGState=Dictionary(g=Dictionary(), h=Dictionary())))
    resources = {
        "/XObject": {"/a": inner, "/b": form(), "/c": image()},
        "/ExtGState": {"/x": Dictionary(), "/y": Dictionary()},
        "/ColorSpace": {"/lab": Array([Name.Lab, Dictionary(WhitePoint=Array([1, 1, 1]))]), "/used": Name.DeviceGray},
        "/Font": {"/f": Dictionary(Subtype=Name.Type1), "/g": Dictionary(Subtype=Name.Type1)},
        "/Shading": {"/s": Dictionary(), "/t": Dictionary()},
    }
    one = "/a Do /x gs /used cs 0 sc BT /f 12 Tf ET"
    two = "/DeviceCMYK CS 0 0 0 1 SC /s sh /c Do"
    with opened(made(one, two, resources=resources)) as press:
        named = [
            {key: sorted(items.keys()) for key, items in page.obj.Resources.items() if len(items.keys())}
            for page in press.pages
        ]
        assert named == [
            {"/XObject": ["/a"], "/ExtGState": ["/x"], "/ColorSpace": ["/used"], "/Font": ["/f"]},
            {"/Shading": ["/s"], "/XObject": ["/c"]},
        ]
        assert list(press.pages[0].obj.Resources.XObject.a.Resources.ExtGState.keys()) == ["/g"]
        assert not any(isinstance(each, pikepdf.Array) and Name.Lab in list(each) for each in press.objects)


def _with(kind: str, item: Any) -> dict[str, Any]:
    return {kind: {"/it": item}}


def _holding(kind: str, item: Any) -> Callable[[pikepdf.Pdf], Any]:
    operator = {"/ExtGState": "/it gs", "/XObject": "/it Do", "/Pattern": "/Pattern cs /it scn"}[kind]
    return form(operator, Resources=lambda pdf: Dictionary({kind: _items(pdf, {"/it": item})}))


GROUP = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
FAINT, MASKED = Dictionary(ca=0.5), Dictionary(SMask=Dictionary(S=Name.Luminosity, G=Dictionary()))
TRANSPARENT = [
    ("/it gs", _with("/ExtGState", FAINT)),
    ("/it gs", _with("/ExtGState", Dictionary(CA=0.99))),
    ("/it gs", _with("/ExtGState", Dictionary(BM=Name.Multiply))),
    ("/it gs", _with("/ExtGState", MASKED)),
    ("/it Do", _with("/XObject", image(SMask=image()))),
    ("/it Do", _with("/XObject", form(Group=GROUP))),
    ("/it Do", _with("/XObject", _holding("/ExtGState", FAINT))),
    ("/it Do", _with("/XObject", _holding("/XObject", _holding("/XObject", image(SMask=image()))))),
    ("/Pattern cs /it scn", _with("/Pattern", _holding("/ExtGState", FAINT))),
]
OPAQUE = [
    ("", _with("/ExtGState", FAINT)),
    ("/it gs", _with("/ExtGState", Dictionary(ca=1, CA=1, BM=Name.Normal, SMask=Name("/None"), op=True))),
    ("/it Do", _with("/XObject", image())),
    ("/it Do", _with("/XObject", form())),
    ("/it Do", _with("/XObject", form("", Resources=lambda _: Dictionary(ExtGState=Dictionary(it=FAINT))))),
]


@pytest.mark.parametrize(("content", "resources"), TRANSPARENT)
def test_transparent_pages_mix_inks(content: str, resources: dict[str, Any]) -> None:
    with opened(made(content, "% nothing", resources=resources)) as press:
        group = press.pages[0].obj.Group
        assert (group.S, group.CS, bool(group.I)) == (Name.Transparency, Name.DeviceCMYK, True)
        assert "/Group" not in press.pages[1].obj


@pytest.mark.parametrize(("content", "resources"), OPAQUE)
def test_opaque_pages_have_no_group(content: str, resources: dict[str, Any]) -> None:
    with opened(made(content, resources=resources, extra={"/Group": GROUP})) as press:
        assert "/Group" not in press.pages[0].obj


@pytest.mark.parametrize("marks", [True, False])
def test_the_colour_of_all_plates_is_there_for_marks_alone(marks: bool) -> None:
    lab = {"/ColorSpace": {"/used": Name.DeviceGray}}
    with opened(made("/used cs 0 sc", sheet=Sheet(WIDTH, HEIGHT, EVEN, marks=marks), resources=lab)) as press:
        spaces = press.pages[0].obj.Resources.ColorSpace
        assert sorted(spaces.keys()) == (["/Registration", "/used"] if marks else ["/used"])
        if marks:
            kind, name, alternate, tint = spaces.Registration
            assert (kind, name, alternate) == (Name.Separation, Name.All, Name.DeviceCMYK)
            assert [[*tint.C0], [*tint.C1], [tint.FunctionType, tint.N]] == [[0] * 4, [1] * 4, [2, 1]]


# -------------------------------------------------------------------------------------------------------- catalogue


def test_there_is_one_output_intent_with_its_profile() -> None:
    with opened(made(BLACK)) as press:
        (intent,) = press.Root.OutputIntents
        profile = intent.DestOutputProfile
        told = {key: str(value) for key, value in intent.items() if key != "/DestOutputProfile"}
        assert told == {
            "/Type": "/OutputIntent",
            "/S": "/GTS_PDFX",
            "/OutputConditionIdentifier": "FOGRA39",
            "/OutputCondition": "Coated paper",
            "/RegistryName": "http://www.color.org",
            "/Info": "ISO Coated v2 300% (basICColor)",
        }
        assert profile.N == 4
        assert profile.read_bytes() == ICC
        assert len(profile.read_raw_bytes()) < len(ICC)


def test_the_catalogue_has_nothing_for_readers() -> None:
    extra = {"/Annots": Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))])}
    pdf = made(BLACK, extra=extra)
    with opened(pdf) as press:
        keys = {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents", "/PageLabels"}
        assert set(press.Root.keys()) == keys
        assert str(press.Root.Lang) == "en-GB"
        first, style = press.Root.PageLabels.Nums
        assert (int(first), int(style.St)) == (0, 1)
        assert not press.is_encrypted
        assert not any(isinstance(each, Dictionary) and each.get("/Subtype") == "/Link" for each in press.objects)


def test_metadata_say_pdf_x_4() -> None:
    pdf = made(BLACK)
    assert pdf.startswith(b"%PDF-1.6\n")
    # It stands there uncompressed, for whoever looks for it in the bytes.
    assert b"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in pdf
    with opened(pdf) as press, press.open_metadata() as xmp:
        assert xmp["dc:title"] == "Title & more"
        dates = [xmp[f"xmp:{name}"] for name in ("CreateDate", "ModifyDate", "MetadataDate")]
        assert dates == ["2023-06-20T12:00:00Z", "2023-06-22T09:00:00Z", "2023-06-22T09:00:00Z"]
        assert re.fullmatch(r"uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", str(xmp["xmpMM:DocumentID"]))
        assert (xmp["xmpMM:VersionID"], xmp["xmpMM:RenditionClass"]) == ("1", "default")
        assert xmp["pdf:Trapped"] == "False"
        assert b"pdfua" not in press.Root.Metadata.read_bytes()
    with opened(pdf) as press:
        assert press.docinfo[Name.Trapped] == Name("/False")
        assert str(press.docinfo[Name.Title]) == "Title & more"
        assert str(press.docinfo[Name.CreationDate]) == "D:20230620120000Z"
        assert str(press.docinfo[Name.ModDate]) == "D:20230622090000Z"
        assert len(bytes(press.trailer.ID[0])) == 16


def test_the_same_parts_give_the_same_bytes() -> None:
    sheet = Sheet(WIDTH, HEIGHT, EVEN, marks=True, slug=True)
    resources = {"/XObject": {"/b": image(), "/a": form()}, "/ExtGState": {"/g": FAINT}}
    first, second = (made("/a Do /b Do /g gs", "/b Do", sheet=sheet, resources=resources) for _ in range(2))
    assert first == second
    assert first != made("/a Do /b Do", "/b Do", sheet=sheet, resources=resources)


@pytest.mark.parametrize("wrong", [{"rectos": (True,)}, {"slugs": ("a", "b", "c")}])
def test_every_page_has_its_side_and_its_slug(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="for 2 pages"):
        press_pdf([part(BLACK, BLACK)], about(2, Sheet(WIDTH, HEIGHT, EVEN), **wrong), BLEED)


# ----------------------------------------------------------------------------------------- parts as the engine draws


HTML = """<p>{text} <em>word</em></p><img src="images/a.png" alt=""/>
<p style="opacity: .5">Faint</p><p class="tiles">Over tiles</p>"""
CSS = """@page { size: 200pt 300pt; margin: 20pt } .tiles { height: 60pt; background: url(images/a.png) 0 0/13pt 7pt }
img { width: 30pt }"""


def _press() -> Press:
    def plate(_path: str) -> Plate:
        return Plate(
            width=200, height=100, grey=True, data=zlib.compress(bytes(range(200)) * 100), filter="FlateDecode"
        )

    return Press(Inks(CONDITION, PROFILE), plate, ["images/a.png"], lambda _png: plate(""))


@pytest.fixture(scope="module")
def drawn(lay: Callable[..., Laid]) -> tuple[bytes, ...]:
    parts = (lay(HTML.format(text=text), css=CSS) for text in ("Sphinx of quartz", "Judge my vow"))
    return tuple(draw_press(laid, _press(), BLEED).pdf for laid in parts)


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "marked"])
def whole(request: pytest.FixtureRequest, drawn: Sequence[bytes]) -> bytes:
    sheet = Sheet(WIDTH, HEIGHT, EVEN, marks=request.param, slug=request.param)
    return press_pdf(drawn, about(2, sheet), BLEED)


def test_parts_share_fonts_and_pictures(whole: bytes) -> None:
    with opened(whole) as press:
        fonts = [each for each in press.objects if isinstance(each, Dictionary) and "/FontFile2" in each]
        names = [str(each.FontName) for each in fonts]
        assert len(names) == len(set(names)) == 3
        pictures = [each for each in press.objects if isinstance(each, pikepdf.Stream) and each.get("/Width") == 200]
        assert len(pictures) == 1
        assert all("/Group" in page.obj for page in press.pages)
    with pymupdf.open(stream=whole) as document:
        assert [page.get_text().split()[:2] for page in document] == [["Sphinx", "of"], ["Judge", "my"]]


def test_pages_look_as_they_were_drawn(drawn: Sequence[bytes]) -> None:
    sheet = Sheet(WIDTH, HEIGHT, EVEN, slug=True)
    press = press_pdf(drawn, about(2, sheet), BLEED)
    for number, one in enumerate(drawn):
        before, after = plates(one), plates(press, number)[-318:]
        assert before.shape == after.shape
        # The slug is 17.008 points high: edges differ by less than a hundredth.
        assert np.abs(before - after).max() < 24
        assert before[..., 3].max() > 250


@pytest.mark.validator("qpdf")
def test_the_whole_is_pdf_x_4(whole: bytes, tmp_path: Path) -> None:
    limits = Limits(bleed=9.0)
    assert [str(each) for each in preflight(whole, limits).findings] == []
    file = tmp_path / "press.pdf"
    file.write_bytes(whole)
    check = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False)
    assert check.returncode == 0, check.stdout
