"""From a manuscript to pages: what several articles of one run share, and what each has of its own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, cast

import pikepdf
import pytest
from tests.pages import laid_out
from weasyprint.formatting_structure import boxes

from publish.accessibility import Claims
from publish.pdf import book
from publish.pdf.book import Pages, draw_screen
from publish.pdf.part import Message
from publish.pdf.reading import Element, read
from publish.preparation import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from publish.diagnostics import Diagnostic
    from publish.pdf.engine import Laid

NEWS = """---
kind: news
---

# {title}

The bridge was painted green.[^b] The {title} paid for it,[^a] as *it says* in its letter.[^b]

[^a]: {title}: by cheque.
[^b]: {title}: on a Friday.
"""

TITLES = ("Council", "Parish")


def magazine(folder: Path, files: dict[str, str], more: str = "") -> tuple[Pages, tuple[Laid, ...]]:
    """Lay out a magazine of these articles."""
    manuscript = folder / "manuscript"
    manuscript.mkdir(exist_ok=True)
    texts = {"publication.yaml": f"title: T\nlanguage: en-GB\nlayout: magazine\n{more}", **files}
    for name, text in texts.items():
        (manuscript / name).write_text(text, "utf-8")
    edition, found = prepare(manuscript, "m")
    assert [each.message for each in found] == []
    return laid_out(edition, manuscript, folder / "work")


def elements(pages: Pages) -> list[Element]:
    assert pages.diagnostics == ()
    with pikepdf.open(io.BytesIO(draw_screen(pages, Claims()))) as opened:
        return list(read(opened).walk())


@pytest.fixture
def news(tmp_path: Path) -> tuple[Pages, tuple[Laid, ...]]:
    return magazine(tmp_path, {f"{title.lower()}.md": NEWS.format(title=title) for title in TITLES})


def printed(parts: tuple[Laid, ...], kind: str) -> Iterator[str]:
    """Give the text of each box of a pseudo-element, in the order of the pages."""
    for each in parts:
        for page in each.document.pages:
            for box in page._page_box.descendants():
                if isinstance(box, boxes.TextBox) and (box.element_tag or "").endswith(kind):
                    yield box.text.strip()


def test_notes_are_numbered_from_1_in_each_article_of_a_run(news: tuple[Pages, tuple[Laid, ...]]) -> None:
    [run] = (each.run for each in news[0].placed if each.run and len(each.run.documents) > 1)
    assert [document.id for document in run.documents] == ["council", "parish"]
    assert list(printed(news[1], "::footnote-call")) == ["1", "2", "1", "2"]
    assert list(printed(news[1], "::footnote-marker")) == ["1", "2", "1", "2"]


def test_calls_and_notes_are_read_with_the_numbers_of_their_article(news: tuple[Pages, tuple[Laid, ...]]) -> None:
    found = elements(news[0])
    # The third call of each article leads to its first note again, by a link.
    calls = [element for element in found if element.kind == "Reference" and element.text in {"1", "2"}]
    assert [element.text for element in calls] == ["1", "2", "1", "1", "2", "1"]
    assert [link for call in calls for element in call.walk() for link in element.links] == [
        "#council.note-1",
        "#parish.note-1",
    ]
    assert [" ".join(element.text.split()) for element in found if element.kind == "Note"] == [
        f"{number} {title}: {text}" for title in TITLES for number, text in ((1, "on a Friday."), (2, "by cheque."))
    ]


def test_pages_full_of_inline_elements_have_a_page_map_and_their_spaces(tmp_path: Path) -> None:
    """Lines end at every place before, in and behind an element, in columns, with hyphens and justified."""
    words = [f"*of {'a' * (number % 7)}b* the [link {number} ](#x)and `code {number}` **it**" for number in range(400)]
    paragraphs = [" ".join(words[start : start + 10]) + "." for start in range(0, len(words), 10)]
    pages, _ = magazine(tmp_path, {"a.md": "# Title {#x}\n\n" + "\n\n".join(paragraphs) + "\n"})
    assert pages.count > 2
    assert pages.map().fragments > len(words)
    shown = [" ".join(e.text.split()) for e in elements(pages) if e.kind == "P" and "link" in e.text]
    plain = [each.replace("*", "").replace("`", "").replace("[", "").replace("](#x)", "") for each in paragraphs]
    assert shown == [" ".join(each.split()) for each in plain]


def test_a_picture_that_the_engine_loses_is_said_where_the_manuscript_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    (tmp_path / "manuscript" / "images").mkdir(parents=True)
    (tmp_path / "manuscript" / "images" / "a.svg").write_text(drawing)

    def lost(_edition: object, messages: Iterable[Message]) -> Iterator[Diagnostic]:
        return found(_edition, (*messages, Message("Failed to load image at 'images/a.svg': out of ink", 40)))

    found = cast("Callable[..., Iterator[Diagnostic]]", book._found)
    monkeypatch.setattr(book, "_found", lost)
    pages, _ = magazine(tmp_path, {"a.md": "# Title\n\n![A corner](images/a.svg)\n"})
    [said] = pages.diagnostics
    assert (said.code, said.span.line) == ("image-not-drawn", 3)
