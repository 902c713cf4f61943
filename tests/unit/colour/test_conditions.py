"""Printing conditions by name."""

from __future__ import annotations

import pytest

from publish.colour import CONDITIONS, condition
from publish.house import house_folder
from publish.source import Span

HERE = Span("publication.yaml", 9, 14)


@pytest.mark.parametrize("name", ["FOGRA39", "fogra39", "Fogra 39", "FOGRA-39"])
def test_a_condition_is_found_however_its_name_is_written(name: str) -> None:
    assert condition(name, HERE) == (CONDITIONS["FOGRA39"], ())


def test_an_unknown_condition_is_an_error_that_names_the_nearest() -> None:
    found, (finding,) = condition("FORGA39", HERE)
    assert found is None
    assert (finding.code, finding.span) == ("condition-unknown", HERE)
    assert finding.hint == "did you mean FOGRA39?"


def test_where_none_is_near_all_are_named() -> None:
    _, (finding,) = condition("newsprint", HERE)
    assert all(name in finding.hint for name in CONDITIONS)


def test_every_condition_says_what_it_is_and_which_profile_belongs_to_it() -> None:
    for name, each in CONDITIONS.items():
        assert each.name == name
        assert each.says
        assert each.profile
        assert each.registry == "http://www.color.org"
        assert not each.shipped or (house_folder("press") / each.shipped).is_file()


def test_a_shipped_profile_has_its_licence_and_origin_beside_it() -> None:
    folders = {(house_folder("press") / each.shipped).parent for each in CONDITIONS.values() if each.shipped}
    assert folders
    for folder in folders:
        assert "altered source versions" in (folder / "LICENSE.txt").read_text("utf-8").lower()
        assert (folder / "ORIGIN.md").is_file()
