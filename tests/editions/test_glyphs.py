"""Every glyph of the joined fonts is drawn as in the font it came from: no validator sees a wrong letter."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from publish.house import house_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.editions.conftest import Built


def outline(font: TTFont, number: int) -> Any:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getGlyphOrder()[number]].draw(pen)
    return pen.value


def embedded(file: pikepdf.Pdf) -> Iterator[tuple[str, TTFont, list[int]]]:
    seen = set()
    for page in file.pages:
        for font in page.Resources.get("/Font", {}).values():
            face = font.DescendantFonts[0]
            if face.objgen not in seen:
                seen.add(face.objgen)
                widths = list(face.W)
                numbers = [
                    int(start) + place
                    for start, run in zip(widths[::2], widths[1::2], strict=True)
                    for place in range(len(run))
                ]
                yield str(font.BaseFont), TTFont(BytesIO(face.FontDescriptor.FontFile2.read_bytes())), numbers


def test_every_glyph_is_that_of_its_font(built: Built) -> None:
    whole = {
        path.name: TTFont(BytesIO(path.read_bytes()), lazy=True)
        for path in sorted(house_folder("fonts").rglob("*.ttf"))
    }
    with pikepdf.open(built.files["screen"]) as pdf:
        for name, font, numbers in embedded(pdf):
            assert numbers
            drawn = {number: outline(font, number) for number in numbers}
            matching = [
                file
                for file, full in whole.items()
                if all(
                    number < len(full.getGlyphOrder()) and outline(full, number) == drawn[number] for number in numbers
                )
            ]
            assert matching, f"{name} has a glyph that is in none of the project's fonts under its number"
