"""A part's pages are the same wherever they are made, and are kept under all that they were made of."""

from __future__ import annotations

import os
import pickle
import signal
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from tests.pages import pressroom

from publish.cache import Cache
from publish.diagnostics import PublishError
from publish.pdf import composition
from publish.pdf.book import lay_out
from publish.pdf.composition import Composition
from publish.pdf.keeping import keep, kept
from publish.pdf.part import PRESS, SCREEN, Measured, Part, Sheets
from publish.pdf.runs import plan
from publish.pool import TRIES, Workers
from publish.preparation import prepare
from publish.tree import Text
from publish.walk import Rebuild

if TYPE_CHECKING:
    from publish.edition import Edition
    from publish.pdf.book import Pages
    from publish.tree import Inline

BOTH = frozenset({SCREEN, PRESS})


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    folder = tmp_path / "manuscript"
    folder.mkdir()
    (folder / "publication.yaml").write_text("title: T\nlanguage: en-GB\nlayout: magazine\n")
    for name in "abcd":
        (folder / f"{name}.md").write_text(
            f"# Title {name}\n\nSee [the other](c.md){{.page}}.\n\n" + f"Words of {name}.\n\n" * 150
        )
    return folder


@pytest.fixture
def edition(manuscript: Path) -> Edition:
    return prepare(manuscript, "m", ("press",))[0]


def contents(pages: Pages) -> list[tuple[object, ...]]:
    return [(each.first_page, each.laid.labels, each.laid.starts, each.laid.placements, dict(each.laid.drawings))
            for each in pages.placed]  # fmt: skip


class Ending(Workers):
    """Workers that are killed while they lay out one document, the first times."""

    def __init__(self, document: str, mark: Path, times: int) -> None:
        super().__init__(2, "publish.pdf.worker")
        self.document, self.mark, self.times = document, mark, times

    def submit(self, work: Any, /, *arguments: Any, after: Any = None) -> Any:
        if work.__name__ == "lay_out" and self.document in arguments[1].documents:
            return super().submit(killed, str(self.mark), self.times, work, *arguments, after=after)
        return super().submit(work, *arguments, after=after)


def killed(mark: str, times: int, work: Any, *arguments: Any) -> Any:
    with Path(mark).open("a", encoding="utf-8") as tries:
        tries.write(".")
    if len(Path(mark).read_text("utf-8")) <= times:
        os.kill(os.getpid(), signal.SIGKILL)
    return work(*arguments)


def test_pages_are_the_same_from_one_process_and_from_several_also_where_one_is_killed(
    edition: Edition, manuscript: Path, tmp_path: Path
) -> None:
    here, workers = pressroom(manuscript, tmp_path / "here"), Ending("b", tmp_path / "killed", 1)
    try:
        there = replace(here, pool=workers, work=tmp_path / "there")
        assert contents(lay_out(edition, there, BOTH)) == contents(lay_out(edition, here, BOTH))
    finally:
        workers.close()


def test_a_part_that_ends_every_worker_is_named(edition: Edition, manuscript: Path, tmp_path: Path) -> None:
    workers = Ending("b", tmp_path / "killed", TRIES)
    try:
        with pytest.raises(PublishError) as raised:
            lay_out(edition, replace(pressroom(manuscript, tmp_path), pool=workers), {SCREEN})
    finally:
        workers.close()
    [found] = raised.value.diagnostics
    assert (found.code, found.span.path, found.span.line) == ("worker-lost", "m/b.md", 1)
    assert found.message == "laying out b.md ended one worker after the other"


