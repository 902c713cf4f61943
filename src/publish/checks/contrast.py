"""Text and the ground it stands on: every pair of colours that a layout's stylesheets bring together.

A selector describes an element in its ancestors, so each rule is a piece of text to look at: on the page, and, where
the dialect lets it stand there, in each kind of box and in each section that has colours of its own. What only a page
knows, such as a title that is laid over a picture, can't be told here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from publish.checks.cascade import Cascade, Style
from publish.checks.colours import BLACK, WHITE, Colour, contrast, nearest, read_colour
from publish.checks.reflow import styles_leave_the_reader_free
from publish.checks.stylesheets import is_state, resolved, rules, tokens
from publish.checks.underlines import links_are_told_by_more_than_colour
from publish.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publish.checks.stylesheets import Rule, Selector
    from publish.design import Design, File
    from publish.source import Span

ENOUGH, ENOUGH_FOR_LARGE = 4.5, 3.0
LARGE, LARGE_WHERE_BOLD, BOLD = 18.0, 14.0, 700
ROOT_SIZE = 12.0

HTML, BODY = frozenset({"html", ":root"}), frozenset({"body"})
_EMPTY = frozenset({"hr", "img", "svg", "br"})
_COVERS = frozenset({".cover", ".back-cover"})

# What holds blocks of any kind, and what holds a whole article with its opening; and what may stand in the first.
_BOXES = frozenset({".box", ".event", ".what", ".aside", ".note", ".links", ".sponsored", ".editorial", "blockquote"})
_ARTICLES = frozenset({
    ".article", ".body", ".chapter", ".feature", ".frontmatter", ".imprint", ".interview", ".letter", ".listing",
    ".news", ".sponsored", "article",
})  # fmt: skip
_ANYTHING = frozenset({"*", "+", "::after", "::before", "::marker", ":first-child", ":last-child"})
_BLOCKS = frozenset({
    "a", "aside", "b", "blockquote", "caption", "code", "dd", "dl", "dt", "em", "figcaption", "figure", "h2", "h3",
    "h4", "h5", "h6", "i", "li", "ol", "p", "pre", "s", "small", "span", "strong", "table", "tbody", "td", "th",
    "thead", "time", "tr", "ul", ".address", ".box-title", ".caption", ".cite", ".code", ".credit", ".description",
    ".event", ".event-title", ".figure", ".formula", ".label", ".note-call", ".notice", ".place", ".pullquote",
    ".smallcaps", ".table-frame", ".what", ".when",
})  # fmt: skip
_OPENINGS = frozenset({
    "a", "em", "h1", "h2", "header", "hgroup", "p", "span", "strong", ".byline", ".deck", ".dropcap", ".kicker",
    ".lead", ".number", ".opening", ".standfirst",
})  # fmt: skip
_KNOWN = _BLOCKS | _BOXES | _ARTICLES | _OPENINGS | {"@page", "body"}


@dataclass(frozen=True, slots=True)
class Theme:
    """What text and ground look like where a stylesheet sets neither."""

    name: str
    text: Colour
    ground: Colour
    scheme: str = "light"


PAPER = Theme("", BLACK, WHITE, "print")
SCREENS = (Theme("", BLACK, WHITE), Theme("", WHITE, BLACK, "dark"))
READERS = (
    Theme("white", BLACK, WHITE),
    Theme("sepia", Colour(0x5B / 255, 0x46 / 255, 0x36 / 255), Colour(0xF4 / 255, 0xEC / 255, 0xD8 / 255)),
    Theme("black", WHITE, BLACK, "dark"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Text on its ground: the selector that speaks of it, the ratio of the two, and the ratio that is asked for."""

    where: str
    text: Colour
    ground: Colour | None
    ratio: float
    asked: float
    style: Style
    theme: Theme

    @property
    def span(self) -> Span | None:
        """Where the colour is set, or the ground where it is set on an element further in; nothing where neither is."""
        style = self.style
        inner = style.ground_at if style.ground_depth > style.colour_depth else None
        place = inner or style.colour_at or style.ground_at or (style.own or {}).get("opacity")
        return place.span if place else None


def design_findings(design: Design) -> Iterator[Diagnostic]:
    """Give what a layout's stylesheets do against its readers: contrast, links, sizes, order, motion."""
    for target in design.files:
        yield from text_stands_out(design, target)
        yield from links_are_told_by_more_than_colour(design, target)
    yield from styles_leave_the_reader_free(design)


def minimum_contrast(design: Design, target: str) -> tuple[float, str]:
    """Give the lowest contrast of a target's text, and where: 21 where readers choose all, 1 where none can tell."""
    found = [pair for pair in pairs(design, target) if pair.span]
    if not found:
        return 21.0, "no stylesheet sets a colour"
    least = min(found, key=lambda pair: pair.ratio)
    if least.ground is None:
        return 1.0, f"{least.where} lies over something, so its contrast can't be told ({least.span})"
    theme = f" on {least.theme.name}" if least.theme.name and not least.style.ground_at else ""
    return least.ratio, f"{least.where}{theme} ({least.span})"


