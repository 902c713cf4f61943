"""The inks of tokens: written, readable, within the limit, and one for each colour of screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.checks.inks import tokens_have_inks
from publish.design import read_design
from publish.diagnostics import Severity
from publish.house import house_folder
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.design import Design

INKS, CMYK, OVER, WITHOUT = "token-inks", "token-cmyk", "token-over-limit", "token-without-cmyk"


@pytest.mark.parametrize(
    ("css", "found"),
    [
        (":root {\n--a: #b5402a; --a-cmyk: 20% 85% 90% 10%;\n}", []),
        (":root {\n--a: #b5402a;\n}", [(2, WITHOUT)]),
        (":root {\n--a: rebeccapurple;\n--b: rgb(1 2 3);\n}", [(2, WITHOUT), (3, WITHOUT)]),
        # what isn't a colour, or is another token's, has no inks
        (':root {\n--size: 2em; --text: "Source Serif 4"; --wide: 20mm;\n}', []),
        (":root {\n--a: #b5402a; --a-cmyk: 20% 85% 90% 10%; --b: var(--a);\n}", []),
        # lines of the EPUB alone
        (":root {\n--mark: #8b8375; --mark-2: #3a8c8a;\n}", []),
        (":root {\n--marker: #8b8375;\n}", [(2, WITHOUT)]),
        # inks that can't be read, or belong to nothing
        (":root {\n--a: #b5402a;\n--a-cmyk: 20 85 90 10;\n}", [(3, CMYK)]),
        (":root {\n--a: #b5402a;\n--a-cmyk: 20% 85% 90%;\n}", [(3, CMYK)]),
        (":root {\n--a-cmyk: 20% 85% 90% 10%;\n}", [(2, CMYK)]),
        # one colour of screens, two of inks
        (":root {\n--a: #fff; --a-cmyk: 0 0 0 0;\n--b: #ffffff; --b-cmyk: 1% 0% 0% 0%;\n}", [(3, INKS)]),
        (":root {\n--a: #fff; --a-cmyk: 0 0 0 0;\n--b: #ffffff; --b-cmyk: 0% 0% 0% 0%;\n}", []),
        # the last that is said holds, as in a stylesheet
        (":root {\n--a: #b5402a; --a-cmyk: 9 9 9 9;\n--a-cmyk: 20% 85% 90% 10%;\n}", []),
        # comments say nothing, and lines are counted in them
        ("/* --c: #123456;\n\n*/ :root {\n--a: #b5402a; /*\n*/ --b: #fff;\n}", [(4, WITHOUT), (5, WITHOUT)]),
        # the limit
        (":root {\n--a: #001;\n--a-cmyk: 90% 80% 70% 60%;\n}", []),
        (":root {\n--a: #001;\n--a-cmyk: 90% 80% 70% 61%;\n}", [(3, OVER)]),
    ],
)
def test_tokens_have_inks(layout: Callable[..., Design], css: str, found: list[tuple[int, str]]) -> None:
    findings = list(tokens_have_inks(layout(pdf=css), 300))
    assert [(each.span.line, each.code) for each in findings] == found
    assert all(each.span.path == "layouts/mine/pdf.css" for each in findings)
    assert all(each.hint for each in findings)


def test_what_lacks_inks_is_a_warning_and_the_rest_errors(layout: Callable[..., Design]) -> None:
    css = ":root { --a: #123456; --b: #111; --b-cmyk: none; --c: #222; --c-cmyk: 1 1 1 1; }"
    severities = {each.code: each.severity for each in tokens_have_inks(layout(pdf=css), 300)}
    assert severities == {WITHOUT: Severity.WARNING, CMYK: Severity.ERROR, OVER: Severity.ERROR}


def test_the_limit_is_that_of_the_paper(layout: Callable[..., Design]) -> None:
    css = ":root { --a: #001; --a-cmyk: 90% 80% 70% 40%; }"
    assert not list(tokens_have_inks(layout(pdf=css), 280))
    assert [each.code for each in tokens_have_inks(layout(pdf=css), 279)] == [OVER]


def test_an_epub_needs_no_inks(layout: Callable[..., Design]) -> None:
    assert not list(tokens_have_inks(layout(epub=":root { --a: #b5402a; }"), 300))


@pytest.mark.parametrize("name", ["book", "magazine"])
def test_the_houses_layouts_have_inks_for_every_colour(name: str) -> None:
    design, _ = read_design(name, [(house_folder("layouts"), "layouts")], Span("a.yaml"))
    assert design
    assert not list(tokens_have_inks(design, 300))
