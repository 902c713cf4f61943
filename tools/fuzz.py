"""Made-up manuscripts, built by the thousand: each gives its files or its findings, and nothing else happens.

Three series: ``manuscripts`` are built to EPUBs, ``whole`` ones to all outputs, and ``pictures`` spoilt in all ways to
EPUB and screen PDF. A manuscript is made of the seed and its number alone, so one is tried again with the same
``--seed`` and ``--first NUMBER --series NAME=1``. What counts as a fault stands in ``tests/fuzzing/trial.py``. Each
kind of fault is printed, made smaller, and kept under ``--keep``. Exit status: 0 none, 1 faults.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.fuzzing import judge, made  # the generators are those of the tests
from tests.fuzzing.shrink import smaller
from tests.fuzzing.trial import Trials, lean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.fuzzing.made import Made
    from tests.fuzzing.trial import Tried


@dataclass(frozen=True, slots=True)
class Kind:
    """A series: what makes its manuscripts, what is built of them, how many there are, and its share of the time."""

    make: Callable[[int, int], Made]
    outputs: tuple[str, ...]
    count: int
    share: float


KINDS = {
    "manuscripts": Kind(made.manuscript, ("epub",), 10_000, 0.4),
    "whole": Kind(made.whole_manuscript, ("epub", "screen", "press"), 300, 0.35),
    "pictures": Kind(made.pictured, ("epub", "screen"), 2_000, 0.25),
}
FULL = 20
"""Every so many manuscripts are built in full where the others are built lean, to be quick."""

EVERY = 100
"""After so many a process says how far it is."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one process does of a series: its numbers, for so many seconds (0 is no bound), EPUBCheck on so many."""

    kind: str
    seed: int
    numbers: range
    seconds: float
    epubcheck: int
    scratch: Path
    keep: Path | None


@dataclass(slots=True)
class Result:
    """What came of it: how many were tried and built by how they were made, codes, faults by kind, the most memory."""

    tried: Counter[str] = field(default_factory=Counter)
    built: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[int]] = field(default_factory=dict)
    validated: int = 0
    slowest: tuple[float, int] = (0.0, 0)
    memory: int = 0

    def add(self, other: Result) -> None:
        """Add what another process found."""
        self.tried += other.tried
        self.built += other.built
        self.codes += other.codes
        self.validated += other.validated
        self.slowest = max(self.slowest, other.slowest)
        self.memory = max(self.memory, other.memory)
        for kind, numbers in other.faults.items():
            self.faults[kind] = sorted({*self.faults.get(kind, ()), *numbers})


def main() -> None:
    """Try, print what came of each series, and end with 1 where there were faults."""
    asked = _options()
    failed = False
    for name, count in asked.series.items():
        start = time.perf_counter()
        result = _together(name, count, asked)
        failed = failed or bool(result.faults)
        _print(name, result, time.perf_counter() - start)
    sys.exit(failed)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=1, help="other seeds give other manuscripts (1)")
    options.add_argument("--series", nargs="*", metavar="NAME=COUNT", help="which series, and how many of each (all)")
    options.add_argument("--first", type=int, default=0, help="the number of the first manuscript (0)")
    options.add_argument("--seconds", type=float, default=300, help="for all series together; 0 is no bound (300)")
    options.add_argument("--epubcheck", type=int, default=4, help="EPUBs of each series that EPUBCheck reads (4)")
    options.add_argument("--jobs", type=int, default=1, help="processes side by side (1)")
    options.add_argument("--keep", type=Path, help="a folder for manuscripts that show a fault")
    asked = options.parse_args()
    wanted = dict(each.partition("=")[::2] for each in asked.series or KINDS)
    unknown = sorted(wanted.keys() - KINDS.keys())
    if unknown or asked.jobs < 1:
        options.error(f"there is no series {', '.join(unknown)}" if unknown else "at least one process is needed")
    asked.series = {name: int(count or KINDS[name].count) for name, count in wanted.items()}
    return asked


