"""Proof sheets for people: the pages of a press PDF as pictures, with trim, bleed and safe zone, and its plates."""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pikepdf
from PIL import Image, ImageDraw, ImageFont, ImageOps

from publish.separations import INKS, as_written, separated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publish.measures import Edges

    Pixels = tuple[int, int, int, int]

DPI = 110
_ROOM, _ON_A_SHEET = 8, 40
_TRIM, _BLEED, _SAFE = (214, 40, 57), (214, 40, 57, 60), (0, 122, 204)
_GROUND = (112, 114, 118)


def proof(pdf: bytes, safe: Edges, labels: Sequence[str], limit: int, font: bytes) -> Iterator[tuple[str, bytes]]:
    """Give the names and bytes of the proof's files: PNGs of pages, overlays, plates and ink, contact sheets, an index.

    ``safe`` is the zone that is kept free of text, ``limit`` the most ink in per cent, ``font`` the TrueType file for
    labels. One page is in memory at a time; the same PDF gives the same bytes.
    """
    small: list[tuple[str, Image.Image]] = []
    with separated(pdf) as drawn, pikepdf.open(BytesIO(pdf)) as document:
        for number, label in enumerate(labels):
            whole = Image.fromarray(drawn.shown(number, DPI))
            trim, bleed = (drawn.pixels(number, _box(document.pages[number], name), DPI) for name in ("Trim", "Bleed"))
            cut = whole.crop(trim)
            yield f"page-{label:0>2}.png", _png(cut)
            yield f"page-{label:0>2}-overlay.png", _png(_overlaid(whole, trim, bleed, safe, label, font))
            small.append((label, ImageOps.contain(cut, (300, 420), Image.Resampling.LANCZOS)))
    yield from _plates(pdf, labels, limit)
    sheets = [small[start : start + _ON_A_SHEET] for start in range(0, len(small), _ON_A_SHEET)]
    for number, sheet in enumerate(sheets, 1):
        yield f"contact-{number}.png", _png(_contact(sheet, font))
    yield "index.html", _index(labels, len(sheets)).encode()


def _box(page: pikepdf.Page, name: str) -> tuple[float, float, float, float]:
    """Give a page's TrimBox or BleedBox in points."""
    left, bottom, right, top = (float(value) for value in page.obj[f"/{name}Box"])
    return left, bottom, right, top


def _overlaid(whole: Image.Image, trim: Pixels, bleed: Pixels, safe: Edges, label: str, font: bytes) -> Image.Image:
    """Draw the trim, what is cut off beyond it, and the zone that is kept free of text."""
    veil = Image.new("RGBA", whole.size, (0, 0, 0, 0))
    brush = ImageDraw.Draw(veil)
    brush.rectangle(bleed, fill=_BLEED)
    brush.rectangle(trim, fill=(0, 0, 0, 0), outline=(*_TRIM, 255), width=2)
    left, bottom, right, top = (
        round(value * DPI / 72) for value in safe.points(recto=not label.isdigit() or int(label) % 2 == 1)
    )
    zone = (trim[0] + left, trim[1] + top, trim[2] - right, trim[3] - bottom)
    brush.rectangle(zone, outline=(*_SAFE, 255), width=1)
    type_ = ImageFont.truetype(BytesIO(font), 17)
    words = f"{label}   trim: red   bleed: tinted   free of text outside: blue"
    brush.rectangle(
        (zone[0], zone[1], zone[0] + brush.textlength(words, type_) + 12, zone[1] + 26), fill=(255, 255, 255, 225)
    )
    brush.text((zone[0] + 6, zone[1] + 3), words, fill=(20, 20, 20, 255), font=type_)
    return Image.alpha_composite(whole.convert("RGBA"), veil).convert("RGB")


def _plates(pdf: bytes, labels: Sequence[str], limit: int) -> Iterator[tuple[str, bytes]]:
    with as_written(), separated(pdf) as separations:
        for number, label in enumerate(labels):
            plates = separations.plates(number, (-1e4, -1e4, 1e4, 1e4), DPI / 2)
            for channel, ink in enumerate(INKS):
                yield f"page-{label:0>2}-{ink}.png", _png(Image.fromarray(255 - plates[:, :, channel]))
            yield f"ink-{label:0>2}.png", _png(_heat(plates.sum(axis=2, dtype=np.uint16) / 2.55, limit))


def _heat(total: Any, limit: int) -> Image.Image:
    """Give the sum of the inks as light to dark, and in red where it is over the limit."""
    grey = (255 - np.clip(total / 400, 0, 1) * 235).astype(np.uint8)
    shown = np.dstack([grey, grey, grey])
    shown[total > limit] = _TRIM
    return Image.fromarray(shown)


def _contact(pages: Sequence[tuple[str, Image.Image]], font: bytes) -> Image.Image:
    """Lay pages out as readers see them: facing pages side by side, each under its number."""
    width, height = (max(image.size[side] for _label, image in pages) for side in (0, 1))
    places: list[int] = []
    at = 0
    for label, _image in pages:
        verso = label.isdigit() and int(label) % 2 == 0
        at += (at % 2 != 0) if verso else (at % 2 == 0)
        places.append(at)
        at += 1
    across = 8
    rows = max(places) // across + 1
    step = height + 34
    sheet = Image.new("RGB", (across * width + (across // 2 + 1) * 3 * _ROOM, rows * step + _ROOM), _GROUND)
    brush, type_ = ImageDraw.Draw(sheet), ImageFont.truetype(BytesIO(font), 17)
    for place, (label, image) in zip(places, pages, strict=True):
        column = place % across
        x = 3 * _ROOM + column * width + (column // 2) * 3 * _ROOM
        y = (place // across) * step + _ROOM
        sheet.paste(image, (x, y))
        brush.text((x + 4, y + height + 4), label, fill=(255, 255, 255), font=type_)
    return sheet


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _index(labels: Sequence[str], sheets: int) -> str:
    """Give a page that shows all of it, without script, for a browser."""
    contacts = "\n".join(
        f'<p><img src="contact-{number}.png" alt="All pages in spreads, sheet {number} of {sheets}"></p>'
        for number in range(1, sheets + 1)
    )
    return _PAGE.format(contacts=contacts, pages="\n".join(_section(escape(label)) for label in labels))


def _section(label: str) -> str:
    name = f"{label:0>2}"
    plates = "\n".join(
        f'<figure><img loading="lazy" src="page-{name}-{ink}.png" alt="Page {label}, the {ink} plate">'
        f"<figcaption>{ink}</figcaption></figure>"
        for ink in INKS
    )
    return f"""<section aria-labelledby="p{label}"><h2 id="p{label}">Page {label}</h2>
<div class="row"><figure>
<img loading="lazy" src="page-{name}-overlay.png" alt="Page {label} with trim, bleed and safe zone">
<figcaption>With trim, bleed and safe zone</figcaption></figure>
<figure><img loading="lazy" src="ink-{name}.png" alt="Page {label}, the sum of its inks">
<figcaption>The sum of the inks; red is over the limit</figcaption></figure></div>
<div class="row plates">{plates}</div></section>"""


_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Proof</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 2rem auto; max-width: 72rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }}
img {{ max-width: 100%; height: auto; }}
.row {{ display: flex; flex-wrap: wrap; gap: 1rem; }}
figure {{ margin: 0; flex: 1 1 18rem; }}
.plates figure {{ flex: 1 1 9rem; }}
h2 {{ margin-top: 3rem; border-top: 2px solid; padding-top: .5rem; }}
</style></head><body><main>
<h1>Proof</h1>
{contacts}
{pages}
</main></body></html>
"""
