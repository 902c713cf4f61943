"""Where the benchmark is worked: a folder with the books, each command measured so many times, and what it took."""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tools.bench.figures import Figure
from tools.bench.measure import measured

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tools.bench.books import Book
    from tools.bench.measure import Taken

PUBLISH = (sys.executable, "-m", "publish")


@dataclass(frozen=True, slots=True)
class Job:
    """A command to be measured on a book: ``ready`` makes all ready for a round, counted from 0, and gives the command.

    ``came`` gives bytes and pages of what came out. A short command is run ``often``, so many times in each round.
    """

    book: str
    run: str
    ready: Callable[[int], Sequence[str]]
    came: Callable[[], tuple[int, int]] = lambda: (0, 0)
    often: int = 1


@dataclass(slots=True)
class Workshop:
    """A folder to work in, how many times each command is measured, and every figure so far, by book and run."""

    folder: Path
    repeat: int
    say: Callable[[str], None]
    figures: dict[tuple[str, str], Figure] = field(default_factory=dict)

    def manuscript(self, book: Book) -> Path:
        """Give the folder of a book's manuscript, which is written the first time."""
        folder = self.folder / "manuscripts" / "".join(each if each.isalnum() else "-" for each in book.name)
        if not folder.exists():
            book.write(folder)
        return folder

    def fresh(self, name: str) -> Path:
        """Give a path in which nothing is."""
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        path.unlink(missing_ok=True)
        return path

    def turns(self, *jobs: Job) -> tuple[Figure, ...]:
        """Measure commands in turns, so that all meet the same machine; what was measured before isn't again."""
        waiting = [job for job in jobs if (job.book, job.run) not in self.figures]
        taken: dict[int, list[Taken]] = {number: [] for number in range(len(waiting))}
        came: dict[int, tuple[int, int]] = {}
        for turn in range(self.repeat):
            for number, job in enumerate(waiting):
                self.say(f"{job.book}: {job.run} ({turn + 1} of {self.repeat})")
                for time in range(job.often):
                    taken[number].append(measured(job.ready(turn * job.often + time)))
                came[number] = job.came()
        for number, job in enumerate(waiting):
            self.figures[job.book, job.run] = _figure(job, taken[number], came[number])
        return tuple(self.figures[job.book, job.run] for job in jobs)


def _figure(job: Job, taken: Sequence[Taken], came: tuple[int, int]) -> Figure:
    seconds = [each.seconds for each in taken]
    middle = statistics.median(seconds)
    return Figure(
        job.book,
        job.run,
        middle,
        statistics.median(each.cpu for each in taken),
        statistics.median(each.memory for each in taken),
        statistics.median(each.resident for each in taken),
        *came,
        spread=(max(seconds) - min(seconds)) / middle,
    )


def cold(shop: Workshop, book: Book, outputs: str, *options: str) -> Job:
    """Give the job of a build into an empty folder with an empty cache, as somebody does it the first time."""
    out = shop.folder / "out"

    def ready(_turn: int) -> Sequence[str]:
        places = ("--out", str(shop.fresh("out")), "--cache", str(shop.fresh("cache")))
        return (*PUBLISH, "build", str(shop.manuscript(book)), "--to", outputs, *options, *places, "--quiet")

    return Job(book.name, f"publish: {outputs}", ready, lambda: came_out(out, outputs))


def came_out(out: Path, outputs: str) -> tuple[int, int]:
    """Give the bytes of the outputs below a folder, and their pages, as the reports of their builds say."""
    reports = [json.loads(path.read_text("utf-8")) for path in sorted(out.rglob("*-report.json"))]
    kinds = outputs.split(",")
    size = sum(each["bytes"] for report in reports for each in report["outputs"] if each["kind"] in kinds)
    return size, sum(report["pages"] for report in reports)
