"""The welcome: a lectern with a microphone alone in a pool of warm light, before a curtain of sea blue."""

from __future__ import annotations

import math

from art.palette import CORAL, DEEP, INK, OCHRE, RED, SAND, SEA, TEAL, TINT, light, mix, shade
from art.shapes import arc, ellipse, group, path, rect, straight, stroke

BOX = (600.0, 400.0)
FLOOR = 292.0
MIDDLE = 316.0


def picture() -> str:
    """Give the drawing as SVG markup, 600 × 400 units."""
    return group([_curtain(), _stage(), _beam(), _lectern(), _frame()])


def _curtain() -> str:
    base = mix(TEAL, SEA, 0.12)
    parts = [rect(0, 0, 600, FLOOR, base)]
    x = -20.0
    index = 0
    while x < 620:
        wide = 26 + 9 * math.sin(index * 2.1)
        near = max(0.0, 1 - abs(x + wide / 2 - MIDDLE) / 190)
        tone = mix(mix(DEEP, TEAL, 0.55), SEA, 0.5 * near)
        sway = 5 * math.sin(index * 1.3)
        fold = (
            f"M{x:.1f} 0C{x + sway:.1f} 100 {x - sway:.1f} 200 {x + 2:.1f} {FLOOR}H{x + wide:.1f}"
            f"C{x + wide - sway:.1f} 200 {x + wide + sway:.1f} 100 {x + wide:.1f} 0Z"
        )
        crease = (
            f"M{x + wide * 0.66:.1f} 0"
            f"C{x + wide * 0.66 + sway:.1f} 100 {x + wide * 0.6 - sway:.1f} 200 {x + wide * 0.7:.1f} {FLOOR}"
            f"H{x + wide:.1f}C{x + wide - sway:.1f} 200 {x + wide + sway:.1f} 100 {x + wide:.1f} 0Z"
        )
        parts += [path(fold, tone), path(crease, mix(tone, INK, 0.34))]
        parts.append(
            stroke(
                (
                    f"M{x + wide * 0.4:.1f} 6"
                    f"C{x + wide * 0.4 + sway:.1f} 100 {x + wide * 0.36 - sway:.1f} 200"
                    f" {x + wide * 0.44:.1f} {FLOOR - 4}"
                ),
                light(tone, 0.14),
                1.6,
                stroke_dasharray="0.01 4.4",
            )
        )
        x += wide
        index += 1
    hem = rect(0, FLOOR - 9, 600, 9, mix(DEEP, INK, 0.45))
    return group([*parts, hem])


def _stage() -> str:
    boards = "".join(
        f"M{MIDDLE + (x - MIDDLE) * 0.72:.0f} {FLOOR}L{MIDDLE + (x - MIDDLE) * 1.5:.0f} 372"
        for x in range(-240, 880, 62)
    )
    parts = [rect(0, FLOOR, 600, 80, shade(OCHRE, 0.48)), stroke(boards, shade(OCHRE, 0.68), 1.4)]
    for rx, ry, tone in ((236, 36, shade(OCHRE, 0.3)), (196, 29, shade(OCHRE, 0.12)), (158, 23, mix(OCHRE, SAND, 0.5))):
        parts.append(ellipse((MIDDLE, 334), rx, ry, tone))
        for k, size in enumerate((2.6, 1.7)):
            parts.append(
                stroke(arc((MIDDLE, 334), rx + 5 + 5 * k, 0.01, 359.9, ry / rx), tone, size, stroke_dasharray="0.01 6")
            )
    front = [
        rect(0, 372, 600, 28, mix(RED, INK, 0.4)),
        rect(0, 372, 600, 4, OCHRE),
        stroke("".join(f"M{x} 380V400" for x in range(14, 600, 22)), mix(RED, INK, 0.62), 2),
    ]
    return group([*parts, *front])


def _beam() -> str:
    left = straight([(MIDDLE - 34, 0), (MIDDLE + 34, 0), (MIDDLE + 128, FLOOR - 9), (MIDDLE - 128, FLOOR - 9)])
    inner = straight([(MIDDLE - 18, 0), (MIDDLE + 18, 0), (MIDDLE + 84, FLOOR - 9), (MIDDLE - 84, FLOOR - 9)])
    folds = "".join(f"M{MIDDLE + k * 0.32:.1f} 8L{MIDDLE + k:.1f} {FLOOR - 12}" for k in range(-112, 120, 28))
    return group(
        [
            path(left, mix(mix(SEA, TEAL, 0.3), SAND, 0.2)),
            path(inner, mix(SEA, light(SAND, 0.2), 0.72)),
            stroke(folds, mix(SEA, SAND, 0.3), 1.5),
        ]
    )


