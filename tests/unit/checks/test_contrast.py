"""Contrast, found from stylesheets alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.checks.contrast import design_findings, minimum_contrast, text_stands_out
from publish.design import read_design
from publish.house import house_folder
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.design import Design

    Make = Callable[..., Design]


def found(design: Design, target: str) -> list[tuple[int, str]]:
    return [(each.span.line, each.code) for each in text_stands_out(design, target)]


LOW, INHERITED, ALONE = "contrast-low", "contrast-inherited", "colour-alone"


@pytest.mark.parametrize(
    ("css", "findings"),
    [
        ("p { color: #767676 }", []),
        ("p { color: #777 }", [LOW]),
        (":root { --quiet: #999 } p { color: var(--quiet) }", [LOW]),
        # large text is 18 points, or 14 points and bold
        ("p { color: #777; font-size: 18pt }", []),
        ("p { color: #777; font-size: 14pt }", [LOW]),
        ("p { color: #777; font: 700 14pt serif }", []),
        ("p { color: #999; font-size: 30pt }", [LOW]),
        ("html { font-size: 10pt } h1 { color: #777 }", []),
        ("html { font-size: 10pt } .kicker { color: #777; font-size: 0.8em }", [LOW]),
        # grounds: of the rule, of the box, of the page
        (".code { color: #767676; background: #eee }", [LOW]),
        (".code { color: #fff; background: #333 }", []),
        (".box { background: #eee } .box .notice { color: #767676 }", [LOW]),
        (".box { background: #eee } .box.links { background: none } .box.links p { color: #767676 }", []),
        ("@page { background: #333 } html { color: #fff } h2 { color: #999 }", []),
        ("@page cover { background: #333 } .cover { page: cover; color: #fff } .cover p { color: #555 }", [LOW]),
        ("@page { background: #eee; @top-left { content: counter(page); color: #767676 } }", [LOW]),
        ("@page { @top-left { content: none; color: #999 } }", []),
        # what the dialect lets stand in a box stands there, if nothing speaks of it in particular
        (".box { background: #eee } .label { color: #767676 }", [LOW]),
        (".box { background: #eee } .byline { color: #767676 }", []),
        (".box { background: #222; color: #fff } a { color: #036 }", [LOW]),
        (".box { background: #222; color: #fff } a { color: #036 } .box a { color: #fff }", []),
        # sections have colours of their own
        (":root { --s: #000 } .section-2 { --s: #999 } .kicker { color: var(--s) }", [LOW]),
        (":root { --s: #000 } .section-2 { --s: #555 } .kicker { color: var(--s) }", []),
        # a ground alone
        (".box { background: #555 }", [INHERITED]),
        (".opening { background: #222 } .opening h1 { color: #fff } .opening p { color: #fff }", []),
        # what a selector doesn't say
        ("@page cover { background: #222 } .cover { page: cover } .masthead { color: #fff }", []),
        (".cover { background: #eee } .masthead { color: #fff }", [LOW]),
        (".masthead { position: absolute; color: #fff }", []),
        # no text
        ("hr { color: #ddd }", []),
        ("p::after { content: ''; color: #ddd }", []),
        ("p::after { content: '…'; color: #ddd }", [LOW]),
        (".credit { display: none; color: #ddd }", []),
        ("p { color: #333; opacity: 0.5 }", [LOW]),
    ],
)
def test_pages(layout: Make, css: str, findings: list[str]) -> None:
    assert [code for _, code in found(layout(pdf=css), "pdf")] == findings


@pytest.mark.parametrize(
    ("css", "findings"),
    [
        ("p { margin: 0 }", []),
        ("p { color: inherit }", []),
        ("p { color: #333 }", [ALONE]),
        ("p { color: #999 }", [ALONE, LOW]),
        (".code { background: #eee }", [ALONE, INHERITED]),
        (".code { color: #222; background: #eee }", []),
        (".code { color: #888; background: #eee }", [LOW]),
        (".credit { opacity: 0.4 }", [LOW]),
        (".credit { opacity: 0.9 }", []),
        ("@media (prefers-color-scheme: dark) { a { color: #99f } }", [ALONE]),
        ("hr { color: #999 }", []),
    ],
)
def test_epubs(layout: Make, css: str, findings: list[str]) -> None:
    assert sorted(code for _, code in found(layout(epub=css), "epub")) == sorted(findings)


def test_a_finding_says_what_and_where_and_what_would_do(layout: Make) -> None:
    css = ".box {\n  background: #eee;\n}\n.box .notice {\n  color: #777;\n}\n"
    (finding,) = text_stands_out(layout(pdf=css), "pdf")
    assert (finding.span.path, finding.span.line, finding.span.column) == ("layouts/mine/pdf.css", 5, 3)
    assert finding.message == ".box .notice: #777777 on #eeeeee (line 2) has a contrast of 3.8:1"
    assert finding.hint == "4.5:1 is needed; #6c6c6c would do"


def test_a_ratio_is_never_shown_higher_than_it_is(layout: Make) -> None:
    (finding,) = text_stands_out(layout(pdf="p { color: #777 }"), "pdf")
    assert "4.4:1" in finding.message  # 4.478


def test_the_lowest_contrast(layout: Make) -> None:
    design = layout(epub="p { margin: 0 }", pdf="p { color: #555 }\n.label { color: #767676 }")
    assert minimum_contrast(design, "epub") == (21, "no stylesheet sets a colour")
    ratio, where = minimum_contrast(design, "pdf")
    assert ratio == pytest.approx(4.54, abs=0.01)
    assert where == ".label (layouts/mine/pdf.css:2:10)"


def test_the_lowest_contrast_of_a_fixed_colour_is_that_on_the_worst_ground(layout: Make) -> None:
    ratio, where = minimum_contrast(layout(epub="p { color: #333 }"), "epub")
    assert ratio == pytest.approx(1.66, abs=0.01)
    assert where == "p on black (layouts/mine/epub.css:1:5)"


def test_the_lowest_contrast_is_unknown_where_text_is_laid_over_something(layout: Make) -> None:
    ratio, where = minimum_contrast(layout(pdf="p { position: absolute; color: #000 }"), "pdf")
    assert ratio == 1
    assert "can't be told" in where


@pytest.mark.parametrize("name", ["book", "magazine"])
def test_the_layouts_of_the_house_are_fine(name: str) -> None:
    design, problems = read_design(name, [(house_folder("layouts"), "layouts")], Span("publication.yaml"))
    assert design
    assert not problems
    assert list(design_findings(design)) == []
    assert minimum_contrast(design, "epub")[0] == 21
