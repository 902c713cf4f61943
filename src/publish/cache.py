"""What took time to make, kept on disk under the digest of all it was made of: safe to delete, and never wrong."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import platformdirs

LARGEST = 1 << 30
"""The bytes that a cache may take; what wasn't used for longest goes first."""

_DIGEST = 32
_ASIDE = ".publish-"
_OURS = re.compile(rf"[0-9a-f]{{64}}|{re.escape(_ASIDE)}.+")
"""The names of what is kept and of what was being written: a folder may hold other things, which stay."""

_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n# What publish keeps here can be made again; delete it at any time.\n"
)


def folder_for(option: Path | None) -> Path:
    """Give the cache's folder: the one asked for, else ``$PUBLISH_CACHE``, else the user's cache folder."""
    asked = option or os.environ.get("PUBLISH_CACHE")
    return Path(asked) if asked else Path(platformdirs.user_cache_dir("publish", appauthor=False))


class Cache:
    """Bytes by key, a SHA-256 in hexadecimal, in a folder. Neither reading nor writing fails.

    What can't be kept is made again next time. What wasn't used for longest goes once there is more than `largest`.
    """

    def __init__(self, folder: Path, largest: int = LARGEST) -> None:
        self._folder = folder
        self._largest = largest
        self._written = 0  # bytes since it was last tidied
        self._tagged = False

    def get(self, key: str) -> bytes | None:
        """Give what is kept under a key, or None; what was damaged or cut off is as if it weren't there."""
        path = self._path(key)
        try:
            kept = path.read_bytes()
        except OSError:
            return None
        data = kept[_DIGEST:]
        if sha256(data).digest() != kept[:_DIGEST]:
            return None
        with suppress(OSError):
            path.touch()
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key: written aside and renamed, so that nobody reads half of them."""
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            if not self._tagged:
                (self._folder / "CACHEDIR.TAG").write_text(_TAG, "utf-8")
            handle, aside = tempfile.mkstemp(dir=path.parent, prefix=_ASIDE)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(sha256(data).digest() + data)
                Path(aside).replace(path)
            except OSError:
                Path(aside).unlink(missing_ok=True)
                raise
            self._written += len(data)
            if not self._tagged or self._written > self._largest // 16:
                self.tidy()
            self._tagged = True

    def tidy(self) -> None:
        """Delete what wasn't used for longest, until the cache is no larger than it may be."""
        self._written = 0
        files = []
        for path in self._folder.glob("[0-9a-f][0-9a-f]/*"):
            if _OURS.fullmatch(path.name):
                with suppress(OSError):  # another build may have deleted it
                    facts = path.lstat()
                    files.append((facts.st_mtime, facts.st_size, path))
        total = sum(size for _time, size, _path in files)
        for _time, size, path in sorted(files):
            if total <= self._largest:
                return
            with suppress(OSError):
                path.unlink()
                total -= size

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key
