"""What unit tests ask for: a manuscript, made of a few texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.manuscript.loader import Loaded, load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from publish.tree import Publication

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'


@pytest.fixture
def manuscript(tmp_path: Path) -> Callable[..., Loaded]:
    """Load a manuscript of files, with more lines for its publication.yaml; ``p.svg`` is a picture of it."""
    root = tmp_path / "manuscript"

    def loaded(files: Mapping[str, str], more: str = "") -> Loaded:
        texts = {"publication.yaml": f"title: T\nlanguage: en-GB\n{more}", "p.svg": DRAWING, **files}
        for name, text in texts.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
        return load(root, "m")

    return loaded


@pytest.fixture
def publication(manuscript: Callable[..., Loaded]) -> Callable[..., Publication]:
    """Give the publication of a manuscript that the loader finds nothing wrong in; a text alone is ``a.md``'s."""

    def made(files: Mapping[str, str] | str, more: str = "") -> Publication:
        loaded = manuscript({"a.md": f"# A\n\n{files}\n"} if isinstance(files, str) else files, more)
        assert loaded.diagnostics == ()
        assert loaded.publication
        return loaded.publication

    return made
