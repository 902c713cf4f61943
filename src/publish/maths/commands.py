"""Commands that bring their own arguments: one function a kind, each from a reader to the atom that it reads."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from publish.maths.elements import Atom, CannotSetError
from publish.maths.environments import substack
from publish.maths.symbols import lettered, symbols
from publish.maths.tables import (
    ACCENTS,
    FONTS,
    FRACTIONS,
    FUNCTIONS,
    LIMITS,
    MISPLACED,
    PHANTOMS,
    SIZES,
    SPACES,
    STACKS,
    STYLES,
    TEXTS,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.maths.reader import Reader

LENGTH = re.compile(r"-?\d{1,2}(\.\d{1,3})?(em|ex)")


def misplaced(_reader: Reader, item: str) -> Atom:
    r"""Refuse a command that only its partner may read: a ``\right`` without ``\left``, a ``\\`` out of a table."""
    raise CannotSetError(f"{item} can't stand here{MISPLACED[item]}")


def function(reader: Reader, item: str) -> Atom:
    r"""Read the name of a function, with limits or without; ``\operatorname`` brings its own."""
    if item != "\\operatorname":
        return Atom(reader.made("mi", FUNCTIONS.get(item) or LIMITS[item]), "limits" if item in LIMITS else "function")
    kind = "function"
    if reader.peek() == "*":
        reader.take()
        kind = "limits"
    name = re.sub(r"\\,|\s+", "\u2009", reader.words(item).strip())
    if not re.fullmatch("[A-Za-z\u2009-]*[A-Za-z]", name):
        raise CannotSetError("\\operatorname takes a name in letters, such as \\operatorname{lcm}")
    return Atom(reader.made("mi", name), kind)


def fraction(reader: Reader, item: str) -> Atom:
    """Read a fraction or a binomial coefficient, in the size that its command asks for."""
    parts = [reader.argument(item), reader.argument(item)]
    style = STYLES.get(FRACTIONS[item], {})
    is_binomial = item.endswith("binom")
    bare = reader.made("mfrac", children=parts, said={"linethickness": "0"} if is_binomial else {})
    styled = reader.made("mstyle", children=[bare], said=style) if style else bare
    return Atom(reader.fenced("(", [styled], ")") if is_binomial else styled)


def root(reader: Reader, item: str) -> Atom:
    """Read a square root, or another with its degree in brackets."""
    degree = []
    if reader.peek() == "[":
        reader.take()
        degree = [reader.one(reader.row({"]"}, "[", False))]
        reader.take()
    radicand = reader.argument(item)
    return Atom(reader.made("mroot" if degree else "msqrt", children=[radicand, *degree]))


def accent(reader: Reader, item: str) -> Atom:
    """Read what stands under a diacritic, a line or a brace, or over one."""
    sign, grows = ACCENTS[item]
    base = reader.argument(item, display=reader.display)
    mark = reader.made("mo", sign, said={"stretchy": "true" if grows else "false"})
    kind = "brace" if item.endswith("brace") else ""
    if item.startswith("\\under"):
        return Atom(reader.made("munder", children=[base, mark], said={"accentunder": "true"}), kind)
    return Atom(reader.made("mover", children=[base, mark], said={"accent": "true"}), kind)


def stack(reader: Reader, item: str) -> Atom:
    """Read something small to be set over or under something else."""
    mark = reader.argument(item)
    base = reader.argument(item, display=reader.display)
    return Atom(reader.made(STACKS[item], children=[base, mark]))


def phantom(reader: Reader, item: str) -> Atom:
    """Read what takes room but isn't seen; two of the three take it in one direction only."""
    hidden = reader.made("mphantom", children=[reader.argument(item, display=reader.display)])
    flat = dict.fromkeys(PHANTOMS[item], "0em")
    return Atom(reader.made("mpadded", children=[hidden], said=flat) if flat else hidden)


def font(reader: Reader, item: str) -> Atom:
    """Read letters in another alphabet; upright letters side by side become one name."""
    element = reader.argument(item, display=reader.display)
    variant = FONTS[item]
    if variant == "normal" and element.tag == "mrow" and all(child.tag == "mi" for child in element):
        return Atom(reader.upright("".join(element.itertext())))
    if variant == "normal" and element.tag == "mi":
        return Atom(reader.upright(element.text or ""))
    for leaf in element.iter():
        if leaf.tag in {"mi", "mn"} and leaf.text:
            leaf.text = lettered(leaf.text, variant)
    return Atom(element)


