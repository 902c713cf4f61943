"""Lengths and trim sizes."""

from __future__ import annotations

import pytest

from publish.measures import TRIMS, Length, Trim, length, trim


@pytest.mark.parametrize(
    ("text", "points"),
    [("3mm", 8.504), ("0.125in", 9.0), ("9pt", 9.0), ("1pc", 12.0), ("2.54 cm", 72.0), (" 1in ", 72.0), (0, 0.0)],
)
def test_a_length_is_a_number_and_a_unit(text: object, points: float) -> None:
    assert length(text).pt == pytest.approx(points, abs=0.001)


def test_a_length_keeps_its_unit_and_gives_millimetres() -> None:
    assert str(length("0.125in")) == "0.125in"
    assert length("1in").mm == pytest.approx(25.4)


@pytest.mark.parametrize(
    "text", ["3", "mm", "3 furlongs", "-3mm", "3,5mm", "1e3mm", "１mm", "3mm 4mm", 3, None, "9" * 20 + "mm"]
)
def test_what_is_no_length_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"length|digits"):
        length(text)


def test_a_trim_size_is_a_name_or_two_lengths() -> None:
    assert trim("a4") == TRIMS["A4"] == Trim(Length(210, "mm"), Length(297, "mm"))
    assert trim("us letter") == TRIMS["US Letter"]
    assert trim("210mm x 297mm") == trim("210mm×297mm") == TRIMS["A4"]
    assert str(trim("6in x 9in")) == "6in 9in"


@pytest.mark.parametrize(
    "text", ["A44", "210 x 297", "210mm", "10mm x 10mm", "2000mm x 100mm", 4, None, "1mm x 2mm x 3mm"]
)
def test_what_is_no_trim_size_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"trim size|length|side"):
        trim(text)
