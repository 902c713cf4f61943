"""Measure, print, and keep the figures where that is asked: ``python -m tools.bench``, or ``make bench``."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from tools.bench.cases import CASES, FULL, QUICK, run
from tools.bench.figures import Benchmark, aligned, figures_table, machine, page_with, read, results_table

DOCUMENTS = Path(__file__).parents[2] / "docs"


def main() -> int:
    """Give the exit status: 0, 1 where a case failed, 3 on a machine that can't be measured."""
    asked = _arguments()
    if sys.platform != "linux":
        sys.stderr.write("the benchmark reads /proc, which only Linux has\n")
        return 3
    plan = QUICK if asked.quick else FULL
    plan = replace(plan, books=() if asked.one else plan.books, copies=asked.copies or plan.copies)
    repeat = asked.repeat or (1 if asked.quick else 3)
    how = f"a quick run on small books, not of record; median of {repeat}" if asked.quick else f"median of {repeat}"
    where = machine(how)
    print("".join(f"{name}: {value}\n" for name, value in where.items()))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        results, figures, failed = run(
            Path(folder), plan, repeat, asked.only or list(CASES), lambda text: print(text, file=sys.stderr)
        )
    # As the file has them, so that the page says the same.
    whole = read(Benchmark(where, results, figures).plain())
    print(aligned(results_table(whole.results)))
    print(aligned(figures_table(whole.figures)))
    if asked.json:
        asked.json.write_text(_json(whole), "utf-8")
    if asked.record:
        (DOCUMENTS / "performance.json").write_text(_json(whole), "utf-8")
        page = DOCUMENTS / "performance.md"
        page.write_text(page_with(page.read_text("utf-8"), whole), "utf-8")
    return 1 if failed else 0


def _json(found: Benchmark) -> str:
    return json.dumps(found.plain(), indent=2, ensure_ascii=False) + "\n"


def _arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    options.add_argument("--only", nargs="+", choices=CASES, metavar="CASE", help=f"some of {', '.join(CASES)}")
    options.add_argument("--quick", action="store_true", help="small books, each command once")
    options.add_argument("--one", action="store_true", help="of books of all sizes, the one of 60 chapters alone")
    options.add_argument("--copies", type=int, metavar="N", help="of how many magazines the archive is")
    options.add_argument("--repeat", type=int, help="how many times each command is measured; the median counts")
    options.add_argument("--json", type=Path, metavar="FILE", help="keep the figures in a file")
    options.add_argument("--record", action="store_true", help="keep the figures as those of docs/performance.md")
    return options.parse_args()


if __name__ == "__main__":
    sys.exit(main())
