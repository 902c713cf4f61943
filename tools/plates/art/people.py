"""People: bodies in poses, dressed, with natural proportions; a standing adult is 100 units tall on the ground at 0.

A pose is joints seen from the front, from the side (to the right) or from behind. `person` puts one on a picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from art.heads import Head, View, head
from art.palette import shade
from art.shapes import Point, between, curve, group, moved, path, tube

if TYPE_CHECKING:
    from art.poses import Limb, Pose

Garment = Literal["trousers", "skirt", "dress", "coat"]


@dataclass(frozen=True, slots=True)
class Look:
    """A person: the head, the colours of clothes, and the kind of garment; short sleeves show the forearm."""

    head: Head
    top: str
    bottom: str
    shoes: str = "#1d2440"
    garment: Garment = "trousers"
    inner: str = ""
    sleeves: bool = True
    build: float = 1.0


def person(pose: Pose, look: Look, at: Point, scale: float, *, flip: bool = False, lit: int = 1) -> str:
    """Give a person standing on a point, `scale` times 100 units tall; the light comes from `lit`, 1 right, -1 left."""
    return moved(figure(pose, look, lit if flip else -lit), at, scale, flip=flip)


def figure(pose: Pose, look: Look, shadow: int = -1) -> str:
    """Give a person at the origin, facing right in side views, with the shadow at -1 (left) or 1 (right)."""
    side = pose.view == "side"
    behind, before = head(look.head, pose.view, shadow)
    middle = (pose.neck[0] + (1.4 if side else 0) + pose.nod[0], pose.neck[1] - 9.3 + pose.nod[1])
    skull = before if pose.view != "back" else ""
    far = shade(look.top, 0.18)
    roots = _shoulders(pose, look.build)
    hips = (
        [(pose.hip[0] + 0.8, pose.hip[1]), pose.hip]
        if side
        else [(pose.hip[0] - 4, pose.hip[1]), (pose.hip[0] + 4, pose.hip[1])]
    )
    tone = shade(look.bottom, 0.2)
    parts = [moved(behind, middle)]
    if side:
        parts += [_arm(roots[0], pose.far_arm, look, far, shadow)]
    parts += [_leg(hips[0], pose.far_leg, look, tone if side else look.bottom, pose.view, hand=-1, shadow=shadow)]
    parts += [_leg(hips[1], pose.near_leg, look, look.bottom, pose.view, hand=1, shadow=shadow)]
    parts += [_neck(pose, look, middle), _torso(pose, look, shadow), _hem(pose, look, shadow)]
    if not side:
        parts += [_arm(roots[0], pose.far_arm, look, look.top, shadow)]
    parts += [moved(skull, middle), _arm(roots[1], pose.near_arm, look, look.top, shadow)]
    if pose.view == "back":
        parts += [moved(before, middle)]
    return group(parts)


def _shoulders(pose: Pose, build: float) -> tuple[Point, Point]:
    along = between(pose.neck, pose.hip, 0.15)
    if pose.view == "side":
        return (along[0] + 1.2, along[1] + 0.4), (along[0] - 0.6, along[1])
    return (along[0] - 6.9 * build, along[1]), (along[0] + 6.9 * build, along[1])


def _edges(pose: Pose, build: float, rows: tuple[tuple[float, float], ...]) -> tuple[list[Point], list[Point]]:
    left, right = [], []
    across = (pose.hip[1] - pose.neck[1], pose.neck[0] - pose.hip[0])
    length = (across[0] ** 2 + across[1] ** 2) ** 0.5 or 1
    for share, width in rows:
        spot = between(pose.neck, pose.hip, share)
        dx, dy = across[0] / length * width * build, across[1] / length * width * build
        left.append((spot[0] - dx, spot[1] - dy))
        right.append((spot[0] + dx, spot[1] + dy))
    return left, right


_FRONT_ROWS = ((-0.03, 2.7), (0.03, 4.6), (0.1, 8.0), (0.2, 9.0), (0.42, 7.9), (0.68, 6.7), (0.95, 8.2), (1.1, 8.2))


_SIDE_ROWS = ((-0.02, 2.4), (0.06, 4.4), (0.2, 6.0), (0.42, 6.3), (0.7, 5.4), (0.95, 6.4), (1.12, 6.2))


def _torso(pose: Pose, look: Look, shadow: int) -> str:
    rows = _SIDE_ROWS if pose.view == "side" else _FRONT_ROWS
    left, right = _edges(pose, look.build, rows)
    body = curve([*left, *reversed(right)], tension=0.9)
    edge = left if shadow < 0 else right
    inner = [between(a, b, 0.3) for a, b in zip(edge, right if shadow < 0 else left, strict=True)]
    parts = [path(body, look.top), path(curve([*edge[1:], *reversed(inner[1:])], tension=0.8), shade(look.top, 0.18))]
    if look.inner and pose.view != "back":
        parts.append(_inner(pose, look, left, right))
    return group(parts)


def _inner(pose: Pose, look: Look, left: list[Point], right: list[Point]) -> str:
    share = 0.5 if pose.view == "front" else 0.8
    top = [
        between(left[0], right[0], share - 0.42 if share == 0.5 else 0.5),
        between(left[0], right[0], min(1.0, share + 0.42)),
    ]
    low = between(left[-1], right[-1], share)
    waist = between(left[-3], right[-3], share)
    outline = [
        top[0],
        top[1],
        (waist[0] + 1.6, waist[1]),
        (low[0] + 2.2, low[1]),
        (low[0] - 1.6, low[1]),
        (waist[0] - 1.2, waist[1]),
    ]
    return path(curve(outline, tension=0.3), look.inner)


def _neck(pose: Pose, look: Look, middle: Point) -> str:
    base = between(pose.neck, pose.hip, 0.05)
    tone = shade(look.head.skin, 0.24)
    start = (middle[0] - (1.4 if pose.view == "side" else 0), middle[1] + 2)
    return path(tube([start, base], [2.7, 3.0]), tone)


def _hem(pose: Pose, look: Look, shadow: int) -> str:
    if look.garment == "trousers":
        return ""
    colour = {"skirt": look.bottom, "dress": look.top, "coat": look.top}[look.garment]
    waist = between(pose.neck, pose.hip, 0.72)
    half = 5.6 if pose.view == "side" else 7.4
    knees = [pose.far_leg[0], pose.near_leg[0]]
    spread = 3.4 if look.garment == "coat" else 4.6
    seated = abs(knees[1][0] - pose.hip[0]) > 14
    if seated:
        knee = knees[1]
        outline = [
            (waist[0] - half, waist[1]),
            (waist[0] + half, waist[1]),
            (knee[0] + 4, knee[1] - 4.6),
            (knee[0] + 5.4, knee[1] + 7),
            (knee[0] - 4, knee[1] + 8),
            (pose.hip[0] - 4, pose.hip[1] + 6.4),
            (pose.hip[0] - half - 1, pose.hip[1]),
        ]
        return path(curve(outline, tension=0.5), colour)
    left = min(k[0] for k in knees) - spread
    right = max(k[0] for k in knees) + spread
    low = max(k[1] for k in knees) + 5
    hips = (pose.hip[0] - half - 1.6, pose.hip[0] + half + 1.6)
    outline = [
        (waist[0] - half * 0.95, waist[1]),
        (waist[0] + half * 0.95, waist[1]),
        (hips[1], pose.hip[1] + 2),
        (right, low),
        ((left + right) / 2, low + 1.2),
        (left, low),
        (hips[0], pose.hip[1] + 2),
    ]
    edge = -1 if shadow < 0 else 1
    outer, side = (left, hips[0]) if edge < 0 else (right, hips[1])
    dark = [
        (waist[0] + edge * half * 0.95, waist[1]),
        (side, pose.hip[1] + 2),
        (outer, low),
        (outer - edge * 5, low + 0.8),
        (side - edge * 4.6, pose.hip[1] + 2),
        (waist[0] + edge * half * 0.4, waist[1]),
    ]
    return path(curve(outline, tension=0.45), colour) + path(curve(dark, tension=0.3), shade(colour, 0.18))


def _arm(root: Point, limb: Limb, look: Look, colour: str, shadow: int) -> str:
    elbow, hand = limb
    build = 0.6 + look.build * 0.4
    wrist = between(elbow, hand, 0.84)
    tip = between(elbow, hand, 1.2)
    skin = look.head.skin
    parts = [
        path(tube([wrist, tip], [1.75, 1.25]), skin),
        path(tube([hand, (hand[0] + 1.4, hand[1] - 1.5)], [1.1, 0.7]), skin),
    ]
    if look.sleeves:
        cuff = between(elbow, hand, 0.9)
        parts.append(path(tube([root, elbow, cuff], [3.1 * build, 2.6 * build, 2.0]), colour))
        parts.append(path(_dark([root, elbow, cuff], [3.1 * build, 2.6 * build, 2.0], shadow), shade(colour, 0.18)))
    else:
        half = between(root, elbow, 0.62)
        parts.append(path(tube([root, elbow, wrist], [2.6, 2.3 * build, 1.75]), skin))
        parts.append(path(tube([root, half], [3.4 * build, 3.2 * build]), colour))
    return group(parts)


def _dark(points: list[Point], radii: list[float], shadow: int) -> str:
    offset = [(x + shadow * r * 0.52, y + r * 0.18) for (x, y), r in zip(points, radii, strict=True)]
    return tube(offset, [r * 0.42 for r in radii])


def _leg(root: Point, limb: Limb, look: Look, colour: str, view: View, *, hand: int, shadow: int) -> str:
    knee, ankle = limb
    skin = shade(look.head.skin, 0.1)
    bare = look.garment in {"skirt", "dress"}
    radii = [5.0 * look.build, 3.7, 2.3] if bare else [5.5 * look.build, 4.1, 3.0]
    tone = skin if bare else colour
    parts = [path(_shoe(ankle, view, hand), look.shoes), path(tube([root, knee, ankle], radii), tone)]
    parts.append(path(_dark([between(root, knee, 0.2), knee, ankle], radii, shadow), shade(tone, 0.18)))
    return group(parts)


def _shoe(ankle: Point, view: View, hand: int) -> str:
    x, y = ankle
    if view == "side":
        return (
            f"M{x - 3} {y - 1}L{x + 2.6} {y - 1}C{x + 4} {y + 1} {x + 9} {y + 1} {x + 9.4} {y + 4}L{x - 3.2} {y + 4}Z"
        )
    toe = x + hand * 1.6
    return (
        f"M{x - 2.6} {y - 1}L{x + 2.6} {y - 1}"
        f"C{toe + 4.2} {y + 2} {toe + 4} {y + 4.6} {toe} {y + 4.6}"
        f"C{toe - 4} {y + 4.6} {toe - 4.2} {y + 2} {x - 2.6} {y - 1}Z"
    )
