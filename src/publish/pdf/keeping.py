"""Pages on disk: what a part came to, under the key of all that it was made of."""

from __future__ import annotations

import io
import pickle
import zlib
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from publish.pdf.part import Measured, Sheets

if TYPE_CHECKING:
    from publish.cache import Cache

_NAMES = frozenset({
    ("builtins", "frozenset"),
    ("publish.pagemap.starts", "PageStart"),
    ("publish.pdf.part", "Measured"),
    ("publish.pdf.part", "Message"),
    ("publish.pdf.part", "Sheets"),
    ("publish.placing.placements", "Placement"),
    ("publish.placing.placements", "Room"),
    ("publish.source", "Span"),
})  # fmt: skip
"""What may come out of the cache; a pickle that names anything else is none of ours, and could run code."""


def kept(cache: Cache | None, key: str, first_page: int, wanted: frozenset[str]) -> Sheets | None:
    """Give the pages of a part from a first page on, with the drawings that are wanted; None where any is missing."""
    if cache is None:
        return None
    sheets = _read(cache.get(_name(key, first_page, "pages")))
    if not isinstance(sheets, Sheets):
        return None
    drawings = {what: cache.get(_name(key, first_page, what)) for what in sorted(wanted)}
    whole = {what: data for what, data in drawings.items() if data is not None}
    return replace(sheets, drawings=whole) if len(whole) == len(wanted) else None


def keep(cache: Cache | None, key: str, sheets: Sheets) -> None:
    """Keep the pages of a part, and each of its drawings."""
    if cache is None:
        return
    for what, data in sheets.drawings.items():
        cache.put(_name(key, sheets.first_page, what), data)
    cache.put(_name(key, sheets.first_page, "pages"), _written(replace(sheets, drawings={})))


def measures(cache: Cache | None, key: str, first_page: int) -> Measured | None:
    """Give the measures of a part from a first page on, from those on any page of that side; None where unknown."""
    found = _read(cache.get(_name(key, first_page % 2, "measures"))) if cache is not None else None
    return found.at(first_page) if isinstance(found, Measured) else None


def keep_measures(cache: Cache | None, key: str, laid: Measured) -> None:
    """Keep the measures of a part for the side on which its first page is."""
    if cache is not None:
        cache.put(_name(key, laid.first_page % 2, "measures"), _written(laid))


def _name(key: str, first_page: int, what: str) -> str:
    return sha256(f"{key} {first_page} {what}".encode()).hexdigest()


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _NAMES:
            raise pickle.UnpicklingError(f"{module}.{name} is not kept here")
        return super().find_class(module, name)


def _written(value: Sheets | Measured) -> bytes:
    return zlib.compress(pickle.dumps(value, protocol=5), 1)


def _read(data: bytes | None) -> object:
    try:
        return _Reader(io.BytesIO(zlib.decompress(data))).load() if data is not None else None
    except (pickle.UnpicklingError, zlib.error, AttributeError, EOFError, TypeError, ValueError):
        return None
