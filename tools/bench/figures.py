"""What a benchmark comes to, as data: figures of runs, ratios of figures, the machine; and as tables of both."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass, fields
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

VERSIONED = ("weasyprint", "ebooklib", "pikepdf", "pillow", "lxml", "pypandoc-binary")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a command took on a book, in the median of its runs: seconds, processor seconds, megabytes, bytes, pages.

    ``spread`` is how far its runs lie apart, as a share of the median of their seconds: what a busy machine does.
    ``size`` and ``pages`` are 0 where nothing comes out that has them.
    """

    book: str
    run: str
    seconds: float
    cpu: float
    memory: float
    resident: float
    size: int = 0
    pages: int = 0
    spread: float = 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """What a case says of a book: ``what`` was compared, what it came to, and the goal, which it should not be over.

    A value without a ``unit`` is a ratio.
    """

    case: str
    book: str
    what: str
    value: float
    goal: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """All that one run of the benchmark has found, and where."""

    machine: dict[str, str]
    results: tuple[Result, ...]
    figures: tuple[Figure, ...]

    def plain(self) -> dict[str, Any]:
        """Give it as JSON has it, numbers rounded to what they can say."""
        return {
            "machine": self.machine,
            "results": [_rounded(each) for each in self.results],
            "figures": [_rounded(each) for each in self.figures],
        }


def read(data: dict[str, Any]) -> Benchmark:
    """Give the benchmark that JSON holds."""
    results = tuple(Result(**each) for each in data["results"])
    return Benchmark(data["machine"], results, tuple(Figure(**each) for each in data["figures"]))


def _rounded(record: Figure | Result) -> dict[str, Any]:
    pairs = ((field.name, getattr(record, field.name)) for field in fields(record))
    return {name: round(value, 3) if isinstance(value, float) else value for name, value in pairs}


# ------------------------------------------------------------------------------------------------------------ tables

_RESULTS = ("case", "book", "what", "came to", "goal")
_FIGURES = ("book", "run", "pages", "seconds", "±", "CPU s", "memory MB", "main MB", "size MB")


def results_table(results: Iterable[Result]) -> list[Sequence[str]]:
    """Give rows for what cases came to, below a head."""
    rows: list[Sequence[str]] = [_RESULTS]
    for each in results:
        unit = f" {each.unit}" if each.unit else ""
        goal = "" if each.goal is None else f"≤ {each.goal:g}{unit}"
        rows.append((each.case, each.book, each.what, f"{_number(each.value)}{unit}", goal))
    return rows


def figures_table(figures: Iterable[Figure]) -> list[Sequence[str]]:
    """Give rows for what runs took, below a head."""
    rows: list[Sequence[str]] = [_FIGURES]
    for each in figures:
        pages = f"{each.pages:,}" if each.pages else "–"
        size = f"{each.size / 1e6:.2f}" if each.size else "–"
        rows.append((each.book, each.run, pages, f"{each.seconds:.2f}", f"{each.spread:.0%}", f"{each.cpu:.2f}",
                     f"{each.memory:,.0f}", f"{each.resident:,.0f}", size))  # fmt: skip
    return rows


def _number(value: float) -> str:
    return f"{value:.0f}" if value == int(value) and abs(value) > 1 else f"{value:.3g}" if value < 1 else f"{value:.2f}"


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Give rows as a table in Markdown, numbers to the right."""
    head, *body = rows
    rule = ["---:" if _right(head[column]) else "---" for column in range(len(head))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *body)) + "\n"


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Give rows as a terminal shows them: columns as wide as they need, numbers to the right."""
    head = rows[0]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = (
        "  ".join(
            cell.rjust(width) if _right(name) else cell.ljust(width)
            for cell, width, name in zip(row, widths, head, strict=True)
        ).rstrip()
        for row in rows
    )
    return "\n".join(lines) + "\n"


def _right(name: str) -> bool:
    return name not in {"case", "book", "what", "run"}


BEGIN, END = "<!-- figures: written by the benchmark -->\n", "<!-- end of figures -->\n"


def page_with(page: str, found: Benchmark) -> str:
    """Give a page with the machine and both tables between the two comments that mark their place."""
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    machine = markdown([("machine", "is"), *found.machine.items()])
    tables = (machine, markdown(results_table(found.results)), markdown(figures_table(found.figures)))
    return before + BEGIN + "\n" + "\n".join(tables) + "\n" + END + after


# ----------------------------------------------------------------------------------------------------------- machine


def machine(how: str) -> dict[str, str]:
    """Give what decides how long things take: the machine, how busy it is, the versions, and how it was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    versions = (f"{name} {_version(name)}" for name in VERSIONED if _version(name))
    return {
        "measured": how,
        "processor": f"{os.cpu_count()} cores, {_processor()}",
        "memory": f"{memory:.0f} GB",
        "load before": f"{os.getloadavg()[0]:.1f}",
        "system": platform.platform(),
        "Python": platform.python_version(),
        "publish": f"{metadata.version('publish')}, commit {_commit()}",
        "packages": ", ".join(versions),
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _commit() -> str:
    root = Path(__file__).parents[2]
    try:
        said = subprocess.run(
            ("git", "describe", "--always", "--dirty=, changed", "--exclude=*"),  # noqa: S607  wherever it is
            cwd=root, capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return said.stdout.strip()
