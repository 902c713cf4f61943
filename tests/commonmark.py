"""CommonMark's own examples, out of the specification that the tests' packages of Node.js bring."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from publish import doctor

_EXAMPLE = re.compile(
    r"^`{32} example\n(?P<markdown>.*?)^\.\n(?P<html>.*?)^`{32}$|^#{1,6} *(?P<section>[^\n]*)$",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Example:
    """An example: its number, the section that it stands in, what is written, and the HTML that it becomes."""

    number: int
    section: str
    markdown: str
    html: str


@functools.cache
def examples() -> tuple[Example, ...]:
    """Give every example of the specification in order; none where it isn't installed."""
    file = doctor.node_package(doctor.COMMONMARK) / "spec.txt"
    if not file.is_file():
        return ()
    # What follows this line describes a parser. A tab is written as an arrow.
    text = file.read_text("utf-8").partition("<!-- END TESTS -->")[0].replace("→", "\t")
    found: list[Example] = []
    section = ""
    for match in _EXAMPLE.finditer(text):
        if match["markdown"] is None:
            section = match["section"]
        else:
            found.append(Example(len(found) + 1, section, match["markdown"], match["html"]))
    return tuple(found)
