"""What is said of stylesheets that can't be read, of tokens that nothing sets, and of names in an EPUB's."""

from __future__ import annotations

import pytest

from publish.checks.stylesheets import parsed
from publish.checks.syntax import names_in_the_epub_are_known, unreadable
from publish.checks.variables import tokens_are_set
from publish.design import Design, File


def shown(css: str) -> File:
    return File("a.css", css)


@pytest.mark.parametrize(
    ("css", "place", "message"),
    [
        ("p { color red }", (1, 5), "a colon is missing behind color"),
        ("p {\n  color: red;\n  margin 0;\n  padding: 0;\n}", (3, 3), "a colon is missing behind margin"),
        ("p {\n  3: 4 }", (2, 3), "3: 4 is no declaration"),
        ("p { *zoom: 1 }", (1, 5), "*zoom: 1 is no declaration"),
        ("\np { color: red", (2, 3), "{ is never closed"),
        ("p { a: calc(1px; }\nq { }", (1, 3), "{ is never closed"),
        ("@media print {\n  p { color: red }\n", (1, 14), "{ is never closed"),
        ("p { }\n/* a\np { }", (2, 1), "/* is never closed"),
        ("/*/ p { }", (1, 1), "/* is never closed"),
        ("p { } }\nq { }", (1, 7), "} closes nothing"),
        ("p { a: b) }", (1, 9), ") closes nothing"),
        ('p { content: "a\n}', (1, 14), "a text in quotation marks isn't closed on its line"),
        ("p { background: url(a b) }", (1, 17), "this url() can't be read"),
        ("p { }\nq", (2, 1), "a rule has no declarations"),
        (".a { p { color red } }", (1, 10), "a colon is missing behind color"),
        ("@page { @top-left { content none } }", (1, 21), "a colon is missing behind content"),
    ],
)
def test_what_cannot_be_read_is_said_where_it_stands(css: str, place: tuple[int, int], message: str) -> None:
    (found,) = unreadable(shown(css))
    assert (found.code, (found.span.line, found.span.column), found.message) == ("css-syntax", place, message)
    assert found.hint


@pytest.mark.parametrize(
    "css",
    [
        "",
        "/* { */ p { content: '}'; a: \"{ /* \" }",
        'p::after { content: "\\"}" } q { background: url(a{b.png) }',
        "p { ;; color: red; ; } @page :first { margin: 0; @top-left { content: none } }",
        "p { --a: { b: c }; --d:; --e: } .a { &:hover { b: c } > d { e: f } @media print { g: h } }",
        '@charset "utf-8"; @layer a, b; @namespace epub "x";',
    ],
)
def test_what_can_be_read_is_no_finding(css: str) -> None:
    assert unreadable(shown(css)) == ()


def test_rules_in_rules_are_rules() -> None:
    rules = parsed(shown(".a, b { c: d; &:hover e { f: g } h > & { i: j } @media print { k { l: m } } }"))
    written = [(" ".join("".join(sorted(each)) for each in rule.selector), str(rule.declarations[0])) for rule in rules]
    assert written == [
        (".a", "c: d"), ("b", "c: d"),
        (".a:hover e", "f: g"), (":hoverb e", "f: g"),
        ("h .a", "i: j"), ("h b", "i: j"),
        (".a k", "l: m"), ("b k", "l: m"),
    ]  # fmt: skip


# ------------------------------------------------------------------------------------------------------------ tokens


def tokens(css: str, target: str = "pdf") -> list[tuple[str, str]]:
    design = Design("mine", files={target: {"a.css": shown(css)}})
    return [(each.message, each.hint) for each in tokens_are_set(design)]


def test_a_token_that_nothing_sets_is_found_with_the_nearest() -> None:
    css = "p { margin: var(--laed) } :root { --lead: 1em }"
    assert tokens(css) == [("no stylesheet of the PDF sets --laed", "did you mean --lead?")]
    assert tokens("p { margin: var(--x) } q { --lead: 1em }") == [
        ("no stylesheet of the PDF sets --x", "available: --bleed, --lead, --spine, --trim-height, --trim-width")
    ]
    assert tokens("p { margin: calc(2 * var(--x, var(--y))) }")[0][0] == "no stylesheet of the PDF sets --y"


def test_a_token_with_something_in_its_place_is_fine_and_so_is_one_that_is_set_anywhere() -> None:
    assert tokens("p { margin: var(--x, 1em) var(--y,) var( --z ) } q { --z: 1 } :root { --unused: 1 }") == []
    assert tokens("p { width: var(--trim-width) }") == []
    assert tokens("p { width: var(--trim-width) }", "epub")[0][0] == "only pages have --trim-width"


# -------------------------------------------------------------------------------------------------------- the EPUB's


def test_a_name_of_the_epub_alone_is_found_where_it_is_near_to_one_there_is() -> None:
    css = "p { marign: 1; brand-new: 1; -epub-x: 1; --y: 1 } @meida print { } @brand-new { } @-webkit-keyframes a { }"
    css += "@media print { q { colr: 1 } }"
    own, shared = shown(css), File("b.css", "p { marign: 1 }")
    design = Design("mine", files={"epub": {"a.css": own, "b.css": shared}, "pdf": {"b.css": shared}})
    found = list(names_in_the_epub_are_known(design, {"margin", "color"}))
    assert [(each.code, each.hint) for each in found] == [
        ("css-property", "did you mean margin?"),
        ("css-property", "did you mean color?"),
        ("css-rule", "did you mean @media?"),
    ]
