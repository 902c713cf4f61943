"""Data for search engines: what it says, and that nothing in it ends the script that holds it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import tinyhtml5  # type: ignore[import-untyped]
from lxml import etree

from publish.web import linked
from publish.web.linked import Piece

if TYPE_CHECKING:
    from publish.web.issue import Issue

PIECE = Piece("dorset.html", "Dorset", "en-GB", "About it.", ("Ada Example",), "images/a.jpg")
ADA = {"@type": "Person", "name": "Ada Example"}
SOCIETY = {"@type": "Organization", "name": "The Society"}


def test_an_issue_of_a_periodical(issue: Issue) -> None:
    said: Any = linked.publication(issue, [PIECE], "")
    assert (said["@type"], said["issueNumber"], said["name"]) == ("PublicationIssue", "39", issue.title)
    assert said["isPartOf"] == {"@type": "Periodical", "name": "View", "issn": "2049-3630"}
    assert (said["datePublished"], said["dateModified"]) == ("2023-06-20", "2023-06-22T09:00:00+00:00")
    assert (said["author"], said["editor"]) == ([ADA, SOCIETY], [{"@type": "Person", "name": "Bert Sample"}])
    assert [each["name"] for each in said["contributor"]] == ["Cleo Test"]  # an antecedent made something else
    (part,) = said["hasPart"]
    assert (part["@type"], part["headline"], part["url"], part["author"]) == ("Article", "Dorset", "dorset.html", [ADA])


def test_what_there_is_to_take_away_has_its_size_and_its_own_claims(issue: Issue) -> None:
    said: Any = linked.publication(issue, [], "")
    epub, pdf = said["encoding"]
    assert (epub["contentUrl"], epub["contentSize"], epub["sha256"]) == ("view-39.epub", "1234", "ab" * 32)
    features = ["alternativeText", "pageNavigation", "pageBreakMarkers"]
    assert epub["accessibilityFeature"] == said["accessibilityFeature"] == features
    assert epub["accessModeSufficient"][1] == {"@type": "ItemList", "itemListElement": ["textual", "visual"]}
    assert not [name for name in pdf if name.startswith("access")]


def test_an_article_says_who_when_and_where(issue: Issue) -> None:
    said: Any = linked.article(issue, PIECE, issue.offers[0].claims, "https://example.org/view-39/")
    assert (said["@type"], said["headline"], said["author"]) == ("Article", "Dorset", [ADA])
    assert (said["datePublished"], said["publisher"]) == ("2023-06-20", SOCIETY)
    assert said["url"] == "https://example.org/view-39/dorset.html"
    assert said["image"] == "https://example.org/view-39/images/a.jpg"
    assert said["isPartOf"]["@id"] == "https://example.org/view-39/"
    assert (said["accessibilitySummary"], said["accessMode"]) == ("All of it is said.", ["textual", "visual"])


def test_a_book_has_chapters_and_says_no_date_that_it_hasnt(bare: Issue) -> None:
    said: Any = linked.publication(bare, [PIECE], "")
    assert (said["@type"], said["hasPart"][0]["@type"], said["hasPart"][0]["name"]) == ("Book", "Chapter", "Dorset")
    assert not {"datePublished", "dateModified", "publisher", "isPartOf", "description"} & set(said)


def test_nothing_ends_the_script(issue: Issue) -> None:
    data = linked.publication(issue, [], "")
    text = linked.script(data)
    assert not set("<>&\u2028\u2029") & set(text)
    page = f'<html><head><title>T</title><script type="application/ld+json">{text}</script></head><body></body></html>'
    as_html = tinyhtml5.parse(f"<!DOCTYPE html>{page}", namespace_html_elements=False)
    for tree in (etree.fromstring(page), as_html):
        script: Any = tree.find("head/script")
        assert json.loads(script.text) == json.loads(json.dumps(data))
        assert script.getnext() is None if hasattr(script, "getnext") else True
    assert json.loads(text)["name"] == "View 39 </script><b>&"


def test_the_shelf_lists_all(issue: Issue, bare: Issue) -> None:
    said: Any = linked.shelf("The Society", [issue, bare], "")
    assert [each["url"] for each in said["hasPart"]] == ["view-39/index.html", "bare/index.html"]
