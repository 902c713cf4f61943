"""ToUnicode maps: which text each code of a font stands for (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SECTIONS = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PAIR = re.compile(rb"<([^>]*)>\s*<([^>]*)>")
_RANGE = re.compile(rb"<([^>]*)>\s*<([^>]*)>\s*(?:<([^>]*)>|\[([^\]]*)\])")
# A section of a map may have no more entries than this.
_SECTION = 100


def texts(cmap: bytes) -> dict[int, str]:
    """Give the text of each code that a ToUnicode map names."""
    return dict(_entries(cmap))


def _entries(cmap: bytes) -> Iterator[tuple[int, str]]:
    for kind, body in _SECTIONS.findall(cmap):
        if kind == b"bfchar":
            yield from ((int(code, 16), _unicode(text)) for code, text in _PAIR.findall(body))
            continue
        for first, last, base, several in _RANGE.findall(body):
            start = int(first, 16)
            if several:
                yield from enumerate((_unicode(text) for text in re.findall(rb"<([^>]*)>", several)), start)
            elif text := _unicode(base):
                for offset in range(int(last, 16) - start + 1):
                    yield start + offset, text[:-1] + chr(ord(text[-1]) + offset)


def _unicode(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def cmap_of(texts: Mapping[int, str]) -> bytes:
    """Give the ToUnicode map of a font whose codes have two bytes."""
    entries = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(texts.items())]
    sections = [entries[at : at + _SECTION] for at in range(0, len(entries), _SECTION)]
    lines = [line for each in sections for line in (f"{len(each)} beginbfchar", *each, "endbfchar")]
    return "\n".join((*_HEAD, *lines, *_TAIL)).encode()


_HEAD = (
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<0000> <ffff>",
    "endcodespacerange",
)
_TAIL = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")
