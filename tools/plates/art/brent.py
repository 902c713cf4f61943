"""Brent: a robot arm sorts paper forms of many shapes into one tidy tray, and a woman beside it directs."""

from __future__ import annotations

from art.grain import grain
from art.heads import Head
from art.palette import CORAL, DEEP, DUSK, INK, OCHRE, RED, SAND, SEA, SKINS, TEAL, TINT, light, mix, shade
from art.people import Look, person
from art.poses import Pose
from art.shapes import Point, circle, clip, curve, ellipse, group, moved, path, polar, rect, straight, stroke, tube

FRAME = straight([(0, 0), (1200, 0), (1200, 800), (0, 800)])
DIRECT = Pose(
    "side",
    (0, -49),
    (0.4, -81),
    ((8, -67), (20, -71)),
    ((-1, -64), (7, -55)),
    ((4.4, -27), (5.4, -4)),
    ((-1.4, -26), (-4, -4)),
    (0.8, 0.2),
)


def picture() -> str:
    """Give the plate as SVG markup, 1200 × 800 units."""
    woman = person(
        DIRECT,
        Look(Head(SKINS[2], "scarf", RED), TEAL, DUSK, garment="coat", inner=TINT),
        (1066, 782),
        5.5,
        flip=True,
        lit=-1,
    )
    return group([_wall(), _shelf(), _table(), _pile(), _tray(), _arm(), _flying(), woman])


def _wall() -> str:
    arch = "M96 560V250C96 96 356 96 356 250V560Z"
    hills = curve([(80, 470), (150, 420), (240, 452), (320, 400), (380, 430), (380, 580), (80, 580)])
    beam = straight([(352, 196), (1200, 470), (1200, 800), (470, 800), (352, 716)])
    wall = mix(SEA, TINT, 0.25)
    return group(
        [
            path(FRAME, wall),
            grain(FRAME, mix(TEAL, SEA, 0.3), (1260, -60), (560, 420), 0.9),
            path(beam, "#fff3d6", opacity=0.38),
            path(arch, light(SAND, 0.4)),
            clip(
                arch,
                [
                    grain(arch, CORAL, (220, 560), (220, 280), 0.7),
                    circle((262, 330), 54, "#fff3d2"),
                    path(hills, mix(CORAL, DUSK, 0.4)),
                    rect(96, 446, 40, 120, DUSK),
                    rect(140, 416, 46, 160, shade(DUSK, 0.4)),
                    rect(196, 462, 60, 100, DUSK),
                    rect(262, 430, 34, 140, shade(DUSK, 0.3)),
                    rect(302, 470, 60, 100, DUSK),
                    stroke(
                        "".join(f"M{x} {y}v7" for x in (152, 168, 272, 284) for y in range(436, 550, 22)),
                        OCHRE,
                        5,
                        stroke_linecap="butt",
                    ),
                ],
            ),
            path(arch, "none", stroke=TINT, stroke_width=13),
            stroke("M226 136V556M96 300H356", TINT, 8),
            rect(76, 556, 300, 16, TINT),
            rect(76, 572, 300, 6, shade(SEA, 0.4)),
        ]
    )


def _shelf() -> str:
    tones = [RED, TEAL, OCHRE, INK, CORAL, TINT, DUSK, TEAL, SAND, RED]
    files, x = [], 706.0
    for index, tone in enumerate(tones):
        wide, high = 22 + (index * 7) % 13, 92 + (index * 29) % 34
        files += [
            rect(x, 198 - high, wide, high, tone),
            rect(x + 5, 198 - high + 16, wide - 10, 22, light(tone, 0.5)),
            rect(x, 198 - high, 4, high, shade(tone, 0.3)),
        ]
        x += wide + 2
    pot = "M1014 198l-8 -54h62l-8 54Z"
    leaves = [
        curve([(1037, 148), polar((1037, 148), 50, a - 12), polar((1037, 148), 96, a), polar((1037, 148), 50, a + 14)])
        for a in (-150, -122, -96, -66, -36)
    ]
    return group(
        [
            path("M690 212h408l-20 30h-388Z", mix(TEAL, SEA, 0.35), opacity=0.8),
            *files,
            *[path(leaf, TEAL if k % 2 else DEEP) for k, leaf in enumerate(leaves)],
            path(pot, RED),
            grain(pot, INK, (1070, 200), (1010, 160), 0.7),
            rect(684, 198, 420, 14, shade(OCHRE, 0.18)),
            rect(684, 208, 420, 5, shade(OCHRE, 0.45)),
        ]
    )


