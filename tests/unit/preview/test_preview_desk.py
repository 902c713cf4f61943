"""A manuscript read again at each save: what is shown, and what stays."""

from __future__ import annotations

import gc
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from publish import pictures
from publish.diagnostics import Severity
from publish.pdf import composition, worker
from publish.preview.view import MOST_FINDINGS, as_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from publish.pdf.part import Part
    from publish.preview.desk import Desk
    from publish.preview.view import View

ARTICLE = "a b%20c#.md"


@pytest.fixture
def article(folder: Path, desk: Desk) -> Iterator[Path]:
    """The first article, which is as it was again afterwards, and has been read."""
    path = folder / ARTICLE
    text = path.read_text("utf-8")
    list(desk.read())
    yield path
    path.write_text(text, "utf-8")


def save(path: Path, desk: Desk, text: str) -> list[View]:
    path.write_text(text, "utf-8")
    return list(desk.read())


def drawings(view: View, start: str) -> set[str]:
    return {page.drawing for page in view.pages if page.key.startswith(start)}


def test_pages_come_first_and_then_the_epub(desk: Desk) -> None:
    stages: list[str] = []
    pages, whole = desk.read(stages.append)
    assert stages[0] == "reading the manuscript"
    assert stages[-1] == "writing the EPUB"
    assert pages.current
    assert pages.pages == whole.pages
    assert {page.drawing for page in pages.pages} == set(pages.drawings)
    assert [page.side for page in pages.pages[:3]] == ["right", "left", "right"]
    assert [page.opens for page in pages.pages if page.opens] == [("One & two",), ("Three",)]
    assert [chapter.title for chapter in whole.book.chapters if chapter.title in {"One & two", "Three"}] == [
        *("One & two", "Three"),
    ]


def test_only_what_changed_is_drawn_again(article: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    submit = composition.Composition._submit

    def noting(self: composition.Composition, work: Any, part: Part, *more: object, after: Any = None) -> Any:
        asked.extend(part.documents)
        return submit(self, work, part, *more, after=after)

    before = desk.view
    monkeypatch.setattr(composition.Composition, "_submit", noting)
    *_, after = save(article, desk, article.read_text("utf-8").replace("first", "last"))
    [changed] = {page.key for page in after.pages if page.opens == ("One & two",)}
    assert set(asked) == {changed.removesuffix("-1")}
    assert drawings(after, changed) != drawings(before, changed)
    assert {page.key for page in after.pages} == {page.key for page in before.pages}
    assert len(set(after.drawings) - set(before.drawings)) == 1
    chapters = {(each.path, each.version) for each in after.book.chapters}
    assert len(chapters - {(each.path, each.version) for each in before.book.chapters}) == 1


def test_a_picture_is_looked_at_once(article: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    worker._rooms.clear()  # this process is the worker, too
    gc.collect()
    monkeypatch.setattr(pictures, "_examine", lambda *_: pytest.fail("it was looked at again"))
    *_, after = save(article, desk, article.read_text("utf-8").replace("first", "last"))
    assert after.current


def test_a_mistake_leaves_the_last_good_pages_and_goes_when_it_is_mended(article: Path, desk: Desk) -> None:
    good, text = desk.view, article.read_text("utf-8")
    [wrong] = save(article, desk, text + "\n![](images/no.png)\n")
    assert not wrong.current
    assert wrong.pages == good.pages
    assert wrong.book == good.book
    assert {each.code for each in wrong.found} == {"alt-missing", "image-missing"}
    *_, mended = save(article, desk, text)
    assert mended.current
    assert mended.found == ()
    assert mended.pages == good.pages


def test_what_goes_wrong_while_pages_are_made_comes_with_what_was_found_before(article: Path, desk: Desk) -> None:
    own = desk.manuscript / "layouts" / "magazine" / "pdf"
    own.mkdir(parents=True)
    (own / "article.html").write_text("{{ 1 / (article.level - 1) }}")
    text = article.read_text("utf-8")
    try:
        [wrong] = save(article, desk, f"{text}\n::: pullquote\nNobody says this.\n:::\n")
    finally:
        for path in (own / "article.html", own, own.parent, own.parent.parent):
            path.unlink() if path.is_file() else path.rmdir()
    assert not wrong.current
    assert {"pullquote-original"} < {each.code for each in wrong.found}
    assert any(each.severity is Severity.ERROR for each in wrong.found)


def test_a_save_that_came_meanwhile_is_read_before_the_epub_is_written(article: Path, desk: Desk) -> None:
    book = desk.view.book
    article.write_text("# One & two\n\nOther words.\n", "utf-8")
    [pages] = desk.read(overtaken=lambda: True)
    assert pages.current
    assert pages.book is book
    *_, whole = desk.read()
    assert whole.book != book


def test_a_manuscript_that_is_wrong_from_the_start_or_gone_has_no_pages(tmp_path: Path, desk: Desk) -> None:
    other = type(desk)(tmp_path / "not there", "m", desk._press)
    [view] = other.read()
    assert view.pages == ()
    assert not view.current
    assert [each.code for each in view.found] == ["publication-missing"]


def test_findings_are_told_with_their_words_and_rules_errors_first(article: Path, desk: Desk) -> None:
    text = article.read_text("utf-8")
    [wrong] = save(article, desk, f"{text}\nThe the end.\n\n![A <b>](images/no.png)\n")
    told = json.loads(as_json(wrong))
    assert (told["errors"], told["warnings"]) == (1, 1)
    missing, repeated = told["findings"]
    assert (missing["severity"], missing["file"], missing["line"]) == ("error", ARTICLE, 9)
    assert missing["quote"] == ["![A <b>](", "images/no.png", ")"]
    assert repeated["code"] == "repeated-word"
    assert told["rules"]["image-missing"]["mend"]
    assert not told["current"]


def test_of_very_many_findings_the_first_are_told(article: Path, desk: Desk) -> None:
    [wrong] = save(article, desk, "# A\n\n" + "![](no.png)\n\n" * 400)
    told = json.loads(as_json(wrong))
    assert len(told["findings"]) == MOST_FINDINGS
    assert len({each["key"] for each in told["findings"]}) == MOST_FINDINGS
    assert told["errors"] > MOST_FINDINGS


def test_nothing_hidden_reaches_the_page(article: Path, desk: Desk) -> None:
    [wrong] = save(article, desk, "# A\n\n![a](no\u202egnp.png)\n")
    assert "\u202e" not in as_json(wrong)
    assert "<U+202E>" in as_json(wrong)


def test_a_page_leads_to_its_text_in_the_epub(desk: Desk) -> None:
    *_, view = desk.read()
    told = json.loads(as_json(view))
    for page in told["pages"]:
        path, _, name = page["text"].partition("#")
        assert f'id="{name}"'.encode() in view.book.files[path].data
    assert json.loads(as_json(replace(view, book=type(view.book)())))["pages"][0]["text"] == ""
