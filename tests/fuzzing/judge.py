"""What is built, judged: the EPUB's parts and links, PDF/UA, the tag tree and the preflight; EPUBCheck where asked."""

from __future__ import annotations

import posixpath
import zipfile
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from publish.diagnostics import Severity
from publish.verify import epubcheck, pdfua, preflight, tagtree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

OPF = "{http://www.idpf.org/2007/opf}"
XLINK = "{http://www.w3.org/1999/xlink}"


def faults(built: Mapping[str, Path]) -> Iterator[tuple[str, str]]:
    """Give what is wrong with the files of a build, by kind of output; each fault with its kind."""
    if "epub" in built:
        yield from (("an EPUB that doesn't hold together", each) for each in epub(built["epub"]))
    if "screen" in built:
        for each in (*pdfua.findings(built["screen"]), *tagtree.findings(built["screen"])):
            if each.severity is Severity.ERROR:
                yield each.code, str(each)
    if "press" in built and built["press"].suffix == ".pdf":
        for each in preflight.findings(built["press"]):
            if each.severity is Severity.ERROR:
                yield each.code, str(each)


def by_epubcheck(file: Path) -> Iterator[tuple[str, str]]:
    """Give what EPUBCheck finds."""
    yield from ((each.code, str(each)) for each in epubcheck.findings(file))


def epub(file: Path) -> Iterator[str]:
    """Give what is broken in an EPUB: files that are no XML, ids that are there twice, links that lead nowhere."""
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        trees: dict[str, Any] = {}
        for name in sorted(names):
            if name.endswith((".xhtml", ".opf", ".ncx", ".xml", ".svg")):
                try:
                    trees[name] = etree.fromstring(archive.read(name))
                except etree.XMLSyntaxError as error:
                    yield f"{name}: {error}"
    ids = {name: [each.get("id") for each in tree.iter("*") if each.get("id")] for name, tree in trees.items()}
    for name, found in ids.items():
        yield from (f"{name}: the id {each} twice" for each in sorted(set(found)) if found.count(each) > 1)
    package = next((name for name in trees if name.endswith(".opf")), "")
    listed = {posixpath.join(posixpath.dirname(package), unquote(item.get("href", "")))
              for item in trees[package].iter(f"{OPF}item")}  # fmt: skip
    kept = {name for name in names if not name.startswith("META-INF/")} - {"mimetype", package}
    yield from (f"{name} is {'not ' if name in kept else ''}in the manifest" for name in sorted(listed ^ kept))
    for name, tree in trees.items():
        yield from _links(name, tree, ids, names)


def _links(name: str, tree: Any, ids: Mapping[str, list[str]], names: set[str]) -> Iterator[str]:
    for element in tree.iter("*"):
        for key in ("href", "src", f"{XLINK}href"):
            address = element.get(key)
            parts = urlsplit(address) if address else None
            # A drawing may refer to a part of its own that isn't there, and draws nothing in its place.
            if parts is None or parts.scheme or name.startswith("META-INF/") or name.endswith(".svg"):
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            target = path if parts.path else name
            if target not in names:
                yield f"{name}: {address} leads to no file"
            elif parts.fragment and target in ids and unquote(parts.fragment) not in ids[target]:
                yield f"{name}: {address} leads to no id"
