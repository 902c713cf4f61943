"""The resolved publication: names, dates, documents, navigation, labels."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from publish.design import Design, Settings
from publish.edition import documents, identifier, modified, navigation, resolve, slug
from publish.passes import apply
from publish.tree import Publication, Target
from publish.walk import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.edition import Edition

    Make = Callable[..., Publication]

BOOK = Design("book", Settings.model_validate({"number-chapters": True, "number-figures": True}))
FILES = {"a.md": "# A *b*\n", "b.md": "# B\n", "c.md": "# C\n"}


def edition(publication: Publication, design: Design = BOOK) -> Edition:
    return resolve(apply(publication, design), design, (), None)


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ("slug: mine\nseries: {title: S, number: 3}\n", "mine"),
        ("series: {title: In Our View, number: 39}\n", "in-our-view-39"),
        ("series: {title: In Our View}\n", "t"),
        ("series: {title: Über, number: 3.1}\n", "ber-3-1"),
        ("subtitle: S\n", "t"),
        ("series: {title: 日本, number: 3}\n", "3"),
    ],
)
def test_files_are_named_after_slug_series_or_title(publication: Make, more: str, name: str) -> None:
    assert slug(publication("", more)) == name


def test_an_identifier_is_stable_and_one_publications_own(publication: Make) -> None:
    one, two = (identifier(publication("", f"series: {{title: S, number: {number}}}\n")) for number in (1, 2))
    assert one != two
    assert one == identifier(publication("Other words.", "series: {title: S, number: 1}\n"))
    assert one.startswith("urn:uuid:")
    assert one[23] == "5"
    assert identifier(publication("", "identifier: https://example.org/1\n")) == "https://example.org/1"


@pytest.mark.parametrize(
    ("more", "time"),
    [
        ("modified: 2023-06-22T09:00:00+02:00\ndate: 2023-06-20\n", "2023-06-22T07:00:00+00:00"),
        ("modified: 2023-06-22T09:00:00.5\n", "2023-06-22T09:00:00+00:00"),
        ("modified: 2023-06-22\n", "2023-06-22T00:00:00+00:00"),
        ("date: 2023-06-20\n", "2023-06-20T00:00:00+00:00"),
        ("", "2000-01-01T00:00:00+00:00"),
    ],
)
def test_the_clock_is_modified_else_date_else_fixed(publication: Make, more: str, time: str) -> None:
    assert modified(publication("", more)) == dt.datetime.fromisoformat(time)


def test_documents_are_the_layouts_front_then_parts_and_articles_then_its_back(publication: Make) -> None:
    made = edition(publication(FILES, "contents: [a.md, {part: P, contents: [b.md]}, c.md]\n"))
    body = [("article", "a"), ("part", "part-1"), ("article", "b"), ("article", "c")]
    assert [(each.kind, each.id) for each in documents(made, "pdf")] == [("contents", "contents"), *body]
    assert [(each.kind, each.id) for each in documents(made, "epub")][2:] == body
    assert [each.section for each in documents(made, "pdf")][2:4] == [1, 1]


def test_covers_are_there_where_the_manuscript_has_them(publication: Make) -> None:
    more = "cover: {image: p.svg, alt: A square}\nback-cover: {image: p.svg, alt: A square}\n"
    kinds = [each.kind for each in documents(edition(publication(FILES, more)), "pdf")]
    assert (kinds[0], kinds[-1]) == ("cover", "back-cover")


def test_navigation_has_the_articles_of_a_part_below_it(publication: Make) -> None:
    entries = navigation(edition(publication(FILES, "contents: [a.md, {part: P *q*, contents: [b.md, c.md]}]\n")))
    assert [text_of(entry.title) for entry in entries] == ["A b", "P q"]
    assert [(text_of(entry.title), entry.target) for entry in entries[1].children] == [
        ("B", Target("b")),
        ("C", Target("c")),
    ]


def test_a_reference_without_words_has_a_label(publication: Make) -> None:
    text = (
        '# A {#t}\n\n## H\n\n![A square](p.svg "F"){#f}\n\n| a |\n| - |\n| 1 |\n\nTable: T {#tab}\n\n'
        '::: aside "B" {#b}\n[w]{#w}\n:::\n'
    )
    labels = edition(publication({"a.md": text})).labels
    said = {target.id: (label.word, label.number, text_of(label.title)) for target, label in labels.items()}
    chapter = ("Chapter", 1, "A")
    assert said == {
        "": chapter,
        "t": chapter,
        "h": ("", 0, "H"),
        "f": ("Figure", 1, "F"),
        "tab": ("Table", 1, "T"),
        "b": ("", 0, "B"),
        "w": ("", 0, "w"),
    }


def test_a_label_is_in_the_language_of_its_article(publication: Make) -> None:
    text = '---\nlanguage: de\n---\n# A\n\n![A square](p.svg "F"){#f}\n'
    assert edition(publication({"a.md": text})).labels[Target("a", "f")].word == "Abbildung"
