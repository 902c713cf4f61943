"""East Riding: a suspension bridge over an estuary ties the data cylinders and folders of both banks together."""

from __future__ import annotations

import random

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
    TINT,
    light,
    mix,
    shade,
)
from art.people import STAND_BACK, Look, person
from art.shapes import Point, circle, curve, ellipse, group, moved, path, rect, straight, stroke

HORIZON = 452.0
SUN = (650.0, 404.0)
VANISH = (1900.0, HORIZON)
NEAR, FAR = 1.0, 0.6


def picture() -> str:
    """Give the plate as SVG markup, 1200 × 800 units."""
    return group([_sky(), _water(), _right_bank(), _bridge(), _left_bank(), _reeds(), _birds(), _watchers()])


def _on(scale: float, height: float, across: float = 0) -> Point:
    """Give the point of the bridge at this scale of perspective, a height over the deck, on the near (0) or far (1) side."""
    x = 330 + (VANISH[0] - 330) * (1 - scale) + 58 * across * scale
    return x, HORIZON + (132 - 16 * across - height) * scale


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
                    f"M{x} {y}C{x + w * 0.3} {y - 14} {x + w * 0.6} {y - 10} {x + w} {y}C{x + w * 0.7} {y + 6} {x + w * 0.3} {y + 7} {x} {y}Z",
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


def _scales(first: float, last: float, count: int) -> list[float]:
    depths = [1 / first + (1 / last - 1 / first) * k / count for k in range(count + 1)]
    return [1 / depth for depth in depths]


def _main(across: float) -> list[Point]:
    count = 32
    return [_on(s, 26 + 444 * (2 * k / count - 1) ** 2, across) for k, s in enumerate(_scales(NEAR, FAR, count))]


def _bridge() -> str:
    parts = [
        _cables(1),
        _tower(FAR, 1),
        _deck(),
        _tower(NEAR, 1),
        _tower(FAR, 0),
        _cables(0),
        _tower(NEAR, 0),
        _beams(NEAR),
        _beams(FAR),
    ]
    return group(parts)


def _deck() -> str:
    span = [*_scales(1.26, 0.48, 20)]
    top = [_on(s, 0, 0) for s in span]
    back = [_on(s, 0, 1) for s in span][::-1]
    under = [_on(s, -17, 0) for s in span][::-1]
    shadow = straight([_on(1.2, -190, 0.4), _on(0.36, -190, 0.4), _on(0.36, -206, 0), _on(1.2, -214, 0)])
    road = straight([*top, *back])
    rail = "".join(straight([_on(s, 0), _on(s, 9)], closed=False) for s in _scales(1.26, 0.48, 90))
    return group(
        [
            path(shadow, DEEP, opacity=0.6),
            path(road, SAND),
            grain(road, RED, (100, 560), (900, 540), 0.5),
            path(straight([*top, *under]), shade(RED, 0.15)),
            stroke(straight([_on(s, -8.5) for s in span], closed=False), shade(RED, 0.5), 3),
            stroke(rail, INK, 1),
            stroke(straight([_on(s, 9) for s in span], closed=False), INK, 1.6),
            _traffic(),
        ]
    )


def _traffic() -> str:
    """The packets that cross: little folders and cylinders on the deck, one under each third hanger."""
    parts = []
    for index, scale in enumerate(_scales(1.14, 0.52, 15)[1:-1]):
        spot = _on(scale, 2, 0.5)
        parts.append(
            moved(_folder((OCHRE, CORAL, SEA)[index % 3]), spot, 0.34 * scale)
            if index % 2
            else moved(_drum((TEAL, DUSK, OCHRE)[index % 3], 1), spot, 0.24 * scale)
        )
    return group(parts[::-1])


