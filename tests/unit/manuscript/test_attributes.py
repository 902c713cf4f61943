"""What stands in braces."""

from __future__ import annotations

import pytest

from publish.manuscript.attributes import Given, look_like_attributes, parse


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("{#a}", Given(4, "a")),
        ("{.a .b}", Given(7, classes=("a", "b"))),
        ("{#a-b:c_d}", Given(10, "a-b:c_d")),
        ("{ #a  .b lang=pt-BR } x", Given(21, "a", ("b",), (("lang", "pt-BR"),))),
        ('{a="b c" d=e}', Given(13, pairs=(("a", "b c"), ("d", "e")))),
        ('{a="say \\"b\\" \\\\ {c}"}', Given(22, pairs=(("a", 'say "b" \\ {c}'),))),
        ('{a=""}', Given(6, pairs=(("a", ""),))),
        ("{#a\n.b}", Given(7, "a", ("b",))),
    ],
)
def test_what_can_be_read_is_read(text: str, given: Given) -> None:
    assert parse(text, 0) == given


@pytest.mark.parametrize(
    ("text", "problem", "end"),
    [
        ("{#a #b}", "two ids", 7),
        ("{a=1 a=2}", "given twice", 9),
        ("{}", "nothing in the braces", 2),
        ("{ }", "nothing in the braces", 3),
        ("{#a", "isn't closed", 3),
        ("{#a b} c", "read from here: b} c", 6),
        ("{a='b'}", "read from here", 7),
        ("{a=b c=d e} f", "read from here: e}", 11),
        ('{a="b}', "read from here", 6),
        ("{#a,.b}", "read from here", 7),
        ("{#a\nmore", "isn't closed", 3),
    ],
)
def test_what_can_not_be_read_is_covered_up_to_the_brace_or_the_end_of_the_line(
    text: str, problem: str, end: int
) -> None:
    given = parse(text, 0)
    assert problem in given.problem
    assert given.end == end


@pytest.mark.parametrize("text", ["{#a}", "{.a}", "{a=b}", "{ #a", '{lang = "fr"}'])
def test_these_look_like_attributes(text: str) -> None:
    assert look_like_attributes(text, 0)


@pytest.mark.parametrize("text", ["{}", "{ }", "{a}", "{1, 2}", "{# a}", "{a b}", "{=}", "{{ a }}"])
def test_these_are_braces_in_prose(text: str) -> None:
    assert not look_like_attributes(text, 0)
