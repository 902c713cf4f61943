"""Fonts: what is found, what is said of a broken one, and what a subset keeps."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from publish import fonts
from publish.diagnostics import PublishError, Severity

HOUSE = Path(__file__).parents[2] / "fonts"


def small_font(
    family: str, weight: int = 400, *, italic: bool = False, text: str = "AB -", more: dict[str, str] | None = None
) -> bytes:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 500))
    pen.lineTo((500, 0))
    pen.closePath()
    names = [".notdef", *(f"uni{ord(char):04X}" for char in text)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): f"uni{ord(char):04X}" for char in text})
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": "Small", **(more or {})})
    builder.setupOS2(usWeightClass=weight, fsSelection=1 if italic else 64)
    builder.setupPost()
    output = BytesIO()
    builder.save(output)
    return output.getvalue()


def put(root: Path, name: str, data: bytes, *, licence: str = "OFL.txt") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if licence:
        (path.parent / licence).write_text("the terms", encoding="utf-8")
    return path


def names_of(data: bytes) -> dict[int, str]:
    with TTFont(BytesIO(data)) as font:
        return {record.nameID: str(record) for record in font["name"].names}


@pytest.fixture(scope="module")
def house() -> tuple[fonts.Face, ...]:
    faces, findings = fonts.find([HOUSE])
    assert findings == ()
    return faces


def face(house: tuple[fonts.Face, ...], family: str, weight: int = 400, *, italic: bool = False) -> fonts.Face:
    return next(f for f in house if (f.family, f.weight, f.italic) == (family, weight, italic))


def test_house_fonts_have_their_typographic_family(house: tuple[fonts.Face, ...]) -> None:
    assert [(f.family, f.weight, f.italic) for f in house] == [
        ("Source Code Pro", 400, False),
        ("Source Code Pro", 700, False),
        ("Source Sans 3", 400, False),
        ("Source Sans 3", 400, True),
        ("Source Sans 3", 600, False),
        ("Source Sans 3", 600, True),
        ("Source Sans 3", 700, False),
        ("Source Serif 4", 400, False),
        ("Source Serif 4", 400, True),
        ("Source Serif 4", 600, False),
        ("Source Serif 4", 600, True),
        ("Source Serif 4", 700, False),
        ("Source Serif 4", 700, True),
    ]
    assert {f.licence_name for f in house} == {"OFL.txt"}
    assert all(b"SIL Open Font License" in f.licence and ord("é") in f.characters for f in house)


def test_every_format_and_depth_is_found_and_nothing_else(tmp_path: Path) -> None:
    data = small_font("Small")
    put(tmp_path, "loose.ttf", data)
    put(tmp_path, "small/notes.txt", b"not a font")
    put(tmp_path, "small/SMALL.TTF", data)
    bold = TTFont(BytesIO(small_font("Small", 700)))
    bold.flavor = "woff2"
    output = BytesIO()
    bold.save(output)
    put(tmp_path, "small/web/bold.woff2", output.getvalue(), licence="LICENSE")
    put(tmp_path, "small/web/short.woff2", output.getvalue()[:-20])
    faces, findings = fonts.find([tmp_path, tmp_path / "absent"])
    assert [f.span.path for f in findings] == [str(tmp_path / "small/web/short.woff2")]
    assert [(f.weight, f.licence_name) for f in faces] == [(400, "OFL.txt"), (700, "LICENSE")]
    assert fonts.subset(faces[1], "A")[:4] == b"\0\1\0\0"


def test_the_first_directory_goes_first(tmp_path: Path) -> None:
    mine = put(tmp_path, "mine/small/b.ttf", small_font("Small", text="A"))
    put(tmp_path, "house/small/a.ttf", small_font("SMALL", text="B"))
    faces, _ = fonts.find([tmp_path / "mine", tmp_path / "house"])
    assert [f.path for f in faces] == [str(mine)]


def test_a_bare_font_goes_before_a_packed_one(tmp_path: Path) -> None:
    put(tmp_path, "small/a.woff", small_font("Small"))
    bare = put(tmp_path, "small/b.ttf", small_font("Small"))
    assert [f.path for f in fonts.find([tmp_path])[0]] == [str(bare)]


def test_a_font_truncated_in_a_table_that_is_read_late_is_a_finding(
    tmp_path: Path, house: tuple[fonts.Face, ...]
) -> None:
    data = face(house, "Source Serif 4").data
    put(tmp_path, "serif/a.ttf", data[: len(data) * 9 // 10])  # inside GPOS, the last table
    faces, findings = fonts.find([tmp_path])
    assert faces == ()
    assert "truncated" in findings[0].message


def test_a_missing_licence_is_a_warning_once_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "small/a.ttf", small_font("Small"), licence="")
    put(tmp_path, "small/b.ttf", small_font("Small", 700), licence="")
    faces, findings = fonts.find([tmp_path])
    assert [f.licence for f in faces] == [b"", b""]
    assert [(f.code, f.severity, f.span.path) for f in findings] == [
        ("font-licence-missing", Severity.WARNING, str(tmp_path / "small"))
    ]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"<html>not found</html>",
        lambda data: data[:200],
        lambda data: data[:-40],
        lambda data: data[:12] + b"\xff" * 200 + data[212:],
        lambda data: data.replace(b"name", b"nope", 1),
        lambda data: data.replace(b"glyf", b"glyg", 1),
    ],
)
def test_a_broken_font_is_a_finding(tmp_path: Path, spoil: Any) -> None:
    path = put(tmp_path, "small/a.ttf", spoil(small_font("Small")))
    faces, findings = fonts.find([tmp_path])
    assert faces == ()
    assert [(f.code, f.severity, f.span.path) for f in findings] == [("font-unreadable", Severity.ERROR, str(path))]


def test_a_font_damaged_inside_is_a_finding_when_it_is_subset(tmp_path: Path) -> None:
    data = small_font("Small")
    with TTFont(BytesIO(data)) as font:
        start = font.reader.tables["glyf"].offset
    put(tmp_path, "small/a.ttf", data[:start] + b"\x7f" * 8 + data[start + 8 :])
    faces, findings = fonts.find([tmp_path])
    assert findings == ()
    with pytest.raises(PublishError, match="font-unreadable"):
        fonts.subset(faces[0], "A")


def test_a_link_out_of_the_folder_is_a_finding(tmp_path: Path) -> None:
    outside = put(tmp_path, "outside.ttf", small_font("Small"))
    inside = put(tmp_path, "fonts/small/readme.md", b"").parent
    (inside / "a.ttf").symlink_to(outside)
    (inside / "b.ttf").mkdir()
    faces, findings = fonts.find([tmp_path / "fonts"])
    assert faces == ()
    assert [f.code for f in findings] == ["font-unreadable", "font-unreadable"]


@pytest.mark.parametrize(
    ("css", "families"),
    [
        ('@media print { a:hover { font-family: "Source Sans 3", sans-serif } }', ("Source Sans 3",)),
        (
            ':root { --body: "Source Serif 4"; --code: var(--x, source code pro) }',
            ("Source Serif 4", "Source Code Pro"),
        ),
        ('@page { @top-left { font: italic 1em/1.2 "SOURCE SANS 3" } }', ("Source Sans 3",)),
        ('p { color: red; & em { font-family: "Source Sans 3" } }', ("Source Sans 3",)),
        ('a { font-family: "Sour\\63 e Sans 3"; content: "Source Serif 4" }', ("Source Sans 3",)),
        ('a { font-family: "Source Sans 3", "Source Sans 3" }', ("Source Sans 3",)),
        ('@font-face { font-family: "Source Sans 3" }', ()),
        ('/* font-family: "Source Sans 3" */ a { font-family: "Source", Sans }', ()),
        ('}}{{ "Source Sans 3', ()),
    ],
)
def test_families_named(house: tuple[fonts.Face, ...], css: str, families: tuple[str, ...]) -> None:
    assert fonts.families_named(css, house) == families


def test_subset_has_the_text_and_what_features_make_of_it(house: tuple[fonts.Face, ...]) -> None:
    serif = face(house, "Source Serif 4")
    data = fonts.subset(serif, {"Anno 1/2", 0xE9})
    with TTFont(BytesIO(data)) as font:
        found = set(font.getBestCmap())
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        kerning = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
    assert found == set(map(ord, "Ano 12/é-\u00a0\u2010"))
    assert {"smcp", "onum", "lnum", "tnum", "frac", "sups"} <= features
    assert "kern" in kerning
    assert len(data) < len(serif.data) / 4


def test_subset_keeps_ligatures_only_for_letters_that_are_there(house: tuple[fonts.Face, ...]) -> None:
    def ligatures(text: str) -> int:
        with TTFont(BytesIO(fonts.subset(face(house, "Source Serif 4"), text))) as font:
            lookups = font["GSUB"].table.LookupList.Lookup
            tables = (table for lookup in lookups for table in lookup.SubTable if lookup.LookupType == 4)
            return sum(len(rows) for table in tables for rows in table.ligatures.values())

    assert ligatures("ffi") > ligatures("xyz") == 0


def test_subset_is_the_same_in_another_process(house: tuple[fonts.Face, ...]) -> None:
    sans = face(house, "Source Sans 3", italic=True)
    program = (
        "import sys; from pathlib import Path; from publish import fonts; "
        "faces, _ = fonts.find([Path(sys.argv[1])]); "
        "sans = [f for f in faces if f.path == sys.argv[2]][0]; "
        "sys.stdout.buffer.write(fonts.subset(sans, frozenset('Grün 09')))"
    )
    source = str(Path(fonts.__file__).parents[1])
    environment = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "PYTHONPATH": source}
    command = [sys.executable, "-c", program, str(HOUSE), sans.path]
    there = subprocess.run(command, check=True, capture_output=True, env=environment).stdout
    assert there == fonts.subset(sans, frozenset("Grün 09"))


def test_subset_keeps_the_time_stamp_and_the_licence(house: tuple[fonts.Face, ...]) -> None:
    sans = face(house, "Source Sans 3")
    data = fonts.subset(sans, "A")
    with TTFont(BytesIO(data)) as now, TTFont(BytesIO(sans.data)) as before:
        assert now["head"].modified == before["head"].modified
    for number in (0, 13, 14):
        assert names_of(data)[number] == names_of(sans.data)[number] != ""


def test_a_reserved_name_is_not_kept(house: tuple[fonts.Face, ...], tmp_path: Path) -> None:
    names = names_of(fonts.subset(face(house, "Source Sans 3"), "A"))
    assert {names[number] for number in (1, 3, 4, 6)} == {names[1]}
    assert names[1].startswith("Subset")
    assert names[1] != names_of(fonts.subset(face(house, "Source Sans 3", 700), "A"))[1]
    put(tmp_path, "small/a.ttf", small_font("Small", more={"copyright": "Copyright, no reservation"}))
    free = fonts.find([tmp_path])[0][0]
    assert names_of(fonts.subset(free, "A"))[1] == "Small"


def test_media_type() -> None:
    assert fonts.media_type(b"OTTO....") == "font/otf"
    assert fonts.media_type(small_font("Small")) == "font/ttf"


def test_missing(house: tuple[fonts.Face, ...]) -> None:
    assert fonts.missing({"naïve “quotes” — Ŵŷ", "Ελλ, Кир"}, house) == frozenset()
    assert fonts.missing(["漢字 and \u1680"], house) == frozenset("漢字\u1680")
    assert fonts.missing(["a line\u2028separated \ufff9as\ufffb"], house) == frozenset("\u2028\ufff9\ufffb")
    assert fonts.missing("A", ()) == frozenset("A")


@pytest.mark.parametrize("char", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufe0f", "\ufeff", "\u202f", "\u2007", "\n"])
def test_what_needs_no_glyph_is_not_missing(char: str) -> None:
    assert fonts.missing([char], ()) == frozenset()
