"""Page breaks enter the tree where the pages begin, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.manuscript.loader import load
from publish.pagemap import PageMap, PageStart, carried, numbered, texts_of, with_page_breaks
from publish.tree import CodeBlock, DefinitionList, PageBreak, Text
from publish.walk import descend

if TYPE_CHECKING:
    from pathlib import Path

    from publish.tree import Article, Publication


def publication(folder: Path, text: str) -> Publication:
    (folder / "publication.yaml").write_text("title: T\nlanguage: en\n")
    (folder / "a.md").write_text(f"# Title\n\n{text}\n")
    loaded = load(folder, "m")
    assert loaded.diagnostics == ()
    assert loaded.publication is not None
    return loaded.publication


def node_of(article: Article, piece: str) -> int:
    """Give the number of the innermost node whose text holds a piece."""
    return max(number for number, node in numbered(article) if piece in "".join(texts_of(node)))


def marked(folder: Path, text: str, piece: str, *, mid_word: bool = False, node: str = "") -> str:
    """Put a page's start before ``piece`` and give the article's text with the break shown as ``|``."""
    subject = publication(folder, text)
    article = next(subject.articles)
    number = node_of(article, node or piece)
    whole = "".join(texts_of(dict(numbered(article))[number]))
    start = PageStart("7", "a", number, whole.index(piece), mid_word=mid_word)
    after = next(with_page_breaks(subject, PageMap((start,))).articles)
    return shown(after)


def shown(article: Article) -> str:
    result = []
    for node in descend(article.body):
        if isinstance(node, PageBreak):
            result.append("|")
        elif isinstance(node, Text):
            result.append(node.text)
        elif isinstance(node, CodeBlock):
            place = node.breaks[0][0] if node.breaks else None
            result.append(node.text if place is None else f"{node.text[:place]}|{node.text[place:]}")
    return "".join(result)


@pytest.mark.parametrize(
    ("text", "piece", "expected"),
    [
        ("One two three.", "One", "|One two three."),
        ("One two three.", "two", "One |two three."),
        ("One *two three* four.", "three", "One two |three four."),
        ("One *two* three.", "two", "One |two three."),
        ("One [two three](https://example.org) four.", "three", "One |two three four."),
        ("One two.\n\nThree.", "Three", "One two.|Three."),
        ("One.\n\n## Two three\n\nFour.", "three", "One.|Two threeFour."),
        ("- one\n- two three", "three", "onetwo |three"),
        ("- one\n\n- two three", "three", "onetwo |three"),
        ("Term\n: one two", "two", "Termone |two"),
        ("| a | b |\n|---|---|\n| c | d e |", "e", "abcd |e"),
        ("```\none\ntwo\n```", "two", "one\n|two\n"),
        ("::: note\nOne two.\n:::", "two", "One |two."),
        ("> One two.", "two", "One |two."),
    ],
)
def test_a_break_stands_before_the_word_that_begins_the_page(
    tmp_path: Path, text: str, piece: str, expected: str
) -> None:
    assert marked(tmp_path, text, piece) == expected


def test_a_divided_word_keeps_together_and_the_break_stands_behind_it(tmp_path: Path) -> None:
    assert marked(tmp_path, "Some internationalisation here.", "isation", mid_word=True) == (
        "Some internationalisation| here."
    )


def test_a_divided_word_that_ends_its_paragraph_has_the_break_at_its_end(tmp_path: Path) -> None:
    assert marked(tmp_path, "Some internationalisation", "isation", mid_word=True) == "Some internationalisation|"


@pytest.mark.parametrize("before", ["", ": ", "- - ", "Term\n: x\n\n    Term\n    : "])
def test_a_break_in_a_pull_quote_stands_before_it(before: str, tmp_path: Path) -> None:
    text = f"One.\n\n::: pullquote\n{'Term' * (before == ': ')}\n{before}Two three.\n:::\n\nFour."
    subject = publication(tmp_path, text)
    numbers = [number for number, node in numbered(next(subject.articles)) if "Two" in "".join(texts_of(node))]
    after = next(with_page_breaks(subject, PageMap((PageStart("7", "a", numbers[-1], 4),))).articles)
    assert shown(after).startswith("One.|")
    assert shown(after).count("|") == 1


def test_breaks_in_definitions_are_each_marked_once_in_whichever_order_they_come(tmp_path: Path) -> None:
    subject = publication(tmp_path, "Term\n: First words.\n: Other words.")
    number = next(number for number, node in numbered(next(subject.articles)) if isinstance(node, DefinitionList))
    starts = tuple(PageStart(label, "a", number, offset) for label, offset in (("1", 20), ("2", 6)))
    after = next(with_page_breaks(subject, PageMap(starts)).articles)
    assert sorted(node.label for node in descend(after.body) if isinstance(node, PageBreak)) == ["1", "2"]


def test_pages_without_a_place_begin_with_the_next_one() -> None:
    starts = (PageStart("1", "cover"), PageStart("2", ""), PageStart("3", "a"), PageStart("4", "gone"))
    result = carried(PageMap(starts), {"cover", "a"})
    assert [(start.label, start.document) for start in result.starts] == [
        ("1", "cover"), ("2", "a"), ("3", "a"), ("4", "a"),
    ]  # fmt: skip


def test_pages_that_begin_at_one_place_are_marked_in_their_order(tmp_path: Path) -> None:
    subject = publication(tmp_path, "Words *and* more.")
    number = node_of(next(subject.articles), "more")
    starts = tuple(PageStart(label, "a", number, offset) for label, offset in (("1", 0), ("2", 0), ("3", 6), ("4", 6)))
    after = next(with_page_breaks(subject, PageMap(starts)).articles)
    assert [node.label for node in descend(after.body) if isinstance(node, PageBreak)] == ["1", "2", "3", "4"]
