"""What the tests of checks start from: a manuscript of one article, and a layout of one stylesheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.design import Design, File
from publish.manuscript.loader import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from publish.diagnostics import Diagnostic
    from publish.tree import Publication

    Check = Callable[[Publication], Iterator[Diagnostic]]

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>'


@pytest.fixture
def lines(tmp_path: Path) -> Callable[..., list[int]]:
    """Give a function that writes an article, runs a check over it, and gives the lines of what it finds."""

    def run(check: Check, article: str, *, language: str = "en-GB", more: str = "") -> list[int]:
        (tmp_path / "images").mkdir(exist_ok=True)
        for name in ("a.svg", "IMG_1234.svg", "two-boats.svg", "map.svg"):
            (tmp_path / "images" / name).write_text(PICTURE, "utf-8")
        (tmp_path / "publication.yaml").write_text(f"title: A title\nlanguage: {language}\n{more}", "utf-8")
        (tmp_path / "a.md").write_text(article, "utf-8")
        publication = load(tmp_path, "manuscript").publication
        assert publication
        return [each.span.line for each in check(publication)]

    return run


@pytest.fixture
def layout() -> Callable[..., Design]:
    """Give a function that makes a layout of a stylesheet for each target that is named."""

    def make(epub: str = "", pdf: str = "") -> Design:
        files = {name: {f"{name}.css": File(f"layouts/mine/{name}.css", css)} for name, css in
                 (("epub", epub), ("pdf", pdf))}  # fmt: skip
        return Design("mine", files=files)

    return make
