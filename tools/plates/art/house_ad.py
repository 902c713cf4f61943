"""The filler page: an open magazine on a striped beach towel, sunglasses, a shell, the edge of the sea."""

from __future__ import annotations

import math

from art.palette import CORAL, INK, OCHRE, RED, RULE, SAND, SEA, TEAL, TINT, light, mix, shade
from art.shapes import Point, arc, circle, curve, ellipse, group, moved, path, polar, rect, stipple, stroke

BOX = (600.0, 400.0)
BEACH = mix(SAND, OCHRE, 0.2)


def picture() -> str:
    """Give the drawing as SVG markup, 600 × 400 units."""
    return group(
        [
            _sand(),
            _sea(),
            moved(_towel(), (318, 214), 1, turn=-12),
            moved(_magazine(), (318, 206), 1.0, turn=-6),
            _glasses(),
            _shells(),
            _hat(),
        ]
    )


def _sand() -> str:
    zone: list[Point] = [(0, 0), (600, 0), (600, 400), (0, 400)]
    ripples = "".join(
        stroke(
            curve([(x, 60 * k + 10 * math.sin(x / 60 + k * 1.7)) for x in range(-20, 660, 40)], closed=False),
            shade(BEACH, 0.1),
            2.6,
            stroke_dasharray="0.01 8",
        )
        for k in range(1, 8)
    )
    return group(
        [
            rect(0, 0, 600, 400, BEACH),
            ripples,
            stipple(zone, (600, 420), (100, -40), shade(BEACH, 0.24), 330, 2.2, seed=3),
            stipple(zone, (0, 420), (560, -20), light(BEACH, 0.6), 200, 2.6, seed=4),
        ]
    )


def _sea() -> str:
    edges: list[tuple[list[Point], str]] = [
        (
            [(-20, 190), (60, 160), (110, 120), (180, 92), (230, 40), (300, 12), (330, -20)],
            mix(BEACH, mix(SAND, TEAL, 0.5), 0.45),
        ),
        ([(-20, 168), (52, 140), (100, 104), (166, 76), (212, 30), (270, 4), (300, -20)], TINT),
        ([(-20, 158), (48, 130), (96, 94), (160, 68), (204, 22), (256, -4), (280, -20)], mix(SEA, TEAL, 0.1)),
        ([(-20, 116), (40, 94), (84, 62), (130, 44), (164, 8), (190, -20)], mix(SEA, TEAL, 0.45)),
        ([(-20, 66), (30, 50), (66, 24), (100, -20)], TEAL),
    ]
    return group(
        [
            *[path(curve(points, closed=False) + "L-20 -20Z", tone) for points, tone in edges],
            stroke(
                curve([(-20, 142), (44, 114), (90, 80), (150, 56), (188, 14), (220, -10)], closed=False),
                TINT,
                2.6,
                stroke_dasharray="0.01 8",
            ),
            stroke(
                curve([(-20, 92), (36, 74), (78, 44), (118, 22), (146, -20)], closed=False),
                mix(SEA, TINT, 0.3),
                2.6,
                stroke_dasharray="12 16",
            ),
        ]
    )


def _towel() -> str:
    parts = [rect(-232, -136, 476, 288, shade(BEACH, 0.34), rx=4), rect(-238, -146, 476, 288, TINT, rx=3)]
    for k in range(7):
        parts.append(rect(-226 + 68 * k, -146, 34, 288, mix(TEAL, SEA, 0.12)))
        parts.append(rect(-226 + 68 * k + 40, -146, 3.4, 288, RED))
    fringe = "".join(f"M-238 {y}h-12M238 {y}h12" for y in range(-140, 142, 9))
    weave = "".join(stroke(f"M-232 {-130 + 22 * k}H232", RULE, 1.4, stroke_dasharray="0.01 9") for k in range(13))
    return group([stroke(fringe, TINT, 2.6), *parts, weave])


