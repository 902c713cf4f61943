"""Quotation marks by language, dashes and ellipses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publish.tree import (
    Article,
    Emphasis,
    Inline,
    Link,
    Part,
    Phrase,
    Publication,
    Reference,
    Strikethrough,
    Strong,
    Text,
)
from publish.typography import OBJECT, smarten
from publish.walk import Rebuild, is_apart, map_articles, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.design import Design
    from publish.manuscript.metadata import Metadata


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
    written = tuple(text for text, _ in pieces(run))
    texts = smarten(written, language)
    # Where nothing changes, nothing is made anew; a phrase in another language is among what stands apart.
    return run if texts == written and OBJECT not in written else _put(run, iter(texts))


def _put(run: tuple[Inline, ...], texts: Iterator[str]) -> tuple[Inline, ...]:
    result: list[Inline] = []
    for node in run:
        if isinstance(node, Text):
            result.append(replace(node, text=next(texts)))
        elif is_apart(node):
            next(texts)
            result.append(_in_its_language(node) if isinstance(node, Phrase) else node)
        elif isinstance(node, Emphasis | Strong | Strikethrough | Phrase | Link | Reference) and node.children:
            result.append(replace(node, children=_put(node.children, texts)))
        else:
            next(texts)
            result.append(node)
    return tuple(result)


def _in_its_language(phrase: Phrase) -> Phrase:
    return replace(phrase, children=_run(phrase.children, phrase.attributes.lang))
