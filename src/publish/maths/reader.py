"""From the LaTeX of one formula to its tree of MathML Core."""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET
from functools import lru_cache
from typing import TYPE_CHECKING

from publish.diagnostics import Known, did_you_mean
from publish.maths.commands import READERS
from publish.maths.elements import Atom, CannotSetError, is_closing, is_large, is_operand, opens
from publish.maths.environments import environment
from publish.maths.symbols import symbols
from publish.maths.tables import (
    APPLY,
    BIG_OPERATORS,
    DELIMITERS,
    DELIMITING,
    FORBIDDEN,
    MISPLACED,
    ORDINARY,
    PRIMES,
    SIGNED,
    SPACES,
    STYLES,
    WRITTEN,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST = 10_000  # characters of LaTeX
LARGEST = 1_500  # signs and elements: ziamath's time grows with the square of a row
DEEPEST = 32  # braces, tables, roots… inside each other: ziamath spends up to 15 of Python's 1,000 frames on each

TOKEN = re.compile(r"\\(?:begin|end)\s*\{[^{}\\]*\}|\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
DIGITS = frozenset("0123456789")
NAMES = frozenset({"function", "limits"})


@lru_cache(maxsize=4096)
def tree(tex: str, *, display: bool) -> ET.Element:
    """Give the ``math`` element of a formula; it is shared, so nobody may change it. Raises CannotSetError."""
    if not tex.strip():
        raise CannotSetError("the formula is empty")
    if len(tex) > LONGEST:
        raise CannotSetError(f"the formula has {len(tex):,} characters; {LONGEST:,} is the most")
    math = ET.Element("math", {"display": "block" if display else "inline"})
    math.extend(Reader(tex).formula(display=display))
    if not any(element.text for element in math.iter()):
        raise CannotSetError("the formula has nothing to show")
    return math


@lru_cache(maxsize=1)
def _commands() -> Known:
    """Give every command that is known, in the order in which they are compared with one that isn't."""
    return Known((*READERS, *symbols()))


class Reader:
    """Reads one formula, once, from its first token to its last."""

    def __init__(self, tex: str) -> None:
        self.tokens = TOKEN.findall(unicodedata.normalize("NFC", tex))
        self.place = 0
        self.depth = 0
        self.parts = 0
        self.display = False

    def formula(self, *, display: bool) -> list[ET.Element]:
        """Read the whole formula as the children of ``math``."""
        return self.row({""}, "the formula", display)

    def peek(self) -> str:
        """Give the next token that is no white space, and leave it standing; nothing at the end."""
        while self.place < len(self.tokens) and self.tokens[self.place].isspace():
            self.place += 1
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self) -> str:
        """Give the next token that is no white space, and go on behind it; nothing at the end."""
        item = self.peek()
        self.place += 1
        return item

    def words(self, command: str) -> str:
        """Read a group as it was typed."""
        if self.take() != "{":
            raise CannotSetError(f"{command} takes its words in braces")
        start = self.place
        while self.take() != "}":
            if self.place > len(self.tokens):
                raise CannotSetError(f"the {{ after {command} is never closed")
        return "".join(self.tokens[start : self.place - 1])

    def delimiter(self, command: str) -> str:
        """Read the bracket or bar after a command; the point of an empty side gives nothing."""
        item = self.take()
        sign = DELIMITERS[item] if item in DELIMITERS else symbols().get(item, " ")
        if sign not in DELIMITING and sign:
            raise CannotSetError(f"{command} needs a bracket or a bar after it" + (f", not {item}" if item else ""))
        return sign

    def made(
        self, tag: str, text: str = "", children: Iterable[ET.Element] = (), said: Mapping[str, str] | None = None
    ) -> ET.Element:
        """Make an element with its attributes, and count it: a formula has so many parts at the most."""
        self.parts += max(1, len(text))
        if self.parts > LARGEST:
            raise CannotSetError(f"the formula has more than {LARGEST:,} parts")
        element = ET.Element(tag, dict(said or {}))
        element.text = text or None
        element.extend(children)
        return element

    def one(self, row: list[ET.Element]) -> ET.Element:
        """Give a row as one element: its only one, or an ``mrow``, or a space of no width."""
        if len(row) == 1:
            return row[0]
        return self.made("mrow", children=row) if row else self.made("mspace")

    def upright(self, letters: str) -> ET.Element:
        """Give letters as an upright name: MathML has one letter alone in italics."""
        return self.made("mi", letters, said={"mathvariant": "normal"} if len(letters) == 1 else {})

    def fenced(self, opening: str, row: list[ET.Element], closing: str) -> ET.Element:
        """Give a row between brackets that grow with it; an empty one stands for none."""
        left = [self._bracket(opening, "prefix")] if opening else []
        right = [self._bracket(closing, "postfix")] if closing else []
        return self.made("mrow", children=[*left, *(row or [self.made("mspace")]), *right])

    def _bracket(self, sign: str, form: str) -> ET.Element:
        said = {"form": form, "fence": "true", "stretchy": "true"}
        return self.made("mo", sign, said=said | ({"lspace": "0em", "rspace": "0em"} if form == "infix" else {}))

    def row(self, ends: set[str], opener: str, display: bool) -> list[ET.Element]:
        """Read up to one of the tokens that end this row, which is left standing."""
        outer, self.display = self.display, display
        atoms: list[Atom] = []
        while (item := self.peek()) not in ends:
            if not item:
                raise CannotSetError(f"{opener} is never closed")
            if item in STYLES:
                self.take()
                style = STYLES[item]
                if rest := self.row(ends, opener, style["displaystyle"] == "true"):
                    atoms.append(Atom(self.made("mstyle", children=rest, said=style)))
            elif item == "\\middle" and "\\right" in ends:
                self.take()
                atoms.append(Atom(self._bracket(self.delimiter(item), "infix")))
            else:
                atoms.append(self._scripted())
        self.display = outer
        return self._spaced(atoms)

    def _spaced(self, atoms: list[Atom]) -> list[ET.Element]:
        """Set the space around functions and signs as TeX does, and say that functions are applied to what follows."""
        row: list[ET.Element] = []
        for number, (element, kind) in enumerate(atoms):
            before = atoms[number - 1] if number else None
            if element.text in SIGNED and before and before.element.tag == "mo" and not is_closing(before.element):
                element.set("form", "prefix")  # the minus of x = -1
            if kind in NAMES and before and before.kind not in NAMES and is_operand(before.element, closing=True):
                row.append(self.made("mspace", said={"width": SPACES["\\,"]}))
            row.append(element)
            if kind in NAMES and number + 1 < len(atoms):
                after = atoms[number + 1]
                if is_operand(after.element, closing=False):
                    row += [self.made("mo", APPLY), self.made("mspace", said={"width": SPACES["\\,"]})]
                elif opens(after.element):
                    row.append(self.made("mo", APPLY))
        return row

    def _scripted(self) -> Atom:
        """Read one atom with its primes, subscript and superscript."""
        base = Atom(self.made("mspace")) if self.peek() in {"_", "^", "'"} else self._atom()
        limits = base.kind == "brace" or (
            self.display and (base.kind == "limits" or base.element.text in BIG_OPERATORS)
        )
        if self.peek() in {"\\limits", "\\nolimits"}:
            if base.kind != "limits" and not is_large(base.element):
                raise CannotSetError(f"{self.peek()} follows no operator such as \\sum")
            limits = self.take() == "\\limits"
        scripts = self._scripts()
        if not scripts:
            return base
        if limits and is_large(base.element):
            base.element.set("movablelimits", "false")
        tag = ("munder", "mover", "munderover") if limits else ("msub", "msup", "msubsup")
        children = [base.element, *(scripts[sign] for sign in "_^" if sign in scripts)]
        element = self.made(tag[2 if len(scripts) == 2 else int("^" in scripts)], children=children)
        return Atom(element, base.kind if base.kind in NAMES else "")

    def _scripts(self) -> dict[str, ET.Element]:
        """Read the subscript and superscript that follow, with primes at the front of the superscript."""
        scripts: dict[str, ET.Element] = {}
        primes = 0
        while (item := self.peek()) in {"_", "^", "'"}:
            self.take()
            if item == "'":
                primes += 1
            elif item in scripts:
                raise CannotSetError(
                    f"two {item} follow each other; put braces around the part that the second belongs to"
                )
            else:
                scripts[item] = self.argument(item)
        if primes:
            mark = self.made("mo", PRIMES.get(primes, "′" * primes))
            scripts["^"] = self.made("mrow", children=[mark, scripts["^"]]) if "^" in scripts else mark
        return scripts

    def argument(self, command: str, *, display: bool = False) -> ET.Element:
        """Read what belongs to a command: a group, or one token as TeX takes it."""
        item = self.peek()
        if item in {"", "}", "]", "&", "_", "^", "'", *MISPLACED} or item.startswith("\\end{"):
            raise CannotSetError(f"{command} lacks what belongs to it")
        if item in DIGITS:
            return self.made("mn", self.take())
        outer, self.display = self.display, display
        element = self._group() if item == "{" else self._atom().element
        self.display = outer
        return element

    def _group(self) -> ET.Element:
        self._deeper()
        self.take()
        row = self.row({"}"}, "a {", self.display)
        self.take()
        self.depth -= 1
        return self.one(row)

    def _deeper(self, steps: int = 1) -> None:
        self.depth += steps
        if self.depth > 2 * DEEPEST:  # a command is one, and the braces after it are one
            raise CannotSetError(f"the formula is nested more than {DEEPEST} deep")

    def _atom(self) -> Atom:
        """Read one atom without its scripts."""
        item = self.peek()
        if item == "{":
            element = self._group()
            if element.tag == "mo":  # {=} and {,} stand like letters
                element.attrib |= {"lspace": "0em", "rspace": "0em"}
            return Atom(element)
        if item in DIGITS or (item == "." and DIGITS.intersection(self.tokens[self.place + 1 : self.place + 2])):
            return Atom(self.made("mn", self._number()))
        self.take()
        if item in SPACES:
            return Atom(self.made("mspace", said={"width": SPACES[item]}))
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
        return Atom(self.sign(item))

    def _number(self) -> str:
        """Read a number: digits, with a point or a comma in braces between them."""
        number = re.match(r"\.?\d+(?:(?:\.|\{,\})\d+)*", "".join(self.tokens[self.place : self.place + 100]), re.ASCII)
        assert number  # it starts with a digit, or with a point before one
        self.place += len(number[0])
        return number[0].replace("{,}", ",")

    def _command(self, item: str) -> Atom:
        if item in READERS:
            return READERS[item](self, item)
        if item.startswith("\\begin") and item != "\\begin":
            return environment(self, re.sub(r"\s", "", item)[7:-1])
        if item.startswith("\\end") and item.endswith("}"):
            raise CannotSetError(f"{item} closes nothing that is open")
        name = item[1:]
        if name in FORBIDDEN or name.startswith("html"):
            hint = FORBIDDEN.get(name)
            raise CannotSetError(f"{item} can't be used in a formula{f': {hint}' if hint else ''}")
        if item not in symbols():
            hint = did_you_mean(item, _commands())
            raise CannotSetError(f"{item} isn't known in formulas{f'; {hint}' if hint else ''}")
        return Atom(self.sign(symbols()[item]))

    def sign(self, sign: str) -> ET.Element:
        """Give one character as an identifier or an operator, by its kind in Unicode and in TeX."""
        category = unicodedata.category(sign)
        if category in {"Ps", "Pe"}:
            form = "prefix" if category == "Ps" else "postfix"
            return self.made("mo", sign, said={"form": form, "stretchy": "false"})
        if sign in "|‖":
            return self.made("mo", sign, said={"stretchy": "false", "lspace": "0em", "rspace": "0em"})
        if sign in "↑↓↕⇑⇓⇕":
            return self.made("mo", sign, said={"stretchy": "false"})
        is_arrow = "\u2190" <= sign <= "\u21ff" or "\u27f0" <= sign <= "\u27ff" or "\u2900" <= sign <= "\u297f"
        if sign not in ORDINARY and (category == "Sm" or category[0] == "P" or is_arrow):
            return self.made("mo", WRITTEN.get(sign, sign))
        return self.upright(sign) if "Α" <= sign <= "Ω" else self.made("mi", sign)
