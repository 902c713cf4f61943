"""Where work is done: here, or in other processes of this machine, behind one way of asking for it.

A pool has places, each with a memory of its own. What is asked of one place is done there one after the other, so that
work can find again what it left there; but it must be able to do without, for a place can be lost.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

P = ParamSpec("P")
T = TypeVar("T")

MEMORY = 4 << 30
"""The address space, in bytes, that a worker may take: some thousand pages laid out, and far from what hurts."""


class Pool(Protocol):
    """Places where work is done; ``places`` counts them."""

    places: int

    def submit(self, place: int, work: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> Future[T]:
        """Have work done at a place, counted from 0, behind what was asked of it before."""


class Here:
    """This process alone: work is done when it is asked for."""

    places = 1

    def submit(self, _place: int, work: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> Future[T]:
        """Do the work now."""
        future: Future[T] = Future()
        try:
            future.set_result(work(*arguments, **named))
        except Exception as error:  # noqa: BLE001  whoever asks for the result gets it
            future.set_exception(error)
        return future


class Workers:
    """Processes of this machine, each a place with its own limit of memory."""

    def __init__(self, places: int, preload: str) -> None:
        self.places = places
        # Forked from a server that has read the engine and started no thread: on macOS, and beside threads, a plain
        # fork isn't safe.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([preload])
        forkserver.ensure_running()  # it reads the engine while there is something else to do here
        self._executors = [
            ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(MEMORY,)) for _ in range(places)
        ]

    def submit(self, place: int, work: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> Future[T]:
        """Have a worker do the work."""
        return self._executors[place].submit(work, *arguments, **named)

    def close(self) -> None:
        """End all workers, also in the middle of their work."""
        for executor in self._executors:
            # Python has a public way to end them from 3.14 on.
            processes = list((executor._processes or {}).values())
            executor.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()


def _begin(memory: int) -> None:
    """Prepare a worker: interrupts are for the one who started it, and whatever ends that one ends the worker too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(OSError, ValueError):  # macOS has the limit and doesn't hold it
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: Any) -> None:
    wait([sentinel])
    os._exit(1)


def cores() -> int:
    """Give how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def pool(workers: int, preload: str) -> Iterator[Pool]:
    """Give a pool of so many workers, which have imported the module ``preload``; 1 is this process."""
    if workers <= 1:
        yield Here()
        return
    made = Workers(workers, preload)
    try:
        yield made
    finally:
        made.close()
