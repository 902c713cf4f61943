"""Surrey Police: a road laid out like circuit traces, with potholes, cones and a patrol car seen from above."""

from __future__ import annotations

import math
import random

from art.grain import glow, grain
from art.palette import CORAL, DEEP, DUSK, INK, OCHRE, RED, SAND, SEA, TEAL, TINT, light, mix, shade
from art.shapes import Point, circle, clip, curve, ellipse, group, moved, path, polar, rect, straight, stroke

ROAD: list[Point] = [(-120, 668), (190, 668), (384, 474), (760, 474), (996, 238), (996, -120)]
FORK: list[Point] = [(760, 474), (800, 474), (946, 620), (1320, 620)]
ASPHALT = mix(INK, DUSK, 0.45)
FRAME = straight([(0, 0), (1200, 0), (1200, 800), (0, 800)])


def picture() -> str:
    """Give the plate as SVG markup, 1200 × 800 units."""
    return group(
        [
            path(FRAME, mix(TEAL, DEEP, 0.35)),
            grain(FRAME, INK, (0, 820), (620, 260), 0.9),
            grain(FRAME, mix(TEAL, SEA, 0.5), (1240, -60), (700, 420), 0.6),
            _traces(),
            _road(),
            _chips(),
            _beams(),
            _potholes(),
            _car((520, 506)),
            _cones(),
            _trees(),
        ]
    )


def _traces() -> str:
    routes = [
        [(-20, 90), (180, 90), (262, 172), (470, 172)],
        [(-20, 120), (166, 120), (246, 200), (440, 200), (470, 230)],
        [(-20, 150), (152, 150), (232, 230), (380, 230)],
        [(-20, 470), (110, 470), (180, 400), (180, 330)],
        [(-20, 500), (124, 500), (212, 412), (212, 340)],
        [(560, -20), (560, 60), (640, 140), (640, 250), (700, 310)],
        [(590, -20), (590, 48), (672, 130), (672, 230)],
        [(1220, 330), (1130, 330), (1080, 380), (1080, 430)],
        [(1220, 360), (1146, 360), (1112, 394), (1112, 440)],
        [(340, 820), (340, 740), (420, 660), (560, 660)],
        [(370, 820), (370, 752), (434, 690), (640, 690), (690, 740)],
        [(780, 820), (780, 740), (700, 620), (560, 620)],
        [(1220, 760), (1060, 760), (1030, 730), (900, 730)],
        [(860, 0), (860, 90), (820, 130), (760, 130)],
        [(1120, -20), (1120, 120), (1150, 150), (1220, 150)],
        [(-20, 780), (60, 780), (100, 760), (220, 760)],
    ]
    tones = [SEA, OCHRE, mix(TEAL, SEA, 0.55), SEA, CORAL]
    parts = []
    for index, points in enumerate(routes):
        tone = tones[index % len(tones)]
        parts.append(stroke(straight(points, closed=False), tone, 6, stroke_linejoin="bevel"))
        for end in (points[0], points[-1]):
            parts += [circle(end, 13, tone), circle(end, 5.5, DEEP)]
    return group(parts)


def _road() -> str:
    data = straight(ROAD, closed=False)
    fork = straight(FORK, closed=False)
    square = {"stroke_linejoin": "round", "stroke_linecap": "butt"}
    parts = [
        stroke(moved_data, INK, 196, opacity=0.5, **square)
        for moved_data in (_shift(ROAD, 14, 20), _shift(FORK, 14, 20))
    ]
    for tone, width in ((SAND, 178), (ASPHALT, 166)):
        parts += [stroke(fork, tone, width, **square), stroke(data, tone, width, **square)]
    for line in (data, fork):
        parts.append(stroke(line, OCHRE, 5, stroke_dasharray="30 24", stroke_linecap="butt"))
    pads = [
        circle((x, y), 17, SAND) + circle((x, y), 8, ASPHALT)
        for x, y in ((190, 668), (384, 474), (996, 238), (946, 620))
    ]
    return group([*parts, *pads])


def _shift(points: list[Point], dx: float, dy: float) -> str:
    return straight([(x + dx, y + dy) for x, y in points], closed=False)


def _chips() -> str:
    return group(
        [
            _chip((470, 110), 150, 150, mix(INK, DUSK, 0.3), OCHRE),
            _chip((130, 240), 140, 92, SAND, RED),
            _chip((690, 284), 74, 62, CORAL, SAND),
            _chip((1070, 440), 92, 76, TINT, TEAL),
            _chip((480, 606), 90, 120, OCHRE, INK),
            _chip((846, 716), 110, 82, mix(INK, DUSK, 0.3), SEA),
            _chip((690, 92), 78, 78, SEA, INK),
            _chip((1106, 196), 120, 70, OCHRE, INK),
            _chip((20, 512), 62, 40, TINT, RED),
        ]
    )


