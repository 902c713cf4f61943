"""Fonts that would take their reader for ever: they claim more than they have, or unpack to far more than they are."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import brotli
import pytest
from fontTools.ttLib import TTFont

from publish import fonts
from publish.fontfiles import LARGEST, MOST_CHARACTERS, characters_named, names_length, unpacked
from publish.house import house_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOUSE = house_folder("fonts") / "source-sans-3" / "SourceSans3_400Regular.ttf"


def packed(flavour: str) -> bytes:
    with TTFont(HOUSE) as font:
        font.flavor = flavour
        output = BytesIO()
        font.save(output)
        data: bytes = output.getvalue()
    return data


def woff2_bomb(size: int) -> bytes:
    """Give a WOFF2 file of one table that unpacks to ``size`` zeros, and says that it is small."""
    stream: bytes = brotli.compress(bytes(size))
    directory = bytes([0x3F]) + b"junk" + b"\x64"  # a tag of its own, and a length of 100
    head = struct.pack(">4sLLHHLLHHLLLLL", b"wOF2", 0x00010000, 0, 1, 0, 1000, len(stream), 1, 0, 0, 0, 0, 0, 0)
    return head + directory + stream


def woff_bomb(claimed: int, size: int) -> bytes:
    table = zlib.compress(bytes(size), 9)
    head = struct.pack(">4sLLHHLHHLLLLL", b"wOFF", 0x00010000, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0)
    return head + struct.pack(">4sLLLL", b"junk", 64, len(table), claimed, 0) + table


@pytest.mark.parametrize("flavour", ["woff", "woff2"])
def test_an_ordinary_packed_font_is_read(flavour: str, tmp_path: Path) -> None:
    data = packed(flavour)
    unpacked(data)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / f"a.{flavour}").write_bytes(data)
    (face,), _ = fonts.find([tmp_path])
    assert face.family == "Source Sans 3"


@pytest.mark.parametrize(
    "made",
    [
        lambda: woff2_bomb(LARGEST + 1),
        lambda: woff2_bomb(LARGEST * 8),
        lambda: woff_bomb(100, 10_000_000),
        lambda: woff_bomb(2**31, 100),
        lambda: woff2_bomb(1000)[:-4],
        lambda: packed("woff2")[:60],
        lambda: b"wOF2",
        lambda: b"wOFF" + bytes(20),
        lambda: struct.pack(">4sLLHHLLHHLLLLL", b"wOF2", 0, 0, 60_000, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0),
    ],
    ids=map(str, range(9)),
)
def test_one_that_is_far_larger_than_it_says_is_refused(made: Callable[[], bytes], tmp_path: Path) -> None:
    data = made()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.woff2").write_bytes(data)
    (tmp_path / "a" / "OFL.txt").write_text("terms")
    faces, found = fonts.find([tmp_path])
    assert faces == ()
    assert [each.code for each in found] == ["font-unreadable"]


def characters(*subtables: bytes) -> bytes:
    """Give a table of characters that has these subtables."""
    at, head, rest = 4 + 8 * len(subtables), b"", b""
    for subtable in subtables:
        head += struct.pack(">HHL", 3, 10, at + len(rest))
        rest += subtable
    return struct.pack(">HH", 0, len(subtables)) + head + rest


def groups(form: int, *ranges: tuple[int, int]) -> bytes:
    body = b"".join(struct.pack(">LLL", start, end, 1) for start, end in ranges)
    return struct.pack(">HHLLL", form, 0, 16 + len(body), 0, len(ranges)) + body


def test_the_characters_that_a_font_names_are_counted_without_being_listed() -> None:
    with TTFont(HOUSE) as font:
        assert 0 < characters_named(font.reader["cmap"]) < MOST_CHARACTERS
        assert 0 < names_length(font.reader["name"]) < 20_000
    assert characters_named(characters(groups(12, (0x41, 0x5A)))) == 26
    assert characters_named(characters(groups(12, (0, 2**32 - 1)))) == 2**32
    assert characters_named(characters(groups(13, *[(0, 0x10FFFF)] * 100))) == 100 * 0x110000
    segments = struct.pack(">HHHHHHH", 4, 0, 0, 4, 0, 0, 0) + struct.pack(">HHHHH", 0x5A, 0xFFFF, 0, 0x41, 0xFFFF)
    assert characters_named(characters(segments)) == 27


@pytest.mark.parametrize("table", ["cmap", "name"])
def test_a_font_with_tables_beyond_measure_is_refused(table: str, tmp_path: Path) -> None:
    bombs = {
        "cmap": characters(groups(12, (0, 2**32 - 1))),
        "name": struct.pack(">HHH", 0, 5000, 6) + struct.pack(">HHHHHH", 3, 1, 0x409, 1, 60_000, 0) * 5000,
    }
    data = HOUSE.read_bytes()
    place = next(
        at for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16) if data[at : at + 4] == table.encode()
    )
    bomb = bombs[table]
    data = data[: place + 8] + struct.pack(">LL", len(data), len(bomb)) + data[place + 16 :] + bomb
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.ttf").write_bytes(data)
    faces, found = fonts.find([tmp_path])
    assert faces == ()
    assert "are too large" in found[-1].message or "are too large" in found[0].message


# -------------------------------------------------------------------------------------------------------------- folders


def test_links_out_of_the_folder_of_fonts_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside" / "inner").mkdir(parents=True)
    (tmp_path / "outside" / "a.ttf").write_bytes(HOUSE.read_bytes())
    (tmp_path / "outside" / "terms.txt").write_text("secret")
    (tmp_path / "fonts" / "mine").mkdir(parents=True)
    (tmp_path / "fonts" / "all").symlink_to("/")
    (tmp_path / "fonts" / "mine" / "more").symlink_to(tmp_path / "outside")
    (tmp_path / "fonts" / "mine" / "b.ttf").write_bytes(HOUSE.read_bytes())
    (tmp_path / "fonts" / "mine" / "OFL.txt").symlink_to(tmp_path / "outside" / "terms.txt")
    (face,), found = fonts.find([tmp_path / "fonts"])
    assert face.licence == b""
    assert sorted((each.code, each.span.path.removeprefix(f"{tmp_path}/")) for each in found) == [
        ("font-licence-missing", "fonts/mine"),
        ("font-unreadable", "fonts/all"),
        ("font-unreadable", "fonts/mine/more"),
    ]


def test_a_folder_of_fonts_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "fonts").symlink_to(house_folder("fonts"))
    faces, found = fonts.find([tmp_path / "m" / "fonts"])
    assert faces == ()
    assert [each.code for each in found] == ["font-unreadable"]


def test_what_the_font_library_remarks_on_is_not_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data = bytearray(HOUSE.read_bytes())
    place = next(at for at in range(12, 300, 16) if data[at : at + 4] == b"head")
    offset = struct.unpack(">L", data[place + 8 : place + 12])[0]
    data[offset + 20 : offset + 28] = b"\xff" * 8  # made in a year that no calendar has
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.ttf").write_bytes(bytes(data))
    (face,), _ = fonts.find([tmp_path])
    assert fonts.subset(face, "A")
    assert capfd.readouterr() == ("", "")
