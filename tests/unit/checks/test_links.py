"""The words of links, rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.checks.links import (
    links_have_words,
    links_say_where_they_lead,
    links_with_the_same_words_lead_to_one_place,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Lines = Callable[..., list[int]]

TO = "(https://example.org/)"


@pytest.mark.parametrize(
    ("link", "found"),
    [
        (f"[]{TO}", [3]),
        (f"[![](images/a.svg){{.decorative}}]{TO}", [3]),
        (f"[![The society](images/a.svg)]{TO}", []),
        (f"[The society]{TO}", []),
        ("[](#title)", []),
    ],
)
def test_links_without_words(lines: Lines, link: str, found: list[int]) -> None:
    assert lines(links_have_words, f"# Title\n\nWords {link} words.\n") == found


@pytest.mark.parametrize(
    ("language", "link", "found"),
    [
        ("en-GB", f"[here]{TO}", [3]),
        ("en", f"[Click here!]{TO}", [3]),
        ("en", f"[*Read more* …]{TO}", [3]),
        ("en", "[here](#title)", [3]),
        ("en", f"[Read more about rain]{TO}", []),
        ("en", "<https://example.org/>", []),
        ("en", "[](#title)", []),
        ("de", f"[hier]{TO}", [3]),
        ("fr", f"[En savoir plus]{TO}", [3]),
        ("cy", f"[yma]{TO}", [3]),
        ("de", f"[here]{TO}", []),
        ("mt", f"[hier]{TO}", []),
    ],
)
def test_links_that_say_nothing(lines: Lines, language: str, link: str, found: list[int]) -> None:
    assert lines(links_say_where_they_lead, f"# Title\n\nWords {link} words.\n", language=language) == found


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("[The report](https://example.org/2)", [5]),
        ("[the *report*](#title)", [5]),
        (f"[The report]{TO}", []),
        ("[The other report](https://example.org/2)", []),
    ],
)
def test_links_with_the_same_words(lines: Lines, second: str, found: list[int]) -> None:
    article = f"# Title\n\nWords [The report]{TO}.\n\nWords {second}.\n"
    assert lines(links_with_the_same_words_lead_to_one_place, article) == found
