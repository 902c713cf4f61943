"""The structure tree of a PDF, as it stands in the file: every element with its place, its kids and its content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf

from publish.verify.content import Content, content

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publish.verify.content import Key, Painted

_DEEP = 250


@dataclass(frozen=True, slots=True)
class Node:
    """A structure element: its type, the standard type that this stands for, and its path from the top of the tree.

    ``items`` are its kids in reading order, elements and the keys of marked content; ``annotations`` are those that it
    holds; ``entry`` is its dictionary in the file.
    """

    kind: str
    role: str
    path: str
    items: tuple[Node | Key, ...]
    annotations: tuple[Any, ...]
    entry: Any

    @property
    def kids(self) -> tuple[Node, ...]:
        """The elements in it, in reading order."""
        return tuple(item for item in self.items if isinstance(item, Node))

    def walk(self) -> Iterator[Node]:
        """Give the element and every element in it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def content(self) -> Iterator[Key]:
        """Give the keys of all the marked content in it, in reading order."""
        for item in self.items:
            if isinstance(item, Node):
                yield from item.content()
            else:
                yield item

    def attribute(self, name: str) -> Any:
        """Give the value of an attribute, from whichever of the element's attribute objects has it; else None."""
        found = (each.get(name) for each in items_of(self.entry.get("/A")) if isinstance(each, pikepdf.Dictionary))
        return next((value for value in found if value is not None), None)

    def said(self, name: str) -> str:
        """Give one of the entries that are text, such as /Alt; empty where there is none."""
        value = self.entry.get(name)
        return str(value).strip() if isinstance(value, pikepdf.String) else ""


@dataclass(frozen=True, slots=True)
class Structure:
    """A PDF as the checks see it: the tree, what the pages paint, and the faults met while reading the tree."""

    pdf: pikepdf.Pdf
    root: Any
    tops: tuple[Node, ...]
    content: Content
    painted: Mapping[Key, Painted]
    faults: tuple[str, ...]

    @property
    def nodes(self) -> Iterator[Node]:
        """Every element, in reading order."""
        for top in self.tops:
            yield from top.walk()

    def text(self, node: Node) -> str:
        """Give the words in an element, an alternative in the place of what it stands for."""
        return " ".join("".join(self._pieces(node)).replace("\u00ad", "").split())

    def pages(self, node: Node) -> tuple[int, ...]:
        """Give the pages, from 1, that an element has content on, each once, in order."""
        return tuple(sorted({self.painted[key].page for key in node.content() if key in self.painted}))

    def at(self, node: Node) -> str:
        """Name an element for people: its first page, where it has one, and its path."""
        pages = self.pages(node)
        return f"page {pages[0]}, {node.path}" if pages else node.path

    def _pieces(self, node: Node) -> Iterator[str]:
        instead = node.said("/ActualText") or node.said("/Alt")
        if instead:
            yield instead
            return
        for item in node.items:
            if isinstance(item, Node):
                yield from self._pieces(item)
            elif item in self.painted:
                yield self.painted[item].text


def structure(pdf: pikepdf.Pdf) -> Structure | None:
    """Read the structure tree of an open PDF (ISO 32000-1, 14.7); None where it has none."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return None
    everything = content(pdf)
    painted: dict[Key, Painted] = {}
    for each in everything.painted:
        if each.key:
            before = painted.get(each.key)
            painted[each.key] = _joined(before, each) if before else each
    reader = _TreeReader(root)
    tops = tuple(item for item in reader.items(root, None, "", 0) if isinstance(item, Node))
    return Structure(pdf, root, tops, everything, painted, tuple(reader.faults))


def items_of(value: Any) -> list[Any]:
    """Give the items of an array, or the one value that stands without an array, or nothing."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def entries(tree: Any, leaf: str, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    """Give the pairs of a name or number tree, whose leaves are /Names or /Nums (ISO 32000-1, 7.9.6 and 7.9.7)."""
    if not isinstance(tree, pikepdf.Dictionary) or depth > _DEEP:
        return
    flat = items_of(tree.get(leaf))
    yield from zip(flat[::2], flat[1::2], strict=False)
    for kid in items_of(tree.get("/Kids")):
        yield from entries(kid, leaf, depth + 1)


def _joined(before: Painted, after: Painted) -> Painted:
    height = before.height if before.height is not None else after.height
    return type(before)(before.page, before.key, before.artifact or after.artifact, before.text + after.text, height)


class _TreeReader:
    """Follows a structure tree, each element once, and notes what can't be one."""

    def __init__(self, root: Any) -> None:
        self.faults: list[str] = []
        roles = root.get("/RoleMap")
        pairs = roles.items() if isinstance(roles, pikepdf.Dictionary) else ()
        self._roles = {name: str(role) for name, role in pairs}
        self._met: set[tuple[int, int]] = set()

    def items(self, entry: Any, page: Any, path: str, depth: int) -> Iterator[Node | Key]:
        """Give the kids of an element, or of the root, that are elements or marked content."""
        counts: dict[str, int] = {}
        for kid in items_of(entry.get("/K")):
            if isinstance(kid, int) and page is not None:
                yield page, kid
            elif not isinstance(kid, pikepdf.Dictionary):
                self.faults.append(f"{path or 'the tree'}: a kid is neither an element nor content")
            elif kid.get("/Type") == "/MCR":
                yield from self._marked(kid, page, path)
            elif isinstance(kid.get("/S"), pikepdf.Name):
                name = str(kid.S)[1:]
                counts[name] = counts.get(name, 0) + 1
                yield from self._element(kid, page, f"{path}/{name}[{counts[name]}]".lstrip("/"), depth)

    def _marked(self, kid: Any, page: Any, path: str) -> Iterator[Key]:
        holder = kid.get("/Stm", kid.get("/Pg"))
        number = kid.get("/MCID")
        if isinstance(number, int) and (holder is not None or page is not None):
            yield (holder.objgen if holder is not None else page), number
        else:
            self.faults.append(f"{path}: a reference to content names no page or no number")

    def _element(self, entry: Any, page: Any, path: str, depth: int) -> Iterator[Node]:
        if depth > _DEEP or (entry.is_indirect and entry.objgen in self._met):
            self.faults.append(f"{path}: " + ("is nested too deep" if depth > _DEEP else "stands in the tree twice"))
            return
        self._met.add(entry.objgen)
        page = entry.Pg.objgen if "/Pg" in entry else page
        kind = str(entry.S)
        role = kind
        for _ in range(10):  # a map that goes in a circle is no business of this reader
            role = self._roles.get(role, role)
        references = [kid for kid in items_of(entry.get("/K")) if isinstance(kid, pikepdf.Dictionary)]
        objects = [kid.get("/Obj") for kid in references if kid.get("/Type") == "/OBJR"]
        found = tuple(each for each in objects if isinstance(each, pikepdf.Dictionary))
        yield Node(kind[1:], role[1:], path, tuple(self.items(entry, page, path, depth + 1)), found, entry)
