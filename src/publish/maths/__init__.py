r"""One formula of LaTeX, set twice: MathML Core for the EPUB and a vector drawing for the PDFs.

``problem`` is asked first; what it lets through, ``mathml`` and ``drawing`` can set. LaTeX is read into a tree of
MathML Core, which is written out for the one and drawn by ziamath for the other, so that both show the same formula.
Nothing enters the tree that isn't named here: no link, script, style or event can.

latex2mathml gives the characters of some 2,900 commands. Its trees aren't used: scripts on a matrix or a binomial, a
last empty cell, ``2in``, ``\displaystyle`` in a cell, limits inside ``\left`` and more come out wrong, and what it
doesn't know it prints.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from publish.maths.draw import Drawing, drawing
from publish.maths.elements import CannotSetError
from publish.maths.reader import tree

__all__ = ["CannotSetError", "Drawing", "drawing", "mathml", "problem"]

MATHML = "http://www.w3.org/1998/Math/MathML"


def problem(tex: str) -> str | None:
    """Say in a sentence for an editor why a formula of LaTeX can't be set; None where it can, in a line and alone."""
    try:
        for display in (True, False):
            drawing(tex, display=display)
    except CannotSetError as reason:
        return str(reason)
    return None


def mathml(tex: str, *, display: bool, alt: str = "") -> str:
    """Give a formula as a ``math`` element of MathML Core, for a block or a line; raises CannotSetError on a problem.

    Its ``alttext`` is ``alt``, else the LaTeX. Core leaves the sides of table cells to CSS: here they are the classes
    ``left`` and ``right`` (and ``columnalign``, for WebKit and Gecko), in tables of class ``aligned`` and so on.
    """
    math = ET.Element("math", {"xmlns": MATHML, **tree(tex, display=display).attrib})
    math.extend(tree(tex, display=display))
    readable = "".join(character for character in alt or tex if character.isprintable() or character.isspace())
    math.set("alttext", " ".join(readable.split()))
    return ET.tostring(math, encoding="unicode")
