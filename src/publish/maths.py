r"""One formula of LaTeX, set twice: MathML Core for the EPUB and a vector drawing for the PDFs.

``problem`` is asked first; what it lets through, ``mathml`` and ``drawing`` can set. LaTeX is read into a tree of
MathML Core, which is written out for the one and drawn by ziamath for the other, so that both show the same formula.
Nothing enters the tree that isn't named here: no link, script, style or event can.

latex2mathml gives the characters of some 2,900 commands. Its trees aren't used: scripts on a matrix or a binomial, a
last empty cell, ``2in``, ``\displaystyle`` in a cell, limits inside ``\left`` and more come out wrong, and what it
doesn't know it prints.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from publish.diagnostics import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

LONGEST = 10_000  # characters of LaTeX
LARGEST = 1_500  # signs and elements: ziamath's time grows with the square of a row
DEEPEST = 32  # braces, tables, roots… inside each other: ziamath spends up to 15 of Python's 1,000 frames on each

MATHML = "http://www.w3.org/1998/Math/MathML"
SVG = "http://www.w3.org/2000/svg"
APPLY = "\u2061"  # FUNCTION APPLICATION: what a screen reader speaks as "of"

SPACES = {
    "\\,": "0.167em",
    "\\thinspace": "0.167em",
    "\\:": "0.222em",
    "\\>": "0.222em",
    "\\medspace": "0.222em",
    "\\;": "0.278em",
    "\\thickspace": "0.278em",
    "\\!": "-0.167em",
    "\\negthinspace": "-0.167em",
    "\\ ": "0.25em",
    "~": "0.25em",
    "\\enspace": "0.5em",
    "\\quad": "1em",
    "\\qquad": "2em",
}
STYLES = {
    "\\displaystyle": {"displaystyle": "true", "scriptlevel": "0"},
    "\\textstyle": {"displaystyle": "false", "scriptlevel": "0"},
    "\\scriptstyle": {"displaystyle": "false", "scriptlevel": "1"},
}
FONTS = {
    "\\mathrm": "normal",
    "\\mathnormal": "",
    "\\mathbf": "bold",
    "\\mathit": "italic",
    "\\boldsymbol": "bold italic",
    "\\bm": "bold italic",
    "\\mathbb": "double-struck",
    "\\mathcal": "script",
    "\\mathscr": "script",
    "\\mathfrak": "fraktur",
    "\\mathsf": "sans-serif",
    "\\mathtt": "monospace",
}
TEXTS = {
    **dict.fromkeys(("\\text", "\\textrm", "\\textnormal", "\\textup", "\\mbox"), ""),
    "\\textbf": "bold",
    "\\textit": "italic",
    "\\textsf": "sans-serif",
    "\\texttt": "monospace",
}
FUNCTIONS = {
    f"\\{name}": name
    for name in (
        *("arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "dim", "exp", "hom", "ker"),
        *("lg", "ln", "log", "sec", "sin", "sinh", "tan", "tanh"),
    )
}
LIMITS = {
    **{f"\\{name}": name for name in ("det", "gcd", "inf", "lim", "max", "min", "Pr", "sup")},
    "\\limsup": "lim\u2009sup",
    "\\liminf": "lim\u2009inf",
    "\\argmax": "arg\u2009max",
    "\\argmin": "arg\u2009min",
}
FRACTIONS = {  # and the style that a command asks for
    **dict.fromkeys(("\\frac", "\\binom"), ""),
    **dict.fromkeys(("\\dfrac", "\\cfrac", "\\dbinom"), "\\displaystyle"),
    **dict.fromkeys(("\\tfrac", "\\tbinom"), "\\textstyle"),
}
# The diacritic over (or under) its base, and whether it grows with it.
ACCENTS = {
    "\\acute": ("´", False),
    "\\grave": ("`", False),
    "\\hat": ("^", False),
    "\\check": ("ˇ", False),
    "\\breve": ("˘", False),
    "\\bar": ("¯", False),
    "\\tilde": ("~", False),
    "\\dot": ("˙", False),
    "\\ddot": ("¨", False),
    "\\mathring": ("˚", False),
    "\\vec": ("→", False),
    "\\widehat": ("^", True),
    "\\widetilde": ("~", True),
    "\\overline": ("‾", True),
    "\\overbrace": ("⏞", True),
    "\\overrightarrow": ("→", True),
    "\\overleftarrow": ("←", True),
    "\\underline": ("_", True),
    "\\underbrace": ("⏟", True),
}
STACKS = {"\\overset": "mover", "\\stackrel": "mover", "\\underset": "munder"}
PHANTOMS: dict[str, tuple[str, ...]] = {
    "\\phantom": (),
    "\\hphantom": ("height", "depth"),
    "\\vphantom": ("width",),
}
SIZES = {"\\big": "1.2em", "\\Big": "1.623em", "\\bigg": "2.047em", "\\Bigg": "2.47em"}
ENVIRONMENTS = {
    **dict.fromkeys(("matrix", "smallmatrix", "array", "aligned", "align", "align*", "split"), ("", "")),
    "gathered": ("", ""),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "cases": ("{", ""),
}
ALIGNED = frozenset({"aligned", "align", "align*", "split"})
FORBIDDEN = {
    **dict.fromkeys(("href", "url"), "a link can't stand in a formula"),
    **dict.fromkeys(
        ("def", "let", "newcommand", "renewcommand", "DeclareMathOperator"), "a formula defines no commands"
    ),
    **dict.fromkeys(("color", "textcolor", "colorbox", "fcolorbox"), "colours belong to the layout"),
    **dict.fromkeys(("tag", "label", "ref", "eqref", "nonumber", "notag"), "formulas have no numbers"),
    **dict.fromkeys(("over", "atop", "above"), "write \\frac{…}{…}"),
    **dict.fromkeys(("rm", "bf", "it", "cal"), "write \\mathrm{…}, \\mathbf{…}, \\mathit{…} or \\mathcal{…}"),
    **dict.fromkeys(("hline", "cancel", "boxed"), "no rule is drawn in or around a formula"),
    **dict.fromkeys(("xrightarrow", "xleftarrow"), "write \\overset{…}{\\longrightarrow}"),
    **dict.fromkeys(("class", "style", "cssId", "data", "input", "include", "verb", "unicode"), ""),
    "choose": "write \\binom{…}{…}",
}
SIGNS = {"\\to": "→", "\\dots": "…", "\\|": "‖", **{f"\\{sign}": sign for sign in "{}%&#_$"}}
DELIMITERS = {"<": "⟨", ">": "⟩", ".": "", **{sign: sign for sign in "()[]|/⟨⟩⌊⌋⌈⌉‖↑↓"}}
DELIMITING = frozenset("()[]{}|/\\⟨⟩⌊⌋⌈⌉‖↑↓∣∥")
SIGNED = frozenset("+−±∓")
PRIMES = {1: "′", 2: "″", 3: "‴", 4: "⁗"}
BIG_OPERATORS = frozenset("∑∏∐⋂⋃⋀⋁⨀⨁⨂⨄⨆")
ORDINARY = frozenset('∀∁∂∃∄∅∆∇∞∠∡∢⊤⊥…%#§¶&@"\\')  # symbols and punctuation that stand like a letter
WRITTEN = {"-": "−", "*": "∗"}

TOKEN = re.compile(r"\\(?:begin|end)\s*\{[^{}\\]*\}|\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
LENGTH = re.compile(r"-?\d{1,2}(\.\d{1,3})?(em|ex)")


class CannotSetError(ValueError):
    """Says in one sentence, for an editor, why a formula can't be set."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn formula: its SVG, and its width, whole height and depth under the baseline in em of the text around it.

    Set it ``width`` wide and ``height`` high with ``vertical-align: -depth``, and its baseline is the line's.
    """

    svg: str
    width: float
    height: float
    depth: float


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
    math = ET.Element("math", {"xmlns": MATHML, **_tree(tex, display).attrib})
    math.extend(_tree(tex, display))
    readable = "".join(character for character in alt or tex if character.isprintable() or character.isspace())
    math.set("alttext", " ".join(readable.split()))
    return ET.tostring(math, encoding="unicode")


@lru_cache(maxsize=4096)
def drawing(tex: str, *, display: bool) -> Drawing:
    """Draw a formula, for a block or a line, without ids, in the current colour; raises CannotSetError on a problem."""
    tree = _for_ziamath(_tree(tex, display), display=display)
    ziamath, font = _engine()
    for character in "".join(tree.itertext()):
        if font.glyphindex(character) == 0:
            name = unicodedata.name(character, "no name")
            raise CannotSetError(f"no glyph for U+{ord(character):04X} ({name}) in the font for formulas")
    ink = ET.Element("g")
    try:
        node = ziamath.Math(tree, size=EM, margin=0).node
        node.draw(0, 0, ink)
    except Exception as error:  # ziamath raises whatever it meets
        raise CannotSetError("the formula has a part that can't be drawn") from error
    return _svg(ink, node.bbox)


@lru_cache(maxsize=4096)
def _tree(tex: str, display: bool) -> ET.Element:
    """Give the ``math`` element of a formula; it is shared, so nobody may change it."""
    if not tex.strip():
        raise CannotSetError("the formula is empty")
    if len(tex) > LONGEST:
        raise CannotSetError(f"the formula has {len(tex):,} characters; {LONGEST:,} is the most")
    math = ET.Element("math", {"display": "block" if display else "inline"})
    math.extend(_Reader(tex).formula(display=display))
    if not any(element.text for element in math.iter()):
        raise CannotSetError("the formula has nothing to show")
    return math


# From LaTeX to the tree


DIGITS = frozenset("0123456789")
NAMES = frozenset({"function", "limits"})


class _Atom(NamedTuple):
    """An element of a row, and what matters of it for its neighbours: a function, or limits that go under it."""

    element: ET.Element
    kind: str = ""


class _Reader:
    """Reads one formula, once, from its first token to its last."""

    def __init__(self, tex: str) -> None:
        self.tokens = TOKEN.findall(unicodedata.normalize("NFC", tex))
        self.place = 0
        self.depth = 0
        self.parts = 0
        self.display = False

    def formula(self, *, display: bool) -> list[ET.Element]:
        """Read the whole formula as the children of ``math``."""
        return self._row({""}, "the formula", display)

    def _peek(self) -> str:
        while self.place < len(self.tokens) and self.tokens[self.place].isspace():
            self.place += 1
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def _next(self) -> str:
        item = self._peek()
        self.place += 1
        return item

    def _made(
        self, tag: str, text: str = "", children: Iterable[ET.Element] = (), said: Mapping[str, str] | None = None
    ) -> ET.Element:
        self.parts += max(1, len(text))
        if self.parts > LARGEST:
            raise CannotSetError(f"the formula has more than {LARGEST:,} parts")
        element = ET.Element(tag, dict(said or {}))
        element.text = text or None
        element.extend(children)
        return element

    def _one(self, row: list[ET.Element]) -> ET.Element:
        """Give a row as one element: its only one, or an ``mrow``, or a space of no width."""
        if len(row) == 1:
            return row[0]
        return self._made("mrow", children=row) if row else self._made("mspace")

    def _row(self, ends: set[str], opener: str, display: bool) -> list[ET.Element]:
        """Read up to one of the tokens that end this row, which is left standing."""
        outer, self.display = self.display, display
        atoms: list[_Atom] = []
        while (item := self._peek()) not in ends:
            if not item:
                raise CannotSetError(f"{opener} is never closed")
            if item in STYLES:
                self._next()
                style = STYLES[item]
                if rest := self._row(ends, opener, style["displaystyle"] == "true"):
                    atoms.append(_Atom(self._made("mstyle", children=rest, said=style)))
            elif item == "\\middle" and "\\right" in ends:
                self._next()
                atoms.append(_Atom(self._bracket(self._delimiter(item), "infix")))
            else:
                atoms.append(self._scripted())
        self.display = outer
        return self._spaced(atoms)

    def _spaced(self, atoms: list[_Atom]) -> list[ET.Element]:
        """Set the space around functions and signs as TeX does, and say that functions are applied to what follows."""
        row: list[ET.Element] = []
        for number, (element, kind) in enumerate(atoms):
            before = atoms[number - 1] if number else None
            if element.text in SIGNED and before and before.element.tag == "mo" and not _is_closing(before.element):
                element.set("form", "prefix")  # the minus of x = -1
            if kind in NAMES and before and before.kind not in NAMES and _is_operand(before.element, closing=True):
                row.append(self._made("mspace", said={"width": SPACES["\\,"]}))
            row.append(element)
            if kind in NAMES and number + 1 < len(atoms):
                after = atoms[number + 1]
                if _is_operand(after.element, closing=False):
                    row += [self._made("mo", APPLY), self._made("mspace", said={"width": SPACES["\\,"]})]
                elif _opens(after.element):
                    row.append(self._made("mo", APPLY))
        return row

    def _scripted(self) -> _Atom:
        """Read one atom with its primes, subscript and superscript."""
        base = _Atom(self._made("mspace")) if self._peek() in {"_", "^", "'"} else self._atom()
        limits = base.kind == "brace" or (
            self.display and (base.kind == "limits" or base.element.text in BIG_OPERATORS)
        )
        if self._peek() in {"\\limits", "\\nolimits"}:
            if base.kind != "limits" and not _is_large(base.element):
                raise CannotSetError(f"{self._peek()} follows no operator such as \\sum")
            limits = self._next() == "\\limits"
        scripts = self._scripts()
        if not scripts:
            return base
        if limits and _is_large(base.element):
            base.element.set("movablelimits", "false")
        tag = ("munder", "mover", "munderover") if limits else ("msub", "msup", "msubsup")
        children = [base.element, *(scripts[sign] for sign in "_^" if sign in scripts)]
        element = self._made(tag[2 if len(scripts) == 2 else int("^" in scripts)], children=children)
        return _Atom(element, base.kind if base.kind in NAMES else "")

    def _scripts(self) -> dict[str, ET.Element]:
        """Read the subscript and superscript that follow, with primes at the front of the superscript."""
        scripts: dict[str, ET.Element] = {}
        primes = 0
        while (item := self._peek()) in {"_", "^", "'"}:
            self._next()
            if item == "'":
                primes += 1
            elif item in scripts:
                raise CannotSetError(
                    f"two {item} follow each other; put braces around the part that the second belongs to"
                )
            else:
                scripts[item] = self._argument(item)
        if primes:
            mark = self._made("mo", PRIMES.get(primes, "′" * primes))
            scripts["^"] = self._made("mrow", children=[mark, scripts["^"]]) if "^" in scripts else mark
        return scripts

    def _argument(self, command: str, *, display: bool = False) -> ET.Element:
        """Read what belongs to a command: a group, or one token as TeX takes it."""
        item = self._peek()
        if item in {"", "}", "]", "&", "_", "^", "'", *MISPLACED} or item.startswith("\\end{"):
            raise CannotSetError(f"{command} lacks what belongs to it")
        if item in DIGITS:
            return self._made("mn", self._next())
        outer, self.display = self.display, display
        element = self._group() if item == "{" else self._atom().element
        self.display = outer
        return element

    def _group(self) -> ET.Element:
        self._deeper()
        self._next()
        row = self._row({"}"}, "a {", self.display)
        self._next()
        self.depth -= 1
        return self._one(row)

    def _deeper(self, steps: int = 1) -> None:
        self.depth += steps
        if self.depth > 2 * DEEPEST:  # a command is one, and the braces after it are one
            raise CannotSetError(f"the formula is nested more than {DEEPEST} deep")

    def _atom(self) -> _Atom:
        """Read one atom without its scripts."""
        item = self._peek()
        if item == "{":
            element = self._group()
            if element.tag == "mo":  # {=} and {,} stand like letters
                element.attrib |= {"lspace": "0em", "rspace": "0em"}
            return _Atom(element)
        if item in DIGITS or (item == "." and DIGITS.intersection(self.tokens[self.place + 1 : self.place + 2])):
            return _Atom(self._made("mn", self._number()))
        self._next()
        if item in SPACES:
            return _Atom(self._made("mspace", said={"width": SPACES[item]}))
        if item.startswith("\\"):
            outer = self.depth
            self._deeper(2 if item.startswith(("\\begin", "\\left")) else 1)
            atom = self._command(item)
            self.depth = outer
            return atom
        if item in "}%#$&":
            hint = "closes nothing that is open" if item == "}" else f"can't stand here; write \\{item} for the sign"
            raise CannotSetError(f"{item} {hint}")
        if unicodedata.category(item)[0] in "CM":
            raise CannotSetError(
                f"U+{ord(item):04X} ({unicodedata.name(item, 'a control character')}) can't stand here"
            )
        return _Atom(self._sign(item))

    def _number(self) -> str:
        """Read a number: digits, with a point or a comma in braces between them."""
        number = re.match(r"\.?\d+(?:(?:\.|\{,\})\d+)*", "".join(self.tokens[self.place : self.place + 100]), re.ASCII)
        assert number  # it starts with a digit, or with a point before one
        self.place += len(number[0])
        return number[0].replace("{,}", ",")

    def _command(self, item: str) -> _Atom:
        if item in READERS:
            return READERS[item](self, item)
        if item.startswith("\\begin") and item != "\\begin":
            return _Atom(self._environment(re.sub(r"\s", "", item)[7:-1]))
        if item.startswith("\\end") and item.endswith("}"):
            raise CannotSetError(f"{item} closes nothing that is open")
        name = item[1:]
        if name in FORBIDDEN or name.startswith("html"):
            hint = FORBIDDEN.get(name)
            raise CannotSetError(f"{item} can't be used in a formula{f': {hint}' if hint else ''}")
        if item not in _symbols():
            hint = did_you_mean(item, (*READERS, *_symbols()))
            raise CannotSetError(f"{item} isn't known in formulas{f'; {hint}' if hint else ''}")
        return _Atom(self._sign(_symbols()[item]))

    def misplaced(self, item: str) -> _Atom:
        r"""Refuse a command that only its partner may read: a ``\right`` without ``\left``, a ``\\`` out of a table."""
        raise CannotSetError(f"{item} can't stand here{MISPLACED[item]}")

    def function(self, item: str) -> _Atom:
        r"""Read the name of a function, with limits or without; ``\operatorname`` brings its own."""
        if item != "\\operatorname":
            return _Atom(
                self._made("mi", FUNCTIONS.get(item) or LIMITS[item]), "limits" if item in LIMITS else "function"
            )
        kind = "function"
        if self._peek() == "*":
            self._next()
            kind = "limits"
        name = re.sub(r"\\,|\s+", "\u2009", self._words(item).strip())
        if not re.fullmatch("[A-Za-z\u2009-]*[A-Za-z]", name):
            raise CannotSetError("\\operatorname takes a name in letters, such as \\operatorname{lcm}")
        return _Atom(self._made("mi", name), kind)

    def fraction(self, item: str) -> _Atom:
        """Read a fraction or a binomial coefficient, in the size that its command asks for."""
        parts = [self._argument(item), self._argument(item)]
        style = STYLES.get(FRACTIONS[item], {})
        is_binomial = item.endswith("binom")
        fraction = self._made("mfrac", children=parts, said={"linethickness": "0"} if is_binomial else {})
        styled = self._made("mstyle", children=[fraction], said=style) if style else fraction
        return _Atom(self._fenced("(", [styled], ")") if is_binomial else styled)

    def root(self, item: str) -> _Atom:
        """Read a square root, or another with its degree in brackets."""
        degree = []
        if self._peek() == "[":
            self._next()
            degree = [self._one(self._row({"]"}, "[", False))]
            self._next()
        radicand = self._argument(item)
        return _Atom(self._made("mroot" if degree else "msqrt", children=[radicand, *degree]))

    def accent(self, item: str) -> _Atom:
        """Read what stands under a diacritic, a line or a brace, or over one."""
        sign, grows = ACCENTS[item]
        base = self._argument(item, display=self.display)
        mark = self._made("mo", sign, said={"stretchy": "true" if grows else "false"})
        kind = "brace" if item.endswith("brace") else ""
        if item.startswith("\\under"):
            return _Atom(self._made("munder", children=[base, mark], said={"accentunder": "true"}), kind)
        return _Atom(self._made("mover", children=[base, mark], said={"accent": "true"}), kind)

    def stack(self, item: str) -> _Atom:
        """Read something small to be set over or under something else."""
        mark = self._argument(item)
        base = self._argument(item, display=self.display)
        return _Atom(self._made("munder" if item == "\\underset" else "mover", children=[base, mark]))

    def phantom(self, item: str) -> _Atom:
        """Read what takes room but isn't seen; two of the three take it in one direction only."""
        hidden = self._made("mphantom", children=[self._argument(item, display=self.display)])
        flat = dict.fromkeys(PHANTOMS[item], "0em")
        return _Atom(self._made("mpadded", children=[hidden], said=flat) if flat else hidden)

    def font(self, item: str) -> _Atom:
        """Read letters in another alphabet; upright letters side by side become one name."""
        element = self._argument(item, display=self.display)
        variant = FONTS[item]
        if variant == "normal" and element.tag == "mrow" and all(child.tag == "mi" for child in element):
            return _Atom(self._upright("".join(element.itertext())))
        if variant == "normal" and element.tag == "mi":
            return _Atom(self._upright(element.text or ""))
        for leaf in element.iter():
            if leaf.tag in {"mi", "mn"} and leaf.text:
                leaf.text = _lettered(leaf.text, variant)
        return _Atom(element)

    def _upright(self, letters: str) -> ET.Element:
        return self._made("mi", letters, said={"mathvariant": "normal"} if len(letters) == 1 else {})

    def text(self, item: str) -> _Atom:
        """Read plain words; their spaces become no-break spaces, since MathML trims others."""
        words = self._words(item)
        plain = re.sub(r"\\([%&#_$ ])", r"\1", words)
        if bad := set(re.sub(r"\\[%&#_$ ]", "", words)) & set("\\$<>&#%^_{"):
            raise CannotSetError(f"{item}{{…}} holds plain words only, not {' or '.join(sorted(bad))}")
        if bad := {sign for sign in plain if unicodedata.category(sign)[0] == "C" and not sign.isspace()}:
            raise CannotSetError(f"U+{ord(min(bad)):04X} can't stand in {item}{{…}}")
        spaced = re.sub(r"[\s~]+", "\u00a0", plain).replace("'", "’")
        return _Atom(self._made("mtext", _lettered(spaced, TEXTS[item]) if spaced.isascii() else spaced))

    def _words(self, command: str) -> str:
        """Read a group as it was typed."""
        if self._next() != "{":
            raise CannotSetError(f"{command} takes its words in braces")
        start = self.place
        while self._next() != "}":
            if self.place > len(self.tokens):
                raise CannotSetError(f"the {{ after {command} is never closed")
        return "".join(self.tokens[start : self.place - 1])

    def other(self, item: str) -> _Atom:
        """Read a command that is like no other."""
        match item:
            case "\\hspace":
                length = re.sub(r"\s", "", self._words(item))
                if not LENGTH.fullmatch(length):
                    raise CannotSetError("\\hspace takes a length in em or ex, such as \\hspace{1em}")
                return _Atom(self._made("mspace", said={"width": length}))
            case "\\bmod":
                return _Atom(self._made("mo", "mod", said={"lspace": SPACES["\\:"], "rspace": SPACES["\\:"]}))
            case "\\pmod":
                name, gap = self._made("mi", "mod"), self._made("mspace", said={"width": "0.333em"})
                inside = self._fenced("(", [name, gap, self._argument(item)], ")")
                return _Atom(self._made("mrow", children=[self._made("mspace", said={"width": "1em"}), inside]))
            case "\\not":
                struck = self._next()
                sign = _symbols().get(struck, struck)
                negated = unicodedata.normalize("NFC", f"{sign}\u0338")
                if len(negated) != 1:
                    raise CannotSetError(f"\\not can't strike out {struck or 'nothing'}")
                return _Atom(self._sign(negated))
            case _:
                return _Atom(self._substack())

    def _substack(self) -> ET.Element:
        if self._next() != "{":
            raise CannotSetError("\\substack takes its lines in braces")
        rows = []
        while True:
            line = self._row({"\\\\", "}"}, "the { after \\substack", False)
            rows.append(self._made("mtr", children=[self._made("mtd", children=line)]))
            if self._next() == "}":
                return self._made("mtable", children=rows, said={"class": "substack"})

    def fence(self, item: str) -> _Atom:
        r"""Read what stands between ``\left`` and ``\right``."""
        opening = self._delimiter(item)
        row = self._row({"\\right"}, "\\left", self.display)
        closing = self._delimiter(self._next())
        return _Atom(self._fenced(opening, row, closing))

    def _fenced(self, opening: str, row: list[ET.Element], closing: str) -> ET.Element:
        left = [self._bracket(opening, "prefix")] if opening else []
        right = [self._bracket(closing, "postfix")] if closing else []
        return self._made("mrow", children=[*left, *(row or [self._made("mspace")]), *right])

    def _bracket(self, sign: str, form: str) -> ET.Element:
        said = {"form": form, "fence": "true", "stretchy": "true"}
        return self._made("mo", sign, said=said | ({"lspace": "0em", "rspace": "0em"} if form == "infix" else {}))

    def size(self, item: str) -> _Atom:
        """Read a bracket or bar of a fixed size."""
        name = item.rstrip("lrm")
        sign = self._delimiter(item)
        if not sign:
            raise CannotSetError(f"{item} needs a bracket or a bar after it")
        sides = {} if item.endswith("m") else {"lspace": "0em", "rspace": "0em"}
        height = {"stretchy": "true", "minsize": SIZES[name], "maxsize": SIZES[name]}
        return _Atom(self._made("mo", sign, said=height | sides))

    def _delimiter(self, command: str) -> str:
        """Read the bracket or bar after a command; the point of an empty side gives nothing."""
        item = self._next()
        sign = DELIMITERS[item] if item in DELIMITERS else _symbols().get(item, " ")
        if sign not in DELIMITING and sign:
            raise CannotSetError(f"{command} needs a bracket or a bar after it" + (f", not {item}" if item else ""))
        return sign

    def _sign(self, sign: str) -> ET.Element:
        """Give one character as an identifier or an operator, by its kind in Unicode and in TeX."""
        category = unicodedata.category(sign)
        if category in {"Ps", "Pe"}:
            form = "prefix" if category == "Ps" else "postfix"
            return self._made("mo", sign, said={"form": form, "stretchy": "false"})
        if sign in "|‖":
            return self._made("mo", sign, said={"stretchy": "false", "lspace": "0em", "rspace": "0em"})
        if sign in "↑↓↕⇑⇓⇕":
            return self._made("mo", sign, said={"stretchy": "false"})
        is_arrow = "\u2190" <= sign <= "\u21ff" or "\u27f0" <= sign <= "\u27ff" or "\u2900" <= sign <= "\u297f"
        if sign not in ORDINARY and (category == "Sm" or category[0] == "P" or is_arrow):
            return self._made("mo", WRITTEN.get(sign, sign))
        return self._upright(sign) if "Α" <= sign <= "Ω" else self._made("mi", sign)

    def _environment(self, name: str) -> ET.Element:
        if name not in ENVIRONMENTS:
            hint = did_you_mean(name, ENVIRONMENTS)
            raise CannotSetError(f"the environment {name} isn't known in formulas{f'; {hint}' if hint else ''}")
        columns = self._columns() if name == "array" else ("right", "left") if name in ALIGNED else ()
        columns = ("left",) if name == "cases" else columns
        roomy = name in ALIGNED or name == "gathered"
        rows = [
            self._made("mtr", children=[self._cell(cell, columns, number) for number, cell in enumerate(row)])
            for row in self._cells(name, roomy)
        ]
        kind = "aligned" if roomy else "small" if name == "smallmatrix" else name
        table = self._made("mtable", children=rows, said={"class": kind} | ({"displaystyle": "true"} if roomy else {}))
        if kind == "small":
            return self._made("mstyle", children=[table], said=STYLES["\\scriptstyle"])
        opening, closing = ENVIRONMENTS[name]
        return self._fenced(opening, [table], closing) if opening else table

    def _cells(self, name: str, display: bool) -> list[list[list[ET.Element]]]:
        """Read a table's rows of cells of elements; a last line break starts no row."""
        end = f"\\end{{{name}}}"
        rows: list[list[list[ET.Element]]] = [[]]
        while True:
            rows[-1].append(self._row({"&", "\\\\", "\\cr", end}, f"\\begin{{{name}}}", display))
            item = self._next()
            if item == end:
                break
            if item != "&":
                self._skip_gap()
                rows.append([])
        if rows[-1] == [[]]:
            rows.pop()
        if not rows:
            raise CannotSetError(f"\\begin{{{name}}} … {end} is empty")
        return rows

    def _skip_gap(self) -> None:
        r"""Pass over the length of ``\\[2pt]``: the distance of lines is the layout's."""
        if self.tokens[self.place : self.place + 1] == ["["] and "]" in self.tokens[self.place :]:
            self.place = self.tokens.index("]", self.place) + 1

    def _columns(self) -> tuple[str, ...]:
        letters = re.sub(r"\s", "", self._words("\\begin{array}"))
        sides = {"l": "left", "c": "center", "r": "right"}
        if not letters or set(letters) - set(sides):
            raise CannotSetError("the columns of an array are said by l, c and r, such as \\begin{array}{lr}")
        return tuple(sides[letter] for letter in letters)

    def _cell(self, row: list[ET.Element], columns: tuple[str, ...], number: int) -> ET.Element:
        side = columns[number % len(columns)] if columns else "center"
        if columns == ("right", "left") and number % 2 and row and row[0].tag == "mo":
            row[0].set("form", "infix")  # the left side stands in the cell before
        return self._made("mtd", children=row, said={} if side == "center" else {"class": side, "columnalign": side})


