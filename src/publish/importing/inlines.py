"""The bits of a paragraph → inlines of the tree: stress, languages, links, notes, pictures."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, unquote

from publish.importing.escaping import cleaned
from publish.importing.flow import TODO_PICTURE, Call, Group, LineEnd, Para, Shown, Words, excerpt, words_of
from publish.importing.runs import Piece, nested
from publish.manuscript.inlines import is_address
from publish.tree import (
    Attributes,
    Code,
    Image,
    Link,
    NoteCall,
    Phrase,
    Reference,
    Target,
    Text,
)
from publish.tree import LineBreak as Break

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from publish.importing.flow import Bit, Document, Flow, Remarks
    from publish.source import Span
    from publish.tree import Inline

    Inlines = tuple[Inline, ...]

PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_LETTER = re.compile(r"[^\W\d_]")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{1,8})*")
NO_LANGUAGE = {"zxx", "und", "none", "mul", "x-none"}


class Pictures(Protocol):
    """Gives the path of a picture in the manuscript and its alternative text, or None where it can't be used."""

    def take(self, shown: Shown, place: int) -> tuple[str, str] | None:
        """Give path and alternative text of a picture."""
        ...


def language_of(document: Document) -> str:
    """Give the language in which most letters of a document are, else the one that it says it is in."""
    counts: Counter[str] = Counter()
    for words in every_word(document):
        if is_language(words.language):
            counts[words.language] += len(_LETTER.findall(words.text))
    # Of the same number the first met counts.
    most = counts.most_common(1)
    if most and most[0][1]:
        return most[0][0]
    return document.language if is_language(document.language) else ""


def is_language(tag: str) -> bool:
    """Say whether a tag names a language that the manuscript can be in."""
    return _TAG.fullmatch(tag) is not None and tag.casefold() not in NO_LANGUAGE


def every_word(document: Document) -> Iterator[Words]:
    """Give the words of a document and its notes."""
    for flow in (document.flow, *document.notes.values()):
        for para in paragraphs(flow):
            yield from (bit for bit in para.bits if isinstance(bit, Words))


def paragraphs(flow: Iterable[Flow]) -> Iterator[Para]:
    """Give the paragraphs of a flow, those in tables and groups among them."""
    for each in flow:
        if isinstance(each, Para):
            yield each
        elif isinstance(each, Group):
            yield from paragraphs(each.flow)
        elif hasattr(each, "rows"):
            for row in each.rows:
                for cell in row:
                    yield from paragraphs(cell.flow)


class Speech:
    """Makes inlines of bits, and knows where a bookmark is and how a note is called."""

    def __init__(
        self,
        own: str,
        language: str,
        remarks: Remarks,
        pictures: Pictures,
        marks: Mapping[str, str],
        files: Mapping[str, str],
    ) -> None:
        self._own = own
        self.language = language
        self._remarks = remarks
        self._pictures = pictures
        self._marks = marks
        self._files = files
        self.labels: dict[str, str] = {}

    def inlines(self, bits: Iterable[Bit], span: Span, language: str = "") -> Inlines:
        """Give bits as inlines; ``language`` is that of their paragraph, where it isn't the document's."""
        bits = tuple(bits)
        self._place = span.line
        self._about = words_of(bits)
        outer = language or self.language
        return nested(_single_spaced(piece for bit in bits for piece in self._pieces(bit, span, outer)))

    def own_language(self, bits: Iterable[Bit]) -> str:
        """Give the language of a paragraph, where all of its words are in one that isn't the document's."""
        found = {bit.language for bit in bits if isinstance(bit, Words) and _LETTER.search(bit.text)}
        (only,) = found if len(found) == 1 else ("",)
        return only if self._differs(only, self.language) else ""

    def _differs(self, language: str, outer: str) -> bool:
        """Say whether a language is another: en-US in a text in en-GB is a setting that nobody made."""
        own, around = language.partition("-")[0].lower(), outer.partition("-")[0].lower()
        return is_language(language) and own != around

    def _pieces(self, bit: Bit, span: Span, outer: str) -> Iterator[Piece]:
        match bit:
            case Words():
                yield from self._words(bit, span, outer)
            case Shown():
                taken = self._pictures.take(bit, span.line)
                if taken is None:
                    yield Piece(Text(f"{TODO_PICTURE}{bit.name} here", span=span))
                    return
                attributes = Attributes(classes=("decorative",) if bit.decorative else ())
                image = Image(*taken, bit.decorative, span=span, attributes=attributes)
                yield Piece(image, holders=self._holders(bit.lead, span))
            case Call():
                label = self.labels.setdefault(bit.key, str(len(self.labels) + 1))
                yield Piece(NoteCall(label, span=span))
            case LineEnd():
                yield Piece(Break(span=span))

    def _words(self, words: Words, span: Span, outer: str) -> Iterator[Piece]:
        text = cleaned(words.text)
        if PRIVATE.search(text):
            self._remarks.drop("signs of a symbol font", span.line, self._about)
            text = PRIVATE.sub("", text)
        if words.page and words.lead.startswith("#") and words.lead[1:] in self._marks:
            target = Target(self._own, self._marks[words.lead[1:]])
            yield Piece(Reference(target, (), page=True, span=span))
            return
        if not text:
            return
        holders: list[Phrase | Link | Reference] = list(self._holders(words.lead, span))
        if self._differs(words.language, outer) and _LETTER.search(text):
            holders.append(Phrase((), span=span, attributes=Attributes(lang=words.language)))
        if words.tone == "smallcaps":
            holders.append(Phrase((), span=span, attributes=Attributes(classes=("smallcaps",))))
        leaf = Code(text, span=span) if words.tone == "code" and text.strip() else Text(text, span=span)
        yield Piece(leaf, words.marks, tuple(holders))

    def _holders(self, lead: str, span: Span) -> tuple[Link | Reference, ...]:
        """Give what leads to an address, if anything can."""
        if not lead:
            return ()
        if lead.startswith("#"):
            name = unquote(lead[1:])
            if name in self._marks:
                return (Reference(Target(self._own, self._marks[name]), (), span=span),)
            what = f"a link leads to {excerpt(name)}, which isn't in the document, so only its words are kept"
            self._remarks.say("import-link", what, span.line, "link to the heading: [words](#heading)")
            return ()
        file, _, name = lead.partition("#")
        if unquote(file) in self._files:
            return (Reference(Target(self._files[unquote(file)]), (), span=span),)
        href = lead if is_address(lead) else quote(lead, safe=":/?#[]@!$&'()*+,;=%~-._")
        if is_address(href):
            return (Link(href, (), span=span),)
        what = f"a link leads to {excerpt(lead)}, where no reader can go, so only its words are kept"
        self._remarks.say("import-link", what, span.line, "link to https://…, or to an article (other.md)")
        return ()


def _single_spaced(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Give pieces with one space where there are several: at the place of a deletion, or typed to move words about."""
    spaced = False
    for piece in pieces:
        leaf = piece.leaf
        if isinstance(leaf, Text):
            text = re.sub(" {2,}", " ", leaf.text)
            text = text[1:] if spaced and text.startswith(" ") else text
            spaced = text.endswith(" ") if text else spaced
            yield replace(piece, leaf=replace(leaf, text=text))
        else:
            spaced = False
            yield piece
