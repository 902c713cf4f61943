"""A publication's pages: every kind of block, links, the frame around them, and what hostile words can't do."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
import tinyhtml5  # type: ignore[import-untyped]
from PIL import Image
from tests.given import watch
from tests.sites import XHTML, contents, dead_links, page_of, pages_of, stocked
from tests.test_cases import _events

from publish.layouts.given import GIVEN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ARTICLES = {
    "a.md": "---\nlead: {image: a.jpg, alt: Sea and nothing else}\n---\n# A\n\nWords.\n",
    "b.md": "# B\n\n![The sea once more](a.jpg)\n",
}
"""Two articles with a photograph that comes in sizes."""


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Any]:
    return {path.relative_to(site.resolve()).as_posix(): page_of(path) for path in pages_of(site)}


def test_every_link_leads_somewhere(site: Path) -> None:
    assert list(dead_links(site)) == []


def test_a_dead_link_would_be_seen(site: Path, tmp_path: Path) -> None:
    page = b'<html><body><a href="b.html">b</a><a href="#c">c</a><img src="../../x.png"/><p id="d"/></body></html>'
    (tmp_path / "a.html").write_bytes(page)
    assert [each.partition(": ")[2] for each in dead_links(tmp_path)] == ["b.html", "#c", "../../x.png"]


def test_pages_mean_the_same_as_xml_and_as_html(site: Path) -> None:
    for path in pages_of(site):
        text = path.read_text("utf-8")
        as_xml: Any = page_of(path)
        as_html = tinyhtml5.parse(text)
        bodies = [list(_events(tree.find(f"{XHTML}body"))) for tree in (as_xml, as_html)]
        assert bodies[0][:-3] == bodies[1][: len(bodies[0]) - 3], path.name  # what stands behind the body is in it


def test_every_page_has_its_frame(pages: dict[str, Any]) -> None:
    assert len(pages) >= 20
    titles = [page.findtext(f"{XHTML}head/{XHTML}title") for page in pages.values()]
    assert len(set(titles)) == len(titles)
    for name, page in pages.items():
        assert page.get("lang"), name
        assert len(page.findall(f".//{XHTML}main")) == len(page.findall(f".//{XHTML}h1")) == 1, name
        levels = [
            int(str(each.tag)[-1]) for each in page.iter() if str(each.tag)[-2:-1] == "h" and str(each.tag)[-1] < "7"
        ]
        assert all(after <= before + 1 for before, after in pairwise(levels)), name
        ids = [each.get("id") for each in page.iter() if each.get("id")]
        assert len(set(ids)) == len(ids), name
        for labelled in page.xpath("//@aria-labelledby"):
            assert labelled in ids, name
        skip = page.find(f"{XHTML}body")[0]
        assert skip.get("href") == "#page.main"
        assert not page.xpath("//*[@style]")
        scripts = page.xpath("//*[local-name() = 'script']")
        assert [each.get("type") for each in scripts] == ["application/ld+json"]
        json.loads(scripts[0].text)


def test_articles_stand_in_their_order_with_a_way_back(pages: dict[str, Any]) -> None:
    page = pages["harbour-notes-7/ropes.html"]
    (trail,) = page.xpath("//*[@class = 'trail']")
    hrefs = [each.get("href") for each in trail.iter(f"{XHTML}a")]
    assert hrefs[:2] == ["../index.html", "index.html"]
    assert page.xpath("//*[@rel = 'prev']/@href") == ["tides.html"]
    assert pages["harbour-notes-7/tides.html"].xpath("//*[@rel = 'next']/@href") == ["ropes.html"]


def test_a_note_has_a_way_there_and_back(pages: dict[str, Any]) -> None:
    page = pages["harbour-notes-7/tides.html"]
    call = page.xpath("//*[@role = 'doc-noteref'][@id]")[0]
    (note,) = page.xpath(f"//*[@id = '{call.get('href').partition('#')[2]}']")
    (back,) = note.xpath(".//*[@role = 'doc-backlink']")
    assert back.get("href") == f"tides.html#{call.get('id')}"


def test_maths_is_mathml_and_wide_things_have_a_region_of_their_own(pages: dict[str, Any]) -> None:
    page = pages["torture/one-column.html"]
    assert page.xpath("//*[local-name() = 'math']")
    for inner in ("pre", "table"):
        found = page.xpath(f"//*[local-name() = '{inner}']")
        assert found
        for each in found:
            around = each.getparent()
            assert (around.get("tabindex"), bool(around.get("role")), bool(around.get("aria-label"))) == (
                "0",
                True,
                True,
            )


def test_a_pull_quote_is_silent_where_its_words_stand_in_the_text(pages: dict[str, Any]) -> None:
    quotes = pages["torture/two-columns.html"].xpath("//*[@role = 'doc-pullquote']")
    assert {each.get("aria-hidden") for each in quotes} == {"true", None}


def test_an_extended_description_is_a_page_with_a_way_back(pages: dict[str, Any]) -> None:
    page = pages["torture/plan-described.html"]
    (back,) = page.xpath("//*[@class = 'way-back']/*[local-name() = 'a']")
    assert back.get("href").startswith("two-columns.html#")
    assert not page.xpath("//*[@rel]/@rel[. = 'prev']")


def test_what_there_is_to_take_away_has_size_and_checksum(pages: dict[str, Any], site: Path) -> None:
    page = pages["torture/index.html"]
    listed = page.xpath("//*[@class = 'downloads']//*[local-name() = 'a']/@href")
    assert listed == ["torture.epub", "torture-screen.pdf"]
    sums = page.xpath("//*[@class = 'checksum']/*[local-name() = 'code']/text()")
    assert sums == [hashlib.sha256((site / "torture" / name).read_bytes()).hexdigest() for name in listed]
    assert not [name for name in contents(site) if "press" in name]


def test_accessibility_is_said_in_the_words_of_the_guide(pages: dict[str, Any]) -> None:
    text = " ".join(" ".join(map(str, pages["torture/index.html"].itertext())).split())
    for words in ("Ways of reading", "Conformance", "No information is available", "Said of itself."):
        assert words in text


def test_every_template_is_given_what_is_said_of_it(
    folder: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching = watch(monkeypatch)
    image = Image.new("RGB", (1200, 900), "#0f6e6e")
    roots = [folder(name, ARTICLES, f"series: {{title: S}}\ncontributors: [{{name: A}}]\n{more}") for name, more in
             (("m", "layout: magazine\nrights: R\n"), ("n", ""))]  # fmt: skip
    for root in roots:
        image.save(root / "a.jpg")
    stocked(roots, tmp_path / "site")
    assert {"page.html", "issue.html", "shelf.html", "article.html"} <= set(watching.seen)
    assert list(watching.faults) == []
    for name in ("page.html", "issue.html", "shelf.html"):
        assert watching.seen[name] == GIVEN[name], name
    assert watching.fields_never_met(
        "site", "size", "issue", "issue entry", "thumbnail", "covers", "download", "format", "shown issue", "group",
        "step", "alternate", "pager", "neighbour", "fact", "statement",
    ) == []  # fmt: skip


def test_hostile_words_stay_words(folder: Callable[..., Path], tmp_path: Path) -> None:
    title = '</script><script>alert(1)</script> \\"& ]]> <!--'
    more = f"description: '{title}'\nrights: '{title}'\nsubjects: ['{title}']\npublisher: '{title}'\n"
    root = folder("hostile", {"a.md": '# `</script><img src=x>` & "it"\n\nWords `<b>`.\n'}, more)
    stocked([root], tmp_path / "site")
    for path in pages_of(tmp_path / "site"):
        page = page_of(path)
        scripts = page.xpath("//*[local-name() = 'script']")
        assert len(scripts) == 1
        assert len(tinyhtml5.parse(path.read_text("utf-8")).findall(f".//{XHTML}script")) == 1
        assert not page.xpath("//*[local-name() = 'img'][@src = 'x']")
        json.loads(scripts[0].text)
    for name in ("feed.xml", "opds.xml"):
        assert title in " ".join(page_of(tmp_path / "site" / name).itertext())


def test_no_article_takes_the_publications_own_page(folder: Callable[..., Path], tmp_path: Path) -> None:
    files = {
        "m-report.md": "# Report\n",
        "index.md": "# Index\n\nSee [](other.md) and [](index.md#main).\n\n## Main\n",
        "other.md": "# Other\n\n[](index.md)\n",
    }
    stocked([folder("m", files)], tmp_path / "site")
    assert (tmp_path / "site" / "m" / "index-2.html").is_file()
    assert (tmp_path / "site" / "m" / "m-report-2.html").is_file()
    assert (tmp_path / "site" / "m" / "m-report.html").read_bytes() == b"<!DOCTYPE html>"
    assert b"Contents" in (tmp_path / "site" / "m" / "index.html").read_bytes()
    assert list(dead_links(tmp_path / "site")) == []


def test_with_an_address_links_are_whole_where_they_have_to_be(folder: Callable[..., Path], tmp_path: Path) -> None:
    stocked([folder("m")], tmp_path / "site", base="https://example.org/library/")
    for name, canonical in (("index.html", ""), ("m/index.html", "m/"), ("m/a.html", "m/a.html")):
        page = page_of(tmp_path / "site" / name)
        assert page.xpath("//*[@rel = 'canonical']/@href") == [f"https://example.org/library/{canonical}"]
    assert list(dead_links(tmp_path / "site")) == []
