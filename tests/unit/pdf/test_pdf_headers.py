from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

from publish.pdf.headers import cells_of


def headers(table: str) -> dict[str, tuple[str, ...]]:
    """Give the words of the headers of each data cell, by the cell's own words."""
    root = fromstring(f"<table>{table}</table>")
    cells = cells_of(root, "t")
    named = {cell.id: element.text or "" for element, cell in cells.items() if cell.id}
    return {e.text or "": tuple(named[name] for name in c.headers) for e, c in cells.items() if e.tag == "td"}


def scopes(table: str) -> list[str]:
    return [cell.scope for cell in cells_of(fromstring(f"<table>{table}</table>"), "t").values() if cell.scope]


def test_column_headers_reach_every_cell_below() -> None:
    table = "<thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody>"
    assert headers(table) == {"1": ("A",), "2": ("B",)}


def test_a_row_header_comes_before_the_column_header() -> None:
    table = "<thead><tr><td/><th>B</th></tr></thead><tbody><tr><th>r</th><td>2</td></tr></tbody>"
    assert headers(table)["2"] == ("r", "B")
    assert scopes(table) == ["Column", "Row"]


def test_spans_move_the_cells_beside_and_below() -> None:
    table = (
        '<thead><tr><th>A</th><th colspan="2">B</th></tr></thead>'
        '<tbody><tr><th rowspan="2">r</th><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody>'
    )
    assert headers(table) == {"1": ("r", "B"), "2": ("r", "B"), "3": ("r", "B"), "4": ("r", "B")}


def test_a_span_of_zero_ends_with_its_group() -> None:
    table = (
        '<tbody><tr><th rowspan="0" scope="row">r</th><td>1</td></tr><tr><td>2</td></tr></tbody>'
        "<tbody><tr><td>3</td></tr></tbody>"
    )
    assert headers(table) == {"1": ("r",), "2": ("r",), "3": ()}


def test_what_the_author_says_wins() -> None:
    table = '<tbody><tr><th id="x">A</th><th id="y">B</th></tr><tr><td headers="y">1</td></tr></tbody>'
    assert headers(table) == {"1": ("B",)}


def test_a_row_group_header_heads_its_group_alone() -> None:
    table = (
        '<tbody><tr><th scope="rowgroup">g</th><td>1</td></tr><tr><td>2</td></tr></tbody>'
        "<tbody><tr><td>3</td></tr></tbody>"
    )
    assert headers(table) == {"1": ("g",), "2": ("g",), "3": ()}


def test_nonsense_spans_count_as_one() -> None:
    root = fromstring('<table><tbody><tr><td colspan="x" rowspan="-3">1</td></tr></tbody></table>')
    (cell,) = cells_of(root, "t").values()
    assert (cell.row_span, cell.column_span) == (1, 1)
    assert cell.attributes() == {"O": "/Table"}


def test_header_ids_take_the_prefix() -> None:
    root = fromstring("<table><tbody><tr><th>A</th><th>B</th></tr></tbody></table>")
    assert [cell.id for cell in cells_of(root, "p3-").values()] == ["p3-1", "p3-2"]
    assert isinstance(next(iter(cells_of(root, "p3-"))), Element)


def test_a_header_below_heads_nothing_above() -> None:
    assert headers('<tbody><tr><td>1</td></tr><tr><th scope="col">A</th></tr><tr><td>2</td></tr></tbody>') == {
        "1": (),
        "2": ("A",),
    }
