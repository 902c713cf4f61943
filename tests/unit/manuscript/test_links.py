"""What the text of a link may hold: stresses, code, pictures and spans, and neither links nor notes."""

from __future__ import annotations

import pytest
from tests.trees import printed

from publish.manuscript.article import Source, read_article
from publish.manuscript.dialect import dialect
from publish.source import Span

TO = "(https://example.org/)"


def read(text: str) -> str:
    source = Source("a.md", f"# A\n\n{text}\n\n[^1]: A note.\n", Span("a.md"))
    article, found = read_article(source, dialect(maths=False), {"a.md": "a"}, "en")
    assert found == []
    assert article
    return printed(article.body)


@pytest.mark.parametrize(
    "text",
    [
        f"[the *old* `code` [mot]{{lang=fr}} here]{TO}",
        f"[[mot]{{lang=fr}}]{TO}",
        f"[[a [mot]{{lang=fr}} b]{{.quiet}}]{TO}",
        f"[brackets [in] brackets]{TO}",
        "[the [mot]{lang=fr}](#here)",
        f"[the ![picture](a.png) [mot]{{lang=fr}}]{TO}",
    ],
)
def test_a_link_holds_what_is_no_link(text: str) -> None:
    tree = read(text)
    assert tree.count("link") + tree.count("reference") == 1
    assert "](" not in tree


@pytest.mark.parametrize(
    "text",
    [f"[a [b]{TO} c]{TO}", f"[a [b [c]{TO}]{{lang=fr}} d]{TO}", f"[a note[^1]]{TO}", f"[a [b[^1]]{{lang=fr}}]{TO}"],
)
def test_a_link_holds_no_link(text: str) -> None:
    assert "](" in read(text)


def test_a_link_by_reference_with_attributes_is_a_link_too() -> None:
    assert "](" in read(f"[a [b]{{.quiet}} c]{TO}\n\n[b]: https://example.org/b")
