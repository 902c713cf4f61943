"""The validators of the PDF, proved: a good file is broken on purpose, one thing at a time, and each break is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from publish.verify import pdfua, qpdf, tagtree
from publish.verify.structure import Node, entries, items_of, structure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conformance.conftest import Files

    from publish.verify.structure import Structure


def elements(pdf: pikepdf.Pdf, role: str) -> list[Node]:
    """Give the elements of a role, in reading order."""
    tree = structure(pdf)
    assert tree is not None
    return [node for node in tree.nodes if node.role == role]


def first(pdf: pikepdf.Pdf, role: str) -> Any:
    """Give the dictionary of the first element of a role."""
    return elements(pdf, role)[0].entry


def in_streams(pdf: pikepdf.Pdf, pattern: bytes, by: bytes) -> None:
    """Replace the first place in a page's content that fits a pattern."""
    for page in pdf.pages:
        page.contents_coalesce()
        data, count = re.subn(pattern, by, page.Contents.read_bytes(), count=1)
        if count:
            page.Contents = pdf.make_stream(data)
            return
    raise AssertionError(f"nothing to replace: {pattern!r}")


def in_every_stream(pdf: pikepdf.Pdf, pattern: bytes, by: bytes) -> None:
    """Replace every place in the content of the pages that fits a pattern."""
    total = 0
    for page in pdf.pages:
        page.contents_coalesce()
        data, count = re.subn(pattern, by, page.Contents.read_bytes())
        page.Contents = pdf.make_stream(data)
        total += count
    assert total


def without(role: str, key: str) -> Callable[[pikepdf.Pdf], None]:
    """Give the break that takes an entry from the first element of a role."""

    def change(pdf: pikepdf.Pdf) -> None:
        del first(pdf, role)[key]

    return change


def without_attribute(role: str, key: str) -> Callable[[pikepdf.Pdf], None]:
    """Give the break that takes an attribute from the first element of a role that has it."""

    def change(pdf: pikepdf.Pdf) -> None:
        node = next(each for each in elements(pdf, role) if each.attribute(key) is not None)
        for attributes in items_of(node.entry.A):
            if key in attributes:
                del attributes[key]

    return change


def without_in_catalog(key: str) -> Callable[[pikepdf.Pdf], None]:
    """Give the break that takes an entry from the catalog."""

    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return change


