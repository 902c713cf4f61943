"""A Dask cluster makes the same files as one process, also where its workers are killed on the way."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

from publish import archive, cli, record
from publish import cluster as clusters
from publish.archive import build_all
from publish.build import Outcome, Request, build
from publish.cluster import Cluster, cluster
from publish.diagnostics import LackingError, PublishError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SECONDS = 60
"""After so many, whatever is waited for isn't coming: nothing here takes a tenth of it."""


class Dask:
    """A scheduler and workers, each a process of its own on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        facts = folder / "scheduler.json"
        self.start("scheduler", "--port", "0", "--host", "127.0.0.1", "--scheduler-file", str(facts), "--no-show")
        self.address = str(until(lambda: json.loads(facts.read_text("utf-8"))["address"]))

    def work(self, *words: str) -> None:
        """Start workers; each has a nanny that starts it again, unless it is to have none."""
        self.start("worker", self.address, "--nthreads", "2", "--no-dashboard",
                   "--local-directory", str(self.folder), *words)  # fmt: skip

    def start(self, *words: str) -> None:
        paths = os.pathsep.join(map(str, (ROOT / "src", ROOT)))
        settings = {"PYTHONPATH": paths, "PUBLISH_CACHE": str(self.folder / "nobody-keeps-anything-here"),
                    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "2"}  # fmt: skip
        command = [sys.executable, "-m", "dask", *words]
        with (self.folder / f"{words[0]}.log").open("ab") as log:
            started = subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=log, cwd=self.folder,
                                       start_new_session=True)  # fmt: skip
        self.processes.append(started)

    def stop(self) -> None:
        for process in self.processes[::-1]:
            os.killpg(process.pid, signal.SIGKILL)  # a nanny has its workers in its group
            process.wait()


def until(found: Any) -> Any:
    """Give what is found, as soon as it is there."""
    end = time.monotonic() + SECONDS
    while True:
        try:
            return found()
        except (OSError, ValueError, LackingError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def pids(address: str) -> set[int]:
    """Give the processes of the two workers, once both are there."""
    with cluster(address, record.ENGINES, record.code) as made:
        if made.places != 2:
            raise OSError("not yet")
        assert isinstance(made, Cluster)
        return set(made._client.run(os.getpid).values())


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    started = Dask(tmp_path_factory.mktemp("dask"))
    try:
        started.work("--nworkers", "2")
        until(lambda: pids(started.address))
        yield started
    finally:
        started.stop()


def write(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "publication.yaml").write_text("title: Tides\nlanguage: en\ndate: 2026-01-01\n")
    for name in "abcd":
        text = f"# Title {name}\n\nSee [the other](c.md){{.page}}.\n\n" + f"Some words of {name}.\n\n" * 20
        (folder / f"{name}.md").write_text(text)
    return folder


def request(folder: Path, name: str, address: str = "") -> Request:
    # Each has a cache of its own: pages that were made here before are no proof of those that are made there.
    return Request(folder / "manuscript", "m", folder / name, ("epub", "screen"), cache=folder / f"{name}-cache",
                   scheduler=address)  # fmt: skip


def files(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a manuscript and what one process makes of it, in ``here``."""
    folder = tmp_path_factory.mktemp("here")
    write(folder / "manuscript")
    build(request(folder, "here"))
    return folder


def test_a_cluster_makes_the_same_files(dask: Dask, here: Path) -> None:
    build(request(here, "there", dask.address))
    assert files(here / "there") == files(here / "here")


def test_a_part_is_drawn_where_it_was_laid_out(dask: Dask) -> None:
    with cluster(dask.address, record.ENGINES, record.code) as made:
        shared = made.share("a name", 7)
        first = [made.submit(place, shared, number) for number in range(6)]
        places = [each.result(SECONDS) for each in first]
        again = [made.submit(place_again, shared, number, after=each) for number, each in enumerate(first)]
        assert [each.result(SECONDS) for each in again] == places
        assert len(set(places)) == 2


def place(shared: int, _number: int) -> int:
    assert shared == 7
    time.sleep(0.1)
    return os.getpid()


