"""Pages as pictures: what they look like, and that nothing of a file is kept when it is closed."""

from __future__ import annotations

import io
import multiprocessing
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from publish.facsimile import drawn, opened

PAGES_HELD = Path("/proc/self/statm")


def with_picture(width: int, height: int) -> bytes:
    """Give a PDF of one page, 100 points wide, that a picture covers."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 80).convert("RGB").save(out, "JPEG")
    document = pymupdf.open()
    page = document.new_page(width=100, height=150)
    page.insert_image(page.rect, stream=out.getvalue(), keep_proportion=False)
    return bytes(document.tobytes())


def test_a_page_has_so_many_pixels_to_the_point() -> None:
    with opened(with_picture(600, 800)) as document:
        picture = drawn(document[0], 2)
    assert (picture.mode, picture.size) == ("RGB", (200, 300))
    assert len(picture.getcolors(200 * 300) or ()) > 50


def grown(times: int) -> float:
    """Give by how many megabytes this process grows when it opens one file after the other, and draws each."""

    def held() -> float:
        return int(PAGES_HELD.read_bytes().split()[1]) * 4096 / 1e6

    files = [with_picture(1500 + number, 2250) for number in range(times)]
    before = 0.0
    for number, file in enumerate(files):
        with opened(file) as document:
            drawn(document[0], 15)
        if number == 1:  # what any first one takes
            before = held()
    return held() - before


@pytest.mark.skipif(not PAGES_HELD.exists(), reason="only Linux tells what a process holds")
def test_nothing_of_a_file_is_kept_when_it_is_closed() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(grown, (10,)) < 20
