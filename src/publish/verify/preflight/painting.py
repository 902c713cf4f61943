"""What the pages of a PDF paint: text, lines, areas, pictures and gradients, each with its colour and its state."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import hypot
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Inks = tuple[float, float, float, float]

_DEPTH = 12
_FILLS = {"f": "f", "F": "f", "f*": "f", "B": "fs", "B*": "fs", "b": "fs", "b*": "fs", "S": "s", "s": "s", "n": ""}
_DEVICE = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as it is set: the family of its space, the space's own name or base, and the values."""

    space: str
    values: tuple[float, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def inks(self) -> Inks | None:
        """The four inks of a device colour, 0 to 1; None for any other."""
        if self.space == "DeviceCMYK" and len(self.values) == 4:
            cyan, magenta, yellow, black = self.values
            return cyan, magenta, yellow, black
        if self.space == "DeviceGray" and len(self.values) == 1:
            return 0.0, 0.0, 0.0, 1 - self.values[0]
        return None

    @property
    def is_black(self) -> bool:
        """Whether it is black ink alone, all of it."""
        inks = self.inks
        return inks is not None and max(inks[:3]) < 0.001 and inks[3] > 0.999

    @property
    def is_white(self) -> bool:
        """Whether it is paper."""
        return self.inks is not None and max(self.inks) < 0.001

    @property
    def channels(self) -> int:
        """The number of inks that it has something of."""
        return sum(value > 0.001 for value in self.inks or ())


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that is painted on a page, counted from 1; ``box`` is where, in points.

    ``kind`` is text, fill, stroke, picture or shading. ``size`` is a text's in points, or a line's width. ``ppi`` and
    ``bits`` are a picture's.
    """

    page: int
    kind: str
    colour: Colour
    box: Box
    size: float = 0.0
    overprint: bool = False
    mode: int = 0
    ppi: float = 0.0
    bits: int = 8
    pixels: tuple[int, int] = (0, 0)
    name: str = ""
    font: str = ""


@dataclass(slots=True)
class _State:
    matrix: Matrix
    fill: Colour = Colour("DeviceGray", (0.0,))
    stroke: Colour = Colour("DeviceGray", (0.0,))
    width: float = 1.0
    overprint: bool = False
    overprint_stroke: bool = False
    mode: int = 0
    font: str = ""
    size: float = 0.0
    render: int = 0


@dataclass(slots=True)
class Painting:
    """What a file paints, and what else its resources hold: fonts, graphics states, spaces of groups, faults."""

    marks: list[Mark] = field(default_factory=list)
    fonts: dict[Any, tuple[int, Any]] = field(default_factory=dict)
    states: list[tuple[int, Any]] = field(default_factory=list)
    groups: list[tuple[int, str, bool]] = field(default_factory=list)
    objects: list[tuple[int, Any]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


def painting(pdf: pikepdf.Pdf) -> Painting:
    """Read every page, with the forms, patterns and soft masks that it draws; what can't be read is a fault."""
    found = Painting()
    for number, page in enumerate(pdf.pages, 1):
        reader = _Reader(found, number)
        group = page.obj.get("/Group")
        if group is not None:
            found.groups.append((number, space_of(group.get("/CS"))[0], False))
        try:
            reader.run(page, page.obj.get("/Resources", pikepdf.Dictionary()), _State((1, 0, 0, 1, 0, 0)), 0)
        except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
            found.faults.append((number, str(error) or type(error).__name__))
    return found


def space_of(space: Any) -> tuple[str, tuple[str, ...]]:
    """Give the family of a colour space, with its inks' names, or its base's family (ISO 32000-1, 8.6)."""
    if space is None:
        return "", ()
    if isinstance(space, pikepdf.Name):
        name = str(space)[1:]
        return {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}.get(name, name), ()
    family = str(space[0])[1:]
    if family == "ICCBased":
        return f"ICCBased {space[1].get('/N', '?')}", ()
    if family in {"Separation", "DeviceN"}:
        names = [space[1]] if family == "Separation" else list(space[1])
        return family, tuple(str(name)[1:] for name in names)
    if family in {"Indexed", "I"} or (family == "Pattern" and len(space) > 1):
        return space_of(space[1])
    return family, ()


def _in_space(space: Any) -> Colour:
    """Give a colour space as the colour of what is painted in it without one of its own."""
    family, names = space_of(space)
    return Colour(family, (), names)


class _Reader:
    """Follows one page's streams."""

    def __init__(self, found: Painting, page: int) -> None:
        self._found = found
        self._page = page
        self._seen: set[Any] = set()

    def run(  # noqa: C901, PLR0912, PLR0915  one case an operator, in the order of ISO 32000-1, table 51
        self, stream: Any, resources: Any, state: _State, depth: int, *, masking: bool = False
    ) -> None:
        """Follow a stream's operators."""
        if depth > _DEPTH:
            return
        self._note(resources)
        saved: list[_State] = []
        path: list[tuple[float, float]] = []
        text: Matrix = (1, 0, 0, 1, 0, 0)
        line = text
        leading = 0.0
        for instruction in pikepdf.parse_content_stream(stream):
            operands: Any = instruction.operands
            name = str(instruction.operator)
            match name:
                case "q":
                    saved.append(replace(state))
                case "Q" if saved:
                    state = saved.pop()
                case "cm":
                    state.matrix = _times(_floats(operands), state.matrix)
                case "w":
                    state.width = float(operands[0])
                case "gs":
                    self._state(resources, operands[0], state, depth)
                case "g" | "rg" | "k":
                    state.fill = Colour(_DEVICE[name], _floats(operands))
                case "G" | "RG" | "K":
                    state.stroke = Colour(_DEVICE[name.lower()], _floats(operands))
                case "cs":
                    state.fill = Colour(*self._space(resources, operands[0]))
                case "CS":
                    state.stroke = Colour(*self._space(resources, operands[0]))
                case "sc" | "scn":
                    state.fill = self._set(state.fill, operands, resources, state, depth)
                case "SC" | "SCN":
                    state.stroke = self._set(state.stroke, operands, resources, state, depth)
                case "m" | "l" | "c" | "v" | "y":
                    values = _floats(operands)
                    path += [_at(state.matrix, x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
                case "re":
                    x, y, w, h = _floats(operands)
                    path += [_at(state.matrix, *corner) for corner in ((x, y), (x + w, y), (x, y + h), (x + w, y + h))]
                case "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "S" | "s" | "n":
                    if not masking:
                        self._path(_FILLS[name], path, state)
                    path = []
                case "sh":
                    if not masking:
                        shading = resources.Shading[str(operands[0])]
                        self._mark("shading", _in_space(shading.get("/ColorSpace")), (0, 0, 0, 0), state)
                case "BT":
                    text = line = (1, 0, 0, 1, 0, 0)
                case "Tf":
                    state.font, state.size = str(operands[0]), float(operands[1])
                case "Tr":
                    state.render = int(operands[0])
                case "TL":
                    leading = float(operands[0])
                case "Tm":
                    text = line = _matrix(operands)
                case "Td" | "TD":
                    x, y = _floats(operands)
                    leading = -y if name == "TD" else leading
                    text = line = _times((1, 0, 0, 1, x, y), line)
                case "T*":
                    text = line = _times((1, 0, 0, 1, 0, -leading), line)
                case "Tj" | "TJ" | "'" | '"':
                    if not masking:
                        self._text(operands, text, state)
                case "Do":
                    self._object(resources.XObject[str(operands[0])], str(operands[0]), state, depth, masking=masking)
                case "INLINE IMAGE":
                    self._inline(operands[0], state)
                case _:
                    pass

    # ----------------------------------------------------------------------------------------------------- resources

    def _note(self, resources: Any) -> None:
        fonts = resources.get("/Font")
        for font in fonts.values() if fonts is not None else ():
            if isinstance(font, pikepdf.Dictionary):
                self._found.fonts.setdefault(font.objgen if font.is_indirect else id(font), (self._page, font))

    def _space(self, resources: Any, name: Any) -> tuple[str, tuple[float, ...], tuple[str, ...]]:
        spaces = resources.get("/ColorSpace", {})
        family, names = space_of(spaces.get(str(name), name))
        first = (0.0, 0.0, 0.0, 1.0) if family == "DeviceCMYK" else (0.0,)
        return family, first, names

    def _set(self, before: Colour, operands: Any, resources: Any, state: _State, depth: int) -> Colour:
        if operands and isinstance(operands[-1], pikepdf.Name):
            pattern = resources.get("/Pattern", {}).get(str(operands[-1]))
            if pattern is not None:
                self._pattern(pattern, resources, state, depth)
            return Colour("Pattern")
        return replace(before, values=_floats(operands))

    def _pattern(self, pattern: Any, resources: Any, state: _State, depth: int) -> None:
        if pattern.get("/PatternType") == 2:
            colour = _in_space(pattern.Shading.get("/ColorSpace"))
            self._mark("shading", colour, (0, 0, 0, 0), state)
        elif self._once(pattern):
            inner = _State(_matrix(pattern.get("/Matrix", (1, 0, 0, 1, 0, 0))))
            self.run(pattern, pattern.get("/Resources", resources), inner, depth + 1)

    def _once(self, item: Any) -> bool:
        key = item.objgen
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def _state(self, resources: Any, name: Any, state: _State, depth: int) -> None:
        own = resources.ExtGState[str(name)]
        self._found.states.append((self._page, own))
        if "/OP" in own:
            state.overprint_stroke = bool(own.OP)
            state.overprint = bool(own.get("/op", own.OP))
        if "/op" in own:
            state.overprint = bool(own.get("/op"))
        state.mode = int(own.get("/OPM", state.mode))
        state.width = float(own.get("/LW", state.width))
        mask = own.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary) and self._once(mask.G):
            group = mask.G.get("/Group", pikepdf.Dictionary())
            self._found.groups.append((self._page, space_of(group.get("/CS"))[0], True))
            inner = _State(_times(_matrix(mask.G.get("/Matrix", (1, 0, 0, 1, 0, 0))), state.matrix))
            self.run(mask.G, mask.G.get("/Resources", resources), inner, depth + 1, masking=True)

    # --------------------------------------------------------------------------------------------------------- marks

    def _mark(self, kind: str, colour: Colour, box: Box, state: _State, **more: Any) -> None:
        overprint = state.overprint_stroke if kind == "stroke" else state.overprint
        self._found.marks.append(Mark(self._page, kind, colour, box, overprint=overprint, mode=state.mode, **more))

    def _path(self, how: str, path: list[tuple[float, float]], state: _State) -> None:
        if not path or not how:
            return
        box = _around(path)
        if "f" in how:
            self._mark("fill", state.fill, box, state, size=min(box[2] - box[0], box[3] - box[1]))
        if "s" in how:
            self._mark("stroke", state.stroke, box, state, size=state.width * _scale(state.matrix))

    def _text(self, operands: Any, text: Matrix, state: _State) -> None:
        if state.render in {3, 7}:
            return
        matrix = _times(text, state.matrix)
        size = abs(state.size) * _scale(matrix)
        operand = operands[-1]
        parts = [operand] if isinstance(operand, pikepdf.String) else list(operand)
        codes = sum(len(bytes(part)) for part in parts if isinstance(part, pikepdf.String))
        if not codes:
            return
        x, y = matrix[4], matrix[5]
        box = (x, y - 0.2 * size, x + codes * 0.25 * size, y + 0.8 * size)
        colour = state.stroke if state.render in {1, 5} else state.fill
        self._mark("text", colour, box, state, size=size, font=state.font)

    def _object(self, item: Any, name: str, state: _State, depth: int, *, masking: bool) -> None:
        self._found.objects.append((self._page, item))
        kind = item.get("/Subtype")
        if kind == "/Image":
            if not masking:
                self._picture(item, name, state)
        elif kind == "/Form":
            group = item.get("/Group")
            if group is not None:
                self._found.groups.append((self._page, space_of(group.get("/CS"))[0], masking))
            inner = replace(state, matrix=_times(_matrix(item.get("/Matrix", (1, 0, 0, 1, 0, 0))), state.matrix))
            self.run(item, item.get("/Resources", pikepdf.Dictionary()), inner, depth + 1, masking=masking)

    def _picture(self, item: Any, name: str, state: _State) -> None:
        a, b, c, d, x, y = state.matrix
        corners = [(x, y), (x + a, y + b), (x + c, y + d), (x + a + c, y + b + d)]
        pixels = int(item.Width), int(item.Height)
        ppi = min(pixels[0] / max(hypot(a, b), 1e-6), pixels[1] / max(hypot(c, d), 1e-6)) * 72
        stencil = bool(item.get("/ImageMask", False))
        colour = state.fill if stencil else _in_space(item.get("/ColorSpace"))
        bits = 1 if stencil else int(item.get("/BitsPerComponent", 8))
        self._mark("picture", colour, _around(corners), state, ppi=ppi, bits=bits, pixels=pixels, name=name)

    def _inline(self, image: Any, state: _State) -> None:
        a, b, c, d, x, y = state.matrix
        corners = [(x, y), (x + a, y + b), (x + c, y + d), (x + a + c, y + b + d)]
        ppi = min(image.width / max(hypot(a, b), 1e-6), image.height / max(hypot(c, d), 1e-6)) * 72
        space = image.colorspace or "DeviceGray"
        colour = state.fill if image.image_mask else Colour(str(space).lstrip("/"))
        pixels = (image.width, image.height)
        bits = image.bits_per_component
        self._mark("picture", colour, _around(corners), state, ppi=ppi, bits=bits, pixels=pixels, name="inline")


def _floats(operands: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in operands)


def _matrix(values: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


def _times(first: Any, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _scale(matrix: Matrix) -> float:
    return hypot(matrix[2], matrix[3])


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def each_space(found: Painting) -> Iterator[tuple[int, str, str, tuple[str, ...]]]:
    """Give the page, the kind, the space and the inks' names of everything that is painted."""
    seen: set[tuple[int, str, str, tuple[str, ...]]] = set()
    for mark in found.marks:
        key = (mark.page, mark.kind, mark.colour.space, mark.colour.names)
        if key not in seen and mark.colour.space != "Pattern":
            seen.add(key)
            yield key


__all__ = ["Colour", "Mark", "Painting", "each_space", "painting", "space_of"]
