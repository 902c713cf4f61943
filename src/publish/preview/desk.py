"""A manuscript on the desk: read, laid out and drawn again at each save, with what was last good kept beside."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from publish.diagnostics import PublishError
from publish.findings import allowed, in_order, weighed
from publish.outputs import draw_epub
from publish.pdf.book import lay_out
from publish.pdf.composition import cover_picture
from publish.pdf.part import SCREEN
from publish.preparation import font_folders, prepare
from publish.preview.books import opened
from publish.preview.view import Page, View
from publish.proofreading import proofread
from publish.texts import texts
from publish.walk import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from publish.diagnostics import Diagnostic
    from publish.edition import Document, Edition
    from publish.pdf.book import Pages
    from publish.pdf.part import Pressroom, Sheets
    from publish.pdf.runs import Placed

OUTPUTS = ("epub", "screen")
"""What a preview shows. The press PDF has the same pages; what a printer would say of them is found all the same."""


class Desk:
    """One manuscript, and what is shown of it; the pages are made in ``press``, and ``shown`` is how findings name it.

    What the press keeps makes each reading after the first a short one: only parts that changed are laid out.
    """

    def __init__(self, manuscript: Path, shown: str, press: Pressroom) -> None:
        self.view = View(title=manuscript.resolve().name, shown=shown)
        self.manuscript = manuscript
        self._shown = shown
        self._press = press
        self._found: tuple[Diagnostic, ...] = ()
        self._edition: Edition | None = None

    @property
    def work(self) -> Path:
        """The folder for what is in work."""
        return self._press.work

    def read(
        self, progress: Callable[[str], None] = lambda _stage: None, overtaken: Callable[[], bool] = lambda: False
    ) -> Iterator[View]:
        """Read the manuscript as it stands now, and give what is to be shown: pages first, then with the EPUB.

        Where it has errors the last good pages stay. The EPUB is left for next time where a save has ``overtaken``
        this reading.
        """
        self._found = ()
        self.view = replace(self.view, current=False, trouble="", lines=texts(self.manuscript, self._shown))
        try:
            for view in self._made(self.view, progress, overtaken):
                self.view = view
                yield view
        except PublishError as error:
            found = in_order((*self._found, *error.diagnostics), self.manuscript, self._shown)
            self.view = replace(self.view, found=found)
            yield self.view

    def _made(self, view: View, progress: Callable[[str], None], overtaken: Callable[[], bool]) -> Iterator[View]:
        progress("reading the manuscript")
        edition, self._found = prepare(self.manuscript, self._shown, OUTPUTS, self._press.pool)
        self._edition = edition  # pictures are known again as long as somebody has them
        press = replace(self._press, fonts=tuple(font_folders(self.manuscript)))
        progress("laying out pages")
        pages = lay_out(edition, press, (SCREEN,), progress=progress)
        found = (*self._found, *pages.diagnostics, *proofread(pages, printed=True).found)
        self._found = in_order(
            allowed(weighed(found, OUTPUTS), edition.publication.metadata), self.manuscript, self._shown
        )
        view = _laid(view, edition, pages)
        yield replace(view, found=self._found)
        if overtaken():
            return
        progress("writing the EPUB")
        _, epub = draw_epub(edition, pages.map(), lambda: found, cover_picture(edition, press).result, press.near)
        yield replace(view, found=self._found, book=opened(epub))


def _laid(view: View, edition: Edition, pages: Pages) -> View:
    """Give the view with the pages of an edition."""
    drawings = [each.laid.drawings[SCREEN] for each in pages.placed]
    digests = [sha256(drawing).hexdigest()[:32] for drawing in drawings]
    return replace(
        view,
        title=edition.publication.metadata.title,
        language=edition.language,
        size=(edition.trim.width.mm, edition.trim.height.mm),
        pages=tuple(page for each, digest in zip(pages.placed, digests, strict=True) for page in _pages(each, digest)),
        drawings=dict(zip(digests, drawings, strict=True)),
        current=True,
    )


def _pages(placed: Placed[Sheets], drawing: str) -> Iterator[Page]:
    """Give the pages of one part."""
    opening: dict[int, list[str]] = {}
    for document in placed.run.documents if placed.run else ():
        number = placed.laid.anchors.get(document.id, placed.first_page)
        opening.setdefault(number, []).extend(_title(document))
    for index, label in enumerate(placed.laid.labels):
        number = placed.first_page + index  # a front leaf has an odd one, too
        yield Page(
            key=f"{placed.run.id}-{index + 1}" if placed.run else f"blank-{number}",
            label=label,
            side="right" if number % 2 else "left",
            drawing=drawing,
            index=index,
            opens=tuple(opening.get(number, ())),
        )


def _title(document: Document) -> Iterator[str]:
    """Give what a document is called, where it has a title of its own."""
    named = document.article or document.part
    if named:
        yield " ".join(text_of(named.title).split())
