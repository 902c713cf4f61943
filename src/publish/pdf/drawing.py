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
import weasyprint.svg.defs
from tinycss2.color4 import COLOR_SPACES
from tinycss2.color4 import Color as PlainColor
from tinycss2.color5 import Color
from weasyprint.logger import LOGGER
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

# White, and the matrix from XYZ to linear sRGB, of the two illuminants (CSS Color 4, 17).
_D50 = (
    (0.9642956764, 0.8251046025),
    (
        (3.1341359570, -1.6173863321, -0.4906619460),
        (-0.9787954765, 1.9162543774, 0.0334427290),
        (0.0719553149, -0.2289768264, 1.4053860583),
    ),
)
_D65 = (
    (0.9504559271, 1.0890577508),
    (
        (3.2409699419, -1.5373831776, -0.4986107603),
        (-0.9692436363, 1.8759675015, 0.0415550574),
        (0.0556300797, -0.2039769589, 1.0569715142),
    ),
)
_BY_LAB = {"lab": _D50, "lch": _D50, "xyz-d50": _D50, "oklab": _D65, "oklch": _D65, "xyz-d65": _D65}


@contextmanager
def fresh_drawings() -> Iterator[None]:
    """Have every drawing of a document be the same, screen or press, first or second, and stop at no colour."""
    with ExitStack() as stack:
        stack.enter_context(_known_colours())
        stack.enter_context(replaced(weasyprint.images.SVGImage, "draw", _fresh(weasyprint.images.SVGImage.draw)))
        stack.enter_context(replaced(weasyprint.draw, "draw_background", _unmarked(weasyprint.draw.draw_background)))
        yield


def _fresh(original: Callable[..., Any]) -> Callable[..., Any]:
    def draw(self: Any, *arguments: Any) -> None:
        """Draw an SVG from a copy: drawing changes its tree."""
        kept = self._svg
        self._svg = SVG(copy.deepcopy(kept.tree._etree_node), kept.url, kept.font_config, kept.url_fetcher)
        try:
            original(self, *arguments)
        finally:
            self._svg = kept

    return draw


def _unmarked(original: Callable[..., Any]) -> Callable[..., Any]:
    def draw_background(stream: Any, background: Any, clip_box: bool = True, **_marks: Any) -> None:
        """Draw a background without printer's marks, which would stay in the layout; the press sheet has its own."""
        original(stream, background, clip_box=clip_box)

    return draw_background


@contextmanager
def _known_colours() -> Iterator[None]:
    """Have every colour convert to sRGB, which tinycss2 can't always: gradients, blurred shadows, bevels ask for it."""
    convert, read = PlainColor.to, weasyprint.svg.defs.color

    def to(color: Any, space: str) -> Any:
        if space == color.space and space not in COLOR_SPACES:
            return Color(space, color.coordinates, color.alpha)
        try:
            return convert(color, space)
        except NotImplementedError:
            if space != "srgb":
                raise
            return Color(space, srgb(color), color.alpha)

    def stop(text: str) -> Any:
        # The stops of an SVG's gradient are taken for red, green and blue, whatever space they are written in.
        return read(text).to("srgb")

    with ExitStack() as stack:
        stack.enter_context(replaced(PlainColor, "to", to))
        stack.enter_context(replaced(weasyprint.svg.defs, "color", stop))
        stack.enter_context(replaced(weasyprint.images.Gradient, "draw", _in_srgb(weasyprint.images.Gradient.draw)))
        yield


def _in_srgb(original: Callable[..., Any]) -> Callable[..., Any]:
    def draw(self: Any, *arguments: Any) -> None:
        """Draw a gradient whose stops are in sRGB: the fourth part of each is taken for its alpha, black ink too."""
        kept = self.colors
        self.colors = tuple(color.to("srgb") for color in kept)
        try:
            original(self, *arguments)
        finally:
            self.colors = kept

    return draw


def srgb(color: Any) -> tuple[float, float, float]:
    """Give a CSS colour in sRGB, 0 to 1; what sRGB doesn't have is brought to its edge.

    Inks become what they are without a profile. A space that WeasyPrint doesn't know is taken for sRGB, as it does
    where it fills an area.
    """
    if color.space in {"srgb", "hsl", "hwb"}:
        parts = color.to("srgb").coordinates
    elif color.space in _BY_LAB:
        parts = _from_lab(color.to("lab").coordinates, *_BY_LAB[color.space])
    elif color.space == "device-cmyk":
        *inks, black = color.coordinates
        parts = tuple((1 - ink) * (1 - black) for ink in inks)
    else:
        LOGGER.warning("Unsupported color space %s, use sRGB instead", color.space)
        parts = (*color.coordinates, 0.0, 0.0)[:3]
    red, green, blue = (min(1.0, max(0.0, float(part or 0))) for part in parts)
    return red, green, blue


def _from_lab(
    lab: tuple[float, ...], white: tuple[float, float], rows: tuple[tuple[float, float, float], ...]
) -> tuple[float, ...]:
    """Give sRGB of CIE Lab, which is relative to a white (CSS Color 4, 9.3)."""
    lightness, a, b = lab
    middle = (lightness + 16) / 116
    xyz = (_cube(middle + a / 500) * white[0], _cube(middle), _cube(middle - b / 200) * white[1])
    linear = [max(0.0, sum(factor * part for factor, part in zip(row, xyz, strict=True))) for row in rows]
    return tuple(12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in linear)


def _cube(part: float) -> float:
    return part**3 if part > 6 / 29 else 3 * (6 / 29) ** 2 * (part - 4 / 29)


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
