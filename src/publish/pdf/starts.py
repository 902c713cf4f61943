"""Laid-out pages → where each begins, as a place in the tree, proved by matching every fragment of text.

A box of WeasyPrint knows its source element but not which of its characters it shows. So the fragments are followed in
flow order through each element's own text, character by character; what doesn't match raises `PageMapError`. What of
WeasyPrint is private here: the box classes, ``element``, ``element_tag``, ``is_header``, ``Page._page_box``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from publish.pagemap import PageMap, PageStart, header_texts, numbered, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from publish.edition import Edition
    from publish.pdf.engine import Laid

IGNORED = "\u00ad\u200b\u2060\ufeff"
"""Characters that are there and can't be seen: soft hyphen, zero width space, word joiner, byte order mark."""

NOTES = ("doc-footnote", "doc-noteref")

HYPHENS = "-\u2010\u2011"


class PageMapError(ValueError):
    """A fragment on a page isn't the text that should be there: the map can't be trusted, so it isn't made."""


def page_map(edition: Edition, parts: Sequence[tuple[Laid, frozenset[str]]]) -> PageMap:
    """Give the start of every page of laid-out parts, each with the ids of the documents that it shows."""
    texts = _Texts(edition)
    starts: list[PageStart] = []
    fragments = 0
    for laid, documents in parts:
        walk = _Walk(laid, documents, texts)
        starts += walk.starts()
        fragments += walk.fragments
    return PageMap(tuple(starts), fragments)


class _Texts:
    """The pieces of text of every node of the edition, by article and number; -1 is an article's opening."""

    def __init__(self, edition: Edition) -> None:
        self._articles = {article.id: article for article in edition.publication.articles}
        self._done: dict[str, dict[int, list[str]]] = {}

    def pieces(self, article: str, number: int) -> list[str]:
        if article not in self._done:
            found = self._articles[article]
            self._done[article] = {-1: header_texts(found)} | {n: texts_of(node) for n, node in numbered(found)}
        return self._done[article].get(number, [])

    def known(self, article: str) -> bool:
        return article in self._articles


@dataclass(slots=True)
class _Own:
    """An element's own text: its nodes, and how far the fragments have come."""

    nodes: list[tuple[Element | None, str]]
    text: str = field(init=False)
    place: int = 0

    def __post_init__(self) -> None:
        self.text = "".join(text for _, text in self.nodes)

    def node_at(self, place: int) -> tuple[Element | None, int]:
        """Give the child behind which the character at ``place`` stands, and its place in that piece of text."""
        for child, text in self.nodes:
            if place < len(text):
                return child, place
            place -= len(text)
        raise PageMapError("a page begins behind the end of its text")


class _Walk:
    """The walk over the pages of one part."""

    def __init__(self, laid: Laid, documents: frozenset[str], texts: _Texts) -> None:
        self.laid = laid
        self.documents = documents
        self.texts = texts
        self.fragments = 0
        root = laid.document._html.etree_element
        self.parents: Mapping[Element, Element] = {child: parent for parent in root.iter() for child in parent}
        self._own: dict[Element, _Own] = {}
        self._heads: set[Element | None] = set()
        self._hidden: dict[Element, bool] = {}

    def starts(self) -> Iterator[PageStart]:
        """Give the start of each page, in order."""
        for page, label in zip(self.laid.document.pages, self.laid.labels, strict=True):
            first: PageStart | None = None
            for box in self._flow(page._page_box.children[0]):
                start = self._visit(box, label)
                first = first or start
            yield first or PageStart(label, "")

    def _flow(self, box: Any) -> Iterator[Any]:
        """Give the boxes of a page in the order of the text, without furniture, notes and repeated table heads."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.MarginBox | boxes.FootnoteAreaBox) or box.style["position"] == "fixed":
            return
        if isinstance(box, boxes.TableRowGroupBox) and box.element is not None and not self._is_new(box):
            return
        yield box
        for child in box.all_children() if hasattr(box, "all_children") else ():
            yield from self._flow(child)

    def _is_new(self, box: Any) -> bool:
        """Say whether a part of a table isn't repeated: a head is, too, if the first page had no room for it."""
        table = self.parents.get(box.element)
        if not (box.is_header or box.is_footer):
            self._heads.add(table)
            return True
        new = box.element not in self._heads and (box.is_footer or table not in self._heads)
        self._heads.add(box.element)
        return new

    def _visit(self, box: Any, label: str) -> PageStart | None:
        """Follow a box's text, and give the page's start if this were the first thing on it."""
        element = box.element
        if element is None or "::" in (box.element_tag or "") or self._is_hidden(element):
            return None
        if isinstance(box, boxes.TextBox):
            if not box.text.strip():
                return None
            own = self._own.setdefault(element, _Own(_own_text(element)))
            place = _align(own, box.text, box.style["hyphenate_character"])
            self.fragments += 1
            return None if place is None else self._start(element, own, place, label, box.text)
        if isinstance(box, boxes.ReplacedBox):
            document, number, _ = self._node(element)
            return PageStart(label, document, number, entry=self._entry(element))
        return None

    def _is_hidden(self, element: Element) -> bool:
        """Say whether an element isn't read aloud: a page doesn't begin with what only repeats or decorates."""
        if element not in self._hidden:
            parent = self.parents.get(element)
            own = element.get("aria-hidden") == "true"
            self._hidden[element] = own or (parent is not None and self._is_hidden(parent))
        return self._hidden[element]

    def _node(self, element: Element) -> tuple[str, int, Element]:
        """Give the document and the number of the node that an element belongs to, and the node's own element."""
        current: Element | None = element
        while current is not None:
            mark = current.get("data-node")
            if mark:
                document, _, number = mark.rpartition("/")
                return document, int(number), current
            if current.get("id") in self.documents:
                return str(current.get("id")), -1, current
            current = self.parents.get(current)
        return "", -1, element

    def _entry(self, element: Element) -> str:
        """Give the id that the first link of an element's list item leads to: an entry of a contents page."""
        current: Element | None = element
        while current is not None and current.tag != "li":
            current = self.parents.get(current)
        link = next(current.iter("a"), None) if current is not None else None
        href = link.get("href", "") if link is not None else ""
        return href.removeprefix("urn:publish:").removeprefix("#")

    def _start(self, element: Element, own: _Own, place: int, label: str, text: str) -> PageStart:
        document, number, holder = self._node(element)
        mid_word = place > 0 and not own.text[place - 1].isspace() and own.text[place - 1] not in HYPHENS + "–—/"
        if not self.texts.known(document):
            return PageStart(label, document, -1, entry=self._entry(element), text=text.strip())
        child, inside = own.node_at(place)
        offset = self._offset(holder, (element, child), self.texts.pieces(document, number))
        if offset is None:  # words of the layout, such as a number: the node as a whole begins here
            return PageStart(label, document, number, text=text.strip())
        whole = offset + inside
        return PageStart(label, document, number, whole, mid_word=mid_word, text=text.strip())

    @staticmethod
    def _offset(holder: Element, wanted: tuple[Element, Element | None], pieces: list[str]) -> int | None:
        """Give how many characters of a node's text stand before one of its elements' texts, if that is part of it.

        A template may split a piece (a drop cap), or add words of its own (a label, a number), which are passed over:
        what doesn't come next is looked for only as a whole piece, for a number stands in many a text.
        """
        whole = _plain("".join(pieces))
        cursor = 0
        for key, text in _all_text(holder):
            words = _plain(text).strip()
            if not words:
                continue
            start = cursor
            while start < len(whole) and whole[start].isspace():
                start += 1
            if not whole.startswith(words, start):
                start = _piece(pieces, words, cursor)
            if key == wanted:
                return None if start < 0 else start - (len(text) - len(text.lstrip()))
            if start >= 0:
                cursor = start + len(words)
        return None


