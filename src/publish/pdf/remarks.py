"""What WeasyPrint 70 and fontTools log, in the project's own words, with its code and its place.

Each form of what they can say has its entry; a test compares the table with WeasyPrint's source. What has none, since
no layout can cause it, is quoted as evidence behind a sentence of our own.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from publish.codes import RULES
from publish.diagnostics import Diagnostic, did_you_mean
from publish.pdf.vocabulary import PAGE_PROPERTIES, READING_PROPERTIES, nearest, property_like, takes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from publish.checks.stylesheets import Declaration
    from publish.source import Span

READING_SYSTEMS = "what only reading systems follow stands in epub/ or epub.css"
"""Where a designer puts what the page engine doesn't know."""

_DECLARATION = re.compile(r"[^\"'(]\s([a-z-]+)\s*:\s")
_GENERIC = "the page engine leaves something out"
_RULES_KNOWN = ("counter-style", "layer", "media", "page")

UNKNOWN_RULES = frozenset({"Unknown rule %s at %d:%d", "Unknown empty rule %s at %d:%d"})
"""Forms that `rule` has the words for."""

IGNORED = ("Ignored `%s:", "Deprecated `%s:")
"""How the forms begin that `declaration` has the words for."""

WITH_ANOTHER = frozenset({"Expected a media type, got %r"})
"""Forms of what is logged together with another that says more."""


class Said(NamedTuple):
    """A remark without its place: code, message, hint."""

    code: str
    message: str
    hint: str = ""


def finding(said: Said, span: Span) -> Diagnostic:
    """Give a remark as a finding, as severe as its code is."""
    return Diagnostic(said.code, said.message, span, said.hint, RULES[said.code].severity)


# ------------------------------------------------------------------------------------------------------ declarations


def declaration(each: Declaration, *, shared: bool) -> Said:
    """Say what WeasyPrint doesn't understand in a declaration; ``shared`` says that the EPUB has it, too."""
    also = f"; {READING_SYSTEMS}" if shared else ""
    quoted = _short(str(each))
    if each.name in PAGE_PROPERTIES:
        takes_ = takes(each.name)
        known = f"{each.name} takes {takes_}" if takes_ else "mend the value"
        if another := _DECLARATION.search(each.value):
            known, also = f"end the declaration before {another[1]} with a semicolon", ""
        hint = nearest(each.name, each.value.lower()) or known + also
        return Said("css-value", f"{quoted}: the page engine doesn't take this value", hint)
    if each.name in READING_PROPERTIES:
        message = f"{quoted}: the page engine doesn't know {each.name}"
        hint = "put it into epub/ or epub.css, where reading systems alone see it" if shared else "take it away"
        return Said("css-property", message, hint)
    near = property_like(each.name)
    hint = near or f"the page engine knows no property like it{also}"
    return Said("css-property", f"{quoted}: there is no property {each.name}", hint)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 100 else f"{text[:97]}…"


# ------------------------------------------------------------------------------------------------------------- rules


def rule(name: str, *, shared: bool) -> Said:
    """Say that WeasyPrint doesn't know a rule with @."""
    near = did_you_mean(name, _RULES_KNOWN).replace("mean ", "mean @")
    known = f"available: {', '.join(f'@{each}' for each in _RULES_KNOWN)}{f'; {READING_SYSTEMS}' if shared else ''}"
    hint = "take it away: stylesheets are UTF-8" if name == "charset" else near or known
    return Said("css-rule", f"the page engine doesn't know @{name}", hint)


# ---------------------------------------------------------------------------------------------------- what is logged


def _character(_text: object, number: object) -> Said:
    char = chr(int(str(number)))
    name = unicodedata.name(char, "a character without a name")
    message = f"no font of the layout has {char} (U+{ord(char):04X}, {name})"
    return Said("glyph-missing", message, "use another character, or add a font that has it")


def _picture(url: object, why: object) -> Said:
    path = str(url)
    if "is not in the publication" in str(why):
        message = f"the publication has no picture {path}"
        return Said("layout-picture", message, "name a picture that the manuscript shows, by its path")
    if "is not a path inside the publication" in str(why):
        message = f"{path} leads out of the publication"
        return Said("layout-picture", message, "name a picture that the manuscript shows, by its path")
    return Said("layout-picture", f"the picture {path} can't be drawn", f"the layout engine says: {_short(str(why))}")


def _engine(message: str, hint: str = "") -> Callable[..., Said]:
    return lambda *_: Said("layout-engine", message, hint)


def _css(code: str, message: str, hint: str = "") -> Callable[..., Said]:
    """Give an entry whose message quotes the first thing that the log quotes."""
    return lambda first="", *_: Said(code, message.format(_short(str(first)).strip()), hint)


