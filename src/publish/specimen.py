"""Specimens: a manuscript with every block of the dialect, once for each layout, with the layouts of another beside."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from publish.house import house_folder
from publish.starters import SPECIMEN, start

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

BESIDE = ("layouts", "fonts")
"""The folders of a manuscript that go before the house's."""


def layouts(manuscript: Path | None = None) -> tuple[str, ...]:
    """Give the names of the layouts that the house has, and a manuscript, if one is named."""
    folders = [house_folder("layouts"), *([manuscript / "layouts"] if manuscript else [])]
    names = {path.parent.name for folder in folders for path in folder.glob("*/layout.toml")}
    return tuple(sorted(names - {"shared"}))


@contextmanager
def specimens(names: Iterable[str], manuscript: Path | None = None) -> Iterator[Mapping[str, Path]]:
    """Write a specimen for each layout, and give their folders by the layouts' names; at the end they are gone.

    A manuscript's own layouts and fonts come along.
    """
    with tempfile.TemporaryDirectory(prefix="publish-specimen-") as folder:
        yield {name: _written(Path(folder) / name, name, manuscript) for name in names}


def _written(folder: Path, layout: str, manuscript: Path | None) -> Path:
    start(folder, SPECIMEN)
    with (folder / "publication.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\nlayout: {layout}\n")
    brought = [manuscript / name for name in BESIDE] if manuscript else []
    for each in brought:
        if each.is_dir():
            shutil.copytree(each, folder / each.name)
    return folder
