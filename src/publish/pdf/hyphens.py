"""Hyphens that WeasyPrint 70 tries in words of any length, kept to words that a dictionary can know.

It lays out a line anew for each place where a word could be divided, from the last to the first, and does so for every
line that the word fills: the time grows with the cube of its length, and ten thousand letters take ten minutes.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyphen

from publish.pdf.replacing import replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 100
"""Letters: longer than any word that is written in one; what is longer is broken between any two letters."""


class _Hyphens(pyphen.Pyphen):  # type: ignore[misc]  # pyphen has no types
    """A dictionary of hyphens that divides no word of more letters."""

    def iterate(self, word: str) -> Iterator[tuple[str, str]]:
        return super().iterate(word) if len(word) <= LONGEST else iter(())


@contextmanager
def short_words_divided() -> Iterator[None]:
    """Have the layouts inside divide no word that is longer than words are."""
    with replaced(pyphen, "Pyphen", _Hyphens):
        yield
