"""What is found on pages counts as the outputs ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.build import Request, build
from publish.diagnostics import PublishError, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from publish.diagnostics import Diagnostic

CSS = ".body { margin-left: -14mm } h2 + p { margin-top: -7mm }"
PRINT = {"bleed-short", "page-multiple", "safe-zone"}


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    root = tmp_path / "manuscript"
    (root / "layouts" / "book" / "pdf" / "print").mkdir(parents=True)
    (root / "layouts" / "book" / "pdf" / "print" / "ours.css").write_text(CSS)
    (root / "publication.yaml").write_text(
        "title: T\nlanguage: en-GB\nprint: {binding: saddle-stitch, fillers: error}\n"
    )
    (root / "a.md").write_text("# A title\n\n## A heading\n\nWords.\n")
    return root


def found(manuscript: Path, out: Path, *outputs: str, page_list: bool = True) -> tuple[Diagnostic, ...]:
    try:
        return build(Request(manuscript, "m", out, outputs, page_list)).diagnostics
    except PublishError as error:
        return error.diagnostics


def test_what_is_said_of_print_is_a_warning_where_nothing_goes_there(manuscript: Path, tmp_path: Path) -> None:
    screen = found(manuscript, tmp_path / "out", "screen")
    assert {each.code for each in screen} == {"safe-zone", "page-multiple", "overset"}
    assert {each.severity for each in screen} == {Severity.WARNING}
    press = found(manuscript, tmp_path / "out", "screen", "press")
    assert {each.code for each in press if each.severity is Severity.ERROR} == {"safe-zone", "page-multiple"}
    assert [(each.code, each.message) for each in press] == [(each.code, each.message) for each in screen]


def test_an_epub_hears_of_its_pages_and_not_of_print(manuscript: Path, tmp_path: Path) -> None:
    assert [each.code for each in found(manuscript, tmp_path / "out", "epub")] == ["overset"]
    assert found(manuscript, tmp_path / "bare", "epub", page_list=False) == ()


def test_a_finding_on_pages_can_be_silenced(manuscript: Path, tmp_path: Path) -> None:
    with (manuscript / "publication.yaml").open("a") as file:
        file.write("allow: [{code: overset, reason: a trial}]\n")
    assert found(manuscript, tmp_path / "out", "epub") == ()
