"""Tagged PDFs of parts → one tagged PDF: pages, one structure tree, names, links, metadata; pikepdf alone."""

from __future__ import annotations

from contextlib import ExitStack
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.pdf.faces import one_subset_a_font
from publish.pdf.metadata import DocumentInfo, outline, page_labels, write_info, xmp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# How the HTML of one part writes a link to an id of another.
URN = "urn:publish:"


def merge(parts: Sequence[bytes], info: DocumentInfo) -> bytes:
    """Give one PDF/UA-1 out of the tagged PDFs of its parts, in order; the same parts give the same bytes.

    Raises ValueError for a link or a bookmark to an id that no part has, an id that two parts have, or page labels
    that aren't one a page.
    """
    pdf = pikepdf.new()
    with ExitStack() as sources:
        joined = _Joined(pdf)
        for part in parts:
            joined.add(sources.enter_context(pikepdf.open(BytesIO(part))), info.language)
        names = joined.finish()
        _resolve_links(pdf, names)
        _write_catalogue(pdf, info, names)
        one_subset_a_font(pdf, resources_of(pdf))
        share_images(pdf)
        return saved(pdf, "1.7")


def saved(pdf: pikepdf.Pdf, version: str) -> bytes:
    """Give a file of this PDF version; the same contents give the same bytes."""
    out = BytesIO()
    pdf.save(
        out,
        force_version=version,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        linearize=False,
    )
    return out.getvalue()


class _Joined:
    """The merged structure while parts are added: elements, who owns what, ids and names."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self.tree, K=Array()))
        self.kids: list[Any] = []
        self.owners: list[Any] = []
        self.ids: dict[bytes, Any] = {}
        self.roles: dict[str, Any] = {}
        self.names: dict[str, Any] = {}
        self.next_key = 0

    def add(self, part: pikepdf.Pdf, language: str) -> None:
        """Add a part's pages, and join its structure to what is there."""
        before = len(self.pdf.pages)
        for page in part.pages:
            self.pdf.pages.append(page)
        pages = [page.obj for page in self.pdf.pages][before:]
        # qpdf remembers what it has copied from a file, so the copied tree leads to the pages that were just added.
        tree = self.pdf.copy_foreign(part.Root.StructTreeRoot)
        own_language = str(part.Root.get("/Lang", language))
        for kid in tree.K[0].get("/K", []):
            kid.P = self.document
            if own_language != language and "/Lang" not in kid:
                kid.Lang = String(own_language)
            self.kids.append(kid)
        self._add_owners(tree, pages)
        self.roles |= dict(tree.get("/RoleMap", {}).items())
        for key, element in _pairs(tree.get("/IDTree")):
            if bytes(key) in self.ids:
                raise ValueError(f"two parts have a structure element with the id {key}")
            self.ids[bytes(key)] = element
        if "/Names" in part.Root and "/Dests" in part.Root.Names:
            self._add_names(self.pdf.copy_foreign(part.make_indirect(part.Root.Names.Dests)))

    def _add_owners(self, tree: Any, pages: Sequence[Any]) -> None:
        """Renumber a part's ParentTree behind the parts before it, and all that refers to it."""
        numbers = list(tree.ParentTree.Nums)
        for key, value in zip(numbers[::2], numbers[1::2], strict=True):
            self.owners += [int(key) + self.next_key, value]
        for page in pages:
            page.StructParents = int(page.StructParents) + self.next_key
            for annotation in page.get("/Annots", []):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + self.next_key
        for form in _forms(pages):
            if "/StructParents" in form:
                form.StructParents = int(form.StructParents) + self.next_key
        self.next_key += int(tree.ParentTreeNextKey)

    def _add_names(self, destinations: Any) -> None:
        for key, value in _pairs(destinations):
            if str(key) in self.names:
                raise ValueError(f"two parts have the id {key}")
            self.names[str(key)] = value

    def finish(self) -> dict[str, Any]:
        """Write the joined tree, and give the named destinations."""
        self.document.K = Array(self.kids)
        self.tree.K = Array([self.document])
        self.tree.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self.owners)))
        self.tree.ParentTreeNextKey = self.next_key
        self.tree.RoleMap = Dictionary(self.roles)
        if self.ids:
            names = [part for key in sorted(self.ids) for part in (String(key), self.ids[key])]
            self.tree.IDTree = self.pdf.make_indirect(_name_tree(names))
        self.pdf.Root.StructTreeRoot = self.tree
        return self.names


