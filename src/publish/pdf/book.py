"""Edition → laid-out pages → screen PDF: parts laid out by themselves and put together."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from publish import maths
from publish.diagnostics import Diagnostic, PublishError
from publish.edition import Document, documents, navigation
from publish.layouts import Layout
from publish.pdf import engine
from publish.pdf.merge import merge
from publish.pdf.metadata import DocumentInfo, OutlineEntry, XmpProperty
from publish.pdf.render import jpeg
from publish.pdf.runs import Placed, Run, fillers, lacking, plan, settle
from publish.pdf.starts import PageMapError, page_map
from publish.pdf.understanding import findings
from publish.source import Span
from publish.walk import text_of
from publish.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from publish.accessibility import Claims
    from publish.edition import Edition, Entry
    from publish.measures import Length
    from publish.pagemap import PageMap
    from publish.tree import Target

LEAST_SPINE = 5.0
"""A spine under this, in millimetres, has no words: no binder can promise where they come to stand."""

UNKNOWN_PAGE = "00"
"""Stands for a page number that isn't known in the first round; it is as wide as most are."""


@dataclass(slots=True)
class PdfDrawing:
    """How pages answer what their markup asks; ``shown`` collects the ids whose page numbers they show."""

    run: Run
    run_of: Mapping[str, str]
    numbers: Mapping[str, int]
    shown: set[str] = field(default_factory=set)
    target: str = "pdf"

    def href(self, target: Target) -> str:
        """Give the id behind ``#``, or a private URN where the target is in another part; the merge resolves it."""
        name = quote(self.anchor(target.article, target.id))
        return f"#{name}" if self.run_of.get(target.article) == self.run.id else f"urn:publish:{name}"

    def anchor(self, article: str, name: str) -> str:
        """Give an id that is unique in the publication: no id of a manuscript has a full stop."""
        return f"{article}.{name}" if name else article

    def source(self, path: str) -> str:
        """Give a picture's own path."""
        return quote(path)

    def alternative(self, alt: str, described: str) -> str:
        """Give the short text and the extended description, which isn't printed."""
        return f"{alt.rstrip('.')}. {described}" if described else alt

    def page(self, target: Target) -> str:
        """Give the page on which a target was found in the round before."""
        name = self.anchor(target.article, target.id)
        self.shown.add(name)
        return str(self.numbers.get(name, UNKNOWN_PAGE))

    def formula(self, tex: str, alt: str, *, display: bool) -> str:
        """Give a drawing that stands on the line of its text."""
        drawn = maths.drawing(tex, display=display)
        style = f"width:{drawn.width:.4f}em;height:{drawn.height:.4f}em;vertical-align:{-drawn.depth:.4f}em"
        label = quote_attribute(alt or tex)
        return f'<span class="maths" role="math" aria-label="{label}">{_sized(drawn.svg, style)}</span>'

    def mark(self, article: str, number: int) -> str:
        """Give the article's id and the node's number in it."""
        return f"{article}/{number}"


def quote_attribute(text: str) -> str:
    """Give text as it stands between double quotes in markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _sized(svg: str, style: str) -> str:
    return svg.replace("<svg ", f'<svg style="{style}" ', 1)


@dataclass(frozen=True, slots=True)
class Pages:
    """An edition as laid out: its parts in their places, and what was found wrong while laying them out."""

    edition: Edition
    placed: tuple[Placed[engine.Laid], ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def count(self) -> int:
        """The number of pages."""
        return sum(each.laid.page_count for each in self.placed)

    @property
    def labels(self) -> tuple[str, ...]:
        """The printed number of each page, or the cover's name of it."""
        return tuple(label for each in self.placed for label in each.laid.labels)

    @property
    def inside(self) -> tuple[Placed[engine.Laid], ...]:
        """The parts without the leaves of a cover that is printed by itself."""
        return tuple(each for each in self.placed if not each.laid.leaf)

    def map(self) -> PageMap:
        """Give the start of each page; a page with other text than it should have is a finding, and there is no map."""
        shown = ((each.laid, frozenset(document.id for document in _documents(each.run))) for each in self.placed)
        try:
            return page_map(self.edition, tuple(shown))
        except PageMapError as error:
            hint = "build with --no-page-list, and report it: the last change to the layout may have brought it out"
            message = f"the print pages can't be matched with the text: {error}"
            raise PublishError([Diagnostic("page-map", message, Span("layouts"), hint)]) from error


