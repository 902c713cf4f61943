"""What an article may hold, and that reading it takes no more steps than it has lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.limits import DEFAULTS, NESTING, Limits, Tally
from publish.manuscript import bounds, dialect
from publish.manuscript.article import Source, read_article
from publish.manuscript.context import KEPT, Names
from publish.manuscript.loader import article_ids
from publish.source import Span

if TYPE_CHECKING:
    from markdown_it.token import Token

    from publish.diagnostics import Diagnostic
    from publish.tree import Article


def read(text: str, limits: Limits = DEFAULTS) -> tuple[Article | None, list[Diagnostic]]:
    source = Source("a.md", text, Span("m/a.md"))
    return read_article(source, dialect.dialect(maths=True), {"a.md": "a"}, "en", Tally(limits))


def tokens(text: str) -> list[Token]:
    return dialect.dialect(maths=True).parse(text)


# ------------------------------------------------------------------------------------------------------------ counts


def test_an_article_that_goes_over_several_limits_is_told_of_all() -> None:
    article, found = read("# T\n\n## One\n\n## *Two*\n\n::: note\na\n:::\n", Limits(headings=1, marks=1, boxes=1))
    assert article is None
    assert [(each.span.line, each.message) for each in found] == [
        (3, "there are more than 1 headings in all"),
        (5, "there are more than 1 signs of markup in all"),
    ]


def test_what_goes_over_a_limit_is_not_parsed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bracket after bracket takes seconds a paragraph: they are counted before anything is tried."""
    md = dialect.dialect(maths=False)
    monkeypatch.setattr(md.inline, "parse", pytest.fail)
    tally = Tally(Limits(marks=1000))
    assert md.parse("a [b] " * 1000, {"tally": tally}) == []
    assert set(tally.over) == {"marks"}


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("", 0),
        ("one seven", 5),
        ("a-b\u2013c\u2014d\u200be", 1),
        ("10\u00a0000\u00a0miles", 12),
        ("12\u202f%", 4),
        ("abc漢字漢字漢字abcd", 4),
        ("สวัสดีครับ", 0),
        ("https://example.org/a", 21),
    ],
)
def test_a_run_ends_where_a_line_can_end(text: str, longest: int) -> None:
    assert bounds._longest(text) == longest


