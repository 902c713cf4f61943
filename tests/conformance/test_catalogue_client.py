"""The shelf's catalogues as a reading app has them: r2-opds-js, which is Thorium Reader's, reads OPDS 2.0 and 1.2."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from publish import doctor

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.validator("Node.js", doctor.OPDS_CLIENT)

OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"

# Gives what the library makes of a feed, whichever of the two it is: of 1.2 it makes 2.0 itself, as the app does.
CLIENT = """
const from = "r2-opds-js/dist/es8-es2017/src/opds/"
const { initGlobalConverters_GENERIC, initGlobalConverters_OPDS } = require(from + "init-globals")
const { convertOpds1ToOpds2 } = require(from + "converter")
const { OPDS } = require(from + "opds1/opds")
const { OPDSFeed } = require(from + "opds2/opds2")
const { TaJsonDeserialize } = require("r2-lcp-js/dist/es8-es2017/src/serializable")
const { XML } = require("r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper")
const { DOMParser } = require("@xmldom/xmldom")
initGlobalConverters_OPDS()
initGlobalConverters_GENERIC()
const text = require("node:fs").readFileSync(0, "utf-8")
const feed = text.startsWith("{")
  ? TaJsonDeserialize(JSON.parse(text), OPDSFeed)
  : convertOpds1ToOpds2(XML.deserialize(new DOMParser().parseFromString(text, "text/xml"), OPDS))
const read = ({ Metadata, Links, Images }) => ({
  title: Metadata.Title,
  identifier: Metadata.Identifier,
  language: Metadata.Language,
  modified: Metadata.Modified,
  published: Metadata.PublicationDate,
  description: Metadata.Description,
  authors: (Metadata.Author ?? []).map((each) => each.Name),
  publishers: (Metadata.Publisher ?? []).map((each) => each.Name),
  subjects: (Metadata.Subject ?? []).map((each) => each.Name),
  pages: Metadata.NumberOfPages,
  series: (Metadata.BelongsTo2?.Series ?? []).map((each) => [each.Name, each.Position]),
  accessibility: Metadata.Accessibility,
  links: Links.map((each) => [each.Rel.join(), each.TypeLink, each.Href]),
  images: Images.map((each) => [each.TypeLink, each.Href]),
})
console.log(JSON.stringify({ title: feed.Metadata.Title, publications: feed.Publications.map(read) }))
"""


def read(catalogue: Path) -> Any:
    folder = doctor.node_package(doctor.OPDS_CLIENT).parents[1]
    with catalogue.open("rb") as file:
        run = subprocess.run(
            ["node", "--eval", CLIENT], stdin=file, capture_output=True, text=True, cwd=folder, check=False
        )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_a_client_reads_the_same_publications_from_both_catalogues(site: Path) -> None:
    new, old = read(site / "opds.json"), read(site / "opds.xml")
    written = json.loads((site / "opds.json").read_text("utf-8"))
    assert new["title"] == old["title"] == written["metadata"]["title"]
    assert len(new["publications"]) == len(old["publications"]) == len(written["publications"]) == 3
    for one, other, source in zip(new["publications"], old["publications"], written["publications"], strict=True):
        assert one["title"] == source["metadata"]["title"]
        both = ("title", "identifier", "language", "modified", "publishers", "subjects")
        assert {name: one.get(name) for name in both} == {name: other.get(name) for name in both}
        assert (one.get("description") or one["title"]) == other["description"]  # Atom has a summary in any case
        offers = [link for link in one["links"] if link[0] == OPEN_ACCESS]
        assert offers == [link for link in other["links"] if link[0] == OPEN_ACCESS]
        assert [kind for _, kind, _ in offers] == ["application/epub+zip", "application/pdf"]
        assert all((site / href).is_file() for _, _, href in offers)
        assert {"image/jpeg"} < {kind for kind, _ in one["images"]}
        assert {tuple(image) for image in other["images"]} <= {tuple(image) for image in one["images"]}
        assert all((site / href).is_file() for _, href in one["images"])


def test_a_client_reads_what_only_the_newer_catalogue_says(site: Path) -> None:
    written = json.loads((site / "opds.json").read_text("utf-8"))["publications"]
    for one, source in zip(read(site / "opds.json")["publications"], written, strict=True):
        metadata = source["metadata"]
        assert one["pages"] == metadata["numberOfPages"] == 24
        assert one["accessibility"]["AccessMode"] == metadata["accessibility"]["accessMode"]
        series = [[each["name"], each.get("position")] for each in metadata.get("belongsTo", {}).get("series", ())]
        assert one["series"] == series
        authors = [each["name"] for each in metadata.get("author", ())]
        assert one["authors"] == authors
    assert any(each["metadata"].get("belongsTo") for each in written)
    assert any(each["metadata"].get("author") for each in written)
