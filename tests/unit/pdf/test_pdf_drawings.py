"""Drawings that have been cleaned: the page engine draws each of them, whatever their values were."""

from __future__ import annotations

import pytest
from tests.unit.pdf.conftest import page_of, tree_of

from publish import svg
from publish.pdf.engine import Fonts, draw, lay_out
from publish.source import Span

SHAPES = """
<rect width="{v}" height="5" rx="{v}"/><circle r="{v}"/><ellipse rx="{v}" ry="5"/><line x2="{v}" y2="5"/>
<polygon points="{v}"/><polyline points="0,0 {v}" marker-mid="url(#m)"/><path d="{v}"/><path d="M0 0 {v}" opacity=".5"/>
<path d="M0 0A{v}" fill="url(#g)" stroke="url(#p)"/>
<g transform="{v}" transform-origin="{v}"><rect width="5" height="5"/></g>
<g opacity="{v}"/><rect width="5" height="5" opacity="{v}" fill-opacity="{v}" stroke-opacity="{v}" stroke-width="{v}"/>
<rect width="5" height="5" fill="{v}" stroke="{v}" stroke-miterlimit="{v}" stroke-dasharray="{v}"
  stroke-dashoffset="{v}"/>
<text x="{v}" y="{v}" dx="{v}" rotate="{v}" letter-spacing="{v}" textLength="{v}" font-size="{v}" font-weight="{v}"
  font-family="{v}" text-anchor="{v}" xml:lang="{v}">words</text><text style="font:{v};font-size:{v}">words</text>
<svg viewBox="{v}" preserveAspectRatio="{v}" width="{v}" height="5"><rect width="5" height="5"/></svg>
<use href="#s" x="{v}" width="{v}" height="5"/><g clip-path="{v}" mask="{v}"><path d="M0 0 5 5" marker="{v}"/></g>
<g clip-path="url(#c)" mask="url(#k)"><rect width="5" height="5"/></g><path d="M0 0h5v5" marker-end="url(#m)"/>
<defs>
<linearGradient id="g" x1="{v}" x2="{v}" gradientTransform="{v}" gradientUnits="{v}" spreadMethod="{v}">
  <stop offset="{v}" stop-color="{v}" stop-opacity="{v}"/><stop offset="1" stop-color="red"/></linearGradient>
<pattern id="p" width="5" height="5" patternUnits="{v}" viewBox="{v}"><circle r="{v}"/></pattern>
<marker id="m" refX="{v}" markerWidth="{v}" orient="{v}" viewBox="{v}"><circle r="1"/></marker>
<clipPath id="c" clipPathUnits="{v}"><circle r="{v}"/></clipPath><mask id="k" x="{v}" width="{v}" maskUnits="{v}"/>
<symbol id="s" viewBox="{v}"><rect width="5" height="5"/></symbol>
</defs>
"""

VALUES = (
    *("", " ", "nan", "inf", "1e3", "-1", "0", "1x", "1.5.5", "50%", "2em", "auto", "none", "inherit", "words", "item"),
    *("1 2", "1,2 3", "0 0 5 5", "0 0 0 0", "1 1 0 01.5.5", "1 1 0 2 1 5 5", "M0 0L1", "M0 0C1 1", "z", "L5 5"),
    *("scale(a)", "scale(1 0)", "scale()", "rotate(1 2)", "url(#g)", "url(#nothing)", "rgb(1)"),
    *("objectBoundingBox", "userSpaceOnUse", "repeat", "xMidYMid slice", "auto-start-reverse", "bold", "system"),
    *("#abc", "rgb(1,2,3)", "lab(50 40 30)", "color-mix(in srgb, red, blue)", "var(--a)", "calc(1px + 2px)"),
)


@pytest.mark.parametrize("value", VALUES)
def test_no_value_keeps_a_drawing_from_being_drawn(value: str, fonts: Fonts) -> None:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60">{SHAPES.format(v=value)}</svg>'
    drawing, findings = svg.examine("a.svg", text.encode(), Span("a.md"))
    assert drawing is not None, findings
    tree = tree_of(page_of('<p><img src="a.svg" alt="a"/></p>'))
    laid = lay_out(
        tree,
        stylesheets=["img { width: 40mm }"],
        resource=lambda _path: (drawing.data, "image/svg+xml"),
        first_page=1,
        fonts=fonts,
    )
    assert [each.text for each in (*laid.messages, *draw(laid).messages) if "SVG" in each.text] == []
