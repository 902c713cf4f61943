"""One structure element for one element of the source: counted in the tree, on the pages' markup, and in the PDF."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pikepdf

from publish.pdf.reading import read
from publish.tree import DefinitionList, List, PullQuote, Table
from publish.walk import descend, query

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from tests.editions.conftest import Built

    from publish.tree import Article
    from publish.walk import Visited

KINDS = {
    "article": "Art",
    "section": "Sect",
    "nav": "Sect",
    "p": "P",
    "table": "Table",
    "tr": "TR",
    "blockquote": "BlockQuote",
}


def read_aloud(element: Element) -> Iterator[Element]:
    """Give the elements of the pages' markup that are read aloud and have something to say."""
    if element.get("aria-hidden") == "true":
        return
    yield element
    for child in element:
        yield from read_aloud(child)


def in_the_tree(article: Article) -> Iterator[Visited]:
    hidden = {id(inner) for node in query(article) if isinstance(node, PullQuote) and node.repeats
              for inner in descend((node,))}  # fmt: skip
    return (node for node in query(article) if id(node) not in hidden)


def test_elements_of_the_source_are_elements_of_the_structure(built: Built) -> None:
    source: Counter[str] = Counter()
    for laid in built.laid:
        for element in read_aloud(laid.document._html.etree_element):
            if element.tag in KINDS and "".join(element.itertext()).strip():
                source[KINDS[str(element.tag)]] += 1
    with pikepdf.open(built.files["screen"]) as pdf:
        found = Counter(element.kind for element in read(pdf).walk())
    assert {kind: found[kind] for kind in KINDS.values()} == {kind: source[kind] for kind in KINDS.values()}


def test_nodes_of_the_tree_are_elements_of_the_structure(built: Built) -> None:
    articles = list(built.edition.publication.articles)
    nodes = [node for article in articles for node in in_the_tree(article)]
    chapters = 0  # a book's chapters are sections, as the role doc-chapter asks
    for laid in built.laid:
        chapters += sum(each.get("role") == "doc-chapter" for each in laid.document._html.etree_element.iter())
    with pikepdf.open(built.files["screen"]) as pdf:
        reading = read(pdf)
        found = Counter(element.kind for element in reading.walk())
        pieces = [element for element in reading.walk() if element.kind == ("Sect" if chapters else "Art")]
        lists_found = len({id(inner) for piece in pieces for inner in piece.walk() if inner.kind == "L"})
    assert found["Art"] + chapters == len(articles)
    assert found["Note"] == sum(len(article.notes) for article in articles)
    assert found["Table"] == sum(isinstance(node, Table) for node in nodes)
    lists = sum(isinstance(node, List | DefinitionList) for node in nodes)
    assert lists_found == lists
