"""What the tests of colour start from: the house's condition, profile and inks."""

from __future__ import annotations

import pytest

from publish.colour import CONDITIONS, Inks, Profile, read_profile
from publish.house import house_folder
from publish.source import Span


@pytest.fixture(scope="session")
def profile() -> Profile:
    condition = CONDITIONS["FOGRA39"]
    found, findings = read_profile("a.icc", (house_folder("press") / condition.shipped).read_bytes(), Span("a.yaml"))
    assert found
    assert findings == ()
    return found


@pytest.fixture(scope="session")
def inks(profile: Profile) -> Inks:
    return Inks(CONDITIONS["FOGRA39"], profile)
