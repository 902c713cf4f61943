"""Small pictures of pages, for a report that stands by itself."""

from __future__ import annotations

import io
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publish.facsimile import drawn, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pymupdf

MOST = 60
"""How many pages are shown: each takes 5 ms to draw and 3 kB of the report."""

_WIDTH, _HEIGHT = 90, 180
_QUALITY = 60


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture of a page: the page's label, the picture as a ``data:`` address, its size in pixels."""

    label: str
    address: str
    width: int
    height: int


def thumbnails(pdf: bytes) -> tuple[tuple[Thumbnail, ...], int]:
    """Give small pictures of the first pages of a PDF, and how many pages are left out."""
    with opened(pdf) as document:
        return tuple(_drawn(document, min(len(document), MOST))), max(0, len(document) - MOST)


def _drawn(document: pymupdf.Document, count: int) -> Iterator[Thumbnail]:
    for number in range(count):
        page = document[number]
        scale = min(_WIDTH / page.rect.width, _HEIGHT / page.rect.height)
        picture = drawn(page, scale)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=_QUALITY)
        address = f"data:image/jpeg;base64,{b64encode(out.getvalue()).decode()}"
        yield Thumbnail(page.get_label() or str(number + 1), address, picture.width, picture.height)
