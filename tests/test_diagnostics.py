"""What is said when something is wrong: a small manuscript for each mistake, and the findings that it must give.

``tests/diagnostics/<code>/<mistake>.txt`` holds a manuscript's files in one text. Above the first file stand the
findings, all of them: ``file:line: code``. Files follow, each below its name::

    a.md:3: alt-missing
    === a.md
    # A title

    ![](images/a.png)
    === images/a.png < png

``< …`` names one of MADE below, which makes what isn't plain text. Where ``publication.yaml`` or every article is left
out, the test writes plain ones; ``=== publication.yaml < nothing`` leaves it out. ``build: screen`` above the files
says that the findings come only while that output is built.
"""

from __future__ import annotations

import functools
import io
import json
import os
import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from PIL import Image, ImageCms

from publish.build import Request, build, check
from publish.cli import cli
from publish.codes import RULES
from publish.codes.importing import IMPORTING
from publish.codes.preflight import PREFLIGHT
from publish.diagnostics import PublishError, Severity
from publish.fonts import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from publish.diagnostics import Diagnostic
    from publish.fonts import Face

MANUSCRIPTS = Path(__file__).parent / "diagnostics"
PROFILE = Path(__file__).parents[1] / "press" / "profiles" / "FOGRA39" / "ISOcoated_v2_300_bas.icc"
HOUSE_FONT = Path(__file__).parents[1] / "fonts" / "source-sans-3" / "SourceSans3_400Regular.ttf"

ELSEWHERE = {
    "ace": "tests/unit/verify and tests/conformance: it comes of built files",
    "layout-failed": "tests/unit/pdf: it comes of a fault of the engine",
    "image-not-drawn": "tests/unit/pdf/test_pdf_book.py: it comes of a drawing that the engine fails on",
    "shelf-twice": "tests/unit/test_shelf.py: it takes several manuscripts",
    "shelf-taken": "tests/unit/test_shelf.py: it takes a site's folder with something else in it",
    "worker-lost": "tests/unit/pdf: it comes of a worker that ends",
    "float-lost": "tests/unit/pdf/test_pdf_carrying.py: it takes a layout of a designer's",
    "tag-split": "tests/unit/verify and tests/conformance: it comes of built files",
    "tag-tree": "tests/unit/verify and tests/conformance: it comes of built files",
    "epubcheck": "tests/unit/verify and tests/conformance: it comes of built files",
    "pdf-ua": "tests/unit/verify and tests/conformance: it comes of built files",
    "qpdf": "tests/unit/verify and tests/conformance: it comes of built files",
    "validator-failed": "tests/unit/verify: it comes of a validator",
    "not-a-publication": "tests/unit/verify: it comes of the files that are named",
    "file-missing": "tests/unit/verify: it comes of the files that are named",
    "creep": "tests/unit/test_placing.py: it takes a magazine of many pages",
    "vendor-unreadable": "tests/unit/manuscript/test_vendors.py: it comes of the house's files",
} | {rule.code: "tests/conformance/test_preflight_mutations.py: it comes of built files" for rule in PREFLIGHT}
ELSEWHERE |= {rule.code: "tests/unit/importing: it comes of files that are imported" for rule in IMPORTING}
"""Codes that no manuscript can cause, and where they are proved."""


# ---------------------------------------------------------------------------------------------- files that are made


