from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest

from publish.diagnostics import PublishError
from publish.transcript import Utterance, spoken, transcript, words, words_of
from publish.transcript.speech import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CONTAINER = """<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""


def _epub(*bodies: str, linear: Sequence[str] = ()) -> bytes:
    """Give an EPUB of documents with these bodies; those named in ``linear`` stand outside of the reading order."""
    names = [f"{number}.xhtml" for number in range(len(bodies))]
    items = "".join(f'<item id="i{name}" href="my%20{name}" media-type="application/xhtml+xml"/>' for name in names)
    refs = "".join(f'<itemref idref="i{name}" linear="{"no" if name in linear else "yes"}"/>' for name in names)
    package = f"""<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>en-GB</dc:language></metadata>
<manifest>{items}</manifest><spine>{refs}</spine></package>"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("EPUB/a.opf", package)
        for name, body in zip(names, bodies, strict=True):
            archive.writestr(
                f"EPUB/my {name}",
                f"""<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
xml:lang="en-GB"><head><title>Not said</title></head><body>{body}</body></html>""",
            )
    return out.getvalue()


def _lines(*bodies: str) -> list[str]:
    return list(map(str, spoken(_epub(*bodies))))


def test_documents_are_said_in_spine_order_and_what_stands_outside_of_it_is_not() -> None:
    data = _epub("<h1>One</h1>", "<p>Aside.</p>", "<h2>Two</h2>", linear=["1.xhtml"])
    assert list(map(str, spoken(data))) == ["heading 1: One", "heading 2: Two"]


def test_a_link_and_a_page_part_a_paragraph_and_no_word() -> None:
    body = '<p>Do (<a href="#x">this</a>)<span role="doc-pagebreak" aria-label="12"/> and <em>th</em>at.</p>'
    assert _lines(body) == ["paragraph: Do (", "link: this", "text: )", "page 12", "text: and that."]
    assert words_of(spoken(_epub(body))) == ["Do", "(this)", "and", "that."]


def test_spaces_between_links_part_their_words() -> None:
    assert words_of(spoken(_epub('<p><a href="#a">one</a> <a href="#b">two</a><a href="#c">three</a></p>'))) == [
        "one",
        "twothree",
    ]


def test_pictures_are_said_by_their_alternative_and_decoration_is_not() -> None:
    body = '<figure><img src="a" alt="A  boat"/><figcaption><p>Far out</p></figcaption></figure><p><img alt=""/>x</p>'
    assert _lines(body) == ["image: A boat", "caption: Far out", "paragraph: x"]
    assert _lines('<svg xmlns="http://www.w3.org/2000/svg"><title>A dot</title></svg>') == ["image: A dot"]


def test_what_is_hidden_is_not_said() -> None:
    assert _lines('<aside aria-hidden="true"><p>Again</p></aside><nav hidden="hidden"><p>No</p></nav><p>Yes</p>') == [
        "paragraph: Yes"
    ]


def test_lists_are_counted_and_nested() -> None:
    assert _lines("<ul><li>a<ol><li><p>b</p><p>c</p></li></ol></li></ul>") == [
        *("list, 1 item", "item: a", "list, 1 item", "item: b", "paragraph: c", "end of list", "end of list"),
    ]
    assert _lines("<dl><dt>T</dt><dd>D</dd><dt>U</dt><dd>E</dd></dl>")[0] == "list, 2 terms"


def test_cells_are_said_with_their_headers() -> None:
    table = """<table><caption>Tides</caption><thead><tr><th scope="col">Day</th><th scope="col">High</th></tr></thead>
<tbody><tr><th scope="row">Monday</th><td>06:12</td></tr><tr><td colspan="2">none</td></tr></tbody></table>"""
    assert _lines(table) == [
        *("table, 3 rows, 2 columns", "caption: Tides", "header: Day", "header: High", "header: Monday"),
        *("cell (Monday; High): 06:12", "cell (Day): none", "end of table"),
    ]


def test_a_note_is_announced_and_belongs_to_itself() -> None:
    body = """<p>Word.<a role="doc-noteref" href="#n">1</a> More.</p><aside role="doc-footnote" id="n">
<p><a role="doc-backlink" href="#r" aria-label="1, back">1</a> Its text.</p></aside>"""
    said = spoken(_epub(body))
    assert list(map(str, said)) == [
        *(
            "paragraph: Word.",
            "note reference 1",
            "text: More.",
            "note 1",
            "link back, 1, back",
            "paragraph: Its text.",
        ),
        "end of note",
    ]
    assert words_of(said) == ["Word.", "More.", "Its", "text."]
    assert [each.text.strip() for each in said if each.note == "1" and each.text] == ["Its text."]


def test_a_change_of_language_is_said() -> None:
    assert _lines('<p>The <i lang="fr">mot</i> is.</p><p lang="cy">Iawn</p>') == [
        *("paragraph: The", "text (fr): mot", "text: is.", "paragraph (cy): Iawn"),
    ]


def test_what_has_a_name_is_announced_with_it() -> None:
    body = '<article aria-labelledby="t"><h2 id="t">Ropes</h2><aside aria-label="Note">Loose</aside></article>'
    assert _lines(body) == [
        *("article, Ropes", "heading 2: Ropes", "box, Note", "text: Loose", "end of box", "end of article"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"PK no archive",
        _epub("<p>broken"),
        _epub("<p>&#1;</p>"),
        b"%PDF-1.7 cut off",
        b"",
        b"words",
    ],
)
def test_what_can_not_be_read_is_refused(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        spoken(data)
    (tmp_path / "a.epub").write_bytes(data)
    with pytest.raises(PublishError) as raised:
        transcript(tmp_path / "a.epub")
    assert [each.code for each in raised.value.diagnostics] == ["not-a-publication"]


def test_a_file_without_a_package_or_without_tags_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.epub", "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    with zipfile.ZipFile(tmp_path / "b.epub", "w") as archive:
        archive.writestr("META-INF/container.xml", "<container/>")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "a.pdf")
    for name in ("a.epub", "b.epub", "a.pdf", "none.pdf"):
        with pytest.raises(PublishError):
            words(tmp_path / name)


def test_entities_of_a_document_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    out = io.BytesIO(_epub("<p>x</p>"))
    with zipfile.ZipFile(out) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = "EPUB/my 0.xhtml"
    files[name] = f'<!DOCTYPE html [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode() + files[name].replace(
        b"<p>x</p>", b"<p>x &e;</p>"
    )
    with zipfile.ZipFile(out, "w") as archive:
        for each, content in files.items():
            archive.writestr(each, content)
    assert words_of(spoken(out.getvalue())) == ["x"]


def test_a_line_says_what_it_is_and_in_which_language() -> None:
    assert str(Utterance("heading 2", " Two\n words ")) == "heading 2: Two words"
    assert str(Utterance("text", "mot", "fr")) == "text (fr): mot"
    assert str(Utterance("page 12")) == "page 12"
