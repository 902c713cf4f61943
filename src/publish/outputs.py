"""Edition → the files of each output that is asked for, with what was found and claimed on the way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from publish.accessibility import Claims, Styles, claims, roles_in
from publish.checks.contrast import minimum_contrast
from publish.checks.reflow import fixed_sizes, importants, motions, reorderings
from publish.edition import paginated
from publish.findings import has_errors
from publish.layouts import TEMPLATES
from publish.pool import Here
from publish.tree import NoteCall
from publish.walk import query, walked_once

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from publish.diagnostics import Diagnostic
    from publish.edition import Edition
    from publish.pagemap import PageMap
    from publish.pdf.part import Pressroom
    from publish.pool import Pool

Findings = tuple["Diagnostic", ...]
"""What was found on the way."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drawn, and where its pages are made."""

    outputs: Sequence[str]
    press: Pressroom
    page_list: bool = True

    @property
    def printed(self) -> frozenset[str]:
        """The outputs that are pages."""
        return frozenset(self.outputs) & {"screen", "press"}


@dataclass(slots=True)
class Drawn:
    """What came of drawing: files by name, how many pages, what was found, claims of each output, press figures.

    ``articles`` are the labels of each article's pages, by its file.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    pages: int = 0
    articles: dict[str, list[str]] = field(default_factory=dict)
    found: Findings = ()
    claims: dict[str, Claims] = field(default_factory=dict)
    press: dict[str, Any] = field(default_factory=dict)

    def add(self, kind: str, name: str, data: bytes) -> None:
        """Add a file of an output."""
        self.files[name] = data
        self.kinds[name] = kind


@walked_once()
def draw(edition: Edition, wanted: Wanted, earlier: Callable[[], Findings], progress: Callable[[str], None]) -> Drawn:
    """Lay out, map the pages, claim, draw: in this order, since claims rest on the map and stand in what is drawn.

    ``earlier`` gives what the checks found, and raises where these are errors: it is asked when it is needed. The press
    PDF is judged while the others are put together.
    """
    # The engines take most of a second to start, so they are imported only where there is something to draw.
    from publish.pdf import composition  # noqa: PLC0415

    drawn = Drawn()
    pages = proofs = None
    cover = composition.cover_picture(edition, wanted.press)
    if wanted.page_list or wanted.printed:
        from publish.pdf import book as pdf  # noqa: PLC0415
        from publish.proofreading import proofread  # noqa: PLC0415

        progress("laying out pages")
        pages = pdf.lay_out(edition, wanted.press, wanted.printed, progress=progress)
        proofs = proofread(pages, printed=bool(wanted.printed))
        drawn.pages, drawn.articles = pages.count, pages.articles()
        drawn.found = (*pages.diagnostics, *proofs.found)

    def found() -> Findings:
        return (*earlier(), *drawn.found)

    finish = None
    if "press" in wanted.outputs and proofs and not has_errors(drawn.found):
        from publish import prepress  # noqa: PLC0415

        finish = prepress.begin(proofs, wanted.press.near, progress)
    if "screen" in wanted.outputs and pages:
        progress(f"putting {pages.count} pages together for the screen")
        drawn.claims["screen"] = claimed(edition, found(), "pdf").claims
        drawn.add("screen", f"{edition.slug}-screen.pdf", pdf.draw_screen(pages, drawn.claims["screen"]))
    if "epub" in wanted.outputs:
        progress("writing the EPUB")
        mapped = pages.map() if pages and wanted.page_list else None
        # What judges the press PDF takes a while, and nothing is to wait behind it.
        places = Here() if finish else wanted.press.near
        drawn.claims["epub"], made = draw_epub(edition, mapped, found, cover.result, places)
        drawn.add("epub", f"{edition.slug}.epub", made)
    if finish:
        printed = finish()
        for name, data in printed.files.items():
            drawn.add("press", name, data)
        drawn.found += printed.found
        drawn.press = printed.figures
    drawn.add("cover", f"{edition.slug}-cover.jpg", cover.result())
    return drawn


def draw_epub(
    edition: Edition, pages: PageMap | None, found: Callable[[], Findings], cover: Callable[[], bytes], places: Pool
) -> tuple[Claims, bytes]:
    """Give the EPUB with what it claims; where the ``pages`` of the PDFs are known, it has their starts."""
    from publish.epub import book as epub  # noqa: PLC0415  see `draw`

    paged = paginated(edition, pages, "epub") if pages else edition
    return epub.draw(paged, lambda: claimed(paged, found(), "epub").claims, cover, places)


def claimed(edition: Edition, found: Findings, target: str) -> Edition:
    """Give the edition with the accessibility claims that an output can prove."""
    return replace(edition, claims=claims(edition.publication, _styles(edition, target), edition.pages, found, target))


def _styles(edition: Edition, target: str) -> Styles:
    """Give what a layout's styles and templates do, as the claims ask it."""
    used = {type(node) for article in edition.publication.documents for node in query(article)}
    names = {"contents.html", "cover.html", *(name for kind, name in TEMPLATES.items() if kind in used)}
    names |= {"note-call.html", "notes.html"} if NoteCall in used else set()
    templates = {name: file.text for name, file in edition.design.files[target].items()}
    contrast, place = minimum_contrast(edition.design, target)
    styled = target if target == "web" else "epub"
    return Styles(
        fixed_sizes=tuple(map(str, fixed_sizes(edition.design, styled))),
        importants=tuple(map(str, importants(edition.design, styled))),
        reorderings=tuple(map(str, reorderings(edition.design, styled))),
        motions=tuple(map(str, motions(edition.design, styled))),
        contrast=contrast,
        contrast_at=place,
        roles=roles_in(templates, names),
    )