@pytest.mark.parametrize("opens", ["[", "![", "[a", "[^a b", "*[", "[](b) ["])
def test_brackets_that_are_open_inside_each_other_are_counted(opens: str) -> None:
    article, found = read("# T\n\n" + opens * (NESTING // 2 + 1))
    assert (article, [(each.code, each.span.line) for each in found]) == (None, [("nesting", 3)])


def test_brackets_one_after_the_other_nest_no_deeper() -> None:
    article, found = read("# T\n\n" + "[a] \\[ ] " * 200)
    assert article
    assert found == []


def test_a_note_is_counted_with_all_that_it_holds() -> None:
    text = "# T\n\nWords[^1].\n\n[^1]: 12345\n\n    - 12345\n\n    > 12345\n\nWords behind it, which are many.\n"
    assert read(text, Limits(note_characters=15))[0]
    _, found = read(text, Limits(note_characters=14))
    assert [(each.code, each.span.line) for each in found] == [("too-many", 5)]


def test_a_table_over_its_limit_is_passed_over_and_what_stands_below_is_read() -> None:
    tally = Tally(Limits(table_cells=4))
    parsed = dialect.dialect(maths=False).parse("|a|b|\n|-|-|\n|1|2|\n|3|4|\n\n## Below\n", {"tally": tally})
    assert (parsed, tally.over) == ([], {"table_cells": 0})
    assert tally.counts["headings"] == 1


def test_emptied_front_matter_and_captions_leave_the_rest_as_it_is() -> None:
    article, found = read('---\nkicker: a long one\n---\n# T\n\n![Alt text](a.png "long words")\n', Limits(marks=10))
    assert article
    assert found == []
    article, found = read("---\nkicker: " + "a *b* " * 10 + "\n---\n# T\n", Limits(marks=10))
    assert article
    assert article.kicker == ()
    assert [(each.code, each.span.line) for each in found] == [("too-many", 2)]


# ------------------------------------------------------------------------------------------------------------- steps


def test_as_many_headings_of_the_same_words_take_as_many_steps() -> None:
    class Counting:
        steps = 0

        def fullmatch(self, _name: str) -> None:
            self.steps += 1

    counting = Counting()
    names = Names({"a", "a-3"}, counting)  # type: ignore[arg-type]
    given = [names.take("a") for _ in range(1000)]
    assert given[:3] == ["a-2", "a-4", "a-5"]
    assert len(set(given)) == 1000
    assert counting.steps == 1000


def test_names_that_are_kept_are_never_given_to_headings() -> None:
    assert [Names((), KEPT).take("note-1"), Names((), KEPT).take("page-iv")] == ["note-1-2", "page-iv-2"]
    assert article_ids(["note-1.md", "a.md", "a/a.md", "a-a.md"]) == {
        "note-1.md": "note-1",
        "a.md": "a",
        "a/a.md": "a-a",
        "a-a.md": "a-a-2",
    }


@pytest.mark.parametrize("text", ["$$a\n", "$$a\nb\n", "$$ {\n", "$$\n\n"])
def test_formulas_that_are_never_closed_are_looked_through_once(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = 0
    line_of = dialect._line

    def counting(*arguments: object) -> str:
        nonlocal lines
        lines += 1
        return line_of(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(dialect, "_line", counting)
    tokens(text * 200)
    assert lines < 20 * text.count("\n") * 200


def test_a_label_of_a_note_ends_somewhere() -> None:
    assert [token.type for token in tokens("[^" + "a" * 200 + "]")[1].children or ()] == ["footnote_ref"]
    assert [token.type for token in tokens("[^" + "a" * 201 + "]")[1].children or ()] == ["note_label"]


OLD = re.compile(r"\$\$(.+?)\$\$[ \t]*(\{.*\})?", re.DOTALL)
PIECES = st.sampled_from(["$$", "$", "x", " ", "{", "}", '{alt="a"}', "\n", "\n", "\n\n", "$$\n", "}\n", "{#a"])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_formula_ends_where_it_did(rest: str) -> None:
    """What closes a formula is what the whole of it, read from its first line on, says."""
    text = "$$" + rest
    lines = [line.strip() for line in text.split("\n")]
    expected = None
    for number in range(1, len(lines) + 1):
        found = OLD.fullmatch("\n".join(lines[:number]))
        if found or not lines[number - 1]:
            expected = (number, found[1].strip()) if found else None
            break
    block = next(
        (token for token in tokens(text) if token.type == "maths_block" and token.map and not token.map[0]), None
    )
    assert (block and block.map and (block.map[1], block.content)) == expected


# ------------------------------------------------------------------------------------------------------------- boxes


def test_an_unclosed_box_in_a_list_ends_with_its_item() -> None:
    article, found = read("# T\n\n- ::: note\n  Words.\n\n- Words.\n\nWords[^1].\n")
    assert article
    assert [(each.code, each.span.line) for each in found] == [("box-unclosed", 3)]
    kinds = [type(block).__name__ for block in article.body]
    assert kinds == ["List", "Paragraph"]


def test_a_box_in_a_list_is_closed_behind_an_empty_line_and_a_lazy_one() -> None:
    article, found = read("# T\n\n- ::: note\n  Words\nand words.\n\n  More.\n  :::\n\n  Words.\n")
    assert article
    assert found == []


@pytest.mark.parametrize("word", ["a" * 40, "*a*b" * 20, "`a`b" * 20, "a&amp;" * 20, "$x$a" * 20, "a[b]{.c}" * 20])
def test_a_word_with_markup_inside_is_one(word: str) -> None:
    limits = Limits(word_characters=39)
    _, found = read(f"# T\n\nWords.\n{word} words.\n", limits)
    assert [(each.code, each.span.line) for each in found] == [("too-many", 3)]
    article, found = read(f"# T\n\nWords.\n{word[: len(word) // 2]} {word[len(word) // 2 :]}\n", limits)
    assert (found, article is None) == ([], False)
