"""The parts in which pages are laid out: runs of documents that begin a page, each by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from publish.edition import documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from publish.edition import Document, Edition


@dataclass(frozen=True, slots=True)
class Run:
    """Documents that are laid out together; ``opens`` is ``recto`` where the first page has to be a right-hand one."""

    id: str
    documents: tuple[Document, ...]
    opens: str = "page"


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
        runs.append(Run(document.id, (*waiting, document), _opens(edition, document)))
        waiting = []
    return tuple(runs)


def _opens(edition: Edition, document: Document) -> str:
    if document.kind in {"cover", "back-cover"}:
        return "page"
    return edition.design.settings.chapters_open


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
) -> tuple[Placed[L], ...]:
    """Lay out each run, and again where its first page or a page number that it shows has changed, until none has.

    ``lay_out`` takes a run, its first page and the page of each id known so far, and gives the pages and the ids whose
    page they show. A run is laid out anew only where one of these differs: line breaks don't depend on the rest.
    """
    kept: dict[str, tuple[int, dict[str, int | None], L]] = {}
    numbers: dict[str, int] = {}
    placed: list[Placed[L]] = []
    for _ in range(ROUNDS):
        placed, changed, page = [], False, 1
        for run in runs:
            if run.opens == "recto" and page % 2 == 0:
                placed.append(Placed(None, page, blank(page)))
                page += 1
            before = kept.get(run.id)
            if before is None or before[0] != page or any(numbers.get(name) != old for name, old in before[1].items()):
                laid, shown = lay_out(run, page, numbers)
                kept[run.id] = (page, {name: numbers.get(name) for name in shown}, laid)
                changed = True
            placed.append(Placed(run, page, kept[run.id][2]))
            page += kept[run.id][2].page_count
        numbers = dict(_numbers(placed))
        if not changed:
            break
    return tuple(placed)


def _numbers(placed: Sequence[Placed[L]]) -> Iterator[tuple[str, int]]:
    for each in placed:
        yield from each.laid.anchors.items()
