"""The schemas in the documents are current, and say of manuscripts what the program says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from publish.manuscript import yaml
from publish.manuscript.keys import validated
from publish.manuscript.metadata import FrontMatter, Metadata
from publish.manuscript.schemas import article_schema, publication_schema
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.manuscript.metadata import Keys

ROOT = Path(__file__).parents[3]
SCHEMAS: dict[str, tuple[Callable[[], dict[str, Any]], type[Keys]]] = {
    "publication": (publication_schema, Metadata),
    "article": (article_schema, FrontMatter),
}
MANUSCRIPTS = [
    ROOT / "manuscript",
    ROOT / "tests" / "manuscripts" / "plain",
    ROOT / "tests" / "manuscripts" / "torture",
]


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_in_the_documents_is_current(name: str, accept: bool) -> None:
    now = json.dumps(SCHEMAS[name][0](), indent=2, ensure_ascii=False) + "\n"
    path = ROOT / "docs" / f"{name}.schema.json"
    if accept:
        path.write_text(now, "utf-8")
    assert path.read_text("utf-8") == now, "make accept writes it anew"


def judged(name: str, text: str) -> tuple[bool, bool]:
    """Give whether the schema takes a text, and whether the program does."""
    document = yaml.read(text, Span("p"))
    schema, model = SCHEMAS[name]
    checker = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
    return checker.is_valid(document.value), validated(model, document) is not None


def test_the_schemas_are_schemas() -> None:
    for schema, _ in SCHEMAS.values():
        jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("manuscript", MANUSCRIPTS, ids=lambda path: path.name)
def test_manuscripts_are_as_the_schemas_say(manuscript: Path) -> None:
    assert judged("publication", (manuscript / "publication.yaml").read_text("utf-8")) == (True, True)
    for article in manuscript.glob("*.md"):
        text = article.read_text("utf-8")
        if text.startswith("---\n"):
            assert judged("article", text[4 : text.index("\n---\n", 3)]) == (True, True), article.name


@pytest.mark.parametrize(
    ("more", "good"),
    [
        ("series: {title: 39, number: 39}", True),
        ("series: {title: S, number: x}", False),
        ("print: {bleed: 0, trim: A5}", True),
        ("print: {bleed: 3}", False),
        ("print: {bleed: {top: 3mm, outside: 3mm, bottom: 3mm, inside: 0}}", True),
        ("print: {bleed: {top: 3mm}}", False),
        ("print: {paper: {weight: 90.5, thickness: 0.1mm}}", True),
        ("print: {binding: glued}", False),
        ("print: {marks: 1}", False),
        ("contents: [a.md, {part: One, contents: [b.md]}]", True),
        ("contents: [{part: One}]", False),
        ("allow: [{code: repeated-word, reason: R}]", True),
        ("date: 2023-06-20", True),
        ("date: last week", False),
        ("modified: 2023-06-22T09:00:00Z", True),
        ("math: yes", False),
        ("limits: {articles: 3000}", True),
        ("limits: {articles: 0}", False),
        ("langauge: en", False),
        ("isbn: {epub: null}", True),
        ("cover: {image: a.png}", False),
    ],
)
def test_the_schema_says_what_the_program_says(more: str, good: bool) -> None:
    assert judged("publication", f"title: T\nlanguage: en-GB\n{more}") == (good, good)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("authors: Ann", True),
        ("authors: [Ann, Bob]", True),
        ("authors: {name: Ann}", False),
        ("columns: 2", True),
        ("columns: 4", False),
        ("kind: newz", False),
        ("lead: {image: a.png, alt: ''}", True),
        ("title: T", False),
        ("kicker: 2023", True),
    ],
)
def test_front_matter_too(text: str, good: bool) -> None:
    assert judged("article", text) == (good, good)


def test_a_schema_tells_an_editor_what_keys_mean() -> None:
    made = publication_schema()
    assert made["required"] == ["title", "language"]
    assert made["$defs"]["Print"]["properties"]["condition"] == {"default": "FOGRA39", "type": ["string", "number"]}
    assert "alt-short" in made["$defs"]["Allowance"]["properties"]["code"]["enum"]
    assert made["$defs"]["LimitKeys"]["properties"]["article-notes"]["description"].startswith("notes in an article;")
    assert made["$defs"]["Contributor"]["description"].endswith("`sort` is the name as a library files it.")
