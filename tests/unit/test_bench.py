"""The benchmark: what it measures is so, its books are in order, and the page says what the figures say."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from tools.bench import archives, books, peers
from tools.bench.figures import (
    Benchmark,
    Figure,
    Result,
    aligned,
    figures_table,
    markdown,
    page_with,
    read,
    results_table,
)
from tools.bench.measure import FailedError, Taken, measured
from tools.bench.workshop import Job, Workshop

from publish.build import check

DOCUMENTS = Path(__file__).parents[2] / "docs"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="what is measured stands in /proc")


def taken(program: str) -> Taken:
    return measured((sys.executable, "-S", "-c", program))


@on_linux
def test_memory_is_seen() -> None:
    found = taken("import time; some = b'x' * (200 << 20); time.sleep(1)")
    assert 190 < found.memory < 230
    assert 190 < found.resident < 230


@on_linux
def test_memory_of_two_processes_is_added_and_what_they_share_counts_once() -> None:
    found = taken(
        "import os, time\nshared = b'x' * (100 << 20)\n"
        "child = os.fork()\nif not child:\n    own = b'y' * (100 << 20)\ntime.sleep(1)\nif child: os.wait()"
    )
    assert 190 < found.memory < 230


@on_linux
def test_time_of_processes_that_outlive_the_command_is_counted() -> None:
    busy = "while time.process_time() < 0.3: pass"
    found = taken(
        f"import os, time\nif not os.fork():\n    if not os.fork():\n        {busy}\n    os._exit(0)\nos.wait()"
    )
    assert found.cpu > 0.3


@on_linux
def test_a_command_that_fails_is_told_with_what_it_said() -> None:
    with pytest.raises(FailedError, match=r"(?s)ended with 3:.*no room"):
        taken("import sys; sys.stderr.write('no room'); sys.exit(3)")


@on_linux
def test_what_was_measured_is_not_measured_again(tmp_path: Path) -> None:
    rounds: list[int] = []

    def ready(number: int) -> tuple[str, ...]:
        rounds.append(number)
        return (sys.executable, "-S", "-c", "")

    shop = Workshop(tmp_path, 2, lambda _text: None)
    job = Job("a book", "a run", ready, lambda: (1000, 3), often=2)
    first = shop.turns(job)
    assert shop.turns(job) == first
    assert rounds == [0, 1, 2, 3]
    assert (first[0].size, first[0].pages) == (1000, 3)


FOUND = Benchmark(
    {"measured": "median of 3"},
    (
        Result("EPUB / pandoc", "a book", "time", 0.41234, 0.4),
        Result("growth", "a book", "main", 0.25, 0.3, "MB a page"),
    ),
    (
        Figure("a book", "pandoc: EPUB", 12.3456, 11.0, 1234.5, 99.9),
        Figure("a", "b", 1, 1, 1, 1, 2_500_000, 1000, 0.05),
    ),
)


def test_tables_have_ratios_goals_and_figures() -> None:
    results = [
        ("case", "book", "what", "came to", "goal"),
        ("EPUB / pandoc", "a book", "time", "0.412", "≤ 0.4"),
        ("growth", "a book", "main", "0.25 MB a page", "≤ 0.3 MB a page"),
    ]
    assert results_table(FOUND.results) == results
    assert figures_table(FOUND.figures)[1:] == [
        ("a book", "pandoc: EPUB", "–", "12.35", "0%", "11.00", "1,234", "100", "–"),
        ("a", "b", "1,000", "1.00", "5%", "1.00", "1", "1", "2.50"),
    ]
    assert markdown(results).splitlines()[:2] == [
        "| case | book | what | came to | goal |",
        "| --- | --- | --- | ---: | ---: |",
    ]
    assert aligned([("book", "pages"), ("a", "1"), ("long", "1,000")]) == "book  pages\na         1\nlong  1,000\n"


def test_json_has_it_all() -> None:
    plain = json.loads(json.dumps(FOUND.plain()))
    assert read(plain).plain() == plain
    assert plain["results"][0]["value"] == 0.412


def test_the_page_says_what_the_figures_say(accept: bool) -> None:
    found = read(json.loads((DOCUMENTS / "performance.json").read_text("utf-8")))
    page = DOCUMENTS / "performance.md"
    text = page.read_text("utf-8")
    if accept:
        page.write_text(page_with(text, found), "utf-8")
    assert page.read_text("utf-8") == page_with(text, found), "make accept writes it anew"


@pytest.mark.parametrize("book", [books.text(8), books.magazine(6)])
def test_books_are_the_same_each_time_and_have_nothing_wrong(book: books.Book, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    book.write(one)
    book.write(other)
    assert archives.digests_below(one) == archives.digests_below(other)
    assert check(one, "manuscript") == ()


def test_an_edit_is_another_each_time() -> None:
    chapter = "See the harbour and the lamp and the keeper.\n"
    assert books.misspelt(chapter, 0) == "See teh harbour and the lamp and the keeper.\n"
    assert len({books.misspelt(chapter, number) for number in range(3)}) == 3
    assert books.longer(chapter, 0) != books.longer(chapter, 1)


def test_plain_weasyprint_gets_the_whole_edition_as_one_document(tmp_path: Path) -> None:
    manuscript, folder = tmp_path / "manuscript", tmp_path / "plain"
    books.magazine(10).write(manuscript)
    peers.write_plain(manuscript, folder)
    page = (folder / "book.html").read_text("utf-8")
    assert 'href="#0001"' in page
    assert "urn:publish:" not in page
    assert (folder / "images" / "0001.jpg").read_bytes() == (manuscript / "images" / "0001.jpg").read_bytes()
    assert any(".article" in style.read_text("utf-8") for style in folder.glob("*.css"))


def test_files_that_differ_are_counted() -> None:
    assert archives.differing({"a": "1", "b": "2"}, {"a": "1", "b": "2"}) == 0
    assert archives.differing({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "0", "d": "4"}) == 3
