"""Bags: every file proved, the same bytes each time, and all that it takes to build the same again."""

from __future__ import annotations

import hashlib
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from publish import cli, console
from publish.build import build
from publish.partners import write_package
from publish.request import Request
from publish.standing import digest_of

if TYPE_CHECKING:
    from pathlib import Path

YAML = "title: A  title\nlanguage: en-GB\ndate: 2023-06-20\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A manuscript whose output folder stands inside it, packed as ``a.zip``, and the bag unpacked."""
    root = tmp_path_factory.mktemp("bundle")
    (root / "m" / "images").mkdir(parents=True)
    (root / "m" / "publication.yaml").write_text(YAML)
    (root / "m" / "a.md").write_text("# A\n\nWords.\n")
    (root / "m" / "images" / "50%.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    (root / "m" / ".hidden").write_text("")
    write_package(request(root), root / "a.zip")
    with zipfile.ZipFile(root / "a.zip") as archive:
        archive.extractall(root / "unpacked")
    return root


def request(root: Path) -> Request:
    return Request(root / "m", "m", root / "m" / "dist", ("epub",), cache=root / "cache")


def sums(text: str) -> dict[str, str]:
    rows = [line.split("  ", 1) for line in text.splitlines()]
    return {name.replace("%25", "%"): digest for digest, name in rows}


def test_every_file_is_there_and_proved(folder: Path) -> None:
    bag = folder / "unpacked" / "a-title"
    payload = sums((bag / "manifest-sha256.txt").read_text("utf-8"))
    tags = sums((bag / "tagmanifest-sha256.txt").read_text("utf-8"))
    files = {path.relative_to(bag).as_posix() for path in bag.rglob("*") if path.is_file()}
    assert files == {*payload, *tags, "tagmanifest-sha256.txt"}
    for name, digest in (payload | tags).items():
        assert hashlib.sha256((bag / name).read_bytes()).hexdigest() == digest, name
    assert set(tags) == {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "receipt.txt"}
    assert "data/manuscript/images/50%25.svg" in (bag / "manifest-sha256.txt").read_text("utf-8")


def test_the_bag_says_what_it_is(folder: Path) -> None:
    bag = folder / "unpacked" / "a-title"
    assert (bag / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    told = dict(line.split(": ", 1) for line in (bag / "bag-info.txt").read_text("utf-8").splitlines())
    payload = [path for path in (bag / "data").rglob("*") if path.is_file()]
    assert told["Payload-Oxum"] == f"{sum(path.stat().st_size for path in payload)}.{len(payload)}"
    assert told["Bagging-Date"] == "2023-06-20"
    assert told["External-Description"] == "A title"
    receipt = (bag / "receipt.txt").read_text("utf-8")
    assert hashlib.sha256((bag / "data" / "built" / "a-title.epub").read_bytes()).hexdigest() in receipt
    assert len(receipt.splitlines()) < 60


def test_nothing_is_in_it_that_is_not_of_the_publication(folder: Path) -> None:
    data = folder / "unpacked" / "a-title" / "data"
    names = {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}
    assert {name for name in names if not name.startswith("house/")} == {
        "manuscript/publication.yaml", "manuscript/a.md", "manuscript/images/50%.svg",
        "built/a-title.epub", "built/a-title-cover.jpg", "built/a-title-report.json", "built/a-title-report.html",
    }  # fmt: skip
    assert any(re.fullmatch(r"house/press/profiles/.*\.icc", name) for name in names)


def test_the_same_input_gives_the_same_bag(folder: Path) -> None:
    write_package(request(folder), folder / "b.zip")
    assert (folder / "a.zip").read_bytes() == (folder / "b.zip").read_bytes()
    with zipfile.ZipFile(folder / "a.zip") as archive:
        assert {each.date_time for each in archive.infolist()} == {(2023, 6, 20, 0, 0, 0)}


def test_the_same_is_built_from_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = folder / "unpacked" / "a-title" / "data"
    monkeypatch.setenv("PUBLISH_HOUSE", str(data / "house"))
    again = Request(data / "manuscript", "elsewhere", folder / "again", ("epub",), cache=folder / "another cache")
    built = build(again)
    assert built.report
    assert built.report.input == digest_of(request(folder))
    for name in ("a-title.epub", "a-title-cover.jpg"):
        assert (folder / "again" / name).read_bytes() == (data / "built" / name).read_bytes(), name
    (data / "house" / "layouts" / "shared" / "tokens.css").write_text("")
    result = CliRunner().invoke(cli.cli, ["check", str(data / "manuscript")])
    assert result.exit_code == console.ERRORS, "the layouts of the bag are the ones that are used"


def test_a_manuscript_with_errors_is_not_packed(tmp_path: Path) -> None:
    (tmp_path / "publication.yaml").write_text(YAML)
    (tmp_path / "a.md").write_text("# A\n\n![](no.png)\n")
    command = [
        "package",
        str(tmp_path),
        "--to",
        "epub",
        "--built",
        str(tmp_path / "dist"),
        "--out",
        str(tmp_path / "a.zip"),
    ]
    result = CliRunner().invoke(cli.cli, command)
    assert result.exit_code == console.ERRORS
    assert "[image-missing]" in result.stdout
    assert not (tmp_path / "a.zip").exists()
