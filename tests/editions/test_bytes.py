"""The same input gives the same bytes: in another folder, later, and from whatever was built before."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

from tests.editions.conftest import MANUSCRIPTS

from publish.build import Request, build

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def built_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_two_builds_in_different_folders_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = tmp_path / "one" / "manuscript"
    second = tmp_path / "another place" / "text"
    for copy in (first, second):
        shutil.copytree(MANUSCRIPTS["sample"], copy)
    build(Request(first, str(first), tmp_path / "a"))
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    os.utime(second / "brent.md", (0, 0))
    build(Request(second, "text", tmp_path / "b c"))
    assert built_files(tmp_path / "a") == built_files(tmp_path / "b c")


def test_a_build_of_the_same_input_does_nothing(tmp_path: Path) -> None:
    request = Request(MANUSCRIPTS["plain"], "plain", tmp_path)
    assert build(request).fresh
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert not build(request).fresh
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_an_output_that_was_changed_is_built_again(tmp_path: Path) -> None:
    request = Request(MANUSCRIPTS["plain"], "plain", tmp_path)
    good = build(request).report
    assert good is not None
    file = next(tmp_path.glob("*.epub"))
    data = file.read_bytes()
    file.write_bytes(b"broken")
    assert build(request).fresh
    assert file.read_bytes() == data
