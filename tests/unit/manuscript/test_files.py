"""The one door through which files are read."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from publish.diagnostics import Diagnostic
from publish.manuscript.files import DEPTH_LIMIT, Folder, beside
from publish.source import Span

if TYPE_CHECKING:
    from pathlib import Path

HERE = Span("m/a.md", 7)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    root = tmp_path / "m"
    (root / "images").mkdir(parents=True)
    (root / "a.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    (root / "images" / "b.png").write_bytes(b"12345")
    (root / ".hidden").mkdir()
    (root / ".hidden" / "c.md").write_text("")
    (tmp_path / "secret").write_text("secret")
    return Folder(root, "m")


def read(folder: Folder, path: str, limit: int = 100) -> bytes | Diagnostic:
    return folder.read(path, HERE, code="image-missing", limit=limit)


def code(found: object) -> str:
    assert isinstance(found, Diagnostic)
    assert found.span == HERE
    return found.code


def test_text_comes_without_bom_and_with_line_feeds(folder: Folder) -> None:
    assert folder.text("a.md", HERE, code="article-missing", limit=100) == "one\ntwo\nthree\n"


def test_bytes_come_as_they_are_up_to_the_limit(folder: Folder) -> None:
    assert read(folder, "images/b.png", 5) == b"12345"
    assert code(read(folder, "images/b.png", 4)) == "file-too-large"


@pytest.mark.parametrize(
    "path",
    [
        *("../secret", "images/../../secret", "/etc/passwd", "C:/secret", "C:\\secret", "images\\..\\..\\secret"),
        *("link", "images/folder/secret", "loop", "a\0b"),
    ],
)
def test_nothing_outside_is_read(folder: Folder, path: str) -> None:
    (folder.root / "link").symlink_to("../secret")
    (folder.root / "images" / "folder").symlink_to(folder.root.parent)
    (folder.root / "loop").symlink_to("loop")
    assert code(read(folder, path)) == "path-outside"


def test_a_link_inside_the_folder_is_followed(folder: Folder) -> None:
    (folder.root / "link.png").symlink_to("images/b.png")
    assert read(folder, "link.png") == b"12345"


def test_no_link_is_followed_out_that_was_put_there_after_the_look(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is exchanged for a link between the look and the reading leads nowhere."""
    (folder.root.parent / "secrets").mkdir()
    (folder.root.parent / "secrets" / "b.png").write_text("secret")
    really, calls = os.open, 0

    def slow(path: str, flags: int, **options: int | None) -> int:
        nonlocal calls
        calls += 1
        if calls == 2:  # the first opens the manuscript's own folder
            (folder.root / "images").rename(folder.root / "before")
            (folder.root / "images").symlink_to("../secrets")
        return really(path, flags, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("publish.manuscript.files.os.open", slow)
    assert code(read(folder, "images/b.png")) == "file-unreadable"
    assert calls == 2


def test_no_more_is_read_than_the_limit_of_a_file_that_grows(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.root / "log.png").write_bytes(b"1")
    monkeypatch.setattr("publish.manuscript.files.os.read", lambda _file, size: b"x" * size)
    assert code(read(folder, "log.png", 1_000_000)) == "file-too-large"


def test_a_pipe_is_not_waited_for_and_a_socket_is_no_file(folder: Folder) -> None:
    os.mkfifo(folder.root / "pipe.md")
    assert code(folder.text("pipe.md", HERE, code="article-missing", limit=1_000_000)) == "article-missing"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder.root / "socket.md"))
        assert code(folder.text("socket.md", HERE, code="article-missing", limit=1_000_000)) == "file-unreadable"


@pytest.mark.parametrize("path", ["Images/b.png", "images/B.png", "IMAGES/B.PNG"])
def test_capitals_have_to_be_right_on_every_system(folder: Folder, path: str) -> None:
    found = read(folder, path)
    assert code(found) == "image-missing"
    assert "images/b.png" in str(found).partition("hint: ")[2]


@pytest.mark.parametrize("asked", ["café/ü.png", "cafe\u0301/u\u0308.png", "cafe\u0301/ü.png"])
@pytest.mark.parametrize("written", ["café/ü.png", "cafe\u0301/u\u0308.png"])
def test_accents_are_one_however_they_are_written(folder: Folder, asked: str, written: str) -> None:
    (folder.root / written).parent.mkdir()
    (folder.root / written).write_bytes(b"12345")
    assert read(folder, asked) == b"12345"
    assert "café/ü.png" in folder.names()
    assert beside("a.md", asked) == beside("a.md", written)


