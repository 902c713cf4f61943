"""Built files → diagnostics: by EPUBCheck, Ace, page-validation and qpdf, and by checks of the project's own."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publish import doctor
from publish.diagnostics import Diagnostic
from publish.source import Span
from publish.verify import ace, epubcheck, pdfua, preflight, qpdf, tagtree

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
    """A validator: its name, what it needs (the first need carries its version), its files, its findings."""

    name: str
    needs: tuple[str, ...]
    reads: Callable[[Path], bool]
    findings: Callable[[Path], Iterable[Diagnostic]]


_SUFFIXES = (".epub", ".pdf")


def verify(files: Sequence[Path]) -> Verdict:
    """Run every validator this machine has on the files, where a folder stands for the EPUBs and PDFs in it.

    A validator that lacks something is left out and its need listed; no finding may be read as its approval. Where
    ``CI=true`` nothing may be left out: what is lacking is an error.
    """
    wrong, publications = _sort_out(files)
    wanted = dict.fromkeys(name for each in _VALIDATORS for name in each.needs)
    needs = {need.name: need for need in doctor.examine(*wanted)}
    diagnostics = list(wrong)
    used: list[str] = []
    lacking: dict[str, Need] = {}
    for validator in _VALIDATORS:
        readable = [file for file in publications if validator.reads(file)]
        missing = doctor.lacking([needs[name] for name in validator.needs])
        if not readable:
            continue
        if missing:
            lacking |= {need.name: need for need in missing}
            diagnostics += _refused(validator, missing, readable)
            continue
        used.append(" ".join((validator.name, *(str(needs[name].found) for name in validator.needs[:1]))))
        for file in readable:
            diagnostics += validator.findings(file)
    return Verdict(tuple(diagnostics), tuple(used), tuple(lacking.values()))


def _refused(validator: _Validator, missing: Sequence[Need], files: Sequence[Path]) -> list[Diagnostic]:
    if os.environ.get("CI") != "true":
        return []
    names = ", ".join(need.name for need in missing)
    hint = "; ".join(dict.fromkeys(need.install for need in missing))
    message = f"{validator.name} gave no verdict: this machine lacks {names}"
    return [Diagnostic("validator-failed", message, Span(str(file)), hint) for file in files]


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


def _is_press_pdf(file: Path) -> bool:
    return _is_pdf(file) and (pdfua.is_for_press(file) or "press" in file.stem)


def _is_screen_pdf(file: Path) -> bool:
    return _is_pdf(file) and not _is_press_pdf(file)


_VALIDATORS: tuple[_Validator, ...] = (
    _Validator("EPUBCheck", ("EPUBCheck", "Java"), _is_epub, epubcheck.findings),
    _Validator("Ace", ("Ace", "Node.js", "Chromium"), _is_epub, ace.findings),
    _Validator("page-validation", ("page-validation",), _is_screen_pdf, pdfua.findings),
    _Validator("tag-tree", (), _is_screen_pdf, tagtree.findings),
    _Validator("preflight", (), _is_press_pdf, preflight.findings),
    _Validator("qpdf", ("qpdf",), _is_pdf, qpdf.findings),
)
