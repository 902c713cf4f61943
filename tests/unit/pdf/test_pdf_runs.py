"""Runs are laid out again only where a first page or a number that they show has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.design import Design, Settings
from publish.edition import resolve
from publish.manuscript.loader import RESERVED, article_ids
from publish.manuscript.metadata import MOST_PAGES
from publish.pdf.runs import ROUNDS, Placed, Run, fillers, lacking, plan, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publish.edition import Edition
    from publish.tree import Publication


@dataclass(frozen=True)
class Fake:
    page_count: int
    anchors: Mapping[str, int] = field(default_factory=dict)
    first: int = 1

    def at(self, first: int, /) -> Fake | None:
        """Pages of the same side only get other numbers."""
        by = first - self.first
        return (
            None if by % 2 else Fake(self.page_count, {name: page + by for name, page in self.anchors.items()}, first)
        )


LayOut = Callable[[Run, int, Mapping[str, int]], tuple[Fake, frozenset[str]]]


@dataclass
class Maker:
    """Lays out runs as a function says, up to ``room`` at a time; ``told`` is what it heard of places."""

    work: LayOut
    room: int = 1
    told: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pool = ThreadPoolExecutor(self.room)

    def lay_out(self, run: Run, first: int, numbers: Mapping[str, int]) -> Future[tuple[Fake, frozenset[str]]]:
        return self.pool.submit(self.work, run, first, dict(numbers))

    def blank(self, number: int) -> Fake:
        return Fake(1, {}, number)

    def guess(self, _run: Run) -> int:
        return 1

    def placed(self, run: Run, first: int) -> None:
        self.told[run.id] = first


def settled(
    runs: list[Run], lengths: Mapping[str, Callable[[int, Mapping[str, int]], int]], shows: Mapping[str, frozenset[str]]
) -> tuple[tuple[Placed[Fake], ...], list[tuple[str, int]]]:
    asked: list[tuple[str, int]] = []

    def lay_out(run: Run, first: int, numbers: Mapping[str, int]) -> tuple[Fake, frozenset[str]]:
        asked.append((run.id, first))
        return Fake(lengths[run.id](first, numbers), {run.id: first}, first), shows.get(run.id, frozenset())

    return settle(runs, Maker(lay_out)), asked


class Knowing(Maker):
    """Knows at once how long runs are."""

    def lay_out(self, run: Run, first: int, numbers: Mapping[str, int]) -> Future[tuple[Fake, frozenset[str]]]:
        future: Future[tuple[Fake, frozenset[str]]] = Future()
        future.set_result(self.work(run, first, numbers))
        return future


def test_where_lengths_are_known_no_first_page_is_a_guess() -> None:
    asked: list[tuple[str, int]] = []

    def lay_out(run: Run, first: int, _numbers: Mapping[str, int]) -> tuple[Fake, frozenset[str]]:
        asked.append((run.id, first))
        return Fake(4, {}, first), frozenset()

    settle([Run(name, ()) for name in "abcd"], Knowing(lay_out, room=3))
    assert asked == [("a", 1), ("b", 5), ("c", 9), ("d", 13)]


def pages(count: int) -> Callable[[int, Mapping[str, int]], int]:
    return lambda _first, _numbers: count


def test_a_run_that_shows_later_pages_is_laid_out_twice_and_the_others_once() -> None:
    runs = [Run("contents", ()), Run("a", ()), Run("b", ())]
    placed, asked = settled(
        runs, {"contents": pages(1), "a": pages(3), "b": pages(2)}, {"contents": frozenset({"a", "b"})}
    )
    assert [(each.run.id if each.run else "", each.first_page) for each in placed] == [
        ("contents", 1), ("a", 2), ("b", 5),
    ]  # fmt: skip
    assert asked == [("contents", 1), ("a", 2), ("b", 5), ("contents", 1)]


def test_what_grows_moves_what_stands_behind_it() -> None:
    def grows(_first: int, numbers: Mapping[str, int]) -> int:
        return 2 if numbers else 1

    placed, asked = settled([Run("contents", ()), Run("a", ())], {"contents": grows, "a": pages(1)},
                            {"contents": frozenset({"a"})})  # fmt: skip
    assert [each.first_page for each in placed] == [1, 3]
    assert asked == [("contents", 1), ("a", 2), ("contents", 1), ("a", 3), ("contents", 1)]


def test_a_recto_is_preceded_by_a_blank_page_where_it_must() -> None:
    runs = [Run("title", (), "recto"), Run("a", (), "recto"), Run("b", (), "recto")]
    placed, _ = settled(runs, {"title": pages(1), "a": pages(2), "b": pages(1)}, {})
    assert [(each.run.id if each.run else "blank", each.first_page) for each in placed] == [
        ("title", 1), ("blank", 2), ("a", 3), ("b", 5),
    ]  # fmt: skip


def test_numbers_that_move_each_other_come_to_an_end() -> None:
    def restless(_first: int, numbers: Mapping[str, int]) -> int:
        return 2 if numbers.get("a") == 2 else 1

    _, asked = settled([Run("contents", ()), Run("a", ())], {"contents": restless, "a": pages(1)},
                       {"contents": frozenset({"a"})})  # fmt: skip
    assert len(asked) <= 2 * ROUNDS


@given(
    st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["page", "recto"]), st.booleans()), min_size=1, max_size=12),
    st.integers(1, 4),
)
def test_laid_out_side_by_side_the_runs_come_to_the_same_places(runs: list[tuple[int, str, bool]], room: int) -> None:
    named = [Run(f"r{number}", (), opens) for number, (_, opens, _) in enumerate(runs)]
    lengths = {run.id: length for run, (length, _, _) in zip(named, runs, strict=True)}
    shows = {run.id: frozenset({named[-1].id}) for run, (*_, shown) in zip(named, runs, strict=True) if shown}

    def lay_out(run: Run, first: int, numbers: Mapping[str, int]) -> tuple[Fake, frozenset[str]]:
        more = len(str(numbers.get(named[-1].id, 0))) - 1 if run.id in shows else 0  # a longer number takes a page more
        return Fake(lengths[run.id] + more, {run.id: first}, first), shows.get(run.id, frozenset())

    alone, maker = settle(named, Maker(lay_out)), Maker(lay_out, room)
    together = settle(named, maker)
    assert together == alone
    assert all(each.laid.anchors.get(each.run.id, each.first_page) == each.first_page for each in together if each.run)
    assert set(maker.told) <= {run.id for run in named} - set(shows)


def test_whose_place_is_known_is_told_while_others_are_laid_out() -> None:
    def lay_out(run: Run, first: int, _numbers: Mapping[str, int]) -> tuple[Fake, frozenset[str]]:
        return Fake(2, {run.id: first}, first), frozenset({"c"} if run.id == "contents" else ())

    maker = Maker(lay_out)
    settle([Run("contents", ()), Run("b", ()), Run("c", (), "recto")], maker)
    assert maker.told == {"b": 3, "c": 5}


# ----------------------------------------------------------------------------------------- what the binding asks


def filled(
    runs: Sequence[Run], lengths: Mapping[str, int], multiple: int
) -> tuple[list[tuple[str, int]], tuple[Placed[Fake], ...]]:
    """Settle runs whose lengths are known, with fillers up to a multiple; give names with first pages."""

    def lay_out(run: Run, first: int, _numbers: Mapping[str, int]) -> tuple[Fake, frozenset[str]]:
        return Fake(lengths.get(run.id, 1), {}, first), frozenset()

    def fill(count: int) -> Sequence[Run]:
        return [Run(f"filler-{number}", ()) for number in range(1, -count % multiple + 1)]

    placed = settle(runs, Maker(lay_out), fill)
    return [(each.run.id if each.run else "blank", each.first_page) for each in placed], placed


def test_fillers_stand_before_the_back_cover_and_make_the_pages_a_multiple() -> None:
    found, placed = filled([Run("cover", ()), Run("a", ()), Run("back-cover", ())], {"a": 3}, 4)
    assert found == [("cover", 1), ("a", 2), ("filler-1", 5), ("filler-2", 6), ("filler-3", 7), ("back-cover", 8)]
    assert sum(each.laid.page_count for each in placed) == 8


def test_what_is_a_multiple_already_gets_no_fillers() -> None:
    found, _ = filled([Run("cover", ()), Run("a", ()), Run("back-cover", ())], {"a": 2}, 4)
    assert [name for name, _ in found] == ["cover", "a", "back-cover"]


def test_fillers_come_last_where_there_is_no_back_cover() -> None:
    assert [name for name, _ in filled([Run("a", ())], {}, 4)[0]] == ["a", "filler-1", "filler-2", "filler-3"]


@pytest.mark.parametrize("length", [1, 2, 3, 6])
def test_a_back_cover_longer_than_a_page_is_counted_as_long_as_it_is(length: int) -> None:
    _, placed = filled([Run("cover", ()), Run("a", ()), Run("back-cover", ())], {"back-cover": length}, 4)
    assert sum(each.laid.page_count for each in placed) % 4 == 0


def test_a_blank_page_before_a_recto_counts() -> None:
    found, _ = filled([Run("a", (), "recto"), Run("b", (), "recto")], {}, 4)
    assert found == [("a", 1), ("blank", 2), ("b", 3), ("filler-1", 4)]


def test_leaves_of_a_separate_cover_are_not_counted() -> None:
    runs = [Run("cover", (), leaf="C1"), Run("a", (), "recto"), Run("back-cover", (), leaf="C4")]
    found, placed = filled(runs, {"a": 2}, 4)
    assert found == [("cover", -1), ("a", 1), ("filler-1", 3), ("filler-2", 4), ("back-cover", 0)]
    # An odd number is a right-hand page, also below nought: the front is one, the back isn't.
    assert [each.first_page % 2 for each in placed if each.run and each.run.leaf] == [1, 0]


def test_blank_fillers_have_no_run() -> None:
    placed = settle(
        [Run("a", ())],
        Maker(lambda _run, _first, _numbers: (Fake(1), frozenset())),
        lambda _count: [Run("filler-1", (), blank=True)],
    )
    assert [each.run is None for each in placed] == [False, True]


FILES = {"a.md": "# A\n", "p.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'}
COVERS = "cover: {image: p.svg, alt: A square}\nback-cover: {image: p.svg, alt: A square}\n"
ADS = "house-ads: [{image: p.svg, alt: Join us}, {image: p.svg, alt: Write to us}]"


@pytest.fixture
def edition(publication: Callable[..., Publication]) -> Callable[[str], Edition]:
    """Give an edition with covers of an article, with keys of ``print``."""

    def made(asked: str) -> Edition:
        return resolve(publication(FILES, f"{COVERS}print: {{{asked}}}\n"), Design("plain", Settings()), (), None)

    return made


def test_advertisements_go_first_and_pages_for_notes_after_them(edition: Callable[[str], Edition]) -> None:
    found = [each.documents[0] for each in fillers(edition(ADS), 3)]
    assert [(each.kind, each.id, each.number) for each in found] == [
        ("house-ad", "filler-1", 0), ("house-ad", "filler-2", 1), ("notes-page", "filler-3", 0),
    ]  # fmt: skip


def test_no_advertisement_is_shown_that_no_page_is_lacking_for(edition: Callable[[str], Edition]) -> None:
    assert fillers(edition(ADS), 0) == ()
    assert len(fillers(edition(ADS), 1)) == 1


@pytest.mark.parametrize(("asked", "blanks"), [("fillers: blank", [True, True]), ("fillers: error", [])])
def test_fillers_are_blank_or_none_where_that_is_asked(
    edition: Callable[[str], Edition], asked: str, blanks: list[bool]
) -> None:
    assert [each.blank for each in fillers(edition(f"{asked}, {ADS}"), 2)] == blanks


@pytest.mark.parametrize(("pages_there", "short"), [(1, 3), (3, 1), (4, 0), (23, 1)])
def test_as_many_pages_are_lacking_as_make_a_multiple(
    edition: Callable[[str], Edition], pages_there: int, short: int
) -> None:
    assert lacking(edition("binding: saddle-stitch"), pages_there) == short
    assert lacking(edition("binding: none"), pages_there) == 0


def test_a_separate_cover_has_leaves(edition: Callable[[str], Edition]) -> None:
    assert {run.id: run.leaf for run in plan(edition("cover: separate"))} == {
        "cover": "C1", "a": "", "back-cover": "C4",
    }  # fmt: skip
    assert {run.leaf for run in plan(edition("cover: self"))} == {""}


def test_an_article_keeps_off_every_filler_s_id(edition: Callable[[str], Edition]) -> None:
    most = fillers(edition(f"page-multiple: {MOST_PAGES}"), MOST_PAGES - 1)
    assert {each.id for each in most} <= RESERVED
    assert article_ids(["filler-1.md", f"filler-{MOST_PAGES}.md"]) == {
        "filler-1.md": "filler-1-2", f"filler-{MOST_PAGES}.md": f"filler-{MOST_PAGES}",
    }  # fmt: skip
