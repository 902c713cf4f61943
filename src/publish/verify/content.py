"""What the pages of a PDF paint, and under which mark: read for the checks, independent of what wrote the file."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pikepdf

from publish.pdf.tounicode import texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Key = tuple[tuple[int, int], int]
"""Marked content: the object that holds its stream, and its number in that stream (ISO 32000-1, 14.7.4.2)."""

Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_PAINT = {"f", "F", "f*", "B", "B*", "b", "b*", "s", "S", "sh", "INLINE IMAGE"}
_SHOW = {"Tj", "TJ", "'", '"'}
_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Painted:
    """What stands under one mark: page from 1, key in the tree, kind of artifact, text, height above the page's foot.

    ``artifact`` is None outside of artifacts, and empty for one that doesn't say its type; ``height`` is of the first
    text and a share of the page, from 0 at its foot to 1 at its head. Text can't be read where a font has no ToUnicode.
    """

    page: int
    key: Key | None
    artifact: str | None
    text: str
    height: float | None


@dataclass(frozen=True, slots=True)
class Content:
    """What all pages paint, mark after mark, and the key of all marked content, also of what paints nothing."""

    painted: tuple[Painted, ...]
    keys: frozenset[Key]


def content(pdf: pikepdf.Pdf) -> Content:
    """Read the streams of every page, forms opened up; raise pikepdf's PdfError where one can't be read."""
    found: list[Painted] = []
    keys: set[Key] = set()
    for number, page in enumerate(pdf.pages, 1):
        reader = _Reader(number, page)
        reader.run(page.obj, page.obj.objgen, page.obj.get("/Resources"), _IDENTITY, ())
        found += reader.result()
        keys |= reader.keys
    return Content(tuple(found), frozenset(keys))


@dataclass(frozen=True, slots=True)
class _Mark:
    """One level of marked content: its key or the kind of artifact, if either."""

    key: Key | None = None
    artifact: str | None = None


@dataclass(slots=True)
class _Run:
    """What was painted under the same marks so far."""

    marks: tuple[_Mark, ...]
    text: str = ""
    height: float | None = None


@dataclass(slots=True)
class _State:
    """The part of the graphics state that says where text stands and what its codes mean."""

    matrix: Matrix
    font: Mapping[int, str] | None = None
    step: int = 1


class _Reader:
    """Reads the streams of one page."""

    def __init__(self, number: int, page: pikepdf.Page) -> None:
        self.number = number
        box = [float(value) for value in page.mediabox]
        self.foot, self.tall = box[1], max(box[3] - box[1], 1.0)
        self.keys: set[Key] = set()
        self._runs: list[_Run] = []
        self._fonts: dict[Any, tuple[Mapping[int, str], int]] = {}

    def result(self) -> Iterator[Painted]:
        """Give what was painted, in the order of the streams."""
        for run in self._runs:
            key = next((mark.key for mark in reversed(run.marks) if mark.key), None)
            artifact = next((mark.artifact for mark in run.marks if mark.artifact is not None), None)
            yield Painted(self.number, key, artifact, run.text, run.height)

    def run(self, stream: Any, holder: tuple[int, int], resources: Any, at: Matrix, outer: tuple[_Mark, ...]) -> None:
        """Read one stream, which is painted at a place and inside of marks, and the forms that it paints."""
        marks = list(outer)
        state, saved = _State(at), list[_State]()
        line = at
        for instruction in pikepdf.parse_content_stream(stream):
            operator, operands = str(instruction.operator), instruction.operands
            match operator:
                case "BDC" | "BMC" if operands:
                    marks.append(self._mark(operands, resources, holder))
                case "EMC" if len(marks) > len(outer):
                    marks.pop()
                case "q":
                    saved.append(_State(state.matrix, state.font, state.step))
                case "Q" if saved:
                    state = saved.pop()
                case "cm":
                    state.matrix = _times(_matrix(operands), state.matrix)
                case "BT":
                    line = state.matrix
                case "Tm":
                    line = _times(_matrix(operands), state.matrix)
                case "Td" | "TD":
                    line = _times(_matrix([1, 0, 0, 1, *operands]), line)
                case "Tf" if operands:
                    state.font, state.step = self._font(_entry(_entry(resources, "/Font"), str(operands[0])))
                case "Do" if operands and len(outer) < _DEPTH:
                    self._draw(_entry(_entry(resources, "/XObject"), str(operands[0])), holder, resources, state, marks)
                case _ if operator in _SHOW and operands:
                    self._show(_decoded(operands[-1], state), line, marks)
                case _ if operator in _PAINT:
                    self._open(marks)

    def _open(self, marks: Sequence[_Mark]) -> _Run:
        """Give the run under these marks: the last one where the marks are the very same, else a new one."""
        last = self._runs[-1] if self._runs else None
        if last and len(last.marks) == len(marks) and all(map(_same, last.marks, marks)):
            return last
        self._runs.append(_Run(tuple(marks)))
        return self._runs[-1]

    def _show(self, text: str, line: Matrix, marks: Sequence[_Mark]) -> None:
        run = self._open(marks)
        run.text += text
        if run.height is None:
            run.height = (line[5] - self.foot) / self.tall

    def _draw(self, form: Any, holder: tuple[int, int], resources: Any, state: _State, marks: Sequence[_Mark]) -> None:
        if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != "/Form":
            self._open(marks)
            return
        own = form.objgen if "/StructParents" in form else holder
        at = _times(_matrix(form.get("/Matrix", _IDENTITY)), state.matrix)
        self.run(form, own, form.get("/Resources", resources), at, (*marks, _Mark()))

    def _mark(self, operands: Any, resources: Any, holder: tuple[int, int]) -> _Mark:
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = _entry(_entry(resources, "/Properties"), str(properties))
        if str(operands[0]) == "/Artifact":
            return _Mark(artifact=str(_entry(properties, "/Type") or "").removeprefix("/"))
        number = _entry(properties, "/MCID")
        if not isinstance(number, int):
            return _Mark()
        self.keys.add((holder, number))
        return _Mark((holder, number))

    def _font(self, font: Any) -> tuple[Mapping[int, str], int]:
        key = getattr(font, "objgen", None)
        if key not in self._fonts:
            stream = _entry(font, "/ToUnicode")
            mapping = texts(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else {}
            self._fonts[key] = mapping, 2 if _entry(font, "/Subtype") == "/Type0" else 1
        return self._fonts[key]


def _same(one: _Mark, other: _Mark) -> bool:
    return one is other


def _entry(holder: Any, name: str) -> Any:
    return holder.get(name) if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) else None


def _matrix(operands: Any) -> Matrix:
    values = [float(value) for value in operands if isinstance(value, int | float | Decimal)]
    return (values[0], values[1], values[2], values[3], values[4], values[5]) if len(values) == 6 else _IDENTITY


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _decoded(operand: Any, state: _State) -> str:
    pieces = operand if isinstance(operand, pikepdf.Array) else [operand]
    codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    if not state.font:
        return codes.decode("latin-1")
    step = state.step
    found = (int.from_bytes(codes[at : at + step], "big") for at in range(0, len(codes), step))
    return "".join(state.font.get(code, "\ufffd") for code in found)
