"""A page of a PDF as a picture."""

from __future__ import annotations

import io

import pymupdf
from PIL import Image


def jpeg(pdf: bytes, *, page: int = 0, width: int = 1600, quality: int = 88) -> bytes:
    """Give a page, counted from 0, as a JPEG in sRGB that is ``width`` pixels wide."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        shown = document[page]
        scale = width / shown.rect.width
        pixels = shown.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False)
    # Each copy of the pixels is as large as all else that a build of an EPUB holds there.
    picture = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples_mv)
    del pixels
    size = width, round(width * picture.height / picture.width)
    if picture.size != size:
        picture = picture.resize(size)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
