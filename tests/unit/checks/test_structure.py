"""Headings and tables, rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.checks.structure import (
    headings_differ_from_the_one_before,
    headings_have_words,
    headings_skip_no_level,
    tables_name_their_columns,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Lines = Callable[..., list[int]]


@pytest.mark.parametrize(
    ("article", "found"),
    [
        ("# A\n\n## B\n\n### C\n\n## D\n", []),
        ("# A\n\n## B\n\n#### C\n", [5]),
        ("# A\n\n### B\n", [3]),
        ("# A\n\n### B\n\n### C\n", [3]),
        ("# A\n\n## B\n\n### C\n\n#### D\n\n## E\n\n#### F\n", [11]),
        ("# A\n\n::: note\n#### B\n:::\n", [4]),
    ],
)
def test_levels(lines: Lines, article: str, found: list[int]) -> None:
    assert lines(headings_skip_no_level, article) == found


def test_headings_without_words(lines: Lines) -> None:
    assert lines(headings_have_words, "# A\n\n## B\n\n##\n\n## {#c}\n") == [5, 7]


@pytest.mark.parametrize(
    ("article", "found"),
    [
        ("# A\n\n## B\n\nWords.\n\n## B\n", [7]),
        ("# A\n\n## *A!*\n", [3]),
        ("# A\n\n## B\n\n### C\n\n## D\n\n### C\n", []),
        ("# A\n\n##\n\n##\n", []),
    ],
)
def test_headings_with_the_same_words(lines: Lines, article: str, found: list[int]) -> None:
    assert lines(headings_differ_from_the_one_before, article) == found


@pytest.mark.parametrize(
    ("head", "below", "found"),
    [
        ("| Day | Rain |", "", []),
        ("| | |", "", [3]),
        ("| Day | |", "", [3]),
        ("| | Rain |", "", [3]),
        ("| | Rain |", "\nTable: Weather {.row-headers}\n", []),
        ("| | |", "\nTable: Weather {.row-headers}\n", [3]),
        ("| Day | |", "\nTable: Weather {.row-headers}\n", [3]),
        ("| ![Day](images/a.svg) | Rain |", "", []),
    ],
)
def test_columns_have_headers(lines: Lines, head: str, below: str, found: list[int]) -> None:
    assert lines(tables_name_their_columns, f"# A\n\n{head}\n|---|---|\n| 1 | 2 |\n{below}") == found
