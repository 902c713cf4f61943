"""The Dorset cliff in its beds of rock, turf on top, and the ammonite in its face."""

from __future__ import annotations

import math
import random

from art.grain import grain
from art.palette import (
    INK,
    OCHRE,
    RED,
    SAND,
    TEAL,
    light,
    mix,
    shade,
)
from art.shapes import Point, between, circle, clip, curve, group, moved, path, polar, straight, stroke

CLIFF: list[Point] = [
    (650, 820),
    (672, 720),
    (664, 640),
    (692, 560),
    (684, 480),
    (716, 400),
    (722, 330),
    (756, 262),
    (790, 226),
    (860, 206),
    (950, 196),
    (1060, 184),
    (1230, 190),
    (1230, 820),
]


def cliff() -> str:
    """Give the cliff on the right of the plate, its foot below the lower edge, as SVG markup."""
    outline = curve(CLIFF, tension=0.5)
    stone = mix(SAND, OCHRE, 0.38)
    bands = []
    tones = [
        stone,
        mix(OCHRE, RED, 0.25),
        light(stone, 0.3),
        mix(RED, SAND, 0.42),
        mix(OCHRE, SAND, 0.3),
        shade(stone, 0.2),
    ]
    y = 150.0
    index = 0
    dice = random.Random(12)  # noqa: S311 -- texture, and the same on every run
    while y < 1000:
        thick = dice.choice([16, 26, 40, 56])
        points = [(600 + k * 70, y + _fold(600 + k * 70, y)) for k in range(10)]
        low = [(x, point_y + thick + 4) for x, point_y in points]
        bands.append(
            path(curve(points, closed=False) + "L" + curve(low[::-1], closed=False)[1:] + "Z", tones[index % 6])
        )
        bands.append(stroke(curve(low, closed=False), shade(tones[index % 6], 0.35), 2.2, opacity=0.6))
        y += thick
        index += 1
    turf = curve(
        [
            (744, 262),
            (790, 218),
            (860, 196),
            (950, 186),
            (1060, 166),
            (1220, 148),
            (1220, 186),
            (1080, 204),
            (1000, 212),
            (930, 236),
            (850, 232),
            (800, 256),
            (770, 266),
        ],
        tension=0.6,
    )
    return group(
        [
            path(outline, stone),
            clip(
                outline,
                [
                    *bands,
                    grain(outline, shade(RED, 0.55), (1240, 700), (860, 420), 0.95),
                    grain(outline, shade(RED, 0.6), (760, 860), (800, 560), 0.9),
                    grain(outline, "#ffe6b0", (660, 420), (790, 470), 0.9),
                    _cracks(),
                ],
            ),
            _ammonite((950, 486), 178),
            path(turf, TEAL),
            grain(turf, INK, (1200, 230), (900, 170), 0.8),
            grain(turf, OCHRE, (740, 230), (860, 250), 0.7),
        ]
    )


def _fold(x: float, y: float) -> float:
    return 34 * math.sin((x - 560) / 120) - (x - 640) * 0.14 + 10 * math.sin(y / 60 + x / 60)


def _cracks() -> str:
    data = (
        "M708 470l14 40l-8 36l18 52M760 300l10 34l-8 26M1110 300l-12 46l14 40l-8 50"
        "M1150 560l-14 44l10 60M740 640l12 50l-6 60"
    )
    return stroke(data, shade(RED, 0.6), 2.4, opacity=0.7)


def _ammonite(centre: Point, size: float) -> str:
    ribs = 26
    dark = shade(RED, 0.6)
    rim = [polar(centre, _whorl(size, a) * 1.03, 40 - a) for a in range(0, 361, 15)]
    mouth = [rim[0], *[polar(centre, _whorl(size, a) * 1.02, 40 - a) for a in range(15, 361, 15)]]
    outline = curve(rim, closed=False) + "Z"
    parts = [moved(path(outline, dark), (centre[0] * -0.05 + 12, centre[1] * -0.05 + 18), 1.05), path(outline, dark)]
    for index in range(int(3.3 * ribs), -1, -1):
        parts += _rib(centre, size, 40 - index * 360 / ribs, index * 360 / ribs, 360 / ribs)
    tip, root = polar(centre, _whorl(size, 0) * 1.04, 38), polar(centre, _whorl(size, 360), 40)
    lip = curve(
        [
            tip,
            between(tip, root, 0.3),
            between(tip, root, 0.7),
            root,
            (between(tip, root, 0.6)[0] - 12, between(tip, root, 0.6)[1] + 16),
            (between(tip, root, 0.25)[0] - 10, between(tip, root, 0.25)[1] + 16),
        ],
        tension=0.8,
    )
    parts += [path(lip, dark), circle(centre, size * 0.04, dark)]
    disc = curve(mouth, closed=False) + "Z"
    parts.append(
        clip(
            disc,
            [
                grain(
                    disc, shade(RED, 0.65), (centre[0] + size, centre[1] + size), (centre[0] - 10, centre[1] - 10), 0.85
                )
            ],
        )
    )
    return group(parts)


def _whorl(size: float, turned: float) -> float:
    return size * math.exp(-0.155 * math.radians(turned))


def _rib(centre: Point, size: float, start: float, turned: float, step: float) -> list[str]:
    outer, inner = _whorl(size, turned), _whorl(size, turned + 360)
    middle, end, lean = inner + (outer - inner) * 0.5, start - step, 5.0
    facing = math.cos(math.radians(start - 215))
    parts = []
    for low, high, sign in ((middle, outer, 1), (inner, middle, -1)):
        tone = mix(light(SAND, 0.45), shade(mix(OCHRE, RED, 0.5), 0.3), 0.36 - 0.3 * facing * sign)
        tops = [
            polar(centre, high, start - lean),
            polar(centre, high * 1.04, (start + end) / 2 - lean),
            polar(centre, high, end - lean),
        ]
        foot = [polar(centre, low, end), polar(centre, low, start)]
        parts.append(path(curve(tops, closed=False) + "L" + straight(foot)[1:], tone))
    bow = [polar(centre, inner, start), polar(centre, middle, start - 1), polar(centre, outer, start - lean)]
    parts.append(stroke(curve(bow, closed=False), shade(RED, 0.5), max(0.8, outer * 0.012)))
    return parts
