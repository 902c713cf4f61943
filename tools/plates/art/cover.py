"""The cover: two people speak on a stage between the sea and the pier, a woman in a wheelchair follows on a tablet."""

from __future__ import annotations

from art.furniture import wheelchair_user
from art.heads import Hair, Head, head
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
from art.poses import EXPLAIN, WALK, Pose
from art.seaside import bands, gull, pier, sea, standing_gull
from art.shapes import Point, arc, circle, curve, ellipse, group, moved, path, polar, rect, stipple, stroke

BOX = (216.0, 303.0)
SHELL = (86.0, 184.0)
TURN = Pose(
    "front",
    (0, -49),
    (0, -81),
    ((-12, -66), (-19, -75)),
    ((11, -65), (4, -57)),
    ((-5, -26), (-6, -4)),
    ((5.4, -26), (6, -4)),
    (-0.6, 0),
)


def picture() -> str:
    """Give the cover as SVG markup, 216 × 303 millimetres: A4 with a bleed of 3 mm."""
    return group([_sky(), _water(), _beach(), _shell(), _speakers(), _audience(), _promenade(), _woman(), _gulls()])


def _sky() -> str:
    tones = [mix(SEA, TINT, 0.16), mix(SEA, TINT, 0.4), mix(SEA, TINT, 0.68), light(SAND, 0.25), mix(SAND, CORAL, 0.2)]
    return bands([66, 92, 112, 128], tones, 146)


def _water() -> str:
    return group(
        [
            circle((150, 140), 17, "#fff3d2"),
            sea(142, 178, (mix(TEAL, SEA, 0.55), mix(TEAL, SEA, 0.28), TEAL), "#fdeecb", 150),
            pier(166, 140, 132, (INK, TEAL, "#ffe1a0")),
        ]
    )


def _beach() -> str:
    shore = curve(
        [(-6, 176), (30, 174), (80, 178), (130, 174), (180, 177), (222, 173), (222, 250), (-6, 250)], tension=0.7
    )
    foam = curve([(-6, 175), (30, 173), (80, 177), (130, 173), (180, 176), (222, 172)], closed=False)
    zone: list[Point] = [(-2, 178), (218, 178), (218, 236), (-2, 236)]
    pebbles = (
        stipple(zone, (108, 250), (108, 170), shade(SAND, 0.3), 110, 0.9, seed=5)
        + stipple(zone, (30, 250), (180, 180), light(SAND, 0.7), 60, 1.1, seed=6)
        + stipple(zone, (200, 250), (90, 180), mix(RED, SAND, 0.4), 40, 1.2, seed=7)
    )
    strollers = [
        ellipse((180, 206.4), 8, 0.9, shade(SAND, 0.4)),
        person(WALK, Look(Head(SKINS[0], "tail", FAIR_HAIR), TEAL, INK, garment="dress"), (176, 206), 0.24),
        person(WALK, Look(Head(SKINS[2], "short", BLACK_HAIR), RED, DUSK), (186, 206.4), 0.25),
    ]
    return group([stroke(foam, TINT, 1.6), path(shore, mix(SAND, OCHRE, 0.22)), pebbles, *strollers])


def _half(radius: float) -> str:
    x, y = SHELL
    return f"M{x - radius} {y}A{radius} {radius} 0 0 1 {x + radius} {y}Z"


def _shade(outer: float, inner: float) -> str:
    """The shadowed left part of a ring of the shell."""
    a, b = polar(SHELL, outer, 180), polar(SHELL, outer, 238)
    c, d = polar(SHELL, inner, 234), polar(SHELL, inner, 180)
    return (
        f"M{a[0]:.1f} {a[1]:.1f}A{outer} {outer} 0 0 1 {b[0]:.1f} {b[1]:.1f}L{c[0]:.1f} {c[1]:.1f}"
        f"A{inner} {inner} 0 0 0 {d[0]:.1f} {d[1]:.1f}Z"
    )


def _shell() -> str:
    x, y = SHELL
    rings = [(58.0, RED), (51.0, CORAL), (44.5, OCHRE), (38.5, SAND)]
    parts = [path(_half(60), INK)]
    for (outer, tone), inner in zip(rings, (51.0, 44.5, 38.5, 33.0), strict=True):
        dark = shade(tone, 0.24)
        parts += [path(_half(outer), tone), path(_shade(outer, inner), dark)]
        for k in range(3):
            radius = inner + (outer - inner) * (k + 0.6) / 3
            for end, size in ((246, 0.9), (254, 0.55)):
                parts.append(
                    stroke(arc(SHELL, radius, 236 + (end - 246) + k % 2, end), dark, size, stroke_dasharray="0.01 1.7")
                )
    parts.append(path(_half(33), mix(DEEP, TEAL, 0.3)))
    bulbs = [circle(polar(SHELL, 54.5, 180 + a), 1.05, "#fff1cb") for a in range(5, 180, 10)]
    beams = [
        path(f"M{x + foot - 11} {y}L{x + top} {y - 31.5}L{x + foot + 11} {y}Z", tone)
        for foot, top, tone in ((-15, 5, mix(TEAL, SEA, 0.22)), (15, -5, mix(TEAL, SEA, 0.3)))
    ]
    deck = (
        path(f"M{x - 66} {y}H{x + 66}L{x + 74} {y + 11}H{x - 74}Z", light(OCHRE, 0.25))
        + rect(x - 74, y + 11, 148, 8, shade(RED, 0.35))
        + rect(x - 74, y + 11, 148, 1.6, OCHRE)
    )
    planks = "".join(f"M{x + k * 11} {y}L{x + k * 12.3:.1f} {y + 11}" for k in range(-5, 6))
    skirt = "".join(f"M{x - 74 + k * 8.2:.1f} {y + 13}v6" for k in range(1, 18))
    shadow = path(f"M{x - 74} {y + 19}H{x + 74}L{x + 58} {y + 25}H{x - 86}Z", shade(SAND, 0.4))
    return group(
        [
            shadow,
            *parts,
            *bulbs,
            *beams,
            deck,
            stroke(planks, shade(OCHRE, 0.25), 0.4),
            stroke(skirt, shade(RED, 0.55), 0.5),
        ]
    )


