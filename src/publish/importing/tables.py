"""A table as word processors have it → one that the dialect has: a row of headers, one text in a cell, none merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.importing.flow import Grid, Group
from publish.importing.inlines import paragraphs
from publish.importing.normal import one_line
from publish.tree import Cell, Row, Table, Text
from publish.walk import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publish.importing.flow import Field, Flow, Remarks
    from publish.importing.inlines import Speech
    from publish.source import Span
    from publish.tree import Inline

    Inlines = tuple[Inline, ...]

TODO_COLUMN = "TODO: name this column"
_MOST = 500
"""Columns over which a cell may go: more is a mistake in the file."""


def table(grid: Grid, speech: Speech, remarks: Remarks, span: Span) -> Table | None:
    """Give a table, or None where it holds nothing; what had to be changed is said."""
    rows = _spread(grid, speech, remarks, span)
    rows = [row for row in rows if any(row)]
    if not rows:
        return None
    width = max(map(len, rows))
    rows = [(*row, *[()] * (width - len(row))) for row in rows]
    if not grid.heads:
        message = "no row of the table is marked as its head, so the first names the columns"
        remarks.say("import-table", message, grid.place, "look whether it does; else write a row above it")
    elif grid.heads > 1:
        message = f"the head of the table has {grid.heads} rows; only the first is one here"
        remarks.say("import-table", message, grid.place, "name each column in one row")
    head, headed = _head(rows[0], grid, remarks, span, alone=len(rows) == 1)
    body = tuple(
        Row(
            tuple(
                Cell(cell, header="row" if headed and place == 0 else "", span=span) for place, cell in enumerate(row)
            ),
            span=span,
        )
        for row in rows[1:]
    )
    return Table(head, body, span=span)


def _head(cells: Sequence[Inlines], grid: Grid, remarks: Remarks, span: Span, *, alone: bool) -> tuple[Row, bool]:
    """Give the row of headers, and whether the first column has headers, too."""
    corner = not text_of(cells[0]).strip() and any(text_of(cell).strip() for cell in cells[1:])
    headed = (grid.headed or corner) and not alone
    if corner and not grid.headed and headed:
        message = "the table's corner is empty, so its first column is taken to name the rows"
        remarks.say("import-table", message, grid.place, "take {.row-headers} away if it doesn't, and name the column")
    named: list[Inlines] = []
    for place, cell in enumerate(cells):
        if not text_of(cell).strip() and not (place == 0 and headed and corner):
            remarks.say("import-table", f"column {place + 1} of the table has no name", grid.place, "write it there")
            cell = (Text(TODO_COLUMN, span=span),)  # noqa: PLW2901
        named.append(cell)
    return Row(tuple(Cell(cell, header="col", span=span) for cell in named), span=span), headed


def _spread(grid: Grid, speech: Speech, remarks: Remarks, span: Span) -> list[tuple[Inlines, ...]]:
    """Give the cells of each row; a merged cell's words stand in each of the cells that it covered."""
    result: list[tuple[Inlines, ...]] = []
    hanging: dict[int, tuple[int, Inlines]] = {}  # columns that a cell further up covers, and how many rows of them
    merged = False
    for row in grid.rows:
        cells = {column: words for column, (_, words) in hanging.items()}
        hanging = {column: (rows - 1, words) for column, (rows, words) in hanging.items() if rows > 1}
        column = 0
        for each in row:
            while column in cells:
                column += 1
            words = _words(each, speech, remarks, grid, span)
            again: Inlines = (Text(text_of(words), span=span),) if words else ()
            merged = merged or each.across > 1 or each.down > 1
            for at in range(column, column + min(max(each.across, 1), _MOST)):
                cells[at] = words if at == column else again
                if each.down > 1:
                    hanging[at] = (each.down - 1, again)
        result.append(tuple(cells.get(at, ()) for at in range(max(cells, default=-1) + 1)))
    if merged:
        message = "cells of the table were merged; their words stand in each of them now"
        remarks.say("import-table", message, grid.place, "look at the table, and empty what says nothing")
    return result


def _words(cell: Field, speech: Speech, remarks: Remarks, grid: Grid, span: Span) -> Inlines:
    """Give the words of a cell in one line."""
    paras = [para for para in paragraphs(cell.flow) if para.bits]
    if any(isinstance(each, Grid) for each in _below(cell.flow)):
        message = "a table stood in a cell of the table; its words are in that cell"
        remarks.say("import-table", message, grid.place, "write it as a table of its own")
    result: list[Inline] = []
    several = 0
    for para in paras:
        words = one_line(speech.inlines(para.bits, span))
        if not words:
            continue
        several += 1
        if result:
            last = text_of(result)[-1:]
            result.append(Text(" " if last in ".!?;:," else "; ", span=span))
        result += words
    if several > 1:
        remarks.drop("paragraphs and lists in a cell, which are one text now", grid.place, text_of(result))
    return one_line(tuple(result))


def _below(flow: Sequence[Flow]) -> list[Flow]:
    return [each for one in flow for each in (one, *(_below(one.flow) if isinstance(one, Group) else ()))]
