"""The checks of the tag tree, on small files written by hand; tests/conformance breaks whole ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from publish.diagnostics import Severity
from publish.verify import tagtree
from publish.verify.content import content

if TYPE_CHECKING:
    from pathlib import Path

FONT = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


@dataclass
class Tagged:
    """A PDF in the making: each element is given its words, and its page."""

    pdf: pikepdf.Pdf = field(default_factory=pikepdf.new)
    rows: list[list[Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        tree = Dictionary(Type=Name.StructTreeRoot)
        self.pdf.Root.StructTreeRoot = self.pdf.make_indirect(tree)
        self.pdf.Root.Lang = String("en")
        self.root = self.element("Document", parent=self.pdf.Root.StructTreeRoot)
        self.pdf.Root.StructTreeRoot.K = self.root

    def page(self, stream: str = "") -> int:
        """Add a page, and give its number from 0."""
        page = self.pdf.add_blank_page(page_size=(200, 200))
        page.obj.Resources = Dictionary(Font=Dictionary(F=FONT))
        page.obj.StructParents = len(self.rows)
        page.obj.Contents = self.pdf.make_stream(stream.encode())
        self.rows.append([])
        return len(self.rows) - 1

    def paint(self, page: int, mark: str, words: str, height: int = 100) -> None:
        """Add text under a mark to a page."""
        obj = self.pdf.pages[page].obj
        text = f"{mark} BT /F 9 Tf 1 0 0 1 20 {height} Tm ({words}) Tj ET EMC\n"
        obj.Contents = self.pdf.make_stream(obj.Contents.read_bytes() + text.encode())

    def element(self, kind: str, words: str = "", page: int = 0, parent: Any = None, **more: Any) -> Any:
        """Add an element, with words on a page where there are any."""
        parent = self.root if parent is None else parent
        new = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=parent, K=Array([]), **more)
        )
        if parent.get("/S"):
            parent.K.append(new)
        if words:
            number = len(self.rows[page])
            self.rows[page].append(new)
            new.Pg = self.pdf.pages[page].obj
            new.K.append(number)
            self.paint(page, f"/{kind} <</MCID {number}>> BDC", words)
        return new

    def found(self, folder: Path) -> list[str]:
        """Write the file and give what the checks say of it."""
        flat = [each for number, row in enumerate(self.rows) for each in (number, Array(row))]
        self.pdf.Root.StructTreeRoot.ParentTree = Dictionary(Nums=Array(flat))
        self.pdf.save(folder / "a.pdf")
        return [each.message for each in tagtree.findings(folder / "a.pdf")]


@pytest.fixture
def tagged() -> Tagged:
    made = Tagged()
    made.page()
    made.page()
    return made


def test_an_empty_document_is_found(tagged: Tagged, tmp_path: Path) -> None:
    assert tagged.found(tmp_path) == ["Document[1]: is empty"]


def test_a_sound_tree_gives_silence(tagged: Tagged, tmp_path: Path) -> None:
    tagged.element("H1", "Title")
    tagged.element("P", "Words that end.")
    tagged.element("P", "Words on the next page.", 1)
    assert tagged.found(tmp_path) == []


@pytest.mark.parametrize(
    ("first", "second", "split"),
    [
        ("and so it", "goes on", True),
        ("and so it ends.", "goes on", False),
        ("and so it", "Goes on", False),
    ],
)
def test_a_sentence_that_goes_on_is_one_paragraph(
    tagged: Tagged, tmp_path: Path, first: str, second: str, *, split: bool
) -> None:
    tagged.element("P", first)
    tagged.element("P", second, 1)
    expected = ["page 2, Document[1]/P[2]: may be the rest of Document[1]/P[1], which began on page 1"]
    assert tagged.found(tmp_path) == (expected if split else [])


@pytest.mark.parametrize(("kind", "split"), [("Art", True), ("Sect", True), ("Aside", False)])
def test_an_article_without_a_heading_goes_on_and_a_box_does_not(
    tagged: Tagged, tmp_path: Path, kind: str, *, split: bool
) -> None:
    tagged.pdf.Root.StructTreeRoot.RoleMap = Dictionary(Aside=Name.Sect)
    for page in (0, 1):
        tagged.element("P", "Words.", page, tagged.element(kind))
    assert any("is the rest of" in each for each in tagged.found(tmp_path)) == split


def test_what_may_be_split_is_a_warning(tagged: Tagged, tmp_path: Path) -> None:
    tagged.element("P", "and so it")
    tagged.element("P", "goes on", 1)
    tagged.found(tmp_path)
    found = [(each.code, each.severity) for each in tagtree.findings(tmp_path / "a.pdf")]
    assert found == [("tag-split", Severity.WARNING)]


@pytest.mark.parametrize(("label", "split"), [("2.", True), ("1.", False), ("7.", False)])
def test_a_list_that_counts_on_is_one_list(tagged: Tagged, tmp_path: Path, label: str, *, split: bool) -> None:
    for page, text in ((0, "1."), (1, label)):
        numbering = Dictionary(O=Name.List, ListNumbering=Name.Decimal)
        item = tagged.element("LI", parent=tagged.element("L", A=numbering))
        tagged.element("Lbl", text, page, item)
        tagged.element("LBody", "An item.", page, item)
    assert [message.split(":")[0] for message in tagged.found(tmp_path)] == ["page 2, Document[1]/L[2]"] * split


@pytest.mark.parametrize("caption", [False, True])
def test_a_table_without_a_caption_of_the_same_width_is_the_rest_of_one(
    tagged: Tagged, tmp_path: Path, *, caption: bool
) -> None:
    for page in (0, 1):
        table = tagged.element("Table")
        if caption:
            tagged.element("Caption", "A table", page, table)
        row = tagged.element("TR", parent=table)
        tagged.element("TD", "one", page, row)
        tagged.element("TD", "two", page, row)
    assert len(tagged.found(tmp_path)) == (0 if caption else 1)


@pytest.mark.parametrize("mark", ["/P <</MCID {}>> BDC", "/Artifact BMC"])
def test_a_folio_counts_with_the_pages_and_is_a_pagination_artifact(tagged: Tagged, tmp_path: Path, mark: str) -> None:
    tagged.element("P", "Words.")
    for page in range(tagged.page() + 1):
        number = len(tagged.rows[page])
        if "MCID" in mark:
            element = tagged.element("P")
            element.K.append(number)
            element.Pg = tagged.pdf.pages[page].obj
            tagged.rows[page].append(element)
        tagged.paint(page, mark.format(number), str(page + 11), height=5)
    assert tagged.found(tmp_path) == ["page 1, 2, 3: “11” at the foot is not an artifact of pagination"]


def test_numbers_in_the_margin_that_do_not_count_are_no_folios(tagged: Tagged, tmp_path: Path) -> None:
    tagged.page()
    tagged.element("P", "Words.")
    for page, number in enumerate(("7", "19", "3")):
        tagged.paint(page, "/Artifact BMC", number, height=195)
    assert tagged.found(tmp_path) == []
    for page in range(3):
        tagged.paint(page, "/Artifact <</Type /Pagination>> BDC", "Head", height=195)
    assert tagged.found(tmp_path) == []


@pytest.mark.parametrize(
    ("words", "contents", "silent"),
    [
        ("the society", "https://example.org/", False),
        ("example.org", "https://example.org/", True),
        ("https://example.org/", "https://example.org/", True),
        ("two of them", "#ropes.spliced", False),
        ("two of them", "two of them", True),
        ("two of them", "", False),
    ],
)
def test_contents_of_a_link_are_its_words(
    tagged: Tagged, tmp_path: Path, words: str, contents: str, *, silent: bool
) -> None:
    page = tagged.pdf.pages[0].obj
    annotation = tagged.pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], Contents=String(contents), StructParent=9)
    )
    page.Annots = Array([annotation])
    link = tagged.element("Link", words)
    link.K.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page))
    found = [message for message in tagged.found(tmp_path) if "ParentTree" not in message]
    assert bool(found) is not silent, found


@pytest.mark.parametrize("role", ["TOCI", "Artifact"])
def test_an_element_that_may_not_stand_there_is_found(tagged: Tagged, tmp_path: Path, role: str) -> None:
    tagged.element("P", "Words").S = Name(f"/{role}")
    assert len(tagged.found(tmp_path)) == 1


def test_headings_begin_with_the_first_level(tagged: Tagged, tmp_path: Path) -> None:
    tagged.element("H2", "Title")
    assert tagged.found(tmp_path) == ["page 1, Document[1]/H2[1]: a heading of level 2 follows none"]


def test_a_tree_that_goes_in_a_circle_ends(tagged: Tagged, tmp_path: Path) -> None:
    element = tagged.element("P", "Words")
    element.K.append(tagged.root)
    assert any("twice" in message for message in tagged.found(tmp_path))


@pytest.mark.parametrize("kids", [String("x"), Array([String("x"), Name.X]), Dictionary(), Dictionary(Type=Name.MCR)])
def test_kids_of_the_wrong_kind_are_faults_and_no_traceback(tagged: Tagged, tmp_path: Path, kids: Any) -> None:
    tagged.element("P", "Words").K = kids
    assert tagged.found(tmp_path)


def test_what_is_no_pdf_or_has_no_tree_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no PDF")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "b.pdf")
    assert [[each.code for each in tagtree.findings(tmp_path / name)] for name in ("a.pdf", "b.pdf")] == [
        ["tag-tree"]
    ] * 2


def test_content_is_read_through_forms_with_place_and_mark() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 200))
        form = pdf.make_stream(b"BT /F 9 Tf 0 -50 Td (inside) Tj ET")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        page.obj.Resources = Dictionary(XObject=Dictionary(X=form), Font=Dictionary(F=FONT))
        page.obj.Contents = pdf.make_stream(
            b"/P <</MCID 4>> BDC q 1 0 0 1 0 150 cm /X Do Q EMC /Artifact <</Type /Layout>> BDC 0 0 9 9 re f EMC\n"
            b"0 0 9 9 re W n /P <</MCID 5>> BDC EMC 0 0 9 9 re f"
        )
        found = content(pdf)
    shown = [(each.key and each.key[1], each.artifact, each.text, each.height) for each in found.painted]
    assert shown == [(4, None, "inside", 0.5), (None, "Layout", "", None), (None, None, "", None)]
    assert {number for _, number in found.keys} == {4, 5}


def test_a_row_of_empty_cells_is_none_that_is_empty(tagged: Tagged, tmp_path: Path) -> None:
    table = tagged.element("Table")
    body = tagged.element("TBody", parent=table)
    for words in ("Name", ""):
        row = tagged.element("TR", parent=body)
        tagged.element("TH", words, parent=row, A=Dictionary(O=Name.Table, Scope=Name.Column))
    tagged.element("P", "Words.")
    assert tagged.found(tmp_path) == []
    tagged.element("TR", parent=body)
    assert tagged.found(tmp_path) == ["Document[1]/Table[1]/TBody[1]/TR[3]: is empty"]


@pytest.mark.parametrize("kind", ["Note", "P"])
def test_notes_may_say_the_same_at_the_foot_of_many_pages(tagged: Tagged, tmp_path: Path, kind: str) -> None:
    tagged.page()
    for page in range(3):
        tagged.element("Reference", str(page + 1), page)
        note = tagged.element(kind, page=page, ID=String(f"n{page}"))
        tagged.element("Lbl", str(page + 1), page, note)
        number = len(tagged.rows[page])
        tagged.rows[page].append(note)
        note.Pg = tagged.pdf.pages[page].obj
        note.K.append(number)
        tagged.paint(page, f"/{kind} <</MCID {number}>> BDC", "Ibid.", 5)
    repeated = [message for message in tagged.found(tmp_path) if "Ibid." in message]
    assert len(repeated) == (kind == "P")
