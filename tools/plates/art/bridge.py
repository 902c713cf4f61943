"""The suspension bridge in perspective, with the data cylinders and folders that it ties together."""

from __future__ import annotations

from art.grain import grain
from art.palette import (
    CORAL,
    DEEP,
    DUSK,
    INK,
    OCHRE,
    RED,
    SAND,
    SEA,
    TEAL,
    TINT,
    light,
    mix,
    shade,
)
from art.shapes import Point, circle, curve, ellipse, group, moved, path, rect, straight, stroke

HORIZON = 452.0
VANISH = (1900.0, HORIZON)


NEAR = 1.0


FAR = 0.6


def on(scale: float, height: float, across: float = 0) -> Point:
    """Give the point at this scale of perspective and height over the deck, on the near (0) or far (1) side."""
    x = 330 + (VANISH[0] - 330) * (1 - scale) + 58 * across * scale
    return x, HORIZON + (132 - 16 * across - height) * scale


def _scales(first: float, last: float, count: int) -> list[float]:
    depths = [1 / first + (1 / last - 1 / first) * k / count for k in range(count + 1)]
    return [1 / depth for depth in depths]


def _main(across: float) -> list[Point]:
    count = 32
    return [on(s, 26 + 444 * (2 * k / count - 1) ** 2, across) for k, s in enumerate(_scales(NEAR, FAR, count))]


def bridge() -> str:
    """Give the whole bridge, far side first, as SVG markup."""
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
    top = [on(s, 0, 0) for s in span]
    back = [on(s, 0, 1) for s in span][::-1]
    under = [on(s, -17, 0) for s in span][::-1]
    shadow = straight([on(1.2, -190, 0.4), on(0.36, -190, 0.4), on(0.36, -206, 0), on(1.2, -214, 0)])
    road = straight([*top, *back])
    rail = "".join(straight([on(s, 0), on(s, 9)], closed=False) for s in _scales(1.26, 0.48, 90))
    return group(
        [
            path(shadow, DEEP, opacity=0.6),
            path(road, SAND),
            grain(road, RED, (100, 560), (900, 540), 0.5),
            path(straight([*top, *under]), shade(RED, 0.15)),
            stroke(straight([on(s, -8.5) for s in span], closed=False), shade(RED, 0.5), 3),
            stroke(rail, INK, 1),
            stroke(straight([on(s, 9) for s in span], closed=False), INK, 1.6),
            _traffic(),
        ]
    )


def _traffic() -> str:
    """The packets that cross: little folders and cylinders on the deck, one under each third hanger."""
    parts = []
    for index, scale in enumerate(_scales(1.14, 0.52, 15)[1:-1]):
        spot = on(scale, 2, 0.5)
        parts.append(
            moved(folder((OCHRE, CORAL, SEA)[index % 3]), spot, 0.34 * scale)
            if index % 2
            else moved(drum((TEAL, DUSK, OCHRE)[index % 3], 1), spot, 0.24 * scale)
        )
    return group(parts[::-1])


def _cables(across: float) -> str:
    tone = INK if across == 0 else mix(INK, CORAL, 0.4)
    main = _main(across)
    scales = _scales(NEAR, FAR, 32)
    hangers = "".join(straight([top, on(s, 0, across)], closed=False) for top, s in zip(main, scales, strict=True))
    left = [on(s, 470 - (460 if across else 372) * (s - 1) / 0.2, across) for s in _scales(1.0, 1.2, 10)]
    right = [on(s, 470 - 430 * k / 10, across) for k, s in enumerate(_scales(FAR, 0.505, 10))]
    side = "".join(
        straight([spot, (spot[0], on(s, 0, across)[1])], closed=False)
        for spot, s in zip(left[1:], _scales(1.0, 1.2, 10)[1:], strict=True)
    )
    side += "".join(
        straight([spot, (spot[0], on(s, 0, across)[1])], closed=False)
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
    foot, top = on(scale, -232, across), on(scale, 486, across)
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
        a, b = on(scale, height, 0), on(scale, height, 1)
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


def drum(tone: str, discs: int, wide: float = 60) -> str:
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


def folder(tone: str) -> str:
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
