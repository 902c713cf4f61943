"""Several publications are built side by side, each as if it were alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publish.archive import build_all
from publish.build import Request

if TYPE_CHECKING:
    from pathlib import Path


def test_an_archive_is_built_side_by_side_and_each_publication_whole(tmp_path: Path) -> None:
    asked = [_request(tmp_path, name, text) for name, text in (("a", "# A\n"), ("b", "No title.\n"), ("c", "# C\n"))]
    good, bad, other = build_all([replace(each, workers=2) for each in asked])
    assert good.report is not None
    assert other.report is not None
    assert bad.report is None
    assert [each.code for each in bad.diagnostics] == ["title-missing"]
    alone = [each.report for each in build_all(asked)]
    assert alone == [good.report, None, other.report]


def _request(folder: Path, name: str, text: str) -> Request:
    manuscript = folder / name
    manuscript.mkdir()
    (manuscript / "publication.yaml").write_text(f"title: Title {name}\nlanguage: en\n")
    (manuscript / "a.md").write_text(text)
    return Request(manuscript, name, folder / "out" / name, ("epub",), page_list=False)
