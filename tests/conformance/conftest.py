"""A small publication with one of everything, and the sample, each built once for the validators to look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from publish.build import Request, build

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@dataclass(frozen=True)
class Files:
    """What came of a build."""

    manuscript: Path
    epub: Path
    pdf: Path


def _made(manuscript: Path, out: Path) -> Files:
    report = build(Request(manuscript, manuscript.name, out)).report
    assert report is not None
    names = {each.kind: out / each.name for each in report.outputs}
    return Files(manuscript, names["epub"], names["screen"])


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return _made(HERE / "manuscript", tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return _made(ROOT / "manuscript", tmp_path_factory.mktemp("sample"))
