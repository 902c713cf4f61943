"""Pictures: what is refused, what is said, and what reading systems get."""

from __future__ import annotations

import random
import struct
import zlib
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from publish import pictures, rasters, renditions
from publish.diagnostics import Diagnostic, Severity
from publish.limits import Limits
from publish.pictures import Kind, Picture
from publish.renditions import Rendition, for_reader
from publish.source import Span

HERE = Span("manuscript/dorset.md", 41)
SVG = "http://www.w3.org/2000/svg"


def photograph(width: int = 160, height: int = 120, mode: str = "RGB") -> Image.Image:
    """A smooth picture of many colours with some grain, the same each time."""
    noise = random.Random(7)
    small = Image.new("RGB", (16, 12))
    small.putdata([tuple(noise.randrange(256) for _ in range(3)) for _ in range(16 * 12)])
    return small.resize((width, height), Image.Resampling.BICUBIC).convert(mode)


def drawing(width: int = 160, height: int = 120, mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).rectangle((20, 20, 60, 90), fill=(200, 30, 40))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    output = BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def decoded(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def accepted(name: str, data: bytes) -> Picture:
    picture, findings = pictures.examine(name, data, HERE)
    assert findings == ()
    assert picture is not None
    return picture


def refused(name: str, data: bytes) -> Diagnostic:
    picture, findings = pictures.examine(name, data, HERE)
    assert picture is None
    assert len(findings) == 1
    assert (findings[0].severity, findings[0].span) == (Severity.ERROR, HERE)
    assert name in findings[0].message
    return findings[0]


def near(found: Any, wanted: tuple[int, ...], by: int = 3) -> bool:
    return len(found) == len(wanted) and all(abs(a - b) <= by for a, b in zip(found, wanted, strict=True))


def png(header: bytes, rows: bytes) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def profile(space: bytes, tags: dict[bytes, bytes], pcs: bytes = b"XYZ ") -> bytes:
    """Write a small ICC profile (ICC.1:2001): the header, the table of tags, and the tags."""
    tags = {b"desc": b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + bytes(78), **tags}
    tags[b"wtpt"] = xyz(0.9642, 1.0, 0.8249)
    table, body, start = b"", b"", 132 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header = struct.pack(">I4sI4s4s4s", start + len(body), b"lcms", 0x02100000, b"scnr", space, pcs)
    header += bytes(12) + b"acsp" + bytes(28) + xyz(0.9642, 1.0, 0.8249)[8:]
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))


LINEAR = b"curv\0\0\0\0" + struct.pack(">I", 0)
LINEAR_RGB = profile(
    b"RGB ",
    {
        b"rXYZ": xyz(0.4360, 0.2225, 0.0139),
        b"gXYZ": xyz(0.3851, 0.7169, 0.0971),
        b"bXYZ": xyz(0.1431, 0.0606, 0.7139),
        b"rTRC": LINEAR,
        b"gTRC": LINEAR,
        b"bTRC": LINEAR,
    },
)
LINEAR_GREY = profile(b"GRAY", {b"kTRC": LINEAR})


def cmyk_profile() -> bytes:
    """A press on which every ink is black: paper is white, anything else L* 0."""
    ramp = bytes(range(256))
    matrix = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    corners = b"".join(bytes((0 if corner else 255, 128, 128)) for corner in range(16))
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + matrix + ramp * 4 + corners + ramp * 3
    return profile(b"CMYK", {b"A2B0": table}, b"Lab ")


# --- what is refused


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.jpg", b"", "image-unreadable"),
        ("a.jpg", b"hello", "image-unreadable"),
        ("a.txt", b"hello", "image-format"),
        ("a.heic", b"\0\0\0\x18ftypheic", "image-format"),
        ("a.png", b"BM" + bytes(60), "image-format"),
        ("a.svgz", b"\x1f\x8b\x08", "image-format"),
        ("a.jpg", b"<!doctype html><title>404</title>", "image-unreadable"),
        ("a.png", encoded(photograph(), "JPEG"), "image-mislabelled"),
        ("a", encoded(photograph(), "PNG"), "image-mislabelled"),
        ("a.jpg", f'<svg xmlns="{SVG}" viewBox="0 0 1 1"/>'.encode(), "image-mislabelled"),
        ("a.tif", encoded(Image.new("F", (4, 4)), "TIFF"), "image-format"),
        ("a.tif", encoded(Image.new("LAB", (4, 4)), "TIFF"), "image-format"),
    ],
)
def test_what_is_no_picture_is_refused(name: str, data: bytes, code: str) -> None:
    assert refused(name, data).code == code


