"""Words, reading time, pages, pictures and notes: each counted once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from publish import cli, console
from publish.build import Request
from publish.design import Design
from publish.passes.repeat import mark_repeating_pull_quotes
from publish.record import Report
from publish.standing import digest_of
from publish.statistics import WORDS_A_MINUTE, as_json, as_table, statistics, words_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from publish.tree import Publication

    Made = Callable[..., Publication]


def words(publication: Publication) -> str:
    marked = mark_repeating_pull_quotes(publication, Design("book"))
    return " ".join(words_of(next(marked.articles)))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("One *em*phasis -- and [a link](https://example.org/).", "A One emphasis and a link."),
        ("![Not counted](p.svg \"A caption\"){credit=\"Ann\"}", "A A caption Ann"),
        ("| a | b |\n|---|---|\n| c | d |", "A a b c d"),
        ("Term\n: Meaning", "A Term Meaning"),
        ("- one\n- two\n\n```\nx = 1\n```", "A one two x 1"),
        ("Here[^1] it is.\n\n[^1]: A note.", "A Here it is. A note."),
        ("Two words.\n\n::: pullquote\nTwo words.\n:::", "A Two words."),
        ("::: aside \"Title\"\nText.\n:::", "A Title Text."),
        ('::: event "Walk" {start=2023-06-24 place="Essex"}\nText.\n:::', "A Walk Essex Text."),
    ],
)  # fmt: skip
def test_words_are_counted_as_they_are_read_once(publication: Made, text: str, read: str) -> None:
    assert words(publication(text)) == read


def test_the_opening_is_read_too(publication: Made) -> None:
    keys = "kicker: K\nstandfirst: S s\nauthors: [Ann]\nlead: {image: p.svg, alt: Not, caption: C}\nshort-title: N"
    assert words(publication({"a.md": f"---\n{keys}\n---\n# A\n\nBody.\n"})) == "K A S s Ann C Body."


def test_every_article_has_its_figures_and_all_have_theirs(publication: Made) -> None:
    long = "word " * (WORDS_A_MINUTE + 1)
    files = {
        "a.md": f"# A\n\n{long}[^1]\n\n![Alt](p.svg)\n\n![](p.svg){{.decorative}}\n\n[^1]: Note.\n",
        "b.md": "# B *c*\n\nWords.\n",
    }
    first, second, whole = statistics(publication(files), {"a.md": ["1", "2"]}, 5)
    assert (first.file, first.words, first.minutes, first.pages) == ("a.md", WORDS_A_MINUTE + 3, 2, 2)
    assert (first.pictures, first.described, first.decorative, first.notes) == (1, 1, 1, 1)
    assert (second.title, second.words, second.minutes, second.pages) == ("B c", 3, 1, None)
    assert (whole.title, whole.words, whole.minutes, whole.pages, whole.pictures) == ("T", WORDS_A_MINUTE + 6, 2, 5, 1)


def test_a_table_leaves_out_pages_that_nobody_knows(publication: Made) -> None:
    made = publication({"a.md": "# A\n\n![Alt](p.svg)\n", "b.md": "# B\n"})
    assert as_table(statistics(made, {}, 0)).splitlines() == [
        "article  words  minutes  pictures  described  notes",
        "a.md         1        1         1      100 %      0",
        "b.md         1        1         0          –      0",
        "---------------------------------------------------",
        "in all       2        1         1      100 %      0",
    ]
    head, row, *_, whole = as_table(statistics(made, {"a.md": ["3"]}, 4)).splitlines()
    assert (head.split()[3], row.split()[3], whole.split()[4]) == ("pages", "1", "4")
    data = json.loads(as_json(statistics(made, {}, 0)))
    assert [each["file"] for each in data["articles"]] == ["a.md", "b.md"]
    assert data["in-all"] == {
        "title": "T", "words": 2, "minutes": 1, "pages": None, "pictures": 1, "described": 1, "decorative": 0,
        "notes": 0,
    }  # fmt: skip


@pytest.mark.parametrize(("current", "pages"), [(True, ["1", "2"]), (False, None)])
def test_pages_are_those_of_a_build_of_this_input(tmp_path: Path, current: bool, pages: list[str] | None) -> None:
    root, out = tmp_path / "m", tmp_path / "out"
    root.mkdir()
    (root / "publication.yaml").write_text("title: T\nlanguage: en-GB\n")
    (root / "a.md").write_text("# A\n")
    out.mkdir()
    digest = digest_of(Request(root, "m", out)) if current else "another"
    (out / "t-report.json").write_text(Report("t", "T", digest, (), 2, {"a.md": ["1", "2"]}).json())
    result = CliRunner().invoke(cli.cli, ["stats", str(root), "--out", str(out), "--format", "json"])
    assert result.exit_code == console.OK
    assert json.loads(result.stdout)["articles"][0]["pages"] == (len(pages) if pages else None)
    assert ("another input" in result.stderr) is not current


def test_a_manuscript_that_can_not_be_read_is_told_as_findings(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.cli, ["stats", str(tmp_path)])
    assert result.exit_code == console.ERRORS
    assert "[publication-missing]" in result.stdout
