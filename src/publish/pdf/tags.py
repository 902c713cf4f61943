"""Laid-out pages → the structure tree of a tagged PDF: one element for one source element, over pages and columns.

WeasyPrint 70 builds its tree page by page out of boxes, so that a paragraph over two pages becomes two. This tree is
built from the source elements that the boxes remember (``box.element``), before anything is drawn. What of WeasyPrint
is private here: the box classes and their attributes ``element``, ``element_tag``, ``is_header``, ``is_leader``,
``at_keyword``, ``transformation_matrix``; ``Page._page_box``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from publish.pdf.headers import Cell, cells_of
from publish.pdf.roles import (
    ATOMIC,
    GROUPING,
    decorations,
    entries_of,
    is_contents,
    link_words,
    numbering_of,
    types_of,
)
from publish.pdf.structure import Leaf, LinkPart, Node, Structure, prune

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

# 1 CSS pixel is 0.75 PDF points.
POINTS = 0.75


@dataclass(frozen=True, slots=True)
class _At:
    """Where the walk stands: page, artifact properties (None outside artifacts), and what is around."""

    page: int
    height: float
    artifact: str | None = None
    atomic: bool = False
    contents: bool = False
    block: Any = None
    matrix: Any = None


def structure_of(document: Any, first_page: int) -> Structure:
    """Give the structure tree of a laid-out document; ids start with the first page's number, so parts never clash."""
    walk = _Walk(f"p{first_page}-")
    for number, page in enumerate(document.pages):
        root = page._page_box
        if number == 0:
            walk.passed_over.update(decorations(root.children[0].element))
        for _kind, _target, _rectangle, box in page.links:
            walk.links.add(box)
        for child in root.children:
            walk.place(child, walk.root, _At(number, page.height))
    prune(walk.root)
    return Structure(walk.root, walk.owners, walk.artifacts, frozenset(walk.spaced))


# Elements that stand among words, also where a style makes blocks or floats of them.
_PHRASING = frozenset({"a", "code", "del", "em", "span", "strong"})


def _stands_apart(box: Any) -> bool:
    """Say whether a box of phrasing is set as a block or a float of its own, and its text ends a word.

    A drop capital that begins a word doesn't; one that is a word, a chapter's number or a paragraph of a note does.
    """
    element = box.element
    if element is None or element.tag not in _PHRASING or box.element_tag != element.tag:
        return False
    if isinstance(box, boxes.InlineLevelBox | boxes.LineBox):
        return False
    return not box.is_floated() or (element.tail or "")[:1].isspace()


