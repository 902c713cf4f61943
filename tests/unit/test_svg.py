"""Drawings in SVG: what is refused, what size they have, and what reading systems get."""

from __future__ import annotations

import pytest
from lxml import etree

from publish import pictures
from publish.diagnostics import Diagnostic, Severity
from publish.pictures import Picture, for_reader
from publish.source import Span

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
        (svg('<use href="#a"/><g id="a"><use href="#a"/></g>'), "<use>"),
        (
            svg("".join(f'<g id="a{n}">' + f'<use xlink:href="#a{n + 1}"/>' * 9 + "</g>" for n in range(8))),
            "too many copies",
        ),
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
