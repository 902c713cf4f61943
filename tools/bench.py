"""How long builds take: generated books, each measured in processes of its own, compared within one run.

Text alone, at 16 and 200 pages: what the press PDF adds to the screen PDF. A magazine of photographs: seconds a
megapixel the first time and from the cache. Prints a table; ``--json FILE`` keeps the figures.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image

from publish.cache import Cache
from publish.colour import separated
from publish.preparation import prepare

WORDS = tuple(
    "the of and a to in light water harbour stone keeper lamp morning letter window winter council system people work "  # noqa: SIM905
    "print page reader river summer carried little behind under between house night paper master always nothing".split()
)
WORDS_A_PAGE = 258
PHOTOGRAPHS, MEGAPIXELS = 6, 8.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What one kind of build took: seconds (the median), processor seconds, the most memory in megabytes; its pages."""

    book: str
    outputs: str
    seconds: float
    cpu: float
    memory: float
    pages: int


def main() -> None:
    """Measure, print, and keep the figures where that is asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, nargs="*", default=[16, 200])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--json", type=Path)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        found, ratios = measure(Path(folder), asked.pages, asked.rounds)
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()}
    print(f"{machine['cores']} cores, Python {machine['python']}, {machine['system']}\n")
    print(f"{'book':18}{'pages':>6}  {'outputs':16}{'seconds':>9}{'cpu':>9}{'MB':>8}")
    for each in found:
        row = f"{each.book:18}{each.pages:6}  {each.outputs:16}"
        print(f"{row}{each.seconds:9.2f}{each.cpu:9.2f}{each.memory:8.0f}")
    print()
    for name, value in ratios.items():
        print(f"{name}: {value}")
    if asked.json:
        kept = {"machine": machine, "measured": [asdict(each) for each in found], "ratios": ratios}
        asked.json.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")


def measure(folder: Path, sizes: list[int], rounds: int) -> tuple[list[Measured], dict[str, str]]:
    """Give the figures of every build, and what they come to."""
    found: list[Measured] = []
    ratios: dict[str, str] = {}
    for pages in sizes:
        manuscript = folder / f"text-{pages}"
        write_text(manuscript, pages)
        screen, both = together(manuscript, "text", ("screen", "screen,press"), rounds)
        found += [screen, both]
        added = both.seconds / screen.seconds - 1
        ratios[f"press adds to the screen PDF, {screen.pages} pages of text"] = f"{added:+.0%}"
    manuscript = folder / "photographs"
    write_photographs(manuscript)
    found += [build(manuscript, "photographs", outputs, rounds, folder / "cache") for outputs in ("screen", "press")]
    first, again = separation(manuscript, folder / "plates")
    ratios["photographs, separated the first time"] = f"{first:.3f} s a megapixel"
    ratios["photographs, from the cache"] = f"{again:.3f} s a megapixel"
    return found, ratios


def separation(manuscript: Path, folder: Path) -> tuple[float, float]:
    """Give the seconds that a megapixel takes to become plates: the first time, and from the cache."""
    edition, _ = prepare(manuscript, "photographs", ("press",))
    inks, cache, pictures = edition.inks, Cache(folder), edition.publication.pictures.values()
    assert inks is not None
    pixels = sum(each.width * each.height for each in pictures) / 1e6
    taken = []
    for _ in range(2):
        start = time.perf_counter()
        for each in pictures:
            separated(each, inks, (each.width, each.height), cache)
        taken.append((time.perf_counter() - start) / pixels)
    return taken[0], taken[1]


def together(manuscript: Path, name: str, outputs: tuple[str, str], rounds: int) -> tuple[Measured, Measured]:
    """Measure two kinds of builds in turns, so that both meet the same machine."""
    runs: tuple[list[Measured], list[Measured]] = ([], [])
    for _ in range(rounds):
        for place, each in enumerate(outputs):
            runs[place].append(build(manuscript, name, each, 1, manuscript.parent / "cache"))
    return median(runs[0]), median(runs[1])


def median(runs: list[Measured]) -> Measured:
    """Give the run whose seconds are the median."""
    wanted = statistics.median_low([each.seconds for each in runs])
    return next(each for each in runs if each.seconds == wanted)


def build(manuscript: Path, name: str, outputs: str, rounds: int, cache: Path) -> Measured:
    """Build into an empty folder so many times, and give the median."""
    return median([_build(manuscript, name, outputs, cache) for _ in range(rounds)])


def _build(manuscript: Path, name: str, outputs: str, cache: Path) -> Measured:
    with tempfile.TemporaryDirectory(prefix="bench-out-") as out:
        command = [sys.executable, "-m", "publish", "build", str(manuscript), "--to", outputs, "--out", out, "--quiet"]
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([*command, "--cache", str(cache)], check=True, capture_output=True)
        seconds = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        pages = json.loads(next(Path(out).glob("*-report.json")).read_text("utf-8"))["pages"]
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(name, outputs, seconds, cpu, after.ru_maxrss / 1024, pages)


def write_text(folder: Path, pages: int) -> None:
    """Write a book of about so many pages: chapters of eight pages and less, from a seeded list of words."""
    folder.mkdir()
    (folder / "publication.yaml").write_text("title: The Lamp Keepers\nlanguage: en-GB\ndate: 2024-01-01\n", "utf-8")
    chosen = random.Random(pages)
    chapters = max(1, pages // 9)
    for chapter in range(1, chapters + 1):
        paragraphs = [_paragraph(chosen) for _ in range(max(1, WORDS_A_PAGE * (pages - 5) // chapters // 75))]
        (folder / f"{chapter:03}.md").write_text(f"# Chapter {chapter}\n\n" + "\n\n".join(paragraphs), "utf-8")


def _paragraph(chosen: random.Random) -> str:
    return " ".join(" ".join(chosen.choices(WORDS, k=12)).capitalize() + "." for _ in range(6))


def write_photographs(folder: Path) -> None:
    """Write a magazine of pictures with noise in them, as photographs have."""
    (folder / "images").mkdir(parents=True)
    (folder / "publication.yaml").write_text(
        "title: Photographs\nlanguage: en-GB\nlayout: magazine\ndate: 2024-01-01\n", "utf-8"
    )
    width = round((MEGAPIXELS * 1e6 * 1.5) ** 0.5)
    for number in range(1, PHOTOGRAPHS + 1):
        size = (width, round(width / 1.5))
        noise = Image.effect_noise((size[0] // 4, size[1] // 4), 40 + number).resize(size)
        slope = Image.linear_gradient("L").resize(size)
        picture = Image.merge("RGB", (noise, slope, Image.blend(noise, slope, 0.5)))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=90)
        (folder / "images" / f"{number}.jpg").write_bytes(out.getvalue())
        text = f"# Picture {number}\n\n![A pattern of light](images/{number}.jpg){{width=full}}\n\nWords.\n"
        (folder / f"{number}.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
