"""The rules of what pages paint: colours, black, fine type and lines, pictures, ink (Ghent Workgroup, 2022)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf

from publish.verify.preflight.findings import Finding
from publish.verify.preflight.painting import each_space

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publish.verify.preflight.findings import File
    from publish.verify.preflight.painting import Mark

_FOREIGN = ("DeviceRGB", "CalRGB", "CalGray", "Lab", "ICCBased")
_SMALL = 16
_RICH, _DARK = 2.8, 0.85


def _text(file: File) -> Iterator[Mark]:
    return (mark for mark in file.painting.marks if mark.kind == "text")


def _lines(file: File) -> Iterator[Mark]:
    return (mark for mark in file.painting.marks if mark.kind == "stroke")


def _once(found: Iterable[tuple[Mark, str]], code: str) -> Iterator[Finding]:
    """Give one finding a page, with how often it is so there."""
    pages: dict[int, tuple[str, int]] = {}
    for mark, message in found:
        first, count = pages.get(mark.page, (message, 0))
        pages[mark.page] = (first, count + 1)
    for page, (message, count) in pages.items():
        yield Finding(code, message + (f" ({count} times)" if count > 1 else ""), page)


def colours_are_inks(file: File) -> Iterator[Finding]:
    """Everything is painted in CMYK, grey or a spot colour (GWG R0027; ISO 15930-7, 6.2.3)."""
    for page, kind, space, _names in each_space(file.painting):
        if space.startswith(_FOREIGN):
            code = "x4-device-rgb" if space == "DeviceRGB" else "gwg-colour-space"
            yield Finding(code, f"a {kind} is painted in {space}", page)


def there_are_no_spot_colours(file: File) -> Iterator[Finding]:
    """No plate is needed beyond the four (GWG R0020)."""
    spots: dict[str, int] = {}
    for page, _kind, space, names in each_space(file.painting):
        if space in {"Separation", "DeviceN"}:
            for name in set(names) - {"All", "None", "Cyan", "Magenta", "Yellow", "Black"}:
                spots.setdefault(name, page)
    if len(spots) > file.limits.spot_colours:
        for name, page in spots.items():
            yield Finding("gwg-spot-colour", f"the spot colour {name} is used", page)


def registration_stays_outside(file: File) -> Iterator[Finding]:
    """The colour of all plates is for marks outside the trim (GWG R0024)."""
    for mark in file.painting.marks:
        if "All" in mark.colour.names and mark.colour.space == "Separation":
            trim = file.pdf.pages[mark.page - 1].obj.get("/TrimBox")
            left, bottom, right, top = (float(value) for value in trim) if trim is not None else (0.0, 0.0, 1e9, 1e9)
            x0, y0, x1, y1 = mark.box
            if x0 < right - 0.1 and x1 > left + 0.1 and y0 < top - 0.1 and y1 > bottom + 0.1:
                yield Finding("gwg-registration", "the colour of all plates is used on the page", mark.page)


def groups_mix_inks(file: File) -> Iterator[Finding]:
    """Transparent groups mix in CMYK, soft masks also in grey (GWG R0030)."""
    for page, space, masking in dict.fromkeys(file.painting.groups):
        if space not in {"DeviceCMYK", ""} and not (masking and space == "DeviceGray"):
            yield Finding("gwg-group-space", f"a transparent group mixes its colours in {space}", page)


def white_knocks_out(file: File) -> Iterator[Finding]:
    """White never overprints: it would vanish (GWG R0007, R0008)."""
    white = [mark for mark in file.painting.marks if mark.colour.is_white and mark.overprint]
    texts = ((mark, "white text overprints, and would vanish") for mark in white if mark.kind == "text")
    yield from _once(texts, "gwg-white-text-overprint")
    paths = ((mark, "a white shape overprints, and would vanish") for mark in white if mark.kind in {"fill", "stroke"})
    yield from _once(paths, "gwg-white-overprint")


def black_overprints(file: File) -> Iterator[Finding]:
    """Black text under 12 pt, and black lines under 2 pt, overprint colour that lies under them (GWG R0009, R0010)."""
    grounds = _grounds(file)
    for marks, limit, what, code in (
        (_text(file), file.limits.black_text, "text", "gwg-small-text-overprint"),
        (_lines(file), file.limits.black_line, "line", "gwg-thin-line-overprint"),
    ):
        found = (
            (mark, f"black {what} of {mark.size:.2g} pt over colour knocks it out")
            for mark in marks
            if mark.colour.is_black and mark.size < limit - 0.01
            and not _overprints(mark) and _lies_on(mark, grounds.get(mark.page, []))
        )  # fmt: skip
        yield from _once(found, code)


def _overprints(mark: Mark) -> bool:
    return mark.overprint and (mark.mode == 1 or mark.colour.space != "DeviceCMYK")


def _grounds(file: File) -> dict[int, list[Mark]]:
    """Give the coloured areas and pictures of each page."""
    found: dict[int, list[Mark]] = {}
    for mark in file.painting.marks:
        inks = mark.colour.inks
        if mark.kind == "picture" or (mark.kind == "fill" and inks is not None and max(inks[:3]) > 0.001):
            found.setdefault(mark.page, []).append(mark)
    return found


def _lies_on(mark: Mark, grounds: list[Mark]) -> bool:
    left, bottom, right, top = mark.box
    return any(
        left < ground.box[2] and right > ground.box[0] and bottom < ground.box[3] and top > ground.box[1]
        for ground in grounds
    )


def fine_type_is_not_grey(file: File) -> Iterator[Finding]:
    """Small text and thin lines aren't in DeviceGray, which devices map as they like (GWG R0011-R0013)."""
    texts = (
        (mark, f"text of {mark.size:.1f} pt is in DeviceGray") for mark in _text(file)
        if mark.colour.space == "DeviceGray" and mark.size < file.limits.black_text - 0.01
    )  # fmt: skip
    yield from _once(texts, "gwg-grey-text")
    lines = (
        (mark, f"a line of {mark.size:.2f} pt is in DeviceGray") for mark in _lines(file)
        if mark.colour.space == "DeviceGray" and mark.size < file.limits.black_line - 0.01
    )  # fmt: skip
    yield from _once(lines, "gwg-grey-line")
    over = (
        (mark, "something in DeviceGray overprints") for mark in file.painting.marks
        if mark.colour.space == "DeviceGray" and mark.overprint and mark.kind != "picture"
    )  # fmt: skip
    yield from _once(over, "gwg-grey-overprint")


