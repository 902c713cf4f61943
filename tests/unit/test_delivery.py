"""The output folder: all files of a build change together, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from publish.delivery import held
from publish.diagnostics import LackingError

OLD = {"a.epub": b"old epub", "a-screen.pdf": b"old pdf", "a-report.json": b"old report"}
NEW = {name: data.replace(b"old", b"new") for name, data in OLD.items()}

KILLED = """
import os, signal, sys
from pathlib import Path
from publish.delivery import held

calls = 0

def dying(method):
    def call(*arguments, **named):
        global calls
        calls += 1
        if calls == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        return method(*arguments, **named)
    return call

out, new = Path(sys.argv[1]), eval(sys.argv[3])
with held(out) as delivery:
    for name in ("replace", "rename"):
        setattr(Path, name, dying(getattr(Path, name)))
    os.fsync = dying(os.fsync)
    delivery.replace(new)
"""


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir()}


def shown(out: Path) -> dict[str, bytes]:
    """Give what a person sees in a folder: hidden names left out."""
    return {path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith(".")}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    folder.mkdir()
    for name, data in OLD.items():
        (folder / name).write_bytes(data)
    (folder / "notes.txt").write_bytes(b"of somebody else")
    return folder


def test_files_change_together_and_others_stay(out: Path) -> None:
    with held(out) as delivery:
        delivery.replace(NEW)
    assert contents(out) == {**NEW, "notes.txt": b"of somebody else"}


def test_nothing_changes_and_nothing_stays_behind_where_a_build_fails(out: Path) -> None:
    before = contents(out)
    with pytest.raises(ValueError, match="bad"), held(out) as delivery:
        _fail_after((delivery.work / "half").write_bytes(b"half"))
    assert contents(out) == before


def test_a_folder_made_for_nothing_goes_again(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="bad"), held(tmp_path / "one" / "two"):
        _fail_after(None)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_replaced_by_a_folder(out: Path) -> None:
    (out / "a-proof").mkdir()
    (out / "a-proof" / "old.png").touch()
    with held(out) as delivery:
        made = delivery.work / "proof"
        made.mkdir()
        (made / "new.png").touch()
        delivery.replace({"a-proof": made})
    assert [path.name for path in (out / "a-proof").iterdir()] == ["new.png"]


def test_what_is_gone_goes_with_the_same_step(out: Path) -> None:
    (out / "folder").mkdir()
    (out / "folder" / "a").write_text("a")
    before = {path.name for path in out.iterdir()}
    with held(out) as delivery:
        delivery.replace({"b.epub": b"b"}, gone=("a.epub", "folder", "never.there"))
    assert {path.name for path in out.iterdir()} == before - {"a.epub", "folder"} | {"b.epub"}


@pytest.mark.parametrize("moment", range(1, 10))
def test_a_kill_leaves_the_old_set_or_one_that_the_next_build_finishes(out: Path, moment: int) -> None:
    # Moments 1 to 4 write files and the list; 5 decides; 6 to 8 rename; at 9 all is done.
    arguments = [sys.executable, "-c", KILLED, str(out), str(moment), repr(NEW)]
    ended = subprocess.run(arguments, check=False, timeout=60)
    assert ended.returncode == (-signal.SIGKILL if moment < 9 else 0)
    if moment <= 5:
        assert shown(out) == {**OLD, "notes.txt": b"of somebody else"}
    with held(out):
        pass
    assert contents(out) == {**(OLD if moment <= 5 else NEW), "notes.txt": b"of somebody else"}


def test_an_interrupt_waits_until_every_name_is_changed(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def interrupted(path: Path, target: Path) -> Path:
        os.kill(os.getpid(), signal.SIGINT)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt), held(out) as delivery:
        delivery.replace(NEW)
    assert contents(out) == {**NEW, "notes.txt": b"of somebody else"}


def test_a_second_build_waits_for_the_first(out: Path) -> None:
    told: list[str] = []
    entered = threading.Event()

    def second() -> None:
        with held(out, lambda: told.append("waiting")) as delivery:
            entered.set()
            delivery.replace({"a.epub": b"second"})

    thread = threading.Thread(target=second)
    with held(out) as delivery:
        thread.start()
        for _ in range(500):
            if told:
                break
            time.sleep(0.01)
        assert told == ["waiting"]
        assert not entered.is_set()
        delivery.replace({"a.epub": b"first"})
    thread.join(30)
    assert contents(out)["a.epub"] == b"second"


def test_whoever_waited_for_a_folder_that_went_makes_it_again(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    told = threading.Event()
    thread = threading.Thread(target=lambda: _deliver(out, told))
    with pytest.raises(ValueError, match="bad"), held(out):  # noqa: PT012  the second waits while it is held
        thread.start()
        _fail_after(told.wait(30))
    thread.join(30)
    assert contents(out) == NEW


def _fail_after(_done: object) -> None:
    raise ValueError("bad")


def _deliver(out: Path, told: threading.Event) -> None:
    with held(out, told.set) as delivery:
        delivery.replace(NEW)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_what_the_machine_lacks(out: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def full(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    before = contents(out)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LackingError, match="the disk is full"), held(out) as delivery:
        delivery.replace(NEW)
    assert contents(out) == before


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "dist").write_bytes(b"a file")
    for out in (tmp_path / "dist", tmp_path / "dist" / "inner"):
        with pytest.raises(LackingError, match="not a folder"), held(out):
            pass


def test_other_errors_of_the_system_are_bugs_and_stay_what_they_are(out: Path) -> None:
    with pytest.raises(FileNotFoundError), held(out):
        Path("nothing/here").read_bytes()
