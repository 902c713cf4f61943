"""Pull quotes that say again what the article says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publish.checks.boxes import running_words
from publish.tree import Article, Block, Publication, PullQuote
from publish.walk import Rebuild, map_articles, query

if TYPE_CHECKING:
    from publish.design import Design


def mark_repeating_pull_quotes(publication: Publication, _design: Design) -> Publication:
    """Mark each pull quote whose words stand in its article, so that they needn't be read aloud twice."""
    return map_articles(publication, _article)


def _article(article: Article) -> Article:
    if not query(article, PullQuote):
        return article
    words = running_words(article.body)

    def mark(block: Block) -> Block:
        if isinstance(block, PullQuote) and not block.original:
            return replace(block, repeats=running_words(block.children) in words)
        return block

    return Rebuild(block=mark).article(article)
