"""What the preview answers: its one page, the view as a stream of events, pictures of pages, and the EPUB's files."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from publish.preview.guard import BOOK_POLICY, Guard, hosts
from publish.preview.pictures import NARROWEST, WIDEST

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Lifespan

    from publish.preview.news import News

_HERE = Path(__file__).parent
_OWN = {
    "": ("preview.html", "text/html"),
    "preview.css": ("preview.css", "text/css"),
    "preview.js": ("preview.js", "text/javascript"),
    "preview.svg": ("preview.svg", "image/svg+xml"),
}


class Draws(Protocol):
    """Whoever draws pages."""

    async def draw(self, drawing: str, pdf: bytes, page: int, width: int) -> bytes:
        """Give a page of a part's PDF, known by its digest, as a PNG of a width."""


class Answers:
    """The answers of a preview, made of its news and of the pictures that are drawn for it."""

    def __init__(self, news: News, pictures: Draws) -> None:
        self._news = news
        self._pictures = pictures

    @staticmethod
    async def own(request: Request) -> Response:
        """Give one of the preview's own files."""
        name, media_type = _OWN[request.url.path.removeprefix("/")]
        return Response((_HERE / name).read_bytes(), media_type=media_type)

    async def view(self, _request: Request) -> Response:
        """Give the view as it stands."""
        return Response(self._news.text, media_type="application/json")

    async def events(self, _request: Request) -> Response:
        """Give the view as it stands and each that follows, as server-sent events."""
        return StreamingResponse(self._news.listen(), media_type="text/event-stream")

    async def page(self, request: Request) -> Response:
        """Give a page as a picture; its address says what is on it, so who has it need not be given it again."""
        drawing, index = request.path_params["drawing"], request.path_params["index"]
        width = _width(request.query_params.get("width", ""))
        pdf = self._news.view.drawings.get(drawing)
        if pdf is None or not any((drawing, index) == (page.drawing, page.index) for page in self._news.view.pages):
            raise HTTPException(404, "There is no such page any more.\n")
        tag = f'"{drawing}-{index}-{width}"'
        headers = {"etag": tag, "cache-control": "no-cache"}
        if tag in request.headers.get("if-none-match", "").split(", "):
            return Response(status_code=304, headers=headers)
        try:
            picture = await self._pictures.draw(drawing, pdf, index, width)
        except BrokenExecutor:
            raise HTTPException(503, "This page can't be drawn as a picture.\n") from None
        return Response(picture, media_type="image/png", headers=headers)

    async def book(self, request: Request) -> Response:
        """Give a file of the EPUB."""
        file = self._news.view.book.files.get(request.path_params["path"])
        if file is None:
            raise HTTPException(404, "The EPUB has no such file.\n")
        return Response(file.data, media_type=file.media_type, headers={"content-security-policy": BOOK_POLICY})


def _width(asked: str) -> int:
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6 and NARROWEST <= int(asked) <= WIDEST):
        raise HTTPException(400, f"A page is drawn {NARROWEST} to {WIDEST} pixels wide.\n")
    return int(asked)


def application(news: News, pictures: Draws, port: int, lifespan: Lifespan[Starlette] | None = None) -> Starlette:
    """Give the preview as an ASGI application that is asked on a port of this machine."""
    answers = Answers(news, pictures)
    return Starlette(
        routes=[
            *(Route(f"/{quote(name)}", answers.own) for name in _OWN),
            Route("/view", answers.view),
            Route("/events", answers.events),
            Route("/pages/{drawing}/{index:int}.png", answers.page),
            Route("/epub/{path:path}", answers.book),
        ],
        middleware=[Middleware(Guard, hosts(port))],
        lifespan=lifespan,
    )
