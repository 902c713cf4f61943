"""What a PDF says about itself, written once: Info, XMP, page labels, bookmarks; pikepdf alone."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: its title, the id that it leads to, and the bookmarks under it."""

    title: str
    target: str
    children: tuple[OutlineEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class XmpProperty:
    """One more property of the XMP packet; several values make an unordered list, and a URL stays text."""

    namespace: str
    prefix: str
    name: str
    value: str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What the merged PDF says about itself.

    ``language`` is a BCP 47 tag; dates have a time zone; ``labels`` has the printed number of each page, or is empty;
    ``outline`` leads to ids of the parts. ``document_id`` tells two files of one publication apart, ``accessible`` says
    that it is a PDF/UA-1.
    """

    title: str
    language: str
    created: datetime
    modified: datetime
    identifier: str
    authors: tuple[str, ...] = ()
    description: str = ""
    keywords: tuple[str, ...] = ()
    publisher: str = ""
    rights: str = ""
    labels: tuple[str, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    properties: tuple[XmpProperty, ...] = ()
    document_id: str = ""
    accessible: bool = True


def producer() -> str:
    """Give the name and version of the programs that made the PDF."""
    return f"publish {__version__} (WeasyPrint {version('weasyprint')})"


def write_info(pdf: pikepdf.Pdf, info: DocumentInfo) -> None:
    """Write the document information dictionary (ISO 32000-1, 14.3.3)."""
    fields = {
        "/Title": info.title,
        "/Author": ", ".join(info.authors),
        "/Subject": info.description,
        "/Keywords": ", ".join(info.keywords),
        "/Creator": "publish",
        "/Producer": producer(),
        "/CreationDate": _pdf_date(info.created),
        "/ModDate": _pdf_date(info.modified),
    }
    for key, text in fields.items():
        if text:
            pdf.docinfo[key] = String(text)


def mark_blank(page: pikepdf.Page, info: DocumentInfo) -> None:
    """Write into a page that it is meant to be blank, in its page-piece dictionary (ISO 32000-1, 14.5)."""
    date = String(_pdf_date(info.modified))
    page.obj.LastModified = date
    page.obj.PieceInfo = Dictionary(Publish=Dictionary(LastModified=date, Private=Name.Blank))


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a date of the PDF has no time zone: {moment.isoformat()}")
    return moment.astimezone(UTC)


def _pdf_date(moment: datetime) -> str:
    return f"D:{_utc(moment):%Y%m%d%H%M%S}Z"


def _xmp_date(moment: datetime) -> str:
    return f"{_utc(moment):%Y-%m-%dT%H:%M:%SZ}"


def xmp(info: DocumentInfo) -> bytes:
    """Give the XMP packet: Dublin Core, dates, producer, PDF/UA-1 (ISO 14289-1, 5), and the properties asked for."""
    namespaces = dict(_NAMESPACES) | {extra.prefix: extra.namespace for extra in info.properties}
    if info.accessible:
        namespaces["pdfuaid"] = "http://www.aiim.org/pdfua/ns/id/"
    declared = "".join(f"\n    xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in sorted(namespaces.items()))
    lines = "\n".join(f"   {line}" for line in _properties(info))
    return _PACKET.format(declared=declared, lines=lines).encode()


_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""{declared}>
{lines}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


def _properties(info: DocumentInfo) -> Iterator[str]:
    if info.accessible:
        yield _element("pdfuaid:part", "1")
    yield _element("dc:format", "application/pdf")
    yield _alternatives("dc:title", info.title)
    yield _several("dc:language", "Bag", (info.language,))
    if info.authors:
        yield _several("dc:creator", "Seq", info.authors)
    if info.description:
        yield _alternatives("dc:description", info.description)
    if info.keywords:
        yield _several("dc:subject", "Bag", info.keywords)
        yield _element("pdf:Keywords", ", ".join(info.keywords))
    if info.publisher:
        yield _several("dc:publisher", "Bag", (info.publisher,))
    if info.rights:
        yield _alternatives("dc:rights", info.rights)
    yield _element("dc:identifier", info.identifier)
    yield _element("xmp:CreateDate", _xmp_date(info.created))
    yield _element("xmp:ModifyDate", _xmp_date(info.modified))
    yield _element("xmp:MetadataDate", _xmp_date(info.modified))
    yield _element("xmp:CreatorTool", "publish")
    yield _element("pdf:Producer", producer())
    yield _element("xmpMM:DocumentID", f"uuid:{uuid.uuid5(uuid.NAMESPACE_URL, info.identifier + info.document_id)}")
    for extra in info.properties:
        name = f"{extra.prefix}:{extra.name}"
        yield _element(name, extra.value) if isinstance(extra.value, str) else _several(name, "Bag", extra.value)


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _alternatives(name: str, text: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>'


def _several(name: str, kind: str, texts: Sequence[str]) -> str:
    items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def page_labels(labels: Sequence[str]) -> Dictionary:
    """Give the number tree for printed page numbers: runs of decimals by a range, any other by itself (12.4.2)."""
    pairs: list[object] = []
    expected = ""
    for index, label in enumerate(labels):
        number = label.isascii() and label.isdigit() and label == str(int(label)) and int(label) > 0
        if not number or label != expected:
            pairs += [index, Dictionary(S=Name.D, St=int(label)) if number else Dictionary(P=String(label))]
        expected = str(int(label) + 1) if number else ""
    return Dictionary(Nums=Array(pairs))


def outline(pdf: pikepdf.Pdf, entries: Sequence[OutlineEntry], names: Mapping[str, object]) -> pikepdf.Object:
    """Give the bookmarks (ISO 32000-1, 12.3.3), each with its named destination; ValueError for an unknown one."""
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    _bookmarks(pdf, root, entries, names)
    return root


def _bookmarks(
    pdf: pikepdf.Pdf, parent: pikepdf.Object, entries: Sequence[OutlineEntry], names: Mapping[str, object]
) -> int:
    items = []
    shown = len(entries)
    for entry in entries:
        if entry.target not in names:
            raise ValueError(f"the bookmark {entry.title!r} leads to {entry.target!r}, which no part has")
        item = pdf.make_indirect(Dictionary(Title=String(entry.title), Dest=String(entry.target), Parent=parent))
        shown += _bookmarks(pdf, item, entry.children, names)
        items.append(item)
    for before, after in pairwise(items):
        before.Next = after
        after.Prev = before
    if items:
        parent.First, parent.Last, parent.Count = items[0], items[-1], shown
    return shown
