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
    found = cache.get(_name(key, first_page, "pages"))
    sheets = _read(found) if found is not None else None
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


def kept_measures(cache: Cache | None, key: str, first_page: int) -> Measured | None:
    """Give the measures of a part from a first page on; None where none are kept that hold there too."""
    found = cache.get(_name(key, first_page % 2, "measures")) if cache else None
    measures = _read(found) if found is not None else None
    return measures.at(first_page) if isinstance(measures, Measured) else None


def keep_measures(cache: Cache | None, key: str, measures: Measured) -> None:
    """Keep the measures of a part: of one that shows page numbers, pages are kept only once the numbers are known."""
    if cache is not None:
        cache.put(_name(key, measures.first_page % 2, "measures"), _written(measures))


class Counts:
    """How many pages each run of a publication took when it was last laid out: a guess of what it takes now."""

    def __init__(self, cache: Cache | None, publication: str) -> None:
        self._cache = cache
        self._publication = publication
        self._known: dict[str, int] = {}

    def kept(self, run: str) -> int:
        """Give the count of a run; 0 where none is known."""
        if run not in self._known:
            found = self._cache.get(_name(self._publication, 0, run)) if self._cache else None
            self._known[run] = int.from_bytes(found or b"", "big")
        return self._known[run]

    def keep(self, run: str, count: int) -> None:
        """Keep the count of a run."""
        if self._cache and self.kept(run) != count:
            self._cache.put(_name(self._publication, 0, run), count.to_bytes(4, "big"))
        self._known[run] = count


def _name(key: str, first_page: int, what: str) -> str:
    return sha256(f"{key} {first_page} {what}".encode()).hexdigest()


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _NAMES:
            raise pickle.UnpicklingError(f"{module}.{name} is not kept here")
        return super().find_class(module, name)


def _written(kept: Sheets | Measured) -> bytes:
    return zlib.compress(pickle.dumps(kept, protocol=5), 1)


def _read(data: bytes) -> object:
    """Give what was written, whatever it is; None for what is damaged or names more than may come out of the cache."""
    try:
        return _Reader(io.BytesIO(zlib.decompress(data))).load()
    except (pickle.UnpicklingError, zlib.error, AttributeError, EOFError, TypeError, ValueError):
        return None
