"""YAML 1.2: values, places, limits."""

from __future__ import annotations

from typing import Any

import pytest

from publish.manuscript import yaml
from publish.source import Span

START = Span("publication.yaml", 10)


def value(text: str) -> Any:
    document = yaml.read(f"key: {text}", START)
    assert document.diagnostics == []
    return document.value["key"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("no", "no"), ("yes", "yes"), ("on", "on"), ("010", 10), ("-7", -7), ("1.5", 1.5), ("1e3", 1000.0)),
        *(
            ("true", True),
            ("False", False),
            ("~", None),
            ("", None),
            ("null", None),
            ("0x1F", "0x1F"),
            ("1_000", "1_000"),
        ),
        *(("'010'", "010"), ('"true"', "true"), ("2023-06-20", "2023-06-20"), ("12:30", "12:30"), (".inf", ".inf")),
        *(("1" * 19, "1" * 19), ("!!python/object:os.system x", "x"), ("!!int '7'", "7")),
    ],
)
def test_plain_words_have_the_values_of_the_core_schema(text: str, expected: object) -> None:
    found = value(text)
    assert found == expected
    assert type(found) is type(expected)


def test_each_key_and_each_value_has_its_place() -> None:
    document = yaml.read("title: One\nprint:\n  trim: A4\nlist:\n  - a\n  - b: c\n", START)
    assert document.value == {"title": "One", "print": {"trim": "A4"}, "list": ["a", {"b": "c"}]}
    assert document.keys["print", "trim"] == Span("publication.yaml", 12, 3)
    assert document.places["print", "trim"] == Span("publication.yaml", 12, 9)
    assert document.places["list", 1, "b"] == Span("publication.yaml", 15, 8)
    assert document.places[()] == Span("publication.yaml", 10, 1)


def test_nothing_is_an_empty_mapping() -> None:
    document = yaml.read("# a comment\n", START)
    assert (document.value, document.diagnostics) == ({}, [])


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: &x 1\nb: *x", "yaml-limit", 11),
        ("a: " + "[" * 21 + "]" * 21, "yaml-limit", 10),
        ("a: b: c", "yaml-syntax", 10),
        ("a: 1\nb: [1, 2\nc: 3", "yaml-syntax", 12),
        ("a: 'one\n\n\n", "yaml-syntax", 10),
        ("- a", "yaml-syntax", 10),
        ("words", "yaml-syntax", 10),
        ("a: 1\n---\nb: 2", "yaml-syntax", 11),
        ("a: 1\na: 2", "key-duplicate", 11),
        ("? [a]\n: b", "yaml-syntax", 10),
        ('a: "\\x07"', "yaml-syntax", 10),
        ("a: \x07", "yaml-syntax", 10),
    ],
)
def test_what_is_not_allowed_is_said_with_its_line(text: str, code: str, line: int) -> None:
    document = yaml.read(text, START)
    assert [(each.code, each.span.line) for each in document.diagnostics] == [(code, line)]


def test_limits_are_for_what_passes_them() -> None:
    deep = "a: " + "[" * 19 + "]" * 19
    assert yaml.read(deep, START).diagnostics == []
    assert yaml.read("a:\n" + "- b\n" * 19_000, START).diagnostics == []


def test_a_colon_in_a_value_has_a_hint() -> None:
    assert "quotes" in yaml.read("title: In Our View: 39", START).diagnostics[0].hint
