"""The specimen: it has all there is, is built without a finding, and its pages are those that were looked at last."""

from __future__ import annotations

import os
import typing
from pathlib import Path
from typing import get_args

import pymupdf
import pytest
from click.testing import CliRunner
from tests.specimen.golden import changes, keep, kept, pictures, png

from publish import cli, console
from publish.archive import build_all
from publish.checks.classes import MEANT
from publish.manuscript.loader import load
from publish.manuscript.metadata import FrontMatter
from publish.request import Outcome, Request
from publish.specimen import layouts, specimens
from publish.starters import SPECIMEN, start
from publish.tree import Block, Box, Figure, Inline, PageBreak
from publish.walk import query

GOLDEN = Path(__file__).parent / "golden"
LAYOUTS = layouts()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Outcome, bytes]]:
    """Build the specimen in each layout, in all outputs; give what came of it and the screen PDF."""
    folder = tmp_path_factory.mktemp("specimen")
    with specimens(LAYOUTS) as written:
        requests = [
            Request(made, f"specimen/{name}", folder / name, cache=folder / "cache", workers=os.cpu_count() or 1)
            for name, made in written.items()
        ]
        outcomes = build_all(requests, lambda _stage: None)
    pdfs = [next((folder / name).glob("*-screen.pdf")).read_bytes() for name in LAYOUTS]
    return {name: (outcome, pdf) for name, outcome, pdf in zip(LAYOUTS, outcomes, pdfs, strict=True)}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_is_built_without_a_finding(layout: str, built: dict[str, tuple[Outcome, bytes]]) -> None:
    outcome, _ = built[layout]
    assert outcome.diagnostics == ()
    assert outcome.report is not None
    assert {each.kind for each in outcome.report.outputs} >= {"epub", "screen", "press"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_its_pages_are_the_golden_ones(
    layout: str, built: dict[str, tuple[Outcome, bytes]], accept: bool, tmp_path: Path
) -> None:
    _, pdf = built[layout]
    if accept:
        keep(GOLDEN / layout, pictures(pdf))
    told = []
    for change in changes(kept(GOLDEN / layout), pdf):
        shown = tmp_path / f"{layout}-{change.page:02}.png"
        shown.write_bytes(png(change.picture))
        told.append(f"{layout}, page {change.page} {change.says}\n    as it was, as it is, what differs: {shown}")
    assert not told, "\n".join([*told, "look at the pictures; make accept keeps what is right"])


def test_it_has_all_there_is(tmp_path: Path) -> None:
    start(tmp_path / "m", SPECIMEN)
    publication = load(tmp_path / "m", "m").publication
    assert publication is not None
    nodes = [node for article in publication.documents for node in query(article)]
    assert {type(node) for node in nodes} >= {*get_args(Block), *get_args(Inline)} - {PageBreak}
    kinds = get_args(typing.get_type_hints(FrontMatter)["kind"])
    assert {article.kind for article in publication.articles} == set(kinds)
    boxes = {node.kind for node in nodes if isinstance(node, Box)}
    assert boxes == {"note", "aside", "links", "editorial", "sponsored"}
    assert {node.width for node in nodes if isinstance(node, Figure)} == {"column", "full", "bleed", "margin"}
    text = "".join(path.read_text("utf-8") for path in (tmp_path / "m").glob("*.md"))
    assert all(f".{name}" in text for name in MEANT)


def test_a_layout_of_a_manuscript_s_own_is_shown(tmp_path: Path) -> None:
    own = tmp_path / "m" / "layouts" / "mine"
    own.mkdir(parents=True)
    (own / "layout.toml").write_text('trim = "A5"\n', "utf-8")
    (tmp_path / "m" / "publication.yaml").write_text("title: M\nlanguage: en\n", "utf-8")
    options = ("--layout", "mine", "--to", "screen", "--out", str(tmp_path / "out"), "--cache", str(tmp_path / "c"))
    done = CliRunner().invoke(cli.cli, ("specimen", str(tmp_path / "m"), *options))
    assert done.exit_code == console.OK, done.output
    assert len(list((tmp_path / "out" / "mine").glob("*-screen.pdf"))) == 1


def test_a_layout_that_is_not_there_is_named_beside_those_that_are() -> None:
    done = CliRunner().invoke(cli.cli, ("specimen", "--layout", "bok"))
    assert done.exit_code == console.USAGE
    assert "there is no layout bok: there are book, magazine, report" in done.output


# ------------------------------------------------------------------------------------------- what the pictures can tell


def page(text: str, size: float = 12, width: float = 300) -> bytes:
    """Give a PDF of one page with a line of text."""
    with pymupdf.open() as document:
        document.new_page(width=width, height=400).insert_text((40, 60), text, fontsize=size)
        return bytes(document.tobytes())


def told(before: bytes, now: bytes, folder: Path) -> list[str]:
    keep(folder, pictures(before))
    return [f"{change.page} {change.says}" for change in changes(kept(folder), now)]


def test_pages_that_are_the_same_are_no_change(tmp_path: Path) -> None:
    assert told(page("Words on a page"), page("Words on a page"), tmp_path) == []


@pytest.mark.parametrize("now", ["Words on a page,", "Words in a page", "Words on  a page"])
def test_the_least_change_of_a_word_is_told(now: str, tmp_path: Path) -> None:
    assert len(told(page("Words on a page"), page(now), tmp_path)) == 1


def test_a_change_is_told_with_its_place_and_its_words(tmp_path: Path) -> None:
    (change,) = told(page("Words on a page"), page("Words on a page", size=13), tmp_path)
    assert change.startswith("1 differs by")
    assert "mm from the head: “" in change
    assert "page" in change


def test_another_size_and_pages_that_are_more_or_fewer_are_told(tmp_path: Path) -> None:
    assert told(page("a"), page("a", width=340), tmp_path) == ["1 is 120 × 141 mm and was 106 × 141 mm"]
    with pymupdf.open(stream=page("a"), filetype="pdf") as two:
        two.insert_pdf(pymupdf.open(stream=page("b"), filetype="pdf"))
        both = bytes(two.tobytes())
    assert told(page("a"), both, tmp_path) == ["2 is new"]
    assert told(both, page("a"), tmp_path) == ["2 is gone"]
