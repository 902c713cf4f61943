"""Connected places: a town street at dusk, its lamps and sensors talking, and a padlock among the stars."""

from __future__ import annotations

import random

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
    SAND,
    SEA,
    SKINS,
    TEAL,
    TINT,
    light,
    mix,
    shade,
)
from art.people import LISTEN, WALK, Look, Pose, person
from art.shapes import Point, arc, between, circle, curve, ellipse, group, moved, path, polar, rect, straight, stroke

KERB = 650.0
FRAME = straight([(0, 0), (1200, 0), (1200, 800), (0, 800)])
LAMP = "#ffdf9a"
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
            _left_row(),
            _right_row(),
            _ground(),
            _signals(),
            *[_lamp(x) for x in LAMPS],
            _car(),
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


def _house(x: float, width: float, top: float, wall: str, roof: str, seed: int) -> str:
    dice = random.Random(seed)  # noqa: S311 -- texture, and the same on every run
    front = straight([(x, KERB), (x, top), (x + width, top), (x + width, KERB)])
    gable = (
        straight([(x - 8, top + 4), (x + width / 2, top - width * 0.52), (x + width + 8, top + 4)])
        if seed % 2
        else straight([(x - 8, top + 4), (x + 8, top - 48), (x + width - 8, top - 48), (x + width + 8, top + 4)])
    )
    stack = min(width, 116.0)
    chimney = rect(x + width * 0.72, top - stack * 0.6, 17, stack * 0.6, shade(wall, 0.45)) + rect(
        x + width * 0.72 - 3, top - stack * 0.64, 23, 8, shade(wall, 0.6)
    )
    parts = [
        chimney,
        path(gable, roof),
        grain(gable, INK, (x + width, top), (x + width * 0.3, top - 50), 0.8),
        path(front, wall),
        grain(front, shade(wall, 0.7), (x + width * 0.5, top - 30), (x + width * 0.5, KERB - 70), 0.8),
    ]
    columns = 2 if width < 130 else 3
    wide = width / (columns * 1.9)
    rows = int((KERB - 120 - top) // 82) + 1
    for row in range(rows):
        for column in range(columns):
            left = x + width * (column + 0.5) / columns - wide / 2
            parts.append(_window(left, top + 28 + row * 82, wide, 50, wall, lit=dice.random() < 0.62))
    door = x + width * (0.16 if seed % 3 else 0.6)
    tone = (RED, TEAL, OCHRE, INK)[seed % 4]
    parts += [
        rect(door - 5, KERB - 88, width * 0.26 + 10, 88, light(wall, 0.4)),
        rect(door, KERB - 82, width * 0.26, 82, tone),
        rect(door + 5, KERB - 76, width * 0.26 - 10, 20, LAMP),
        circle((door + width * 0.2, KERB - 38), 2.4, OCHRE),
    ]
    left = x + width * (0.56 if seed % 3 else 0.12)
    parts += [
        rect(left - 4, KERB - 84, width * 0.34 + 8, 56, light(wall, 0.4)),
        rect(left, KERB - 80, width * 0.34, 48, LAMP),
        stroke(f"M{left + width * 0.17} {KERB - 80}v48", light(wall, 0.4), 3),
    ]
    parts += [path(f"M{left + 3} {KERB - 32}v-14q8 -12 16 0v14Z", shade(TEAL, 0.3))]
    return group(parts)


def _window(x: float, y: float, wide: float, high: float, wall: str, *, lit: bool) -> str:
    pane = LAMP if lit else mix(INK, DUSK, 0.5)
    blind = rect(x, y, wide, high * 0.3, CORAL if lit else DUSK)
    return group(
        [
            rect(x - 4, y - 4, wide + 8, high + 8, light(wall, 0.32)),
            rect(x, y, wide, high, pane),
            blind,
            stroke(f"M{x + wide / 2} {y}v{high}M{x} {y + high / 2}h{wide}", light(wall, 0.32), 2.6),
            rect(x - 7, y + high + 3, wide + 14, 5, shade(wall, 0.4)),
        ]
    )


def _left_row() -> str:
    return group(
        [
            _house(306, 112, 470, mix(SAND, DUSK, 0.36), shade(RED, 0.55), 4),
            _house(182, 130, 408, mix(CORAL, DUSK, 0.35), INK, 5),
            _house(-6, 190, 352, mix(TEAL, DUSK, 0.25), shade(RED, 0.4), 8),
        ]
    )


def _right_row() -> str:
    tall = straight([(776, KERB), (776, 386), (846, 386), (846, KERB)])
    clock = [
        path(tall, mix(SAND, DUSK, 0.45)),
        grain(tall, INK, (846, 400), (776, 520), 0.85),
        path("M766 390L811 306L856 390Z", shade(TEAL, 0.4)),
        rect(808, 286, 6, 28, INK),
        circle((811, 432), 25, TINT),
        circle((811, 432), 25, "none", stroke=INK, stroke_width=3),
        stroke("M811 432V416M811 432L823 438", INK, 3),
        *[_window(790 + 30 * (k % 2), 486 + 66 * (k // 2), 14, 36, SAND, lit=k != 1) for k in range(4)],
    ]
    shop = rect(950, KERB - 116, 250, 24, INK) + "".join(
        path(f"M{950 + 28 * k} {KERB - 92}h28v26q-14 14 -28 0Z", RED if k % 2 else TINT) for k in range(9)
    )
    glass = (
        rect(962, KERB - 66, 150, 56, LAMP)
        + rect(1130, KERB - 66, 50, 66, shade(TEAL, 0.2))
        + rect(1138, KERB - 58, 34, 34, LAMP)
    )
    goods = "".join(circle((984 + 24 * k, KERB - 20), 9, (RED, TEAL, CORAL)[k % 3]) for k in range(5)) + rect(
        962, KERB - 12, 150, 6, shade(OCHRE, 0.4)
    )
    return group(
        [
            *clock,
            _house(846, 112, 440, mix(OCHRE, DUSK, 0.4), INK, 3),
            _house(952, 262, 330, mix(RED, DUSK, 0.3), mix(INK, DUSK, 0.3), 10),
            rect(950, KERB - 120, 262, 122, mix(DUSK, INK, 0.4)),
            shop,
            glass,
            goods,
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


def _lamp(x: float) -> str:
    head = (x + 46, 398.0)
    halo = curve([polar(head, 120, a) for a in range(0, 360, 30)])
    cone = straight([(head[0] - 22, 404), (head[0] + 22, 404), (head[0] + 120, KERB + 40), (head[0] - 140, KERB + 40)])
    return group(
        [
            path(cone, LAMP, opacity=0.13),
            glow(halo, LAMP, head, 116, 0.95),
            stroke(f"M{x} {KERB + 42}V420Q{x} 388 {x + 32} 390H{head[0] + 8}", INK, 6.5),
            rect(x - 8, KERB + 8, 16, 38, INK, rx=3),
            path(f"M{head[0] - 26} 398Q{head[0]} 374 {head[0] + 26} 398Z", INK),
            ellipse((head[0], 399), 22, 6, "#fff3cf"),
            rect(x - 11, 490, 22, 34, INK, rx=4),
            rect(x - 7, 494, 14, 16, SEA, rx=2),
            circle((x, 517), 3, RED),
            rect(x - 13, 440, 26, 8, TEAL, rx=3),
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
    for a, b in zip(spots, spots[1:], strict=False):
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


def _car() -> str:
    body = "M0 0V-26C0 -36 6 -40 20 -42L44 -66C50 -72 58 -74 70 -74H122C134 -74 142 -70 148 -62L162 -42C186 -40 198 -34 200 -20V0Z"
    glass = "M54 -46L68 -62C70 -65 74 -66 80 -66H96V-46ZM104 -66H120C128 -66 132 -64 136 -58L144 -46H104Z"
    wheel = "".join(circle((x, 0), 20, INK) + circle((x, 0), 9, RULE) for x in (44, 156))
    post = (
        rect(-52, -84, 22, 88, TEAL, rx=4)
        + rect(-48, -78, 14, 18, SEA, rx=2)
        + path("M-42 -50l-8 14h7l-3 12l10 -16h-7l4 -10Z", OCHRE)
    )
    cable = stroke("M-30 -46C-16 -10 -24 -4 4 -24", INK, 4)
    shadow = ellipse((98, 18), 126, 10, INK, opacity=0.6)
    return moved(
        group(
            [
                shadow,
                post,
                path(body, CORAL),
                grain(body, shade(RED, 0.5), (100, 6), (100, -60), 0.8),
                path(glass, mix(INK, DUSK, 0.3)),
                stroke("M58 -50l12 -12", SEA, 3),
                path("M184 -32h14v12h-14Z", LAMP),
                rect(0, -30, 8, 12, RED),
                stroke("M100 -42v34M70 -30h10", shade(RED, 0.4), 2.4),
                wheel,
                cable,
            ]
        ),
        (470, 712),
        0.98,
    )


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