def _magazine() -> str:
    shadow = path(
        (
            "M-150 -92C-100 -104 -40 -100 8 -86C60 -102 120 -104 166 -90V118C120 104 60 108 12 122"
            "C-40 108 -100 106 -146 120Z"
        ),
        shade(TEAL, 0.6),
    )
    under = path("M-160 -98H160V110H-160Z", RED)
    left = "M0 -96C-40 -112 -110 -114 -156 -104V102C-110 92 -40 94 0 110Z"
    right = "M0 -96C40 -112 110 -114 156 -104V102C110 92 40 94 0 110Z"
    gutter = "M0 -96C-12 -101 -20 -103 -30 -105V100C-20 102 -12 105 0 110Z"
    return group(
        [
            shadow,
            under,
            path(left, TINT),
            path(right, light(TINT, 0.6)),
            path(gutter, mix(TINT, RULE, 0.7)),
            path("M0 -96C12 -101 18 -103 26 -104V101C18 102 12 105 0 110Z", mix(TINT, RULE, 0.35)),
            stroke("M0 -96V110", shade(RULE, 0.3), 1.2),
            _left_page(),
            _right_page(),
        ]
    )


def _left_page() -> str:
    frame = "M-146 -96C-110 -102 -60 -102 -26 -96V14C-60 6 -110 6 -146 12Z"
    sea = "M-146 -28C-110 -34 -60 -34 -26 -28V14C-60 6 -110 6 -146 12Z"
    rock = (
        "M-26 -72C-44 -78 -64 -72 -80 -62C-96 -54 -98 -34 -96 -22L-82 -21C-84 -38 -76 -46 -68 -46"
        "C-60 -44 -56 -34 -56 -20L-26 -16Z"
    )
    lines = "".join(
        f"M-144 {24 + 9 * k}q28 -3 54 -2M-82 {22 + 9 * k}q28 0 {(54, 54, 54, 40, 54, 54, 40)[k]} 5" for k in range(7)
    )
    return group(
        [
            path(frame, light(OCHRE, 0.4)),
            circle((-70, -36), 13, "#fff3d2"),
            path(sea, TEAL),
            path(rock, RED),
            path("M-26 -72C-34 -75 -42 -74 -50 -73C-44 -56 -48 -34 -50 -20L-26 -16Z", shade(RED, 0.3)),
            stroke("M-80 -14h22M-88 -6h34M-76 2h18", light(OCHRE, 0.5), 2),
            stroke(lines, mix(INK, RULE, 0.5), 2.6, stroke_linecap="butt"),
        ]
    )


def _right_page() -> str:
    head = "M28 -92q40 -7 96 -3M28 -76q36 -6 70 -4"
    rows = "".join(
        (
            f"M28 {-48 + 9 * k}q28 -6 54 -5"
            f"M92 {-54 + 9 * k}q28 0 {(54, 54, 46, 54, 54, 54, 44, 54, 54, 54, 54, 40, 54, 54, 54)[k]} 4"
        )
        for k in range(15)
        if k not in {5, 6, 7, 8}
    )
    quote = "M28 1q28 -6 54 -5M28 13q28 -6 42 -5M28 25q28 -6 54 -5"
    right = "".join(f"M92 {-54 + 9 * k}q28 0 54 4" for k in (5, 6, 7, 8))
    return group(
        [
            stroke("M28 -104q12 -2.4 26 -3", RED, 3.6, stroke_linecap="butt"),
            stroke(head, INK, 7.5, stroke_linecap="butt"),
            stroke(rows + right, mix(INK, RULE, 0.5), 2.6, stroke_linecap="butt"),
            stroke(quote, RED, 5, stroke_linecap="butt"),
            rect(92, 84, 7, 7, RED),
        ]
    )


