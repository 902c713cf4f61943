"""Connected places: a town street at dusk, its lamps and sensors talking, and a padlock among the stars."""

from __future__ import annotations

import random
from itertools import pairwise

from art.furniture import wheelchair_user
from art.grain import glow, grain
from art.heads import Head
from art.palette import (
    AUBURN_HAIR,
    BLACK_HAIR,
    CORAL,
    DEEP,
    DUSK,
    FAIR_HAIR,
    GREY_HAIR,
    INK,
    OCHRE,
    RED,
    RULE,
    SEA,
    SKINS,
    TEAL,
    TINT,
    mix,
    shade,
)
from art.people import Look, person
from art.poses import LISTEN, WALK, Pose
from art.shapes import Point, arc, between, circle, curve, ellipse, group, moved, path, polar, rect, straight, stroke
from art.street import KERB, LAMP, car, lamp, left_row, right_row

FRAME = straight([(0, 0), (1200, 0), (1200, 800), (0, 800)])


HOLD = Pose(
    "side",
    (0, -49),
    (0.6, -81),
    ((8, -65), (12, -51)),
    ((-5, -65), (-9, -51)),
    ((-3, -27), (-10, -7)),
    ((6, -27), (7, -4)),
    (0.6, 0),
)


LAMPS = (118.0, 418.0, 742.0, 1076.0)


def picture() -> str:
    """Give the plate as SVG markup, 1200 × 800 units."""
    return group(
        [
            _sky(),
            _padlock(),
            _distance(),
            left_row(),
            right_row(),
            _ground(),
            _signals(),
            *[lamp(x) for x in LAMPS],
            car(),
            _people(),
        ]
    )


def _sky() -> str:
    dice = random.Random(8)  # noqa: S311 -- texture, and the same on every run
    stars = [
        circle(
            (dice.uniform(0, 1200), dice.uniform(0, 300)),
            dice.choice([1.2, 1.6, 2.2]),
            TINT,
            opacity=dice.uniform(0.4, 0.9),
        )
        for _ in range(110)
    ]
    return group(
        [
            path(FRAME, mix(INK, DUSK, 0.55)),
            grain(FRAME, INK, (500, -40), (600, 330), 0.95),
            grain(FRAME, CORAL, (600, 640), (600, 250), 0.95),
            glow(FRAME, OCHRE, (590, 600), 360, 0.9),
            *stars,
        ]
    )


def _padlock() -> str:
    body: list[Point] = [(500, 168), (590, 160), (684, 170), (692, 232), (682, 298), (592, 308), (506, 296), (496, 230)]
    shackle: list[Point] = [(530, 164), (528, 110), (548, 66), (592, 46), (638, 64), (660, 108), (658, 166)]
    keyhole: list[Point] = [(592, 214), (592, 260)]
    extras: list[tuple[Point, Point]] = [
        ((500, 168), (420, 120)),
        ((420, 120), (340, 150)),
        ((684, 170), (770, 112)),
        ((770, 112), (866, 140)),
        ((866, 140), (930, 84)),
        ((340, 150), (270, 96)),
        ((682, 298), (768, 270)),
    ]
    lines = straight(body) + straight(shackle, closed=False) + straight(keyhole, closed=False)
    faint = "".join(straight(pair, closed=False) for pair in extras)
    stars = [(spot, 6.4 if k % 2 == 0 else 4.6) for k, spot in enumerate([*body, *shackle])] + [
        ((592, 214), 9.0),
        ((592, 260), 5.0),
    ]
    stars += [
        (spot, 3.6) for spot in ((420, 120), (340, 150), (270, 96), (770, 112), (866, 140), (930, 84), (768, 270))
    ]
    shape = straight(body)
    return group(
        [
            path(shape, SEA, opacity=0.12),
            stroke(faint, SEA, 1.4, opacity=0.55),
            stroke(lines, SEA, 2.4, opacity=0.9),
            *[_star(spot, size) for spot, size in stars],
        ]
    )


def _star(at: Point, size: float) -> str:
    ring = curve([polar(at, size * 3.4, a) for a in range(0, 360, 45)])
    points = [polar(at, size * (2.0 if k % 2 == 0 else 0.62), k * 45) for k in range(8)]
    return group([glow(ring, "#fff2cf", at, size * 3.2, 0.8), path(straight(points), "#fff6de")])


def _distance() -> str:
    hill = curve([(300, 560), (360, 470), (470, 440), (600, 462), (740, 430), (860, 470), (920, 560)], tension=0.8)
    roofs = straight(
        [
            (380, 660),
            (380, 500),
            (410, 476),
            (440, 500),
            (440, 486),
            (480, 486),
            (480, 520),
            (510, 520),
            (510, 494),
            (536, 470),
            (562, 494),
            (562, 660),
        ]
    )
    church = straight(
        [
            (596, 660),
            (596, 470),
            (604, 470),
            (616, 380),
            (628, 470),
            (636, 470),
            (636, 510),
            (690, 510),
            (704, 530),
            (704, 660),
        ]
    )
    tones = mix(DUSK, CORAL, 0.36), mix(INK, DUSK, 0.7), mix(INK, DUSK, 0.5)
    windows = "".join(
        f"M{x} {y}v8"
        for x, y in (
            (398, 520),
            (420, 520),
            (460, 510),
            (460, 540),
            (526, 520),
            (546, 520),
            (526, 548),
            (660, 540),
            (680, 540),
            (616, 500),
        )
    )
    return group(
        [
            path(hill, tones[0]),
            path(roofs, tones[1]),
            path(church, tones[2]),
            rect(700, 540, 90, 120, tones[1]),
            stroke(windows, LAMP, 6, stroke_linecap="butt"),
            stroke("M616 380v-18M610 370h12", tones[2], 2.4),
        ]
    )


