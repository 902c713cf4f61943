"""Where markup isn't well-formed, and the lines of templates that wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment

from publish.house import house_folder
from publish.layouts.markup import flaw, marked, place, unmarked

if TYPE_CHECKING:
    from pathlib import Path

ENVIRONMENT = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=True)
HOUSE = sorted(house_folder("layouts").rglob("*.html"))


@pytest.mark.parametrize(
    ("markup", "message", "offset"),
    [
        ("é<p><b>x</p>", "<b> isn't closed", 4),
        ("<p>x</b></p>", "</b> closes nothing", 6),
        ("<p>x", "<p> isn't closed", 0),
        ("words</p>", "</p> closes nothing", 7),
        ("<html><body></html>", "<body> isn't closed", 6),
        ("<html>", "<html> isn't closed", 0),
        ("<?xml version='1.0'?>\n<html><p></html>", "<p> isn't closed", 28),
        ('<!DOCTYPE html SYSTEM "x"><html>&nbsp;</html>', "there is no entity &nbsp;", 32),
        ("<p>&amp;&bull;</p>", "undefined entity near: <p>&amp;&bull;</p>", 8),
        ("<p>\x0b</p>", "the markup isn't well-formed near: ", 3),
    ],
)
def test_a_flaw_has_its_place(markup: str, message: str, offset: int) -> None:
    found = flaw(markup)
    assert found
    assert found.message.startswith(message)
    assert found.offset == offset


@pytest.mark.parametrize("markup", ["", "words", "<p>a</p><p>b</p>", "<br/>", "<html/>", "<p>&#160;&amp;</p>"])
def test_sound_markup_has_none(markup: str) -> None:
    assert flaw(markup) is None


def test_prefixes_must_be_declared() -> None:
    assert flaw('<p a:b=""/>')
    assert flaw('<p a:b=""/>', 'xmlns:a="c"') is None


@given(st.text(alphabet="<>/&;pb \n'\"=é", max_size=30))
def test_any_text_is_sound_or_has_a_flaw_in_it(text: str) -> None:
    found = flaw(text)
    assert found is None or 0 <= found.offset <= len(text)


@pytest.mark.parametrize("file", HOUSE, ids=lambda file: "/".join(file.parts[-3:]))
def test_marks_change_nothing_in_a_template_but_the_text(file: Path) -> None:
    """A marked template has the same statements and expressions, and the same text between the marks."""
    source = file.read_text("utf-8")
    texts, places = marked(ENVIRONMENT, {"a": source})
    kinds = [kind for _, kind, _ in ENVIRONMENT.lex(texts["a"]) if kind != "data"]
    assert kinds == [kind for _, kind, _ in ENVIRONMENT.lex(source) if kind != "data"]
    assert ENVIRONMENT.parse(unmarked(texts["a"], places)[0]) == ENVIRONMENT.parse(source)


def test_each_piece_of_output_leads_to_its_line() -> None:
    sources = {
        "a": "1\n{% for x in ['two', 'two'] %}\n  {{ x }}\n{# a\n comment #}\n5\n\n{% include 'b' %}\n{% endfor %}\n9",
        "b": "\n\n{%- if true -%}\n\nbee\n{% endif %}",
    }
    texts, places = marked(ENVIRONMENT, sources)
    environment = Environment(loader=DictLoader(texts), trim_blocks=True, lstrip_blocks=True)
    plain = Environment(loader=DictLoader(sources), trim_blocks=True, lstrip_blocks=True)
    text, offsets, at = unmarked(environment.get_template("a").render(), places)
    assert text.split() == plain.get_template("a").render().split()
    expected = {"1": ("a", 1), "two": ("a", 3), "5": ("a", 6), "bee": ("b", 5), "9": ("a", 10)}
    for word, where in expected.items():
        assert place(text.index(word), offsets, at) == where
        assert place(text.rindex(word), offsets, at) == where


def test_nothing_was_written_before_the_first_mark() -> None:
    assert place(0, [], []) is None


def test_a_template_that_cannot_be_read_is_left_as_it_is() -> None:
    texts, places = marked(ENVIRONMENT, {"a": "a\n{{ ' }}", "b": "b"})
    assert texts["a"] == "a\n{{ ' }}"
    assert unmarked(texts["b"], places) == ("b", [0], [("b", 1)])