def _table() -> str:
    top = straight([(-20, 590), (960, 590), (1010, 690), (-20, 690)])
    front = straight([(-20, 690), (1010, 690), (1010, 722), (-20, 722)])
    floor = straight([(0, 640), (1200, 640), (1200, 800), (0, 800)])
    leg = straight([(930, 722), (972, 722), (962, 830), (936, 830)])
    under = straight([(0, 722), (972, 722), (972, 800), (0, 800)])
    return group(
        [
            path(floor, mix(DEEP, DUSK, 0.3)),
            grain(floor, INK, (0, 800), (900, 700), 0.8),
            path(under, shade(DEEP, 0.6)),
            path(leg, shade(OCHRE, 0.6)),
            ellipse((1062, 784), 104, 13, INK, opacity=0.55),
            path(top, mix(OCHRE, SAND, 0.3)),
            grain(top, shade(OCHRE, 0.55), (1010, 720), (420, 610), 0.7),
            grain(top, "#fff1cf", (180, 560), (420, 700), 0.8),
            path(front, shade(OCHRE, 0.42)),
            stroke("M0 612h360M90 640h520M640 608h250M20 670h300M420 664h480", shade(OCHRE, 0.3), 1.6, opacity=0.6),
        ]
    )


def _rules(width: float, height: float, tone: str, rows: int) -> str:
    gap = height / (rows + 1)
    lines = "".join(
        f"M{-width / 2:.1f} {-height / 2 + gap * (k + 1):.1f}h{width * (1, 0.7, 0.86, 0.55)[k % 4]:.1f}"
        for k in range(rows)
    )
    return stroke(lines, tone, max(2.0, gap * 0.26))


def _form(kind: int, paper: str) -> str:
    tone = mix(paper, INK, 0.55)
    square = "M-46 -60H46V60H-46Z"
    shapes = [
        (square, _rules(64, 96, tone, 6) + rect(20, 32, 16, 16, "none", stroke=RED, stroke_width=3.5)),
        (curve([polar((0, 0), 52, a) for a in range(0, 360, 30)]), _rules(58, 60, tone, 4)),
        ("M0 -62L60 48H-60Z", moved(_rules(52, 54, tone, 3), (0, 18))),
        ("M-26 -86H26V86H-26Z", _rules(34, 150, tone, 9)),
        ("M-70 -32H46L70 -8V32H-70Z", _rules(92, 44, tone, 3) + path("M46 -32V-8H70Z", shade(paper, 0.25))),
        (straight([polar((0, 0), 58, a) for a in range(0, 360, 60)]), _rules(60, 66, tone, 4)),
        ("M-60 -26C-60 -44 60 -44 60 -26V26C60 44 -60 44 -60 26Z", _rules(84, 44, tone, 3) + circle((40, 14), 8, RED)),
        ("M0 -64L50 0L0 64L-50 0Z", _rules(44, 46, tone, 3)),
    ]
    data, print_ = shapes[kind % 8]
    return group(
        [
            path(data, INK, opacity=0.3, transform="translate(5 8)"),
            path(data, paper),
            grain(data, shade(paper, 0.45), (50, 70), (-20, -20), 0.65),
            print_,
        ]
    )


def _pile() -> str:
    sheets = [
        (120, 640, 4, 6, TINT),
        (250, 634, 0, -74, SEA),
        (60, 600, 1, 10, CORAL),
        (330, 628, 6, 8, SAND),
        (170, 594, 3, 64, TINT),
        (280, 586, 5, 12, OCHRE),
        (84, 552, 2, -14, TINT),
        (206, 548, 7, 24, CORAL),
        (312, 548, 0, -22, TINT),
        (140, 510, 6, -18, SEA),
        (244, 500, 2, 14, SAND),
        (190, 458, 1, 0, TINT),
    ]
    shadow = ellipse((220, 660), 250, 32, shade(OCHRE, 0.65), opacity=0.6)
    return group([shadow, *[moved(_form(kind, paper), (x, y), 1.02, turn=turn) for x, y, kind, turn, paper in sheets]])


def _tray() -> str:
    x, y = 790.0, 640.0
    sheets = []
    for k in range(17):
        paper = (TINT, light(SAND, 0.4), TINT, mix(SEA, TINT, 0.5))[k % 4]
        h = y - 8 - k * 6.2
        sheets.append(
            path(straight([(x - 84, h), (x - 62, h - 34), (x + 96, h - 34), (x + 76, h)]), paper)
            + rect(x - 84, h, 160, 5, shade(paper, 0.28))
        )
    top = y - 8 - 16 * 6.2
    print_ = "".join(f"M{x - 62 + 5 * k} {top - 7 - 7 * k}h{(96, 70, 84)[k]}" for k in range(3))
    front = f"M{x - 110} {y - 32}h26v14h156v-14h24v60h-206Z"
    back = straight(
        [(x - 108, y - 36), (x - 84, y - 66), (x + 118, y - 66), (x + 96, y - 36), (x + 96, y), (x - 108, y)]
    )
    return group(
        [
            ellipse((x + 24, y + 28), 150, 17, shade(OCHRE, 0.65), opacity=0.65),
            path(back, shade(TEAL, 0.5)),
            *sheets,
            stroke(print_, DUSK, 3),
            path(front, TEAL),
            grain(front, INK, (x + 120, y + 30), (x - 40, y), 0.8),
            path(
                straight([(x + 96, y - 32), (x + 118, y - 66), (x + 118, y - 4), (x + 96, y + 28)]), shade(TEAL, 0.45)
            ),
            rect(x - 44, y - 4, 72, 18, TINT, rx=2),
            rect(x - 36, y + 2, 44, 5, RED),
        ]
    )


