"""What a document holds, whatever its format: paragraphs by their styles, tables and groups, one after the other.

Readers make it; `publish.importing.assembly` makes an article of it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publish.importing.runs import Mark


@dataclass(frozen=True, slots=True)
class Words:
    """Characters that are alike: what stresses them, their language, and where they lead.

    ``lead`` is an address, ``#`` and a bookmark's name, or the path of a file; ``page`` says that they are the number
    of its page. ``tone`` is ``code`` or ``smallcaps`` or nothing.
    """

    text: str
    marks: frozenset[Mark] = frozenset()
    language: str = ""
    lead: str = ""
    page: bool = False
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture: the bytes it may be had in, best first, and what stands for it; None where nothing is said."""

    sources: tuple[bytes, ...]
    alt: str | None = None
    decorative: bool = False
    name: str = "a picture"
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A note's mark, by the note's key."""

    key: str


@dataclass(frozen=True, slots=True)
class LineEnd:
    """A line that ends where the author says."""


Bit = Words | Shown | Call | LineEnd


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph's place in lists: how deep, its number where it has one, and whether it begins an item.

    Items of one ``series`` belong to one list; a ``number`` of -1 is a bullet.
    """

    depth: int
    series: str = ""
    number: int = -1
    begins: bool = True


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; ``styles`` are the names of its style and of those that it is based on.

    ``about`` is what its caption counts: ``Figure``, ``Table``; ``language`` is that of code.
    """

    bits: tuple[Bit, ...]
    styles: tuple[str, ...] = ()
    place: int = 0
    entry: Entry | None = None
    names: tuple[str, ...] = ()
    about: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a table: over how many columns and rows it goes."""

    flow: tuple[Flow, ...]
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``heads`` is how many rows at its top name the columns."""

    rows: tuple[tuple[Field, ...], ...]
    heads: int = 0
    headed: bool = False
    place: int = 0
    entry: Entry | None = None
    names: tuple[str, ...] = ()
    caption: tuple[Bit, ...] = ()


TODO_PICTURE = "TODO: put "
TODO_FORMULA = "TODO: put the formula here"
TODO_DRAWING = "TODO: put the drawing here"
"""What stands in the text where something that it needs is lost: `publish check` warns of each."""

TEXT_BOX = ("text box",)
"""The style of what stands in a text box."""


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that stand together under a style: a text box, a quotation, an aside."""

    flow: tuple[Flow, ...]
    styles: tuple[str, ...] = ()
    place: int = 0
    entry: Entry | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A line across the page."""

    place: int = 0
    entry: Entry | None = None


Flow = Para | Grid | Group | Scene


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that did not carry over as it was, and at which paragraph of the document."""

    code: str
    message: str
    place: int
    hint: str = ""


@dataclass(slots=True)
class Remarks:
    """What is to be said of one document: each thing by itself, and formatting that is dropped by its kind."""

    found: list[Remark] = field(default_factory=list)
    dropped: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def say(self, code: str, message: str, place: int, hint: str = "") -> None:
        """Keep one thing."""
        self.found.append(Remark(code, message, place, hint))

    def drop(self, kind: str, place: int, words: str = "") -> None:
        """Count formatting of a kind that is dropped; the same in one paragraph counts once."""
        places = self.dropped.setdefault(kind, [])
        if not places or places[-1][0] != place:
            places.append((place, excerpt(words)))


@dataclass(frozen=True, slots=True)
class Document:
    """A document that has been read: its flow, its notes by key, and what it says of itself."""

    flow: tuple[Flow, ...]
    notes: Mapping[str, tuple[Flow, ...]]
    title: str
    remarks: Remarks
    language: str = ""


def excerpt(text: str, most: int = 50) -> str:
    """Give the beginning of a text in quotation marks, or nothing where it has no words."""
    words = " ".join(text.split())
    return f"“{words if len(words) <= most else words[: most - 1].rstrip() + '…'}”" if words else ""


def words_of(bits: tuple[Bit, ...]) -> str:
    """Give the plain text of a paragraph."""
    return "".join(bit.text if isinstance(bit, Words) else " " if isinstance(bit, LineEnd) else "" for bit in bits)
