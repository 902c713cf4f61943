"""What an editor would say of pages, from what stands on them."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from publish.placing import Placement, Room
from publish.placing.pages import check
from publish.source import Span

if TYPE_CHECKING:
    from publish.diagnostics import Diagnostic

ROOM = Room(20, 80, 270, "its column", "the foot of the type area")
EM = 3.5


def line(number: float, at: int = 1, *, column: int = 1, **other: object) -> Placement:
    """Give a line of 50 mm in a column, so many lines of 5 mm below its head, from a line of the manuscript."""
    baseline, left = 20 + 5 * number, 20.0 + 65 * (column - 1)
    area = (left, baseline - 3, left + 50, baseline + 1)
    room = replace(ROOM, left=left, right=left + 60)
    given = {"text": f"Line {number}", "baseline": baseline, "em": EM, "role": "text", "column": column, "room": room}
    return replace(Placement("text", 0, "1", True, area, Span("a.md", at)), **(given | other))  # type: ignore[arg-type]


def heading(number: float, at: int = 9, *, column: int = 1) -> Placement:
    return line(number, at, column=column, role="heading", text="A heading")


def on(page: int, *placements: Placement, opens: bool = False) -> list[Placement]:
    """Give what stands on a page, whose beginning may be the layout's."""
    moved = [replace(each, page=page, label=str(page + 1)) for each in placements]
    return [replace(moved[0], opens=opens), *moved[1:]]


def wide(placement: Placement, left: float, right: float) -> Placement:
    return replace(placement, area=(left, placement.area[1], right, placement.area[3]))


def judged(*placements: Placement) -> list[Diagnostic]:
    """Give what is found; the first page of all is begun by the layout."""
    return list(check([replace(placements[0], opens=True), *placements[1:]]))


def found(*placements: Placement) -> list[str]:
    return [f"{each.span.line}: {each.code}" for each in judged(*placements)]


def said(*placements: Placement) -> str:
    return judged(*placements)[0].message


# -------------------------------------------------------------------------------------------------------- runs over


def test_a_line_stays_in_its_room() -> None:
    assert found(line(1), wide(line(2), 20, 80.2)) == []
    assert said(wide(line(1), 20, 92.5)) == "“Line 1” on page 1 is 12.5 mm too wide for its column"
    assert said(wide(line(1), 18, 80)) == "“Line 1” on page 1 is 2.0 mm too wide for its column"
    assert found(replace(wide(line(1), 20, 92.5), room=None)) == []


def test_letters_end_above_the_foot() -> None:
    assert found(line(49.8)) == []
    assert said(line(51)) == "“Line 51” on page 1 runs 5.7 mm over the foot of the type area"


def test_the_worst_line_of_a_paragraph_is_told() -> None:
    assert said(wide(line(1), 20, 85), wide(line(2), 20, 90)).startswith("“Line 2”")
    assert found(wide(line(1), 20, 85), wide(line(2), 20, 90), wide(line(3, 2), 20, 90)) == ["1: overset", "2: overset"]


def test_a_table_speaks_for_its_cells() -> None:
    table = replace(wide(line(1, 3), 20, 95), kind="table", text="")
    cell = wide(line(1, 4, role="cell"), 85, 95)
    assert said(table, cell) == "the table on page 1 is 15.0 mm too wide for its column"
    assert found(table, cell) == ["3: overset"]
    narrow = Room(20, 40, 270, "its table cell", "the foot of the type area")
    assert found(wide(table, 20, 80), wide(replace(cell, room=narrow), 20, 50)) == ["4: overset"]


def test_a_picture_is_named() -> None:
    picture = replace(wide(line(1), 20, 90), kind="picture", path="images/a.png")
    assert said(picture).startswith("images/a.png on page 1 is 10.0 mm")
    assert said(replace(picture, path="", role="formula")).startswith("the formula on page 1")


# ---------------------------------------------------------------------------------------------------- over each other


def test_lines_stand_apart() -> None:
    assert found(line(1), line(1.7, 2)) == []
    assert said(line(1), line(1.4, 2)) == "“Line 1.4” on page 1 is printed over “Line 1” by 1.1 mm"
    assert found(line(1), wide(line(1.4, 2), 71, 80)) == []
    assert found(*on(0, line(1), opens=True), *on(1, line(1.4, 2), opens=True)) == []


def test_a_pair_is_told_once_and_not_where_one_runs_over() -> None:
    assert found(line(1), line(2), line(1.4, 2), line(2.4, 2)) == ["2: overset"]
    assert found(line(1), wide(line(1.4, 2), 20, 90)) == ["2: overset"]


def test_an_initial_may_reach_into_the_line_below_it() -> None:
    initial = wide(line(3, text="Q", em=17.0), 20, 32)
    assert found(initial, *(line(number) for number in (4, 5))) == []


# --------------------------------------------------------------------------------------------------------- headings


