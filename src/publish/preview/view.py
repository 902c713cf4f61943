"""What the browser shows at one moment, as data: pages, findings, the EPUB's documents."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from publish.codes import RULES
from publish.diagnostics import Severity
from publish.excerpts import safe
from publish.preview.books import Book
from publish.texts import no_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from publish.diagnostics import Diagnostic
    from publish.excerpts import Read

MOST_FINDINGS = 300
"""How many findings the table has: who has more mends those first."""

_AROUND = 50
"""Characters of a line that are quoted before and behind what a finding speaks of."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: a name that it keeps from save to save, its printed number, its side of a spread, where it is drawn.

    ``drawing`` is the digest of a part's PDF, ``index`` counts that part's pages from 0; ``opens`` are the titles of
    what begins here.
    """

    key: str
    label: str
    side: str
    drawing: str
    index: int
    opens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: the pages and the EPUB of the last reading that came to any, and what was found in the last one.

    ``current`` says that the pages are those of the last reading. ``trouble`` is what went wrong beside the manuscript.
    ``drawings`` are the PDFs of the parts by their digests; ``size`` is that of a page, in millimetres; ``lines`` reads
    what findings quote, and ``shown`` is how they name the manuscript.
    """

    title: str = ""
    language: str = "en"
    size: tuple[float, float] = (210, 297)
    pages: tuple[Page, ...] = ()
    drawings: Mapping[str, bytes] = field(default_factory=dict)
    found: tuple[Diagnostic, ...] = ()
    lines: Read = no_texts
    shown: str = ""
    current: bool = True
    trouble: str = ""
    book: Book = field(default_factory=Book)


def as_json(view: View) -> str:
    """Give a view as the page's script reads it; errors come before warnings."""
    ordered = sorted(view.found, key=lambda each: each.severity is not Severity.ERROR)
    shown = ordered[:MOST_FINDINGS]
    errors = sum(each.severity is Severity.ERROR for each in ordered)
    return json.dumps(
        {
            "title": view.title,
            "language": view.language,
            "size": view.size,
            "pages": [_page(each, view.book) for each in view.pages],
            "chapters": [
                {"path": each.path, "title": each.title, "version": each.version} for each in view.book.chapters
            ],
            "errors": errors,
            "warnings": len(ordered) - errors,
            "findings": list(_findings(shown, view)),
            "rules": {code: _rule(code) for code in dict.fromkeys(each.code for each in shown)},
            "current": view.current,
            "trouble": view.trouble,
        },
        ensure_ascii=False,
    )


def _page(page: Page, book: Book) -> dict[str, object]:
    return {
        "key": page.key,
        "label": page.label,
        "side": page.side,
        "picture": f"pages/{page.drawing}/{page.index}.png",
        "opens": page.opens,
        "text": book.pages.get(page.label, ""),
    }


def _findings(found: Iterable[Diagnostic], view: View) -> Iterator[dict[str, object]]:
    """Give findings with the words that they speak of, each under a name that it keeps while it stays the same."""
    alike: Counter[str] = Counter()
    for each in found:
        # Without its line: what stands further up may grow, and the finding is the same.
        name = safe(f"{each.code} {each.span.path} {each.message}")
        alike[name] += 1
        yield {
            "key": f"{name} {alike[name]}",
            "severity": each.severity.value,
            "file": safe(each.span.path.removeprefix(f"{view.shown}/")),
            "line": each.span.line,
            "message": safe(each.message),
            "hint": safe(each.hint),
            "code": each.code,
            "quote": [safe(part) for part in _quoted(each, view.lines(each.span.path) or ())],
        }


def _quoted(each: Diagnostic, lines: Sequence[str]) -> tuple[str, ...]:
    """Give the words that a finding speaks of, with those before and behind them in their line, or nothing."""
    if not each.about or not 0 < each.span.line <= len(lines):
        return ()
    line, start, end = lines[each.span.line - 1], each.span.column - 1, each.end_column - 1
    before = "".join(islice(line, max(0, start - _AROUND), start)).lstrip()
    behind = line[end : end + _AROUND].rstrip()
    return (
        f"…{before}" if start > _AROUND else before,
        line[start:end],
        f"{behind}…" if len(line) > end + _AROUND else behind,
    )


def _rule(code: str) -> dict[str, str]:
    rule = RULES.get(code)
    return {"says": rule.says, "example": rule.example, "mend": rule.mend, "clause": rule.clause} if rule else {}
