"""A structure tree → the objects of a PDF that WeasyPrint 70 is about to write (ISO 32000-1, 14.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pydyf

from publish.pdf.roles import ROLE_MAP
from publish.pdf.structure import Leaf, LinkPart, Node

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True)
class Marks:
    """What has been drawn: each box's stream and its number in it, and who owns each number of each stream."""

    places: dict[Any, tuple[Any, int]] = field(default_factory=dict)
    owners: dict[Any, list[Node]] = field(default_factory=dict)

    def number(self, stream: Any, box: Any, owner: Node) -> int:
        """Give the next marked-content number of a stream, and remember what has it."""
        numbers = self.owners.setdefault(stream, [])
        numbers.append(owner)
        self.places[box] = stream, len(numbers) - 1
        return len(numbers) - 1


def write_structure(root: Node, marks: Marks, pdf: Any, streams: Sequence[Any]) -> None:
    """Add a structure tree to a pydyf document: StructTreeRoot, ParentTree, IDTree, RoleMap, MarkInfo."""
    writer = _Writer(marks, pdf, streams)
    tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(tree)
    document = writer.element(root, tree)
    tree["K"] = pydyf.Array([document.reference])
    tree["RoleMap"] = pydyf.Dictionary({own: f"/{standard}" for own, standard in ROLE_MAP.items()})
    writer.parents(tree)
    if writer.ids:
        names = [part for name, ref in sorted(writer.ids.items()) for part in (pydyf.String(name), ref)]
        tree["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
    pdf.catalog["StructTreeRoot"] = tree.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


class _Writer:
    """The objects of one structure tree while they are written."""

    def __init__(self, marks: Marks, pdf: Any, streams: Sequence[Any]) -> None:
        self.marks, self.pdf, self.streams = marks, pdf, streams
        self.ids: dict[str, bytes] = {}
        self.objects: dict[Node, Any] = {}
        self.annotations: list[tuple[Any, Any]] = []

    def element(self, node: Node, parent: Any) -> Any:
        """Write one structure element with all under it, and give its dictionary."""
        written = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent.reference})
        self.pdf.add_object(written)
        self.objects[node] = written
        written |= {key: pydyf.String(text) for key, text in node.entries.items()}
        if "ID" in node.entries:
            self.ids[node.entries["ID"]] = written.reference
        if node.attributes:
            written["A"] = pydyf.Dictionary({key: _value(value) for key, value in node.attributes.items()})
        pages = [kid.page for kid in node.kids if not isinstance(kid, Node)]
        if pages:
            written["Pg"] = self.pdf.page_references[pages[0]]
        kids = (self._kid(kid, written, pages[0] if pages else 0) for kid in node.kids)
        written["K"] = pydyf.Array([kid for kid in kids if kid is not None])
        return written

    def _kid(self, kid: Node | Leaf | LinkPart, parent: Any, page: int) -> Any:
        match kid:
            case Node():
                return self.element(kid, parent).reference
            case Leaf():
                return self._content(kid, page)
            case LinkPart():
                return self._annotation(kid, parent)

    def _content(self, leaf: Leaf, page: int) -> Any:
        # A box that a transformation of no extent hides is never drawn.
        if leaf.box not in self.marks.places:
            return None
        stream, number = self.marks.places[leaf.box]
        own = self.streams[leaf.page] is stream
        if own and leaf.page == page:
            return number
        # Content of another page than Pg, or of a group (a box with opacity), is named in full.
        reference = pydyf.Dictionary({"Type": "/MCR", "Pg": self.pdf.page_references[leaf.page], "MCID": number})
        if not own:
            reference["Stm"] = stream.reference
        return reference

    def _annotation(self, part: LinkPart, parent: Any) -> Any:
        annotation = part.box.link_annotation
        # WeasyPrint leaves out, with a message, a link whose target isn't in the document.
        if annotation is None:
            return None
        annotation["Contents"] = pydyf.String(part.words)
        self.annotations.append((annotation, parent))
        return pydyf.Dictionary(
            {"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.pdf.page_references[part.page]}
        )

    def parents(self, tree: Any) -> None:
        """Write the ParentTree: owners of each page's numbers, of each group's, then of each annotation."""
        groups = [stream for stream in self.marks.owners if stream not in self.streams]
        pairs: list[Any] = []
        for key, stream in enumerate((*self.streams, *groups)):
            owners = pydyf.Array(self.objects[node].reference for node in self.marks.owners.get(stream, ()))
            self.pdf.add_object(owners)
            pairs += [key, owners.reference]
        for key, stream in enumerate(groups, len(self.streams)):
            stream.extra["StructParents"] = key
        for key, (annotation, owner) in enumerate(self.annotations, len(self.streams) + len(groups)):
            annotation["StructParent"] = key
            pairs += [key, owner.reference]
        numbers = pydyf.Dictionary({"Nums": pydyf.Array(pairs)})
        self.pdf.add_object(numbers)
        tree["ParentTree"] = numbers.reference
        tree["ParentTreeNextKey"] = len(pairs) // 2


def _value(value: Any) -> Any:
    """Write an attribute: names and numbers as they are, a list of ids as strings."""
    if isinstance(value, list):
        return pydyf.Array(pydyf.String(item) if isinstance(item, str) else item for item in value)
    return value
