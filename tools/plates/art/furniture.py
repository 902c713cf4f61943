"""What people sit on and hold: a wheelchair and its poses, chairs, a tablet; in the units of `people`."""

from __future__ import annotations

from art.palette import DUSK, INK, RULE, TINT, shade
from art.people import Look, figure
from art.poses import Pose
from art.shapes import Point, circle, group, moved, path, polar, rect, straight, stroke

ROLL = Pose(
    "side",
    (-1, -29),
    (1, -61),
    ((8, -46), (10, -33)),
    ((-3, -45), (5, -33)),
    ((19, -30), (24, -11)),
    ((18, -29), (23, -10)),
    (0.8, 0.3),
)
TABLET = Pose(
    "side",
    (-1, -29),
    (1.4, -61),
    ((10, -46), (21, -44)),
    ((3, -45), (17, -40)),
    ((19, -30), (24, -11)),
    ((18, -29), (23, -10)),
    (1.8, 1.6),
)


def wheelchair_user(
    look: Look, at: Point, scale: float, *, flip: bool = False, lit: int = 1, tablet: bool = False, turn: float = 0
) -> str:
    """Give a person in a wheelchair seen from the side, the wheels on the point `at`, with a tablet if asked."""
    pose = TABLET if tablet else ROLL
    slate = (
        moved(rect(-1.2, -10, 2.4, 16, INK, rx=1) + rect(-1.9, -9, 0.9, 14, TINT), (24, -45), 1, turn=24)
        if tablet
        else ""
    )
    body = figure(pose, look, lit if flip else -lit)
    return moved(group([_frame(), body, slate, _wheel()]), at, scale, flip=flip, turn=turn)


def _frame() -> str:
    tubes = "M-13 -56L-9 -26L17 -25L24 -7L30 -6M-13 -56L-18 -57M-9 -26L-6 -17M14 -25L17 -8M21 -5.4L33 -4.6"
    return group(
        [
            rect(-11, -29, 28, 4, DUSK, rx=2),
            path("M-15 -52L-11 -26L-7.4 -27L-11 -53Z", DUSK),
            stroke(tubes, INK, 1.8),
            circle((17, -5), 5, INK),
            circle((17, -5), 2.4, RULE),
        ]
    )


def _wheel() -> str:
    hub = (-3.0, -18.0)
    spokes = "".join(straight([polar(hub, 3, a), polar(hub, 16, a)], closed=False) for a in range(12, 372, 30))
    ring = f"M{hub[0] - 17} {hub[1]}a17 17 0 1 0 34 0a17 17 0 1 0 -34 0"
    rim = f"M{hub[0] - 13.6} {hub[1]}a13.6 13.6 0 1 0 27.2 0a13.6 13.6 0 1 0 -27.2 0"
    return group(
        [
            stroke(spokes, RULE, 0.5),
            stroke(ring, INK, 2.4),
            stroke(rim, RULE, 1),
            circle(hub, 2.6, INK),
            circle(hub, 1.1, RULE),
        ]
    )


def chair_side(colour: str) -> str:
    """Give a simple chair seen from the side, facing right, its feet at 0."""
    legs = stroke("M-8 -23L-10 0M9 -23L11 0", shade(colour, 0.4), 1.8)
    return legs + path("M-9.5 -25.5H11V-22H-8L-12 -50H-9Z", colour)


def chair_back(colour: str) -> str:
    """Give a simple chair seen from behind, its feet at 0."""
    legs = stroke("M-9 -24V0M9 -24V0", shade(colour, 0.4), 1.8)
    back = path("M-11 -50Q-11 -53 -8 -53H8Q11 -53 11 -50V-36Q11 -34 8 -34H-8Q-11 -34 -11 -36Z", colour)
    return (
        legs
        + stroke("M-8 -35V-23M8 -35V-23", shade(colour, 0.4), 1.8)
        + rect(-11, -26, 22, 4, shade(colour, 0.2), rx=1.5)
        + back
    )
