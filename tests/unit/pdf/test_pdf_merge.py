from __future__ import annotations

import io
import re
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import page
import pikepdf
import pytest
from fontTools.ttLib import TTFont
from tests.unit.pdf.conftest import EN, Made, article

from publish.pdf import merge as merging
from publish.pdf.merge import merge
from publish.pdf.metadata import DocumentInfo, OutlineEntry, XmpProperty, page_labels, xmp
from publish.pdf.reading import Reading, read
from publish.pdf.tounicode import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CSS = "article { counter-reset: footnote }"


def info(**more: Any) -> DocumentInfo:
    given: dict[str, Any] = {
        "title": "Title & more",
        "language": "en-GB",
        "created": datetime(2023, 6, 20, 12, tzinfo=UTC),
        "modified": datetime(2023, 6, 22, 9, tzinfo=timezone(timedelta(hours=1))),
        "identifier": "urn:uuid:00000000-0000-4000-8000-000000000000",
    }
    return DocumentInfo(**given | more)


@pytest.fixture(scope="module")
def parts(make: Callable[..., Made]) -> list[Made]:
    made: list[Made] = []
    for number in (1, 2, 3):
        first = made[-1].laid.first_page + made[-1].laid.page_count if made else 1
        link = "" if number == 2 else '<p><a href="urn:publish:h2">To <em>two</em></a></p>'
        made.append(make(article(number) + link, css=CSS, first_page=first))
    return made


@pytest.fixture(scope="module")
def merged(parts: list[Made]) -> bytes:
    labels = tuple(label for part in parts for label in part.laid.labels)
    entries = (OutlineEntry("One", "h1", (OutlineEntry("Figure", "f1"),)), OutlineEntry("Zwei", "h2"))
    return merge([part.drawn.pdf for part in parts], info(labels=labels, outline=entries, authors=("Ann", "Bo")))


@pytest.fixture(scope="module")
def one_run(make: Callable[..., Made]) -> bytes:
    link = '<p><a href="urn:publish:h2">To <em>two</em></a></p>'
    made = make(article(1) + link + article(2) + article(3) + link, css=CSS)
    return merge([made.drawn.pdf], info())


def reading(pdf: bytes) -> Reading:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return read(opened)


def test_parts_together_read_like_one_run(merged: bytes, one_run: bytes) -> None:
    apart, whole = reading(merged), reading(one_run)
    assert apart.orphans == whole.orphans == ()
    assert apart.outline == whole.outline
    assert [element.links for element in apart.walk()] == [element.links for element in whole.walk()]
    assert [element.pages for element in apart.walk()] == [element.pages for element in whole.walk()]
    assert len(apart.elements) == 1


@pytest.mark.validator("page-validation", "qpdf")
def test_parts_together_are_pdf_ua(merged: bytes, tmp_path: Path) -> None:
    report = page.validate_pdf_bytes(merged, profile="ua1")
    assert [f"{failure.rule_id}: {failure.message}" for failure in report.failures] == []
    file = tmp_path / "merged.pdf"
    file.write_bytes(merged)
    assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False).returncode == 0


@pytest.mark.validator("poppler")
def test_parts_together_show_the_text_of_one_run(merged: bytes, one_run: bytes) -> None:
    def text(pdf: bytes) -> list[str]:
        done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
        return done.stdout.decode().split("\f")

    assert text(merged) == text(one_run)
    assert len(text(merged)) > 8


def test_the_same_parts_give_the_same_bytes(parts: list[Made]) -> None:
    pdfs = [part.drawn.pdf for part in parts]
    assert merge(pdfs, info()) == merge(pdfs, info())


def test_links_between_parts_lead_into_the_file(merged: bytes) -> None:
    with pikepdf.open(io.BytesIO(merged)) as pdf:
        annotations = [annotation for each in pdf.pages for annotation in each.obj.get("/Annots", [])]
        inside = [a for a in annotations if str(a.Contents) == "To two"]
        assert [str(a.Dest) for a in inside] == ["h2", "h2"]
        assert not any("urn:publish" in str(a.A.get("/URI", "")) for a in annotations if "/A" in a)
        names = list(pdf.Root.Names.Dests.Names)
        assert [bytes(name) for name in names[::2]] == sorted(bytes(name) for name in names[::2])
        keys = [int(a.StructParent) for a in annotations] + [int(each.obj.StructParents) for each in pdf.pages]
        assert len(set(keys)) == len(keys)
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)[::2]
        assert numbers == sorted(numbers)
        assert set(keys) <= set(numbers)


