"""Shapes as SVG text: every function takes numbers and colours and gives markup or path data.

Lengths are user units with y growing downwards. Path data is the `d` of a path; markup is one or more elements with
presentation attributes only, so that the same text serves a drawing in the EPUB, in the PDF and under a plate.
"""

from __future__ import annotations

import hashlib
import math
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Point = tuple[float, float]


def num(value: float) -> str:
    """Give a number as SVG text with at most one decimal, or two below ten."""
    text = f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"
    text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def spot(value: float) -> str:
    """Give a coordinate of path data as text with at most one decimal."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def element(name: str, **attributes: float | str) -> str:
    """Give an empty element; an underscore in an attribute's name is written as a hyphen."""
    parts = [
        f'{key.replace("_", "-")}="{value if isinstance(value, str) else num(value)}"'
        for key, value in attributes.items()
    ]
    return f"<{name} {' '.join(parts)}/>"


def path(data: str, fill: str, **attributes: float | str) -> str:
    """Give a filled path from path data."""
    return element("path", d=data, fill=fill, **attributes)


def stroke(data: str, colour: str, width: float, **attributes: float | str) -> str:
    """Give an unfilled path drawn with a line of this width; its ends are round, as `drawing` says once for all."""
    return element("path", d=data, fill="none", stroke=colour, stroke_width=width, **attributes)


def circle(centre: Point, radius: float, fill: str, **attributes: float | str) -> str:
    """Give a filled circle."""
    return element("circle", cx=centre[0], cy=centre[1], r=radius, fill=fill, **attributes)


def ellipse(centre: Point, rx: float, ry: float, fill: str, **attributes: float | str) -> str:
    """Give a filled ellipse."""
    return element("ellipse", cx=centre[0], cy=centre[1], rx=rx, ry=ry, fill=fill, **attributes)


def rect(x: float, y: float, width: float, height: float, fill: str, **attributes: float | str) -> str:
    """Give a filled rectangle from its upper left corner."""
    return element("rect", x=x, y=y, width=width, height=height, fill=fill, **attributes)


def drawing(markup: str, box: tuple[float, float]) -> str:
    """Give a whole SVG document of this many units around the markup."""
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {num(box[0])} {num(box[1])}">'
    return f'{opening}<g stroke-linecap="round" stroke-linejoin="round">{markup}</g></svg>\n'


def group(parts: Iterable[str], **attributes: float | str) -> str:
    """Give the parts together in one group."""
    opening = element("g", **attributes)[:-2] if attributes else "<g"
    return f"{opening}>{''.join(parts)}</g>"


def moved(markup: str, at: Point, scale: float = 1, *, flip: bool = False, turn: float = 0) -> str:
    """Give markup moved to a point, scaled, mirrored left to right if asked, and turned by degrees clockwise."""
    across = -scale if flip else scale
    transform = f"translate({num(at[0])} {num(at[1])})"
    if turn:
        transform += f" rotate({num(turn)})"
    if across != 1 or scale != 1:
        transform += f" scale({across:.4g} {scale:.4g})"
    return group([markup], transform=transform)


def clip(data: str, parts: Iterable[str]) -> str:
    """Give the parts cut to the outline of path data."""
    name = "c" + hashlib.sha256(data.encode()).hexdigest()[:10]
    return f'<clipPath id="{name}"><path d="{data}"/></clipPath>' + group(parts, clip_path=f"url(#{name})")


def straight(points: Sequence[Point], *, closed: bool = True) -> str:
    """Give path data for straight lines through the points."""
    return "M" + "L".join(f"{spot(x)} {spot(y)}" for x, y in points) + ("Z" if closed else "")


def curve(points: Sequence[Point], *, closed: bool = True, tension: float = 1) -> str:
    """Give path data for a smooth line through the points (Catmull-Rom; a tension of 0 is straight)."""
    count = len(points)
    data = f"M{spot(points[0][0])} {spot(points[0][1])}"
    for index in range(count if closed else count - 1):
        before, start, end, after = (_at(points, index + step, closed=closed) for step in (-1, 0, 1, 2))
        first = (start[0] + (end[0] - before[0]) * tension / 6, start[1] + (end[1] - before[1]) * tension / 6)
        second = (end[0] - (after[0] - start[0]) * tension / 6, end[1] - (after[1] - start[1]) * tension / 6)
        data += "C" + " ".join(f"{spot(x)} {spot(y)}" for x, y in (first, second, end))
    return data + ("Z" if closed else "")


