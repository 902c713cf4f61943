"""The workers of a Dask cluster as the places of a pool.

No work is tied to a worker. What is asked for after other work is given that work's result as a dependency, so that
Dask does it where that lies; where the worker is lost, Dask does both again elsewhere. (Work tied to an address that
has gone waits for ever, even where other workers are allowed: the address never comes back.) Whatever is waited for
comes, or ends with an error: `_watch` sees to that.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import threading
import time
import warnings
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar
from uuid import uuid4
from weakref import WeakKeyDictionary

import dask
from distributed import Client, KilledWorker, WorkerPlugin
from distributed.client import FutureCancelledError

from publish.diagnostics import LackingError
from publish.pool import TRIES, Shared, do, lend, take_back

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping, Sequence

    from publish.pool import Pool

T = TypeVar("T")

ANSWER: Final = 10.0
"""The seconds in which a scheduler has to answer."""

RETURN: Final = 60.0
"""The seconds for which a cluster may be without any worker that works: one that was lost takes some to come back."""

_DASK: Final = ("cloudpickle", "dask", "distributed", "msgpack")


class Cluster:
    """The workers of a Dask cluster, each a place."""

    far = True

    def __init__(self, client: Any, address: str, places: int) -> None:
        self.places = places
        self._client, self._address = client, address
        self._loop: asyncio.AbstractEventLoop = client.loop.asyncio_loop
        self._shared: dict[str, Shared] = {}
        self._theirs: WeakKeyDictionary[Future[Any], Any] = WeakKeyDictionary()
        self._gone: LackingError | None = None
        self._over = asyncio.Event()
        self._watching = asyncio.run_coroutine_threadsafe(self._watch(), self._loop)

    def share(self, name: str, value: object) -> Shared:
        """Have a value at every worker, also at those that come later."""
        if name not in self._shared:
            made = Shared(f"{self._client.id}/{name}", value)
            lending = _Lending(made.name, value)
            _asked(self._client, self._address, lambda: self._client.register_plugin(lending, name=made.name))
            self._shared[name] = made
        return self._shared[name]

    def submit(self, work: Callable[..., T], /, *arguments: object, after: Future[Any] | None = None) -> Future[T]:
        """Have a worker do the work."""
        # Bytes, which Dask doesn't look into. Its kinds of work are told apart by the first word of their keys: where
        # work that comes after other work is of a kind of its own, Dask goes by where that other was done.
        asked = pickle.dumps((work, arguments))
        key = f"{work.__name__}-{uuid4()}"
        theirs = self._client.submit(_do, asked, self._theirs.get(after) if after else None, key=key, pure=False)
        ours = asyncio.run_coroutine_threadsafe(self._come(theirs), self._loop)
        self._theirs[ours] = theirs
        return ours

    async def _come(self, theirs: Any) -> Any:
        """Give what comes of work; raise LackingError where the cluster has gone meanwhile."""
        coming, over = asyncio.ensure_future(self._result(theirs)), asyncio.ensure_future(self._over.wait())
        try:
            await asyncio.wait({coming, over}, return_when=asyncio.FIRST_COMPLETED)
            if coming.done():
                return coming.result()
            raise self._gone or _no_answer(self._address)
        finally:
            coming.cancel()
            over.cancel()

    async def _result(self, theirs: Any) -> Any:
        try:
            try:
                return await theirs
            except KilledWorker:
                # What only waited where other work ended a worker counts as its doing, too: it is tried once more.
                await self._client._retry([theirs])
                return await theirs
        except KilledWorker as error:
            raise BrokenExecutor(str(error)) from error
        except FutureCancelledError as error:  # not by us: the client has lost its scheduler, and all it knew with it
            raise _no_answer(self._address) from error

    async def _watch(self) -> None:
        """Look after the cluster; end what is waited for when the scheduler is gone, or for too long all workers."""
        seen = time.monotonic()
        try:
            while time.monotonic() - seen < RETURN:
                await asyncio.sleep(1)
                if self._client.scheduler is None:  # the client has given it up
                    return
                facts = await asyncio.wait_for(self._client.scheduler.identity(), ANSWER)
                if any(_works(worker) for worker in facts["workers"].values()):
                    seen = time.monotonic()
            self._gone = _no_worker(self._address)
        except OSError:
            return
        finally:
            self._over.set()

    def close(self) -> None:
        """Leave the cluster: what was asked of it and isn't done is taken back, and so is what it was given."""
        for ours in list(self._theirs):
            ours.cancel()
        self._theirs.clear()
        self._watching.cancel()
        for each in self._shared.values():
            with suppress(LackingError, ValueError):  # the scheduler may have gone, or may be another one by now
                _asked(self._client, self._address, partial(self._client.unregister_worker_plugin, each.name))


