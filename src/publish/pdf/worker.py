"""Where parts are laid out and drawn: the engine, and what a place keeps from one asking to the next.

What is laid out is kept until it is to be drawn, which is when the numbers of its pages are known. What was never seen
here can be asked for, too: then it is laid out first.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pikepdf

from publish.cache import Cache
from publish.diagnostics import Diagnostic, PublishError
from publish.pdf import engine
from publish.pdf.part import COVER, PRESS, SCREEN, Measured, Part, Setting, Sheets
from publish.pdf.placements import placements_of
from publish.pdf.plates import press_of
from publish.pdf.render import jpeg
from publish.pdf.starts import PageMapError, page_map
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def engine_faults() -> Iterator[None]:
    """Say what the engine can't do as a diagnostic: some style or text brings out a fault of its own."""
    try:
        yield
    except engine.EngineError as error:
        hint = "take out the last change to the layout, or send the manuscript to the house"
        raise PublishError([Diagnostic("layout-failed", str(error), Span("layouts"), hint)]) from error


class _Room:
    """What a worker keeps: a setting, its fonts, images, styles, and what has been laid out and isn't drawn yet."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.fonts = engine.fonts_visible(setting.fonts, setting.work / f"fonts-{os.getpid()}")
        self.images: dict[str, Any] = {}
        self.styles: dict[str, Any] = {}
        self.laid: dict[str, engine.Laid] = {}


_rooms: dict[str, _Room] = {}
"""One at a time: that of the setting which was entered last, by its digest."""


def enter(setting: Setting) -> None:
    """Prepare for the parts of an edition; what was kept for another one goes."""
    known = _rooms.get(setting.digest)
    if known is None or known.setting.work != setting.work:
        _rooms.clear()
        _rooms[setting.digest] = _Room(setting)


def lay_out(digest: str, part: Part, first_page: int) -> Measured:
    """Lay out a part, keep it, and give its measures; ``digest`` is that of the setting that was entered."""
    room = _rooms[digest]
    laid = _laid(room, part, first_page)
    room.laid[part.key] = laid
    return Measured(laid.first_page, laid.page_count, laid.anchors, laid.bound)


def _laid(room: _Room, part: Part, first_page: int) -> engine.Laid:
    def resource(path: str) -> tuple[bytes, str] | None:
        rendition = part.renditions.get(path)
        return (rendition.data, rendition.media_type) if rendition else None

    with engine_faults():
        laid = engine.lay_out(
            ET.fromstring(part.html),  # noqa: S314  our own templates wrote it, and text in it is escaped
            stylesheets=part.styles or room.setting.styles,
            resource=resource,
            first_page=first_page,
            fonts=room.fonts,
            cache=room.images,
            read=room.styles,
        )
    return replace(laid, leaf=part.leaf)


def finish(digest: str, part: Part, first_page: int, wanted: frozenset[str]) -> Sheets:
    """Give the pages of a part from its first page's number on, drawn as is ``wanted``."""
    room = _rooms[digest]
    kept = room.laid.pop(part.key, None)
    laid = (kept and engine.renumbered(kept, first_page)) or _laid(room, part, first_page)
    publication = replace(room.setting.edition.publication, contents=part.articles, pictures=part.pictures)
    edition = replace(room.setting.edition, publication=publication)
    mismatch = ""
    try:
        found = page_map(edition, [(laid, part.documents)])
    except PageMapError as error:
        found, mismatch = None, str(error)
    placements = tuple(placements_of(edition, laid, 0))
    messages = dict.fromkeys(laid.messages)
    drawings: dict[str, bytes] = {}
    with engine_faults():
        if SCREEN in wanted or COVER in wanted:
            drawn = engine.draw(laid)
            messages |= dict.fromkeys(drawn.messages)
            if COVER in wanted:
                drawings[COVER] = jpeg(drawn.pdf)
            if SCREEN in wanted:
                drawings[SCREEN] = _packed(drawn.pdf)
        if PRESS in wanted:
            drawn = engine.draw_press(
                laid, press_of(edition, placements, Cache(room.setting.plates)), room.setting.bleed
            )
            messages |= dict.fromkeys(drawn.messages)
            drawings[PRESS] = _packed(drawn.pdf)
    return Sheets(
        first_page=first_page,
        labels=laid.labels,
        anchors=laid.anchors,
        leaf=laid.leaf,
        placements=placements,
        starts=found.starts if found else (),
        fragments=found.fragments if found else 0,
        mismatch=mismatch,
        messages=tuple(messages),
        drawings=drawings,
    )


def _packed(pdf: bytes) -> bytes:
    """Give a drawing with its streams deflated: here, where it is done side by side, rather than in the merge."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(out, static_id=True, compress_streams=True)
    return out.getvalue()
