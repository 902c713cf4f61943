"""What a print buyer reads of the press PDF: the job, ink, resolution, preflight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from publish.forms import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Facts = list[tuple[str, str]]


def press_facts(press: Mapping[str, Any]) -> Facts:
    """Give the facts of the job, each with its name; none where nothing goes to press."""
    return list(_facts(press)) if press else []


def _facts(press: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if press["vendor"]:
        yield "Vendor", press["vendor"]
    yield "Pages", str(press["pages"])
    yield "Trim", f"{press['trim']['width']:g} × {press['trim']['height']:g} mm"
    yield "Bleed", _edges(press["bleed"])
    yield "Safe zone", _edges(press["safe"])
    yield "Binding", f"{press['binding']}, cover: {press['cover']}"
    if press["spine"]:
        yield "Spine", f"{press['spine']:g} mm"
    yield "Paper", f"{press['paper']['weight']:g} g/m², {press['paper']['thickness']:g} mm a leaf"
    if condition := press["condition"]:
        yield "Printing condition", f"{condition['name']} ({condition['profile']})"
    yield "Ink limit", f"{press['ink-limit']} %"


def _edges(edges: Mapping[str, Any]) -> str:
    lengths = {name: edges[name] for name in ("top", "outside", "bottom", "inside")}
    if len(set(lengths.values())) == 1:
        return f"{lengths['top']:g} mm"
    return ", ".join(f"{name} {length:g} mm" for name, length in lengths.items())


def press_files(press: Mapping[str, Any]) -> list[tuple[str, Facts]]:
    """Give each file of the hand-over with what the preflight measured in it."""
    return [(each["name"], list(_measured(each))) for each in press.get("files", ())]


def _measured(file: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    ink, pictures, found = file["ink"], file["images"], file["findings"]
    yield "Pages", str(file["pages"])
    place = f"page {ink['page']}, {ink['at'][0]:g} × {ink['at'][1]:g} mm from the upper left of the trim"
    yield "Most ink over 15 mm", f"{ink['mean']:g} %, on {place}"
    yield "Most ink at one place", f"{ink['maximum']:g} %"
    if pictures:
        least = min(pictures, key=lambda each: (each["ppi"], each["page"]))
        yield "Lowest resolution", f"{least['ppi']} ppi, on page {least['page']}, of {number(len(pictures), 'picture')}"
    yield "Colours", ", ".join(file["colours"])
    yield "Fonts", ", ".join(file["fonts"])
    errors = sum(each["severity"] == "error" for each in found)
    counted = f"{number(errors, 'error')}, {number(len(found) - errors, 'warning')}"
    yield "Preflight", f"{file['rules']} rules, {counted}"
    for each in found:
        yield each["severity"].capitalize(), f"{each['message']} [{each['code']}]"
