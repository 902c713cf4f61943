"""Colours → inks: exactly as the tokens write them, grey as black alone, everything else through the profile."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, cast

from PIL import Image, ImageCms
from tinycss2.color4 import parse_color

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publish.colour.conditions import Condition
    from publish.colour.profiles import Profile

RGB = tuple[int, int, int]
CMYK = tuple[float, float, float, float]
"""The share of each ink, from 0 to 1."""

INTENTS = {
    "relative": ImageCms.Intent.RELATIVE_COLORIMETRIC,
    "perceptual": ImageCms.Intent.PERCEPTUAL,
    "saturation": ImageCms.Intent.SATURATION,
    "absolute": ImageCms.Intent.ABSOLUTE_COLORIMETRIC,
}
_BLACK_KEPT = {
    "relative": cast("ImageCms.Intent", 11),
    "perceptual": cast("ImageCms.Intent", 10),
    "saturation": cast("ImageCms.Intent", 12),
}
"""Little CMS's own intents from inks to inks, in which black alone stays black alone; Pillow has no names for them."""

_NUMBER = re.compile(r"([0-9]*\.?[0-9]+)(%?)")


@dataclass(frozen=True, slots=True)
class Inks:
    """How colours become inks: a printing condition, its profile, the designers' own inks, and the rendering intent."""

    condition: Condition
    profile: Profile
    tokens: Mapping[RGB, CMYK] = field(default_factory=dict)
    intent: str = "relative"
    _known: dict[RGB, CMYK] = field(default_factory=dict, compare=False, repr=False)

    def cmyk(self, red: float, green: float, blue: float) -> CMYK:
        """Give the inks, from 0 to 1, of a colour in sRGB from 0 to 1.

        A token's colour gives the inks that its designer wrote; a grey, black alone, as light as the grey is.
        """
        eight = (_eight(red), _eight(green), _eight(blue))
        if eight not in self._known:
            self._known[eight] = self._inks(eight)
        return self._known[eight]

    def _inks(self, colour: RGB) -> CMYK:
        if colour in self.tokens:
            return self.tokens[colour]
        if max(colour) - min(colour) <= 1:
            return 0.0, 0.0, 0.0, round(self.black[sorted(colour)[1]] / 255, 4)
        pixel = Image.new("RGB", (1, 1), colour)
        inks = to_cmyk(self.profile.data, b"", "RGB", self.intent).apply(pixel).tobytes()
        cyan, magenta, yellow, black = (round(value / 255, 4) for value in inks)
        return cyan, magenta, yellow, black

    @property
    def black(self) -> tuple[int, ...]:
        """The black, from 0 to 255, that prints as light as each of the 256 greys of sRGB."""
        from publish.colour.black import blacks  # noqa: PLC0415  only the press needs it, and NumPy takes a while

        return blacks(self.profile.data)


def _eight(part: float) -> int:
    return min(255, max(0, round(part * 255)))


@lru_cache(maxsize=16)
def profile_of(data: bytes) -> ImageCms.ImageCmsProfile:
    """Give an ICC profile as the colour engine has it; without data, that of sRGB."""
    return ImageCms.ImageCmsProfile(BytesIO(data) if data else ImageCms.createProfile("sRGB"))


@lru_cache(maxsize=16)
def to_cmyk(profile: bytes, source: bytes, mode: str, intent: str) -> ImageCms.ImageCmsTransform:
    """Give the transform from a source profile (empty: sRGB) to the inks of another.

    Relative colorimetric is with black point compensation, so that shadows keep their drawing; from inks to inks, what
    is black alone stays so. Raises ``ImageCms.PyCMSError`` for a source profile that doesn't fit the mode.
    """
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION if intent == "relative" else ImageCms.Flags.NONE
    if mode == "CMYK" and intent in _BLACK_KEPT:
        try:
            return ImageCms.ImageCmsTransform(
                profile_of(source), profile_of(profile), mode, "CMYK", _BLACK_KEPT[intent], flags=flags
            )
        except OSError as error:  # the class leaves out what buildTransform makes of it
            raise ImageCms.PyCMSError(error) from error
    return ImageCms.buildTransform(profile_of(source), profile_of(profile), mode, "CMYK", INTENTS[intent], flags)


def read_rgb(value: str) -> RGB | None:
    """Give the colour of a CSS value in sRGB, 0 to 255; nothing where it is none, or isn't opaque."""
    colour = parse_color(value)
    if colour is None or colour == "currentcolor" or colour.alpha < 1 or colour.space not in {"srgb", "hsl", "hwb"}:
        return None
    red, green, blue = (_eight(part) for part in colour.to("srgb").coordinates)
    return red, green, blue


def read_inks(value: str) -> CMYK | None:
    """Give four inks, each a percentage or a number from 0 to 1, such as ``20% 85% 90% 10%``; nothing for others."""
    parts = [_NUMBER.fullmatch(part) for part in value.replace(",", " ").split()]
    if len(parts) != 4:
        return None
    shares = [round(float(part[1]) / (100 if part[2] else 1), 4) for part in parts if part]
    if len(shares) != 4 or max(shares) > 1:
        return None
    cyan, magenta, yellow, black = shares
    return cyan, magenta, yellow, black
