"""Stylesheets that would keep an engine busy for ever: each is refused at the declaration, before it is laid out."""

from __future__ import annotations

import pytest

from publish.checks.limits import stylesheets_stay_within_limits
from publish.design import Design, File


def said(css: str, target: str = "pdf") -> list[tuple[str, int]]:
    design = Design("mine", files={"pdf": {}, "epub": {}} | {target: {"a.css": File("a.css", css)}})
    return [(each.code, each.span.line) for each in stylesheets_stay_within_limits(design)]


BOMB = ":root { --a0: x;" + "".join(f"--a{n}: var(--a{n - 1}) var(--a{n - 1});" for n in range(1, 30)) + "}"
CHAIN = ":root { --a0: x;" + "".join(f"--a{n}: var(--a{n - 1});" for n in range(1, 3000)) + "}"


@pytest.mark.parametrize(
    "css",
    [
        "p { columns: 100000 }",
        "p { columns: var(--n) }\n:root { --n: 100000 }",
        "p { columns: calc(1000 * (99 + 1)) }",
        "p { tab-size: 1000000000 }",
        "p { grid-row: 1 / 1000000 }",
        "p { grid-template-columns: repeat(100000, 1px) }",
        "p { width: 1e300px }",
        "p { width: 1e999px }",
        "p { width: calc(1000000px * 1000000) }",
        "p { width: calc(1px / 0) }",
        "p { font-size: 1e5px }",
        "p { letter-spacing: 1e6px }",
        "p { z-index: 99999999999999999999 }",
        "p:nth-child(1000000000n) { margin: 0 }",
        "@page { size: 1px }",
        "@page { size: 0 }",
        "@page { size: A4; @top-left { width: 1e9px } }",
        "@page { size: 10000mm 200mm }",
        "body { counter-reset: a 1000000000 }",
        '@counter-style s { system: symbolic; symbols: "*" }',
        '@counter-style s { system: additive; additive-symbols: 2 "a", 1 "b"; range: 1 100000 }',
        '@counter-style s { system: numeric; symbols: "0" "1"; pad: 1000000000 "x" }',
        '@media print { @counter-style s { symbols: "*" } }',
        'p::before { content: counter(a, symbols("*")) }',
        "p { border: 0.0001px dotted }",
        "p { border-top-width: 0.0001pt }",
        "p { text-decoration: underline wavy 0.00001px }",
        "p { background: repeating-linear-gradient(red 0, blue 0.0001px) }",
        "p { background: repeating-linear-gradient(red 10px, blue 10.0001px) }",
        "p { background: repeating-radial-gradient(red, blue 0.0001%) }",
        "p { background: repeating-linear-gradient(red 1em, blue 10px) }",
        "p { width: calc(" + "(" * 100_000 + "1px" + ")" * 100_000 + ") }",
        "a{" * 30_000 + "}" * 30_000,
        "p { color: " + "[" * 100_000,
        ":not(" * 100 + "p" + ")" * 100 + " { margin: 0 }",
        "&, b {" * 12 + "margin: 0" + "}" * 12,
        "p" + " p" * 200 + " { margin: 0 }",
        ",".join(["p"] * 2000) + " { margin: 0 }",
        "p { " + "a" * 10_000 + ": b }",
        "p { --" + "-" * 100_000 + " }",
        'p { content: "' + "x" * 100_000 + '" }',
        "p { background: " + ", ".join(["linear-gradient(red, blue)"] * 1000) + " }",
        "p { content:" + ' "xxxxxxxxxx"' * 3000 + " }",
        "".join(f".a{n} {{ margin: 0 }}" for n in range(5000)),
        "".join(f".a{n} {{ --a: #{n:06x}; color: var(--a); background: #fff }}" for n in range(300)),
        BOMB,
        CHAIN,
    ],
)
def test_what_is_beyond_measure_is_refused(css: str) -> None:
    found = said(css)
    assert found
    assert {code for code, _ in found} == {"css-limit"}
    assert len(found) <= 20


@pytest.mark.parametrize(
    "css",
    [
        "p { columns: 3; columns: 12em auto; column-gap: 5mm }",
        "p { grid-column: 1 / -1; grid-template-columns: repeat(12, 1fr) }",
        "p { z-index: 2147483647; text-indent: -9999px; border-radius: 9999px; margin: -1000px }",
        "p { width: calc(100% - 20mm - 30mm * 2); height: calc(1px / 3) }",
        "p { border: 0.1pt solid; border-radius: 0.01px; border-spacing: 0; border-image-slice: 30 }",
        "p { background: repeating-linear-gradient(45deg, red, red 10px, blue 10px, blue 20px) }",
        "p { background: repeating-linear-gradient(red 0 5%, blue 0 10%) }",
        '@counter-style s { system: cyclic; symbols: "*" } @counter-style t { symbols: "*"; range: 1 10 }',
        "@page { size: A4 landscape; @top-left { content: counter(page) } } @page :nth(2n + 1) { margin: 1cm }",
        "@media print { @page { margin: 1cm } .a { .b & { .c { margin: 0 } } } }",
        ":root { --a: 1px; --b: var(--a); --c: calc(var(--b) * 2) } p { margin: var(--c) var(--c) }",
        "p { margin: var(--nowhere, var(--neither, 1px)) }",
        "p { content: counter(a, symbols(cyclic '*')); color: #123456; width: 1e3px; line-height: 1.4 }",
        '@namespace epub "http://www.idpf.org/2007/ops"; [epub|type] { margin: 0 }',
        "p { background: url(images/a.png); mask: url(#m) }",
    ],
)
def test_what_designers_write_is_not(css: str) -> None:
    assert said(css) == []


@pytest.mark.parametrize(
    "css",
    [
        '@import "a.css";',
        "@import url(a.css);",
        "@font-face { font-family: a; src: url(a.ttf) }",
        "@color-profile device-cmyk { src: url(a.icc) }",
        "p { background: url(file:///etc/passwd) }",
        "p { background: url(/etc/passwd) }",
        'p { background: url("../a.png") }',
        "p { background: url(a/../../a.png) }",
        "p { background: url(a/%2E%2e/a.png) }",
        "p { background: url(HTTPS://example.org/a.png) }",
        "p { background: url(//example.org/a.png) }",
        "p { background: url(data:image/png;base64,AAAA) }",
        "p { background: url(\\66ile:///etc/passwd) }",
        "p { --x: url(http://example.org) }",
    ],
)
def test_nothing_is_taken_from_outside(css: str) -> None:
    assert said(f"\n{css}") == [("css-address", 2)]


def test_many_addresses_hide_no_depth() -> None:
    css = "p { background: url(http://a) }\n" * 30 + "p { width: calc(" + "(" * 100_000 + ")" * 100_000 + ") }"
    assert said(css)[-1] == ("css-limit", 31)


def test_an_epubs_stylesheet_shows_no_pictures() -> None:
    assert said("p { background: url(a.png) }", "epub") == [("css-address", 1)]
    assert said("p { mask: url(#m) }", "epub") == []
