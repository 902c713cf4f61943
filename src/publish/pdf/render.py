"""A page of a PDF as a picture."""

from __future__ import annotations

import io

import pypdfium2


def jpeg(pdf: bytes, *, page: int = 0, width: int = 1600, quality: int = 88) -> bytes:
    """Give a page, counted from 0, as a JPEG in sRGB that is ``width`` pixels wide."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        shown = document[page]
        picture = shown.render(scale=width / shown.get_width()).to_pil().convert("RGB")
        picture = picture.resize((width, round(width * picture.height / picture.width)))
    finally:
        document.close()
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
