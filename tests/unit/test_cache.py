"""The cache: what is damaged is a miss, what is old goes first, and nothing it can't do is an error."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from publish.cache import Cache, folder_for

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

KEY = "ab" * 32


def test_what_is_kept_is_given_back(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, b"plates")
    assert Cache(tmp_path).get(KEY) == b"plates"
    assert Cache(tmp_path).get("cd" * 32) is None


def test_what_is_damaged_is_not_there(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, b"plates")
    file = next(tmp_path.glob("??/*"))
    file.write_bytes(file.read_bytes()[:-1])
    assert Cache(tmp_path).get(KEY) is None


def test_the_oldest_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, largest=1500)
    for number in range(3):
        key = f"{number}{number}" * 32
        cache.put(key, bytes(600))
        os.utime(tmp_path / key[:2] / key, (number, number))
    cache.tidy()
    assert [cache.get(f"{number}{number}" * 32) is not None for number in range(3)] == [False, True, True]


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    Cache(tmp_path / "file").put(KEY, b"plates")
    assert Cache(tmp_path / "file").get(KEY) is None


def test_the_folder_is_the_one_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "b"))
    assert folder_for(tmp_path / "a") == tmp_path / "a"
    assert folder_for(None) == tmp_path / "b"
    monkeypatch.delenv("PUBLISH_CACHE")
    assert folder_for(None).name == "publish"
