"""The one door through which a manuscript's files are read; nothing outside the manuscript's folder comes in."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from publish.diagnostics import Diagnostic, did_you_mean
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_TEXT = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no output can hold: control characters, halves of characters and two that are none (XML 1.0, 2.2).

U+0080 to U+009F are control characters too, and in a manuscript always quotes and dashes of another encoding.
"""

TEXT_LIMIT = 8 * 1024 * 1024
PICTURE_LIMIT = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Folder:
    """A manuscript's folder: ``root`` on disk, ``shown`` as its user named it."""

    root: Path
    shown: str

    def span(self, path: str, line: int = 1, column: int = 1) -> Span:
        """Give the span of a file of the manuscript as a diagnostic shows it."""
        return Span(str(PurePosixPath(self.shown) / path), line, column)

    def names(self, suffix: str = "") -> Iterator[str]:
        """Give the path of each file below the folder, sorted, hidden ones and those whose name isn't text left out."""
        return (name for name in self._names() if name.endswith(suffix) and not NOT_TEXT.search(name))

    def misnamed(self, suffix: str = "") -> Iterator[str]:
        """Give the path of each file whose name isn't text, as it can be shown."""
        for name in self._names():
            if name.endswith(suffix) and NOT_TEXT.search(name):
                yield NOT_TEXT.sub("\ufffd", os.fsencode(name).decode("utf-8", "replace"))

    def _names(self) -> list[str]:
        found: list[str] = []
        for base, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            relative = Path(base).relative_to(self.root)
            found += [(relative / name).as_posix() for name in files if not name.startswith(".")]
        return sorted(found)

    def read(self, path: str, span: Span, *, code: str, limit: int) -> bytes | Diagnostic:
        """Give a file's bytes, or say why not; ``code`` is said where it is missing, ``span`` is who asks for it."""
        problem = self._outside(path)
        if problem:
            return Diagnostic("path-outside", f"{path} {problem}", span, "name a file inside the manuscript's folder")
        file = self.root / path
        try:
            size = file.stat().st_size
            if not file.is_file():
                return Diagnostic(code, f"{path} is not a file", span)
            if size > limit:
                return Diagnostic("file-too-large", f"{path} has {size:,} bytes; the limit is {limit:,}", span)
            return file.read_bytes()
        except FileNotFoundError:
            alike = (name for name in self.names() if name.endswith(".md") == path.endswith(".md"))
            return Diagnostic(code, f"{path} does not exist", span, did_you_mean(path, alike))
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else "the name is not one"
            return Diagnostic("file-unreadable", f"{path} can't be read: {reason}", span)

    def text(self, path: str, span: Span, *, code: str) -> str | Diagnostic:
        """Give a text file in UTF-8, with or without BOM and with any line ends, or say why not."""
        data = self.read(path, span, code=code, limit=TEXT_LIMIT)
        if isinstance(data, Diagnostic):
            return data
        start = self.span(path)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = len(re.split(rb"\r\n|\r|\n", data[: error.start]))
            message = f"byte {data[error.start]:#04x} is not UTF-8"
            return Diagnostic("encoding", message, start.at(line), "save the file as UTF-8")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if forbidden := NOT_TEXT.search(text):
            line = text.count("\n", 0, forbidden.start()) + 1
            name = "NUL" if forbidden[0] == "\0" else f"U+{ord(forbidden[0]):04X}"
            message = f"the file has the character {name}, which can't stand in text"
            return Diagnostic("encoding", message, start.at(line), "take it away, or save the file as UTF-8")
        return text

    def _outside(self, path: str) -> str:
        """Say in what way a path leaves the manuscript, or nothing where it stays inside."""
        pure = PurePosixPath(path)
        if pure.is_absolute() or "\\" in path or (len(path) > 1 and path[1] == ":"):
            return "is not a path inside the manuscript"
        if ".." in pure.parts:
            return "leads out of the manuscript"
        try:
            resolved = (self.root / path).resolve()
        except (OSError, ValueError, RuntimeError):
            return "can't be followed"
        return "" if resolved.is_relative_to(self.root.resolve()) else "is a link out of the manuscript"


def beside(article: str, href: str) -> str:
    """Give the path inside the manuscript of a file that an article names: percent-decoded, ``.`` and ``..`` resolved.

    A path that climbs out keeps its leading ``..``, so that reading it is refused.
    """
    parts: list[str] = []
    for part in (*PurePosixPath(article).parent.parts, *unquote(href).split("/")):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return ("/" if href.startswith("/") else "") + "/".join(parts)
