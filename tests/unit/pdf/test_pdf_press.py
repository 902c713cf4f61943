"""Press PDFs of small manuscripts: sheets with marks, separate covers, fillers, and the same bytes each time."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from PIL import Image
from tests.editions.test_pages import page_texts, words

from publish.build import Request, build, prove
from publish.diagnostics import PublishError
from publish.measures import Edges, Length
from publish.pdf.cover import spine_width
from publish.sheet import Sheet
from publish.verify.preflight import preflight

if TYPE_CHECKING:
    from pathlib import Path

SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="600" height="900">
<rect width="600" height="900" fill="#0f6e6e"/></svg>"""
YAML = """title: A title
language: en-GB
layout: magazine
date: 2024-01-01
publisher: The house
cover: {image: images/cover.svg, alt: A green ground}
back-cover: {image: images/cover.svg, alt: A green ground}
print:
"""


def manuscript(folder: Path, *lines: str) -> Path:
    (folder / "images").mkdir(parents=True)
    (folder / "images" / "cover.svg").write_text(SVG, "utf-8")
    (folder / "publication.yaml").write_text(YAML + "".join(f"  {line}\n" for line in lines), "utf-8")
    (folder / "a.md").write_text("# One\n\nWords of the first piece.\n", "utf-8")
    return folder


def boxes(file: Path) -> list[dict[str, list[float]]]:
    with pikepdf.open(file) as pdf:
        return [
            {
                name: [round(float(value), 2) for value in page.obj[f"/{name}"]]
                for name in ("MediaBox", "BleedBox", "TrimBox")
            }
            for page in pdf.pages
        ]


def test_the_sheet_has_room_for_marks_and_each_edge_its_bleed() -> None:
    bleed = Edges(Length(3, "mm"), Length(0.125, "in"), Length(3, "mm"), Length(0, "mm"))
    bare = Sheet(100, 200, bleed).boxes(recto=True)
    assert bare.trim == pytest.approx((0, 8.5039, 100, 208.5039), abs=2e-4)
    assert bare.bleed == bare.media == pytest.approx((0, 0, 109, 217.0079), abs=2e-4)
    assert Sheet(100, 200, bleed).boxes(recto=False).trim[0] == 9
    marked = Sheet(100, 200, bleed, marks=True).boxes(recto=True)
    assert marked.trim[0] == pytest.approx(9 + 14.1732, abs=1e-3)
    assert marked.bleed[0] == marked.trim[0]


@pytest.mark.validator("poppler")
def test_with_a_separate_cover_the_inside_pages_are_those_of_the_screen(tmp_path: Path) -> None:
    folder = manuscript(tmp_path / "m", "cover: separate", "binding: perfect")
    build(Request(folder, "m", tmp_path / "out", ("screen", "press")))
    screen, press = (page_texts(tmp_path / "out" / f"a-title-{kind}.pdf") for kind in ("screen", "press"))
    assert len(press) == 2
    assert [words(page) for page in screen[1:-1]] == [words(page) for page in press]


def test_a_separate_cover_has_its_spine_and_the_pages_count_from_1(tmp_path: Path) -> None:
    folder = manuscript(
        tmp_path / "m", "cover: separate", "binding: perfect", "page-multiple: 8", "marks: true", "slug: true",
        "paper: {thickness: 0.5mm}",
    )  # fmt: skip
    outcome = build(Request(folder, "m", tmp_path / "out", ("screen", "press")))
    out = tmp_path / "out"
    inside = boxes(out / "a-title-press.pdf")
    assert len(inside) == 8
    (cover,) = boxes(out / "a-title-cover-press.pdf")
    width = cover["TrimBox"][2] - cover["TrimBox"][0]
    assert width == pytest.approx((420 + spine_width(8, Length(0.5, "mm")).mm) / 25.4 * 72, abs=0.02)
    assert preflight(out / "a-title-cover-press.pdf").figures["ink"]["mean"] > 50
    with pikepdf.open(out / "a-title-screen.pdf") as screen:
        assert len(screen.pages) == 10
        labels = screen.Root.PageLabels.Nums
        assert [str(each.get("/P", "")) for each in list(labels)[1::2]] == ["C1", "", "C4"]
    assert outcome.report is not None
    with zipfile.ZipFile(out / "a-title-press.zip") as archive:
        facts = json.loads(archive.read("job.json"))
        assert facts["spine"] == 2.0
        assert {each["role"] for each in facts["files"]} == {"body", "cover"}
        ticket = ET.fromstring(archive.read("job.xjdf"))
        assert len(list(ticket.iter("{http://www.CIP4.org/JDFSchema_2_0}FileSpec"))) == 2
        assert set(archive.namelist()) == {
            "a-title-press.pdf", "a-title-press-cover.pdf", "job-sheet.pdf", "job.json", "job.xjdf", "preflight.txt"
        }  # fmt: skip
        (tmp_path / "sheet.pdf").write_bytes(archive.read("job-sheet.pdf"))
    with pikepdf.open(tmp_path / "sheet.pdf") as sheet:
        assert len(sheet.pages) == 1


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ('file-name: "{condition} {trim}"\n  condition: ../FOGRA39', "FOGRA39 210mmx297mm.pdf"),
        ('file-name: "{number}"', "a-title.pdf"),
        ('file-name: "{slug}_{date}"', "a-title_2024-01-01.pdf"),
    ],
)
def test_the_file_for_the_printer_is_named_as_the_printer_asks(tmp_path: Path, asked: str, name: str) -> None:
    folder = manuscript(tmp_path / "m", asked)
    build(Request(folder, "m", tmp_path / "out", ("press",)))
    with zipfile.ZipFile(tmp_path / "out" / "a-title-press.zip") as archive:
        assert name in archive.namelist()


def test_a_coarse_advertisement_is_told_at_its_line(tmp_path: Path) -> None:
    folder = manuscript(
        tmp_path / "m", "binding: saddle-stitch", "house-ads:", "  - {image: images/ad.png, alt: Join us}"
    )
    Image.new("RGB", (90, 60), "teal").save(folder / "images" / "ad.png")
    with pytest.raises(PublishError) as caught:
        build(Request(folder, "m", tmp_path / "out", ("press",)))
    (found,) = (each for each in caught.value.diagnostics if each.code == "image-resolution")
    assert (found.span.path, found.span.line) == ("m/publication.yaml", 11)


def test_fillers_bring_the_pages_to_the_binding(tmp_path: Path) -> None:
    folder = manuscript(
        tmp_path / "m", "binding: saddle-stitch", "house-ads: [{image: images/cover.svg, alt: Join us}]"
    )
    build(Request(folder, "m", tmp_path / "out", ("screen", "press")))
    with pikepdf.open(tmp_path / "out" / "a-title-screen.pdf") as screen:
        assert len(screen.pages) == 4
        alts = [str(each.Alt) for each in screen.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert any("Join us" in alt for alt in alts)


def test_proof_sheets_show_every_page_and_plate(tmp_path: Path) -> None:
    folder = manuscript(tmp_path / "m", "trim: A6")
    outcome = prove(Request(folder, "m", tmp_path / "out"))
    names = {path.name for path in outcome.files}
    assert {
        "page-01.png",
        "page-01-overlay.png",
        "page-01-black.png",
        "ink-01.png",
        "contact-1.png",
        "index.html",
    } <= names
    again = {path.name: path.read_bytes() for path in outcome.files}
    prove(Request(folder, "m", tmp_path / "out"))
    assert {path.name: path.read_bytes() for path in outcome.files} == again
