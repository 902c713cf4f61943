"""What every test can ask for: the outside validators, and whether golden files are to be written anew."""

from __future__ import annotations

import functools
import os
from pathlib import Path

import pytest
from tests.sites import stocked

from publish import doctor

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--accept``, which takes what comes out now as the golden files."""
    parser.addoption("--accept", action="store_true", help="take what comes out now as the golden files")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Say whether golden files are to be written rather than compared."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of three manuscripts, with everything that there is to show; no test changes it."""
    out = tmp_path_factory.mktemp("site") / "site"
    stocked([HERE / "conformance" / "manuscript", *(HERE / "manuscripts" / name for name in ("plain", "torture"))], out)
    return out


@functools.cache
def _lacking(names: tuple[str, ...]) -> str:
    return ", ".join(f"{need.name} ({need.install})" for need in doctor.lacking(doctor.examine(*names)))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test marked ``validator("Java", …)`` where one of these is lacking; where CI=true it fails instead."""
    for marker in item.iter_markers("validator"):
        if missing := _lacking(marker.args):
            if os.environ.get("CI") == "true":
                pytest.fail(f"lacking, and CI may skip nothing: {missing}", pytrace=False)
            pytest.skip(f"lacking: {missing}")