def tube(points: Sequence[Point], radii: Sequence[float]) -> str:
    """Give path data for a limb: a round-ended tube through the points that tapers from radius to radius."""
    pairs = zip(points, points[1:], radii, radii[1:], strict=False)
    return "".join(_taper(start, end, first, second) for start, end, first, second in pairs)


def between(start: Point, end: Point, share: float) -> Point:
    """Give the point that lies `share` of the way from start to end."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def polar(centre: Point, radius: float, degrees: float) -> Point:
    """Give the point at a distance and a direction from the centre; 0 degrees is right, 90 is down."""
    angle = math.radians(degrees)
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def arc(centre: Point, radius: float, start: float, end: float, squash: float = 1) -> str:
    """Give path data for an open arc between two directions in degrees, flattened by `squash` if below 1."""
    first, last = polar((0, 0), radius, start), polar((0, 0), radius, end)
    large = int(abs(end - start) > 180)
    sweep = int(end > start)
    return (
        f"M{spot(centre[0] + first[0])} {spot(centre[1] + first[1] * squash)}"
        f"A{spot(radius)} {spot(radius * squash)} 0 {large} {sweep} "
        f"{spot(centre[0] + last[0])} {spot(centre[1] + last[1] * squash)}"
    )


def stipple(
    outline: Sequence[Point], dense: Point, bare: Point, colour: str, count: int, size: float, *, seed: int
) -> str:
    """Give dots inside a polygon that thin out from the point `dense` to the point `bare`, as one path."""
    dice = random.Random(seed)  # noqa: S311 -- texture, and the same on every run
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    top, bottom = min(y for _, y in outline), max(y for _, y in outline)
    along = (bare[0] - dense[0], bare[1] - dense[1])
    length = along[0] ** 2 + along[1] ** 2
    dots: list[str] = []
    for _ in range(count * 40):
        place = (dice.uniform(left, right), dice.uniform(top, bottom))
        share = ((place[0] - dense[0]) * along[0] + (place[1] - dense[1]) * along[1]) / length
        if dice.random() ** 0.7 > share and share < 1 and inside(place, outline):
            dots.append(f"M{spot(place[0])} {spot(place[1])}h.1")
        if len(dots) == count:
            break
    return stroke("".join(dots), colour, size)


def inside(at: Point, outline: Sequence[Point]) -> bool:
    """Say whether a point lies in a polygon (even-odd)."""
    within = False
    for (ax, ay), (bx, by) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (ay > at[1]) != (by > at[1]) and at[0] < (bx - ax) * (at[1] - ay) / (by - ay) + ax:
            within = not within
    return within


def _at(points: Sequence[Point], index: int, *, closed: bool) -> Point:
    return points[index % len(points)] if closed else points[max(0, min(len(points) - 1, index))]


def _taper(start: Point, end: Point, first: float, second: float) -> str:
    distance = math.hypot(end[0] - start[0], end[1] - start[1]) or 0.01
    tip, root = int(second > first), int(first > second)
    heading = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
    spread = math.degrees(math.acos(max(-1, min(1, (first - second) / distance))))
    a, b = polar(start, first, heading + spread), polar(end, second, heading + spread)
    c, d = polar(end, second, heading - spread), polar(start, first, heading - spread)
    return (
        f"M{spot(a[0])} {spot(a[1])}L{spot(b[0])} {spot(b[1])}"
        f"A{spot(second)} {spot(second)} 0 {tip} 0 {spot(c[0])} {spot(c[1])}"
        f"L{spot(d[0])} {spot(d[1])}A{spot(first)} {spot(first)} 0 {root} 0 {spot(a[0])} {spot(a[1])}Z"
    )
