"""East Riding: a suspension bridge over an estuary ties the data cylinders and folders of both banks together."""

from __future__ import annotations

import random

from art.bridge import HORIZON, bridge, drum, folder, on
from art.grain import glow, grain
from art.heads import Head
from art.palette import (
    AUBURN_HAIR,
    BLACK_HAIR,
    CORAL,
    DEEP,
    DUSK,
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
from art.poses import STAND_BACK
from art.shapes import circle, curve, group, moved, path, straight, stroke

SUN = (650.0, 404.0)


def picture() -> str:
    """Give the plate as SVG markup, 1200 × 800 units."""
    return group([_sky(), _water(), _right_bank(), bridge(), _left_bank(), _reeds(), _birds(), _watchers()])


def _sky() -> str:
    frame = straight([(0, 0), (1200, 0), (1200, HORIZON), (0, HORIZON)])
    bars = [
        (60, 92, 320),
        (760, 70, 300),
        (420, 150, 210),
        (930, 170, 280),
        (-40, 210, 260),
        (520, 232, 170),
        (820, 290, 240),
        (120, 318, 200),
    ]
    return group(
        [
            path(frame, mix(SAND, CORAL, 0.14)),
            grain(frame, mix(mix(DUSK, TEAL, 0.4), SAND, 0.35), (500, -60), (560, 320), 0.95),
            glow(frame, CORAL, SUN, 520, 0.8),
            glow(frame, OCHRE, SUN, 280, 0.95),
            *[
                path(
                    (
                        f"M{x} {y}C{x + w * 0.3} {y - 14} {x + w * 0.6} {y - 10} {x + w} {y}"
                        f"C{x + w * 0.7} {y + 6} {x + w * 0.3} {y + 7} {x} {y}Z"
                    ),
                    light(CORAL, 0.5),
                    opacity=0.7,
                )
                for x, y, w in bars
            ],
            circle(SUN, 62, "#fff2d0"),
        ]
    )


def _water() -> str:
    dice = random.Random(21)  # noqa: S311 -- texture, and the same on every run
    frame = straight([(0, HORIZON), (1200, HORIZON), (1200, 800), (0, 800)])
    base = mix(TEAL, SEA, 0.42)
    far = curve(
        [(-20, 456), (-20, 442), (200, 436), (420, 444), (700, 446), (960, 438), (1220, 430), (1220, 456)], tension=0.6
    )
    flats = [
        ([(-20, 560), (160, 548), (420, 566), (620, 560), (520, 580), (240, 588), (-20, 592)], mix(SAND, DUSK, 0.4)),
        ([(1220, 560), (980, 566), (760, 590), (620, 604), (820, 612), (1040, 600), (1220, 610)], mix(SAND, RED, 0.28)),
        ([(1220, 660), (1000, 656), (760, 690), (500, 700), (700, 724), (960, 718), (1220, 740)], mix(SAND, DUSK, 0.3)),
    ]
    glints, ripples = [], []
    for _ in range(150):
        y = HORIZON + 6 + 320 * dice.random() ** 1.2
        length = 10 + (y - HORIZON) * 0.16
        glints.append(f"M{SUN[0] + dice.gauss(0, 30 + (y - HORIZON) * 0.34) - length / 2:.1f} {y:.1f}h{length:.1f}")
        ripples.append(f"M{dice.uniform(-20, 1200):.1f} {HORIZON + 10 + 330 * dice.random():.1f}h{length * 1.3:.1f}")
    return group(
        [
            path(frame, base),
            grain(frame, light(CORAL, 0.4), (600, HORIZON - 30), (600, HORIZON + 150), 0.85),
            grain(frame, DEEP, (300, 840), (400, 560), 0.95),
            path(far, mix(DUSK, CORAL, 0.3)),
            stroke("".join(ripples), DEEP, 2, opacity=0.45),
            *[
                path(curve(points), tone) + grain(curve(points), shade(tone, 0.5), (600, 720), (600, 560), 0.6)
                for points, tone in flats
            ],
            stroke("".join(glints), "#ffe7b4", 3),
        ]
    )


def _left_bank() -> str:
    bank = curve(
        [(-30, 640), (60, 636), (150, 660), (220, 690), (330, 740), (480, 776), (560, 830), (-30, 830)], tension=0.7
    )
    anchor = on(1.2, 98, 0)
    tie = stroke(f"M{anchor[0]:.1f} {anchor[1]:.1f}L-10 {anchor[1] + 60:.1f}", INK, 6)
    return group(
        [
            path(bank, mix(DEEP, TEAL, 0.35)),
            grain(bank, INK, (0, 840), (240, 640), 0.9),
            grain(bank, OCHRE, (330, 640), (160, 730), 0.6),
            tie,
            moved(folder(CORAL), (196, 694), 0.85),
            moved(drum(TEAL, 4, 62), (64, 690), 1.0),
            moved(folder(OCHRE), (20, 770), 1.1),
            moved(drum(DUSK, 2, 60), (178, 752), 0.92),
            moved(drum(OCHRE, 1, 60), (300, 770), 0.62),
        ]
    )


def _right_bank() -> str:
    bank = curve([(1230, 500), (1140, 496), (1060, 506), (986, 526), (940, 548), (1040, 560), (1230, 572)], tension=0.7)
    spots = [
        (drum(DUSK, 3), 1046, 514, 0.42),
        (folder(RED), 1096, 520, 0.5),
        (drum(OCHRE, 4), 1150, 520, 0.46),
        (folder(SEA), 1060, 540, 0.46),
        (drum(TEAL, 2), 1116, 548, 0.46),
        (folder(OCHRE), 1176, 552, 0.56),
    ]
    return group(
        [
            path(bank, mix(DEEP, TEAL, 0.5)),
            grain(bank, INK, (1200, 600), (1100, 500), 0.8),
            *[moved(item, (x, y), scale) for item, x, y, scale in spots],
        ]
    )


def _reeds() -> str:
    dice = random.Random(5)  # noqa: S311 -- texture, and the same on every run
    blades = []
    for _ in range(110):
        x = dice.choice([dice.uniform(-10, 200), dice.uniform(330, 700), dice.uniform(860, 1210)])
        high = dice.uniform(34, 92) * (1.1 if x > 860 else 0.8)
        lean = dice.uniform(-16, 26)
        blades.append(
            path(
                (
                    f"M{x - 3:.1f} 806Q{x:.1f} {806 - high * 0.6:.1f} {x + lean:.1f} {806 - high:.1f}"
                    f"Q{x + 3:.1f} {806 - high * 0.5:.1f} {x + 4:.1f} 806Z"
                ),
                dice.choice([INK, DEEP, shade(OCHRE, 0.5), TEAL]),
            )
        )
    bank = curve([(700, 830), (800, 790), (900, 764), (1010, 748), (1120, 742), (1230, 746), (1230, 830)], tension=0.7)
    return group([path(bank, mix(DEEP, INK, 0.3)), grain(bank, OCHRE, (900, 720), (980, 800), 0.5), *blades])


def _birds() -> str:
    parts = []
    for x, y, s in (
        (470, 190, 0.9),
        (506, 170, 0.7),
        (540, 196, 0.8),
        (574, 176, 0.6),
        (612, 200, 0.7),
        (440, 214, 0.6),
        (646, 186, 0.55),
    ):
        parts.append(
            path(
                (
                    f"M{x - 22 * s} {y - 6 * s}Q{x - 8 * s} {y - 12 * s} {x} {y}"
                    f"Q{x + 10 * s} {y - 13 * s} {x + 24 * s} {y - 9 * s}"
                    f"Q{x + 10 * s} {y - 6 * s} {x + 1 * s} {y + 5 * s}"
                    f"Q{x - 9 * s} {y - 4 * s} {x - 22 * s} {y - 6 * s}Z"
                ),
                INK,
            )
        )
    wader = "M0 0v-22M5 0v-22"
    for x, y, s in ((800, 610, 0.9), (842, 606, 0.75), (880, 712, 1.1)):
        parts.append(
            moved(
                stroke(wader, INK, 1.8) + path("M-10 -24C-6 -34 8 -34 14 -28L26 -26L13 -23C8 -19 -4 -19 -10 -24Z", INK),
                (x, y),
                s,
            )
        )
    return group(parts)


def _watchers() -> str:
    return group(
        [
            person(
                STAND_BACK,
                Look(Head(SKINS[0], "long", AUBURN_HAIR), OCHRE, INK, garment="coat"),
                (1024, 790),
                1.75,
                lit=-1,
            ),
            person(
                STAND_BACK, Look(Head(SKINS[5], "crop", BLACK_HAIR), RED, DUSK, build=1.08), (1086, 796), 1.9, lit=-1
            ),
        ]
    )
