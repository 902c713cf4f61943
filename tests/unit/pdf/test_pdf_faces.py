"""Joined fonts draw each glyph as the font it comes from, composite glyphs and their moved parts too."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pymupdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops
from tests.pages import laid_out
from tests.unit.pdf.conftest import FONTS, Made
from tests.unit.pdf.test_pdf_merge import info

from publish.pdf import engine
from publish.pdf.faces import joined
from publish.pdf.merge import merge
from publish.preparation import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path


MANUSCRIPT = FONTS.parent / "manuscript"

FILES = {
    "Source Serif 4": "source-serif-4/SourceSerif4_400Regular.ttf",
    "Source Sans 3": "source-sans-3/SourceSans3_400Regular.ttf",
    "Source Code Pro": "source-code-pro/SourceCodePro_400Regular.ttf",
}

TEXTS = (
    ("i", "é", "ÿ"),  # in Source Sans 3 i is made of two parts, which a subset of it alone puts where j and k stand
    ("jk", "i"),
    ("éi", "ÿi&", "íÿ§"),
    ("Ậ", "ẬặỆ", "Ặ&"),  # a part of Ậ is itself composite
    ("Ặ Ậ", "Ệ Ḷ", "Ḥ Ị"),
)


def subset(text: str, family: str, make: Callable[..., Made]) -> tuple[bytes, frozenset[int]]:
    """Give the font of a part that shows a text alone, and the numbers of the glyphs that it was made for."""
    made = make(f"<p>{text}</p>", css=f"@page {{ @bottom-center {{ content: none }} }} p {{ font-family: '{family}' }}")
    with pikepdf.open(io.BytesIO(made.drawn.pdf)) as pdf:
        [font] = pdf.pages[0].Resources.Font.values()
        face = font.DescendantFonts[0]
        widths = list(face.W)
        numbers = (
            int(start) + place
            for start, run in zip(widths[::2], widths[1::2], strict=True)
            for place in range(len(run))
        )
        return face.FontDescriptor.FontFile2.read_bytes(), frozenset(numbers)


def opened(program: bytes) -> TTFont:
    return TTFont(io.BytesIO(program))


def drawn(font: TTFont, number: int) -> tuple[Any, Any]:
    """Give the outline of a glyph, its parts put together, and its width with its left side bearing."""
    name, glyphs = font.getGlyphOrder()[number], font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value, font["hmtx"].metrics[name]


def composites(font: TTFont) -> dict[int, list[int]]:
    """Give the numbers of the parts of each composite glyph."""
    order = font.getGlyphOrder()
    return {
        number: [order.index(part.glyphName) for part in font["glyf"][name].components]
        for number, name in enumerate(order)
        if font["glyf"][name].isComposite()
    }


@pytest.mark.parametrize("family", FILES)
@pytest.mark.parametrize("texts", TEXTS, ids=" ".join)
def test_each_glyph_is_drawn_as_in_the_whole_font(texts: Sequence[str], family: str, make: Callable[..., Made]) -> None:
    subsets = [subset(text, family, make) for text in texts]
    whole, font = opened((FONTS / FILES[family]).read_bytes()), opened(joined(subsets))
    for number in sorted(frozenset().union(*(numbers for _program, numbers in subsets))):
        assert drawn(font, number) == drawn(whole, number), whole.getGlyphOrder()[number]


def test_these_subsets_are_hard_to_join(make: Callable[..., Made]) -> None:
    """The texts above try what they are for: numbers that mean different glyphs, and composites of composites."""
    i, e, y = (opened(subset(text, "Source Sans 3", make)[0]) for text in TEXTS[0])
    [(_i, parts)] = composites(i).items()
    assert max(parts) < len(e.getGlyphOrder()) < len(y.getGlyphOrder())
    assert all(drawn(i, part)[0] for part in parts)
    nested = composites(opened(subset("Ậ", "Source Sans 3", make)[0]))
    assert any(part in nested for parts in nested.values() for part in parts)


def pictures(pdf: bytes, dpi: int = 50) -> Iterator[Image.Image]:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        for page in document:
            pixels = page.get_pixmap(dpi=dpi, alpha=False)
            yield Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)


def different(left: Sequence[Image.Image], right: Sequence[Image.Image]) -> list[int]:
    """Give the pages, counted from 1, that don't look the same."""
    pairs = enumerate(zip(left, right, strict=True), 1)
    return [number for number, (a, b) in pairs if a.size != b.size or ImageChops.difference(a, b).getbbox()]


def test_merged_pages_look_like_those_of_the_parts(tmp_path: Path) -> None:
    edition, _ = prepare(MANUSCRIPT, "manuscript")
    pages, laid = laid_out(edition, MANUSCRIPT, tmp_path)
    parts = [engine.draw(each).pdf for each in laid]
    apart = [picture for part in parts for picture in pictures(part)]
    merged = list(pictures(merge(parts, info())))
    assert len(merged) == pages.count > 8
    assert different(merged, apart) == []


def test_a_wrong_letter_is_seen(make: Callable[..., Made]) -> None:
    """The comparison of pages tells letters apart that differ by an accent."""
    left, right = (list(pictures(make(f"<p>{text}</p>").drawn.pdf)) for text in ("Café", "Cafè"))
    assert different(left, right) == [1]
