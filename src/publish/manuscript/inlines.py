"""Inline tokens of markdown-it → inlines of the tree."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from publish import maths
from publish.diagnostics import did_you_mean, nearest
from publish.manuscript.bounds import inlines_within_bounds
from publish.manuscript.files import beside
from publish.tree import (
    Attributes,
    Code,
    Emphasis,
    Formula,
    Image,
    Inline,
    LineBreak,
    Link,
    NoteCall,
    Phrase,
    Reference,
    Strikethrough,
    Strong,
    Target,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from publish.manuscript.attributes import Given
    from publish.manuscript.context import Context
    from publish.source import Span

Inlines = tuple[Inline, ...]

SCHEMES = ("https", "http", "mailto", "tel")
"""What an address of a link may begin with."""

_NOT_IN_ADDRESSES = r"\s\x00-\x1f\x7f-\x9f<>\"\\^`{|}"
_ADDRESS = re.compile(
    rf"(https?://[^/?#{_NOT_IN_ADDRESSES}]+|(mailto|tel):[^{_NOT_IN_ADDRESSES}])[^{_NOT_IN_ADDRESSES}]*", re.IGNORECASE
)
"""RFC 3986, 2 and 3, with letters of any script; nothing that a reader would skip before it reads the scheme."""

INSTEAD = {
    "b": "**words**",
    "strong": "**words**",
    "i": "*words*",
    "em": "*words*",
    "u": "*words*",
    "s": "~~words~~",
    "del": "~~words~~",
    "code": "`code`",
    "br": "a backslash at the end of the line",
    "a": "[words](address)",
    "img": "![alt text](images/file.jpg)",
    "span": "[words]{.class} or [words]{lang=fr}",
    "sup": "a note, [^1], or maths",
    "sub": "maths",
    "table": "a table with | and ---",
    "hr": "--- on a line of its own",
    "p": "an empty line between paragraphs",
    "div": "a box, ::: note … :::",
    "aside": '::: aside "Title" … :::',
    "figure": '![alt text](images/file.jpg "Caption")',
    "blockquote": "> at the start of the line",
    "ul": "- at the start of each line",
    "ol": "1. at the start of each line",
    "h1": "# Heading",
    "h2": "## Heading",
    "h3": "### Heading",
    "dl": ": at the start of the description",
    "pre": "``` above and below the code",
}
_PAIRS: dict[str, type[Emphasis | Strong | Strikethrough | Phrase]] = {
    "em": Emphasis,
    "strong": Strong,
    "s": Strikethrough,
    "span": Phrase,
}


def prose(context: Context, text: str, span: Span) -> Inlines:
    """Read a line of inline Markdown from elsewhere than the body: a caption, a title, a key of the front matter."""
    tokens = context.md.parseInline(text, {"tally": context.tally})
    inlines_within_bounds(tokens, context.tally)
    if context.report_excess(span):
        return ()
    nodes = InlineReader(context, span, one_place=True).read(tokens[0].children or [])
    return trimmed(nodes)


def is_address(url: str) -> bool:
    """Say whether a link may lead there: to a host on the web, a mail address or a telephone."""
    return _ADDRESS.fullmatch(url) is not None


def trimmed(nodes: Inlines) -> Inlines:
    """Give inlines without white space at either end."""
    kept = [place for place, node in enumerate(nodes) if not (isinstance(node, Text) and not node.text.strip())]
    nodes = nodes[kept[0] : kept[-1] + 1] if kept else ()
    if nodes and isinstance(first := nodes[0], Text):
        nodes = (replace(first, text=first.text.lstrip()), *nodes[1:])
    if nodes and isinstance(last := nodes[-1], Text):
        nodes = (*nodes[:-1], replace(last, text=last.text.rstrip()))
    return nodes


def raw_html(context: Context, source: str, span: Span) -> None:
    """Report raw HTML, and name what to write instead; comments are dropped."""
    rest = re.sub(r"<!--.*?(-->|\Z)", "", source, flags=re.DOTALL)
    if not rest.strip():
        return
    tag = re.match(r"\s*</?([A-Za-z][A-Za-z0-9-]*)", rest)
    if tag is None:
        hint, about = "put the comment on its own lines", rest.strip().partition("\n")[0]
        context.report("raw-html", "text behind a comment is dropped with it", span, hint, about=about)
        return
    name = tag[1].lower()
    instead = INSTEAD.get(name, "the Markdown for it, or put the letters in `code`")
    message = f"<{name}> is HTML, which is not used here"
    # A closing tag says the same as the one that it closes, so in a line the two are one finding.
    context.report("raw-html", message, span, f"write {instead}", about=f"<{tag[1]}")


class InlineReader:
    """Reads the inline tokens of one block; ``trailing`` keeps attributes at the end that belong to the block.

    The span moves on by a line with each break, but where all stands in ``one_place``: in a value, say.
    """

    def __init__(
        self, context: Context, span: Span, *, block_takes_attributes: bool = False, one_place: bool = False
    ) -> None:
        self.context = context
        self.span = span
        self.trailing: Given | None = None
        self._block_takes = block_takes_attributes
        self._step = 0 if one_place else 1

    def read(self, tokens: Sequence[Token]) -> Inlines:
        """Give the inlines of a block's tokens."""
        if self._block_takes:
            last = tokens[-1] if tokens else None
            if last is not None and last.type == "attributes" and not last.meta["attached"]:
                self.trailing = last.meta["given"]
                tokens = tokens[:-1]
        return tuple(self._read(list(tokens)))

    def _read(self, tokens: list[Token]) -> Iterator[Inline]:
        place = 0
        while place < len(tokens):
            token = tokens[place]
            end = _closing(tokens, place)
            given = self._given(tokens, end + 1)
            node = self._node(token, tokens[place + 1 : end], given)
            if node is not None:
                yield node
            place = end + 1 + (given is not None)

    def _given(self, tokens: list[Token], place: int) -> Given | None:
        """Give the attributes that stand right behind an element."""
        if place < len(tokens) and tokens[place].type == "attributes" and tokens[place].meta["attached"]:
            given: Given = tokens[place].meta["given"]
            return given
        return None

    def _node(self, token: Token, inside: list[Token], given: Given | None) -> Inline | None:
        span, context = self.span, self.context
        match token.type:
            case "text" | "text_special":
                return Text(_plain(token.content), span=span) if token.content else None
            case "softbreak":
                self.span = span.at(span.line + self._step)
                return Text("\n", span=span)
            case "hardbreak":
                self.span = span.at(span.line + self._step)
                return LineBreak(span=span)
            case "code_inline":
                taken, _ = context.take(given, span)
                return Code(token.content, span=span, attributes=taken)
            case "maths_inline":
                taken, pairs = context.take(given, span, frozenset({"alt"}))
                formula = checked_formula(context, token.content, span)
                return Formula(formula, pairs.get("alt", ""), span=span, attributes=taken)
            case "em_open" | "strong_open" | "s_open" | "span_open":
                taken, _ = context.take(given, span)
                kind = _PAIRS[token.type.removesuffix("_open")]
                return kind(tuple(self._read(inside)), span=span, attributes=taken)
            case "link_open":
                return self._link(token, inside, given)
            case "image":
                return image(context, token, given, span)
            case "footnote_ref":
                return NoteCall(token.meta["label"], span=span)
            case "note_label":
                hint = "name the note in one word or a number: [^1]"
                context.report("note-undefined", f"{token.content} calls no note", span, hint, about=token.content)
                return None
            case "html_inline":
                raw_html(context, token.content, span)
                return None
            case "attributes":
                self._stray(token)
                return None
            case _:
                raise TypeError(f"an inline token that the dialect doesn't know: {token.type}")

    def _stray(self, token: Token) -> None:
        given: Given = token.meta["given"]
        if given.problem:
            self.context.take(given, self.span)
            return
        hint = "put them right behind a link, an image, code, maths or [words], or on a line above the block"
        message = f"{token.content} belongs to nothing"
        self.context.report("attributes-stray", message, self.span, hint, about=token.content)

    def _link(self, token: Token, inside: list[Token], given: Given | None) -> Inline | None:
        span, context = self.span, self.context
        href = str(token.attrs.get("href", ""))
        children = tuple(self._read(inside))
        taken, _ = context.take(given, span)
        scheme = re.match(r"\s*([A-Za-z][A-Za-z0-9+.-]*):", href)
        if scheme is None and (href.startswith("#") or href.partition("#")[0].endswith(".md")):
            target = target_of(context, href)
            page = "page" in taken.classes
            taken = replace(taken, classes=tuple(name for name in taken.classes if name != "page"))
            return Reference(target, children, page, span=span, attributes=taken)
        if not is_address(href):
            what = f"the link {href or '()'} leads nowhere"
            if scheme and scheme[1].lower() not in SCHEMES:
                what = f"{scheme[1].lower()}: links are not allowed"
            hint = scheme_hint(href) or did_you_mean(unquote(href), context.ids)
            hint = hint or "link to https://…, to an article (other.md) or to an id (#id)"
            context.report("link-target", what, span, hint, about=href or "()")
            return Phrase(children, span=span)
        return Link(href, children, span=span, attributes=taken)