def _works(worker: Mapping[str, Any]) -> bool:
    """Say whether a worker takes work, or has some in hand: one that is short of memory takes no more."""
    return bool(worker["status"] == "running" or worker["metrics"].get("task_counts", {}).get("executing"))


# ------------------------------------------------------------------------------------------------------- at a worker

_ONE_AT_A_TIME = threading.Lock()
"""A worker may have several threads, and the engine has one configuration of fonts a process."""


def _do(asked: bytes, _after: object) -> Any:
    with _ONE_AT_A_TIME:
        work, arguments = pickle.loads(asked)  # noqa: S301  a worker does what its cluster's clients say
        return do(work, *arguments)


class _Lending(WorkerPlugin):  # type: ignore[misc]  # see pyproject.toml: Dask's types take mypy a minute
    """What gives a value to a worker when that starts or joins, and takes it back in the end."""

    def __init__(self, name: str, value: object) -> None:
        self.name, self.value = name, value

    def setup(self, worker: object) -> None:  # noqa: ARG002
        """Give the value."""
        lend(self.name, self.value)

    def teardown(self, worker: object) -> None:  # noqa: ARG002
        """Take it back."""
        take_back(self.name)


# ------------------------------------------------------------------------------------------------------- the way there


@contextmanager
def cluster(address: str, packages: Iterable[str], code: Callable[[], str]) -> Iterator[Pool]:
    """Give the workers of the cluster whose scheduler has an address, such as ``tcp://host:8786``.

    Raises LackingError where nobody answers, where there is no worker, or where one has other versions of Dask, Python
    or ``packages``, or other ``code``, which is asked there as it is here: its pages might be others.
    """
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is said by us, once
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1TB"}):
        client = _connected(address)
        try:
            facts = _asked(client, address, client.scheduler.identity)
            if not facts["workers"]:
                raise _no_worker(address)
            names = ("python", *_DASK, *packages)
            _same_versions(_asked(client, address, lambda: client.get_versions(packages=list(names))), names)
            _same_code(_asked(client, address, lambda: client.run(code, on_error="return")), code())
            made = Cluster(client, address, len(facts["workers"]))
            try:
                yield made
            finally:
                made.close()
        finally:
            with suppress(OSError):
                client.close(timeout=ANSWER)


def _connected(address: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of versions, which are looked at more closely
        try:
            return Client(address, timeout=ANSWER, set_as_default=False)
        except (OSError, TimeoutError) as error:
            raise LackingError(f"no Dask scheduler answers at {address}", "start one: dask scheduler") from error
        except ValueError as error:
            raise LackingError(f"{address} is no address of a scheduler", "write it as tcp://host:8786") from error


def _asked(client: Any, address: str, asking: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Ask the scheduler for something; raise LackingError where it doesn't answer."""

    async def asked() -> T:
        if client.scheduler is None:  # the client has given it up
            raise _no_answer(address)
        return await asyncio.wait_for(asking(), ANSWER)

    for _ in range(TRIES):
        try:
            return asyncio.run_coroutine_threadsafe(asked(), client.loop.asyncio_loop).result()
        except TimeoutError as error:
            raise _no_answer(address) from error
        except OSError:  # what it passes on to its workers fails where one goes away at that moment
            time.sleep(1)
    raise _no_answer(address)


def _no_answer(address: str) -> LackingError:
    what = f"the Dask scheduler at {address} doesn't answer"
    return LackingError(what, "see what it says where it runs, and build again; nothing was changed")


def _no_worker(address: str) -> LackingError:
    return LackingError(f"the Dask cluster at {address} has no worker", f"start one: dask worker {address}")


_MEND = "set up this project there as it is here, and start the workers again"


def _same_versions(found: Mapping[str, Any], names: Sequence[str]) -> None:
    """Raise LackingError for a worker where a package isn't that of this machine, or a scheduler of another Dask."""
    own = found["client"]["packages"]
    _same_packages("the scheduler", found["scheduler"]["packages"], {name: own[name] for name in _DASK})
    for place, facts in sorted(found["workers"].items()):
        _same_packages(f"the worker {place}", facts["packages"], {name: own[name] for name in names})


def _same_packages(place: str, there: Mapping[str, str | None], here: Mapping[str, str | None]) -> None:
    for name, version in here.items():
        if there.get(name) != version:
            raise LackingError(f"{name} is {there.get(name) or 'missing'} at {place}, and {version} here", _MEND)


def _same_code(found: Mapping[str, object], own: str) -> None:
    """Raise LackingError for a worker with another state of this program; one that has gone meanwhile has none."""
    for place, code in sorted(found.items()):
        if code != own and not isinstance(code, OSError):
            raise LackingError(f"the program at the worker {place} isn't the one here", _MEND)
