"""Dates, as they are read and looked up in the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from publish.checks.days import dates_in, dates_with_years, length, weekdays

DAYS = st.dates(min_value=dt.date(1924, 1, 1), max_value=dt.date(2100, 12, 31))


@pytest.mark.parametrize("language", ["cy", "da", "de", "en-GB", "en-US", "es", "fr", "it", "nb", "nl", "pt", "sv"])
@given(day=DAYS)
def test_a_date_as_its_language_writes_it_is_read_with_its_weekday(language: str, day: dt.date) -> None:
    text = format_date(day, "full", locale=language.replace("-", "_"))
    (found,) = dates_with_years(f"({text}) 1999", language)
    assert (found.year, found.month, found.day, found.weekday) == (day.year, day.month, day.day, day.weekday())
    assert weekdays(day.year, day.month, day.day) == (day.weekday(),)
    assert day.day <= length(day.year, day.month)


@pytest.mark.parametrize(
    ("text", "year", "weekday"),
    [
        ("Saturday 24 June 2023", 2023, 5),
        ("Sat. 24th of June 2023", 2023, 5),
        ("SATURDAY 24 JUNE 2023", 2023, 5),
        ("Saturday, the 24 June 2023", 2023, 5),
        ("Saturday,\n24 June\n2023", 2023, 5),
        ("June 24th, 2023", 2023, None),
        ("24 June 2023 (Saturday)", 2023, 5),
        ("24.6.2023", 2023, None),
        ("2023-06-24", 2023, None),
        ("24 June", 0, None),
        ("The Sun, 24 June 2023", 2023, None),
        ("Saturday and 24 June 2023", 2023, None),
    ],
)
def test_a_date_is_read(text: str, year: int, weekday: int | None) -> None:
    (found,) = dates_in(text, "en")
    assert (found.year, found.month, found.day, found.weekday) == (year, 6, 24, weekday)


@pytest.mark.parametrize("text", ["12:24 June", "1.24 June", "24 Juneau", "June 2023", "2023-06-245", "1.24.6.20231"])
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert not list(dates_in(text, "en"))


def test_a_short_weekday_is_one_before_a_full_stop_or_a_comma_alone() -> None:
    assert [date.weekday for date in dates_in("So 24. Juni 2023, So. 25. Juni 2023", "de")] == [None, 6]


def test_each_date_is_found_once_wherever_numbers_stand_around_it() -> None:
    text = "1999 and Saturday 24 June 2023 and 25 June 2023 2024 " + "x" * 70 + " 2023-06-24"
    assert [date.day for date in dates_with_years(text, "en")] == [24, 25, 24]


def test_a_language_without_names_has_no_dates() -> None:
    assert not list(dates_in("24 June 2023", "qqq"))
    assert not list(dates_with_years("24 June 2023", "x-own"))


def test_the_old_calendar_counts_where_it_was_in_use() -> None:
    assert weekdays(1905, 1, 9) == (0, 6)  # the shots of Saint Petersburg's Sunday, by both calendars
    assert weekdays(1900, 2, 29) == (1,)
    assert length(1900, 2) == 29
    assert length(2100, 2) == 28
