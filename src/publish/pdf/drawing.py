"""What WeasyPrint 70 does differently while it draws a tagged part: each change with its reason, undone afterwards.

WeasyPrint has no public way in here, so names of its modules are replaced for the time of one drawing and put back.
"""

from __future__ import annotations

import copy
import re
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pydyf
import weasyprint.draw
import weasyprint.images
import weasyprint.pdf
from weasyprint.pdf.stream import Stream
from weasyprint.svg import SVG

from publish.pdf.marking import Marks, write_structure
from publish.pdf.replacing import replaced
from publish.pdf.tounicode import cmap_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from publish.pdf.structure import Structure

# The hyphen that WeasyPrint adds where it divides a word; the text itself holds none, see ``engine.parsed``.
ADDED_HYPHEN = "\u2010"
_LAST_GLYPH = re.compile(rb"\[(?P<before>.*<[0-9a-f]*)(?P<glyph>[0-9a-f]{4})>(?P<after>[-.0-9]*)\] TJ", re.DOTALL)


@contextmanager
def fresh_drawings() -> Iterator[None]:
    """Draw each SVG from a copy: drawing changes its tree, and a second drawing of a document would differ."""
    original = weasyprint.images.SVGImage.draw

    def draw(self: Any, *arguments: Any) -> None:
        kept = self._svg
        self._svg = SVG(copy.deepcopy(kept.tree._etree_node), kept.url, kept.font_config, kept.url_fetcher)
        try:
            original(self, *arguments)
        finally:
            self._svg = kept

    with replaced(weasyprint.images.SVGImage, "draw", draw):
        yield


@contextmanager
def tagged_drawing(structure: Structure) -> Iterator[None]:
    """Have the next drawing write ``structure`` in place of WeasyPrint's own tags (upstream issues #2482, #1836)."""
    marks = Marks()
    hyphens: dict[str, set[int]] = {}

    def add_tags(pdf: Any, _document: Any, _version: Any, streams: list[Any]) -> None:
        write_structure(structure.root, marks, pdf, streams)

    with ExitStack() as stack:
        stack.enter_context(fresh_drawings())
        stack.enter_context(replaced(weasyprint.pdf, "add_tags", add_tags))
        stack.enter_context(replaced(Stream, "marked", _marked(structure, marks)))
        stack.enter_context(replaced(weasyprint.draw, "draw_text", _draw_text(structure, hyphens)))
        stack.enter_context(replaced(weasyprint.pdf, "build_fonts_dictionary", _fonts_dictionary(hyphens)))
        yield


@contextmanager
def with_one_meaning() -> Iterator[None]:
    """Write each font with one meaning for each of its glyphs."""
    original = weasyprint.pdf.build_fonts_dictionary

    def build_fonts_dictionary(pdf: Any, fonts: dict[Any, Any], *arguments: Any) -> Any:
        _one_meaning(fonts)
        return original(pdf, fonts, *arguments)

    with replaced(weasyprint.pdf, "build_fonts_dictionary", build_fonts_dictionary):
        yield


def close_up(original: Callable[..., Any]) -> Callable[..., Any]:
    """Give a ``draw_text`` that joins the glyphs that WeasyPrint sets apart by nothing."""

    def draw_text(stream: Any, *arguments: Any) -> None:
        start = len(stream.stream)
        original(stream, *arguments)
        _close_up(stream, start)

    return draw_text


def _marked(structure: Structure, marks: Marks) -> Callable[..., Any]:
    @contextmanager
    def marked(stream: Any, box: Any, _tag: str) -> Iterator[None]:
        """Mark a box as its element's content, or as an artifact (ISO 32000-1, 14.8.2.2)."""
        if owner := structure.owners.get(box):
            number = marks.number(stream, box, owner)
            stream.begin_marked_content(owner.kind, pydyf.Dictionary({"MCID": number}))
        else:
            stream.begin_marked_content("Artifact", structure.artifacts[box] or None)
        yield
        stream.end_marked_content()

    return marked