def _lectern() -> str:
    x = MIDDLE
    wood, dark = mix(RED, OCHRE, 0.22), mix(RED, INK, 0.42)
    return group(
        [
            path(f"M{x - 42} 344H{x + 48}L{x + 132} 354C{x + 130} 362 {x + 40} 362 {x - 30} 354Z", shade(OCHRE, 0.5)),
            path(f"M{x - 40} 336h80l8 14h-96Z", dark),
            path(f"M{x - 27} 214h54l8 122h-70Z", wood),
            path(f"M{x + 9} 214h18l8 122h-18Z", dark),
            stroke(
                f"M{x - 20} 230L{x - 25} 326M{x - 8} 230L{x - 11} 326", light(wood, 0.3), 2, stroke_dasharray="0.01 5"
            ),
            path(f"M{x - 58} 214L{x - 46} 176H{x + 46}L{x + 58} 214Z", light(wood, 0.18)),
            path(f"M{x - 61} 214h122v13h-122Z", dark),
            path(f"M{x - 61} 214h82v13h-82Z", wood),
            path(f"M{x - 40} 208L{x - 32} 182H{x - 1}L{x - 2} 208Z", TINT),
            path(f"M{x + 3} 208L{x + 3} 182H{x + 32}L{x + 40} 208Z", light(SAND, 0.5)),
            stroke(
                f"M{x - 28} 188h20M{x - 30} 194h24M{x - 31} 200h16M{x + 9} 188h20M{x + 9} 194h24M{x + 10} 200h14",
                mix(INK, SAND, 0.45),
                2,
            ),
            ellipse((x, 270), 15, 15, OCHRE),
            ellipse((x, 270), 10.5, 10.5, wood),
            path(
                f"M{x - 7} 273C{x - 4} 266 {x - 2} 278 {x + 1} 271C{x + 3} 266 {x + 5} 274 {x + 7} 268",
                "none",
                stroke=OCHRE,
                stroke_width=2.2,
            ),
            stroke(f"M{x + 36} 180C{x + 44} 150 {x + 34} 138 {x + 12} 134", INK, 3.4),
            path(f"M{x + 15} 127L{x - 4} 122C{x - 13} 121 {x - 15} 137 {x - 6} 139L{x + 13} 140Z", INK),
            stroke(f"M{x - 9} 126l7 11M{x - 3} 124l7 13", mix(INK, SEA, 0.5), 1.3),
            ellipse((x + 36, 180), 6, 2.6, INK),
            rect(x + 42, 196, 7, 11, SEA, transform=f"rotate(8 {x + 45} 201)"),
        ]
    )


def _frame() -> str:
    swag = (
        "M0 0H600V30"
        + "".join(f"C{600 - 75 * k - 14} {72} {600 - 75 * k - 61} {72} {525 - 75 * k} 30" for k in range(8))
        + "Z"
    )
    trim = "".join(
        f"M{600 - 75 * k} 30C{600 - 75 * k - 14} {72} {600 - 75 * k - 61} {72} {525 - 75 * k} 30" for k in range(8)
    )
    tucks = "".join(
        (
            f"M{75 * k} 28C{75 * k + 3} 18 {75 * k + 2} 10 {75 * k} 0M{75 * k + 24} 0"
            f"C{75 * k + 22} 20 {75 * k + 26} 40 {75 * k + 37} 50M{75 * k + 50} 0"
            f"C{75 * k + 52} 16 {75 * k + 50} 34 {75 * k + 44} 46"
        )
        for k in range(8)
    )
    legs = [
        path("M0 0H46C52 110 30 190 42 292H0Z", mix(RED, INK, 0.36)),
        path("M600 0H554C548 110 570 190 558 292H600Z", mix(RED, INK, 0.36)),
        stroke(
            (
                "M16 0C22 110 8 200 14 290M32 0C38 110 20 200 29 290M584 0C578 110 592 200 586 290M568 0"
                "C562 110 580 200 571 290"
            ),
            mix(RED, INK, 0.56),
            3,
        ),
    ]
    return group(
        [
            *legs,
            path(swag, RED),
            stroke(tucks, mix(RED, INK, 0.4), 2.4),
            stroke(trim, OCHRE, 4),
            stroke(trim, light(CORAL, 0.5), 1.2, stroke_dasharray="0.01 5"),
        ]
    )
