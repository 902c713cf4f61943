"""Hyphens that WeasyPrint 70 looks for in runs of any length, kept to runs that words can make.

Where no line can end for long, it looks for a word to divide in all of the run, and from each word on anew; then it
lays out a line for each place where the word could be divided, from the last to the first. It does so for every line
that the run fills, so the time grows with the cube of its length: ten thousand letters take ten minutes.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from weasyprint.text import line_break

from publish.pdf.replacing import replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 100
"""Characters between which no line can end: more than any word has, and fewer than many an address. What is longer is
broken between any two characters, which CSS asks for by ``overflow-wrap``."""


@contextmanager
def short_words_divided() -> Iterator[None]:
    """Have the layouts inside divide no word in a run that is longer than words are."""
    boundaries = line_break.get_next_word_boundaries

    def get_next_word_boundaries(text: str, lang: str) -> tuple[int, int] | None:
        found: tuple[int, int] | None = boundaries(text, lang) if len(text) <= LONGEST else None
        return found

    with replaced(line_break, "get_next_word_boundaries", get_next_word_boundaries):
        yield
