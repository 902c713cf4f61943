"""How much of anything a publication may have, so that every check and every build comes to an end.

Each limit leaves room for what people publish, and is small enough that a manuscript within all of them takes minutes
at most, and memory that a machine has. The house raises one in ``publication.yaml``, under ``limits:``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from publish.diagnostics import Diagnostic

if TYPE_CHECKING:
    from publish.source import Span

PUBLICATION_BYTES = 1_000_000
"""The bytes of ``publication.yaml``: room for ten thousand articles. It is read before its own ``limits`` are known."""

NESTING = 60
"""The levels of tokens inside each other, two for a quotation, an item of a list, emphasis or a bracket: Python's calls
go 1,000 deep, and some ways through a tree take ten of them a level. No manuscript needs more, so nothing raises it."""


def _limit(default: int, most: int, unit: str, why: str) -> Any:
    """Give the field of a limit: how many, the most that ``limits`` can ask for, of what, and the reason."""
    return Field(default, ge=1, le=most, strict=True, description=why, json_schema_extra={"unit": unit})


class Limits(BaseModel):
    """The limits in force, each with its default, the most that it can be raised to, its unit and its reason."""

    model_config = ConfigDict(frozen=True)

    # -------------------------------------------------------------------------------- in the whole publication
    articles: int = _limit(2_000, 20_000, "articles", "each is a document, and pages that are laid out on their own")
    text_bytes: int = _limit(
        8_000_000, 256_000_000, "bytes of text in all", "some 4,000 pages: a page takes 0.3 MB of memory, and 0.03 s"
    )
    lines: int = _limit(200_000, 4_000_000, "lines of text in all", "a line can be a paragraph: 45 kB on the page")
    marks: int = _limit(400_000, 10_000_000, "signs of markup in all", "two can be an element: 15 kB on the page")
    headings: int = _limit(20_000, 200_000, "headings in all", "each is an entry of contents and bookmarks")
    notes: int = _limit(10_000, 200_000, "notes in all", "each takes 15 ms and 80 kB of memory on the page")
    boxes: int = _limit(5_000, 100_000, "boxes in all", "a pull quote is looked for in all the words of its article")
    formulas: int = _limit(5_000, 100_000, "formulas in all", "each is drawn twice when it is checked, in 3 ms")
    formula_characters: int = _limit(
        250_000, 5_000_000, "characters of LaTeX in all", "a row takes the square of its length: 1,500 signs a second"
    )
    pictures: int = _limit(2_000, 20_000, "pictures in all", "each is decoded whole, and again for each output")
    pictures_bytes: int = _limit(1_000_000_000, 8_000_000_000, "bytes of pictures in all", "all are held in memory")
    # --------------------------------------------------------------------------------------------- in one article
    article_bytes: int = _limit(4_000_000, 64_000_000, "bytes in an article", "600,000 words: a long book in one file")
    article_lines: int = _limit(50_000, 1_000_000, "lines in an article", "pages of one article are held all at once")
    article_marks: int = _limit(100_000, 2_000_000, "signs of markup in an article", "as for its lines")
    article_code: int = _limit(
        400_000, 4_000_000, "characters of code in an article", "10,000 lines; in colour each takes 2 ms and 50 kB"
    )
    article_notes: int = _limit(5_000, 50_000, "notes in an article", "as for its lines")
    front_matter_bytes: int = _limit(64_000, 1_000_000, "bytes of front matter", "YAML takes 30 s a megabyte")
    # ----------------------------------------------------------------------------------------------- in one of them
    paragraph_characters: int = _limit(
        500_000, 4_000_000, "characters in a paragraph", "80,000 words without a break; all are measured together"
    )
    word_characters: int = _limit(
        1_000, 20_000, "characters that no line can end between", "the time grows with the cube: 1,000 take 0.05 s"
    )
    direction_signs: int = _limit(
        500,
        2_000,
        "signs that turn the direction of a paragraph",
        "some thousands of them hold up the page for minutes",
    )
    note_characters: int = _limit(
        3_000, 20_000, "characters in a note", "a note isn't divided: an A5 page holds no more"
    )
    table_columns: int = _limit(40, 500, "columns in a table", "nobody can read a column narrower than its words")
    table_cells: int = _limit(
        20_000, 200_000, "cells in a table", "all are measured together: 25 kB of memory for each"
    )
    cell_characters: int = _limit(
        5_000, 50_000, "characters in a cell", "the time grows with the square: 5,000 take 0.2 s, 50,000 half a minute"
    )
    code_lines: int = _limit(10_000, 200_000, "lines in a block of code", "as for all code of its article")
    picture_bytes: int = _limit(100_000_000, 500_000_000, "bytes in a picture", "its file is held in memory")
    picture_pixels: int = _limit(
        80_000_000,
        200_000_000,
        "pixels in a picture",
        "each takes 4 bytes of memory and more; a page of A4 prints 9 million",
    )
    drawing_bytes: int = _limit(5_000_000, 50_000_000, "bytes in an SVG drawing", "its tree takes twenty times as much")


DEFAULTS = Limits()


def key(name: str) -> str:
    """Give a limit's key under ``limits:``, by its name here."""
    return name.replace("_", "-")