def _documents(run: Run | None) -> tuple[Document, ...]:
    return run.documents if run else ()


class Composition:
    """One edition on its way to pages: fonts, styles and decoded images, shared by all its parts."""

    def __init__(self, edition: Edition, font_folders: Iterable[Path], work: Path, runs: tuple[Run, ...]) -> None:
        self.edition = edition
        self.fonts = engine.fonts_visible(tuple(font_folders), work)
        self.styles = (page_rules(edition), *(file.text for file in edition.design.stylesheets("pdf")))
        self.cache: dict[str, Any] = {}
        self.run_of = {document.id: run.id for run in runs for document in run.documents}

    def lay_out(self, run: Run, first_page: int, numbers: Mapping[str, int]) -> tuple[engine.Laid, frozenset[str]]:
        """Lay out a run from a page on, and give the ids whose page numbers it shows."""
        drawing = PdfDrawing(run, self.run_of, numbers)
        layout = Layout(self.edition, drawing)
        content = Markup("\n").join(_contents(layout, run))
        laid = replace(self._pages(layout, content, first_page), leaf=run.leaf)
        return laid, frozenset(drawing.shown)

    def blank(self, number: int) -> engine.Laid:
        """Lay out an empty page."""
        run = Run("blank", ())
        layout = Layout(self.edition, PdfDrawing(run, self.run_of, {}))
        return self._pages(layout, layout.render("blank.html"), number)

    def spine(self, width: Length) -> engine.Laid:
        """Lay out the spine of a cover that is printed by itself; a narrow one stays without words."""
        layout = Layout(self.edition, PdfDrawing(Run("spine", ()), self.run_of, {}))
        size = f":root {{ --spine: {width} }}\n@page spine {{ size: {width} {self.edition.trim.height} }}\n"
        styles = (*self.styles, size)
        return self._pages(layout, layout.render("spine.html", text=width.mm >= LEAST_SPINE), 1, styles)

    def _pages(
        self, layout: Layout, content: Markup, first_page: int, styles: tuple[str, ...] | None = None
    ) -> engine.Laid:
        language, title = self.edition.language, self.edition.publication.metadata.title
        html = layout.render("document.html", content=content, title=title, language=language)
        return engine.lay_out(
            layout.tree(html, "document.html"),
            stylesheets=styles or self.styles,
            resource=self._resource,
            first_page=first_page,
            fonts=self.fonts,
            cache=self.cache,
        )

    def _resource(self, path: str) -> tuple[bytes, str] | None:
        rendition = self.edition.renditions.get(path)
        return (rendition.data, rendition.media_type) if rendition else None


def _contents(layout: Layout, run: Run) -> Iterator[Markup]:
    """Give the markup of a run's documents, each part's title together with the article that follows it."""
    part: Markup | None = None
    for document in run.documents:
        page = layout.page(document)
        if document.kind == "part":
            part = page
        elif part is not None:
            yield layout.render("part-opening.html", part=part, article=page)
            part = None
        else:
            yield page


def page_rules(edition: Edition) -> str:
    """Give the styles that manuscript and layout settings decide: trim, bleed, and where a page begins.

    Trim and bleed are values for the layout's own rules too. Where a page begins has to agree with `plan`.
    """
    trim, bleed = edition.trim, edition.publication.metadata.print.bleed.largest
    side = "right" if edition.design.settings.chapters_open == "recto" else "page"
    return (
        f":root {{ --trim-width: {trim.width}; --trim-height: {trim.height}; --bleed: {bleed}; --spine: 0mm }}\n"
        f"@page {{ size: {trim}; bleed: {bleed} }}\n"
        "#cover, #back-cover { break-before: page }\n"
        f".article, #contents, #title-page, .part-opening {{ break-before: {side} }}\n"
        ".start-run-on, .start-column, .part-opening > .part, .part-opening > .article { break-before: auto }\n"
    )


