"""Colours in inks: tokens as written, greys in black alone, the rest through the profile."""

from __future__ import annotations

import struct
from io import BytesIO
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageCms

from publish.colour import INTENTS, Inks, read_inks, read_rgb
from publish.colour.inks import to_cmyk

if TYPE_CHECKING:
    from numpy.typing import NDArray


def test_a_token_gives_the_inks_that_its_designer_wrote(inks: Inks) -> None:
    tokens = {(181, 64, 42): (0.2, 0.85, 0.9, 0.1), (0, 0, 0): (0.6, 0.4, 0.4, 1.0)}
    own = Inks(inks.condition, inks.profile, tokens)
    assert own.cmyk(181 / 255, 64 / 255, 42 / 255) == (0.2, 0.85, 0.9, 0.1)
    assert own.cmyk(181.4 / 255, 63.6 / 255, 42 / 255) == (0.2, 0.85, 0.9, 0.1)  # as eight bits have it
    assert own.cmyk(0, 0, 0) == (0.6, 0.4, 0.4, 1.0)
    assert own.cmyk(182 / 255, 64 / 255, 42 / 255) != (0.2, 0.85, 0.9, 0.1)


@pytest.mark.parametrize("intent", INTENTS)
def test_black_white_and_greys_are_black_alone(inks: Inks, intent: str) -> None:
    own = Inks(inks.condition, inks.profile, intent=intent)
    assert own.cmyk(0, 0, 0) == (0, 0, 0, 1)
    assert own.cmyk(1, 1, 1) == (0, 0, 0, 0)
    for grey in range(256):
        assert own.cmyk(grey / 255, grey / 255, grey / 255)[:3] == (0, 0, 0)
    assert own.cmyk(100 / 255, 101 / 255, 100 / 255)[:3] == (0, 0, 0)
    assert own.cmyk(100 / 255, 102 / 255, 100 / 255)[0] > 0


def test_the_darker_a_grey_the_more_black(inks: Inks) -> None:
    assert all(darker >= lighter for darker, lighter in pairwise(inks.black))


def _luminance_profile() -> bytes:
    """Give a grey profile whose samples are the luminance itself, to measure with in 16 bits."""
    white = struct.pack(">3i", *(round(part * 65536) for part in (0.9642, 1, 0.8249)))
    described = b"desc\0\0\0\0" + struct.pack(">I", 2) + b"Y\0" + bytes(78)
    tags = {b"wtpt": b"XYZ \0\0\0\0" + white, b"kTRC": b"curv" + bytes(8), b"desc": described,
            b"cprt": b"text\0\0\0\0-\0"}  # fmt: skip
    table, body = struct.pack(">I", len(tags)), b""
    for name, value in tags.items():
        table += name + struct.pack(">II", 132 + 12 * len(tags) + len(body), len(value))
        body += value + bytes(-len(value) % 4)
    head = b"\0\0\0\0\x02\x10\0\0prtrGRAYXYZ " + struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + white
    head = head.ljust(124, b"\0")
    return struct.pack(">I", 128 + len(table) + len(body)) + head + table + body


def _printed(inks: Inks, black: tuple[int, ...]) -> NDArray[np.float64]:
    """Give the luminance, from 0 to 1 on the paper's white, that blacks print with by the profile, unoptimised."""
    samples = b"".join(bytes((0, 0, 0, each)) for each in black)
    measure = ImageCms.buildTransform(
        BytesIO(inks.profile.data), BytesIO(_luminance_profile()), "CMYK", "I;16",
        ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.NOOPTIMIZE,
    )  # fmt: skip
    result = measure.apply(Image.frombytes("CMYK", (len(black), 1), samples))
    return np.frombuffer(result.tobytes(), "<u2") / 65535