def changed(edition: Edition, name: str) -> Edition:
    """Give the edition with other words, as many, in one article."""

    def other(run: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(replace(each, text=each.text.replace("Words", "Terms")) if isinstance(each, Text) else each
                     for each in run)  # fmt: skip

    rebuild = Rebuild(inlines=other)
    articles = edition.publication.articles
    contents = tuple(rebuild.article(each) if each.id == name else each for each in articles)
    return replace(edition, publication=replace(edition.publication, contents=contents))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the work that is asked of the pool."""
    works: list[str] = []
    submit = Composition._submit

    def noting(self: Composition, work: Any, part: Part, *more: object, after: Any = None) -> Any:
        works.append(f"{work.__name__} {' '.join(sorted(part.documents))}")
        return submit(self, work, part, *more, after=after)

    monkeypatch.setattr(composition.Composition, "_submit", noting)
    return works


def test_what_is_kept_is_not_made_again(edition: Edition, manuscript: Path, tmp_path: Path, asked: list[str]) -> None:
    press = replace(pressroom(manuscript, tmp_path / "work"), cache=Cache(tmp_path / "cache"))
    first = contents(lay_out(edition, press, BOTH))
    assert "lay_out a" in asked
    asked.clear()
    assert contents(lay_out(edition, press, BOTH)) == first
    assert asked == []  # what shows page numbers is laid out before they are known, and that is remembered too
    again = contents(lay_out(changed(edition, "b"), press, BOTH))
    assert [each for each in asked if each.startswith("finish")] == ["finish b"]
    assert [left == right for left, right in zip(first, again, strict=True)].count(False) == 1


def test_with_several_workers_only_what_changed_is_laid_out(
    edition: Edition, manuscript: Path, tmp_path: Path, asked: list[str]
) -> None:
    workers = Workers(2, "publish.pdf.worker")
    try:
        press = replace(pressroom(manuscript, tmp_path / "work"), cache=Cache(tmp_path / "cache"), pool=workers)
        lay_out(edition, press, {SCREEN})
        asked.clear()
        # The place of what follows is guessed while a part is laid out: it has as many pages as it had.
        lay_out(changed(edition, "b"), press, {SCREEN})
    finally:
        workers.close()
    assert {each.split()[1] for each in asked} == {"b"}


def test_a_picture_that_changed_is_drawn_anew_under_its_old_name(tmp_path: Path) -> None:
    folder = tmp_path / "pictured"
    (folder / "images").mkdir(parents=True)
    (folder / "publication.yaml").write_text("title: T\nlanguage: en-GB\n")
    (folder / "a.md").write_text("# A\n\n![A square](images/a.png)\n")
    press = pressroom(folder, tmp_path / "work")

    def drawn(colour: str) -> bytes:
        Image.new("RGB", (600, 600), colour).save(folder / "images" / "a.png")
        pages = lay_out(prepare(folder, "m")[0], press)
        return next(each.laid.drawings[SCREEN] for each in pages.placed if each.run and each.run.id == "a")

    red, blue = drawn("red"), drawn("blue")
    assert red != blue
    assert drawn("red") == red


def test_another_first_page_is_another_page(edition: Edition, manuscript: Path, tmp_path: Path) -> None:
    press = replace(pressroom(manuscript, tmp_path / "work"), cache=Cache(tmp_path / "cache"))
    pages = lay_out(edition, press, {SCREEN})
    [part] = [each for each in plan(edition) if each.id == "b"]
    made, _ = Composition(edition, press, plan(edition), frozenset())._part(part, {})
    first = next(each.first_page for each in pages.placed if each.run and each.run.id == "b")
    numbers = {name: page for each in pages.placed for name, page in each.laid.anchors.items()}
    made, _ = Composition(edition, press, plan(edition), frozenset())._part(part, numbers)
    assert kept(press.cache, made.key, first, frozenset({SCREEN})) is not None
    assert kept(press.cache, made.key, first + 2, frozenset({SCREEN})) is None
    assert kept(press.cache, made.key, first, BOTH) is None


def test_measures_move_by_whole_leaves_where_nothing_is_bound_to_its_number() -> None:
    measured = Measured(4, 3, {"a": 5})
    assert measured.at(8) == Measured(8, 3, {"a": 9})
    assert measured.at(4) == measured
    assert measured.at(5) is None
    assert replace(measured, bound=True).at(8) is None
    assert replace(measured, bound=True).at(4) is not None


SHEETS = Sheets(3, ("3", "4"), {"a": 3}, drawings={SCREEN: b"%PDF"})


def test_sheets_are_kept_whole(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    keep(cache, "key", SHEETS)
    assert kept(cache, "key", 3, frozenset({SCREEN})) == SHEETS
    assert kept(cache, "other", 3, frozenset()) is None
    assert kept(None, "key", 3, frozenset()) is None


class _Stranger:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return eval, ("1/0",)


@pytest.mark.parametrize("data", [b"nothing", pickle.dumps(_Stranger()), pickle.dumps({"a": 1})])
def test_what_isn_t_ours_is_not_read(tmp_path: Path, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    import zlib  # noqa: PLC0415

    cache = Cache(tmp_path)
    monkeypatch.setattr(cache, "get", lambda _key: zlib.compress(data))
    assert kept(cache, "key", 3, frozenset()) is None
