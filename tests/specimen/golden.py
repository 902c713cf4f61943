"""Pages as pictures that are kept, and what differs between those and the pages of now, in words and as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pymupdf
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DPI = 50
QUALITY = 60
BLOCK = 5
"""The side of a square, in pixels, whose lightness is compared: some 2.5 mm of the page."""

APART = 4.0
"""By how many of 255 steps the mean colour of a square has to differ: a hairline or a comma does by more."""

MM = 25.4 / DPI
RED = (200, 30, 30)


@dataclass(frozen=True)
class Change:
    """A page that differs: its number from 1, what there is to say of it, and both pictures with what is between."""

    page: int
    says: str
    picture: Image.Image


def pictures(pdf: bytes) -> list[Image.Image]:
    """Give the pages of a PDF as pictures."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        drawn = [page.get_pixmap(dpi=DPI, colorspace=pymupdf.csRGB, alpha=False) for page in document]
        return [Image.frombytes("RGB", (each.width, each.height), each.samples) for each in drawn]


def keep(folder: Path, pages: list[Image.Image]) -> None:
    """Keep pages as the golden ones of a folder, and no others."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.webp"):
        old.unlink()
    for number, page in enumerate(pages, 1):
        (folder / f"{number:02}.webp").write_bytes(_packed(page))


def _packed(page: Image.Image) -> bytes:
    out = BytesIO()
    page.save(out, "WEBP", quality=QUALITY, method=6)
    return out.getvalue()


def kept(folder: Path) -> list[Image.Image]:
    """Give the golden pages of a folder."""
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("*.webp"))]


def changes(before: list[Image.Image], pdf: bytes) -> Iterator[Change]:
    """Give each page that differs from its golden picture; the pages that are more or fewer come last."""
    # Packed as those that are kept, since packing changes a picture.
    now = [Image.open(BytesIO(_packed(page))).convert("RGB") for page in pictures(pdf)]
    for number, (old, new) in enumerate(zip(before, now, strict=False), 1):
        squares = _differing(old, new)
        if squares is None:
            yield Change(number, f"is {_size(new)} and was {_size(old)}", _beside(old, new))
        elif squares.any():
            yield Change(number, _told(squares, pdf, number), _beside(old, new, _marked(new, squares)))
    for number, extra in enumerate(now[len(before) :], len(before) + 1):
        yield Change(number, "is new", extra)
    for number, gone in enumerate(before[len(now) :], len(now) + 1):
        yield Change(number, "is gone", gone)


def _differing(old: Image.Image, new: Image.Image) -> np.ndarray | None:
    """Give which squares of a page differ, row by row; nothing where the pages differ in size."""
    if old.size != new.size:
        return None
    differing: np.ndarray = np.abs(_squares(old) - _squares(new)).max(axis=2) > APART
    return differing


def _squares(page: Image.Image) -> np.ndarray:
    """Give the mean colour of each square of a page; what is left at the edges belongs to none."""
    wide, high = (side // BLOCK * BLOCK for side in page.size)
    pixels = np.asarray(page.crop((0, 0, wide, high)), dtype=float)
    means: np.ndarray = pixels.reshape(high // BLOCK, BLOCK, wide // BLOCK, BLOCK, 3).mean(axis=(1, 3))
    return means


def _told(squares: np.ndarray, pdf: bytes, number: int) -> str:
    """Say where a page differs, and which words stand there now."""
    rows, columns = np.nonzero(squares)
    left, right = columns.min() * BLOCK, (columns.max() + 1) * BLOCK
    head, foot = rows.min() * BLOCK, (rows.max() + 1) * BLOCK
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        scale = 72 / DPI
        area = pymupdf.Rect(left * scale, head * scale, right * scale, foot * scale)
        words = " ".join(document[number - 1].get_text("text", clip=area).split())
    share = 100 * squares.mean()
    where = f"{left * MM:.0f} to {right * MM:.0f} mm from the left, {head * MM:.0f} to {foot * MM:.0f} mm from the head"
    return f"differs by {share:.1f} per cent, {where}: “{words[:80]}{'…' if len(words) > 80 else ''}”"


def _marked(page: Image.Image, squares: np.ndarray) -> Image.Image:
    """Give a page, paled, with the squares that differ in red."""
    marked = Image.blend(page, Image.new("RGB", page.size, "white"), 0.6)
    for row, column in zip(*np.nonzero(squares), strict=True):
        box = (column * BLOCK, row * BLOCK, (column + 1) * BLOCK, (row + 1) * BLOCK)
        marked.paste(Image.blend(page.crop(box), Image.new("RGB", (BLOCK, BLOCK), RED), 0.6), box)
    return marked


def _beside(*pages: Image.Image) -> Image.Image:
    """Give pages side by side: as it was, as it is, and what differs."""
    wide = sum(page.width + 8 for page in pages)
    sheet = Image.new("RGB", (wide, max(page.height for page in pages)), "grey")
    left = 0
    for page in pages:
        sheet.paste(page, (left, 0))
        left += page.width + 8
    return sheet


def _size(page: Image.Image) -> str:
    return f"{page.width * MM:.0f} × {page.height * MM:.0f} mm"


def png(picture: Image.Image) -> bytes:
    """Give a picture as a PNG."""
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