def _ground() -> str:
    pavement = straight([(0, KERB), (1200, KERB), (1200, 704), (0, 704)])
    road = straight([(0, 704), (1200, 704), (1200, 800), (0, 800)])
    slabs = "".join(f"M{x} {KERB}l{(x - 600) * 0.09:.1f} 54" for x in range(0, 1220, 64))
    dice = random.Random(2)  # noqa: S311 -- texture, and the same on every run
    shimmer = "".join(
        f"M{dice.gauss(x + 4, 34):.1f} {dice.uniform(720, 796):.1f}h{dice.uniform(10, 36):.1f}"
        for x in LAMPS
        for _ in range(16)
    )
    pools = [
        glow(straight([(x - 170, KERB), (x + 170, KERB), (x + 170, 704), (x - 170, 704)]), LAMP, (x, 672), 170, 0.9)
        for x in LAMPS
    ]
    return group(
        [
            path(pavement, mix(DUSK, RULE, 0.3)),
            stroke(slabs, INK, 1.5, opacity=0.35),
            stroke(f"M0 {KERB + 24}H1200", INK, 1.5, opacity=0.35),
            *pools,
            path(road, mix(INK, DUSK, 0.2)),
            grain(road, CORAL, (600, 700), (600, 790), 0.45),
            rect(0, 702, 1200, 8, mix(RULE, DUSK, 0.4)),
            stroke("M-20 764H1220", TINT, 4, stroke_dasharray="60 44", stroke_linecap="butt", opacity=0.7),
            stroke(shimmer, LAMP, 2.6, opacity=0.8),
        ]
    )


def _signals() -> str:
    spots = [(x, 486.0) for x in LAMPS]
    waves = [
        stroke(arc(spot, r, -138, -42), (SEA, CORAL)[k % 2], 3.6, opacity=1.15 - r / 90)
        for spot in spots
        for k, r in enumerate((18, 33, 48))
    ]
    hops = []
    for a, b in pairwise(spots):
        middle = between(a, b, 0.5)
        hops.append(
            stroke(
                f"M{a[0]} {a[1] - 6}Q{middle[0]} {middle[1] - 190} {b[0]} {b[1] - 6}",
                SEA,
                2.6,
                stroke_dasharray="0.1 11",
            )
        )
    posts = [(598.0, 646.0), (936.0, 650.0), (270.0, 650.0)]
    bins = [
        rect(x - 11, y - 34, 22, 38, shade(TEAL, 0.2), rx=3)
        + rect(x - 13, y - 40, 26, 8, INK, rx=3)
        + circle((x, y - 44), 4, RED)
        + "".join(stroke(arc((x, y - 46), r, -130, -50), OCHRE, 2.8) for r in (11, 20))
        for x, y in posts
    ]
    return group([*hops, *waves, *bins])


def _people() -> str:
    parent = Look(Head(SKINS[4], "tail", BLACK_HAIR), OCHRE, TEAL, garment="coat")
    child = Look(Head(SKINS[4], "curls", BLACK_HAIR), RED, SEA, build=0.96)
    man = Look(Head(SKINS[0], "bald", GREY_HAIR, beard=GREY_HAIR), DEEP, DUSK, garment="coat", build=1.1)
    woman = Look(Head(SKINS[1], "bob", FAIR_HAIR, glasses=True), TEAL, INK)
    shadows = [
        ellipse((x, y), wide, 7, INK, opacity=0.5)
        for x, y, wide in ((230, 694, 70), (370, 690, 36), (868, 696, 62), (984, 690, 34))
    ]
    dog = "M0 -14C2 -24 24 -24 34 -22L42 -32L50 -28L48 -20L40 -16L38 -2H33L31 -12H14L10 -2H5L6 -12L-8 -22Z"
    lead = stroke("M1004 626Q1010 656 1018 664", RED, 2)
    return group(
        [
            *shadows,
            person(WALK, parent, (196, 692), 1.72),
            person(HOLD, child, (256, 694), 1.08),
            person(
                LISTEN, Look(Head(SKINS[3], "scarf", CORAL), DUSK, INK, garment="coat"), (372, 688), 1.66, flip=True
            ),
            wheelchair_user(woman, (862, 696), 1.66, flip=True),
            person(WALK, man, (982, 690), 1.72, lit=-1),
            lead,
            moved(path(dog, shade(AUBURN_HAIR, 0.1)), (1012, 696), 1.05),
        ]
    )
