"""A folder → a publication."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from publish.manuscript.loader import Loaded, article_ids
from publish.source import Span
from publish.tree import Article, Figure, Part, Publication, Target

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Manuscript = Callable[..., Loaded]

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
PLAIN = {"a.md": "# A\n", "b.md": "# B\n", "c.md": "# C\n"}


def good(loaded: Loaded) -> Publication:
    assert loaded.diagnostics == ()
    assert loaded.publication
    return loaded.publication


def paths(publication: Publication) -> list[str]:
    return [article.path for article in publication.articles]


def test_contents_are_every_article_of_the_folder_by_name(manuscript: Manuscript) -> None:
    files = {"10.md": "# A\n", "9.md": "# B\n", "Z.md": "# C\n", "notes/d.md": "no title", ".e.md": "", "f.txt": ""}
    assert paths(good(manuscript(files))) == ["10.md", "9.md", "Z.md"]


def test_contents_are_in_the_order_that_is_said(manuscript: Manuscript) -> None:
    assert paths(good(manuscript(PLAIN, "contents: [c.md, ./a.md]\n"))) == ["c.md", "a.md"]


def test_parts_hold_articles_a_level_deeper(manuscript: Manuscript) -> None:
    publication = good(manuscript(PLAIN, "contents: [a.md, {part: Day *one*, contents: [b.md, c.md]}]\n"))
    first, part = publication.contents
    assert isinstance(first, Article)
    assert isinstance(part, Part)
    assert (part.id, [article.level for article in part.articles], first.level) == ("part-1", [2, 2], 1)
    assert len(part.title) == 2
    assert part.span == Span("m/publication.yaml", 3, 25)


def test_a_described_figures_file_is_no_article_of_its_own(manuscript: Manuscript) -> None:
    files = {"a.md": '# A\n\n![A square](p.svg){longdesc="./long.md"}\n', "long.md": "# Long\n"}
    publication = good(manuscript(files))
    assert paths(publication) == ["a.md"]
    assert [article.path for article in publication.descriptions] == ["long.md"]
    assert publication.descriptions[0].start == "page"
    figure = next(publication.articles).body[0]
    assert isinstance(figure, Figure)
    assert figure.description == Target("long")
    assert list(publication.pictures) == ["p.svg"]


def test_news_run_on_after_news_and_nothing_else_does(manuscript: Manuscript) -> None:
    news = "---\nkind: news\n---\n# N\n"
    files = {
        "a.md": news,
        "b.md": news,
        "c.md": "# C\n",
        "d.md": news,
        "e.md": "---\nkind: news\nstart: page\n---\n# N\n",
    }
    publication = good(manuscript(files))
    assert [article.start for article in publication.articles] == ["page", "run-on", "page", "page", "page"]


def test_news_begin_a_page_in_a_new_part(manuscript: Manuscript) -> None:
    news = "---\nkind: news\n---\n# N\n"
    more = "contents: [{part: P, contents: [a.md]}, {part: Q, contents: [b.md]}]\n"
    assert [article.start for article in good(manuscript({"a.md": news, "b.md": news}, more)).articles] == ["page"] * 2


def test_pictures_of_an_article_in_a_folder_stand_beside_it(manuscript: Manuscript) -> None:
    files = {"part/p.svg": DRAWING, "part/a.md": "# A\n\n![A square](p.svg) and [b](../b.md#b).\n", "b.md": "# B\n"}
    publication = good(manuscript(files, "contents: [part/a.md, b.md]\n"))
    assert list(publication.pictures) == ["part/p.svg"]
    assert [article.id for article in publication.articles] == ["part-a", "b"]


def test_articles_ids_are_unique_and_keep_off_those_of_the_layouts() -> None:
    ids = article_ids(["cover.md", "a/b.md", "a-b.md", "Ü b.md", "nav.md"])
    assert list(ids.values()) == ["cover-2", "a-b", "a-b-2", "ü-b", "nav-2"]


def test_a_file_named_like_a_part_keeps_off_its_id(manuscript: Manuscript) -> None:
    publication = good(manuscript({"part-1.md": "# P\n"}, "contents: [{part: P, contents: [part-1.md]}]\n"))
    assert [article.id for article in publication.articles] == ["part-1-2"]


def test_a_name_that_is_not_utf_8_is_said_and_left_out(manuscript: Manuscript, tmp_path: Path) -> None:
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript" / os.fsdecode(b"caf\xe9.md")).write_text("# A\n")
    loaded = manuscript(PLAIN)
    assert [(each.code, each.span.path) for each in loaded.diagnostics] == [("file-unreadable", "m/caf\ufffd.md")]
    assert str(loaded.diagnostics[0]).encode()


def test_front_matter_is_only_what_two_lines_enclose(manuscript: Manuscript) -> None:
    publication = good(manuscript({"a.md": "---\nkicker: K\n---\n# A\n", "b.md": "# B\n\n---\n\nWords.\n\n---\n"}))
    kickers = [article.kicker for article in publication.articles]
    assert [len(kicker) for kicker in kickers] == [1, 0]
    assert kickers[0][0].span == Span("m/a.md", 2, 9)


@pytest.mark.parametrize(("front", "line"), [("", 3), ("---\nkicker: K\n---\n", 6)])
def test_lines_are_counted_from_the_top_of_the_file(manuscript: Manuscript, front: str, line: int) -> None:
    publication = good(manuscript({"a.md": f"{front}# A\n\nWords\nand\nmore.\n"}))
    paragraph = next(publication.articles).body[0]
    assert paragraph.span == Span("m/a.md", line)


def test_inlines_count_the_breaks_before_them(manuscript: Manuscript) -> None:
    publication = good(manuscript({"a.md": "# A\n\nOne\n*two*\\\n`three` *a\nb* c\n"}))
    article = next(publication.articles)
    spans = [(type(node).__name__, node.span.line) for node in article.body[0].children]  # type: ignore[union-attr]
    assert spans == [
        *(("Text", 3), ("Text", 3), ("Emphasis", 4), ("LineBreak", 4), ("Code", 5), ("Text", 5), ("Emphasis", 5)),
        ("Text", 6),
    ]


def test_all_mistakes_are_said_at_once_and_nothing_for_want_of_another(manuscript: Manuscript) -> None:
    files = {
        "a.md": "---\nkind: story\ncolour: red\n---\nNo title, and <b>.\n\n::: asid\n![](no.png)\n:::\n",
        "b.md": "# B\n\n[See](a.md).\n",
    }
    codes = sorted(each.code for each in manuscript(files).diagnostics)
    assert codes == ["box-unknown", "image-missing", "key-unknown", "key-value", "raw-html", "title-missing"]


def test_a_value_of_many_lines_stands_where_it_starts(manuscript: Manuscript) -> None:
    publication = good(manuscript({"a.md": '---\nkicker: "one\\n*two*\\\\\\nthree"\n---\n# A\n'}))
    kicker = next(publication.articles).kicker
    assert [type(node).__name__ for node in kicker] == ["Text", "Text", "Emphasis", "LineBreak", "Text"]
    assert {node.span.line for node in kicker} == {2}