@pytest.mark.parametrize("other", ["images/B.png", "Images/b.png"])
def test_two_names_that_one_system_takes_for_one_are_refused(folder: Folder, other: str) -> None:
    (folder.root / other).parent.mkdir(exist_ok=True)
    (folder.root / other).write_bytes(b"")
    found = read(folder, "images/b.png")
    assert code(found) == "file-name"
    assert other in str(found) or other.partition("/")[0] in str(found)


@pytest.mark.parametrize(
    "path",
    [
        *("con.md", "NUL", "aux.tar.png", "images/Com1.png", "lpt9", "prn .png", "com¹.png", "conin$"),
        *("ab:c.png", "what?.png", "a*b.png", "a|b.png", 'a"b.png', "<a>.png", "a\tb.png", "a\x85b.png"),
        *("a.", "a ", "images./b.png", "images /b.png", "a\ufffdb.png", "a\ue000b.png", "a\U000e0001.png", "a" * 256),
    ],
)
def test_names_that_some_system_cannot_keep_are_refused(folder: Folder, path: str) -> None:
    assert code(read(folder, path)) == "file-name"


@pytest.mark.parametrize(
    "path", ["console.md", "auxiliary", "com.png", "com10.png", ".a", "a b.png", "日本.png", "a…b"]
)
def test_names_that_are_like_them_are_not(folder: Folder, path: str) -> None:
    assert code(read(folder, path)) == "image-missing"


def test_folders_are_looked_into_to_a_depth(folder: Folder) -> None:
    deep = folder.root.joinpath(*["d"] * DEPTH_LIMIT)
    (deep / "e").mkdir(parents=True)
    (deep / "c.md").write_text("")
    (deep / "e" / "c.md").write_text("")
    (folder.root / "d" / "up").symlink_to("..")
    assert len(list(folder.names("c.md"))) == 1


def test_what_is_missing_has_a_hint(folder: Folder) -> None:
    found = read(folder, "images/bb.png")
    assert code(found) == "image-missing"
    assert "images/b.png" in str(found)


def test_a_folder_or_a_pipe_is_no_file(folder: Folder) -> None:
    os.mkfifo(folder.root / "pipe")
    assert code(read(folder, "images")) == "image-missing"
    assert code(read(folder, "pipe")) == "image-missing"


@pytest.mark.parametrize("path", ["a.md/b.png"])
def test_what_the_system_refuses_is_said(folder: Folder, path: str) -> None:
    assert code(read(folder, path)) == "file-unreadable"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"one\r\ntwo \xff", 2),
        (b"one\rtwo\rthree \xc3", 3),
        (b"one\n\0", 2),
        (b"one\n\ntwo \x1b", 3),
        ("one\n\ufffe".encode(), 2),
        (b"\xff\xfeo\0n\0e\0", 1),
    ],
)
def test_what_is_not_text_is_said_with_its_line(folder: Folder, data: bytes, line: int) -> None:
    (folder.root / "b.md").write_bytes(data)
    found = folder.text("b.md", HERE, code="article-missing", limit=100)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.span) == ("encoding", Span("m/b.md", line))


def test_names_are_sorted_and_hidden_ones_left_out(folder: Folder) -> None:
    assert list(folder.names()) == ["a.md", "images/b.png"]
    assert list(folder.names(".md")) == ["a.md"]


def test_names_that_are_not_utf_8_stand_apart(folder: Folder) -> None:
    (folder.root / os.fsdecode(b"caf\xe9.md")).write_text("# A\n")
    assert list(folder.names(".md")) == ["a.md"]
    assert list(folder.misnamed(".md")) == ["caf\ufffd.md"]


@pytest.mark.parametrize(
    ("article", "href", "path"),
    [
        ("a.md", "images/b.png", "images/b.png"),
        ("a.md", "./images/../b.png", "b.png"),
        ("part/a.md", "../images/b.png", "images/b.png"),
        ("part/a.md", "b.md", "part/b.md"),
        ("a.md", "../b.png", "../b.png"),
        ("a.md", "../../b.png", "../../b.png"),
        ("a.md", "%2e%2e/b.png", "../b.png"),
        ("a.md", "two%20words.png", "two words.png"),
        ("a.md", "/b.png", "/b.png"),
        ("a.md", "%2Fb.png", "b.png"),
        ("a.md", "%252e%252e/b.png", "%2e%2e/b.png"),
        ("a.md", "images%5C..%5Cb.png", "images\\..\\b.png"),
        ("a.md", "cafe%CC%81.png", "café.png"),
    ],
)
def test_paths_are_read_beside_their_article(article: str, href: str, path: str) -> None:
    assert beside(article, href) == path
