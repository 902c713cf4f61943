"""The parts in which pages are laid out: runs of documents that begin a page, each by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from publish.edition import Document, documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from publish.edition import Edition


@dataclass(frozen=True, slots=True)
class Run:
    """Documents that are laid out together; ``opens`` is ``recto`` where the first page has to be a right-hand one.

    ``leaf`` names the page of a cover that is printed by itself, C1 or C4, which isn't counted among the pages. A
    ``blank`` one is an empty page.
    """

    id: str
    documents: tuple[Document, ...]
    opens: str = "page"
    leaf: str = ""
    blank: bool = False


def plan(edition: Edition) -> tuple[Run, ...]:
    """Give the runs of an edition: a new one wherever a document begins a page."""
    runs: list[Run] = []
    waiting: list[Document] = []  # a part's title, which opens with the part's first article
    for document in documents(edition, "pdf"):
        if document.kind == "part":
            waiting.append(document)
            continue
        article = document.article
        if article and article.start != "page" and runs and not waiting and runs[-1].documents[-1].article:
            last = runs.pop()
            runs.append(Run(last.id, (*last.documents, document), last.opens))
            continue
        runs.append(Run(document.id, (*waiting, document), _opens(edition, document), _leaf(edition, document)))
        waiting = []
    return tuple(runs)


def _opens(edition: Edition, document: Document) -> str:
    if document.kind in {"cover", "back-cover"}:
        return "page"
    return edition.design.settings.chapters_open


LEAVES = {"cover": "C1", "back-cover": "C4"}
"""The outer pages of a cover as the trade calls them; C2 and C3 are its inner ones."""

_NUMBER_OF_LEAF = {"C1": -1, "C4": 0}
"""Numbers that no page has: odd for the front, which is a right-hand page, even for the back."""


def _leaf(edition: Edition, document: Document) -> str:
    """Give the name of a page of the cover where the cover is printed by itself."""
    return LEAVES.get(document.kind, "") if edition.publication.metadata.print.cover == "separate" else ""


def filler_id(number: int) -> str:
    """Give the id of a page that the binding asks for, counted from 1: house advertisements are the first of them."""
    return f"filler-{number}"


def fillers(edition: Edition, count: int) -> tuple[Run, ...]:
    """Give so many pages that the binding asks for: house advertisements, pages for notes, or blank ones.

    Where the manuscript wants an error there are none.
    """
    asked = edition.publication.metadata.print
    if asked.fillers == "error":
        return ()
    if asked.fillers == "blank":
        return tuple(Run(filler_id(number), (), blank=True) for number in range(1, count + 1))
    ads = len(asked.house_ads)
    kinds = (("house-ad", number) if number < ads else ("notes-page", 0) for number in range(count))
    return tuple(
        Run(name, (Document(kind, name, number=ad),))
        for name, (kind, ad) in ((filler_id(place), each) for place, each in enumerate(kinds, 1))
    )


def lacking(edition: Edition, pages: int) -> int:
    """Give how many pages are lacking to what the binding asks; a cover that is printed by itself isn't counted."""
    return -pages % edition.publication.metadata.print.multiple


class Laid(Protocol):
    """What laying out a run has to tell: how many pages it takes, and the page on which each id stands."""

    @property
    def page_count(self) -> int:
        """The number of pages."""

    @property
    def anchors(self) -> Mapping[str, int]:
        """The page number of each id."""


L = TypeVar("L", bound=Laid)


@dataclass(frozen=True, slots=True)
class Placed(Generic[L]):
    """A run in its place: the number of its first page, and what laying it out gave; a blank page has no run."""

    run: Run | None
    first_page: int
    laid: L


ROUNDS = 6
"""After so many rounds, numbers that still move are moving each other; the last layout is as good as the next."""


def settle(
    runs: Sequence[Run],
    lay_out: Callable[[Run, int, Mapping[str, int]], tuple[L, frozenset[str]]],
    blank: Callable[[int], L],
    fill: Callable[[int], Sequence[Run]] = lambda _pages: (),
) -> tuple[Placed[L], ...]:
    """Lay out each run, and again where its first page or a page number that it shows has changed, until none has.

    ``lay_out`` takes a run, its first page and the page of each id known so far, and gives the pages and the ids whose
    page they show. A run is laid out anew only where one of these differs: line breaks don't depend on the rest.
    ``fill`` takes the number of pages, the back cover's counted, and gives what is to stand before the back cover.
    """
    kept: dict[str, tuple[int, dict[str, int | None], L]] = {}
    numbers: dict[str, int] = {}
    placed: list[Placed[L]] = []
    for _ in range(ROUNDS):
        placed, changed, page = [], False, 1
        waiting = list(runs)
        filled = False
        while waiting or not filled:
            if not filled and (not waiting or waiting[0].id == "back-cover"):
                filled = True
                # In the first round nobody knows how long what follows will be: a back cover has one page, as a rule.
                counted = sum(kept[run.id][2].page_count if run.id in kept else 1 for run in waiting if not run.leaf)
                waiting[:0] = fill(page - 1 + counted)
                continue
            run = waiting.pop(0)
            if run.opens == "recto" and page % 2 == 0 and not run.leaf:
                placed.append(Placed(None, page, blank(page)))
                page += 1
            first = _NUMBER_OF_LEAF.get(run.leaf, page)
            if run.blank:
                placed.append(Placed(None, page, blank(page)))
                page += 1
                continue
            before = kept.get(run.id)
            if before is None or before[0] != first or any(numbers.get(name) != old for name, old in before[1].items()):
                laid, shown = lay_out(run, first, numbers)
                kept[run.id] = (first, {name: numbers.get(name) for name in shown}, laid)
                changed = True
            placed.append(Placed(run, first, kept[run.id][2]))
            page += 0 if run.leaf else kept[run.id][2].page_count
        numbers = dict(_numbers(placed))
        if not changed:
            break
    return tuple(placed)


def _numbers(placed: Sequence[Placed[L]]) -> Iterator[tuple[str, int]]:
    for each in placed:
        yield from each.laid.anchors.items()
