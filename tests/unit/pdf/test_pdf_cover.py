"""The cover as a file of its own."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from pikepdf import Array, Dictionary
from tests.unit.pdf.test_pdf_x4 import BLACK, BLEED, EVEN, HEIGHT, WIDTH, about, form, opened, part, plates

from publish.measures import Edges, Length
from publish.pdf.cover import folds, spine_width, spread, spread_sheet
from publish.pdf.x4 import press_pdf
from publish.sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path

SHEET = Sheet(WIDTH, HEIGHT, EVEN)
SPINE = Length(20, "pt")
CYAN, MAGENTA, YELLOW = (f"{inks} k -500 -500 2000 2000 re f" for inks in ("1 0 0 0", "0 1 0 0", "0 0 1 0"))


def spine_part(content: str) -> bytes:
    box = Array([0, 0, SPINE.pt + 2 * BLEED, HEIGHT + 2 * BLEED])
    return part(content, extra={"/MediaBox": box})


def cover(left: bytes | None, spine: bytes | None, right: bytes | None, sheet: Sheet = SHEET, **more: Any) -> bytes:
    page = spread(left, spine, right, sheet, SPINE, BLEED)
    return press_pdf([page], about(1, spread_sheet(sheet, SPINE), **more), BLEED)


@pytest.mark.parametrize(
    ("pages", "thickness", "width"),
    [(96, "0.09mm", "4.32mm"), (95, "0.09mm", "4.32mm"), (1, "0.1mm", "0.1mm"), (200, "0.004in", "0.4in")],
)
def test_two_pages_are_a_leaf(pages: int, thickness: str, width: str) -> None:
    value, unit = float(thickness[:-2]), thickness[-2:]
    assert str(spine_width(pages, Length(value, unit))) == width


def test_the_whole_has_fore_edges_all_round() -> None:
    bleed = Edges(Length(9, "pt"), Length(8, "pt"), Length(7, "pt"), Length(0, "pt"))
    whole = spread_sheet(Sheet(WIDTH, HEIGHT, bleed, True, True, Length(6, "mm")), SPINE)
    assert (whole.width, whole.height) == (2 * WIDTH + 20, HEIGHT)
    assert whole.bleed.points(recto=True) == whole.bleed.points(recto=False) == (8, 7, 8, 9)
    assert (whole.marks, whole.slug, whole.offset) == (True, True, Length(6, "mm"))
    assert folds(SHEET, SPINE) == (WIDTH, WIDTH + 20)


def test_back_spine_and_front_meet_at_the_folds() -> None:
    pdf = cover(part(CYAN), spine_part(MAGENTA), part(YELLOW))
    inks = plates(pdf)
    assert inks.shape[:2] == (318, 438)
    first, second = 209, 229
    for ink, start, end in ((0, 0, first), (1, first, second), (2, second, 438)):
        assert (inks[:, start:end, ink] == 255).all()
        assert not inks[:, :start, ink].any()
        assert not inks[:, end:, ink].any()


def test_each_part_stands_where_its_trim_is() -> None:
    square = f"{{}} k {BLEED + 2} {BLEED + 3} 10 10 re f"
    left, spine, right = (
        make(square.format(inks))
        for make, inks in ((part, "1 0 0 0"), (spine_part, "0 1 0 0"), (part, "0 0 1 0"))
    )  # fmt: skip
    inks = plates(cover(left, spine, right))
    for ink, x in enumerate((9 + 2, 209 + 2, 229 + 2)):
        assert (inks[12:22, x : x + 10, ink] == 255).all()
        assert int((inks[..., ink] > 0).sum()) == 100


def test_what_there_is_not_stays_paper() -> None:
    inks = plates(cover(None, None, part(BLACK)))
    assert not inks[:, :229].any()
    assert (inks[:, 229:, 3] == 255).all()
    assert not plates(cover(None, None, None)).any()


def test_a_part_may_begin_elsewhere_than_at_nought() -> None:
    box = Array([-BLEED, -BLEED, WIDTH + BLEED, HEIGHT + BLEED])
    moved = part("1 0 0 0 k 2 3 10 10 re f", extra={"/MediaBox": box, "/TrimBox": Array([0, 0, WIDTH, HEIGHT])})
    cyan = plates(cover(moved, None, moved))[..., 0]
    assert (cyan[12:22, 11:21] == 255).all()
    assert (cyan[12:22, 231:241] == 255).all()
    assert int((cyan > 0).sum()) == 200


def test_the_inside_is_a_page_of_the_same_sheet() -> None:
    outside, inside = (spread(part(ink), None, part(BLACK), SHEET, SPINE, BLEED) for ink in (CYAN, YELLOW))
    pdf = press_pdf([outside, inside], about(2, spread_sheet(SHEET, SPINE)), BLEED)
    with opened(pdf) as press:
        trims = [[float(value) for value in page.trimbox] for page in press.pages]
        assert trims == [[9, 9, 429, 309]] * 2
    assert plates(pdf, 1)[100, 100].tolist() == [0, 0, 255, 0]


def test_transparency_inside_a_part_has_the_cover_mix_inks() -> None:
    faint = part("/it gs", resources={"/ExtGState": {"/it": Dictionary(ca=0.5)}})
    inner = part("/it Do", resources={"/XObject": {"/it": form()}})
    for left, right, grouped in ((inner, inner, False), (faint, inner, True), (inner, faint, True)):
        with opened(cover(left, None, right)) as press:
            assert ("/Group" in press.pages[0].obj) is grouped


@pytest.mark.validator("qpdf")
def test_a_cover_is_written_like_the_pages(tmp_path: Path) -> None:
    sheet = Sheet(WIDTH, HEIGHT, EVEN, marks=True, slug=True)
    parts = (part(CYAN), spine_part(MAGENTA), part(YELLOW))
    first, second = (cover(*parts, sheet, folds=folds(sheet, SPINE)) for _ in range(2))
    assert first == second
    file = tmp_path / "cover.pdf"
    file.write_bytes(first)
    assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False).returncode == 0
    with opened(first) as press:
        assert str(press.Root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA39"
        assert b" d\n" in press.pages[0].obj.Contents.read_bytes()
        trim = spread_sheet(sheet, SPINE).boxes(recto=True).trim
        assert [float(value) for value in press.pages[0].trimbox] == pytest.approx(trim)
