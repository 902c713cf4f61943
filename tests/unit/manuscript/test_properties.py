"""Whatever a contributor sends: nothing raises, and every span lies within its file."""

from __future__ import annotations

import dataclasses
import string
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish import checks
from publish.codes import RULES
from publish.design import Design
from publish.manuscript import yaml
from publish.manuscript.article import Source, read_article
from publish.manuscript.boxes import BOXES
from publish.manuscript.dialect import dialect
from publish.manuscript.loader import load
from publish.passes import apply
from publish.source import Span
from publish.tree import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECES = [
    *(
        "# ",
        "## ",
        "###### ",
        "> ",
        "- ",
        "1. ",
        "7) ",
        "    ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "\n\n\n",
        "***",
        "---",
        "===",
    ),
    *(
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```",
        "~~~",
        "```python\n",
        "\\",
        "\\\n",
        "  \n",
        "&amp;",
        "&#12;",
        "&#0;",
        "&bogus;",
    ),
    *("[", "]", "(", ")", "![", "](", "](#a)", "](a.md)", "](b.md#c)", "](images/a.png)", '](a.png "Caption")'),
    *("<https://example.org/>", "<b>", "</b>", "<!--", "-->", "<!-- c -->", "<", ">", "[x]: https://example.org/\n"),
    *("{", "}", "{#a}", "{.b}", "{lang=fr}", "{.decorative}", "{width=full}", '{credit="*x*"}', '{alt="', "{#", "{}"),
    *(
        "[^1]",
        "[^a b]",
        "[^1]: ",
        "\n[^1]: words\n",
        "\n\n    more\n",
        "Term\n: ",
        "\n: ",
        "Table: ",
        "\nTable: x {#t}\n",
    ),
    *("|", " | ", "| a | b |\n| - | :-: |\n| 1 | 2 |\n", "| - |", ":::", "::::", '"Title"', "::: sidebar\n"),
    *(f"\n::: {name}\n" for name in BOXES),
    *(
        '\n::: event {start=2023-06-24 end=x url="javascript:1"}\n',
        "\n:::\n",
        "\n::::\n",
        "$",
        "$$",
        "$x$",
        "\n$$\nx\n$$\n",
    ),
    *("words", "Ünïcode", "日本", "\u0301", "\u202e", "\u00a0", "\ufeff", "'", '"', "--", "...", "(c)"),
    *(
        "---\n",
        "kicker: *x*\n",
        "lead: {image: a.png, alt: b}\n",
        'short-title: "a[^1]\\n\\n\\nb"\n',
        "authors: [a, b]\n",
    ),
]
dialect_text = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
front_matter = st.lists(
    st.sampled_from([*PIECES[-5:], "kind: news\n", "columns: 9\n", ": x\n", "- a\n", "? "]), max_size=5
)
any_text = st.text(max_size=200) | st.text(string.printable, max_size=200)
articles = st.one_of(
    any_text,
    dialect_text,
    dialect_text.map(lambda text: f"# Title\n\n{text}"),
    st.tuples(front_matter, dialect_text).map(lambda pair: f"---\n{''.join(pair[0])}---\n# Title\n\n{pair[1]}"),
)
many = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


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


yaml_pieces = st.sampled_from(
    [*"-:,[]{}#&*!|>'\"%@`?~ \n\t\\", "a", "b: ", "title: ", "- ", "  ", "---\n", "...\n", "&a ", "*a", "<<: ", "0x1",
     "!!python/object:x ", "!!binary ", "1e9", ".nan", "2023-06-20", "no", "\u2028", "\x85", "é", "? ", "|\n", ">-\n",
     "%YAML 1.1\n"]
)  # fmt: skip


@many
@given(text=st.one_of(any_text, st.lists(yaml_pieces, max_size=40).map("".join)))
def test_no_text_makes_the_reader_of_yaml_raise(text: str) -> None:
    document = yaml.read(text, Span("publication.yaml"))
    lines = len(text.splitlines()) + 1
    found = (*(each.span for each in document.diagnostics), *document.places.values(), *document.keys.values())
    assert all(1 <= span.line <= lines and span.column >= 1 for span in found)
    assert isinstance(document.value, dict)


@many
@given(text=st.one_of(any_text, st.lists(yaml_pieces, max_size=30).map("".join)))
def test_no_publication_yaml_makes_the_loader_raise(text: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "publication.yaml").write_bytes(f"title: A\nlanguage: en\n{text}".encode("utf-8", "replace"))
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
