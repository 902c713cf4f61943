"""Findings as text, as JSON and as workflow commands."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from publish import forms
from publish.diagnostics import Diagnostic, Severity
from publish.excerpts import HIDDEN, placed
from publish.source import Span
from publish.texts import no_texts

SCHEMA = Path(__file__).parents[2] / "docs" / "findings.schema.json"
LINES = ("# A title", "", "See ![The harbour](images/harbour.jpg) for more.")
MISSING = Diagnostic(
    "image-missing",
    "images/harbour.jpg does not exist",
    Span("m/a.md", 3),
    "did you mean images/harbor.jpg?",
    about="images/harbour.jpg",
)


def read(path: str) -> tuple[str, ...] | None:
    return LINES if path == "m/a.md" else None


def text(*found: Diagnostic) -> list[str]:
    return [forms.as_text(each, read) for each in placed(found, read)]


def test_the_line_that_editors_read_comes_first_then_the_quote_and_the_hint() -> None:
    assert text(MISSING)[0].splitlines() == [
        "m/a.md:3:20: error: images/harbour.jpg does not exist [image-missing]",
        "    3 | See ![The harbour](images/harbour.jpg) for more.",
        "      |                    ^^^^^^^^^^^^^^^^^^",
        "  hint: did you mean images/harbor.jpg?",
    ]


def test_a_finding_of_a_file_without_text_is_its_line_and_its_hint() -> None:
    each = Diagnostic("qpdf", "a message", Span("dist/t.pdf"), "a hint", Severity.WARNING)
    assert text(each) == ["dist/t.pdf:1:1: warning: a message [qpdf]\n  hint: a hint"]
    assert text(each) == [str(each)]


def test_a_diagnostic_by_itself_is_said_without_its_quote() -> None:
    assert str(MISSING).splitlines() == [
        "m/a.md:3:1: error: images/harbour.jpg does not exist [image-missing]",
        "  hint: did you mean images/harbor.jpg?",
    ]


def test_colour_changes_nothing_but_colour() -> None:
    def painted(part: str, style: str) -> str:
        return click.style(part, **forms.STYLES[style])

    for each in placed([MISSING], read):
        coloured = forms.as_text(each, read, painted)
        assert coloured != forms.as_text(each, read)
        assert click.unstyle(coloured) == forms.as_text(each, read)


HOSTILE = Diagnostic("a-code", "a\x1b[2J\u202eb", Span("m/\x9b\udc80.md"), "c\rd\ne")


@pytest.mark.parametrize("form", [lambda each: forms.as_text(each, no_texts), forms.as_github])
def test_nothing_that_a_terminal_obeys_gets_there(form: object) -> None:
    assert callable(form)
    assert HIDDEN.sub("", form(HOSTILE).replace("\n", "")) == form(HOSTILE).replace("\n", "")
    assert form(HOSTILE).encode("utf-8")


def test_json_escapes_what_a_terminal_obeys_and_reads_the_same() -> None:
    written = forms.as_json([HOSTILE])
    assert not HIDDEN.search(written.replace("\n", ""))
    assert json.loads(written)[0]["message"] == HOSTILE.message
    assert json.loads(written)[0]["file"] == HOSTILE.span.path


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([MISSING], "1 error, 0 warnings"),
        ([MISSING, MISSING], "2 errors, 0 warnings"),
        ([HOSTILE, MISSING], "2 errors, 0 warnings in 2 files"),
    ],
)
def test_they_are_counted(found: list[Diagnostic], said: str) -> None:
    assert forms.counted(found).splitlines()[0] == said


def test_the_first_error_is_the_one_that_more_is_said_of() -> None:
    warning = Diagnostic("a-code", "a message", Span("a.md"), severity=Severity.WARNING)
    assert forms.counted([warning, MISSING]).endswith("publish explain image-missing")
    assert forms.counted([warning]).endswith("publish explain a-code")


def test_workflow_commands_name_both_ends_in_one_line() -> None:
    (each,) = placed([MISSING], read)
    assert forms.as_github(each) == (
        "::error file=m/a.md,line=3,col=20,endLine=3,endColumn=38,title=image-missing::"
        "images/harbour.jpg does not exist (did you mean images/harbor.jpg?)"
    )


def test_what_workflow_commands_read_as_marks_is_escaped() -> None:
    each = Diagnostic("a-code", "100 %\nmore", Span("a:b,c.md", 1), severity=Severity.WARNING)
    assert forms.as_github(each) == "::warning file=a%3Ab%2Cc.md,line=1,col=1,title=a-code::100 %25 more"


# ----------------------------------------------------------------------------------------------------------- schema


def test_the_schema_in_the_documents_is_current(accept: bool) -> None:
    now = json.dumps(forms.schema(), indent=2, ensure_ascii=False) + "\n"
    if accept:
        SCHEMA.write_text(now, "utf-8")
    assert SCHEMA.read_text("utf-8") == now, "make accept writes it anew"


def test_what_is_printed_is_as_the_schema_says() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    item = schema["items"]
    found = json.loads(forms.as_json(placed([MISSING, HOSTILE], read)))
    assert (schema["type"], len(found)) == ("array", 2)
    for each in found:
        assert set(each) == set(item["required"]) == set(item["properties"])
        for key, value in each.items():
            _conforms(value, item["properties"][key])


def _conforms(value: object, wanted: dict[str, object]) -> None:
    """Check the few words of JSON Schema that the schema uses."""
    assert set(wanted) <= {"type", "minimum", "enum", "pattern", "description"}
    assert value in wanted.get("enum", [value])  # type: ignore[operator]
    assert isinstance(value, {"string": str, "integer": int}[str(wanted.get("type", "string"))])
    assert not isinstance(value, int) or value >= wanted["minimum"]  # type: ignore[operator]
    assert not isinstance(value, str) or re.search(str(wanted.get("pattern", "")), value)
