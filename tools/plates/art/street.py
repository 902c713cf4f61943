"""The street of the connected town: houses, shop, clock tower, lamps with sensors, a car that charges."""

from __future__ import annotations

import random

from art.grain import glow, grain
from art.palette import (
    CORAL,
    DUSK,
    INK,
    OCHRE,
    RED,
    RULE,
    SAND,
    SEA,
    TEAL,
    TINT,
    light,
    mix,
    shade,
)
from art.shapes import circle, curve, ellipse, group, moved, path, polar, rect, straight, stroke

KERB = 650.0


LAMP = "#ffdf9a"


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


def left_row() -> str:
    """Give the houses on the left, from the far one to the near one, standing on the kerb."""
    return group(
        [
            _house(306, 112, 470, mix(SAND, DUSK, 0.36), shade(RED, 0.55), 4),
            _house(182, 130, 408, mix(CORAL, DUSK, 0.35), INK, 5),
            _house(-6, 190, 352, mix(TEAL, DUSK, 0.25), shade(RED, 0.4), 8),
        ]
    )


def right_row() -> str:
    """Give the clock tower, a house and the shop on the right, standing on the kerb."""
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


def lamp(x: float) -> str:
    """Give a street light at x, with its light on the pavement and the box of a sensor on its post."""
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


def car() -> str:
    """Give an electric car at the kerb and the post that charges it."""
    body = (
        "M0 0V-26C0 -36 6 -40 20 -42L44 -66C50 -72 58 -74 70 -74H122C134 -74 142 -70 148 -62"
        "L162 -42C186 -40 198 -34 200 -20V0Z"
    )
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