SHOULDER, ELBOW, WRIST = (540.0, 500.0), (470.0, 214.0), (716.0, 262.0)


def _arm() -> str:
    base = "M456 664C456 640 624 640 624 664V640C624 610 592 604 584 580H496C488 604 456 610 456 640Z"
    return group(
        [
            ellipse((556, 662), 124, 18, shade(OCHRE, 0.65), opacity=0.65),
            path(base, INK),
            path("M456 640H624V664C624 688 456 688 456 664Z", INK),
            grain(base, DUSK, (450, 600), (560, 640), 0.9),
            rect(508, 500, 64, 96, DUSK, rx=8),
            rect(546, 500, 26, 96, INK, rx=8),
            _bone(SHOULDER, ELBOW, 44, 36, RED),
            _bone(ELBOW, WRIST, 36, 24, mix(RED, CORAL, 0.35)),
            _joint(SHOULDER, 46),
            _joint(ELBOW, 40),
            _cable(),
            _hand(),
        ]
    )


def _bone(start: Point, end: Point, first: float, last: float, tone: str) -> str:
    data = tube([start, end], [first, last])
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5
    side = (-dy / length, dx / length)
    if side[0] + side[1] < 0:
        side = (-side[0], -side[1])
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    panel = tube(
        [(start[0] + dx * 0.3, start[1] + dy * 0.3), (start[0] + dx * 0.72, start[1] + dy * 0.72)],
        [first * 0.3, last * 0.3],
    )
    return group(
        [
            path(data, tone),
            grain(
                data,
                shade(RED, 0.65),
                (middle[0] + side[0] * first, middle[1] + side[1] * first),
                (middle[0] - side[0] * first * 0.6, middle[1] - side[1] * first * 0.6),
                0.9,
            ),
            path(panel, light(tone, 0.3)),
        ]
    )


def _joint(at: Point, radius: float) -> str:
    ring = curve([polar(at, radius, a) for a in range(0, 360, 30)])
    return group(
        [
            path(ring, INK),
            grain(ring, DUSK, (at[0] - radius, at[1] - radius), (at[0] + radius * 0.4, at[1] + radius * 0.4), 0.95),
            circle(at, radius * 0.52, OCHRE),
            circle(at, radius * 0.3, light(OCHRE, 0.5)),
            circle((at[0] + 2, at[1] + 3), radius * 0.2, shade(OCHRE, 0.4)),
        ]
    )


def _cable() -> str:
    return stroke("M566 586C640 520 600 420 552 380C510 340 520 300 500 250M505 206C560 170 640 190 690 236", INK, 7)


def _hand() -> str:
    x, y = WRIST
    claw = f"M{x - 34} {y + 66}h68l10 14v44h-12l-6 -34h-52l-6 34h-12v-44Z"
    return group(
        [
            rect(x - 15, y + 6, 30, 62, DUSK, rx=5),
            rect(x + 2, y + 6, 13, 62, INK, rx=5),
            _joint(WRIST, 29),
            path(claw, INK),
            grain(claw, DUSK, (x - 40, y + 60), (x + 20, y + 110), 0.9),
            rect(x - 22, y + 44, 44, 14, OCHRE, rx=3),
        ]
    )


def _flying() -> str:
    x, y = WRIST
    sheet = moved(_form(0, TINT), (x + 2, y + 166), 1.0, turn=-4)
    grips = rect(x - 44, y + 104, 12, 28, RED, rx=3) + rect(x + 32, y + 104, 12, 28, RED, rx=3)
    dots = stroke(curve([(300, 440), (360, 352), (420, 316)], closed=False), TINT, 5, stroke_dasharray="0.1 15")
    drop = stroke(
        f"M{x + 40} {y + 206}C{x + 62} {y + 230} {x + 70} {y + 240} {x + 72} {y + 250}",
        INK,
        4,
        stroke_dasharray="0.1 12",
    )
    loose = moved(_form(5, SEA), (356, 396), 0.8, turn=20)
    return group([dots, loose, drop, sheet, grips])
