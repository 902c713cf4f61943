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
                yield Diagnostic("id-duplicate", message, spans[0], "give it another id")
            for span in spans[1:]:
                hint = f"the first one is in line {spans[0].line}"
                yield Diagnostic("id-duplicate", f"the id {name} is used twice", span, hint)


def references_lead_somewhere(publication: Publication) -> Iterator[Diagnostic]:
    """A cross-reference leads to an article of the contents and to an id in it, and has or finds words to show."""
    targets = _Targets(publication)
    for article in publication.documents:
        for node in query(article):
            if isinstance(node, Reference):
                yield from targets.leads(node.target, node.span, article)
                if not text_of(node.children).strip() and not node.target.id and node.target.article == article.id:
                    yield Diagnostic("reference-empty", "this reference to its own article has no words", node.span)
            elif isinstance(node, Figure) and node.description and node.description.article in targets.ids:
                yield from targets.leads(node.description, node.span, article)


class _Targets:
    """The articles and ids that there are; hints are looked for among names that are put in order once."""

    def __init__(self, publication: Publication) -> None:
        self.ids = {article.id: set(ids_of(article)) for article in publication.documents}
        self._paths = {article.id: article.path for article in publication.documents}
        self._known_paths = Known(self._paths.values())
        self._known_ids: dict[str, Known] = {}

    def leads(self, target: Target, span: Span, article: Article) -> Iterator[Diagnostic]:
        """Give the finding where a target isn't there."""
        if target.article not in self.ids:
            near = did_you_mean(target.article, self._known_paths)
            hint = near or "list the article under contents, or mend its name"
            yield Diagnostic("reference-dead", f"{target.article} is not an article of this publication", span, hint)
        elif target.id and target.id not in self.ids[target.article]:
            where = "here" if target.article == article.id else f"in {self._paths[target.article]}"
            if target.article not in self._known_ids:
                self._known_ids[target.article] = Known(self.ids[target.article])
            hint = did_you_mean(target.id, self._known_ids[target.article])
            yield Diagnostic("reference-dead", f"there is no id {target.id} {where}", span, hint)


def notes_are_defined(publication: Publication) -> Iterator[Diagnostic]:
    """A note that is called is defined in the same article."""
    for article in publication.documents:
        labels = {note.label for note in article.notes}
        known = Known(labels)
        for node in query(article):
            if isinstance(node, NoteCall) and node.label not in labels:
                hint = did_you_mean(node.label, known) or f"write it below: [^{node.label}]: …"
                yield Diagnostic("note-undefined", f"the note [^{node.label}] is not defined", node.span, hint)


def notes_are_called(publication: Publication) -> Iterator[Diagnostic]:
    """A note that is defined is called somewhere in its article."""
    for article in publication.documents:
        called = {node.label for node in query(article) if isinstance(node, NoteCall)}
        for note in article.notes:
            if note.label not in called:
                hint = f"put [^{note.label}] into the text, or take the note away"
                yield Diagnostic("note-unused", f"the note [^{note.label}] is never called", note.span, hint)
