"""What every test can ask for: here, the outside validators."""

from __future__ import annotations

import functools
import os

import pytest

from publish import doctor


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
