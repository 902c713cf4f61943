"""Pictures in inks: every kind of samples, profiles, sizes, masks, and the cache."""

from __future__ import annotations

import random
import zlib
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from publish import pictures
from publish.cache import Cache
from publish.colour import Inks, Plate, Profile, separated
from publish.source import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from publish.pictures import Picture

LARGE = (10_000, 10_000)
NOWHERE = Path("/dev/null/nowhere")


def photograph(mode: str = "RGB", width: int = 120, height: int = 80) -> Image.Image:
    dice = random.Random(3)
    small = Image.frombytes("RGB", (12, 8), bytes(dice.randrange(256) for _ in range(12 * 8 * 3)))
    return small.resize((width, height), Image.Resampling.BICUBIC).convert(mode)


def drawing(*colours: tuple[int, int, int]) -> Image.Image:
    image = Image.new("RGB", (120, 80), "white")
    for number, colour in enumerate(colours):
        image.paste(colour, (20 * number, 10, 20 * number + 20, 70))
    return image


def picture(image: Image.Image, kind: str = "PNG", **options: Any) -> Picture:
    output = BytesIO()
    image.save(output, kind, **options)
    name = {"JPEG": "a.jpg", "TIFF": "a.tif"}.get(kind, f"a.{kind.lower()}")
    found, _ = pictures.examine(name, output.getvalue(), Span("a.md"))
    assert found
    return found


def samples(plate: Plate) -> NDArray[np.int_]:
    """Give a plate's inks, rows by columns by inks, 255 for full ink of each; one ink where it is grey."""
    if plate.filter == "FlateDecode":
        shape = (plate.height, plate.width, 1 if plate.grey else 4)
        ink = np.frombuffer(zlib.decompress(plate.data), np.uint8).reshape(shape)
    else:
        with Image.open(BytesIO(plate.data)) as image:  # which turns what Adobe's marker says is inverted
            assert image.mode == ("L" if plate.grey else "CMYK")
            assert plate.inverted == ("adobe" in image.info)
            ink = np.asarray(image).reshape(plate.height, plate.width, -1)
    return 255 - ink.astype(int) if plate.grey else ink.astype(int)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def expected(inks: Inks, colour: tuple[int, int, int]) -> list[int]:
    return [round(part * 255) for part in inks.cmyk(*(part / 255 for part in colour))]


# --------------------------------------------------------------------------------------------------------- drawings


def test_a_drawing_is_deflated_with_its_colours_as_layouts_have_them(inks: Inks, cache: Cache) -> None:
    plate = separated(picture(drawing((200, 30, 40), (0, 0, 0), (90, 90, 90))), inks, LARGE, cache)
    assert (plate.filter, plate.grey, plate.inverted) == ("FlateDecode", False, False)
    found = samples(plate)
    assert list(found[0, 0]) == [0, 0, 0, 0]
    assert np.abs(found[40, 10] - expected(inks, (200, 30, 40))).max() <= 1
    assert list(found[40, 30]) == [0, 0, 0, 255]
    assert list(found[40, 50]) == expected(inks, (90, 90, 90))


def test_pictures_are_not_looked_up_in_the_tokens(inks: Inks, cache: Cache) -> None:
    own = replace(inks, tokens={(200, 30, 40): (1, 0, 0, 0)})
    assert list(samples(separated(picture(drawing((200, 30, 40))), own, LARGE, cache))[40, 10]) != [255, 0, 0, 0]


def test_line_art_keeps_its_pixels(inks: Inks, cache: Cache) -> None:
    art = drawing((0, 0, 0)).convert("1")
    for kind, options in (("PNG", {}), ("TIFF", {"compression": "group4"})):
        plate = separated(picture(art, kind, **options), inks, (30, 20), cache)
        assert (plate.width, plate.height, plate.filter, plate.grey) == (120, 80, "FlateDecode", True)
        assert set(np.unique(samples(plate))) == {0, 255}


def test_what_is_longer_than_a_jpeg_can_be_is_deflated(inks: Inks, cache: Cache) -> None:
    long = picture(photograph(width=65_501, height=2))
    assert separated(long, inks, (99_999, 99_999), cache).filter == "FlateDecode"


