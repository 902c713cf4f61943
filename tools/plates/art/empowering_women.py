"""Empowering women: two hands and a phone with a puzzle of matching tiles: cake, balloons, music, lights."""

from __future__ import annotations

import random

from art.palette import CORAL, DEEP, DUSK, INK, OCHRE, RED, SAND, SEA, SKINS, TEAL, TINT, light, mix, shade
from art.shapes import Point, circle, curve, ellipse, group, moved, path, polar, rect, straight, stroke, tube

BOX = (600.0, 400.0)
SKIN = SKINS[4]


def picture() -> str:
    """Give the drawing as SVG markup, 600 × 400 units."""
    phone = moved(group([_hand_behind(), _phone(), _thumb()]), (300, 200), 1, turn=-8)
    return group([_ground(), _party(), phone, _tapping()])


def _ground() -> str:
    wall = mix(OCHRE, SAND, 0.45)
    rays = [
        path(straight([(300, 210), polar((300, 210), 470, a), polar((300, 210), 470, a + 9)]), light(wall, 0.4))
        for a in range(0, 360, 18)
    ]
    rings = [
        stroke(
            f"M{300 - r} 210a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0", wall, size, stroke_dasharray="0.01 8.2"
        )
        for r, size in ((196, 3.0), (206, 3.8), (216, 4.6), (226, 5.4))
    ]
    return group([rect(0, 0, 600, 400, wall), *rays, circle((300, 210), 186, light(SAND, 0.3)), *rings])


def _party() -> str:
    dice = random.Random(16)  # noqa: S311 -- texture, and the same on every run
    flags: list[str] = []
    tops: list[Point] = []
    for k in range(17):
        t = k / 16
        x = -10 + 620 * t
        y = 30 + 58 * (1 - abs(2 * ((t * 2) % 1) - 1)) ** 0.9 * 0.82
        tone = (RED, TEAL, TINT, DUSK)[k % 4]
        tops.append((x, y))
        flags.append(
            path(f"M{x - 14:.1f} {y:.1f}h28l-14 32Z", tone)
            + path(f"M{x + 3:.1f} {y:.1f}h11l-14 32Z", shade(tone, 0.22))
        )
    bits = []
    for _ in range(46):
        x, y = dice.choice([dice.uniform(8, 150), dice.uniform(450, 592)]), dice.uniform(112, 320)
        tone = dice.choice([RED, TEAL, TINT, DUSK, CORAL])
        shape = dice.choice(
            [rect(-4, -2, 9, 4, tone), circle((0, 0), 3.2, tone), stroke("M-6 0q3 -5 6 0t6 0", tone, 2.2)]
        )
        bits.append(moved(shape, (x, y), 1, turn=dice.uniform(0, 180)))
    return group([*bits, *flags, stroke(curve(tops, closed=False), INK, 1.8)])


