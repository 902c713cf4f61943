"""What stands outside the bleed: crop marks, registration marks, a colour bar, and the slug line."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from publish.sheet import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pikepdf

    from publish.sheet import Boxes, Sheet

LINE = 0.25
"""The width of marks, in points."""

_SIZE = 6.5
_BASELINE = 5.0
_INSET = 4.0
_SOLID = {"Cyan": (1, 0, 0, 0), "Magenta": (0, 1, 0, 0), "Yellow": (0, 0, 1, 0), "Black": (0, 0, 0, 1)}
_PATCH = 14.0
# Solids, two inks over each other, half tones, and the grey of three inks beside that of black alone.
_BAR = (
    *_SOLID.values(),
    (1, 1, 0, 0), (1, 0, 1, 0), (0, 1, 1, 0),
    (0.5, 0, 0, 0), (0, 0.5, 0, 0), (0, 0, 0.5, 0), (0, 0, 0, 0.5), (0.5, 0.4, 0.4, 0),
)  # fmt: skip
# How far the handles of a quarter of a circle reach, by the radius.
_KAPPA = 0.5523


def registration(pdf: pikepdf.Pdf) -> Any:
    """Give the colour that prints on every plate (ISO 32000-1, 8.6.6.4)."""
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([1, 1, 1, 1]), N=1)
    return pdf.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]))


def marks(sheet: Sheet, boxes: Boxes, slug: str, font: bytes, folds: Sequence[float] = ()) -> bytes:
    """Give the content stream of what stands around a page; ``/Registration`` is its colour space.

    ``font`` is the font file that the slug is drawn with, as outlines. ``folds`` are places from the trim's left edge,
    in points, where the sheet is folded. Nothing is given where the sheet has neither marks nor slug.
    """
    lines: list[str] = []
    if sheet.marks:
        lines += ["/Registration CS 1 SCN", f"{LINE} w"]
        lines += _crops(sheet, boxes)
        lines += _targets(sheet, boxes, folds)
        lines += _folds(sheet, boxes, folds)
        lines += _bar(sheet, boxes, folds)
    if sheet.slug:
        lines += _slug(boxes, " ".join(slug.split()), font)
    return "\n".join(["q", *lines, "Q"]).encode() if lines else b""


def number(value: float) -> str:
    """Give a number as content streams have it, to a ten-thousandth."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{number(x0)} {number(y0)} m {number(x1)} {number(y1)} l S"


def _crops(sheet: Sheet, boxes: Boxes) -> Iterator[str]:
    left, bottom, right, top = boxes.trim
    near, far = sheet.gap, sheet.gap + MARK.pt
    for y in (bottom, top):
        yield _line(left - near, y, left - far, y)
        yield _line(right + near, y, right + far, y)
    for x in (left, right):
        yield _line(x, bottom - near, x, bottom - far)
        yield _line(x, top + near, x, top + far)


def _middles(boxes: Boxes, folds: Sequence[float]) -> list[float]:
    """Give the middle of a page, and of a cover the middles of its back and its front: spines are narrow."""
    left, _, right, _ = boxes.trim
    sides = ((left, left + folds[0]), (left + folds[-1], right)) if folds else ((left, right),)
    return [(start + end) / 2 for start, end in sides]


def _targets(sheet: Sheet, boxes: Boxes, folds: Sequence[float]) -> Iterator[str]:
    """Give a cross in a circle at the middle of each side."""
    left, bottom, right, top = boxes.trim
    away, arm = sheet.gap + MARK.pt / 2, MARK.pt / 2 - 0.5
    half = (bottom + top) / 2
    places = [(x, y) for x in _middles(boxes, folds) for y in (bottom - away, top + away)]
    for x, y in (*places, (left - away, half), (right + away, half)):
        yield _line(x - arm, y, x + arm, y)
        yield _line(x, y - arm, x, y + arm)
        yield f"{_circle(x, y, arm * 0.6)} S"


def _circle(x: float, y: float, r: float) -> str:
    k = r * _KAPPA
    curves = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    return " ".join([f"{number(x + r)} {number(y)} m", *(f"{' '.join(map(number, curve))} c" for curve in curves), "h"])


