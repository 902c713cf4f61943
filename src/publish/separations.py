"""A page of a PDF as a press sees it: how much of each ink falls where, black that overprints included."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pymupdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Plates = NDArray[np.uint8]
    """Height × width × 4: cyan, magenta, yellow and black, 255 where all of the ink falls."""

INKS = ("cyan", "magenta", "yellow", "black")
WINDOW = 15.0
"""The side, in millimetres, of the squares over which ink is averaged (GWG 2022, R0026)."""

DPI = 50
"""Ten samples to five millimetres: enough for a mean over fifteen, and a quick look at every page."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """The ink of a page, in per cent: the largest mean over a square, the most at one place, and where each is.

    Places are in millimetres from the upper left corner of the trim; that of a square is its middle.
    """

    mean: float
    at: tuple[float, float]
    maximum: float
    maximum_at: tuple[float, float]


@contextmanager
def as_written() -> Iterator[None]:
    """Have MuPDF leave the numbers of inks as they are: it would convert them between profiles."""
    pymupdf.TOOLS.set_icc(False)
    # What it has to say of a damaged file, it says on standard output.
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    try:
        yield
    finally:
        pymupdf.TOOLS.set_icc(True)


class Separations:
    """The pages of a PDF as plates; to be used within `as_written` where inks are to stay as they are."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pymupdf.open(stream=pdf, filetype="pdf")

    def __len__(self) -> int:
        return len(self._document)

    def plates(self, page: int, box: Box, dpi: float = DPI) -> Plates:
        """Give the plates of a page, counted from 0, within a box in points of the page's own space."""
        pixels = self._drawn(page, dpi, pymupdf.mupdf.fz_device_cmyk())
        shape = (pixels.h(), pixels.w(), pixels.n())
        memory = pymupdf.mupdf.python_memoryview_from_memory(
            pymupdf.mupdf.ll_fz_pixmap_samples(pixels.m_internal), pixels.stride() * pixels.h(), 0
        )
        drawn = np.frombuffer(memory, np.uint8).reshape(shape).copy()
        return drawn[self._window(page, box, dpi, drawn.shape[0])]

    def _drawn(self, page: int, dpi: float, colours: Any) -> Any:
        mupdf = pymupdf.mupdf
        scale = dpi / 72
        loaded = self._document[page].this
        if not isinstance(loaded, mupdf.FzPage):
            loaded = mupdf.FzPage(loaded)
        # An empty list of separations has MuPDF simulate overprint; without one it knocks out.
        return mupdf.fz_new_pixmap_from_page_with_separations(
            loaded, mupdf.FzMatrix(scale, 0, 0, scale, 0, 0), colours, mupdf.fz_new_separations(0), 0
        )

    def _window(self, page: int, box: Box, dpi: float, height: int) -> tuple[slice, slice]:
        left, bottom, right, top = box
        media = self._document[page].mediabox
        scale = dpi / 72
        rows = slice(max(0, round((media.y1 - top) * scale)), min(height, round((media.y1 - bottom) * scale)))
        return rows, slice(max(0, round((left - media.x0) * scale)), round((right - media.x0) * scale))


def ink(plates: Plates, dpi: float, margin: tuple[float, float]) -> Ink:
    """Give the ink of a page's plates, which reach over the trim by ``margin`` left and above, in millimetres."""
    total = plates.sum(axis=2, dtype=np.uint16)
    unit = 25.4 / dpi
    side = max(1, min(round(WINDOW / unit), *total.shape))
    sums = np.zeros((total.shape[0] + 1, total.shape[1] + 1), np.int64)
    np.cumsum(np.cumsum(total, axis=0, dtype=np.int64), axis=1, out=sums[1:, 1:])
    squares = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    row, column = np.unravel_index(int(squares.argmax()), squares.shape)
    high, wide = np.unravel_index(int(total.argmax()), total.shape)

    def place(x: float, y: float) -> tuple[float, float]:
        return round(x * unit - margin[0], 1), round(y * unit - margin[1], 1)

    return Ink(
        round(float(squares[row, column]) / side**2 / 2.55, 1),
        place(column + side / 2, row + side / 2),
        round(float(total[high, wide]) / 2.55, 1),
        place(wide + 0.5, high + 0.5),
    )
