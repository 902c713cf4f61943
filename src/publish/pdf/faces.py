"""One subset for one font over all parts, joined out of the parts' own subsets; pikepdf and fontTools alone."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array

from publish.pdf.tounicode import cmap_of, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# What a PDF reader takes from a TrueType font whose codes are glyph numbers (ISO 32000-1, 9.9).
_TABLES = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
_LARGEST = (
    "numGlyphs",
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxSizeOfInstructions",
    "maxComponentElements",
    "maxComponentDepth",
)


def one_subset_a_font(pdf: pikepdf.Pdf, resources: Sequence[Any]) -> None:
    """Have all fonts of one name, in these resource dictionaries, share one subset with the glyphs of all.

    A part's subset keeps the numbers that glyphs have in the whole font, so subsets of one font are joined glyph by
    glyph. Only TrueType fonts with codes that are glyph numbers are joined; others are left as they are.
    """
    groups: dict[str, list[tuple[Any, str]]] = {}
    for fonts in (found.get("/Font") for found in resources):
        for name, font in fonts.items() if fonts is not None else ():
            if _is_joinable(font):
                groups.setdefault(str(font.BaseFont), []).append((fonts, name))
    for places in groups.values():
        _share_face(pdf, [fonts[name] for fonts, name in places])
    names = sorted({name for places in groups.values() for _fonts, name in places})
    for name in names:
        _share_texts(pdf, [fonts for places in groups.values() for fonts, other in places if other == name], name)


def _is_joinable(font: Any) -> bool:
    if font.get("/Subtype") != "/Type0" or font.get("/Encoding") != "/Identity-H":
        return False
    face = font.DescendantFonts[0]
    return bool(
        "/ToUnicode" in font and face.get("/CIDToGIDMap") == "/Identity" and "/FontFile2" in face.FontDescriptor
    )


def _share_face(pdf: pikepdf.Pdf, fonts: Sequence[Any]) -> None:
    """Give all these fonts the first one's face, with the glyphs and the widths of all."""
    faces = {font.DescendantFonts[0].objgen: font.DescendantFonts[0] for font in fonts}
    widths = [dict(_each_width(list(face.get("/W", [])))) for face in faces.values()]
    files = [face.FontDescriptor.FontFile2 for face in faces.values()]
    first = next(iter(faces.values()))
    if len(faces) > 1:
        program = joined([(file.read_bytes(), frozenset(own)) for file, own in zip(files, widths, strict=True)])
        first.FontDescriptor.FontFile2 = pdf.make_stream(program, Length1=len(program))
        first.W = _widths({glyph: width for own in reversed(widths) for glyph, width in own.items()})
    for font in fonts:
        font.DescendantFonts = Array([first])


def _share_texts(pdf: pikepdf.Pdf, places: Sequence[Any], name: str) -> None:
    """Keep one font under a name where no glyph means two things, else as few as can be told apart."""
    kept: list[tuple[Any, dict[int, str]]] = []
    for fonts in places:
        own = texts(fonts[name].ToUnicode.read_bytes())
        same = (both for both in kept if all(both[1].get(code, text) == text for code, text in own.items()))
        font, known = next(same, (fonts[name], {}))
        if not known:
            kept.append((font, known))
        known |= own
        fonts[name] = font
    for font, known in kept:
        font.ToUnicode = pdf.make_stream(cmap_of(known))


def joined(subsets: Sequence[tuple[bytes, frozenset[int]]]) -> bytes:
    """Give a TrueType font with the glyphs of all these subsets of one font, each under its number.

    Each subset comes with the numbers of the glyphs that it was made for; of any other it has no true width.
    """
    fonts = [TTFont(BytesIO(program), recalcBBoxes=False, recalcTimestamp=False) for program, _glyphs in subsets]
    largest = max(fonts, key=lambda font: int(font["maxp"].numGlyphs))
    order = largest.getGlyphOrder()
    for font, (_program, wanted) in zip(fonts, subsets, strict=True):
        for number, name in enumerate(font.getGlyphOrder()):
            # A glyph that nothing asked for may be a part of one that was: é holds e and an accent.
            if getattr(font["glyf"].glyphs[name], "data", b""):
                largest["glyf"].glyphs[order[number]] = font["glyf"].glyphs[name]
            if number in wanted:
                largest["hmtx"].metrics[order[number]] = font["hmtx"].metrics[name]
        for field in _LARGEST:
            setattr(largest["maxp"], field, max(getattr(largest["maxp"], field), getattr(font["maxp"], field)))
    for tag in {*largest.keys()} - {*_TABLES, "GlyphOrder"}:
        del largest[tag]
    out = BytesIO()
    largest.save(out, reorderTables=None)
    return out.getvalue()


def _widths(widths: Mapping[int, Any]) -> Array:
    """Give widths in the form of /W (ISO 32000-1, 9.7.4.3)."""
    runs: list[Any] = []
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            runs += [glyph, []]
        runs[-1].append(widths[glyph])
    return Array([Array(item) if isinstance(item, list) else item for item in runs])


def _each_width(items: list[Any]) -> Iterator[tuple[int, Any]]:
    for start, several in zip(items[::2], items[1::2], strict=True):
        yield from enumerate(several, int(start))
