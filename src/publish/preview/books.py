"""An EPUB as a browser gets it: the files of the package with their media types, and the documents to choose from."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

XHTML = "application/xhtml+xml"

_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"


@dataclass(frozen=True, slots=True)
class File:
    """One file of a package: its bytes and what the manifest says that it is."""

    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One document: its path in the package, its title, and a name for all that it is made of, styles included."""

    path: str
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class Book:
    """An opened EPUB: files by path, documents in reading order, and where each print page begins, by its label."""

    files: Mapping[str, File] = field(default_factory=dict)
    chapters: tuple[Chapter, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)


def opened(epub: bytes) -> Book:
    """Open an EPUB that was drawn here."""
    with zipfile.ZipFile(BytesIO(epub)) as archive:
        container = etree.fromstring(archive.read("META-INF/container.xml"))
        package = next(str(each.attrib["full-path"]) for each in container.iterfind(".//{*}rootfile"))
        opf = etree.fromstring(archive.read(package))
        items = [
            {str(name): str(value) for name, value in each.attrib.items()}
            for each in opf.iterfind("{*}manifest/{*}item")
        ]
        paths = {each["id"]: posixpath.join(posixpath.dirname(package), unquote(each["href"])) for each in items}
        files = {paths[each["id"]]: File(archive.read(paths[each["id"]]), each["media-type"]) for each in items}
    spine = [paths[str(each.attrib["idref"])] for each in opf.iterfind("{*}spine/{*}itemref")]
    nav = next(paths[each["id"]] for each in items if "nav" in each.get("properties", "").split())
    title = " ".join((opf.findtext(".//{http://purl.org/dc/elements/1.1/}title") or "").split())
    return Book(files, tuple(_chapters(files, spine, title)), dict(_pages(files[nav].data, nav)))


def _chapters(files: Mapping[str, File], spine: list[str], publication: str) -> Iterator[Chapter]:
    """Give the documents in reading order; what they are called goes without the title of the publication."""
    around = sha256()
    for path in sorted(path for path, file in files.items() if file.media_type != XHTML):
        around.update(path.encode() + sha256(files[path].data).digest())
    for path in spine:
        root = etree.fromstring(files[path].data)
        title = " ".join((root.findtext(f"{_XHTML}head/{_XHTML}title") or "").split())
        title = title.removesuffix(f" — {publication}")
        yield Chapter(path, title or path, sha256(around.digest() + files[path].data).hexdigest()[:16])


def _pages(nav: bytes, path: str) -> Iterator[tuple[str, str]]:
    """Give the label of each print page, and the address in the package where it begins."""
    for each in etree.fromstring(nav).iter(f"{_XHTML}nav"):
        if each.get(_TYPE) == "page-list":
            for link in each.iter(f"{_XHTML}a"):
                label = "".join(map(str, link.itertext())).strip()
                yield label, posixpath.join(posixpath.dirname(path), str(link.attrib["href"]))
