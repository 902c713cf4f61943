"""The manuscripts of tools/scale.py when they are small: nothing is done once more for each file or mistake."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from publish.build import Request, build, check
from publish.manuscript.files import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

ROOT = Path(__file__).parents[2]
COUNT = 40


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scale", ROOT / "tools" / "scale.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["scale"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


scale: Any = _tool()

SMALL: dict[str, Callable[[], Iterator[tuple[str, str | bytes]]]] = {
    "book": lambda: scale.book(0.01),
    "articles": lambda: scale.articles(COUNT),
    "images": lambda: scale.images(COUNT),
    "notes": lambda: scale.notes(COUNT),
    "rows": lambda: scale.rows(COUNT),
    "code": lambda: scale.code(COUNT),
    "paragraph": lambda: scale.paragraph(10_000),
}


def written(files: Callable[[], Iterator[tuple[str, str | bytes]]], folder: Path) -> Path:
    written: Path = scale.write(scale.Case("small", files), folder / "manuscript")
    return written


@pytest.mark.parametrize("name", SMALL)
def test_a_small_one_has_nothing_wrong_and_gives_an_epub(name: str, tmp_path: Path) -> None:
    manuscript = written(SMALL[name], tmp_path)
    outcome = build(Request(manuscript, "manuscript", tmp_path / "out", ("epub",), page_list=False))
    assert outcome.diagnostics == ()
    assert (tmp_path / "out" / "scale.epub").stat().st_size > 10_000


def test_the_whole_ones_go_over_the_limits_that_they_are_meant_to(tmp_path: Path) -> None:
    whole = {case.name: case for case in scale.CASES}
    for name, code in (("an article of 100 MB", "file-too-large"), ("a paragraph of 1 MB", "too-many")):
        manuscript = scale.write(whole[name], tmp_path / name)
        assert [each.code for each in check(manuscript, "manuscript")] == [code]


def test_the_folder_is_listed_as_often_for_many_missing_files_as_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = 0
    walk = os.walk

    def counting(*arguments: Any) -> Any:
        nonlocal listed
        listed += 1
        return walk(*arguments)

    monkeypatch.setattr("publish.manuscript.files.os.walk", counting)
    counts = []
    for number in (1, COUNT):
        listed = 0
        text = "# A title\n\n" + "".join(f"![A boat](images/{n}.jpg)\n\n" for n in range(number))
        folder = tmp_path / str(number)
        folder.mkdir()
        found = check(written(lambda text=text: iter([("a.md", text)]), folder), "manuscript")  # type: ignore[misc]
        assert [each.code for each in found] == ["image-missing"] * number
        counts.append(listed)
    assert counts[0] == counts[1]


def test_each_article_is_read_from_disk_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    own = Folder.read

    def reading(folder: Folder, path: str, *rest: Any, **more: Any) -> Any:
        if folder.root == manuscript:  # a layout's files come in by this door too
            read.append(path)
        return own(folder, path, *rest, **more)

    manuscript = written(SMALL["articles"], tmp_path)
    monkeypatch.setattr(Folder, "read", reading)
    assert check(manuscript, "manuscript") == ()
    assert len(read) == len(set(read)) == COUNT + 1