_MEDIA = "name print, screen or all: pages have no width to ask for"
_FORMS: Mapping[str, Callable[..., Said]] = {
    # Stylesheets: what is said while they are read.
    "Parse error at %d:%d: %s": _css("css-syntax", "this can't be read", "write selector { name: value; }"),
    "Error: %s at %d:%d.": _css("css-syntax", "this can't be read", "write selector { name: value; }"),
    "Unknown @page rule %s at %d:%d": _css(
        "css-rule", "a page has no such box", "write @top-left, @bottom-center or another margin box, or @footnote"),
    "Empty @page rule %s at %d:%d": _css("css-rule", "this margin box has no declarations", "write @top-left { … }"),
    "Invalid prelude %r for @page rule %s at %d:%d": _css(
        "css-rule", "nothing stands between a margin box's name and its brace", "take {} away"),
    "Invalid media type %r the whole @media rule was ignored at %d:%d.": _css(
        "css-rule", "the page engine doesn't know @media {}", _MEDIA),
    "Unsupported @page selector %r, the whole @page rule was ignored at %d:%d.": _css(
        "css-selector", "the page engine doesn't know @page {}",
        "write @page, a page's name, :first, :left, :right, :blank or :nth()"),
    "Unsupported @layer selector %r, the whole @layer rule was ignored at %d:%d.": _css(
        "css-rule", "the page engine doesn't know @layer {}", "write @layer name { … }"),
    "@layer rule with multiple layer names, the whole @layer rule was ignored at %d:%d.": lambda *_: Said(
        "css-rule", "a layer with rules has one name", "write a rule @layer for each"),
    "Invalid counter style name %r, the whole @counter-style rule was ignored at %d:%d.": _css(
        "css-rule", "{} can't name a counter style", "choose a name that CSS doesn't have"),
    "In counter style %r at %d:%d, counter style %r needs at least one symbol": _css(
        "css-rule", "the counter style {} has no symbols", "add symbols:"),
    "In counter style %r at %d:%d, counter style %r needs at least two symbols": _css(
        "css-rule", "the counter style {} needs two symbols", "add symbols:"),
    'In counter style %r at %d:%d, counter style "additive" needs at least two additive symbols': _css(
        "css-rule", "the counter style {} needs two additive symbols", "add additive-symbols:"),
    "Invalid or unsupported selector, %s": _css("css-selector", "the page engine doesn't know the selector {}"),
    # Styles: what is said while they are applied.
    "Invalid math function at %d:%d: %s": lambda *said: Said(
        "css-value", f"the page engine can't work out {_short(str(said[-1]))}", "write the result, or other units"),
    "Unable to compute content: %s": _css("css-value", "the page engine can't set content: {}", "mend the value"),
    "%s unit resolved before first page layout": _css(
        "css-value", "{} has no size before the first page is laid out", "write mm"),
    "Subgrids are unsupported": _engine("the page engine has no subgrids", "name the tracks of each grid"),
    '"auto-fit" and "auto-fill" are unsupported in repeat()': _engine(
        "the page engine doesn't repeat tracks to fill a grid", "say how often: repeat(3, …)"),
    "Baseline alignment is not supported for grid layout": _engine(
        "the page engine doesn't align a grid by baselines", "write start, center or end"),
    "Inline grids are not supported": _engine("the page engine has no inline grids", "write display: grid"),
    "Only strings are allowed for content attr() functions, not %s": _css(
        "css-value", "attr() gives text here, and not {}", "write attr(name)"),
    '"string(%s)" is only allowed in page margins': _css(
        "css-value", "string({}) shows nothing outside the margin boxes of @page", "move it into a margin box"),
    '"element(%s)" is only allowed in page margins': _css(
        "css-value", "element({}) shows nothing outside the margin boxes of @page", "move it into a margin box"),
    "Unsupported color space %s, use sRGB instead": _css(
        "css-value", "the page engine draws colours of {} as sRGB", "write the colour as #rrggbb or rgb()"),
    # Markup: what is said of what templates wrote.
    "Anchor defined twice: %r": _css(
        "layout-engine", "two elements have the id {}", "let each template write an id once"),
    "Content discarded: target points to undefined anchor %r": _css(
        "layout-engine", "a target-counter or target-text leads to {}, which isn't there", "lead it to an id there is"),
    "No anchor #%s for internal URI reference": _css(
        "layout-engine", "a link leads to #{}, which isn't there", "lead it to an id there is"),
    "a link leads to #%s, which the part doesn't have": _css(
        "layout-engine", "a link leads to #{}, which isn't there", "lead it to an id there is"),
    "the float %s doesn't end on the last page": _css(
        "float-lost", "{} is higher than a page, and its end is on none", "take the float property from it"),
    "This row has more columns than the table, ignored %d cells": _css(
        "layout-engine", "a row has {} cells more than its table has columns", "mend the template of tables"),
    'Image "%s" has no required alt description': _css(
        "layout-engine", "the picture {} has no alternative text", "write alt in the template"),
    "Failed to load inline SVG: %s": lambda why, *_: Said(
        "layout-engine", "an SVG in a template can't be drawn", f"the layout engine says: {_short(str(why))}"),
    # Pictures and fonts.
    "Failed to load image at %r: %s": _picture,
    "Failed to render SVG image %s": lambda url, *_: Said(
        "layout-picture", f"the picture {url} can't be drawn", "export the drawing as plain SVG"),
    "Failed to apply CSS rule in SVG rule: %s": _css(
        "layout-engine", "a drawing's own styles can't be followed", "export it with its styles as attributes"),
    '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)': _character,
    "no font of the family %s": lambda family, known, *_: Said(
        "font-missing", f"there is no font {family}", f"in fonts/ there is {known}"),
}  # fmt: skip


def words_for(form: str) -> bool:
    """Say whether a form of what WeasyPrint logs has words of our own."""
    return form in _FORMS or form in UNKNOWN_RULES or form in WITH_ANOTHER or form.startswith(IGNORED)


def logged(form: str, arguments: tuple[object, ...], text: str, *, by_fonts: bool = False) -> Said:
    """Give in our own words what an engine logged: its form, what the form was filled with, and both as one text."""
    known = _FORMS.get(form)
    if known:
        return known(*arguments)
    who = "the font library" if by_fonts else "the layout engine"
    message = "a font isn't quite in order" if by_fonts else _GENERIC
    return Said("layout-engine", message, f"{who} says: {_short(text)}")
