"""Tree → XHTML: one Jinja template for each kind of block, inlines in Python, where white space is exact.

The markup is polyglot: read as XML and as HTML it means the same. A backend hands over a `Drawing`, which answers the
few questions whose answers differ from output to output; the folders of a layout choose the templates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, assert_never
from xml.etree import ElementTree as ET

from jinja2 import DictLoader, StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from publish.diagnostics import Diagnostic, PublishError, did_you_mean
from publish.edition import navigation
from publish.highlight import highlight
from publish.pagemap import numbered
from publish.source import Span
from publish.tree import (
    NO_ATTRIBUTES,
    Article,
    Block,
    Box,
    Break,
    Cell,
    Code,
    CodeBlock,
    Decoration,
    DefinitionList,
    Emphasis,
    Event,
    Figure,
    Formula,
    FormulaBlock,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    NoteCall,
    PageBreak,
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
from publish.walk import text_of
from publish.words import day, days, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from xml.etree.ElementTree import Element

    from publish.design import File
    from publish.edition import Document, Edition, Entry, Label
    from publish.tree import Node

TEMPLATES: dict[type, str] = {
    Paragraph: "blocks/paragraph.html",
    Heading: "blocks/heading.html",
    Figure: "blocks/figure.html",
    Quotation: "blocks/quotation.html",
    List: "blocks/list.html",
    DefinitionList: "blocks/definition-list.html",
    CodeBlock: "blocks/code.html",
    FormulaBlock: "blocks/formula.html",
    Table: "blocks/table.html",
    Break: "blocks/break.html",
    Decoration: "blocks/decoration.html",
    PullQuote: "blocks/pullquote.html",
    Box: "blocks/box.html",
    Event: "blocks/event.html",
    PageBreak: "page-break.html",
}


class Drawing(Protocol):
    """What an output answers while its markup is made."""

    @property
    def target(self) -> str:
        """The output's folder in a layout: ``epub`` or ``pdf``."""

    def href(self, target: Target) -> str:
        """Give the address of a target."""

    def anchor(self, article: str, name: str) -> str:
        """Give the ``id`` attribute of an element of an article."""

    def source(self, path: str) -> str:
        """Give the address of a picture."""

    def page(self, target: Target) -> str:
        """Give the number of the page on which a target stands; nothing where the output has no pages."""

    def formula(self, tex: str, alt: str, *, display: bool) -> str:
        """Give the markup of a formula."""

    def mark(self, article: str, number: int) -> str:
        """Give the name under which a laid-out node is found again; nothing where nothing is laid out."""


@dataclass(frozen=True, slots=True)
class _Attributes:
    """The attributes of an element, for templates: ``{{ attributes("class", …) }}`` adds classes of its own."""

    id: str
    classes: tuple[str, ...]
    lang: str
    mark: str = ""

    def __call__(self, *classes: str) -> Markup:
        names = " ".join(filter(None, (*classes, *self.classes)))
        pairs = (
            ("id", self.id),
            ("class", names),
            ("lang", self.lang),
            ("xml:lang", self.lang),
            ("data-node", self.mark),
        )
        return Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in pairs if value)

    def __html__(self) -> str:
        return self()


