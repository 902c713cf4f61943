"""What stands outside the bleed."""

from __future__ import annotations

import re
from itertools import pairwise, product

import numpy as np
import pytest
from tests.unit.pdf.test_pdf_x4 import EVEN, FONT, HEIGHT, UNEVEN, WIDTH, about, made, part, plates

from publish.measures import Edges, Length
from publish.pdf.marks import LINE, marks, number
from publish.pdf.x4 import press_pdf
from publish.sheet import MARK, SLUG, Box, Sheet

A4 = (595.2756, 841.8898)
TRIMS = [(113.4, 170.0), (WIDTH, HEIGHT), A4]
INKS = {"cyan": 0, "magenta": 1, "yellow": 2, "black": 3}


def stream(sheet: Sheet, *, recto: bool = True, slug: str = "Title · 1", folds: tuple[float, ...] = ()) -> str:
    return marks(sheet, sheet.boxes(recto=recto), slug, FONT, folds).decode()


def lines(content: str) -> list[Box]:
    """Give the straight lines: left, bottom, right, top."""
    found = re.findall(r"^([\d.-]+) ([\d.-]+) m ([\d.-]+) ([\d.-]+) l S$", content, re.MULTILINE)
    ends = ([float(value) for value in each] for each in found)
    return [(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in ends]


def patches(content: str) -> list[tuple[str, Box]]:
    found = re.findall(r"^([\d. ]+) k ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re f$", content, re.MULTILINE)
    return [
        (inks, (float(x), float(y), float(x) + float(w), float(y) + float(h))) for inks, x, y, w, h in found
    ]  # fmt: skip


def points(content: str) -> list[tuple[float, float]]:
    """Give all the points of all paths."""
    found: list[tuple[float, float]] = [corner for _, box in patches(content) for corner in (box[:2], box[2:])]
    for path in re.findall(r"^[\d. mlch-]+(?: S| f|$)", re.sub(r"[\d. ]+ k ", "", content), re.MULTILINE):
        values = [float(value) for value in re.findall(r"-?[\d.]+", path)]
        found += list(zip(values[::2], values[1::2], strict=True))
    return found


@pytest.mark.parametrize("size", TRIMS)
@pytest.mark.parametrize("bleed", [EVEN, UNEVEN])
@pytest.mark.parametrize("slug", [True, False])
@pytest.mark.parametrize("folds", [(), (0.45, 0.55)])
def test_everything_stands_outside_the_bleed_and_on_the_sheet(
    size: tuple[float, float], bleed: Edges, slug: bool, folds: tuple[float, ...]
) -> None:
    for recto in (True, False):
        sheet = Sheet(*size, bleed, marks=True, slug=slug)
        boxes = sheet.boxes(recto=recto)
        places = tuple(place * size[0] for place in folds)
        content = stream(sheet, recto=recto, slug="A long title of many words " * 5, folds=places)
        left, bottom, right, top = boxes.bleed
        found = points(content)
        assert len(found) > 100
        for x, y in found:
            assert x <= left + 0.001 or x >= right - 0.001 or y <= bottom + 0.001 or y >= top - 0.001, (x, y)
            assert 0 <= x <= boxes.media[2] + 0.001
            assert 0 <= y <= boxes.media[3] + 0.001


def test_without_marks_and_slug_there_is_nothing() -> None:
    assert stream(Sheet(*A4, EVEN)) == ""


def test_crop_marks_point_at_the_corners_of_the_trim() -> None:
    sheet = Sheet(*A4, UNEVEN, marks=True, offset=Length(6, "mm"))
    boxes = sheet.boxes(recto=True)
    left, bottom, right, top = boxes.trim
    gap, long = 6 / 25.4 * 72, MARK.pt
    found = lines(stream(sheet))
    for x, y in product((left, right), (bottom, top)):
        beside = (x - gap - long, x - gap) if x == left else (x + gap, x + gap + long)
        above = (y - gap - long, y - gap) if y == bottom else (y + gap, y + gap + long)
        for wanted in ((beside[0], y, beside[1], y), (x, above[0], x, above[1])):
            assert any(each == pytest.approx(wanted, abs=0.001) for each in found), wanted
    assert len(found) == 8 + 4 * 2


def test_marks_are_fine_lines_on_every_plate() -> None:
    assert LINE == 0.25
    content = stream(Sheet(*A4, EVEN, marks=True))
    assert content.splitlines()[:3] == ["q", "/Registration CS 1 SCN", "0.25 w"]
    assert content.endswith("\nQ")
    sheet = Sheet(WIDTH, HEIGHT, EVEN, marks=True)
    inks = plates(made("", sheet=sheet))
    y = round(sheet.boxes(recto=True).trim[1])
    near = inks[y - 1 : y + 2, 2 : int(MARK.pt) - 1].max(axis=0)
    assert (near > 20).all()
    assert (near == near[:, :1]).all()


def test_registration_marks_stand_at_the_middle_of_each_side() -> None:
    sheet = Sheet(*A4, EVEN, marks=True)
    left, bottom, right, top = sheet.boxes(recto=True).trim
    crosses = lines(stream(sheet))[8:]
    centres = [((x0 + x1) / 2, (y0 + y1) / 2) for x0, y0, x1, y1 in crosses]
    away, middle, half = sheet.gap + MARK.pt / 2, (left + right) / 2, (bottom + top) / 2
    sides = [(middle, bottom - away), (middle, top + away), (left - away, half), (right + away, half)]
    assert centres == [pytest.approx(side, abs=0.001) for side in sides for _ in range(2)]
    circles = re.findall(r"^([\d.]+) ([\d.]+) m (?:[\d. -]+ c ){4}h S$", stream(sheet), re.MULTILINE)
    assert len(circles) == 4


def test_the_bar_has_patches_side_by_side() -> None:
    for width, height in TRIMS:
        sheet = Sheet(width, height, EVEN, marks=True)
        boxes = sheet.boxes(recto=True)
        found = patches(stream(sheet))
        assert [inks for inks, _ in found] == [
            "1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1", "1 1 0 0", "1 0 1 0", "0 1 1 0",
            "0.5 0 0 0", "0 0.5 0 0", "0 0 0.5 0", "0 0 0 0.5", "0.5 0.4 0.4 0",
        ]  # fmt: skip
        for (_, one), (_, two) in pairwise(found):
            assert one[2] == pytest.approx(two[0], abs=0.001)
            assert one[2] - one[0] > 1.5
        # It begins behind the crop mark, and ends before the register mark in the middle.
        assert boxes.trim[0] + 5 < found[0][1][0]
        assert found[-1][1][2] < (boxes.trim[0] + boxes.trim[2]) / 2 - MARK.pt / 2
        assert found[0][1][1] > boxes.bleed[3]


def test_folds_are_dashed_at_head_and_foot() -> None:
    sheet = Sheet(420, 300, EVEN, marks=True)
    left, bottom, _, top = sheet.boxes(recto=True).trim
    content = stream(sheet, folds=(200, 220))
    before, dashed = content.split("[2 1.5] 0 d")
    gap, long = sheet.gap, MARK.pt
    wanted = [
        box
        for x in (left + 200, left + 220)
        for box in ((x, bottom - gap - long, x, bottom - gap), (x, top + gap, x, top + gap + long))
    ]
    assert lines(dashed) == [pytest.approx(box, abs=0.001) for box in wanted]
    # The register marks stand in the middles of back and front, out of the way of a narrow spine's folds.
    centres = {round((x0 + x1) / 2 - left) for x0, y0, x1, y1 in lines(before)[8:] if y1 < bottom or y0 > top}
    assert centres == {100, 320}
    assert "] 0 d" not in stream(sheet)


# -------------------------------------------------------------------------------------------------------------- slug


def slug_of(content: str) -> list[tuple[str, float, float]]:
    """Give the colour of each text of the slug line, and from where to where it goes."""
    found = re.findall(r"^([\d.]+ [\d.]+ [\d.]+ [\d.]+) k ([\d. mlch-]+ f)$", content, re.MULTILINE)
    texts = []
    for inks, path in found:
        if " re " not in path:
            values = [float(value) for value in re.findall(r"-?[\d.]+", path)]
            assert max(values[1::2]) < SLUG.pt
            texts.append((inks, min(values[::2]), max(values[::2])))
    return texts


@pytest.mark.parametrize("with_marks", [True, False])
def test_the_slug_has_a_text_in_black_and_the_inks_in_their_own(with_marks: bool) -> None:
    sheet = Sheet(*A4, UNEVEN, marks=with_marks, slug=True)
    boxes = sheet.boxes(recto=True)
    *names, text = slug_of(stream(sheet))
    assert [inks for inks, _, _ in names] == ["1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1"]
    assert text[0] == "0 0 0 1"
    assert text[1] == pytest.approx(boxes.trim[0] + 4, abs=1)
    assert names[-1][2] == pytest.approx(boxes.trim[2] - 4, abs=1)
    places = sorted([text, *names], key=lambda each: each[1])
    assert all(one[2] + 2 < two[1] for one, two in pairwise(places))


def test_the_slug_is_said_in_outlines_of_the_size_of_small_print() -> None:
    sheet = Sheet(*A4, EVEN, slug=True)
    tall = plates(press_pdf([part("")], about(1, sheet, slugs=("HHH",)), 9.0))[: int(SLUG.pt)]
    rows = np.nonzero(tall[:, :40, 3].max(axis=1) > 60)[0]
    # The capitals of the face are 0.66 of its size of 6.5 points.
    assert 4 <= rows.max() - rows.min() + 1 <= 6
    assert rows.min() == pytest.approx(5, abs=1)
    assert b"Tj" not in marks(sheet, sheet.boxes(recto=True), "HHH", FONT)


def test_a_slug_without_room_loses_its_middle() -> None:
    sheet = Sheet(WIDTH, HEIGHT, EVEN, slug=True)
    boxes = sheet.boxes(recto=True)
    (_, left, right), *_ = reversed(slug_of(stream(sheet, slug="W" * 10_000)))
    assert left >= boxes.trim[0]
    assert boxes.trim[2] - 14 < right <= boxes.trim[2] - 4

    def first_and_last(slug: str) -> tuple[str, str]:
        shapes = re.findall(r"[\d.]+ [\d.]+ m", stream(sheet, slug=slug).splitlines()[-2])
        return shapes[0], shapes[-1].split()[1]

    # The number of the page, at the end, is what tells one sheet from the other.
    assert first_and_last("Title " * 30 + "· 7")[0] == first_and_last("Title")[0]
    assert first_and_last("Title " * 30 + "· 7")[1] == first_and_last("7")[1]


def test_a_narrow_page_keeps_its_line_for_the_text() -> None:
    sheet = Sheet(113.4, 170, EVEN, slug=True)
    assert [inks for inks, _, _ in slug_of(stream(sheet))] == ["0 0 0 1"]


@pytest.mark.parametrize("slug", ["", " ", "\n"])
def test_an_empty_slug_has_the_inks_alone(slug: str) -> None:
    assert len(slug_of(stream(Sheet(*A4, EVEN, slug=True), slug=slug))) == 4


def test_a_character_that_the_font_lacks_is_no_fault() -> None:
    assert slug_of(stream(Sheet(*A4, EVEN, slug=True), slug="題\n名 𝒳 1"))


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (1.5, "1.5"), (100, "100"), (0.00004, "0"), (2.00006, "2.0001"), (-3.25, "-3.25")]
)
def test_numbers_are_short(value: float, written: str) -> None:
    assert number(value) == written
