"""What WeasyPrint 70 does differently while it draws for press: colours and pictures in inks, black overprinting.

The pages are those of the screen PDF, drawn once more. WeasyPrint has no public way in here, so names of its modules
are replaced for the time of one drawing and put back. Not drawn at all: tags, links, names, bookmarks.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from hashlib import md5
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pydyf
import weasyprint.draw
import weasyprint.draw.border
import weasyprint.images
import weasyprint.pdf
from weasyprint.urls import iri_to_uri

from publish.pdf.drawing import close_up, fresh_drawings, with_one_meaning
from publish.pdf.inkstream import InkStream
from publish.pdf.replacing import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from publish.colour import Inks, Plate

    Separate = Callable[[bytes], Plate]


@contextmanager
def press_drawing(
    inks: Inks, plates: Callable[[str], Plate], separate: Separate, paths: Mapping[str, str]
) -> Iterator[None]:
    """Have the next drawing be one in inks.

    ``plates`` gives the plate of a picture by its path, ``paths`` the path of each by WeasyPrint's id of it (see
    `image_ids`); ``separate`` makes the plate of what has no path, such as the picture of an emoji in a font, out of
    a PNG.
    """

    def page_stream(*arguments: Any, **options: Any) -> InkStream:
        stream = InkStream(inks, *arguments, **options)
        stream.begin_in_black()
        return stream

    def x_object(image: Any, _interpolate: object, _ratio: object) -> Any:
        path = paths.get(image.id)
        return _picture(plates(path) if path else separate(_png(image)))

    def nothing(*_arguments: Any, **_options: Any) -> None:
        return None

    border = weasyprint.draw.border
    with ExitStack() as stack:
        stack.enter_context(fresh_drawings())
        stack.enter_context(with_one_meaning())
        for owner, name, new in (
            (weasyprint.pdf, "Stream", page_stream),
            (weasyprint.images.RasterImage, "get_x_object", x_object),
            (weasyprint.draw, "draw_text", close_up(weasyprint.draw.draw_text)),
            # Most borders are filled, and lines to the eye all the same.
            (border, "clip_border_segment", _one_side(border.clip_border_segment)),
            (border, "draw_rounded_border", _all_sides(border.draw_rounded_border)),
            # What isn't for print (ISO 15930-7, 6.13: no annotations within the bleed).
            (weasyprint.pdf, "add_links", nothing),
            (weasyprint.pdf, "add_annotations", nothing),
            (weasyprint.pdf, "add_forms", nothing),
        ):
            stack.enter_context(replaced(owner, name, new))
        yield


def _one_side(original: Callable[..., Any]) -> Callable[..., Any]:
    def clip_border_segment(stream: Any, style: Any, width: float, *arguments: Any) -> None:
        """Clip to one side of a border, whose width is that of the line which is filled next."""
        original(stream, style, width, *arguments)
        stream.fill_as_line(width)

    return clip_border_segment


def _all_sides(original: Callable[..., Any]) -> Callable[..., Any]:
    def draw_rounded_border(stream: Any, box: Any, *arguments: Any) -> None:
        """Fill a border whole, or the side of it that has been clipped."""
        stream.fill_as_line(max(getattr(box, f"border_{side}_width") for side in weasyprint.draw.border.SIDES))
        original(stream, box, *arguments)

    return draw_rounded_border


def image_ids(paths: Iterable[str]) -> dict[str, str]:
    """Give the path of each picture by the id that WeasyPrint gives it, which is made of its address."""
    # Markup quotes addresses in full; a stylesheet may leave what WeasyPrint leaves too, such as brackets.
    addresses = [(write(path), path) for path in paths for write in (quote, iri_to_uri)]
    return {md5(address.encode(), usedforsecurity=False).hexdigest(): path for address, path in addresses}


def _png(image: Any) -> bytes:
    """Give as PNG what WeasyPrint keeps of a picture that comes from nowhere but a font."""
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
