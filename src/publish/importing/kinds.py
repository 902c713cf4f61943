"""Which kind of file something is, by what it holds, and the reader for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publish.importing.html import read_html
from publish.importing.odt import read_odt
from publish.importing.opening import MOST_FILE, package, unreadable, unsafe
from publish.importing.word import read_word
from publish.source import Span

if TYPE_CHECKING:
    from pathlib import Path

    from publish.importing.flow import Document
    from publish.importing.styles import Styles

_SAVE = "open it in Word or LibreOffice, save it as .docx, and import that"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (rb"\{\\rtf", "is RTF", _SAVE),
    (rb"%PDF", "is a PDF, in which nobody can say what is a heading", "import the file that it was made from"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8", "is a picture", "import the text, and put pictures into images/"),
    (rb"\xffWPC|\x00\x00\x00\x00WPC", "is a WordPerfect file", _SAVE),
)


def read_document(file: Path, styles: Styles) -> Document:
    """Read a file that is imported; raise PublishError where it can't be."""
    span = Span(str(file))
    try:
        if file.stat().st_size > MOST_FILE:
            raise unsafe(span, f"has more than {MOST_FILE:,} bytes")
        data = file.read_bytes()
    except OSError as error:
        raise unreadable(span, f"can't be read: {error.strerror}", "mend its name") from error
    if not data.strip(b"\0 \r\n\t"):
        raise unreadable(span, "is empty", "fetch it again")
    for start, what, hint in _OTHERS:
        if re.match(start, data):
            raise unreadable(span, what, hint)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise unreadable(span, "has a password", "take the password away in Word, save it, and import it again")
        raise unreadable(span, "is of the old kind that Word wrote before 2007 (.doc)", _SAVE)
    if data.startswith(b"PK"):
        return _packed(data, span, styles)
    if file.suffix.lower() in {".html", ".htm", ".xhtml"} or re.match(
        rb"\s*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html)", data, re.IGNORECASE
    ):
        return read_html(data, file, span)
    what = (
        "is cut off or damaged: it is no zip file"
        if file.suffix.lower() in {".docx", ".odt"}
        else "is no Word, ODT or HTML file"
    )
    raise unreadable(span, what, _SAVE)


def _packed(data: bytes, span: Span, styles: Styles) -> Document:
    """Read a zip file by what it says it is."""
    found = package(data, span)
    kind = (found.bytes("mimetype") or b"").decode("ascii", "replace").strip()
    if kind.startswith("application/vnd.oasis.opendocument.text") or (not kind and "content.xml" in found.names):
        return read_odt(found, styles)
    if kind.startswith("application/vnd.oasis"):
        raise unreadable(span, f"is no text but {kind.rpartition('.')[2]}", "save its text as .odt or .docx")
    if kind == "application/epub+zip":
        raise unreadable(span, "is an EPUB", "import the XHTML files in it one by one")
    for folder, what in (("xl/", "a table of Excel"), ("ppt/", "a talk of PowerPoint"), ("Index/", "a file of Pages")):
        if any(name.startswith(folder) for name in found.names):
            raise unreadable(span, f"is {what}, no text", "save its text as .docx")
    return read_word(found, styles)
