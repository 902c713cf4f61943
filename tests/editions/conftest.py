"""Whole manuscripts, built once: the sample, a plain book, and the torture manuscript with every construct."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.pages import laid_out

from publish.build import Request, build
from publish.preparation import prepare

if TYPE_CHECKING:
    from publish.edition import Edition
    from publish.pdf.book import Pages
    from publish.pdf.engine import Laid

ROOT = Path(__file__).parents[2]
MANUSCRIPTS = {
    "sample": ROOT / "manuscript",
    "plain": ROOT / "tests" / "manuscripts" / "plain",
    "torture": ROOT / "tests" / "manuscripts" / "torture",
}


@dataclass(frozen=True)
class Built:
    """A manuscript that was built: its folder, edition, pages, parts as laid out, and the files that came, by kind."""

    manuscript: Path
    edition: Edition
    pages: Pages
    laid: tuple[Laid, ...]
    files: dict[str, Path]


@pytest.fixture(scope="session", params=sorted(MANUSCRIPTS))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return made(MANUSCRIPTS[request.param], tmp_path_factory.mktemp(request.param))


def made(manuscript: Path, folder: Path) -> Built:
    outcome = build(Request(manuscript, manuscript.name, folder / "dist"))
    assert outcome.report is not None
    edition, _ = prepare(manuscript, manuscript.name)
    pages, laid = laid_out(edition, manuscript, folder / "work")
    names = {each.kind: each.name for each in outcome.report.outputs if not each.name.endswith(".zip")}
    return Built(manuscript, edition, pages, laid, {kind: folder / "dist" / name for kind, name in names.items()})