@pytest.mark.parametrize(
    ("kind", "suffix"), [("JPEG", "JPG"), ("PNG", "png"), ("GIF", "gif"), ("WEBP", "webp"), ("TIFF", "tif")]
)
def test_truncated_pictures_are_refused(kind: str, suffix: str) -> None:
    data = encoded(photograph(), kind)
    for share in (0.05, 0.5, 0.9):
        assert refused(f"a.{suffix}", data[: int(len(data) * share)]).code == "image-unreadable"


def test_damaged_bytes_never_give_a_traceback() -> None:
    noise = random.Random(3)
    for kind, suffix in (("JPEG", "jpg"), ("PNG", "png"), ("GIF", "gif"), ("WEBP", "webp"), ("TIFF", "tif")):
        exif = Image.Exif()
        exif[0x0112] = 6
        data = encoded(photograph(40, 30), kind, **({} if kind == "GIF" else {"exif": exif.tobytes()}))
        for _ in range(60):
            spoilt = bytearray(data)
            for _ in range(4):
                spoilt[noise.randrange(len(spoilt))] = noise.randrange(256)
            picture, findings = pictures.examine(f"a.{suffix}", bytes(spoilt), HERE)
            assert findings or picture
            if picture:
                for_reader(picture)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", png(struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0), b"")),
        ("a.gif", b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x44\x01\0;"),
        (
            "a.tif",
            encoded(drawing(10, 10), "TIFF").replace(
                b"\0\x01\x04\0\x01\0\0\0\x0a\0\0\0", b"\0\x01\x04\0\x01\0\0\0\xff\xff\xff\0"
            ),
        ),
    ],
)
def test_a_bomb_is_refused_by_its_header(name: str, data: bytes) -> None:
    finding = refused(name, data)
    assert finding.code == "image-too-large"
    assert "pixels" in finding.message


def test_a_large_file_is_refused_by_the_limit_of_the_house() -> None:
    data = encoded(photograph(), "PNG")
    picture, findings = pictures.examine("a.png", data, HERE, Limits(picture_bytes=1000))
    assert picture is None
    assert [each.code for each in findings] == ["image-too-large"]
    assert "raise picture-bytes under limits:" in findings[0].hint
    assert pictures.examine("a.png", data, HERE, Limits(picture_bytes=len(data)))[0]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.jpg", encoded(photograph(), "JPEG")[:2] + b"\xff\xfe\0\2" * 20_001, "20,000 segments"),
        ("a.jpg", encoded(photograph(), "JPEG")[:2] + b"\xff\xfe\0\2" * 10 + b"\xff\xda\0\2" * 51, "51 scans"),
        ("a.png", encoded(photograph(), "PNG")[:33] + b"\0\0\0\0prVt\0\0\0\0" * 20_001, "20,000 chunks"),
        ("a.gif", encoded(photograph(), "GIF") + bytes(25_000_000), "as a GIF"),
        ("a.webp", encoded(Image.new("L", (10_000, 4_001)), "WEBP"), "10000 × 4001 pixels"),
    ],
)
def test_parts_without_end_are_refused_before_they_are_read(
    name: str, data: bytes, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image.Image, "load", None)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", None)
    finding = refused(name, data)
    assert finding.code == "image-too-large"
    assert what in finding.message


@pytest.mark.parametrize(("kind", "options"), [("JPEG", {"progressive": True}), ("PNG", {"pnginfo": None})])
def test_what_programs_write_is_not_too_many_parts(kind: str, options: dict[str, Any]) -> None:
    for data in (encoded(photograph(900, 700), kind, **options), with_metadata(photograph())):
        assert rasters.excess(data) == ""


def test_the_limit_is_80_megapixels() -> None:
    header = struct.pack(">IIBBBBB", 10_000, 8_001, 1, 0, 0, 0, 0)
    assert refused("a.png", png(header, b"")).code == "image-too-large"
    header = struct.pack(">IIBBBBB", 10_000, 8_000, 1, 0, 0, 0, 0)
    assert accepted("a.png", png(header, bytes(8_000 * 1251))).width == 10_000


# --- what is said