def _encoded(kind: str, mode: str = "RGB", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    output = io.BytesIO()
    Image.new(mode, size).save(output, kind, **options)
    return output.getvalue()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _huge_png() -> bytes:
    """Give a PNG of 50,000 × 50,000 pixels, as its header says."""
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IEND", b"")


def _bomb() -> bytes:
    """Give 200 MB of nothing, deflated."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(200)) + packer.flush()


def _scans() -> bytes:
    data = _encoded("JPEG", progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * 60 + data[-2:]


def _loop() -> bytes:
    """Give a TIFF whose first page names itself as the next."""
    data = bytearray(_encoded("TIFF"))
    (at,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, at)
    struct.pack_into("<I", data, at + 2 + 12 * count, at)
    return bytes(data)


def _animated() -> bytes:
    output = io.BytesIO()
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    frames[0].save(output, "GIF", save_all=True, append_images=frames[1:])
    return output.getvalue()


def _dark() -> bytes:
    output = io.BytesIO()
    Image.new("CMYK", (1400, 1000), (230, 217, 204, 217)).save(output, "JPEG")
    return output.getvalue()


def _sized(width: int, height: int) -> bytes:
    output = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((width, height)).save(output, "PNG")
    return output.getvalue()


def _svg(body: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90">{body}</svg>'.encode()


MADE: dict[str, Callable[[], bytes]] = {
    "png": lambda: _encoded("PNG"),
    "svg of a long path": lambda: _svg(f'<path d="M0 0{" 1,2" * 70_000}"/>'),
    "svg of 30000 markers": lambda: _svg(
        f'<marker id="m"><rect width="1" height="1"/><rect width="1" height="1"/></marker>'
        f'<polyline points="{"1,2 " * 30_000}" marker-mid="url(#m)"/>'
    ),
    "svg of 60000 shapes": lambda: _svg('<circle r="1"/>' * 60_000),
    "jpeg": lambda: _encoded("JPEG"),
    "jpeg cut off": lambda: _encoded("JPEG")[:-100],
    "jpeg with half a profile": lambda: _encoded("JPEG", icc_profile=b"half a profile"),
    "jpeg in CMYK": lambda: _encoded("JPEG", "CMYK"),
    "tiff in floating point": lambda: _encoded("TIFF", "F"),
    "gif that moves": _animated,
    "gif of 26 MB": lambda: _animated() + bytes(26_000_000),
    "webp of 50 megapixels": lambda: _encoded("WEBP", size=(10_000, 5_000)),
    "jpeg of 60 scans": _scans,
    "jpeg of 30000 comments": lambda: (data := _encoded("JPEG"))[:2] + b"\xff\xfe\0\2" * 30_000 + data[2:],
    "png of 30000 chunks": lambda: (data := _encoded("PNG"))[:33] + _chunk(b"prVt", b"") * 30_000 + data[33:],
    "png with a bomb of text": lambda: (data := _encoded("PNG"))[:33] + _chunk(b"zTXt", b"a\0\0" + _bomb()) + data[33:],
    "png with a bomb of a profile": lambda: (
        (data := _encoded("PNG"))[:33] + _chunk(b"iCCP", b"a\0\0" + _bomb()) + data[33:]
    ),
    "tiff whose pages go round": _loop,
    "png of 50000 by 50000": _huge_png,
    "photoshop": lambda: b"8BPS\0\1",
    "jpeg of 340 % ink": _dark,
    "png of 300 by 200": lambda: _sized(300, 200),
    "png of 880 by 600": lambda: _sized(880, 600),
    "half a profile": lambda: PROFILE.read_bytes()[:5_000],
    "a profile for RGB": lambda: ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    "nothing at all": lambda: b"",
    "latin-1": lambda: "# Caf\xe9\n".encode("latin-1"),
    "latin-1 in line 3": lambda: "# Title\r\n\r\nCaf\xe9\r\n".encode("latin-1"),
    "utf-16": lambda: "# Title\n".encode("utf-16"),
    "a NUL in line 3": lambda: b"# Title\n\nWords\0\n",
    "a control character in line 3": lambda: b"# Title\n\nWords\x07\n",
    "a BOM and CRLF": lambda: b"\xef\xbb\xbf# A title\r\n\r\nWords.\r\n",
    "a font": HOUSE_FONT.read_bytes,
    "half a font": lambda: HOUSE_FONT.read_bytes()[:20_000],
    "10000 quotations": lambda: b"# Title\n\n" + b"> " * 10_000 + b"words\n",
    "40 lists": lambda: b"# Title\n\n" + b"".join(b"  " * depth + b"- a\n" for depth in range(40)),
    "40 stresses": lambda: b"# Title\n\nWords\n" + b"".join(b"*a _b " for _ in range(40)) + b"_ *" * 40 + b"\n",
    "10000 brackets": lambda: b"title: A\nlanguage: en\nsubjects: " + b"[" * 10_000 + b"\n",
    "300 kB": lambda: b"title: A\nlanguage: en\nrights: " + b"a" * 300_000 + b"\n",
    "2 MB": lambda: b"title: A\nlanguage: en\nrights: " + b"a" * 2_000_000 + b"\n",
    "100 kB of front matter": lambda: b"---\nstandfirst: " + b"a" * 100_000 + b"\n---\n\n# A title\n",
    "30000 values": lambda: b"title: A\nlanguage: en\nsubjects:\n" + b"- a\n" * 30_000,
}


def _put(path: Path, made: str, folder: Path) -> None:
    """Make a file of a kind that MADE has, a folder, a pipe, a link, or one too large to keep here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if made.startswith("link to "):
        outside = folder.parent / "outside.png"
        outside.write_bytes(_encoded("PNG"))
        path.symlink_to(made.removeprefix("link to "))
    elif made == "folder":
        path.mkdir()
    elif made == "pipe":
        os.mkfifo(path)
    elif made == "100 MB":
        with path.open("wb") as file:
            file.truncate(100 * 1024 * 1024 + 1)
    elif made != "nothing":
        path.write_bytes(MADE[made]())


# ------------------------------------------------------------------------------------------------------ manuscripts


@dataclass(frozen=True, slots=True)
class Mistake:
    """One manuscript with mistakes: its code's folder, its name, what is expected, and its files by path."""

    code: str
    name: str
    expected: tuple[str, ...]
    output: str
    files: Mapping[str, str]

    @property
    def id(self) -> str:
        """The name by which pytest shows the manuscript."""
        return f"{self.code}: {self.name}"

    @property
    def is_error(self) -> bool:
        """Whether any of its findings stops a build."""
        return any(RULES[line.rpartition(" ")[2]].severity is Severity.ERROR for line in self.expected)

    def write(self, folder: Path) -> None:
        """Write the manuscript's files into a folder."""
        folder.mkdir()
        files = dict(self.files)
        if not any(name.startswith("publication.yaml") for name in files):
            files["publication.yaml"] = "title: A title\nlanguage: en-GB\n"
        if not any(name.partition(" < ")[0].endswith(".md") for name in files):
            files["a.md"] = "# A title\n\nWords.\n"
        for name, text in files.items():
            path, _, made = name.partition(" < ")
            if made:
                _put(folder / path, made, folder)
            else:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(text, "utf-8")


def read_mistakes() -> Iterator[Mistake]:
    """Give every manuscript of tests/diagnostics."""
    for file in sorted(MANUSCRIPTS.glob("*/*.txt")):
        head, *sections = re.split(r"^=== (.+)$\n?", file.read_text("utf-8"), flags=re.MULTILINE)
        files = dict(zip(sections[::2], sections[1::2], strict=True))
        lines = [line for line in head.splitlines() if line and not line.startswith("#")]
        output = next((line.removeprefix("build: ") for line in lines if line.startswith("build: ")), "")
        expected = tuple(line for line in lines if not line.startswith("build: "))
        yield Mistake(file.parent.name, file.stem, expected, output, files)


ALL = list(read_mistakes())


# ------------------------------------------------------------------------------------------------------------ tests


@functools.cache
def _house_faces(directories: tuple[Path, ...]) -> tuple[tuple[Face, ...], tuple[Diagnostic, ...]]:
    return find(directories)


@pytest.fixture(autouse=True)
def house_fonts_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the house's fonts once for all manuscripts that have none of their own: it takes most of a check's time."""
    own = Path("manuscript", "fonts")
    monkeypatch.setattr(
        "publish.preparation.find", lambda folders: (find if own in folders else _house_faces)(tuple(folders))
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder of one's own; manuscripts are made in it."""
    monkeypatch.chdir(tmp_path)
    return Path("manuscript")


def findings(mistake: Mistake, folder: Path, tmp_path: Path) -> tuple[Diagnostic, ...]:
    if not mistake.output:
        return check(folder, "manuscript")
    try:
        return build(Request(folder, "manuscript", tmp_path / "out", (mistake.output,))).diagnostics
    except PublishError as error:
        return error.diagnostics


@pytest.mark.parametrize("mistake", ALL, ids=lambda mistake: mistake.id)
def test_a_mistake_is_found_where_it_stands_and_nothing_else_is(mistake: Mistake, folder: Path, tmp_path: Path) -> None:
    mistake.write(folder)
    found = findings(mistake, folder, tmp_path)
    lines = [f"{each.span.path.removeprefix('manuscript/')}:{each.span.line}: {each.code}" for each in found]
    assert lines == list(mistake.expected)
    for each in found:
        assert each.severity is RULES[each.code].severity
        assert each.span.column >= 1
        assert str(tmp_path) not in str(each)
        assert "\n" not in each.message


@pytest.mark.parametrize("mistake", [each for each in ALL if each.is_error], ids=lambda mistake: mistake.id)
def test_a_build_with_errors_ends_with_1_and_leaves_the_last_good_files_alone(mistake: Mistake, folder: Path) -> None:
    mistake.write(folder)
    out = Path("out")
    out.mkdir()
    (out / "a-title.epub").write_bytes(b"the last good one")
    arguments = ["manuscript", "--format", "json"]
    result = run("build", *arguments, "--out", "out", "--to", mistake.output or "epub")
    assert result.exit_code == 1, result.output
    codes = [each["code"] for each in json.loads(result.stdout)]
    assert codes == [line.rpartition(" ")[2] for line in mistake.expected]
    assert [(path.name, path.read_bytes()) for path in out.iterdir()] == [("a-title.epub", b"the last good one")]


@pytest.mark.parametrize(
    "mistake", [each for each in ALL if not each.is_error and not each.output], ids=lambda mistake: mistake.id
)
def test_warnings_are_errors_only_where_they_are_asked_to_be(mistake: Mistake, folder: Path) -> None:
    mistake.write(folder)
    assert run("check", "manuscript").exit_code == 0
    assert run("check", "manuscript", "--strict").exit_code == (1 if mistake.expected else 0)


def run(*arguments: str) -> Result:
    """Run the command line; whatever it raises is a bug of ours, and is raised here too."""
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def test_every_code_has_a_manuscript_that_shows_it() -> None:
    shown = {line.rpartition(" ")[2] for mistake in ALL for line in mistake.expected}
    assert shown | set(ELSEWHERE) == set(RULES)
    assert not shown & set(ELSEWHERE)


def test_a_folder_is_named_after_a_code_that_each_of_its_manuscripts_gives() -> None:
    fine = {"nothing-wrong"}
    for mistake in ALL:
        assert mistake.code in fine or any(line.endswith(f" {mistake.code}") for line in mistake.expected), mistake.id
        assert mistake.code not in fine or not mistake.expected