def _chip(at: Point, width: float, depth: float, roof: str, mark: str) -> str:
    x, y = at
    high = 26.0
    pins = "".join(f"M{x + k} {y + depth - 2}v22M{x + k} {y - high + 2}v-12" for k in range(12, int(width) - 6, 18))
    sides = "".join(
        f"M{x - 12} {y - high + k}h14M{x + width - 2} {y - high + k}h14" for k in range(12, int(depth) - 4, 18)
    )
    shadow = straight(
        [
            (x, y + depth),
            (x + 44, y + depth + 36),
            (x + width + 44, y + depth + 36),
            (x + width + 44, y + 20),
            (x + width, y - high),
            (x, y),
        ]
    )
    top = f"M{x} {y - high}h{width}v{depth}h{-width}Z"
    windows = "".join(f"M{x + k} {y + depth - high + 9}v9" for k in range(10, int(width) - 4, 14))
    return group(
        [
            path(shadow, INK, opacity=0.5),
            stroke(pins + sides, SAND, 5, stroke_linecap="butt"),
            rect(x, y - high, width, depth + high, shade(roof, 0.42)),
            stroke(windows, light(OCHRE, 0.3), 6, stroke_linecap="butt"),
            path(top, roof),
            grain(top, shade(roof, 0.5), (x + width, y + depth), (x, y - high), 0.7),
            path(
                f"M{x + 9} {y - high + 9}h{width - 18}v{depth - 18}h{18 - width}Z",
                "none",
                stroke=mark,
                stroke_width=2.4,
            ),
            circle((x + 22, y - high + 22), 6, mark),
            rect(x + width * 0.42, y - high + depth * 0.36, width * 0.34, depth * 0.34, mark),
            rect(x + width * 0.42, y - high + depth * 0.36, width * 0.34, 5, light(mark, 0.4)),
        ]
    )


def _potholes() -> str:
    holes = [
        ((806, 436), 52, 31, 1),
        ((868, 392), 30, 20, 2),
        ((240, 594), 38, 24, 3),
        ((1010, 118), 42, 28, 4),
        ((1060, 640), 46, 26, 5),
        ((92, 696), 32, 18, 6),
        ((670, 520), 24, 14, 8),
    ]
    return group(_pothole(at, rx, ry, seed) for at, rx, ry, seed in holes)


def _pothole(at: Point, rx: float, ry: float, seed: int) -> str:
    dice = random.Random(seed)  # noqa: S311 -- texture, and the same on every run
    rim = [
        (at[0] + rx * f * math.cos(a), at[1] + ry * f * math.sin(a))
        for a, f in ((math.tau * k / 13, dice.uniform(0.8, 1.14)) for k in range(13))
    ]
    inner = [(x * 0.88 + at[0] * 0.12, y * 0.88 + at[1] * 0.12 + ry * 0.16) for x, y in rim]
    cracks = ""
    for k in range(0, 13, 2):
        x, y = rim[k]
        out = (x - at[0], y - at[1])
        first = (out[0] * 0.3 + dice.uniform(-6, 6), out[1] * 0.3 + dice.uniform(-5, 5))
        last = (out[0] * 0.22 + dice.uniform(-9, 9), out[1] * 0.3)
        cracks += f"M{x:.1f} {y:.1f}l{first[0]:.1f} {first[1]:.1f}l{last[0]:.1f} {last[1]:.1f}"
    bottom = curve(inner, tension=0.6)
    water = ellipse((at[0] - rx * 0.1, at[1] + ry * 0.34), rx * 0.46, ry * 0.36, mix(TEAL, SEA, 0.4))
    return group(
        [
            stroke(cracks, INK, 2.6),
            path(curve(rim, tension=0.6), light(ASPHALT, 0.45)),
            path(bottom, "#12172b"),
            clip(bottom, [water, stroke(f"M{at[0] - rx * 0.34:.1f} {at[1] + ry * 0.26:.1f}h{rx * 0.3:.1f}", TINT, 2)]),
        ]
    )


def _beams() -> str:
    near = straight([(606, 486), (850, 360), (900, 420), (870, 470), (608, 494)])
    far = straight([(606, 520), (870, 470), (880, 560), (610, 528)])
    return group(
        [
            path(near, OCHRE, opacity=0.15),
            path(far, OCHRE, opacity=0.15),
            glow(near, "#ffe9b4", (606, 490), 260, 0.95),
            glow(far, "#ffe9b4", (606, 524), 240, 0.8),
        ]
    )


