"""The wiring of a site: what is made anew and what is left, what is taken away, and what stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from tests.sites import built_at_once, contents, stocked
from tests.unit.web.conftest import folder as folder  # noqa: PLC0414  a fixture

from publish import cli, console
from publish.diagnostics import PublishError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from publish.build import Outcome, Request

    Folder = Callable[..., Path]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.cli, ["shelf", *map(str, arguments)], catch_exceptions=False)


def test_nothing_is_made_where_nothing_changed(folder: Folder, tmp_path: Path) -> None:
    manuscripts, out = [folder("one"), folder("two")], tmp_path / "site"
    assert stocked(manuscripts, out).made == 2
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert stocked(manuscripts, out).made == 0
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_only_what_changed_is_made(folder: Folder, tmp_path: Path) -> None:
    manuscripts, out = [folder("one"), folder("two")], tmp_path / "site"
    stocked(manuscripts, out)
    before = (out / "one" / "a.html").stat()
    (manuscripts[1] / "a.md").write_text("# A\n\nOther words.\n")
    assert stocked(manuscripts, out).made == 1
    assert (out / "one" / "a.html").stat().st_ino == before.st_ino
    assert b"Other words." in (out / "two" / "a.html").read_bytes()


def test_with_another_address_pages_are_written_and_nothing_is_built(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manuscript, out = folder("one"), tmp_path / "site"
    stocked([manuscript], out)
    epub = out / "one" / "one.epub"
    before = epub.read_bytes()
    seen = []

    def watched(request: Request, progress: object = None) -> Outcome:
        outcome = built_at_once(request)
        seen.append(outcome.fresh)
        return outcome

    monkeypatch.setattr("tests.sites.built_at_once", watched)
    stocked([manuscript], out, base="https://example.org/")
    assert seen == [False]
    assert b"https://example.org/one/" in (out / "one" / "index.html").read_bytes()
    assert epub.read_bytes() == before


def test_files_that_were_changed_or_lost_are_made_again(folder: Folder, tmp_path: Path) -> None:
    manuscript, out = folder("one"), tmp_path / "site"
    stocked([manuscript], out)
    before = contents(out)
    (out / "one" / "a.html").write_bytes(b"changed")
    (out / "site.files" / "style.css").unlink()
    stocked([manuscript], out)
    assert contents(out) == before
    (out / "one" / "one.epub").unlink()
    (out / "index.html").write_bytes(b"changed")
    stocked([manuscript], out)
    assert contents(out) == before


def test_a_publication_that_is_left_out_goes(folder: Folder, tmp_path: Path) -> None:
    one, two, out = folder("one"), folder("two"), tmp_path / "site"
    stocked([one, two], out)
    (out / "CNAME").write_text("example.org")  # somebody else's file stays
    stocked([one], out)
    assert sorted(path.name for path in out.iterdir()) == [
        *("CNAME", "feed.xml", "index.html", "one", "opds.json", "opds.xml", "shelf.json", "site.files"),
    ]
    assert b"two" not in (out / "index.html").read_bytes()


def test_errors_are_all_said_and_nothing_is_changed(folder: Folder, tmp_path: Path) -> None:
    one, out = folder("one"), tmp_path / "site"
    stocked([one], out)
    before = contents(out)
    bad, worse = folder("bad", "![](no.png)"), folder("worse", "<br>")
    with pytest.raises(PublishError) as error:
        stocked([one, bad, worse], out)
    assert [each.code for each in error.value.diagnostics] == ["image-missing", "raw-html"]
    assert contents(out) == before
    result = run(bad, "--out", out)
    assert result.exit_code == console.ERRORS
    assert "[image-missing]" in result.stdout
    assert "the last good site is still there" in result.stderr
    assert contents(out) == before


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("slug: same\n", "slug: same\n"), "the slug same"),
        (("slug: a\nidentifier: urn:x-y:z\n", "slug: b\nidentifier: urn:x-y:z\n"), "the identifier urn:x-y:z"),
    ],
)
def test_two_publications_of_one_name_are_an_error(
    keys: tuple[str, str], said: str, folder: Folder, tmp_path: Path
) -> None:
    manuscripts = [folder(name, more=more) for name, more in zip(("one", "two"), keys, strict=True)]
    with pytest.raises(PublishError) as error:
        stocked(manuscripts, tmp_path / "site")
    (found,) = error.value.diagnostics
    assert (found.code, found.span.path) == ("shelf-twice", "two/publication.yaml")
    assert said in found.message
    assert found.span.line > 2
    assert not (tmp_path / "site").exists()


def test_two_of_one_name_are_seen_where_the_first_stands_already(folder: Folder, tmp_path: Path) -> None:
    one, out = folder("one", more="slug: same\n"), tmp_path / "site"
    stocked([one], out)
    with pytest.raises(PublishError, match="shelf-twice"):
        stocked([one, folder("two", more="slug: same\n")], out)


def test_what_isnt_the_sites_is_left_alone(folder: Folder, tmp_path: Path) -> None:
    out = tmp_path / "site"
    (out / "one").mkdir(parents=True)
    (out / "one" / "thesis.doc").write_text("years of work")
    with pytest.raises(PublishError) as error:
        stocked([folder("one")], out)
    assert [(each.code, each.span.path) for each in error.value.diagnostics] == [("shelf-taken", str(out / "one"))]
    assert list(contents(out)) == ["one/thesis.doc"]


def test_a_record_that_cant_be_read_is_none(folder: Folder, tmp_path: Path) -> None:
    manuscript, out = folder("one"), tmp_path / "site"
    stocked([manuscript], out)
    (out / "shelf.json").write_text("{")
    with pytest.raises(PublishError, match="shelf-taken"):
        stocked([manuscript], out)


@pytest.mark.parametrize(
    "arguments",
    [["--base", "example.org"], ["--base", "https://example.org/?a"], ["--title", "a\x01"], ["--out", "one/site"]],
)
def test_wrong_usage(arguments: list[str], folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder("one")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        _main(["shelf", "one", "--out", "site", *arguments], monkeypatch)
    assert ended.value.code == console.USAGE
    assert not (tmp_path / "site").exists()


def _main(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["publish", *arguments])
    cli.main()


def test_a_whole_site_from_the_command_line(folder: Folder, tmp_path: Path) -> None:
    manuscript, out = folder("one"), tmp_path / "site"
    result = run(manuscript, "--out", out, "--workers", 1, "--cache", tmp_path / "cache")
    assert result.exit_code == console.OK, result.output
    assert "1 publication, 1 of them made now" in result.stderr
    assert (out / "one" / "one.epub").read_bytes()[:2] == b"PK"
    assert (out / "one" / "one-screen.pdf").read_bytes()[:5] == b"%PDF-"
    again = run(manuscript, "--out", out, "--workers", 1, "--cache", tmp_path / "cache")
    assert "0 of them made now" in again.stderr