@pytest.mark.parametrize(("kind", "suffix"), [("GIF", "gif"), ("WEBP", "webp"), ("PNG", "png"), ("TIFF", "tiff")])
def test_of_several_frames_the_first_is_used_with_a_warning(kind: str, suffix: str) -> None:
    first, second = Image.new("RGB", (20, 20), "red"), Image.new("RGB", (20, 20), "blue")
    data = encoded(first, kind, save_all=True, append_images=[second])
    picture, findings = pictures.examine(f"a.{suffix}", data, HERE)
    assert [(f.code, f.severity) for f in findings] == [("image-animated", Severity.WARNING)]
    assert picture is not None
    rendition = for_reader(picture)
    assert not getattr(decoded(rendition.data), "is_animated", False)
    assert near(decoded(rendition.data).convert("RGB").getpixel((5, 5)), (255, 0, 0))


@pytest.mark.parametrize(
    ("image", "kind", "icc"),
    [
        (photograph(), "JPEG", b"not a profile"),
        (photograph(), "JPEG", cmyk_profile()),
        (photograph(mode="CMYK"), "JPEG", LINEAR_RGB),
    ],
)
def test_a_profile_that_does_not_fit_is_left_aside_with_a_warning(image: Image.Image, kind: str, icc: bytes) -> None:
    picture, findings = pictures.examine("a.jpg", encoded(image, kind, icc_profile=icc), HERE)
    assert [(f.code, f.severity) for f in findings] == [("image-profile", Severity.WARNING)]
    assert picture is not None
    assert picture.icc is None
    assert for_reader(picture).media_type == "image/jpeg"


def test_a_grey_picture_with_the_profile_of_its_source_is_no_finding() -> None:
    assert accepted("a.jpg", encoded(photograph(mode="L"), "JPEG", icc_profile=LINEAR_RGB)).icc is None


def test_picture_says_what_it_is() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = accepted("images/a.jpeg", encoded(photograph(160, 120), "JPEG", exif=exif))
    assert (picture.kind, picture.width, picture.height, picture.mode) == (Kind.JPEG, 120, 160, "RGB")
    assert (picture.orientation, picture.has_alpha) == (6, False)
    assert accepted("a.png", encoded(photograph(mode="RGBA"), "PNG")).has_alpha


# --- what readers get


def whole(picture: Picture, **options: Any) -> tuple[Rendition, Image.Image]:
    rendition = for_reader(picture, **options)
    image = decoded(rendition.data)
    assert image.size == (rendition.width, rendition.height)
    assert f"image/{image.format or ''}".lower() == rendition.media_type
    assert not {"icc_profile", "exif", "dpi", "comment", "xmp", "photoshop"} & set(image.info)
    assert for_reader(picture, **options) == rendition
    return rendition, image


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", "jpg"), ("PNG", "png"), ("TIFF", "tif"), ("WEBP", "webp")])
def test_orientation_is_applied(orientation: int, kind: str, suffix: str) -> None:
    upright = Image.new("RGB", (64, 32), "white")
    upright.paste((255, 0, 0), (0, 0, 32, 16))
    turned = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]
    stored = upright if turned is None else upright.transpose(Image.Transpose(turned))
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"quality": 95} if kind == "JPEG" else {"lossless": True} if kind == "WEBP" else {}
    _, image = whole(accepted(f"a.{suffix}", encoded(stored, kind, exif=exif.tobytes(), **options)))
    assert image.size == (64, 32)
    colours = image.convert("RGB")
    assert near(colours.getpixel((8, 4)), (255, 0, 0), 8)
    assert near(colours.getpixel((56, 28)), (255, 255, 255), 8)


def with_metadata(image: Image.Image) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (50.0, 43.0, 12.0)
    return encoded(image, "JPEG", quality=80, exif=exif, comment=b"SECRETCOMMENT", dpi=(300, 300))


def test_metadata_goes_without_coding_a_second_time() -> None:
    data = with_metadata(photograph())
    rendition = for_reader(accepted("a.jpg", data + b"SECRETTAIL"))
    assert b"SECRETCAMERA" in data
    assert b"SECRET" not in rendition.data
    assert b"Exif" not in rendition.data
    assert decoded(rendition.data).tobytes() == decoded(data).tobytes()


def test_metadata_goes_from_what_is_coded_again() -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "SECRET")
    for name, data in (
        ("a.jpg", with_metadata(photograph(3000, 2000))),
        ("a.png", encoded(drawing(), "PNG", pnginfo=text, dpi=(300, 300))),
    ):
        rendition, _ = whole(accepted(name, data))
        assert b"SECRET" not in rendition.data


def test_a_plain_jpeg_passes_unchanged() -> None:
    data = encoded(photograph(), "JPEG", quality=80)
    assert for_reader(accepted("a.jpg", data)).data == data
    progressive = encoded(photograph(), "JPEG", quality=80, progressive=True)
    assert for_reader(accepted("a.jpg", progressive)).data == progressive


