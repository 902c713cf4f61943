from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pikepdf
import pytest

from publish import doctor, verify
from publish.verify import pdfua

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from publish.diagnostics import Diagnostic


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Stand in for every validator: each is there, and only writes down which files it was given."""
    files: list[tuple[str, str]] = []

    def note(name: str, file: Path) -> Iterator[Diagnostic]:
        files.append((name, file.name))
        return iter(())

    def stand_in(name: str) -> Callable[[Path], Iterator[Diagnostic]]:
        return lambda file: note(name, file)

    monkeypatch.setattr(
        verify,
        "_VALIDATORS",
        tuple(dataclasses.replace(each, findings=stand_in(each.name)) for each in verify._VALIDATORS),
    )
    monkeypatch.delenv("CI", raising=False)
    _machine(monkeypatch, found="1.0")
    return files


def _machine(monkeypatch: pytest.MonkeyPatch, *, found: str | None) -> None:
    def examine(*names: str) -> tuple[doctor.Need, ...]:
        return tuple(doctor.Need(name, "", found, f"install {name}", required=False) for name in names)

    monkeypatch.setattr(doctor, "examine", examine)


def _pdf(file: Path, intent: str | None = None) -> Path:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        if intent:
            pdf.Root.OutputIntents = pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name(intent))])
        pdf.save(file)
    return file


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path, seen: list[tuple[str, str]]) -> None:
    verdict = verify.verify([tmp_path / "a.epub"])
    assert [str(each).splitlines()[0] for each in verdict.diagnostics] == [
        f"{tmp_path}/a.epub:1:1: error: a.epub does not exist [file-missing]"
    ]
    assert (verdict.used, verdict.lacking, seen) == ((), (), [])


def test_a_file_of_another_kind_is_an_error(tmp_path: Path, seen: list[tuple[str, str]]) -> None:
    (tmp_path / "a.zip").touch()
    assert [each.code for each in verify.verify([tmp_path / "a.zip"]).diagnostics] == ["not-a-publication"]
    assert seen == []


def test_a_folder_stands_for_the_publications_in_it(tmp_path: Path, seen: list[tuple[str, str]]) -> None:
    for name in ("b.PDF", "a.epub", "a-report.json"):
        (tmp_path / name).touch()
    (tmp_path / "folder.pdf").mkdir()
    assert verify.verify([tmp_path]).diagnostics == ()
    assert seen == [
        *(("EPUBCheck", "a.epub"), ("Ace", "a.epub")),
        *(("page-validation", "b.PDF"), ("tag-tree", "b.PDF"), ("qpdf", "b.PDF")),
    ]


def test_a_folder_without_publications_is_an_error(tmp_path: Path, seen: list[tuple[str, str]]) -> None:
    assert [each.code for each in verify.verify([tmp_path]).diagnostics] == ["file-missing"]
    assert seen == []


def test_the_verdict_names_the_validators_that_looked(tmp_path: Path, seen: list[tuple[str, str]]) -> None:
    verdict = verify.verify([_pdf(tmp_path / "a.pdf"), _pdf(tmp_path / "b.pdf")])
    assert verdict.used == ("page-validation 1.0", "tag-tree", "qpdf 1.0")
    assert len(seen) == 6


def test_a_validator_that_lacks_something_is_left_out_and_named(
    tmp_path: Path, seen: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _machine(monkeypatch, found=None)
    (tmp_path / "a.epub").touch()
    verdict = verify.verify([tmp_path])
    assert (verdict.diagnostics, verdict.used, seen) == ((), (), [])
    assert [need.name for need in verdict.lacking] == ["EPUBCheck", "Java", "Ace", "Node.js", "Chromium"]


def test_what_is_lacking_is_an_error_in_ci(
    tmp_path: Path, seen: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _machine(monkeypatch, found=None)
    monkeypatch.setenv("CI", "true")
    (tmp_path / "a.epub").touch()
    first, second = verify.verify([tmp_path]).diagnostics
    assert (first.code, second.code) == ("validator-failed", "validator-failed")
    assert first.message == "EPUBCheck gave no verdict: this machine lacks EPUBCheck, Java"
    assert first.hint == "install EPUBCheck; install Java"


def test_a_press_pdf_is_not_held_to_pdf_ua(tmp_path: Path, seen: list[tuple[str, str]]) -> None:
    verify.verify([_pdf(tmp_path / "press.pdf", "/GTS_PDFX")])
    assert seen == [("preflight", "press.pdf"), ("qpdf", "press.pdf")]


def test_only_a_pdf_x_intent_makes_a_press_pdf(tmp_path: Path) -> None:
    assert pdfua.is_for_press(_pdf(tmp_path / "x.pdf", "/GTS_PDFX"))
    assert not pdfua.is_for_press(_pdf(tmp_path / "a.pdf", "/GTS_PDFA1"))
    assert not pdfua.is_for_press(_pdf(tmp_path / "n.pdf"))


@pytest.mark.parametrize("intents", [pikepdf.Name.No, pikepdf.Array([1, pikepdf.Name.No]), pikepdf.Dictionary()])
def test_intents_of_the_wrong_kind_are_no_intents(tmp_path: Path, intents: pikepdf.Object) -> None:
    with pikepdf.new() as pdf:
        pdf.Root.OutputIntents = intents
        pdf.save(tmp_path / "a.pdf")
    assert not pdfua.is_for_press(tmp_path / "a.pdf")


def test_what_can_not_be_read_is_no_press_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"not a PDF")
    assert not pdfua.is_for_press(tmp_path / "a.pdf")
