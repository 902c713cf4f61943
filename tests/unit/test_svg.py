"""Drawings in SVG: what is refused, what size they have, and what reading systems get."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publish import pictures
from publish.diagnostics import Diagnostic, Severity
from publish.renditions import for_reader
from publish.source import Span
from publish.svg import values
from publish.svg.allowed import ATTRIBUTES, ELEMENTS
from publish.svg.extent import area, scaling
from publish.svg.weight import MOST_DRAWN

if TYPE_CHECKING:
    from publish.pictures import Picture

HERE = Span("manuscript/dorset.md", 41)
SVG = "http://www.w3.org/2000/svg"


def accepted(name: str, data: bytes) -> Picture:
    picture, findings = pictures.examine(name, data, HERE)
    assert findings == ()
    assert picture is not None
    return picture


def refused(name: str, data: bytes) -> Diagnostic:
    picture, findings = pictures.examine(name, data, HERE)
    assert picture is None
    assert len(findings) == 1
    assert (findings[0].severity, findings[0].span) == (Severity.ERROR, HERE)
    assert name in findings[0].message
    return findings[0]


def svg(body: str = "", attributes: str = 'viewBox="0 0 30 20"', before: str = "") -> bytes:
    namespaces = f'xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{before}<svg {namespaces} {attributes}>\n{body}</svg>".encode()


BOMB = '<!ENTITY b "bbbbbbbbbb">' + "".join(f'<!ENTITY b{n} "{"&b;" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (svg(before='<!DOCTYPE svg [<!ENTITY a "b">]>\n'), "line 1, has a document type"),
        (svg("&b;", before=f"<!--\n--><!DOCTYPE svg [{BOMB}]>"), "line 2, has a document type"),
        (svg(before='<!DOCTYPE svg SYSTEM "file:///secret.dtd">'), "a document type"),
        (svg(before='<!DOCTYPE svg SYSTEM "a.dtd">').decode().encode("utf-16"), "a document type"),
        (
            b'<?xml version="1.0" encoding="utf-7"?>' + svg(before="+ADw-!DOCTYPE svg+AD4-"),
            "a document type",
        ),
        (svg("<script>1</script>"), "line 2, has <script>"),
        (svg("\n<g><foreignObject/></g>"), "line 3, has <foreignObject>"),
        (svg('<animate attributeName="x" to="1"/>'), "<animate>"),
        (svg('<b:div xmlns:b="http://www.w3.org/1999/xhtml"/>'), "<div>"),
        (svg('<g onclick="x()"/>'), "the event attribute onclick"),
        (svg(attributes='viewBox="0 0 1 1" onload="x()"'), "the event attribute onload"),
        (svg('<image href="a.png"/>'), "a reference to a.png"),
        (svg('<image xlink:href="data:image/png;base64,AAAA"/>'), "a reference to data:"),
        (svg('<a href=" javascript:x()"/>'), "a reference to javascript:"),
        (svg('<use href="https://example.org/#a"/>'), "a reference to https:"),
        (svg('<g xml:base="https://example.org/"/>'), "xml:base"),
        (svg('<g fill="url(https://example.org/#a)"/>'), "outside in fill"),
        (svg('<g style="fill:u\\72l(//example.org/a)"/>'), "outside in style"),
        (svg("<style>@import 'a.css';</style>"), "a stylesheet"),
        (svg("<style>@media print{g{fill:url( 'a.svg#b' )}}</style>"), "a stylesheet"),
        (svg('<style>g{fill:src("a.svg")}</style>'), "a stylesheet"),
        (svg('<style>g{fill:url(a"b)}</style>'), "a stylesheet"),
        (svg('<style>g{background:image-set("a.png" 1x)}</style>'), "a stylesheet"),
        (svg(before='<?xml-stylesheet href="a.css"?>'), "the instruction"),
    ],
)
def test_a_drawing_that_runs_or_reaches_out_is_refused(data: bytes, what: str) -> None:
    finding = refused("a.svg", data)
    assert finding.code == "svg-unsafe"
    assert what in finding.message


def test_all_that_is_unsafe_is_said_at_once() -> None:
    picture, findings = pictures.examine("a.svg", svg('<script/><g onclick="x"/>', attributes=""), HERE)
    assert picture is None
    assert [f.code for f in findings] == ["svg-unsafe", "svg-unsafe", "svg-size-missing"]


@pytest.mark.parametrize(
    "data",
    [
        b"<svg",
        b"<svg><g></svg>",
        b'<svg viewBox="0 0 1 1"/>',
        svg("<g>" * 5000 + "</g>" * 5000),
        svg("&undefined;"),
        b"<p>no</p>",
        svg("\x01"),
    ],
)
def test_a_drawing_that_is_no_svg_is_refused(data: bytes) -> None:
    assert refused("a.svg", data).code == "svg-unreadable"


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 30 20"', (30, 20)),
        ('viewBox="-5,-5,30,20" width="100%"', (30, 20)),
        ('width="210mm" height="29.7cm"', (794, 1123)),
        ('width="1in" height="72pt"', (96, 96)),
        ('width="60px" viewBox="0 0 30 20"', (60, 40)),
        ('height="1e2" viewBox="0 0 30 20"', (150, 100)),
    ],
)
def test_size_of_a_drawing(attributes: str, size: tuple[int, int]) -> None:
    picture = accepted("a.svg", svg(attributes=attributes))
    assert (picture.width, picture.height) == size


@pytest.mark.parametrize(
    "attributes",
    ["", 'width="30"', 'width="10em" height="3em"', 'viewBox="0 0 0 20"', 'viewBox="a b c d"', 'viewBox="0 0 1e999 2"'],
)
def test_a_drawing_without_a_size_is_refused(attributes: str) -> None:
    assert refused("a.svg", svg(attributes=attributes)).code == "svg-size-missing"


def test_a_drawing_is_written_canonically() -> None:
    ink = 'xmlns:ink="http://www.inkscape.org/namespaces/inkscape"'
    body = (
        "<!-- SECRET --><?note SECRET?><metadata><a>SECRET</a></metadata>"
        '<ink:view path="SECRET"/><title>A dot</title><g ink:label="SECRET" fill="url(#a)" class="b"/>tail'
        "<style>g{stroke:url('#a')}</style><use xlink:href='#a'/><g id='a'/><text>a<!-- b -->c</text>"
    )
    picture = accepted("a.svg", svg(body, attributes=f'viewBox="0 0 30 20" {ink}', before="<!-- SECRET -->"))
    rendition = for_reader(picture)
    assert (rendition.media_type, rendition.extension, rendition.width) == ("image/svg+xml", ".svg", 30)
    assert b"SECRET" not in rendition.data
    assert b"inkscape" not in rendition.data
    root = etree.fromstring(rendition.data)
    assert root.get("viewBox") == "0 0 30 20"
    assert [etree.QName(child).localname for child in root] == ["title", "g", "style", "use", "g", "text"]
    assert root[5].text == "ac"
    assert root[3].get("{http://www.w3.org/1999/xlink}href") == "#a"
    swapped = svg(body.replace('fill="url(#a)" class="b"', 'class="b" fill="url(#a)"'), f'{ink} viewBox="0 0 30 20"')
    assert for_reader(accepted("a.svg", swapped)).data == rendition.data


# --- what is left of a drawing


def cleaned(body: str, attributes: str = 'viewBox="0 0 30 20"') -> Any:
    """Give the root of a drawing as readers get it; that something would be missed is no matter here."""
    picture, findings = pictures.examine("a.svg", svg(body, attributes), HERE)
    assert picture is not None, findings
    return etree.fromstring(picture.data)


def lost(body: str) -> str:
    picture, findings = pictures.examine("a.svg", svg(body), HERE)
    assert picture is not None
    assert [(each.code, each.severity) for each in findings] == [("svg-changed", Severity.WARNING)]
    return findings[0].message


@pytest.mark.parametrize(
    "body",
    [
        '<rect data-x="1" tabindex="0" role="img" aria-label="a" version="1"/>',
        '<rect style="-inkscape-font:a;line-height:1;enable-background:new"/>',
        '<rect width="auto" transform="none" stroke-dasharray="none" marker-end="none"/>',
        "<view/><cursor/><image/>",
        '<b:c xmlns:b="urn:b"><rect/></b:c>',
        "<g>words between shapes</g>",
        '<style>@charset "a";</style>',
        '<filter id="f"><feOffset/></filter>',
    ],
)
def test_what_is_not_seen_goes_without_a_word(body: str) -> None:
    data = accepted("a.svg", svg(body)).data.decode()
    for name in ("data-x", "tabindex", "role", "aria", "inkscape", "line-height", "<view", "words", "urn:b"):
        assert name not in data
    assert "filter" not in data


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("\n<mesh/>", "<mesh> in line 3"),
        ("<tref/>", "<tref>"),
        ('<rect filter="url(#f)"/>', 'filter="url(#f)"'),
        ('<rect style="filter:blur(2px)"/>', "filter: blur(2px)"),
        ("<style>a b c{fill:red}</style>", "the rule a b c"),
        ("<style>a:hover{fill:red}</style>", "the rule a:hover"),
        ("<style>@media print{a{fill:red}}</style>", "@media"),
        ("<style>@keyframes a{from{fill:red}}</style>", "@keyframes"),
        ('<rect style="transition:all 1s"/>', "transition"),
        ('<rect style="fill:var(--a)"/>', "fill: var(--a)"),
        ('<rect width="1x"/>', 'width="1x"'),
        ('<rect opacity="half"/>', 'opacity="half"'),
        ('<path d="words"/>', 'd="words"'),
        ('<radialGradient spreadMethod="reflect"/>', "spreadMethod"),
        ('<linearGradient spreadMethod="repeat" gradientTransform="scale(1e-9)"/>', "spreadMethod"),
        ('<linearGradient id="a" spreadMethod="repeat" xlink:href="#b"/><linearGradient id="b" x2="0"/>', "spread"),
        ('<use href="#gone"/>', 'href="#gone"'),
        ('<text><textPath xlink:href="#t">along</textPath></text><filter id="t"/>', 'href="#t"'),
        ('<rect mask="url(#gone)"/>', "url(#gone)"),
        ("<style>rect{fill:url(#gone)}</style>", "url(#gone)"),
        ("<b/>" * 9, "and 6 more"),
    ],
)
def test_what_would_be_seen_goes_with_a_warning(body: str, what: str) -> None:
    assert what in lost(body)


def test_a_gradient_that_is_repeated_a_few_times_stays() -> None:
    root = cleaned('<linearGradient spreadMethod="repeat" x2="20%"/>')
    assert root[0].get("spreadMethod") == "repeat"


def test_what_stands_in_for_a_part_that_is_not_there() -> None:
    root = cleaned(
        '<style>rect{stroke:url(#gone) blue}</style><linearGradient id="a"/><rect fill="url(#gone) red"/>'
        '<rect fill="url(#a) red" style="stroke:url(#gone);mask:url(#a)"/><use href="#gone"/>'
    )
    style, _, first, second, use = root
    assert style.text == "rect{stroke:blue}"
    assert dict(first.attrib) == {"fill": "red"}
    assert dict(second.attrib) == {"fill": "url(#a) red", "style": "stroke:none;mask:url(#a)"}
    assert use.attrib == {}


def test_a_name_stands_for_one_element() -> None:
    root = cleaned('<g id="a"/><g id="a"/><g id="a b"/><g id="&quot;]|//*[&quot;"/>')
    assert [child.get("id") for child in root] == ["a", None, None, None]


def test_text_around_what_is_dropped_stays() -> None:
    root = cleaned('<text>one<b:c xmlns:b="b">two</b:c>three<tspan>four</tspan><b:c xmlns:b="b"/>five</text>')
    assert "".join(root[0].itertext()) == "onethreefourfive"


PIECES = st.sampled_from(
    [
        *("<g>", "</g>", '<rect width="1" ', "/>", "<text>", "</text>", '<use href="#a"/>', "<style>", "</style>"),
        *('style="fill:url(#a)"', ' onclick="x()"', "<script>", "&amp;", "a{fill:red}", '<path d="M0 0', "1e999", '"'),
        *("<![CDATA[", "]]>", "<!--", "-->", "javascript:", '<a href="', "<x:y xmlns:x='z'>", "</x:y>", "<title>"),
        *("</title>", "<foreignObject/>", "@import 'a';", "<svg>", "</svg>", "expression(", "\\75 rl(", "'"),
    ]
)


@given(st.lists(PIECES, max_size=12))
def test_whatever_comes_only_what_is_known_goes_out(pieces: list[str]) -> None:
    picture, findings = pictures.examine("a.svg", svg("".join(pieces)), HERE)
    assert picture or findings
    if picture is None:
        return
    for element in etree.fromstring(picture.data).iter():
        assert etree.QName(element).localname in ELEMENTS
        assert etree.QName(element).namespace == SVG
        for key, value in element.items():
            assert etree.QName(key).localname in {*ATTRIBUTES, "style", "href", "space", "lang"}
            assert ":" not in value or key == "style"


def test_what_came_out_once_comes_out_again() -> None:
    body = '<linearGradient id="a"/><g style="fill : RED ;stroke:url( #a )"><path d="m1-2 3.5.5a1 1 0 011 1z"/></g>'
    body += "<style> .a , b{y-z:1;fill:#FFF}</style>"
    first = accepted("a.svg", svg(body)).data
    assert accepted("a.svg", first).data == first


# --- values


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("M0 0", "M0 0"),
        (" m1,2 3-4 .5.5z", "m1 2 l3 -4 l.5 .5 z"),
        ("M0,0a1 1 0 01.5.5 1,1,0,1,0,2,2", "M0 0 a1 1 0 0 1 .5 .5 a1 1 0 1 0 2 2"),
        ("M0 0A1 1 0 2 1 5 5L9 9", "M0 0"),
        ("M0 0L1 1 5", "M0 0 L1 1"),
        ("M0 0L1 1L5L6 6", "M0 0 L1 1"),
        ("M0 0L1 1 X 4 4", "M0 0 L1 1"),
        ("M0 0z5L1 1", "M0 0 z"),
        ("M1e3,1E-2", "M1e3 1E-2"),
        ("M0 0H1 2V3", "M0 0 H1 H2 V3"),
        ("L1 1", None),
        ("", None),
    ],
)
def test_paths_are_written_step_by_step_up_to_their_first_mistake(text: str, wanted: str | None) -> None:
    assert values.path(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("scale(2)scale(.5.5) ,rotate(9, 1 2)", "scale(2) scale(.5 .5) rotate(9 1 2)"),
        ("translate(10px) rotate(45deg)", "translate(10) rotate(45)"),
        ("scale(a)", None),
        ("rotate(1 2)", None),
        ("matrix(1 2 3)", None),
        ("spin(1)", None),
        ("scale(1) x", None),
        ("scale(1)" * 21, None),
    ],
)
def test_transformations_are_written_with_plain_numbers(text: str, wanted: str | None) -> None:
    assert values.transform(text) == wanted


@pytest.mark.parametrize("text", ["1000001", "-1e7", "1e999", "9" * 30])
@pytest.mark.parametrize("kind", [values.size, values.number, values.numbers, values.points, values.sizes])
def test_a_number_out_of_sight_is_refused(text: str, kind: values.Kind) -> None:
    with pytest.raises(values.TooFarError):
        kind(f"{text}" if kind is not values.points else f"1,{text}")


@pytest.mark.parametrize("kind", sorted({each.__name__: each for each in ATTRIBUTES.values()}.items()))
@pytest.mark.parametrize(
    "piece",
    ["1", "a", " ", "1 ", "url(", "url(#", ".", "1.", "-1", "1e1", "M0 0A1 ", "scale(", "rgb(1", "'", ", ", "\\"],
)
def test_no_value_takes_longer_than_it_is_long(piece: str, kind: tuple[str, values.Kind]) -> None:
    """A value that a match would try in every way would not end here."""
    with suppress(values.TooFarError):
        kind[1](piece * 10_000 + "\0")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *(("red", "red"), ("#abc", "#abc"), ("rgb(1, 2, 3)", "rgb(1, 2, 3)"), ("none", "none"), ("#ab", None)),
        *(("url(#a)", "url(#a)"), ("url('#a') red", "url(#a) red"), ("url(#a) words", "url(#a)"), ("url(a)", None)),
        *(("rgb(calc(infinity) 0 0)", None), ("device-cmyk(0 1 0 0)", "device-cmyk(0 1 0 0)"), ("url(#a", None)),
        *(("#fff icc-color(a)", "#fff"), ("expression(1)", None), ("reddish", None)),
    ],
)
def test_paint_is_a_colour_or_a_part_of_the_drawing(text: str, wanted: str | None) -> None:
    assert values.paint(text) == wanted


# --- what would take too long


RECT = '<rect width="9" height="9" {}/>'


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ('<use href="#a"/><g id="a"><use href="#a"/></g>', "comes back to itself"),
        ('<mask id="m"><g mask="url(#m)"/></mask><g mask="url(#m)"/>', "<mask> that comes back"),
        ('<clipPath id="m"><g clip-path="url(#m)"/></clipPath><g clip-path="url(#m)"/>', "<clipPath> that comes back"),
        ('<pattern id="m">' + RECT.format('fill="url(#m)"') + "</pattern>" + RECT.format('fill="url(#m)"'), "<pattern"),
        ('<style>.a{fill:url(#m)}</style><pattern id="m"><path class="a"/></pattern><path class="a"/>', "<pattern"),
        ('<marker id="m"><path marker="url(#m)"/></marker><g marker="url(#m)"><path/></g>', "<marker> that comes back"),
        ('<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/><path fill="url(#a)"/>', "comes back"),
        (
            "".join(f'<g id="a{n}">' + f'<use xlink:href="#a{n + 1}"/>' * 9 + "</g>" for n in range(8)),
            "more to draw than 50,000",
        ),
        ("".join(f'<g id="a{n}"><use href="#a{n + 1}"/></g>' for n in range(80)), "more than 60 deep"),
        ('<pattern id="m" width="1" height="1" patternUnits="userSpaceOnUse" patternTransform="scale(0)"/>'
         + RECT.format('fill="url(#m)"'), "fill refers to #m"),
        ('<pattern id="m" width=".01" height=".01" patternUnits="userSpaceOnUse"/>'
         + RECT.format('fill="url(#m)"'), "#m"),
        ('<pattern id="m" xlink:href="#n"/><pattern id="n" width="1e-5" height="1e-5"/>'
         + RECT.format('fill="url(#m)"'), "#m"),
        ('<pattern id="m" width="1%" height="1%"/><g fill="url(#m)">' + RECT.format("") * 50 + "</g>", "#m"),
        ("<path opacity='.5'/>" * 10_000, "all taken together"),
        (f"<text>{'words ' * 10_000}</text>", "all taken together"),
        ('<path d="M0 0' + " 1,2" * 62_000 + '"/><path d="M0 0' + " 1,2" * 62_000 + '"/>', "all taken together"),
        ("<style>" + "".join(f".a{n}{{fill:red}}" for n in range(1_001)) + "</style>", "1,000 selectors"),
        ("<style>a{fill:red}" + " " * 250_000 + "</style>", "a stylesheet with more"),
        (f'<g class="{"a" * 20_001}"/>', "class with more than"),
        ("<g/>" * 50_001, "elements"),
        ("<!---->" * 150_000, "elements"),
        ('<path stroke-dasharray="1e-9 0"/>', "dashes"),
        ('<path style="stroke-dasharray:1e-9"/>', "dashes"),
        ('<style>text{font-size:9em}</style>', "too large"),
        ('<style>text{font-size:1e7px}</style>', "the number"),
        ('<g style="font-size:20000px"/>', "too large"),
    ],
)  # fmt: skip
def test_what_would_take_too_long_is_refused(body: str, what: str) -> None:
    finding = refused("a.svg", svg(body))
    assert finding.code == "svg-limit"
    assert what in finding.message


@pytest.mark.parametrize(
    "body",
    [
        RECT.format("") * 20_000,
        '<pattern id="m" width="4" height="4" patternUnits="userSpaceOnUse"><path d="M0 0l4 4"/></pattern>'
        + RECT.format('fill="url(#m)"') * 100,
        '<g id="a">' + RECT.format("") * 99 + "</g>" + '<use href="#a"/>' * 100,
        '<path opacity=".5" d="M0 0' + " 1,2" * 50_000 + '"/>',
        '<clipPath id="c"><rect width="1" height="1"/></clipPath>' + '<g clip-path="url(#c)"/>' * 300,
        f"<text>{'words ' * 2_000}</text>",
        "<g>" * 55 + "</g>" * 55,
    ],
)
def test_a_rich_drawing_is_not_too_much(body: str) -> None:
    assert accepted("a.svg", svg(body)).data


def test_a_share_of_the_limit_is_what_a_plain_shape_takes() -> None:
    assert accepted("a.svg", svg("<path/>" * (MOST_DRAWN - 10))).data
    assert refused("a.svg", svg('<path id="a"/>' + '<use href="#a"/>' * (MOST_DRAWN // 2))).code == "svg-limit"


@pytest.mark.parametrize(
    ("shape", "wanted"),
    [
        ('<rect width="2" height="3mm"/>', 2 * 3 * 96 / 25.4),
        ('<circle r="50%"/>', 4 * 50 * 50),
        ('<ellipse rx="2" ry="3"/>', 24),
        ('<line x1="1" x2="5" y2="3"/>', 12),
        ('<polygon points="0,0 4,1 2,5"/>', 20),
        ('<path d="M1 1 h4 v5 H1 z m1 1 l1 1"/>', 20),
        ('<path d="M0 0 A1 1 0 0 1 2 0"/>', 64),
        ("<path/>", 0),
        ("<text/>", 10_000),
    ],
)
def test_areas(shape: str, wanted: float) -> None:
    assert area(etree.fromstring(shape), 100) == pytest.approx(wanted)


def test_what_transformations_do_to_areas() -> None:
    assert scaling("translate(3) scale(2) rotate(9)") == 4
    assert scaling("scale(2 3) matrix(1 2 3 4 5 6)") == -12


def test_damaged_drawings_never_give_a_traceback() -> None:
    noise = random.Random(5)
    whole = svg(
        '<g style="fill:red"><path d="M0 0L1 1a1 1 0 0 1 2 2z" transform="scale(2)"/><text x="1 2">a</text></g>'
    )
    for _ in range(2_000):
        spoilt = bytearray(whole)
        for _ in range(3):
            spoilt[noise.randrange(130, len(spoilt))] = noise.randrange(32, 127)
        picture, findings = pictures.examine("a.svg", bytes(spoilt), HERE)
        assert findings or picture
