"""What may be read behind a path that a finding shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.house import house_folder
from publish.texts import texts


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A manuscript ``m`` in the working folder, and a file beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.md").write_text("a secret")
    root = tmp_path / "m"
    (root / "layouts" / "book").mkdir(parents=True)
    (root / "a.md").write_bytes(b"\xef\xbb\xbf# A\r\n\r\nWords.\r\n")
    (root / "layouts" / "book" / "a.css").write_text("a { }\n")
    (root / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (root / "link.md").symlink_to("../secret.md")
    return root


def test_files_of_the_manuscript_are_read_by_the_name_that_findings_give_them(folder: Path) -> None:
    read = texts(folder, "m")
    assert read("m/a.md") == ("# A", "", "Words.", "")
    assert read("m/layouts/book/a.css") == ("a { }", "")
    assert texts(folder, str(folder))(f"{folder}/a.md") == read("m/a.md")


def test_a_manuscript_in_the_working_folder_is_shown_without_a_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    read = texts(Path(), ".")
    assert read("a.md") == ("# A", "", "Words.", "")
    assert read("./layouts/book/a.css") == ("a { }", "")


def test_layouts_and_vendors_of_the_house_are_read(folder: Path) -> None:
    read = texts(folder, "m")
    css = (house_folder("layouts") / "shared" / "base.css").read_text("utf-8")
    assert read("layouts/shared/base.css") == tuple(css.split("\n"))
    assert read("press/vendors/uk-magazine.toml")


@pytest.mark.parametrize(
    "path",
    ["m/../secret.md", "m/link.md", "m/a.png", "m/no.md", "m", "m/", "layouts", "layouts/../pyproject.toml",
     "a.md", "layouts/book/a.css", "secret.md", "/etc/hostname", "m//etc/hostname", "t.epub", "m/a\0.md", ""],
)  # fmt: skip
def test_nothing_else_is(folder: Path, path: str) -> None:
    assert texts(folder, "m")(path) is None


def test_a_file_is_read_once(folder: Path) -> None:
    read = texts(folder, "m")
    before = read("m/a.md")
    (folder / "a.md").unlink()
    assert read("m/a.md") == before
    assert texts(folder, "m")("m/a.md") is None