class _Walk:
    """The walk over the boxes of one part, in flow order: what has been built and met so far."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.root = Node("Document")
        self.owners: dict[Any, Node] = {}
        self.artifacts: dict[Any, str] = {}
        self.spaced: set[Any] = set()
        self.links: set[Any] = set()
        self.passed_over: set[Element] = set()
        self._bodies: dict[Any, Node] = {}
        self._items: dict[Element, Node] = {}
        self._calls: dict[Element, tuple[Node, Node]] = {}
        self._cells: dict[Element, Cell] = {}
        self._fixed: dict[Element, int] = {}
        self._last: dict[Any, Any] = {}
        self._latest: Any = None
        self._notes = 0
        self._heads = 0

    def place(self, box: Any, parent: Node, at: _At) -> None:
        """Put one box and what it holds under ``parent``."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        at = replace(at, artifact=self._artifact(box, at))
        if isinstance(box, boxes.TextBox):
            self._text(box, parent, at)
            return
        if isinstance(box, boxes.ReplacedBox):
            self._picture(box, parent, at)
            return
        breaks = box.is_leader or (box.element is not None and box.element.tag == "br")
        if breaks and at.block in self._last:
            self.spaced.add(self._last[at.block])
        node = self._node(box, parent, at)
        if not isinstance(box, boxes.InlineLevelBox | boxes.LineBox):
            at = replace(at, block=box.element)
        if box in self.links:
            node = self._link(box, node, at)
        at = replace(
            at,
            atomic=at.atomic or node.kind in ATOMIC,
            contents=at.contents or (box.element is not None and is_contents(box.element)),
            matrix=_compose(box.transformation_matrix, at.matrix),
        )
        for child in box.children:
            self.place(child, node, at)
        if _stands_apart(box) and self._latest is not None:
            self.spaced.add(self._latest)

    def _artifact(self, box: Any, at: _At) -> str | None:
        """Give the properties of the artifact that a box is or stands in, None where it is content."""
        if at.artifact is not None or at.atomic:
            return at.artifact
        if isinstance(box, boxes.MarginBox):
            side = {"@top": " /Subtype /Header", "@bot": " /Subtype /Footer"}.get(box.at_keyword[:4], "")
            return f"<</Type /Pagination{side}>>"
        if box.is_leader:
            return "<</Type /Layout>>"
        if box.element is None:
            return None
        # Heads and feet of a table that runs on are repeated: the first are content (Matterhorn 15-001).
        repeated = (
            getattr(box, "is_header", False) or getattr(box, "is_footer", False)
        ) and box.element in self._bodies
        if box.style["position"] == "fixed":
            repeated = self._fixed.setdefault(box.element, at.page) != at.page
        return "" if repeated or box.element in self.passed_over else None

    def _text(self, box: Any, parent: Node, at: _At) -> None:
        last = self._last.get(at.block)
        # WeasyPrint doesn't draw a box of white space, and drops the spaces where lines end; words need one between
        # them all the same (ISO 32000-1, 14.8.2.5), so the text before gets it.
        if last is not None and (not box.text.strip() or getattr(box, "space_before", False)):
            self.spaced.add(last)
        if at.artifact is not None or not box.text.strip() or box.style["visibility"] != "visible":
            self.artifacts[box] = at.artifact or ""
            return
        if getattr(box, "space_after", False):
            self.spaced.add(box)
        self._last[at.block] = self._latest = box
        self.owners[box] = parent
        parent.kids.append(Leaf(at.page, box))

    def _picture(self, box: Any, parent: Node, at: _At) -> None:
        # A picture that CSS generates stands for nothing in the text.
        if at.artifact is not None or "::" in box.element_tag or box.style["visibility"] != "visible":
            self.artifacts[box] = at.artifact or ""
            return
        node = self._node(box, parent, at)
        if node is parent and not at.atomic:
            node = self._child(
                parent, Node("Figure", entries=entries_of(box.element, "Figure")), (box.element, "picture")
            )
        node.kids.append(Leaf(at.page, box))
        self.owners[box] = node
        if node.kind == "Figure" and "BBox" not in node.attributes:
            node.attributes |= {"O": "/Layout", "BBox": _bounds(box, at)}

    def _link(self, box: Any, node: Node, at: _At) -> Node:
        if at.artifact is not None:
            return node
        if node.kind != "Link":
            # A link that CSS gives to generated content, such as a note's call.
            node = self._child(node, Node("Link"), (box.element, box.element_tag, "link"))
        words = link_words(box.element) if "::" not in box.element_tag else _drawn_words(box)
        node.kids.append(LinkPart(at.page, box, words))
        return node

    def _node(self, box: Any, parent: Node, at: _At) -> Node:
        """Give the structure element that holds what a box holds: its source element's earlier one, or a new one."""
        if at.artifact is not None or at.atomic:
            return parent
        if isinstance(box, boxes.LineBox):
            return self._loose(parent) if parent.kind in GROUPING else parent
        element, (tag, _, pseudo) = box.element, (box.element_tag or "").partition("::")
        if element is None or tag in ("html", "body"):
            return parent
        if pseudo:
            return self._generated(element, pseudo, parent)
        if element in self._bodies:
            return self._bodies[element]
        if element in self._calls:
            return self._note(element)
        if tag in ("dt", "dd") and parent.kind == "L":
            return self._term(element, parent)
        return self._elements(box, parent, types_of(element, parent.kind, contents=at.contents))

    def _elements(self, box: Any, parent: Node, kinds: tuple[str, ...]) -> Node:
        """Build the elements of a source element met for the first time, each in the one before, and give the last."""
        element, node = box.element, parent
        for depth, kind in enumerate(kinds):
            new = Node(kind, entries=entries_of(element, kind) if depth == 0 else {})
            node.kids.insert(_place_of(kind, node), new)
            node = new
            if kind == "LI":
                self._items[element] = new
                parent.attributes.setdefault("ListNumbering", f"/{numbering_of(box.style['list_style_type'])}")
                parent.attributes["O"] = "/List"
        if kinds:
            self._bodies[element] = node
            self._attributes(element, node)
        return node

    def _attributes(self, element: Element, node: Node) -> None:
        if node.kind == "Table":
            cells = cells_of(element, f"{self.prefix}th-{self._heads}-")
            self._heads += 1
            self._cells.update(cells)
        elif node.kind in ("TH", "TD") and (cell := self._cells.get(element)):
            node.attributes |= cell.attributes()
            node.entries |= {"ID": cell.id} if cell.id else {}
        elif node.kind == "Note":
            self._notes += 1
            node.entries["ID"] = f"{self.prefix}note-{self._notes}"
        elif node.kind == "Code" and element.tag == "pre":
            node.attributes |= {"O": "/Layout", "Placement": "/Block"}
        elif node.kind == "L" and element.tag == "dl":
            node.attributes |= {"O": "/List", "ListNumbering": "/None"}

    def _generated(self, element: Element, pseudo: str, parent: Node) -> Node:
        if pseudo == "marker":
            item = self._items.get(element, parent)
            return self._child(item, Node("Lbl"), (element, pseudo), at_start=True)
        if pseudo == "footnote-marker":
            return self._child(parent, Node("Lbl"), (element, pseudo))
        if pseudo == "footnote-call":
            call = self._child(parent, Node("Reference"), (element, pseudo))
            self._calls.setdefault(element, (parent, call))
            return call
        return parent

    def _note(self, element: Element) -> Node:
        """Give the Note of a footnote, behind its Reference (ISO 14289-1, 7.9)."""
        around, call = self._calls[element]
        note = Node("Note", entries=entries_of(element, "Note"))
        around.kids.insert(around.kids.index(call) + 1, note)
        self._bodies[element] = note
        self._attributes(element, note)
        return note

    def _term(self, element: Element, parent: Node) -> Node:
        """Give the Lbl of a ``dt`` or the LBody of a ``dd``, in the list item that they share."""
        last = parent.kids[-1] if parent.kids else None
        kind = "Lbl" if element.tag == "dt" else "LBody"
        kinds = [kid.kind for kid in last.kids if isinstance(kid, Node)] if isinstance(last, Node) else []
        if not isinstance(last, Node) or (kind == "Lbl" and "LBody" in kinds):
            last = Node("LI")
            parent.kids.append(last)
        return self._child(last, Node(kind, entries=entries_of(element, kind)), element)

    def _loose(self, parent: Node) -> Node:
        """Give the P for text that stands between the blocks of a grouping element: the last kid, or a new one."""
        last = parent.kids[-1] if parent.kids else None
        if isinstance(last, Node) and last.loose:
            return last
        new = Node("P", loose=True)
        parent.kids.append(new)
        return new

    def _child(self, parent: Node, new: Node, key: object, *, at_start: bool = False) -> Node:
        """Give the element known by ``key``, or put ``new`` into ``parent``."""
        if key not in self._bodies:
            self._bodies[key] = new
            parent.kids.insert(0 if at_start else len(parent.kids), new)
        return self._bodies[key]


