"""The preview as it runs: what is watched, pages as pictures, its port, and its end."""

from __future__ import annotations

import asyncio
import io
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from starlette.applications import Starlette
from tests.pages import pressroom

from publish import console
from publish.diagnostics import LackingError
from publish.preview import server, watching
from publish.preview.desk import Desk
from publish.preview.news import News
from publish.preview.pictures import KEPT, Pictures

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ("path", "yes"),
    [
        ("/m/a.md", True),
        ("/m/images/a b.jpg", True),
        ("/house/layouts/shared/x.css", True),
        ("/m/.git/index", False),
        ("/m/.a.md.swp", False),
        ("/m/a.md~", False),
        ("/m/a.md.swp", False),
        ("/m/layouts/__pycache__/x.pyc", False),
        ("/home/.hidden/m/a.md", True),
        ("/home/.hidden/m/.a", False),
    ],
)
def test_what_editors_leave_beside_a_manuscript_is_no_save(path: str, *, yes: bool) -> None:
    assert watching.matters(path, [Path("/m"), Path("/house/layouts"), Path("/home/.hidden/m")]) is yes


def test_a_save_is_noticed_also_by_renaming_and_in_a_new_folder(tmp_path: Path) -> None:
    changed, stop = threading.Event(), threading.Event()
    thread = threading.Thread(target=watching.watch, args=(tmp_path, changed.set, stop), daemon=True)
    thread.start()
    try:
        # It says nothing of when it has begun, so the first save is made until it is seen.
        for number in range(600):
            (tmp_path / "a.md").write_text(str(number))
            if changed.wait(0.1):
                break
        for save in (
            lambda: (tmp_path / "a.md.tmp").write_text("x") and (tmp_path / "a.md.tmp").rename(tmp_path / "a.md"),
            lambda: (tmp_path / "layouts" / "pdf").mkdir(parents=True),
            lambda: (tmp_path / "layouts" / "pdf" / "a.css").write_text("x"),
            (tmp_path / "a.md").unlink,
        ):
            time.sleep(0.3)
            changed.clear()
            save()
            assert changed.wait(60)
    finally:
        stop.set()
        thread.join(60)
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def drawing(desk: Desk) -> bytes:
    view = next(desk.read())
    return view.drawings[view.pages[0].drawing]


def test_pages_are_drawn_as_wide_as_asked_and_kept(drawing: bytes) -> None:
    async def drawn(pictures: Pictures) -> list[bytes]:
        first = await pictures.draw("a", drawing, 0, 300)
        again = await pictures.draw("a", b"it isn't drawn again", 0, 300)
        for number in range(KEPT):
            pictures._kept["b", number, 300] = b""
        return [first, again, await pictures.draw("a", drawing, 0, 450)]

    with Pictures() as pictures:
        first, again, wide = asyncio.run(drawn(pictures))
        assert len(pictures._kept) == KEPT
    assert first is again
    sizes = [Image.open(io.BytesIO(each)).size for each in (first, wide)]
    assert [width for width, _ in sizes] == [300, 450]
    assert sizes[0][1] == pytest.approx(300 * 297 / 210, abs=1)


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_port_that_was_named_and_is_taken_is_what_the_machine_lacks(taken: int) -> None:
    with pytest.raises(LackingError, match=f"port {taken} can't be had"):
        server._listening(taken)


def test_of_the_usual_port_the_next_that_is_free_is_taken(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "PORT", taken)
    with server._listening(None) as listening:
        host, port = listening.getsockname()
    assert host == "127.0.0.1"
    assert taken < port < taken + server.NEXT
    monkeypatch.setattr(server, "NEXT", 1)
    with pytest.raises(LackingError, match="all taken"):
        server._listening(None)


def test_a_fault_of_ours_is_told_and_the_next_save_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faults: list[Exception] = []
    desk = Desk(tmp_path, "m", pressroom(tmp_path, tmp_path / "work"))
    news = News()
    reader = server._Reader(desk, news, faults.append)

    def broken(*_: object) -> Iterator[None]:
        raise ZeroDivisionError
        yield

    async def told() -> list[str]:
        troubles = []
        with monkeypatch.context() as patched:
            patched.setattr(desk, "read", broken, raising=False)
            async with reader.at_work(Starlette()):
                listening = news.listen()
                while not news.view.trouble:
                    await anext(listening)
                troubles.append(news.view.trouble)
                patched.undo()
                reader._changed.set()
                while news.view.trouble:
                    await anext(listening)
                return [*troubles, *[each.code for each in news.view.found]]

    trouble, code = asyncio.run(told())
    assert "bug of publish" in trouble
    assert [type(each) for each in faults] == [ZeroDivisionError]
    assert code == "publication-missing"


def test_an_interrupt_ends_it_also_while_somebody_listens(tmp_path: Path) -> None:
    (tmp_path / "my book").mkdir()
    command = [sys.executable, "-m", "publish", "preview", "my book", "--port", "0", "--workers", "1"]
    environment = os.environ | {"PUBLISH_CACHE": str(tmp_path / "cache")}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as preview:
        assert preview.stdout is not None
        line = preview.stdout.readline()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/ shows my book; Ctrl-C ends it\n", line)
        assert found
        port = int(found[1])
        with socket.create_connection(("127.0.0.1", port)) as listening:
            listening.sendall(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            heard = b""
            while b"publication-missing" not in heard:
                heard += listening.recv(65536)
            preview.send_signal(signal.SIGINT)
            _, said = preview.communicate(timeout=60)
    assert preview.returncode == console.INTERRUPTED
    assert said.strip() == "publish: interrupted"
