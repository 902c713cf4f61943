"""Service design: two tables of people with sticky notes, joined by one dotted line."""

from __future__ import annotations

import math
import random

from art.furniture import chair_back, chair_side
from art.heads import Hair, Head
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
from art.people import Look, person
from art.poses import SIT, STAND, Pose
from art.shapes import Point, circle, curve, ellipse, group, moved, path, rect, straight, stroke

BOX = (600.0, 400.0)
REACH = Pose(
    "side",
    (0, -49),
    (0.6, -81),
    ((10, -74), (17, -84)),
    ((3, -64), (10, -56)),
    ((4, -27), (5, -4)),
    ((-1, -26), (-4, -4)),
    (1, -0.4),
)
LEAN = Pose(
    "side",
    (0, -27),
    (3, -58),
    ((14, -45), (25, -42)),
    ((9, -43), (20, -40)),
    ((20, -27), (21, -4)),
    ((18, -26), (18, -4)),
    (1.2, 0.6),
)
DESK = Pose(
    "front",
    (0, -27),
    (0, -59),
    ((-11, -44), (-5, -39)),
    ((11, -44), (5, -39)),
    ((-5, -20), (-5, -4)),
    ((5, -20), (5, -4)),
)


def picture() -> str:
    """Give the drawing as SVG markup, 600 × 400 units."""
    return group([_room(), _board((44, 62), SEA, 3), _board((386, 62), CORAL, 9), _team_left(), _team_right(), _line()])


def _room() -> str:
    wall = mix(SAND, TINT, 0.55)
    light_shape = straight([(210, 0), (330, 0), (470, 322), (250, 322)])
    return group(
        [
            rect(0, 0, 600, 322, wall),
            path(light_shape, light(wall, 0.6)),
            rect(0, 318, 600, 82, mix(TEAL, DEEP, 0.3)),
            rect(0, 318, 600, 5, mix(DEEP, INK, 0.3)),
            stroke(
                "".join(
                    f"M{300 + (x - 300) * 0.8:.0f} 324L{300 + (x - 300) * 1.4:.0f} 400" for x in range(-120, 760, 60)
                ),
                mix(TEAL, SEA, 0.12),
                1.2,
            ),
            _lamp(150),
            _lamp(450),
            _plant(),
        ]
    )


def _lamp(x: float) -> str:
    return (
        stroke(f"M{x} 0V22", INK, 2)
        + path(f"M{x - 26} 42C{x - 24} 16 {x + 24} 16 {x + 26} 42Z", TEAL)
        + path(f"M{x + 4} 23C{x + 18} 24 {x + 25} 30 {x + 26} 42H{x + 10}Z", DEEP)
        + ellipse((x, 42), 26, 4, "#ffeebf")
    )


def _plant() -> str:
    leaves = [
        path(
            curve(
                [
                    (300, 300),
                    (300 + 14 * math.cos(a) - 7, 270 + 8 * math.sin(a)),
                    (300 + 36 * math.cos(a), 258 + 34 * math.sin(a)),
                    (300 + 14 * math.cos(a) + 7, 274 + 8 * math.sin(a)),
                ]
            ),
            (TEAL, DEEP)[k % 2],
        )
        for k, a in enumerate((-2.9, -2.3, -1.8, -1.3, -0.8, -0.2))
    ]
    return group(
        [
            *leaves,
            ellipse((300, 326), 18, 3, DEEP),
            path("M286 296h28l-4 30h-20Z", RED),
            path("M304 296h10l-4 30h-8Z", mix(RED, INK, 0.35)),
        ]
    )