def _pairs(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Give the keys and values of a name tree without branches, as WeasyPrint and this project write it."""
    if tree is not None:
        items = list(tree.Names)
        yield from zip(items[::2], items[1::2], strict=True)


def _name_tree(names: Sequence[Any]) -> Dictionary:
    return Dictionary(Names=Array(names))


def _resolve_links(pdf: pikepdf.Pdf, names: dict[str, Any]) -> None:
    """Turn links to other parts into links inside the file, and write every name in one encoding."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            address = str(annotation.A.get("/URI", "")) if "/A" in annotation else ""
            if address.startswith(URN):
                target = unquote(address.removeprefix(URN))
                if target not in names:
                    raise ValueError(f"a link leads to {target!r}, which no part has")
                del annotation.A
                annotation.Dest = String(target)
            elif isinstance(annotation.get("/Dest"), String):
                annotation.Dest = String(str(annotation.Dest))


def _write_catalogue(pdf: pikepdf.Pdf, info: DocumentInfo, names: dict[str, Any]) -> None:
    """Write what PDF/UA-1 asks of the catalogue (ISO 14289-1, 7.1, 7.2), names, labels, bookmarks and metadata."""
    root = pdf.Root
    root.Lang = String(info.language)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.Metadata = pdf.make_stream(xmp(info), Type=Name.Metadata, Subtype=Name.XML)
    if names:
        # Viewers search a name tree by bytes, so it is sorted by the bytes as they are written.
        written = sorted((bytes(String(name)), name) for name in names)
        pairs = [part for key, name in written for part in (String(key), names[name])]
        root.Names = Dictionary(Dests=pdf.make_indirect(_name_tree(pairs)))
    if info.labels:
        if len(info.labels) != len(pdf.pages):
            raise ValueError(f"{len(info.labels)} page labels for {len(pdf.pages)} pages")
        root.PageLabels = page_labels(info.labels)
    if info.outline:
        root.Outlines = outline(pdf, info.outline, names)
        root.PageMode = Name.UseOutlines
    write_info(pdf, info)


def resources_of(pdf: pikepdf.Pdf) -> list[Any]:
    """Give each resource dictionary of the pages and of the forms, patterns and soft masks that they draw, once."""
    found: list[Any] = []
    seen: set[Any] = set()
    waiting = [page.obj.get("/Resources") for page in pdf.pages]
    while waiting:
        resources = waiting.pop(0)
        if resources is None or (resources.is_indirect and resources.objgen in seen):
            continue
        seen.add(resources.objgen)
        found.append(resources)
        waiting += [item.Resources for item in drawn_by(resources) if "/Resources" in item]
    return found


def drawn_by(resources: Any) -> list[Any]:
    """Give the forms, pictures, patterns and soft masks' groups that a resource dictionary names."""
    drawn = [item for kind in ("/XObject", "/Pattern") for item in resources.get(kind, {}).values()]
    masks = [state.get("/SMask") for state in resources.get("/ExtGState", {}).values()]
    return drawn + [mask.G for mask in masks if isinstance(mask, Dictionary)]


def _forms(pages: Sequence[Any]) -> list[Any]:
    """Give each form that pages draw, also those inside others, once."""
    found: dict[Any, Any] = {}
    waiting = [page.get("/Resources", {}) for page in pages]
    seen: set[Any] = set()
    while waiting:
        resources = waiting.pop()
        if resources.objgen in seen and resources.is_indirect:
            continue
        seen.add(resources.objgen)
        for item in resources.get("/XObject", {}).values():
            if item.get("/Subtype") == "/Form" and item.objgen not in found:
                found[item.objgen] = item
                waiting.append(item.get("/Resources", Dictionary()))
    return list(found.values())


def share_images(pdf: pikepdf.Pdf) -> None:
    """Keep one of each image that several parts hold."""
    first: dict[bytes, Any] = {}
    for resources in resources_of(pdf):
        images = resources.get("/XObject", {})
        for name, image in list(images.items()):
            if image.get("/Subtype") == "/Image":
                images[name] = first.setdefault(_digest(image), image)


def _digest(image: Any) -> bytes:
    """Give a value that only images of the same pixels, entries and mask have in common."""
    digest = sha256(image.read_raw_bytes())
    for key, value in sorted(image.items()):
        digest.update(
            key.encode()
            + (
                _digest(value)
                if key == "/SMask"
                else bytes(value.unparse(resolved=True))
                if isinstance(value, pikepdf.Object)
                else repr(value).encode()
            )
        )
    return digest.digest()