def marked_false(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def title_gone_from_xmp(pdf: pikepdf.Pdf) -> None:
    data = re.sub(rb"<dc:title>.*?</dc:title>", b"", pdf.Root.Metadata.read_bytes(), flags=re.DOTALL)
    assert data != pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(data)


def title_not_shown(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def id_twice(pdf: pikepdf.Pdf) -> None:
    one, two = elements(pdf, "Note")[:2]
    two.entry.ID = one.entry.ID


def id_out_of_the_index(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot.IDTree


def id_of_nobody(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.IDTree = Dictionary(Names=Array([String("zz"), first(pdf, "P")]))


def parent_tree_broken(pdf: pikepdf.Pdf) -> None:
    rows = [row for _, row in entries(pdf.Root.StructTreeRoot.ParentTree, "/Nums") if isinstance(row, Array)]
    row = next(row for row in rows if len(row) > 1)
    row[0], row[1] = row[1], row[0]


def parent_tree_without_a_link(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "Link")[0].annotations[0].StructParent = 9999


def parent_of_another(pdf: pikepdf.Pdf) -> None:
    first(pdf, "H2").P = first(pdf, "Table")


def contents_are_the_address(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "Link")[0].annotations[0].Contents = String("#tides.how-the-tide")


def contents_gone(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Link")[0].annotations[0].Contents


def link_out_of_the_tree(pdf: pikepdf.Pdf) -> None:
    entry = elements(pdf, "Link")[0].entry
    entry.K = Array(
        [kid for kid in items_of(entry.K) if not isinstance(kid, Dictionary) or kid.get("/Type") != "/OBJR"]
    )


def artifact_untagged(pdf: pikepdf.Pdf) -> None:
    in_streams(pdf, rb"/Artifact\s*<<.*?>>\s*BDC|/Artifact\s+BMC", b"/Span BMC")


def heads_in_the_tree(pdf: pikepdf.Pdf) -> None:
    in_every_stream(pdf, rb"/Artifact\s*<<\s*/Type\s*/Pagination.*?>>\s*BDC", b"/Artifact BMC")


def artifact_in_the_tree(pdf: pikepdf.Pdf) -> None:
    in_streams(pdf, rb"(?s)(/P\s*<<\s*/MCID \d+\s*>>\s*BDC)(.*?)EMC", rb"\1 /Artifact BMC \2 EMC EMC")


def content_out_of_the_tree(pdf: pikepdf.Pdf) -> None:
    entry = next(each.entry for each in elements(pdf, "P") if len(each.items) > 2)
    entry.K = Array(items_of(entry.K)[1:])


def content_that_is_nowhere(pdf: pikepdf.Pdf) -> None:
    entry = next(each.entry for each in elements(pdf, "P") if isinstance(each.items[0], tuple))
    entry.K = Array([*items_of(entry.K), 9999])


def box_off_the_page(pdf: pikepdf.Pdf) -> None:
    for attributes in items_of(first(pdf, "Figure").A):
        attributes.BBox = Array([900, 900, 950, 950])


def child_of(pdf: pikepdf.Pdf, parent: Any, kind: str, kids: list[Any]) -> Any:
    """Give a new element, which its kids know as their parent."""
    new = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(kind), P=parent, K=Array(kids)))
    for kid in kids:
        if isinstance(kid, Dictionary):
            kid.P = new
    return new


def paragraph_split(pdf: pikepdf.Pdf) -> None:
    """Make two paragraphs of one that goes on over a page, in a sentence."""
    tree = structure(pdf)
    assert tree is not None
    for node in tree.nodes:
        pages = [tree.painted[item].page for item in node.items if isinstance(item, tuple)]
        at = next((n for n, page in enumerate(pages) if page > pages[0]), 0)
        if node.role == "P" and len(pages) == len(node.items) and at and _in_a_sentence(tree, node, at):
            kids = items_of(node.entry.K)
            node.entry.K = Array(kids[:at])
            put_behind(node, child_of(pdf, node.entry.P, "/P", kids[at:]))
            return
    raise AssertionError("no paragraph goes on over a page")


def _in_a_sentence(tree: Structure, node: Node, at: int) -> bool:
    before, after = (tree.painted[item].text for item in node.items[at - 1 : at + 1] if isinstance(item, tuple))
    return before.strip(" \u00ad")[-1:].isalpha() and after.strip()[:1].islower()


def article_split(pdf: pikepdf.Pdf) -> None:
    """Put the last paragraph of an article of two pages into an article of its own."""
    tree = structure(pdf)
    assert tree is not None
    node = next(each for each in tree.nodes if each.role == "Art" and len(tree.pages(each)) > 1)
    last = next(each for each in reversed(list(node.walk())) if each.role == "P")
    last.entry.P.K = Array([kid for kid in items_of(last.entry.P.K) if kid.objgen != last.entry.objgen])
    put_behind(node, child_of(pdf, node.entry.P, "/Art", [last.entry]))


def put_behind(node: Node, new: Any) -> None:
    siblings = items_of(node.entry.P.K)
    place = next(n for n, kid in enumerate(siblings) if not isinstance(kid, int) and kid.objgen == node.entry.objgen)
    node.entry.P.K = Array([*siblings[: place + 1], new, *siblings[place + 1 :]])


def empty_element(pdf: pikepdf.Pdf) -> None:
    parent = first(pdf, "Art")
    parent.K = Array([*items_of(parent.K), child_of(pdf, parent, "/P", [])])


def heading_skipped(pdf: pikepdf.Pdf) -> None:
    first(pdf, "H2").S = Name.H4


def no_item_of_contents(pdf: pikepdf.Pdf) -> None:
    for each in elements(pdf, "TOCI"):
        each.entry.S = Name.Div


def references_gone(pdf: pikepdf.Pdf) -> None:
    for each in elements(pdf, "Reference"):
        each.entry.S = Name.Span


def header_of_nobody(pdf: pikepdf.Pdf) -> None:
    node = next(each for each in elements(pdf, "TD") if each.attribute("/Headers") is not None)
    for attributes in items_of(node.entry.A):
        attributes.Headers = Array([String("nobody")])


def table_in_itself(pdf: pikepdf.Pdf) -> None:
    table = first(pdf, "Table")
    table.K = Array([*items_of(table.K), table])


def role_of_nothing(pdf: pikepdf.Pdf) -> None:
    first(pdf, "P").S = Name.Paragraf


BREAKS: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "no Alt of a figure": (without("Figure", "/Alt"), "tag-tree: .*Figure.*: has no Alt"),
    "no Alt of a formula": (without("Formula", "/Alt"), "tag-tree: .*Formula.*: has no Alt"),
    "a figure's BBox off the page": (box_off_the_page, "tag-tree: .*Figure.*is not on the page"),
    "no BBox": (without_attribute("Figure", "/BBox"), "tag-tree: .*Figure.*has no BBox"),
    "no structure tree": (without_in_catalog("/StructTreeRoot"), "pdf-ua: .*STRUCT-TREE-ROOT"),
    "not marked": (marked_false, "pdf-ua: "),
    "no language": (without_in_catalog("/Lang"), "tag-tree: the document has no Lang"),
    "no title in the XMP": (title_gone_from_xmp, "pdf-ua: .*[Tt]itle"),
    "the title isn't shown": (title_not_shown, "pdf-ua: .*DisplayDocTitle"),
    "a note's ID twice": (id_twice, "tag-tree: .*Note.*its ID .* is that of"),
    "a note without ID": (without("Note", "/ID"), "tag-tree: .*Note.*has no ID"),
    "no IDTree": (id_out_of_the_index, "tag-tree: .*is not in the IDTree"),
    "an ID of nobody": (id_of_nobody, "tag-tree: the IDTree has zz"),
    "the ParentTree mixed up": (parent_tree_broken, "tag-tree: .*ParentTree does not lead to it from its content"),
    "a link the ParentTree doesn't know": (parent_tree_without_a_link, "tag-tree: .*Link.*from its annotation"),
    "a parent that holds others": (parent_of_another, "tag-tree: .*H2.*its parent is not"),
    "no Scope": (without_attribute("TH", "/Scope"), "tag-tree: .*TH.*has no Scope"),
    "a cell's header that is nobody": (header_of_nobody, "tag-tree: .*TD.*its header nobody"),
    "Contents that are an address": (contents_are_the_address, "tag-tree: .*Contents are the address #tides"),
    "no Contents": (contents_gone, "tag-tree: .*has no Contents"),
    "a link outside the tree": (link_out_of_the_tree, "tag-tree: .*a link, .* is outside the tree"),
    "an artifact that is none": (artifact_untagged, "tag-tree: .*is neither tagged nor an artifact"),
    "running heads that are ordinary artifacts": (heads_in_the_tree, "tag-tree: .*is not an artifact of pagination"),
    "an artifact in tagged content": (artifact_in_the_tree, "tag-tree: .*is tagged, .*in an artifact"),
    "content outside the tree": (content_out_of_the_tree, "tag-tree: .*hangs outside the tree"),
    "content that is on no page": (content_that_is_nowhere, "tag-tree: .*content 9999 is on no page"),
    "an article in two": (article_split, "tag-tree: .*Art.*is the rest of"),
    "an empty element": (empty_element, "tag-tree: .*P.*is empty"),
    "a heading level skipped": (heading_skipped, "tag-tree: .*H4.*follows level 1"),
    "contents without items": (no_item_of_contents, "tag-tree: .*holds no TOCI"),
    "notes that nothing calls": (references_gone, "tag-tree: .*Note.*no Reference calls it"),
    "no ListNumbering": (without_attribute("L", "/ListNumbering"), "tag-tree: .*no ListNumbering"),
    "a table in itself": (table_in_itself, "tag-tree: .*Table.*twice"),
    "a type that is none": (role_of_nothing, "pdf-ua: "),
}


@pytest.mark.validator("page-validation")
@pytest.mark.parametrize("name", BREAKS)
def test_a_break_is_found(name: str, small: Files, tmp_path: Path) -> None:
    change, pattern = BREAKS[name]
    bad = tmp_path / "a.pdf"
    with pikepdf.open(small.pdf) as pdf:
        change(pdf)
        pdf.save(bad)
    found = [f"{each.code}: {each.message}" for each in (*pdfua.findings(bad), *tagtree.findings(bad))]
    assert any(re.match(pattern, each) for each in found), found


def test_a_paragraph_in_two_is_found(sample: Files, tmp_path: Path) -> None:
    with pikepdf.open(sample.pdf) as pdf:
        paragraph_split(pdf)
        pdf.save(tmp_path / "a.pdf")
    found = [each.message for each in tagtree.findings(tmp_path / "a.pdf")]
    assert any(re.search(r"/P\[\d+\]: may be the rest of ", each) for each in found), found


@pytest.mark.validator("page-validation", "qpdf")
def test_the_good_file_gives_silence_also_when_it_is_written_anew(small: Files, tmp_path: Path) -> None:
    with pikepdf.open(small.pdf) as pdf:
        pdf.save(tmp_path / "a.pdf")
    file = tmp_path / "a.pdf"
    assert [*pdfua.findings(file), *tagtree.findings(file), *qpdf.findings(file)] == []