def text(reader: Reader, item: str) -> Atom:
    """Read plain words; their spaces become no-break spaces, since MathML trims others."""
    words = reader.words(item)
    plain = re.sub(r"\\([%&#_$ ])", r"\1", words)
    if bad := set(re.sub(r"\\[%&#_$ ]", "", words)) & set("\\$<>&#%^_{"):
        raise CannotSetError(f"{item}{{…}} holds plain words only, not {' or '.join(sorted(bad))}")
    if bad := {sign for sign in plain if unicodedata.category(sign)[0] == "C" and not sign.isspace()}:
        raise CannotSetError(f"U+{ord(min(bad)):04X} can't stand in {item}{{…}}")
    spaced = re.sub(r"[\s~]+", "\u00a0", plain).replace("'", "’")
    return Atom(reader.made("mtext", lettered(spaced, TEXTS[item]) if spaced.isascii() else spaced))


def space(reader: Reader, item: str) -> Atom:
    """Read a space of a given width."""
    length = re.sub(r"\s", "", reader.words(item))
    if not LENGTH.fullmatch(length):
        raise CannotSetError("\\hspace takes a length in em or ex, such as \\hspace{1em}")
    return Atom(reader.made("mspace", said={"width": length}))


def modulo(reader: Reader, item: str) -> Atom:
    """Read a modulus: the operator, or the whole in brackets."""
    if item == "\\bmod":
        return Atom(reader.made("mo", "mod", said={"lspace": SPACES["\\:"], "rspace": SPACES["\\:"]}))
    name, gap = reader.made("mi", "mod"), reader.made("mspace", said={"width": "0.333em"})
    inside = reader.fenced("(", [name, gap, reader.argument(item)], ")")
    return Atom(reader.made("mrow", children=[reader.made("mspace", said={"width": "1em"}), inside]))


def negation(reader: Reader, item: str) -> Atom:
    """Read a sign to be struck out, where Unicode has it in one character."""
    struck = reader.take()
    sign = symbols().get(struck, struck)
    negated = unicodedata.normalize("NFC", f"{sign}\u0338")
    if len(negated) != 1:
        raise CannotSetError(f"{item} can't strike out {struck or 'nothing'}")
    return Atom(reader.sign(negated))


def fence(reader: Reader, item: str) -> Atom:
    r"""Read what stands between ``\left`` and ``\right``."""
    opening = reader.delimiter(item)
    row = reader.row({"\\right"}, "\\left", reader.display)
    closing = reader.delimiter(reader.take())
    return Atom(reader.fenced(opening, row, closing))


def size(reader: Reader, item: str) -> Atom:
    """Read a bracket or bar of a fixed size."""
    name = item.rstrip("lrm")
    sign = reader.delimiter(item)
    if not sign:
        raise CannotSetError(f"{item} needs a bracket or a bar after it")
    sides = {} if item.endswith("m") else {"lspace": "0em", "rspace": "0em"}
    height = {"stretchy": "true", "minsize": SIZES[name], "maxsize": SIZES[name]}
    return Atom(reader.made("mo", sign, said=height | sides))


READERS: dict[str, Callable[[Reader, str], Atom]] = {
    **dict.fromkeys(MISPLACED, misplaced),
    **dict.fromkeys((*FUNCTIONS, *LIMITS, "\\operatorname"), function),
    **dict.fromkeys(FRACTIONS, fraction),
    **dict.fromkeys(ACCENTS, accent),
    **dict.fromkeys(STACKS, stack),
    **dict.fromkeys(PHANTOMS, phantom),
    **dict.fromkeys(FONTS, font),
    **dict.fromkeys(TEXTS, text),
    "\\hspace": space,
    **dict.fromkeys(("\\bmod", "\\pmod"), modulo),
    "\\not": negation,
    "\\substack": substack,
    **dict.fromkeys((name + side for name in SIZES for side in ("", "l", "m", "r")), size),
    "\\sqrt": root,
    "\\left": fence,
}
