"""Top Talent: three teams at three tables, seen from above at an angle, around one large red alarm light."""

from __future__ import annotations

from art.furniture import chair_back, wheelchair_user
from art.grain import glow, grain
from art.heads import Hair, Head
from art.palette import (
    AUBURN_HAIR,
    BLACK_HAIR,
    BROWN_HAIR,
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
from art.poses import SIT, SIT_BACK, SIT_POINT, Pose
from art.shapes import Point, circle, clip, curve, ellipse, group, moved, path, polar, rect, straight, stroke

FRAME = straight([(0, 0), (1200, 0), (1200, 800), (0, 800)])
LIGHT = (600.0, 430.0)
DESK = Pose(
    "front",
    (0, -27),
    (0, -59),
    ((-11, -44), (-5, -37)),
    ((11, -44), (5, -37)),
    ((-5, -20), (-5, -4)),
    ((5, -20), (5, -4)),
)
ASK = Pose(
    "front",
    (0, -27),
    (0, -59),
    ((-11, -44), (-4, -38)),
    ((13, -46), (16, -62)),
    ((-5, -20), (-5, -4)),
    ((5, -20), (5, -4)),
)


def picture() -> str:
    """Give the plate as SVG markup, 1200 × 800 units."""
    return group(
        [
            _floor(),
            _table((600, 168), 0.82, TEAM_ONE, TEAL),
            _alarm(),
            _table((250, 548), 1.06, TEAM_TWO, OCHRE),
            _table((950, 548), 1.06, TEAM_THREE, SEA),
        ]
    )


def _floor() -> str:
    tiles = "".join(f"M{x} 0L{600 + (x - 600) * 2.2:.0f} 800" for x in range(-600, 1900, 100)) + "".join(
        f"M0 {y:.0f}H1200" for y in (40, 88, 142, 204, 276, 358, 452, 560, 684)
    )
    rings = [
        stroke(
            f"M{600 - r} 440a{r} {r * 0.52} 0 1 0 {2 * r} 0a{r} {r * 0.52} 0 1 0 {-2 * r} 0",
            CORAL,
            5,
            opacity=0.9 - r / 800,
        )
        for r in (170, 250, 340, 440, 560)
    ]
    beams = [
        path(straight([(600, 372), (x1, y1), (x2, y2)]), CORAL, opacity=0.3)
        for x1, y1, x2, y2 in (
            (-80, 170, -80, 330),
            (1280, 110, 1280, 280),
            (430, 830, 760, 830),
            (300, -40, 420, -40),
            (800, -40, 920, -40),
        )
    ]
    return group(
        [
            path(FRAME, mix(INK, DUSK, 0.62)),
            stroke(tiles, INK, 1.6, opacity=0.5),
            grain(FRAME, INK, (0, 0), (480, 380), 0.9),
            grain(FRAME, INK, (1200, 820), (760, 480), 0.9),
            *beams,
            glow(FRAME, RED, LIGHT, 560, 0.95),
            glow(FRAME, CORAL, (600, 440), 270, 0.8),
            *rings,
        ]
    )


def _alarm() -> str:
    base = "M476 470V506C476 560 724 560 724 506V470Z"
    dome = "M494 470C494 250 530 216 600 216C670 216 706 250 706 470C706 502 494 502 494 470Z"
    lens = "M540 466C540 300 560 262 600 262C640 262 660 300 660 466C660 480 540 480 540 466Z"
    halo = curve([polar((600, 360), 190, a) for a in range(0, 360, 30)])
    return group(
        [
            ellipse((610, 530), 168, 54, INK, opacity=0.6),
            glow(halo, "#ffb08a", (600, 350), 190, 0.95),
            path(base, INK),
            grain(base, DUSK, (480, 500), (600, 520), 0.95),
            ellipse((600, 470), 124, 42, shade(DUSK, 0.2)),
            ellipse((600, 470), 108, 34, INK),
            path(dome, "#cf4429"),
            clip(
                dome,
                [
                    grain(dome, shade(RED, 0.6), (720, 500), (600, 330), 0.95),
                    path(lens, "#e8623a"),
                    glow(lens, "#ffe3b0", (600, 380), 110, 1),
                    circle((600, 392), 34, "#fff1d0"),
                    rect(590, 410, 20, 70, shade(RED, 0.3)),
                    path("M512 440C512 300 532 252 570 238C540 290 534 360 536 450Z", "#f2a183", opacity=0.75),
                    stroke(
                        "M500 330C560 350 640 350 700 330M496 400C560 424 640 424 704 400",
                        shade(RED, 0.25),
                        3,
                        opacity=0.6,
                    ),
                ],
            ),
            *[circle((600 + 116 * k, 506 + 20 * (1 - k * k)), 5, OCHRE) for k in (-0.8, -0.4, 0, 0.4, 0.8)],
        ]
    )


def _look(skin: int, style: Hair, hair: str, top: str, *, beard: str = "", inner: str = "", build: float = 1) -> Look:
    legs = (RULE, SAND, mix(SEA, DUSK, 0.4), light(DUSK, 0.3), mix(OCHRE, DUSK, 0.3), RULE)[skin]
    glasses = (skin, style) in {(0, "bob"), (1, "short"), (5, "bun")}
    return Look(Head(SKINS[skin], style, hair, beard, glasses), top, legs, inner=inner, build=build)


Team = tuple[tuple[Look, ...], tuple[Look, Look], tuple[Look, ...]]
TEAM_ONE: Team = (
    (
        _look(2, "turban", OCHRE, TINT, beard=BLACK_HAIR),
        _look(0, "bob", AUBURN_HAIR, TEAL),
        _look(5, "crop", BLACK_HAIR, CORAL),
    ),
    (_look(3, "long", BLACK_HAIR, SEA), _look(1, "short", FAIR_HAIR, DUSK, inner=TINT)),
    (),
)
TEAM_TWO: Team = (
    (
        _look(4, "curls", BLACK_HAIR, RED),
        _look(1, "short", BROWN_HAIR, SEA, inner=TINT),
        _look(2, "scarf", TEAL, SAND),
    ),
    (_look(0, "bun", GREY_HAIR, CORAL), _look(5, "bald", BLACK_HAIR, TINT, beard=BLACK_HAIR, build=1.1)),
    (_look(3, "tail", BLACK_HAIR, TEAL), _look(1, "crop", FAIR_HAIR, CORAL)),
)
TEAM_THREE: Team = (
    (
        _look(0, "crop", GREY_HAIR, OCHRE, beard=GREY_HAIR),
        _look(3, "bob", BLACK_HAIR, CORAL),
        _look(5, "bun", BLACK_HAIR, TINT),
    ),
    (_look(1, "curls", AUBURN_HAIR, TEAL), _look(4, "short", BLACK_HAIR, RED)),
    (_look(2, "short", BLACK_HAIR, TINT, build=1.05), _look(0, "long", FAIR_HAIR, RED)),
)


def _table(at: Point, scale: float, team: Team, tone: str) -> str:
    """A team at its table: those behind it, those at its ends, the top with its papers, and those who sit before it."""
    behind, ends, before = team
    rx, ry, size = 140.0, 52.0, 1.95
    poses = (DESK, ASK, DESK)
    parts = [ellipse((8, 122), rx * 1.5, ry * 1.25, INK, opacity=0.45)]
    for index, look in enumerate(behind):
        x = (-84.0, 0.0, 84.0)[index]
        parts.append(moved(chair_back(shade(tone, 0.45)), (x, 50 - 8 * (index == 1)), size))
        parts.append(person(poses[index], look, (x, 57 - 8 * (index == 1)), size, lit=1 if at[0] < 600 else -1))
    parts += [
        moved(chair_back(shade(tone, 0.45)), (sign * (rx + 44), 118), size * 0.96)
        for sign in ((-1,) if at[0] > 600 else (-1, 1))
    ]
    parts.append(person(SIT, ends[0], (-rx - 42, 124), size, lit=1))
    if at[0] > 600:
        parts.append(wheelchair_user(ends[1], (rx + 46, 124), size, flip=True, lit=-1))
    else:
        parts.append(person(SIT_POINT, ends[1], (rx + 42, 124), size, flip=True, lit=-1))
    parts.append(_top(rx, ry, tone))
    for index, look in enumerate(before):
        x = (-58.0, 62.0)[index]
        parts += [
            person(SIT_BACK, look, (x, 172), size, lit=1 if at[0] < 600 else -1),
            moved(chair_back(shade(tone, 0.3)), (x, 180), size * 1.04),
        ]
    return moved(group(parts), at, scale)


def _top(rx: float, ry: float, tone: str) -> str:
    disc = f"M{-rx} 32a{rx} {ry} 0 1 0 {2 * rx} 0a{rx} {ry} 0 1 0 {-2 * rx} 0Z"
    rim = f"M{-rx} 32a{rx} {ry} 0 0 0 {2 * rx} 0v14a{rx} {ry} 0 0 1 {-2 * rx} 0Z"
    post = path("M-16 76h32l8 56h-48Z", INK)
    laptops = [moved(_laptop(), (x, y), 1) for x, y in ((-76, 14), (8, 6), (76, 16))]
    sheets = [
        path(f"M{x} {y - 6}l44 -7l14 17l-46 9Z", paper)
        + stroke(f"M{x + 14} {y + 1}l26 -4M{x + 20} {y + 8}l24 -4", DUSK, 2)
        for x, y, paper in ((-60, 62, TINT), (14, 54, light(SAND, 0.4)), (-118, 42, TINT), (62, 52, CORAL))
    ]
    notes = [
        path(f"M{x} {y}l15 -3l6 8l-16 3Z", paper)
        for x, y, paper in ((-20, 34, RED), (-4, 44, TEAL), (62, 42, RED), (-44, 46, SEA), (-6, 22, TINT))
    ]
    mugs = [
        rect(x, y, 12, 13, paper, rx=2) + ellipse((x + 6, y), 6, 2.6, shade(BROWN_HAIR, 0.2))
        for x, y, paper in ((-30, 8, TINT), (112, 32, RED), (-112, 22, DEEP))
    ]
    return group(
        [
            post,
            path(rim, shade(tone, 0.5)),
            path(disc, tone),
            grain(disc, shade(tone, 0.55), (rx, 100), (-rx * 0.2, 10), 0.8),
            grain(disc, CORAL, (0, -50), (0, 50), 0.5),
            *sheets,
            *notes,
            *laptops,
            *mugs,
        ]
    )


def _laptop() -> str:
    return path("M-22 4h44l7 13h-58Z", RULE) + path("M-24 -24h48l-2 28h-44Z", INK) + circle((0, -10), 3.2, TINT)
