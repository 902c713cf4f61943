"""Independent validators find nothing to say about what is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

from publish.pdf.reading import read
from publish.verify import verify

if TYPE_CHECKING:
    from tests.editions.conftest import Built


@pytest.mark.validator("Java", "EPUBCheck", "Ace", "Node.js", "Chromium", "page-validation", "qpdf")
def test_validators_find_nothing(built: Built) -> None:
    verdict = verify([built.files["epub"], built.files["screen"]])
    assert [str(each) for each in verdict.diagnostics] == []
    assert {"EPUBCheck", "Ace", "page-validation", "tag-tree", "qpdf"} == {name.split()[0] for name in verdict.used}


def test_nothing_on_the_pages_hangs_outside_the_tree(built: Built) -> None:
    with pikepdf.open(built.files["screen"]) as pdf:
        assert list(read(pdf).orphans) == []
