"""An archive: the sample so many times, each with other texts, built side by side in every way that there is."""

from __future__ import annotations

import hashlib
import shutil
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tools.bench.figures import Result
from tools.bench.workshop import PUBLISH, Job, Workshop, came_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAMPLE = Path(__file__).parents[2] / "manuscript"
OUTPUTS = "epub,screen,press"


def archive(shop: Workshop, count: int) -> Iterator[Result]:
    """Build so many publications in every way; give pages a second, and how many files differ from the first way's."""
    folder = shop.folder / "archive"
    if not folder.exists():
        write(folder, count)
    name = f"archive of {count} magazines"
    digests: dict[str, dict[str, str]] = {}

    def job(way: str, options: Sequence[str]) -> Job:
        out = shop.folder / "out"

        def ready(_turn: int) -> Sequence[str]:
            places = ("--out", str(shop.fresh("out")), "--cache", str(shop.fresh("cache")))
            return (*PUBLISH, "build", str(folder), "--to", OUTPUTS, *options, *places, "--quiet")

        def came() -> tuple[int, int]:
            digests[way] = digests_below(out)
            return came_out(out, OUTPUTS)

        return Job(name, f"publish: {OUTPUTS}, {way}", ready, came)

    ways = {"1 worker": ("--workers", "1"), "2 workers": ("--workers", "2"), **dask()}
    figures = shop.turns(*(job(way, options) for way, options in ways.items()))
    for way, figure in zip(ways, figures, strict=True):
        yield Result("archive", name, f"pages a second, {way}", figure.pages / figure.seconds)
    for first, other in pairwise(digests):
        yield Result(
            "archive", name, f"files that differ, {first} and {other}", differing(digests[first], digests[other]), 0
        )


def dask() -> dict[str, Sequence[str]]:
    """Give the ways of building on Dask, by name, with their options: none yet."""
    return {}


def write(folder: Path, count: int) -> None:
    """Write copies of the sample, each with a sentence and a number of its own."""
    for number in range(1, count + 1):
        copy = folder / f"issue-{number:03}"
        shutil.copytree(SAMPLE, copy)
        publication = copy / "publication.yaml"
        text = (
            publication.read_text("utf-8")
            .replace("issue 39", f"issue {number}")
            .replace("number: 39", f"number: {number}")
        )
        publication.write_text(text.replace("slug: in-our-view-39", f"slug: in-our-view-{number}"), "utf-8")
        for article in copy.glob("*.md"):
            article.write_text(f"{article.read_text('utf-8')}\nThis is what was said in issue {number}.\n", "utf-8")


def digests_below(folder: Path) -> dict[str, str]:
    """Give the SHA-256 of each file below a folder, by its path there."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def differing(one: dict[str, str], other: dict[str, str]) -> int:
    """Give how many files are not the same in both, or are in one alone."""
    return sum(one.get(name) != other.get(name) for name in one.keys() | other.keys())