def lay_out(edition: Edition, font_folders: Iterable[Path], work: Path, runs: tuple[Run, ...] | None = None) -> Pages:
    """Lay out an edition; ``font_folders`` hold the only fonts that are seen, ``work`` is for fontconfig's files.

    ``runs`` are those of `plan`, unless others are given: the pages are the same for any that cover the documents.
    """
    runs = plan(edition) if runs is None else runs
    composition = Composition(edition, font_folders, work, runs)
    with engine_faults():
        placed = settle(
            runs, composition.lay_out, composition.blank, lambda pages: fillers(edition, lacking(edition, pages))
        )
    return Pages(edition, placed, findings(edition.design, (m for each in placed for m in each.laid.messages)))


@contextmanager
def engine_faults() -> Iterator[None]:
    """Say what the engine can't do as a diagnostic: some style or text brings out a fault of its own."""
    try:
        yield
    except engine.EngineError as error:
        hint = "take out the last change to the layout, or send the manuscript to the house"
        raise PublishError([Diagnostic("layout-failed", str(error), Span("layouts"), hint)]) from error


def cover_picture(edition: Edition, font_folders: Iterable[Path], work: Path) -> bytes:
    """Give the cover, as it is laid out, as a JPEG: for shops, and for the EPUB."""
    run = Run("cover", (Document("cover", "cover"),))
    composition = Composition(edition, font_folders, work, (run,))
    with engine_faults():
        laid, _ = composition.lay_out(run, 1, {})
        return jpeg(engine.draw(laid).pdf)


def draw_screen(pages: Pages, claims: Claims) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Draw the pages in RGB with tags and links, and put the parts together: the screen PDF, and what was found."""
    with engine_faults():
        drawn = [engine.draw(each.laid) for each in pages.placed]
    found = findings(pages.edition.design, (message for each in drawn for message in each.messages))
    return merge([each.pdf for each in drawn], info(pages.edition, pages.labels, claims)), found


def info(edition: Edition, labels: tuple[str, ...], claims: Claims) -> DocumentInfo:
    """Give what is written once for the whole document."""
    metadata = edition.publication.metadata
    return DocumentInfo(
        title=metadata.title,
        language=edition.language,
        authors=tuple(each.name for each in metadata.contributors if each.role == "aut"),
        description=metadata.description,
        keywords=metadata.subjects,
        publisher=metadata.publisher,
        rights=metadata.rights,
        created=edition.modified,
        modified=edition.modified,
        identifier=edition.identifier,
        labels=labels,
        outline=tuple(_outline(edition)),
        properties=tuple(_claims(claims)),
    )


def _claims(claims: Claims) -> Iterator[XmpProperty]:
    """Give the accessibility claims as XMP properties: the vocabulary is the same as in an EPUB."""
    for name in dict.fromkeys(claim.property for claim in claims.made):
        if name != "conformsTo":
            yield XmpProperty("https://schema.org/", "schema", name, claims.values(name))
    if claims.summary:
        yield XmpProperty("https://schema.org/", "schema", "accessibilitySummary", claims.summary)


def _outline(edition: Edition) -> Iterator[OutlineEntry]:
    """Give the bookmarks: the layout's own pages that a reader looks for, then the table of contents."""
    word = words(edition.language)
    shown = documents(edition, "pdf")
    for document in shown:
        if document.kind in {"cover", "contents"}:
            yield OutlineEntry(word[document.kind], document.id)
    for entry in navigation(edition):
        yield _bookmark(entry)
    if any(document.kind == "back-cover" for document in shown):
        yield OutlineEntry(word["back-cover"], "back-cover")


def _bookmark(entry: Entry) -> OutlineEntry:
    title = " ".join(text_of(entry.title).split())
    return OutlineEntry(title, entry.target.article, tuple(_bookmark(child) for child in entry.children))
