"""Builds that leave out what takes most of the time of a small manuscript, and is the same for all of them."""

from __future__ import annotations

import functools
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest import mock

from tests.fuzzing.pictures import whole

from publish import preparation, printing, record
from publish.colour.profiles import read_profile
from publish.epub import book as epub_book
from publish.fonts import find, subset
from publish.pdf import composition
from publish.source import Span
from publish.styles import named_faces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from publish.fonts import Face

_named = functools.cache(named_faces)
_versions = functools.cache(record.versions)


@contextmanager
def lean() -> Iterator[None]:
    """Have what the house brings read once, a few letters of each font, and a plain picture for a cover."""
    with (
        mock.patch.object(epub_book, "subset", lambda face, _text: _cut(face)),
        mock.patch.object(preparation, "find", _found),
        mock.patch.object(printing, "read_profile", lambda path, data, _span: _profile(path, data)),
        mock.patch.object(preparation, "named_faces", _named),
        mock.patch.object(epub_book, "named_faces", _named),
        mock.patch.object(composition, "cover_picture", return_value=_plain_cover()),
        mock.patch.object(record, "versions", _versions),
    ):
        yield


def _plain_cover() -> Future[bytes]:
    cover: Future[bytes] = Future()
    cover.set_result(whole(".jpg"))
    return cover


@functools.cache
def _cut(face: Face) -> bytes:
    return subset(face, "abc")


def _found(folders: list[Path]) -> Any:
    # A manuscript's own fonts stand in the same folder as those of the one before.
    return find(folders) if len(folders) > 1 else _house_fonts(folders[0])


@functools.cache
def _house_fonts(folder: Path) -> Any:
    return find([folder])


@functools.cache
def _profile(path: str, data: bytes) -> Any:
    return read_profile(path, data, Span(path))
