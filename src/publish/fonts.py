"""Fonts: the faces in `fonts/<family>/`, which of them a stylesheet names, what they lack, and their subsets."""

from __future__ import annotations

import logging
import os
import re
import unicodedata
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import tinycss2
from fontTools.pens.basePen import NullPen
from fontTools.ttLib import TTFont

from publish.diagnostics import Diagnostic, PublishError, Severity
from publish.fontfiles import LARGEST, LONGEST_NAMES, MOST_CHARACTERS, characters_named, names_length, unpacked
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SUFFIXES: Final = (".ttf", ".otf", ".woff2", ".woff")
MOST_FILES: Final = 2000
"""How many files a folder of fonts may hold."""

LARGEST_LICENCE: Final = 1024 * 1024
"""The largest licence, in bytes."""

_SILENT: Final = logging.NullHandler()
_LICENCES: Final = ("ofl", "license", "licence", "copying")
# Beyond HarfBuzz's own list, what a designer may ask for in CSS: small capitals, kinds of figures, super- and
# subscripts, forms for capitals.
_FEATURES: Final = ("smcp", "c2sc", "onum", "lnum", "tnum", "pnum", "sups", "subs", "ordn", "case", "zero")
# What a reading system sets without finding it in the text: the space, and the hyphen of a divided word.
_ALWAYS: Final = frozenset({0x20, 0x2D, 0xA0, 0x2010})
# Of what has no look of its own in Unicode, what HarfBuzz sets a glyph for: it leaves out what is ignorable by default.
_DRAWN: Final = re.compile(
    "[\u1680\u2028\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\ufff9-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3]"
)
# Family, unique, full, PostScript and typographic family name (OpenType, `name`).
_FAMILY_NAMES: Final = (1, 3, 4, 6, 16)


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: its family, CSS weight (1 to 1000) and slope, its bytes, and the licence that lies beside it."""

    family: str
    weight: int
    italic: bool
    path: str
    data: bytes
    characters: frozenset[int]
    licence_name: str = ""
    licence: bytes = b""


def find(directories: Sequence[Path]) -> tuple[tuple[Face, ...], tuple[Diagnostic, ...]]:
    """Give the faces below each `<directory>/<family>/`, sorted, and what is wrong with the files there.

    Of two files for one family, weight and slope the earlier directory's is taken, so that a manuscript's own font goes
    before the house's, then the one first in the order of SUFFIXES and by name. A file that is no font, or leads out of
    its directory by a link, is the error `font-unreadable`; a folder without a licence the warning
    `font-licence-missing`. A directory that doesn't exist holds nothing.
    """
    faces: dict[tuple[str, int, bool], Face] = {}
    findings: list[Diagnostic] = []
    for directory in directories:
        for folder, files in _folders(directory, findings):
            licence = _licence(directory, folder)
            if licence is None:
                findings.append(_licence_missing(folder))
            for file in files:
                face = _load(directory, file, licence)
                if isinstance(face, Diagnostic):
                    findings.append(face)
                else:
                    faces.setdefault((face.family.casefold(), face.weight, face.italic), face)
    ordered = sorted(faces.values(), key=lambda face: (face.family.casefold(), face.weight, face.italic))
    return tuple(ordered), tuple(findings)


def _folders(directory: Path, findings: list[Diagnostic]) -> Iterator[tuple[Path, list[Path]]]:
    """Give each folder below the directory that has font files, with those; a file of no family is left alone."""
    if directory.is_dir() and not directory.resolve().is_relative_to(directory.parent.resolve()):
        findings.append(_unreadable(str(directory), "the folder is a link to one elsewhere"))
        return
    count = 0
    # A folder that is a link isn't walked into: it may lead to a whole disk.
    for base, inner, names in os.walk(directory):
        folder = Path(base)
        inner.sort()
        links = (folder / name for name in inner if (folder / name).is_symlink())
        outside = [each for each in links if not each.resolve().is_relative_to(directory.resolve())]
        findings += (_unreadable(str(each), "it leads out of the folder of fonts") for each in outside)
        count += len(names)
        if count > MOST_FILES:
            findings.append(_unreadable(str(directory), f"there are more than {MOST_FILES:,} files"))
            return
        files = [
            folder / name for name in (*names, *inner) if Path(name).suffix.lower() in SUFFIXES and folder != directory
        ]
        if files:
            yield folder, sorted(files, key=lambda file: (SUFFIXES.index(file.suffix.lower()), file.name))


def _licence(directory: Path, folder: Path) -> Path | None:
    """Give the file of a folder that is the licence of its fonts: one of its own, and of ordinary size."""
    named = (file for file in sorted(folder.iterdir()) if file.stem.lower().startswith(_LICENCES) and file.is_file())
    inside = (file for file in named if file.resolve().is_relative_to(directory.resolve()))
    return next((file for file in inside if file.stat().st_size <= LARGEST_LICENCE), None)


def _licence_missing(folder: Path) -> Diagnostic:
    return Diagnostic(
        "font-licence-missing",
        f"the fonts in {folder.name} have no licence beside them",
        Span(str(folder)),
        "put the licence's text there as OFL.txt or LICENSE.txt: it goes into the EPUB with the font",
        Severity.WARNING,
    )


def _load(directory: Path, file: Path, licence: Path | None) -> Face | Diagnostic:
    try:
        if not file.resolve().is_relative_to(directory.resolve()):
            return _unreadable(str(file), "it leads out of the folder of fonts")
        if not file.is_file() or file.stat().st_size > LARGEST:
            return _unreadable(str(file), f"it is no file, or larger than {LARGEST // 1024 // 1024} MB")
        data, terms = file.read_bytes(), licence.read_bytes() if licence else b""
    except OSError as error:
        return _unreadable(str(file), error.strerror or "it can't be read")
    try:
        family, weight, italic, characters = _describe(data)
    except Exception as error:  # noqa: BLE001  # fontTools raises a dozen kinds on damaged tables, AssertionError too
        return _unreadable(str(file), str(error) or type(error).__name__)
    return Face(family, weight, italic, str(file), data, characters, licence.name if licence else "", terms)


def _unreadable(path: str, why: str) -> Diagnostic:
    hint = "put the file there again from its source; it may be truncated, or not a font at all"
    return Diagnostic("font-unreadable", f"this font can't be used: {why}", Span(path), hint)


def _describe(data: bytes) -> tuple[str, int, bool, frozenset[int]]:
    """Give the family (name 16, else 1), the weight, whether it is italic, and the characters that the face has."""
    unpacked(data)
    with _unremarked(), TTFont(BytesIO(data), lazy=True) as font:
        # fontTools reads tables when they are asked for, so a truncated file would be found out only when it is drawn.
        # WOFF2 is one stream, unpacked and measured on opening; its offsets are not those of the file.
        entries = font.reader.tables.values() if font.flavor != "woff2" else ()
        if any(entry.offset + entry.length > len(data) for entry in entries):
            raise ValueError("it is truncated")
        if characters_named(font.reader["cmap"]) > MOST_CHARACTERS or names_length(font.reader["name"]) > LONGEST_NAMES:
            raise ValueError("its tables of characters or names are too large")
        family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
        weight, selection = font["OS/2"].usWeightClass, font["OS/2"].fsSelection
        if not family or not 1 <= weight <= 1000 or not ("glyf" in font or "CFF " in font or "CFF2" in font):
            raise ValueError("it has no family name, weight or outlines")
        return str(family), int(weight), bool(selection & 1 or selection & 1 << 9), frozenset(font.getBestCmap())


@contextmanager
def _unremarked() -> Iterator[None]:
    """Keep what fontTools remarks on from being printed: it has mended it, or else it raises."""
    logger = logging.getLogger("fontTools")
    before = logger.propagate
    logger.propagate = False
    logger.addHandler(_SILENT)
    try:
        yield
    finally:
        logger.removeHandler(_SILENT)
        logger.propagate = before


def families_named(css: str, faces: Iterable[Face]) -> tuple[str, ...]:
    """Give the families of the faces that a stylesheet names, each once, in the order in which it names them.

    Looked at are `font-family`, `font` and custom properties, inside at-rules and nested rules too; not `@font-face`,
    which declares a family and doesn't use it. What isn't CSS names nothing.
    """
    known = {face.family.casefold(): face.family for face in faces}
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    names = (name for declaration in _declarations(rules) for name in _names(declaration.value))
    return tuple(dict.fromkeys(known[name.casefold()] for name in names if name.casefold() in known))


def _declarations(nodes: Iterable[Any]) -> Iterator[Any]:
    for node in nodes:
        if node.type == "declaration":
            if node.lower_name in {"font", "font-family"} or node.name.startswith("--"):
                yield node
        elif node.type in {"qualified-rule", "at-rule"} and node.content and not _declares_font(node):
            yield from _declarations(tinycss2.parse_blocks_contents(node.content, skip_whitespace=True))


def _declares_font(node: Any) -> bool:
    return bool(node.type == "at-rule" and node.lower_at_keyword == "font-face")


def _names(tokens: Iterable[Any]) -> Iterator[str]:
    """Give the strings of a value and its runs of identifiers: a family may be written without quotes."""
    run: list[str] = []
    for token in tokens:
        if token.type == "ident":
            run.append(token.value)
        elif token.type not in {"whitespace", "comment"}:
            yield " ".join(run)
            run = []
        if token.type == "string":
            yield token.value
        elif token.type == "function":
            yield from _names(token.arguments)
    yield " ".join(run)


def subset(face: Face, text: Iterable[str | int]) -> bytes:
    """Give the face with only the characters of the text (strings or code points) and what its features make of them.

    The result is a bare TrueType or OpenType font (EPUB 3.3, 3.2), the same bytes for the same text. It keeps the
    copyright and the licence; where the licence reserves the font's name, the subset has another, as it is a modified
    version (SIL Open Font License 1.1, 3): a stylesheet names it in `@font-face`. Raises PublishError with
    `font-unreadable` for a font that is damaged inside.
    """
    wanted = set(_ALWAYS)
    for item in text:
        wanted.update((item,) if isinstance(item, int) else map(ord, item))
    try:
        with _unremarked(), TTFont(BytesIO(face.data), recalcTimestamp=False, lazy=True) as font:
            _draw(font, wanted)
            names = font["name"]
            whole = _bare(font) if font.flavor else face.data
        # recalcTimestamp: else head.modified is now.
        with TTFont(BytesIO(_chosen(whole, wanted)), recalcTimestamp=False) as font:
            # The names stay whole, copyright and licence among them.
            font["name"] = names
            _rename_if_reserved(font, face)
            output = BytesIO()
            font.save(output)
    except Exception as error:
        raise PublishError([_unreadable(face.path, str(error) or type(error).__name__)]) from error
    return output.getvalue()


def _draw(font: TTFont, characters: Iterable[int]) -> None:
    """Draw each glyph that the characters have in a font, on nothing: one that is damaged raises."""
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    for name in sorted({".notdef", *(names[each] for each in characters if each in names)} & set(glyphs.keys())):
        glyphs[name].draw(NullPen())


def _bare(font: TTFont) -> bytes:
    """Give a font that comes packed, as WOFF or WOFF2, as it is without."""
    font.flavor = None
    output = BytesIO()
    font.save(output)
    return output.getvalue()


def _chosen(data: bytes, characters: Iterable[int]) -> bytes:
    """Give a font with the glyphs of the characters, and what its features make of them, without hints."""
    import uharfbuzz as harfbuzz  # noqa: PLC0415  most processes look at fonts and cut none down

    asked = harfbuzz.SubsetInput()
    for each in characters:
        asked.unicode_set.add(each)
    for name in _FEATURES:
        asked.layout_feature_tag_set.add(int.from_bytes(name.encode(), "big"))
    asked.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
    made: bytes = harfbuzz.subset(harfbuzz.Face(data), asked).blob.data
    return made


def _rename_if_reserved(font: TTFont, face: Face) -> None:
    terms = " ".join(str(font["name"].getDebugName(number)) for number in (0, 13)).lower()
    if "reserved font name" in terms or b"with reserved font name" in face.licence.lower():
        name = f"Subset{zlib.crc32(face.data):08X}"  # each its own: some systems take one name for one font
        for record in font["name"].names:
            if record.nameID in _FAMILY_NAMES:
                record.string = name


def media_type(data: bytes) -> str:
    """Give the media type of a bare font: font/otf with PostScript outlines, else font/ttf (EPUB 3.3, 3.2)."""
    return "font/otf" if data.startswith(b"OTTO") else "font/ttf"


def missing(text: Iterable[str], faces: Iterable[Face]) -> frozenset[str]:
    """Give the characters of the text that none of the faces has.

    Left out is what is never drawn or needs no glyph of its own: control and format characters (soft hyphen, zero
    width space, word joiner, joiners), variation selectors, and every space, U+202F among them, since a shaper makes
    the width of a missing space from U+0020. Drawn, and so counted, are the Ogham space mark, the line separator, and
    those format characters that shapers don't leave out.
    """
    had = frozenset[int]().union(*(face.characters for face in faces))
    return frozenset(char for char in set[str]().union(*text) if ord(char) not in had and _is_drawn(char))


def _is_drawn(char: str) -> bool:
    if 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF:
        return False
    return bool(_DRAWN.match(char)) or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
