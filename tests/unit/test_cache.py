"""The cache: never wrong, never in the way, never larger than it may be."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cache import Cache, folder_for

if TYPE_CHECKING:
    import pytest


def key(name: object) -> str:
    return sha256(str(name).encode()).hexdigest()


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("??/*") if path.is_file())


def test_what_is_put_is_got_by_its_key_alone(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "a" / "b")
    assert cache.get(key(1)) is None
    cache.put(key(1), b"one")
    cache.put(key(2), b"")
    assert [cache.get(key(name)) for name in (1, 2, 3)] == [b"one", b"", None]
    assert Cache(tmp_path / "a" / "b").get(key(1)) == b"one"


def test_the_last_put_wins_and_nothing_is_left_aside(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(key(1), b"one")
    cache.put(key(1), b"two")
    assert cache.get(key(1)) == b"two"
    assert [path.name for path in kept(tmp_path)] == [key(1)]


def test_what_is_damaged_or_cut_off_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(key(1), b"one and more")
    (path,) = kept(tmp_path)
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole[:10], b"", whole[:-1] + b"x", whole + b"x"):
        path.write_bytes(damaged)
        assert cache.get(key(1)) is None
    cache.put(key(1), b"again")
    assert cache.get(key(1)) == b"again"


def test_backups_leave_the_folder_out(tmp_path: Path) -> None:
    Cache(tmp_path).put(key(1), b"one")
    assert (tmp_path / "CACHEDIR.TAG").read_text("utf-8").startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_a_folder_that_can_not_be_is_a_slower_build(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / key(1)[:2]).write_text("in the way", "utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / "taken"):
        cache = Cache(folder)
        cache.put(key(1), b"one")
        assert cache.get(key(1)) is None


def test_a_disk_that_is_full_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    cache.put(key(1), b"one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache.put(key(2), b"two")
    assert cache.get(key(2)) is None
    assert [path.name for path in kept(tmp_path)] == [key(1)]


def test_the_folder_may_be_deleted_at_any_time(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put(key(1), b"one")
    for path in kept(tmp_path / "cache"):
        path.unlink()
        path.parent.rmdir()
    assert cache.get(key(1)) is None
    cache.put(key(1), b"one")
    assert cache.get(key(1)) == b"one"


def aged(cache: Cache, folder: Path, names: range) -> None:
    """Put a kilobyte for each name, the earlier the longer ago."""
    for name in names:
        cache.put(key(name), bytes(1000))
        os.utime(folder / key(name)[:2] / key(name), (name + 1, name + 1))


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    aged(Cache(tmp_path), tmp_path, range(20))
    assert Cache(tmp_path).get(key(0)) == bytes(1000)  # which is now the last that was used
    Cache(tmp_path, largest=10_500).put(key("new"), bytes(1000))
    left = {path.name for path in kept(tmp_path)}
    assert left == {key("new"), key(0), *(key(name) for name in range(12, 20))}


def test_a_long_build_keeps_to_the_limit_too(tmp_path: Path) -> None:
    aged(Cache(tmp_path, largest=10_000), tmp_path, range(200))
    assert sum(path.stat().st_size for path in kept(tmp_path)) <= 12_000


def test_other_things_in_the_folder_stay(tmp_path: Path) -> None:
    others = [tmp_path / name for name in ("uk/harbour.jpg", "js/app.js", "ab/notes.txt", "letter.md", "ab/cd/e.txt")]
    for path in others:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(5000))
    Cache(tmp_path, largest=100).put(key(1), bytes(1000))
    assert all(path.is_file() for path in others)
    assert not (tmp_path / key(1)[:2] / key(1)).exists()


def test_the_folder_is_the_one_asked_for_the_variables_or_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLISH_CACHE", "/of/the/variable")
    assert folder_for(Path("asked")) == Path("asked")
    assert folder_for(None) == Path("/of/the/variable")
    monkeypatch.setenv("PUBLISH_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", "/of/the/user")
    monkeypatch.setenv("HOME", "/of/the/user")
    assert Path("/of/the/user") in folder_for(None).parents
    assert folder_for(None).name == "publish"
