"""What a build was made of, and whether its files still hold."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from publish.record import Output, Report, digest, file_digest, read_report, taken, up_to_date, versions

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "m"
    (root / "images").mkdir(parents=True)
    (root / "a.md").write_text("one")
    (root / "images" / "b.png").write_bytes(b"two")
    return root


def of(folder: Path, skip: str = "dist") -> str:
    return digest([("manuscript", folder)], folder / skip)


def test_the_same_files_give_the_same_digest_anywhere(folder: Path) -> None:
    before = of(folder)
    assert len(before) == 64
    assert of(folder.rename(folder.parent / "elsewhere")) == before


@pytest.mark.parametrize("change", ["text", "name", "more", "less", "moved", "clock"])
def test_whatever_changes_changes_the_digest(folder: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = of(folder)
    match change:
        case "text":
            (folder / "a.md").write_text("two")
        case "name":
            (folder / "a.md").rename(folder / "c.md")
        case "more":
            (folder / "empty.md").write_text("")
        case "less":
            (folder / "a.md").unlink()
        case "moved":
            (folder / "images" / "b.png").rename(folder / "b.png")
        case _:
            monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert of(folder) != before


def test_outputs_hidden_files_and_bytecode_do_not_count(folder: Path) -> None:
    before = of(folder)
    for name in ("dist/a.epub", ".git/HEAD", ".hidden", "__pycache__/a.pyc"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("")
    assert of(folder) == before
    assert of(folder, "out") != before


def test_odd_files_stop_nothing(folder: Path) -> None:
    (folder / os.fsdecode(b"caf\xe9")).write_text("")
    (folder / "loop").symlink_to("loop")
    (folder / "up").symlink_to("..")
    os.mkfifo(folder / "pipe")
    assert len(of(folder)) == 64
    assert file_digest(folder / "none").startswith("unreadable")


def test_a_manuscripts_links_are_not_read_out_of_its_folder(folder: Path) -> None:
    secret = folder.parent / "secret"
    secret.write_text("one")
    (folder / "link").symlink_to(secret)
    (folder / "inside").symlink_to("a.md")
    before = of(folder)
    secret.write_text("two")
    assert of(folder) == before
    (folder / "link").unlink()
    (folder / "link").symlink_to("/dev/zero")
    assert of(folder) != before


def test_the_houses_links_are(folder: Path) -> None:
    shared = folder.parent / "shared.css"
    shared.write_text("one")
    (folder / "link").symlink_to(shared)
    before = digest([("layouts", folder)], folder / "dist")
    shared.write_text("two")
    assert digest([("layouts", folder)], folder / "dist") != before


def test_nothing_is_waited_for_and_no_giant_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder / "pipe")
    with (folder / "giant").open("wb") as file:
        file.truncate(100 * 2**30)
    read: list[str] = []

    def noted(path: Path) -> str:
        read.append(path.name)
        return ""

    monkeypatch.setattr("publish.record.file_digest", noted)
    of(folder)
    assert sorted(read) == ["a.md", "b.png"]


def test_only_files_whose_bytes_count_are_taken(folder: Path) -> None:
    (folder.parent / "secret").write_text("one")
    (folder / "link").symlink_to(folder.parent / "secret")
    (folder / "inside").symlink_to("a.md")
    os.mkfifo(folder / "pipe")
    assert [name for name, _ in taken(folder, folder / "images", trusted=False)] == ["a.md", "inside"]
    assert "link" in dict(taken(folder, folder / "images", trusted=True))


def report(out: Path, **outputs: bytes) -> Report:
    made = []
    for kind, data in outputs.items():
        (out / f"t.{kind}").write_bytes(data)
        made.append(Output(kind, f"t.{kind}", len(data), file_digest(out / f"t.{kind}"), "input"))
    (out / "t-report.html").touch()
    return Report("t", "T — é", "input", tuple(made), 3, {"a.md": ["1", "2"]}, ({"code": "c"},), versions())


def test_a_report_comes_back_as_it_was_written(tmp_path: Path) -> None:
    made = report(tmp_path, epub=b"1", screen=b"2")
    path = tmp_path / "t-report.json"
    path.write_text(made.json(), "utf-8")
    assert read_report(path) == made
    data = json.loads(made.json())
    assert [each["current"] for each in data["outputs"]] == [True, True]
    assert "é" in made.json()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "null", '{"outputs": 3}', '{"outputs": [3]}', "\udcff"])
def test_a_report_that_can_not_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "t-report.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert read_report(tmp_path / "t-report.json") is None
    assert read_report(tmp_path / "none.json") is None


def test_files_hold_while_they_are_as_they_were_made(tmp_path: Path) -> None:
    made = report(tmp_path, epub=b"1", screen=b"2")
    (tmp_path / "t-report.json").write_text(made.json(), "utf-8")
    assert up_to_date(tmp_path, ["epub", "screen"], "input") == made
    assert up_to_date(tmp_path, ["epub"], "input") == made
    assert up_to_date(tmp_path, ["epub", "press"], "input") is None
    assert up_to_date(tmp_path, ["epub"], "another") is None
    (tmp_path / "t.screen").write_bytes(b"3")
    assert up_to_date(tmp_path, ["epub", "screen"], "input") is None
    assert up_to_date(tmp_path, ["epub"], "input") == made
    (tmp_path / "t.epub").unlink()
    assert up_to_date(tmp_path, ["epub"], "input") is None
    assert up_to_date(tmp_path / "none", ["epub"], "input") is None


def test_a_report_without_its_page_is_made_again(tmp_path: Path) -> None:
    made = report(tmp_path, epub=b"1")
    (tmp_path / "t-report.json").write_text(made.json(), "utf-8")
    assert up_to_date(tmp_path, ["epub"], "input") == made
    (tmp_path / "t-report.html").unlink()
    assert up_to_date(tmp_path, ["epub"], "input") is None


def test_every_file_of_an_output_has_to_hold(tmp_path: Path) -> None:
    made = report(tmp_path, epub=b"1")
    (tmp_path / "second.epub").write_bytes(b"2")
    second = Output("epub", "second.epub", 1, file_digest(tmp_path / "second.epub"), "input")
    both = replace(made, outputs=(*made.outputs, second))
    (tmp_path / "t-report.json").write_text(both.json(), "utf-8")
    assert up_to_date(tmp_path, ["epub"], "input") == both
    (tmp_path / "second.epub").write_bytes(b"3")
    assert up_to_date(tmp_path, ["epub"], "input") is None
