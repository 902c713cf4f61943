"""A content stream of WeasyPrint 70 in inks: colours as they are set, and black that overprints where it is painted."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import hypot
from typing import TYPE_CHECKING, Any

import pydyf
from weasyprint.pdf.stream import Stream

from publish.pdf.drawing import srgb
from publish.pdf.marks import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.colour import Inks

SMALL_TEXT = 12.0
"""Black text under this size, in points, overprints (GWG 2022, R0009)."""

THIN_LINE = 2.0
"""Black lines thinner than this, in points, overprint (GWG 2022, R0010)."""

_BLACK = ("cmyk", 0.0, 0.0, 0.0, 1.0)
# What is painted before a colour is set is black, and in a device's grey unless it is said otherwise (8.4.1).
_FIRST = (b"0 0 0 1 k", b"0 0 0 1 K")
_STATES = {
    (False, False): "knockout",
    (True, False): "overprint-fill",
    (False, True): "overprint-stroke",
    (True, True): "overprint",
}
_PATH = (b" m", b" l", b" c", b" v", b" y", b" re")


@dataclass(slots=True)
class _Painting:
    """The part of the graphics state that overprinting and groups depend on.

    ``line`` is the width of the border that is being filled, ``mixed`` says that a soft mask or blend mode is set.
    """

    fill: object = None
    stroke: object = None
    width: float = 1.0
    line: float | None = None
    alpha: float = 1.0
    mixed: bool = False
    overprint: tuple[bool, bool] = (False, False)


class InkStream(Stream):  # type: ignore[misc]  # WeasyPrint has no types
    """A content stream whose colours are inks (DeviceCMYK), or in a soft mask, greys."""

    def __init__(self, inks: Inks, *arguments: Any, masking: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.inks = inks
        self.masking = masking
        self.blends = False
        self._outer_scale = 1.0
        self._paintings = [_Painting()]

    def clone(self, **options: Any) -> InkStream:
        """Give a stream for a group or a pattern in this one, which is painted as this one is."""
        options = {
            "fonts": self._fonts,
            "page_rectangle": self.page_rectangle,
            "resources": self._resources,
            "images": self._images,
            "tags": self._tags,
            "color_profiles": self._color_profiles,
            "output_intent": self._output_intent,
            "compress": self.compress,
            **options,
        }
        stream = InkStream(self.inks, masking=self.masking, **options)
        stream._outer_scale = self.scale
        return stream

    @property
    def _default_color_space(self) -> str:
        return "/DeviceGray" if self.masking else "/DeviceCMYK"

    # ------------------------------------------------------------------------------------------------------- colours

    def begin_in_black(self) -> None:
        """Begin with black ink: what is drawn in a page or a pattern may not set a colour at all."""
        self.stream.extend(_FIRST)

    def set_color(self, color: Any, stroke: bool = False) -> None:
        """Set a colour as inks, and its alpha."""
        ink = self._ink(color)
        name = "_current_color_stroke" if stroke else "_current_color"
        setattr(self._paintings[-1], "stroke" if stroke else "fill", ink)
        with self._before_path():
            self.set_alpha(color.alpha, stroke)
            if getattr(self, name) != ink:
                setattr(self, name, ink)
                operator = {1: "gG", 4: "kK"}[len(ink) - 1][stroke]
                self.stream.append(" ".join((*(number(value) for value in ink[1:]), operator)).encode())

    def _ink(self, color: Any) -> tuple[Any, ...]:
        if self.masking:
            return "grey", _grey(*srgb(color))
        if color.space == "device-cmyk":
            return "cmyk", *color.coordinates
        return "cmyk", *self.inks.cmyk(*srgb(color))

    def set_color_space(self, space: str, stroke: bool = False) -> None:
        """Set a colour space, which is that of patterns: all colours are set otherwise."""
        setattr(self._paintings[-1], "stroke" if stroke else "fill", None)
        setattr(self, "_current_color_stroke" if stroke else "_current_color", None)
        super().set_color_space(space, stroke)

    def add_shading(
        self, shading_type: int, domain: Any, coords: Any, extend: Any, function: Any, color_space: str | None = None
    ) -> Any:
        """Add a gradient between inks; one of alphas, in DeviceGray, stays as it is."""
        if color_space is None:
            stops = [
                pydyf.Dictionary({**each, "C0": self._stop(each["C0"]), "C1": self._stop(each["C1"])})
                for each in function["Functions"]
            ]
            function = pydyf.Dictionary({**function, "Functions": pydyf.Array(stops)})
        return super().add_shading(shading_type, domain, coords, extend, function, color_space)

    def _stop(self, colour: Any) -> Any:
        red, green, blue = (float(part) for part in colour)
        return pydyf.Array((_grey(red, green, blue),) if self.masking else self.inks.cmyk(red, green, blue))

    # -------------------------------------------------------------------------------------------- groups and patterns

    def add_pattern(self, *arguments: Any) -> InkStream:
        """Add a pattern, whose graphics state is none of the page's (ISO 32000-1, 8.7.3.1)."""
        pattern: InkStream = super().add_pattern(*arguments)
        if not self.masking:
            pattern.begin_in_black()
        return pattern

    def set_alpha(self, alpha: float, stroke: bool = False, fill: bool | None = None) -> None:
        """Set the alpha of strokes or fills, or of both."""
        if fill or (fill is None and not stroke):
            self._paintings[-1].alpha = alpha
        super().set_alpha(alpha, stroke, fill)

    def set_state(self, state: Any) -> None:
        """Set a graphics state, which is one with a soft mask or a blend mode."""
        self._paintings[-1].mixed = True
        with self._before_path():
            super().set_state(state)

    def set_blend_mode(self, mode: str) -> None:
        """Set how colours mix with those that they lie on."""
        self.blends = True
        super().set_blend_mode(mode)

    def set_alpha_state(self, x: float, y: float, width: float, height: float, mode: str = "luminosity") -> InkStream:
        """Set a soft mask and give the stream to draw it in: what is drawn there is grey (GWG 2022, R0030)."""
        mask: InkStream = super().set_alpha_state(x, y, width, height, mode)
        mask.masking = True
        mask.extra["Group"]["CS"] = "/DeviceGray"
        return mask

    def draw_x_object(self, reference: str) -> None:
        """Draw a picture or a group, which begins without overprint.

        WeasyPrint groups more than it has to. In a group of its own, black overprints nothing but the group (ISO
        32000-1, 11.7.4), so what needs none, as it is opaque and mixes with nothing, is drawn without.
        """
        self._overprint(len(self.stream), fill=False, stroke=False)
        drawn, painting = self._resources["XObject"][reference], self._paintings[-1]
        if isinstance(drawn, InkStream) and painting.alpha == 1 and not painting.mixed and not drawn.blends:
            del drawn.extra["Group"]
        super().draw_x_object(reference)

    # ----------------------------------------------------------------------------------------------------- overprint

    def push_state(self) -> None:
        """Save the graphics state."""
        super().push_state()
        self._paintings.append(replace(self._paintings[-1]))

    def pop_state(self) -> None:
        """Restore the graphics state."""
        super().pop_state()
        self._paintings.pop()

    def fill_as_line(self, width: float) -> None:
        """Take areas for a line of this width until the state is restored, unless its width has been told already."""
        painting = self._paintings[-1]
        painting.line = width if painting.line is None else painting.line

    def set_line_width(self, width: float) -> None:
        """Set the width of lines."""
        self._paintings[-1].width = width
        with self._before_path():
            super().set_line_width(width)

    def show_text(self, text: str) -> None:
        """Show text; black text overprints where it is small."""
        small = self._current_font[1] * self.scale < SMALL_TEXT - 1e-6
        self._overprint(len(self.stream), fill=small and self._paintings[-1].fill == _BLACK, stroke=False)
        super().show_text(text)

    def fill(self, even_odd: bool = False) -> None:
        """Fill a path; a thin black rule overprints."""
        start = self._path_start()
        self._overprint(start, fill=self._paintings[-1].fill == _BLACK and self._fills_line(start))
        super().fill(even_odd)

    def stroke(self) -> None:
        """Stroke a path; a thin black line overprints."""
        self._overprint(self._path_start(), stroke=self._strokes_thin_black())
        super().stroke()

    def fill_and_stroke(self, even_odd: bool = False) -> None:
        """Fill a path, which knocks out what lies under it, and stroke it; a thin black line overprints."""
        self._overprint(self._path_start(), fill=False, stroke=self._strokes_thin_black())
        super().fill_and_stroke(even_odd)

    def paint_shading(self, name: str) -> None:
        """Paint a gradient, which knocks out what lies under it."""
        self._overprint(len(self.stream), fill=False)
        super().paint_shading(name)

    @property
    def scale(self) -> float:
        """Points of the page to a unit of the stream, upright."""
        _, (c, d, _), _ = self.ctm
        return hypot(c, d) * self._outer_scale

    def _strokes_thin_black(self) -> bool:
        painting = self._paintings[-1]
        return painting.stroke == _BLACK and painting.width * self.scale < THIN_LINE - 1e-6

    def _fills_line(self, start: int) -> bool:
        """Say whether the path that begins at a place is a thin line to the eye: a border's, or a narrow rectangle."""
        width, path = self._paintings[-1].line, self.stream[start:]
        if width is None and len(path) == 1 and path[0].endswith(b" re"):
            width = min(abs(float(side)) for side in path[0].split()[2:4])
        return width is not None and width * self.scale < THIN_LINE - 1e-6

    def _path_start(self) -> int:
        """Give the place before the path that is to be painted."""
        at = len(self.stream)
        while at and (self.stream[at - 1] == b"h" or self.stream[at - 1].endswith(_PATH)):
            at -= 1
        return at

    @contextmanager
    def _before_path(self) -> Iterator[None]:
        """Have what is set stand before a path that has been begun: nothing may stand in one (ISO 32000-1, 8.2)."""
        start, end = self._path_start(), len(self.stream)
        yield
        if start < end < len(self.stream):
            self.stream[start:] = self.stream[end:] + self.stream[start:end]

    def _overprint(self, at: int, *, fill: bool | None = None, stroke: bool | None = None) -> None:
        """Have overprinting of fills and of strokes on or off, or as it is, from a place in the stream on."""
        painting = self._paintings[-1]
        before = painting.overprint
        wanted = (before[0] if fill is None else fill, before[1] if stroke is None else stroke)
        if wanted == before:
            return
        painting.overprint = wanted
        # OPM 1: an ink of which a colour has nothing leaves what lies under it (ISO 32000-1, 8.6.7).
        state = {"op": _word(wanted[0]), "OP": _word(wanted[1]), "OPM": int(any(wanted))}
        self._resources["ExtGState"].setdefault(_STATES[wanted], pydyf.Dictionary(state))
        self.stream.insert(at, f"/{_STATES[wanted]} gs".encode())


def _grey(red: float, green: float, blue: float) -> float:
    """Give the luminosity of a colour as a soft mask takes it."""
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _word(value: bool) -> str:
    return "true" if value else "false"
