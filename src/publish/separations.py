"""A page of a PDF as a press sees it: how much of each ink falls where, black that overprints included."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pymupdf

from publish.facsimile import opened

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


@contextmanager
def separated(pdf: bytes) -> Iterator[Separations]:
    """Open a PDF to have its plates; within `as_written` where inks are to stay as they are."""
    with opened(pdf) as document:
        yield Separations(document)


class Separations:
    """The pages of a PDF as plates."""

    def __init__(self, document: pymupdf.Document) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def plates(self, page: int, box: Box, dpi: float = DPI) -> Plates:
        """Give the plates of a page, counted from 0, within a box in points of the page's own space."""
        drawn = self._drawn(page, dpi, pymupdf.mupdf.fz_device_cmyk())
        left, top, right, bottom = self.pixels(page, box, dpi)
        return drawn[max(0, top) : bottom, max(0, left) : right]

    def shown(self, page: int, dpi: float = DPI) -> Plates:
        """Give a whole page as it will look, in RGB, through the profile of its output intent; not in `as_written`."""
        return self._drawn(page, dpi, pymupdf.mupdf.fz_device_rgb())

    def pixels(self, page: int, box: Box, dpi: float = DPI) -> tuple[int, int, int, int]:
        """Give a box of a page in pixels from the upper left corner of the sheet: left, top, right, bottom."""
        left, bottom, right, top = box
        media, scale = self._document[page].mediabox, dpi / 72
        across = (round((place - media.x0) * scale) for place in (left, right))
        down = (round((media.y1 - place) * scale) for place in (top, bottom))
        (left_, right_), (top_, bottom_) = across, down
        return left_, top_, right_, bottom_

    def _drawn(self, page: int, dpi: float, colours: Any) -> NDArray[np.uint8]:
        mupdf, scale = pymupdf.mupdf, dpi / 72
        loaded = self._document[page].this
        # An empty list of separations has MuPDF simulate overprint; without one it knocks out.
        pixels = mupdf.fz_new_pixmap_from_page_with_separations(
            loaded if isinstance(loaded, mupdf.FzPage) else mupdf.FzPage(loaded),
            mupdf.FzMatrix(scale, 0, 0, scale, 0, 0),
            colours,
            mupdf.fz_new_separations(0),
            0,
        )
        samples = mupdf.ll_fz_pixmap_samples(pixels.m_internal)
        memory = mupdf.python_memoryview_from_memory(samples, pixels.stride() * pixels.h(), 0)
        return np.frombuffer(memory, np.uint8).reshape((pixels.h(), pixels.w(), pixels.n())).copy()


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
