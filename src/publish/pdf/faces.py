"""One subset for one font over all parts, joined out of the parts' own subsets; pikepdf and fontTools alone."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pikepdf import Array

from publish.pdf.tounicode import cmap_of, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# What a PDF reader takes from a TrueType font whose codes are glyph numbers (ISO 32000-1, 9.9).
_TABLES = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
_LARGEST = (
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

    Each subset comes with the numbers of the glyphs that it was made for. Up to the highest of them a glyph has the
    number that it has in the whole font; behind it stand parts of composite glyphs, renumbered in each subset by
    itself, which get numbers of their own behind all others.
    """
    fonts = [TTFont(BytesIO(program), recalcBBoxes=False, recalcTimestamp=False) for program, _glyphs in subsets]
    union = _Union(max(max(wanted, default=0) for _program, wanted in subsets) + 1)
    for font, (_program, wanted) in zip(fonts, subsets, strict=True):
        union.add(font, wanted)
    base = fonts[0]
    for field in _LARGEST:
        setattr(base["maxp"], field, max(getattr(font["maxp"], field) for font in fonts))
    for tag in {*base.keys()} - {*_TABLES, "GlyphOrder"}:
        del base[tag]
    union.put(base)
    out = BytesIO()
    base.save(out, reorderTables=None)
    return out.getvalue()


class _Union:
    """Glyphs of several subsets by number; names are made of the numbers, since each subset has its own."""

    def __init__(self, count: int) -> None:
        self._glyphs: dict[int, Any] = {}
        self._metrics: dict[int, tuple[int, int]] = {}
        self._moved: dict[object, int] = {}
        self._next = count

    def add(self, font: TTFont, wanted: frozenset[int]) -> None:
        """Add the glyphs that a subset was made for, and the parts of those that are composite."""
        order = {name: number for number, name in enumerate(font.getGlyphOrder())}
        names = font.getGlyphOrder()
        last = max(wanted, default=0)
        for number in sorted({0, *wanted}):
            self._add(font, names[number], number, order, last)

    def _add(self, font: TTFont, name: str, number: int, order: Mapping[str, int], last: int) -> None:
        if number in self._glyphs:
            return
        glyph = font["glyf"].glyphs[name]
        self._glyphs[number] = glyph
        self._metrics[number] = font["hmtx"].metrics[name]
        if glyph.isComposite():
            glyph.expand(font["glyf"])
            for part in glyph.components:
                there = self._number(font, part.glyphName, order[part.glyphName], last)
                self._add(font, part.glyphName, there, order, last)
                part.glyphName = _name(there)

    def _number(self, font: TTFont, name: str, number: int, last: int) -> int:
        """Give the number of a composite's part: its own, or a new one where the subset has moved it."""
        if number <= last:
            return number
        glyph = font["glyf"].glyphs[name]
        # An accent is the same in all subsets. A composite part, as of Ậ, isn't: its bytes hold its subset's numbers.
        key: object = (font, number) if glyph.isComposite() else bytes(glyph.data)
        if key not in self._moved:
            self._moved[key] = self._next
            self._next += 1
        return self._moved[key]

    def put(self, base: TTFont) -> None:
        """Give a font these glyphs in place of its own; numbers that nothing uses are empty."""
        names = [_name(number) for number in range(self._next)]
        base.setGlyphOrder(names)
        base["glyf"].glyphOrder = names
        base["glyf"].glyphs = {_name(number): self._glyphs.get(number, Glyph()) for number in range(self._next)}
        base["hmtx"].metrics = {_name(number): self._metrics.get(number, (0, 0)) for number in range(self._next)}


def _name(number: int) -> str:
    return f"glyph{number:05}"


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
