"""Heads: skin, hair and what is worn on them, without features; the origin is the middle of the head, 13 units high.

A head looks at the reader (`front`), to the right (`side`, mirrored by the caller for the left) or away (`back`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from art.palette import INK, light, shade
from art.shapes import circle, curve, ellipse, group, path, stroke

View = Literal["front", "side", "back"]
Hair = Literal["short", "crop", "bob", "long", "bun", "curls", "scarf", "bald", "turban", "tail"]


@dataclass(frozen=True, slots=True)
class Head:
    """A head: colours of skin and hair, the style (for a scarf or turban `hair` is the cloth), beard, glasses."""

    skin: str
    style: Hair
    hair: str
    beard: str = ""
    glasses: bool = False


def head(look: Head, view: View, shadow: int) -> tuple[str, str]:
    """Give a head as two layers, what lies behind the body and what lies before it; `shadow` is -1 (left) or 1."""
    behind = _hair_behind(look, view)
    if view == "back":
        return behind, _back(look)
    front = view == "front"
    skull = _SKULL if front else _PROFILE
    parts = [path(skull, look.skin)]
    parts.append(path(_front_shadow(shadow) if front else _SIDE_SHADOW, shade(look.skin, 0.16)))
    if look.beard:
        parts.append(path(_BEARD if front else _SIDE_BEARD, look.beard))
    if look.style not in {"scarf", "turban"}:
        ears = [(-4.9, 0.6), (4.9, 0.6)] if front else []
        parts[:0] = [ellipse(ear, 1.1, 1.6, shade(look.skin, 0.08)) for ear in ears]
    if not front and look.style not in {"scarf", "bob", "long", "curls"}:
        parts.append(ellipse((-1.2, 0.8), 1.1, 1.7, shade(look.skin, 0.26)))
    parts.append(_hair_before(look, view))
    if look.glasses:
        parts.append(_glasses(view))
    return behind, group(parts)


_SKULL = curve(
    [(0, -6.5), (3.9, -4.6), (4.9, -0.6), (4.2, 3.3), (1.9, 6.2), (-1.9, 6.2), (-4.2, 3.3), (-4.9, -0.6), (-3.9, -4.6)]
)
_PROFILE = (
    "M-5 -1C-5.2 -4.6 -2.6 -6.6 0.4 -6.6C3.2 -6.6 4.9 -4.8 5 -2.2C5 -1.6 6.3 0.5 6.1 1C6 1.4 5.1 1.3 5 1.6"
    "C4.9 2 5.3 2.6 5.1 3C4.9 3.5 5.1 3.8 4.9 4.6C4.7 5.9 3.6 6.4 2.3 6.2L-1.6 5.2C-3.9 4.2 -4.9 1.8 -5 -1Z"
)
_SIDE_SHADOW = (
    "M-5 -1C-5.1 -3 -4 -5 -3 -5.6C-2.6 -2 -1.2 2.6 2.6 4.2C3.5 4.6 3.4 6.3 2.3 6.2L-1.6 5.2C-3.9 4.2 -4.9 1.8 -5 -1Z"
)
_BEARD = (
    "M-4.8 0.6C-4.2 1.2 -3.7 2.2 -2.2 2.4C-1 1.8 1 1.8 2.2 2.4C3.7 2.2 4.2 1.2 4.8 0.6"
    "C5.2 4.4 3 8 0 8C-3 8 -5.2 4.4 -4.8 0.6Z"
)
_SIDE_BEARD = (
    "M-1.8 0.4C-0.4 2 1.2 2.6 3 2C3.9 1.7 4.8 2.1 5 2.6C5.2 3.2 5.4 4 5.4 5C5.3 7 4 8 2.4 7.8"
    "C-0.2 7.4 -2.6 5.4 -1.8 0.4Z"
)


def _front_shadow(shadow: int) -> str:
    points = [
        (0.2, -6.5),
        (0.5, -2),
        (0.9, 1.2),
        (0.2, 2.4),
        (0.3, 6.3),
        (1.9, 6.2),
        (4.2, 3.3),
        (4.9, -0.6),
        (3.9, -4.6),
    ]
    return curve([(x * shadow, y) for x, y in points], tension=0.8)


def _hair_behind(look: Head, view: View) -> str:
    tone = shade(look.hair, 0.22)
    match look.style, view:
        case "bob", "front":
            return path(
                curve([(0, -7), (5.4, -4.5), (6.2, 1), (5.6, 5.6), (0, 6), (-5.6, 5.6), (-6.2, 1), (-5.4, -4.5)]), tone
            )
        case "long", "front":
            return path(
                curve(
                    [
                        (0, -7),
                        (5.4, -4.5),
                        (6.2, 2),
                        (6.6, 9),
                        (5, 13),
                        (0, 12),
                        (-5, 13),
                        (-6.6, 9),
                        (-6.2, 2),
                        (-5.4, -4.5),
                    ]
                ),
                tone,
            )
        case "long", "side":
            return path("M-4 -5C-7.5 0 -5.5 6 -8 13C-4 14.5 0 12 1.5 7L0 0Z", tone)
        case "curls", _:
            spots = [(-5.5, -2.6), (-3.6, -5.9), (0, -7.3), (3.6, -5.9), (5.5, -2.6), (-6, 0.9), (6, 0.9)]
            shift = -1.2 if view == "side" else 0.0
            return group(circle((x + shift, y), 2.9, tone) for x, y in (spots[:-1] if view == "side" else spots))
        case "scarf", "front":
            return path(
                curve(
                    [
                        (0, -7.6),
                        (5.3, -5.4),
                        (6.4, 0),
                        (6.2, 5),
                        (8.2, 10),
                        (0, 13),
                        (-8.2, 10),
                        (-6.2, 5),
                        (-6.4, 0),
                        (-5.3, -5.4),
                    ]
                ),
                tone,
            )
        case "scarf", "side":
            return path(
                curve([(0, -7.6), (-5, -5.4), (-6.6, 0), (-6.2, 5), (-8, 11), (-1, 13), (5.6, 10.4), (4.4, 6), (3, 0)]),
                tone,
            )
        case "tail", "side":
            return path("M-3.6 -4.6C-9 -5.6 -10.4 1 -9 7.4C-6.6 5 -5.4 1.4 -3.4 -0.6Z", tone)
        case _:
            return ""


def _hair_before(look: Head, view: View) -> str:
    front = view == "front"
    tone, bright = look.hair, light(look.hair, 0.16)
    match look.style:
        case "bald":
            return ellipse((1.6, -4.6), 1.7, 0.9, light(look.skin, 0.35))
        case "scarf":
            return _scarf(tone, front=front)
        case "turban":
            shape = (
                "M-5.6 0.2C-7.4 -5 -4 -9.6 0.6 -9.4C5.4 -9.4 7.4 -5 5.4 -1.6C3.6 -3.6 0.8 -4.4 0 -4.2"
                "C-2 -3.6 -4.4 -1.8 -5.6 0.2Z"
            )
            folds = "M-6 -2.4C-3.4 -5.6 1.6 -6.6 6 -4.4M-5.4 -5C-2.4 -7.8 2 -8.6 5 -7"
            return path(shape, tone) + stroke(folds, shade(tone, 0.3), 0.5)
        case "crop":
            cap = (
                (
                    "M-4.9 -0.4C-5.4 -4.4 -3.4 -7 0 -7C3.4 -7 5.4 -4.4 4.9 -0.4C4.5 -2.4 3.8 -3.4 3.2 -4"
                    "C1.4 -4.5 -1.4 -4.5 -3.2 -4C-3.8 -3.4 -4.5 -2.4 -4.9 -0.4Z"
                )
                if front
                else (
                    "M5 -2.6C4.4 -5.6 2.8 -7.1 0.2 -7.1C-3.6 -7.1 -6 -4.4 -5.4 0C-5 2.2 -4.4 3.4 -3.2 3.8"
                    "L-2 0.6L-0.6 -1L0 -2.8L3.4 -3.6Z"
                )
            )
            return path(cap, tone)
    cap = _FRONT_CAP if front else _SIDE_CAP
    parts = [path(cap, tone)]
    if look.style == "bun":
        knot = (0.0, -8.2) if front else (-5.2, -5.4)
        parts.insert(0, circle(knot, 2.7, shade(tone, 0.16)))
    if look.style == "curls":
        spots = [(-3.9, -3.6), (-1.5, -5.4), (1.5, -5.5), (3.9, -3.7), (-5, -0.6)]
        parts = [circle(spot, 2.2, tone) for spot in (spots if not front else [*spots, (5, -0.6)])]
        return group(parts)
    if look.style in {"bob", "long"}:
        low = 5.2 if look.style == "bob" else 9.5
        if front:
            parts.append(path(f"M-3.6 -4.6C-5 -2 -4.4 2 -4.2 {low}L-6 {low}C-6.8 2 -6.6 -3 -3.6 -4.6Z", tone))
            parts.append(path(f"M3.6 -4.6C5 -2 4.4 2 4.2 {low}L6 {low}C6.8 2 6.6 -3 3.6 -4.6Z", tone))
        else:
            parts.append(path(f"M1 -5C1.6 -1.4 0.6 2 0.2 {low}L-5.6 {low - 0.6}C-6.6 2 -6.6 -3.6 -3 -5.6Z", tone))
    shine = "M-0.8 -5.8C0.8 -6.4 2.4 -6 3.4 -5" if front else "M-3.8 -3.4C-3.2 -5 -1.6 -6 0.4 -6"
    return group([*parts, stroke(shine, bright, 0.6)])


_FRONT_CAP = (
    "M-5 0C-5.9 -4.6 -3.6 -7.6 0.4 -7.5C4.4 -7.4 5.9 -4.4 5 0C4.6 -1.6 4.2 -2.8 3.4 -3.6"
    "C1 -3 -1.4 -3.6 -2.4 -4.6C-3.2 -3.4 -4.4 -2.4 -5 0Z"
)
_SIDE_CAP = (
    "M5.3 -2.8C5.4 -5.6 3 -7.6 0 -7.5C-4 -7.4 -6.4 -4.2 -5.7 0C-5.3 2.2 -4.5 3.6 -3.3 4.2"
    "L-2.3 0.8L-0.8 -0.8L0.6 -3.2C2.2 -3.4 3.8 -3.4 5.3 -2.8Z"
)


def _scarf(cloth: str, *, front: bool) -> str:
    if front:
        outer = (
            "M0 -7.6C4.6 -7.6 6.6 -4 6.3 0.6C6.1 3.6 5.4 6.4 6.6 9.2C3 11.6 -3 11.6 -6.6 9.2"
            "C-5.4 6.4 -6.1 3.6 -6.3 0.6C-6.6 -4 -4.6 -7.6 0 -7.6Z"
        )
        hole = "M0 -4.7C-2.6 -4.7 -4 -2.6 -4 0.2C-4 3.4 -2.2 5.8 0 5.8C2.2 5.8 4 3.4 4 0.2C4 -2.6 2.6 -4.7 0 -4.7Z"
        fold = "M-5 4.6C-3 8 1.6 8.6 4.8 5.6M-5.6 7.4C-2.6 10 2.6 10.2 5.8 8"
    else:
        outer = (
            "M5.2 -3.4C4.4 -6.4 2.4 -7.7 -0.2 -7.6C-4.8 -7.4 -7 -3.6 -6.4 0.8C-6 4 -6.6 7 -8 10"
            "C-4 12.4 2 12 5.8 9.4C5 8 4.6 7 4.2 6.4"
        )
        hole = "C2.2 6 1 3.6 1 0.6C1 -1.8 2.6 -3.6 5.2 -3.4Z"
        return path(outer + hole, cloth) + stroke(
            "M3.4 6.8C0 8.6 -3 7.6 -5.6 4M4.6 9C0 10.8 -4 10.2 -7 8.4", shade(cloth, 0.25), 0.5
        )
    return path(outer + hole, cloth, fill_rule="evenodd") + stroke(fold, shade(cloth, 0.25), 0.5)


def _back(look: Head) -> str:
    tone, dark = look.hair, shade(look.hair, 0.22)
    match look.style:
        case "bald":
            return path(_SKULL, look.skin) + path(_front_shadow(-1), shade(look.skin, 0.16))
        case "scarf":
            cloth = curve(
                [
                    (0, -7.6),
                    (5.3, -5.4),
                    (6.4, 0),
                    (6, 5),
                    (8.4, 10),
                    (0, 15),
                    (-8.4, 10),
                    (-6, 5),
                    (-6.4, 0),
                    (-5.3, -5.4),
                ]
            )
            return path(cloth, tone) + stroke("M-4.6 4.4C-1.6 7.6 2.6 7.4 5 4.2M-6 8C-2 11.4 3 11 6.4 7.6", dark, 0.5)
        case "turban":
            return path(_SKULL, look.skin) + path(
                "M-5.6 1C-7.4 -5 -4 -9.6 0 -9.4C5 -9.4 7.4 -5 5.6 1C3 2.6 -3 2.6 -5.6 1Z", tone
            )
        case "long":
            mane = (
                "M0 -7.5C4.6 -7.5 6.2 -3.6 6.2 1C6.4 6 7 10 5.6 14C2 15.4 -2 15.4 -5.6 14"
                "C-7 10 -6.4 6 -6.2 1C-6.2 -3.6 -4.6 -7.5 0 -7.5Z"
            )
            return path(mane, tone) + stroke("M-2 -4C-3.4 2 -2.6 8 -3 13M2.4 -3C3.4 3 2.4 8 3 13", dark, 0.5)
        case "bob":
            shape = (
                "M0 -7.5C4.6 -7.5 6.2 -3.6 6.2 1C6.4 3.6 6.2 5 5.6 6.4C2 7.4 -2 7.4 -5.6 6.4"
                "C-6.2 5 -6.4 3.6 -6.2 1C-6.2 -3.6 -4.6 -7.5 0 -7.5Z"
            )
            return path(shape, tone) + stroke("M-2 -4C-3 0 -2.6 3 -2.8 6M2.4 -3C3.2 0 2.6 3 2.8 6", dark, 0.5)
        case "curls":
            spots = [(-4, -4), (0, -6), (4, -4), (-5, 0), (5, 0), (-3, 2.6), (3, 2.6), (0, -1.6), (0, 1)]
            return group(circle(spot, 2.9, tone) for spot in spots)
    nape = [
        ellipse((-4.9, 0.6), 1.1, 1.6, look.skin),
        ellipse((4.9, 0.6), 1.1, 1.6, look.skin),
        path(_SKULL, look.skin),
    ]
    cap = (
        "M0 -7.3C4.4 -7.3 5.8 -4 5 0.4C4.4 3 3 4.6 2 4.8C0.6 5.2 -0.6 5.2 -2 4.8"
        "C-3 4.6 -4.4 3 -5 0.4C-5.8 -4 -4.4 -7.3 0 -7.3Z"
    )
    extra = []
    if look.style == "bun":
        extra = [circle((0, -5.2), 3, dark)]
    if look.style == "tail":
        extra = [path("M-1.6 -3C-3 2 -3 8 -1 12C1 13 2.6 9 2.6 5C2.6 1 2.2 -2 1.6 -3Z", dark)]
    return group([*nape, path(cap, tone), *extra])


def _glasses(view: View) -> str:
    if view == "front":
        return stroke(
            "M-4 -0.6a1.7 1.5 0 1 0 3.4 0a1.7 1.5 0 1 0 -3.4 0M0.6 -0.6a1.7 1.5 0 1 0 3.4 0a1.7 1.5 0 1 0 -3.4 0"
            "M-0.6 -0.8h1.2",
            INK,
            0.5,
        )
    return stroke("M2.4 -0.7a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0M2.4 -0.8L-1 -0.4", INK, 0.5)
