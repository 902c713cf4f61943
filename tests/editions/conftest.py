"""Whole manuscripts, built once: the sample, a plain book, and the torture manuscript with every construct."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from publish.build import Request, build, font_folders, prepare
from publish.pdf.book import Pages, lay_out

if TYPE_CHECKING:
    from publish.edition import Edition

ROOT = Path(__file__).parents[2]
MANUSCRIPTS = {
    "sample": ROOT / "manuscript",
    "plain": ROOT / "tests" / "manuscripts" / "plain",
    "torture": ROOT / "tests" / "manuscripts" / "torture",
}


@dataclass(frozen=True)
class Built:
    """A manuscript that was built: its folder, its edition, its pages, and the files that came out, by kind."""

    manuscript: Path
    edition: Edition
    pages: Pages
    files: dict[str, Path]


@pytest.fixture(scope="session", params=sorted(MANUSCRIPTS))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return made(MANUSCRIPTS[request.param], tmp_path_factory.mktemp(request.param))


def made(manuscript: Path, folder: Path) -> Built:
    outcome = build(Request(manuscript, manuscript.name, folder / "dist"))
    assert outcome.report is not None
    edition, _ = prepare(manuscript, manuscript.name)
    pages = lay_out(edition, font_folders(manuscript), folder / "work")
    names = {each.kind: each.name for each in outcome.report.outputs if not each.name.endswith(".zip")}
    return Built(manuscript, edition, pages, {kind: folder / "dist" / name for kind, name in names.items()})
