"""Poses: a body by its joints, and the attitudes that the pictures share; a standing adult is 100 units tall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from art.shapes import Point

if TYPE_CHECKING:
    from art.heads import View

Limb = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Pose:
    """A body's joints: `far` and `near` limbs as elbow and hand, knee and ankle; in front views far is the left."""

    view: View
    hip: Point
    neck: Point
    far_arm: Limb
    near_arm: Limb
    far_leg: Limb
    near_leg: Limb
    nod: Point = (0, 0)


STAND = Pose(
    "front",
    (0, -49),
    (0, -81),
    ((-10.6, -63), (-10.2, -49)),
    ((10.6, -63), (10.2, -49)),
    ((-4.6, -26), (-5, -4)),
    ((4.6, -26), (5, -4)),
)


STAND_BACK = Pose(
    "back",
    (0, -49),
    (0, -81),
    ((-10.6, -63), (-10.2, -49)),
    ((10.6, -63), (10.2, -49)),
    ((-4.6, -26), (-5, -4)),
    ((4.6, -26), (5, -4)),
)


EXPLAIN = Pose(
    "front",
    (0, -49),
    (0, -81),
    ((-12, -65), (-5, -57)),
    ((13, -66), (22, -75)),
    ((-5, -26), (-6, -4)),
    ((5.4, -26), (7, -4)),
)


POINT = Pose(
    "side",
    (0, -49),
    (0, -81),
    ((7, -68), (17, -73)),
    ((2, -64), (10, -57)),
    ((4, -27), (5, -4)),
    ((-1, -26), (-4, -4)),
    (1, 0),
)


LISTEN = Pose(
    "side",
    (0, -49),
    (-0.6, -81),
    ((4, -64), (9, -54)),
    ((-2.6, -64), (3, -52)),
    ((2.6, -26), (3, -4)),
    ((-0.6, -26), (-2.6, -4)),
)


WALK = Pose(
    "side",
    (0, -49),
    (1, -81),
    ((9, -66), (14, -54)),
    ((-7, -65), (-8, -52)),
    ((-4, -27), (-15, -9)),
    ((7, -27), (9, -4)),
    (0.6, 0),
)


SIT = Pose(
    "side",
    (0, -27),
    (1, -59),
    ((8, -44), (18, -38)),
    ((6, -42), (17, -36)),
    ((20, -27), (21, -4)),
    ((18, -26), (19, -4)),
    (0.6, 0.4),
)


SIT_POINT = Pose(
    "side",
    (0, -27),
    (2, -59),
    ((13, -47), (26, -52)),
    ((6, -42), (17, -36)),
    ((20, -27), (21, -4)),
    ((18, -26), (17, -4)),
    (1, 0.4),
)


SIT_BACK = Pose(
    "back",
    (0, -26),
    (0, -58),
    ((-11.4, -42), (-8, -29)),
    ((11.4, -42), (8, -29)),
    ((-6, -20), (-6, -4)),
    ((6, -20), (6, -4)),
)
