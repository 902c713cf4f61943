"""Manuscripts to start from: complete, the same each time, and without a finding in any output."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from publish import cli, console
from publish.build import Request, build
from publish.diagnostics import LackingError
from publish.manuscript.loader import load
from publish.starters import TEMPLATES, start
from publish.tree import Box, Figure, NoteCall, PullQuote, Table
from publish.walk import query

if TYPE_CHECKING:
    from pathlib import Path


def new(*arguments: str) -> Result:
    return CliRunner().invoke(cli.cli, ("new", *arguments))


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_start_is_built_without_a_finding(tmp_path: Path, template: str) -> None:
    start(tmp_path / "m", template)
    outcome = build(Request(tmp_path / "m", "m", tmp_path / "out", cache=tmp_path / "cache"), lambda _: None)
    assert outcome.diagnostics == ()
    assert outcome.report is not None
    assert {each.kind for each in outcome.report.outputs} >= {"epub", "screen", "press"}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_start_shows_what_there_is(tmp_path: Path, template: str) -> None:
    start(tmp_path / "m", template)
    publication = load(tmp_path / "m", "m").publication
    assert publication is not None
    assert publication.metadata.layout == template
    assert publication.metadata.identifier is None  # so that it follows from the title, and isn't everybody's
    articles = tuple(publication.articles)
    nodes = [node for article in articles for node in query(article)]
    assert 3 <= len(articles) <= 5
    for kind in (Figure, PullQuote, NoteCall, Table, Box):
        assert any(isinstance(node, kind) for node in nodes), kind
    assert all(node.caption and node.credit for node in nodes if isinstance(node, Figure))


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_start_is_the_same_each_time(tmp_path: Path, template: str) -> None:
    one, two = start(tmp_path / "one", template), start(tmp_path / "deep" / "two", template)
    assert [path.relative_to(tmp_path / "one") for path in one] == [
        path.relative_to(tmp_path / "deep" / "two") for path in two
    ]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_the_last_line_says_what_comes_next(tmp_path: Path) -> None:
    folder = tmp_path / "my first"
    done = new(str(folder))
    assert done.exit_code == console.OK
    assert done.output.splitlines()[-1].endswith(f"publish build '{folder}'")
    assert "layout: magazine" in (folder / "publication.yaml").read_text("utf-8")


def test_an_empty_folder_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert new(".", "--template", "book").exit_code == console.OK


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.md").write_text("# Mine\n")
    for place in ("full", "full/a.md", "full/a.md/below"):
        done = new(str(tmp_path / place))
        assert (done.exit_code, "name a new one" in done.output) == (console.USAGE, True)
    assert [path.name for path in tmp_path.rglob("*")] == ["full", "a.md"]


def test_a_template_is_one_that_there_is(tmp_path: Path) -> None:
    done = new(str(tmp_path / "m"), "--template", "poster")
    assert done.exit_code == console.USAGE
    assert not (tmp_path / "m").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_closed_is_lacking(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    assert isinstance(new(str(tmp_path / "closed" / "m")).exception, LackingError)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done = CliRunner().invoke(cli.cli, ["completion", shell])
    assert done.exit_code == console.OK
    assert f"_PUBLISH_COMPLETE={shell}_complete" in done.output
    monkeypatch.setenv("_PUBLISH_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", "publish ex")
    monkeypatch.setenv("COMP_CWORD", "1" if shell != "fish" else "ex")
    with pytest.raises(SystemExit):
        cli.cli(prog_name="publish")