def _together(name: str, count: int, asked: argparse.Namespace) -> Result:
    """Run a series in processes of its own; one that dies is a fault too."""
    total = Result()
    shares = sum(KINDS[each].share for each in asked.series)
    seconds = asked.seconds * KINDS[name].share / shares
    with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
        pool = ProcessPoolExecutor(asked.jobs, multiprocessing.get_context("spawn"))
        with pool:
            work = [
                Share(name, asked.seed, range(asked.first + job, asked.first + count, asked.jobs), seconds,
                      -(-asked.epubcheck // asked.jobs), Path(scratch) / str(job), asked.keep)
                for job in range(asked.jobs)
            ]  # fmt: skip
            for each, future in [(share, pool.submit(run, share)) for share in work]:
                try:
                    total.add(future.result())
                except BrokenProcessPool:
                    number = int((each.scratch / "number").read_text("utf-8"))
                    _keep(each, number, "the process died", "", KINDS[name].make(each.seed, number).files)
                    total.add(Result(faults={"the process died": [number]}))
    return total


def run(share: Share) -> Result:
    """Try the manuscripts of a share, one after the other, until they or the time are over."""
    kind, result = KINDS[share.kind], Result()
    share.scratch.mkdir()
    trials = Trials(share.scratch, kind.outputs, page_list=len(kind.outputs) > 1)
    end = time.perf_counter() + share.seconds
    for number in share.numbers:
        if share.seconds and time.perf_counter() > end:
            break
        (share.scratch / "number").write_text(str(number), "utf-8")
        manuscript = kind.make(share.seed, number)
        tried = _tried(trials, manuscript.files, number)
        result.tried[manuscript.how] += 1
        result.built[manuscript.how] += tried.built
        result.codes.update(tried.codes)
        result.slowest = max(result.slowest, (round(tried.seconds, 1), number))
        if result.tried.total() % EVERY == 0:
            so_far = f"{result.tried.total()} tried, {result.built.total()} built, {len(result.faults)} kinds of faults"
            print(f"{share.kind}: {so_far}, {result.slowest[0]} s the slowest", file=sys.stderr, flush=True)
        faults = dict(tried.faults)
        if tried.built and "epub" in tried.files and result.validated < share.epubcheck and number % FULL == 0:
            result.validated += 1
            faults |= dict(judge.by_epubcheck(tried.files["epub"]))
        for fault, text in faults.items():
            seen = result.faults.setdefault(fault, [])
            seen.append(number)
            if len(seen) == 1:
                small = smaller(manuscript.files, lambda files: fault in dict(trials.run(files).faults))  # noqa: B023
                _keep(share, number, fault, text, small)
    result.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return result


def _tried(trials: Trials, files: Mapping[str, bytes], number: int) -> Tried:
    if "press" in trials.outputs or number % FULL == 0:
        return trials.run(files)
    with lean():
        return trials.run(files)


def _keep(share: Share, number: int, fault: str, text: str, files: Mapping[str, bytes]) -> None:
    """Print a fault and, where that is asked, keep the manuscript that shows it."""
    again = f"python tools/fuzz.py --seed {share.seed} --first {number} --series {share.kind}=1 --seconds 0"
    print(f"\n{share.kind} {number}: {fault}\n{text[-3000:]}\nagain: {again}", flush=True)
    if share.keep is None:
        return
    folder = share.keep / f"{share.kind}-{share.seed}-{number}-{''.join(c if c.isalnum() else '-' for c in fault)[:60]}"
    for name, data in files.items():
        (folder / "manuscript" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "manuscript" / name).write_bytes(data)
    (folder / "fault.txt").write_text(f"{fault}\n\n{text}\n\n{again}\n", "utf-8")
    print(f"kept: {folder}", flush=True)


def _print(name: str, result: Result, seconds: float) -> None:
    tried, built = result.tried.total(), result.built.total()
    memory = result.memory / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(
        f"\n{name}: {tried} tried in {seconds:.0f} s, {built} built, {tried - built} refused; {memory:.0f} MB at most; "
        f"{result.slowest[0]} s the slowest, number {result.slowest[1]}; EPUBCheck on {result.validated}"
    )
    for how, number in result.tried.most_common():
        print(f"  {how}: {number} tried, {result.built[how]} built")
    print(f"  codes: {json.dumps(dict(result.codes.most_common()))}")
    for fault, numbers in result.faults.items():
        print(f"  FAULT {fault}: {len(numbers)} times, at {', '.join(map(str, numbers[:12]))}")


if __name__ == "__main__":
    main()
