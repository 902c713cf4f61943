"""What WeasyPrint 70 does differently while it draws for press: colours and pictures in inks, black overprinting.

The pages are those of the screen PDF, drawn once more. WeasyPrint has no public way in here, so names of its modules
are replaced for the time of one drawing and put back. Not drawn at all: tags, links, names, bookmarks.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import md5
from io import BytesIO
from math import hypot
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pydyf
import weasyprint.draw
import weasyprint.draw.border
import weasyprint.images
import weasyprint.pdf
from weasyprint.pdf.stream import Stream

from publish.pdf.drawing import close_up, fresh_drawings, with_one_meaning
from publish.pdf.replacing import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from publish.colour import Inks, Plate

    Separate = Callable[[bytes], Plate]

SMALL_TEXT = 12.0
"""Black text under this size, in points, overprints (GWG 2022, R0009)."""

THIN_LINE = 2.0
"""Black lines thinner than this, in points, overprint (GWG 2022, R0010)."""

_BLACK = ("cmyk", 0.0, 0.0, 0.0, 1.0)
_ON, _OFF = "overprint", "knockout"
_PATH = (b" m", b" l", b" c", b" v", b" y", b"h", b" re")


@dataclass(slots=True)
class _Painting:
    """The part of the graphics state that overprinting depends on: ink of fills and strokes, line width, overprint."""

    fill: object = None
    stroke: object = None
    width: float = 1.0
    overprints: bool = False

    def copy(self) -> _Painting:
        return _Painting(self.fill, self.stroke, self.width, self.overprints)


class PressStream(Stream):  # type: ignore[misc]  # WeasyPrint has no types
    """A content stream whose colours are inks (DeviceCMYK), or in a soft mask, greys."""

    def __init__(self, inks: Inks, *arguments: Any, masking: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.inks = inks
        self.masking = masking
        self.thin = False
        self._outer_scale = 1.0
        self._paintings = [_Painting()]

    def clone(self, **options: Any) -> PressStream:
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
        stream = PressStream(self.inks, masking=self.masking, **options)
        stream._outer_scale = self.scale
        return stream

    @property
    def _default_color_space(self) -> str:
        return "/DeviceGray" if self.masking else "/DeviceCMYK"

    # ------------------------------------------------------------------------------------------------------- colours

    def set_color(self, color: Any, stroke: bool = False) -> None:
        """Set a colour as inks, and its alpha."""
        *_channels, alpha = color
        self.set_alpha(alpha, stroke)
        ink = self._ink(color)
        name = "_current_color_stroke" if stroke else "_current_color"
        setattr(self._paintings[-1], "stroke" if stroke else "fill", ink)
        if getattr(self, name) == ink:
            return
        setattr(self, name, ink)
        operator = {1: "gG", 4: "kK"}[len(ink) - 1][stroke]
        self.stream.append(" ".join((*(_number(value) for value in ink[1:]), operator)).encode())

    def _ink(self, color: Any) -> tuple[Any, ...]:
        if self.masking:
            red, green, blue = _srgb(color)
            return "grey", 0.2126 * red + 0.7152 * green + 0.0722 * blue
        if color.space == "device-cmyk":
            return "cmyk", *(float(value) for value in color.coordinates)
        return "cmyk", *self.inks.cmyk(*_srgb(color))

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
        if self.masking:
            return pydyf.Array((0.2126 * red + 0.7152 * green + 0.0722 * blue,))
        return pydyf.Array(self.inks.cmyk(red, green, blue))

    def set_alpha_state(self, x: float, y: float, width: float, height: float, mode: str = "luminosity") -> PressStream:
        """Set a soft mask and give the stream to draw it in: what is drawn there is grey (GWG 2022, R0030)."""
        mask: PressStream = super().set_alpha_state(x, y, width, height, mode)
        mask.masking = True
        mask.extra["Group"]["CS"] = "/DeviceGray"
        return mask

    # ---------------------------------------------------------------------------------------------------- overprint

    def push_state(self) -> None:
        """Save the graphics state."""
        super().push_state()
        self._paintings.append(self._paintings[-1].copy())

    def pop_state(self) -> None:
        """Restore the graphics state."""
        super().pop_state()
        self._paintings.pop()

    def set_line_width(self, width: float) -> None:
        """Set the width of lines."""
        self._paintings[-1].width = width
        super().set_line_width(width)

    def show_text(self, text: str) -> None:
        """Show text; black text overprints where it is small."""
        painting = self._paintings[-1]
        size = self._current_font[1] * self.scale
        self._overprint(len(self.stream), wanted=painting.fill == _BLACK and size < SMALL_TEXT - 1e-6)
        super().show_text(text)

    def fill(self, even_odd: bool = False) -> None:
        """Fill a path; a thin black rule overprints."""
        self._overprint(self._path_start(), wanted=self.thin and self._paintings[-1].fill == _BLACK)
        super().fill(even_odd)

    def stroke(self) -> None:
        """Stroke a path; a thin black line overprints."""
        painting = self._paintings[-1]
        thin = painting.width * self.scale < THIN_LINE - 1e-6
        self._overprint(self._path_start(), wanted=thin and painting.stroke == _BLACK)
        super().stroke()

    def fill_and_stroke(self, even_odd: bool = False) -> None:
        """Fill and stroke a path, knocking out what lies under it."""
        self._overprint(self._path_start(), wanted=False)
        super().fill_and_stroke(even_odd)

    def paint_shading(self, name: str) -> None:
        """Paint a gradient, knocking out what lies under it."""
        self._overprint(len(self.stream), wanted=False)
        super().paint_shading(name)

    def draw_x_object(self, reference: str) -> None:
        """Draw a picture or a group, which begins without overprint."""
        self._overprint(len(self.stream), wanted=False)
        super().draw_x_object(reference)

    @property
    def scale(self) -> float:
        """Points of the page to a unit of the stream, upright."""
        _, (c, d, _), _ = self.ctm
        return hypot(c, d) * self._outer_scale

    def _path_start(self) -> int:
        """Give the place before the path that is to be painted: nothing else may stand in it (ISO 32000-1, 8.2)."""
        at = len(self.stream)
        while at and isinstance(self.stream[at - 1], bytes) and self.stream[at - 1].endswith(_PATH):
            at -= 1
        return at

    def _overprint(self, at: int, *, wanted: bool) -> None:
        """Have overprinting on or off from a place in the stream on."""
        painting = self._paintings[-1]
        if self.masking or painting.overprints == wanted:
            return
        painting.overprints = wanted
        states = self._resources["ExtGState"]
        # OPM 1: an ink of which a colour has nothing leaves what lies under it (ISO 32000-1, 8.6.7).
        states.setdefault(_ON, pydyf.Dictionary({"op": "true", "OP": "true", "OPM": 1}))
        states.setdefault(_OFF, pydyf.Dictionary({"op": "false", "OP": "false", "OPM": 0}))
        self.stream.insert(at, f"/{_ON if wanted else _OFF} gs".encode())


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"


def _srgb(color: Any) -> tuple[float, float, float]:
    """Give a CSS colour in sRGB, 0 to 1; what sRGB doesn't have is brought to its edge."""
    try:
        red, green, blue = color.to("srgb").coordinates
    except NotImplementedError:  # lab, lch, oklab, oklch and xyz, which tinycss2 turns into Lab alone
        red, green, blue = _from_lab(*color.to("lab").coordinates)
    return tuple(min(1.0, max(0.0, float(part))) for part in (red, green, blue))  # type: ignore[return-value]


