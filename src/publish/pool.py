"""Where work is done: here, or in other processes of this machine, behind one way of asking for it.

A pool has places, each with a memory of its own. Work can be asked for where other work was done, so that it finds what
that left there; but it must be able to do without, for a place can be lost. What was in hand at a place that is lost is
done again; what has ended several of them is given up. `cluster` has the places of other machines.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import threading
from collections import deque
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import forkserver
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from weakref import WeakKeyDictionary

from publish.diagnostics import Diagnostic, PublishError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.context import BaseContext

    from publish.source import Span

T = TypeVar("T")

MEMORY = 4 << 30
"""The address space, in bytes, that a worker may take: some thousand pages laid out, and far from what hurts."""

TRIES = 3
"""How many workers a piece of work may end before it is given up: one may be killed by somebody else's doing."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A value that every place of a pool is given once; what is sent there from then on is its name alone."""

    name: str
    value: Any = field(compare=False, repr=False)

    def __reduce__(self) -> tuple[type[Shared], tuple[str, None]]:
        """Let it travel without the value."""
        return Shared, (self.name, None)


class Pool(Protocol):
    """Places where work is done; ``places`` counts them. ``far`` says that they see no folder of this machine."""

    places: int
    far: bool

    def share(self, name: str, value: object) -> Shared:
        """Have a value at every place, to be handed to work; the same name stands for the same value."""

    def submit(self, work: Callable[..., T], /, *arguments: object, after: Future[Any] | None = None) -> Future[T]:
        """Have work done, where that which is named by its future was done, if there is a choice.

        Where it ends one worker after the other, the future has a BrokenExecutor.
        """


class Here:
    """This process alone: work is done when it is asked for."""

    places = 1
    far = False

    def share(self, name: str, value: object) -> Shared:
        """Keep a value."""
        return Shared(name, value)

    def submit(self, work: Callable[..., T], /, *arguments: object, after: Future[Any] | None = None) -> Future[T]:  # noqa: ARG002
        """Do the work now."""
        future: Future[T] = Future()
        try:
            future.set_result(work(*(each.value if isinstance(each, Shared) else each for each in arguments)))
        except Exception as error:  # noqa: BLE001  whoever asks for the result gets it
            future.set_exception(error)
        return future


_lent: dict[str, Any] = {}
"""At a place: what it has been given, by name."""


def lend(name: str, value: object) -> None:
    """Give this place a value under a name."""
    _lent[name] = value


def take_back(name: str) -> None:
    """Forget a value at this place."""
    _lent.pop(name, None)


def do(work: Callable[..., T], *arguments: object) -> T:
    """Do work at this place, with what it has been given."""
    return work(*(_lent[each.name] if isinstance(each, Shared) else each for each in arguments))


@dataclass(slots=True)
class _Job:
    """A piece of work and the future that it was promised by; ``ended`` counts the workers that it has ended."""

    work: Callable[..., Any]
    arguments: tuple[object, ...]
    future: Future[Any] = field(default_factory=Future)
    ended: int = 0