def _glasses() -> str:
    lens = "M-46 -14C-44 -20 -12 -20 -8 -14C-4 8 -14 16 -26 16C-40 16 -48 6 -46 -14Z"
    other = "M46 -14C44 -20 12 -20 8 -14C4 8 14 16 26 16C40 16 48 6 46 -14Z"
    shine = stroke("M-38 -8L-28 -12M-38 2L-20 -10M16 -2L28 -11", mix(SEA, INK, 0.3), 2.6)
    arms = "M-46 -12C-60 -30 -58 -44 -40 -50M46 -12C62 -28 60 -42 44 -50"
    return moved(
        group(
            [
                path(lens + other, shade(BEACH, 0.4), transform="translate(6 10)"),
                stroke(arms, RED, 4.4),
                stroke(lens + other + "M-8 -10C-4 -15 4 -15 8 -10", RED, 6),
                path(lens + other, INK),
                shine,
            ]
        ),
        (528, 330),
        0.92,
        turn=-18,
    )


def _shells() -> str:
    fan = "M0 22C-10 20 -30 4 -30 -10C-28 -28 28 -28 30 -10C30 4 10 20 0 22Z"
    ribs = "M0 20V-23M-4 18L-14 -21M4 18L14 -21M-8 15L-25 -14M8 15L25 -14"
    whorl = [
        circle(polar((0, 0), r * 0.3, a), r, tone)
        for r, a, tone in ((20, 0, CORAL), (15, 40, light(CORAL, 0.3)), (10, 80, CORAL), (6, 120, light(CORAL, 0.4)))
    ]
    star = curve([polar((0, 0), 26 if k % 2 == 0 else 11, k * 36 - 90) for k in range(10)], tension=0.7)
    pebbles = [
        ellipse(at, rx, rx * 0.72, tone)
        for at, rx, tone in (
            ((430, 40), 13, shade(BEACH, 0.4)),
            ((456, 52), 8, TINT),
            ((60, 250), 11, shade(BEACH, 0.5)),
            ((84, 238), 6, RED),
            ((40, 272), 5, TINT),
            ((566, 150), 8, TEAL),
            ((182, 384), 9, shade(BEACH, 0.45)),
            ((204, 390), 6, TINT),
        )
    ]
    return group(
        [
            *pebbles,
            moved(
                path(fan, shade(BEACH, 0.35), transform="translate(5 6)")
                + path(fan, light(CORAL, 0.35))
                + stroke(ribs, RED, 1.8),
                (58, 334),
                1.1,
                turn=-24,
            ),
            moved(ellipse((4, 6), 24, 22, shade(BEACH, 0.35)) + group(whorl), (118, 362), 0.6),
            moved(
                path(star, shade(BEACH, 0.35), transform="translate(4 6)")
                + path(star, OCHRE)
                + group(
                    circle(polar((0, 0), r, k * 72 - 90), 1.7, light(OCHRE, 0.6)) for k in range(5) for r in (8, 15)
                ),
                (372, 30),
                0.9,
                turn=14,
            ),
        ]
    )


def _hat() -> str:
    brim = curve([polar((0, 0), 78 + 3 * (k % 2), k * 30) for k in range(12)])
    rings = [stroke(arc((0, 0), r, 0.01, 359.9), shade(OCHRE, 0.22), 1.6, stroke_dasharray="7 4") for r in (70, 61, 52)]
    return moved(
        group(
            [
                path(brim, shade(BEACH, 0.38), transform="translate(10 12)"),
                path(brim, light(OCHRE, 0.22)),
                *rings,
                circle((4, 5), 43, shade(OCHRE, 0.34)),
                circle((0, 0), 43, TEAL),
                circle((-2, -3), 37, light(OCHRE, 0.22)),
                stroke(
                    arc((-2, -3), 28, 0.01, 359.9) + arc((-2, -3), 18, 0.01, 359.9),
                    shade(OCHRE, 0.22),
                    1.6,
                    stroke_dasharray="6 4",
                ),
                path("M12 38C22 44 26 54 24 64L34 56L42 62C42 48 34 38 26 32Z", TEAL),
            ]
        ),
        (552, 62),
        1,
    )