class Layout:
    """A layout's templates for one output of one edition."""

    def __init__(self, edition: Edition, drawing: Drawing) -> None:
        self.edition = edition
        self.drawing = drawing
        self.words = words(edition.language)
        self._files: Mapping[str, File] = edition.design.files[drawing.target]
        self._environment = ImmutableSandboxedEnvironment(
            loader=DictLoader({name: file.text for name, file in self._files.items()}),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        metadata = edition.publication.metadata
        self._environment.globals.update(
            publication=metadata,
            edition=edition,
            layout=edition.design.name,
            words=self.words,
            date=day(metadata.date, edition.language) if metadata.date else "",
            month=day(metadata.date, edition.language, "MMMM y") if metadata.date else "",
        )
        self._article: Article | None = None
        self._called: set[str] = set()
        self._numbers: dict[int, int] = {}

    # ----------------------------------------------------------------------------------------------------- documents

    def page(self, document: Document, **more: object) -> Markup:
        """Give the markup of one document of the edition by the template of its kind, which is given ``more`` too."""
        context: dict[str, Any] = {
            "document": document,
            "id": self.drawing.anchor(document.id, ""),
            "opens": self._opens(document.id),
            "back": "",
            **more,
        }
        match document.kind:
            case "article" if document.article:
                return self._article_page(document.article, context)
            case "part" if document.part:
                context |= {"title": self.inlines(document.part.title), "attributes": _Attributes("", (), "")}
            case "cover":
                context |= self._cover(self.edition.publication.metadata.cover, "cover")
            case "back-cover":
                context |= self._cover(self.edition.publication.metadata.back_cover, "back-cover")
            case "contents":
                context |= {"entries": self.entries()}
            case _:
                pass
        return self.render(f"{document.kind}.html", **context)

    def render(self, name: str, /, **context: object) -> Markup:
        """Render a template; a mistake in it is raised as a diagnostic with its file and line."""
        try:
            return Markup(self._environment.get_template(name).render(context).strip())  # noqa: S704
        except TemplateError as error:
            raise PublishError([self._template_problem(name, error, context)]) from error
        except (TypeError, ValueError, ZeroDivisionError, AttributeError, OverflowError) as error:
            diagnostic = self._template_problem(name, error, context)
            if diagnostic.span.path not in {file.shown for file in self._files.values()}:
                raise  # it happened in our own code, so it is a bug of ours and shows its traceback
            raise PublishError([diagnostic]) from error

    def tree(self, markup: str, name: str) -> Element:
        """Parse the markup of a whole document; what isn't well-formed is a diagnostic on the template ``name``."""
        try:
            return ET.fromstring(markup)  # noqa: S314  our own templates wrote it, and text in it is escaped
        except ET.ParseError as error:
            line, column = error.position
            text = markup.splitlines()[line - 1] if 0 < line <= len(markup.splitlines()) else ""
            near = text[max(0, column - 40) : column + 20].strip()
            shown = self._files[name].shown if name in self._files else name
            hint = "close every element, write & as &amp; and use numbers for other entities, such as &#160;"
            message = f"the markup isn't well-formed near: {near}"
            raise PublishError([Diagnostic("template-markup", message, Span(shown), hint)]) from error

    def _template_problem(self, name: str, error: Exception, context: Mapping[str, object]) -> Diagnostic:
        line, where = 1, name
        if isinstance(error, TemplateSyntaxError):
            line, where = error.lineno, error.name or name
        else:
            trace = error.__traceback__
            while trace:
                file = trace.tb_frame.f_code.co_filename
                last = trace.tb_next is None
                if trace.tb_frame.f_globals.get("__jinja_template__") or "<template>" in file or last:
                    template = trace.tb_frame.f_globals.get("name") or trace.tb_frame.f_locals.get("name")
                    if isinstance(template, str) and template in self._files:
                        line, where = trace.tb_lineno, template
                trace = trace.tb_next
        shown = self._files[where].shown if where in self._files else f"layouts/{where}"
        hint = ""
        if isinstance(error, UndefinedError):
            known = sorted({*context, *(key for key in self._environment.globals if key.islower())})
            found = re.search(r"'([\w-]+)' is undefined", str(error))
            hint = (did_you_mean(found[1], known) if found else "") or f"available: {', '.join(known)}"
        message = str(error) or type(error).__name__
        if type(error).__name__ == "TemplateNotFound":
            message = f"there is no template {message}"
        return Diagnostic("template", message, Span(shown, line), hint)

    def _cover(self, cover: Any, key: str) -> dict[str, object]:
        if cover is None:
            return {"picture": None, "lines": [], "alt": "", "credit": Markup("")}
        places = self.edition.publication.places
        image = Image(cover.image, cover.alt, span=places.get(f"{key}.image", places[""]))
        lines = [
            {"text": self.plain(line.text), "href": self._line_href(line.to), "page": self._line_page(line.to)}
            for line in getattr(cover, "lines", ())
        ]
        return {"picture": self._picture(image), "lines": lines, "alt": cover.alt, "credit": self.plain(cover.credit)}

    def _line_target(self, path: str) -> Target | None:
        found = (article for article in self.edition.publication.articles if article.path == path)
        article = next(found, None)
        return Target(article.id) if article else None

    def _line_href(self, path: str) -> str:
        target = self._line_target(path)
        return self.drawing.href(target) if target else ""

    def _line_page(self, path: str) -> str:
        target = self._line_target(path)
        return self.drawing.page(target) if target else ""

    @staticmethod
    def plain(text: str) -> Markup:
        """Give metadata's prose, of which emphasis is the only markup."""
        return Markup(re.sub(r"\*([^*]+)\*", r"<em>\1</em>", str(escape(text))))  # noqa: S704  escaped before

    def entries(self) -> list[dict[str, object]]:
        """Give the table of contents as templates see it."""
        return [self._entry(entry) for entry in navigation(self.edition)]

    @staticmethod
    def entry_of(title: str, href: str) -> dict[str, object]:
        """Give an entry for a page that isn't an article, as templates see it."""
        return {
            "title": escape(title), "text": title, "href": href, "page": "", "kind": "page", "number": 0, "section": 0,
            "kicker": Markup(""), "standfirst": Markup(""), "authors": [], "opens": Markup(""), "children": [],
        }  # fmt: skip

    def _entry(self, entry: Entry) -> dict[str, object]:
        article = entry.document.article
        return {
            "title": self.inlines(entry.title, linked=False),
            "text": " ".join(text_of(entry.title).split()),
            "href": self.drawing.href(entry.target),
            "page": self.drawing.page(entry.target),
            "kind": article.kind if article else "part",
            "number": article.number if article else 0,
            "section": entry.document.section,
            "kicker": self.inlines(article.kicker, linked=False) if article else Markup(""),
            "standfirst": self.inlines(article.standfirst, linked=False) if article else Markup(""),
            "authors": [self.inlines(name, linked=False) for name in article.authors] if article else [],
            "opens": self._opens("contents", entry.target.article),
            "children": [self._entry(child) for child in entry.children],
        }

    # ------------------------------------------------------------------------------------------------------ articles

    def _article_page(self, article: Article, context: dict[str, Any]) -> Markup:
        self._article, self._called = article, set()
        self._numbers = {id(node): number for number, node in numbered(article)}
        lang = article.language if article.language != self.edition.language else article.attributes.lang
        context |= {
            "article": article,
            "attributes": _Attributes(self.drawing.anchor(article.id, ""), article.attributes.classes, lang),
            "title": self.inlines(article.title),
            "title_id": self.drawing.anchor(article.id, article.title_id),
            "title_text": " ".join(text_of(article.title).split()),
            "short_title": self.inlines(article.short_title or article.title, linked=False),
            "level": article.level,
            "kind": article.kind,
            "kicker": self.inlines(article.kicker),
            "standfirst": self.inlines(article.standfirst),
            "authors": [self.inlines(name) for name in article.authors],
            "lead": self._lead(article),
            "part": self.inlines(context["document"].part.title, linked=False) if context["document"].part else "",
            "section": context["document"].section,
            "body": self.blocks(article.body),
            "dropcap": self._dropcap,
            "notes": [
                {
                    "number": note.number,
                    "id": self.drawing.anchor(article.id, f"note-{note.number}"),
                    "href": self.drawing.href(Target(article.id, f"call-{note.number}")),
                    "body": self.blocks(note.children),
                }
                for note in article.notes
            ],
        }
        template = f"article-{article.layout}.html" if article.layout else "article.html"
        try:
            return self.render(template, **context)
        finally:
            self._article = None

    def _lead(self, article: Article) -> Markup:
        return self.block(article.lead) if article.lead else Markup("")

    def _dropcap(self, body: Markup) -> Markup:
        """Set the first letter of a body's first paragraph apart, with its opening quotation mark, if it has one."""
        return Markup(  # noqa: S704  what comes in is markup
            re.sub(r"\A(\s*<p[^>]*>)([“‘«„]?\w)(?=\w|\s)", r'\1<span class="dropcap">\2</span>', str(body), count=1)
        )

    # -------------------------------------------------------------------------------------------------------- blocks

    def blocks(self, blocks: Iterable[Block]) -> Markup:
        """Give the markup of blocks."""
        return Markup("\n").join(self.block(block) for block in blocks)

    def block(self, block: Block) -> Markup:
        """Give the markup of one block by the template of its kind."""
        context = {"attributes": self._attributes(block), **self._context(block)}
        return self.render(TEMPLATES[type(block)], **context)

    def _context(self, block: Block) -> dict[str, object]:
        match block:
            case Paragraph():
                return {"content": self.inlines(block.children)}
            case Heading():
                level = block.level + (self._article.level - 1 if self._article else 0)
                return {"content": self.inlines(block.children), "level": min(level, 6)}
            case Quotation():
                return {"body": self.blocks(block.children)}
            case Figure():
                return self._figure(block)
            case List():
                items = [
                    {"attributes": self._attributes(item), "body": self._item(block, item.children)}
                    for item in block.items
                ]
                return {"items": items, "ordered": block.ordered, "start": block.start, "tight": block.tight}
            case DefinitionList():
                definitions = [
                    {
                        "term": self.inlines(each.term),
                        "descriptions": [self._loose(description) for description in each.descriptions],
                    }
                    for each in block.definitions
                ]
                return {"definitions": definitions}
            case CodeBlock():
                return {"content": self._code(block), "language": block.language}
            case FormulaBlock():
                return {"formula": Markup(self.drawing.formula(block.tex, block.alt, display=True))}  # noqa: S704
            case Table():
                rows = [self._row(row) for row in block.rows]
                label = self._numbered(self.words["table"], block.number)
                return {
                    "head": self._row(block.head),
                    "rows": rows,
                    "caption": self.inlines(block.caption),
                    "label": label,
                    "columns": len(block.head.cells),
                }
            case Break():
                return {}
            case Decoration():
                return {"picture": self._picture(block.image)}
            case PullQuote():
                return {"body": self.blocks(block.children), "cite": self.inlines(block.cite), "repeats": block.repeats}
            case Box():
                name = text_of(block.title) or self.words.get(block.kind, "")
                return {
                    "kind": block.kind,
                    "title": self.inlines(block.title),
                    "by": self.inlines(block.by),
                    "name": name,
                    "body": self.blocks(block.children),
                }
            case Event():
                return {
                    "title": self.inlines(block.title), "body": self.blocks(block.children),
                    "place": self.inlines(block.place), "url": block.url, "start": block.start, "end": block.end,
                    "days": days(block.start, block.end, self.edition.language),
                    "name": text_of(block.title) or self.words["event"],
                }  # fmt: skip
            case PageBreak():
                return {"label": block.label}
            case _:
                assert_never(block)

    def _item(self, block: List, children: tuple[Block, ...]) -> Markup:
        return self._loose(children) if block.tight else self.blocks(children)

    def _loose(self, children: tuple[Block, ...]) -> Markup:
        """Give blocks whose paragraphs stand bare, as in a tight list."""
        return Markup("\n").join(
            self.inlines(child.children)
            if isinstance(child, Paragraph) and child.attributes == NO_ATTRIBUTES
            else self.block(child)
            for child in children
        )

    def _figure(self, figure: Figure) -> dict[str, object]:
        description = ""
        if figure.description:
            description = self.drawing.href(figure.description)
        return {
            "picture": self._picture(figure.image),
            "caption": self.inlines(figure.caption),
            "credit": self.inlines(figure.credit),
            "label": self._numbered(self.words["figure"], figure.number),
            "width": figure.width,
            "description": description,
        }

    @staticmethod
    def _numbered(word: str, number: int) -> str:
        return f"{word} {number}" if number else ""

    def _picture(self, image: Image) -> dict[str, object]:
        picture = self.edition.publication.pictures[image.path]
        source = self.drawing.source(image.path)
        return {"src": source, "alt": image.alt, "width": round(picture.width), "height": round(picture.height)}

    def _row(self, row: Row) -> list[dict[str, object]]:
        return [self._cell(cell) for cell in row.cells]

    def _cell(self, cell: Cell) -> dict[str, object]:
        return {
            "content": self.inlines(cell.children),
            "align": cell.align,
            "header": cell.header,
            "attributes": self._attributes(cell),
        }

    def _code(self, block: CodeBlock) -> Markup:
        """Give highlighted code, with a marker wherever a print page begins in it."""
        text = block.text.rstrip("\n")
        pieces = (highlight(text, block.language) if block.language else None) or (("", text),)
        result: list[Markup] = []
        breaks = list(block.breaks)
        passed = 0
        for name, piece in pieces:
            while breaks and breaks[0][0] <= passed + len(piece):
                offset, label = breaks.pop(0)
                result += (_coded(name, piece[: offset - passed]), self.page_break(label))
                piece, passed = piece[offset - passed :], offset  # noqa: PLW2901  the rest of it is what is left
            result.append(_coded(name, piece))
            passed += len(piece)
        result += (self.page_break(label) for _, label in breaks)
        return Markup("").join(result)

    def _attributes(self, node: Node) -> _Attributes:
        attributes = node.attributes
        if self._article is None:
            return _Attributes(attributes.id, attributes.classes, attributes.lang)
        name = self.drawing.anchor(self._article.id, attributes.id) if attributes.id else ""
        number = self._numbers.get(id(node), -1)
        mark = self.drawing.mark(self._article.id, number) if number >= 0 else ""
        return _Attributes(name, attributes.classes, attributes.lang, mark)

    # ------------------------------------------------------------------------------------------------------- inlines

    def inlines(self, run: Iterable[Inline], *, linked: bool = True) -> Markup:
        """Give the markup of a run of inlines; links and note calls are left out where it isn't ``linked``."""
        return Markup("").join([self._inline(node, linked=linked) for node in run])

    def _inline(self, node: Inline, *, linked: bool) -> Markup:
        match node:
            case Text():
                return escape(node.text)
            case Emphasis():
                return self._element("em", node, linked=linked)
            case Strong():
                return self._element("strong", node, linked=linked)
            case Strikethrough():
                return self._element("del", node, linked=linked)
            case Phrase():
                return self._element("span", node, linked=linked)
            case Code():
                return Markup("<code{}>{}</code>").format(self._attributes(node)(), node.text)
            case Formula():
                return Markup(self.drawing.formula(node.tex, node.alt, display=False))  # noqa: S704
            case Image():
                source = self.drawing.source(node.path)
                classes = self._attributes(node)("inline")
                return Markup('<img src="{}" alt="{}"{}/>').format(source, node.alt, classes)
            case LineBreak():
                return Markup("<br/>\n")
            case Link() | Reference() | NoteCall() if not linked:
                return self.inlines(getattr(node, "children", ()), linked=False)
            case Link():
                content = self.inlines(node.children) or escape(node.href)
                return Markup('<a href="{}"{}>{}</a>').format(node.href, self._attributes(node)(), content)
            case Reference():
                return self._reference(node)
            case NoteCall():
                return self._note_call(node)
            case PageBreak():
                return self.page_break(node.label)
            case _:
                assert_never(node)

    def _element(self, name: str, node: Emphasis | Strong | Strikethrough | Phrase, *, linked: bool) -> Markup:
        opening = self._attributes(node)() if node.attributes is not NO_ATTRIBUTES else Markup("")
        tag = Markup(name)  # noqa: S704  one of our own names
        return Markup("<{}{}>{}</{}>").format(tag, opening, self.inlines(node.children, linked=linked), tag)

    def _opens(self, document: str, entry: str = "") -> Markup:
        """Give the markers of the pages that begin with a document, or with one entry of a contents page."""
        starts = self.edition.pages.starts if self.edition.pages else ()
        here = (start for start in starts if start.document == document and start.node < 0 and start.entry == entry)
        return Markup("").join(self.page_break(start.label) for start in here)

    def page_break(self, label: str) -> Markup:
        """Give the marker of a page's start."""
        return self.render("page-break.html", label=label)

    def _reference(self, node: Reference) -> Markup:
        target = node.target
        content = self.inlines(node.children, linked=False)
        if not content:
            content = self._labelled(self.edition.labels.get(target), target)
        number = self.drawing.page(target) if node.page else ""
        page = Markup(" ({})").format(self.words["page"].format(number)) if number else ""
        opening = self._attributes(node)()
        return Markup('<a href="{}"{}>{}</a>{}').format(self.drawing.href(target), opening, content, page)

    def _labelled(self, label: Label | None, target: Target) -> Markup:
        if label is None:
            return escape(target.id or target.article)
        if label.number and label.word:
            return escape(f"{label.word} {label.number}")
        return self.inlines(label.title, linked=False) or escape(target.id or target.article)

    def _note_call(self, node: NoteCall) -> Markup:
        article = self._article
        if article is None:
            return Markup("")
        first = node.label not in self._called
        self._called.add(node.label)
        note = next(note for note in article.notes if note.label == node.label)
        return self.render(
            "note-call.html",
            number=node.number,
            first=first,
            id=self.drawing.anchor(article.id, f"call-{node.number}") if first else "",
            href=self.drawing.href(Target(article.id, f"note-{node.number}")),
            note_id=self.drawing.anchor(article.id, f"note-{node.number}"),
            paragraphs=[self._note_block(block) for block in note.children] if first else [],
        )

    def _note_block(self, block: Block) -> dict[str, object]:
        if isinstance(block, Paragraph):
            return {"content": self.inlines(block.children), "body": Markup("")}
        return {"content": Markup(""), "body": self.block(block)}


def _coded(name: str, text: str) -> Markup:
    """Give a piece of code with the class that colours it."""
    if not name or not text:
        return escape(text)
    return Markup('<span class="code-{}">{}</span>').format(name, text)