# ------------------------------------------------------------------------------------------------------ photographs


@pytest.mark.parametrize(("kind", "options"), [("JPEG", {"quality": 98}), ("PNG", {}), ("TIFF", {}),
                                               ("WEBP", {"quality": 98})])  # fmt: skip
def test_a_photograph_is_a_jpeg_of_what_the_profile_gives(
    inks: Inks, cache: Cache, kind: str, options: dict[str, Any]
) -> None:
    image = photograph()
    plate = separated(picture(image, kind, **options), inks, LARGE, cache)
    assert (plate.filter, plate.grey, plate.mask) == ("DCTDecode", False, b"")
    for x, y in ((20, 20), (60, 40), (100, 60)):
        pixel = image.getpixel((x, y))
        assert isinstance(pixel, tuple)
        red, green, blue = (int(part) for part in pixel)
        assert np.abs(samples(plate)[y, x] - expected(inks, (red, green, blue))).max() < 25


def test_intents_and_embedded_profiles_are_honoured(inks: Inks, cache: Cache) -> None:
    def found(own: Inks, icc: bytes | None = None) -> NDArray[np.int_]:
        return samples(separated(picture(photograph(), icc_profile=icc), own, LARGE, cache))

    plain = found(inks)
    assert np.abs(plain - found(replace(inks, intent="perceptual"))).max() > 4
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert np.abs(plain - found(inks, screen)).max() <= 4
    swapped = screen.replace(b"rXYZ", b"tmpX", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"tmpX", b"gXYZ", 1)
    assert np.abs(plain - found(inks, swapped)).max() > 50


@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_orientation_is_applied_and_sizes_are_of_the_upright_picture(
    inks: Inks, cache: Cache, orientation: int
) -> None:
    image = drawing((200, 30, 40))
    exif = Image.Exif()
    exif[0x0112] = orientation
    plate = separated(picture(image, "PNG", exif=exif), inks, (60, 60), cache)
    assert (plate.width, plate.height) == ((40, 60) if orientation == 6 else (60, 40))
    corner = {1: (20, 4), 3: (20, 55), 6: (4, 20)}[orientation]
    assert samples(plate)[corner][1] > 150


def test_sizes_are_limits_and_nothing_is_enlarged(inks: Inks, cache: Cache) -> None:
    made = [separated(picture(photograph()), inks, size, cache) for size in ((60, 60), (1, 1), LARGE)]
    assert [(plate.width, plate.height) for plate in made] == [(60, 40), (1, 1), (120, 80)]


# ------------------------------------------------------------------------------------------------------------ greys


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("L", "PNG"), ("L", "JPEG"), ("L", "TIFF"), ("LA", "PNG"), ("RGB", "PNG"), ("RGB", "WEBP"), ("RGBA", "PNG"),
     ("P", "GIF")],
)  # fmt: skip
def test_a_picture_of_greys_is_black_alone(inks: Inks, cache: Cache, mode: str, kind: str) -> None:
    grey = photograph("L")
    plate = separated(picture(grey.convert(mode), kind, quality=98), inks, LARGE, cache)
    assert plate.grey
    wanted = np.array(inks.black)[np.asarray(grey)]
    assert np.abs(samples(plate)[:, :, 0] - wanted).mean() < 4


def test_sixteen_bits_keep_their_range(inks: Inks, cache: Cache) -> None:
    ramp = np.tile(np.linspace(0, 65535, 256).astype(np.uint16), (80, 1))
    for kind in ("PNG", "TIFF"):
        plate = separated(picture(Image.fromarray(ramp), kind), inks, LARGE, cache)
        assert plate.grey
        assert np.abs(samples(plate)[40, :, 0] - np.array(inks.black)).max() < 8


def test_one_coloured_pixel_is_enough_for_four_inks(inks: Inks, cache: Cache) -> None:
    image = photograph("L").convert("RGB")
    image.putpixel((77, 33), (200, 0, 0))
    assert not separated(picture(image), inks, LARGE, cache).grey


# ------------------------------------------------------------------------------------------------------------- inks