def _cables(across: float) -> str:
    tone = INK if across == 0 else mix(INK, CORAL, 0.4)
    main = _main(across)
    scales = _scales(NEAR, FAR, 32)
    hangers = "".join(straight([top, _on(s, 0, across)], closed=False) for top, s in zip(main, scales, strict=True))
    left = [_on(s, 470 - (460 if across else 372) * (s - 1) / 0.2, across) for s in _scales(1.0, 1.2, 10)]
    right = [_on(s, 470 - 430 * k / 10, across) for k, s in enumerate(_scales(FAR, 0.505, 10))]
    side = "".join(
        straight([spot, (spot[0], _on(s, 0, across)[1])], closed=False)
        for spot, s in zip(left[1:], _scales(1.0, 1.2, 10)[1:], strict=True)
    )
    side += "".join(
        straight([spot, (spot[0], _on(s, 0, across)[1])], closed=False)
        for spot, s in zip(right[1:-1], _scales(FAR, 0.505, 10)[1:-1], strict=True)
    )
    wide = 5.5 if across == 0 else 3.6
    beads = (
        [
            circle(spot, 5.2 if across == 0 else 3, (OCHRE, SEA, TINT)[k % 3])
            for k, spot in enumerate(main)
            if k % 2 == 0
        ]
        if across == 0
        else []
    )
    return group(
        [
            stroke(hangers + side, tone, 1.5 if across == 0 else 1),
            *[stroke(curve(line, closed=False), tone, wide) for line in (left, main, right)],
            *beads,
        ]
    )


def _tower(scale: float, across: float) -> str:
    foot, top = _on(scale, -232, across), _on(scale, 486, across)
    wide, slim = 21 * scale, 14 * scale
    data = straight(
        [(foot[0] - wide, foot[1]), (top[0] - slim, top[1]), (top[0] + slim, top[1]), (foot[0] + wide, foot[1])]
    )
    lit = straight(
        [
            (foot[0] + wide * 0.2, foot[1]),
            (top[0] + slim * 0.2, top[1]),
            (top[0] + slim, top[1]),
            (foot[0] + wide, foot[1]),
        ]
    )
    tone = mix(RED, SAND, 0.12 if across == 0 else 0.3)
    pier = [
        ellipse((foot[0], foot[1] + 4 * scale), 44 * scale, 12 * scale, shade(SAND, 0.5)),
        rect(foot[0] - 34 * scale, foot[1] - 16 * scale, 68 * scale, 20 * scale, shade(SAND, 0.35), rx=4),
    ]
    reflection = path(
        straight(
            [
                (foot[0] - wide, foot[1] + 8),
                (foot[0] + wide, foot[1] + 8),
                (foot[0] + wide * 0.7, foot[1] + 92 * scale),
                (foot[0] - wide * 1.1, foot[1] + 92 * scale),
            ]
        ),
        shade(RED, 0.6),
        opacity=0.45,
    )
    return group(
        [
            reflection,
            *pier,
            path(data, shade(tone, 0.2)),
            path(lit, light(tone, 0.12) if scale == FAR else tone),
            grain(data, INK, (foot[0] - wide, foot[1]), (top[0] + slim, top[1] + 200), 0.7),
            rect(top[0] - slim * 1.25, top[1] - 8 * scale, slim * 2.5, 12 * scale, shade(tone, 0.35), rx=2),
        ]
    )


def _beams(scale: float) -> str:
    parts = []
    for height in (452, 310, 168):
        a, b = _on(scale, height, 0), _on(scale, height, 1)
        deep = 24 * scale
        box = straight(
            [
                (a[0] + 8 * scale, a[1]),
                (b[0] - 8 * scale, b[1]),
                (b[0] - 8 * scale, b[1] + deep),
                (a[0] + 8 * scale, a[1] + deep),
            ]
        )
        parts.append(path(box, shade(RED, 0.3)))
    return group(parts)


