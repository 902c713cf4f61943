"""The checks of ids, references, notes, pictures, boxes and publication.yaml, and how they are listed."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from publish import checks
from publish.checks.boxes import plain_words, running_words
from publish.checks.glyphs import glyphs_are_there
from publish.fonts import Face
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.tree import Publication

    Make = Callable[..., Publication]

FACE = Face("Mine", 400, italic=False, path="", data=b"", characters=frozenset(range(32, 0x250)))


def found(publication: Publication) -> list[tuple[str, str, int]]:
    mine = r"id-|reference-|note-|alt-missing|pullquote|event|allow"
    return [
        (each.code, each.span.path, each.span.line) for each in checks.check(publication) if re.match(mine, each.code)
    ]


def test_every_check_of_the_package_is_in_the_list() -> None:
    named = {check.__name__ for check in checks.CHECKS}
    assert len(named) == len(checks.CHECKS)
    for file in Path(inspect.getfile(checks)).parent.glob("*.py"):
        for name in re.findall(
            r"^def ([a-z]\w*)\(publication: Publication\) -> Iterator\[Diagnostic\]", file.read_text(), re.MULTILINE
        ):
            assert name in named, f"{file.name}: {name}"


def test_every_check_says_its_rule() -> None:
    assert all(inspect.getdoc(check) for check in checks.CHECKS)


def test_nothing_is_found_where_nothing_is_wrong(publication: Make) -> None:
    text = 'See [](#here), [b](b.md#there)[^1].\n\n## Here\n\n![A square](p.svg "C"){#p}\n\n[^1]: Note.\n'
    assert found(publication({"a.md": f"# A\n\n{text}", "b.md": "# B {#there}\n"})) == []


def test_ids_are_compared_inside_an_article_alone(publication: Make) -> None:
    files = {"a.md": "# A {#x}\n\n[w]{#x}\n\n[w]{#y}\n", "b.md": "# B {#x}\n\n[w]{#y}\n"}
    assert found(publication(files)) == [("id-duplicate", "m/a.md", 3)]


@pytest.mark.parametrize("name", ["note-1", "call-12", "page-3", "page-xiv"])
def test_ids_of_notes_calls_and_pages_are_kept(publication: Make, name: str) -> None:
    assert found(publication(f"[w]{{#{name}}}")) == [("id-duplicate", "m/a.md", 3)]


@pytest.mark.parametrize("name", ["note", "note-one", "notes-1", "page-one", "page-1-2"])
def test_other_ids_may_begin_like_them(publication: Make, name: str) -> None:
    assert found(publication(f"[w]{{#{name}}}")) == []


def test_a_reference_may_lead_into_an_extended_description(publication: Make) -> None:
    files = {
        "a.md": '# A\n\n![A square](p.svg){longdesc="long.md"}\n\nSee [this](long.md#x) and [that](long.md#y).\n',
        "long.md": "# Long\n\n## X\n",
    }
    assert found(publication(files)) == [("reference-dead", "m/a.md", 5)]


def test_notes_of_front_matter_count(publication: Make) -> None:
    text = "---\nstandfirst: Words[^1]\nkicker: K[^2]\n---\n# A\n\n[^1]: One.\n"
    assert found(publication({"a.md": text})) == [("note-undefined", "m/a.md", 3)]


def test_a_pull_quote_in_a_box_does_not_quote_itself(publication: Make) -> None:
    text = "Words.\n\n:::: aside\n::: pullquote\nOther words.\n:::\n::::"
    assert found(publication(text)) == [("pullquote-original", "m/a.md", 6)]


def test_words_are_compared_without_marks_and_capitals() -> None:
    assert plain_words("It's -- *Über*, 2!") == " it s über 2 "
    assert running_words(()) == "  "


@pytest.mark.parametrize(
    ("event", "wrong"),
    [
        ("start=2023-06-24", False),
        ("start=2023-06-24 end=2023-06-24", False),
        ("start=2023-06-24 end=2023-06-23", True),
        ("end=2023-06-24", True),
        ("start=2023-6-24", True),
        ("start=20230624", True),
        ("start=2023-W25-6", True),
        ("start=2023-06-31", True),
        ("start=2023-06-24T10:00", True),
        ('start="２０２３-06-24"', True),
    ],
)
def test_events_have_days_in_order(publication: Make, event: str, wrong: bool) -> None:
    expected = [("event-date", "m/a.md", 3)] if wrong else []
    assert found(publication(f"::: event {{{event}}}\nWords.\n:::")) == expected


def test_cover_lines_and_allowances_are_found_at_their_place(publication: Make) -> None:
    more = (
        "cover:\n  image: p.svg\n  alt: ''\n  lines:\n    - {text: W, to: b.md}\n"
        "allow:\n  - {code: alt-missing, reason: R}\n  - {code: alt-mising, reason: R}\n"
    )
    assert found(publication({"a.md": "# A\n"}, more)) == [
        ("alt-missing", "m/publication.yaml", 5),
        ("reference-dead", "m/publication.yaml", 7),
        ("allow-error", "m/publication.yaml", 9),
        ("allow-unknown", "m/publication.yaml", 10),
    ]


@pytest.mark.parametrize(
    ("files", "more", "place"),
    [
        ({"a.md": "# A\n\nOne\n*two त*\n"}, "", Span("m/a.md", 4)),
        ({"a.md": "# A\n\n```\none\ntwo त\n```\n"}, "", Span("m/a.md", 5)),
        ({"a.md": "# A\n\n| a |\n| - |\n| त |\n"}, "", Span("m/a.md", 5)),
        ({"a.md": "# A\n\nOne[^1].\n\n[^1]: त.\n"}, "", Span("m/a.md", 5)),
        ({"a.md": "# A\n"}, "subtitle: त\n", Span("m/publication.yaml", 3, 11)),
        ({"a.md": "# A\n"}, "contents: [{part: त, contents: [a.md]}]\n", Span("m/publication.yaml", 3, 19)),
    ],
)
def test_a_character_that_no_font_has_is_named_once(
    publication: Make, files: dict[str, str], more: str, place: Span
) -> None:
    diagnostics = list(glyphs_are_there(publication(files, more), (FACE,)))
    assert [(each.code, each.span) for each in diagnostics] == [("glyph-missing", place)]
    assert "DEVANAGARI LETTER TA" in diagnostics[0].message
