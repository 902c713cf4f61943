"""What markup is made from: the edition, the output that asks, the templates, and the article that is being set."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from publish.pagemap import numbered
from publish.tree import NoteCall
from publish.walk import descend, query
from publish.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from publish.edition import Edition
    from publish.layouts.drawing import Drawing
    from publish.layouts.templates import Templates
    from publish.tree import Article, Block, Node


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes of an element, for templates: ``{{ attributes("class", …) }}`` adds classes of its own."""

    id: str = ""
    classes: tuple[str, ...] = ()
    lang: str = ""
    mark: str = ""

    def __call__(self, *classes: object) -> Markup:
        """Give the attributes as they stand in a tag, with a space before each; empty classes are left out."""
        names = " ".join([str(name) for name in (*classes, *self.classes) if name])
        pairs = (
            ("id", self.id),
            ("class", names),
            ("lang", self.lang),
            ("xml:lang", self.lang),
            ("data-node", self.mark),
        )
        written = "".join([f' {name}="{escape(value)}"' for name, value in pairs if value])
        return Markup(written)  # noqa: S704  what is said is escaped

    def __html__(self) -> str:
        return self()


@dataclass(frozen=True, slots=True)
class Galley:
    """What markup is made from; ``article`` is the one whose nodes are set, if any.

    ``block`` gives the markup of one block: it is handed over, since a note's text has blocks and its call stands among
    inlines. ``numbers`` gives a node's number in its article by the node's identity, ``calls`` the identity of the
    first call of each note, which alone carries an id; ``inside`` are the labels of the notes that are being set. What
    is ``copied`` says elsewhere what stands somewhere already: it has no ids, which stay with the first.
    """

    edition: Edition
    drawing: Drawing
    templates: Templates
    words: Mapping[str, str]
    block: Callable[[Galley, Block], Markup]
    article: Article | None = None
    numbers: Mapping[int, int] = field(default_factory=dict)
    calls: Mapping[str, int] = field(default_factory=dict)
    inside: frozenset[str] = frozenset()
    copied: bool = False

    def within(self, article: Article) -> Galley:
        """Give the galley in which an article is set."""
        is_marked = bool(self.drawing.mark(article.id, 0))
        numbers = {id(node): number for number, node in numbered(article)} if is_marked else {}
        short = {id(node) for node in descend(article.short_title)}  # which is set elsewhere
        calls: dict[str, int] = {}
        for node in query(article, NoteCall):
            if id(node) not in short:
                calls.setdefault(node.label, id(node))
        return replace(self, article=article, numbers=numbers, calls=calls, words=words(article.language))

    @property
    def language(self) -> str:
        """The language in which layouts add words: the article's, else the publication's."""
        return self.article.language if self.article else self.edition.language

    def attributes(self, node: Node) -> Attributes:
        """Give a node's attributes as its element has them."""
        said = replace(node.attributes, id="") if self.copied else node.attributes
        if self.article is None:
            return Attributes(said.id, said.classes, said.lang)
        name = self.drawing.anchor(self.article.id, said.id) if said.id else ""
        number = self.numbers.get(id(node), -1)
        mark = self.drawing.mark(self.article.id, number) if number >= 0 else ""
        return Attributes(name, said.classes, said.lang, mark)
