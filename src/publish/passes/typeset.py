"""Quotation marks by language, dashes and ellipses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publish.tree import (
    Article,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Part,
    Phrase,
    Publication,
    Reference,
    Strikethrough,
    Strong,
    Text,
)
from publish.typography import smarten
from publish.walk import Rebuild, map_articles, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.design import Design
    from publish.manuscript.metadata import Metadata

OBJECT = "\ufffc"
"""Stands for whatever isn't text, so that quotation marks beside it know that something is there."""


def set_quotes_and_dashes(publication: Publication, _design: Design) -> Publication:
    """Give the publication with straight quotes, double hyphens and triple dots as they are printed."""
    publication = map_articles(publication, _article)
    language = publication.metadata.language
    contents = tuple(
        replace(entry, title=_run(entry.title, language)) if isinstance(entry, Part) else entry
        for entry in publication.contents
    )
    return replace(publication, contents=contents, metadata=_metadata(publication.metadata))


def _metadata(metadata: Metadata) -> Metadata:
    """Give the metadata with their prose set; what names or identifies something is left as it is."""

    def prose(text: str) -> str:
        return smarten((text,), metadata.language)[0]

    changes: dict[str, object] = {
        name: prose(getattr(metadata, name)) for name in ("title", "subtitle", "description", "rights")
    }
    if metadata.cover:
        lines = tuple(line.model_copy(update={"text": prose(line.text)}) for line in metadata.cover.lines)
        changes["cover"] = metadata.cover.model_copy(update={"alt": prose(metadata.cover.alt), "lines": lines})
    if metadata.back_cover:
        changes["back_cover"] = metadata.back_cover.model_copy(update={"alt": prose(metadata.back_cover.alt)})
    return metadata.model_copy(update=changes)


def _article(article: Article) -> Article:
    typeset = _in(article.language).article(article)
    if article.attributes.lang:
        return replace(typeset, title=_run(article.title, article.attributes.lang))
    return typeset


def _in(language: str) -> Rebuild:
    """Give the rebuilding of text in a language; a block in another has its own."""
    return Rebuild(
        inlines=lambda run: _run(run, language),
        into=lambda block: _in(block.attributes.lang) if block.attributes.lang else None,
    )


def _run(run: tuple[Inline, ...], language: str) -> tuple[Inline, ...]:
    texts = iter(smarten(tuple(_texts(run)), language))
    return _put(run, texts)


def _texts(run: tuple[Inline, ...]) -> Iterator[str]:
    """Give the pieces of text in a run; words in another language are set apart, in their own language."""
    for node in run:
        if isinstance(node, Text):
            yield node.text
        elif (isinstance(node, Phrase) and node.attributes.lang) or _shows_address(node):
            yield OBJECT
        elif isinstance(node, LineBreak):
            yield "\n"
        elif isinstance(node, Emphasis | Strong | Strikethrough | Phrase | Link | Reference):
            yield from _texts(node.children)
        else:
            yield OBJECT


def _put(run: tuple[Inline, ...], texts: Iterator[str]) -> tuple[Inline, ...]:
    result: list[Inline] = []
    for node in run:
        if isinstance(node, Text):
            result.append(replace(node, text=next(texts)))
        elif isinstance(node, Phrase) and node.attributes.lang:
            next(texts)
            result.append(replace(node, children=_run(node.children, node.attributes.lang)))
        elif _shows_address(node):
            next(texts)
            result.append(node)
        elif isinstance(node, Emphasis | Strong | Strikethrough | Phrase | Link | Reference):
            result.append(replace(node, children=_put(node.children, texts)))
        else:
            next(texts)
            result.append(node)
    return tuple(result)


def _shows_address(node: Inline) -> bool:
    """Say whether a link's words are its address, as those of ``<https://…>`` are: they stay as they are."""
    return isinstance(node, Link) and text_of(node.children) in {node.href, node.href.removeprefix("mailto:")}