def _lightness(luminance: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(luminance > 216 / 24389, 116 * np.cbrt(luminance) - 16, luminance * 24389 / 27)


def test_a_grey_prints_as_light_as_it_is_with_its_black_point_compensated(inks: Inks) -> None:
    darkest, *_ = _printed(inks, (255,))
    grey = np.arange(256) / 255
    luminance = np.where(grey <= 0.04045, grey / 12.92, ((grey + 0.055) / 1.055) ** 2.4)
    wanted = _lightness(darkest + (1 - darkest) * luminance)
    off = np.abs(_lightness(_printed(inks, inks.black)) - wanted)
    assert off.max() < 0.7
    assert off.mean() < 0.2


@pytest.mark.parametrize("intent", ["relative", "perceptual", "saturation"])
def test_the_profile_keeps_its_limit_of_300_per_cent(inks: Inks, intent: str) -> None:
    cube = bytes(part for colour in product(range(0, 256, 15), repeat=3) for part in colour)
    image = Image.frombytes("RGB", (len(cube) // 3, 1), cube)
    samples = to_cmyk(inks.profile.data, b"", "RGB", intent).apply(image).tobytes()
    total = np.frombuffer(samples, np.uint8).reshape(-1, 4).sum(axis=1, dtype=int)
    assert total.max() <= 300 * 2.55 + 0.5
    assert total.max() > 280 * 2.55


def test_intents_differ_and_colours_are_given_to_four_decimals(inks: Inks) -> None:
    given = {intent: Inks(inks.condition, inks.profile, intent=intent).cmyk(0.1, 0.2, 0.9) for intent in INTENTS}
    assert len(set(given.values())) >= 3
    assert all(round(part, 4) == part and 0 <= part <= 1 for colour in given.values() for part in colour)


def test_black_point_compensation_keeps_the_drawing_of_shadows(inks: Inks) -> None:
    shadows = [sum(inks.cmyk(level / 255, level / 255, (level + 9) / 255)) for level in range(0, 40, 5)]
    assert all(darker > lighter for darker, lighter in pairwise(shadows))


def test_black_alone_stays_black_alone_from_inks_to_inks(inks: Inks) -> None:
    other = inks.profile.data[:-1] + b"\1"  # another profile by its bytes
    image = Image.frombytes("CMYK", (3, 1), bytes((0, 0, 0, 255, 0, 0, 0, 90, 200, 40, 20, 0)))
    for intent in ("relative", "perceptual", "saturation"):
        black, grey, blue = np.frombuffer(to_cmyk(inks.profile.data, other, "CMYK", intent).apply(image).tobytes(),
                                          np.uint8).reshape(-1, 4)  # fmt: skip
        assert list(black[:3]) == list(grey[:3]) == [0, 0, 0]
        assert black[3] > 230
        assert blue[0] > 150


@pytest.mark.parametrize(
    ("value", "inks"),
    [
        ("20% 85% 90% 10%", (0.2, 0.85, 0.9, 0.1)),
        ("0.2 .85 0.9 0.1", (0.2, 0.85, 0.9, 0.1)),
        ("0%, 0%, 0%, 100%", (0, 0, 0, 1)),
        ("20% 85% 90%", None),
        ("20 85 90 10", None),
        ("20% 85% 90% 110%", None),
        ("-1% 0% 0% 0%", None),
        ("20% 85% 90% dark", None),
        ("", None),
    ],
)
def test_inks_are_percentages_or_shares(value: str, inks: tuple[float, ...] | None) -> None:
    assert read_inks(value) == inks


@pytest.mark.parametrize(
    ("value", "colour"),
    [
        ("#b5402a", (181, 64, 42)),
        ("#fa0", (255, 170, 0)),
        ("rgb(181, 64, 42)", (181, 64, 42)),
        ("rgb(181 64 42 / 100%)", (181, 64, 42)),
        ("hsl(0 100% 50%)", (255, 0, 0)),
        ("rebeccapurple", (102, 51, 153)),
        ("var(--ink)", None),
        ("currentcolor", None),
        ("#b5402a80", None),
        ('"Source Serif 4"', None),
        ("0.78em", None),
    ],
)
def test_colours_of_screens_are_read_in_eight_bits(value: str, colour: tuple[int, ...] | None) -> None:
    assert read_rgb(value) == colour


def test_a_colour_that_no_token_has_goes_through_the_profile(inks: Inks) -> None:
    cyan, magenta, yellow, _ = inks.cmyk(1, 0, 0)
    assert magenta > 0.8
    assert yellow > 0.8
    assert cyan < 0.1
