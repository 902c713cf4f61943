"""Stylesheets: design values, what reading systems get, fonts."""

from __future__ import annotations

from publish.design import Design, File
from publish.fonts import Face
from publish.styles import font_faces, named_faces, stylesheet, tokens, with_values


def face(family: str, weight: int = 400, *, italic: bool = False) -> Face:
    return Face(family, weight, italic, f"{family}.ttf", b"", frozenset())


def test_tokens_are_what_the_root_sets() -> None:
    css = "/* --no: 1; */ :root { --ink: #123; --text: 'A', serif; } p { --local: 1; } :root{--b:calc(1px + 2px);}"
    assert tokens(css) == {"--ink": "#123", "--text": "'A', serif", "--b": "calc(1px + 2px)"}


def test_values_stand_in_place_of_tokens() -> None:
    css = ":root { --a: var(--b); --b: #123; }\n/* gone */\np { color: var(--a); margin: var(--no, 1em) var(--none) }\n"
    assert with_values(css) == "p { color: #123; margin: 1em var(--none) }\n"


def test_a_token_that_names_itself_ends() -> None:
    assert "var(--a)" in with_values(":root { --a: var(--a); } p { color: var(--a) }")


def test_stylesheets_stand_in_their_order() -> None:
    names = ("pdf.css", "blocks/b.css", "base.css", "tokens.css", "blocks/a.css", "epub.css", "mine.css", "a.html")
    files = {name: File(name, f"/* {name} */") for name in names}
    design = Design("book", files={"pdf": files, "epub": {}})
    expected = ["tokens.css", "base.css", "blocks/a.css", "blocks/b.css", "mine.css", "pdf.css"]
    assert [file.shown for file in design.stylesheets("pdf")] == expected
    assert stylesheet(design, "pdf").splitlines() == [f"/* {name} */" for name in expected]


def test_faces_are_those_whose_family_is_named() -> None:
    known = (face("Source Sans 3"), face("Source Sans 3", 700), face("Other"))
    assert named_faces('p { font-family: "source sans 3", sans-serif }', known) == known[:2]


def test_a_face_says_weight_slope_and_address() -> None:
    css = font_faces([(face("A", 700, italic=True), "fonts/a.ttf")])
    assert css == '@font-face { font-family: "A"; font-weight: 700; font-style: italic; src: url(fonts/a.ttf); }\n'