def text_stands_out(design: Design, target: str) -> Iterator[Diagnostic]:
    """Text has a contrast of 4.5:1 to its ground, large text 3:1; an EPUB sets both or neither (WCAG 2.2, 1.4.3)."""
    alone: dict[Span, Pair] = {}
    low: dict[tuple[Span, Colour], Pair] = {}
    for pair in pairs(design, target):
        style, span = pair.style, pair.span
        if span is None:
            continue
        if pair.theme.name and (style.colour_at is None) != (style.ground_at is None):
            alone.setdefault(span, pair)
        readers = pair.theme.name not in {"", "white"} and style.ground_at is None  # not a ground that was set
        if pair.ground and pair.ratio < pair.asked and not readers:
            key = (span, pair.text)  # of the grounds that a colour stands on, the one that it stands out least from
            low[key] = min(low.get(key, pair), pair, key=lambda each: each.ratio)
    yield from (_alone(pair, span) for span, pair in alone.items())
    yield from (_low(pair, span, pair.ground) for (span, _), pair in low.items() if pair.ground)


def _low(pair: Pair, span: Span, ground: Colour) -> Diagnostic:
    style = pair.style
    at = style.ground_at
    place = f" ({at.span.path}:{at.span.line})" if at and at.span.path != span.path else ""
    place = f" (line {at.span.line})" if at and at.span.path == span.path and at.span.line != span.line else place
    message = f"{pair.where}: {pair.text} on {ground}{place} has a contrast of {_shown(pair.ratio)}"
    better = nearest(pair.text, ground, pair.asked)
    hint = f"{pair.asked:g}:1 is needed" + (f"; {better} would do" if better else "")
    if style.ground_depth > style.colour_depth:
        return Diagnostic("contrast-inherited", message, span, hint, Severity.WARNING)
    return Diagnostic("contrast-low", message, span, hint)


def _alone(pair: Pair, span: Span) -> Diagnostic:
    if pair.style.ground_at:
        message = f"{pair.where} has a ground of its own and the reader's colour, which may be as light or as dark"
        return Diagnostic(
            "colour-alone", message, span, "set color too, or leave the ground to the reader", Severity.WARNING
        )
    white, black = (_shown(contrast(pair.text, ground)) for ground in (WHITE, BLACK))
    message = f"{pair.where} has a fixed colour on the reader's ground: {white} on white, {black} on black"
    return Diagnostic(
        "colour-alone", message, span, "leave the colour to the reader, or set background-color too", Severity.WARNING
    )


def _shown(ratio: float) -> str:
    """Give a ratio with one decimal, cut off rather than rounded: 4.49 isn't 4.5."""
    return f"{int(ratio * 10) / 10}:1"


# ------------------------------------------------------------------------------------------------------------- pairs


def pairs(design: Design, target: str) -> tuple[Pair, ...]:
    """Give every pair of text and ground in a target: an EPUB's on three grounds, the web's in light and in dark."""
    return _pairs(design.stylesheets(target), {"epub": READERS, "web": SCREENS}.get(target, (PAPER,)))


@cache
def _pairs(files: tuple[File, ...], themes: tuple[Theme, ...]) -> tuple[Pair, ...]:
    sheet = rules(files)
    values = tokens(sheet)
    lines = dict.fromkeys((*(_line(rule.selector) for rule in sheet), *lines_in_places(sheet, values)))
    found: list[Pair] = []
    for theme in themes:
        cascade = Cascade(sheet, Style(theme.text, theme.ground, ROOT_SIZE, values=values), theme.scheme)
        grounds = _grounds(sheet, cascade)
        for line in lines:
            style = cascade.style(line)
            if _has_text(line, style) and not _left_to_children(line, style, sheet):
                pair = _pair(line, style, theme, grounds)
                found += [pair] if pair else []
    return tuple(found)


def _grounds(sheet: tuple[Rule, ...], cascade: Cascade) -> dict[str, list[Style]]:
    """Give the grounds that each stylesheet sets, by its path."""
    found: dict[str, list[Style]] = {}
    for rule in sheet:
        if rule.value("background", "background-color"):
            found.setdefault(rule.span.path, []).append(cascade.style(_line(rule.selector)))
    return found


