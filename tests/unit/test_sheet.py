"""The sheet around a page."""

from __future__ import annotations

from itertools import product

import pytest

from publish.measures import Edges, Length
from publish.sheet import MARK, SLUG, Box, Sheet

A5 = (148 / 25.4 * 72, 210 / 25.4 * 72)
MM3 = Edges.all(Length(3, "mm"))
UNEVEN = Edges(Length(3, "mm"), Length(0.25, "in"), Length(4, "mm"), Length(0, "mm"))


def size(box: Box) -> tuple[float, float]:
    return round(box[2] - box[0], 4), round(box[3] - box[1], 4)


def test_without_marks_the_sheet_ends_at_the_bleed() -> None:
    boxes = Sheet(*A5, MM3).boxes(recto=True)
    assert boxes.media == boxes.bleed == (0, 0, 436.5354, 612.2834)
    assert boxes.trim == (8.5039, 8.5039, 428.0315, 603.7795)


def test_a_bleed_in_inches_is_a_whole_number_of_points() -> None:
    boxes = Sheet(432, 648, Edges.all(Length(0.125, "in"))).boxes(recto=True)
    assert boxes.media == (0, 0, 450, 666)
    assert boxes.trim == (9, 9, 441, 657)


def test_the_bleed_of_the_spine_is_left_on_a_recto_and_right_on_a_verso() -> None:
    sheet = Sheet(*A5, UNEVEN)
    recto, verso = sheet.boxes(recto=True), sheet.boxes(recto=False)
    assert recto.trim[0] == 0
    assert recto.media[2] - recto.trim[2] == pytest.approx(18)
    assert verso.trim[0] == 18
    assert verso.media[2] == verso.trim[2]
    assert recto.trim[1] == pytest.approx(4 / 25.4 * 72, abs=0.0001)
    assert recto.media[3] - recto.trim[3] == pytest.approx(3 / 25.4 * 72, abs=0.0001)


@pytest.mark.parametrize(
    ("bleed", "offset", "gap"),
    [(MM3, Length(6, "mm"), 6), (MM3, Length(2, "mm"), 3), (UNEVEN, Length(3, "mm"), 6.35)],
)
def test_marks_are_outside_every_bleed_and_have_room(bleed: Edges, offset: Length, gap: float) -> None:
    sheet = Sheet(*A5, bleed, marks=True, offset=offset)
    assert sheet.gap == pytest.approx(gap / 25.4 * 72)
    boxes = sheet.boxes(recto=True)
    room = sheet.gap + MARK.pt
    assert boxes.trim[:2] == pytest.approx((room, room), abs=0.0001)
    assert size(boxes.media) == pytest.approx((A5[0] + 2 * room, A5[1] + 2 * room), abs=0.001)
    assert size(boxes.bleed) == size(Sheet(*A5, bleed).boxes(recto=True).bleed)


@pytest.mark.parametrize("marks", [True, False])
def test_the_slug_has_its_line_at_the_foot(marks: bool) -> None:
    without, boxes = (Sheet(*A5, UNEVEN, marks=marks, slug=slug).boxes(recto=False) for slug in (False, True))
    for plain, slugged in ((without.trim, boxes.trim), (without.bleed, boxes.bleed)):
        assert slugged == pytest.approx((plain[0], plain[1] + SLUG.pt, plain[2], plain[3] + SLUG.pt), abs=0.0002)
    assert boxes.media == pytest.approx((0, 0, without.media[2], without.media[3] + SLUG.pt), abs=0.0002)


@pytest.mark.parametrize(("bleed", "marks", "slug"), list(product([MM3, UNEVEN], [True, False], [True, False])))
def test_each_box_lies_in_the_one_before_and_all_trims_are_of_one_size(
    bleed: Edges,
    marks: bool,
    slug: bool,
) -> None:
    sheet = Sheet(*A5, bleed, marks, slug)
    for recto in (True, False):
        boxes = sheet.boxes(recto=recto)
        for outer, inner in ((boxes.media, boxes.bleed), (boxes.bleed, boxes.trim)):
            assert outer[0] <= inner[0] < inner[2] <= outer[2]
            assert outer[1] <= inner[1] < inner[3] <= outer[3]
        assert size(boxes.trim) == (419.5276, 595.2756)
        assert all(value == round(value, 4) for box in (boxes.media, boxes.bleed, boxes.trim) for value in box)
    assert size(sheet.boxes(recto=True).media) == size(sheet.boxes(recto=False).media)
