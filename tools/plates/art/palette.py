"""The colours of every picture, sRGB as #rrggbb: the magazine's five tokens and a few tones that go with them."""

from __future__ import annotations

INK = "#1d2440"
RED = "#b5402a"
TEAL = "#0f6e6e"
TINT = "#f5f1ea"
RULE = "#c9c2b6"

OCHRE = "#dc9d42"
SEA = "#a8cfc8"
SAND = "#ecd6b0"
CORAL = "#dd8260"
DUSK = "#4a5478"
DEEP = "#0b4a52"

SKINS = ("#f3d3b9", "#e4b48c", "#c98f63", "#a66c45", "#7d4c31", "#583622")
BLACK_HAIR = "#231d2b"
BROWN_HAIR = "#4b2d22"
AUBURN_HAIR = "#96492a"
FAIR_HAIR = "#d2a65c"
GREY_HAIR = "#bdb7ae"
WHITE_HAIR = "#e9e4db"


def mix(first: str, second: str, share: float) -> str:
    """Give the colour that lies `share` (0 to 1) of the way from the first to the second, both as #rrggbb."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def shade(colour: str, share: float = 0.25) -> str:
    """Give a colour in shadow: towards the ink, as every shadow in the issue goes."""
    return mix(colour, INK, share)


def light(colour: str, share: float = 0.25) -> str:
    """Give a colour in light: towards a warm paper white."""
    return mix(colour, "#fff6e4", share)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
