"""The parts in which pages are laid out: runs of documents that begin a page, each by itself."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

from publish.edition import Document, documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Future

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

NUMBER_OF_LEAF = {"C1": -1, "C4": 0}
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
    """What laying out a run has told: how many pages it takes, and the page on which each id stands."""

    @property
    def page_count(self) -> int:
        """The number of pages."""

    @property
    def anchors(self) -> Mapping[str, int]:
        """The page number of each id."""

    def at(self, first_page: int, /) -> Self | None:
        """Give the same pages under other numbers; None where they have to be laid out again."""


L = TypeVar("L", bound=Laid)
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Placed(Generic[P]):
    """A run in its place: the number of its first page, and what came of laying it out; a blank page has no run."""

    run: Run | None
    first_page: int
    laid: P


class Maker(Protocol[L]):
    """Whoever lays out runs, several side by side where there is ``room``."""

    room: int

    def lay_out(self, run: Run, first_page: int, numbers: Mapping[str, int]) -> Future[tuple[L, frozenset[str]]]:
        """Lay out a run from a page on, with the page of each id known so far; give also whose page it shows."""

    def blank(self, number: int) -> L:
        """Give an empty page."""

    def guess(self, run: Run) -> int:
        """Guess how many pages a run takes, before it is laid out."""

    def placed(self, run: Run, first_page: int) -> None:
        """Hear that a run has its place, as far as can be told, so that it may be drawn."""


ROUNDS = 6
"""After so many rounds, numbers that still move are moving each other; the last layout is as good as the next."""


@dataclass(slots=True)
class _Kept(Generic[L]):
    """A run as last laid out, and the numbers that it shows, as they were then."""

    laid: L
    shown: dict[str, int | None]


class _Settling(Generic[L]):
    """Runs on their way to their places, round by round."""

    def __init__(self, maker: Maker[L], runs: Sequence[Run], fill: Callable[[int], Sequence[Run]]) -> None:
        self.maker = maker
        self.runs = runs
        self.fill = fill
        self.kept: dict[str, _Kept[L]] = {}
        self.numbers: dict[str, int] = {}
        self._front = self.walk()
        self._next = next(self._front, None)

    def walk(self) -> Iterator[tuple[Run | None, int]]:
        """Give each run and the number of its first page, blank pages between them too, as far as is known now.

        It is asked for step by step, and what has become known in between counts from there on.
        """
        page, waiting, filled = 1, list(self.runs), False
        while waiting or not filled:
            if not filled and (not waiting or waiting[0].id == "back-cover"):
                filled = True
                # A back cover that nobody has laid out yet has one page, as a rule.
                counted = sum(self.kept[run.id].laid.page_count if run.id in self.kept else 1 for run in waiting
                              if not run.leaf)  # fmt: skip
                waiting[:0] = self.fill(page - 1 + counted)
                continue
            run = waiting.pop(0)
            if run.opens == "recto" and page % 2 == 0 and not run.leaf:
                yield None, page
                page += 1
            if run.blank:
                yield None, page
                page += 1
                continue
            yield run, NUMBER_OF_LEAF.get(run.leaf, page)
            page += 0 if run.leaf else self._count(run)

    def _count(self, run: Run) -> int:
        return self.kept[run.id].laid.page_count if run.id in self.kept else self.maker.guess(run)

    def round(self) -> bool:
        """Lay out what hasn't been, or stands elsewhere or shows other numbers than it did; say whether there was any.

        Several are laid out at a time, so a first page may be a guess; then it is put right in the next round.
        """
        flying: dict[Future[tuple[L, frozenset[str]]], Run] = {}
        changed = False
        steps = self.walk()
        step = next(steps, None)
        while step is not None or flying:
            run, first = step or (None, 0)
            if step is None or len(flying) >= self.maker.room:
                self._land(flying)
                continue
            if run is not None and not self._stands(run, first):
                flying[self.maker.lay_out(run, first, self.numbers)] = run
                changed = True
                if self.maker.room == 1 or any(future.done() for future in flying):
                    self._land(flying)  # the more is known, the less is guessed of the places of what follows
            step = next(steps, None)
        return changed

    def _stands(self, run: Run, first: int) -> bool:
        """Say whether a run is laid out as it has to be; its pages get other numbers where that is all."""
        kept = self.kept.get(run.id)
        if kept is None or any(self.numbers.get(name) != old for name, old in kept.shown.items()):
            return False
        moved = kept.laid.at(first)
        if moved is not None:
            kept.laid = moved
        return moved is not None

    def _land(self, flying: dict[Future[tuple[L, frozenset[str]]], Run]) -> None:
        """Wait for one run at least; tell of those whose place is known, since all before them are laid out."""
        done, _ = wait(flying, return_when=FIRST_COMPLETED)
        for future in done:
            run = flying.pop(future)
            laid, shown = future.result()
            self.kept[run.id] = _Kept(laid, {name: self.numbers.get(name) for name in shown})
        while self._next is not None:
            each, first = self._next
            if each is not None:
                kept = self.kept.get(each.id)
                if kept is None:
                    break
                if not kept.shown:  # what shows a number will be laid out again once that is known
                    self.maker.placed(each, first)
            self._next = next(self._front, None)

    def count(self) -> None:
        """Take down the page of each id, as the runs stand now."""
        known = (self._placed(run, first) for run, first in self.walk() if run is not None and run.id in self.kept)
        self.numbers = {name: page for each in known for name, page in each.laid.anchors.items()}

    def placed(self) -> tuple[Placed[L], ...]:
        """Give the runs in their places; what the binding asks in the last moment is laid out now."""
        for run, first in self.walk():
            if run is not None and run.id not in self.kept:
                self._land({self.maker.lay_out(run, first, self.numbers): run})
        return tuple(self._placed(run, first) for run, first in self.walk())

    def _placed(self, run: Run | None, first: int) -> Placed[L]:
        if run is None:
            return Placed(None, first, self.maker.blank(first))
        laid = self.kept[run.id].laid
        return Placed(run, first, laid.at(first) or laid)


def settle(
    runs: Sequence[Run], maker: Maker[L], fill: Callable[[int], Sequence[Run]] = lambda _pages: ()
) -> tuple[Placed[L], ...]:
    """Lay out each run, and again where its place or a page number that it shows has changed, until nothing has.

    ``fill`` takes the number of pages, the back cover's counted, and gives what is to stand before the back cover.
    """
    settling = _Settling(maker, runs, fill)
    for _ in range(ROUNDS):
        changed = settling.round()
        settling.count()
        if not changed:
            break
    return settling.placed()
