"""How large manuscripts fare: each generated, checked and built in a process of its own, with its seconds and memory.

Each is built, or refused with a reason, within the limits (docs/limits.md). Prints a table; ``--only`` takes the names
of some. What is measured is processor time, so that a busy machine says much the same.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

HEAD = "title: Scale\nlanguage: en-GB\ndate: 2024-01-01\n"
SENTENCE = "The keeper of the light went down to the harbour, and counted the boats that had come in. "
PARAGRAPH = SENTENCE * 6 + "\n\n"

Files = Iterator[tuple[str, str | bytes]]


def book(megabytes: float) -> Files:
    """Give a book in one file, of so many megabytes."""
    yield "a.md", "# A title\n\n" + PARAGRAPH * int(megabytes * 1e6 / len(PARAGRAPH))


def articles(count: int) -> Files:
    """Give so many short articles."""
    for number in range(count):
        yield f"{number:05}.md", f"# Article {number}\n\n## On the harbour\n\n{SENTENCE}\n"


def images(count: int) -> Files:
    """Give an article with so many pictures."""
    output = io.BytesIO()
    Image.effect_noise((120, 90), 60).save(output, "JPEG")
    for number in range(count):
        yield f"images/{number}.jpg", output.getvalue()
    yield "a.md", "# A title\n\n" + "".join(f"![The harbour, {n}](images/{n}.jpg)\n\n" for n in range(count))


def notes(count: int) -> Files:
    """Give an article with so many notes."""
    calls = "".join(f"{SENTENCE.strip()}[^{number}]\n\n" for number in range(count))
    yield "a.md", f"# A title\n\n{calls}" + "".join(f"[^{number}]: A note.\n\n" for number in range(count))


def mistakes(count: int) -> Files:
    """Give an article with so many dead references."""
    yield "a.md", "# A title\n\n" + "".join(f"[one](#nowhere-{number})\n\n" for number in range(count))


def rows(count: int) -> Files:
    """Give an article with a table of so many rows below its head."""
    yield "a.md", "# A title\n\n| Boat | Day |\n|---|---|\n" + "| The Heron | Monday |\n" * count


def code(count: int) -> Files:
    """Give an article with a block of so many lines of Python."""
    yield "a.md", "# A title\n\n```python\n" + "boats = boats + 1  # one more\n" * count + "```\n"


def paragraph(characters: int) -> Files:
    """Give an article of one paragraph of so many characters."""
    yield "a.md", "# A title\n\n" + SENTENCE * (characters // len(SENTENCE))


@dataclass(frozen=True, slots=True)
class Case:
    """One manuscript: its name, its files, and what else ``publication.yaml`` says."""

    name: str
    files: Callable[[], Files]
    limits: str = ""


CASES = (
    Case("a book of 1 MB", lambda: book(1)),
    Case("a book of 3.9 MB", lambda: book(3.9)),
    Case("an article of 100 MB", lambda: book(100)),
    Case("2,000 articles", lambda: articles(2_000)),
    Case("10,000 articles", lambda: articles(10_000)),
    Case("10,000 articles, raised", lambda: articles(10_000), "limits: {articles: 10000}\n"),
    Case("2,000 images", lambda: images(2_000)),
    Case("5,000 images", lambda: images(5_000)),
    Case("5,000 images, raised", lambda: images(5_000), "limits: {pictures: 5000}\n"),
    Case("5,000 notes", lambda: notes(5_000)),
    Case("100,000 notes", lambda: notes(100_000)),
    Case("10,000 mistakes", lambda: mistakes(10_000)),
    Case("a table of 10,000 rows", lambda: rows(9_999)),
    Case("10,000 lines of code", lambda: code(10_000)),
    Case("100,000 lines of code", lambda: code(100_000)),
    Case("a paragraph of 490,000 letters", lambda: paragraph(490_000)),
    Case("a paragraph of 1 MB", lambda: paragraph(1_000_000)),
)

RUNS = {
    "check": ("check", "{manuscript}", "--format", "json"),
    "epub": ("build", "{manuscript}", "--to", "epub", "--no-page-list", "--out", "{out}", "--format", "json"),
    "build": ("build", "{manuscript}", "--out", "{out}", "--format", "json"),
}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", nargs="*", default=[], help="names of manuscripts, or parts of them")
    options.add_argument("--runs", nargs="*", default=["check", "epub"], choices=RUNS)
    options.add_argument("--seconds", type=int, default=600, help="processor time after which a run is given up")
    asked = options.parse_args()
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.platform()}\n")
    print(f"{'manuscript':32}{'run':8}{'seconds':>9}{'MB':>7}  ends with")
    for case in CASES:
        if asked.only and not any(part in case.name for part in asked.only):
            continue
        with tempfile.TemporaryDirectory(prefix="scale-") as folder:
            manuscript = write(case, Path(folder) / "manuscript")
            for run in asked.runs:
                print(f"{case.name:32}{run:8}{measured(run, manuscript, asked.seconds)}", flush=True)


def write(case: Case, folder: Path) -> Path:
    """Write a manuscript into a folder, and give the folder."""
    (folder / "images").mkdir(parents=True)
    (folder / "publication.yaml").write_text(HEAD + case.limits, "utf-8")
    for name, data in case.files():
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def measured(run: str, manuscript: Path, seconds: int) -> str:
    """Give the processor seconds, the most memory and the end of a run, as a row shows them."""
    words = [word.format(manuscript=manuscript, out=manuscript.parent / "out") for word in RUNS[run]]
    command = [sys.executable, "-c", _MEASURED, str(seconds), "--quiet", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    figures = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else ""
    if not figures.startswith("measured "):
        return f"{'':>9}{'':>7}  given up: {figures or f'after {seconds} s'}"
    _, taken, memory = figures.split()
    return f"{float(taken):9.1f}{int(memory):7}  {done.returncode}{_reasons(done.stdout)}"


_MEASURED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]),) * 2)
from publish.cli import cli
status = 0
try:
    cli([word for word in sys.argv[3:]] + [sys.argv[2]])
except SystemExit as end:
    status = end.code
used = resource.getrusage(resource.RUSAGE_SELF)
memory = used.ru_maxrss // 1024
try:
    # What getrusage says is at least what the process that began this one had.
    memory = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) // 1024
except OSError:
    pass
print("measured", used.ru_utime + used.ru_stime, memory, file=sys.stderr)
sys.exit(status)
"""


def _reasons(found: str) -> str:
    import json  # noqa: PLC0415
    from collections import Counter  # noqa: PLC0415

    counts = Counter(each["code"] for each in json.loads(found or "[]"))
    return "".join(f", {count:,} × {code}" for code, count in counts.most_common(3))


if __name__ == "__main__":
    main()
