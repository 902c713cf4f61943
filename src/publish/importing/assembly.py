"""A document's flow → an article of the tree: which paragraph becomes what, by its style and by where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publish.importing.bookmarks import bookmarks
from publish.importing.captions import Caption, captioned
from publish.importing.escaping import cleaned
from publish.importing.flow import (
    TEXT_BOX,
    Call,
    Entry,
    Grid,
    Group,
    LineEnd,
    Para,
    Scene,
    Shown,
    Words,
    excerpt,
    words_of,
)
from publish.importing.inlines import Speech
from publish.importing.normal import normal, normal_blocks, one_line
from publish.importing.tables import table
from publish.importing.tidying import levelled, with_called_notes, without_dead_ends
from publish.manuscript.files import NOT_TEXT
from publish.tree import (
    Article,
    Attributes,
    Block,
    Box,
    Break,
    CodeBlock,
    Decoration,
    Definition,
    DefinitionList,
    Figure,
    Heading,
    Image,
    Inline,
    Item,
    List,
    Note,
    Paragraph,
    PullQuote,
    Quotation,
    Strong,
    Table,
    Text,
)
from publish.walk import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from publish.importing.flow import Bit, Document, Flow
    from publish.importing.inlines import Pictures
    from publish.importing.styles import Styles
    from publish.source import Span

    Inlines = tuple[Inline, ...]

_TOGETHER = {"quote", "pullquote", "aside", "note", "editorial", "links", "code", "term", "description"}
_HEAD = {"title", "kicker", "standfirst", "author"}
_SCENE = re.compile(r"\s*(([*•·⁂#~—–-]\s*){3,5}|[*•⁂#]\s*)")
"""How people write a change of scene."""
_BOXES = {"aside", "note", "editorial", "links"}
_WITH_ARTICLE = {"aside": "an aside", "pullquote": "a pull quote", "quote": "a quotation", "note": "a note"}


@dataclass(frozen=True, slots=True)
class Naming:
    """What is known of an article before it is read: its path and id, and the name of its file."""

    path: str
    id: str
    stem: str
    files: Mapping[str, str]


def assemble(
    document: Document, styles: Styles, pictures: Pictures, naming: Naming, language: str, span: Span
) -> Article:
    """Give a document as an article, in the form that Markdown can say; what changed is among its remarks."""
    return _Assembly(document, styles, pictures, naming, language, span).article()


class _Assembly:
    def __init__(
        self, document: Document, styles: Styles, pictures: Pictures, naming: Naming, language: str, span: Span
    ) -> None:
        self._document = document
        self._remarks = document.remarks
        self._styles = styles
        self._naming = naming
        self._span = span
        self._unknown: dict[str, list[tuple[int, str]]] = {}
        self._ids, self._own = bookmarks(document)
        self._speech = Speech(naming.id, language, self._remarks, pictures, self._ids, naming.files)
        self._language = language

    def article(self) -> Article:
        """Give the article: its front matter, its title, its body and its notes."""
        flow = tuple(each for each in self._document.flow if not self._is_dropped(each))
        title, flow = self._title(flow)
        head: dict[str, list[Para]] = {name: [] for name in ("kicker", "standfirst", "author")}
        rest: list[Flow] = []
        for each in flow:
            kind = self._kind(each) if isinstance(each, Para) else ""
            # A subtitle further down is one of the text.
            if kind in head and isinstance(each, Para) and not any(_has_words(other) for other in rest):
                head[kind].append(each)
            else:
                rest.append(each)
        kicker, standfirst = (self._run_together(head[name]) for name in ("kicker", "standfirst"))
        authors = tuple(author for para in head["author"] for author in self._authors(para))
        body = levelled(self._blocks(rest), self._remarks)
        notes = self._notes()
        naming = self._naming
        article = Article(
            naming.path, naming.id, title.children, "", self._language, body, notes,
            kicker=kicker, standfirst=standfirst, authors=authors, start="",
            span=title.span, attributes=title.attributes,
        )  # fmt: skip
        self._say_styles()
        return with_called_notes(without_dead_ends(normal(article), self._remarks), self._remarks)

    # -------------------------------------------------------------------------------------------------- front matter

    def _title(self, flow: tuple[Flow, ...]) -> tuple[Heading, tuple[Flow, ...]]:
        """Give the title and the flow without it."""
        paras = [each for each in flow if isinstance(each, Para) and words_of(each.bits).strip()]
        titles = [each for each in paras if self._kind(each) == "title"]
        first = titles or [each for each in paras if self._kind(each) == "heading 1"]
        if not first:
            said = self._document.title.strip() or self._naming.stem
            source = "the document's properties" if self._document.title.strip() else "the name of the file"
            message = f"no paragraph is of the style Title or Heading 1, so the title is from {source}: {excerpt(said)}"
            self._remarks.say("import-title", message, 0, "look whether it is the right one")
            return Heading(1, (Text(cleaned(said).strip(), span=self._span),), span=self._span), flow
        chosen = first[0]
        place = flow.index(chosen)
        if any(
            self._kind(each) not in _HEAD if isinstance(each, Para) else True
            for each in flow[:place]
            if _has_words(each)
        ):
            message = f"something stands above the title {excerpt(words_of(chosen.bits))}; it is below it now"
            self._remarks.say("import-title", message, chosen.place, "see what belongs into the front matter")
        span = self._span.at(chosen.place)
        shown = tuple(bit for bit in chosen.bits if isinstance(bit, Shown))
        words = tuple(bit for bit in chosen.bits if not isinstance(bit, Shown))
        behind = (Para(shown, (), chosen.place),) if shown else ()
        children = one_line(self._speech.inlines(words, span)) or (Text(self._naming.stem, span=span),)
        return Heading(1, children, span=span, attributes=self._attributes(chosen)), (
            *flow[:place], *behind, *flow[place + 1 :],
        )  # fmt: skip

    def _run_together(self, paras: Sequence[Para]) -> Inlines:
        parts: list[Inline] = []
        for para in paras:
            span = self._span.at(para.place)
            parts += [Text(" ", span=span)] if parts else []
            parts += self._speech.inlines(para.bits, span)
        return one_line(tuple(parts))

    def _authors(self, para: Para) -> Iterable[Inlines]:
        """Give the authors of a byline: one a line, without the word that layouts put before them."""
        span = self._span.at(para.place)
        line: list[Bit] = []
        for bit in (*para.bits, LineEnd()):
            if not isinstance(bit, LineEnd):
                line.append(bit)
                continue
            if line and isinstance(first := line[0], Words):
                line[0] = replace(
                    first, text=re.sub(r"^\s*(by|von|par|por|di|door|av|af)\s+", "", first.text, flags=re.IGNORECASE)
                )
            if words := one_line(self._speech.inlines(line, span)):
                yield words
            line = []

    # -------------------------------------------------------------------------------------------------------- blocks

    def _blocks(self, flow: Sequence[Flow]) -> tuple[Block, ...]:
        """Give what stands together, lists and groups of one style put together, captions put to their pictures."""
        made: list[Block | Caption] = []
        place = 0
        while place < len(flow):
            end = place + 1
            first = flow[place]
            kind = self._kind(first)
            if first.entry is not None and not kind.startswith("heading"):
                while (
                    end < len(flow) and flow[end].entry is not None and not self._kind(flow[end]).startswith("heading")
                ):
                    end += 1
                made += self._lists(flow[place:end])
            elif isinstance(first, Para) and kind in _TOGETHER:
                alike = {"term", "description"} if kind in {"term", "description"} else {kind}
                while end < len(flow) and isinstance(flow[end], Para) and self._kind(flow[end]) in alike:
                    end += 1
                made += self._together(kind, [each for each in flow[place:end] if isinstance(each, Para)])
            else:
                made += self._block(first, kind)
            place = end
        return captioned(made, self._remarks)

    def _block(self, each: Flow, kind: str) -> Iterable[Block | Caption]:
        span = self._span.at(each.place)
        match each:
            case Scene():
                return [Break(span=span)]
            case Grid():
                return self._grid(each, span)
            case Group():
                return self._group(each, kind, span)
            case Para():
                return self._paragraph(each, kind, span)

    def _paragraph(self, para: Para, kind: str, span: Span) -> Iterable[Block | Caption]:
        if kind.startswith("heading") or kind == "title":
            return self._heading(para, int(kind[-1]) if kind[-1].isdigit() else 1, span)
        if kind == "break":
            return [Break(span=span)]
        if kind in {"caption", "credit"}:
            return self._caption(para, kind, span)
        if not para.bits or not any(not isinstance(bit, Words) or bit.text.strip() for bit in para.bits):
            return []
        if re.fullmatch(_SCENE, words_of(para.bits)) and not _shown(para.bits):
            return [Break(span=span)]
        shown = _shown(para.bits)
        if shown and not words_of(para.bits).strip() and not any(isinstance(bit, Call) for bit in para.bits):
            return [block for bit in shown for block in self._picture(bit, para, span)]
        language = self._speech.own_language(para.bits)
        children = self._speech.inlines(para.bits, span, language)
        return [Paragraph(children, span=span, attributes=replace(self._attributes(para), lang=language))]

    def _picture(self, bit: Shown, para: Para, span: Span) -> Iterable[Block]:
        if bit.lead:
            self._remarks.drop("links of pictures", para.place)
        nodes = self._speech.inlines((replace(bit, lead=""),), span)
        if not (nodes and isinstance(image := nodes[0], Image)):
            return [Paragraph(nodes, span=span)]
        image = replace(image, attributes=Attributes())
        kind = Decoration if image.decorative else Figure
        return [kind(image, span=span, attributes=self._attributes(para))]

    def _heading(self, para: Para, level: int, span: Span) -> Iterable[Block]:
        shown = _shown(para.bits)
        behind = [block for bit in shown for block in self._picture(bit, replace(para, names=()), span)]
        children = one_line(self._speech.inlines([bit for bit in para.bits if not isinstance(bit, Shown)], span))
        if len(children) == 1 and isinstance(only := children[0], Strong):
            children = only.children  # a heading is strong by itself
        if not text_of(children).strip():
            return behind
        return [Heading(level, children, span=span, attributes=self._attributes(para)), *behind]

    def _caption(self, para: Para, kind: str, span: Span) -> Iterable[Block | Caption]:
        shown = _shown(para.bits)
        bits = tuple(bit for bit in para.bits if not isinstance(bit, Shown))
        figures = [block for bit in shown for block in self._picture(bit, para, span)]
        words = one_line(self._speech.inlines(bits, span, self._speech.own_language(bits)))
        return [*figures, *([Caption(kind, words, para.about, span)] if words else [])]

    def _grid(self, grid: Grid, span: Span) -> Iterable[Block | Caption]:
        rows = grid.rows
        if len(rows) == 1 and len(rows[0]) == 1:
            inside = self._blocks(rows[0][0].flow)
            self._remarks.say("import-table", "a table of one cell has become an aside", grid.place,
                              "see whether it is one, or say ::: note")  # fmt: skip
            return [Box("aside", inside, span=span)] if inside else []
        made = table(grid, self._speech, self._remarks, span)
        if made is None:
            return []
        made = replace(made, attributes=replace(made.attributes, id=self._id(grid.names)))
        caption = one_line(self._speech.inlines(grid.caption, span))
        return [replace(made, caption=caption)]

    def _group(self, group: Group, kind: str, span: Span) -> Iterable[Block | Caption]:
        if kind == "drop":
            return []
        inside = self._blocks(group.flow)
        attributes = Attributes(id=self._id(group.names))
        if kind in {"", "text"} or not inside:
            return inside
        if group.styles[:1] == TEXT_BOX:
            if all(isinstance(block, Figure | Decoration | Table) for block in inside):
                return inside
            message = f"a text box has become {_WITH_ARTICLE.get(kind, 'a box')}: {excerpt(text_of(inside))}"
            self._remarks.say("import-lost", message, group.place, "see whether it stands where it belongs")
        return [_boxed(kind, inside, span, attributes)]

    def _together(self, kind: str, paras: Sequence[Para]) -> Iterable[Block]:
        span = self._span.at(paras[0].place)
        if kind == "code":
            text = "\n".join(_verbatim(para.bits) for para in paras)
            return [CodeBlock(f"{text}\n", paras[0].language, span=span)] if text.strip() else []
        if kind in {"term", "description"}:
            return self._definitions(paras)
        inside = [block for para in paras for block in self._paragraph(para, "text", self._span.at(para.place))]
        blocks = captioned(inside, self._remarks)
        return [_boxed(kind, blocks, span, Attributes())] if blocks else []

    def _definitions(self, paras: Sequence[Para]) -> Iterable[Block]:
        result: list[Block] = []
        definitions: list[Definition] = []
        for para in paras:
            span = self._span.at(para.place)
            blocks = normal_blocks(captioned(self._paragraph(para, "text", span), self._remarks))
            if self._kind(para) == "term":
                definitions.append(Definition(one_line(self._speech.inlines(para.bits, span)), (), span=span))
            elif definitions and blocks:
                last = definitions[-1]
                definitions[-1] = replace(
                    last, descriptions=((*(last.descriptions[0] if last.descriptions else ()), *blocks),)
                )
            else:
                result += blocks
        for each in definitions:
            whole = each.term and each.descriptions
            result.append(
                DefinitionList((each,), span=each.span)
                if whole
                else Paragraph((Strong(each.term, span=each.span),), span=each.span)
            )
        return result

    # --------------------------------------------------------------------------------------------------------- lists

    def _lists(self, flow: Sequence[Flow]) -> list[Block | Caption]:
        """Give paragraphs of lists as lists, with the deeper ones in their items."""
        result: list[Block | Caption] = []
        place = 0
        while place < len(flow):
            entry = flow[place].entry
            assert entry is not None
            end = place + 1
            while end < len(flow) and not self._ends(flow[end].entry, entry):
                end += 1
            item = self._item(flow[place:end], entry.depth)
            last = result[-1] if result else None
            if isinstance(last, List) and item and self._goes_on(last, entry):
                result[-1] = replace(last, items=(*last.items, item))
            elif item:
                start = max(entry.number, 0) if entry.number >= 0 else 1
                ordered = entry.number >= 0
                result.append(List((item,), ordered, start, span=self._span.at(flow[place].place)))
            place = end
        return result

    def _ends(self, entry: Entry | None, first: Entry) -> bool:
        """Say whether an entry is none of the item that began with ``first``."""
        assert entry is not None
        return entry.depth < first.depth or (entry.depth == first.depth and entry.begins)

    def _goes_on(self, last: List, entry: Entry) -> bool:
        if not last.ordered or entry.number < 0:
            return last.ordered == (entry.number >= 0)
        return entry.number == last.start + len(last.items)

    def _item(self, flow: Sequence[Flow], depth: int) -> Item | None:
        children: list[Block] = []
        own: list[Flow] = []
        place = 0
        while place < len(flow):
            entry = flow[place].entry
            assert entry is not None
            end = place + 1
            if entry.depth > depth:
                while end < len(flow) and (other := flow[end].entry) is not None and other.depth > depth:
                    end += 1
                children += self._blocks(own)
                own = []
                children += [block for block in self._lists(flow[place:end]) if not isinstance(block, Caption)]
            else:
                own.append(replace(flow[place], entry=None))
            place = end
        children += self._blocks(own)
        kept = tuple(_without_heading(child) for child in children)
        return Item(kept, span=self._span.at(flow[0].place)) if kept else None

    # --------------------------------------------------------------------------------------------------------- notes

    def _notes(self) -> tuple[Note, ...]:
        """Give the notes that are called, in the order of their calls; a note may call another."""
        notes: list[Note] = []
        labels = self._speech.labels
        while len(notes) < len(labels):
            key = list(labels)[len(notes)]
            flow = self._document.notes.get(key, ())
            place = flow[0].place if flow else 0
            blocks = tuple(map(_without_heading, self._blocks(flow)))
            if not text_of(blocks).strip() and not blocks:
                self._remarks.say("import-lost", "a note has no text", place, "write it, or take its mark away")
                blocks = (Paragraph((Text("TODO: write this note", span=self._span),), span=self._span.at(place)),)
            notes.append(Note(labels[key], blocks, span=self._span.at(place)))
        return tuple(notes)

    # -------------------------------------------------------------------------------------------------------- styles

    def _is_dropped(self, each: Flow) -> bool:
        if self._kind(each) != "drop":
            return False
        words = words_of(each.bits) if isinstance(each, Para) else ""
        self._remarks.drop("tables of contents and what a style says is to be left out", each.place, words)
        return True

    def _kind(self, each: Flow) -> str:
        """Give the construct of what stands in the flow; what nobody knows is text, and said."""
        if not isinstance(each, Para | Group) or not each.styles:
            return "text"
        found = self._styles.construct(each.styles)
        words = words_of(each.bits) if isinstance(each, Para) else ""
        if not found and words.strip():
            places = self._unknown.setdefault(each.styles[0], [])
            if (each.place, words) not in places:
                places.append((each.place, words))
        return found or "text"

    def _say_styles(self) -> None:
        for name, places in self._unknown.items():
            words = excerpt(next((words for _, words in places if words.strip()), ""))
            many = "a paragraph of it is" if len(places) == 1 else f"{len(places)} paragraphs of it are"
            message = f"the style {name} isn't known; {many} plain text: {words}"
            hint = f'say what it becomes in a file for --styles: "{name}": pullquote'
            self._remarks.say("import-style", message, places[0][0], hint)

    def _attributes(self, para: Para) -> Attributes:
        return Attributes(id=self._id(para.names))

    def _id(self, names: Iterable[str]) -> str:
        """Give the id of a block that something leads to; each stands once."""
        for name in names:
            if name in self._own:
                return self._own.pop(name)
        return ""


# ------------------------------------------------------------------------------------------------------------ details


def _has_words(each: Flow) -> bool:
    return not isinstance(each, Para) or bool(words_of(each.bits).strip()) or bool(_shown(each.bits))


def _shown(bits: Iterable[Bit]) -> list[Shown]:
    return [bit for bit in bits if isinstance(bit, Shown)]


def _verbatim(bits: Iterable[Bit]) -> str:
    text = "".join(bit.text if isinstance(bit, Words) else "\n" if isinstance(bit, LineEnd) else "" for bit in bits)
    return NOT_TEXT.sub("", text.replace("\r", ""))


def _boxed(kind: str, inside: tuple[Block, ...], span: Span, attributes: Attributes) -> Block:
    if kind == "quote":
        return Quotation(inside, span=span, attributes=attributes)
    if kind == "pullquote":
        return PullQuote(inside, span=span, attributes=attributes)
    return Box(kind if kind in _BOXES else "aside", inside, span=span, attributes=attributes)


def _without_heading(block: Block) -> Block:
    """Give a paragraph for a heading that stands where none can."""
    if isinstance(block, Heading):
        return Paragraph((Strong(block.children, span=block.span),), span=block.span, attributes=block.attributes)
    return block
