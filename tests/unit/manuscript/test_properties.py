"""Whatever a contributor sends: nothing raises, and every span lies within its file."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzzing.strategies import any_text, articles, many, metadata, yaml_text

from publish import checks
from publish.codes import RULES
from publish.design import Design
from publish.manuscript import yaml
from publish.manuscript.article import Source, read_article
from publish.manuscript.dialect import dialect
from publish.manuscript.loader import load
from publish.passes import apply
from publish.source import Span
from publish.tree import Node

if TYPE_CHECKING:
    from collections.abc import Iterator


def spans(value: Any) -> Iterator[Span]:
    """Give the span of every node below a value, whatever holds it."""
    if isinstance(value, Node):
        yield value.span
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from spans(each)


def stand_in(found: Iterator[Span], lines: int) -> bool:
    return all(span.path == "a.md" and 1 <= span.line <= lines and span.column >= 1 for span in found)


@pytest.mark.parametrize("maths", [False, True])
@many
@given(text=articles)
def test_no_text_makes_the_reader_of_articles_raise(maths: bool, text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source("a.md", text, Span("a.md"))
    article, found = read_article(source, dialect(maths=maths), {"a.md": "a", "b.md": "b"}, "en")
    lines = text.count("\n") + 1
    assert stand_in((each.span for each in found), lines)
    assert stand_in(spans(article), lines)
    assert article or found
    assert all(each.code in RULES for each in found)


@many
@given(text=articles, data=st.binary(max_size=60))
def test_no_files_make_the_loader_raise_nor_the_checks_nor_the_passes(text: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        (root / "publication.yaml").write_text("title: A\nlanguage: en\n")
        (root / "a.md").write_bytes(text.encode("utf-8", "surrogatepass"))
        (root / "b.md").write_bytes(b"# B\n\n" + data)
        (root / "a.png").write_bytes(data)
        loaded = load(root, "m")
    assert loaded.publication
    found = (*loaded.diagnostics, *checks.check(loaded.publication))
    assert all(each.code in RULES and each.span.path.startswith("m/") for each in found)
    if not any(RULES[each.code].severity.value == "error" for each in found):
        apply(loaded.publication, Design("book"))


@many
@given(text=st.one_of(any_text, yaml_text))
def test_no_text_makes_the_reader_of_yaml_raise(text: str) -> None:
    document = yaml.read(text, Span("publication.yaml"))
    lines = len(text.splitlines()) + 1
    found = (*(each.span for each in document.diagnostics), *document.places.values(), *document.keys.values())
    assert all(1 <= span.line <= lines and span.column >= 1 for span in found)
    assert isinstance(document.value, dict)


begun = st.one_of(any_text, yaml_text).map(lambda text: f"title: A\nlanguage: en\n{text}")


@many
@given(text=st.one_of(begun, metadata))
def test_no_publication_yaml_makes_the_loader_raise(text: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "publication.yaml").write_bytes(text.encode("utf-8", "replace"))
        (Path(scratch) / "a.md").write_text("# A\n")
        loaded = load(Path(scratch), "m")
    assert loaded.publication or loaded.diagnostics


@pytest.mark.parametrize(
    "text",
    [
        *("[" * 20_000, "![" * 10_000, "*" * 20_000, "*a " * 10_000, "_a*b" * 5_000, "`" * 20_000, "{#" * 10_000),
        *("> " * 5_000, "- " * 5_000, "[^a" * 2_000, "<!--" * 5_000, "<a " * 5_000, "$" * 20_000, "$a\\" * 5_000),
        *("$$\n" + "a\n" * 5_000, "::: note\n" * 2_000, "[a](" * 5_000, "[a]{" * 5_000, "{a=" * 5_000, "~~a" * 5_000),
        *("|" * 5_000 + "\n" + "|-" * 5_000, "a\n: b\n" * 3_000, '{a="' * 5_000, "![a]{.b}" * 3_000, "\\" * 20_000),
        *("&" * 20_000, "[a]: b\n" * 3_000, "Table: " * 3_000, "[^1]: a\n" * 2_000, "{.a}\n" * 3_000),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_text_made_to_be_slow_is_read_in_time(text: str) -> None:
    import time  # noqa: PLC0415

    source = Source("a.md", f"# Title\n\n{text}\n", Span("a.md"))
    start = time.process_time()
    read_article(source, dialect(maths=True), {"a.md": "a"}, "en")
    assert time.process_time() - start < 10