def test_a_link_to_nothing_is_a_bug(parts: list[Made]) -> None:
    with pytest.raises(ValueError, match="a link leads to 'h2'"):
        merge([parts[0].drawn.pdf], info())


def test_a_bookmark_to_nothing_is_a_bug(make: Callable[..., Made]) -> None:
    with pytest.raises(ValueError, match="bookmark 'Here' leads to 'nowhere'"):
        merge([make("<p>a</p>").drawn.pdf], info(outline=(OutlineEntry("Here", "nowhere"),)))


def test_an_id_in_two_parts_is_a_bug(make: Callable[..., Made]) -> None:
    both = [make('<p id="a">a</p>', first_page=number).drawn.pdf for number in (1, 2)]
    with pytest.raises(ValueError, match="two parts have the id a"):
        merge(both, info())


def test_labels_are_one_a_page(make: Callable[..., Made]) -> None:
    with pytest.raises(ValueError, match="2 page labels for 1 pages"):
        merge([make("<p>a</p>").drawn.pdf], info(labels=("1", "2")))


@pytest.mark.parametrize(
    ("labels", "runs"),
    [
        (("1", "2", "3"), {0: ("/D", 1)}),
        (("i", "ii", "1", "2"), {0: "i", 1: "ii", 2: ("/D", 1)}),
        (("9", "10", "12", ""), {0: ("/D", 9), 2: ("/D", 12), 3: ""}),
        (("01", "0"), {0: "01", 1: "0"}),
    ],
)
def test_page_labels(labels: tuple[str, ...], runs: dict[int, object]) -> None:
    numbers = list(page_labels(labels).Nums)
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    assert {int(k): (str(v.S), int(v.St)) if "/S" in v else str(v.P) for k, v in pairs} == runs


def test_names_beyond_latin_are_found(make: Callable[..., Made]) -> None:
    one = make('<p id="žlutý"><a href="#žlutý">here</a></p>').drawn.pdf
    two = make('<p><a href="urn:publish:%C5%BElut%C3%BD">there</a></p>', first_page=2).drawn.pdf
    assert [link for e in reading(merge([one, two], info())).walk() for link in e.links] == ["#žlutý"] * 2


def test_a_part_of_another_language_says_so(make: Callable[..., Made]) -> None:
    parts = [make("<p>a</p>").drawn.pdf, make("<p>b</p>", language="de", first_page=2).drawn.pdf]
    found = [element.entries.get("Lang") for element in reading(merge(parts, info())).elements[0].walk()]
    assert found == [None, None, "de"]


def test_what_the_file_says_of_itself(merged: bytes) -> None:
    with pikepdf.open(io.BytesIO(merged)) as pdf:
        root = pdf.Root
        assert pdf.pdf_version == "1.7"
        assert str(root.Lang) == "en-GB"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "Title & more"
        assert str(pdf.docinfo["/ModDate"]) == "D:20230622080000Z"
        assert re.fullmatch(r"publish \S+ \(WeasyPrint 70\.0\)", str(pdf.docinfo["/Producer"]))
        assert str(root.Outlines.First.Title) == "One"
        assert int(root.Outlines.Count) == 3
        assert str(root.Outlines.First.First.Dest) == "f1"
        with pdf.open_metadata() as packet:
            assert packet["dc:title"] == "Title & more"
            assert packet["dc:creator"] == ["Ann", "Bo"]
            assert packet["pdfuaid:part"] == "1"
            assert packet["xmp:ModifyDate"] == "2023-06-22T08:00:00Z"


def test_more_properties_and_no_injection() -> None:
    packet = xmp(info(rights="<b>", properties=(XmpProperty("http://example.org/ns#", "ex", "claim", ("a", "b")),)))
    assert b'xmlns:ex="http://example.org/ns#"' in packet
    assert b"<ex:claim><rdf:Bag><rdf:li>a</rdf:li><rdf:li>b</rdf:li></rdf:Bag></ex:claim>" in packet
    assert b"&lt;b&gt;" in packet


def test_a_date_without_a_time_zone_is_refused(make: Callable[..., Made]) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        merge([make("<p>a</p>").drawn.pdf], info(created=datetime(2023, 1, 1)))  # noqa: DTZ001


def fonts_of(pdf: bytes) -> dict[str, set[Any]]:
    """Give the font programs by the name of their font."""
    found: dict[str, set[Any]] = {}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for each in opened.pages:
            for font in each.Resources.Font.values():
                program = font.DescendantFonts[0].FontDescriptor.FontFile2
                found.setdefault(str(font.BaseFont), set()).add((program.objgen, program.read_bytes()))
    return found