def test_an_srgb_profile_is_dropped_and_the_samples_stay() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = encoded(photograph(), "JPEG", quality=80, icc_profile=srgb)
    _, image = whole(accepted("a.jpg", data))
    assert image.tobytes() == decoded(data).tobytes()


def test_a_heavy_jpeg_is_coded_again() -> None:
    grain = Image.frombytes("RGB", (500, 500), random.Random(1).randbytes(750_000))
    data = encoded(grain, "JPEG", quality=100, subsampling=0)
    rendition, _ = whole(accepted("a.jpg", data))
    assert len(rendition.data) < len(data) / 2


@pytest.mark.parametrize(
    ("size", "options", "wanted"),
    [
        ((2400, 1600), {}, (2000, 1333)),
        ((2400, 2400), {}, (2000, 2000)),
        ((600, 400), {}, (600, 400)),
        ((600, 400), {"longest": 300}, (300, 200)),
        ((600, 400), {"megapixels": 0.06}, (300, 200)),
        ((3000, 1), {"longest": 100}, (100, 1)),
    ],
)
def test_size_is_within_the_limits_and_never_enlarged(
    size: tuple[int, int], options: dict[str, Any], wanted: Any
) -> None:
    _, image = whole(accepted("a.jpg", encoded(photograph(*size), "JPEG")), **options)
    assert image.size == wanted


def test_a_very_large_jpeg_isdecodedd_smaller_and_stays_whole() -> None:
    image = Image.new("RGB", (5000, 2500), "white")
    image.paste((255, 0, 0), (0, 0, 2500, 1250))
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = accepted("a.jpg", encoded(image, "JPEG", exif=exif))
    assert pictures.decoded(picture, (500, 1000)).size == (1250, 2500)
    assert pictures.decoded(replace(picture, orientation=1), (1000, 500)).size == (2500, 1250)
    _, small = whole(picture, longest=1000)
    assert small.size == (500, 1000)
    assert near(small.getpixel((490, 10)), (255, 0, 0), 6)
    assert near(small.getpixel((10, 10)), (255, 255, 255), 6)


def test_photographs_are_baseline_jpeg() -> None:
    rendition, image = whole(accepted("a.png", encoded(photograph(), "PNG")))
    assert (rendition.extension, image.mode) == (".jpg", "RGB")
    assert "progressive" not in image.info


@pytest.mark.parametrize(("kind", "suffix"), [("PNG", "png"), ("GIF", "gif"), ("TIFF", "tif"), ("WEBP", "webp")])
def test_drawings_are_png_without_loss(kind: str, suffix: str) -> None:
    options = {"lossless": True} if kind == "WEBP" else {}
    rendition, image = whole(accepted(f"a.{suffix}", encoded(drawing(), kind, **options)))
    assert (rendition.extension, image.mode) == (".png", "P")
    assert image.convert("RGB").tobytes() == drawing().tobytes()


@pytest.mark.parametrize("mode", ["L", "1"])
def test_grey_stays_grey(mode: str) -> None:
    _, image = whole(accepted("a.png", encoded(drawing(mode=mode), "PNG")))
    assert (image.format, image.mode) == ("PNG", "L")
    _, image = whole(accepted("a.tif", encoded(photograph(mode="L"), "TIFF")))
    assert (image.format, image.mode) == ("JPEG", "L")


def test_transparency_is_kept_where_it_is_meant() -> None:
    image = photograph(mode="RGBA")
    opaque = accepted("a.png", encoded(image, "PNG"))
    assert for_reader(opaque).media_type == "image/jpeg"
    image.putpixel((0, 0), (0, 0, 0, 0))
    clear = accepted("a.png", encoded(image, "PNG"))
    _, kept = whole(clear)
    assert (kept.format, kept.mode, kept.getpixel((0, 0))) == ("PNG", "RGBA", (0, 0, 0, 0))


def test_as_jpeg_transparent_pixels_are_white() -> None:
    image = Image.new("RGBA", (32, 32), (0, 0, 0, 0))
    for name, kind in (("a.png", "PNG"), ("a.webp", "WEBP"), ("a.gif", "GIF")):
        _, flat = whole(accepted(name, encoded(image, kind)), jpeg=True)
        assert (flat.format, flat.mode) == ("JPEG", "RGB")
        assert near(flat.getpixel((9, 9)), (255, 255, 255))


