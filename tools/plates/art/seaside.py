"""What the covers share: sky in bands, the sea, the pier with its pavilions, gulls and deck chairs; in millimetres."""

from __future__ import annotations

import math

from art.palette import INK, OCHRE, RED, TINT, light, mix, shade
from art.shapes import Point, circle, curve, ellipse, group, moved, path, rect, stroke

WIDE = 216.0


def bands(tops: list[float], tones: list[str], low: float, wave: float = 3) -> str:
    """Give a sky of waving bands, each from its top down to `low`, with half-tone rows of its colour over its edge."""
    parts = [rect(0, 0, WIDE, low, tones[0])]
    for index, (top, tone) in enumerate(zip(tops, tones[1:], strict=True)):
        edge = [(x, top + wave * math.sin(x / 34 + index * 1.9)) for x in range(-12, 240, 24)]
        parts.append(path(curve(edge, closed=False) + f"V{low}H-12Z", tone))
        for row, size in enumerate((1.15, 0.9, 0.66, 0.42), start=1):
            line = [(x + row % 2, y - row * 1.75) for x, y in edge]
            parts.append(stroke(curve(line, closed=False), tone, size, stroke_dasharray="0.01 1.99"))
    return group(parts)


def sea(top: float, low: float, tones: tuple[str, str, str], sparkle: str, sun: float) -> str:
    """Give the sea from the horizon down in three bands with strokes of light under the sun at x = `sun`."""
    deep = low - top
    parts = [rect(0, top, WIDE, deep, tones[0])]
    for share, tone in ((0.3, tones[1]), (0.66, tones[2])):
        edge = [(x, top + deep * share + 1.1 * math.sin(x / 9 + share * 8)) for x in range(-12, 240, 12)]
        parts.append(path(curve(edge, closed=False) + f"V{low}H-12Z", tone))
    glints = ""
    for k in range(44):
        y = top + 1 + deep * (k / 44) ** 1.3
        x = sun + (4 + (y - top) * 0.42) * math.sin(k * 2.4)
        glints += f"M{x - 1.5 - k * 0.05:.1f} {y:.1f}h{3 + k * 0.1:.1f}"
    return group([*parts, stroke(glints, sparkle, 0.7)])


def pier(foot: float, deck: float, left: float, tones: tuple[str, str, str]) -> str:
    """Give the pier from x = `left` to the right edge: piles down to `foot`, the deck, domes, a helter-skelter."""
    body, roof, glass = tones
    piles = "".join(
        (
            f"M{x} {deck}V{foot}M{x} {deck + 2}l7 {(foot - deck) * 0.62:.1f}"
            f"M{x + 7} {deck + 2}l-7 {(foot - deck) * 0.62:.1f}"
        )
        for x in range(int(left) + 4, 224, 9)
    )
    rails = "".join(f"M{x} {deck - 3}v3" for x in range(int(left) + 1, 220, 3))
    lamps = "".join(f"M{x} {deck}v-9" for x in range(int(left) + 5, 220, 18))
    globes = "".join(circle((x, deck - 9.8), 1, glass) for x in range(int(left) + 5, 220, 18))
    hall = left + 34
    windows = "".join(f"M{hall + 3 + 4 * k} {deck - 3.4}v-3.6" for k in range(9))
    parts = [
        stroke(piles, shade(body, 0.15), 0.7),
        rect(left, deck, 220 - left, 2.2, body),
        stroke(rails, body, 0.3),
        stroke(f"M{left} {deck - 3}H218", body, 0.5),
        stroke(lamps, body, 0.5),
        globes,
        rect(hall, deck - 10, 40, 10, body),
        path(f"M{hall - 2} {deck - 10}h44l-5 -3.4h-34Z", roof),
        stroke(windows, glass, 1.7, stroke_linecap="butt"),
        *[_dome((hall + x, deck - 13), size, roof, body) for x, size in ((7, 5.0), (20, 8.0), (33, 5.0))],
        _helter((left + 18, deck), body, glass),
    ]
    return group(parts)


def _dome(at: Point, size: float, roof: str, body: str) -> str:
    x, y = at
    onion = (
        f"M{x - size} {y}"
        f"C{x - size * 1.2} {y - size * 0.9} {x - size * 0.2} {y - size * 0.9} {x} {y - size * 1.7}"
        f"C{x + size * 0.2} {y - size * 0.9} {x + size * 1.2} {y - size * 0.9} {x + size} {y}Z"
    )
    dark = (
        f"M{x - size} {y}"
        f"C{x - size * 1.2} {y - size * 0.9} {x - size * 0.2} {y - size * 0.9} {x} {y - size * 1.7}"
        f"C{x - size * 0.1} {y - size * 0.7} {x - size * 0.6} {y - size * 0.5} {x - size * 0.4} {y}Z"
    )
    return (
        path(onion, roof)
        + path(dark, shade(roof, 0.25))
        + rect(x - size * 1.06, y - 0.3, size * 2.12, 1, body)
        + stroke(f"M{x} {y - size * 1.7}v-2.4", body, 0.5)
    )


