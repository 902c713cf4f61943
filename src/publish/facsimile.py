"""Pages of a PDF as pictures, by MuPDF, which keeps nothing of a file that is closed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pymupdf
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def opened(pdf: bytes) -> Iterator[pymupdf.Document]:
    """Open a PDF to draw its pages, and forget it at the end.

    MuPDF keeps decoded pictures for whoever may want them again, of closed files too, without an end: a process that
    judges an archive would come to gigabytes.
    """
    try:
        with pymupdf.open(stream=pdf, filetype="pdf") as document:
            yield document
    finally:
        pymupdf.TOOLS.store_shrink(100)


def drawn(page: pymupdf.Page, scale: float) -> Image.Image:
    """Give a page in sRGB on white, with so many pixels to the point."""
    matrix = pymupdf.Matrix(scale, scale)
    pixels = page.get_pixmap(matrix=matrix, colorspace=pymupdf.csRGB, alpha=False)
    # A view, since a page's pixels are the largest thing that there is here.
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples_mv)
