"""Pages as pictures: drawn when a browser asks for them, in a process of their own, the last ones kept."""

from __future__ import annotations

import asyncio
import io
from collections import OrderedDict
from typing import TYPE_CHECKING, Self

from publish.pool import Workers

if TYPE_CHECKING:
    from types import TracebackType

NARROWEST, WIDEST = 100, 3200
"""How wide a picture may be asked for, in pixels."""

KEPT = 100
"""How many pictures are kept: those that several windows show, and those that somebody scrolls back to."""


def picture(pdf: bytes, page: int, width: int) -> bytes:
    """Give a page of a PDF, counted from 0, as a PNG that is ``width`` pixels wide."""
    from publish.facsimile import drawn, opened  # noqa: PLC0415  it is drawn elsewhere than it is asked for

    with opened(pdf) as document:
        shown = document[page]
        made = drawn(shown, width / shown.rect.width)
    out = io.BytesIO()
    # It is on its way for a millisecond, and packing it well would take a third of a second.
    made.save(out, "PNG", compress_level=1)
    return out.getvalue()


class Pictures:
    """Whoever draws pages; MuPDF isn't safe beside threads, and a page that ends it doesn't end the preview."""

    def __init__(self) -> None:
        self._workers = Workers(1, "publish.pdf.worker")
        self._kept: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.close()

    async def draw(self, drawing: str, pdf: bytes, page: int, width: int) -> bytes:
        """Give a page of a part's PDF, known by its digest, as a PNG."""
        key = (drawing, page, width)
        if key not in self._kept:
            self._kept[key] = await asyncio.wrap_future(self._workers.submit(picture, pdf, page, width))
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]
