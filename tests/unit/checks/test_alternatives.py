"""What stands for a picture, rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.checks.alternatives import (
    alt_does_not_say_that_it_is_a_picture,
    alt_is_not_a_file_name,
    alt_is_not_the_caption,
    alt_is_not_too_long,
    alt_is_not_too_short,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Lines = Callable[..., list[int]]

FIGURE = "# Title\n\n![{}](images/{})\n"


@pytest.mark.parametrize(
    ("alt", "caption", "found"),
    [
        ("The old harbour", "The old harbour", [3]),
        ("The old harbour", "The *old* harbour!", [3]),
        ("The old harbour", "The old harbour in 1923", []),
        ("The old harbour", "", []),
    ],
)
def test_alt_and_caption(lines: Lines, alt: str, caption: str, found: list[int]) -> None:
    figure = f'# Title\n\n![{alt}](images/a.svg "{caption}")\n'
    assert lines(alt_is_not_the_caption, figure) == found


def test_the_lead_picture_is_looked_at_too(lines: Lines) -> None:
    matter = "---\nlead:\n  image: images/a.svg\n  alt: Two boats\n  caption: Two boats\n---\n# Title\n"
    assert lines(alt_is_not_the_caption, matter) == [3]


@pytest.mark.parametrize(
    ("alt", "name", "found"),
    [
        ("harbour.jpg", "a.svg", [3]),
        ("IMG_1234", "IMG_1234.svg", [3]),
        ("DSC01234", "a.svg", [3]),
        ("two-boats", "two-boats.svg", [3]),
        ("two-boats.svg", "two-boats.svg", [3]),
        ("Two boats", "two-boats.svg", []),
        ("map", "map.svg", []),
        ("The file index.html, opened in an editor", "a.svg", []),
    ],
)
def test_alt_is_words(lines: Lines, alt: str, name: str, found: list[int]) -> None:
    assert lines(alt_is_not_a_file_name, FIGURE.format(alt, name)) == found


@pytest.mark.parametrize(
    ("language", "alt", "found"),
    [
        ("en", "Photo of two boats", [3]),
        ("en-GB", "An image showing two boats", [3]),
        ("en", "Photographers at work", []),
        ("en", "Two boats, and a picture of a third", []),
        ("en", "Map of the harbour", []),
        ("de", "Bild von zwei Booten", [3]),
        ("de-AT", "Ein Foto zeigt zwei Boote", [3]),
        ("de", "Bildhauerin bei der Arbeit", []),
        ("fr", "Photo d’une barque", [3]),
        ("fr", "Une image des barques", [3]),
        ("fr", "Photographe au travail", []),
        ("es", "Imagen de dos barcas", [3]),
        ("it", "Un’immagine di due barche", [3]),
        ("nl", "Foto van twee boten", [3]),
        ("cy", "Llun o ddau gwch", [3]),
        ("ja", "Photo of two boats", []),
    ],
)
def test_alt_starts_with_what_is_to_be_seen(lines: Lines, language: str, alt: str, found: list[int]) -> None:
    figure = FIGURE.format(alt, "a.svg")
    assert lines(alt_does_not_say_that_it_is_a_picture, figure, language=language) == found


def test_alt_of_more_than_250_characters_is_too_long(lines: Lines) -> None:
    assert lines(alt_is_not_too_long, FIGURE.format("a" * 250, "a.svg")) == []
    assert lines(alt_is_not_too_long, FIGURE.format("a" * 251, "a.svg")) == [3]


@pytest.mark.parametrize(
    ("article", "found"),
    [
        ("# T\n\n![Chart](images/a.svg)\n", [3]),
        ("# T\n\n![A b](images/a.svg)\n", [3]),
        ("# T\n\n![A bar chart](images/a.svg)\n", []),
        ("# T\n\n![船が港に着く](images/a.svg)\n", []),
        ("# T\n\n![](images/a.svg){.decorative}\n", []),
        ("# T\n\nPress ![Enter](images/a.svg) twice.\n", []),
    ],
)
def test_a_figure_has_more_than_a_word(lines: Lines, article: str, found: list[int]) -> None:
    assert lines(alt_is_not_too_short, article) == found


def test_covers_are_looked_at_where_their_alt_stands(lines: Lines) -> None:
    cover = "cover:\n  image: images/a.svg\n  alt: Cover\nback-cover: {image: images/a.svg, alt: Two boats at sea}\n"
    assert lines(alt_is_not_too_short, "# T\n", more=cover) == [5]
