"""The EPUB container: EbookLib's writer, extended in this one place so that its package is right and deterministic.

Everything private of EbookLib 0.20 that the project touches stands here; a test fails when the version moves.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from ebooklib import epub

from publish.epub.ncx import ncx
from publish.epub.package import (
    check_resources,
    contributors,
    dublin_core,
    manifest_ids,
    metas,
    prefixes,
    properties,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publish.epub.package import Package, Resource

__all__ = ["write"]

_RIGHT_TO_LEFT: Final = frozenset({"ar", "he", "fa", "ur"})
_COMPRESSED: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".woff", ".woff2")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def write(package: Package) -> bytes:
    """Give the bytes of the whole .epub (OCF 3.3, 4); the same package gives the same bytes on any day.

    XHTML goes in as given. The manifest properties cover-image, mathml, nav, remote-resources, scripted and svg are
    read off the content. Raises ValueError for a package that no manuscript may cause: a resource named twice or
    missing, an id used twice, a character that XML can't hold, a `modified` without time zone; and lxml's
    XMLSyntaxError for a document that is not well-formed.
    """
    if package.modified.tzinfo is None:
        raise ValueError("Package.modified needs a time zone")
    check_resources(package)
    output = BytesIO()
    _Writer(output, package).write()
    return output.getvalue()


class _StampedZip(zipfile.ZipFile):
    """A zip in which every entry carries one time: zipfile stamps an entry with now, in local time."""

    def __init__(self, output: BytesIO, modified: datetime) -> None:
        super().__init__(output, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        moment = modified.astimezone(UTC)
        # The format counts from 1980 in seven bits, by two seconds: a date outside is the nearest that it holds.
        year = min(max(moment.year, 1980), 2107)
        self._stamp = (year, moment.month, moment.day, moment.hour, moment.minute, moment.second // 2 * 2)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Add one file: what is compressed already is stored, and so is `mimetype` (OCF 3.3, 4.3)."""
        name = str(zinfo_or_arcname)
        info = zipfile.ZipInfo(name, self._stamp)
        info.create_system = 3  # else it is the machine's own, and the bytes differ between Windows and the rest
        info.external_attr = 0o644 << 16
        stored = name == "mimetype" or name.lower().endswith(_COMPRESSED)
        super().writestr(info, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED, 6)


class _Item(epub.EpubItem):  # type: ignore[misc]  # EbookLib has no types
    """A ready file: EbookLib's own EpubHtml would parse XHTML as HTML and write `viewBox` in lower case."""

    def __init__(self, resource: Resource, uid: str, properties: tuple[str, ...]) -> None:
        super().__init__(uid, quote(resource.href), resource.media_type, resource.content)
        self.properties = properties


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib has no types
    """EbookLib's writer, with what is wrong in its package put right where it is written."""

    def __init__(self, output: BytesIO, package: Package) -> None:
        self.package = package
        # package_direction: metadata in a right-to-left language needs its base direction; EbookLib leaves it off.
        # mtime: else dcterms:modified is the local time of now, labelled Z.
        options = {"package_direction": True, "mtime": package.modified.astimezone(UTC)}
        super().__init__(output, _book(package), options)

    def write(self) -> None:
        """Write the container as EbookLib does, into a zip with one fixed time for all entries."""
        with _StampedZip(self.file_name, self.package.modified) as self.out:
            # mimetype goes first and is stored, not deflated: OCF 3.3, 4.3.
            self.out.writestr("mimetype", "application/epub+zip")
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_items(self) -> None:
        """EbookLib writes an item under its URL; here the manifest holds the URL, and the zip the decoded path."""
        for item in self.book.get_items():
            content = self._get_ncx() if isinstance(item, epub.EpubNcx) else item.get_content()
            self.out.writestr(f"{self.book.FOLDER_NAME}/{unquote(item.file_name)}", content)

    def _write_opf_file(self, root: Any) -> None:
        """EbookLib writes no xml:lang, declares `rendition` alone, and lets an id stand twice."""
        root.set(_XML_LANG, self.package.language)
        root.set("prefix", " ".join(f"{name}: {uri}" for name, uri in prefixes(self.package)))
        ids = Counter(element.get("id") for element in root.iter() if element.get("id") is not None)
        twice = [name for name, count in ids.items() if count > 1]
        if twice:
            raise ValueError(f"ids used twice in the package: {', '.join(twice)}")
        super()._write_opf_file(root)

    def _get_ncx(self) -> bytes:
        """EbookLib's NCX has depth 0, no page list, and no target for an entry that only groups others."""
        return ncx(self.package)


def _book(package: Package) -> Any:
    book = epub.EpubBook()
    book.IDENTIFIER_ID = "pub-id"
    book.metadata.clear()  # a random identifier, and a generator that would change with the version
    ids = manifest_ids(package)
    items = {
        resource.href: _Item(resource, ids[resource.href], properties(package, resource))
        for resource in package.resources
    }
    for item in (*items.values(), epub.EpubNcx()):
        book.add_item(item)
    book.spine = [(items[item.href], "yes" if item.linear else "no") for item in package.spine]
    if package.language.split("-")[0].lower() in _RIGHT_TO_LEFT:
        book.set_direction("rtl")
    book.uid, book.title, book.language = package.identifier, package.title, package.language
    for name, value, attributes in (*dublin_core(package), *contributors(package)):
        _add(book, "DC", name, value, attributes)
    # People come here, too: EbookLib's add_author would put a relator scheme on file-as.
    for name, value, attributes in metas(package, ids):
        _add(book, None, name, value, attributes)
    return book


def _add(book: Any, namespace: str | None, name: str, value: str, attributes: Mapping[str, str]) -> None:
    # EbookLib logs a value that XML can't hold and goes on without it.
    for text in (value, *attributes.values()):
        if _NOT_XML.search(text):
            raise ValueError(f"{name} has a character that XML can't hold: {text!r}")
    book.add_metadata(namespace, name, value, {key: text for key, text in attributes.items() if text})