def _from_lab(lightness: float, a: float, b: float) -> tuple[float, ...]:
    """Give sRGB of CIE Lab under D50 (CSS Color 4, 9.3 and 17)."""
    middle = (lightness + 16) / 116
    cubes = (_cube(middle + a / 500) * 0.9642956764, _cube(middle), _cube(middle - b / 200) * 0.8251046025)
    rows = (
        (3.1341359570, -1.6173863321, -0.4906619460),
        (-0.9787954765, 1.9162543774, 0.0334427290),
        (0.0719553149, -0.2289768264, 1.4053860583),
    )
    linear = [sum(factor * part for factor, part in zip(row, cubes, strict=True)) for row in rows]
    return tuple(
        12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
        for part in (max(0.0, p) for p in linear)
    )


def _cube(part: float) -> float:
    return part**3 if part > 6 / 29 else 3 * (6 / 29) ** 2 * (part - 4 / 29)


@contextmanager
def press_drawing(
    inks: Inks, plates: Callable[[str], Plate], separate: Separate, paths: Mapping[str, str]
) -> Iterator[None]:
    """Have the next drawing be one in inks.

    ``plates`` gives the plate of a picture by its path, ``paths`` the path of each by WeasyPrint's id of it (see
    `image_ids`); ``separate`` makes the plate of what WeasyPrint has drawn itself, such as a blurred shadow, out of a
    PNG.
    """

    def stream(*arguments: Any, **options: Any) -> PressStream:
        return PressStream(inks, *arguments, **options)

    def x_object(image: Any, _interpolate: object, _ratio: object) -> Any:
        path = paths.get(image.id)
        return _picture(plates(path) if path else separate(_png(image)))

    def nothing(*_arguments: Any, **_options: Any) -> None:
        return None

    with ExitStack() as stack:
        stack.enter_context(fresh_drawings())
        stack.enter_context(with_one_meaning())
        for owner, name, new in (
            (weasyprint.pdf, "Stream", stream),
            (weasyprint.images.RasterImage, "get_x_object", x_object),
            (weasyprint.draw, "draw_text", close_up(weasyprint.draw.draw_text)),
            # What isn't for print (ISO 15930-7, 6.13: no annotations within the bleed).
            (weasyprint.pdf, "add_links", nothing),
            (weasyprint.pdf, "add_annotations", nothing),
            (weasyprint.pdf, "add_forms", nothing),
        ):
            stack.enter_context(replaced(owner, name, new))
        border = weasyprint.draw.border
        stack.enter_context(replaced(border, "draw_rect_border", _rules(border.draw_rect_border)))
        yield