def _place_of(kind: str, parent: Node) -> int:
    """Give where an element goes: behind its parent's kids, but a table's head before its rows.

    A table begins without its head where a page has no room for it.
    """
    rows = (place for place, kid in enumerate(parent.kids) if isinstance(kid, Node) and kid.kind in {"TBody", "TR"})
    return next(rows, len(parent.kids)) if kind == "THead" else len(parent.kids)


def _compose(own: Any, around: Any) -> Any:
    return own @ around if own and around else own or around


def _bounds(box: Any, at: _At) -> list[float]:
    """Give the rectangle of a picture in PDF user space: points, from the lower left corner of the page."""
    x, y = box.content_box_x(), box.content_box_y()
    matrix = _compose(box.transformation_matrix, at.matrix)
    corners = [(x, y), (x + box.width, y), (x, y + box.height), (x + box.width, y + box.height)]
    if matrix:
        corners = [matrix.transform_point(*corner) for corner in corners]
    across, down = zip(*corners, strict=True)
    edges = min(across), at.height - max(down), max(across), at.height - min(down)
    return [round(edge * POINTS, 3) for edge in edges]


def _drawn_words(box: Any) -> str:
    return " ".join("".join(_texts(box)).split())


def _texts(box: Any) -> Iterator[str]:
    if isinstance(box, boxes.TextBox):
        yield box.text
    else:
        for child in getattr(box, "children", ()):
            yield from _texts(child)
