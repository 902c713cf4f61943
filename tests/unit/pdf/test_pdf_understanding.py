"""What the page engine doesn't understand, in our own words: of stylesheets as they are read, and of pages."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import weasyprint

from publish.design import Design, File
from publish.pdf.part import Message
from publish.pdf.remarks import logged, words_for
from publish.pdf.understanding import findings, stylesheets_are_understood
from publish.pdf.vocabulary import PAGE_PROPERTIES, PSEUDO_CLASSES, READING_PROPERTIES, accepts, selector_fault, takes

if TYPE_CHECKING:
    from collections.abc import Iterator

NEVER = {
    # What this project never asks of it: documents that aren't ours, options, files, forms, fonts by address, logs of
    # drawings of fonts that no house has.
    "Unknown rendering option: %s.", "Unknown PDF option: %s.", "Failed to load stylesheet at %s: %s",
    "Failed to load stylesheet at %s : %s", 'Invalid date in <meta name="%s"> %r',
    'Missing href in <link rel="attachment">', "Failed to load attachment: %s", "Font-face %r cannot be loaded",
    "Error when closing stream for %s:\n%s", "Unsupported stylesheet type %s for %s",
    'Missing required "lang" attribute at the root of the document',
    # What is refused before it is read: imports, fonts and profiles of a stylesheet, addresses from elsewhere.
    "@import rule %r not at the beginning of the the whole rule was ignored at %d:%d.",
    "Invalid @import rule %r, the whole rule was ignored at %d:%d.",
    "Invalid layer name %r the whole @import rule was ignored at %d:%d.",
    "Invalid media type %r the whole @import rule was ignored at %d:%d.",
    "Missing %s descriptor in '@font-face' rule at %d:%d",
    "Invalid color profile name %r, the whole @color-profile rule was ignored at %d:%d.",
    "Unknown descriptor %r for profile named %r at %d:%d.",
    "No source for profile named %r, the whole @color-profile rule was ignored at %d:%d.",
    "Invalid profile file for profile named %r, the whole @color-profile rule was ignored at %d:%d.",
    "Relative URI reference without a base URI: %s", "Malformed URL: %s", "Malformed base URL: %s",
    # Faults of fonts and pictures that are quoted as evidence.
    "Unknown image mode: %s", 'Unable to subset "%s" with HarfBuzz', 'Unable to subset "%s" with fontTools',
    'Too many glyphs missing from "%s", expect text selection problems', 'Unable to save emoji font "%s"',
    'Unknown bitmap metrics in "%s" for glyph: %s', 'Unable to instantiate "%s" variable font',
    'Unknown subglyph in "%s": %s', 'Unsupported subglyph in subglyph in "%s": %s',
    'Unsupported bitmap glyph format in "%s": %s',
    "Please install HarfBuzz version 13+ with harfbuzz-vector to display %s COLR emoji fonts.",
}  # fmt: skip
"""Forms of what WeasyPrint can log that have no words of their own: a finding quotes them."""


def forms() -> Iterator[str]:
    """Give the form of each warning and error in WeasyPrint's source."""
    for file in sorted(Path(weasyprint.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func
            if isinstance(called, ast.Attribute) and getattr(called.value, "id", "") == "LOGGER":
                at = {"warning": 0, "error": 0, "critical": 0, "log": 1}.get(called.attr)
            elif isinstance(called, ast.Call) and ast.unparse(called.args[0]) == "LOGGER":
                at = 0
            else:
                continue
            if at is not None and isinstance(node.args[at], ast.Constant):
                yield node.args[at].value  # type: ignore[attr-defined]


def test_everything_that_weasyprint_can_log_has_our_words_or_is_known_not_to_come() -> None:
    every = set(forms())
    assert len(every) > 60
    assert {form for form in every if not words_for(form) and not _font_notice(form)} == NEVER
    assert not {form for form in NEVER if words_for(form)}


def _font_notice(form: str) -> bool:
    return form.startswith("Using fontTools instead of HarfBuzz-Subset")


@pytest.mark.parametrize("by_fonts", [False, True])
def test_what_has_no_words_is_quoted_behind_a_sentence_of_ours(by_fonts: bool) -> None:
    said = logged("new %s", ("thing",), "new thing", by_fonts=by_fonts)
    assert said.code == "layout-engine"
    assert "new thing" not in said.message
    assert said.hint == f"the {'font library' if by_fonts else 'layout engine'} says: new thing"


# --------------------------------------------------------------------------------------------------------- vocabulary


def test_what_a_property_takes_is_found_out() -> None:
    assert takes("float") == "footnote, inline-end, inline-start, left, none, right"
    assert takes("margin") == "a length, a percentage, auto"
    assert "small" in takes("font-size")
    assert "a colour" in takes("color")
    assert takes("display").endswith(", …")


def test_the_lists_of_names_hold() -> None:
    assert {"float", "margin", "columns", "bookmark-label"} <= PAGE_PROPERTIES
    assert not PAGE_PROPERTIES & READING_PROPERTIES
    assert {"text-wrap", "initial-letter", "cursor"} <= READING_PROPERTIES
    css = ",".join(f"a:{name}" for name in sorted(PSEUDO_CLASSES)) + " { margin: 0 }"
    assert said(css) == []
    assert not accepts("float", "top")
    assert not accepts("font", "normal")  # on which WeasyPrint fails


def test_a_selector_that_the_engine_fails_on_is_found_at_its_line() -> None:
    with pytest.raises(NotImplementedError):
        selector_fault(__import__("tinycss2").parse_component_value_list("[*|href]"))
    assert said("\n[*|href] { margin: 0 }")[0][:2] == ("layout-failed", (2, 1))


# ------------------------------------------------------------------------------------------------------------ checks


def design(css: str, *, shared: bool = False) -> Design:
    file = {"a.css": File("a.css", css)}
    return Design("mine", files={"pdf": file, "epub": file if shared else {}})


def said(css: str, *, shared: bool = False) -> list[tuple[str, tuple[int, int], str, str]]:
    found = stylesheets_are_understood(design(css, shared=shared))
    return [(each.code, (each.span.line, each.span.column), each.message, each.hint) for each in found]


ENGINE = "the page engine doesn't"


@pytest.mark.parametrize(
    ("css", "code", "place", "message", "hint"),
    [
        ("p { float: top }", "css-value", (1, 5), f"float: top: {ENGINE} take this value", "float takes footnote, "),
        ("p { float: lfet }", "css-value", (1, 5), f"float: lfet: {ENGINE} take this value", "did you mean left?"),
        (
            "p { color: red margin: 0 }",
            "css-value",
            (1, 5),
            "color: red margin: 0: ",
            "end the declaration before margin",
        ),
        ("p {\n colr: red }", "css-property", (2, 2), "colr: red: there is no property colr", "did you mean color?"),
        ("p { xyzzyx: 1 }", "css-property", (1, 5), "xyzzyx: 1: there is no", "the page engine knows no property like"),
        ("p { text-wrap: balance }", "css-property", (1, 5), f"text-wrap: balance: {ENGINE} know text-wrap", "take it"),
        (":root { --a: 3 }\np { color: var(--a) }", "css-value", (2, 5), "color: var(--a): ", "color takes"),
        (
            "p::frist-line { a: b }",
            "css-selector",
            (1, 1),
            f"p::frist-line: {ENGINE} know ::frist-line",
            "did you mean",
        ),
        ("p:hoover { margin: 0 }", "css-selector", (1, 1), f"p:hoover: {ENGINE} know :hoover", "did you mean hover?"),
        ("p > > q { margin: 0 }", "css-selector", (1, 1), f"p > > q: {ENGINE} understand this", "write simple"),
        (".a {\n & > > q { margin: 0 } }", "css-selector", (2, 2), f"& > > q: {ENGINE} understand", "write simple"),
        ("@pgae { margin: 0 }", "css-rule", (1, 1), f"{ENGINE} know @pgae", "did you mean @page?"),
        ("@supports (a: b) { }", "css-rule", (1, 1), f"{ENGINE} know @supports", "available: @counter-style, @layer"),
        ('@charset "utf-8";', "css-rule", (1, 1), f"{ENGINE} know @charset", "take it away"),
        ("@media (width > 1em) { }", "css-rule", (1, 1), f"{ENGINE} know @media (width > 1em)", "name print"),
        ("@page :frist { margin: 0 }", "css-selector", (1, 1), f"{ENGINE} know @page :frist", "write @page"),
        ("@page { @top-lft { a: b } }", "css-rule", (1, 9), "a page has no such box", "write @top-left"),
        (
            "@counter-style a { system: fixed }",
            "css-rule",
            (1, 1),
            "the counter style a has no symbols",
            "add symbols:",
        ),
        ("@counter-style a { symbols: 'a'; sistem: b }", "css-value", (1, 34), "sistem: b: ", "mend it"),
        ("p { margin: 0; font: normal }", "layout-failed", (1, 16), "font: normal: the page engine fails", "write it"),
    ],
)
def test_what_is_not_understood_is_said_where_it_stands(
    css: str, code: str, place: tuple[int, int], message: str, hint: str
) -> None:
    found = [each for each in said(css) if each[0] != "css-property" or code == "css-property"]
    assert [each[:2] for each in found] == [(code, place)]
    assert found[0][2].startswith(message)
    assert found[0][3].startswith(hint)


def test_a_file_that_the_epub_has_too_may_be_left_to_it() -> None:
    for css in ("p { text-wrap: balance }", "p { float: top }", "@supports (a: b) { }", "::selection { margin: 0 }"):
        assert "epub/ or epub.css" in said(css, shared=True)[0][3]
        assert "epub/" not in said(css)[0][3]
    assert "epub/" not in said("p { colr: red }", shared=True)[0][3]


def test_tokens_that_are_set_elsewhere_than_on_the_root_are_left_to_the_engine() -> None:
    assert said(":root { --a: 3 } .b { --a: red } p { color: var(--a) }") == []
    assert said("p { color: var(--none, red) }") == []
    assert said("p { width: calc(var(--trim-width) - 1em) }") == []


def test_a_stylesheet_that_cannot_be_read_is_left_to_the_check_of_that() -> None:
    assert said("p { float: top; color red }") == []


# ---------------------------------------------------------------------------------------------------- while laid out


def found(css: str, *messages: Message) -> list[tuple[str, str, int, str]]:
    made = findings(design(css), messages)
    return [(each.code, each.span.path, each.span.line, each.message) for each in made]


def message(form: str, *arguments: object, sheet: int | None = None, by: str = "weasyprint") -> Message:
    return Message("said", 30, sheet, form, arguments, by)


def test_what_was_said_of_a_stylesheet_is_not_said_again() -> None:
    form = "Ignored `%s:%s` at %d:%d, %s."
    again = message(form, "float", " top", 1, 5, "invalid value", sheet=1)
    assert found("p { float: top }", again) == []
    later = message("Ignored `%s: %s` at %d:%d, %s.", "float", "top", 2, 12, "invalid value")
    assert found("\np { float: var(--x) }", later) == [
        ("css-value", "a.css", 2, f"float: var(--x): {ENGINE} take this value")
    ]


def test_what_comes_up_on_a_page_is_said_at_the_declaration_that_brought_it_out() -> None:
    css = '\np { background: url(images/a.png); content: "\\16A0" string(title); font-family: "No", serif }'
    said_ = [
        message("Failed to load image at %r: %s", "images/a.png", "images/a.png is not in the publication"),
        message("no font of the family %s", "No, serif", "yes"),
        message('"string(%s)" is only allowed in page margins', "title"),
        message('.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)', "\u16a0", 0x16A0),
        message("something new of %s", "fonts", by="fontTools"),
    ]
    assert found(css, *said_) == [
        ("layout-picture", "a.css", 2, "the publication has no picture images/a.png"),
        ("font-missing", "a.css", 2, "there is no font No, serif"),
        ("css-value", "a.css", 2, "string(title) shows nothing outside the margin boxes of @page"),
        ("glyph-missing", "a.css", 2, "no font of the layout has \u16a0 (U+16A0, RUNIC LETTER FEHU FEOH FE F)"),
        ("layout-engine", "layouts", 1, "a font isn't quite in order"),
    ]
