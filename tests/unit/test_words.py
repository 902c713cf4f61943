"""Words and dates that layouts add, in each language."""

from __future__ import annotations

import datetime as dt
import string

import pytest

from publish.words import WORDS, day, days, words


def test_every_language_has_every_word_with_the_same_places() -> None:
    for language, known in WORDS.items():
        assert known.keys() == WORDS["en"].keys(), language
        for key, text in known.items():
            places = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
            wanted = [name for _, name, _, _ in string.Formatter().parse(WORDS["en"][key]) if name is not None]
            assert places == wanted, (language, key)
            assert text.strip() == text != ""


def test_words_go_by_the_language_and_are_english_where_it_is_not_known() -> None:
    assert words("de-AT") is WORDS["de"]
    assert words("CY") is WORDS["cy"]
    assert words("tlh") is WORDS["en"]


@pytest.mark.parametrize(
    ("start", "end", "language", "text"),
    [
        ("2023-06-24", "", "en-GB", "24 June 2023"),
        ("2023-06-24", "2023-06-24", "en-GB", "24 June 2023"),
        ("2023-06-24", "2023-06-25", "en-GB", "24–25 June 2023"),
        ("2023-06-30", "2023-07-01", "en-GB", "30 June – 1 July 2023"),
        ("2023-12-31", "2024-01-01", "en-GB", "31 December 2023 – 1 January 2024"),
        ("2023-06-24", "2023-06-25", "de", "24.–25. Juni 2023"),
        ("2023-06-24", "2023-06-25", "ru", "24–25 июня 2023 г."),
        ("2023-06-24", "2023-06-25", "tlh", "24–25 June 2023"),
        ("soon", "", "en", "soon"),
        ("soon", "later", "en", "soon – later"),
    ],
)
def test_runs_of_days_are_said_in_words(start: str, end: str, language: str, text: str) -> None:
    assert days(start, end, language).replace("\u2009", " ").replace("\u202f", " ") == text


@pytest.mark.parametrize(
    "language", ["en", "en-GB-oxendict", "zh-Hant", "sr-Latn", "x-private", "de-1996", "tlh", "qaa-x-y"]
)
def test_any_language_has_dates(language: str) -> None:
    assert day(dt.date(2023, 6, 20), language)
    assert day(dt.date(1, 1, 1), language, "MMMM y")
    assert days("0001-01-01", "9999-12-31", language)
