"""What is compared, a function a case: each measures what it needs, and says what came of it and what the goal was."""

from __future__ import annotations

import shutil
import statistics
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pymupdf
from tools.bench import archives, books, edits, peers
from tools.bench.figures import Figure, Result
from tools.bench.measure import FailedError, measured
from tools.bench.workshop import PUBLISH, Job, Workshop, cold

from publish import doctor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tools.bench.books import Book


@dataclass(frozen=True, slots=True)
class Plan:
    """How large everything is: books, the one that is edited, a short and a long one, copies in the archive.

    ``saves`` is how many times an article is saved while the preview shows it.
    """

    books: tuple[Book, ...]
    record: Book
    short: Book
    long: Book
    copies: int
    saves: int


FULL = Plan(
    (*(books.text(pages) for pages in (16, 64, 256, 1000)), *(books.magazine(pages) for pages in (16, 64, 256, 1000))),
    books.record(),
    books.text(100),
    books.text(1000),
    20,
    20,
)
QUICK = Plan((books.text(16), books.magazine(16)), books.text(64), books.text(16), books.text(64), 2, 3)


def run(
    folder: Path, plan: Plan, repeat: int, wanted: Sequence[str], say: Callable[[str], None]
) -> tuple[tuple[Result, ...], tuple[Figure, ...], tuple[str, ...]]:
    """Run the cases that are wanted; give their results, the figures on which they rest, and the cases that failed."""
    shop = Workshop(folder, repeat, say)
    # Python compiles modules, and the machine reads files, the first time that they are asked for.
    measured(cold(shop, books.text(6), "epub,screen,press").ready(0))
    results: list[Result] = []
    failed: list[str] = []
    for name in (name for name in CASES if name in wanted):
        try:
            results += CASES[name](shop, plan)
        except FailedError as error:  # the others may have taken hours
            failed.append(name)
            say(f"{name}: {error}")
    return tuple(results), tuple(shop.figures.values()), tuple(failed)


def epub(shop: Workshop, plan: Plan) -> Iterator[Result]:
    """An EPUB, beside pandoc's."""
    for book in (*plan.books, plan.record):
        ours = cold(shop, book, "epub", "--no-page-list")
        peer = _pandoc(shop, book)
        if peer is None:
            shop.say("pandoc isn't there: pip install pypandoc-binary")
            return
        yield from _compared("EPUB / pandoc", *shop.turns(ours, peer), time=0.4, memory=0.5)


def screen(shop: Workshop, plan: Plan) -> Iterator[Result]:
    """The screen PDF, beside that of plain WeasyPrint from the same markup and styles."""
    for book in (*plan.books, plan.record):
        figures = shop.turns(cold(shop, book, "screen"), _plain(shop, book))
        yield from _compared("screen PDF / WeasyPrint", *figures, time=0.6, memory=0.8, size=1.1)


def outputs(shop: Workshop, plan: Plan) -> Iterator[Result]:
    """All three outputs, beside the screen PDF alone."""
    for book in (*plan.books, plan.record):
        alone, whole = shop.turns(cold(shop, book, "screen"), cold(shop, book, "epub,screen,press"))
        yield from _compared("all outputs / screen PDF", whole, alone, time=1.5)


def edit(shop: Workshop, plan: Plan) -> Iterator[Result]:
    """A build after an edit, beside plain WeasyPrint, which begins anew; and one with nothing to do."""
    book = plan.record
    plain, first = shop.turns(_plain(shop, book), cold(shop, book, "screen"))
    made = shop.turns(*edits.jobs(shop, book))
    goals = {edits.SAME: 0.08, edits.LONGER: 0.3}
    for each in made:
        if each.run == edits.NOTHING:
            yield Result("nothing changed", book.name, "time", each.seconds, 0.5, "s")
        else:
            case = f"{each.run.removeprefix('publish: screen, ')} / WeasyPrint"
            yield from _compared(case, each, plain, time=goals.get(each.run))
    recoloured = next(each for each in made if each.run == edits.COLOUR)
    yield from _compared("one colour / screen PDF, cold", recoloured, first)