MISPLACED = {
    "\\right": ": it closes no \\left",
    "\\middle": ": it stands between \\left and \\right",
    "\\limits": ": it follows no operator such as \\sum",
    "\\nolimits": ": it follows no operator such as \\sum",
    "\\\\": "; lines are broken in a table, such as \\begin{aligned} … \\end{aligned}",
    "\\cr": "; lines are broken in a table, such as \\begin{aligned} … \\end{aligned}",
}
READERS: dict[str, Callable[[_Reader, str], _Atom]] = {
    **dict.fromkeys(MISPLACED, _Reader.misplaced),
    **dict.fromkeys((*FUNCTIONS, *LIMITS, "\\operatorname"), _Reader.function),
    **dict.fromkeys(FRACTIONS, _Reader.fraction),
    **dict.fromkeys(ACCENTS, _Reader.accent),
    **dict.fromkeys(STACKS, _Reader.stack),
    **dict.fromkeys(PHANTOMS, _Reader.phantom),
    **dict.fromkeys(FONTS, _Reader.font),
    **dict.fromkeys(TEXTS, _Reader.text),
    **dict.fromkeys(("\\hspace", "\\bmod", "\\pmod", "\\not", "\\substack"), _Reader.other),
    **dict.fromkeys((size + side for size in SIZES for side in ("", "l", "m", "r")), _Reader.size),
    "\\sqrt": _Reader.root,
    "\\left": _Reader.fence,
}


