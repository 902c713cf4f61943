"""An EPUB → utterances: the documents of its spine, one after the other, as HTML and ARIA have them announced."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from publish.transcript.speech import Speaker, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from publish.transcript.speech import Utterance

_XHTML = "{http://www.w3.org/1999/xhtml}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# What a broken archive or document raises; KeyError is a file that isn't there.
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
_SILENT = {"head", "script", "style", "template", "rp"}
_BLOCKS = {
    "p": "paragraph",
    "li": "item",
    "dt": "term",
    "dd": "definition",
    "caption": "caption",
    "figcaption": "caption",
    "pre": "code",
    "blockquote": "quotation",
}
_ROLES = {"doc-credit": "credit", "doc-subtitle": "subtitle"}
_GROUPS = {"article": "article", "aside": "box", "nav": "navigation", "section": "section"}
_STRUCTURAL = {"body", "div", "header", "footer", "hgroup", "main", "figure", "section", "thead", "tbody", "tfoot"}


def spoken(data: bytes) -> tuple[Utterance, ...]:
    """Give what is said of an EPUB, in spine order; documents outside of the reading order are left out.

    Raises UnreadableError where the container, the package or a document can't be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            language, documents = _spine(archive)
            speaker = Speaker(language)
            for name in documents:
                _Document(_parse(archive, name), speaker).say()
    except _FAULTS as error:
        raise UnreadableError(f"can't be read: {error}") from None
    return speaker.result()


