"""Limits: what they are, how they are raised, and what is said beyond them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from publish.diagnostics import Severity
from publish.limits import (
    DEFAULTS,
    NESTING,
    PUBLICATION_BYTES,
    Limits,
    Tally,
    TooMuchError,
    excess,
    key,
    most,
    require,
    unit,
)
from publish.manuscript.metadata import LimitKeys
from publish.maths.reader import DEEPEST, LARGEST, LONGEST
from publish.source import Span

DOCUMENT = Path(__file__).parents[2] / "docs" / "limits.md"
HERE = Span("m/a.md", 7)

NAMES = tuple(Limits.model_fields)


def table() -> str:
    """Give docs/limits.md as it should be."""
    rows = [
        f"| `{key(name)}` | {getattr(DEFAULTS, name):,} | {most(name):,} | {unit(name)} | {field.description} |"
        for name, field in Limits.model_fields.items()
    ]
    return "\n".join((*HEAD, *rows, *FOOT, ""))


HEAD = (
    "# Limits",
    "",
    "A manuscript can have no more of anything than this table says, so that every check and every build comes to an",
    "end, in a time and in memory that a machine has. What goes beyond is an error at its line, which names the limit.",
    "",
    "The house raises a limit in `publication.yaml`, up to the most that is given here, or lowers it:",
    "",
    "```yaml",
    "limits: {table-cells: 30000, notes: 12000}",
    "```",
    "",
    "| key under `limits:` | default | at most | of what | why there is a limit |",
    "| --- | ---: | ---: | --- | --- |",
)
FOOT = (
    "",
    "These are fixed:",
    "",
    f"- `publication.yaml` has {PUBLICATION_BYTES:,} bytes at most: it is read before its own `limits:` are known",
    f"- blocks, emphasis and brackets nest {NESTING // 2} deep at most",
    f"- a formula has {LONGEST:,} characters, {LARGEST:,} parts and {DEEPEST} levels at most",
    "",
    "Times and memory are those of a page, on one core of a machine of 2024; an EPUB alone takes far less.",
)


def test_the_document_is_what_the_code_says(accept: bool) -> None:
    if accept:
        DOCUMENT.write_text(table(), "utf-8")
    assert DOCUMENT.read_text("utf-8") == table()


@pytest.mark.parametrize("name", NAMES)
def test_a_limit_has_a_unit_a_reason_and_room(name: str) -> None:
    assert unit(name)
    assert Limits.model_fields[name].description
    assert 1 < getattr(DEFAULTS, name) < most(name)


def test_the_house_raises_limits_by_their_keys() -> None:
    assert LimitKeys.model_validate({"table-cells": 30_000}).table_cells == 30_000
    assert LimitKeys().model_dump() == DEFAULTS.model_dump()


@pytest.mark.parametrize("given", [{"table_cells": 1}, {"cells": 1}, {"notes": 0}, {"notes": "many"}, {"notes": True}])
def test_what_is_no_limit_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        LimitKeys.model_validate(given)


@pytest.mark.parametrize("name", NAMES)
def test_no_limit_is_raised_without_end(name: str) -> None:
    assert getattr(LimitKeys.model_validate({key(name): most(name)}), name) == most(name)
    with pytest.raises(ValidationError):
        LimitKeys.model_validate({key(name): most(name) + 1})


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_names_the_limit_and_the_key_that_raises_it(name: str) -> None:
    found = excess(DEFAULTS, name, HERE)
    assert (found.code, found.span, found.severity) == ("too-many", HERE, Severity.ERROR)
    assert f"{getattr(DEFAULTS, name):,} {unit(name)}" in found.message
    assert re.search(rf"raise {key(name)} under limits: in publication\.yaml, to {most(name):,} at most$", found.hint)


def test_where_nothing_raises_a_limit_any_more_nothing_is_said_of_it() -> None:
    assert "raise" not in excess(Limits(notes=most("notes")), "notes", HERE).hint


def test_a_tally_keeps_the_first_line_beyond_each_limit() -> None:
    tally = Tally(Limits(notes=2, article_notes=10, boxes=1))
    assert [tally.add("notes", 1, line) for line in (3, 4, 5, 6)] == [True, True, False, False]
    assert tally.holds("boxes", 1)
    assert tally.over == {"notes": 5}
    assert tally.spent


def test_a_tally_begins_anew_with_each_article_but_for_what_is_counted_in_all() -> None:
    tally = Tally(Limits(notes=5, article_notes=3))
    for _ in range(2):
        tally.begin()
        for _ in range(3):
            tally.add("notes")
            tally.add("article_notes")
    assert tally.over == {"notes": 0}
    assert tally.counts == {"notes": 6, "article_notes": 3}


def test_beyond_a_limit_of_one_article_the_others_are_read() -> None:
    tally = Tally(Limits(article_notes=1))
    assert not tally.add("article_notes", 2)
    assert not tally.spent


def test_beyond_a_limit_of_the_publication_nothing_else_is_read() -> None:
    require(DEFAULTS, "articles", DEFAULTS.articles, HERE)
    with pytest.raises(TooMuchError) as stop:
        require(DEFAULTS, "articles", DEFAULTS.articles + 1, HERE)
    assert [each.code for each in stop.value.diagnostics] == ["too-many"]
