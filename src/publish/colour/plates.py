"""Pictures → plates: a picture's own samples as inks of a printing condition, once for each content."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

import PIL
from PIL import Image, ImageChops, ImageCms

from publish.colour.inks import to_cmyk
from publish.pictures import decoded
from publish.renditions import is_drawing

if TYPE_CHECKING:
    from publish.cache import Cache
    from publish.colour.inks import Inks
    from publish.pictures import Picture

FORMAT = 2
"""The number of this module's way to separate; a change of what comes out is a new number, so no cache is wrong."""

QUALITY = 92
_BAND = 8_000_000  # pixels converted at a time
_LONGEST = 65_500  # pixels: what a JPEG may have on a side, as libjpeg writes it


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture as a PDF keeps it: encoded samples in DeviceCMYK, or in DeviceGray where it is black alone.

    ``filter`` is the PDF's name of the encoding, ``inverted`` says that the samples need a Decode array (0 is full
    ink), ``mask`` is a soft mask of 8 bits a pixel, deflated, empty where the picture is opaque.
    """

    width: int
    height: int
    grey: bool
    data: bytes
    filter: str
    inverted: bool = False
    mask: bytes = b""

    def packed(self) -> bytes:
        """Give the plate as the cache keeps it."""
        facts = [self.width, self.height, self.grey, self.filter, self.inverted, len(self.data)]
        head = json.dumps(facts).encode()
        return len(head).to_bytes(2, "big") + head + self.data + self.mask

    @classmethod
    def unpacked(cls, packed: bytes) -> Plate:
        """Give the plate that the cache has kept."""
        start = 2 + int.from_bytes(packed[:2], "big")
        width, height, grey, encoding, inverted, length = json.loads(packed[2:start])
        data, mask = packed[start : start + length], packed[start + length :]
        return cls(width, height, grey, data, encoding, inverted, mask)


def separated(picture: Picture, inks: Inks, size: tuple[int, int], cache: Cache) -> Plate:
    """Give a raster picture in inks, from its own data and profile, with at most ``size`` pixels; never enlarged."""
    key = _key(picture, inks, size)
    kept = cache.get(key)
    if kept is not None:
        return Plate.unpacked(kept)
    plate = _separated(picture, inks, size)
    cache.put(key, plate.packed())
    return plate


def _key(picture: Picture, inks: Inks, size: tuple[int, int]) -> str:
    digest = sha256(picture.data)
    # The picture's profile and orientation are in its data; a damaged profile is left aside for good.
    facts = (FORMAT, PIL.__version__, QUALITY, picture.orientation, bool(picture.icc), inks.profile.sha256,
             inks.intent, size)  # fmt: skip
    digest.update(repr(facts).encode())
    return digest.hexdigest()


def _separated(picture: Picture, inks: Inks, size: tuple[int, int]) -> Plate:
    image = decoded(picture, size)
    drawing = is_drawing(image)
    # Line art has its sharpness from its pixels alone; deflated, they take little room.
    scale = 1.0 if picture.mode == "1" else min(1.0, size[0] / image.width, size[1] / image.height)
    if scale < 1:
        image = image.resize((ceil(image.width * scale), ceil(image.height * scale)), Image.Resampling.LANCZOS)
    mask = b""
    if image.mode == "RGBA":
        alpha = image.getchannel("A")
        if alpha.getextrema() != (255, 255):
            mask = zlib.compress(alpha.tobytes(), 6)
        image = image.convert("RGB")
    grey = _black_alone(image, picture, inks)
    if grey:
        return _encoded(grey, grey=True, drawing=drawing, mask=mask)
    printed = _in_inks(image, picture, inks)
    if drawing and image.mode == "RGB":
        printed = _with_black_lines(printed, image, inks)
    return _encoded(printed, grey=False, drawing=drawing, mask=mask)


def _black_alone(image: Image.Image, picture: Picture, inks: Inks) -> Image.Image | None:
    """Give a picture of greys alone as DeviceGray, 255 without ink; nothing for one that has colours."""
    if image.mode == "RGB":
        if not _is_neutral(image):
            return None
        image = image.getchannel("G")
    if image.mode != "L":
        return None
    if picture.icc and picture.mode != "P":
        image = _in_srgb_grey(image, picture.icc)
    return image.point([255 - value for value in inks.black])


def _spread(image: Image.Image) -> Image.Image:
    """Give how far the parts of each pixel's colour stand apart: 0 for a grey, 1 for one that was rounded."""
    red, green, blue = image.split()
    highest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return ImageChops.subtract(highest, ImageChops.darker(ImageChops.darker(red, green), blue))


def _is_neutral(image: Image.Image) -> bool:
    sample = image.resize((min(image.width, 64), min(image.height, 64)), Image.Resampling.NEAREST)
    return _highest(_spread(sample)) <= 1 and _highest(_spread(image)) <= 1


def _highest(image: Image.Image) -> int:
    return max(value for value, count in enumerate(image.histogram()) if count)


def _with_black_lines(printed: Image.Image, image: Image.Image, inks: Inks) -> Image.Image:
    """Give a drawing with its greys in black alone, as `Inks.cmyk` has it: lines in four inks would show fringes."""
    greys = _spread(image).point([255, 255] + [0] * 254)
    none = Image.new("L", image.size, 0)
    black = image.getchannel("G").point(inks.black)
    return Image.composite(Image.merge("CMYK", (none, none, none, black)), printed, greys)


def _in_srgb_grey(image: Image.Image, icc: bytes) -> Image.Image:
    """Give greys of another profile, such as one of dot gain 20 %, as those of sRGB."""
    for mode in ("L", "RGB"):
        try:
            transform = ImageCms.buildTransform(
                ImageCms.ImageCmsProfile(BytesIO(icc)), ImageCms.createProfile("sRGB"), mode, "RGB",
                ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )  # fmt: skip
        except ImageCms.PyCMSError:
            continue
        return transform.apply(image.convert(mode)).convert("L")
    return image


def _in_inks(image: Image.Image, picture: Picture, inks: Inks) -> Image.Image:
    if image.mode == "CMYK" and (not picture.icc or picture.icc == inks.profile.data):
        return image
    transform = to_cmyk(inks.profile.data, picture.icc or b"", image.mode, inks.intent)
    rows = max(1, _BAND // image.width)
    result = Image.new("CMYK", image.size)
    for top in range(0, image.height, rows):
        box = (0, top, image.width, min(image.height, top + rows))
        result.paste(transform.apply(image.crop(box)), box)
    return result


def _encoded(image: Image.Image, *, grey: bool, drawing: bool, mask: bytes) -> Plate:
    image.info = {}  # Pillow writes a comment that it finds there
    if drawing or max(image.size) > _LONGEST:
        return Plate(*image.size, grey, zlib.compress(image.tobytes(), 6), "FlateDecode", mask=mask)
    out = BytesIO()
    # 4:4:4: a screen of 150 lines an inch shows the edges that a monitor forgives.
    image.save(out, "JPEG", quality=QUALITY, subsampling="4:4:4", optimize=grey)
    # Pillow writes CMYK as Adobe does, inverted (APP14); PDF takes the samples as they are (ISO 32000-1, 7.4.8).
    return Plate(*image.size, grey, out.getvalue(), "DCTDecode", inverted=not grey, mask=mask)
