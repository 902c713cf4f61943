"""Work is done here or in other processes, in the order in which a place was asked for it."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING

import pytest

from publish.pool import MEMORY, Here, Workers, cores, pool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    made = Workers(2, "publish.source")
    yield made
    made.close()


def test_here_is_this_process_and_a_fault_is_the_one_s_who_asks() -> None:
    assert Here().submit(0, os.getpid).result() == os.getpid()
    with pytest.raises(ZeroDivisionError):
        Here().submit(0, divmod, 1, 0).result()


def test_one_worker_needs_no_other_process() -> None:
    with pool(1, "publish.source") as made:
        assert isinstance(made, Here)


def test_a_place_is_a_process_of_its_own_that_stays(workers: Workers) -> None:
    first, second, again = (workers.submit(place, os.getpid).result() for place in (0, 1, 0))
    assert len({first, second, os.getpid()}) == 3
    assert again == first


def test_a_fault_comes_back_and_the_place_works_on(workers: Workers) -> None:
    with pytest.raises(ZeroDivisionError):
        workers.submit(0, divmod, 1, 0).result()
    assert workers.submit(0, divmod, 7, 2).result() == (3, 1)


def test_a_worker_that_dies_breaks_its_own_place_alone() -> None:
    with pool(2, "publish.source") as made:
        lost = made.submit(0, os._exit, 1)
        assert made.submit(1, divmod, 7, 2).result() == (3, 1)
        with pytest.raises(BrokenExecutor):
            lost.result()


def test_a_worker_has_a_limit_of_memory(workers: Workers) -> None:
    assert workers.submit(0, resource.getrlimit, resource.RLIMIT_AS).result()[0] == MEMORY


def test_workers_end_with_the_one_who_started_them(tmp_path: Path) -> None:
    script = tmp_path / "start.py"
    script.write_text(
        "import os, time\n"
        "from publish.pool import Workers\n"
        "if __name__ == '__main__':\n"
        "    made = Workers(1, 'publish.source')\n"
        "    print(made.submit(0, os.getpid).result(), flush=True)\n"
        "    made.submit(0, time.sleep, 60)\n"
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
