"""An edition and the report of its files → an ONIX 3.0 message with a record for each digital product.

Every fact is the manuscript's or the report's; what neither says is left out, as are prices and who sells it. Elements
stand in the order of the reference schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from publish.onix.features import DETAIL, VERSION, Feature, features
from publish.onix.languages import language_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.edition import Edition
    from publish.record import Output, Report

NAMESPACE = "http://ns.editeur.org/onix/3.0/reference"

PRODUCTS = {"epub": ("E101", "101F"), "screen": ("E107", "107G")}
"""What is sold, by its output, with its form, list 175, and its version, list 220: EPUB 3.3, and PDF 1.7."""

ROLES = {
    "abr": "B04", "adp": "B05", "aft": "A19", "art": "A07", "aui": "A24", "aut": "A01", "bkd": "A11", "cmm": "A21",
    "com": "C01", "cov": "A36", "cre": "A09", "ctb": "A32", "ctg": "A39", "edt": "B01", "ill": "A12", "ive": "A44",
    "ivr": "A43", "pht": "A13", "trl": "B06",
}  # fmt: skip
"""Codes of list 17 by MARC relators; those that it doesn't tell apart are others, Z99."""


def message(edition: Edition, report: Report) -> bytes:
    """Give the ONIX message of what the report says was built; the publisher, who sends it, has to be known."""
    root = ET.Element("ONIXMessage", {"release": "3.0", "xmlns": NAMESPACE})
    header = ET.SubElement(root, "Header")
    _add(_add(header, "Sender"), "SenderName", edition.publication.metadata.publisher)
    _add(header, "SentDateTime", f"{edition.modified:%Y%m%dT%H%M%SZ}")
    outputs = [each for each in report.outputs if each.kind in PRODUCTS]
    for output in sorted(outputs, key=lambda each: list(PRODUCTS).index(each.kind)):
        _product(_add(root, "Product"), edition, report, output)
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, name, attributes)
    element.text = text or None
    return element


def _product(product: ET.Element, edition: Edition, report: Report, output: Output) -> None:
    metadata = edition.publication.metadata
    _add(product, "RecordReference", f"{edition.identifier}#{output.kind}")
    _add(product, "NotificationType", "03")
    _add(product, "RecordSourceType", "01")
    _add(product, "RecordSourceName", metadata.publisher)
    _identifiers(product, edition, output.kind)
    _description(_add(product, "DescriptiveDetail"), edition, report, output)
    if metadata.description:
        text = _add(_add(product, "CollateralDetail"), "TextContent")
        _add(text, "TextType", "03")
        _add(text, "ContentAudience", "00")
        _add(text, "Text", " ".join(metadata.description.split()))
    publishing = _add(product, "PublishingDetail")
    publisher = _add(publishing, "Publisher")
    _add(publisher, "PublishingRole", "01")
    _add(publisher, "PublisherName", metadata.publisher)
    if metadata.date:
        date = _add(publishing, "PublishingDate")
        _add(date, "PublishingDateRole", "01")
        _add(date, "Date", f"{metadata.date:%Y%m%d}", dateformat="00")
    _related(product, edition, report, output)


def _identifiers(parent: ET.Element, edition: Edition, kind: str) -> None:
    """Add what identifies a product: its ISBN, which only an EPUB has here, else the publisher's own identifier."""
    isbn = edition.publication.metadata.isbn.epub if kind == "epub" else None
    if isbn:
        _isbn(parent, isbn)
        return
    # One identifier stands for one product, and the publication's own stands in all its files.
    value = edition.identifier if kind == "epub" else f"{edition.identifier}#{kind}"
    identifier = _add(parent, "ProductIdentifier")
    _add(identifier, "ProductIDType", "01")
    _add(identifier, "IDTypeName", "URN of the publication")
    _add(identifier, "IDValue", value)


def _isbn(parent: ET.Element, isbn: str) -> None:
    for kind in ("03", "15"):  # as GTIN-13, which the book trade asks for, and as ISBN
        identifier = _add(parent, "ProductIdentifier")
        _add(identifier, "ProductIDType", kind)
        _add(identifier, "IDValue", isbn_13(isbn))


def isbn_13(isbn: str) -> str:
    """Give the 13 digits of an ISBN, which may have 10."""
    if len(isbn) == 13:
        return isbn
    digits = f"978{isbn[:9]}"
    return f"{digits}{-sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10}"