def _car(at: Point) -> str:
    body = (
        "M-92 -34C-92 -42 -84 -43 -74 -43L60 -43C80 -43 92 -34 94 -18L94 18C92 34 80 43 60 43"
        "L-74 43C-84 43 -92 42 -92 34Z"
    )
    checks = [
        rect(-66 + 18 * k, side, 18, 8, (mix(TEAL, INK, 0.3), OCHRE)[(k + row) % 2])
        for k in range(7)
        for row, side in enumerate((-43, 35))
    ]
    glass = (
        "M36 -33C46 -18 46 18 36 33L12 28C17 12 17 -12 12 -28ZM-78 -30L-58 -26"
        "C-62 -10 -62 10 -58 26L-78 30C-82 12 -82 -12 -78 -30Z"
    )
    sides = "M-52 -34L26 -36L12 -31L-50 -29ZM-52 34L26 36L12 31L-50 29Z"
    bar = (
        rect(-26, -27, 15, 54, INK, rx=4)
        + rect(-25, -26, 13, 21, "#59b9d6", rx=3)
        + rect(-25, 5, 13, 21, "#59b9d6", rx=3)
    )
    flash = [
        glow(curve([polar((-18, y), 96, a) for a in range(0, 360, 30)]), "#9fe0ee", (-18, y), 96, 0.85)
        for y in (-40, 40)
    ]
    parts = [
        path(body, INK, opacity=0.55, transform="translate(14 18)"),
        *flash,
        rect(22, -53, 10, 14, INK, rx=3),
        rect(22, 39, 10, 14, INK, rx=3),
        path(body, TINT),
        clip(body, [*checks, grain(body, shade(SAND, 0.5), (-80, 70), (10, -10), 0.8)]),
        path(glass, INK),
        path(sides, INK),
        stroke("M62 -30C70 -12 70 12 62 30", shade(TINT, 0.25), 3),
        bar,
        rect(84, -34, 9, 15, "#ffe9b4", rx=4),
        rect(84, 19, 9, 15, "#ffe9b4", rx=4),
        rect(-93, -33, 6, 15, RED, rx=2),
        rect(-93, 18, 6, 15, RED, rx=2),
    ]
    return moved(group(parts), at, 1.02)


def _cones() -> str:
    spots = [
        (742, 424),
        (770, 492),
        (842, 476),
        (900, 436),
        (908, 370),
        (826, 376),
        (960, 158),
        (1044, 166),
        (1064, 92),
        (196, 620),
        (260, 634),
        (1000, 668),
        (1108, 676),
        (1118, 606),
    ]
    return group(_cone(spot) for spot in sorted(spots, key=lambda spot: spot[1]))


def _cone(at: Point) -> str:
    body = "M-11 -2L-2.6 -40C-2.2 -42 2.2 -42 2.6 -40L11 -2C8 3.4 -8 3.4 -11 -2Z"
    stripes = "M-14 -12h28v-9h-28ZM-14 -27h28v-6h-28Z"
    parts = [
        path("M6 6L46 34L58 32L16 -4Z", INK, opacity=0.55),
        path("M-17 -3L-3 -9L17 -3L4 6Z", shade(RED, 0.35)),
        path("M-17 -3L4 6L17 -3V1L4 10L-17 1Z", shade(RED, 0.55)),
        path(body, mix(RED, CORAL, 0.35)),
        clip(body, [path(stripes, TINT), path("M-14 4h10L-1 -44h-14Z", INK, opacity=0.25)]),
    ]
    return moved(group(parts), at, 1.05)


def _trees() -> str:
    parts = []
    for x, y, r in (
        (60, 330, 30),
        (318, 300, 24),
        (330, 62, 34),
        (880, 190, 22),
        (1176, 250, 0),
        (640, 760, 24),
        (430, 400, 0),
        (760, 30, 26),
        (300, 110, 20),
        (1010, 500, 22),
    ):
        if r:
            crown = curve([polar((x, y), r * (1.05 if k % 2 else 0.9), k * 30) for k in range(12)])
            parts += [
                ellipse((x + 22, y + 20), r * 1.1, r * 0.8, INK, opacity=0.45),
                path(crown, mix(TEAL, SEA, 0.3)),
                grain(crown, DEEP, (x + r, y + r), (x - r * 0.6, y - r * 0.6), 0.95),
            ]
    return group(parts)
