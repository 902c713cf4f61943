"""From the tree of a formula to its drawing, by ziamath.

Everything private of ziamath 0.13 that the project touches stands here: two of its methods are changed where it is
loaded, so its version is pinned, and a test fails when it moves.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from publish.maths.elements import CannotSetError, is_large, is_operand
from publish.maths.reader import tree
from publish.maths.tables import APPLY, SPACES

SVG = "http://www.w3.org/2000/svg"
EM = 24.0  # ziamath takes its smallest size from this one, so nothing is drawn at another
ROWS = frozenset({"math", "mrow", "mstyle", "mtd", "msqrt", "mphantom", "mpadded"})
SCRIPTED = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})
GAPS = {  # between columns and rows
    "aligned": ("0em 1.5em", "0.45em"),
    "cases": ("1em", "0.35em"),
    "substack": ("0em", "0.1em"),
    "small": ("0.5em", "0.15em"),
    "": ("0.8em", "0.35em"),
}
# The font has these too high in their display size, and ziamath doesn't bring operators to the axis.
HIGH = frozenset("⋂⋃⋀⋁⨀⨁⨂⨄⨆")
LOWERED = {"voffset": "-0.535em", "height": "1em", "depth": "0.486em"}
DRAWN = {"‾": "―", "_": "―", "^": "ˆ"}  # the diacritics that ziamath knows to draw
DRAWN_WIDE = {"‾": "―", "_": "―", "^": "\u0302", "~": "\u0303"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn formula: its SVG, and its width, whole height and depth under the baseline in em of the text around it.

    Set it ``width`` wide and ``height`` high with ``vertical-align: -depth``, and its baseline is the line's.
    """

    svg: str
    width: float
    height: float
    depth: float


@lru_cache(maxsize=4096)
def drawing(tex: str, *, display: bool) -> Drawing:
    """Draw a formula, for a block or a line, without ids, in the current colour; raises CannotSetError on a problem."""
    prepared = _for_ziamath(tree(tex, display=display), display=display)
    ziamath, font = _engine()
    for character in "".join(prepared.itertext()):
        if font.glyphindex(character) == 0:
            name = unicodedata.name(character, "no name")
            raise CannotSetError(f"no glyph for U+{ord(character):04X} ({name}) in the font for formulas")
    ink = ET.Element("g")
    try:
        node = ziamath.Math(prepared, size=EM, margin=0).node
        node.draw(0, 0, ink)
    except Exception as error:  # ziamath raises whatever it meets
        raise CannotSetError("the formula has a part that can't be drawn") from error
    return _svg(ink, node.bbox)