def _rules(original: Callable[..., Any]) -> Callable[..., Any]:
    """Have the function that fills borders, which are lines to the eye, tell the stream whether they are thin."""

    def draw_rect_border(stream: Any, box: Any, widths: Any, *arguments: Any) -> None:
        stream.thin = max(widths) * stream.scale < THIN_LINE - 1e-6
        try:
            original(stream, box, widths, *arguments)
        finally:
            stream.thin = False

    return draw_rect_border


def image_ids(paths: Iterable[str]) -> dict[str, str]:
    """Give the path of each picture by the id that WeasyPrint gives it, which is made of its address."""
    return {md5(quote(path).encode(), usedforsecurity=False).hexdigest(): path for path in paths}


def _png(image: Any) -> bytes:
    """Give as PNG what WeasyPrint keeps of a picture that it has drawn itself."""
    from PIL import Image  # noqa: PLC0415  rarely needed

    out = BytesIO()
    Image.open(BytesIO(image.image_data.data)).save(out, "PNG")
    return out.getvalue()


def _picture(plate: Plate) -> Any:
    """Give the image XObject of a plate (ISO 32000-1, 8.9.5)."""
    extra = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": plate.width,
        "Height": plate.height,
        "ColorSpace": "/DeviceGray" if plate.grey else "/DeviceCMYK",
        "BitsPerComponent": 8,
        "Filter": f"/{plate.filter}",
    }
    if plate.inverted:
        extra["Decode"] = pydyf.Array((1, 0) * (1 if plate.grey else 4))
    if plate.mask:
        extra["SMask"] = pydyf.Stream(
            [plate.mask],
            pydyf.Dictionary(
                {
                    "Type": "/XObject",
                    "Subtype": "/Image",
                    "Width": plate.width,
                    "Height": plate.height,
                    "ColorSpace": "/DeviceGray",
                    "BitsPerComponent": 8,
                    "Filter": "/FlateDecode",
                }
            ),
        )
    return pydyf.Stream([plate.data], pydyf.Dictionary(extra))
