"""The command line: status, forms of findings, words of commands."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from publish import cli, console
from publish.codes import RULES
from publish.diagnostics import Diagnostic
from publish.source import Span


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A manuscript ``m`` in the working folder, with one error and one warning."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "publication.yaml").write_text("title: T\nlanguage: en-GB\n")
    (tmp_path / "m" / "a.md").write_text("# A\n\n![](no.png)\n\n::: pullquote\nOther words.\n:::\n")
    return Path("m")


FOUND = Diagnostic("a-code", "a message", Span("m/a.md", 3), about="no.png")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.cli, arguments, catch_exceptions=False)


def test_findings_go_to_standard_output_in_the_form_that_editors_read(folder: Path) -> None:
    result = run("check", "m")
    assert result.exit_code == console.ERRORS
    lines = result.stdout.splitlines()
    place = lines.index("m/a.md:3:5: error: no.png does not exist [image-missing]")
    assert lines[place + 1 : place + 3] == ["    3 | ![](no.png)", "      |     ^^^^^^"]
    assert lines[-2:] == ["2 errors, 1 warning", lines[-1]]
    assert lines[-1].endswith("publish explain alt-missing")
    form = r"m/a\.md:\d+:\d+: (error|warning): .+ \[[a-z-]+\]| +\d+ \| .+| +\| .+|  hint: .+"
    assert all(re.fullmatch(form, line) for line in lines[:-2])
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("terminal", "environment", "coloured"),
    [
        (True, {}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"CLICOLOR_FORCE": "1"}, True),
        (False, {"CLICOLOR_FORCE": "0"}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    terminal: bool, environment: dict[str, str], coloured: bool,
) -> None:  # fmt: skip
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    console.Console("text", quiet=False, verbose=False, strict=False).findings([FOUND], folder)
    printed = capsys.readouterr().out
    assert ("\x1b[" in printed) == coloured
    assert click.unstyle(printed).startswith("m/a.md:3:5: error: a message [a-code]\n")


def test_quotes_are_as_wide_as_the_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.md").write_text("# A\n\n" + "Words and " * 30 + "<b>words</b>.\n")
    for columns, width in (("70", 70), ("5", 40)):
        monkeypatch.setenv("COLUMNS", columns)
        quote = run("check", "m").stdout.splitlines()[1]
        assert len(quote) == width
        assert "<b>words</b" in quote


def test_json_holds_the_same(folder: Path) -> None:
    found = json.loads(run("check", "m", "--format", "json").stdout)
    assert [each["code"] for each in found] == ["alt-missing", "image-missing", "pullquote-original"]
    assert found[1] == {
        "file": "m/a.md", "line": 3, "column": 5, "end_column": 11, "severity": "error", "code": "image-missing",
        "message": "no.png does not exist", "hint": "",
    }  # fmt: skip


def test_github_gets_workflow_commands(folder: Path) -> None:
    lines = run("check", "m", "--format", "github").stdout.splitlines()
    assert "::error file=m/a.md,line=3,col=5,endLine=3,endColumn=11,title=image-missing::no.png does not exist" in lines
    assert len(lines) == 3


def test_warnings_are_errors_where_strict_is_said(folder: Path) -> None:
    (folder / "a.md").write_text("# A\n\nWords.\n\n::: pullquote\nOther words.\n:::\n")
    assert run("check", "m").exit_code == console.OK
    assert run("check", "m", "--strict").exit_code == console.ERRORS


def test_a_failed_build_says_that_the_last_good_files_are_there(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "t-report.json").write_text("{}")
    result = run("build", "m", "--to", "epub")
    assert result.exit_code == console.ERRORS
    assert "the last good files are still there" in result.stderr
    assert "still there" not in run("build", "m", "--to", "epub", "--quiet").stderr


def test_each_step_is_said_with_the_seconds_so_far_where_that_is_asked(folder: Path) -> None:
    plain, timed = (run("build", "m", "--to", "epub", *options).stderr for options in ((), ("--verbose",)))
    assert "publish: reading the manuscript\n" in plain
    assert re.search(r"^publish: +[0-9]+\.[0-9] s  reading the manuscript$", timed, re.MULTILINE)


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_code_is_explained(code: str) -> None:
    result = run("explain", code)
    assert result.exit_code == console.OK
    assert RULES[code].mend in " ".join(result.stdout.split())
    assert result.stdout.startswith(f"{code}: {RULES[code].severity.value}\n")


def test_every_code_is_listed_where_none_is_named() -> None:
    listed = {line.split()[0] for line in run("explain").stdout.splitlines() if line.startswith("  ")}
    assert set(RULES) <= listed


def test_a_code_may_stand_in_brackets_as_a_finding_shows_it() -> None:
    assert run("explain", "[alt-missing]").stdout == run("explain", "alt-missing").stdout


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["check", "nothing"], console.USAGE, "nothing is not a folder"),
        (["build", "m", "--to", "paper"], console.USAGE, "paper is not an output"),
        (["build", "m", "--to", "Epub"], console.USAGE, "did you mean epub?"),
        (["build", "m", "--to", ","], console.USAGE, "at least one output"),
        (["check", "m", "--format", "xml"], console.USAGE, "xml"),
        (["explain", "alt-mising"], console.USAGE, "did you mean alt-missing?"),
        (["explain", "xyz"], console.USAGE, "publish explain lists them all"),
        (["nonsense"], console.USAGE, "nonsense"),
        (["check", "m"], console.ERRORS, ""),
        (["--version"], console.OK, ""),
        (["--help"], console.OK, ""),
    ],
)
def test_the_status_says_what_happened(folder: Path, arguments: list[str], status: int, said: str) -> None:
    done = subprocess.run([sys.executable, "-m", "publish", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_terminal_without_curly_quotes_gets_all_the_same(folder: Path, form: str) -> None:
    (folder / "a.md").write_text("# A\n\n[here](https://example.org/) “é”\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "publish", "check", "m", "--format", form],
        capture_output=True, check=False, env=os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (console.OK, b"")
    said = r"“here”" if form != "text" else r"\u201chere\u201d"
    assert said in done.stdout.decode("utf-8", "replace")


def test_a_bug_of_ours_shows_its_traceback(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_arguments: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr("publish.build.check", broken)
    monkeypatch.setattr(sys, "argv", ["publish", "check", "m"])
    with pytest.raises(SystemExit) as status:
        cli.main()
    assert status.value.code == console.BUG
    error = capsys.readouterr().err
    assert "Traceback" in error
    assert "a bug of publish" in error


def test_an_interrupt_ends_with_130(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("publish.build.check", interrupted)
    monkeypatch.setattr(sys, "argv", ["publish", "check", "m"])
    with pytest.raises(SystemExit) as status:
        cli.main()
    assert status.value.code == console.INTERRUPTED
