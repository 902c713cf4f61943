"""Files of strangers, opened: a zip file that unpacks to no more than a document needs, XML without entities."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

from publish.diagnostics import Diagnostic, PublishError

if TYPE_CHECKING:
    from publish.source import Span

MOST_FILE = 500_000_000
"""Bytes of a file that is imported."""
MOST_PART = 200_000_000
"""Bytes of one file inside it, unpacked."""
MOST_UNPACKED = 1_000_000_000
"""Bytes of all that are read of it, unpacked."""
MOST_XML = 64_000_000
"""Bytes of XML in one of them: 10,000 pages."""
MOST_PARTS = 20_000
_RATIO = 400
_LARGE = 10_000_000
"""How often a part of so many bytes may be packed: XML comes to 50 times, and nothing but a bomb to 1,000."""

_AGAIN = "open it in Word or LibreOffice, save it again as .docx, and import that"


def unreadable(span: Span, why: str, hint: str = _AGAIN) -> PublishError:
    """Give the error for a file that can't be read."""
    return PublishError([Diagnostic("import-unreadable", f"{span.path} {why}", span, hint)])


def unsafe(span: Span, why: str) -> PublishError:
    """Give the error for a file that would do harm."""
    return PublishError([Diagnostic("import-unsafe", f"{span.path} {why}", span, _AGAIN)])


@dataclass(slots=True)
class Package:
    """A zip file whose parts are read one by one, each once it is asked for."""

    archive: zipfile.ZipFile
    span: Span
    names: frozenset[str]
    _read: int = field(default=0)
    _known: dict[str, bytes] = field(default_factory=dict)

    def bytes(self, name: str) -> bytes | None:
        """Give the bytes of a part, or None where it isn't there; raise PublishError where it can't be had."""
        if name not in self.names or name in self._known:
            return self._known.get(name)
        info = self.archive.getinfo(name)
        if info.flag_bits & 0x1:
            raise unreadable(self.span, "has a password", "take the password away, and import it again")
        self._read += info.file_size
        if info.file_size > MOST_PART or self._read > MOST_UNPACKED:
            raise unsafe(
                self.span, f"unpacks to more than {MOST_PART:,} bytes in one part, or {MOST_UNPACKED:,} in all"
            )
        try:
            with self.archive.open(info) as part:
                data = part.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise unreadable(self.span, f"is damaged: {name} can't be unpacked") from error
        if len(data) != info.file_size:
            raise unreadable(self.span, f"is damaged: {name} is not as long as it should be")
        self._known[name] = data
        return data

    def xml(self, name: str) -> Any | None:
        """Give the root of a part that is XML, or None where it isn't there."""
        data = self.bytes(name)
        return None if data is None else xml(data, self.span, name)


def package(data: bytes, span: Span) -> Package:
    """Open a zip file; raise PublishError where it is none, or a bomb."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise unreadable(
            span, "is cut off or damaged: it is no whole zip file", "fetch it again, or save it again"
        ) from error
    if len(infos) > MOST_PARTS:
        raise unsafe(span, f"holds {len(infos):,} files, more than {MOST_PARTS:,}")
    if sum(info.file_size for info in infos) > MOST_UNPACKED * 2 or any(
        info.file_size > _LARGE and info.file_size > _RATIO * max(info.compress_size, 1) for info in infos
    ):
        raise unsafe(span, "unpacks to far more than a document holds")
    return Package(archive, span, frozenset(info.filename for info in infos))


def xml(data: bytes, span: Span, name: str) -> Any:
    """Give the root of XML that declares no entities; raise PublishError where it can't be read."""
    if len(data) > MOST_XML:
        raise unsafe(span, f"has {len(data):,} bytes of XML in {name}, more than {MOST_XML:,}")
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data):
        raise unsafe(span, f"declares a document type or entities in {name}")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root: Any = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise unreadable(span, f"is damaged: {name} is not well-formed XML") from error
    if root.getroottree().docinfo.doctype:  # in an encoding that hides it from a look at the bytes
        raise unsafe(span, f"declares a document type or entities in {name}")
    return root