@pytest.mark.parametrize(("lines", "stranded"), [(0, True), (1, True), (2, False)])
def test_a_heading_has_two_lines_behind_it_in_its_column(lines: int, stranded: bool) -> None:
    here = [line(30 + number, 10) for number in range(lines)]
    there = [line(number, 10, column=2) for number in range(3)]
    assert found(heading(29), *here, *there) == (["9: heading-stranded"] if stranded else [])


def test_a_heading_has_them_on_its_page() -> None:
    behind = [line(number, 10) for number in range(4)]
    assert found(heading(29), *on(1, *behind)) == ["9: heading-stranded"]
    assert found(replace(heading(-1), column=0), *(replace(each, column=2) for each in behind)) == []


def test_all_of_its_text_is_enough() -> None:
    assert found(heading(29), line(30, 10), heading(1, 11, column=2), line(2, 12, column=2)) == []
    assert found(heading(29), line(30, 10)) == []
    assert found(heading(29), line(30, 10), replace(line(31, 1), span=Span("b.md", 1), column=2)) == []


def test_a_row_of_a_table_is_one_line() -> None:
    row = [line(30, 10, role="cell"), wide(line(30, 10, role="cell"), 71, 80)]
    assert found(heading(29), *row, line(1, 11, column=2)) == ["9: heading-stranded"]


def test_a_subheading_is_no_text() -> None:
    lines = [line(30, 11), *(line(number, 11, column=2) for number in range(3))]
    assert found(heading(28), heading(29, 10), *lines) == ["9: heading-stranded", "10: heading-stranded"]


def test_a_picture_is_as_good_as_two_lines_and_a_sign_in_the_text_is_not() -> None:
    picture = replace(line(30, 10), kind="picture", area=(20.0, 170.0, 80.0, 220.0))
    assert found(heading(29), picture, line(1, 11, column=2)) == []
    sign = replace(line(30, 10), kind="picture", area=(20.0, 170.0, 23.0, 173.0))
    assert found(heading(29), sign, line(1, 11, column=2)) == ["9: heading-stranded"]


def test_a_heading_of_lines_is_told_by_the_one_that_says_most() -> None:
    lines = [
        replace(heading(1), text=text, baseline=20.0 + 7 * place) for place, text in enumerate(("4", "Long", "end"))
    ]
    assert said(*lines, *on(1, *(line(number, 10) for number in range(4)))).startswith("“Long” stands at the foot")


def test_a_page_that_the_layout_begins_parts_them_on_purpose() -> None:
    assert found(heading(1), *on(1, *(line(number, 10) for number in range(4)), opens=True)) == []


# ------------------------------------------------------------------------------------------------------- last pages


def pages(last: list[Placement], *, opens: bool = False) -> list[Placement]:
    return [*on(0, *(line(number) for number in range(9)), opens=True), *on(1, *last, opens=opens)]


@pytest.mark.parametrize(("lines", "short"), [(1, True), (3, True), (4, False)])
def test_a_last_page_has_more_than_three_lines(lines: int, short: bool) -> None:
    last = [line(number, 7) for number in range(lines)]
    assert found(*pages(last)) == (["7: page-short"] if short else [])
    assert found(*pages(last), *on(2, line(0, 1), opens=True)) == (["7: page-short"] if short else [])


def test_a_page_that_the_layout_begins_or_that_others_follow_may_be_short() -> None:
    last = [line(1, 7)]
    assert found(*pages(last, opens=True)) == []
    assert found(*pages(last), *on(2, *(line(number, 8) for number in range(9)))) == []


def test_lines_beside_each_other_are_counted_in_columns_and_not_in_tables() -> None:
    beside = [line(1, 7), line(1, 7, column=2), line(2, 7), line(2, 7, column=2)]
    assert found(*pages(beside)) == []
    cells = [
        line(row, 7, role="cell", area=(left, 20.0 + 5 * row, left + 5, 23.0)) for row in (1, 2) for left in (20, 30)
    ]
    assert found(*pages(cells)) == ["7: page-short"]


def test_notes_furniture_and_pictures() -> None:
    note = line(40, 12, role="note")
    assert found(*pages([line(1, 7), note, line(41, 12, role="note"), line(42, 12, role="note")])) == ["7: page-short"]
    assert found(*pages([note])) == ["12: page-short"]
    assert found(*pages([line(1, 7), replace(line(2, 8), kind="picture", area=(20.0, 30.0, 80.0, 90.0))])) == []
    folio = line(52, 1, role="", furniture=True, room=None)
    assert found(*pages([folio, line(1, 7)])) == ["7: page-short"]


def test_a_page_says_how_many_lines_to_save_or_to_write() -> None:
    hint = judged(*pages([line(1, 7), line(2, 7)]))[0].hint
    assert hint == "save 2 lines on the pages before, or write 2 more"


def test_placements_travel_between_processes() -> None:
    lines = [line(number) for number in range(3)]
    again = pickle.loads(pickle.dumps(lines))
    assert again == lines
