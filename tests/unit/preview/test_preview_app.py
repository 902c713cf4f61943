"""What the preview answers, whom, and with which headers."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx
import pytest

from publish.preview.app import application
from publish.preview.news import News
from publish.preview.view import as_json

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from publish.preview.desk import Desk
    from publish.preview.view import View

PORT = 8170
HOST = f"127.0.0.1:{PORT}"


class Fake:
    """Draws nothing, and notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, int]] = []
        self.broken = False

    async def draw(self, drawing: str, pdf: bytes, page: int, width: int) -> bytes:
        assert pdf.startswith(b"%PDF")
        if self.broken:
            raise BrokenExecutor
        self.asked.append((drawing, page, width))
        return b"a picture"


@pytest.fixture(scope="module")
def view(desk: Desk) -> View:
    *_, whole = desk.read()
    return whole


@pytest.fixture
def news(view: View) -> News:
    told = News()
    told.show(view, as_json(view))
    return told


@pytest.fixture
def pictures() -> Fake:
    return Fake()


class Client:
    """Asks the application, without a socket."""

    def __init__(self, app: Starlette) -> None:
        self._transport = httpx.ASGITransport(app)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def answered() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url=f"http://{HOST}") as client:
                return await client.request(method, path, **options)

        return asyncio.run(answered())

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)


@pytest.fixture
def client(news: News, pictures: Fake) -> Client:
    return Client(application(news, pictures, PORT))


@pytest.mark.parametrize("path", ["/", "/preview.css", "/preview.js", "/preview.svg", "/view"])
def test_its_own_files_are_answered_and_stay_here(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("host", [HOST, f"localhost:{PORT}", f"[::1]:{PORT}"])
def test_this_machine_is_answered_under_each_of_its_names(client: Client, host: str) -> None:
    assert client.get("/view", headers={"host": host, "origin": f"http://{host}"}).status_code == 200


@pytest.mark.parametrize(
    "host", ["example.org", f"example.org:{PORT}", "127.0.0.1", "127.0.0.1:80", "localhost", f"localhost:{PORT}.org",
             f"127.0.0.1.example:{PORT}", f"LOCALHOST:{PORT}0", ""],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/view", "/events", "/epub/EPUB/nav.xhtml", "/nowhere"])
def test_no_other_name_is_answered(client: Client, path: str, host: str) -> None:
    answer = client.get(path, headers={"host": host})
    assert answer.status_code == 421
    assert "x-content-type-options" in answer.headers


@pytest.mark.parametrize("origin", ["http://example.org", "null", f"https://{HOST}", f"http://{HOST}.example", ""])
@pytest.mark.parametrize("path", ["/view", "/events"])
def test_no_other_page_is_answered(client: Client, path: str, origin: str) -> None:
    assert client.get(path, headers={"origin": origin}).status_code == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_can_be_changed(client: Client, method: str) -> None:
    assert client.request(method, "/view").status_code == 405


def test_a_page_is_drawn_as_wide_as_it_is_asked_for(client: Client, view: View, pictures: Fake) -> None:
    page = json.loads(as_json(view))["pages"][1]
    answer = client.get(f"/{page['picture']}?width=700")
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"a picture", "image/png")
    assert pictures.asked == [(view.pages[1].drawing, view.pages[1].index, 700)]
    tag = answer.headers["etag"]
    again = client.get(f"/{page['picture']}?width=700", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert len(pictures.asked) == 1
    assert client.get(f"/{page['picture']}?width=800", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("width", ["", "0", "99", "3201", "99999999999999999999", "-700", "7e2", "700.0", "٧٠٠"])
def test_no_picture_of_another_size_is_drawn(client: Client, view: View, pictures: Fake, width: str) -> None:
    page = view.pages[0]
    assert client.get(f"/pages/{page.drawing}/{page.index}.png", params={"width": width}).status_code == 400
    assert pictures.asked == []


def test_a_page_that_is_no_more_is_not_found(client: Client, view: View, pictures: Fake) -> None:
    for path in (f"{'0' * 32}/0", f"{view.pages[0].drawing}/99", f"{view.pages[0].drawing}/-1", "..%2F..%2Fetc/0"):
        assert client.get(f"/pages/{path}.png?width=700").status_code == 404
    assert pictures.asked == []


def test_a_page_that_ends_whoever_draws_it_is_said(client: Client, view: View, pictures: Fake) -> None:
    pictures.broken = True
    page = view.pages[0]
    assert client.get(f"/pages/{page.drawing}/{page.index}.png?width=700").status_code == 503


def test_files_of_the_epub_have_their_media_types_and_run_nothing(client: Client, view: View) -> None:
    assert len({file.media_type for file in view.book.files.values()}) > 3
    for path, file in view.book.files.items():
        answer = client.get(f"/epub/{quote(path)}")
        assert (answer.status_code, answer.content) == (200, file.data)
        assert answer.headers["content-type"].split(";")[0] == file.media_type
        policy = answer.headers["content-security-policy"]
        assert "sandbox allow-same-origin" in policy
        assert "script-src" not in policy


@pytest.mark.parametrize("path", ["", "EPUB", "EPUB/", "EPUB/no.xhtml", "mimetype", "/etc/passwd", "..%2fview"])
def test_nothing_else_is_behind_the_epub(client: Client, path: str) -> None:
    assert client.get(f"/epub/{path}").status_code == 404


def test_the_stream_begins_with_the_view_as_it_stands(client: Client, news: News) -> None:
    news.do("laying out pages")
    news.close()
    answer = client.get("/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    doing, told, rest = answer.text.split("\n\n")
    assert doing == 'event: doing\ndata: "laying out pages"'
    assert told == f"event: view\ndata: {news.text}"
    assert rest == ""


def test_who_listens_hears_the_latest_and_no_view_before_there_is_one(view: View) -> None:
    async def heard() -> list[str]:
        news, events = News(), []
        listening = news.listen()
        first = asyncio.ensure_future(anext(listening))
        await asyncio.sleep(0)
        assert not first.done()
        news.show(view, "1")
        news.show(view, "2")
        news.do("")
        events.append(await first)
        following = asyncio.ensure_future(anext(listening))
        await asyncio.sleep(0)
        assert not following.done()
        news.show(view, "3")
        events.append(await following)
        news.close()
        return [*events, *[each async for each in listening]]

    assert asyncio.run(heard()) == ["event: view\ndata: 2\n\n", "event: view\ndata: 3\n\n"]
