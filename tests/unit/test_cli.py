"""The command line: status, forms of findings, words of commands."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from publish import cli
from publish.codes import RULES
from publish.diagnostics import Diagnostic, Severity
from publish.source import Span


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A manuscript ``m`` in the working folder, with one error and one warning."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "publication.yaml").write_text("title: T\nlanguage: en-GB\n")
    (tmp_path / "m" / "a.md").write_text("# A\n\n![](no.png)\n\n::: pullquote\nOther words.\n:::\n")
    return Path("m")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.cli, arguments, catch_exceptions=False)


def test_findings_go_to_standard_output_in_the_form_that_editors_read(folder: Path) -> None:
    result = run("check", "m")
    assert result.exit_code == cli.ERRORS
    lines = result.stdout.splitlines()
    assert "m/a.md:3:1: error: no.png does not exist [image-missing]" in lines
    assert lines[-1] == "2 errors, 1 warning"
    form = r"m/a\.md:\d+:\d+: (error|warning): .+ \[[a-z-]+\]|  hint: .+"
    assert all(re.fullmatch(form, line) for line in lines[:-1])
    assert result.stderr == ""


def test_json_holds_the_same(folder: Path) -> None:
    found = json.loads(run("check", "m", "--format", "json").stdout)
    assert [each["code"] for each in found] == ["alt-missing", "image-missing", "pullquote-original"]
    assert found[1] == {
        "file": "m/a.md", "line": 3, "column": 1, "severity": "error", "code": "image-missing",
        "message": "no.png does not exist", "hint": "",
    }  # fmt: skip


def test_github_gets_workflow_commands(folder: Path) -> None:
    lines = run("check", "m", "--format", "github").stdout.splitlines()
    assert "::error file=m/a.md,line=3,col=1,title=image-missing::no.png does not exist" in lines
    assert len(lines) == 3


def test_what_workflow_commands_read_as_marks_is_escaped() -> None:
    each = Diagnostic("a-code", "100 %\nmore", Span("a:b,c.md", 1), severity=Severity.WARNING)
    line = cli._as_github(each)
    assert line == "::warning file=a%3Ab%2Cc.md,line=1,col=1,title=a-code::100 %25%0Amore"


def test_warnings_are_errors_where_strict_is_said(folder: Path) -> None:
    (folder / "a.md").write_text("# A\n\nWords.\n\n::: pullquote\nOther words.\n:::\n")
    assert run("check", "m").exit_code == cli.OK
    assert run("check", "m", "--strict").exit_code == cli.ERRORS


def test_a_failed_build_says_that_the_last_good_files_are_there(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "t-report.json").write_text("{}")
    result = run("build", "m", "--to", "epub")
    assert result.exit_code == cli.ERRORS
    assert "the last good files are still there" in result.stderr
    assert "still there" not in run("build", "m", "--to", "epub", "--quiet").stderr


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_code_is_explained(code: str) -> None:
    result = run("explain", code)
    assert result.exit_code == cli.OK
    assert RULES[code].mend in result.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["check", "nothing"], cli.USAGE, "nothing is not a folder"),
        (["build", "m", "--to", "paper"], cli.USAGE, "paper is not an output"),
        (["build", "m", "--to", ","], cli.USAGE, "at least one output"),
        (["check", "m", "--format", "xml"], cli.USAGE, "xml"),
        (["explain", "alt-mising"], cli.USAGE, "did you mean alt-missing?"),
        (["nonsense"], cli.USAGE, "nonsense"),
        (["check", "m"], cli.ERRORS, ""),
        (["--version"], cli.OK, ""),
        (["--help"], cli.OK, ""),
    ],
)
def test_the_status_says_what_happened(folder: Path, arguments: list[str], status: int, said: str) -> None:
    done = subprocess.run([sys.executable, "-m", "publish", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bug_of_ours_shows_its_traceback(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_arguments: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr("publish.build.check", broken)
    monkeypatch.setattr(sys, "argv", ["publish", "check", "m"])
    with pytest.raises(SystemExit) as status:
        cli.main()
    assert status.value.code == cli.BUG
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
    assert status.value.code == cli.INTERRUPTED