def _microphone(x: float, y: float, high: float) -> str:
    return (
        ellipse((x, y), 3, 0.8, shade(OCHRE, 0.5))
        + stroke(f"M{x} {y}V{y - high}", INK, 0.6)
        + path(f"M{x - 1} {y - high}h2v-2.4a1 1 0 0 0 -2 0Z", INK)
    )


def _speakers() -> str:
    x, y = SHELL
    man = Look(Head(SKINS[5], "crop", BLACK_HAIR, BLACK_HAIR), OCHRE, INK, inner=TINT, build=1.05)
    woman = Look(Head(SKINS[1], "bob", AUBURN_HAIR, "", True), RED, INK, garment="dress")
    return group(
        [
            ellipse((x - 14, y + 6.4), 9, 1.3, shade(OCHRE, 0.45)),
            ellipse((x + 15, y + 6.4), 9, 1.3, shade(OCHRE, 0.45)),
            person(EXPLAIN, woman, (x - 15, y + 6), 0.36),
            person(TURN, man, (x + 15, y + 6), 0.38),
            _microphone(x - 3.6, y + 7.4, 23),
            _microphone(x + 4.2, y + 7.4, 24),
        ]
    )


Sitter = tuple[Hair, str, int, str] | None


def _seat(at: Point, size: float, tone: str, look: Sitter) -> str:
    """One striped deck chair from behind, 30 units high at size 1, and who sits in it."""
    parts = []
    if look:
        style, hair, skin, top = look
        parts += [
            path("M-7 -20C-7 -27 -4 -29 0 -29C4 -29 7 -27 7 -20Z", top),
            rect(-1.5, -32, 3, 4, shade(SKINS[skin], 0.2)),
            moved(_nape(Head(SKINS[skin], style, hair)), (0, -34.5), 0.62),
        ]
    cloth = "M-8 -25H8L9.4 -3C5 -0.6 -5 -0.6 -9.4 -3Z"
    stripes = "M-4.9 -25H-1.7L-2 -1.4L-5.8 -1.9ZM1.7 -25H4.9L5.8 -1.9L2 -1.4Z"
    wood = "M-9 -26.4L-10.6 2M9 -26.4L10.6 2"
    parts += [
        ellipse((0, 2), 13, 1.6, shade(SAND, 0.5)),
        path(cloth, tone),
        path(stripes, TINT),
        stroke(wood, shade(OCHRE, 0.45), 1.2),
        stroke("M-9.6 -25.4H9.6", light(OCHRE, 0.2), 1.6),
    ]
    return moved(group(parts), at, size)


def _nape(look: Head) -> str:
    return "".join(head(look, "back", -1))


def _audience() -> str:
    back: list[tuple[int, Sitter]] = [
        (22, ("curls", BLACK_HAIR, 4, TEAL)),
        (44, ("crop", GREY_HAIR, 0, DUSK)),
        (66, None),
        (88, ("scarf", CORAL, 2, DUSK)),
        (110, ("short", FAIR_HAIR, 1, OCHRE)),
        (132, None),
    ]
    front: list[tuple[int, Sitter]] = [
        (10, ("bun", GREY_HAIR, 1, RED)),
        (36, None),
        (62, ("turban", OCHRE, 3, TEAL)),
        (88, ("long", AUBURN_HAIR, 0, SEA)),
        (114, None),
    ]
    tones = [TEAL, RED, DUSK, OCHRE]
    seats = [_seat((x, 218), 0.6, tones[k % 4], who) for k, (x, who) in enumerate(back)] + [
        _seat((x, 234), 0.78, tones[(k + 2) % 4], who) for k, (x, who) in enumerate(front)
    ]
    return group(seats)


def _promenade() -> str:
    ground = curve([(-6, 240), (60, 238), (130, 239), (222, 232), (222, 310), (-6, 310)], tension=0.5)
    zone: list[Point] = [(90, 240), (218, 234), (218, 303), (90, 303)]
    edge = curve([(-6, 240), (60, 238), (130, 239), (222, 232)], closed=False, tension=0.5)
    pool = ellipse((149, 267.6), 38, 4, INK)
    return group(
        [
            path(ground, mix(INK, DUSK, 0.42)),
            stroke(edge, mix(DUSK, RULE, 0.3), 1.4),
            stipple(zone, (218, 232), (110, 290), mix(DUSK, SEA, 0.3), 90, 0.6, seed=21),
            pool,
        ]
    )


def _woman() -> str:
    look = Look(Head(SKINS[3], "long", BLACK_HAIR), CORAL, TEAL, shoes=OCHRE)
    return wheelchair_user(look, (152, 268), 0.98, flip=True, lit=-1, tablet=True)


def _gulls() -> str:
    rail = stroke("M186 262V234M186 236H222M186 246H222M210 262V234", mix(DUSK, SEA, 0.45), 1.3)
    return group(
        [
            gull((34, 98), 0.62, TINT, INK),
            gull((54, 86), 0.42, TINT, INK, flip=True),
            gull((176, 94), 0.52, TINT, INK, flip=True),
            gull((160, 108), 0.3, TINT, INK),
            rail,
            standing_gull((203, 236), 0.66, flip=True),
        ]
    )
