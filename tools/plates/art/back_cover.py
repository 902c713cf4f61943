"""The back cover: evening at Brighton, the pier before a low sun, two deck chairs, a gull; quiet."""

from __future__ import annotations

from art.palette import CORAL, DEEP, DUSK, INK, OCHRE, RED, SAND, SEA, TEAL, TINT, light, mix, shade
from art.seaside import bands, deck_chair, gull, pier, sea, standing_gull
from art.shapes import Point, circle, curve, ellipse, group, path, rect, stipple, stroke

BOX = (216.0, 303.0)


def picture() -> str:
    """Give the back cover as SVG markup, 216 × 303 millimetres: A4 with a bleed of 3 mm."""
    return group([_sky(), _water(), _beach(), _chairs()])


def _sky() -> str:
    tones = [
        mix(DUSK, TEAL, 0.3),
        mix(DUSK, CORAL, 0.3),
        mix(DUSK, CORAL, 0.56),
        mix(CORAL, SAND, 0.25),
        mix(OCHRE, SAND, 0.55),
    ]
    clouds = (
        "M30 96C52 91 76 92 96 96C76 99 50 99 30 96ZM120 84C146 79 168 80 190 84"
        "C168 87 142 87 120 84ZM8 132C26 129 42 129 56 132C42 134 24 134 8 132Z"
    )
    return group(
        [bands([48, 84, 118, 150], tones, 186), path(clouds, light(CORAL, 0.4)), circle((76, 172), 23, "#fff0c8")]
    )


def _water() -> str:
    tones = (mix(mix(TEAL, SEA, 0.3), CORAL, 0.16), mix(DEEP, TEAL, 0.6), DEEP)
    return group([sea(180, 244, tones, "#ffe3ae", 76), pier(214, 176, 112, (INK, mix(INK, DUSK, 0.55), "#ffd98c"))])


def _beach() -> str:
    shore = curve([(-6, 240), (40, 236), (96, 240), (150, 236), (222, 228), (222, 310), (-6, 310)], tension=0.7)
    wet = curve([(-6, 236), (40, 232), (96, 236.5), (150, 232), (222, 224), (222, 240), (-6, 250)], tension=0.7)
    foam = curve([(-6, 235), (40, 231), (96, 235.5), (150, 231), (222, 223)], closed=False)
    zone: list[Point] = [(-2, 242), (218, 236), (218, 303), (-2, 303)]
    sand = mix(mix(SAND, DUSK, 0.34), RED, 0.12)
    tones = (
        (shade(sand, 0.4), (108, 310), 260, 1.1),
        (light(sand, 0.4), (60, 300), 110, 1.3),
        (mix(RED, sand, 0.3), (180, 310), 60, 1.5),
        (mix(TEAL, sand, 0.4), (40, 310), 40, 1.5),
    )
    dots = [
        stipple(zone, dense, (dense[0], 232), tone, count, size, seed=31 + k)
        for k, (tone, dense, count, size) in enumerate(tones)
    ]
    return group([path(wet, mix(sand, INK, 0.3)), stroke(foam, light(CORAL, 0.6), 1.5), path(shore, sand), *dots])


def _chairs() -> str:
    cup = (
        ellipse((157, 279), 4, 1, shade(DUSK, 0.5))
        + path("M153.6 271.6h6.8l-1 7.4h-4.8Z", TINT)
        + rect(153.2, 270.6, 7.2, 1.4, RED)
    )
    return group(
        [
            deck_chair((126, 262), 1.02, RED, TINT, flip=True),
            deck_chair((176, 274), 1.34, TEAL, TINT, flip=True),
            cup,
            standing_gull((46, 272), 0.8),
            gull((52, 116), 0.62, light(SAND, 0.4), INK),
            gull((76, 106), 0.42, light(SAND, 0.4), INK, flip=True),
            gull((150, 122), 0.36, light(SAND, 0.4), INK),
        ]
    )
