"""Stylesheets as rules, and the cascade over what their selectors speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from publish.checks.cascade import Cascade, Style, matches
from publish.checks.colours import BLACK, WHITE, Colour, contrast, nearest, read_colour
from publish.checks.contrast import design_findings, minimum_contrast
from publish.checks.stylesheets import parsed, resolved, selector, tokens
from publish.design import Design, File

if TYPE_CHECKING:
    from publish.checks.stylesheets import Rule, Selector


def read(text: str) -> Selector:
    return selector(tinycss2.parse_component_value_list(text))


def sheet(css: str) -> tuple[Rule, ...]:
    return parsed(File("a.css", css))


@pytest.mark.parametrize(
    ("text", "compounds"),
    [
        ("p", [{"p"}]),
        ("P.a#b", [{"p", ".a", "#b"}]),
        (".box > .notice a", [{".box"}, {".notice"}, {"a"}]),
        ("h1 + h2", [{"+", "h2"}]),
        (".a h1 ~ .b c", [{".a"}, {"+", ".b"}, {"c"}]),
        ("p:first-child::before", [{"p", ":first-child", "::before"}]),
        (".a:not(.b) *", [{".a", ":not(.b)"}, {"*"}]),
        ("a[href]", [{"a", "[href]"}]),
    ],
)
def test_selectors(text: str, compounds: list[set[str]]) -> None:
    assert list(read(text)) == compounds


@pytest.mark.parametrize(
    ("text", "specificity"),
    [("p", (0, 0, 1)), (".a p", (0, 1, 1)), ("#a .b::before", (1, 1, 1)), ("*", (0, 0, 0)), ("h1 + h2", (0, 0, 1))],
)
def test_specificity(text: str, specificity: tuple[int, int, int]) -> None:
    assert sheet(f"{text} {{ color: red }}")[0].specificity == specificity


@pytest.mark.parametrize(
    ("one", "line", "holds"),
    [
        (".box p", "html .box li p", True),
        (".box p", "html p", False),
        (".box p", ".box p em", False),
        (".a .b", ".b .a", False),
        ("p", ".note p", True),
        (".a.b", ".a", False),
        (".a", ".a.b", True),
        (".a:not(.b)", ".a.c", True),
        (".a:not(.b)", ".a.b", False),
        ("*", "p", True),
        ("h1 + h2", "h2", False),
    ],
)
def test_matching(one: str, line: str, holds: bool) -> None:
    assert matches(read(one), read(line)) is holds


def test_places_and_conditions() -> None:
    css = "/* a */\n:root { --a: 1em }\n"
    css += "@media (prefers-color-scheme: dark) {\n  p, li {\n    color: red !important;\n  }\n}\n"
    css += "@page cover {\n  @top-left { content: none }\n}\n"
    root, first, second, page, box = sheet(css)
    assert tokens((root, first)) == {"--a": "1em"}
    assert (first.selector, second.selector, first.scheme) == (read("p"), read("li"), "dark")
    declaration = first.declarations[0]
    assert (str(declaration), declaration.span.line, declaration.span.column) == ("color: red !important", 5, 5)
    assert list(page.selector) == [{"@page", "cover"}]
    assert list(box.selector[1:]) == [{"@top-left"}]
    assert box.span.line == 9


def test_values_of_tokens_that_name_each_other() -> None:
    values = {"--a": "var(--b)", "--b": "calc(1px + var(--c))", "--loop": "var(--loop)"}
    assert resolved("var(--a)", values | {"--c": "2px"}) == "calc(1px + 2px)"
    assert resolved("var(--none, calc(1em * (2)))", {}) == "calc(1em * (2))"
    assert resolved("var(--loop)", values) == "var(--loop)"
    assert len(resolved("var(--a)", {"--a": "var(--a) var(--a) var(--a) var(--a) " * 9})) < 100_000


def style(css: str, line: str) -> Style:
    rules = sheet(css)
    return Cascade(rules, Style(BLACK, WHITE, 10, values=tokens(rules))).style(read(line))


@pytest.mark.parametrize(
    ("css", "line", "colour"),
    [
        (".a { color: #111 } p { color: #222 }", ".a", "#111111"),
        ("p { color: #111 } p { color: #222 }", "p", "#222222"),
        (".a p { color: #111 } p { color: #222 }", ".a p", "#111111"),
        ("p { color: #111 !important } .a p { color: #222 }", ".a p", "#111111"),
        (".a { color: #111 }", ".a p em", "#111111"),
        (".a { color: #111 } p { color: inherit }", ".a p", "#111111"),
        (":root { --c: #111 } .s { --c: #222 } p { color: var(--c) }", ".s p", "#222222"),
        (":root { --c: #111 } .s { --c: #222 } p { color: var(--c) }", "p", "#111111"),
        ("p { color: oklch(0.5 0.2 30) }", "p", "#000000"),
    ],
)
def test_colours_in_the_cascade(css: str, line: str, colour: str) -> None:
    assert str(style(css, line).colour) == colour


@pytest.mark.parametrize(
    ("css", "line", "ground"),
    [
        (".a { background: #eee }", ".a p", "#eeeeee"),
        (".a { background: #eee } .a.b { background: none }", ".a.b", "#ffffff"),
        (".a { background: rgb(0 0 0 / 50%) }", ".a", "#808080"),
        (".a { background: no-repeat url(a.png) #eee }", ".a", "None"),
        (".a { background: #eee; background-image: linear-gradient(red, blue) }", ".a p", "None"),
        (".a { page: cover } @page cover { background: #123456 }", ".a p", "#123456"),
        ("@page { background: #eee }", "p", "#eeeeee"),
        (".a { background: #eee } p { position: absolute }", ".a p em", "None"),
        (".a { background: #eee } p { position: absolute; background: #ddd }", ".a p", "#dddddd"),
    ],
)
def test_grounds_in_the_cascade(css: str, line: str, ground: str) -> None:
    assert str(style(css, line).ground) == ground


@pytest.mark.parametrize(
    ("css", "line", "size", "weight"),
    [
        ("html { font-size: 20pt } p { font-size: 0.5em }", "html p", 10, 400),
        ("html { font-size: 20pt } .a { font-size: 2rem } p { font-size: 50% }", "html .a p", 20, 400),
        ("p { font: 700 9pt/13pt var(--text), serif }", "p", 9, 700),
        ("p { font: italic 16px serif }", "p em", 12, 400),
        ("p { font: bold 10mm serif }", "p", 28.3, 700),
        ("p { font-size: calc(2em + 1px) }", "p", 10, 400),
        ("", "h1", 20, 700),
        ("h1 { font-weight: 400; font-size: 1em }", "h1", 10, 400),
        ("p { font-weight: ² }", "p", 10, 400),
    ],
)
def test_sizes_and_weights_in_the_cascade(css: str, line: str, size: float, weight: int) -> None:
    found = style(css, line)
    assert (round(found.size, 1), found.weight) == (size, weight)


def test_ratios() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    grey = read_colour("#767676")
    assert grey
    assert contrast(grey, WHITE) == pytest.approx(4.54, abs=0.01)
    better = nearest(Colour(0.6, 0.6, 0.6), WHITE, 4.5)
    assert better
    assert 4.5 <= contrast(better, WHITE) < 4.7
    assert nearest(Colour(0.4, 0.4, 0.4), BLACK, 4.5) == read_colour("#757575")


PIECES = st.sampled_from([
    "p", ".box", ":root", "a:hover", "*", "@page", "@media print", "@top-left", "{", "}", ":", ";", ",", ">", "+", "~",
    "(",
    ")", "[", "]", "#", ".", "::", ":not(", "color", "background", "font", "font-size", "font-weight",
    "opacity", "--a",
    "var(--a)", "var(--a,", "#fff", "red", "rgb(1 2 3", "url(", "1em", "calc(1px", "9", "!important", '"', "\\", "\n",
    "²", "page", "cover", "content", "none", "position", "absolute",
])  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES).map("".join)))
def test_no_stylesheet_is_too_broken_to_be_looked_at(css: str) -> None:
    design = Design("mine", files={name: {f"{name}.css": File(f"{name}.css", css)} for name in ("epub", "pdf")})
    for each in design_findings(design):
        assert each.span.line <= css.count("\n") + css.count("\r") + css.count("\f") + 1
    for target in ("epub", "pdf"):
        assert 1 <= minimum_contrast(design, target)[0] <= 21.001
