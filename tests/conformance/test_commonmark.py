"""The dialect is CommonMark and what is added to it: the specification's own examples through the loader.

Each example is read as an article below a title, and its tree, before any pass has changed it, is written as
CommonMark's HTML by a small renderer of this test. Any address is taken here: which ones a manuscript may use is no
matter of CommonMark's. Titles of links, which the tree doesn't keep, are left out of what is compared.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from tests.commonmark import Example, examples

from publish.manuscript import inlines
from publish.manuscript.article import Source, read_article
from publish.manuscript.dialect import dialect
from publish.source import Span
from publish.tree import (
    Break,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Heading,
    Image,
    LineBreak,
    Link,
    List,
    Paragraph,
    Phrase,
    Quotation,
    Reference,
    Strong,
    Text,
)
from publish.walk import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from publish.tree import Article, Block, Inline

pytestmark = pytest.mark.validator("commonmark-spec")

RAW_HTML = "raw HTML is an error in a manuscript"
EXCEPTIONS = {
    484: "the path of an article is a cross-reference, to the article and not to its file",
    579: "only a picture that is a figure has a title: its caption",
    587: "only a picture that is a figure has a title: its caption",
} | dict.fromkeys(
    (
        *(21, 31, *range(148, 179), 180, 181, 182, *range(184, 192), 201, 344, 475, 476, 477, 491, 494, 524, 536),
        *(613, 614, 615, 616, 617, 623, *range(627, 632), 642, 643),
    ),
    RAW_HTML,
)
"""Examples that are read in another way, and why. One that agrees again has no place here."""
SAID = {"title-second", "image-caption"}
"""What may be found in an example: several are level 1 headings, which an article has one of."""


# ------------------------------------------------------------------------------------------------------------ reading


def read(markdown: str) -> tuple[Article | None, set[str]]:
    """Give an example's article, and the codes of what was found in it."""
    source = Source("a.md", f"# Title\n\n{markdown}", Span("a.md"))
    article, found = read_article(source, dialect(maths=False), {"a.md": "a"}, "en")
    return article, {each.code for each in found}


def rendered(blocks: Iterable[Block], *, tight: bool = False) -> str:
    """Give blocks as CommonMark's HTML."""
    return "".join(_block(block, tight=tight) for block in blocks)


def _block(block: Block, *, tight: bool) -> str:
    match block:
        case Paragraph(children):
            return _inlines(children) if tight else f"<p>{_inlines(children)}</p>"
        case Heading(level, children):
            return f"<h{level}>{_inlines(children)}</h{level}>"
        case Quotation(children):
            return f"<blockquote>{rendered(children)}</blockquote>"
        case List():
            return _list(block)
        case CodeBlock(text, language):
            said = f' class="language-{html.escape(language)}"' if language else ""
            return f"<pre><code{said}>{html.escape(text)}</code></pre>"
        case Break():
            return "<hr />"
        case Figure(image, caption):
            title = f' title="{html.escape(text_of(caption))}"' if caption else ""
            picture = f'<img src="{html.escape(image.path)}" alt="{html.escape(image.alt)}"{title} />'
            return picture if tight else f"<p>{picture}</p>"
        case _:
            raise TypeError(f"CommonMark has no {type(block).__name__}")


def _list(block: List) -> str:
    name = "ol" if block.ordered else "ul"
    start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
    items = "".join(f"<li>{rendered(item.children, tight=block.tight)}</li>" for item in block.items)
    return f"<{name}{start}>{items}</{name}>"


def _inlines(nodes: Sequence[Inline]) -> str:
    return "".join(map(_inline, nodes))


def _inline(node: Inline) -> str:
    match node:
        case Text(text):
            return html.escape(text)
        case Emphasis(children):
            return f"<em>{_inlines(children)}</em>"
        case Strong(children):
            return f"<strong>{_inlines(children)}</strong>"
        case Phrase(children):
            return f"<span>{_inlines(children)}</span>"
        case Code(text):
            return f"<code>{html.escape(text)}</code>"
        case Link(href, children):
            return f'<a href="{html.escape(href)}">{_inlines(children)}</a>'
        case Reference(target, children):
            return f'<a href="#{html.escape(target.id)}">{_inlines(children)}</a>'
        case Image(path, alt):
            return f'<img src="{html.escape(path)}" alt="{html.escape(alt)}" />'
        case LineBreak():
            return "<br />\n"
        case _:
            raise TypeError(f"CommonMark has no {type(node).__name__}")


