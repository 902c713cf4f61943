"""Passes: numbers, typography, and pull quotes that say again what the article says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.design import Design, Settings
from publish.passes import PASSES, apply
from publish.tree import Figure, NoteCall, Publication, PullQuote, Table, Text
from publish.walk import query

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Publication]

PLAIN = Design("magazine")
BOOK = Design("book", Settings.model_validate({"number-chapters": True, "number-figures": True}))


def texts(publication: Publication) -> str:
    nodes = (node for article in publication.articles for node in query(article))
    return "".join(node.text for node in nodes if isinstance(node, Text))


def test_nothing_that_has_an_error_is_needed_and_nothing_is_left_undone(publication: Make) -> None:
    made = publication("Words.")
    assert next(change.__name__ for change in PASSES) == "mark_repeating_pull_quotes"
    assert apply(made, PLAIN) == made


def test_notes_are_numbered_as_they_are_called_and_put_in_that_order(publication: Make) -> None:
    made = apply(publication("One[^b], two[^a], again[^b].\n\n[^a]: A.\n\n[^b]: B, see[^c].\n\n[^c]: C."), PLAIN)
    article = next(made.articles)
    assert [(note.label, note.number) for note in article.notes] == [("b", 1), ("a", 2), ("c", 3)]
    calls = [(node.label, node.number) for node in query(article) if isinstance(node, NoteCall)]
    assert calls == [("b", 1), ("a", 2), ("b", 1), ("c", 3)]


def test_notes_start_again_in_each_article(publication: Make) -> None:
    text = "# A\n\nOne[^1].\n\n[^1]: A.\n"
    made = apply(publication({"a.md": text, "b.md": text}), PLAIN)
    assert [article.notes[0].number for article in made.articles] == [1, 1]


@pytest.mark.parametrize(("design", "numbers"), [(BOOK, [0, 1, 2, 0]), (PLAIN, [0, 0, 0, 0])])
def test_chapters_are_numbered_through_all_parts_where_the_layout_asks(
    publication: Make, design: Design, numbers: list[int]
) -> None:
    files = {
        "a.md": "---\nkind: frontmatter\n---\n# A\n",
        "b.md": "# B\n",
        "c.md": "# C\n",
        "d.md": "---\nkind: imprint\n---\n# D\n",
    }
    made = apply(publication(files, "contents: [a.md, {part: P, contents: [b.md]}, c.md, d.md]\n"), design)
    assert [article.number for article in made.articles] == numbers


@pytest.mark.parametrize(("design", "numbers"), [(BOOK, [1, 0, 2, 3]), (PLAIN, [0, 0, 0, 0])])
def test_figures_are_numbered_through_the_publication_where_the_layout_asks(
    publication: Make, design: Design, numbers: list[int]
) -> None:
    files = {
        "a.md": "---\nlead: {image: p.svg, alt: A square, caption: Lead}\n---\n# A\n\n![A square](p.svg)\n",
        "b.md": '# B\n\n::: aside\n![A square](p.svg "One")\n:::\n\n![A square](p.svg){#two}\n',
    }
    made = apply(publication(files), design)
    figures = [node for article in made.articles for node in query(article) if isinstance(node, Figure)]
    assert [figure.number for figure in figures] == numbers


def test_tables_are_numbered_where_they_have_a_caption(publication: Make) -> None:
    table = "| a |\n| - |\n| 1 |\n"
    made = apply(publication(f"{table}\nTable: One\n\n{table}\n{table}\nTable: Two"), BOOK)
    tables = [node for node in query(next(made.articles)) if isinstance(node, Table)]
    assert [table.number for table in tables] == [1, 0, 2]


@pytest.mark.parametrize(
    ("quote", "repeats"),
    [
        ("Nobody counts them.", True),
        ("nobody *counts* them", True),
        ("… there are doors. Nobody counts", True),
        ("They are counted.", False),
        ("body counts them", False),
    ],
)
@pytest.mark.parametrize("box", ["{}", ":::: aside\n{}\n::::", "> words\n\n{}"])
def test_pull_quotes_repeat_where_their_words_stand_in_the_article(
    publication: Make, quote: str, repeats: bool, box: str
) -> None:
    pulled = box.format(f"::: pullquote\n{quote}\n:::")
    made = apply(publication(f"In the town there\nare doors.\n\n- Nobody counts them.\n\n{pulled}"), PLAIN)
    found = [node for node in query(next(made.articles)) if isinstance(node, PullQuote)]
    assert [node.repeats for node in found] == [repeats]


def test_words_of_two_cells_never_become_one(publication: Make) -> None:
    made = apply(publication("| door | way |\n| - | - |\n| 1 | 2 |\n\n::: pullquote\ndoorway\n:::"), PLAIN)
    assert not next(node for node in query(next(made.articles)) if isinstance(node, PullQuote)).repeats


def test_an_original_pull_quote_repeats_nothing(publication: Make) -> None:
    made = apply(publication("Words.\n\n::: pullquote {.original}\nWords.\n:::"), PLAIN)
    assert not next(node for node in query(next(made.articles)) if isinstance(node, PullQuote)).repeats


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("\"a\" -- 'b'...", "“a” – ‘b’…"),
        ('`"a" -- b`\'s', "’s"),
        ('[elle dit "a"]{lang=fr} "b"', "elle dit «\u202fa\u202f» “b”"),
        ('*[sie sagt "a"]{lang=de}* "b"', "sie sagt „a“ “b”"),
        ('{lang=de}\n> "a"\n>\n> {lang=fr}\n> "b"\n\n"c"', "„a“«\u202fb\u202f»“c”"),
        ('## "a" {lang=de}\n\n"b"', "„a““b”"),
        ("<https://example.org/a--b> and [a--b](https://example.org/)", "https://example.org/a--b and a–b"),
        ("<a--b@example.org>", "a--b@example.org"),
        ('"[](#c)" b\n\n## c', "“” bc"),
        ('"*a*" and "[b](#c)"[^1]\n\n## c\n\n[^1]: "d"', "“a” and “b”c“d”"),
    ],
)
def test_marks_are_set_in_the_language_that_they_stand_in(publication: Make, written: str, printed: str) -> None:
    assert texts(apply(publication(written), PLAIN)) == f"A{printed}"


def test_a_title_has_the_language_that_it_says(publication: Make) -> None:
    made = apply(publication({"a.md": '# "a" {lang=de}\n\n"b"\n'}), PLAIN)
    assert texts(made) == "„a““b”"


def test_an_article_has_the_language_that_it_says(publication: Make) -> None:
    text = '---\nlanguage: de\nkicker: \'"a"\'\nshort-title: \'"b"\'\n---\n# "c"\n'
    assert texts(apply(publication({"a.md": text}), PLAIN)) == "„c“„a“„b“"
