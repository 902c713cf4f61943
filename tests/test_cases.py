"""The dialect, case by case: what is written, the tree that it becomes, and the markup of each output.

A file of tests/cases holds cases one below the other, each with four sections::

    === case A figure with a credit
    ![…](images/plate.png "…")
    === tree
    === epub
    === pdf

Above a case without a title of its own the test writes one, and the title is left out of what is compared. ``pytest
--accept`` writes the last three sections anew; the tree is then to be read by a human, line by line.
"""

from __future__ import annotations

import functools
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tinyhtml5  # type: ignore[import-untyped]
from lxml import etree
from tests.trees import printed

from publish.edition import Document, documents
from publish.epub.book import EpubDrawing
from publish.layouts import Layout
from publish.manuscript.loader import load
from publish.pdf.composition import PdfDrawing
from publish.pdf.runs import Run
from publish.preparation import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.edition import Edition
    from publish.tree import Article

CASES = Path(__file__).parent / "cases"
SECTIONS = ("tree", "epub", "pdf")
XML = "http://www.w3.org/XML/1998/namespace"
NOT_AS_HTML = {
    (
        "notes: A note with several blocks",
        "pdf",
    ): "a note stands inside its paragraph, and HTML lets no list stand there",
}
"""Pages that only the parser of XML reads as they are meant; the engine that lays pages out reads XML."""
NAMESPACES = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'


@dataclass(frozen=True, slots=True)
class Case:
    """One case: the file that holds it, its name, what is written, and what is expected."""

    file: Path
    name: str
    source: str
    expected: tuple[tuple[str, str], ...]

    @property
    def titled(self) -> bool:
        """Whether the case is a whole article."""
        return re.search(r"^(# |=+$)", self.source, re.MULTILINE) is not None

    @property
    def id(self) -> str:
        """The name by which pytest shows the case."""
        return f"{self.file.stem}: {self.name}"


