"""The press PDF of whole manuscripts, judged by the preflight and by Ghostscript, MuPDF, poppler and qpdf."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pikepdf
import pymupdf
import pytest
from PIL import Image
from tests.editions.test_pages import page_texts, words

from publish.diagnostics import Severity
from publish.prepress import limits_of
from publish.verify import verify
from publish.verify.preflight import preflight

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from tests.editions.conftest import Built

    Plates = dict[str, NDArray[np.float64]]

DPI = 150
INKS = ("Cyan", "Magenta", "Yellow", "Black")


def test_the_preflight_passes(built: Built) -> None:
    found = preflight(built.files["press"], limits_of(built.edition)).findings
    # The torture manuscript has coloured words in small code, which are worth a warning.
    meant = {"gwg-small-colour-text"} if built.edition.slug == "torture" else set()
    assert [str(each) for each in found if each.code not in meant] == []


@pytest.mark.validator("qpdf")
def test_validators_find_no_error(built: Built) -> None:
    verdict = verify([built.files["press"]])
    assert [str(each) for each in verdict.diagnostics if each.severity is Severity.ERROR] == []
    assert {"preflight", "qpdf"} == {name.split()[0] for name in verdict.used}


@pytest.mark.validator("mutool")
def test_no_colour_is_painted_but_in_inks(built: Built) -> None:
    run = subprocess.run(
        ["mutool", "trace", str(built.files["press"]), "1-N"], capture_output=True, text=True, check=True
    )
    painted = set(re.findall(r'colorspace="([^"]*)"', run.stdout))
    # Registration marks are in the colour of all plates.
    assert painted <= {"DeviceCMYK", "DeviceGray", "Separation(DeviceCMYK,All)"}, painted
    assert "DeviceCMYK" in painted


@pytest.mark.validator("poppler")
def test_fonts_are_embedded_and_reduced_to_their_glyphs(built: Built) -> None:
    run = subprocess.run(["pdffonts", str(built.files["press"])], capture_output=True, text=True, check=True)
    rows = run.stdout.splitlines()[2:]
    assert rows
    for row in rows:
        # name, type, encoding, emb, sub, uni, object
        assert re.fullmatch(r"[A-Z]{6}\+\S+ .* yes yes (yes|no ) +\d+ +\d+", row), row


@pytest.mark.validator("poppler")
def test_screen_and_press_have_the_same_pages(built: Built) -> None:
    screen, press = page_texts(built.files["screen"]), page_texts(built.files["press"])
    assert len(screen) == len(press) == built.pages.count
    for number, (left, right) in enumerate(zip(screen, press, strict=True), 1):
        assert words(left) == words(right), f"page {number}"


def plates_of(file: Path, page: int, folder: Path) -> Plates:
    """Give what Ghostscript puts on each plate of a page, counted from 1: 0 is no ink, 1 all of it."""
    out = folder / f"page-{page}.tif"
    gs = ["gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", f"-r{DPI}", "-dOverprint=/enable"]
    run = [*gs, f"-dFirstPage={page}", f"-dLastPage={page}", f"-sOutputFile={out}", str(file)]
    subprocess.run(run, capture_output=True, check=True)
    plates = {ink: np.asarray(Image.open(folder / f"page-{page}({ink}).tif"), float) for ink in INKS}
    return {ink: 1 - plate / 255 for ink, plate in plates.items()}


def is_black(colour: tuple[float, ...]) -> bool:
    """Say whether MuPDF shows a colour as black ink alone, which it gives in RGB."""
    return all(abs(part - black) < 0.002 for part, black in zip(colour, (0.137, 0.122, 0.125), strict=True))


def black_texts(file: Path, page: int) -> list[tuple[int, int, int, int]]:
    """Give where lines of black text under 12 pt stand on a page, in pixels of its plates."""
    scale = DPI / 72
    with pymupdf.open(file) as pdf:
        spans = pdf[page - 1].get_texttrace()
        found = [span for span in spans if is_black(span["color"]) and span["size"] < 11.9]
        boxes = [tuple(round(value * scale) for value in span["bbox"]) for span in found]
    return [box for box in boxes if box[2] - box[0] > 8 and box[3] - box[1] > 4]


@pytest.mark.validator("Ghostscript")
def test_black_text_stands_on_the_black_plate_and_leaves_no_holes_in_the_others(built: Built, tmp_path: Path) -> None:
    white = tinted = 0
    for page in range(1, built.pages.count + 1):
        boxes = black_texts(built.files["press"], page)
        if not boxes:
            continue
        plates = plates_of(built.files["press"], page, tmp_path)
        for left, top, right, bottom in boxes:
            part = {ink: plate[top:bottom, left:right] for ink, plate in plates.items()}
            letters, ground = part["Black"] > 0.95, part["Black"] < 0.05
            if letters.sum() < 5 or ground.sum() < 5:
                continue
            colours = [part[ink] for ink in INKS[:3]]
            if max(float(colour[ground].max()) for colour in colours) < 0.01:
                assert max(float(colour[letters].max()) for colour in colours) < 0.01, f"page {page}: {(left, top)}"
                white += 1
            elif all(float(np.ptp(colour[ground])) < 0.02 for colour in colours):
                for colour in colours:
                    assert abs(float(colour[letters].mean() - colour[ground].mean())) < 0.01, (
                        f"page {page}: {(left, top)}"
                    )
                tinted += 1
    assert white > 20
    assert tinted > 5 or built.edition.design.name == "book"


def test_the_strong_colour_is_on_the_page_as_the_tokens_write_it(built: Built) -> None:
    wanted = (0.2, 0.85, 0.9, 0.1)
    with pikepdf.open(built.files["press"]) as pdf:
        inks = {
            tuple(float(str(value)) for value in each.operands)
            for page in pdf.pages
            for each in pikepdf.parse_content_stream(page)
            if str(each.operator) in {"k", "K"}
        }
    assert any(all(abs(a - b) < 0.0005 for a, b in zip(ink, wanted, strict=True)) for ink in inks)
