"""What is set in rows and cells: matrices, cases, aligned equations, and lines under a sum."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publish.diagnostics import did_you_mean
from publish.maths.elements import Atom, CannotSetError
from publish.maths.tables import ALIGNED, ENVIRONMENTS, STYLES

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

    from publish.maths.reader import Reader


def environment(reader: Reader, name: str) -> Atom:
    r"""Read a table up to its ``\end``, and give it between the brackets that its name says."""
    if name not in ENVIRONMENTS:
        hint = did_you_mean(name, ENVIRONMENTS)
        raise CannotSetError(f"the environment {name} isn't known in formulas{f'; {hint}' if hint else ''}")
    columns = _columns(reader) if name == "array" else ("right", "left") if name in ALIGNED else ()
    columns = ("left",) if name == "cases" else columns
    roomy = name in ALIGNED or name == "gathered"
    rows = [
        reader.made("mtr", children=[_cell(reader, cell, columns, number) for number, cell in enumerate(row)])
        for row in _cells(reader, name, roomy)
    ]
    kind = "aligned" if roomy else "small" if name == "smallmatrix" else name
    table = reader.made("mtable", children=rows, said={"class": kind} | ({"displaystyle": "true"} if roomy else {}))
    if kind == "small":
        return Atom(reader.made("mstyle", children=[table], said=STYLES["\\scriptstyle"]))
    opening, closing = ENVIRONMENTS[name]
    return Atom(reader.fenced(opening, [table], closing) if opening else table)


def _cells(reader: Reader, name: str, display: bool) -> list[list[list[ET.Element]]]:
    """Read a table's rows of cells of elements; a last line break starts no row."""
    end = f"\\end{{{name}}}"
    rows: list[list[list[ET.Element]]] = [[]]
    while True:
        rows[-1].append(reader.row({"&", "\\\\", "\\cr", end}, f"\\begin{{{name}}}", display))
        item = reader.take()
        if item == end:
            break
        if item != "&":
            _skip_gap(reader)
            rows.append([])
    if rows[-1] == [[]]:
        rows.pop()
    if not rows:
        raise CannotSetError(f"\\begin{{{name}}} … {end} is empty")
    return rows


def _skip_gap(reader: Reader) -> None:
    r"""Pass over the length of ``\\[2pt]``: the distance of lines is the layout's."""
    if reader.tokens[reader.place : reader.place + 1] == ["["] and "]" in reader.tokens[reader.place :]:
        reader.place = reader.tokens.index("]", reader.place) + 1


def _columns(reader: Reader) -> tuple[str, ...]:
    letters = re.sub(r"\s", "", reader.words("\\begin{array}"))
    sides = {"l": "left", "c": "center", "r": "right"}
    if not letters or set(letters) - set(sides):
        raise CannotSetError("the columns of an array are said by l, c and r, such as \\begin{array}{lr}")
    return tuple(sides[letter] for letter in letters)


def _cell(reader: Reader, row: list[ET.Element], columns: tuple[str, ...], number: int) -> ET.Element:
    side = columns[number % len(columns)] if columns else "center"
    if columns == ("right", "left") and number % 2 and row and row[0].tag == "mo":
        row[0].set("form", "infix")  # the left side stands in the cell before
    return reader.made("mtd", children=row, said={} if side == "center" else {"class": side, "columnalign": side})


def substack(reader: Reader, item: str) -> Atom:
    """Read lines that are set under each other, as the limits of a sum."""
    if reader.take() != "{":
        raise CannotSetError(f"{item} takes its lines in braces")
    rows = []
    while True:
        line = reader.row({"\\\\", "}"}, f"the {{ after {item}", False)
        rows.append(reader.made("mtr", children=[reader.made("mtd", children=line)]))
        if reader.take() == "}":
            return Atom(reader.made("mtable", children=rows, said={"class": "substack"}))
