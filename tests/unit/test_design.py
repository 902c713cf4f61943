"""Layouts as designers keep them: which file wins, what settings there are, what is said of mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from jinja2 import Environment

from publish.design import TARGETS, Design, read_design
from publish.house import house_folder
from publish.layouts import TEMPLATES
from publish.measures import TRIMS
from publish.source import Span
from publish.tree import Block

if TYPE_CHECKING:
    from pathlib import Path

    from publish.diagnostics import Diagnostic

HERE = Span("m/publication.yaml", 3, 9)
HOUSE = house_folder("layouts")


def read(*roots: Path, name: str = "mine") -> tuple[Design | None, list[Diagnostic]]:
    return read_design(name, [(root, root.name) for root in roots], HERE)


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_html", ".html").replace("_css", ".css").replace(
            "_toml", ".toml"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def test_the_special_goes_before_the_general(tmp_path: Path) -> None:
    general = ("shared__a_html", "shared__pdf__a_html", "mine__a_html", "mine__pdf__a_html")
    for count in range(1, 5):
        house = write(tmp_path / f"house{count}", **{name: name for name in general[:count]}, mine__z_css="")
        design, found = read(house)
        assert found == []
        assert design
        assert design.files["pdf"]["a.html"].text == general[count - 1]
        assert design.files["epub"]["a.html"].text == general[0 if count < 3 else 2]


def test_the_manuscripts_own_layouts_go_before_the_house(tmp_path: Path) -> None:
    house = write(tmp_path / "house", mine__pdf__a_html="house", shared__b_html="house")
    own = write(tmp_path / "own", shared__a_html="own", mine__b_html="own")
    design, _ = read(own, house)
    assert design
    assert (design.files["pdf"]["a.html"].text, design.files["pdf"]["b.html"].text) == ("own", "own")
    assert design.files["pdf"]["a.html"].shown == "own/shared/a.html"


def test_files_keep_their_folder_and_targets_keep_to_themselves(tmp_path: Path) -> None:
    house = write(tmp_path / "house", mine__blocks__a_html="", mine__pdf__blocks__b_css="", mine__epub__c_html="")
    (house / "mine" / "notes.txt").write_text("")
    design, _ = read(house)
    assert design
    assert sorted(design.files["pdf"]) == ["blocks/a.html", "blocks/b.css"]
    assert sorted(design.files["epub"]) == ["blocks/a.html", "c.html"]


def test_a_layout_may_be_the_manuscripts_alone(tmp_path: Path) -> None:
    design, found = read_design("mine", [(write(tmp_path / "own", mine__a_css=""), "own"), (HOUSE, "layouts")], HERE)
    assert found == []
    assert design
    assert "blocks/paragraph.html" in design.files["pdf"]


@pytest.mark.parametrize("name", ["magasine", "shared", ".", "book/pdf"])
def test_an_unknown_layout_is_said_where_it_is_asked_for(name: str) -> None:
    design, found = read_design(name, [(HOUSE, "layouts")], HERE)
    assert design is None
    assert [(each.code, each.span) for each in found] == [("layout-unknown", HERE)]
    assert "magazine" in found[0].hint or "book" in found[0].hint


def test_settings_are_read_with_hyphens(tmp_path: Path) -> None:
    toml = 'trim = "B5"\nnumber-chapters = true\npdf-front = ["cover"]\n'
    design, found = read(write(tmp_path / "house", mine__layout_toml=toml))
    assert found == []
    assert design
    assert (design.settings.trim, design.number_chapters, design.number_figures) == (TRIMS["B5"], True, False)
    assert design.settings.pdf_front == ("cover",)


@pytest.mark.parametrize(
    ("toml", "lines"),
    [
        ('trim = "A5"\ntrims = "A5"\n', [2]),
        ('\n\nnumber-chapters = "perhaps"\n', [3]),
        ('trim = "A5"\n= 3\n', [2]),
        ('trim = "A5"\npdf-front = 3\nchapters-open = "verso"\n', [2, 3]),
        ('pdf-front = [\n  "cover",\n  true,\n]\n', [1]),
        ("trim = 'A5\n", [1]),
    ],
)
def test_mistakes_in_settings_have_their_line(tmp_path: Path, toml: str, lines: list[int]) -> None:
    _, found = read(write(tmp_path / "house", mine__layout_toml=toml))
    assert sorted((each.code, each.span.path, each.span.line) for each in found) == [
        ("layout-settings", "house/mine/layout.toml", line) for line in lines
    ]


def test_a_file_that_is_not_utf_8_is_said(tmp_path: Path) -> None:
    house = write(tmp_path / "house", mine__b_html="")
    (house / "mine" / "a.html").write_bytes(b"caf\xe9")
    _, found = read(house)
    assert {(each.code, each.span.path) for each in found} == {("encoding", "house/mine/a.html")}


@pytest.mark.parametrize(
    ("name", "data", "code", "line"),
    [
        ("a.html", b"x" * 200_000, "file-too-large", 1),
        ("a.css", b"x" * 300_000, "file-too-large", 1),
        ("a.html", b"ab\n\0", "encoding", 2),
        ("a.css", b"ab\r\nc\x07", "encoding", 2),
        ("a.css", "caf\xe9".encode("utf-16"), "encoding", 1),
        ("a.html", b"\x89PNG\r\n\x1a\n", "encoding", 1),
        ("layout.toml", b'trim = "\xff"', "encoding", 1),
    ],
)
def test_what_is_no_ordinary_text_is_said(tmp_path: Path, name: str, data: bytes, code: str, line: int) -> None:
    house = write(tmp_path / "house", mine__b_html="")
    (house / "mine" / name).write_bytes(data)
    design, found = read(house)
    assert design
    assert {(each.code, each.span.path, each.span.line) for each in found} == {(code, f"house/mine/{name}", line)}
    assert name not in design.files["pdf"]


def test_nothing_outside_the_layouts_is_read(tmp_path: Path) -> None:
    secret = write(tmp_path, secret_html="secret") / "secret.html"
    house = write(tmp_path / "house", mine__b_html="")
    (house / "mine" / "a.html").symlink_to(secret)
    (house / "mine" / "c.html").symlink_to("c.html")
    (house / "mine" / "inside.html").symlink_to("b.html")
    (house / "mine" / "all").symlink_to("/")
    design, found = read(house)
    assert design
    assert sorted(design.files["pdf"]) == ["b.html", "inside.html"]
    assert {(each.code, each.span.path) for each in found} == {
        ("path-outside", "house/mine/a.html"),
        ("path-outside", "house/mine/c.html"),
    }


def test_a_folder_of_layouts_that_is_a_link_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", mine__a_html="")
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "layouts").symlink_to(tmp_path / "elsewhere")
    design, found = read(tmp_path / "m" / "layouts")
    assert design
    assert design.files["pdf"] == {}
    assert [each.code for each in found] == ["path-outside"]
    write(tmp_path / "house", mine__a_html="")
    (tmp_path / "house" / "other").symlink_to("/")
    _, found = read(tmp_path / "house")
    assert [(each.code, each.span.path) for each in found] == [("path-outside", "house/other")]


def test_every_kind_of_block_has_a_template_in_the_house() -> None:
    assert set(TEMPLATES) == set(get_args(Block))
    for name in TEMPLATES.values():
        assert (HOUSE / "shared" / name).is_file(), name


@pytest.mark.parametrize("path", sorted(HOUSE.rglob("*.html")), ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_every_template_of_the_house_can_be_compiled(path: Path) -> None:
    assert Environment(autoescape=True).compile(path.read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(path.name for path in HOUSE.iterdir() if path.name != "shared"))
def test_every_layout_of_the_house_is_whole(name: str) -> None:
    design, found = read_design(name, [(HOUSE, "layouts")], HERE)
    assert found == []
    assert design
    for target in TARGETS:
        assert next(file.shown for file in design.stylesheets(target)).endswith("tokens.css")
        known = set(design.files[target])
        settings = design.settings
        around = {"epub": (settings.epub_front, settings.epub_back), "pdf": (settings.pdf_front, settings.pdf_back)}
        fronts = around.get(target, ())
        assert {f"{kind}.html" for front in fronts for kind in front} <= known
        frame = "page.html" if target == "web" else "document.html"
        assert {"article.html", "part.html", frame, "note-call.html"} <= known


def test_every_stylesheet_of_the_house_is_used_by_one_of_its_layouts_or_by_one_that_has_nothing(tmp_path: Path) -> None:
    used = set()
    (tmp_path / "bare").mkdir()
    for name in ("bare", *(path.name for path in HOUSE.iterdir() if path.name != "shared")):
        design, _ = read_design(name, [(tmp_path, "own"), (HOUSE, "layouts")], HERE)
        assert design
        used |= {file.shown for target in TARGETS for file in design.stylesheets(target)}
    assert {f"layouts/{path.relative_to(HOUSE).as_posix()}" for path in HOUSE.rglob("*.css")} <= used
