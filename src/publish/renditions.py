"""Pictures as reading systems want them: sRGB or grey, upright, no larger than they need, without any metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from math import floor, sqrt
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PIL import Image, ImageChops, ImageCms

from publish.pictures import Kind, decoded, to_srgb

if TYPE_CHECKING:
    from publish.pictures import Picture


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture made for one use: its bytes, media type, file extension with point, and size in pixels."""

    data: bytes
    media_type: str
    extension: str
    width: int
    height: int


_made: WeakKeyDictionary[Picture, Rendition] = WeakKeyDictionary()


def rendition(picture: Picture) -> Rendition:
    """Give the picture for reading systems as `for_reader` makes it when it is asked nothing special."""
    made = _made.get(picture)
    if made is None:
        made = _made[picture] = for_reader(picture)
    return made


def for_reader(  # each option stands for itself, and goes by its name
    picture: Picture,
    *,
    longest: int = 2000,
    megapixels: float = 5.6,
    quality: int = 82,
    jpeg: bool = False,
    cmyk_profile: bytes | None = None,
) -> Rendition:
    """Give the picture for reading systems: sRGB or grey, upright, no larger than the limits, without any metadata.

    Photographs become JPEG, drawings of few colours and what is transparent PNG; with `jpeg` everything but SVG
    becomes JPEG, on white. Never enlarged. SVG is written again in canonical XML without comments, metadata and what
    drawing programs leave. `cmyk_profile` is that of CMYK pictures which carry none. The same picture gives the same
    bytes.
    """
    if picture.kind is Kind.SVG:
        return Rendition(picture.data, "image/svg+xml", ".svg", picture.width, picture.height)
    size = _fitting(picture.width, picture.height, longest, megapixels)
    if bare := _as_it_is(picture, size):
        return Rendition(bare, "image/jpeg", ".jpg", *size)
    image = decoded(picture, size)
    drawing = picture.kind is not Kind.JPEG and is_drawing(image)
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS)
    image = _in_srgb(image, picture.icc or (cmyk_profile if image.mode == "CMYK" else None))
    image.info = {}  # Pillow writes what it finds there: profiles, resolutions, comments
    transparent = image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255)
    if (drawing or transparent) and not jpeg:
        return Rendition(_png(image, transparent=transparent), "image/png", ".png", *size)
    return Rendition(_jpeg(image, quality), "image/jpeg", ".jpg", *size)


def _fitting(width: int, height: int, longest: int, megapixels: float) -> tuple[int, int]:
    scale = min(1.0, longest / max(width, height), sqrt(megapixels * 1e6 / (width * height)))
    return max(1, floor(width * scale + 1e-6)), max(1, floor(height * scale + 1e-6))


def _as_it_is(picture: Picture, size: tuple[int, int]) -> bytes | None:
    """Give a JPEG's own bytes less its metadata, where nothing else has to change: coding twice costs sharpness."""
    fits = (picture.width, picture.height) == size and len(picture.data) <= size[0] * size[1] * 0.6 + 20_000
    plain = picture.kind is Kind.JPEG and picture.mode in {"L", "RGB"} and picture.orientation == 1
    return _bare_jpeg(picture.data) if fits and plain and _is_srgb(picture.icc) else None


def _bare_jpeg(data: bytes) -> bytes | None:
    """Drop comments and application segments but JFIF's and Adobe's, and all behind the end (ITU T.81, B.1)."""
    kept, at = [data[:2]], 2
    while data[at : at + 1] == b"\xff":
        marker = data[at + 1 : at + 2]
        if marker == b"\xd9":
            return b"".join((*kept, data[at : at + 2]))
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        name = data[at + 4 : at + 9]
        if marker == b"\xda":  # the coded samples run on to the next marker that is none of their own
            following = re.compile(rb"\xff[^\0\xd0-\xd7\xff]").search(data, end)
            end = following.start() if following else len(data)
        if not (b"\xe0" <= marker <= b"\xef" or marker == b"\xfe") or name in {b"JFIF\0", b"Adobe"}:
            kept.append(data[at:end])
        at = end
    return None  # fill bytes between segments, or no end: left to the decoder


def _is_srgb(icc: bytes | None) -> bool:
    return icc is None or "srgb" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(icc))).lower()


def is_drawing(image: Image.Image) -> bool:
    """Tell a drawing from a photograph: few colours, and most of it in a handful of them (a sample is looked at)."""
    image = image.resize((min(image.width, 512), min(image.height, 512)), Image.Resampling.NEAREST)
    counts = sorted((count for count, _ in image.getcolors(512 * 512) or ()), reverse=True)
    return len(counts) <= 1024 and sum(counts[:16]) >= 0.6 * sum(counts)


def _in_srgb(image: Image.Image, icc: bytes | None) -> Image.Image:
    """Give RGB, RGBA or L in sRGB's colours; the alpha channel goes round the conversion."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    if icc and not _is_srgb(icc):
        opaque = image.convert("RGB") if alpha else image
        converted = to_srgb(icc, opaque.mode).apply(opaque)
        image = converted.convert("L") if image.mode == "L" else converted
    elif image.mode == "CMYK":
        return image.convert("RGB")
    if alpha and image.mode == "RGB":
        image.putalpha(alpha)
    return image


def _png(image: Image.Image, *, transparent: bool) -> bytes:
    if image.mode == "RGBA" and not transparent:
        image = image.convert("RGB")
    if image.mode == "RGB" and image.getcolors(256):
        indexed = image.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        if ImageChops.difference(indexed.convert("RGB"), image).getbbox() is None:
            image = indexed
    output = BytesIO()
    image.save(output, "PNG", compress_level=9)
    return output.getvalue()


def _jpeg(image: Image.Image, quality: int) -> bytes:
    if image.mode == "RGBA":
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        image = white
    output = BytesIO()
    # 4:2:0 is enough for photographs: drawings, whose coloured edges would suffer, are PNG. Baseline, as some e-ink
    # readers are slow with progressive files.
    image.save(output, "JPEG", quality=quality, subsampling="4:2:0", optimize=True, progressive=False)
    return output.getvalue()
