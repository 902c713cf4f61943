from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest

from publish.pdf.roles import decorations, entries_of, is_contents, link_words, numbering_of, types_of, words_of

SVG = 'xmlns="http://www.w3.org/2000/svg"'


@pytest.mark.parametrize(
    ("markup", "parent", "types"),
    [
        ("<p/>", "Sect", ("P",)),
        ("<div/>", "Sect", ("Div",)),
        ("<div/>", "L", ()),
        ("<span/>", "P", ()),
        ('<span lang="fr"/>', "P", ("Span",)),
        ('<abbr title="Doctor"/>', "P", ("Span",)),
        ("<em/>", "P", ("Em",)),
        ("<code/>", "Code", ()),
        ("<code/>", "P", ("Code",)),
        ("<li/>", "L", ("LI", "LBody")),
        ("<li/>", "TOC", ("TOCI",)),
        ('<a href="#x"/>', "P", ("Link",)),
        ("<a/>", "P", ()),
        ('<a href="#x" role="doc-noteref"/>', "P", ("Reference", "Link")),
        ('<span role="math" aria-label="x"/>', "P", ("Formula",)),
        ('<p role="heading" aria-level="4"/>', "Sect", ("H4",)),
        (f"<svg {SVG}/>", "P", ("Figure",)),
    ],
)
def test_types(markup: str, parent: str, types: tuple[str, ...]) -> None:
    assert types_of(fromstring(markup), parent, contents=False) == types


def test_a_table_of_contents_has_types_of_its_own() -> None:
    assert is_contents(fromstring('<nav class="wide toc"/>'))
    assert is_contents(fromstring('<section role="doc-toc"/>'))
    assert not is_contents(fromstring('<ol class="toc"/>'))
    assert types_of(fromstring("<ol/>"), "Sect", contents=True) == ("TOC",)
    assert types_of(fromstring('<a href="#x"/>'), "TOCI", contents=True) == ("Reference", "Link")


@pytest.mark.parametrize(
    ("markup", "hidden"),
    [
        ('<p><img alt=""/></p>', 1),
        ("<p><img/></p>", 0),
        ('<p><img alt="a"/></p>', 0),
        ('<p><img alt="a" role="presentation"/></p>', 1),
        ('<p aria-hidden="true"><em/></p>', 2),
        (f"<p><svg {SVG}><g/></svg></p>", 2),
        (f'<p><svg {SVG} aria-label="a"><g/></svg></p>', 0),
        (f"<p><svg {SVG}><title>a</title></svg></p>", 0),
        (f'<p role="math"><svg {SVG} aria-hidden="true"/></p>', 0),
    ],
)
def test_decorations(markup: str, hidden: int) -> None:
    assert len(list(decorations(fromstring(markup)))) == hidden


def test_words_are_what_is_read_aloud() -> None:
    markup = (
        f'<a>Soft\u00adly <img alt="a  dog"/> <b aria-hidden="true">no</b><svg {SVG} aria-label="and"><g/></svg> b</a>'
    )
    assert words_of(fromstring(markup)) == "Softly a dog and b"


def test_a_title_says_what_a_link_is() -> None:
    assert link_words(fromstring('<a title="Title" aria-label="Label">text</a>')) == "Title"
    assert link_words(fromstring('<a aria-label="Label">text</a>')) == "Label"
    assert link_words(fromstring("<a>the <em>text</em></a>")) == "the text"


def test_entries() -> None:
    assert entries_of(fromstring('<aside aria-label="Box" lang="cy"/>'), "Aside") == {"Lang": "cy", "T": "Box"}
    assert entries_of(fromstring('<img alt="A dog"/>'), "Figure") == {"Alt": "A dog"}
    assert entries_of(fromstring('<abbr title="Doctor"/>'), "Span") == {"E": "Doctor"}


def test_numberings() -> None:
    styles = ["decimal", "decimal-leading-zero", "lower-roman", "upper-alpha", "none", "disc", ("string", "–")]
    assert [numbering_of(style) for style in styles] == [
        "Decimal", "Decimal", "LowerRoman", "UpperAlpha", "None", "Disc", "Disc",
    ]  # fmt: skip
