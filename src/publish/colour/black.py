"""Which black prints as light as a grey."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageCms

from publish.colour.inks import profile_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


@cache
def blacks(profile: bytes) -> tuple[int, ...]:
    """Give the table of `Inks.black`: a grey's luminance, between that of paper and that of full black.

    That is black point compensation with black alone as the darkest (ISO 18619): compensating lightness instead of
    luminance would print middle greys seven steps of L* too light beside what the profile gives.
    """
    lab = ImageCms.createProfile("LAB")
    relative = ImageCms.Intent.RELATIVE_COLORIMETRIC
    printed = ImageCms.buildTransform(profile_of(profile), lab, "CMYK", "LAB", relative)
    ramp = Image.merge("CMYK", [Image.new("L", (256, 1), 0)] * 3 + [_ramp()])
    lightness = np.frombuffer(printed.apply(ramp).getchannel(0).tobytes(), np.uint8) / 2.55
    # Eight bits of lightness are fewer steps than there are of black: each step stands for the middle of its blacks.
    steps = np.unique(lightness)
    blacks = [float(np.flatnonzero(lightness == step).mean()) for step in steps]
    grey = np.arange(256) / 255
    luminance = np.where(grey <= 0.04045, grey / 12.92, ((grey + 0.055) / 1.055) ** 2.4)  # IEC 61966-2-1
    darkest = _luminance(lightness[255:])
    wanted = _lightness(darkest + (1 - darkest) * luminance)
    table = [round(float(value)) for value in np.interp(wanted, steps, blacks)]
    table[0], table[255] = 255, 0
    return tuple(table)


def _luminance(lightness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give CIE Y, from 0 to 1, of L* (CIE 15, CIELAB)."""
    return np.where(lightness > 8, ((lightness + 16) / 116) ** 3, lightness * 27 / 24389)


def _lightness(luminance: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(luminance > 216 / 24389, 116 * np.cbrt(luminance) - 16, luminance * 24389 / 27)


def _ramp() -> Image.Image:
    return Image.frombytes("L", (256, 1), bytes(range(256)))
