"""The cover as a file of its own, for binding with glue: back, spine and front side by side on one page."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary

from publish.measures import Edges, Length
from publish.sheet import Sheet


def spine_width(pages: int, thickness: Length) -> Length:
    """Give how wide the spine of so many inside pages is: two pages are one leaf of this thickness."""
    return Length(round(-(-pages // 2) * thickness.value, 4), thickness.unit)


def spread_sheet(sheet: Sheet, spine: Length) -> Sheet:
    """Give the sheet of the whole cover out of a page's: its edges are fore-edges all round, the folds are inside."""
    bleed = Edges(sheet.bleed.top, sheet.bleed.outside, sheet.bleed.bottom, sheet.bleed.outside)
    return Sheet(sheet.width * 2 + spine.pt, sheet.height, bleed, sheet.marks, sheet.slug, sheet.offset)


def folds(sheet: Sheet, spine: Length) -> tuple[float, ...]:
    """Give where the cover is folded, in points from the left of its trim."""
    return (sheet.width, sheet.width + spine.pt)


def spread(back: bytes | None, spine: bytes, front: bytes | None, sheet: Sheet, width: Length, bleed: float) -> bytes:
    """Give one page with the drawings of the cover's parts, each cut off at the fold; ``bleed`` as theirs, in points.

    A back or a front that there isn't stays paper.
    """
    pdf = pikepdf.new()
    whole = sheet.width * 2 + width.pt
    page = pdf.add_blank_page(page_size=(whole + 2 * bleed, sheet.height + 2 * bleed))
    drawn = Dictionary()
    operations: list[str] = []
    places = (
        ("Back", back, 0.0, 0.0, sheet.width + bleed),
        ("Spine", spine, bleed + sheet.width, sheet.width, width.pt),
        ("Front", front, bleed + sheet.width + width.pt, sheet.width + width.pt, sheet.width + bleed),
    )
    for name, part, clip, place, wide in places:
        if part is None:
            continue
        with pikepdf.open(BytesIO(part)) as source:
            left, bottom, right, top = (float(value) for value in source.pages[0].mediabox)
            form = pdf.copy_foreign(source.pages[0].as_form_xobject())
        form.BBox = Array([left, bottom, right, top])
        drawn[f"/{name}"] = form
        operations.append(
            f"q {clip:.4f} 0 {wide:.4f} {sheet.height + 2 * bleed:.4f} re W n"
            f" 1 0 0 1 {place - left:.4f} {-bottom:.4f} cm /{name} Do Q"
        )
    page.obj.Resources = Dictionary(XObject=drawn)
    page.obj.Contents = pdf.make_stream("\n".join(operations).encode())
    page.obj.TrimBox = Array([bleed, bleed, bleed + whole, bleed + sheet.height])
    out = BytesIO()
    pdf.save(out, static_id=True, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return out.getvalue()