@lru_cache(maxsize=1)
def _symbols() -> dict[str, str]:
    """Give the character of each command that stands for one."""
    from latex2mathml.symbols_parser import SYMBOLS  # noqa: PLC0415 - slow to load, and few manuscripts have maths

    named = {name: chr(int(code, 16)) for name, code in SYMBOLS.items() if re.fullmatch(r"\\[A-Za-z]+", name)}
    return {name: sign for name, sign in (named | SIGNS).items() if unicodedata.category(sign)[0] not in "MZ"}


def _lettered(text: str, variant: str) -> str:
    """Give letters and digits as those of a mathematical alphabet, which is how Core says a font; others stay."""
    return "".join(_letter(character, variant.upper()) for character in text) if variant else text


@lru_cache(maxsize=512)
def _letter(character: str, variant: str) -> str:
    name = unicodedata.name(character, "").replace("LATIN ", "").replace("GREEK ", "").replace(" LETTER", "")
    older = {"FRAKTUR": "BLACK-LETTER", "ITALIC": "PLANCK"}.get(variant, variant)
    for known in (f"MATHEMATICAL {variant} {name}", f"{older} {name}", f"MATHEMATICAL BOLD {name}"):
        try:
            if variant.startswith("BOLD") or "MATHEMATICAL BOLD" not in known:
                return unicodedata.lookup(known)
        except KeyError:
            continue
    return "ℎ" if (variant, character) == ("ITALIC", "h") else character


def _is_large(element: ET.Element) -> bool:
    """Tell an operator that can have limits over and under it, such as a sum or an integral."""
    return element.tag == "mo" and (element.text or "") in BIG_OPERATORS | set("∫∬∭∮∯∰")


def _is_closing(element: ET.Element) -> bool:
    """Tell an operator after which a plus or minus stands between two things: a closing bracket, a bar, a factorial."""
    return element.get("form") == "postfix" or element.text in {"|", "‖", "!", "%"}


def _opens(element: ET.Element) -> bool:
    """Tell an opening bracket, or a part that starts with one."""
    first = element[0] if element.tag == "mrow" and len(element) else element
    return first.tag == "mo" and first.get("form") == "prefix"


def _is_operand(element: ET.Element, *, closing: bool) -> bool:
    """Tell what a function takes, or, for ``closing``, what it may follow with a space between."""
    if element.tag == "mo":
        return closing and element.get("form") == "postfix"
    return element.tag != "mspace" and (closing or not _opens(element))


# From the tree to the drawing

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
        large = element.tag in ROWS and _is_large(child[0] if child.tag in SCRIPTED else child)
        if large and number and _is_operand(element[number - 1], closing=True):
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
    if _is_large(element):
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
