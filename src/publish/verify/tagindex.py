"""Checks that the structure tree, what the pages paint, and the indexes between the two agree."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pikepdf

from publish.verify.structure import entries, items_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from publish.verify.content import Key, Painted
    from publish.verify.structure import Node, Structure

# Running heads and folios stand in this part of the page, at its head and at its foot.
_MARGIN = 0.085
_REPEATED = 3


def content_hangs_in_the_tree(tree: Structure) -> Iterator[str]:
    """All that a page paints is an artifact or in the tree, and not both (ISO 14289-1, 7.1)."""
    reached = {key for top in tree.tops for key in top.content()}
    for each in tree.content.painted:
        what = f"“{each.text.strip()[:40]}”" if each.text.strip() else "a picture or a drawing"
        if each.key is None and each.artifact is None:
            yield f"page {each.page}: {what} is neither tagged nor an artifact"
        elif each.key is not None and each.artifact is not None:
            where = "in an artifact" if each.key in reached else "in an artifact, and outside the tree"
            yield f"page {each.page}: {what} is tagged, content {each.key[1]}, {where}"
        elif each.key is not None and each.key not in reached:
            yield f"page {each.page}: {what}, content {each.key[1]}, hangs outside the tree"


def content_is_there_once(tree: Structure) -> Iterator[str]:
    """What an element holds is on a page, and no other element holds it; no element is an artifact."""
    owner: dict[Key, Node] = {}
    for node in tree.nodes:
        if node.role == "Artifact":
            yield f"{tree.at(node)}: an artifact stands in the tree"
        for item in node.items:
            if not isinstance(item, tuple):
                continue
            if item not in tree.content.keys:
                yield f"{tree.at(node)}: its content {item[1]} is on no page"
            if item in owner:
                yield f"{tree.at(node)}: its content {item[1]} is that of {owner[item].path} too"
            owner.setdefault(item, node)


def running_heads_are_artifacts(tree: Structure) -> Iterator[str]:
    """Text that comes back in the margin, page after page, is a pagination artifact (ISO 14289-1, 7.8)."""
    # Notes at the foot of page after page may say the same: Ibid.
    noted = {key for node in tree.nodes if node.role == "Note" for key in node.content()}
    for (height, _), found in sorted(_repeated(tree).items()):
        wrong = [each for each in found if each.artifact != "Pagination" and each.key not in noted]
        if wrong:
            where = "foot" if height < 0.5 else "head"
            pages = ", ".join(str(each.page) for each in wrong[:5]) + (" …" if len(wrong) > 5 else "")
            yield f"page {pages}: “{wrong[0].text.strip()}” at the {where} is not an artifact of pagination"


def _repeated(tree: Structure) -> Mapping[tuple[float, str], list[Painted]]:
    """Give the text that stands in the margins of three pages or more, at one height: the same, or one that counts."""
    places: dict[tuple[float, str], list[Painted]] = defaultdict(list)
    for each in tree.content.painted:
        text = " ".join(each.text.split())
        if text and each.height is not None and not _MARGIN < each.height < 1 - _MARGIN:
            # A folio is told from the numbers of a table by counting with the pages.
            same = f"{int(text) - each.page:+d}" if re.fullmatch(r"[0-9]{1,6}", text) else text
            places[round(each.height, 2), same].append(each)
    return {place: found for place, found in places.items() if len({each.page for each in found}) >= _REPEATED}


def names_are_indexed(tree: Structure) -> Iterator[str]:
    """An ID names one element, and the IDTree has just the IDs there are (ISO 32000-1, 14.7.2)."""
    owners: dict[str, Node] = {}
    for node in tree.nodes:
        name = node.said("/ID")
        if name and name in owners:
            yield f"{tree.at(node)}: its ID {name} is that of {owners[name].path} too"
        if name:
            owners.setdefault(name, node)
    index = {str(name): element for name, element in entries(tree.root.get("/IDTree"), "/Names")}
    for name, node in owners.items():
        if name not in index:
            yield f"{tree.at(node)}: its ID {name} is not in the IDTree"
        elif not _is(index[name], node):
            yield f"{tree.at(node)}: the IDTree has another element for its ID {name}"
    for name in index.keys() - owners.keys():
        yield f"the IDTree has {name}, which is no element's ID"


def content_knows_its_parent(tree: Structure) -> Iterator[str]:
    """The ParentTree leads from all marked content and from each annotation to its element (ISO 32000-1, 14.7.4.4)."""
    index: dict[Any, Any] = dict(entries(tree.root.get("/ParentTree"), "/Nums"))
    holders = {page.obj.objgen: page.obj for page in tree.pdf.pages}
    for node in tree.nodes:
        for item in node.items:
            if isinstance(item, tuple) and item in tree.painted and not _leads(tree, index, holders, item, node):
                yield f"{tree.at(node)}: the ParentTree does not lead to it from its content {item[1]}"
        for annotation in node.annotations:
            if not _is(index.get(annotation.get("/StructParent")), node):
                yield f"{tree.at(node)}: the ParentTree does not lead to it from its annotation"
        parent = node.entry.get("/P")
        held = items_of(parent.get("/K")) if isinstance(parent, pikepdf.Dictionary) else []
        if not any(_is(kid, node) for kid in held):
            yield f"{tree.at(node)}: its parent is not the element that holds it"


def _leads(tree: Structure, index: Mapping[Any, Any], holders: Mapping[Any, Any], key: Key, node: Node) -> bool:
    holder = holders.get(key[0]) or tree.pdf.get_object(key[0])
    row = index.get(holder.get("/StructParents"))
    return isinstance(row, pikepdf.Array) and key[1] < len(row) and _is(row[key[1]], node)


def annotations_are_in_the_tree(tree: Structure) -> Iterator[str]:
    """Each link on a page is held by a Link of the tree (ISO 14289-1, 7.18.5)."""
    held = {each.objgen for node in tree.nodes if node.role == "Link" for each in node.annotations}
    for number, page in enumerate(tree.pdf.pages, 1):
        for annotation in items_of(page.obj.get("/Annots")):
            if annotation.get("/Subtype") == "/Link" and annotation.objgen not in held:
                yield f"page {number}: a link, “{annotation.get('/Contents', '')}”, is outside the tree"


def _is(value: Any, node: Node) -> bool:
    if not isinstance(value, pikepdf.Dictionary):
        return False
    return bool(value.objgen == node.entry.objgen if node.entry.is_indirect else value == node.entry)


INDEX_CHECKS: tuple[Callable[[Structure], Iterator[str]], ...] = (
    content_hangs_in_the_tree,
    content_is_there_once,
    running_heads_are_artifacts,
    names_are_indexed,
    content_knows_its_parent,
    annotations_are_in_the_tree,
)
