"""The order of publications, the site's name, and its styles and fonts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont

from publish.design import read_shared
from publish.fonts import find
from publish.house import house_folder
from publish.web.book import size_in_words
from publish.web.issue import SeriesPlace, by_series, newest_first
from publish.web.site import default_title
from publish.web.styles import styles
from publish.web.words import WORDS, site_words

if TYPE_CHECKING:
    from publish.web.issue import Issue


def test_the_newest_comes_first(issue: Issue, bare: Issue) -> None:
    older = replace(issue, slug="older", date=dt.date(2022, 1, 1))
    one_day = [replace(issue, slug=number, series=SeriesPlace("View", number)) for number in ("9", "10")]
    ordered = newest_first([bare, older, *one_day])
    assert [each.slug for each in ordered] == ["10", "9", "older", "bare"]
    assert newest_first(reversed(ordered)) == ordered


def test_those_of_no_series_come_last(issue: Issue, bare: Issue) -> None:
    other = replace(issue, slug="other", series=SeriesPlace("Papers", "1"))
    groups = by_series([bare, issue, other, replace(issue, slug="again")])
    assert [(title, [each.slug for each in members]) for title, members in groups] == [
        *(("View", ["view-39", "again"]), ("Papers", ["other"]), ("", ["bare"])),
    ]


def test_a_site_goes_by_the_name_of_its_one_publisher(issue: Issue, bare: Issue) -> None:
    assert default_title([issue, bare]) == "The Society"
    assert default_title([issue, replace(bare, publisher="Another")]) == ""


def test_sizes_in_words() -> None:
    assert [size_in_words(each) for each in (1, 1499, 999_499, 1_000_000, 4_250_000)] == [
        *("1 kB", "1 kB", "999 kB", "1.0 MB", "4.2 MB"),
    ]


def test_every_language_has_every_word() -> None:
    for language in WORDS:
        assert set(WORDS[language]) == set(WORDS["en"]), language
    assert site_words("de-AT")["next"] == "Weiter"
    assert site_words("mi")["next"] == "Next"


def test_fonts_are_woff2_with_the_characters_in_use_and_the_same_bytes_twice() -> None:
    faces = tuple(face for face in find([house_folder("fonts")])[0] if face.path.endswith("SourceSans3_400Regular.ttf"))
    design = read_shared([(house_folder("layouts"), "layouts")])
    files = dict(styles(design, faces, ["<p>Words \N{EN DASH}</p>"]))
    assert files == dict(styles(design, faces, ["<p>Words \N{EN DASH}</p>"]))
    name = next(name for name in files if name.endswith(".woff2"))
    assert files[name][:4] == b"wOF2"
    with TTFont(BytesIO(files[name])) as font:
        known = set(font.getBestCmap())
    assert {ord("W"), ord("w"), ord("\N{EN DASH}"), ord("7")} <= known
    assert not {ord("B"), ord("\N{EM DASH}")} & known
    css = files["style.css"].decode()
    assert f'src: url({name}) format("woff2")' in css
    assert "/*" not in css
    assert any(name.endswith("-licence.txt") for name in files)
