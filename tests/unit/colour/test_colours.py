"""Colours and pictures as inks."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageCms

from publish.cache import Cache
from publish.colour import Inks, condition, read_inks, read_profile, separated
from publish.house import house_folder
from publish.pictures import Picture, examine
from publish.source import Span

if TYPE_CHECKING:
    from pathlib import Path

HERE = Span("a.md")
DATA = (house_folder("press") / "profiles" / "FOGRA39" / "ISOcoated_v2_300_bas.icc").read_bytes()


@pytest.fixture(scope="module")
def inks() -> Inks:
    found, _ = condition("FOGRA39", HERE)
    profile, _ = read_profile("FOGRA39", DATA, HERE)
    assert found
    assert profile
    return Inks(found, profile, {(181, 64, 42): (0.2, 0.85, 0.9, 0.1)})


def picture(image: Image.Image, kind: str, **options: object) -> Picture:
    out = io.BytesIO()
    image.save(out, kind, **options)
    found, _ = examine(f"a.{kind.lower()}", out.getvalue(), HERE)
    assert found
    return found


def test_a_token_has_exactly_the_inks_that_are_written(inks: Inks) -> None:
    assert inks.cmyk(181 / 255, 64 / 255, 42 / 255) == (0.2, 0.85, 0.9, 0.1)


def test_greys_are_black_alone_and_get_darker(inks: Inks) -> None:
    shades = [inks.cmyk(*[value / 255] * 3) for value in range(256)]
    assert all(shade[:3] == (0, 0, 0) for shade in shades)
    blacks = [shade[3] for shade in shades]
    assert blacks[0] == 1
    assert blacks[255] == 0
    assert blacks == sorted(blacks, reverse=True)


def test_other_colours_go_through_the_profile_within_its_limit(inks: Inks) -> None:
    steps = (0, 0.25, 0.5, 0.75, 1)
    sums = [sum(inks.cmyk(red, green, blue)) for red in steps for green in steps for blue in steps]
    assert max(sums) <= 3.01
    cyan, magenta, yellow, _ = inks.cmyk(1, 0, 0)
    assert magenta > 0.8
    assert yellow > 0.8
    assert cyan < 0.1


@pytest.mark.parametrize(
    ("written", "read"),
    [("20% 85% 90% 10%", (0.2, 0.85, 0.9, 0.1)), ("0 0 0 1", (0, 0, 0, 1)), ("20 85 90 10", None), ("1 1 1", None)],
)
def test_inks_are_read_as_designers_write_them(written: str, read: object) -> None:
    assert read_inks(written) == read


def test_a_photograph_is_separated_once_and_never_enlarged(inks: Inks, tmp_path: Path) -> None:
    noise = Image.effect_noise((300, 200), 60)
    image = Image.merge("RGB", (noise, noise.rotate(180), noise.rotate(90).resize((300, 200))))
    cache = Cache(tmp_path)
    first = separated(picture(image, "JPEG"), inks, (9000, 9000), cache)
    assert (first.width, first.height, first.grey, first.filter, first.inverted) == (300, 200, False, "DCTDecode", True)
    assert separated(picture(image, "JPEG"), inks, (9000, 9000), cache) == first
    assert len(list(tmp_path.glob("??/*"))) == 1
    assert separated(picture(image, "JPEG"), inks, (150, 100), cache).width == 150


def test_cmyk_keeps_its_inks(inks: Inks, tmp_path: Path) -> None:
    image = Image.new("CMYK", (64, 64), (10, 200, 30, 40))
    plate = separated(picture(image, "TIFF"), inks, (64, 64), Cache(tmp_path))
    assert plate.filter == "FlateDecode"
    assert zlib.decompress(plate.data)[:4] == bytes((10, 200, 30, 40))


@pytest.mark.parametrize("mode", ["L", "1", "RGB", "I;16"])
def test_greys_of_any_kind_are_black_alone(inks: Inks, tmp_path: Path, mode: str) -> None:
    image = Image.new("I;16", (64, 64), 257 * 128) if mode == "I;16" else Image.new("L", (64, 64), 128).convert(mode)
    plate = separated(picture(image, "PNG"), inks, (64, 64), Cache(tmp_path))
    assert plate.grey


def test_an_embedded_srgb_profile_changes_nothing(inks: Inks, tmp_path: Path) -> None:
    image = Image.new("RGB", (64, 64), (30, 200, 60))
    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = separated(picture(image, "PNG"), inks, (64, 64), Cache(tmp_path))
    same = separated(picture(image, "PNG", icc_profile=own), inks, (64, 64), Cache(tmp_path))
    assert plain.data == same.data


def test_transparency_is_a_mask(inks: Inks, tmp_path: Path) -> None:
    image = Image.new("RGBA", (64, 64), (30, 200, 60, 90))
    assert separated(picture(image, "PNG"), inks, (64, 64), Cache(tmp_path)).mask
