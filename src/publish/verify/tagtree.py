"""The project's own checks of a tagged PDF's structure tree: what PDF/UA asks and validators by rule don't see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf

from publish.diagnostics import Diagnostic, Severity
from publish.source import Span
from publish.verify.structure import items_of, structure
from publish.verify.tagindex import INDEX_CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from publish.verify.structure import Node, Structure

_PARTS = {"Art", "Sect", "Part"}
_HEADING = re.compile(r"H([1-6])")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:|www\.|#)\S*", re.IGNORECASE)
_FINISHED = re.compile(r"[.!?:;…][)\]’”»\"']*$")
# A picture that runs to the edge of the paper is placed over it by the bleed; half an inch is more than any printer's.
_OVERHANG = 36.0


def findings(file: Path) -> Iterator[Diagnostic]:
    """Check the structure tree of a PDF and give each fault, with its page and the path of its element."""
    try:
        with pikepdf.open(file) as pdf:
            found = structure(pdf)
            if found is None:
                yield Diagnostic("tag-tree", "the file has no structure tree", Span(str(file)))
                return
            messages = [*found.faults, *(each for check in CHECKS for each in check(found))]
            suspected = list(what_may_be_split(found))
    except (pikepdf.PdfError, OSError) as error:
        yield Diagnostic("tag-tree", f"the file could not be read: {error}", Span(str(file)))
        return
    yield from (Diagnostic("tag-tree", message, Span(str(file))) for message in messages)
    yield from (Diagnostic("tag-split", each, Span(str(file)), severity=Severity.WARNING) for each in suspected)


def no_article_is_split(tree: Structure) -> Iterator[str]:
    """An article is one element, also over pages (ISO 32000-1, 14.7.2): each has a heading or a title."""
    for before, after in _neighbours(tree):
        # An article that was cut in two may have its second part begin on the page where the first one ends.
        if after.role in _PARTS and after.kind != "Aside" and tree.pages(before)[0] < tree.pages(after)[-1]:
            headed = any(_HEADING.fullmatch(node.role) for node in after.walk())
            if not headed and after.said("/T") == "":
                yield _rest(tree, before, after)


def what_may_be_split(tree: Structure) -> Iterator[str]:
    """What goes on over a page is one element: of two that meet at a page's end the words alone tell, and may err."""
    for before, after in _neighbours(tree):
        if tree.pages(before)[-1] < tree.pages(after)[0] and _goes_on(tree, before, after):
            yield _rest(tree, before, after, "may be")


def _neighbours(tree: Structure) -> Iterator[tuple[Node, Node]]:
    """Give each two elements of one kind that follow each other, and are on pages."""
    for parent in tree.nodes:
        for before, after in zip(parent.kids, parent.kids[1:], strict=False):
            if before.role == after.role and tree.pages(before) and tree.pages(after):
                yield before, after


def _rest(tree: Structure, before: Node, after: Node, verb: str = "is") -> str:
    return f"{tree.at(after)}: {verb} the rest of {before.path}, which began on page {tree.pages(before)[0]}"


def _goes_on(tree: Structure, before: Node, after: Node) -> bool:
    match after.role:
        case "P" | "LBody" | "BlockQuote":
            return tree.text(after)[:1].islower() and not _FINISHED.search(tree.text(before))
        case "Table":
            widths = {len(row.kids) for table in (before, after) for row in table.walk() if row.role == "TR"}
            return len(widths) == 1 and not any(kid.role == "Caption" for kid in after.kids)
        case "L":
            labels = [[tree.text(node) for node in each.walk() if node.role == "Lbl"] for each in (before, after)]
            return bool(labels[0] and labels[1]) and _succeed(labels[0][-1], labels[1][0])
        case _:
            return False


def _succeed(last: str, first: str) -> bool:
    """Say whether a list's label goes on from another: the next number, or the very same bullet."""
    numbers = [re.sub(r"\D", "", label) for label in (last, first)]
    return int(numbers[0]) + 1 == int(numbers[1]) if all(numbers) else last == first and not any(numbers)


def pictures_are_described(tree: Structure) -> Iterator[str]:
    """A figure or formula has an alternative, and a figure says where it stands (ISO 14289-1, 7.3 and 7.7)."""
    for node in tree.nodes:
        if node.role in {"Figure", "Formula"} and not (node.said("/Alt") or node.said("/ActualText")):
            yield f"{tree.at(node)}: has no Alt"
        if node.role == "Figure":
            yield from _misplaced(tree, node)


def _misplaced(tree: Structure, node: Node) -> Iterator[str]:
    """Say where a figure's BBox is missing, empty, or not on its page (ISO 32000-1, 14.8.5.4.3)."""
    pages = tree.pages(node)
    box = _rectangle(node.attribute("/BBox"))
    if box is None:
        yield f"{tree.at(node)}: has no BBox"
    elif pages:
        sheet = _rectangle(tree.pdf.pages[pages[0] - 1].mediabox) or (0, 0, 0, 0)
        left, foot, right, head = box
        inside = left >= sheet[0] - _OVERHANG and foot >= sheet[1] - _OVERHANG
        inside = inside and right <= sheet[2] + _OVERHANG and head <= sheet[3] + _OVERHANG
        if not inside or left >= right or foot >= head:
            yield f"{tree.at(node)}: its BBox {[round(value) for value in box]} is not on the page"


