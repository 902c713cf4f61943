"""How long a save takes to be seen: articles of a manuscript are saved with another word, Chromium shows the page.

Measured from the file's writing to the first frame with the new picture of the page in view.
"""

from __future__ import annotations

import argparse
import queue
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from publish import doctor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

_AWAIT = """() => {
  window.seen = new Promise((seen) => document.getElementById("sheets").addEventListener("load", () =>
    requestAnimationFrame(() => requestAnimationFrame(() => seen(performance.timeOrigin + performance.now()))),
    { capture: true, once: true }))
}"""


def main() -> None:
    """Measure, and print the median, the fastest and the slowest."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("manuscript", type=Path, nargs="?", default=Path("manuscript"))
    options.add_argument("--article", default="brent.md")
    options.add_argument("--rounds", type=int, default=20)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="preview-") as folder:
        copy = Path(folder) / "manuscript"
        shutil.copytree(asked.manuscript, copy)
        taken = sorted(measure(copy, asked.article, asked.rounds, Path(folder) / "cache"))
    print(f"from save to pixels, {len(taken)} saves of {asked.article}: median {statistics.median(taken):.2f} s, "
          f"{taken[0]:.2f} to {taken[-1]:.2f} s")  # fmt: skip


def measure(manuscript: Path, article: str, rounds: int, cache: Path) -> Iterator[float]:
    """Give the seconds of each save; the first one warms up and isn't counted."""
    command = [sys.executable, "-m", "publish", "preview", str(manuscript), "--port", "0", "--cache", str(cache)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as preview:
        try:
            yield from _saves(_address(preview), manuscript / article, rounds)
        finally:
            preview.terminate()


def _address(preview: subprocess.Popen[str]) -> str:
    lines: queue.Queue[str] = queue.Queue()
    said = preview.stdout
    assert said is not None
    threading.Thread(target=lambda: lines.put(said.readline()), daemon=True).start()
    found = re.match(r"http://\S+", lines.get(timeout=60))
    assert found is not None
    return found[0]


def _saves(address: str, article: Path, rounds: int) -> Iterator[float]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=doctor.chromium())
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        page.wait_for_selector("html[data-shown='2']", timeout=120_000)
        page.locator(f"figure[id='page-{article.stem}-1']").scroll_into_view_if_needed()
        page.wait_for_timeout(2_000)
        for number in range(rounds + 1):
            taken = _save(page, article, number)
            if number:
                yield taken
            page.wait_for_timeout(1_500)
        browser.close()


def _save(page: Page, article: Path, number: int) -> float:
    text = article.read_text("utf-8")
    first = text.index("\n\n", text.index("\n# ")) + 2
    page.evaluate(_AWAIT)
    before = time.time()
    article.write_text(f"{text[:first]}Word {number}. {text[first:]}", "utf-8")
    return float(page.evaluate("() => window.seen")) / 1000 - before


if __name__ == "__main__":
    main()