def _drum(tone: str, discs: int, wide: float = 60) -> str:
    """A data cylinder of so many discs, its foot at 0."""
    parts, flat, high = [], wide * 0.27, wide * 0.62
    for k in range(discs):
        low = -k * (high + 5)
        side = f"M{-wide} {low - high}V{low}A{wide} {flat} 0 0 0 {wide} {low}V{low - high}Z"
        parts += [
            path(side, tone),
            grain(side, shade(tone, 0.65), (-wide, low), (wide * 0.4, low - high), 0.9),
            ellipse((0, low - high), wide, flat, light(tone, 0.32)),
            ellipse((0, low - high), wide * 0.8, flat * 0.74, light(tone, 0.16)),
            circle((wide * 0.5, low - high * 0.36), wide * 0.07, TINT),
            circle((wide * 0.7, low - high * 0.44), wide * 0.07, OCHRE if tone != OCHRE else RED),
        ]
    return group(parts)


def _folder(tone: str) -> str:
    """A folder with papers in it, its foot at 0."""
    back = "M-60 0V-92Q-60 -98 -54 -98H-22L-10 -84H56Q62 -84 62 -78V0Z"
    front = "M-60 0L-48 -66Q-47 -70 -42 -70H74Q80 -70 79 -65L66 0Z"
    return group(
        [
            path(back, shade(tone, 0.3)),
            rect(-50, -92, 96, 60, TINT, transform="rotate(-3)"),
            rect(-44, -84, 98, 60, light(SAND, 0.5)),
            stroke("M-34 -77h60", DUSK, 3),
            path(front, tone),
            grain(front, shade(tone, 0.6), (70, 10), (-20, -60), 0.7),
            rect(-24, -44, 46, 16, TINT, transform="skewX(-10)"),
        ]
    )


def _left_bank() -> str:
    bank = curve(
        [(-30, 640), (60, 636), (150, 660), (220, 690), (330, 740), (480, 776), (560, 830), (-30, 830)], tension=0.7
    )
    anchor = _on(1.2, 98, 0)
    tie = stroke(f"M{anchor[0]:.1f} {anchor[1]:.1f}L-10 {anchor[1] + 60:.1f}", INK, 6)
    return group(
        [
            path(bank, mix(DEEP, TEAL, 0.35)),
            grain(bank, INK, (0, 840), (240, 640), 0.9),
            grain(bank, OCHRE, (330, 640), (160, 730), 0.6),
            tie,
            moved(_folder(CORAL), (196, 694), 0.85),
            moved(_drum(TEAL, 4, 62), (64, 690), 1.0),
            moved(_folder(OCHRE), (20, 770), 1.1),
            moved(_drum(DUSK, 2, 60), (178, 752), 0.92),
            moved(_drum(OCHRE, 1, 60), (300, 770), 0.62),
        ]
    )


def _right_bank() -> str:
    bank = curve([(1230, 500), (1140, 496), (1060, 506), (986, 526), (940, 548), (1040, 560), (1230, 572)], tension=0.7)
    spots = [
        (_drum(DUSK, 3), 1046, 514, 0.42),
        (_folder(RED), 1096, 520, 0.5),
        (_drum(OCHRE, 4), 1150, 520, 0.46),
        (_folder(SEA), 1060, 540, 0.46),
        (_drum(TEAL, 2), 1116, 548, 0.46),
        (_folder(OCHRE), 1176, 552, 0.56),
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
                    f"M{x - 3:.1f} 806Q{x:.1f} {806 - high * 0.6:.1f} {x + lean:.1f} {806 - high:.1f}Q{x + 3:.1f} {806 - high * 0.5:.1f} {x + 4:.1f} 806Z",
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
                f"M{x - 22 * s} {y - 6 * s}Q{x - 8 * s} {y - 12 * s} {x} {y}Q{x + 10 * s} {y - 13 * s} {x + 24 * s} {y - 9 * s}Q{x + 10 * s} {y - 6 * s} {x + 1 * s} {y + 5 * s}Q{x - 9 * s} {y - 4 * s} {x - 22 * s} {y - 6 * s}Z",
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