def _board(at: Point, tone: str, seed: int) -> str:
    x, y = at
    dice = random.Random(seed)  # noqa: S311 -- texture, and the same on every run
    notes = []
    for row in range(3):
        for column in range(6):
            if dice.random() < 0.2:
                continue
            left, top = x + 12 + column * 25 + dice.uniform(-2, 2), y + 12 + row * 28 + dice.uniform(-2, 2)
            paper = dice.choice([tone, OCHRE, TINT, mix(tone, TINT, 0.5), RED if tone == CORAL else TEAL])
            ink = TINT if paper in {RED, TEAL} else mix(INK, paper, 0.3)
            notes += [
                rect(left + 1.4, top + 2, 19, 19, mix(SAND, DUSK, 0.5)),
                rect(left, top, 19, 19, paper),
                stroke(
                    f"M{left + 4:.1f} {top + 6:.1f}h11M{left + 4:.1f} {top + 10.5:.1f}h{dice.choice([6, 8, 10])}",
                    ink,
                    1.4,
                ),
            ]
    return group(
        [
            rect(x + 4, y + 5, 170, 108, mix(SAND, DUSK, 0.35)),
            rect(x, y, 170, 108, light(SAND, 0.65)),
            path(f"M{x} {y}h170v108h-170Z", "none", stroke=shade(OCHRE, 0.3), stroke_width=4),
            *notes,
        ]
    )


def _look(
    skin: int,
    style: Hair,
    hair: str,
    top: str,
    bottom: str = INK,
    *,
    beard: str = "",
    inner: str = "",
) -> Look:
    return Look(Head(SKINS[skin], style, hair, beard, skin in {1, 5} and style != "curls"), top, bottom, inner=inner)


def _table(x: float, tone: str) -> str:
    top = f"M{x - 84} 286H{x + 84}L{x + 96} 306H{x - 96}Z"
    notes = [
        path(f"M{x + dx} {dy}h12l2 6h-13Z", paper)
        for dx, dy, paper in (
            (-60, 290, RED),
            (-38, 296, SEA),
            (-14, 290, TINT),
            (8, 296, OCHRE),
            (30, 290, CORAL),
            (52, 296, TINT),
        )
    ]
    legs = "".join(f"M{x + k} 313L{x + k * 1.06:.0f} 372" for k in (-84, 84))
    return group(
        [
            ellipse((x, 374), 112, 8, mix(DEEP, INK, 0.5)),
            stroke(legs, shade(tone, 0.55), 5),
            path(top, tone),
            path(f"M{x - 96} 306H{x + 96}v8H{x - 96}Z", shade(tone, 0.42)),
            *[note for note in notes if f'fill="{tone}"' not in note],
        ]
    )


def _team_left() -> str:
    return group(
        [
            person(REACH, Look(Head(SKINS[5], "curls", BLACK_HAIR), OCHRE, TEAL, garment="dress"), (74, 348), 1.74),
            moved(chair_back(DUSK), (140, 358), 1.75),
            moved(chair_back(DUSK), (200, 358), 1.75),
            person(DESK, _look(1, "short", AUBURN_HAIR, TEAL, inner=TINT), (140, 352), 1.8),
            person(DESK, _look(3, "scarf", RED, DUSK), (200, 352), 1.74),
            moved(chair_side(DUSK), (38, 374), 1.6),
            person(LEAN, _look(0, "bun", GREY_HAIR, CORAL), (42, 374), 1.62),
            _table(152, OCHRE),
        ]
    )


def _team_right() -> str:
    return group(
        [
            person(STAND, _look(2, "turban", TEAL, SEA, DUSK, beard=BLACK_HAIR), (522, 346), 1.74),
            moved(chair_back(RED), (410, 358), 1.75),
            moved(chair_back(RED), (468, 358), 1.75),
            person(DESK, _look(4, "bob", BLACK_HAIR, OCHRE), (410, 352), 1.76),
            person(DESK, _look(0, "crop", FAIR_HAIR, RED, inner=TINT), (468, 352), 1.8),
            moved(chair_side(RED), (566, 374), 1.6),
            person(SIT, _look(5, "bald", BLACK_HAIR, TEAL, RULE), (562, 374), 1.62, flip=True, lit=-1),
            _table(448, SEA),
        ]
    )


def _line() -> str:
    data = "M206 296C236 318 262 336 300 336C338 336 366 318 396 296"
    return group(
        [
            stroke(data, TINT, 5, stroke_dasharray="0.01 11"),
            circle((204, 295), 7, RED),
            circle((204, 295), 3, TINT),
            circle((398, 295), 7, RED),
            circle((398, 295), 3, TINT),
            moved(path("M-8 -8h16v16h-16Z", OCHRE) + stroke("M-4 -3h8M-4 2h6", INK, 1.4), (300, 336), 1.3, turn=8),
        ]
    )
