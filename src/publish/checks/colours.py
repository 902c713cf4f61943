"""Colours as numbers: what CSS names, how they lie on each other, and how far two stand apart (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import tinycss2
from tinycss2.color4 import parse_color


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour in sRGB, each part from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def __str__(self) -> str:
        return "#" + "".join(f"{round(part * 255):02x}" for part in (self.red, self.green, self.blue))

    def over(self, ground: Colour, opacity: float = 1.0) -> Colour:
        """Give what is seen of this colour on an opaque ground."""
        share = self.alpha * opacity
        return Colour(
            self.red * share + ground.red * (1 - share),
            self.green * share + ground.green * (1 - share),
            self.blue * share + ground.blue * (1 - share),
        )

    @property
    def luminance(self) -> float:
        """The relative luminance of an opaque colour, from 0 to 1 (WCAG 2.2, definitions)."""
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (self.red, self.green, self.blue)
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


BLACK, WHITE = Colour(0, 0, 0), Colour(1, 1, 1)


def read_colour(value: str) -> Colour | None:
    """Give the colour that a CSS value is; nothing for a keyword such as ``inherit`` or a space other than sRGB."""
    return _colour(parse_color(value))


def ground_colour(value: str) -> Colour | None:
    """Give the colour in a value of ``background``; nothing where it has none."""
    tokens = tinycss2.parse_component_value_list(value)
    return next((found for token in tokens if (found := _colour(parse_color(token)))), None)


def _colour(parsed: Any) -> Colour | None:
    if parsed is None or parsed == "currentcolor":
        return None
    try:
        red, green, blue = parsed.to("srgb").coordinates
    except NotImplementedError:  # lab, lch, oklab and oklch
        return None
    red, green, blue = (min(max(part, 0.0), 1.0) for part in (red, green, blue))
    return Colour(red, green, blue, parsed.alpha)


def contrast(one: Colour, other: Colour) -> float:
    """Give the contrast ratio of two opaque colours, from 1 to 21 (WCAG 2.2, definitions)."""
    dark, light = sorted((one.luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)


def nearest(colour: Colour, ground: Colour, ratio: float) -> Colour | None:
    """Give the colour nearest to one that keeps a ratio to its ground: darker or lighter, as the ground asks."""
    end = BLACK if contrast(BLACK, ground) > contrast(WHITE, ground) else WHITE
    mixed = (Colour(end.red, end.green, end.blue, step / 100).over(colour) for step in range(101))
    return next((each for each in map(_rounded, mixed) if contrast(each, ground) >= ratio), None)


def _rounded(colour: Colour) -> Colour:
    """Give the colour as six hexadecimal digits can write it."""
    return Colour(round(colour.red * 255) / 255, round(colour.green * 255) / 255, round(colour.blue * 255) / 255)
