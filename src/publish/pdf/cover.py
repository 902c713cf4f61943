"""The cover as a file of its own, for binding with glue: back, spine and front side by side on one page."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary

from publish.measures import Edges, Length
from publish.pdf.marks import number
from publish.sheet import Sheet


def spine_width(pages: int, thickness: Length) -> Length:
    """Give how wide the spine of so many inside pages is: two pages are one leaf, and this is a leaf's thickness.

    The cover's own board and the glue aren't counted: binders who want an allowance name it.
    """
    return Length(round(-(-pages // 2) * thickness.value, 4), thickness.unit)


def spread_sheet(sheet: Sheet, spine: Length) -> Sheet:
    """Give the sheet of the whole cover out of a page's: its edges are fore-edges all round, the folds are inside."""
    bleed = Edges(sheet.bleed.top, sheet.bleed.outside, sheet.bleed.bottom, sheet.bleed.outside)
    return Sheet(sheet.width * 2 + spine.pt, sheet.height, bleed, sheet.marks, sheet.slug, sheet.offset)


def folds(sheet: Sheet, spine: Length) -> tuple[float, ...]:
    """Give where the cover is folded, in points from the left of its trim."""
    return (sheet.width, sheet.width + spine.pt)


def spread(
    left: bytes | None, spine: bytes | None, right: bytes | None, sheet: Sheet, width: Length, bleed: float
) -> bytes:
    """Give one page with the drawings of a cover's parts, each cut off at the fold; ``bleed`` as theirs, in points.

    Outside, the back cover is at the left and the front at the right; inside, it is the front's inside that is at the
    left. A part is a PDF of one page, a page of ``sheet`` or a spine of ``width``; what there isn't stays paper.
    """
    pdf = pikepdf.new()
    whole, high = sheet.width * 2 + width.pt, sheet.height + 2 * bleed
    drawn, operations = Dictionary(), []
    second, third = sheet.width, sheet.width + width.pt
    # For each part, where its page begins, and from where on and how wide it is seen: the folds have no bleed.
    places = (
        ("Left", left, 0.0, 0.0, sheet.width + bleed),
        ("Spine", spine, second, second + bleed, width.pt),
        ("Right", right, third, third + bleed, sheet.width + bleed),
    )
    for name, part, begins, seen_from, wide in places:
        if part is not None:
            with pikepdf.open(BytesIO(part)) as source:
                media = [float(value) for value in source.pages[0].mediabox]
                form = pdf.copy_foreign(source.pages[0].as_form_xobject())
                # It would be cut off at the trim.
                form.BBox = Array(media)
                drawn[f"/{name}"] = form
            clip = f"{number(seen_from)} 0 {number(wide)} {number(high)} re W n"
            move = f"1 0 0 1 {number(begins - media[0])} {number(-media[1])} cm"
            operations.append(f"q {clip} {move} /{name} Do Q")
    page = pdf.add_blank_page(page_size=(whole + 2 * bleed, high))
    page.obj.Resources = Dictionary(XObject=drawn)
    page.obj.Contents = pdf.make_stream("\n".join(operations).encode())
    page.obj.TrimBox = Array([bleed, bleed, bleed + whole, bleed + sheet.height])
    out = BytesIO()
    pdf.save(out, static_id=True, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()
