"""Artificial intelligence with care: a winding path with rails through drifting blocks of writing and speech."""

from __future__ import annotations

import random

from art.grain import glow, grain
from art.heads import Head
from art.palette import (
    BLACK_HAIR,
    CORAL,
    DEEP,
    DUSK,
    INK,
    OCHRE,
    RED,
    RULE,
    SAND,
    SEA,
    SKINS,
    TEAL,
    TINT,
    light,
    mix,
    shade,
)
from art.people import Look, person
from art.poses import Pose
from art.shapes import Point, between, circle, clip, curve, group, moved, path, polar, straight, stroke

GOAL = (890.0, 236.0)
WAY: list[tuple[float, float, float]] = [
    (250, 880, 560),
    (420, 760, 400),
    (640, 668, 300),
    (760, 596, 220),
    (720, 530, 164),
    (590, 486, 126),
    (520, 444, 98),
    (570, 404, 74),
    (700, 376, 56),
    (800, 352, 42),
    (850, 330, 30),
    (876, 312, 22),
]
FRAME = straight([(0, 0), (1200, 0), (1200, 800), (0, 800)])
STRIDE = Pose(
    "back",
    (0, -49),
    (0.4, -81),
    ((-10.4, -64), (-11.4, -52)),
    ((9.8, -64), (8.6, -53)),
    ((-4.4, -27), (-4, -11)),
    ((4, -26), (4.4, -4)),
)


def picture() -> str:
    """Give the plate as SVG markup, 1200 × 800 units."""
    walker = person(STRIDE, Look(Head(SKINS[3], "bob", BLACK_HAIR), RED, INK, garment="coat"), (636, 664), 1.72)
    cast = path("M630 662L540 772L512 782L494 776L526 760L644 664Z", INK, opacity=0.6)
    return group(
        [
            _sky(),
            _blocks(BACK),
            _hills(),
            _path(),
            _blocks(MIDDLE),
            _rails(0, 7),
            cast,
            walker,
            _rails(7, 40),
            _blocks(FRONT),
        ]
    )


def _sky() -> str:
    rings = [circle(GOAL, r, "#ffe7b8", opacity=0.1) for r in (300, 230, 170)]
    rays = [
        path(
            straight([polar(GOAL, 80, a), polar(GOAL, 900, a - 2.4), polar(GOAL, 900, a + 2.4)]),
            "#ffe0a4",
            opacity=0.16,
        )
        for a in range(176, 372, 14)
    ]
    return group(
        [
            path(FRAME, mix(INK, DUSK, 0.42)),
            grain(FRAME, INK, (100, -60), (520, 420), 0.95),
            glow(FRAME, TEAL, GOAL, 640, 0.95),
            glow(FRAME, CORAL, GOAL, 400, 0.95),
            glow(FRAME, OCHRE, GOAL, 250, 0.95),
            *rays,
            *rings,
            circle(GOAL, 92, "#fff1cc"),
            grain(_round(GOAL, 92), OCHRE, (GOAL[0], 350), (GOAL[0], 210), 0.8),
        ]
    )


def _round(centre: Point, radius: float) -> str:
    return curve([polar(centre, radius, a) for a in range(0, 360, 30)])


def _hills() -> str:
    layers = [
        (
            [(-30, 400), (140, 352), (320, 388), (520, 340), (720, 352), (880, 318), (1060, 346), (1230, 310)],
            mix(DUSK, CORAL, 0.34),
        ),
        ([(-30, 450), (200, 430), (420, 448), (640, 400), (860, 398), (1040, 376), (1230, 412)], mix(DUSK, TEAL, 0.4)),
        ([(-30, 560), (180, 500), (400, 520), (640, 500), (900, 470), (1230, 500)], mix(DEEP, DUSK, 0.3)),
        ([(-30, 640), (220, 640), (520, 600), (840, 600), (1230, 570)], mix(DEEP, INK, 0.45)),
    ]
    parts = []
    for points, tone in layers:
        data = curve([*points, (1230, 830), (-30, 830)], tension=0.8)
        parts += [
            path(data, tone),
            grain(data, light(tone, 0.4), (GOAL[0], points[3][1] - 10), (GOAL[0] - 120, points[3][1] + 100), 0.7),
            grain(data, INK, (0, points[0][1] + 260), (220, points[0][1]), 0.8),
        ]
    return group(parts)


def _edges() -> tuple[list[Point], list[Point]]:
    return [(x - w / 2, y - w * 0.02) for x, y, w in WAY], [(x + w / 2, y + w * 0.02) for x, y, w in WAY]


def _path() -> str:
    left, right = _edges()
    data = curve(left, closed=False) + "L" + curve(right[::-1], closed=False)[1:] + "Z"
    thick = (
        curve([(x, y + 18 * w / 300) for (x, y), (_, _, w) in zip(left, WAY, strict=True)], closed=False)
        + "L"
        + curve([(x, y + 22 * w / 300) for (x, y), (_, _, w) in zip(right, WAY, strict=True)][::-1], closed=False)[1:]
        + "Z"
    )
    slabs = [
        straight([between(a, c, share), between(b, d, share)], closed=False)
        for a, b, c, d in zip(left, right, left[1:], right[1:], strict=False)
        for share in (0.0, 0.34, 0.67)
    ]
    stone = mix(SAND, OCHRE, 0.2)
    return group(
        [
            path(thick, shade(RED, 0.6)),
            path(data, stone),
            clip(
                data,
                [
                    stroke("".join(slabs), shade(stone, 0.22), 2),
                    grain(data, shade(RED, 0.5), (120, 900), (640, 560), 0.85),
                    grain(data, "#fff3d0", (820, 330), (620, 520), 0.9),
                ],
            ),
        ]
    )


