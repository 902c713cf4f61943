"""What a build was made of and what came out: the report beside the outputs, and whether it still holds.

Standard library only: a build that has nothing to do starts no engine.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import stat
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish import __version__
from publish.house import PACKED
from publish.manuscript.files import files_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OUTPUTS = ("epub", "screen", "press")
"""What can be built, in the order in which it is said."""

LARGEST_READ = 256 * 1024 * 1024
"""Bytes of the largest file of a manuscript or of the house that any reader takes; a larger one is refused."""

ENGINES = ("ebooklib", "fonttools", "jinja2", "latex2mathml", "lxml", "markdown-it-py", "pikepdf", "pillow", "pygments",
           "pymupdf", "weasyprint", "ziamath")  # fmt: skip


def versions() -> dict[str, str]:
    """Give the versions of the program, of Python and of the engines that decide the bytes."""
    return {"publish": __version__, "python": platform.python_version()} | {
        name: metadata.version(name) for name in ENGINES
    }


def stamp() -> str:
    """Give what stands for the program and its engines, as far as they decide what pages look like."""
    return digest([("code", Path(__file__).parent)], Path())


def code() -> str:
    """Give what stands for the program alone, as it stands on a machine."""
    files = _files(Path(__file__).parent, Path(), trusted=True)
    return hashlib.sha256(repr(sorted(files)).encode()).hexdigest()


def digest(folders: Iterable[tuple[str, Path]], skip: Path, options: str = "") -> str:
    """Give a SHA-256 over the files below folders, each under a name of its own, and over the versions.

    ``options`` is what was asked for that changes the bytes. ``skip`` is left out: the output folder, where it stands
    inside the manuscript's.
    """
    total = hashlib.sha256(json.dumps(versions(), sort_keys=True).encode())
    total.update(f"{os.environ.get('SOURCE_DATE_EPOCH', '')}\0{options}".encode())
    for name, folder in folders:
        for path, content in _files(folder, skip.resolve(), trusted=name != "manuscript"):
            # A name that isn't UTF-8 has surrogates in Python, which only this way back knows.
            total.update(os.fsencode(f"\0{name}/{path}\0{content}"))
    return total.hexdigest()


def _files(folder: Path, skip: Path, *, trusted: bool) -> Iterator[tuple[str, str]]:
    """Give the name of each file below a folder, and what its content comes to; links of the house may lead out.

    The house is no part of the code, wherever it lies.
    """
    inside = None if trusted else folder.resolve()
    for path in files_below(folder, skip):
        name = path.relative_to(folder)
        packed = folder == PACKED.parent and path.is_relative_to(PACKED)
        if "__pycache__" not in name.parts and not packed:
            yield name.as_posix(), _content(path, inside)


def taken(folder: Path, skip: Path, *, trusted: bool) -> Iterator[tuple[str, Path]]:
    """Give the files below a folder whose bytes a build would read, by name, as `digest` takes them."""
    for name, content in _files(folder, skip.resolve(), trusted=trusted):
        if re.fullmatch("[0-9a-f]{64}", content):
            yield name, folder / name


def _content(path: Path, folder: Path | None) -> str:
    """Give the digest of a file that can be read for a build, or what is there instead, which then isn't read.

    A link out of ``folder`` stands for the place that it names, a pipe or a device for itself, and a file that is
    larger than any that is read for its size.
    """
    try:
        target = path.resolve(strict=True)
        found = target.stat()
        if folder and not target.is_relative_to(folder):
            return f"link to {target}"
        if not stat.S_ISREG(found.st_mode):
            return "not a file"
    except (OSError, RuntimeError):
        return "not there"
    return f"{found.st_size} bytes" if found.st_size > LARGEST_READ else file_digest(target)


def file_digest(path: Path) -> str:
    """Give the SHA-256 of a file in hexadecimal; of one that can't be read, that it can't."""
    try:
        # Without waiting for the other end, should a pipe have come into the file's place.
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"unreadable {error.errno}"


@dataclass(frozen=True, slots=True)
class Output:
    """One file that came out: which output it belongs to, its name, size, hash, and the input that it was made of."""

    kind: str
    name: str
    size: int
    sha256: str
    input: str


@dataclass(frozen=True, slots=True)
class Report:
    """What one build has to say; everything in it follows from the input, so the same input gives the same bytes.

    ``articles`` are the labels of the pages on which each article stands, by its file, where pages were laid out.
    """

    slug: str
    title: str
    input: str
    outputs: tuple[Output, ...]
    pages: int = 0
    articles: dict[str, list[str]] = field(default_factory=dict)
    diagnostics: tuple[dict[str, Any], ...] = ()
    accessibility: dict[str, Any] = field(default_factory=dict)
    press: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    def json(self) -> str:
        """Give the report as it stands in its file."""
        return json.dumps(
            {
                "format": 1,
                "title": self.title,
                "slug": self.slug,
                "pages": self.pages,
                "articles": self.articles,
                "input": self.input,
                "outputs": [
                    {
                        "kind": each.kind,
                        "file": each.name,
                        "bytes": each.size,
                        "sha256": each.sha256,
                        "input": each.input,
                        "current": each.input == self.input,
                    }
                    for each in self.outputs
                ],
                "diagnostics": list(self.diagnostics),
                "accessibility": self.accessibility,
                "press": self.press,
                "versions": self.versions,
            },
            indent=2,
            ensure_ascii=False,
        ) + "\n"  # fmt: skip


def read_report(path: Path) -> Report | None:
    """Read a report, or give None where there is none that can be read."""
    try:
        data = json.loads(path.read_text("utf-8"))
        outputs = tuple(
            Output(each["kind"], each["file"], each["bytes"], each["sha256"], each["input"]) for each in data["outputs"]
        )
        found = tuple(data["diagnostics"])
        return Report(
            slug=data["slug"],
            title=data["title"],
            input=data["input"],
            outputs=outputs,
            pages=data["pages"],
            articles=data["articles"],
            diagnostics=found,
            accessibility=data["accessibility"],
            press=data["press"],
            versions=data["versions"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def up_to_date(out: Path, wanted: Iterable[str], input_digest: str) -> Report | None:
    """Give the report of a build of this very input, if every wanted output stands in ``out`` as it was made.

    The report's page is no output: like the report itself it is only looked for, so that one taken away comes again.
    """
    for path in sorted(out.glob("*-report.json")):
        report = read_report(path)
        if report is None or report.input != input_digest or not path.with_suffix(".html").is_file():
            continue
        good = {
            each.kind
            for each in report.outputs
            if each.input == input_digest and file_digest(out / each.name) == each.sha256
        }
        stale = {each.kind for each in report.outputs if file_digest(out / each.name) != each.sha256}
        if set(wanted) <= good and not stale & set(wanted):
            return report
    return None