class _Place:
    """One process at a time, with its own limit of memory, and what it is asked to do, one after the other.

    A process is given one job only, so that it is known which one has ended it.
    """

    def __init__(self, context: BaseContext) -> None:
        self._context = context
        self._lock = threading.RLock()
        self._waiting: deque[_Job] = deque()
        self._job: _Job | None = None
        self._closed = False
        self._start()

    def _start(self) -> None:
        self._given: set[str] = set()
        self._executor = ProcessPoolExecutor(1, mp_context=self._context, initializer=_begin, initargs=(MEMORY,))

    @property
    def load(self) -> int:
        """How many jobs there are."""
        return len(self._waiting) + (self._job is not None)

    def ask(self, job: _Job) -> None:
        """Have a job done behind those that were asked for before."""
        with self._lock:
            self._waiting.append(job)
            if self._job is None:
                self._next()

    def _next(self) -> None:
        """Give the process its next job, if there is one; another process where it has ended meanwhile."""
        self._job = self._waiting.popleft() if self._waiting and not self._closed else None
        if self._job is None:
            return
        try:
            doing = self._handed(self._job)
        except BrokenExecutor:
            self._start()
            doing = self._handed(self._job)
        doing.add_done_callback(self._done)

    def _handed(self, job: _Job) -> Future[Any]:
        for each in job.arguments:
            if isinstance(each, Shared) and each.name not in self._given:
                self._executor.submit(lend, each.name, each.value)
                self._given.add(each.name)
        return self._executor.submit(do, job.work, *job.arguments)

    def _done(self, doing: Future[Any]) -> None:
        """Take a job back: hand over its result, or have it done again where the process has ended."""
        job = self._job
        assert job is not None
        error = doing.exception() if not doing.cancelled() else BrokenExecutor("the pool was closed")
        with self._lock:
            if isinstance(error, BrokenExecutor):
                job.ended += 1
                if job.ended < TRIES and not self._closed:
                    self._waiting.appendleft(job)
                    job = None
                if not self._closed:
                    self._start()
            self._next()
        if job is None:
            return
        if error is None:
            job.future.set_result(doing.result())
        else:
            job.future.set_exception(error)

    def close(self) -> None:
        """End the process, also in the middle of its work."""
        with self._lock:
            self._closed = True
            for job in self._waiting:
                job.future.cancel()
            # Python has a public way to end them from 3.14 on.
            processes = list((self._executor._processes or {}).values())
        for process in processes:
            process.terminate()
        # Python wakes what watches a process once more at its own end, which fails where that is about to end, too.
        self._executor.shutdown(wait=True, cancel_futures=True)


class Workers:
    """Processes of this machine, each a place."""

    far = False

    def __init__(self, places: int, preload: str) -> None:
        self.places = places
        # Forked from a server that has read the engine and started no thread: on macOS, and beside threads, a plain
        # fork isn't safe.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([preload])
        forkserver.ensure_running()  # it reads the engine while there is something else to do here
        self._places = [_Place(context) for _ in range(places)]
        self._done_at: WeakKeyDictionary[Future[Any], _Place] = WeakKeyDictionary()

    def share(self, name: str, value: object) -> Shared:
        """Keep a value, which goes to each place with the first work that asks for it."""
        return Shared(name, value)

    def submit(self, work: Callable[..., T], /, *arguments: object, after: Future[Any] | None = None) -> Future[T]:
        """Have a worker do the work: the one with the least to do, where nothing speaks for another."""
        place = self._done_at.get(after) if after else None
        place = place or min(self._places, key=lambda each: each.load)
        job = _Job(work, arguments)
        self._done_at[job.future] = place
        place.ask(job)
        return job.future

    def close(self) -> None:
        """End all workers, also in the middle of their work."""
        for place in self._places:
            place.close()


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


def lost(name: str, span: Span, error: BaseException) -> PublishError:
    """Say which piece of work workers had in hand when they ended, or when they ran out of memory."""
    why = "took more memory than a worker may" if isinstance(error, MemoryError) else "ended one worker after the other"
    hint = "build with --workers 1 to see what happens, or make the piece smaller"
    return PublishError([Diagnostic("worker-lost", f"{name} {why}", span, hint)])


@contextmanager
def losing(doing: str, span: Span) -> Iterator[None]:
    """Say what was being done where workers end instead of doing it."""
    try:
        yield
    except (BrokenExecutor, MemoryError) as error:
        raise lost(doing, span, error) from error


@contextmanager
def pool(workers: int, preload: str, *, busy: bool = False) -> Iterator[Pool]:
    """Give a pool of so many workers, which have imported the module ``preload``; 1 is this process.

    A ``busy`` process has as much to do as a worker, and counts as one.
    """
    if workers <= 1:
        yield Here()
        return
    made = Workers(workers - busy, preload)
    try:
        yield made
    finally:
        made.close()
