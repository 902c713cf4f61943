"""What ``print`` may hold: lengths by edge, limits that no printer goes over, names that are files everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from publish.manuscript.metadata import MOST_PAGES, Metadata, Print
from publish.measures import TRIMS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from publish.manuscript.loader import Loaded


def refused(keys: Mapping[str, Any]) -> str:
    """Give the message with which keys of ``print`` are refused."""
    with pytest.raises(ValidationError) as raised:
        Print.model_validate(keys)
    (error,) = raised.value.errors(include_url=False)
    return f"{'.'.join(map(str, error['loc']))}: {error['msg']}"


def test_a_length_holds_for_every_edge_or_each_has_its_own() -> None:
    edges = {"top": "3mm", "outside": "0.125in", "bottom": "3mm", "inside": 0}
    asked = Print.model_validate({"bleed": edges, "safe": "6mm"})
    assert [asked.bleed.inside.pt, asked.bleed.outside.pt] == [0, 9]
    assert str(asked.bleed.largest) == "0.125in"
    assert str(asked.safe) == "6mm"


@pytest.mark.parametrize(("binding", "multiple"), [("saddle-stitch", 4), ("perfect", 2), ("none", 1)])
def test_the_binding_decides_the_multiple_unless_it_is_written(binding: str, multiple: int) -> None:
    assert Print.model_validate({"binding": binding}).multiple == multiple
    assert Print.model_validate({"binding": binding, "page-multiple": 16}).multiple == 16


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ({"bleed": "26mm"}, "bleed"),
        ({"bleed": {"top": "3mm"}}, "bleed"),
        ({"bleed": {"top": "3mm", "outside": "3mm", "bottom": "3mm", "inside": "26mm"}}, "bleed"),
        ({"safe": {"top": "5mm", "left": "5mm"}}, "safe"),
        ({"trim": "A6", "safe": "36mm"}, "safe"),
        ({"trim": "A6", "safe": {"top": "50mm", "outside": 0, "bottom": 0, "inside": 0}}, "safe"),
        ({"mark-offset": "26mm"}, "mark-offset"),
        ({"page-multiple": 0}, "page-multiple"),
        ({"page-multiple": MOST_PAGES + 1}, "page-multiple"),
        ({"paper": {"thickness": 0}}, "paper.thickness"),
        ({"paper": {"thickness": "2.1mm"}}, "paper.thickness"),
        ({"ink-limit": 99}, "ink-limit"),
        ({"ink-limit": 401}, "ink-limit"),
        ({"profile": ""}, "profile"),
        ({"rendering-intent": "vivid"}, "rendering-intent"),
        ({"house-ads": [{"image": "a.svg", "alt": " "}]}, "house-ads.0.alt"),
        ({"house-ads": [{"image": "a.svg"}]}, "house-ads.0.alt"),
    ],
)
def test_what_no_printer_asks_is_refused_at_its_key(keys: Mapping[str, Any], key: str) -> None:
    assert refused(keys).startswith(f"{key}: ")


def test_a_safe_zone_is_measured_on_the_side_it_lies_on() -> None:
    edges = {"top": "49mm", "outside": "35mm", "bottom": "49mm", "inside": "35mm"}
    assert Print.model_validate({"trim": "A6", "safe": edges}).trim == TRIMS["A6"]
    assert "35.1mm" in refused({"trim": "A6", "safe": edges | {"inside": "35.1mm"}})


@pytest.mark.parametrize("name", ["{slug}-press", "{slug}_{number} {condition}", "{trim}.{date}", "Zeitung", "é", "a"])
def test_names_for_files_are_patterns(name: str) -> None:
    assert Print.model_validate({"file-name": name}).file_name == name


@pytest.mark.parametrize(
    "name", ["", " ", "..", ".{slug}", "{slug}.", "{slug} ", "../{slug}", "a/b", "{slag}", "x" * 101]
)
def test_a_name_that_is_no_file_everywhere_is_refused(name: str) -> None:
    assert refused({"file-name": name}).startswith("file-name: ")


def test_mistakes_stand_at_their_lines(manuscript: Callable[..., Loaded]) -> None:
    more = """print:
  trim: A6
  safe: 60mm
  paper:
    thickness: 3mm
  house-ads:
    - image: p.svg
      alt: ""
"""
    found = manuscript({"a.md": "# A\n"}, more).diagnostics
    assert [(each.code, each.span.line) for each in found] == [("key-value", 5), ("key-value", 10), ("key-value", 7)]


def test_a_profile_is_read_with_the_manuscript(manuscript: Callable[..., Loaded]) -> None:
    loaded = manuscript({"a.md": "# A\n", "mine.icc": "bytes"}, "print: {profile: mine.icc}\n")
    assert loaded.diagnostics == ()
    assert loaded.publication
    assert loaded.publication.profile == b"bytes"


@pytest.mark.parametrize(("path", "code"), [("none.icc", "profile-missing"), ("../mine.icc", "path-outside")])
def test_a_profile_that_is_not_in_the_manuscript_is_an_error(
    manuscript: Callable[..., Loaded], path: str, code: str
) -> None:
    (found,) = manuscript({"a.md": "# A\n"}, f"print:\n  profile: {path}\n").diagnostics
    assert (found.code, found.span.line) == (code, 4)


def test_a_house_advertisement_is_read_though_no_page_may_need_it(manuscript: Callable[..., Loaded]) -> None:
    asked = "print:\n  house-ads:\n    - {image: p.svg, alt: Join us}\n    - {image: q.svg, alt: Join us}\n"
    loaded = manuscript({"a.md": "# A\n"}, asked)
    assert [(each.code, each.span.line) for each in loaded.diagnostics] == [("image-missing", 6)]
    assert loaded.publication
    assert list(loaded.publication.pictures) == ["p.svg"]


def test_keys_can_be_described_with_their_defaults() -> None:
    schema = Metadata.model_json_schema()
    assert schema["$defs"]["Print"]["properties"]["mark-offset"]["type"] == ["string", "integer"]
    assert schema["properties"]["print"]["default"]["paper"] == {"weight": 115, "thickness": "0.09mm"}
