"""Which header cells a table's data cells answer to, worked out on the HTML table's grid; knows no engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's table attributes: spans, a header's id and scope (Row or Column), the ids of a data cell's headers."""

    row_span: int
    column_span: int
    id: str = ""
    scope: str = ""
    headers: tuple[str, ...] = ()

    def attributes(self) -> dict[str, Any]:
        """Give the cell's /A dictionary (ISO 32000-1, table 349)."""
        found = {
            "O": "/Table",
            "RowSpan": self.row_span if self.row_span > 1 else None,
            "ColSpan": self.column_span if self.column_span > 1 else None,
            "Scope": f"/{self.scope}" if self.scope else None,
            "Headers": list(self.headers) or None,
        }
        return {key: value for key, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell on the grid, whose rows and columns are counted from 0."""

    element: Element
    rows: range
    columns: range
    group: int
    scope: str


def cells_of(table: Element, prefix: str) -> dict[Element, Cell]:
    """Give every cell of an HTML table with its attributes; header ids are ``prefix`` and a number from 1.

    A header without ``scope`` heads its column in a ``thead`` or above other headers, and its row where it comes first
    in a row of data (ISO 14289-1, 7.5; HTML, 4.9.12).
    """
    placed = tuple(_grid(table))
    headers = [cell for cell in placed if cell.scope]
    ids = {cell.element: f"{prefix}{number}" for number, cell in enumerate(headers, 1)}
    named = {name: ids[cell.element] for cell in headers if (name := cell.element.get("id"))}
    return {
        cell.element: Cell(
            len(cell.rows),
            len(cell.columns),
            ids.get(cell.element, ""),
            cell.scope,
            () if cell.scope else _headers_of(cell, headers, ids, named),
        )
        for cell in placed
    }


def _headers_of(
    cell: _Placed, headers: Sequence[_Placed], ids: Mapping[Element, str], named: Mapping[str, str]
) -> tuple[str, ...]:
    if said := cell.element.get("headers"):
        return tuple(named[name] for name in said.split() if name in named)
    over = [
        h for h in headers if h.scope == "Column" and h.rows.start < cell.rows.start and _meet(h.columns, cell.columns)
    ]
    beside = [h for h in headers if h.scope == "Row" and _heads_row(h, cell)]
    return tuple(ids[header.element] for header in (*beside, *over))


def _heads_row(header: _Placed, cell: _Placed) -> bool:
    if header.element.get("scope") == "rowgroup":
        return header.group == cell.group and header.rows.start <= cell.rows.start
    return _meet(header.rows, cell.rows) and header.columns.start < cell.columns.start


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _grid(table: Element) -> Iterator[_Placed]:
    top = 0
    for number, (rows, head) in enumerate(_groups(table)):
        taken: set[tuple[int, int]] = set()
        for y, row in enumerate(rows):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            data = any(cell.tag == "td" for cell in cells)
            x = 0
            for cell in cells:
                while (y, x) in taken:
                    x += 1
                # A span of 0 reaches the end of the group; a span that is too long ends there as well.
                height = min(_span(cell, "rowspan") or len(rows), len(rows) - y)
                width = max(1, _span(cell, "colspan"))
                taken.update((y + dy, x + dx) for dy in range(height) for dx in range(width))
                scope = _scope(cell, in_row=data and not head and x == 0) if cell.tag == "th" else ""
                yield _Placed(cell, range(top + y, top + y + height), range(x, x + width), number, scope)
                x += width
        top += len(rows)


def _groups(table: Element) -> Iterator[tuple[list[Element], bool]]:
    for child in table:
        if child.tag in ("thead", "tbody", "tfoot"):
            yield [row for row in child if row.tag == "tr"], child.tag == "thead"


def _span(cell: Element, name: str) -> int:
    said = cell.get(name, "1").strip()
    return min(int(said), 1000) if said.isascii() and said.isdigit() else 1


def _scope(cell: Element, *, in_row: bool) -> str:
    said = cell.get("scope")
    if said in ("row", "rowgroup"):
        return "Row"
    return "Row" if in_row and said not in ("col", "colgroup") else "Column"
