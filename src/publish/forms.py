"""Findings in the form that is asked for: text for people, JSON for programs, workflow commands for GitHub."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from publish.diagnostics import Severity
from publish.excerpts import HIDDEN, excerpt, safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from publish.diagnostics import Diagnostic
    from publish.excerpts import Read

    Paint = Callable[[str, str], str]
    """Gives a text in the style of what it is: a key of STYLES."""

STYLES: dict[str, dict[str, Any]] = {
    "path": {"bold": True},
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "code": {"dim": True},
    "gutter": {"dim": True},
    "hint": {"fg": "cyan"},
}
"""How a terminal shows the parts of a finding, in click's words."""

WIDTH = 100
"""How wide quoted lines are where no terminal says how much room there is."""

GUTTER = 5


def unpainted(text: str, _style: str) -> str:
    """Give text as it is: for files, pipes and terminals without colour."""
    return text


# ------------------------------------------------------------------------------------------------------------- text


def as_text(each: Diagnostic, read: Read, paint: Paint = unpainted, width: int = WIDTH) -> str:
    """Give a finding for people: the line that editors and CI read, what is spoken of in its file, and the hint."""
    severity = each.severity.value
    place, message = paint(safe(str(each.span)), "path"), safe(each.message)
    lines = [f"{place}: {paint(severity, severity)}: {message} {paint(f'[{each.code}]', 'code')}"]
    number = f"{each.span.line:>{GUTTER}}"
    quoted = excerpt(each, read, width - len(number) - 3)
    if quoted:
        lines.append(f"{paint(f'{number} |', 'gutter')} {quoted.line}")
    if quoted and quoted.marks:
        lines.append(f"{paint(' ' * len(number) + ' |', 'gutter')} {paint(quoted.marks, severity)}")
    if each.hint:
        lines.append(f"  {paint('hint:', 'hint')} {safe(each.hint)}")
    return "\n".join(lines)


def counted(found: Sequence[Diagnostic]) -> str:
    """Give how many errors and warnings there are, in how many files, and where more is said of the first."""
    errors = [each for each in found if each.severity is Severity.ERROR]
    files = len({each.span.path for each in found})
    where = f" in {files} files" if files > 1 else ""
    first = (errors or found)[0].code
    count = f"{number(len(errors), 'error')}, {number(len(found) - len(errors), 'warning')}{where}"
    return f"{count}\nfor the rule behind the first, and an example: publish explain {first}"


def number(count: int, word: str) -> str:
    """Give a number with its noun."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


# ------------------------------------------------------------------------------------------------------------- JSON

FIELDS: dict[str, dict[str, object]] = {
    "file": {"type": "string", "description": "the file, as the manuscript was named on the command line"},
    "line": {"type": "integer", "minimum": 1, "description": "the line, counted from 1"},
    "column": {
        "type": "integer",
        "minimum": 1,
        "description": "the column in characters, counted from 1; 1 too where it isn't known",
    },
    "end_column": {
        "type": "integer",
        "minimum": 1,
        "description": "the column behind what the finding speaks of; the same as column where that isn't known",
    },
    "severity": {"enum": [each.value for each in Severity]},
    "code": {
        "type": "string",
        "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
        "description": "the finding's code, which publish explain tells more about",
    },
    "message": {"type": "string", "description": "what is wrong"},
    "hint": {"type": "string", "description": "how to mend it; may be empty"},
}
"""The keys of a finding in JSON, each with its schema."""


def as_json(found: Iterable[Diagnostic]) -> str:
    """Give findings as a JSON list; what a terminal would obey is escaped in it, and so the same when it is read."""
    text = json.dumps([_fields(each) for each in found], indent=2, ensure_ascii=False)
    return HIDDEN.sub(lambda hidden: hidden[0] if hidden[0] == "\n" else json.dumps(hidden[0])[1:-1], text)


def _fields(each: Diagnostic) -> dict[str, object]:
    return {
        "file": each.span.path,
        "line": each.span.line,
        "column": each.span.column,
        "end_column": each.end_column,
        "severity": each.severity.value,
        "code": each.code,
        "message": each.message,
        "hint": each.hint,
    }


def schema() -> dict[str, object]:
    """Give the JSON Schema of what ``--format json`` prints."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What publish --format json prints: findings by file, line and column",
        "type": "array",
        "items": {
            "type": "object",
            "properties": FIELDS,
            "required": list(FIELDS),
            "additionalProperties": False,
        },
    }


# ----------------------------------------------------------------------------------------------------------- GitHub


def as_github(each: Diagnostic) -> str:
    """Give the form of a workflow command: ``%``, CR and LF escaped, and ``:`` and ``,`` in properties too."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    text = f"{each.message} ({each.hint})" if each.hint else each.message
    line, column = each.span.line, each.span.column
    where = f"file={value(each.span.path)},line={line},col={column}"
    # The runner drops columns unless both ends are in one line, so the last line is said, too.
    where += f",endLine={line},endColumn={each.end_column}" if each.about else ""
    return safe(f"::{each.severity.value} {where},title={value(each.code)}::{data(text)}")