def growth(shop: Workshop, plan: Plan) -> Iterator[Result]:
    """How time and memory grow from a short book to a long one."""
    short, long = shop.turns(cold(shop, plan.short, "screen"), cold(shop, plan.long, "screen"))
    name = f"{long.pages:,} pages / {short.pages:,} pages"
    pages = long.pages - short.pages
    yield Result("growth", name, "time a page", long.seconds / long.pages / (short.seconds / short.pages), 1.1)
    yield Result("growth", name, "CPU a page", long.cpu / long.pages / (short.cpu / short.pages))
    yield Result("growth", name, "main process", (long.resident - short.resident) / pages, 0.3, "MB a page")
    yield Result("growth", name, "all processes", (long.memory - short.memory) / pages, None, "MB a page")


def start(shop: Workshop, _plan: Plan) -> Iterator[Result]:
    """The time until ``publish --help`` has spoken, beside what importing WeasyPrint takes."""
    ours = Job("–", "publish --help", lambda _turn: (*PUBLISH, "--help"), often=5)
    peer = Job("–", "import weasyprint", lambda _turn: (sys.executable, "-c", "import weasyprint"), often=5)
    yield from _compared("--help / import weasyprint", *shop.turns(ours, peer), time=0.4)


def preview(shop: Workshop, plan: Plan) -> Iterator[Result]:
    """The seconds from saving an article of the sample to its new picture in a browser's window."""
    lacking = doctor.lacking(doctor.examine("Chromium"))
    if lacking:
        shop.say(f"no preview without a browser: {lacking[0].install}")
        return
    from tools.preview import measure as saves  # noqa: PLC0415  it needs playwright

    copy = shop.fresh("preview")
    shutil.copytree(archives.SAMPLE, copy)
    shop.say(f"the sample: preview, {plan.saves} saves")
    taken = statistics.median(saves(copy, "brent.md", plan.saves, shop.fresh("cache")))
    yield Result("preview", "the sample", "from a save to pixels", taken, None, "s")


def archive(shop: Workshop, plan: Plan) -> Iterator[Result]:
    """Many publications at once: the sample, so many times with other texts."""
    return archives.archive(shop, plan.copies)


CASES: dict[str, Callable[[Workshop, Plan], Iterator[Result]]] = {
    "epub": epub,
    "screen": screen,
    "outputs": outputs,
    "edit": edit,
    "growth": growth,
    "start": start,
    "preview": preview,
    "archive": archive,
}


def _compared(
    case: str,
    ours: Figure,
    peer: Figure,
    *,
    time: float | None = None,
    memory: float | None = None,
    size: float | None = None,
) -> Iterator[Result]:
    """Give what a run took as shares of what another took: time, and what has a goal."""
    yield Result(case, ours.book, "time", ours.seconds / peer.seconds, time)
    yield Result(case, ours.book, "CPU", ours.cpu / peer.cpu)
    if memory is not None:
        yield Result(case, ours.book, "memory", ours.memory / peer.memory, memory)
    if size is not None:
        yield Result(case, ours.book, "size", ours.size / peer.size, size)


def _pandoc(shop: Workshop, book: Book) -> Job | None:
    out = shop.folder / "pandoc.epub"
    command = peers.pandoc(shop.manuscript(book), out)
    if command is None:
        return None
    return Job(book.name, "pandoc: EPUB", lambda _turn: command, lambda: (out.stat().st_size, 0))


def _plain(shop: Workshop, book: Book) -> Job:
    out = shop.folder / "plain.pdf"
    folder = shop.folder / "plain" / shop.manuscript(book).name

    def ready(_turn: int) -> Sequence[str]:
        if not folder.exists():
            peers.write_plain(shop.manuscript(book), folder)
        return peers.plain(folder, out)

    def came() -> tuple[int, int]:
        with pymupdf.open(out) as pdf:
            return out.stat().st_size, pdf.page_count

    return Job(book.name, "WeasyPrint: screen", ready, came)
