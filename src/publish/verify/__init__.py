"""Built files → diagnostics, by validators that others wrote: EPUBCheck, page-validation and qpdf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publish import doctor
from publish.diagnostics import Diagnostic
from publish.source import Span
from publish.verify import epubcheck, pdfua, qpdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from publish.doctor import Need


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the validators found, which ones looked (name and version), and what was missing for the others."""

    diagnostics: tuple[Diagnostic, ...]
    used: tuple[str, ...]
    lacking: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class _Validator:
    """A validator: the need that carries its name and version, what else it needs, its files, its findings."""

    name: str
    also: tuple[str, ...]
    reads: Callable[[Path], bool]
    findings: Callable[[Path], Iterable[Diagnostic]]


_SUFFIXES = (".epub", ".pdf")


def verify(files: Sequence[Path]) -> Verdict:
    """Run every validator this machine has on the files, where a folder stands for the EPUBs and PDFs in it.

    A validator that lacks something is left out and its need listed; no finding may be read as its approval.
    """
    wrong, publications = _sort_out(files)
    needs = {need.name: need for need in doctor.examine("EPUBCheck", "Java", "page-validation", "qpdf")}
    diagnostics = list(wrong)
    used: list[str] = []
    lacking: dict[str, Need] = {}
    for validator in _VALIDATORS:
        readable = [file for file in publications if validator.reads(file)]
        missing = doctor.lacking([needs[name] for name in (validator.name, *validator.also)])
        if not readable:
            continue
        if missing:
            lacking |= {need.name: need for need in missing}
            continue
        used.append(f"{validator.name} {needs[validator.name].found}")
        for file in readable:
            diagnostics += validator.findings(file)
    return Verdict(tuple(diagnostics), tuple(used), tuple(lacking.values()))


def _sort_out(files: Sequence[Path]) -> tuple[list[Diagnostic], list[Path]]:
    """Part what can't be verified at all, as diagnostics, from the EPUBs and PDFs."""
    wrong: list[Diagnostic] = []
    publications: list[Path] = []
    for file in files:
        if file.is_dir():
            inside = sorted(found for found in file.iterdir() if found.suffix.lower() in _SUFFIXES and found.is_file())
            publications += inside
            if not inside:
                wrong.append(_refusal("file-missing", file, "holds no EPUB and no PDF", "build first: publish build"))
        elif not file.is_file():
            wrong.append(_refusal("file-missing", file, "does not exist", "build first: publish build"))
        elif file.suffix.lower() in _SUFFIXES:
            publications.append(file)
        else:
            wrong.append(_refusal("not-a-publication", file, "is neither an EPUB nor a PDF", "give a .epub or a .pdf"))
    return wrong, publications


def _refusal(code: str, file: Path, what: str, hint: str) -> Diagnostic:
    return Diagnostic(code, f"{file.name or file} {what}", Span(str(file)), hint)


def _is_epub(file: Path) -> bool:
    return file.suffix.lower() == ".epub"


def _is_pdf(file: Path) -> bool:
    return file.suffix.lower() == ".pdf"


_VALIDATORS: tuple[_Validator, ...] = (
    _Validator("EPUBCheck", ("Java",), _is_epub, epubcheck.findings),
    _Validator("page-validation", (), lambda file: _is_pdf(file) and not pdfua.is_for_press(file), pdfua.findings),
    _Validator("qpdf", (), _is_pdf, qpdf.findings),
)