def read_cases(file: Path) -> Iterator[Case]:
    """Give the cases of a file."""
    for text in re.split(r"^=== case ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, _, rest = text.partition("\n")
        source, *sections = re.split(rf"^=== ({'|'.join(SECTIONS)})$\n?", rest, flags=re.MULTILINE)
        expected = zip(sections[::2], (section.strip("\n") for section in sections[1::2]), strict=True)
        yield Case(file, name, source.strip("\n"), tuple(expected))


def written(case: Case) -> str:
    """Give a case as it stands in its file."""
    sections = "".join(f"=== {name}\n{text}\n" for name, text in case.expected)
    return f"=== case {case.name}\n{case.source}\n{sections}\n"


ALL = [case for file in sorted(CASES.glob("*.md")) for case in read_cases(file)]


# -------------------------------------------------------------------------------------------------------- drawing


@functools.cache
def drawn(case: Case) -> tuple[Article, str, str]:
    """Give a case's article as it was read, and its page in the EPUB and in the PDF."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "manuscript"
        shutil.copytree(CASES / "manuscript", folder)
        source = case.source if case.titled else f"# Title\n\n{case.source}"
        (folder / "case.md").write_text(f"{source}\n", "utf-8")
        if case.file.stem == "maths":
            with (folder / "publication.yaml").open("a") as file:
                file.write("math: true\n")
        publication = load(folder, "manuscript").publication
        edition, _ = prepare(folder, "manuscript")  # with an error it would raise
    assert publication
    article = next(each for each in publication.articles if each.path == "case.md")
    return article, page(edition, "epub"), page(edition, "pdf")


def page(edition: Edition, target: str) -> str:
    """Give the markup of the article ``case`` in one output."""
    shown: list[Document] = [each for each in documents(edition, target) if each.kind == "article"]
    described = [Document("article", each.id, each) for each in edition.publication.descriptions]
    files = {each.id: f"{each.id}.xhtml" for each in (*shown, *described)}
    sources = {path: path for path in edition.publication.pictures}
    run = Run("case", tuple(shown))
    drawing: Any = EpubDrawing(files, sources) if target == "epub" else PdfDrawing(run, {"case": "case"}, {})
    document = next(each for each in shown if each.id == "case")
    return str(Layout(edition, drawing).page(document))


def golden(case: Case) -> dict[str, str]:
    """Give what comes of a case now, as its sections hold it."""
    article, epub, pdf = drawn(case)
    tree = printed(article) if case.titled else printed(article.body + article.notes)
    return {"tree": tree} | {name: _short(case, markup) for name, markup in (("epub", epub), ("pdf", pdf))}


def _short(case: Case, markup: str) -> str:
    """Give markup without blank lines, the paths of formulas, and the title that the test wrote."""
    if not case.titled:
        markup = re.sub(r"<header.*?</header>\n?", "", markup, count=1, flags=re.DOTALL)
    markup = re.sub(r"(<svg[^>]*>).*?(</svg>)", r"\1…\2", markup, flags=re.DOTALL)
    return "\n".join(line for line in markup.splitlines() if line.strip())


# ---------------------------------------------------------------------------------------------------------- tests


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_a_case_gives_its_tree_and_its_markup(case: Case, accept: bool) -> None:
    now = golden(case)
    if accept:
        _accepted(case, now)
    else:
        assert dict(case.expected) == now


def _accepted(case: Case, now: dict[str, str]) -> None:
    cases = (
        Case(each.file, each.name, each.source, tuple(now.items())) if each.name == case.name else each
        for each in list(read_cases(case.file))
    )
    case.file.write_text("".join(map(written, cases)), "utf-8")


def test_cases_have_names_of_their_own() -> None:
    assert len({case.id for case in ALL}) == len(ALL) > 80


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_markup_means_the_same_as_xml_and_as_html(case: Case) -> None:
    """HTML 5.3, "Polyglot markup": elements, attributes and text are the same to both parsers."""
    for target, markup in zip(("epub", "pdf"), drawn(case)[1:], strict=True):
        as_xml, as_html = _both(markup)
        assert (as_xml == as_html) is ((case.id, target) not in NOT_AS_HTML)


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ('<p><a id="x"/>words</p>', "an anchor that HTML doesn't close"),
        ("<table><tr><td>1</td></tr></table>", "a table body that HTML adds"),
        ("<p><p>words</p></p>", "a paragraph that HTML closes"),
        ("<pre>\nwords</pre>", "a line feed that HTML drops"),
    ],
)
def test_the_comparison_sees_what_two_parsers_read_differently(markup: str, why: str) -> None:
    as_xml, as_html = _both(markup)
    assert as_xml != as_html, why


def _both(markup: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Give the content of a page as either parser reads it."""
    whole = f"<html {NAMESPACES}><head><title>A</title></head><body>{markup}</body></html>"
    return list(_events(etree.fromstring(whole))), list(_events(tinyhtml5.parse(f"<!DOCTYPE html>{whole}")))


def _events(element: Any) -> Iterator[tuple[str, ...]]:
    """Give a tree of either parser as a run of elements, attributes and texts that compares."""
    yield (element.tag, *sorted(f"{_attribute(name)}={value}" for name, value in _attributes(element)))
    if element.text:
        yield ("text", element.text)
    for child in element:
        yield from _events(child)
        if child.tail:
            yield ("text", child.tail)
    yield ("end", element.tag)


def _attributes(element: Any) -> Iterator[tuple[str, str]]:
    """Give an element's attributes but the declarations of namespaces, which only the parser of HTML gives."""
    return ((name, value) for name, value in element.attrib.items() if "xmlns" not in name)


def _attribute(name: str) -> str:
    """Give an attribute's name as HTML has it, where a prefix is a part of the name."""
    return name.replace(f"{{{XML}}}", "xml:").replace("{http://www.idpf.org/2007/ops}", "epub:")
