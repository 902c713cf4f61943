"""A publication to be kept: all that it is made of and all that came out, in a bag whose every file can be proved.

The bag is BagIt 1.0 (RFC 8493), zipped. In it stand the manuscript, the house's layouts, fonts and profiles, the built
files and their report, with a receipt for people. The same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from publish import __version__
from publish.handover import stamp
from publish.house import HOUSE_FOLDERS, house_folder
from publish.manuscript.files import NOT_TEXT
from publish.record import taken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from publish.edition import Edition
    from publish.record import Report

_STORED = (".pdf", ".epub", ".zip", ".jpg", ".jpeg", ".png", ".woff2")
"""Endings of files that are packed already."""

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass(slots=True)
class _Bag:
    """A bag that is being written: its zip, the folder in it, the time of its entries, what went in so far."""

    archive: zipfile.ZipFile
    folder: str
    time: tuple[int, int, int, int, int, int]
    manifest: dict[str, str] = field(default_factory=dict)
    size: int = 0

    def payload(self, name: str, path: Path) -> None:
        """Put a file into the bag, and note what its bytes come to."""
        total = hashlib.sha256()
        with path.open("rb") as source, self._entry(f"data/{name}", path.stat().st_size) as entry:
            while piece := source.read(1024 * 1024):
                total.update(piece)
                entry.write(piece)
                self.size += len(piece)
        self.manifest[f"data/{name}"] = total.hexdigest()

    def tags(self, files: dict[str, str]) -> None:
        """Put the bag's own files into it, and behind them the manifest of these."""
        for name, text in files.items():
            with self._entry(name, len(text)) as entry:
                entry.write(text.encode())
        sums = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
        with self._entry("tagmanifest-sha256.txt", 0) as entry:
            entry.write(_manifest(sums).encode())

    @contextmanager
    def _entry(self, name: str, size: int) -> Iterator[IO[bytes]]:
        entry = zipfile.ZipInfo(f"{self.folder}/{name}", self.time)
        entry.create_system, entry.external_attr = 3, 0o644 << 16
        stored = name.lower().endswith(_STORED)
        entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        with self.archive.open(entry, "w", force_zip64=size >= zipfile.ZIP64_LIMIT) as opened:
            yield opened


def write_bag(file: Path, edition: Edition, report: Report, manuscript: Path, built: Path) -> None:
    """Write the bag of a publication whose report and files stand in ``built``; earlier files there stay out of it."""
    with zipfile.ZipFile(file, "w") as archive:
        bag = _Bag(archive, edition.slug, stamp(edition.modified))
        for name, path in sorted(_payload(report, manuscript, built)):
            bag.payload(name, path)
        bag.tags({
            "bagit.txt": _DECLARATION,
            "bag-info.txt": _information(edition, bag),
            "manifest-sha256.txt": _manifest(bag.manifest),
            "receipt.txt": _receipt(edition, report, bag),
        })  # fmt: skip


def _payload(report: Report, manuscript: Path, built: Path) -> Iterator[tuple[str, Path]]:
    """Give each file of the payload below its name there; what no manuscript can name is none of it."""
    yield from _below("manuscript", manuscript, built, trusted=False)
    for folder in HOUSE_FOLDERS:
        yield from _below(f"house/{folder}", house_folder(folder), built, trusted=True)
    files = [each.name for each in report.outputs if each.input == report.input]
    for name in (*files, f"{report.slug}-report.json", f"{report.slug}-report.html"):
        yield f"built/{name}", built / name


def _below(name: str, folder: Path, skip: Path, *, trusted: bool) -> Iterator[tuple[str, Path]]:
    for inside, path in taken(folder, skip, trusted=trusted):
        if not NOT_TEXT.search(inside):
            yield f"{name}/{inside}", path


def _manifest(sums: dict[str, str]) -> str:
    """Give a manifest: a digest and a path a line, with what would end the line written otherwise (RFC 8493, 2.1.3)."""
    return "".join(f"{digest}  {_path(name)}\n" for name, digest in sorted(sums.items()))


def _path(name: str) -> str:
    return re.sub("[%\r\n]", lambda found: f"%{ord(found[0]):02X}", name)


def _information(edition: Edition, bag: _Bag) -> str:
    title = " ".join(edition.publication.metadata.title.split())
    lines = {
        "Bag-Software-Agent": f"publish {__version__}",
        "Bagging-Date": f"{edition.modified:%Y-%m-%d}",
        "External-Description": title,
        "External-Identifier": edition.identifier,
        "Payload-Oxum": f"{bag.size}.{len(bag.manifest)}",
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


_RECEIPT = """{title}
{identifier}

This bag holds the publication as it was built, and all that it was built of:

  data/manuscript  the text, the pictures, publication.yaml
  data/house       layouts, fonts, profiles and the habits of printers
  data/built       the files that came out, with the report of the build

{files}

Prove that nothing has changed since, in this folder:

  sha256sum --check manifest-sha256.txt tagmanifest-sha256.txt

Build it again, with the versions below, which give the same bytes:

  PUBLISH_HOUSE=data/house publish build data/manuscript --out again

{versions}
"""


def _receipt(edition: Edition, report: Report, bag: _Bag) -> str:
    """Give one page for people: what is in the bag, and how to prove it and to build it again."""
    built = [each for each in report.outputs if each.input == report.input]
    files = [f"{each.name}\n  {each.size:,} bytes, SHA-256 {bag.manifest[f'data/built/{each.name}']}" for each in built]
    return _RECEIPT.format(
        title=" ".join(edition.publication.metadata.title.split()),
        identifier=edition.identifier,
        files="\n".join(files),
        versions="\n".join(f"{name} {version}" for name, version in report.versions.items()),
    )
