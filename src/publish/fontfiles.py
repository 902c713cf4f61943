"""What of a font file would take a reader of fonts for ever: said before any reads it.

A font says how much it unpacks to, which characters it has and how long its names are, and libraries believe it.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final

import brotli
from fontTools.ttLib.woff2 import WOFF2DirectoryEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST: Final = 64 * 1024 * 1024
"""The largest font, in bytes, as it lies there and unpacked; one for Chinese, Japanese and Korean has some 25 MB."""

MOST_TABLES: Final = 128
"""How many tables a font may have."""

MOST_CHARACTERS: Final = 8 * 0x110000
"""How many characters all tables of characters together may name: each may name all that there are."""

LONGEST_NAMES: Final = 4 * 1024 * 1024
"""How many bytes all names of a font together may have."""

_CHUNK: Final = 64 * 1024


def unpacked(data: bytes) -> None:
    """Raise ValueError for a packed font (WOFF, WOFF2) that unpacks to more than LARGEST, or than it says."""
    if data[:4] == b"wOF2":
        _unpack_woff2(data)
    elif data[:4] == b"wOFF":
        _unpack_woff(data)


def _unpack_woff2(data: bytes) -> None:
    """Look at a WOFF2 file: one stream of Brotli behind a directory of tables (WOFF2, 4.1)."""
    if len(data) < 48:
        raise ValueError("it is truncated")
    tables, _, size, packed = struct.unpack(">HHLL", data[12:24])
    if tables > MOST_TABLES or size > LARGEST or packed > len(data):
        raise ValueError(f"it has {tables} tables and {size:,} bytes unpacked")
    packed_tables = _behind_directory(data, tables)[:packed]
    decompressor, total, at = brotli.Decompressor(), 0, 0
    while not decompressor.is_finished():
        piece = packed_tables[at : at + _CHUNK] if decompressor.can_accept_more_data() else b""
        made = decompressor.process(piece, output_buffer_limit=_CHUNK)
        at, total = at + len(piece), total + len(made)
        if total > LARGEST:
            raise ValueError(f"it unpacks to more than {LARGEST // 1024 // 1024} MB")
        if not piece and not made:
            raise ValueError("it is truncated")


def _behind_directory(data: bytes, tables: int) -> bytes:
    """Give what stands behind the directory of a WOFF2 file, whose entries have no fixed length."""
    rest = data[48:]
    for _ in range(tables):
        rest = WOFF2DirectoryEntry().fromString(rest)
    return rest


def _unpack_woff(data: bytes) -> None:
    """Look at a WOFF file: each table packed by itself, with its length (WOFF, 5)."""
    (count,) = struct.unpack(">H", data[12:14])
    if count > MOST_TABLES or len(data) < 44 + count * 20:
        raise ValueError(f"it has {count} tables")
    total = 0
    for number in range(count):
        offset, packed, length = struct.unpack(">LLL", data[48 + number * 20 : 60 + number * 20])
        total += length
        if total > LARGEST or offset + packed > len(data):
            raise ValueError(f"it unpacks to more than {LARGEST // 1024 // 1024} MB, or is truncated")
        if packed < length:
            made = zlib.decompressobj().decompress(data[offset : offset + packed], length + 1)
            if len(made) != length:
                raise ValueError("it unpacks to more than it says")


def characters_named(table: bytes) -> int:
    """Give how many characters a font's table of characters names, each as often as it does (OpenType, cmap)."""
    (count,) = struct.unpack(">H", table[2:4])
    places = {struct.unpack(">L", table[8 + number * 8 : 12 + number * 8])[0] for number in range(count)}
    return sum(sum(_named(table[at:])) for at in places)


def _named(subtable: bytes) -> Iterator[int]:
    (form,) = struct.unpack(">H", subtable[:2])
    if form == 4:
        segments = struct.unpack(">H", subtable[6:8])[0] // 2
        ends = struct.unpack(f">{segments}H", subtable[14 : 14 + segments * 2])
        starts = struct.unpack(f">{segments}H", subtable[16 + segments * 2 : 16 + segments * 4])
        yield from (max(0, end - start + 1) for start, end in zip(starts, ends, strict=True))
    elif form in {8, 12, 13}:
        head = 8208 if form == 8 else 12
        (groups,) = struct.unpack(">L", subtable[head : head + 4])
        for start, end, _ in struct.iter_unpack(">LLL", subtable[head + 4 : head + 4 + groups * 12]):
            yield max(0, end - start + 1)
    elif form == 10:
        yield struct.unpack(">L", subtable[16:20])[0]
    elif form == 14:
        yield len(subtable) * 64  # each four bytes of it may stand for 256 characters
    else:
        yield 0x10000


def names_length(table: bytes) -> int:
    """Give how many bytes all names of a font have together (OpenType, name)."""
    (count,) = struct.unpack(">H", table[2:4])
    records = table[6 : 6 + count * 12]
    return sum(struct.unpack(">H", records[at + 8 : at + 10])[0] for at in range(0, len(records) - 11, 12))
