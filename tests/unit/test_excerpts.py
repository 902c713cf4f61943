"""Where a finding's words stand in its file, and how the line is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from publish.diagnostics import Diagnostic
from publish.excerpts import HIDDEN, excerpt, placed, safe
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable


def reader(text: str) -> Callable[[str], list[str] | None]:
    """Read ``text`` as ``a.md``; no other path has one."""
    return {"a.md": text.split("\n")}.get


def about(words: str, line: int = 1, column: int = 1, message: str = "a message") -> Diagnostic:
    return Diagnostic("a-code", message, Span("a.md", line, column), about=words)


def where(text: str, *found: Diagnostic) -> list[tuple[int, int, int]]:
    """Give line, column and end column of findings once they are placed."""
    return [(each.span.line, each.span.column, each.end_column) for each in placed(found, reader(text))]


# ----------------------------------------------------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("See ![A plan](images/a.png).", "images/a.png", (1, 15, 27)),
        ("sunset, ::: sun", "sun", (1, 13, 16)),
        ("日本語 [x](#no)", "#no", (1, 9, 12)),
        ("a\tb <b>", "<b", (1, 5, 7)),
        ("![A](images/h%20a.png)", "images/h a.png", (1, 6, 22)),
        ("[A](h%C3%A4fen.md)", "häfen.md", (1, 5, 18)),
        ("[A](häfen.md)", "h%C3%A4fen.md", (1, 5, 13)),
        ("![A](plan.png)", "chapters/plan.png", (1, 6, 14)),
        ("A title, and\n> two lines", "and two", (1, 10, 13)),
        ("One\ntwo `three`", "three", (2, 6, 11)),
        ("日本語です", "語", (1, 3, 4)),
    ],
    ids=str,
)
def test_words_are_found_where_they_stand(text: str, words: str, place: tuple[int, int, int]) -> None:
    assert where(text, about(words)) == [place]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("other words", about("these")),
        ("one\n\nthese", about("these")),
        ("key: one\nthese", about("these", column=6)),
        ("these are before it", about("these", column=7)),
        ("one", about("one", line=7)),
        ("one", Diagnostic("a-code", "a message", Span("b.md"), about="one")),
        ("one", about("  ")),
    ],
)
def test_what_is_not_there_leaves_a_finding_where_it_was(text: str, found: Diagnostic) -> None:
    (left,) = placed([found], reader(text))
    assert (left.span, left.about) == (found.span, "")


def test_a_value_is_looked_for_from_its_own_place_on() -> None:
    assert where('alt: alt "no.png"', about("alt", column=6)) == [(1, 6, 9)]
    assert where('image: "no.png"', about("no.png", column=8)) == [(1, 9, 15)]


def test_equal_findings_go_to_one_place_after_the_other() -> None:
    text = "![](a.png) ![](b.png) ![](a.png) and a.md"
    found = [about("a.png"), about("b.png"), about("a.png"), about("a.png")]
    assert [column for _, column, _ in where(text, *found)] == [5, 16, 27, 27]
    assert [column for _, column, _ in where(text, about("a.png"), about("a.png", message="other"))] == [5, 5]


@given(st.text("ab .\n>[]é日", max_size=40), st.lists(st.sampled_from(["a", "ab", "b.", "日", "["]), max_size=6))
def test_to_place_again_changes_nothing(text: str, words: list[str]) -> None:
    once = placed([about(each) for each in words], reader(text))
    assert set(placed(once, reader(text))) == set(once)
    for each in once:
        line = text.split("\n")[each.span.line - 1]
        assert line[each.span.column - 1 : each.end_column - 1] == each.about


def test_a_long_file_full_of_findings_takes_no_long_time() -> None:
    text = "\n".join(["words " * 200] * 10_000)
    assert len(placed([about(f"no{number}", line=number + 1) for number in range(2_000)], reader(text))) == 2_000


# ----------------------------------------------------------------------------------------------------------- quotes


def quoted(text: str, words: str, width: int = 60) -> list[str]:
    """Give the line that is quoted for words of ``text``, and the marks below it."""
    (each,) = placed([about(words)], reader(text))
    found = excerpt(each, reader(text), width)
    assert found
    return [found.line, found.marks]


def test_a_line_is_quoted_with_the_words_marked() -> None:
    assert quoted("See ![A](no.png) here.", "no.png") == ["See ![A](no.png) here.", "         ^^^^^^"]


def test_nothing_is_marked_where_the_column_is_not_known() -> None:
    assert quoted("Some words.", "other") == ["Some words.", ""]


def test_one_cell_is_marked_where_a_column_is_all_that_is_known() -> None:
    found = excerpt(Diagnostic("a-code", "a message", Span("a.md", 1, 4)), reader("a: b"), 60)
    assert found
    assert found.marks == "   ^"


@pytest.mark.parametrize(
    ("text", "line", "marks"),
    [
        ("\tHERE", "    HERE", "    ^^^^"),
        ("日本 HERE", "日本 HERE", "     ^^^^"),
        ("e\u0301te\u0301 HERE", "e\u0301te\u0301 HERE", "    ^^^^"),
        ("a\u202eb HERE", "a<U+202E>b HERE", "           ^^^^"),
        ("\x1b[31m HERE", "<U+001B>[31m HERE", "             ^^^^"),
        ("क्षि HERE", "क्षि HERE", " " * cell_len("क्षि ") + "^^^^"),
    ],
)
def test_marks_stand_below_whatever_stands_before(text: str, line: str, marks: str) -> None:
    assert quoted(text, "HERE") == [line, marks]


def test_marks_are_as_wide_as_the_words() -> None:
    assert quoted("a 日本語 b", "日本語") == ["a 日本語 b", "  ^^^^^^"]


@given(st.text(max_size=200), st.text(max_size=200), st.integers(min_value=30, max_value=120))
def test_a_long_line_is_cut_around_the_words(before: str, after: str, width: int) -> None:
    before, after = (text.replace("\n", " ").replace("@", " ") for text in (before, after))
    line, marks = quoted(f"{before} @@@ {after}", "@@@", width)
    assert cell_len(line) <= width
    assert cell_len(line.partition("@@@")[0]) == len(marks) - 3
    assert marks.strip() == "^^^"
    assert not HIDDEN.search(line)


def test_words_longer_than_the_line_are_marked_as_far_as_they_are_shown() -> None:
    line, marks = quoted("![" + "very long words " * 20 + "](a.png)", "very long words " * 20, 40)
    assert (cell_len(line), line[:4], line[-1]) == (40, "![ve", "…")
    assert marks == "  " + "^" * 37


@pytest.mark.parametrize(("text", "line"), [("a\n\nb", 2), ("a", 9)])
def test_an_empty_or_missing_line_is_not_quoted(text: str, line: int) -> None:
    assert excerpt(about("", line), reader(text), 60) is None


@pytest.mark.parametrize("letter", ["\x00", "\x1b", "\x7f", "\x9b", "\u200f", "\u202e", "\u2066", "\ufeff", "\udc80"])
def test_what_a_terminal_would_obey_is_written_out(letter: str) -> None:
    assert safe(f"a{letter}b") == f"a<U+{ord(letter):04X}>b"


def test_text_of_any_script_stays_as_it_is() -> None:
    text = "“Grüße”, שלום, नमस्ते, 日本語, 👩\u200d🚀 – e\u0301"
    assert safe(text) == text
