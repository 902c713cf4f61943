"""Where parts are laid out and drawn: the engine, and what a place keeps from one asking to the next.

What is laid out is kept until it is to be drawn, which is when the numbers of its pages are known. What was never seen
here can be asked for, too: then it is laid out first.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pikepdf

from publish.cache import Cache
from publish.diagnostics import Diagnostic, PublishError
from publish.pdf import engine
from publish.pdf.part import COVER, PRESS, SCREEN, Measured, Part, Setting, Sheets
from publish.pdf.placements import placements_of
from publish.pdf.plates import press_of
from publish.pdf.starts import PageMapError, page_map
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publish.renditions import Rendition


@contextmanager
def engine_faults() -> Iterator[None]:
    """Say what the engine can't do as a diagnostic: some style or text brings out a fault of its own."""
    try:
        yield
    except engine.EngineError as error:
        hint = "take out the last change to the layout, or send the manuscript to the house"
        raise PublishError([Diagnostic("layout-failed", str(error), Span("layouts"), hint)]) from error


class _Room:
    """What a worker keeps: a setting, its fonts, images, styles, and what has been laid out and isn't drawn yet.

    ``renditions`` are what the images were decoded of.
    """

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        folders, work, self.plates = setting.fonts, setting.work, setting.plates
        self._own: tempfile.TemporaryDirectory[str] | None = None
        if setting.font_files:
            self._own = tempfile.TemporaryDirectory(prefix="publish-")
            work = Path(self._own.name)
            folders, self.plates = _unpacked(setting.font_files, work / "fonts"), work / "plates"
        self.fonts = engine.fonts_visible(folders, work / f"fonts-{os.getpid()}")
        self.images: dict[str, Any] = {}
        self.styles: dict[str, Any] = {}
        self.renditions: dict[str, Rendition] = {}
        self.laid: dict[str, engine.Laid] = {}

    def leave(self) -> None:
        """Take away the folder that was made for it."""
        if self._own:
            self._own.cleanup()


def _unpacked(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Write files that stand in numbered folders into a folder of this machine, and give these, in their order."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tuple(folder / number for number in dict.fromkeys(name.partition("/")[0] for name in files))


MOST_HELD = 100
"""Parts that a place keeps until they are drawn; one that it has forgotten is laid out again."""

_rooms: list[_Room] = []
"""One at a time: that of the setting with which work was done last."""


def _room(setting: Setting) -> _Room:
    """Give the room of a setting; where another one's was kept, that goes, with all that is in it."""
    if _rooms and (_rooms[0].setting.digest, _rooms[0].setting.work) == (setting.digest, setting.work):
        return _rooms[0]
    while _rooms:
        _rooms.pop().leave()
    _rooms.append(_Room(setting))
    return _rooms[0]


def lay_out(setting: Setting, part: Part, first_page: int) -> Measured:
    """Lay out a part, keep it, and give its measures."""
    room = _room(setting)
    laid = _laid(room, part, first_page)
    room.laid[part.key] = laid
    if len(room.laid) > MOST_HELD:
        del room.laid[next(iter(room.laid))]
    return Measured(laid.first_page, laid.page_count, laid.anchors, laid.bound)


def _laid(room: _Room, part: Part, first_page: int) -> engine.Laid:
    if any(room.renditions.get(path, made) != made for path, made in part.renditions.items()):
        room.images.clear()  # the engine knows them by their paths alone, and one was changed since
    room.renditions |= part.renditions
    for path in [path for path, image in room.images.items() if image is None]:
        del room.images[path]  # what can't be loaded is said by each part that asks for it, not by the first alone

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


def finish(setting: Setting, part: Part, first_page: int, wanted: frozenset[str]) -> Sheets:
    """Give the pages of a part from its first page's number on, drawn as is ``wanted``."""
    room = _room(setting)
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
                from publish.pdf.render import jpeg  # noqa: PLC0415  one part of all is a cover that is drawn

                drawings[COVER] = jpeg(drawn.pdf)
            if SCREEN in wanted:
                drawings[SCREEN] = _packed(drawn.pdf)
        if PRESS in wanted:
            drawn = engine.draw_press(laid, press_of(edition, placements, Cache(room.plates)), room.setting.bleed)
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