def _draw_text(structure: Structure, hyphens: dict[str, set[int]]) -> Callable[..., Any]:
    original = weasyprint.draw.draw_text

    def draw_text(stream: Any, box: Any, offset: float, overflow: str, ellipsis: Any = "none") -> None:
        """Draw a box of text; give back the space that ended its line, and tell an added hyphen from a written one."""
        layout, start = box.pango_layout, len(stream.stream)
        text = layout.text
        plain = overflow == "clip" and ellipsis == "none" and box.style["direction"] == "ltr"
        if plain and box in structure.spaced and not text[-1:].isspace():
            layout.text = f"{text} "
        original(stream, box, offset, overflow, ellipsis)
        layout.text = text
        _close_up(stream, start)
        if box in structure.owners and text.endswith(ADDED_HYPHEN):
            _soften(stream, start, hyphens)

    return draw_text


def _close_up(stream: Any, start: int) -> None:
    """Join glyphs that WeasyPrint sets apart by nothing, which is most of them: a third of the bytes of a page."""
    for at, operation in enumerate(stream.stream[start:], start):
        if isinstance(operation, bytes) and operation.endswith(b"] TJ"):
            stream.stream[at] = operation.replace(b">0<", b"").replace(b">0]", b">]")


def _soften(stream: Any, start: int, hyphens: dict[str, set[int]]) -> None:
    """Show the last glyph drawn since ``start`` in the twin of its font, where that glyph is U+00AD.

    In most fonts the hyphen that divides a word and the one in "well-known" are one glyph, so one ToUnicode entry
    can't say which is which (ISO 32000-1, 14.8.2.2.3).
    """
    shown = [at for at, operation in enumerate(stream.stream[start:], start) if isinstance(operation, bytes)]
    matches = [(at, match) for at in shown if (match := _LAST_GLYPH.fullmatch(stream.stream[at]))]
    if not matches:
        return
    at, match = matches[-1]
    # The font that stays set when a text object ends, so that the next one needn't set it again.
    font, size = stream._old_font
    written = f"{size:f}".encode()
    hyphens.setdefault(font, set()).add(int(match["glyph"], 16))
    stream.stream[at] = b"[%b>] TJ\n/%b %b Tf\n[<%b>%b] TJ\n/%b %b Tf" % (
        match["before"],
        _twin(font).encode(),
        written,
        match["glyph"],
        match["after"],
        font.encode(),
        written,
    )


def _twin(font: str) -> str:
    return f"{font}h"


def _fonts_dictionary(hyphens: Mapping[str, set[int]]) -> Callable[..., Any]:
    original = weasyprint.pdf.build_fonts_dictionary

    def build_fonts_dictionary(pdf: Any, fonts: dict[Any, Any], compress: Any, subset: Any, options: Any) -> Any:
        """Write the fonts, with one meaning for each glyph, and a twin of each font that shows added hyphens."""
        _one_meaning(fonts)
        written = original(pdf, fonts, compress, subset, options)
        objects = {int(item.reference.split()[0]): item for item in pdf.objects[1:]}
        for font, glyphs in sorted(hyphens.items()):
            mapping = pydyf.Stream([cmap_of(dict.fromkeys(glyphs, "\u00ad"))], compress=compress)
            pdf.add_object(mapping)
            twin = pydyf.Dictionary(objects[int(written[font].split()[0])] | {"ToUnicode": mapping.reference})
            pdf.add_object(twin)
            written[_twin(font)] = twin.reference
        return written

    return build_fonts_dictionary


def _one_meaning(fonts: dict[Any, Any]) -> None:
    """Give a glyph one meaning, whichever word of the part came first.

    WeasyPrint takes a glyph's text from where it stands first: a no-break space there makes every space of the font
    one, a divided word every hyphen U+2010. And two Pango fonts of one face share a name but not their glyphs.
    """
    meanings: dict[str, dict[int, str]] = {}
    widths: dict[str, dict[int, float]] = {}
    for font in fonts.values():
        for glyph, text in font.to_unicode.items():
            meanings.setdefault(font.hash, {}).setdefault(glyph, _meaning(text))
        for glyph, width in font.widths.items():
            widths.setdefault(font.hash, {}).setdefault(glyph, width)
    for font in fonts.values():
        # Pango ends a family's name with a comma where it ends in a digit.
        font.name = font.name.rstrip(b",")
        font.to_unicode = meanings.get(font.hash, {})
        font.widths = widths.get(font.hash, {})


def _meaning(text: str) -> str:
    plain = text.replace("\u00ad", "") or "\u00ad"
    return {"\u00a0": " ", "\u2010": "-", "\u2011": "-"}.get(plain, plain)