def unit(name: str) -> str:
    """Give what a limit counts, by its name: ``bytes in an article``."""
    extra = Limits.model_fields[name].json_schema_extra
    assert isinstance(extra, dict)
    return str(extra["unit"])


def most(name: str) -> int:
    """Give the most that a limit can be raised to."""
    return next(int(rule.le) for rule in Limits.model_fields[name].metadata if hasattr(rule, "le"))


def raising(limits: Limits, name: str, otherwise: str) -> str:
    """Give the hint for what goes over a limit: what else can be done, and the key that raises it."""
    if getattr(limits, name) >= most(name):
        return otherwise
    return f"{otherwise}, or raise {key(name)} under limits: in publication.yaml, to {most(name):,} at most"


@dataclass(slots=True)
class Tally:
    """What has been counted against the limits, in the publication so far and in the article that is being read.

    ``over`` has the limits that the article goes over, each with the line of its Markdown where it does, from 0;
    ``spent`` says that one of the publication is among those met so far.
    """

    limits: Limits = DEFAULTS
    counts: dict[str, int] = field(default_factory=dict)
    over: dict[str, int] = field(default_factory=dict)
    spent: bool = False

    def begin(self) -> None:
        """Begin to count what an article of its own has."""
        self.counts = {name: count for name, count in self.counts.items() if not name.startswith("article_")}

    def add(self, name: str, number: int = 1, line: int = 0) -> bool:
        """Count so many more; say whether the limit still holds."""
        self.counts[name] = self.counts.get(name, 0) + number
        held = self.holds(name, self.counts[name], line)
        self.spent = self.spent or (not held and not name.startswith("article_"))
        return held

    def holds(self, name: str, number: int, line: int = 0) -> bool:
        """Say whether one thing keeps within a limit."""
        if number > getattr(self.limits, name):
            self.over.setdefault(name, line)
            return False
        return True


class TooMuchError(Exception):
    """Raised where the publication goes over a limit, so that nothing else of it is read; has what is to be said."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__()
        self.diagnostics = diagnostics


def require(limits: Limits, name: str, number: int, span: Span) -> None:
    """Raise TooMuchError where the publication goes over a limit."""
    if number > getattr(limits, name):
        raise TooMuchError(excess(limits, name, span))


def excess(limits: Limits, name: str, span: Span) -> Diagnostic:
    """Give the finding for what goes over a limit."""
    message = f"there are more than {getattr(limits, name):,} {unit(name)}"
    return Diagnostic("too-many", message, span, raising(limits, name, INSTEAD.get(name, "take some away")))


INSTEAD = {
    "front_matter_bytes": "write it shorter",
    "article_lines": "split the article",
    "article_marks": "split the article",
    "article_code": "show a part of it",
    "article_notes": "split the article",
    "paragraph_characters": "put an empty line between paragraphs",
    "word_characters": "put spaces into it",
    "direction_signs": "leave the direction to the letters, which have one of their own",
    "note_characters": "move some of it into the text",
    "table_columns": "split the table",
    "table_cells": "split the table",
    "cell_characters": "write so much text below the table",
    "code_lines": "show a part of it",
}
"""What a contributor can do instead of asking the house for a higher limit."""