def _folds(sheet: Sheet, boxes: Boxes, folds: Sequence[float]) -> Iterator[str]:
    """Give dashed lines at head and foot where the sheet is folded."""
    left, bottom, _, top = boxes.trim
    near, far = sheet.gap, sheet.gap + MARK.pt
    if folds:
        yield "[2 1.5] 0 d"
    for place in folds:
        yield _line(left + place, bottom - near, left + place, bottom - far)
        yield _line(left + place, top + near, left + place, top + far)


def _bar(sheet: Sheet, boxes: Boxes, folds: Sequence[float]) -> Iterator[str]:
    """Give patches of the inks over the head, between the crop mark at the left and the first target."""
    left, top = boxes.trim[0], boxes.trim[3]
    near, high = top + sheet.gap + 2, MARK.pt - 4
    wide = min(_PATCH, (_middles(boxes, folds)[0] - left - 24) / len(_BAR))
    for place, inks in enumerate(_BAR):
        patch = f"{number(left + 12 + place * wide)} {number(near)} {number(wide)} {number(high)} re f"
        yield f"{' '.join(map(number, inks))} k {patch}"


def _slug(boxes: Boxes, text: str, font: bytes) -> Iterator[str]:
    """Give the line at the foot: a text in black, and the name of each ink in that ink, where they have room."""
    start, end = boxes.trim[0] + _INSET, boxes.trim[2] - _INSET
    face = _Face(font)
    gap = face.width("  ")
    names = sum(face.width(name) + gap for name in _SOLID)
    if names * 3 < end - start:
        x = end = end - names
        for name, inks in _SOLID.items():
            x += gap
            yield f"{' '.join(map(number, inks))} k {face.outlines(name, x)} f"
            x += face.width(name)
    if written := face.outlines(face.fitted(text, end - start), start):
        yield f"0 0 0 1 k {written} f"


class _Face:
    """A font in the size and at the height of the slug line."""

    def __init__(self, font: bytes) -> None:
        opened = _opened(font)
        self._glyphs, self._characters = opened.getGlyphSet(), opened.getBestCmap()
        self._metrics, self._scale = opened["hmtx"].metrics, _SIZE / int(opened["head"].unitsPerEm)

    def _names(self, text: str) -> Iterator[str]:
        return (self._characters.get(ord(letter), ".notdef") for letter in text)

    def width(self, text: str) -> float:
        """Give how wide a text is, in points."""
        return self._scale * sum(int(self._metrics[name][0]) for name in self._names(text))

    def fitted(self, text: str, room: float) -> str:
        """Give a text, or where it is wider than its room, what fits of its beginning and its end."""
        if self.width(text) <= room:
            return text
        # The end has the number of the page: what is left out is in the middle.
        kept = bisect_right(range(len(text)), room, key=lambda count: self.width(_shortened(text, count))) - 1
        return _shortened(text, kept) if kept > 0 else ""

    def outlines(self, text: str, x: float) -> str:
        """Give a text that begins at ``x`` as a path."""
        written: list[str] = []
        for name in self._names(text):
            pen = _Outlines(self._glyphs, x, self._scale)
            self._glyphs[name].draw(pen)
            written += pen.written
            x += self._metrics[name][0] * self._scale
        return " ".join(written)


def _shortened(text: str, count: int) -> str:
    return f"{text[: -(-count // 2)]}…{text[len(text) - count // 2 :]}"


@lru_cache(maxsize=4)
def _opened(font: bytes) -> TTFont:
    return TTFont(BytesIO(font), lazy=True)


class _Outlines(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Writes a glyph as operators of a path, moved and scaled."""

    def __init__(self, glyphs: Any, x: float, scale: float) -> None:
        super().__init__(glyphs)
        self.written: list[str] = []
        self._x, self._scale = x, scale

    def _at(self, *points: tuple[float, float]) -> str:
        return " ".join(f"{number(self._x + x * self._scale)} {number(_BASELINE + y * self._scale)}" for x, y in points)

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802  fontTools' name
        self.written.append(f"{self._at(pt)} m")

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.written.append(f"{self._at(pt)} l")

    def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:  # noqa: N802
        self.written.append(f"{self._at(pt1, pt2, pt3)} c")

    def _closePath(self) -> None:  # noqa: N802
        self.written.append("h")
