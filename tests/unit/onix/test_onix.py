"""ONIX messages: valid by the reference schema, with what is claimed and known, and nothing else."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from lxml import etree
from tests.reports import report

from publish import cli, console
from publish.accessibility import CONFORMANCE
from publish.accessibility.rules import EPUB_RULES, PDF_RULES
from publish.onix import NAMESPACE, ROLES, isbn_13, message
from publish.onix.features import VALUES
from publish.onix.languages import LANGUAGES, language_code
from publish.preparation import prepare

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.edition import Edition
    from publish.record import Report

    Made = Callable[..., Edition]

SPEC = importlib.util.find_spec("onixcheck")
assert SPEC is not None
assert SPEC.origin is not None
SCHEMAS = Path(SPEC.origin).parent / "schema" / "xsd3.0"

FULL = """
subtitle: A subtitle
description: What it is about.
subjects: [one, two]
date: 2023-06-20
publisher: The Publish project
isbn: {epub: 0-306-40615-2, print: 978-0-306-40615-7}
series: {title: S & Co, number: 12.4, issn: 2049-3630}
contributors:
  - {name: The Publish project}
  - {name: Ann Lee, role: edt, sort: "Lee, Ann"}
  - {name: Bob, role: pfr}
  - {name: The house, role: pbl}
accessibility:
  certifier: {name: Ann Lee, credential: A badge, report: "https://example.org/report"}
  exemption: eaa-microenterprise
