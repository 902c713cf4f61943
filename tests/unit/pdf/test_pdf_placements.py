"""Where things stand on pages: what each is, how far it may reach, and how its page comes to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.pages import laid_out

from publish.preparation import prepare

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from publish.pdf.book import Pages
    from publish.placing import Placement

ARTICLE = """---
standfirst: What stands first.
columns: 2
---

# A title

Words with *stress* and `code`,[^a] on one line.

## A heading

::: note
Boxed.
:::

| Head | Other |
| ---- | ----- |
| Cell | Last  |

```
x = 1   
```

![A square](images/square.svg "A caption")

{.shifted}
Shifted.

{.turned}
Turned.

$$x$$

[^a]: A note.
"""  # noqa: W291  spaces at the end of a line of code

CSS = """
.figure img { width: 40mm; margin-left: -4mm }
.shifted { margin-left: -7mm }
.turned { transform: rotate(3deg) }
"""

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    folder = tmp_path_factory.mktemp("placements")
    return book(folder, {"a.md": ARTICLE, "images/square.svg": SQUARE, "layouts/book/pdf/print/ours.css": CSS})


def book(folder: Path, files: dict[str, str]) -> Pages:
    manuscript = folder / "manuscript"
    for name, text in {"publication.yaml": "title: T\nlanguage: en-GB\nmath: true\n", **files}.items():
        (manuscript / name).parent.mkdir(parents=True, exist_ok=True)
        (manuscript / name).write_text(text, "utf-8")
    edition, _ = prepare(manuscript, "m")
    return laid_out(edition, manuscript, folder / "work")[0]


@pytest.fixture(scope="module")
def placed(pages: Pages) -> tuple[Placement, ...]:
    return pages.placements


def one(placed: Sequence[Placement], text: str) -> Placement:
    (found,) = (each for each in placed if each.text.startswith(text) and each.span.path == "m/a.md")
    return found


def test_a_line_is_one_whatever_stands_in_it(placed: tuple[Placement, ...]) -> None:
    line = one(placed, "Words")
    assert line.text.startswith("Words with stress and code,1 on")
    assert line.area[1] < line.baseline < line.area[3]
    assert line.em == pytest.approx(10.2 / 72 * 25.4)


@pytest.mark.parametrize(
    ("text", "role", "line"),
    [
        ("A title", "heading", 6),
        ("What stands", "opening", 6),
        ("Words", "text", 8),
        ("A heading", "heading", 10),
        ("Boxed", "text", 13),
        ("Cell", "cell", 18),
        ("x = 1", "code", 20),
        ("Figure", "caption", 24),
        ("1 A note", "note", 8),
    ],
)
def test_each_line_says_what_it_is(placed: tuple[Placement, ...], text: str, role: str, line: int) -> None:
    found = one(placed, text)
    assert (found.role, found.span.line, found.furniture) == (role, line, False)


def test_a_formula_is_a_picture_of_its_own(placed: tuple[Placement, ...]) -> None:
    (formula,) = (each for each in placed if each.role == "formula")
    assert (formula.kind, formula.path, formula.span.line) == ("picture", "", 32)


def test_furniture_has_no_room_and_no_role(placed: tuple[Placement, ...]) -> None:
    folios = [each for each in placed if each.furniture and each.kind == "text"]
    assert folios
    assert {(each.role, each.room, each.span.path) for each in folios} == {("", None, "layouts")}


def test_columns_are_counted_on_each_page(placed: tuple[Placement, ...]) -> None:
    assert one(placed, "A title").column == 0
    assert one(placed, "1 A note").column == 0
    assert [one(placed, text).column for text in ("Words", "Shifted")] == [1, 2]


def test_text_keeps_in_what_can_be_seen(placed: tuple[Placement, ...]) -> None:
    title, words, boxed, cell = (one(placed, text).room for text in ("A title", "Words", "Boxed", "Cell"))
    assert title
    assert words
    assert boxed
    assert cell
    assert [title.left, title.right] == pytest.approx([16, 128])
    assert title.within == "the type area"
    assert title.above == "the head of the notes"
    assert [words.left, words.right] == pytest.approx([16, 16 + (112 - 5) / 2])
    assert words.within == "its column"
    assert (boxed.left, boxed.right) == (words.left, words.right)
    assert boxed.within == "its box"
    assert words.left <= cell.left < cell.right < words.right
    assert cell.within == "its table cell"


def test_notes_keep_in_the_type_area(placed: tuple[Placement, ...]) -> None:
    note, title = one(placed, "1 A note").room, one(placed, "A title").room
    assert note
    assert title
    assert note.above == "the foot of the type area"
    assert note.foot == pytest.approx(210 - 22)
    assert title.foot < note.foot


def test_what_a_layout_moves_may_reach_as_far(placed: tuple[Placement, ...]) -> None:
    words, shifted, turned = (one(placed, text) for text in ("Words", "Shifted", "Turned"))
    (picture,) = (each for each in placed if each.path.endswith("square.svg"))
    assert words.room
    assert shifted.room
    assert picture.room
    second = 16 + (112 + 5) / 2
    assert shifted.room.left == pytest.approx(second - 7)
    assert picture.room.left == pytest.approx(second - 4)
    assert turned.room is None


def test_spaces_at_the_end_of_code_take_no_room(placed: tuple[Placement, ...]) -> None:
    code = one(placed, "x = 1")
    assert code.area[2] - code.area[0] == pytest.approx(5 * 0.6 * code.em, rel=0.05)


@pytest.mark.parametrize("css", [".last { break-after: page }", ".end { break-before: page }"])
def test_a_page_is_begun_by_the_layout_or_for_want_of_room(tmp_path: Path, css: str) -> None:
    words = "\n\n".join(["Words."] * 60)
    text = f"# A title\n\n::: note {{.last}}\n{words}\n:::\n\n::: note {{.end}}\nEnd.\n:::\n"
    styles = f"{css} .box {{ break-inside: auto }}"
    placed = book(tmp_path, {"a.md": text, "layouts/book/pdf/print/ours.css": styles}).placements
    pages = {each.page: each for each in reversed(placed) if each.span.path == "m/a.md" and each.kind != "ground"}
    first, *between, last = (pages[number].opens for number in sorted(pages))
    assert (first, last) == (True, True)
    assert between
    assert not any(between)