def text_is_not_rich_black(file: File) -> Iterator[Finding]:
    """Text isn't printed with all inks on one another (GWG R0015)."""
    found = (
        (mark, "text is in rich black, which no press registers")
        for mark in _text(file)
        if mark.colour.inks and mark.colour.inks[3] >= _DARK and sum(mark.colour.inks) > _RICH
    )
    yield from _once(found, "gwg-rich-black-text")


def fine_type_has_one_ink(file: File) -> Iterator[Finding]:
    """Text under 9 pt is of one ink, and not white (GWG R0016, R0017)."""
    small = [mark for mark in _text(file) if mark.size < file.limits.fine_text - 0.01]
    white = ((mark, f"white text of {mark.size:.1f} pt fills in") for mark in small if mark.colour.is_white)
    yield from _once(white, "gwg-small-white-text")
    several = (
        (mark, f"text of {mark.size:.1f} pt has {mark.colour.channels} inks")
        for mark in small
        if mark.colour.channels > 1
    )
    yield from _once(several, "gwg-small-colour-text")


def fine_lines_have_one_ink(file: File) -> Iterator[Finding]:
    """Lines under 0.25 pt are of one ink, and not white (GWG R0018, R0019)."""
    found = (
        (mark, f"a line of {mark.size:.2f} pt is white or has several inks")
        for mark in _lines(file)
        if mark.size < file.limits.fine_line - 0.005 and (mark.colour.is_white or mark.colour.channels > 1)
    )
    yield from _once(found, "gwg-fine-line")


def pictures_have_enough_pixels(file: File) -> Iterator[Finding]:
    """Pictures have enough pixels to the inch as they are placed (GWG R0031, R0032)."""
    for mark in file.painting.marks:
        if mark.kind != "picture" or min(mark.pixels) <= _SMALL:
            continue
        line = mark.bits == 1
        error, warning = file.limits.line_ppi if line else file.limits.ppi
        kind = "line art" if line else "a picture"
        ppi = f"{kind} of {mark.pixels[0]} × {mark.pixels[1]} pixels has {mark.ppi:.0f} to the inch"
        if mark.ppi < error - 0.5:
            yield Finding("gwg-line-ppi-error" if line else "gwg-ppi-error", ppi, mark.page)
        elif mark.ppi < warning - 0.5:
            yield Finding("gwg-line-ppi" if line else "gwg-ppi", ppi, mark.page)


def ink_is_within_the_limit(file: File) -> Iterator[Finding]:
    """No square of 15 mm has more ink than the paper takes (GWG R0026)."""
    for page, ink in enumerate(file.inks, 1):
        if ink.mean > file.limits.ink:
            x, y = ink.at
            message = f"{ink.mean:.0f} % of ink around {x:.0f} × {y:.0f} mm, where {file.limits.ink:g} % is the limit"
            yield Finding("gwg-ink", message, page)


def pages_are_not_empty(file: File) -> Iterator[Finding]:
    """A page that nothing is painted on is meant, and says so (GWG R0005)."""
    painted = {mark.page for mark in file.painting.marks}
    for number, page in enumerate(file.pdf.pages, 1):
        if number not in painted and not _is_meant(page):
            yield Finding("gwg-empty-page", "it is empty", number)


def _is_meant(page: pikepdf.Page) -> bool:
    """Say whether a page says of itself that it is meant to be blank, as those of this project do."""
    said = page.obj.get("/PieceInfo")
    piece = said.get("/Publish") if isinstance(said, pikepdf.Dictionary) else None
    return isinstance(piece, pikepdf.Dictionary) and piece.get("/Private") == pikepdf.Name.Blank


PAGE_RULES = (
    colours_are_inks,
    there_are_no_spot_colours,
    registration_stays_outside,
    groups_mix_inks,
    white_knocks_out,
    black_overprints,
    fine_type_is_not_grey,
    text_is_not_rich_black,
    fine_type_has_one_ink,
    fine_lines_have_one_ink,
    pictures_have_enough_pixels,
    ink_is_within_the_limit,
    pages_are_not_empty,
)
