"""An article is set in the columns that its front matter asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.editions.conftest import MANUSCRIPTS, made

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def widest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """Give the most columns side by side on a page of each article of the torture manuscript."""
    folder: Path = tmp_path_factory.mktemp("columns")
    found: dict[str, int] = {}
    built = made(MANUSCRIPTS["torture"], folder)
    for placed, laid in zip(built.pages.placed, built.laid, strict=True):
        for page in laid.document.pages:
            sides = {
                round(box.position_x)
                for box in page._page_box.descendants()
                if type(box).__name__ == "BlockBox" and box.element is not None and box.element.tag == "p"
                and box.element.get("data-node") and box.element_tag == "p"
            }  # fmt: skip
            name = placed.run.id if placed.run else ""
            found[name] = max(found.get(name, 0), len({side // 40 for side in sides}))
    return found


def test_columns_are_those_of_the_front_matter(widest: dict[str, int]) -> None:
    assert widest["three-columns"] >= 3
    assert widest["three-columns"] > widest["one-column"]