def _phone() -> str:
    shell = "M-82 -150Q-82 -170 -62 -170H62Q82 -170 82 -150V150Q82 170 62 170H-62Q-82 170 -82 150Z"
    screen = "M-73 -146Q-73 -160 -60 -160H60Q73 -160 73 -146V146Q73 160 60 160H-60Q-73 160 -73 146Z"
    tiles = [
        "cake",
        "note",
        "balloon",
        "guest",
        "lamp",
        "cake",
        "note",
        "guest",
        "balloon",
        "lamp",
        "cake",
        "note",
        "guest",
        "balloon",
        "lamp",
        "cake",
    ]
    tones = {
        "cake": SAND,
        "note": SEA,
        "balloon": light(CORAL, 0.45),
        "guest": mix(OCHRE, TINT, 0.3),
        "lamp": mix(DUSK, TINT, 0.55),
    }
    parts = [
        path(shell, shade(DUSK, 0.75), transform="translate(9 7)"),
        path(shell, INK),
        path(screen, TEAL),
        rect(-18, -155, 36, 8, INK, rx=4),
    ]
    parts += [
        rect(-62, -136, 72, 9, DEEP, rx=4.5),
        rect(-62, -136, 46, 9, OCHRE, rx=4.5),
        *[circle((32 + 15 * k, -131.5), 5, OCHRE if k < 2 else DEEP) for k in range(3)],
    ]
    chosen = {5, 10}
    for index, kind in enumerate(tiles):
        x, y = -48 + 32 * (index % 4), -88 + 44 * (index // 4) * 1.0
        lift = 2 if index in chosen else 0
        tone = tones[kind]
        edge = RED if index in chosen else shade(tone, 0.4)
        parts += [
            rect(x - 14, y - 18 + 3, 28, 36, edge if index in chosen else DEEP, rx=4),
            rect(x - 14 - lift * 0.4, y - 18 - lift, 28, 36, TINT if index in chosen else tone, rx=4),
            moved(_icon(kind), (x, y - lift), 0.9),
        ]
        if index in chosen:
            parts.append(rect(x - 14.8, y - 20, 28, 36, "none", stroke=RED, stroke_width=2.4, rx=4))
    parts.append(stroke("M-16 -26C-8 -18 -2 -4 8 -14", RED, 2.6, stroke_dasharray="0.01 5.4"))
    parts += [
        rect(-62, 88 + 12, 124, 36, DEEP, rx=8),
        *[moved(_icon(kind), (-42 + 28 * k, 118), 0.78) for k, kind in enumerate(("cake", "balloon", "note", "lamp"))],
        path("M-56 144h112v4h-112Z", mix(TEAL, SEA, 0.3)),
        path("M-62 -150L-40 -160H-60Q-73 -160 -73 -146V-100Z", mix(TEAL, SEA, 0.22)),
    ]
    return group(parts)


def _icon(kind: str) -> str:
    match kind:
        case "cake":
            return (
                path("M-10 2Q-10 -3 -6 -3H6Q10 -3 10 2V12H-10Z", RED)
                + path("M-10 2Q-10 -3 -6 -3H6Q10 -3 10 2Q8 6 6 2.4Q3 7 0 2.4Q-3 7 -6 2.4Q-8 6 -10 2Z", TINT)
                + rect(-12, 11, 24, 2.4, INK, rx=1.2)
                + stroke("M-4 -4v-5M4 -4v-5", INK, 1.6)
                + circle((-4, -11), 1.7, OCHRE)
                + circle((4, -11), 1.7, OCHRE)
            )
        case "note":
            return path("M-5 -12L9 -15V5A4.4 3.6 0 1 1 6.2 1.8V-8.6L-2.2 -6.8V9A4.4 3.6 0 1 1 -5 5.6Z", INK)
        case "balloon":
            return (
                stroke("M-4 2C-4 8 0 8 0 14M5 -1C5 8 1 8 0 14", INK, 1.2)
                + ellipse((5, -7), 5.4, 6.6, OCHRE)
                + ellipse((-4, -4.6), 6, 7.4, RED)
                + ellipse((-6, -7), 1.3, 2, CORAL)
            )
        case "guest":
            return (
                path("M-10 13C-10 3 -5 2 0 2C5 2 10 3 10 13Z", TEAL)
                + rect(-2, -2, 4, 6, shade(SKINS[3], 0.2))
                + ellipse((0, -5), 4.6, 5.6, SKINS[3])
                + path("M-5 -4C-6 -14 6 -14 5 -4C4 -8 -3 -7 -5 -4Z", INK)
                + path("M-4 -11L1 -19L5 -10Z", RED)
            )
        case _:
            return stroke("M-12 -10C-6 -4 6 -4 12 -10", INK, 1.5) + "".join(
                path(f"M{x - 2} {y}h4v3h-4Z", INK) + ellipse((x, y + 7), 3.6, 5, tone)
                for x, y, tone in ((-8, -7, OCHRE), (0, -5, RED), (8, -7, TEAL))
            )


def _finger(points: list[Point], radii: list[float], skin: str) -> str:
    low = [(x + r * 0.16, y + r * 0.44) for (x, y), r in zip(points, radii, strict=True)]
    return path(tube(points, radii), skin) + path(tube(low, [r * 0.5 for r in radii]), shade(skin, 0.14))


def _nail(at: Point, turn: float, skin: str) -> str:
    return moved(path("M-4.6 0C-4.6 -7 4.6 -7 4.6 0V4C4.6 7 -4.6 7 -4.6 4Z", mix(RED, skin, 0.12)), at, 1, turn=turn)


def _hand_behind() -> str:
    sleeve = path("M-250 268L-120 190L-60 262L-150 340Z", TEAL) + path(
        "M-216 330L-60 262L-90 300L-170 372Z", shade(TEAL, 0.35)
    )
    cuff = path("M-128 182L-104 176L-40 250L-58 270Z", OCHRE)
    palm = path(
        curve([(-118, 190), (-104, 120), (-96, 60), (-40, 40), (60, 70), (70, 140), (10, 210), (-50, 256)]), SKIN
    )
    tips = [_finger([(56, y), (92, y - 3), (97, y - 1)], [13, 11, 9.6], SKIN) for y in (4, 34, 63, 91)]
    return group([sleeve, palm, *tips, cuff])


def _thumb() -> str:
    return group(
        [
            _finger([(-104, 150), (-100, 96), (-80, 52), (-70, 34)], [22, 17, 12.4, 10], SKIN),
            _nail((-70.4, 32), 28, SKIN),
        ]
    )


def _tapping() -> str:
    """The second hand: the forearm from the lower right, one finger on a tile, the others folded."""
    arm = [(640.0, 420.0), (520.0, 330.0), (470.0, 296.0)]
    return group(
        [
            path(
                "M350 205m-15 0a15 15 0 1 0 30 0a15 15 0 1 0 -30 0",
                "none",
                stroke=TINT,
                stroke_width=2.6,
                transform="translate(-29 -3)",
            ),
            path(tube(arm, [44, 34, 26]), SKIN),
            path("M512 294L556 262L640 322V460H600L492 352Z", RED),
            path("M482 352L500 330L640 420V470H600Z", shade(RED, 0.3)),
            path("M498 296L524 270L540 286L504 372L478 350Z", light(CORAL, 0.45)),
            path("M478 350L492 334L512 352L504 372Z", shade(CORAL, 0.1)),
            _finger([(462, 326), (432, 336), (440, 354)], [14, 12, 10], shade(SKIN, 0.16)),
            _finger([(458, 310), (418, 320), (424, 340)], [15, 13, 11], shade(SKIN, 0.08)),
            _finger([(456, 292), (406, 300), (409, 322)], [16, 13.4, 11], SKIN),
            path(curve([(490, 250), (520, 286), (502, 332), (466, 338), (444, 312), (440, 270), (462, 246)]), SKIN),
            path(curve([(520, 286), (502, 332), (466, 338), (452, 326), (490, 318), (506, 296)]), shade(SKIN, 0.14)),
            _finger([(462, 272), (402, 246), (346, 216)], [19, 13, 8.8], SKIN),
            _nail((345, 213), -62, SKIN),
        ]
    )
