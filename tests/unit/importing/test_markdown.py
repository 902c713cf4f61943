"""What is written is read back as it was: from the grammar of the dialect, and from trees of nasty texts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzzing.strategies import many
from tests.fuzzing.strategies import written as grammatical
from tests.trees import printed

from publish.importing.markdown import written
from publish.importing.normal import normal, one_line
from publish.manuscript.article import Source, read_article
from publish.manuscript.dialect import dialect
from publish.source import Span
from publish.tree import (
    Article,
    Attributes,
    Box,
    Break,
    Cell,
    Code,
    CodeBlock,
    Decoration,
    Definition,
    DefinitionList,
    Emphasis,
    Event,
    Figure,
    Heading,
    Image,
    Inline,
    Item,
    LineBreak,
    Link,
    List,
    Note,
    NoteCall,
    Paragraph,
    Phrase,
    PullQuote,
    Quotation,
    Reference,
    Row,
    Strikethrough,
    Strong,
    Table,
    Target,
    Text,
)

IDS = {"a.md": "a", "b.md": "b"}
PATHS = {"a": "a.md", "b": "b.md"}
MD = dialect(maths=True)
HERE = Span("m/a.md")


def read(text: str) -> tuple[Article | None, list[str]]:
    article, found = read_article(Source("a.md", text, HERE), MD, IDS, "en-GB")
    return article, [str(each) for each in found]


def comes_back(article: Article) -> None:
    """Write an article, read it, and see that it is the same."""
    before = normal(article)
    text = written(before, PATHS).text
    after, found = read(text)
    assert found == [], text
    assert after is not None
    after = normal(after)
    assert printed(after) == printed(replace(before, title_id=after.title_id)), text


@given(grammatical)
@settings(many, max_examples=40)
def test_what_the_grammar_writes_comes_back(text: str) -> None:
    article, found = read(text)
    if article and not found:
        comes_back(article)


# ------------------------------------------------------------------------------------------------------ nasty trees

SNIPPETS = (
    *(
        " #",
        "C ##",
        "a",
        "word",
        "two words",
        " ",
        "  ",
        "é",
        "中",
        "“so”",
        "(",
        ")",
        ".",
        "!",
        "?",
        "-",
        "--",
        "—",
        "'",
        '"',
        "1",
        "7",
    ),
    *(
        "*",
        "**",
        "_",
        "__",
        "snake_case",
        "`",
        "``",
        "[",
        "]",
        "[x]",
        "](y)",
        "[^1]",
        "[^1]: ",
        "{",
        "}",
        "{#id}",
        "{.c}",
    ),
    *(
        "#",
        "# ",
        "## x",
        "> ",
        ">",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "2) ",
        "---",
        "===",
        "***",
        "___",
        ":::",
        "::: note",
        ": x",
    ),
    *(
        "~",
        "~~",
        "~~~",
        "```",
        "|",
        "| a |",
        "<b>",
        "</b>",
        "<!-- x -->",
        "<https://x.org>",
        "&amp;",
        "&#33;",
        "&copy",
        "&",
    ),
    *("$", "$x$", "$$", "\\", "\\\\", "\\*", "Table:", "Table: x", "![", "!", "=", "http://x.org", "a@b.org", "€", "+"),
    *("\u00a0", "\u2009", "…", "½", "😀", "e\u0301", "https:", "//", "\t"),
)
texts = st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=5).map("".join) | st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x2FF, exclude_characters="".join(map(chr, range(0x7F, 0xA0)))),
    min_size=1,
    max_size=12,
)
alts = texts.map(lambda text: " ".join(text.split())).filter(bool)
languages = st.sampled_from(["fr", "de-AT"])


def node(kind: type, *fields: st.SearchStrategy[Any], **named: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(kind, *fields, span=st.just(HERE), **named)


leaves = st.one_of(
    *[node(Text, texts)] * 4,
    node(Code, texts.map(str.strip).filter(bool)),
    node(Image, st.just("p.png"), alts),
    node(NoteCall, st.just("n1")),
    node(LineBreak),
    node(Reference, st.sampled_from([Target("a", "x"), Target("b"), Target("b", "y")]), st.just(())),
)
ADDRESSES = ("https://example.org/a?b=c&d=(e)", "mailto:a@example.org", "https://example.org/&amp;/*_*")


def holding(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    run = st.lists(children, min_size=1, max_size=4).map(tuple)
    said = st.sampled_from([Attributes(lang="fr"), Attributes(classes=("smallcaps",)), Attributes(id="i")])
    return st.one_of(
        node(Emphasis, run),
        node(Strong, run),
        node(Strikethrough, run),
        node(Phrase, run, attributes=said),
        node(Link, st.sampled_from(ADDRESSES), run),
        node(Reference, st.just(Target("b")), run, st.booleans()),
    )


inlines = st.lists(st.recursive(leaves, holding, max_leaves=6), min_size=1, max_size=4).map(tuple)
cells = st.lists(
    node(Text, texts) | node(Emphasis, st.tuples(node(Text, texts))) | node(Code, st.just("a|b")), max_size=2
)
rows = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(node(Cell, cells.map(tuple)), min_size=width, max_size=width).map(tuple), min_size=1, max_size=3
    )
)
code = st.lists(texts | st.just(""), max_size=3).map("\n".join)


def _table(rows: list[tuple[Cell, ...]], caption: tuple[Inline, ...]) -> Table:
    head, *rest = (Row(cells, span=HERE) for cells in rows)
    top = tuple(replace(cell, header="col") for cell in head.cells)
    return Table(replace(head, cells=top), tuple(rest), caption, span=HERE)


simple = st.one_of(
    *[node(Paragraph, inlines)] * 3,
    node(Paragraph, inlines, attributes=st.just(Attributes(lang="fr"))),
    node(Heading, st.integers(2, 6), inlines, attributes=st.just(Attributes(id="h"))),
    node(Figure, node(Image, st.just("images/my pic.png"), alts), inlines.map(one_line), inlines.map(one_line)),
    node(Decoration, node(Image, st.just("r.svg"), st.just(""), st.just(True))),
    node(CodeBlock, code, st.sampled_from(["", "python"])),
    node(Break),
    st.builds(_table, rows, inlines.map(one_line)),
)


def boxing(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    blocks = st.lists(children, min_size=1, max_size=3).map(tuple)
    title = inlines.map(one_line)
    items = st.lists(node(Item, blocks), min_size=1, max_size=3).map(tuple)
    terms = st.builds(
        lambda term, inside: Definition(term, tuple(inside), span=HERE),
        title.filter(bool),
        st.lists(blocks.map(lambda inside: (Break(span=HERE), *inside)), min_size=1, max_size=2),
    )
    return st.one_of(
        node(Quotation, blocks),
        node(List, items, st.just(False), st.just(1), st.booleans()),
        node(List, items, st.just(True), st.integers(0, 12), st.booleans()),
        node(DefinitionList, st.lists(terms, min_size=1, max_size=2).map(tuple)),
        node(PullQuote, blocks, title),
        node(Box, st.sampled_from(["note", "aside", "sponsored"]), blocks, title),
        node(Event, st.just("2023-06-24"), blocks, title),
    )


blocks = st.lists(st.recursive(simple, boxing, max_leaves=6), max_size=4).map(tuple)


simple_notes = st.builds(
    lambda text, more: (Paragraph((Text("N", span=HERE), *text), span=HERE), *more),
    inlines,
    st.lists(simple, max_size=2),
)


@st.composite
def nasty(draw: st.DrawFn) -> Article:
    note = Note("n1", draw(simple_notes), span=HERE)
    title = (Text("T", span=HERE), *one_line(draw(inlines)))
    return Article(
        "a.md", "a", title, "", "en-GB", draw(blocks), (note,),
        kicker=draw(inlines), standfirst=draw(inlines), authors=(draw(inlines),), start="", span=HERE,
    )  # fmt: skip


@given(nasty())
@settings(many, max_examples=25)
def test_what_a_tree_says_comes_back(article: Article) -> None:
    comes_back(article)
