"""What takes a reader's freedom away, and links that only a colour tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.checks.reflow import (
    directions,
    fixed_sizes,
    importants,
    motions,
    reorderings,
    styles_leave_the_reader_free,
)
from publish.checks.underlines import links_are_told_by_more_than_colour
from publish.codes import RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.checks.stylesheets import Place
    from publish.design import Design

    Make = Callable[..., Design]


@pytest.mark.parametrize(
    ("places", "declaration"),
    [
        (fixed_sizes, "font-size: 12px"),
        (fixed_sizes, "font-size: 1.5PT"),
        (fixed_sizes, "font: 12px/1.4 serif"),
        (fixed_sizes, "line-height: 13pt"),
        (fixed_sizes, "font-size: calc(1em + 2mm)"),
        (fixed_sizes, "font-size: var(--size)"),
        (importants, "margin: 0 !important"),
        (reorderings, "position: absolute"),
        (reorderings, "position: fixed"),
        (reorderings, "order: -1"),
        (reorderings, "flex-direction: column-reverse"),
        (reorderings, "flex-flow: row-reverse wrap"),
        (reorderings, "grid-row: 1 / 2"),
        (reorderings, "grid-area: head"),
        (directions, "direction: rtl"),
        (directions, "unicode-bidi: isolate"),
        (motions, "animation: pulse 1s infinite"),
        (motions, "transition: color 1s"),
        (motions, "-webkit-transition-duration: 1s"),
    ],
)
def test_what_takes_freedom_away(layout: Make, places: Callable[[Design], tuple[Place, ...]], declaration: str) -> None:
    rules = f":root {{ --size: 12px }}\n@media (min-width: 30em) {{\n  p, li {{\n    {declaration};\n  }}\n}}\n"
    (place,) = places(layout(epub=rules))
    assert str(place) == f"layouts/mine/epub.css:4: {declaration}"
    (finding,) = styles_leave_the_reader_free(layout(epub=rules))
    assert finding.span == place.span
    assert finding.severity is RULES[finding.code].severity
    assert not places(layout(pdf=rules))


@pytest.mark.parametrize(
    "declaration",
    [
        "font-size: 1.2em",
        "font-size: 0px",
        "font: 120%/1.4 'Face 12px', serif",
        "line-height: 1.4",
        "margin: 2px",
        "position: relative",
        "order: 0",
        "flex-direction: column",
        "grid-row: auto",
        "animation: none",
        "transition: none",
        "transform: none",
        "float: right",
    ],
)
def test_what_leaves_readers_free(layout: Make, declaration: str) -> None:
    assert list(styles_leave_the_reader_free(layout(epub=f"p {{ {declaration} }}"))) == []


@pytest.mark.parametrize(
    ("css", "lines"),
    [
        ("a { text-decoration: none }", [1]),
        ("a { color: blue; text-decoration-line: none }", [1]),
        ("a:link { text-decoration: none }", [1]),
        ("a[href] { text-decoration: none }", [1]),
        (".body p a { text-decoration: none }", [1]),
        (".news .body a { text-decoration: none }", [1]),
        (".box a { text-decoration: none }", [1]),
        ("p { margin: 0 }", []),
        ("a { text-decoration: underline }", []),
        ("a { text-decoration: none; border-bottom: 1px solid }", []),
        ("a { text-decoration: none; border-bottom: 0 }", [1]),
        ("a { text-decoration: none; background: #eee }", []),
        ("a { text-decoration: none; font-weight: 700 }", []),
        ("a { text-decoration: none }\n.body a { text-decoration: underline }", []),
        ("a { text-decoration: none }\na { text-decoration-line: underline }", []),
        (".toc a { text-decoration: none }", []),
        (".box.links li a { text-decoration: none }", []),
        (".note-call { text-decoration: none }", []),
        ("a:hover { text-decoration: none }", []),
        ("nav a, .cover a { text-decoration: none }", []),
    ],
)
def test_links_in_running_text(layout: Make, css: str, lines: list[int]) -> None:
    for target in ("epub", "pdf"):
        found = links_are_told_by_more_than_colour(layout(**{target: css}), target)
        assert [each.span.line for each in found] == lines
