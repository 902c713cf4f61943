"""The one door through which a manuscript's files are read; nothing outside the manuscript's folder comes in."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from publish.diagnostics import Diagnostic, Known, did_you_mean
from publish.manuscript.names import difficulty, folded, spelt
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_TEXT = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no output can hold: control characters, halves of characters and two that are none (XML 1.0, 2.2).

U+0080 to U+009F are control characters too, and in a manuscript always quotes and dashes of another encoding.
"""

DEPTH_LIMIT = 32
"""How deep folders are looked into."""

_READ_AT_ONCE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Folder:
    """A manuscript's folder: ``root`` on disk, ``shown`` as its user named it; ``listed`` is kept for hints.

    A path is text in Unicode's form NFC, whatever the file system makes of it; `spelt` gives it so.
    """

    root: Path
    shown: str
    listed: dict[bool, Known] = field(default_factory=dict, compare=False, repr=False)

    def span(self, path: str, line: int = 1, column: int = 1) -> Span:
        """Give the span of a file of the manuscript as a diagnostic shows it."""
        return Span(str(PurePosixPath(self.shown) / path), line, column)

    def names(self, suffix: str = "") -> Iterator[str]:
        """Give the path of each file below the folder, sorted, hidden ones and those whose name isn't text left out."""
        names = {unicodedata.normalize("NFC", name) for name in self._names() if not NOT_TEXT.search(name)}
        return (name for name in sorted(names) if name.endswith(suffix))

    def misnamed(self, suffix: str = "") -> Iterator[str]:
        """Give the path of each file whose name isn't text, as it can be shown."""
        for name in sorted(self._names()):
            if name.endswith(suffix) and NOT_TEXT.search(name):
                yield NOT_TEXT.sub("\ufffd", os.fsencode(name).decode("utf-8", "replace"))

    def _names(self) -> Iterator[str]:
        return (path.relative_to(self.root).as_posix() for path in files_below(self.root))

    def read(self, path: str, span: Span, *, code: str, limit: int, hint: str = "") -> bytes | Diagnostic:
        """Give a file's bytes, or say why not; ``code`` is said where it is missing, ``span`` is who asks for it.

        ``hint`` says what can be done about a file of more bytes than ``limit``.
        """
        problem = self._outside(path)
        if problem:
            inside = "name a file inside the folder"
            return Diagnostic("path-outside", f"{path} {problem}", span, inside, about=path)
        if problem := difficulty(path):
            message = f"{path} can't be kept everywhere: {problem}"
            return Diagnostic("file-name", message, span, "rename the file", about=path)
        try:
            file = self._found(path)
            if problem := self._outside(file):
                itself = "put the file itself into the folder"
                return Diagnostic("path-outside", f"{path} {problem}", span, itself, about=path)
            data = _read(self.root, file, limit)
        except FileNotFoundError:
            return Diagnostic(code, f"{path} does not exist", span, did_you_mean(path, self._alike(path)), about=path)
        except _MisspeltError as error:
            right = f"the file is named {error}: write it just so"
            return Diagnostic(code, f"{path} does not exist", span, right, about=path)
        except _AmbiguousError as error:
            message = f"{error} have one name for Windows and macOS"
            return Diagnostic("file-name", message, span, "rename one of the two")
        except _NotAFileError as error:
            message = f"{path} is {error}, not a file"
            return Diagnostic(code, message, span, "put a plain file there", about=path)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else "the name is not one"
            return Diagnostic("file-unreadable", f"{path} can't be read: {reason}", span, about=path)
        if isinstance(data, int):
            message = f"{path} has {data:,} bytes; the limit is {limit:,}"
            return Diagnostic("file-too-large", message, span, hint, about=path)
        return data

    def _alike(self, path: str) -> Known:
        """Give the files of a path's kind, which are listed once: ten thousand may be missing."""
        kind = path.endswith(".md")
        if kind not in self.listed:
            self.listed[kind] = Known(name for name in self.names() if name.endswith(".md") == kind)
        return self.listed[kind]

    def text(self, path: str, span: Span, *, code: str, limit: int, hint: str = "") -> str | Diagnostic:
        """Give a text file in UTF-8, with or without BOM and with any line ends, or say why not."""
        data = self.read(path, span, code=code, limit=limit, hint=hint)
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
        if pure.is_absolute() or "\\" in path or re.match(r"[A-Za-z]:", path):
            return "is not a path inside the manuscript"
        if ".." in pure.parts:
            return "leads out of the manuscript"
        try:
            resolved = (self.root / path).resolve()
        except (OSError, ValueError, RuntimeError):
            return "can't be followed"
        return "" if resolved.is_relative_to(self.root.resolve()) else "is a link out of the manuscript"

    def _found(self, path: str) -> str:
        """Give a path as the file system writes it: capitals have to be right, composed letters needn't be.

        macOS and Windows would open ``images/A.JPG`` as ``images/a.jpg`` too, and then it fails on Linux.
        """
        found: list[str] = []
        for part in PurePosixPath(path).parts:
            here = self.root.joinpath(*found)
            wanted = folded(part)
            alike = [each.name for each in here.iterdir() if folded(each.name) == wanted]
            if len(alike) > 1:
                raise _AmbiguousError(" and ".join(sorted("/".join((*found, spelt(name))) for name in alike)))
            if not alike:
                raise FileNotFoundError(path)
            found += alike
        right = spelt("/".join(found))
        if right != spelt(PurePosixPath(path).as_posix()):
            raise _MisspeltError(right)
        return "/".join(found)


