"""What the files of raster pictures may be made of: told from their heads, before anything is decoded.

A picture's pixels are few or many by its first bytes. What else takes time are parts without end: scans of a JPEG, each
of which goes over the whole picture, and pieces of any format that have a name and nothing in them.
"""

from __future__ import annotations

import re
from typing import Final

MOST_SCANS: Final = 50  # of a JPEG: programs write one, or ten where it is progressive
MOST_PIECES: Final = 20_000  # segments of a JPEG before its scans; chunks of a PNG, which may hold 8 kB each
LARGEST_GIF: Final = 25_000_000  # bytes: its pieces are too small to be counted

_JPEG_START: Final = b"\xff\xd8"
_PNG_START: Final = b"\x89PNG\r\n\x1a\n"
_SCAN: Final = b"\xff\xda"


def excess(data: bytes) -> str:
    """Say what a picture's file has too much of, or nothing."""
    if data.startswith(_JPEG_START):
        segments, first_scan = _segments(data)
        # Within a scan, 0xFF is followed by 0 (ITU T.81, B.1.1.5); before it stand profiles, where any bytes do.
        scans = data.count(_SCAN, first_scan)
        if scans > MOST_SCANS:
            return f"{scans:,} scans"
        return f"more than {MOST_PIECES:,} segments" if segments > MOST_PIECES else ""
    if data.startswith(_PNG_START):
        return f"more than {MOST_PIECES:,} chunks" if _chunks(data) > MOST_PIECES else ""
    if data.startswith(b"GIF8") and len(data) > LARGEST_GIF:
        return f"{len(data) / 1e6:.0f} MB, as a GIF"
    return ""


def _segments(data: bytes) -> tuple[int, int]:
    """Count the segments of a JPEG up to its first scan, or up to one more than is allowed; give where that begins."""
    at, count = 2, 0
    marker = re.compile(rb"[^\xff]*\xff+")
    while count <= MOST_PIECES and (found := marker.match(data, at)):
        at = found.end()
        if data[at : at + 1] == _SCAN[1:]:
            return count, at - 1
        at += 1 + max(2, int.from_bytes(data[at + 1 : at + 3], "big"))
        count += 1
    return count, at


def _chunks(data: bytes) -> int:
    """Count the chunks of a PNG, or up to one more than is allowed."""
    at, count = len(_PNG_START), 0
    while count <= MOST_PIECES and at < len(data):
        at += 12 + int.from_bytes(data[at : at + 4], "big")
        count += 1
    return count
