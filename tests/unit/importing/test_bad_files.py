"""Files that can't be read, or would do harm: an error with a hint each, and nothing is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from tests.unit.importing.made import docx, p, zipped

from publish.diagnostics import PublishError
from publish.importing import opening
from publish.importing.run import Request, import_files

if TYPE_CHECKING:
    from pathlib import Path

GOOD = docx(p("T", "heading1"))
_DOCUMENT = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    f'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]><w:document xmlns:w="{_DOCUMENT}"><w:body>&c;</w:body></w:document>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    f'<w:document xmlns:w="{_DOCUMENT}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
)
ODT = "application/vnd.oasis.opendocument.text"


def encrypted() -> bytes:
    """Give a zip file whose parts say that they are encrypted."""
    data = bytearray(GOOD)
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        at = 0
        while (at := data.find(start, at)) >= 0:
            data[at + (6 if start == b"PK\x03\x04" else 8)] |= 1
            at += 4
    return bytes(data)


def zip_bomb() -> bytes:
    """Give a file whose text unpacks to 50 MB of nothing."""
    return zipped({"word/document.xml": bytes(50_000_000)})


def liar() -> bytes:
    """Give a file with a part that is longer than it says."""
    data = bytearray(zipped({"word/document.xml": b"<a>" + b"x" * 5000}))
    size = (5003).to_bytes(4, "little")
    return bytes(data.replace(size, (17).to_bytes(4, "little")))


def deep() -> bytes:
    inside = "<w:sdt><w:sdtContent>" * 400 + p("deep") + "</w:sdtContent></w:sdt>" * 400
    return docx(inside)


BAD = {
    "cut.docx": (GOOD[: len(GOOD) // 2], "import-unreadable", "cut off or damaged"),
    "cut-early.docx": (GOOD[:3] + b"x", "import-unreadable", "cut off or damaged"),
    "broken.docx": (GOOD[:300] + bytes(60) + GOOD[360:], "import-unreadable", ""),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "import-unreadable", "before 2007"),
    "locked.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99) + "EncryptedPackage".encode("utf-16-le"),
        "import-unreadable", "has a password",
    ),
    "encrypted.docx": (encrypted(), "import-unreadable", "has a password"),
    "locked.odt": (
        zipped({"mimetype": ODT, "META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": "x"}),
        "import-unreadable", "has a password",
    ),
    "empty.docx": (b"", "import-unreadable", "is empty"),
    "plain.docx": (b"Just words.", "import-unreadable", "is no zip file"),
    "words.txt": (b"Just words.", "import-unreadable", "is no Word, ODT or HTML file"),
    "rich.rtf": (b"{\\rtf1 words}", "import-unreadable", "is RTF"),
    "paper.pdf": (b"%PDF-1.7", "import-unreadable", "is a PDF"),
    "sums.xlsx": (zipped({"xl/workbook.xml": "<a/>"}), "import-unreadable", "Excel"),
    "talk.odp": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.presentation"}),
        "import-unreadable", "presentation",
    ),
    "other.zip": (zipped({"a.txt": "x"}), "import-unreadable", "holds no document"),
    "torn.docx": (docx("", main="<w:document"), "import-unreadable", "not well-formed"),
    "torn.odt": (zipped({"mimetype": ODT, "content.xml": "<a/>"}), "import-unreadable", "holds no text"),
    "none.odt": (zipped({"mimetype": ODT}), "import-unreadable", "holds no text"),
    "bomb.docx": (docx("", main=BOMB), "import-unsafe", "entities"),
    "outside.docx": (docx("", main=OUTSIDE), "import-unsafe", "entities"),
    "hidden.docx": (docx("", main=OUTSIDE.encode("utf-16")), "import-unsafe", "entities"),
    "outside.odt": (zipped({"mimetype": ODT, "content.xml": OUTSIDE}), "import-unsafe", "entities"),
    "zip-bomb.docx": (zip_bomb(), "import-unsafe", "unpacks to far more"),
    "liar.docx": (liar(), "import-unreadable", ""),
    "deep.docx": (deep(), "import-unreadable", "not well-formed"),
    "entities.html": (b"<!DOCTYPE html [<!ENTITY a 'b'>]><p>&a;</p>", "import-unsafe", "entities"),
    "nothing.html": (b"<!-- -->", "import-unreadable", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_it_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    data, code, words = BAD[name]
    (tmp_path / name).write_bytes(data)
    good = tmp_path / "good.docx"
    good.write_bytes(GOOD)
    with pytest.raises(PublishError) as raised:
        import_files(Request((good, tmp_path / name), tmp_path / "out"))
    (found,) = raised.value.diagnostics
    assert (found.code, found.span.path) == (code, str(tmp_path / name))
    assert words in found.message
    assert found.hint
    assert not (tmp_path / "out").exists()


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("old.doc", "paper.pdf", "not-there.docx")]
    for file in files[:2]:
        file.write_bytes(BAD[file.name][0])
    with pytest.raises(PublishError) as raised:
        import_files(Request(tuple(files), tmp_path / "out"))
    assert [each.span.path for each in raised.value.diagnostics] == list(map(str, files))


def test_more_parts_than_a_document_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_PARTS", 3)
    (tmp_path / "a.docx").write_bytes(GOOD)
    with pytest.raises(PublishError, match="import-unsafe"):
        import_files(Request((tmp_path / "a.docx",), tmp_path / "out"))


def test_a_part_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_PART", 100)
    (tmp_path / "a.docx").write_bytes(GOOD)
    with pytest.raises(PublishError, match="import-unsafe"):
        import_files(Request((tmp_path / "a.docx",), tmp_path / "out"))


def test_nothing_is_overwritten_but_by_force(tmp_path: Path) -> None:
    file, out = tmp_path / "a.docx", tmp_path / "out"
    file.write_bytes(GOOD)
    import_files(Request((file,), out))
    (out / "a.md").write_text("# Mine\n", "utf-8")
    (out / "publication.yaml").write_text("title: Mine\nlanguage: fr\n", "utf-8")
    with pytest.raises(PublishError) as raised:
        import_files(Request((file,), out))
    assert [each.code for each in raised.value.diagnostics] == ["import-exists"]
    assert (out / "a.md").read_text("utf-8") == "# Mine\n"
    outcome = import_files(Request((file,), out, force=True))
    assert (out / "a.md").read_text("utf-8") != "# Mine\n"
    assert (out / "publication.yaml").read_text("utf-8") == "title: Mine\nlanguage: fr\n"
    assert outcome.files == (out / "a.md",)


def test_the_command_line_says_it_in_every_form(tmp_path: Path) -> None:
    (tmp_path / "old.doc").write_bytes(BAD["old.doc"][0])
    (tmp_path / "a.docx").write_bytes(docx(p("Words.")))

    def run(*words: str) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "publish", "import", *words]
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=False, env=os.environ | {"NO_COLOR": "1"}
        )
        return done.returncode, done.stdout, done.stderr

    code, said, progress = run("old.doc", "--out", "out")
    assert (code, (tmp_path / "out").exists()) == (1, False)
    assert "old.doc:1:1: error: " in said
    assert "nothing was written" in progress
    code, said, _ = run("a.docx", "--out", "out", "--format", "json")
    assert code == 0
    assert [each["code"] for each in json.loads(said)] == ["import-title"]
    code, said, _ = run("a.docx", "--out", "out2")
    assert said.endswith("written:\n  out2/a.md\n  out2/publication.yaml\n")
    assert "  a.docx: 1 thing about the title or the language\n" in said
    assert run("a.docx", "--out", "out3", "--strict")[0] == 1
    assert run("--out", "out4")[0] == 2


def test_a_table_of_styles_with_mistakes_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(GOOD)
    table = tmp_path / "styles.yaml"
    table.write_text("Deck: standfurst\nBox: aside\nOdd: [1]\n", "utf-8")
    with pytest.raises(PublishError) as raised:
        import_files(Request((tmp_path / "a.docx",), tmp_path / "out", table))
    found = raised.value.diagnostics
    assert [(each.code, each.span.line) for each in found] == [("import-styles", 1), ("import-styles", 3)]
    assert found[0].hint == "did you mean standfirst?"
    with pytest.raises(PublishError, match="file-unreadable"):
        import_files(Request((tmp_path / "a.docx",), tmp_path / "out", tmp_path / "none.yaml"))


def test_a_file_in_a_zip_that_leads_out_is_not_read(tmp_path: Path) -> None:
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{_DOCUMENT}"><w:body/></w:document>')
        archive.writestr("../../evil.md", "# Evil")
    (tmp_path / "a.docx").write_bytes(output.getvalue())
    outcome = import_files(Request((tmp_path / "a.docx",), tmp_path / "out"))
    assert {path.name for path in outcome.files} == {"a.md", "publication.yaml"}
    assert not list(tmp_path.rglob("evil.md"))
