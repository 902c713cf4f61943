"""Runs are laid out again only where a first page or a number that they show has changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publish.pdf.runs import ROUNDS, Placed, Run, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class Fake:
    page_count: int
    anchors: Mapping[str, int] = field(default_factory=dict)


def settled(
    runs: list[Run], lengths: Mapping[str, Callable[[int, Mapping[str, int]], int]], shows: Mapping[str, frozenset[str]]
) -> tuple[tuple[Placed[Fake], ...], list[tuple[str, int]]]:
    asked: list[tuple[str, int]] = []

    def lay_out(run: Run, first: int, numbers: Mapping[str, int]) -> tuple[Fake, frozenset[str]]:
        asked.append((run.id, first))
        return Fake(lengths[run.id](first, numbers), {run.id: first}), shows.get(run.id, frozenset())

    return settle(runs, lay_out, lambda _page: Fake(1)), asked


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
