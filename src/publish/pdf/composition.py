"""Runs → parts → pages: markup is made here, and laid out wherever there is room, unless it is kept from before."""

from __future__ import annotations

import re
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote, unquote

from markupsafe import Markup

from publish import maths
from publish.edition import Document
from publish.layouts import Layout
from publish.pdf import part as parts
from publish.pdf.keeping import Counts, keep, keep_measures, kept, kept_measures
from publish.pdf.part import COVER, PRESS, SCREEN, Measured, Part, Pressroom, Sheets, keyed, setting_of
from publish.pdf.runs import Placed, Run
from publish.pool import lost
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from publish.diagnostics import PublishError
    from publish.edition import Edition
    from publish.measures import Length
    from publish.tree import Target

T = TypeVar("T")
R = TypeVar("R")

LEAST_SPINE = 5.0
"""A spine under this, in millimetres, has no words: no binder can promise where they come to stand."""

UNKNOWN_PAGE = "00"
"""Stands for a page number that isn't known in the first round; it is as wide as most are."""

LETTERS_A_PAGE = 2500
"""Letters of markup on a page, as a first guess; what has been laid out gives a better one."""

_SOURCE = re.compile(r'\ssrc="([^"]*)"')


@dataclass(slots=True)
class PdfDrawing:
    """How pages answer what their markup asks; ``shown`` collects the ids whose page numbers they show."""

    run: Run
    run_of: Mapping[str, str]
    numbers: Mapping[str, int]
    shown: set[str] = field(default_factory=set)
    target: str = "pdf"
    unknown: str = UNKNOWN_PAGE

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
        return str(self.numbers.get(name, self.unknown))

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


