"""Sites as tests want them: made of manuscripts, with files to take away that took no engine."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from unittest import mock
from urllib.parse import unquote, urlsplit

from lxml import etree
from PIL import Image

from publish import record
from publish.build import Outcome, Request
from publish.edition import slug
from publish.manuscript.loader import load
from publish.record import Output, Report
from publish.shelf import Stocked, Wanted, stock
from publish.standing import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

XHTML = "{http://www.w3.org/1999/xhtml}"
TO_EMPTY = {"claims": [], "withheld": [], "summary": "Said of itself."}


def built_at_once(request: Request, progress: Callable[[str], None] = lambda _stage: None) -> Outcome:
    """Build as `publish.build.build` does, with files that only look like an EPUB, a PDF and a cover."""
    digest = digest_of(request)
    if report := record.up_to_date(request.out, request.outputs, digest):
        return Outcome((), report, fresh=False)
    loaded = load(request.manuscript, request.shown)
    if loaded.publication is None or loaded.diagnostics:
        return Outcome(loaded.diagnostics)
    name = slug(loaded.publication)
    cover = BytesIO()
    Image.new("RGB", (1000, 1400), "#0f6e6e").save(cover, "JPEG")
    kinds = {"cover": "-cover.jpg", "epub": ".epub", "screen": "-screen.pdf"}
    files = {kind: (f"{name}{end}", f"{kind} of {digest}".encode()) for kind, end in kinds.items()}
    files["cover"] = (files["cover"][0], cover.getvalue())
    outputs = tuple(
        Output(kind, name, len(data), hashlib.sha256(data).hexdigest(), digest) for kind, (name, data) in files.items()
    )
    claims = {"claims": [{"property": "accessMode", "value": "textual", "evidence": "e"}]}
    accessibility = {"epub": TO_EMPTY | claims, "screen": TO_EMPTY}
    report = Report(name, "T", digest, outputs, pages=24, accessibility=accessibility)
    for file, data in files.values():
        (request.out / file).write_bytes(data)
    (request.out / f"{name}-report.html").write_text("<!DOCTYPE html>", "utf-8")
    (request.out / f"{name}-report.json").write_text(report.json(), "utf-8")
    return Outcome((), report)


def stocked(manuscripts: Sequence[Path], out: Path, **wanted: Any) -> Stocked:
    """Make a site of manuscripts whose files come at once, with fonts that are neither cut down nor packed."""

    def all_at_once(requests: Sequence[Request], progress: Callable[[str], None]) -> list[Outcome]:
        return [built_at_once(request) for request in requests]

    with (
        mock.patch("publish.shelf.build", built_at_once),
        mock.patch("publish.shelf.build_all", all_at_once),
        mock.patch("publish.web.styles.woff2", lambda face, _used: face.data),
    ):
        return stock(Wanted(tuple((each, each.name) for each in manuscripts), out, **wanted))


def contents(site: Path) -> dict[str, bytes]:
    """Give every file of a site by its address."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def page_of(path: Path) -> Any:
    """Give a page as a tree."""
    return etree.fromstring(path.read_bytes())


def pages_of(site: Path) -> list[Path]:
    """Give the site's pages; that of a build's report, which stands beside them, is not the site's."""
    return sorted(path for path in site.resolve().rglob("*.html") if not path.name.endswith("-report.html"))


def dead_links(site: Path) -> Iterator[str]:
    """Give the links of a site's pages that lead nowhere inside it: to no file, or to no place in one."""
    pages = {path: page_of(path) for path in pages_of(site)}
    ids = {path: {each.get("id") for each in page.iter() if each.get("id")} for path, page in pages.items()}
    for path, page in pages.items():
        for address in _addresses(page):
            parts = urlsplit(address)
            if parts.scheme in {"http", "https", "mailto"}:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            where = f"{path.relative_to(site.resolve())}: {address}"
            there = not parts.scheme and target.is_relative_to(site.resolve()) and target.is_file()
            if not there or (parts.fragment and unquote(parts.fragment) not in ids.get(target, ())):
                yield where


def _addresses(page: Any) -> Iterator[str]:
    for element in page.iter():
        for name in ("href", "src"):
            if address := element.get(name):
                yield str(address)
        for candidate in str(element.get("srcset") or "").split(","):
            if candidate.strip():
                yield candidate.split()[0]
        if element.get("srcset"):
            assert all(re.fullmatch(r"\S+ \d+w", each.strip()) for each in str(element.get("srcset")).split(","))
