"""What a printer would say of where things stand."""

from __future__ import annotations

from publish.manuscript.metadata import Print
from publish.placing import Placement, nearest
from publish.placing.checks import Trimmed, check, creep
from publish.source import Span

PAGE = Trimmed(210, 297, 96)


def text(label: str, left: float, right: float) -> Placement:
    recto = int(label) % 2 == 1
    return Placement(
        "text", int(label) - 1, label, recto, (left, 100, right, 104), Span("a.md", int(label)), text="Words"
    )


def codes(placement: Placement, **asked: object) -> list[str]:
    return [each.code for each in check([placement], Print.model_validate(asked), PAGE)]


def test_inner_sheets_are_pushed_outwards() -> None:
    assert creep(1, 24, 0.1) == creep(2, 24, 0.1) == creep(24, 24, 0.1) == 0
    assert creep(3, 24, 0.1) == creep(22, 24, 0.1) == 0.2
    assert creep(12, 24, 0.1) == creep(13, 24, 0.1) == 1.0


def test_text_of_the_middle_pages_creeps_out_of_the_safe_zone() -> None:
    thick = {"binding": "saddle-stitch", "paper": {"thickness": "0.1mm"}}
    assert codes(text("49", 20, 203), **thick) == ["creep"]
    assert codes(text("1", 20, 203), **thick) == []


def test_text_keeps_from_each_edge() -> None:
    assert codes(text("1", 20, 206)) == ["safe-zone"]
    assert codes(text("2", 4, 100)) == ["safe-zone"]
    assert codes(text("1", 4, 100), safe={"top": "5mm", "outside": "5mm", "bottom": "5mm", "inside": "3mm"}) == []
    assert codes(text("1", 6, 100), binding="perfect") == ["gutter-safety"]


def test_a_place_is_told_by_the_smallest_thing_around_it() -> None:
    large = Placement("ground", 0, "1", True, (0, 0, 210, 297), Span("a.md", 1))
    small = Placement("picture", 0, "1", True, (50, 50, 90, 90), Span("a.md", 2))
    assert nearest([large, small], 0, 60, 60) is small
    assert nearest([large, small], 0, 10, 10) is large
    assert nearest([large], 1, 10, 10) is None