def test_one_subset_a_font_has_the_glyphs_of_all(make: Callable[..., Made]) -> None:
    written = ("Abc é fi – xyz", "Zebra Ægir 123", EN)
    parts = [make(f"<p>{text}</p>", first_page=n) for n, text in enumerate(written, 1)]
    whole = merge([part.drawn.pdf for part in parts], info())
    assert all(len(programs) == 1 for programs in fonts_of(whole).values())
    assert [element.text for element in reading(whole).walk() if element.kind == "P"] == [
        " ".join(text.split()) for text in written
    ]
    assert page.validate_pdf_bytes(whole, profile="ua1").is_compliant
    for _number, program in next(programs for name, programs in fonts_of(whole).items() if "Serif" in name):
        assert {"glyf", "hmtx", "loca", "maxp"} <= set(TTFont(io.BytesIO(program)).keys())


def test_one_subset_a_font_makes_the_file_smaller(
    parts: list[Made], merged: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "one_subset_a_font", lambda *_: None)
    assert len(merged) < len(merge([part.drawn.pdf for part in parts], info())) * 0.8


def test_a_picture_of_two_parts_is_kept_once(merged: bytes) -> None:
    with pikepdf.open(io.BytesIO(merged)) as pdf:
        images = {x.objgen for each in pdf.pages for x in each.Resources.XObject.values() if x.Subtype == "/Image"}
    assert len(images) == 1


def elements(element: Any) -> Iterator[Any]:
    yield element
    for kid in element.get("/K", []):
        if not isinstance(kid, int) and "/S" in kid:
            assert kid.P.objgen == element.objgen
            yield from elements(kid)


def test_every_piece_of_content_knows_its_element(merged: bytes) -> None:
    """The ParentTree is the structure tree the other way round, and the IDTree names every id (14.7.4.4)."""
    with pikepdf.open(io.BytesIO(merged)) as pdf:
        tree = pdf.Root.StructTreeRoot
        numbers = list(tree.ParentTree.Nums)
        owners = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
        found = list(elements(tree.K[0]))
        forms = 0
        for element in found:
            for kid in element.get("/K", []):
                if isinstance(kid, int):
                    owner = owners[int(element.Pg.StructParents)][kid]
                elif kid.get("/Type") == "/MCR":
                    forms += "/Stm" in kid
                    owner = owners[int(kid.get("/Stm", kid.Pg).StructParents)][int(kid.MCID)]
                elif kid.get("/Type") == "/OBJR":
                    owner = owners[int(kid.Obj.StructParent)]
                else:
                    continue
                assert owner.objgen == element.objgen
        assert forms >= 3
        ids = list(tree.IDTree.Names)
        assert {str(e.ID) for e in found if "/ID" in e} == {str(name) for name in ids[::2]}
        assert [bytes(name) for name in ids[::2]] == sorted(bytes(name) for name in ids[::2])


def test_links_name_their_places_byte_for_byte(make: Callable[..., Made]) -> None:
    whole = merge([make('<p id="café"><a href="#café">here</a></p>').drawn.pdf], info())
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        assert bytes(pdf.pages[0].Annots[0].Dest) == bytes(pdf.Root.Names.Dests.Names[0])


def test_joined_glyphs_have_their_outlines(make: Callable[..., Made]) -> None:
    parts = [make(f"<p>{text}</p>", first_page=n).drawn.pdf for n, text in enumerate(("abcé", "xyz@&§"), 1)]
    with pikepdf.open(io.BytesIO(merge(parts, info()))) as pdf:
        for each in pdf.pages:
            for font in each.Resources.Font.values():
                program = TTFont(io.BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))
                order, points = program.getGlyphOrder(), 0
                for code, text in texts(font.ToUnicode.read_bytes()).items():
                    glyph = program["glyf"][order[code]]
                    assert glyph.numberOfContours or not text.strip(), text
                    points = max(points, 0 if glyph.isComposite() else len(getattr(glyph, "coordinates", ())))
                assert program["maxp"].maxPoints >= points > 0


def test_a_glyph_of_two_meanings_keeps_both(make: Callable[..., Made]) -> None:
    """In Source Serif 4 a thin space and a narrow no-break space are one glyph."""
    parts = [make(f"<p>10{space}km</p>", first_page=n).drawn.pdf for n, space in enumerate("\u2009\u202f", 1)]
    shown = [kid for e in reading(merge(parts, info())).walk() for kid in e.kids if isinstance(kid, str)]
    assert shown == ["10\u2009km", "10\u202fkm"]