def documents(data: bytes) -> tuple[tuple[str, tuple[Utterance, ...]], ...]:
    """Give what is said of each document of an EPUB, under its path, in spine order; raises as `spoken` does."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            language, names = _spine(archive)
            return tuple((name, _said(_parse(archive, name), language)) for name in names)
    except _FAULTS as error:
        raise UnreadableError(f"can't be read: {error}") from None


def _said(root: _Element, language: str) -> tuple[Utterance, ...]:
    speaker = Speaker(language)
    _Document(root, speaker).say()
    return speaker.result()


def _parse(archive: zipfile.ZipFile, name: str) -> _Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.fromstring(archive.read(name), parser)


def _spine(archive: zipfile.ZipFile) -> tuple[str, list[str]]:
    """Give the language of an EPUB, and the paths of its documents in reading order (EPUB 3.3, 5.7)."""
    container = _parse(archive, "META-INF/container.xml")
    path = next((each.get("full-path", "") for each in container.iter("{*}rootfile")), "")
    package = _parse(archive, path)
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    names = [
        posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(items[each.get("idref")].get("href", ""))))
        for each in package.iter(f"{_OPF}itemref")
        if each.get("linear") != "no"
    ]
    return (package.findtext(f".//{_DC}language") or "").strip(), names


class _Document:
    """Says one XHTML document."""

    def __init__(self, root: _Element, speaker: Speaker) -> None:
        self.root, self.speaker = root, speaker
        self.named = {found: each for each in root.iter() if (found := each.get("id"))}

    def say(self) -> None:
        """Say the document from its first element to its last."""
        with self.speaker.speaking(_language(self.root)):
            for body in self.root.iter(f"{_XHTML}body"):
                self.element(body)

    def element(self, node: _Element) -> None:
        """Say an element and what is in it; what is hidden from assistive technology is passed over."""
        name, role = _name(node), node.get("role", "")
        if name in _SILENT or node.get("aria-hidden") == "true" or node.get("hidden") is not None:
            return
        with self.speaker.speaking(_language(node)):
            if role == "doc-pagebreak" or "pagebreak" in node.get(_TYPE, "").split():
                self.speaker.announce(f"page {node.get('aria-label') or _text(node)}")
            elif role in _SPECIAL:
                _SPECIAL[role](self, node)
            elif name in _HANDLERS:
                _HANDLERS[name](self, node)
            elif name in _BLOCKS or (name[:1] == "h" and name[1:].isdigit()):
                kind = _ROLES.get(role) or _BLOCKS.get(name) or f"heading {name[1:]}"
                with self.speaker.block(kind):
                    self.kids(node)
            elif name in _STRUCTURAL or name in _GROUPS:
                self.group(node)
            else:
                self.kids(node)

    def kids(self, node: _Element) -> None:
        """Say the text and the elements in an element."""
        self.speaker.say(node.text or "")
        for kid in node:
            if isinstance(kid.tag, str):
                self.element(kid)
            self.speaker.say(kid.tail or "")

    def group(self, node: _Element) -> None:
        """Say what stands together, announced where it has a name or is an article."""
        name = _name(node)
        kind = "group" if node.get("role") == "group" else _GROUPS.get(name, "region")
        label = self.label(node)
        announced = bool(label) or name == "article"
        with ExitStack() as open_blocks:
            if (node.text or "").strip():
                open_blocks.enter_context(self.speaker.block("text"))
            if announced:
                self.speaker.announce(f"{kind}, {label}" if label else kind)
            self.kids(node)
        if announced and name in _GROUPS:
            self.speaker.announce(f"end of {kind}")

    def label(self, node: _Element) -> str:
        """Give the name of an element, of its own or of the element that labels it."""
        labels = (self.named.get(each) for each in node.get("aria-labelledby", "").split())
        return " ".join(_text(each) for each in labels if each is not None) or node.get("aria-label", "")

    def link(self, node: _Element) -> None:
        """Say a link by its words; an anchor without an address is no link."""
        if node.get("href") is None:
            self.kids(node)
            return
        with self.speaker.phrase("link"):
            self.kids(node)

    def note_call(self, node: _Element) -> None:
        """Announce the mark of a note, which is no word of the text."""
        self.speaker.announce(f"note reference {_text(node)}")

    def note(self, node: _Element) -> None:
        """Say a note, with its label before it."""
        back = next((each for each in node.iter() if each.get("role") == "doc-backlink"), None)
        label = _text(back) if back is not None else ""
        with self.speaker.aside(label or "?"):
            self.speaker.announce(f"note {label}".strip())
            self.kids(node)
            self.speaker.announce("end of note")

    def way_back(self, node: _Element) -> None:
        """Announce the link back from a note, which is no word of the text."""
        self.speaker.announce(f"link back, {self.label(node) or _text(node)}")

    def image(self, node: _Element) -> None:
        """Say a picture by its alternative text; one without is decoration."""
        text = node.get("alt") or self.label(node) or node.findtext("{*}title") or ""
        if text and node.get("role") not in {"presentation", "none"}:
            self.speaker.announce("image", " ".join(text.split()))

    def formula(self, node: _Element) -> None:
        """Say maths by its alternative text, else by its characters."""
        self.speaker.announce("formula", node.get("alttext") or _text(node))

    def list(self, node: _Element) -> None:
        """Announce a list with the count of its items, and its end."""
        terms = _name(node) == "dl"
        count = sum(_name(kid) == ("dt" if terms else "li") for kid in node)
        self.speaker.announce(f"list, {count} {'term' if terms else 'item'}{'' if count == 1 else 's'}")
        self.kids(node)
        self.speaker.announce("end of list")

    def table(self, node: _Element) -> None:
        """Say a table cell by cell, each with the headers that it stands under and beside (HTML, 4.9.12)."""
        rows = list(node.iter(f"{_XHTML}tr"))
        columns = max((sum(_span(cell) for cell in row) for row in rows), default=0)
        self.speaker.announce(f"table, {len(rows)} rows, {columns} columns")
        for caption in node.iter(f"{_XHTML}caption"):
            self.element(caption)
        heads: dict[int, str] = {}
        for row in rows:
            self._row(row, heads)
        self.speaker.announce("end of table")

    def _row(self, row: _Element, heads: dict[int, str]) -> None:
        beside = [_text(cell) for cell in row if cell.get("scope") == "row"]
        for column, cell in _columns(row):
            if _name(cell) == "th":
                with self.speaker.block("header"):
                    self._cell(cell)
                if cell.get("scope") == "col":
                    heads[column] = _text(cell)
            else:
                headers = "; ".join(filter(None, (*beside, heads.get(column, ""))))
                with self.speaker.block(f"cell ({headers})" if headers else "cell"):
                    self._cell(cell)
        self.speaker.say(" ")

    def _cell(self, cell: _Element) -> None:
        with self.speaker.speaking(_language(cell)):
            self.kids(cell)

    def line_break(self, _node: _Element) -> None:
        """Part the words before and behind a line break."""
        self.speaker.say(" ")

    def rule(self, _node: _Element) -> None:
        """Announce a change of scene."""
        self.speaker.announce("separator")


_SPECIAL: dict[str, Callable[[_Document, _Element], None]] = {
    "doc-noteref": _Document.note_call,
    "doc-footnote": _Document.note,
    "doc-backlink": _Document.way_back,
    "presentation": _Document.kids,
}
_HANDLERS: dict[str, Callable[[_Document, _Element], None]] = {
    "a": _Document.link,
    "img": _Document.image,
    "svg": _Document.image,
    "math": _Document.formula,
    "ul": _Document.list,
    "ol": _Document.list,
    "dl": _Document.list,
    "table": _Document.table,
    "br": _Document.line_break,
    "hr": _Document.rule,
}


def _name(node: _Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _language(node: _Element) -> str:
    return node.get(_LANG) or node.get("lang") or ""


def _text(node: _Element) -> str:
    return " ".join("".join(map(str, node.itertext())).split())


def _span(cell: _Element) -> int:
    value = cell.get("colspan", "1")
    return int(value) if value.isdecimal() and 0 < int(value) < 1000 else 1


def _columns(row: _Element) -> Iterator[tuple[int, _Element]]:
    column = 0
    for cell in row:
        if _name(cell) in {"th", "td"}:
            yield column, cell
            column += _span(cell)
