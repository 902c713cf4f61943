"""A part's pages are the same wherever they are made, and are kept under all that they were made of."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.pages import pressroom

from publish.cache import Cache
from publish.pdf import composition
from publish.pdf.book import lay_out
from publish.pdf.composition import Composition
from publish.pdf.keeping import keep, kept
from publish.pdf.part import PRESS, SCREEN, Measured, Sheets
from publish.pdf.runs import plan
from publish.pool import Workers
from publish.preparation import prepare
from publish.tree import Text
from publish.walk import Rebuild

if TYPE_CHECKING:
    from pathlib import Path

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


def test_pages_are_the_same_from_one_process_and_from_several(
    edition: Edition, manuscript: Path, tmp_path: Path
) -> None:
    here = pressroom(manuscript, tmp_path / "here")
    workers = Workers(2, "publish.pdf.worker")
    try:
        there = replace(here, pool=workers, work=tmp_path / "there")
        assert contents(lay_out(edition, there, BOTH)) == contents(lay_out(edition, here, BOTH))
    finally:
        workers.close()


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

    def noting(self: Composition, place: int, run: object, then: object, work: object, *more: object) -> object:
        works.append(f"{work.__name__} {run.id}")  # type: ignore[attr-defined]
        return submit(self, place, run, then, work, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(composition.Composition, "_submit", noting)
    return works


def test_what_is_kept_is_not_made_again(edition: Edition, manuscript: Path, tmp_path: Path, asked: list[str]) -> None:
    press = replace(pressroom(manuscript, tmp_path / "work"), cache=Cache(tmp_path / "cache"))
    first = contents(lay_out(edition, press, BOTH))
    assert "lay_out a" in asked
    asked.clear()
    assert contents(lay_out(edition, press, BOTH)) == first
    # What shows page numbers is laid out before they are known: only that is looked for in vain.
    assert [each for each in asked if each.startswith("finish")] == []
    asked.clear()
    again = contents(lay_out(changed(edition, "b"), press, BOTH))
    assert [each for each in asked if each.startswith("finish")] == ["finish b"]
    assert [left == right for left, right in zip(first, again, strict=True)].count(False) == 1


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
