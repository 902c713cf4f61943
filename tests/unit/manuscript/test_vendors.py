"""Vendors: every one of the house's can be read, the manuscript goes before them, a broken one is told by its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.manuscript.metadata import Print
from publish.manuscript.vendors import vendors, with_vendor
from publish.measures import TRIMS
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from publish.tree import Publication

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


def test_what_the_manuscript_leaves_out_of_a_group_is_the_vendors() -> None:
    asked, _ = with_vendor({"vendor": "book-on-demand", "paper": {"thickness": "0.2mm"}}, HERE)
    paper = Print.model_validate(asked).paper
    assert (paper.weight, str(paper.thickness)) == (90, "0.2mm")


def test_a_length_for_each_edge_is_taken_as_a_whole() -> None:
    asked, _ = with_vendor({"vendor": "book-on-demand", "bleed": "3mm"}, HERE)
    assert str(Print.model_validate(asked).bleed.inside) == "3mm"


def test_a_vendor_whose_name_is_a_number_is_looked_up_too() -> None:
    _, (found,) = with_vendor({"vendor": 39}, HERE)
    assert (found.code, found.span) == ("vendor-unknown", HERE)


def test_a_manuscript_takes_its_vendors_keys(publication: Callable[..., Publication]) -> None:
    asked = publication("Words.", "print:\n  vendor: us-magazine\n  ink-limit: 280\n").metadata.print
    assert (asked.trim, asked.condition, asked.ink_limit) == (TRIMS["US Letter"], "CGATS21-2-CRPC5", 280)


@pytest.mark.parametrize(("text", "line"), [('bleed = "3mm"\nbinding = "glue"\n', 2), ('bleed = "3mm"\nsafe 5mm\n', 2)])
def test_a_broken_vendor_is_told_by_its_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "vendors").mkdir()
    (tmp_path / "vendors" / "mine.toml").write_text(text, "utf-8")
    _, (found,) = with_vendor({"vendor": "mine"}, HERE, tmp_path)
    assert (found.code, found.span.path, found.span.line) == ("vendor-unreadable", "press/vendors/mine.toml", line)
