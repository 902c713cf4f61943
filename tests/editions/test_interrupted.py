"""A build that is killed, interrupted or out of room, as its user meets it: the last good files are still there."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

MOMENTS = int(os.environ.get("PUBLISH_KILLS", "8"))
"""How many builds are killed; with 50 it takes minutes."""

OUTPUTS = "epub,screen"


LIMITED = """
import resource
from publish.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
main()
"""


def start(folder: Path, limit: int = 0) -> subprocess.Popen[bytes]:
    """Start a build; no file that it writes may have more than ``limit`` bytes, where that isn't 0."""
    program = ["-c", LIMITED.format(limit=limit)] if limit else ["-m", "publish"]
    places = ("--out", str(folder / "dist"), "--cache", str(folder / "cache"))
    command = [sys.executable, *program, "build", str(folder / "manuscript"), "--to", OUTPUTS, *places]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder)


def finish(folder: Path, limit: int = 0) -> tuple[int, str]:
    build = start(folder, limit)
    out, err = build.communicate(timeout=120)
    return build.returncode, (out + err).decode()


def write(folder: Path, words: str) -> None:
    manuscript = folder / "manuscript"
    manuscript.mkdir(exist_ok=True)
    (manuscript / "publication.yaml").write_text("title: Tides\nlanguage: en\ndate: 2026-01-01\n")
    (manuscript / "tides.md").write_text(f"# Tides\n\nThe tide comes in. {words}\n")


def visible(folder: Path) -> dict[str, str]:
    """Give what a person sees in the output folder: the files' digests by name."""
    paths = (folder / "dist").iterdir()
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.name[0] != "."}


def litter(folder: Path) -> list[str]:
    return [path.name for path in (folder / "dist").iterdir() if path.name.startswith(".")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a manuscript and a first good build of it; the manuscript has changed since."""
    write(tmp_path, "")
    status, said = finish(tmp_path)
    assert status == 0, said
    write(tmp_path, "It goes out.")
    return tmp_path


def is_a_set(folder: Path) -> bool:
    """Say whether every file is the one that the report speaks of."""
    report = json.loads((folder / "dist" / "tides-report.json").read_text("utf-8"))
    files = visible(folder)
    return all(files[each["file"]] == each["sha256"] for each in report["outputs"])


def test_a_kill_at_any_moment_leaves_a_good_set_and_the_next_build_works(folder: Path) -> None:
    # The whole time from the start of Python to the last file, which is some three seconds, is aimed at.
    moments = random.Random(39)
    began = time.monotonic()
    status, said = finish(folder)
    took = time.monotonic() - began
    assert status == 0, said
    for number in range(MOMENTS):
        before = visible(folder)
        write(folder, f"It goes out {number} times.")
        build = start(folder)
        time.sleep(moments.uniform(0, took))
        build.kill()
        build.communicate()
        after = visible(folder)
        assert is_a_set(folder)
        assert after == before or not set(after.values()) & set(before.values()) - {before["tides-cover.jpg"]}
    status, said = finish(folder)
    assert status == 0, said
    assert litter(folder) == []
    assert is_a_set(folder)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_ends_with_130_and_leaves_no_litter(folder: Path, number: signal.Signals) -> None:
    before = visible(folder)
    build = start(folder)
    assert build.stderr is not None
    said = b""
    while b"laying out" not in said:
        said += build.stderr.readline()
    build.send_signal(number)
    _, rest = build.communicate(timeout=60)
    assert build.returncode == 130, said + rest
    assert b"interrupted" in rest
    assert b"Traceback" not in rest
    assert visible(folder) == before
    assert litter(folder) == []


def test_a_full_disk_ends_with_3_and_leaves_the_last_good_files(folder: Path) -> None:
    before = visible(folder)
    status, said = finish(folder, limit=20_000)
    assert status == 3, said
    assert "the disk is full" in said
    assert "Traceback" not in said
    assert visible(folder) == before
    assert litter(folder) == []


def test_two_builds_into_one_folder_take_turns(folder: Path) -> None:
    builds = [start(folder) for _ in range(2)]
    ended = [build.communicate(timeout=120) for build in builds]
    assert [build.returncode for build in builds] == [0, 0], ended
    assert is_a_set(folder)
    assert litter(folder) == []
    assert any(b"waiting for another build" in err or b"up to date" in err for _, err in ended)
