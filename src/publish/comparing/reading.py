"""A PDF or an EPUB → its words in order, each with the page or the document on which it stands."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pymupdf

from publish.facsimile import opened
from publish.transcript import words_of
from publish.transcript.speech import UnreadableError
from publish.transcript.xhtml import documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HYPHENS = "-\u2010\u2011\u00ad"

_EDGE = 0.12
"""The part of a page, at its head and at its foot, where running heads and page numbers stand."""

_NUMBER = re.compile(r"\b([0-9]+|[ivxlcdm]+)\b")
_FLAGS = pymupdf.TEXTFLAGS_WORDS & ~pymupdf.TEXT_PRESERVE_LIGATURES
_FAULTS = (pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is read; ``broken`` says that it ran over the end of a line, so nobody knows of its hyphen."""

    text: str
    place: str
    broken: bool = False

    @property
    def key(self) -> str:
        """What makes it the same word wherever lines end: its letters without hyphens."""
        return unicodedata.normalize("NFKC", re.sub(f"[{HYPHENS}]", "", self.text)) or self.text


@dataclass(frozen=True, slots=True)
class Text:
    """A publication's words, and the lines that run along its pages, each with the first page that has it.

    ``unit`` is what a place is: a page or a document; ``places`` counts them.
    """

    unit: str
    words: tuple[Word, ...]
    running: dict[str, tuple[str, str]]
    places: int


@dataclass(frozen=True, slots=True)
class _Line:
    """Words on one line of a page, and where it stands: from the left and the top in points, at which edge, if any."""

    page: int
    words: tuple[str, ...]
    left: int
    top: int
    edge: str

    @property
    def text(self) -> str:
        """What the line says."""
        return " ".join(self.words)

    @property
    def pattern(self) -> str:
        """The line without its numbers, by which running heads and page numbers are known again."""
        return _NUMBER.sub("#", self.text)


def read(data: bytes) -> Text:
    """Read a PDF or an EPUB; raise UnreadableError for anything else, and for a PDF without words."""
    if data.startswith(b"PK"):
        parts = documents(data)
        found = (Word(word, posixpath.basename(name)) for name, said in parts for word in words_of(said))
        plain = (replace(word, text=word.text.replace("\u00ad", "")) for word in found)
        return Text("document", tuple(plain), {}, len(parts))
    if b"%PDF-" in data[:1024]:
        return _pdf(data)
    raise UnreadableError("is neither an EPUB nor a PDF")


def _pdf(data: bytes) -> Text:
    pymupdf.TOOLS.mupdf_display_errors(False)  # what is wrong with a file is told once, as a finding
    pymupdf.TOOLS.mupdf_display_warnings(False)
    try:
        with opened(data) as document:
            if document.needs_pass:
                raise UnreadableError("can't be opened without its password")
            labels = [page.get_label() or str(number) for number, page in enumerate(document, 1)]
            lines = [line for page in document for line in _lines(page)]
    except _FAULTS as error:
        raise UnreadableError(f"can't be read: {error}") from None
    running = _running(lines, labels)
    words = tuple(_joined([line for line in lines if line not in running], labels))
    if not words:
        raise UnreadableError("has no words to compare: its text is drawn as pictures or outlines")
    return Text("page", words, _heads(running, labels), len(labels))


def _heads(running: Iterable[_Line], labels: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Give what runs along the pages, all of an edge together, for where such a line ends is MuPDF's guess."""
    ordered = sorted(running, key=lambda line: (line.page, line.edge, line.left, line.top))
    found: dict[str, tuple[str, str]] = {}
    for (page, _), group in groupby(ordered, key=lambda line: (line.page, line.edge)):
        text = " ".join(line.text for line in group)
        found.setdefault(_NUMBER.sub("#", text), (text, labels[page]))
    found.pop("#", None)  # nothing but a number
    return found


def _lines(page: Any) -> Iterator[_Line]:
    """Give the lines of a page in the order in which they are drawn."""
    height = page.rect.height
    for _, group in groupby(page.get_text("words", flags=_FLAGS), key=lambda word: word[5:7]):
        line = list(group)
        top, bottom = line[0][1], line[0][3]
        edge = "head" if bottom < height * _EDGE else "foot" if top > height * (1 - _EDGE) else ""
        yield _Line(page.number, tuple(str(word[4]) for word in line), round(line[0][0]), round(top), edge)


def _running(lines: Sequence[_Line], labels: Sequence[str]) -> set[_Line]:
    """Give the lines at an edge that run along the pages: page numbers, what several have, what stands beside these."""
    edges = [line for line in lines if line.edge]
    often = Counter((each.pattern, each.top) for each in edges)
    found = {line for line in edges if often[line.pattern, line.top] > 1 or line.words == (labels[line.page],)}
    tops: defaultdict[int, set[int]] = defaultdict(set)
    for line in found:
        tops[line.page].update(range(line.top - 3, line.top + 4))
    return found | {line for line in edges if line.top in tops[line.page]}


def _joined(lines: Iterable[_Line], labels: Sequence[str]) -> Iterator[Word]:
    """Give the words of lines, those that run over the end of a line in one piece, where they begin."""
    waiting: Word | None = None
    for line in lines:
        for number, text in enumerate(line.words):
            word = Word(text, labels[line.page])
            if waiting:
                stem = waiting.text.rstrip(HYPHENS)
                joined = stem + text if text[:1].islower() else f"{stem}-{text}"
                word, waiting = Word(joined, waiting.place, broken=True), None
            if number == len(line.words) - 1 and len(text) > 1 and text.endswith(tuple(HYPHENS)):
                waiting = word
            else:
                yield word
    if waiting:
        yield waiting
