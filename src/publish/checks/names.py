"""Ids, and whatever points at them: cross-references and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic, Known, did_you_mean
from publish.manuscript.context import KEPT
from publish.tree import Figure, NoteCall, Reference, Target, Text
from publish.walk import query, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.source import Span
    from publish.tree import Article, Publication


def ids_of(article: Article) -> dict[str, list[Span]]:
    """Give each id of an article with the places that claim it."""
    found: dict[str, list[Span]] = {article.title_id: [article.span]}
    for node in query(article):
        if not isinstance(node, Text) and node.attributes.id:
            found.setdefault(node.attributes.id, []).append(node.span)
    return found


def ids_are_unique(publication: Publication) -> Iterator[Diagnostic]:
    """An id names one thing in its article (HTML, 3.2.3)."""
    for article in publication.documents:
        for name, spans in ids_of(article).items():
            if KEPT.fullmatch(name):
                message = f"the id {name} is kept for notes, their calls and page starts"
                yield Diagnostic("id-duplicate", message, spans[0], "give it another id", about=f"#{name}")
            for span in spans[1:]:
                hint = f"the first one is in line {spans[0].line}"
                yield Diagnostic("id-duplicate", f"the id {name} is used twice", span, hint, about=f"#{name}")


def references_lead_somewhere(publication: Publication) -> Iterator[Diagnostic]:
    """A cross-reference leads to an article of the contents and to an id in it, and has or finds words to show."""
    targets = _Targets(publication)
    for article in publication.documents:
        for node in query(article):
            if isinstance(node, Reference):
                yield from targets.leads(node.target, node.span, article)
                if not text_of(node.children).strip() and not node.target.id and node.target.article == article.id:
                    message = "this reference to its own article has no words"
                    hint = "write its words, or the id that it leads to"
                    yield Diagnostic("reference-empty", message, node.span, hint, about="[](")
            elif isinstance(node, Figure) and node.description and node.description.article in targets.ids:
                yield from targets.leads(node.description, node.span, article)


class _Targets:
    """The articles and ids that there are; hints are looked for among names that are put in order once."""

    def __init__(self, publication: Publication) -> None:
        self.ids = {article.id: set(ids_of(article)) for article in publication.documents}
        self._paths = {article.id: article.path for article in publication.documents}
        self._known_paths = Known(self._paths.values())
        self._known_ids: dict[str, Known] = {}
        self._owners: dict[str, str] = {}
        for article, ids in self.ids.items():
            for name in ids:
                self._owners.setdefault(name, self._paths[article])

    def leads(self, target: Target, span: Span, article: Article) -> Iterator[Diagnostic]:
        """Give the finding where a target isn't there."""
        if target.article not in self.ids:
            near = did_you_mean(target.article, self._known_paths)
            hint = near or "list the article under contents, or mend its name"
            message = f"{target.article} is not an article of this publication"
            yield Diagnostic("reference-dead", message, span, hint, about=target.article)
        elif target.id and target.id not in self.ids[target.article]:
            where = "here" if target.article == article.id else f"in {self._paths[target.article]}"
            message = f"there is no id {target.id} {where}"
            yield Diagnostic("reference-dead", message, span, self._hint(target), about=f"#{target.id}")

    def _hint(self, target: Target) -> str:
        if target.id in self._owners:
            return f"did you mean {self._owners[target.id]}#{target.id}?"
        if target.article not in self._known_ids:
            self._known_ids[target.article] = Known(self.ids[target.article])
        return did_you_mean(target.id, self._known_ids[target.article])


def notes_are_defined(publication: Publication) -> Iterator[Diagnostic]:
    """A note that is called is defined in the same article."""
    for article in publication.documents:
        labels = {note.label for note in article.notes}
        known = Known(labels)
        for node in query(article, NoteCall):
            if node.label not in labels:
                near = known.nearest(node.label)
                hint = f"did you mean [^{near}]?" if near else f"write it below: [^{node.label}]: …"
                message, about = f"the note [^{node.label}] is not defined", f"[^{node.label}]"
                yield Diagnostic("note-undefined", message, node.span, hint, about=about)


def notes_are_called(publication: Publication) -> Iterator[Diagnostic]:
    """A note that is defined is called somewhere in its article."""
    for article in publication.documents:
        called = {node.label for node in query(article, NoteCall)}
        for note in article.notes:
            if note.label not in called:
                hint = f"put [^{note.label}] into the text, or take the note away"
                message, about = f"the note [^{note.label}] is never called", f"[^{note.label}]"
                yield Diagnostic("note-unused", message, note.span, hint, about=about)