class Composition:
    """One edition on its way to pages: it gives runs to the places of a pool, and takes back what comes of them."""

    def __init__(
        self,
        edition: Edition,
        press: Pressroom,
        runs: tuple[Run, ...],
        wanted: frozenset[str],
        progress: Callable[[str], None] = lambda _stage: None,
    ) -> None:
        self.edition = edition
        self.setting = setting_of(edition, (page_rules(edition), *_styles(edition)), press)
        # One more than there are places, so that none waits for its next.
        self.room = press.pool.places + 1 if press.pool.places > 1 else 1
        self._press = press
        self._wanted = wanted
        self._progress = progress
        css = "\n".join(self.setting.styles)
        self._styled = {path for path in edition.renditions if path in css or quote(path) in css}
        self._run_of = {document.id: run.id for run in runs for document in run.documents}
        self._count = len(runs)
        self._laid_out: dict[str, Future[Measured]] = {}
        self._parts: dict[str, Part] = {}
        self._drawn: dict[tuple[str, int, frozenset[str]], Future[Sheets]] = {}
        self._letters, self._pages = LETTERS_A_PAGE, 1
        self._counts = Counts(press.cache, edition.identifier)

    # ------------------------------------------------------------------------------------------------------- markup

    def _part(self, run: Run, numbers: Mapping[str, int], unknown: str = UNKNOWN_PAGE) -> tuple[Part, frozenset[str]]:
        """Give the part of a run, and the ids whose page numbers it shows."""
        drawing = PdfDrawing(run, self._run_of, numbers, unknown=unknown)
        layout = Layout(self.edition, drawing)
        made = self._made(layout, Markup("\n").join(contents_of(layout, run)), run)
        self._parts[run.id] = made
        return made, frozenset(drawing.shown)

    def _made(self, layout: Layout, content: Markup, run: Run, styles: tuple[str, ...] = ()) -> Part:
        language, title = self.edition.language, self.edition.publication.metadata.title
        html = layout.render("document.html", content=content, title=title, language=language)
        layout.tree(html, "document.html")  # what isn't well-formed is said here, where the template is known
        publication, renditions = self.edition.publication, self.edition.renditions
        used = {unquote(source) for source in _SOURCE.findall(html)}
        used |= self._styled
        made = Part(
            html,
            tuple(document.article for document in run.documents if document.article),
            frozenset(document.id for document in run.documents),
            {path: publication.pictures[path] for path in sorted(used) if path in publication.pictures},
            {path: renditions[path] for path in sorted(used) if path in renditions},
            run.leaf,
            styles,
        )
        return keyed(made, self.setting)

    # ------------------------------------------------------------------------------------- laying out, for `settle`

    def lay_out(self, run: Run, first_page: int, numbers: Mapping[str, int]) -> Future[tuple[Measured, frozenset[str]]]:
        """Lay out a run from a page on, and give the ids whose page numbers it shows."""
        part, shown = self._part(run, numbers)
        found = kept(self._press.cache, part.key, first_page, self._wanted)
        if found is not None:
            self._drawn[part.key, first_page, self._wanted] = _done(found)
            return _done((Measured(first_page, found.page_count, found.anchors), shown))
        measures = kept_measures(self._press.cache, part.key, first_page) if shown else None
        if measures is not None:
            return _done((measures, shown))

        def measured(laid: Measured) -> tuple[Measured, frozenset[str]]:
            self._letters += len(part.html)
            self._pages += laid.page_count
            self._counts.keep(run.id, laid.page_count)
            if shown:
                keep_measures(self._press.cache, part.key, laid)
            return laid, shown

        self._laid_out[part.key] = laid_out = self._submit(parts.lay_out, part, first_page)
        return _then(laid_out, run, measured)

    def guess(self, run: Run) -> int:
        """Guess how many pages a run takes: as many as last time, else by its letters and by what other runs took."""
        if count := self._counts.kept(run.id):
            return count
        part = self._parts.get(run.id)
        return max(1, round(len(part.html) * self._pages / self._letters)) if part else 1

    def blank(self, number: int) -> Measured:
        """Give an empty page, not laid out yet."""
        return Measured(number, 1, {})

    def placed(self, run: Run, first_page: int) -> None:
        """Have a run drawn, since its place is known."""
        self._finish(run, self._parts[run.id], first_page, self._wanted)

    # ------------------------------------------------------------------------------------------------------ drawing

    def finished(self, placed: Sequence[Placed[Measured]]) -> tuple[Placed[Sheets], ...]:
        """Give the pages of runs that have their places, drawn."""
        futures = [self._finish(*self._blank_or(each), each.first_page, self._wanted) for each in placed]
        result = []
        for number, (each, future) in enumerate(zip(placed, futures, strict=True), 1):
            self._progress(f"drawing pages: part {number} of {len(placed)}")
            result.append(Placed(each.run, each.first_page, future.result()))
        return tuple(result)

    def _blank_or(self, placed: Placed[Measured]) -> tuple[Run, Part]:
        if placed.run is not None:
            return placed.run, self._parts[placed.run.id]
        run = Run("blank", ())
        layout = Layout(self.edition, PdfDrawing(run, self._run_of, {}))
        return run, self._made(layout, layout.render("blank.html"), run)

    def cover(self) -> Future[bytes]:
        """Have the cover drawn, as it is laid out, as a JPEG; a picture without its pages shows no page numbers."""
        run = Run("cover", (Document("cover", "cover"),))
        part, _ = self._part(run, {}, unknown="")
        picture: Future[bytes] = Future()

        def told(done: Future[Sheets]) -> None:
            try:
                picture.set_result(done.result().drawings[COVER])
            except BaseException as error:  # noqa: BLE001  whoever waits for the picture gets it
                picture.set_exception(error)

        self._finish(run, part, 1, frozenset({COVER})).add_done_callback(told)
        return picture

    def spine(self, width: Length) -> bytes:
        """Give the spine of a cover that is printed by itself, in inks; a narrow one stays without words."""
        run = Run("spine", ())
        layout = Layout(self.edition, PdfDrawing(run, self._run_of, {}))
        size = f":root {{ --spine: {width} }}\n@page spine {{ size: {width} {self.edition.trim.height} }}\n"
        content = layout.render("spine.html", text=width.mm >= LEAST_SPINE)
        part = self._made(layout, content, run, (*self.setting.styles, size))
        return self._finish(run, part, 1, frozenset({PRESS})).result().drawings[PRESS]

    def sheet(self, name: str, styles: tuple[str, ...], **context: object) -> bytes:
        """Give a document of the house's own for the screen: a whole template, with styles of its own."""
        run = Run(name, ())
        layout = Layout(self.edition, PdfDrawing(run, {}, {}))
        html = layout.render(name, **context)
        layout.tree(html, name)
        part = keyed(Part(html, styles=styles), self.setting)
        return self._finish(run, part, 1, frozenset({SCREEN})).result().drawings[SCREEN]

    def _finish(self, run: Run, part: Part, first_page: int, wanted: frozenset[str]) -> Future[Sheets]:
        key = part.key, first_page, wanted
        if key not in self._drawn:
            found = kept(self._press.cache, part.key, first_page, wanted)
            self._drawn[key] = self._drawing(run, part, first_page, wanted) if found is None else _done(found)
        return self._drawn[key]

    def _drawing(self, run: Run, part: Part, first_page: int, wanted: frozenset[str]) -> Future[Sheets]:
        def keeping(sheets: Sheets) -> Sheets:
            keep(self._press.cache, part.key, sheets)
            return sheets

        drawn = self._submit(parts.finish, part, first_page, wanted, after=self._laid_out.pop(part.key, None))
        return _then(drawn, run, keeping)

    def _submit(
        self, work: Callable[..., T], part: Part, *more: object, after: Future[Measured] | None = None
    ) -> Future[T]:
        """Have work done on a part, where it was laid out if it was."""
        pool, setting = self._press.pool, self.setting
        return pool.submit(work, pool.share(setting.digest, setting), part, *more, after=after)


def _styles(edition: Edition) -> Iterator[str]:
    return (file.text for file in edition.design.stylesheets("pdf"))


def _then(asked: Future[T], run: Run, then: Callable[[T], R]) -> Future[R]:
    """Give what ``then`` makes, here, of what comes of a run; where it ends workers, an error that names it."""
    result: Future[R] = Future()

    def told(done: Future[T]) -> None:
        try:
            result.set_result(then(done.result()))
        except (BrokenExecutor, MemoryError) as error:
            result.set_exception(_lost(run, error))
        except BaseException as error:  # noqa: BLE001  whoever waits for the result gets it
            result.set_exception(error)

    asked.add_done_callback(told)
    return result


def _done(value: T) -> Future[T]:
    future: Future[T] = Future()
    future.set_result(value)
    return future


def _lost(run: Run, error: BaseException) -> PublishError:
    """Say which part workers had in hand when they ended: by its articles, at the first of them."""
    articles = [document.article for document in run.documents if document.article]
    names = ", ".join(article.span.path.rpartition("/")[2] for article in articles) or run.id
    return lost(f"laying out {names}", articles[0].span if articles else Span("layouts"), error)


def contents_of(layout: Layout, run: Run) -> Iterator[Markup]:
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


def cover_picture(edition: Edition, press: Pressroom) -> Future[bytes]:
    """Have the cover drawn, as it is laid out, as a JPEG: for shops, and for the EPUB."""
    return Composition(edition, press, (), frozenset()).cover()