def _helter(at: Point, body: str, glass: str) -> str:
    x, y = at
    tower = f"M{x - 5} {y}L{x - 2.6} {y - 22}H{x + 2.6}L{x + 5} {y}Z"
    slide = (
        f"M{x + 3} {y - 18}L{x - 4} {y - 14.6}M{x - 4} {y - 13}L{x + 4.4} {y - 9.4}"
        f"M{x + 4.6} {y - 7.6}L{x - 5.4} {y - 3.4}"
    )
    return (
        path(tower, body)
        + stroke(slide, glass, 1.3)
        + path(f"M{x - 4} {y - 22}L{x} {y - 28}L{x + 4} {y - 22}Z", RED)
        + stroke(f"M{x} {y - 28}v-2.6", body, 0.4)
    )


def gull(at: Point, size: float, tone: str, tip: str, *, flip: bool = False) -> str:
    """Give a gull on the wing, about 30 units wide at size 1, with darker wing tips."""
    wings = (
        "M-15 -4C-10 -9 -4 -7 0 -1C4 -8 10 -11 17 -8C11 -7 6 -3 3.4 2.2C5 2.6 6.4 2.4 7.4 3.2"
        "C5 4.6 1 4.6 -2.6 3.6C-4.4 4.4 -6 4.4 -7.4 3.8C-6 2.8 -4.6 1.8 -3.4 1"
        "C-5 -3 -9 -5.2 -15 -4Z"
    )
    tips = (
        "M-15 -4C-13 -6 -11 -7 -8.6 -6.8L-10 -5C-11.6 -5 -13 -4.6 -15 -4ZM17 -8"
        "C14 -9.4 12 -9.4 9.6 -8.6L11 -6.6C13 -7.4 15 -7.8 17 -8Z"
    )
    return moved(path(wings, tone) + path(tips, tip) + path("M7.2 2.8l2.6 0.6l-2.4 0.5Z", OCHRE), at, size, flip=flip)


def standing_gull(at: Point, size: float, *, flip: bool = False) -> str:
    """Give a gull that stands, 20 units high at size 1, looking right."""
    body = (
        "M-11 -8C-6 -9 -4 -15 2 -17C3 -21 9 -22 10.4 -18.6C11 -15 8 -12 7.6 -9"
        "C6.6 -5.6 2 -4.4 -2 -5C-5 -5.4 -8 -6.4 -11 -8Z"
    )
    wing = "M-13 -8.6C-7 -9 -5 -13.4 1 -14C4 -13 4 -8 0.6 -6.8C-3 -6 -8 -7.4 -13 -8.6Z"
    parts = [
        stroke("M0 -5V0M3 -5V0M0 0h2.4M3 0h2.4", OCHRE, 0.9),
        path(body, TINT),
        path(wing, mix(INK, TINT, 0.5)),
        path("M-13 -8.6L-7 -8.6L-6 -7.4Z", INK),
        path("M10.2 -19L14 -17.6L10.4 -17Z", OCHRE),
        circle((7.6, -18.8), 0.55, INK),
    ]
    return moved(group(parts), at, size, flip=flip)


def deck_chair(at: Point, size: float, tone: str, other: str, *, flip: bool = False) -> str:
    """Give an empty striped deck chair seen from the side and a little behind, 30 units high at size 1."""
    outline = "M-13 -27L-3 -29.5C1 -16 5 -9 15 -10L6 -5.4C-3 -5 -9 -14 -13 -27Z"
    stripes = "M-9.6 -28L-6.4 -28.6C-2 -14 2 -7.6 11 -7.6L8.4 -6.4C0.4 -6 -5.6 -14 -9.6 -28Z"
    wood = "M-13 -27L6 0M-3 -29.5L16 -2M6 -5.4L-9 0M15 -10L2 -2"
    parts = [
        ellipse((2, 0.4), 17, 1.8, shade(INK, 0.2)),
        stroke(wood, mix(OCHRE, INK, 0.3), 1.1),
        path(outline, tone),
        path(stripes, other),
        stroke("M-13 -27L-3 -29.5", light(OCHRE, 0.2), 1.4),
    ]
    return moved(group(parts), at, size, flip=flip)