def _piece(pieces: Sequence[str], words: str, cursor: int) -> int:
    """Give where a piece begins that is these words and doesn't end before a place; -1 where there is none."""
    end = 0
    for piece in pieces:
        end += len(piece)
        if end > cursor and _plain(piece).strip() == words:
            return end - len(piece.lstrip())
    return -1


def _plain(text: str) -> str:
    return text.replace("\u2010", "-")


def _own_text(element: Element) -> list[tuple[Element | None, str]]:
    return [(None, element.text or ""), *((child, child.tail or "") for child in element)]


def _all_text(holder: Element) -> Iterator[tuple[tuple[Element, Element | None], str]]:
    """Give every piece of text below an element in order, with the element that owns it and the child it follows.

    Notes and their calls are left out: a note's text stands where it is called and is a node of its own.
    """
    yield (holder, None), holder.text or ""
    for child in holder:
        if child.get("role") not in NOTES:
            yield from _all_text(child)
        yield (holder, child), child.tail or ""


def _align(own: _Own, fragment: str, hyphen: str) -> int | None:
    """Consume a fragment from an element's text; give the place of its first visible character."""
    found = _word_by_word(own.text, own.place, fragment)
    if found:
        first, own.place = found
        return first
    return _letter_by_letter(own, fragment, hyphen)


def _word_by_word(source: str, place: int, fragment: str) -> tuple[int, int] | None:
    """Give where a fragment begins and ends in a text that says the same words in the same letters, as most does."""
    first = None
    for word in fragment.split():
        while place < len(source) and (source[place].isspace() or source[place] in IGNORED):
            place += 1
        if word[0] in IGNORED or not source.startswith(word, place):
            return None
        first = place if first is None else first
        place += len(word)
    return None if first is None else (first, place)


def _letter_by_letter(own: _Own, fragment: str, hyphen: str) -> int | None:
    """Consume a fragment whose letters may differ, as capitals do, or which a hyphen ends."""
    source, place, first, index = own.text, own.place, None, 0
    while index < len(fragment):
        letter = fragment[index]
        if letter.isspace() or letter in IGNORED:
            index += 1
            continue
        while place < len(source) and (source[place].isspace() or source[place] in IGNORED):
            place += 1
        taken = _same(source, place, fragment, index)
        if taken:
            first = place if first is None else first
            place += 1
            index += taken
        elif place < len(source) and combining(source[place]):
            place += 1  # capitals of some languages go without
        elif combining(letter):
            index += 1  # and small letters of others with one more
        elif fragment[index:].strip() == hyphen:
            break  # WeasyPrint put it there, where a word is divided
        else:
            raise PageMapError(
                f"{fragment[index : index + 20]!r} is on the page where {source[place : place + 20]!r} is due"
            )
    own.place = place
    return first


def _same(source: str, place: int, fragment: str, index: int) -> int:
    """Give how many characters of the fragment show the source's next one: more where its capital is longer."""
    if place >= len(source):
        return 0
    letter = source[place]
    for shown in (letter, letter.upper(), letter.lower(), letter.title()):
        if fragment.startswith(shown, index):
            return len(shown)
    # Greek capitals have no accents, and of Turkish letters the dotless one is the capital's.
    return int(_bare(letter) == _bare(fragment[index]))


def _bare(letter: str) -> str:
    """Give a letter as it is told apart whatever a language makes of its capital: small, and without its marks."""
    return normalize("NFD", letter)[:1].lower().replace("ı", "i")
