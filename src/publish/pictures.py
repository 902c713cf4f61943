"""Pictures as they come from contributors, who are not trusted: looked at, and decoded."""

from __future__ import annotations

import os
import re
import warnings
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakValueDictionary

from PIL import (
    GifImagePlugin,
    Image,
    ImageCms,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from publish import rasters, svg
from publish.diagnostics import Diagnostic, Severity
from publish.limits import DEFAULTS, raising

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.limits import Limits
    from publish.source import Span

STDERR: Final = 2


class Kind(Enum):
    """What a picture's content says that it is; the value is the name that people know."""

    JPEG = "JPEG"
    PNG = "PNG"
    GIF = "GIF"
    WEBP = "WebP"
    TIFF = "TIFF"
    SVG = "SVG"


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Picture:
    """A picture that can be used as it is: proved whole, or proved harmless where it is SVG.

    `width` and `height` are in pixels (CSS pixels for SVG) with the picture upright; `orientation` is EXIF's (1 to 8)
    and still to be applied; `mode` is Pillow's, empty for SVG; `icc` is an embedded profile that fits the mode.
    """

    name: str
    kind: Kind
    width: int
    height: int
    data: bytes
    has_alpha: bool = False
    mode: str = ""
    icc: bytes | None = None
    orientation: int = 1


_SUFFIXES: Final = {
    Kind.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    Kind.PNG: (".png", ".apng"),
    Kind.GIF: (".gif",),
    Kind.WEBP: (".webp",),
    Kind.TIFF: (".tif", ".tiff"),
    Kind.SVG: (".svg",),
}
SUFFIXES: Final = frozenset(chain.from_iterable(_SUFFIXES.values()))
"""How the names of picture files end, in small letters."""
# Each kind is read by its own plugin. Image.open would try all of Pillow's, and look at its own limit of pixels first.
_PLUGINS: Final[dict[Kind, Any]] = {
    Kind.JPEG: JpegImagePlugin.JpegImageFile,
    Kind.PNG: PngImagePlugin.PngImageFile,
    Kind.GIF: GifImagePlugin.GifImageFile,
    Kind.WEBP: WebPImagePlugin.WebPImageFile,
    Kind.TIFF: TiffImagePlugin.TiffImageFile,
}
_STARTS: Final = (
    (re.compile(rb"\xff\xd8\xff"), Kind.JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), Kind.PNG),
    (re.compile(rb"GIF8[79]a"), Kind.GIF),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), Kind.WEBP),
    (re.compile(rb"II[*+]\0|MM\0[*+]"), Kind.TIFF),
)
_OTHERS: Final = (
    (re.compile(rb"....ftyp(heic|heix|hevc|mif1|msf1)", re.DOTALL), "HEIC"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "AVIF"),
    (re.compile(rb"BM"), "BMP"),
    (re.compile(rb"%PDF"), "PDF"),
    (re.compile(rb"%!PS|\xc5\xd0\xd3\xc6"), "EPS"),
    (re.compile(rb"8BPS"), "a Photoshop file"),
    (re.compile(rb"\0\0\0\x0cjP|\xff\x4f\xff\x51"), "JPEG 2000"),
    (re.compile(rb"\0\0\0\x0cJXL |\xff\x0a"), "JPEG XL"),
    (re.compile(rb"\x1f\x8b"), "a gzip file"),
    (re.compile(rb"PK\x03\x04"), "a zip file"),
)
_SVG_START: Final = re.compile(rb"<(?:[\w.-]+:)?svg[\s>/]")
_GREY: Final = frozenset({"1", "L", "LA", "La", "I;16", "I;16L", "I;16B", "I;16N"})
_COLOUR: Final = frozenset({"P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "YCbCr", "CMYK"})
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


_faultless: WeakValueDictionary[tuple[str, bytes, Limits], Picture] = WeakValueDictionary()
"""What is remembered of pictures for as long as somebody has them: a preview reads the same ones at every save."""


def examine(
    path_shown: str, data: bytes, span: Span, limits: Limits = DEFAULTS
) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    """Give the picture, or None where an error was found, and the findings, at the place that uses it.

    The kind is told by the content. Errors: `image-format`, `image-mislabelled`, `image-unreadable` (the picture is
    decoded whole, so a truncated one is found), `image-too-large` (told from the header), `svg-unreadable`,
    `svg-unsafe`, `svg-size-missing`. Warnings: `image-animated`, `image-profile`.
    """
    known = _faultless.get((path_shown, data, limits))
    if known is not None:
        return known, ()
    picture, found = _examine(path_shown, data, span, limits)
    if picture is not None and not found:
        _faultless[path_shown, data, limits] = picture
    return picture, found


def _examine(path_shown: str, data: bytes, span: Span, limits: Limits) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    suffix = PurePath(path_shown).suffix.lower()
    kind = _kind(data, suffix)
    most = "drawing_bytes" if kind is Kind.SVG else "picture_bytes"
    if len(data) > getattr(limits, most):
        return None, (_too_large(path_shown, f"{len(data):,} bytes", most, span, limits),)
    if kind is None:
        return None, (_unknown(path_shown, data, suffix, span),)
    if suffix not in _SUFFIXES[kind]:
        message = f"{path_shown} is named {suffix or 'without extension'}, but its content is {kind.value}"
        hint = f"rename it to end in {_SUFFIXES[kind][0]}, or save it again in the kind that its name says"
        return None, (Diagnostic("image-mislabelled", message, span, hint, about=path_shown),)
    if kind is Kind.SVG:
        drawing, findings = svg.examine(path_shown, data, span)
        if drawing is None:
            return None, findings
        return Picture(path_shown, kind, drawing.width, drawing.height, drawing.data, has_alpha=True), findings
    return _examine_raster(path_shown, kind, data, span, limits)


def _kind(data: bytes, suffix: str) -> Kind | None:
    for start, kind in _STARTS:
        if start.match(data):
            return kind
    text = data[:1_000_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if text.startswith(b"<") and (suffix == ".svg" or _SVG_START.search(text)):
        return Kind.SVG
    return None


def _unknown(path: str, data: bytes, suffix: str, span: Span) -> Diagnostic:
    other = next((name for start, name in _OTHERS if start.match(data)), "")
    hint = "save it as JPEG (photographs), PNG (screenshots, transparency) or SVG (drawings)"
    if other or suffix not in chain.from_iterable(_SUFFIXES.values()):
        what = other or "no picture that is known here"
        return Diagnostic(
            "image-format", f"{path} is {what}; pictures are JPEG, PNG, GIF, WebP, TIFF or SVG", span, hint, about=path
        )
    what = "is empty" if not data else f"is damaged from its first bytes on, or is not {suffix[1:].upper()}"
    return Diagnostic(
        "image-unreadable", f"{path} {what}", span, "put the file there again from its source", about=path
    )


def _too_large(path: str, size: str, name: str, span: Span, limits: Limits) -> Diagnostic:
    message = f"{path} has {size}; the limit is {getattr(limits, name):,}"
    hint = raising(limits, name, "save it smaller: a printed A4 page needs 9 million pixels")
    return Diagnostic("image-too-large", message, span, hint, about=path)


def _too_heavy(path: str, excess: str, span: Span) -> Diagnostic:
    hint = "save it again as one picture, flat and without what comes with it"
    return Diagnostic("image-too-large", f"{path} has {excess}, more than is read", span, hint, about=path)


@contextmanager
def _quiet(kind: Kind) -> Iterator[None]:
    """Keep remarks on damaged files off stderr, libtiff's too; a bomb inside one is still an error."""
    with warnings.catch_warnings(), _closed_stderr() if kind is Kind.TIFF else nullcontext():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


@contextmanager
def _closed_stderr() -> Iterator[None]:
    """Have what a library in C writes to stderr go nowhere: libtiff has no other way to be asked to be silent."""
    kept, nowhere = os.dup(STDERR), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, STDERR)
        yield
    finally:
        os.dup2(kept, STDERR)
        os.close(kept)
        os.close(nowhere)


def _examine_raster(
    path: str, kind: Kind, data: bytes, span: Span, limits: Limits
) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    if excess := rasters.excess(data):
        return None, (_too_heavy(path, excess, span),)
    # WebP's decoder keeps three copies where there is transparency.
    most = limits.picture_pixels // 2 if kind is Kind.WEBP else limits.picture_pixels
    try:
        with _quiet(kind), _PLUGINS[kind](BytesIO(data)) as image:
            if image.width * image.height > most:
                size = f"{image.width} × {image.height} pixels"
                return None, (_too_large(path, size, "picture_pixels", span, limits),)
            if image.mode not in _GREY | _COLOUR:
                message = f"{path} has a kind of samples that is not read ({image.mode})"
                hint = "save it as RGB, CMYK or grey with 8 or 16 bits"
                return None, (Diagnostic("image-format", message, span, hint, about=path),)
            frames = getattr(image, "is_animated", False)
            image.load()
            picture, findings = _picture(path, kind, data, image, span)
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        size = "more pixels than fit into memory"
        return None, (_too_large(path, size, "picture_pixels", span, limits),)
    except Exception as error:  # noqa: BLE001  # Pillow's plugins raise a dozen kinds on damaged files, SyntaxError too
        message = f"{path} can't be read to its end: {str(error) or type(error).__name__}"
        return None, (
            Diagnostic("image-unreadable", message, span, "put the file there again from its source", about=path),
        )
    if frames:
        message = f"{path} has more than one {'page' if kind is Kind.TIFF else 'frame'}; only the first is used"
        hint = "put a still picture there"
        findings = (Diagnostic("image-animated", message, span, hint, Severity.WARNING, about=path), *findings)
    return picture, findings


def _picture(
    path: str, kind: Kind, data: bytes, image: Image.Image, span: Span
) -> tuple[Picture, tuple[Diagnostic, ...]]:
    icc = image.info.get("icc_profile") or None
    findings: tuple[Diagnostic, ...] = ()
    if icc and not _fits(icc, image.mode):
        if not (image.mode in _GREY and _fits(icc, "RGB")):  # a grey picture often carries the profile of its source
            message = f"{path} has a colour profile that is damaged or for another kind of colour; it is left aside"
            hint = "save the picture again with its profile, best as sRGB"
            findings = (Diagnostic("image-profile", message, span, hint, Severity.WARNING, about=path),)
        icc = None
    orientation = _orientation(image)
    width, height = image.size[::-1] if orientation >= 5 else image.size
    alpha = image.has_transparency_data
    return Picture(path, kind, width, height, data, alpha, image.mode, icc, orientation), findings


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(0x0112, 1)
    except Exception:  # noqa: BLE001  # damaged metadata is no reason to refuse a picture that is whole
        return 1
    return value if value in _UPRIGHT else 1


def _working_mode(mode: str) -> str:
    return "CMYK" if mode == "CMYK" else "L" if mode in _GREY else "RGB"


def _fits(icc: bytes, mode: str) -> bool:
    try:
        to_srgb(icc, _working_mode(mode))
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return False
    return True


def to_srgb(icc: bytes, mode: str) -> ImageCms.ImageCmsTransform:
    """Give what turns colours of a profile into sRGB's; Pillow raises where the profile doesn't fit the mode."""
    return ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(BytesIO(icc)),
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")),
        mode,
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def decoded(picture: Picture, size: tuple[int, int]) -> Image.Image:
    """Give the upright picture in 8 bits as L, RGB, RGBA or CMYK, twice as large as wanted or larger, or as it is."""
    with _quiet(picture.kind), _PLUGINS[picture.kind](BytesIO(picture.data)) as opened:
        # A JPEG can be decoded at a half, a quarter or an eighth: less memory for what is made smaller anyway.
        wide, high = size if picture.orientation < 5 else size[::-1]
        opened.draft(None, (wide * 2, high * 2))
        opened.load()
        image: Image.Image = opened
        if image.mode.startswith("I;16"):
            # Pillow's own conversion cuts off at 255. 65535 is 255 times 257.
            image = image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
        elif picture.has_alpha:
            image = image.convert("RGBA")
        elif image.mode != _working_mode(image.mode):
            image = image.convert(_working_mode(image.mode))
    return image.transpose(_UPRIGHT[picture.orientation]) if picture.orientation in _UPRIGHT else image