def test_sixteen_bit_grey_is_scaled_not_cut_off() -> None:
    rows = b"".join(b"\0" + struct.pack(">256H", *(level * 257 for level in range(256))) for _ in range(8))
    picture = accepted("a.png", png(struct.pack(">IIBBBBB", 256, 8, 16, 0, 0, 0, 0), rows))
    assert picture.mode == "I;16"
    image = pictures.decoded(picture, (256, 8))
    assert image.tobytes() == bytes(range(256)) * 8
    tiff = Image.new("I;16", (32, 32), 32896)
    _, flat = whole(accepted("a.tif", encoded(tiff, "TIFF")))
    assert flat.getpixel((3, 3)) == 128


def test_sixteen_bit_colour() -> None:
    rows = b"".join(b"\0" + struct.pack(">3H", 0xFFFF, 0x8080, 0) * 16 for _ in range(16))
    _, image = whole(accepted("a.png", png(struct.pack(">IIBBBBB", 16, 16, 16, 2, 0, 0, 0), rows)))
    assert near(image.convert("RGB").getpixel((3, 3)), (255, 128, 0), 0)


def test_a_profile_is_honoured() -> None:
    """Half of linear light is 188 in sRGB."""
    image = Image.new("RGB", (64, 64), (128, 128, 255))
    for name, kind in (("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.tif", "TIFF")):
        _, turned = whole(accepted(name, encoded(image, kind, icc_profile=LINEAR_RGB)))
        assert near(turned.convert("RGB").getpixel((9, 9)), (188, 188, 255))


def test_a_grey_profile_is_honoured_and_grey_stays_grey() -> None:
    data = encoded(Image.new("L", (64, 64), 128), "PNG", icc_profile=LINEAR_GREY)
    _, turned = whole(accepted("a.png", data))
    assert turned.mode == "L"
    assert near((turned.getpixel((9, 9)),), (188,))


def test_alpha_goes_round_the_profile() -> None:
    data = encoded(Image.new("RGBA", (64, 64), (128, 128, 255, 128)), "PNG", icc_profile=LINEAR_RGB)
    _, turned = whole(accepted("a.png", data))
    assert near(turned.getpixel((9, 9)), (188, 188, 255, 128))


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", "jpg"), ("TIFF", "tif")])
def test_cmyk_is_converted_and_not_inverted(kind: str, suffix: str) -> None:
    image = Image.new("CMYK", (64, 64), (0, 255, 255, 0))
    picture = accepted(f"a.{suffix}", encoded(image, kind))
    assert picture.mode == "CMYK"
    _, turned = whole(picture, jpeg=True)
    assert near(turned.getpixel((9, 9)), (255, 0, 0), 6)


def test_the_profile_of_a_press_is_honoured() -> None:
    image = Image.new("CMYK", (64, 64), (0, 0, 0, 0))
    image.paste((0, 255, 255, 0), (0, 0, 32, 64))
    own = accepted("a.jpg", encoded(image, "JPEG", quality=95, icc_profile=cmyk_profile()))
    given = accepted("a.jpg", encoded(image, "JPEG", quality=95))
    for _, turned in (whole(own), whole(given, cmyk_profile=cmyk_profile())):
        assert near(turned.getpixel((8, 9)), (0, 0, 0), 8)
        assert near(turned.getpixel((56, 9)), (255, 255, 255), 8)


def test_a_faultless_picture_is_known_again_as_long_as_somebody_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encoded(photograph(), "PNG")
    first, found = pictures.examine("a.png", data, HERE)
    assert first is not None
    assert found == ()
    made = renditions.rendition(first)
    monkeypatch.setattr(pictures, "_examine", lambda *_: pytest.fail("it was looked at again"))
    monkeypatch.setattr(renditions, "for_reader", lambda *_: pytest.fail("it was made again"))
    again, _ = pictures.examine("a.png", bytes(data), HERE)
    assert again is first
    assert renditions.rendition(first) is made


def test_a_picture_with_findings_is_looked_at_each_time() -> None:
    data = b"not a picture"
    assert pictures.examine("a.png", data, HERE)[1] == pictures.examine("a.png", data, HERE)[1] != ()


def test_what_a_library_in_c_says_of_a_damaged_picture_is_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    data = encoded(photograph(), "TIFF", compression="tiff_adobe_deflate")
    for at in range(8, len(data), len(data) // 20):
        pictures.examine("a.tif", data[:at] + bytes(16) + data[at + 16 :], HERE)
    assert capfd.readouterr().err == ""
