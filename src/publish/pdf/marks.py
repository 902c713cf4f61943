"""What stands outside the bleed: crop marks, registration marks, a colour bar, and the slug line."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from publish.sheet import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pikepdf

    from publish.sheet import Boxes, Sheet

LINE = 0.25
"""The width of marks, in points: what a plate can hold, in one colour."""

_PATCH = 14.0
_BAR = (
    (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1),
    (1, 1, 0, 0), (1, 0, 1, 0), (0, 1, 1, 0),
    (0.5, 0, 0, 0), (0, 0.5, 0, 0), (0, 0, 0.5, 0), (0, 0, 0, 0.5),
)  # fmt: skip
_KAPPA = 0.5523


def registration(pdf: pikepdf.Pdf) -> Any:
    """Give the colour that prints on every plate (ISO 32000-1, 8.6.6.4)."""
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([1, 1, 1, 1]), N=1)
    return pdf.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]))


def marks(sheet: Sheet, boxes: Boxes, slug: str, font: bytes, folds: Iterable[float] = ()) -> bytes:
    """Give the content stream of what stands around a page; ``/Registration`` is its colour space.

    ``font`` is the TrueType file that the slug is drawn with, as outlines. ``folds`` are places from the trim's left
    edge, in points, where the sheet is folded.
    """
    lines: list[str] = ["q"]
    if sheet.marks:
        lines += ["/Registration CS 1 SCN", f"{LINE} w"]
        lines += _crops(sheet, boxes)
        lines += _targets(sheet, boxes)
        for place in folds:
            lines += _fold(sheet, boxes, boxes.trim[0] + place)
        lines += _bar(sheet, boxes)
    if sheet.slug and slug:
        lines += ["0 0 0 1 k", *_text(slug, font, 6.5, boxes.bleed[0] + 4, 5.0, boxes.trim[2] - boxes.bleed[0] - 8)]
    lines.append("Q")
    return "\n".join(lines).encode() if len(lines) > 2 else b""


def _crops(sheet: Sheet, boxes: Boxes) -> Iterator[str]:
    left, bottom, right, top = boxes.trim
    near, far = sheet.gap, sheet.gap + MARK.pt
    for x, outward in ((left, -1), (right, 1)):
        for y in (bottom, top):
            yield f"{_n(x + outward * near)} {_n(y)} m {_n(x + outward * far)} {_n(y)} l S"
    for y, outward in ((bottom, -1), (top, 1)):
        for x in (left, right):
            yield f"{_n(x)} {_n(y + outward * near)} m {_n(x)} {_n(y + outward * far)} l S"


def _targets(sheet: Sheet, boxes: Boxes) -> Iterator[str]:
    """A cross in a circle at the middle of each side."""
    left, bottom, right, top = boxes.trim
    away, radius = sheet.gap + MARK.pt / 2, MARK.pt / 2 - 2
    middle, half = (left + right) / 2, (bottom + top) / 2
    for x, y in ((middle, bottom - away), (middle, top + away), (left - away, half), (right + away, half)):
        arm = radius + 1.5
        yield f"{_n(x - arm)} {_n(y)} m {_n(x + arm)} {_n(y)} l S"
        yield f"{_n(x)} {_n(y - arm)} m {_n(x)} {_n(y + arm)} l S"
        yield f"{_circle(x, y, radius)} S"


def _circle(x: float, y: float, r: float) -> str:
    k = r * _KAPPA
    curves = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    return " ".join([f"{_n(x + r)} {_n(y)} m", *(f"{' '.join(map(_n, curve))} c" for curve in curves)])


def _fold(sheet: Sheet, boxes: Boxes, x: float) -> Iterator[str]:
    bottom, top = boxes.trim[1], boxes.trim[3]
    near, far = sheet.gap, sheet.gap + MARK.pt
    yield "[2 2] 0 d"
    for start, end in ((bottom - near, bottom - far), (top + near, top + far)):
        yield f"{_n(x)} {_n(start)} m {_n(x)} {_n(end)} l S"
    yield "[] 0 d"


def _bar(sheet: Sheet, boxes: Boxes) -> Iterator[str]:
    """Patches of the inks, of two inks each, and of half the inks, over the head beside the register cross."""
    left, _, right, top = boxes.trim
    x, y, height = left + 12, top + sheet.gap + 2, MARK.pt - 4
    room = (right - left) / 2 - 24
    size = min(_PATCH, room / len(_BAR))
    for number, inks in enumerate(_BAR):
        yield f"{' '.join(map(_n, inks))} k {_n(x + number * size)} {_n(y)} {_n(size)} {_n(height)} re f"


class _Outlines(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Writes a glyph as operators of a path, moved and scaled."""

    def __init__(self, glyphs: Any, x: float, y: float, scale: float) -> None:
        super().__init__(glyphs)
        self.written: list[str] = []
        self._x, self._y, self._scale = x, y, scale

    def _at(self, point: tuple[float, float]) -> str:
        return f"{_n(self._x + point[0] * self._scale)} {_n(self._y + point[1] * self._scale)}"

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802  fontTools' name
        self.written.append(f"{self._at(pt)} m")

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.written.append(f"{self._at(pt)} l")

    def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:  # noqa: N802
        self.written.append(f"{self._at(pt1)} {self._at(pt2)} {self._at(pt3)} c")

    def _closePath(self) -> None:  # noqa: N802
        self.written.append("h")


@cache
def _opened(font: bytes) -> TTFont:
    return TTFont(BytesIO(font), lazy=True)


def _text(text: str, font: bytes, size: float, x: float, y: float, room: float) -> Iterator[str]:
    """Give a line of text as outlines, cut off where there is no more room."""
    opened = _opened(font)
    glyphs, characters, metrics = opened.getGlyphSet(), opened.getBestCmap(), opened["hmtx"].metrics
    scale, end = size / opened["head"].unitsPerEm, x + room
    for letter in text:
        name = characters.get(ord(letter), ".notdef")
        width = metrics[name][0] * scale
        if x + width > end:
            return
        pen = _Outlines(glyphs, x, y, scale)
        glyphs[name].draw(pen)
        if pen.written:
            yield f"{' '.join(pen.written)} f"
        x += width


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"
