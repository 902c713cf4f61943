"""What has become known, on its way from the thread that reads the manuscript to every browser that listens."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from publish.preview.view import View, as_json

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class News:
    """The latest view and what is being done; who listens slowly gets the latest, and misses what came between.

    Everything here belongs to the loop in which browsers listen; other threads call `show`, `do` and `close` by
    ``loop.call_soon_threadsafe``.
    """

    def __init__(self) -> None:
        self.view = View()
        self.text = as_json(self.view)
        self._doing = ""
        self._closed = False
        self._number = 0
        self._waiting: set[asyncio.Event] = set()

    def show(self, view: View, text: str) -> None:
        """Tell of a new view; ``text`` is the view as JSON, which is made where there is time."""
        self.view, self.text = view, text
        self._number += 1
        self._wake()

    def do(self, what: str) -> None:
        """Tell what is being done; nothing, where that is empty."""
        self._doing = what
        self._wake()

    def close(self) -> None:
        """End what everybody listens to."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        for each in self._waiting:
            each.set()

    async def listen(self) -> AsyncIterator[str]:
        """Give a stream of server-sent events: the view as it stands and each that follows, and what is being done."""
        told, doing = 0, ""  # before the first view there is nothing to show
        woken = asyncio.Event()
        self._waiting.add(woken)
        try:
            while True:
                if doing != self._doing:
                    doing = self._doing
                    yield f"event: doing\ndata: {json.dumps(doing)}\n\n"
                elif told != self._number:
                    told = self._number
                    yield f"event: view\ndata: {self.text}\n\n"
                elif self._closed:
                    return
                else:
                    await woken.wait()
                    woken.clear()
        finally:
            self._waiting.discard(woken)
