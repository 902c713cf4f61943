"""A small manuscript with a desk for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.pages import pressroom

from publish.cache import Cache
from publish.preview.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A manuscript whose folder and files have names that are hard to write in an address."""
    root = tmp_path_factory.mktemp("preview") / "Größe & % #1?"
    (root / "images").mkdir(parents=True)
    (root / "publication.yaml").write_text("title: Ebb <& Flow>\nlanguage: en-GB\nlayout: magazine\n", "utf-8")
    (root / "a b%20c#.md").write_text("# One & two\n\nWords of the first.[^1]\n\n[^1]: A note.\n", "utf-8")
    (root / "zoë.md").write_text("# Three\n\n![A dot](images/ü%.svg)\n\nMore.\n", "utf-8")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><circle cx="45" cy="45" r="40"/></svg>'
    (root / "images" / "ü%.svg").write_text(svg, "utf-8")
    return root


@pytest.fixture(scope="module")
def desk(folder: Path) -> Desk:
    """A desk on which nothing has been read yet."""
    press = pressroom(folder, folder.parent / "work")
    return Desk(folder, "m", replace(press, cache=Cache(folder.parent / "cache")))