def _pair(line: Selector, style: Style, theme: Theme, grounds: Mapping[str, list[Style]]) -> Pair | None:
    """Give an element's text on its ground.

    Of an element that isn't the dialect's, such as a line on the cover, a selector needn't say where it stands: it has
    the best of the grounds that its stylesheet sets, and isn't looked at where its colour is set elsewhere.
    """
    large = style.size >= LARGE or (style.size >= LARGE_WHERE_BOLD and style.weight >= BOLD)
    choice = [style]
    if style.ground and not _is_known(line):
        if style.colour_at is None or style.colour_depth <= (1 if style.ground_depth > 1 else len(line) - 2):
            return None
        set_here = grounds.get(style.colour_at.span.path, ()) if style.ground_depth < len(line) - 1 else ()
        choice += [replace(style, ground=each.ground, ground_at=each.ground_at) for each in set_here if each.ground]
    measured = [_on_its_ground(line, each, theme, ENOUGH_FOR_LARGE if large else ENOUGH) for each in choice]
    return max(measured, key=lambda pair: pair.ratio)


def _is_known(line: Selector) -> bool:
    """Say whether a line of descent begins with something whose place is known: the dialect's, a section, a page."""
    first = next((compound for compound in line if compound != HTML and "body" not in compound), BODY)
    return bool(first & _KNOWN) or any(simple.startswith(".section") for simple in first)


def _on_its_ground(line: Selector, style: Style, theme: Theme, asked: float) -> Pair:
    if style.ground is None:
        return Pair(_written(line), style.colour, None, 1.0, asked, style, theme)
    text = style.colour.over(style.ground, style.opacity)
    return Pair(_written(line), text, style.ground, contrast(text, style.ground), asked, style, theme)


def _written(line: Selector) -> str:
    """Give a line of descent as a selector: types, then classes and ids, then what begins with a colon."""
    shown = [sorted(compound - {"+"}, key=_rank) for compound in line if compound not in {HTML, BODY}] or [["body"]]
    return " ".join((" " if "@page" in compound else "").join(compound) for compound in shown)


def _rank(simple: str) -> tuple[bool, bool, bool, str]:
    return simple != "@page", not simple[0].isalpha(), simple[0] == ":", simple


def _line(selector: Selector) -> Selector:
    """Give the line of descent that a selector describes, from the root on."""
    if "@page" in selector[0]:
        return selector
    roots = {"html", ":root", "body"}
    above = [compound for compound in selector if compound & roots]
    body = next((compound for compound in above if "body" in compound), BODY)
    below = tuple(compound for compound in selector if not compound & roots)
    return (HTML, body, *below) if below or "body" in selector[-1] else (HTML,)


def lines_in_places(sheet: tuple[Rule, ...], values: Mapping[str, str]) -> Iterator[Selector]:
    """Give the lines of rules that set colours, in each section and box that has some of its own."""
    coloured = [rule for rule in sheet if rule.value("color", "background", "background-color", "opacity")]
    boxes = [rule.selector for rule in coloured if rule.value("background", "background-color")]
    boxes = list(dict.fromkeys(each for each in boxes if each[-1] & (_BOXES | _ARTICLES | {".opening"})))
    sections: dict[tuple[str, ...], Selector] = {}
    for rule in sheet:
        named = [each for each in rule.declarations if each.name.startswith("--") and ":root" not in rule.selector[-1]]
        colours = tuple(str(each) for each in named if read_colour(resolved(each.value, values)))
        if colours:
            sections.setdefault(colours, rule.selector)
    texts = [rule.selector for rule in coloured if not is_state(rule.selector)] + [(frozenset({"p"}),)]
    for text in texts:
        simples = frozenset().union(*text)
        if "@page" in simples or simples & (_COVERS | {":root", "html", "body"}):
            continue
        fitting = [box for box in boxes if box != text and _stands_in(simples, box)]
        for place in ((), *sections.values()):
            for box in ((), *fitting):
                yield _line((*place, *box, *text))


def _stands_in(simples: frozenset[str], box: Selector) -> bool:
    if ".opening" in box[-1]:
        return simples <= _OPENINGS | _ANYTHING
    return simples <= (_BLOCKS | _BOXES | _OPENINGS | _ANYTHING if box[-1] & _ARTICLES else _BLOCKS | _ANYTHING)


def _has_text(line: Selector, style: Style) -> bool:
    subject = line[-1]
    if subject & {"::before", "::after"} or (len(line) == 2 and "@page" in line[0]):
        content = style.says("content")
        return content.strip(" \"'") not in {"", "none", "normal"} and not content.startswith("url(")
    page = "@page" in subject  # its margin boxes have text, the page itself has none
    return not subject & _EMPTY and not page and line != (HTML,) and style.says("display") != "none"


def _left_to_children(line: Selector, style: Style, sheet: tuple[Rule, ...]) -> bool:
    """Say whether an element sets a ground and leaves the colour to what stands in it."""
    if style.ground_depth != len(line) - 1 or style.colour_depth == style.ground_depth:
        return False
    subject = line[-1]
    return any(
        rule.value("color") and any(compound and compound <= subject for compound in rule.selector[:-1])
        for rule in sheet
    )
