"""Dorset: a natural arch with the evening sun in it, a cliff with an ammonite, and a slim mast on top."""

from __future__ import annotations

import random

from art.cliff import cliff
from art.grain import glow, grain
from art.heads import Head
from art.palette import (
    BROWN_HAIR,
    CORAL,
    DEEP,
    DUSK,
    GREY_HAIR,
    INK,
    OCHRE,
    RED,
    SAND,
    SEA,
    SKINS,
    TEAL,
    light,
    mix,
    shade,
)
from art.people import Look, person
from art.poses import WALK
from art.shapes import arc, circle, clip, curve, group, path, rect, straight, stroke

HORIZON = 430.0
SUN = (462.0, 392.0)


def picture() -> str:
    """Give the plate as SVG markup, 1200 × 800 units."""
    return group([_sky(), _far_land(), _sea(), _arch(), cliff(), _mast(), _beach(), _gulls()])


def _sky() -> str:
    frame = straight([(0, 0), (1200, 0), (1200, HORIZON), (0, HORIZON)])
    clouds = [(120, 150, 250), (330, 190, 170), (610, 95, 220), (40, 255, 190), (560, 225, 130), (250, 300, 120)]
    return group(
        [
            path(frame, light(SAND, 0.25)),
            grain(frame, mix(SEA, TEAL, 0.18), (300, -40), (420, 330), 0.95),
            glow(frame, CORAL, (SUN[0], SUN[1] + 20), 470, 0.85),
            glow(frame, OCHRE, (SUN[0], SUN[1] + 20), 300, 0.9),
            *[path(_cloud(x, y, width), light(CORAL, 0.55), opacity=0.85) for x, y, width in clouds],
            circle(SUN, 50, "#fff3d2"),
        ]
    )


def _cloud(x: float, y: float, width: float) -> str:
    return (
        f"M{x} {y}C{x + width * 0.2} {y - 13} {x + width * 0.5} {y - 16} {x + width} {y - 3}"
        f"C{x + width * 0.6} {y + 5} {x + width * 0.25} {y + 7} {x} {y}Z"
    )


def _far_land() -> str:
    back = curve(
        [(-20, 470), (-20, 330), (60, 322), (130, 346), (190, 352), (250, 392), (300, 424), (310, 470)], tension=0.5
    )
    front = curve([(-20, 470), (-20, 372), (40, 366), (96, 392), (150, 404), (196, 432), (205, 470)], tension=0.5)
    tone = mix(CORAL, DUSK, 0.42)
    return group([path(back, light(tone, 0.3)), path(front, tone), grain(front, DUSK, (0, 470), (120, 340), 0.7)])


def _sea() -> str:
    dice = random.Random(7)  # noqa: S311 -- texture, and the same on every run
    water = straight([(0, HORIZON), (1200, HORIZON), (1200, 800), (0, 800)])
    base = mix(TEAL, SEA, 0.28)
    glitter, ripples = [], []
    for step in range(170):
        y = HORIZON + 5 + 330 * (step / 170) ** 1.25
        spread = 26 + (y - HORIZON) * 0.42
        x = SUN[0] + dice.gauss(0, spread)
        length = dice.uniform(8, 20) + (y - HORIZON) * 0.16
        glitter.append(f"M{x - length / 2:.1f} {y:.1f}h{length:.1f}")
    for _ in range(120):
        y = HORIZON + 8 + 340 * dice.random() ** 1.3
        length = 14 + (y - HORIZON) * 0.2
        ripples.append(f"M{dice.uniform(-20, 1200):.1f} {y:.1f}h{length:.1f}")
    return group(
        [
            path(water, base),
            grain(water, light(CORAL, 0.35), (400, HORIZON - 30), (430, HORIZON + 210), 0.8),
            grain(water, DEEP, (200, 830), (300, 520), 0.95),
            stroke("".join(ripples), DEEP, 2.2, opacity=0.5),
            stroke("".join(glitter), "#ffe9bb", 3.4),
        ]
    )


def _arch() -> str:
    rock = mix(OCHRE, RED, 0.35)
    outer = [
        (352, 486),
        (362, 440),
        (352, 404),
        (366, 356),
        (384, 318),
        (420, 282),
        (470, 262),
        (520, 268),
        (566, 246),
        (630, 230),
        (700, 206),
        (800, 200),
        (920, 214),
        (960, 520),
        (560, 500),
    ]
    hole = [
        (398, 488),
        (408, 440),
        (400, 400),
        (412, 358),
        (440, 326),
        (476, 318),
        (508, 338),
        (524, 380),
        (520, 430),
        (538, 490),
    ]
    whole = curve([*outer, *hole[::-1]], tension=0.55)
    strata = [
        f"M{300} {500 + k * 34}C{460} {380 + k * 34} {640} {300 + k * 34} {920} {230 + k * 34}" for k in range(-8, 9)
    ]
    body = [
        path(whole, rock),
        *[stroke(line, shade(rock, 0.22 if k % 2 else 0.12), 15 if k % 3 else 7) for k, line in enumerate(strata)],
        grain(whole, shade(rock, 0.7), (920, 420), (520, 300), 0.95),
        grain(whole, shade(rock, 0.75), (540, 520), (540, 380), 0.8),
    ]
    scene = clip(whole, body)
    rim = stroke(curve(hole[1:9], closed=False, tension=0.55), "#ffe2a6", 5)
    shadow = path(
        curve(
            [
                (345, 486),
                (400, 482),
                (412, 486),
                (520, 484),
                (545, 486),
                (720, 496),
                (760, 540),
                (600, 534),
                (520, 516),
                (400, 500),
            ],
            tension=0.6,
        ),
        DEEP,
        opacity=0.75,
    )
    return group([shadow, scene, rim, stroke("M340 488h74M516 486h60M588 500h70", "#e8f0e4", 3, opacity=0.8)])