@lru_cache(maxsize=1)
def _engine() -> tuple[Any, Any]:
    """Load ziamath, and its font for formulas (STIX Two Math), once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it opens its font in a way that Python 3.11 discourages
        import ziamath  # noqa: PLC0415 - slow to load, and few manuscripts have maths
    from ziamath.config import config  # noqa: PLC0415
    from ziamath.nodes.mnode import Mnode  # noqa: PLC0415
    from ziamath.nodes.mrow import Mrow  # noqa: PLC0415

    config.svg2 = False  # paths, not symbols with ids that clash in a page
    measured = Mrow._get_height_nostretch

    def once(self: Any, line: list[ET.Element], **context: Any) -> Any:
        return (0, 0) if context.get("nostretch") else measured(self, line, **context)

    # A row measures its parts before it draws them, and so does each row in it: twice the time for each level. Inside a
    # measurement there is nothing to measure for.
    Mrow._get_height_nostretch = once  # type: ignore[method-assign]
    length = Mnode.size_px

    def true_length(self: Any, size: str, fontsize: float | None = None) -> Any:
        return length(self, size, fontsize) / (1.333 if size.endswith(("em", "ex", "space")) else 1)

    # Its points are pixels of 1/72 inch for glyphs and of 1/96 inch for spaces, so every space is a third too wide.
    Mnode.size_px = true_length  # type: ignore[method-assign]
    return ziamath, ziamath.zmath.loadedfonts["default"]


def _for_ziamath(element: ET.Element, *, display: bool) -> ET.Element:
    """Copy a tree into the dialect of ziamath: names as text, display style everywhere, tables and marks spaced."""
    display = element.get("displaystyle", str(display).lower()) == "true"
    if element.tag == "mstyle" and len(element) == 1:
        only = _for_ziamath(element[0], display=display)
        only.attrib |= element.attrib  # a fraction looks at its own attributes only
        return only
    keeps = display and (element.tag != "mtable" or element.get("class") == "aligned")
    made = _leaf_for_ziamath(element)
    made.set("displaystyle", str(keeps).lower())
    if element.tag == "mtable":
        column, row = GAPS.get(element.get("class", ""), GAPS[""])
        made.attrib |= {"columnspacing": column, "rowspacing": row}
    for number, child in enumerate(element):
        smaller = element.tag == "mfrac" or (number > 0 and element.tag in SCRIPTED | {"mroot"})
        part = _for_ziamath(child, display=keeps and not smaller)
        if number and ("accent" in made.attrib or "accentunder" in made.attrib):
            part.text = (DRAWN_WIDE if part.get("stretchy") == "true" else DRAWN).get(part.text or "", part.text)
            part.attrib |= {"lspace": "0em", "rspace": "0em"}
        large = element.tag in ROWS and is_large(child[0] if child.tag in SCRIPTED else child)
        if large and number and is_operand(element[number - 1], closing=True):
            ET.SubElement(made, "mspace", {"width": SPACES["\\,"]})
        if part.text != APPLY:
            made.append(part)
        if large:
            ET.SubElement(made, "mspace", {"width": SPACES["\\,"]})
    if element.tag in ROWS and not len(made):
        ET.SubElement(made, "mspace")
    if display and element.text in HIGH:
        lowered = ET.Element("mpadded", LOWERED)
        lowered.append(made)
        return lowered
    return made


def _leaf_for_ziamath(element: ET.Element) -> ET.Element:
    """Copy one element without its children, with the attributes that ziamath needs to space it."""
    text = element.text or ""
    if element.tag == "mtext" or (element.tag == "mi" and (len(text) > 1 or not text.isalpha())):
        made = ET.Element("mtext")
        made.text = text.replace("-", "\u2010")  # it draws hyphens as a rule
        return made
    made = ET.Element("mrow" if element.tag == "mstyle" else element.tag, element.attrib)
    made.text = element.text
    if text in {",", ";"}:
        made.attrib = {"lspace": "0em", "rspace": SPACES["\\,"]} | made.attrib
    if is_large(element):
        made.attrib |= {"form": "prefix", "largeop": "true", "stretchy": "false", "movablelimits": "false"}
        made.attrib |= {"lspace": "0em", "rspace": "0em"}
    return made


def _svg(ink: ET.Element, box: Any) -> Drawing:
    """Put glyphs and rules, drawn from a baseline at 0, into an SVG that holds all of them."""
    svg = ET.Element("svg", {"xmlns": SVG, "viewBox": "", "fill": "currentColor"})
    left, right, top, bottom = 0.0, float(box.xmax), -float(box.ymax), -float(box.ymin)
    for shape in ink.iter():
        if shape.tag not in {"path", "rect"}:
            continue
        names = ("d",) if shape.tag == "path" else ("x", "y", "width", "height")
        kept = {
            name: re.sub(r"-?\d+\.\d+", lambda found: f"{float(found[0]):.2f}", shape.get(name, "")) for name in names
        }
        ET.SubElement(svg, shape.tag, kept)
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", " ".join(kept.values()))]
        if shape.tag == "rect":
            x, y, width, height = numbers
            numbers = [x, y, x + width, y + height]
        left, right = min(left, *numbers[::2]), max(right, *numbers[::2])
        top, bottom = min(top, *numbers[1::2]), max(bottom, *numbers[1::2])
    width, height = right - left, bottom - top
    if not len(svg) or not (0 < width < 1e6 and 0 < height < 1e6):
        raise CannotSetError("the formula has nothing to show")
    svg.set("viewBox", f"{left:.2f} {top:.2f} {width:.2f} {height:.2f}")
    text = ET.tostring(svg, encoding="unicode")
    return Drawing(text, round(width / EM, 4), round(height / EM, 4), round(bottom / EM, 4))