def _rectangle(value: Any) -> tuple[float, float, float, float] | None:
    try:
        left, foot, right, head = (float(each) for each in items_of(value))
    except (TypeError, ValueError):
        return None
    return left, foot, right, head


def links_say_where_they_lead(tree: Structure) -> Iterator[str]:
    """A link has its annotation, and that says the link's words, not its address (ISO 14289-1, 7.18.1 and 7.18.5)."""
    for node in tree.nodes:
        if node.role != "Link":
            continue
        if not node.annotations:
            yield f"{tree.at(node)}: leads nowhere, it holds no annotation"
        words = tree.text(node)
        for annotation in node.annotations:
            contents = " ".join(str(annotation.get("/Contents") or "").split())
            if not contents:
                yield f"{tree.at(node)}: its annotation has no Contents"
            elif _ADDRESS.fullmatch(contents) and _bare(contents) != _bare(words):
                yield f"{tree.at(node)}: its Contents are the address {contents}, its words are “{words}”"


def _bare(address: str) -> str:
    return re.sub(r"^(?:[a-z]+:(?://)?)|/$", "", address.casefold())


def notes_are_called(tree: Structure) -> Iterator[str]:
    """A note has an ID, and a reference with its label stands before it (ISO 14289-1, 7.9)."""
    called: set[str] = set()
    for node in tree.nodes:
        if node.role == "Reference":
            called.add(tree.text(node))
        if node.role == "Note":
            if not node.said("/ID"):
                yield f"{tree.at(node)}: has no ID"
            label = next((tree.text(kid) for kid in node.walk() if kid.role == "Lbl"), "")
            if not called or (label and label not in called):
                yield f"{tree.at(node)}: no Reference calls it"


def headers_have_scope(tree: Structure) -> Iterator[str]:
    """A header says what it heads, and a cell's Headers are there (ISO 14289-1, 7.5); a table has one head at most."""
    ids = {node.said("/ID") for node in tree.nodes}
    for node in tree.nodes:
        if node.role == "TH" and node.attribute("/Scope") not in {"/Row", "/Column", "/Both"}:
            yield f"{tree.at(node)}: has no Scope"
        if node.role in {"TH", "TD"}:
            for header in items_of(node.attribute("/Headers")):
                if str(header) not in ids:
                    yield f"{tree.at(node)}: its header {header} is not there"
        if node.role == "Table" and sum(kid.role == "THead" for kid in node.kids) > 1:
            yield f"{tree.at(node)}: its head is repeated"


def lists_say_their_numbering(tree: Structure) -> Iterator[str]:
    """A list whose items have labels says what kind they are (ISO 32000-1, 14.8.5.5; ISO 14289-1, 7.6)."""
    for node in tree.nodes:
        labelled = any(kid.role == "Lbl" for item in node.kids if item.role == "LI" for kid in item.kids)
        if node.role == "L" and labelled and node.attribute("/ListNumbering") is None:
            yield f"{tree.at(node)}: has labels and no ListNumbering"


def no_level_is_skipped(tree: Structure) -> Iterator[str]:
    """Headings begin with the first level and go down one at a time (ISO 14289-1, 7.4.2)."""
    last = 0
    for node in tree.nodes:
        if match := _HEADING.fullmatch(node.role):
            level = int(match[1])
            if level > last + 1:
                yield f"{tree.at(node)}: a heading of level {level} follows " + (f"level {last}" if last else "none")
            last = level


def languages_are_known(tree: Structure) -> Iterator[str]:
    """The document has a language, and no element an empty one (ISO 14289-1, 7.2)."""
    language = tree.pdf.Root.get("/Lang")
    if not isinstance(language, pikepdf.String) or not str(language).strip():
        yield "the document has no Lang"
    for node in tree.nodes:
        if "/Lang" in node.entry and not node.said("/Lang"):
            yield f"{tree.at(node)}: its Lang is empty"


def contents_have_items(tree: Structure) -> Iterator[str]:
    """A table of contents holds items, and items stand in one (ISO 32000-1, 14.8.4.3)."""
    inside = {id(kid) for node in tree.nodes if node.role == "TOC" for kid in node.kids}
    for node in tree.nodes:
        if node.role == "TOC" and not any(kid.role == "TOCI" for kid in node.kids):
            yield f"{tree.at(node)}: holds no TOCI"
        if node.role == "TOCI" and id(node) not in inside:
            yield f"{tree.at(node)}: stands outside of a TOC"


def elements_hold_something(tree: Structure) -> Iterator[str]:
    """No element is empty, cells and rows of them apart: it would be announced and say nothing."""
    for node in tree.nodes:
        within = tuple(node.walk())
        if any(each.role in {"TD", "TH"} or each.said("/Alt") or each.said("/ActualText") for each in within):
            continue
        annotated = any(each.annotations for each in within)
        if not annotated and not any(key in tree.painted for key in node.content()):
            yield f"{tree.at(node)}: is empty"


CHECKS: tuple[Callable[[Structure], Iterator[str]], ...] = (
    *INDEX_CHECKS,
    no_article_is_split,
    pictures_are_described,
    links_say_where_they_lead,
    notes_are_called,
    headers_have_scope,
    lists_say_their_numbering,
    no_level_is_skipped,
    languages_are_known,
    contents_have_items,
    elements_hold_something,
)