# -------------------------------------------------------------------------------------------------------- comparison


_COMMENT = re.compile(r"<!--(-?>|.*?-->)", re.DOTALL)
"""A comment, which is dropped; Python's parser ends some of them elsewhere than CommonMark does (0.31, 6.6)."""


class _Events(HTMLParser):
    """HTML as a run of tags and texts that compares: white space where it shows alone, addresses decoded."""

    INLINE = frozenset({"em", "strong", "a", "img", "code", "br", "span"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self._pre = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._pre = self._pre or tag == "pre"
        kept = [(key, unquote(value or "") if key in {"href", "src"} else value or "") for key, value in attrs
                if (tag, key) != ("a", "title")]  # fmt: skip
        self.found.append((tag, *(f"{key}={value}" for key, value in sorted(kept))))

    def handle_endtag(self, tag: str) -> None:
        self._pre = self._pre and tag != "pre"
        if tag not in {"img", "br", "hr"}:
            self.found.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "":
            data = self.found.pop()[1] + data
        self.found.append(("", data if self._pre else " ".join(f".{data}.".split())[1:-1]))

    def result(self) -> list[tuple[str, ...]]:
        """Give the events without the white space at the edges of blocks."""
        kept: list[tuple[str, ...]] = []
        for place, event in enumerate(self.found):
            if event[0] == "" and not self._in_code(place):
                before, after = self._neighbour(place - 1), self._neighbour(place + 1)
                text = event[1].lstrip() if before not in self.INLINE or before == "br" else event[1]
                text = text.rstrip() if after not in self.INLINE or after == "br" else text
                if text:
                    kept.append(("", text))
            else:
                kept.append(event)
        return kept

    def _in_code(self, place: int) -> bool:
        return self._neighbour(place - 1) == "code" and self.found[place - 1][0] == "code"

    def _neighbour(self, place: int) -> str:
        return self.found[place][0].removeprefix("/") if 0 <= place < len(self.found) else ""


def events(text: str) -> list[tuple[str, ...]]:
    """Give HTML as it is compared."""
    parser = _Events()
    parser.feed(_COMMENT.sub("", text))
    parser.close()
    return parser.result()


def agrees(article: Article | None, example: Example) -> bool:
    """Say whether the tree of an example is what CommonMark makes of it."""
    try:
        return article is not None and events(rendered(article.body)) == events(example.html)
    except TypeError:
        return False


@pytest.fixture
def any_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inlines, "is_address", lambda _url: True)
    monkeypatch.setattr(inlines, "is_elsewhere", lambda _source: False)


@pytest.mark.usefixtures("any_address")
@pytest.mark.parametrize("example", examples(), ids=lambda example: f"{example.number} {example.section}")
def test_an_example_of_commonmark_is_read_as_commonmark_says(example: Example) -> None:
    article, codes = read(example.markdown)
    reason = EXCEPTIONS.get(example.number, "")
    assert ("raw-html" in codes) is (reason == RAW_HTML)
    assert reason == RAW_HTML or codes <= SAID
    assert reason == RAW_HTML or agrees(article, example) is (not reason)


def test_the_specification_is_read_whole() -> None:
    assert len(examples()) == 652
    assert {example.number for example in examples()} >= EXCEPTIONS.keys()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a</p>", "<p>b</p>"),
        ("<p>a <em>b</em></p>", "<p>a<em>b</em></p>"),
        ("<pre><code>a\n</code></pre>", "<pre><code>a</code></pre>"),
        ("<li><p>a</p></li>", "<li>a</li>"),
        ('<a href="/a">a</a>', '<a href="/b">a</a>'),
    ],
)
def test_the_comparison_sees_what_differs(one: str, other: str) -> None:
    assert events(one) != events(other)
    assert events(one) == events(one.replace("<p>", "<p>\n").replace("</li>", "\n</li>\n"))
