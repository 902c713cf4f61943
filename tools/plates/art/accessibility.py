"""Accessibility: stairs and a ramp rise to the same large browser window; people use both."""

from __future__ import annotations

from art.furniture import wheelchair_user
from art.heads import Head
from art.palette import (
    AUBURN_HAIR,
    BLACK_HAIR,
    CORAL,
    DEEP,
    DUSK,
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
from art.people import Look, person
from art.poses import WALK, Pose
from art.shapes import Point, between, circle, group, path, rect, straight, stroke

BOX = (600.0, 400.0)
GROUND, TOP = 362.0, 276.0
CLIMB = Pose(
    "side",
    (0, -49),
    (2, -80),
    ((9, -66), (15, -56)),
    ((-5, -65), (-4, -52)),
    ((9, -33), (7, -13)),
    ((-1, -27), (-5, -4)),
    (0.8, 0.2),
)
STICK = Pose(
    "side",
    (0, -49),
    (3, -80),
    ((9, -64), (17, -50)),
    ((-3, -64), (0, -52)),
    ((8, -32), (6, -12)),
    ((-1, -27), (-4, -4)),
    (1.6, 0.8),
)


def picture() -> str:
    """Give the drawing as SVG markup, 600 × 400 units."""
    return group([_sky(), _window(), _platform(), _ramp_back(), _stairs(), _on_stairs(), _ramp_front(), _ground()])


def _sky() -> str:
    wall = mix(SEA, TINT, 0.4)
    hills = "M0 330V250C60 214 120 226 180 250C260 200 340 210 410 246C470 206 540 214 600 240V330Z"
    near = "M0 330V286C90 262 150 276 220 290C330 262 430 280 600 268V330Z"
    dots = "".join(
        stroke(
            (
                f"M0 {250 - 10 * k}C60 {214 - 10 * k} 120 {226 - 10 * k} 180 {250 - 10 * k}"
                f"C260 {200 - 10 * k} 340 {210 - 10 * k} 410 {246 - 10 * k}"
                f"C470 {206 - 10 * k} 540 {214 - 10 * k} 600 {240 - 10 * k}"
            ),
            mix(SEA, TEAL, 0.12),
            size,
            stroke_dasharray="0.01 9",
        )
        for k, size in ((1, 4.4), (2, 3.0), (3, 1.8))
    )
    clouds = path(
        "M424 84C430 66 454 64 462 78C474 66 498 72 500 88C516 88 520 104 506 106H424C408 106 408 86 424 84Z", TINT
    ) + path("M520 150C524 140 540 138 546 148C556 142 570 148 570 158H514C506 158 508 150 520 150Z", TINT)
    sun = circle((536, 60), 30, OCHRE) + circle((536, 60), 23, light(OCHRE, 0.35))
    return group(
        [
            rect(0, 0, 600, 400, wall),
            sun,
            clouds,
            dots,
            path(hills, mix(SEA, TEAL, 0.12)),
            path(near, mix(SEA, TEAL, 0.34)),
        ]
    )


def _window() -> str:
    x, y, wide, high = 128.0, 32.0, 232.0, TOP - 32
    frame = f"M{x} {y + 12}Q{x} {y} {x + 12} {y}H{x + wide - 12}Q{x + wide} {y} {x + wide} {y + 12}V{y + high}H{x}Z"
    bar = f"M{x} {y + 30}V{y + 12}Q{x} {y} {x + 12} {y}H{x + wide - 12}Q{x + wide} {y} {x + wide} {y + 12}V{y + 30}Z"
    view = (
        rect(x + 18, y + 48, 92, 74, mix(SEA, TEAL, 0.3))
        + path(
            (
                f"M{x + 18} {y + 122}V{y + 100}L{x + 44} {y + 74}L{x + 66} {y + 98}L{x + 82} {y + 84}"
                f"L{x + 110} {y + 112}V{y + 122}Z"
            ),
            TEAL,
        )
        + circle((x + 88, y + 66), 9, OCHRE)
    )
    lines = "".join(f"M{x + 126} {y + 54 + 15 * k}h{(88, 72, 84, 56, 76)[k]}" for k in range(5)) + "".join(
        f"M{x + 18} {y + 142 + 14 * k}h{(92, 76, 88, 60)[k]}" for k in range(4)
    )
    door = (
        f"M{x + 128} {y + high}V{y + 172}Q{x + 128} {y + 140} {x + 166} {y + 140}"
        f"Q{x + 204} {y + 140} {x + 204} {y + 172}V{y + high}Z"
    )
    inside = (
        f"M{x + 136} {y + high}V{y + 174}Q{x + 136} {y + 148} {x + 166} {y + 148}"
        f"Q{x + 196} {y + 148} {x + 196} {y + 174}V{y + high}Z"
    )
    return group(
        [
            path(frame, mix(SEA, INK, 0.35), transform="translate(9 0)"),
            path(frame, TINT),
            path(bar, INK),
            *[circle((x + 16 + 14 * k, y + 15), 4.4, (RED, OCHRE, SEA)[k]) for k in range(3)],
            rect(x + 62, y + 8, 150, 14, DUSK, rx=7),
            circle((x + 71, y + 15), 2.6, SEA),
            stroke(f"M{x + 80} {y + 15}h64", SEA, 2.4),
            view,
            stroke(lines, mix(RULE, DUSK, 0.2), 5),
            rect(x + 18, y + 204, 66, 20, RED, rx=10),
            stroke(f"M{x + 34} {y + 214}h34", TINT, 3),
            path(door, OCHRE),
            path(inside, "#fff0c6"),
            path(f"M{x + 136} {y + high}L{x + 148} {y + 206}H{x + 184}L{x + 196} {y + high}Z", light(SAND, 0.1)),
        ]
    )


def _platform() -> str:
    stone = mix(SAND, OCHRE, 0.16)
    dots = "".join(
        stroke(
            f"M{118 + k * 5} {TOP + 20 + 9 * k}H{268 - 6 * k}",
            shade(stone, 0.3),
            2.2 - k * 0.3,
            stroke_dasharray="0.01 7",
        )
        for k in range(6)
    )
    return group(
        [
            rect(112, TOP, 270, GROUND - TOP, shade(stone, 0.22)),
            dots,
            rect(108, TOP, 276, 9, stone),
            path(f"M256 {TOP + 9}L322 {TOP}H340L300 {TOP + 9}Z", light(OCHRE, 0.4)),
        ]
    )


def _stairs() -> str:
    stone = mix(SAND, OCHRE, 0.16)
    parts = []
    for k in range(7):
        x, y = 10 + 15 * k, GROUND - (k + 1) * (GROUND - TOP) / 7
        parts += [
            rect(x, y, 130 - 15 * k, (GROUND - TOP) / 7 + 0.4, shade(stone, 0.34)),
            rect(x - 2, y, 132 - 15 * k, 3.6, stone),
            rect(x, y, 4, (GROUND - TOP) / 7, OCHRE),
        ]
    return group(parts)


def _on_stairs() -> str:
    rail = stroke(
        (
            f"M4 {GROUND - 44}L108 {TOP - 44}H128M4 {GROUND - 44}V{GROUND}"
            f"M56 {(GROUND + TOP) / 2 - 44}V{(GROUND + TOP) / 2 + 4}M108 {TOP - 44}V{TOP}"
        ),
        INK,
        3.4,
    )
    man = Look(Head(SKINS[4], "short", BLACK_HAIR, "", True), RED, INK)
    old = Look(Head(SKINS[0], "bun", GREY_HAIR), TEAL, DUSK, garment="coat")
    cane = stroke("M46 282V338", OCHRE, 2.6)
    woman = Look(Head(SKINS[2], "scarf", CORAL), INK, DUSK, garment="coat")
    return group(
        [
            person(WALK, woman, (214, TOP + 3), 1.02),
            cane,
            person(STICK, old, (27, GROUND - 12), 1.1),
            person(CLIMB, man, (84, GROUND - 62), 1.16),
            rail,
        ]
    )


LOW: tuple[Point, Point] = ((232.0, 360.0), (548.0, 322.0))
HIGH: tuple[Point, Point] = ((548.0, 322.0), (364.0, 280.0))


def _flight(start: Point, end: Point, tone: str) -> str:
    slab = straight([start, end, (end[0], end[1] + 8), (start[0], start[1] + 8)])
    wall = straight([(start[0], start[1] + 8), (end[0], end[1] + 8), (end[0], GROUND + 4), (start[0], GROUND + 4)])
    return path(wall, shade(tone, 0.34)) + path(slab, tone)


def _rail(start: Point, end: Point, high: float, posts: int, tone: str) -> str:
    feet = [between(start, end, k / posts) for k in range(posts + 1)]
    data = "".join(f"M{x:.1f} {y:.1f}v{-high}" for x, y in feet)
    data += straight([(start[0], start[1] - high), (end[0], end[1] - high)], closed=False) + straight(
        [(start[0], start[1] - high * 0.55), (end[0], end[1] - high * 0.55)], closed=False
    )
    return stroke(data, tone, 2.6)


def _ramp_back() -> str:
    walker = Look(Head(SKINS[1], "tail", AUBURN_HAIR), OCHRE, TEAL)
    pram = "M0 -20C0 -36 12 -42 24 -42V-20ZM0 -20H36C36 -8 28 -4 18 -4C8 -4 0 -8 0 -20Z"
    buggy = group(
        [
            path(pram, RED),
            path("M18 -20H36C36 -8 28 -4 18 -4Z", shade(RED, 0.35)),
            stroke("M34 -20L46 -34", INK, 2.4),
            circle((6, 2), 5, INK),
            circle((28, 2), 5, INK),
            circle((6, 2), 1.8, RULE),
            circle((28, 2), 1.8, RULE),
        ],
        transform="translate(404 284) rotate(12)",
    )
    return group(
        [
            _flight(HIGH[1], HIGH[0], mix(SAND, OCHRE, 0.1)),
            buggy,
            person(WALK, walker, (466, 302), 1.04, flip=True, lit=-1),
            _rail(HIGH[1], HIGH[0], 34, 6, mix(INK, DUSK, 0.6)),
            rect(540, 322, 52, 44, shade(SAND, 0.32)),
            rect(540, 320, 54, 8, SAND),
        ]
    )


def _ramp_front() -> str:
    user = Look(Head(SKINS[5], "curls", BLACK_HAIR), OCHRE, DUSK, shoes=RED)
    stripes = "".join(f"M{x} {360 - (x - 232) * 38 / 316 + 10:.1f}l10 -1.2" for x in range(300, 540, 24))
    return group(
        [
            _flight(LOW[0], LOW[1], light(SAND, 0.15)),
            stroke(stripes, OCHRE, 2.6),
            wheelchair_user(user, (378, 343), 1.36, turn=-6.8),
            _rail((268, 356), (548, 322), 30, 8, INK),
            stroke("M548 322H592M592 322V292H548M570 322V292M548 305H592", INK, 2.6),
        ]
    )


def _ground() -> str:
    return group(
        [
            rect(0, GROUND, 600, 40, mix(TEAL, DEEP, 0.4)),
            rect(0, GROUND, 600, 4, mix(SAND, TEAL, 0.4)),
            stroke(f"M0 {GROUND + 14}H600", mix(TEAL, SEA, 0.2), 2.6, stroke_dasharray="0.01 9"),
            stroke(f"M4 {GROUND + 22}H600", mix(TEAL, SEA, 0.2), 1.8, stroke_dasharray="0.01 9"),
            stroke(f"M0 {GROUND + 30}H600", mix(TEAL, SEA, 0.2), 1.2, stroke_dasharray="0.01 9"),
        ]
    )
