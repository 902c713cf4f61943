"""Vendors: every one of the house's can be read, the manuscript goes before them, a broken one is told by its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.manuscript.metadata import Print
from publish.manuscript.vendors import vendors, with_vendor
from publish.source import Span

if TYPE_CHECKING:
    from pathlib import Path

HERE = Span("publication.yaml", 4)


@pytest.mark.parametrize("name", vendors())
def test_every_vendor_of_the_house_can_be_read(name: str) -> None:
    asked, found = with_vendor({"vendor": name}, HERE)
    assert found == ()
    assert Print.model_validate(asked).vendor == name


def test_what_the_manuscript_says_itself_counts() -> None:
    asked, _ = with_vendor({"vendor": "us-magazine", "bleed": "5mm"}, HERE)
    read = Print.model_validate(asked)
    assert str(read.bleed) == "5mm"
    assert str(read.safe) == "0.25in"
    assert read.multiple == 4


@pytest.mark.parametrize(("text", "line"), [('bleed = "3mm"\nbinding = "glue"\n', 2), ('bleed = "3mm"\nsafe 5mm\n', 2)])
def test_a_broken_vendor_is_told_by_its_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "vendors").mkdir()
    (tmp_path / "vendors" / "mine.toml").write_text(text, "utf-8")
    _, (found,) = with_vendor({"vendor": "mine"}, HERE, tmp_path)
    assert (found.code, found.span.path, found.span.line) == ("vendor-unreadable", "press/vendors/mine.toml", line)
