"""The text behind a path as findings show it: files of the manuscript, and of the house's layouts and vendors."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from publish.house import house_folder
from publish.manuscript.files import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HOUSE = ("layouts", "press")
"""The house's folders that hold text."""

_LONGEST = 16_000_000
"""Bytes of a file whose lines are quoted: what is longer is refused, or shown without."""


def texts(manuscript: Path, shown: str) -> Callable[[str], tuple[str, ...] | None]:
    """Give what reads the lines of a file that a finding names, or None for what is no text, or not to be read.

    Each file is read once, when it is first asked for; ``shown`` is how findings name the manuscript.
    """

    @functools.cache
    def read(path: str) -> tuple[str, ...] | None:
        for folder, inside in _behind(manuscript, shown, path):
            text = folder.text(inside, folder.span(inside), code="file-unreadable", limit=_LONGEST)
            if isinstance(text, str):
                return tuple(text.split("\n"))
        return None

    return read


def no_texts(_path: str) -> None:
    """Read nothing: findings of built files have no lines to show."""


def _behind(manuscript: Path, shown: str, path: str) -> Iterator[tuple[Folder, str]]:
    """Give the folders that a path may stand for, each with the path inside it."""
    own = Folder(manuscript, shown)
    if path.startswith(f"{shown}/"):
        yield own, path.removeprefix(f"{shown}/")
    head, _, rest = path.partition("/")
    if head in HOUSE and rest:
        yield Folder(house_folder(head), head), rest
    if shown == ".":  # whose files are shown without it
        yield own, path
