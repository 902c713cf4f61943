"""What tests of importing ask for: a file brought into a manuscript that is checked, and built."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from tests.unit.importing.sources import SOURCES

from publish.build import check
from publish.diagnostics import Diagnostic, Severity
from publish.importing.run import Request, import_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Brought:
    """What came of a file: its article, what was said, and the manuscript's folder."""

    text: str
    found: tuple[Diagnostic, ...]
    out: Path
    lost: tuple[str, ...]

    def said(self, code: str) -> list[str]:
        """Give the messages of a code."""
        return [each.message for each in self.found if each.code == code]


@pytest.fixture
def bring(tmp_path: Path) -> Callable[..., Brought]:
    """Import a file, which the manuscript's checks find no error in; a text or bytes are the file's."""

    def brought(data: bytes | str | Path, name: str = "a.docx", **options: object) -> Brought:
        if isinstance(data, bytes | str):
            file = tmp_path / name
            file.write_bytes(data.encode() if isinstance(data, str) else data)
        else:
            file = data
        out = tmp_path / "out"
        outcome = import_files(Request((file,), out, **options))  # type: ignore[arg-type]
        errors = [each for each in check(out, "m") if each.severity is Severity.ERROR]
        assert errors == []
        assert all(each.severity is Severity.WARNING for each in outcome.diagnostics)
        article = next(path for path in outcome.files if path.suffix == ".md")
        text = article.read_text("utf-8")
        for each in outcome.diagnostics:
            assert 1 <= each.span.line <= text.count("\n") or each.span.path.endswith(".yaml")
            assert each.hint
        return Brought(text.partition("\n---\n\n")[2], outcome.diagnostics, out, outcome.lost)

    return brought


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with every source as a Word and as an ODT file, made by LibreOffice."""
    folder = tmp_path_factory.mktemp("converted")
    for name, text in SOURCES.items():
        (folder / f"{name}.fodt").write_text(text, "utf-8")
    sources = [str(folder / f"{name}.fodt") for name in SOURCES]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in ("docx", "odt"):
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *sources]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder
