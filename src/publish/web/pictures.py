"""Pictures for the web: those of the articles, photographs in several sizes, and the cover in two formats."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from publish.tree import Image as Shown
from publish.walk import query
from publish.web.issue import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.edition import Edition
    from publish.renditions import Rendition

COVER_WIDTHS = (240, 480, 960)
"""Widths of the cover in pixels: a phone's grid, a fine screen's, and alone on the page."""

WIDTHS = (640, 1280)
"""Widths in pixels of photographs that are larger, beside their own."""

Sizes = tuple[tuple[str, int], ...]


def renditions(edition: Edition) -> Iterator[tuple[str, str, Rendition]]:
    """Give each picture that articles show, as readers want it: its path, its address below the page, itself."""
    wanted = {node.path for article in edition.publication.documents for node in query(article, Shown)}
    taken: set[str] = set()
    for path in sorted(wanted):
        made = edition.renditions[path]
        stem = re.sub(r"[^A-Za-z0-9-]+", "-", path.rpartition("/")[2].rpartition(".")[0]).strip("-") or "picture"
        name, count = stem, 1
        while name.lower() in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(name.lower())
        yield path, f"images/{name}{made.extension}", made


def smaller(address: str, rendition: Rendition) -> dict[str, tuple[int, bytes]]:
    """Give a photograph in the smaller widths, by address: how wide each is, and its bytes; a drawing has none."""
    if rendition.media_type != "image/jpeg":
        return {}
    stem = address.rpartition(".")[0]
    with Image.open(BytesIO(rendition.data)) as image:
        # The point keeps an address apart from those of pictures, whose names have none.
        return {f"{stem}.{width}.jpg": (width, _scaled(image, width, "JPEG"))
                for width in WIDTHS if width < rendition.width * 0.8}  # fmt: skip


def covers(cover: bytes) -> tuple[tuple[Picture, bytes], ...]:
    """Give the cover in each width that it has, as WebP and as JPEG; the smallest is there in any case."""
    with Image.open(BytesIO(cover)) as image:
        widths = [width for width in COVER_WIDTHS if width <= image.width] or [image.width]
        made = []
        for width in widths:
            height = round(image.height * width / image.width)
            for kind, suffix in (("WEBP", "webp"), ("JPEG", "jpg")):
                picture = Picture(f"cover.{width}.{suffix}", f"image/{kind.lower()}", width, height)
                made.append((picture, _scaled(image, width, kind)))
    return tuple(made)


def _scaled(image: Image.Image, width: int, kind: str) -> bytes:
    """Give a picture at a width, the same bytes for the same picture."""
    colours = image if image.mode in {"RGB", "L"} else image.convert("RGB")
    made = colours.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    made.info = {}
    output = BytesIO()
    if kind == "WEBP":
        made.save(output, kind, quality=80, method=6)
    else:
        made.save(output, kind, quality=82, subsampling="4:2:0", optimize=True, progressive=True)
    return output.getvalue()
