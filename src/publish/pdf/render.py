"""A page of a PDF as a picture."""

from __future__ import annotations

import io

from publish.facsimile import drawn, opened


def jpeg(pdf: bytes, *, page: int = 0, width: int = 1600, quality: int = 88) -> bytes:
    """Give a page, counted from 0, as a JPEG in sRGB that is ``width`` pixels wide."""
    with opened(pdf) as document:
        shown = document[page]
        picture = drawn(shown, width / shown.rect.width)
    size = width, round(width * picture.height / picture.width)
    if picture.size != size:
        picture = picture.resize(size)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