def _rails(first: int, last: int) -> str:
    parts = []
    for edge in _edges():
        dense: list[tuple[Point, float]] = []
        for index in range(len(WAY) - 1):
            steps = 4 if index < 5 else 3
            dense += [
                (_on(edge, index, k / steps), WAY[index][2] + (WAY[index + 1][2] - WAY[index][2]) * k / steps)
                for k in range(steps)
            ]
        chosen = [(spot, w) for spot, w in dense if (w > 196) == (first == 7)]
        for share, heavy in ((0.24, 0.026), (0.13, 0.018)):
            line = [(x, y - w * share) for (x, y), w in chosen]
            for start, end, w in zip(line, line[1:], [w for _, w in chosen], strict=False):
                parts.append(
                    stroke(straight([start, end], closed=False), TINT if share > 0.2 else SEA, max(1.2, w * heavy))
                )
        for (x, y), w in chosen:
            parts.append(stroke(f"M{x:.1f} {y:.1f}v{-w * 0.26:.1f}", RED, max(1.4, w * 0.034), stroke_linecap="butt"))
            parts.append(circle((x, y - w * 0.265), max(1.0, w * 0.022), OCHRE))
    return group(parts if last else [])


def _on(points: list[Point], index: int, t: float) -> Point:
    before, start, end = points[max(0, index - 1)], points[index], points[index + 1]
    after = points[min(len(points) - 1, index + 2)]

    def axis(k: int) -> float:
        a, b, c, d = before[k], start[k], end[k], after[k]
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)

    return axis(0), axis(1)


Block = tuple[float, float, float, float, float, str, bool]
BACK: list[Block] = [
    (120, 110, 190, 116, -8, mix(DUSK, SEA, 0.5), False),
    (420, 150, 170, 110, 6, SEA, True),
    (300, 290, 120, 76, -4, mix(DUSK, CORAL, 0.6), False),
    (650, 90, 130, 84, 9, mix(DUSK, SEA, 0.4), False),
    (1090, 120, 160, 104, 7, SEA, True),
    (570, 290, 96, 62, -10, mix(CORAL, SAND, 0.4), True),
    (1100, 300, 120, 80, -6, mix(DUSK, CORAL, 0.6), False),
    (720, 250, 60, 40, 6, SAND, False),
    (60, 330, 110, 76, 7, mix(DUSK, SEA, 0.35), True),
]
MIDDLE: list[Block] = [
    (250, 460, 190, 120, 7, CORAL, True),
    (950, 500, 180, 116, -7, TINT, False),
    (400, 610, 0, 0, 0, RED, False),
    (1080, 430, 110, 76, 9, OCHRE, True),
]
FRONT: list[Block] = [
    (112, 640, 250, 160, -9, TINT, False),
    (1040, 690, 280, 176, 6, SEA, True),
    (900, 760, 170, 100, -8, OCHRE, False),
]


def _blocks(blocks: list[Block]) -> str:
    return group(_block(block, seed) for seed, block in enumerate(blocks) if block[2])


def _block(block: Block, seed: int) -> str:
    x, y, width, height, turn, tone, speech = block
    dice = random.Random(seed * 7 + int(width))  # noqa: S311 -- texture, and the same on every run
    left, top, round_ = -width / 2, -height / 2, width * (0.13 if speech else 0.03)
    card = (
        (
            f"M{left + round_} {top}H{-left - round_}Q{-left} {top} {-left} {top + round_}"
            f"V{-top - round_}Q{-left} {-top} {-left - round_} {-top}"
        )
        + (
            f"H{left + width * 0.42}L{left + width * 0.2} {-top + height * 0.26}L{left + width * 0.22} {-top}"
            if speech
            else ""
        )
        + f"H{left + round_}Q{left} {-top} {left} {-top - round_}V{top + round_}Q{left} {top} {left + round_} {top}Z"
    )
    rows, row = 5, height * 0.72 / 5
    lines: list[str] = []
    accent: list[str] = []
    for index in range(rows):
        start = left + width * 0.1
        while start < -left - width * 0.2:
            length = min(dice.uniform(0.1, 0.34) * width, -left - width * 0.1 - start)
            (accent if dice.random() < 0.12 else lines).append(
                f"M{start:.1f} {top + height * 0.2 + row * index:.1f}h{length:.1f}"
            )
            start += length + width * 0.06
            if index == rows - 1 and dice.random() < 0.6:
                break
    ink = mix(tone, INK, 0.62)
    parts = [
        path(card, INK, opacity=0.35, transform=f"translate({width * 0.04} {height * 0.09})"),
        path(card, tone),
        grain(card, shade(tone, 0.5), (left, -top), (-left * 0.4, top * 0.5), 0.75),
        stroke("".join(lines), ink, height * 0.055),
        stroke("".join(accent), RED if tone not in {CORAL, RED} else TINT, height * 0.055),
    ]
    if not speech:
        parts.append(path(f"M{-left} {-top}l{-width * 0.16} 0l{width * 0.16} {-height * 0.22}Z", mix(tone, RULE, 0.8)))
    return moved(group(parts), (x, y), 1, turn=turn)
