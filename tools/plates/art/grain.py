"""Grained shadow and light for plates: a colour that comes in as specks along a gradient, by SVG filters.

Only plates use it; the drawings that stay SVG have no filters and no gradients, because print engines differ on them.
"""

from __future__ import annotations

import hashlib

from art.shapes import Point, num, path


def grain(data: str, colour: str, dense: Point, bare: Point, strength: float = 1, opacity: float = 0.85) -> str:
    """Give path data filled with specks of a colour, `strength` (0 to 1) at `dense` and none from `bare` on."""
    stops = f'<stop offset="0" stop-opacity="{num(strength)}"/><stop offset="1" stop-opacity="0"/>'
    axis = f'x1="{num(dense[0])}" y1="{num(dense[1])}" x2="{num(bare[0])}" y2="{num(bare[1])}"'
    name = _name(stops + axis)
    gradient = f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" {axis}>{stops}</linearGradient>'
    return gradient + _specks(data, f"url(#{name})", colour, opacity)


def glow(data: str, colour: str, centre: Point, radius: float, strength: float = 1, opacity: float = 0.85) -> str:
    """Give path data filled with specks of a colour that thin out from a centre to a radius."""
    stops = f'<stop offset="0" stop-opacity="{num(strength)}"/><stop offset="1" stop-opacity="0"/>'
    axis = f'cx="{num(centre[0])}" cy="{num(centre[1])}" r="{num(radius)}"'
    name = _name(stops + axis)
    gradient = f'<radialGradient id="{name}" gradientUnits="userSpaceOnUse" {axis}>{stops}</radialGradient>'
    return gradient + _specks(data, f"url(#{name})", colour, opacity)


def _specks(data: str, fill: str, colour: str, opacity: float) -> str:
    name = _name(colour)
    body = (
        '<feTurbulence type="fractalNoise" baseFrequency="0.67 0.63" numOctaves="2" seed="39" result="noise"/>'
        '<feColorMatrix in="noise" type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 2.2 -0.6" result="noise"/>'
        '<feComposite in="SourceAlpha" in2="noise" operator="arithmetic" k1="0" k2="2.2" k3="2.2" k4="-2.2"'
        ' result="specks"/>'
        f'<feFlood flood-color="{colour}"/><feComposite operator="in" in2="specks"/>'
    )
    box = 'x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB"'
    return f'<filter id="{name}" {box}>{body}</filter>' + path(data, fill, filter=f"url(#{name})", opacity=opacity)


def _name(text: str) -> str:
    return "g" + hashlib.sha256(text.encode()).hexdigest()[:10]