"""


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "ONIX_BookProduct_3.0_reference.xsd"))


@pytest.fixture
def edition(tmp_path: Path) -> Made:
    def made(more: str = "publisher: P\n") -> Edition:
        (tmp_path / "m").mkdir()
        (tmp_path / "m" / "publication.yaml").write_text(f"title: T\nlanguage: en-GB\n{more}", "utf-8")
        (tmp_path / "m" / "a.md").write_text("# A\n")
        return prepare(tmp_path / "m", "m")[0]

    return made


def claiming(**features: list[str]) -> Report:
    """Give a report whose EPUB claims these values of properties."""
    made = [{"property": name, "value": value, "evidence": ""} for name, values in features.items() for value in values]
    return replace(report(), accessibility={"epub": {"summary": "", "claims": made, "withheld": []}})


def found(message: bytes, path: str) -> list[str]:
    named = re.sub(r"(?<=/)(?=\w)", "o:", path)
    result: Any = etree.fromstring(message).xpath(named, namespaces={"o": NAMESPACE})
    return [" ".join(each.itertext()).strip() for each in result]


def codes(message: bytes) -> dict[str, str]:
    """Give the accessibility details of the first product, each with its words."""
    product: Any = etree.fromstring(message).find(f"{{{NAMESPACE}}}Product")
    rows = [[each.text for each in feature] for feature in product.iter(f"{{{NAMESPACE}}}ProductFormFeature")]
    return {row[1]: "".join(row[2:]) for row in rows if row[0] == "09"}


@pytest.mark.parametrize("more", [FULL, "publisher: P\n"], ids=["full", "little"])
def test_messages_are_valid(edition: Made, schema: etree.XMLSchema, more: str) -> None:
    features = [*VALUES, "ttsMarkup"]
    claims = claiming(accessibilityFeature=features, accessModeSufficient=["textual"], accessibilityHazard=["none"],
                      conformsTo=[CONFORMANCE]).accessibility["epub"]  # fmt: skip
    claimed = replace(report(), accessibility={"epub": claims | {"summary": "Notes & more."}, "screen": claims})
    one = edition(more)
    made = message(one, claimed)
    schema.assertValid(etree.fromstring(made))
    assert made == message(one, claimed)


def test_the_product_of_each_file_is_told(edition: Made) -> None:
    made = message(edition(FULL), report())
    assert found(made, "//ProductFormDetail") == ["E101", "E107"]
    assert found(made, "//Extent/ExtentValue") == ["1234567", "3", "4321"]
    assert found(made, "//ContributorRole")[:3] == ["A01", "B01", "Z99"]
    assert found(made, "//CorporateName")[:1] == ["The Publish project"]
    assert found(made, "//PersonNameInverted")[:1] == ["Lee, Ann"]
    assert found(made, "//LanguageCode") == ["eng", "eng"]
    assert found(made, "//Collection//PartNumber") == ["12.4", "12.4"]
    assert found(made, "//Header/SentDateTime") == ["20230620T000000Z"]
    assert "The house" not in made.decode()
    assert "Price" not in made.decode()


def test_a_product_has_its_isbn_and_the_other_an_identifier_of_its_own(edition: Made) -> None:
    made = message(edition(FULL), report())
    assert found(made, "//Product/ProductIdentifier/ProductIDType") == ["03", "15", "01"]
    values = found(made, "//Product/ProductIdentifier/IDValue")
    assert values[:2] == ["9780306406157"] * 2
    assert values[2].startswith("urn:uuid:")
    assert values[2].endswith("#screen")
    assert found(made, "//RelatedProduct/ProductRelationCode") == ["06", "13", "06", "13"]


def test_without_an_isbn_the_urn_stands(edition: Made) -> None:
    one = edition()
    made = message(one, report())
    assert found(made, "//Product/ProductIdentifier/IDValue") == [one.identifier, f"{one.identifier}#screen"]
    assert found(made, "//Product/ProductIdentifier/ProductIDType") == ["01", "01"]


def test_what_is_claimed_is_said_and_nothing_else(edition: Made) -> None:
    one = edition("publisher: P\n")
    assert codes(message(one, claiming())) == {"08": ""}
    made = claiming(accessibilityFeature=["alternativeText", "pageNavigation"], accessModeSufficient=["textual,visual"])
    assert codes(message(one, made)) == {"14": "", "41": ""}
    assert codes(message(one, claiming(accessModeSufficient=["textual"]))) == {"52": ""}
    assert b"<ProductFormFeatureType>12" not in message(one, made)


def test_conformance_has_its_certifier(edition: Made) -> None:
    made = codes(message(edition(FULL), claiming(conformsTo=[CONFORMANCE])))
    assert made == {"04": "", "82": "", "85": "", "90": "Ann Lee", "88": "A badge", "91": "20230620",
                    "94": "https://example.org/report", "75": ""}  # fmt: skip


def test_without_the_claim_nobody_certifies(edition: Made) -> None:
    assert codes(message(edition(FULL), claiming(accessibilityFeature=["ARIA"]))) == {"30": "", "75": ""}


def test_every_feature_that_can_be_claimed_has_a_code() -> None:
    named = set(VALUES)
    for rule in (*EPUB_RULES, *PDF_RULES):
        values = {each for each in rule.__code__.co_consts if isinstance(each, str) and each.isalpha()}
        assert values & {*named, "none"}, rule.__name__


def test_codes_are_in_the_lists(schema: etree.XMLSchema) -> None:
    lists = etree.parse(SCHEMAS / "ONIX_BookProduct_CodeLists.xsd")

    def known(number: int) -> set[str]:
        found: Any = lists.xpath(f"//*[@name='List{number}']//*[local-name()='enumeration']/@value")
        return set(found)

    assert set(ROLES.values()) <= known(17)
    assert set(VALUES.values()) <= known(196)
    assert set(LANGUAGES.values()) <= known(74)
    assert (language_code("cy-GB"), language_code("gsw")) == ("wel", "gsw")
    assert len(LANGUAGES) == 183


@pytest.mark.parametrize(
    ("isbn", "digits"),
    [("0306406152", "9780306406157"), ("9780306406157", "9780306406157"), ("080442957X", "9780804429573")],
)
def test_isbns_have_13_digits(isbn: str, digits: str) -> None:
    assert isbn_13(isbn) == digits


def test_a_publication_without_a_publisher_sends_nothing(tmp_path: Path) -> None:
    (tmp_path / "publication.yaml").write_text("title: T\nlanguage: en\n")
    (tmp_path / "a.md").write_text("# A\n")
    result = CliRunner().invoke(cli.cli, ["onix", str(tmp_path), "--built", str(tmp_path / "dist")])
    assert result.exit_code == console.ERRORS
    assert "publication.yaml:1:1: error: publisher is missing" in result.stdout
    assert not (tmp_path / "dist").exists()
