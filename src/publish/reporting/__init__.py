"""The report as a page for people: what to mend and who mends it, claims with their evidence, pages, press, files.

The page needs nothing but itself, neither network nor script. It follows from the report and the screen PDF alone, so
the same input gives the same bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from publish.codes import RULES
from publish.codes.people import PEOPLE, Person
from publish.excerpts import safe
from publish.forms import number
from publish.reporting.press import press_facts, press_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from publish.diagnostics import Rule
    from publish.record import Output, Report
    from publish.reporting.thumbnails import Thumbnail

MOST_FINDINGS = 300
"""How many findings of one person are told: who has more mends those first, and the JSON has them all."""

_HERE = Path(__file__).parent
_KINDS = {"epub": "EPUB", "screen": "Screen PDF", "press": "Press PDF"}


@dataclass(frozen=True, slots=True)
class Mend:
    """One finding as the page shows it, with the rule behind it."""

    severity: str
    place: str
    message: str
    hint: str
    code: str
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Share:
    """What one person has to mend, and how much more there is than is told."""

    person: Person
    mends: tuple[Mend, ...]
    counted: str
    more: int


def report_page(report: Report, screen: bytes | None) -> str:
    """Give the report as one page of HTML; ``screen`` is the screen PDF that it reports on, where there is one."""
    templates = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters |= {"size": size, "divisible": divisible}
    shown: Sequence[Thumbnail] = ()
    left_out = 0
    if screen:
        from publish.reporting.thumbnails import thumbnails  # noqa: PLC0415  what draws pages takes its time to start

        shown, left_out = thumbnails(screen)
    return templates.get_template("report.html").render(
        report=report,
        style=Markup((_HERE / "report.css").read_text("utf-8")),  # noqa: S704  it is the project's own
        shares=shares(report.diagnostics),
        claims=list(_claims(report.accessibility)),
        thumbnails=shown,
        left_out=left_out,
        press=press_facts(report.press),
        press_files=press_files(report.press),
        files=[_file(each, report.input) for each in report.outputs],
    )


def shares(found: Sequence[Mapping[str, Any]]) -> list[Share]:
    """Give what each person has to mend, errors first, else in the order of the report; nobody is left out."""
    ordered = sorted(found, key=lambda each: each["severity"] != "error")
    return [_share(person, [each for each in ordered if _person(each) is person]) for person in Person]


def _person(found: Mapping[str, Any]) -> Person:
    return PEOPLE.get(found["code"], Person.EDITOR)


def _share(person: Person, found: Sequence[Mapping[str, Any]]) -> Share:
    counts = Counter(each["severity"] for each in found)
    counted = ", ".join(number(counts[name], name) for name in ("error", "warning") if counts[name])
    mends = tuple(
        Mend(
            severity=each["severity"],
            place=safe(f"{each['file']}:{each['line']}"),
            message=safe(each["message"]),
            hint=safe(each["hint"]),
            code=each["code"],
            rule=RULES.get(each["code"]),
        )
        for each in found[:MOST_FINDINGS]
    )
    return Share(person, mends, counted or "nothing", len(found) - len(mends))


def _claims(accessibility: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give what each output claims, in the order in which outputs are told."""
    for kind, name in _KINDS.items():
        if kind in accessibility:
            yield {"name": name, "kind": kind} | accessibility[kind]


def _file(output: Output, current: str) -> dict[str, Any]:
    return {
        "name": output.name,
        "size": size(output.size),
        "sha256": output.sha256,
        "state": "this one" if output.input == current else "an earlier one",
    }


def divisible(name: str) -> Markup:
    """Give a name of several words written as one with the places at which a narrow column may divide it."""
    return Markup("<wbr>").join(re.split("(?<=[a-z])(?=[A-Z])", name))


def size(count: int) -> str:
    """Give a number of bytes as people read it."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.1f} kB"