def in_inks() -> Image.Image:
    return Image.merge("CMYK", [*photograph().split(), Image.new("L", (120, 80), 30)])


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_inks_without_a_profile_or_with_that_of_the_press_are_kept(inks: Inks, cache: Cache, kind: str) -> None:
    for icc in (None, inks.profile.data):
        plate = separated(picture(in_inks(), kind, quality=100, icc_profile=icc), inks, LARGE, cache)
        assert np.abs(samples(plate) - np.asarray(in_inks()).astype(int)).mean() < 3


def test_inks_of_another_profile_are_converted(inks: Inks, cache: Cache) -> None:
    start = inks.profile.data.index(b"A2B1", 128) + 4
    place = int.from_bytes(inks.profile.data[start : start + 4], "big")
    other = bytearray(inks.profile.data)
    other[place + 2000 : place + 9000] = bytes(7000)
    plate = separated(picture(in_inks(), "TIFF", icc_profile=bytes(other)), inks, LARGE, cache)
    assert np.abs(samples(plate) - np.asarray(in_inks()).astype(int)).mean() > 3


# ------------------------------------------------------------------------------------------------------------ masks


def test_what_is_transparent_has_a_mask_of_the_plates_size(inks: Inks, cache: Cache) -> None:
    for image in (photograph(), photograph("L")):
        clear = image.convert(f"{image.mode}A")
        clear.putalpha(Image.linear_gradient("L").resize(clear.size))
        plate = separated(picture(clear), inks, (60, 60), cache)
        assert len(zlib.decompress(plate.mask)) == plate.width * plate.height == 60 * 40
        top, bottom = zlib.decompress(plate.mask)[0], zlib.decompress(plate.mask)[-1]
        assert (top < 20, bottom > 235) == (True, True)


def test_what_is_opaque_has_none(inks: Inks, cache: Cache) -> None:
    assert separated(picture(photograph("RGBA")), inks, LARGE, cache).mask == b""


# ---------------------------------------------------------------------------------------------------------- privacy


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_nothing_of_a_pictures_metadata_goes_to_press(inks: Inks, cache: Cache, mode: str) -> None:
    image = in_inks() if mode == "CMYK" else photograph(mode)
    exif = Image.Exif()
    exif[0x010E] = "said in confidence"
    marked = picture(image, "JPEG", comment=b"said in confidence", exif=exif)
    plate = separated(marked, inks, LARGE, cache)
    assert b"confidence" in marked.data
    assert b"confidence" not in plate.data


# ------------------------------------------------------------------------------------------------------------ cache


def test_the_same_picture_is_separated_once(inks: Inks, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    clear = photograph("RGBA")
    clear.putalpha(100)
    first = separated(picture(clear), inks, LARGE, cache)
    monkeypatch.setattr("publish.colour.plates.decoded", None)
    assert separated(picture(clear), inks, LARGE, cache) == first


def lighter(profile: Profile) -> Profile:
    """Give a profile whose table for relative colorimetry prints less, and is whole."""
    at = profile.data.index(b"B2A1", 128)
    start, size = (int.from_bytes(profile.data[at + place : at + place + 4], "big") for place in (4, 8))
    table = profile.data[start + 10_000 : start + size - 10_000]
    data = profile.data[: start + 10_000] + bytes(each // 2 for each in table) + profile.data[start + size - 10_000 :]
    return Profile("lighter", data, sha256(data).hexdigest())


def test_what_would_come_out_otherwise_is_not_taken_from_the_cache(inks: Inks, cache: Cache) -> None:
    source = picture(photograph())
    first = separated(source, inks, LARGE, cache)
    others = [
        (picture(photograph("L")), inks, LARGE),
        (source, replace(inks, intent="perceptual"), LARGE),
        (source, inks, (60, 40)),
        (replace(source, orientation=6), inks, LARGE),
        (source, replace(inks, profile=lighter(inks.profile)), LARGE),
    ]
    for other, own, size in others:
        cached = separated(other, own, size, cache)
        assert cached != first
        assert cached == separated(other, own, size, Cache(NOWHERE))


def test_the_same_picture_gives_the_same_bytes(inks: Inks) -> None:
    nowhere = Cache(NOWHERE)
    for image in (photograph(), drawing((200, 30, 40))):
        assert separated(picture(image), inks, (90, 60), nowhere) == separated(picture(image), inks, (90, 60), nowhere)
