"""One Markdown file → one article: front matter, title, body and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from publish.limits import Tally
from publish.manuscript import yaml
from publish.manuscript.blocks import BlockReader
from publish.manuscript.bounds import inlines_within_bounds
from publish.manuscript.context import KEPT, Context, Names, slug
from publish.manuscript.files import beside
from publish.manuscript.inlines import is_elsewhere, prose
from publish.manuscript.keys import validated
from publish.manuscript.metadata import FrontMatter
from publish.tree import Article, Figure, Heading, Image, Inline, NoteCall, Paragraph
from publish.walk import Rebuild, descend, parts_of, query, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from publish.diagnostics import Diagnostic
    from publish.source import Span
    from publish.tree import Block, Note
    from publish.walk import Visited


@dataclass(frozen=True, slots=True)
class Source:
    """A Markdown file to be read: its path in the manuscript, its text, and the span of its first line."""

    path: str
    text: str
    span: Span


def read_article(
    source: Source, md: MarkdownIt, ids: Mapping[str, str], language: str, tally: Tally | None = None
) -> tuple[Article | None, list[Diagnostic]]:
    """Read one article; ``ids`` gives the id of each article of the manuscript by path, ``language`` the default.

    ``tally`` counts what all articles hold together; of an article that goes over a limit nothing else is said.
    """
    matter, body, first = _split(source.text)
    context = Context(source.path, source.span.at(first), md, ids, tally or Tally())
    tokens = _within_bounds(context, matter or "", body)
    if context.report_excess():
        return None, context.diagnostics
    document = (
        yaml.Document({}, places={(): source.span})
        if matter is None
        else yaml.read(matter, source.span.at(2), yaml.FRONT_MATTER_LIMIT)
    )
    keys = validated(FrontMatter, document) if not document.diagnostics else None
    context.diagnostics += document.diagnostics
    # An article with mistakes is read on as far as it can be, so that all is said at once, and nothing else is said
    # to be missing because of them.
    keys = keys or FrontMatter()
    reader = BlockReader(context)
    blocks = reader.read(tokens)
    title, rest = _title(context, blocks, reader.notes)
    article = Article(
        path=source.path,
        id=ids[source.path],
        title=title.children,
        title_id=title.attributes.id,
        language=keys.language or language,
        body=rest,
        notes=tuple(reader.notes),
        span=title.span,
        attributes=title.attributes,
        digest=sha256(source.text.encode()).hexdigest(),
        **_front(context, keys, document),  # type: ignore[arg-type]
    )
    return _with_ids(article), context.diagnostics


def _split(text: str) -> tuple[str | None, str, int]:
    """Give the front matter, the Markdown below it, and the line on which that starts."""
    if text.startswith("---\n"):
        closing = re.compile(r"^---[ \t]*$", re.MULTILINE).search(text, 4)
        if closing:
            return text[4 : closing.start()], text[closing.end() + 1 :], text.count("\n", 0, closing.end() + 1) + 1
    return None, text, 1


def _within_bounds(context: Context, matter: str, body: str) -> list[Token]:
    """Give the tokens of an article's Markdown, or none where it goes over a limit."""
    tally = context.tally
    tally.begin()
    tally.holds("front_matter_bytes", len(matter.encode()), 1 - context.start.line)
    for name in ("lines", "article_lines"):
        tally.add(name, body.count("\n") + 1)
    if tally.over:
        return []
    tokens = context.md.parse(body, {"tally": tally})
    inlines_within_bounds(tokens, tally)
    return tokens


def _title(context: Context, blocks: tuple[Block, ...], notes: list[Note]) -> tuple[Heading, tuple[Block, ...]]:
    """Give the heading that is the article's title, and the blocks without it."""
    everything = (*blocks, *(block for note in notes for block in note.children))
    titles = [heading for heading in _headings(everything) if heading.level == 1]
    if not titles:
        hint = "start the article with a line such as # Title"
        context.report("title-missing", "the article has no title", context.start, hint)
        return Heading(1, (), span=context.start), blocks
    for second in titles[1:]:
        hint = "make it ## or less: # is the article's own title"
        context.report("title-second", "this is a second title", second.span, hint, about=text_of(second.children))
    if not blocks or blocks[0] is not titles[0]:
        hint = "put the # line first; a picture to open with goes into the front matter, under lead"
        above = blocks[0].span if blocks else titles[0].span
        context.report("title-late", "something stands above the title", above, hint)
    if not text_of(titles[0].children).strip():
        hint = "write its words behind the #"
        context.report("title-missing", "the title is empty", titles[0].span, hint, about="#")
    rest = tuple(block for block in blocks if block is not titles[0])
    # One that stands inside a quotation, say, is left there.
    return (titles[0] if len(rest) < len(blocks) else Heading(1, (), span=titles[0].span)), rest


def _headings(nodes: Iterable[Visited]) -> Iterator[Heading]:
    """Give the headings among blocks and in them."""
    for node in nodes:
        if isinstance(node, Heading):
            yield node
        elif not isinstance(node, Paragraph | Inline):
            yield from _headings(parts_of(node))


def _front(context: Context, keys: FrontMatter, document: yaml.Document) -> dict[str, object]:
    """Give the fields of an article that its front matter fills."""

    def inline(text: str, *path: str | int) -> tuple[Inline, ...]:
        return prose(context, text, document.places.get(path, context.start)) if text else ()

    lead = None
    if keys.lead:
        span = document.places["lead",]
        place = document.places.get(("lead", "image"), span)
        picture = Image(_lead_path(context, keys.lead.image, place), keys.lead.alt, span=place)
        caption, credit = inline(keys.lead.caption, "lead", "caption"), inline(keys.lead.credit, "lead", "credit")
        lead = Figure(picture, caption, credit, "full", span=span)
    short = inline(keys.short_title, "short-title")
    if any(isinstance(node, NoteCall) or node.attributes.id for node in descend(short)):
        place = document.places.get(("short-title",), context.start)
        hint = "running heads repeat it: put notes and ids into the title"
        context.report("key-value", "a short title can't hold notes and ids", place, hint)
    return {
        "kind": keys.kind,
        "kicker": inline(keys.kicker, "kicker"),
        "standfirst": inline(keys.standfirst, "standfirst"),
        "authors": tuple(inline(name, "authors") for name in keys.authors),
        "lead": lead,
        "short_title": short,
        "columns": keys.columns or 0,
        "start": keys.start or "",
        "layout": keys.layout or "",
    }


def _lead_path(context: Context, source: str, span: Span) -> str:
    if is_elsewhere(source):
        hint = "put the picture into the manuscript's images folder"
        context.report("image-address", f"{source[:60]} is not a file of the manuscript", span, hint, about=source)
        return ""
    return beside(context.path, source)


def _with_ids(article: Article) -> Article:
    """Give every heading an id: its own, or one made of its words, unique in the article."""
    names = Names((*(node.attributes.id for node in query(article)), article.title_id), KEPT)
    title_id = article.title_id or names.take(slug(text_of(article.title)))

    def number(block: Block) -> Block:
        if isinstance(block, Heading) and not block.attributes.id:
            named = replace(block.attributes, id=names.take(slug(text_of(block.children))))
            return replace(block, attributes=named)
        return block

    body = Rebuild(block=number).blocks(article.body)
    return replace(article, title_id=title_id, body=body)
