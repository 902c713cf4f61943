"""The preview as it runs: a socket on loopback, a thread that watches, one that reads and lays out, and the server."""

from __future__ import annotations

import asyncio
import errno
import socket
import tempfile
import threading
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from publish import record
from publish.cache import Cache, folder_for
from publish.delivery import lacking_room
from publish.diagnostics import LackingError
from publish.pdf.part import Pressroom
from publish.pool import pool
from publish.preview.app import application
from publish.preview.desk import Desk
from publish.preview.news import News
from publish.preview.pictures import Pictures
from publish.preview.view import as_json
from publish.preview.watching import watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from types import FrameType

    from starlette.applications import Starlette

PORT = 8170
"""The port that is taken unless another is asked for; where it is taken already, the next one that is free."""

NEXT = 20
"""How many ports are tried."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: a manuscript, how it is shown, a port (None for the usual one), a cache, and workers."""

    manuscript: Path
    shown: str
    port: int | None = None
    cache: Path | None = None
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Told:
    """Where the preview tells of itself: its address once it listens, and each fault of its own."""

    address: Callable[[str], None]
    fault: Callable[[Exception], None]


def serve(asked: Asked, told: Told) -> None:
    """Show a manuscript in the browser until it is interrupted; raise LackingError for a port that can't be had."""
    with (
        _listening(asked.port) as listening,
        tempfile.TemporaryDirectory(prefix="publish-preview-") as folder,
        pool(asked.workers, "publish.place") as places,
        Pictures() as pictures,
    ):
        cache = folder_for(asked.cache)
        press = Pressroom(places, (), Path(folder), cache, Cache(cache), record.stamp())
        news = News()
        reader = _Reader(Desk(asked.manuscript, asked.shown, press), news, told.fault)
        port = listening.getsockname()[1]
        app = application(news, pictures, port, reader.at_work)
        config = uvicorn.Config(app, log_level="critical", access_log=False, server_header=False, ws="none",
                                timeout_graceful_shutdown=1)  # fmt: skip
        told.address(f"http://127.0.0.1:{port}/")
        _Server(config, news).run(sockets=[listening])


def _listening(port: int | None) -> socket.socket:
    """Give a socket on loopback; of the usual port the next that is free, of a port that was named that one alone."""
    tries = range(PORT, PORT + NEXT) if port is None else (port,)
    for each in tries:
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", each))
            listening.listen()
        except OSError as error:
            listening.close()
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
        else:
            return listening
    what = f"port {port} can't be had" if port is not None else f"ports {PORT} to {PORT + NEXT - 1} are all taken"
    raise LackingError(what, "end what listens there, or name another port with --port")


class _Server(uvicorn.Server):
    """The server; an interrupt ends the streams, which would go on for ever."""

    def __init__(self, config: uvicorn.Config, news: News) -> None:
        super().__init__(config)
        self._news = news
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Remember the loop in which browsers listen."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End the streams, then as ever."""
        if self._loop:
            self._loop.call_soon_threadsafe(self._news.close)
        super().handle_exit(sig, frame)


class _Reader:
    """Who reads the manuscript at each save and tells what came of it: one thread that watches, and one that reads."""

    def __init__(self, desk: Desk, news: News, fault: Callable[[Exception], None]) -> None:
        self._desk = desk
        self._news = news
        self._fault = fault
        self._changed = threading.Event()
        self._stop = threading.Event()

    @asynccontextmanager
    async def at_work(self, _app: Starlette) -> AsyncIterator[None]:
        """Read and watch as long as the server runs; what is being laid out when it ends isn't waited for."""
        loop = asyncio.get_running_loop()
        self._changed.set()
        for work in (self._watch, self._read):
            threading.Thread(target=work, args=(loop,), daemon=True).start()
        yield
        self._stop.set()
        self._changed.set()

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            watch(self._desk.manuscript, self._changed.set, self._stop)
        except Exception as error:  # noqa: BLE001  see `_again`
            self._tell_of(error, loop)

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        while self._changed.wait() and not self._stop.is_set():
            self._changed.clear()
            try:
                self._again(loop)
            except Exception as error:  # noqa: BLE001  a fault of ours shows its traceback, and the next save may go well
                self._tell_of(error, loop)
            self._soon(loop, self._news.do, "")

    def _again(self, loop: asyncio.AbstractEventLoop) -> None:
        with lacking_room(self._desk.work):
            for view in self._desk.read(lambda stage: self._soon(loop, self._news.do, stage), self._changed.is_set):
                self._soon(loop, self._news.show, view, as_json(view))

    def _tell_of(self, error: Exception, loop: asyncio.AbstractEventLoop) -> None:
        if self._stop.is_set():
            return  # the pool was taken away from under it
        trouble = "this is a bug of publish, not of the manuscript; the terminal has its traceback"
        if isinstance(error, LackingError):
            trouble = f"{error.what}: {error.mend}"
        else:
            self._fault(error)
        view = replace(self._desk.view, trouble=trouble, current=False)
        self._soon(loop, self._news.show, view, as_json(view))

    def _soon(self, loop: asyncio.AbstractEventLoop, tell: Callable[..., None], *what: object) -> None:
        if not self._stop.is_set():
            loop.call_soon_threadsafe(tell, *what)