def place_again(shared: int, number: int) -> int:
    return place(shared, number)


def killing(monkeypatch: pytest.MonkeyPatch, mark: Path, *documents: str, always: bool = False) -> None:
    """Have a worker killed while it lays out these documents, each the first time alone or always."""
    submit = Cluster.submit

    def submitting(self: Cluster, work: Any, /, *arguments: Any, after: Any = None) -> Any:
        [*named] = arguments[1].documents & set(documents)
        if named and work.__name__ == "lay_out":
            return submit(self, killed, "" if always else f"{mark}-{named[0]}", work, *arguments, after=after)
        return submit(self, work, *arguments, after=after)

    monkeypatch.setattr(Cluster, "submit", submitting)


def killed(mark: str, work: Any, *arguments: Any) -> Any:
    if mark and Path(mark).exists():
        return work(*arguments)
    if mark:
        Path(mark).touch()
    os.kill(os.getpid(), signal.SIGKILL)
    return None


def test_workers_that_are_killed_cost_their_parts_alone(
    dask: Dask, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two parts, so that for a while there may be no worker at all.
    before = until(lambda: pids(dask.address))
    killing(monkeypatch, tmp_path / "killed", "a", "b")
    build(request(here, "killed", dask.address))
    monkeypatch.undo()
    assert len(list(tmp_path.glob("killed-*"))) == 2
    assert before != until(lambda: pids(dask.address))
    assert files(here / "killed") == files(here / "here")


def test_a_part_that_ends_every_worker_is_named(
    dask: Dask, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killing(monkeypatch, tmp_path, "b", always=True)
    with pytest.raises(PublishError) as raised:
        build(request(here, "poison", dask.address))
    [found] = raised.value.diagnostics
    assert (found.code, found.span.path, found.message) == (
        "worker-lost", "m/b.md", "laying out b.md ended one worker after the other"
    )  # fmt: skip
    assert not (here / "poison").exists()


def test_an_archive_is_drawn_whole_by_whole_and_comes_out_the_same(dask: Dask, here: Path) -> None:
    until(lambda: pids(dask.address))
    far = request(here, "far", dask.address)
    bad = replace(far, manuscript=write(here / "bad"), shown="bad", out=here / "bad-out")
    (bad.manuscript / "b.md").write_text("No title.\n")
    wrong, good = build_all([bad, far])
    assert [each.code for each in wrong.diagnostics] == ["title-missing"]
    assert wrong.report is None
    assert good.report is not None
    assert files(here / "far") == files(here / "here")
    assert [each.fresh for each in build_all([far])] == [False]


def test_a_manuscript_that_ends_every_worker_is_named_and_costs_no_other(here: Path, tmp_path: Path) -> None:
    # On this machine: what a cluster does with work that is lost is seen above.
    asked = replace(request(here, "lost"), workers=2, outputs=("epub",), page_list=False)
    with mock.patch.object(archive, "build", ending):
        wrong, good = build_all([replace(asked, shown="lost", out=tmp_path / "lost"), asked])
    assert [(each.code, each.span.path) for each in wrong.diagnostics] == [("worker-lost", "lost/publication.yaml")]
    assert good.report is not None


def ending(request: Request) -> Outcome:
    if request.shown == "lost":
        os.kill(os.getpid(), signal.SIGKILL)
    return build(request)


def test_an_interrupt_ends_a_build_on_a_cluster_with_130(dask: Dask, here: Path, tmp_path: Path) -> None:
    asked = request(here, "never")
    command = [sys.executable, "-m", "publish", "build", str(asked.manuscript), "--scheduler", dask.address]
    started = subprocess.Popen([*command, "--out", str(tmp_path / "out"), "--cache", str(tmp_path / "cache")],
                               stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT / "src")})  # fmt: skip
    assert started.stderr is not None
    said = b""
    while b"laying out" not in said and started.poll() is None:
        said += started.stderr.readline()
    started.send_signal(signal.SIGINT)
    _, rest = started.communicate(timeout=SECONDS)
    assert (started.returncode, rest.strip()) == (130, b"publish: interrupted"), said
    assert not (tmp_path / "out").exists()


