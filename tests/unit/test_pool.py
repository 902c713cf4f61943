"""Work is done here or in other processes, in the order in which a place was asked for it."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, CancelledError
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from publish.pool import MEMORY, TRIES, Here, Workers, cores, pool

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    made = Workers(2, "publish.source")
    yield made
    made.close()


def test_here_is_this_process_and_a_fault_is_the_one_s_who_asks() -> None:
    assert Here().submit(os.getpid).result() == os.getpid()
    with pytest.raises(ZeroDivisionError):
        Here().submit(divmod, 1, 0).result()


def test_one_worker_needs_no_other_process() -> None:
    with pool(1, "publish.source") as made:
        assert isinstance(made, Here)


@pytest.mark.parametrize(("busy", "places"), [(False, 2), (True, 1)])
def test_a_busy_process_is_one_of_the_workers(busy: bool, places: int) -> None:
    with pool(2, "publish.source", busy=busy) as made:
        assert made.places == places
        assert made.submit(os.getpid).result() != os.getpid()


def test_places_are_processes_of_their_own_and_work_comes_back_to_one(workers: Workers) -> None:
    first, second = workers.submit(os.getpid), workers.submit(os.getpid)
    again = [workers.submit(os.getpid, after=first).result() for _ in range(3)]
    assert len({first.result(), second.result(), os.getpid()}) == 3
    assert again == [first.result()] * 3


def test_a_fault_comes_back_and_the_place_works_on(workers: Workers) -> None:
    fault = workers.submit(divmod, 1, 0)
    with pytest.raises(ZeroDivisionError):
        fault.result()
    assert workers.submit(divmod, 7, 2, after=fault).result() == (3, 1)


class Counted:
    """A value that notes how often it travels."""

    travelled = 0

    def __getstate__(self) -> dict[str, int]:
        Counted.travelled += 1
        return {"length": 7}

    def __len__(self) -> int:
        return int(self.__dict__["length"])


@pytest.mark.parametrize("places", [1, 2])
def test_what_is_shared_goes_to_a_place_once(places: int) -> None:
    Counted.travelled = 0
    value = Counted()
    value.__dict__["length"] = 7
    with pool(places, "publish.source") as made:
        shared = made.share("a name", value)
        first = made.submit(len, shared)
        assert [made.submit(len, shared, after=first).result(60) for _ in range(3)] == [7, 7, 7]
    assert Counted.travelled == (0 if places == 1 else 1)


def test_work_that_ends_every_worker_is_given_up_and_costs_no_other(tmp_path: Path) -> None:
    with pool(2, "publish.source") as made:
        lost = made.submit(note_and_end, str(tmp_path / "tries"), TRIES)
        behind = made.submit(divmod, 7, 2, after=lost)
        assert made.submit(divmod, 7, 2).result(60) == (3, 1)
        with pytest.raises(BrokenExecutor):
            lost.result(60)
        assert behind.result(60) == (3, 1)
    assert (tmp_path / "tries").read_text() == "." * TRIES


def test_work_whose_worker_is_killed_is_done_again_with_what_is_shared(tmp_path: Path) -> None:
    with pool(2, "publish.source") as made:
        shared = made.share("name", str(tmp_path / "tries"))
        assert made.submit(note_and_end, shared, 1).result(60) == 2


def note_and_end(file: str, times: int) -> int:
    """End this process for the first so many times; give the number of tries."""
    with Path(file).open("a", encoding="utf-8") as tries:
        tries.write(".")
    tried = len(Path(file).read_text("utf-8"))
    if tried <= times:
        os.kill(os.getpid(), signal.SIGKILL)
    return tried


def test_what_is_asked_of_a_pool_that_is_closed_comes_to_an_end() -> None:
    with pool(2, "publish.source") as made:
        first = made.submit(time.sleep, 60)
        second = made.submit(time.sleep, 60, after=first)
    with pytest.raises(BrokenExecutor):
        first.result(60)
    with pytest.raises(CancelledError):
        second.result(60)


def test_a_worker_has_a_limit_of_memory(workers: Workers) -> None:
    assert workers.submit(resource.getrlimit, resource.RLIMIT_AS).result()[0] == MEMORY


def test_workers_end_with_the_one_who_started_them(tmp_path: Path) -> None:
    script = tmp_path / "start.py"
    script.write_text(
        "import os, time\n"
        "from publish.pool import Workers\n"
        "if __name__ == '__main__':\n"
        "    made = Workers(1, 'publish.source')\n"
        "    print(made.submit(os.getpid).result(), flush=True)\n"
        "    made.submit(time.sleep, 60)\n"
        "    time.sleep(60)\n"
    )
    started = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE)
    assert started.stdout is not None
    worker = int(started.stdout.readline())
    started.send_signal(signal.SIGKILL)
    started.communicate()
    for _ in range(200):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("the worker goes on")


def test_cores_are_those_that_may_be_used() -> None:
    assert cores() >= 1