def _description(detail: ET.Element, edition: Edition, report: Report, output: Output) -> None:
    metadata = edition.publication.metadata
    form, version = PRODUCTS[output.kind]
    _add(detail, "ProductComposition", "00")
    _add(detail, "ProductForm", "EA")
    _add(detail, "ProductFormDetail", form)
    for each in _features(edition, report, output.kind, version):
        feature = _add(detail, "ProductFormFeature")
        _add(feature, "ProductFormFeatureType", each.kind)
        _add(feature, "ProductFormFeatureValue", each.value)
        if each.words:
            _add(feature, "ProductFormFeatureDescription", each.words)
    _add(detail, "EpubTechnicalProtection", "00")
    _collection(detail, edition)
    title = _title(detail, "01", metadata.title)
    if metadata.subtitle:
        _add(title, "Subtitle", metadata.subtitle)
    _contributors(detail, edition)
    language = _add(detail, "Language")
    _add(language, "LanguageRole", "01")
    _add(language, "LanguageCode", language_code(metadata.language))
    for kind, value, unit in _extents(report, output):
        extent = _add(detail, "Extent")
        _add(extent, "ExtentType", kind)
        _add(extent, "ExtentValue", value)
        _add(extent, "ExtentUnit", unit)
    if metadata.subjects:
        subject = _add(detail, "Subject")
        _add(subject, "SubjectSchemeIdentifier", "20")
        _add(subject, "SubjectHeadingText", "; ".join(metadata.subjects))


def _features(edition: Edition, report: Report, kind: str, version: str) -> Iterator[Feature]:
    """Give a product's features; where nothing is known of its accessibility, that is said."""
    claims = report.accessibility.get(kind, {"claims": (), "summary": ""})
    told = [*features(claims, edition.publication.metadata.accessibility, edition.dated)]
    yield Feature(VERSION, version)
    yield from told
    if not any(each.kind == DETAIL for each in told):
        yield Feature(DETAIL, "08")


def _title(parent: ET.Element, level: str, text: str, part: str = "") -> ET.Element:
    title = _add(parent, "TitleDetail")
    _add(title, "TitleType", "01")
    element = _add(title, "TitleElement")
    _add(element, "TitleElementLevel", level)
    if part:
        _add(element, "PartNumber", part)
    _add(element, "TitleText", text)
    return element


def _collection(detail: ET.Element, edition: Edition) -> None:
    series = edition.publication.metadata.series
    if series is None:
        _add(detail, "NoCollection")
        return
    collection = _add(detail, "Collection")
    _add(collection, "CollectionType", "10")
    if series.issn:
        identifier = _add(collection, "CollectionIdentifier")
        _add(identifier, "CollectionIDType", "02")
        _add(identifier, "IDValue", series.issn.replace("-", ""))
    _title(collection, "02", series.title, series.number or "")


def _contributors(detail: ET.Element, edition: Edition) -> None:
    """Add who made it; a name that is the publisher's is a body's, and nothing else tells a body from a person."""
    metadata = edition.publication.metadata
    shown = [each for each in metadata.contributors if each.role != "pbl"]
    for number, each in enumerate(shown, 1):
        contributor = _add(detail, "Contributor")
        _add(contributor, "SequenceNumber", str(number))
        _add(contributor, "ContributorRole", ROLES.get(each.role, "Z99"))
        if each.name == metadata.publisher:
            _add(contributor, "CorporateName", each.name)
            continue
        _add(contributor, "PersonName", each.name)
        if re.search(r"\S, \S", each.sort):
            _add(contributor, "PersonNameInverted", each.sort)
    if not shown:
        _add(detail, "NoContributor")


def _extents(report: Report, output: Output) -> Iterator[tuple[str, str, str]]:
    if output.kind == "screen" and report.pages:
        yield "07", str(report.pages), "03"
    yield "22", str(output.size), "17"


def _related(product: ET.Element, edition: Edition, report: Report, output: Output) -> None:
    """Add the other products: the same in another format, and the printed one whose pages an EPUB knows."""
    printed = edition.publication.metadata.isbn.print
    others = [each.kind for each in report.outputs if each.kind in PRODUCTS and each.kind != output.kind]
    if not others and not printed:
        return
    material = _add(product, "RelatedMaterial")
    for kind in others:
        related = _add(material, "RelatedProduct")
        _add(related, "ProductRelationCode", "06")
        _identifiers(related, edition, kind)
    if printed:
        related = _add(material, "RelatedProduct")
        _add(related, "ProductRelationCode", "13")
        _isbn(related, printed)
