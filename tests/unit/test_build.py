"""The wiring: findings in order, silenced warnings, files that change together."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from publish import build as wiring
from publish.build import Request, build, check
from publish.diagnostics import PublishError, Severity
from publish.preparation import prepare
from publish.record import read_report

if TYPE_CHECKING:
    from publish.build import Outcome

PLAIN = Path(__file__).parents[1] / "manuscripts" / "plain"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "m"
    root.mkdir()
    (root / "publication.yaml").write_text("title: T\nlanguage: en-GB\n")
    (root / "a.md").write_text("# A\n\nWords.\n\n::: pullquote\nOther words.\n:::\n")
    return root


def test_the_plain_manuscript_has_nothing_to_mend() -> None:
    assert check(PLAIN, "plain") == ()


def test_the_torture_manuscript_has_nothing_to_mend() -> None:
    assert check(PLAIN.parent / "torture", "torture") == ()


def test_findings_come_by_file_and_line_and_once_each(folder: Path) -> None:
    (folder / "b.md").write_text("# B\n\n[x](#y)\n\n![](no.png)\n\n<b>a</b>\n")
    lines = [(each.span.path, each.span.line) for each in check(folder, "shown")]
    assert lines == sorted(lines)
    assert lines[0] == ("shown/a.md", 5)
    assert len({str(each) for each in check(folder, "shown")}) == len(lines)


@pytest.mark.parametrize(
    ("allow", "silent"),
    [
        ("{code: pullquote-original, reason: R}", True),
        ("{code: pullquote-original, reason: R, path: a.md}", True),
        ("{code: pullquote-original, reason: R, path: b.md}", False),
        ("{code: image-animated, reason: R}", False),
    ],
)
def test_a_warning_is_silenced_with_its_reason(folder: Path, allow: str, silent: bool) -> None:
    (folder / "publication.yaml").write_text(f"title: T\nlanguage: en-GB\nallow: [{allow}]\n")
    assert [each.severity for each in check(folder, "m")] == ([] if silent else [Severity.WARNING])


def test_the_clock_may_be_set_from_outside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert prepare(folder, "m")[0].modified == dt.datetime(1970, 1, 2, tzinfo=dt.UTC)


def made(folder: Path, out: Path, *outputs: str) -> Outcome:
    return build(Request(folder, "m", out, outputs or ("epub",)))


def files(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def test_a_build_is_done_once_and_again_when_something_changes(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = made(folder, out)
    assert first.fresh
    before = files(out)
    assert set(before) == {"t.epub", "t-cover.jpg", "t-report.html", "t-report.json"}
    second = made(folder, out)
    assert not second.fresh
    assert second.diagnostics == first.diagnostics
    assert [each.code for each in first.diagnostics] == ["pullquote-original"]
    assert files(out) == before
    (folder / "a.md").write_text("# A\n\nWords, changed.\n")
    assert made(folder, out).fresh
    assert files(out)["t.epub"] != before["t.epub"]
    assert files(out)["t-cover.jpg"] == before["t-cover.jpg"]


def test_the_same_input_gives_the_same_bytes_in_any_folder(folder: Path, tmp_path: Path) -> None:
    made(folder, tmp_path / "one")
    made(folder.rename(tmp_path / "another name"), tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_failed_build_leaves_the_last_good_files(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made(folder, out)
    before = files(out)
    (folder / "a.md").write_text("# A\n\n![](no.png)\n")
    with pytest.raises(PublishError):
        made(folder, out)
    assert files(out) == before


def test_the_report_names_every_file_and_no_folder(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made(folder, out)
    report = read_report(out / "t-report.json")
    assert report
    assert {each.name for each in report.outputs} == {"t.epub", "t-cover.jpg"}
    assert all(each.size == len(files(out)[each.name]) for each in report.outputs)
    assert str(tmp_path).encode() not in files(out)["t-report.json"]
    assert [each["file"] for each in report.diagnostics] == ["a.md"]
    assert str(tmp_path).encode() not in files(out)["t-report.html"]
    assert report.articles == {"a.md": ["5"]}


def test_few_modules_write() -> None:
    source = Path(wiring.__file__).parent
    writing = (".write_bytes(", ".write_text(", "mkdtemp", ".mkdir(")
    allowed = {"making.py", "cache.py", "cli.py", "delivery.py", "pdf/worker.py", "pdf/engine.py", "shelf.py",
               "verify/ace.py", "starters/__init__.py"}  # fmt: skip
    for file in source.rglob("*.py"):
        name = file.relative_to(source).as_posix()
        if name not in allowed:
            assert not [word for word in writing if word in file.read_text("utf-8")], name


def test_a_font_is_shown_where_its_manuscript_is(folder: Path) -> None:
    (folder / "fonts" / "mine").mkdir(parents=True)
    (folder / "fonts" / "mine" / "mine.ttf").write_text("Words.")
    found = {each.span.path for each in check(folder, "m") if each.code.startswith("font-")}
    assert found == {"m/fonts/mine", "m/fonts/mine/mine.ttf"}
