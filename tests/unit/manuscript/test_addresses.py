"""Where links may lead: whatever is written, the tree holds no address but those of hosts, mail and telephones."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.manuscript.article import Source, read_article
from publish.manuscript.dialect import dialect
from publish.manuscript.inlines import is_address
from publish.source import Span
from publish.tree import Event, Link
from publish.walk import query

MD = dialect(maths=False)
PIECES = st.sampled_from(
    [
        *("javascript:", "JaVaScRiPt:", "java", "script:", "data:", "vbscript:", "file:///", "blob:", "about:"),
        *("https://", "http:", "https:", "//", "/", "mailto:", "tel:", "a@b.org", "example.org", "alert(1)", "#", "?"),
        *("&#10;", "&#x9;", "&Tab;", "&NewLine;", "&colon;", "&#1;", "&#0;", "&#115;", "%0A", "%3A", "%6A", "\\", " "),
        *(
            "\u00a0",
            "\u200b",
            "\ufeff",
            "\u202e",
            "ｊａｖａ",
            "é",
            "<",
            ">",
            "(",
            ")",
            "'",
            '"',
            "@",
            "é.org",
            "[",
            "]",
            "|",
        ),
        *("a.md", "..", ".", "text/html,words", "base64,AAAA"),
    ]
)
ADDRESSES = st.lists(PIECES, min_size=1, max_size=6).map("".join)
FORMS = st.sampled_from(
    [
        "[words]({})",
        "[words](<{}>)",
        "<{}>",
        "[words][there]\n\n[there]: {}",
        "[words][there]\n\n[there]: <{}> 'title'",
        '::: event "Title" {{start=2023-06-24 url="{}"}}\nWords.\n:::',
        '::: event "Title" {{start=2023-06-24 place="[words]({})"}}\nWords.\n:::',
        "Words[^1]\n\n[^1]: [words]({})",
        "| [words]({}) |\n|---|\n| 1 |",
        '![alt](a.png "[words]({})")',
        '![alt](a.png){{credit="[words]({})"}}',
    ]
)


def leads_to(text: str) -> str:
    """Give the scheme of an address as a browser reads it, which skips what is no letter before and in it."""
    found = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20\x7f-\xa0\u200b\ufeff]", "", text).lower())
    return found[1] if found else ""


def addresses(text: str) -> list[str]:
    article, _ = read_article(Source("a.md", f"# Title\n\n{text}\n", Span("a.md")), MD, {"a.md": "a"}, "en")
    assert article is not None
    links = [node.href for node in query(article) if isinstance(node, Link)]
    return links + [node.url for node in query(article) if isinstance(node, Event) and node.url]


@given(FORMS, ADDRESSES)
def test_no_link_of_the_tree_leads_anywhere_but_to_the_web_and_to_people(form: str, address: str) -> None:
    for found in addresses(form.format(address)):
        assert leads_to(found) in {"http", "https", "mailto", "tel"}
        assert not re.search(r"[\x00-\x20\x7f\\<>\"]", found)


@pytest.mark.parametrize(
    "text",
    [
        *("https://example.org", "HTTP://example.org/a?b#c", "mailto:a@example.org", "tel:+44-20-7946-0000"),
        *("https://bücher.example/straße", "https://[::1]:80/", "https://a:b@example.org/%20(a)'*~"),
    ],
)
def test_addresses(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "https:", "https://", "https:///a", "https:a", "mailto:", "tel:", "ftp://a", "javascript:a", "data:,a"),
        *(" https://a", "https://a b", "https://a\n", "java\nscript:a", "https://a\\b", "https:\\\\a", "//a", "a.html"),
        *("https://a\x00", "https://a<b", 'https://a"b', "mailto: a", "\x01javascript:a", "view-source:https://a"),
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert not is_address(text)
