"""YAML 1.2: values, places, limits."""

from __future__ import annotations

from typing import Any

import pytest

from publish.diagnostics import Diagnostic
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
        *(("1" * 19, "1" * 19), (".nan", ".nan"), ("1:30:00", "1:30:00"), ("0o17", "0o17"), ("1e400", "1e400")),
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
        ("a: 1\nb: !!python/object/apply:os.system [x]", "yaml-limit", 11),
        ("a: !!str 010", "yaml-limit", 10),
        ("a: !mine {b: 1}", "yaml-limit", 10),
        ("a: !!binary aGVsbG8=", "yaml-limit", 10),
        ("a: 1\n<<: *x", "yaml-limit", 11),
        ("? " + "k" * 101 + "\n: 1", "yaml-syntax", 10),
        ("a: " + "b" * 300_000, "yaml-limit", 10),
        ("\n" * 300_000, "yaml-limit", 10),
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


@pytest.mark.parametrize("head", ["%YAML 1.1\n---\n", "%YAML 1.2\n---\n", "%MINE a\n---\n", "%TAG ! tag:a:\n---\n"])
def test_no_directive_changes_what_words_mean(head: str) -> None:
    document = yaml.read(f"{head}a: no\nb: 010\n", START)
    assert (document.value, document.diagnostics) == ({"a": "no", "b": 10}, [])


def test_front_matter_has_a_limit_of_its_own() -> None:
    text = "a: " + "b" * yaml.FRONT_MATTER_LIMIT
    assert yaml.read(text, START).diagnostics == []
    assert [each.code for each in yaml.read(text, START, yaml.FRONT_MATTER_LIMIT).diagnostics] == ["yaml-limit"]


def test_what_is_quoted_in_a_finding_stays_one_short_line() -> None:
    found = Diagnostic("yaml-syntax", "a\x1b[31m\n\u202eb" + "c" * 5_000, START, "d\r\ne")
    assert "\n" not in found.message
    assert len(found.message) == 1_000
    assert found.hint == "d e"