class _MisspeltError(Exception):
    """A file is there under a name with other capitals, which is given."""


class _AmbiguousError(Exception):
    """Two names differ in capitals or in composed letters alone."""


class _NotAFileError(Exception):
    """What is there is no file: the kind of thing that it is."""


def _read(root: Path, path: str, limit: int) -> bytes | int:
    """Give the bytes of a file inside ``root``, or its size where that is over the limit.

    Links are resolved before, and none is followed after that: no folder or file can be exchanged for one in between.
    The file is opened once, without waiting for the other end of a pipe, and the open file is what is judged and read.
    """
    base = root.resolve()
    *folders, name = (root / path).resolve().relative_to(base).parts or (".",)
    with ExitStack() as stack:
        place = _opened(stack, base, os.O_DIRECTORY)
        for folder in folders:
            place = _opened(stack, folder, os.O_DIRECTORY | os.O_NOFOLLOW, place)
        file = _opened(stack, name, os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY, place)
        found = os.fstat(file)
        if not stat.S_ISREG(found.st_mode):
            raise _NotAFileError("a folder" if stat.S_ISDIR(found.st_mode) else "a pipe or a device")
        if found.st_size > limit:
            return found.st_size
        pieces, size = [], 0
        while size <= limit and (piece := os.read(file, min(_READ_AT_ONCE, limit + 1 - size))):
            pieces.append(piece)
            size += len(piece)
        return size if size > limit else b"".join(pieces)


def _opened(stack: ExitStack, path: Path | str, flags: int, folder: int | None = None) -> int:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | flags, dir_fd=folder)
    stack.callback(os.close, handle)
    return handle


def files_below(root: Path, skip: Path | None = None) -> Iterator[Path]:
    """Give what isn't a folder below a folder, hidden ones and ``skip`` left out; links to folders aren't followed."""
    for base, folders, files in os.walk(root):
        here = Path(base)
        deep = len(here.relative_to(root).parts) >= DEPTH_LIMIT
        folders[:] = [] if deep else sorted(
            name for name in folders if not name.startswith(".") and not (skip and (here / name).resolve() == skip)
        )  # fmt: skip
        yield from (here / name for name in sorted(files) if not name.startswith("."))


def beside(article: str, href: str) -> str:
    """Give the path inside the manuscript of a file that an article names: percent-decoded, ``.`` and ``..`` resolved.

    A path that climbs out keeps its leading ``..``, so that reading it is refused.
    """
    parts: list[str] = []
    for part in (*PurePosixPath(article).parent.parts, *spelt(unquote(href)).split("/")):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return ("/" if href.startswith("/") else "") + "/".join(parts)
