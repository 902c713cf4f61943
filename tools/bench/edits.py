"""Builds after an edit: each begins with the output and the cache of a build before it, and changes one thing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tools.bench import books
from tools.bench.measure import measured
from tools.bench.workshop import PUBLISH, Job, Workshop, came_out

from publish.house import house_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tools.bench.books import Book

NOTHING = "publish: screen, nothing changed"
SAME = "publish: screen, a chapter changed"
LONGER = "publish: screen, a chapter longer"
COLOUR = "publish: screen, a colour changed"


def jobs(shop: Workshop, book: Book) -> tuple[Job, ...]:
    """Give the jobs of builds behind an edit of a book; its own tokens are those of the house, until one is changed."""
    base, now = shop.fresh("edit") / "base", shop.folder / "edit" / "now"
    manuscript = now / "manuscript"
    shutil.copytree(shop.manuscript(book), manuscript)
    tokens = manuscript / "layouts" / "shared" / "tokens.css"
    tokens.parent.mkdir(parents=True)
    shutil.copyfile(house_folder("layouts") / "shared" / "tokens.css", tokens)
    chapter = books.middle(manuscript).name
    measured(_command(now))
    # Findings name the manuscript's folder, so what is kept is kept for that folder: every round begins in its place.
    now.rename(base)

    def job(run: str, change: Callable[[Path, int], None]) -> Job:
        def ready(turn: int) -> Sequence[str]:
            shutil.copytree(base, shop.fresh("edit/now"))
            change(now / "manuscript", turn)
            return _command(now)

        return Job(book.name, run, ready, lambda: came_out(now / "out", "screen"))

    def same(folder: Path, turn: int) -> None:
        text = (folder / chapter).read_text("utf-8")
        (folder / chapter).write_text(books.misspelt(text, turn), "utf-8")

    def longer(folder: Path, turn: int) -> None:
        text = (folder / chapter).read_text("utf-8")
        (folder / chapter).write_text(books.longer(text, turn), "utf-8")

    def colour(folder: Path, turn: int) -> None:
        own = folder / "layouts" / "shared" / "tokens.css"
        text = own.read_text("utf-8")
        own.write_text(text.replace("--accent: #b5402a", f"--accent: #b5402{turn % 10}", 1), "utf-8")

    return job(NOTHING, lambda _folder, _turn: None), job(SAME, same), job(LONGER, longer), job(COLOUR, colour)


def _command(folder: Path) -> Sequence[str]:
    places = ("--out", str(folder / "out"), "--cache", str(folder / "cache"))
    return (*PUBLISH, "build", str(folder / "manuscript"), "--to", "screen", *places, "--quiet")
