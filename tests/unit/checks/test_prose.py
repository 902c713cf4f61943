"""Runs of text: what stands together, in which language, and on which line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.checks import PROSE_CHECKS
from publish.checks.addresses import links_are_read_as_links
from publish.checks.pairs import brackets_are_closed, quotations_are_closed
from publish.checks.placeholders import nothing_waits_to_be_replaced
from publish.checks.prose import Run, prose
from publish.checks.quotes import numbers_have_primes_behind_them
from publish.checks.repeats import words_stand_once
from publish.checks.spacing import no_space_stands_before_punctuation, words_have_one_space_between_them
from publish.diagnostics import Severity
from publish.manuscript.loader import load
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from publish.checks.prose import Prose
    from publish.diagnostics import Diagnostic

    Runs = Callable[..., Prose]


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    """Give a function that writes an article below a title, and gives its runs of text without that."""

    def read(body: str, language: str = "en") -> Prose:
        (tmp_path / "publication.yaml").write_text(f"title: A title\nlanguage: {language}\n", "utf-8")
        (tmp_path / "a.md").write_text(f"# A\n\n{body}\n", "utf-8")
        publication = load(tmp_path, "m").publication
        assert publication
        return list(prose(publication))[1][1:]

    return read


def test_a_run_is_what_one_block_holds_in_one_language(runs: Runs) -> None:
    body = (
        "One *two* `three`\n[quatre]{lang=fr} five.\n\n| six | seven |\n|---|---|\n\n{lang=de}\nAcht[^1].\n\n[^1]: Nine"
    )
    found = [(run.text, run.language) for run in runs(body)]
    assert found == [
        ("One two \ufffc\n\ufffc five.", "en"),
        ("quatre", "fr"),
        ("six", "en"),
        ("seven", "en"),
        ("Acht\ufffc.", "de"),
        ("Nine", "en"),
    ]


def test_paragraphs_that_stand_beside_each_other_are_known(runs: Runs) -> None:
    beside = [run.beside for run in runs("One.\n\n## Two\n\nThree.\n\n> Four.\n>\n> Five.\n\n> Six.\n\n- Seven.")]
    assert beside[0] == beside[2] != beside[3] == beside[4]
    assert beside[1] == 0
    assert len(set(beside)) == 5


def test_a_finding_stands_at_its_line_and_says_what_it_is_about_where_that_is_in_one_piece(runs: Runs) -> None:
    (run,) = runs("One\ntwo two\n*three* four.")
    words = run.text.index("two two")
    here = run.warning("code", "message", "hint", words, words + 7)
    assert (here.span.line, here.about) == (4, "two two")
    over = run.warning("code", "message", "hint", run.text.index("three"), len(run.text))
    assert (over.span.line, over.about) == (5, "")


def test_text_of_yaml_is_read_too(tmp_path: Path) -> None:
    text = "title: A title\nlanguage: en\ncontents:\n  - part: The *part*\n    contents: [a.md]\nrights: Words\n"
    (tmp_path / "publication.yaml").write_text(text, "utf-8")
    (tmp_path / "a.md").write_text("# A\n", "utf-8")
    publication = load(tmp_path, "m").publication
    assert publication
    first = next(prose(publication))
    assert [(run.text, run.spans[0].line) for run in first] == [("A title", 1), ("Words", 6), ("The part", 4)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "in the the house", ["the the"]),
        ("en", "in the\n*the* house", [""]),
        ("en", "The the house", ["The the"]),
        ("en", "He said. The the house", ["The the"]),
        ("en", "when Bill bill them", []),
        ("en", "Baden Baden", []),
        ("en", "the the the", []),
        ("en", "that that is", []),
        ("en", "12 12 and x x and the-the", []),
        ("en", "it's it’s its its", ["its its"]),
        ("en", "verse on the\\\nthe line", []),
        ("en", "an [an]{lang=ro}", []),
        ("en", "isn't isn't", ["isn't isn't"]),
        ("de", "die die, und und", ["und und"]),
        ("de", "dass Sie sie sehen", []),
        ("fr", "nous nous levons et et", ["et et"]),
        ("es", "con con", ["con con"]),
        ("it", "piano piano, rosso rosso", []),
        ("tr", "yavaş yavaş", []),
        ("pt-BR", "se se trata de de", []),
        ("sv", "och och", ["och och"]),
    ],
)
def test_a_word_stands_twice(runs: Runs, language: str, text: str, found: list[str]) -> None:
    assert [each.about for each in words_stand_once(runs(text, language))] == found


@pytest.mark.parametrize(
    ("rule", "text", "count"),
    [
        (words_have_one_space_between_them, "One  two and  three.\n\nFour  five.", 1),
        (words_have_one_space_between_them, "One <!-- nothing --> two.", 0),
        (words_have_one_space_between_them, "One\u00a0\u00a0two.", 1),
        (no_space_stands_before_punctuation, "Yes , no . Yes ?", 3),
        (no_space_stands_before_punctuation, "Yes ... no .net :-) ;) 1 : 2, f : x", 0),
        (quotations_are_closed, '"One.\n\n"Two."', 0),
        (quotations_are_closed, '"One.\n\nTwo."', 2),
        (quotations_are_closed, '"One.\n\n## Two\n\n"Three."', 0),
        (quotations_are_closed, 'He said: "One.\n\n"Two."', 0),
        (quotations_are_closed, "\"One.\n\n'Two.'", 1),
        (quotations_are_closed, "“One.” “Two.\n\n“Three.", 1),
        (quotations_are_closed, '“One."', 0),
        (quotations_are_closed, "the boss' hat, rock 'n' roll, the '90s, 5'10\"", 0),
        (quotations_are_closed, "just 'cause", 1),
        (quotations_are_closed, '"`x`" "[](#a)" [b]{#a}', 0),
        (numbers_have_primes_behind_them, "5'10\" and 12\" and 6'", 3),
        (numbers_have_primes_behind_them, "\"about 12\" and 'about 6', 10'000 and the 1990's", 0),
        (brackets_are_closed, "One (two [three) four.", 0),
        (brackets_are_closed, "One (two.", 1),
        (brackets_are_closed, "[0, 1) and (0, 1] and :( and a) b)", 0),
        (brackets_are_closed, "One (two.\n\nThree).", 0),
        (nothing_waits_to_be_replaced, "TODO: write. [tbc] p. 00, pages ??", 4),
        (nothing_waits_to_be_replaced, "A TODO list, p. 100, a page? TK Maxx. [1]", 0),
    ],
)
def test_marks_and_spaces(runs: Runs, rule: Callable[[Prose], Iterator[Diagnostic]], text: str, count: int) -> None:
    assert len(list(rule(runs(text)))) == count


def test_a_message_has_no_line_ends_and_nothing_that_cannot_be_read(runs: Runs) -> None:
    for body in ('One\ntwo" three', "One `x`  two", 'See\n"`x` (`y`'):
        for rule in (words_have_one_space_between_them, quotations_are_closed, brackets_are_closed):
            for each in rule(runs(body)):
                assert not set("\n\ufffc") & set(each.message)


SPAN = Span("a.md")
TEXTS = st.text(st.sampled_from("ab 'A\"()[]“”«»\n\u2028\ufffc\u00a0.,:–-0123456789TODK"), max_size=60)


@given(texts=st.lists(TEXTS, max_size=4), language=st.sampled_from(["en", "de", "fr", "sv", "x-own"]))
def test_no_text_is_too_strange(texts: list[str], language: str) -> None:
    runs = tuple(Run(text, language, (0,), (SPAN,), 1) for text in texts)
    for rule in PROSE_CHECKS:
        for each in rule(runs):
            assert each.severity is Severity.WARNING
            assert any(each.about in text for text in texts)


def test_a_measure_and_a_link_are_shown_whole(runs: Runs) -> None:
    (found,) = numbers_have_primes_behind_them(runs("She is 5'10\" tall."))
    assert found.about == "5'10\""
    (found,) = links_are_read_as_links(runs("See [the map](https://example.org/a b) here."))
    assert found.about == "[the map](https://example.org/a b)"


def test_all_is_a_word_of_spanish(runs: Runs) -> None:
    assert not list(nothing_waits_to_be_replaced(runs("TODO: nada.", "es")))