def _mast() -> str:
    x, foot, top = 1040.0, 178.0, 34.0
    lattice = "".join(
        f"M{x - 7 + 5.5 * k / 11:.1f} {foot - 12 * k:.1f}L{x + 7 - 5.5 * (k + 1) / 11:.1f} {foot - 12 * (k + 1):.1f}"
        f"M{x + 7 - 5.5 * k / 11:.1f} {foot - 12 * k:.1f}L{x - 7 + 5.5 * (k + 1) / 11:.1f} {foot - 12 * (k + 1):.1f}"
        for k in range(11)
    )
    arcs = [
        stroke(arc((x, top + 8), r, start, start + 70), INK, 3.4, opacity=0.9 - r / 130)
        for r in (22, 40, 58)
        for start in (-35, 145)
    ]
    return group(
        [
            stroke(f"M{x} {top + 50}L{x - 96} {foot + 12}M{x} {top + 50}L{x + 92} {foot - 10}", INK, 1.2, opacity=0.7),
            stroke(f"M{x - 7} {foot}L{x - 1.5} {top + 12}M{x + 7} {foot}L{x + 1.5} {top + 12}", INK, 2.4),
            stroke(lattice, INK, 1.4),
            rect(x - 12, top + 26, 5, 24, INK, rx=2),
            rect(x + 7, top + 26, 5, 24, INK, rx=2),
            rect(x - 2, top + 2, 4, 16, INK),
            circle((x, top), 5, RED),
            *arcs,
            rect(x + 14, foot - 20, 30, 20, shade(SAND, 0.5)),
            rect(x + 12, foot - 24, 34, 5, INK),
        ]
    )


def _beach() -> str:
    sand = curve(
        [(-30, 640), (90, 672), (220, 716), (380, 742), (560, 758), (720, 762), (800, 840), (-30, 840)], tension=0.8
    )
    foam = curve([(-30, 632), (90, 664), (224, 708), (384, 735), (560, 751), (720, 756)], closed=False)
    dice = random.Random(4)  # noqa: S311 -- texture, and the same on every run
    pebbles = [
        circle(
            (dice.uniform(0, 680), dice.uniform(765, 800)),
            dice.uniform(2, 6),
            dice.choice([shade(SAND, 0.3), RED, DUSK, light(SAND)]),
        )
        for _ in range(60)
    ]
    walkers = [
        person(WALK, Look(Head(SKINS[4], "curls", BROWN_HAIR), RED, INK, garment="coat"), (214, 752), 1.12, lit=1),
        person(WALK, Look(Head(SKINS[1], "crop", GREY_HAIR), DEEP, DUSK, build=1.1), (286, 764), 1.18, lit=1),
    ]
    casts = [
        path(f"M{x} {y}l-92 26l-8 8l-24 2l20 -14l104 -26Z", shade(OCHRE, 0.6), opacity=0.55)
        for x, y in ((216, 752), (288, 764))
    ]
    return group(
        [
            stroke(foam, "#f7f0dc", 9),
            path(sand, mix(SAND, OCHRE, 0.3)),
            grain(sand, shade(RED, 0.4), (20, 860), (300, 690), 0.6),
            *pebbles,
            *casts,
            *walkers,
        ]
    )


def _gulls() -> str:
    birds = [(250, 120, 1.3), (318, 160, 0.9), (180, 196, 0.8), (640, 150, 1.0), (586, 400, 0.5)]
    return group(
        path(
            (
                f"M{x - 30 * s} {y - 8 * s}C{x - 16 * s} {y - 16 * s} {x - 6 * s} {y - 6 * s} {x} {y}"
                f"C{x + 6 * s} {y - 8 * s} {x + 18 * s} {y - 18 * s} {x + 32 * s} {y - 12 * s}"
                f"C{x + 18 * s} {y - 10 * s} {x + 8 * s} {y - 2 * s} {x + 2 * s} {y + 6 * s}"
                f"C{x - 6 * s} {y - 1 * s} {x - 16 * s} {y - 8 * s} {x - 30 * s} {y - 8 * s}Z"
            ),
            INK,
        )
        for x, y, s in birds
    )
