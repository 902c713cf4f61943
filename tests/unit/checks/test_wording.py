"""Languages that aren't marked, and capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.checks.wording import other_scripts_have_a_language, sentences_are_not_in_capitals

if TYPE_CHECKING:
    from collections.abc import Callable

    Lines = Callable[..., list[int]]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "He said γνῶθι σεαυτόν, and left.", [3]),
        ("en", "Words\nand γνῶθι\nσεαυτόν.", [4]),
        ("en", "He said [γνῶθι σεαυτόν]{lang=grc}.", []),
        ("en", "{lang=el}\nγνῶθι σεαυτόν", []),
        ("en", "The word λόγος alone.", []),
        ("en", "Where α β γ are angles.", []),
        ("en", "The town of *Москва* and *Тверь*.", []),
        ("en", "In *Москва* **Кремль** we met.", [3]),
        ("en", "| Город | Имя |\n|---|---|\n| Тверь | Анна |", []),
        ("en", "A sign said 立入禁止 in red.", [3]),
        ("en", "The sign 出口 in red.", []),
        ("en", "The word `γνῶθι σεαυτόν` in code.", []),
        ("en", "Words.[^1]\n\n[^1]: As in γνῶθι σεαυτόν.", [5]),
        ("el", "Είπε γνῶθι σεαυτόν.", []),
        ("el", "Το Microsoft Office 365 Premium.", []),
        ("el", "Είπε this is not at all Greek to me.", [3]),
        ("ru", "Он сказал это.", []),
        ("ru", "Он сказал γνῶθι σεαυτόν.", [3]),
        ("sr-Latn", "Rekao je добар дан svima.", [3]),
        ("sr", "Рекао је добар дан.", []),
        ("ja", "これは日本語です。カタカナ。", []),
        ("zh-Hant", "這是中文。", []),
        ("ko", "이것은 한국어입니다 漢字語彙.", []),
    ],
)
def test_other_scripts(lines: Lines, language: str, text: str, found: list[int]) -> None:
    assert lines(other_scripts_have_a_language, f"# 1\n\n{text}\n", language=language) == found


def test_a_title_may_have_its_language(lines: Lines) -> None:
    assert lines(other_scripts_have_a_language, "# γνῶθι σεαυτόν\n") == [1]
    assert lines(other_scripts_have_a_language, "# γνῶθι σεαυτόν {lang=grc}\n") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PLEASE NOTE THE NEW OPENING HOURS.", [3]),
        ("PLEASE **NOTE** THE NEW OPENING HOURS, 9 TO 5.", [3]),
        ("- PLEASE NOTE THE NEW OPENING HOURS", [3]),
        ("## PLEASE NOTE THE NEW OPENING HOURS", [3]),
        ("PLEASE NOTE the new opening hours.", []),
        ("BBC NEWS, 9 p.m.", []),
        ("UNESCO AND NATO", []),
        ("`PLEASE NOTE THE NEW OPENING HOURS`", []),
        ("この段落は日本語で書かれているので大文字はありません。", []),
    ],
)
def test_capitals(lines: Lines, text: str, found: list[int]) -> None:
    assert lines(sentences_are_not_in_capitals, f"# Title\n\n{text}\n") == found
