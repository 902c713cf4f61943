"""The document tree: what a manuscript says, typed, frozen, with positions.

Two closed unions, ``Block`` and ``Inline``, are matched with ``assert_never`` wherever they are handled, so that a new
kind of node fails the type check until every handler knows it. ``span`` says where a node stands in its source file and
is left out of comparison. A node is identified by its id, never by ``==``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publish.manuscript.metadata import Metadata
    from publish.pictures import Picture


@dataclass(frozen=True, slots=True)
class Attributes:
    """What ``{#id .class lang=cy}`` says of any element: empty where it says nothing."""

    id: str = ""
    classes: tuple[str, ...] = ()
    lang: str = ""


NO_ATTRIBUTES = Attributes()


@dataclass(frozen=True, slots=True)
class Node:
    """What every node has: its place in the source and its general attributes."""

    span: Span = field(kw_only=True, compare=False, repr=False)
    attributes: Attributes = field(kw_only=True, default=NO_ATTRIBUTES)


# ---------------------------------------------------------------------------------------------------------- inlines


@dataclass(frozen=True, slots=True)
class Text(Node):
    """Characters, as they are to be read; a line break in the source is a line feed."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis(Node):
    """Words that are stressed."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong(Node):
    """Words of importance."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strikethrough(Node):
    """Words that no longer hold."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Phrase(Node):
    """Words with a language or a class of their own: ``[mot]{lang=fr}``."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code(Node):
    """Characters of code in a sentence, verbatim."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula(Node):
    """Maths in a sentence, in LaTeX; ``alt`` says it in words, where the author did."""

    tex: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Image(Node):
    """A picture: its path inside the manuscript, and the text that stands for it; none where it is decorative."""

    path: str
    alt: str
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class Link(Node):
    """A link out of the publication."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What a cross-reference points at: an article by its id, and an id in it; an empty id is the article itself."""

    article: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """A cross-reference; it stays a node until it is drawn. Without children it takes the target's number or title."""

    target: Target
    children: tuple[Inline, ...]
    page: bool = False


@dataclass(frozen=True, slots=True)
class NoteCall(Node):
    """The mark that calls a note; ``number`` is 0 until notes are numbered."""

    label: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class LineBreak(Node):
    """A line that ends where the author says."""


@dataclass(frozen=True, slots=True)
class PageBreak(Node):
    """The place where a page of the print edition begins; it stands among inlines or among blocks."""

    label: str


Inline = (
    Text
    | Emphasis
    | Strong
    | Strikethrough
    | Phrase
    | Code
    | Formula
    | Image
    | Link
    | Reference
    | NoteCall
    | LineBreak
    | PageBreak
)

# ----------------------------------------------------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Paragraph(Node):
    """A paragraph."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading(Node):
    """A heading inside an article; ``level`` is as written, so 2 to 6: 1 is the article's own title."""

    level: int
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Figure(Node):
    """A picture that stands by itself, with caption and credit; ``number`` is 0 where figures aren't numbered."""

    image: Image
    caption: tuple[Inline, ...] = ()
    credit: tuple[Inline, ...] = ()
    width: str = "column"
    description: Target | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Quotation(Node):
    """Words of somebody else, set off as a block."""

    children: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Item(Node):
    """One item of a list."""

    children: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class List(Node):
    """A list; ``start`` is the first number where it is ordered; a tight one has no space between its items."""

    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1
    tight: bool = True


@dataclass(frozen=True, slots=True)
class Definition(Node):
    """A term and what it means, in one or more descriptions."""

    term: tuple[Inline, ...]
    descriptions: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class DefinitionList(Node):
    """A list of terms and what they mean."""

    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock(Node):
    """Lines of code, verbatim; ``language`` names the highlighting, or is empty.

    ``breaks`` are the pages that begin in it: how many characters stand before, and the page's label.
    """

    text: str
    language: str = ""
    breaks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FormulaBlock(Node):
    """Maths on lines of its own, in LaTeX."""

    tex: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Cell(Node):
    """One cell of a table; ``header`` is ``col``, ``row`` or empty, ``align`` is left, center, right or empty."""

    children: tuple[Inline, ...]
    align: str = ""
    header: str = ""


@dataclass(frozen=True, slots=True)
class Row(Node):
    """One row of a table."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """A table with a row of headers, and perhaps a caption; ``number`` is 0 where tables aren't numbered."""

    head: Row
    rows: tuple[Row, ...]
    caption: tuple[Inline, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Break(Node):
    """A change of scene."""


@dataclass(frozen=True, slots=True)
class Decoration(Node):
    """A picture that says nothing and is there to be seen."""

    image: Image


@dataclass(frozen=True, slots=True)
class PullQuote(Node):
    """Words lifted out of the piece; ``repeats`` says that they stand in the article too, so needn't be read twice."""

    children: tuple[Block, ...]
    cite: tuple[Inline, ...] = ()
    original: bool = False
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Box(Node):
    """Text beside the text; ``kind`` is note, aside, links, sponsored or editorial, ``by`` names who pays for it."""

    kind: str
    children: tuple[Block, ...]
    title: tuple[Inline, ...] = ()
    by: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Event(Node):
    """Something that takes place: ``start`` and ``end`` are ISO 8601 dates, ``end`` empty for a single day."""

    start: str
    children: tuple[Block, ...]
    title: tuple[Inline, ...] = ()
    end: str = ""
    place: tuple[Inline, ...] = ()
    url: str = ""


Block = (
    Paragraph
    | Heading
    | Figure
    | Quotation
    | List
    | DefinitionList
    | CodeBlock
    | FormulaBlock
    | Table
    | Break
    | Decoration
    | PullQuote
    | Box
    | Event
    | PageBreak
)

# -------------------------------------------------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True)
class Note(Node):
    """A note's text, under the label that its call uses; ``number`` is 0 until notes are numbered."""

    label: str
    children: tuple[Block, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Article(Node):
    """One file of the manuscript: a piece or a chapter.

    ``path`` is its file inside the manuscript, ``id`` is unique in the publication, ``title_id`` is the id of its title
    as a heading. ``level`` is the depth of its title in the publication: 2 inside a part, else 1. ``number`` counts
    chapters from 1, where the layout numbers them. ``digest`` is the SHA-256 of the file's text.
    """

    path: str
    id: str
    title: tuple[Inline, ...]
    title_id: str
    language: str
    body: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    kind: str = "article"
    kicker: tuple[Inline, ...] = ()
    standfirst: tuple[Inline, ...] = ()
    authors: tuple[tuple[Inline, ...], ...] = ()
    lead: Figure | None = None
    short_title: tuple[Inline, ...] = ()
    columns: int = 0
    start: str = "page"
    layout: str = ""
    level: int = 1
    number: int = 0
    digest: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Part(Node):
    """Articles under one title, which has its own entry in the table of contents."""

    id: str
    title: tuple[Inline, ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """A whole manuscript: metadata, contents in reading order, and the pictures they use, by path.

    ``descriptions`` are the extended descriptions of figures, which are linked and not part of the reading order.
    ``places`` says where each key of ``publication.yaml`` stands, by its path such as ``cover.image``. ``profile`` is
    the ICC profile that ``print.profile`` names. ``files`` are all files of the folder by path; none where something in
    it couldn't be read, since then nobody can say what it uses.
    """

    metadata: Metadata
    contents: tuple[Part | Article, ...]
    descriptions: tuple[Article, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    places: Mapping[str, Span] = field(default_factory=dict)
    profile: bytes | None = None
    files: Mapping[str, Span] = field(default_factory=dict)

    @property
    def articles(self) -> Iterator[Article]:
        """Give every article in reading order, parts opened up."""
        for entry in self.contents:
            if isinstance(entry, Part):
                yield from entry.articles
            else:
                yield entry

    def place(self, *keys: str) -> Span:
        """Give where a key of ``publication.yaml`` stands, or the nearest one around it."""
        path = list(keys)
        while path and ".".join(path) not in self.places:
            path.pop()
        return self.places.get(".".join(path)) or self.places.get("") or Span("publication.yaml")

    @property
    def documents(self) -> Iterator[Article]:
        """Give every article and then every extended description."""
        yield from self.articles
        yield from self.descriptions
