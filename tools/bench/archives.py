"""An archive: the sample so many times, each with other words, built side by side in every way that there is."""

from __future__ import annotations

import hashlib
import logging
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tools.archive import write_archive
from tools.bench.figures import Result
from tools.bench.workshop import PUBLISH, Job, Workshop, came_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAMPLE = Path(__file__).parents[2] / "manuscript"
OUTPUTS = "epub,screen,press"


def archive(shop: Workshop, count: int) -> Iterator[Result]:
    """Build so many publications in every way; give pages a second, and how many files differ from the first way's."""
    folder = shop.fresh("archive")
    folder.mkdir()
    write_archive(SAMPLE, folder, count)
    name = f"archive of {count} magazines"
    made: dict[str, dict[str, str]] = {}

    def job(way: str, options: Sequence[str]) -> Job:
        out = shop.folder / "out"

        def ready(_turn: int) -> Sequence[str]:
            places = ("--out", str(shop.fresh("out")), "--cache", str(shop.fresh("cache")))
            return (*PUBLISH, "build", str(folder), "--to", OUTPUTS, *options, *places, "--quiet")

        def came() -> tuple[int, int]:
            made[way] = digests_below(out)
            return came_out(out, OUTPUTS)

        return Job(name, f"publish: {OUTPUTS}, {way}", ready, came)

    with dask(shop.folder / "dask", 2) as address:
        ways = {"1 worker": ("--workers", "1"), "2 workers": ("--workers", "2")}
        # Its workers are no processes below the one that is measured: time alone says something.
        ways |= {"2 workers of Dask": ("--scheduler", address)} if address else {}
        figures = shop.turns(*(job(way, options) for way, options in ways.items()))
    for way, figure in zip(ways, figures, strict=True):
        yield Result("archive", name, f"pages a second, {way}", figure.pages / figure.seconds)
    first, *others = made
    for way in others:
        yield Result("archive", name, f"files that differ, {way}", differing(made[first], made[way]), 0)


@contextmanager
def dask(folder: Path, workers: int) -> Iterator[str]:
    """Run a Dask cluster on this machine, and give its address; an empty one where Dask isn't there."""
    try:
        from distributed import LocalCluster  # noqa: PLC0415  it's an extra
    except ImportError:
        yield ""
        return
    with LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.ERROR,
        local_directory=str(folder),
    ) as cluster:  # fmt: skip
        yield cluster.scheduler_address


def digests_below(folder: Path) -> dict[str, str]:
    """Give the SHA-256 of each file below a folder, by its path there."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def differing(one: dict[str, str], other: dict[str, str]) -> int:
    """Give how many files are not the same in both, or are in one alone."""
    return sum(one.get(name) != other.get(name) for name in one.keys() | other.keys())