def test_what_is_asked_of_a_cluster_that_is_left_is_taken_back(dask: Dask, tmp_path: Path) -> None:
    with cluster(dask.address, (), record.code) as made:
        shared = made.share("a name", str(tmp_path / "enough"))
        waiting = [made.submit(wait_for, shared) for _ in range(5)]
    (tmp_path / "enough").touch()
    assert [each.cancelled() for each in waiting] == [True] * 5


def wait_for(file: str) -> None:
    until(Path(file).stat)


def somewhere() -> str:
    return str(os.getpid())


def test_another_program_at_a_worker_is_what_is_lacking(dask: Dask) -> None:
    with pytest.raises(LackingError, match="isn't the one here"), cluster(dask.address, (), somewhere):
        pass


OWN: dict[str, str | None] = {"python": "3.11.7", "weasyprint": "70.0", **dict.fromkeys(clusters._DASK, "2")}


def versions(worker: dict[str, str | None], scheduler: dict[str, str | None]) -> dict[str, Any]:
    own, there, between = ({"packages": OWN | other} for other in ({}, worker, scheduler))
    return {"client": own, "scheduler": between, "workers": {"tcp://w": there}}


@pytest.mark.parametrize(
    ("worker", "scheduler", "said"),
    [
        ({"python": "3.12.1"}, {}, "python is 3.12.1 at the worker tcp://w, and 3.11.7 here"),
        ({"weasyprint": None}, {}, "weasyprint is missing at the worker tcp://w, and 70.0 here"),
        ({}, {"distributed": "1"}, "distributed is 1 at the scheduler, and 2 here"),
    ],
)
def test_other_versions_are_named(worker: dict[str, str | None], scheduler: dict[str, str | None], said: str) -> None:
    with pytest.raises(LackingError, match=re.escape(said)):
        clusters._same_versions(versions(worker, scheduler), tuple(OWN))


def test_a_scheduler_lays_nothing_out_and_needs_dask_alone() -> None:
    clusters._same_versions(versions({}, {"python": "3.12.1", "weasyprint": None}), tuple(OWN))


def test_a_cluster_that_is_lost_ends_what_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "RETURN", 1.0)
    lone = Dask(tmp_path)
    try:
        with pytest.raises(LackingError, match="has no worker"):
            leave(lone.address)
        lone.work("--no-nanny")
        until(lambda: leave(lone.address))
        with cluster(lone.address, (), record.code) as made:
            asked = made.submit(wait_for, str(tmp_path / "never"))
            lone.processes[1].kill()
            with pytest.raises(LackingError, match="has no worker"):
                asked.result(SECONDS)
        lone.work("--no-nanny")
        until(lambda: leave(lone.address))
        with cluster(lone.address, (), record.code) as made:
            shared = made.share("a name", str(tmp_path / "never"))
            asked = made.submit(wait_for, shared)
            lone.processes[0].kill()
            with pytest.raises(LackingError, match="doesn't answer"):
                asked.result(SECONDS)
    finally:
        lone.stop()


def leave(address: str) -> None:
    with cluster(address, (), record.code):
        pass


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "tcp://127.0.0.1", "what://ever:1"])
def test_a_scheduler_that_isn_t_there_is_what_is_lacking(
    address: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(clusters, "ANSWER", 0.5)
    assert lacking(address, here, monkeypatch) == 3
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith(f"publish: no Dask scheduler answers at {address}: ") or "no address of a scheduler" in said


def test_dask_that_isn_t_installed_is_what_is_lacking(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "publish.cluster")
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert lacking("tcp://127.0.0.1:1", here, monkeypatch) == 3
    assert "-m pip install distributed" in capsys.readouterr().err


def lacking(address: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    asked = request(folder, "lacking")
    monkeypatch.setattr(sys, "argv", ["publish", "build", str(asked.manuscript), "--out", str(asked.out), "--scheduler",
                                      address, "--cache", str(asked.cache)])  # fmt: skip
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # the handlers are the program's
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert not asked.out.exists()
    return ended.value.code