def scheme_hint(url: str) -> str:
    """Give the address that was likely meant, or nothing: by a scheme that is known, or one that is left out."""
    scheme, colon, rest = url.partition(":")
    if colon:
        meant = nearest(scheme, SCHEMES)
        return f"did you mean {meant}:{rest}?" if meant else ""
    return f"did you mean https://{url}?" if url.lower().startswith("www.") else ""


def checked_formula(context: Context, tex: str, span: Span) -> str:
    """Give a formula that can be set, or report why it can't be."""
    problem = maths.problem(tex)
    if problem:
        context.report("maths", problem, span, about=tex)
        return "?"
    return tex


def target_of(context: Context, href: str) -> Target:
    """Give what ``#id``, ``other.md`` or ``other.md#id`` points at; a file that isn't known keeps its path as id."""
    path, _, name = href.partition("#")
    file = beside(context.path, path) if path else context.path
    return Target(context.ids.get(file, file), beside("", name) if name else "")


def image(context: Context, token: Token, given: Given | None, span: Span, *, alone: bool = False) -> Image:
    """Give the picture of an image token inside a sentence; one with a caption or credit should stand alone."""
    source = str(token.attrs.get("src", ""))
    if is_elsewhere(source):
        hint = "put the picture into the manuscript's images folder"
        message = f"{source[:60]} is not a file of the manuscript"
        context.report("image-address", message, span, hint, about=source)
        source = ""
    elif not source:
        hint = "write ![alt](images/file.jpg)"
        context.report("image-missing", "this picture names no file", span, hint, about="![")
    taken, _ = context.take(given, span) if not alone else (Attributes(), {})
    if not alone and token.attrs.get("title"):
        hint = "give the picture a paragraph of its own, and no .decorative"
        message = "only a picture that is a figure can have a caption"
        context.report("image-caption", message, span, hint, about=str(token.attrs["title"]))
    alt = " ".join("".join(map(_alternative, token.children or ())).split())
    decorative = "decorative" in taken.classes
    if decorative and alt:
        hint = "take .decorative away, or the text"
        context.report("alt-decorative", "a decorative picture has alternative text", span, hint, about=alt)
    path = beside(context.path, source) if source else ""
    return Image(path, alt, decorative, span=span, attributes=taken)


def is_elsewhere(source: str) -> bool:
    """Say whether a picture's address is one of the web or the like, rather than a file's path."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+:|//", source) is not None


def _alternative(token: Token) -> str:
    """Give what a token in a picture's brackets adds to its alternative text."""
    return " " if token.type in {"softbreak", "hardbreak"} else "" if token.type == "attributes" else token.content


def _plain(text: str) -> str:
    """Give text without form feeds: ``&#12;`` makes one, and XML has no way to write it (XML 1.0, 2.2)."""
    return text.replace("\f", " ")


def _closing(tokens: list[Token], place: int) -> int:
    """Give the place of the token that closes the one at ``place``: itself where it opens nothing."""
    depth = 0
    for index in range(place, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    return len(tokens) - 1
