"""Accessibility claims as package metadata (EPUB Accessibility 1.1, 2 and 4; EPUB 3.3, D.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.epub.package import Meta
from publish.words import day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.edition import Edition

SCHEMA = ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard")


def accessibility_metadata(edition: Edition) -> Iterator[Meta]:
    """Give the claims, the chain from the conformance to its certifier, and the source of the page numbers."""
    claims, stated = edition.claims, edition.publication.metadata.accessibility
    for name in SCHEMA:
        for value in claims.values(name):
            yield Meta(f"schema:{name}", value)
    if not claims.features:
        yield Meta("schema:accessibilityFeature", "none")
    if not claims.values("accessibilityHazard"):
        yield Meta("schema:accessibilityHazard", "unknown")
    if claims.summary:
        yield Meta("schema:accessibilitySummary", claims.summary)
    if edition.pages:
        yield Meta("pageBreakSource", _page_source(edition))
    if claims.conformance and stated.certifier:
        yield Meta("dcterms:conformsTo", claims.conformance, id="conformance")
        yield Meta("a11y:certifiedBy", stated.certifier.name, id="certifier", refines="conformance")
        if edition.dated:
            yield Meta("dcterms:date", edition.dated.isoformat(), refines="certifier")
        if stated.certifier.credential:
            yield Meta("a11y:certifierCredential", stated.certifier.credential, refines="certifier")
    elif stated.exemption:
        yield Meta("dcterms:conformsTo", "none")
    if stated.exemption:
        yield Meta("a11y:exemption", stated.exemption)


def _page_source(edition: Edition) -> str:
    """Name the print edition: by its ISBN, else in words, since an ISSN names the periodical and not the issue."""
    metadata = edition.publication.metadata
    if metadata.isbn.print:
        return f"urn:isbn:{metadata.isbn.print}"
    when = day(metadata.date, edition.language, "MMMM y") if metadata.date else ""
    issn = f"ISSN {metadata.series.issn}" if metadata.series and metadata.series.issn else ""
    return ", ".join(filter(None, (metadata.title, "print edition", when, issn)))
