"""Which style becomes what, and that docs/importing.md says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.importing.styles import CONSTRUCTS, TABLE, Styles, styles_table

PAGE = Path(__file__).parents[3] / "docs" / "importing.md"
MARK = "<!-- the table is written by make accept -->\n"


def test_the_page_of_the_documents_is_current(accept: bool) -> None:
    text = PAGE.read_text("utf-8")
    head, _, table = text.partition(MARK)
    if accept:
        PAGE.write_text(f"{head}{MARK}\n{styles_table()}", "utf-8")
    else:
        assert table == f"\n{styles_table()}", "make accept writes it anew"


def test_every_style_becomes_something_that_there_is() -> None:
    assert set(TABLE) <= set(CONSTRUCTS)
    for construct, names in TABLE.items():
        for name in names:
            assert Styles().construct((name,)) == construct, name


@pytest.mark.parametrize(
    ("names", "construct"),
    [
        (("heading 1",), "heading 1"),
        (("Heading_2",), "heading 2"),
        (("heading 9",), "heading 6"),
        (("INTENSE QUOTE",), "quote"),
        (("List Bullet 3",), "text"),
        (("Numbering 1 Start",), "text"),
        (("Ours", "Quote", "Normal"), "quote"),
        (("Ours", "Normal"), ""),
        (("Ours",), ""),
        ((), ""),
        (("Normal", "Quote"), "text"),
    ],
)
def test_a_style_is_known_by_its_name_or_by_its_base(names: tuple[str, ...], construct: str) -> None:
    assert Styles().construct(names) == construct


def test_the_table_of_the_user_goes_first() -> None:
    styles = Styles({"quote": "aside"})
    assert styles.construct(("Quote",)) == "aside"
    assert styles.construct(("Ours", "quote")) == "aside"
