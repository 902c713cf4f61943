"""Files that nothing uses, and what is said where one of them may be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.checks.unused import articles_are_used, pictures_are_used
from publish.manuscript.loader import load

if TYPE_CHECKING:
    from pathlib import Path

    from publish.diagnostics import Diagnostic

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>'


def found(folder: Path, files: dict[str, str], keys: str = "") -> list[Diagnostic]:
    for name, text in ({"publication.yaml": f"title: T\nlanguage: en\n{keys}"} | files).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    publication = load(folder, "m").publication
    assert publication
    return [*articles_are_used(publication), *pictures_are_used(publication)]


def test_the_hint_says_which_name_may_mean_the_file(tmp_path: Path) -> None:
    files = {
        "a.md": "# A\n\n![A boat](images/harbuor.svg)\n\nSee [it](welcom.md).\n",
        "welcome.md": "# W\n",
        "images/harbour.svg": PICTURE,
    }
    hints = [each.hint for each in found(tmp_path, files, "contents: [a.md]\n")]
    assert hints == [
        "m/a.md:5:1 names welcom.md, which is not there: is it this one?",
        "m/a.md:3:1 names images/harbuor.svg, which is not there: is it this one?",
    ]


def test_nothing_is_said_where_something_could_not_be_read(tmp_path: Path) -> None:
    files = {"a.md": "# A\n\n<img src='p.svg'>\n", "p.svg": PICTURE, "sub/b.md": "# B\n"}
    assert found(tmp_path, files) == []
    assert [each.code for each in found(tmp_path, {"a.md": "# A\n"})] == ["article-unused", "image-unused"]


def test_names_are_compared_as_file_systems_do(tmp_path: Path) -> None:
    files = {"a.md": "# A\n\n![A square](A\u0308.svg)\n", "A\u0308.svg": PICTURE, "\u00c4.SVG": PICTURE}
    assert found(tmp_path, files) == []


def test_what_was_built_beside_the_manuscript_is_no_part_of_it(tmp_path: Path) -> None:
    files = {"a.md": "# A\n", "t-report.json": "{}", "t-cover.svg": PICTURE, "t-proof/1.svg": PICTURE}
    others = {"tu.svg": PICTURE, "u.svg": PICTURE}
    assert [each.span.path for each in found(tmp_path, files | others)] == ["m/tu.svg", "m/u.svg"]
