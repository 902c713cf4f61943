"""Tree → markup: what templates are given, and what is said of their mistakes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from publish.design import Design, File, read_design
from publish.diagnostics import PublishError
from publish.edition import documents, resolve
from publish.house import house_folder
from publish.layouts import Layout
from publish.passes import apply
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.diagnostics import Diagnostic
    from publish.tree import Publication, Target

    Make = Callable[..., Publication]


@dataclass(frozen=True)
class Plain:
    """An output that answers as simply as can be."""

    target: str = "epub"

    def href(self, target: Target) -> str:
        return f"{target.article}#{target.id}"

    def anchor(self, article: str, name: str) -> str:  # noqa: ARG002
        return name

    def source(self, path: str) -> str:
        return path

    def page(self, target: Target) -> str:  # noqa: ARG002
        return "7"

    def alternative(self, alt: str, described: str) -> str:  # noqa: ARG002
        return alt

    def formula(self, tex: str, alt: str, *, display: bool) -> str:  # noqa: ARG002
        return "<i>formula</i>"

    def mark(self, article: str, number: int) -> str:  # noqa: ARG002
        return ""


def design(**templates: str) -> Design:
    """Give the house's book with some templates replaced, named with ``__`` for the slash."""
    read, found = read_design("book", [(house_folder("layouts"), "layouts")], Span("m"))
    assert read
    assert found == []
    files = dict(read.files["epub"])
    for name, text in templates.items():
        path = f"{name.replace('__', '/').replace('_', '-')}.html"
        files[path] = File(f"mine/{path}", text)
    return replace(read, files={**read.files, "epub": files})


def page(publication: Publication, made: Design | None = None) -> str:
    made = made or design()
    edition = resolve(apply(publication, made), made, (), None)
    first = next(each for each in documents(edition, "epub") if each.kind == "article")
    return str(Layout(edition, Plain()).page(first))


def problem(publication: Publication, **templates: str) -> Diagnostic:
    with pytest.raises(PublishError) as error:
        page(publication, design(**templates))
    assert len(error.value.diagnostics) == 1
    return error.value.diagnostics[0]


def test_text_and_attributes_are_escaped(publication: Make) -> None:
    markup = page(publication('`a < b & "c"` [w]{.x} &lt;b&gt; ![a "b" & c](p.svg){#d}'))
    root = etree.fromstring(f'<div xmlns:epub="e">{markup}</div>')
    assert root.xpath("string(.//code)") == 'a < b & "c"'
    assert root.xpath("string(.//img/@alt)") == 'a "b" & c'
    assert "<b>" not in markup


def test_white_space_between_inlines_is_as_it_was_written(publication: Make) -> None:
    markup = page(publication("a*b*c **d** `e`\nf[g](https://example.org/)h"))
    assert '>a<em>b</em>c <strong>d</strong> <code>e</code>\nf<a href="https://example.org/">g</a>h</p>' in markup


def test_a_reference_has_its_page_where_the_output_has_pages(publication: Make) -> None:
    assert '<a href="a#h">there</a> (page 7)' in page(publication("[there](#h){.page}\n\n## H"))


def test_headings_in_a_part_stand_a_level_deeper(publication: Make) -> None:
    files = {"a.md": "# A\n\n## B\n\n###### C\n"}
    assert "<h3" in page(publication(files, "contents: [{part: P, contents: [a.md]}]\n"))
    assert "<h2" in page(publication(files))
    assert "<h7" not in page(publication(files, "contents: [{part: P, contents: [a.md]}]\n"))


def test_in_an_interview_a_paragraph_that_is_strong_as_a_whole_asks(publication: Make) -> None:
    text = "**Who asks?**\n\nI **do**.\n\n**No** question."
    asked = page(publication({"a.md": f"---\nkind: interview\n---\n\n# A\n\n{text}\n"}))
    assert asked.count('class="question"') == 1
    assert '<p class="question"><strong>Who asks?</strong></p>' in asked
    assert 'class="question"' not in page(publication({"a.md": f"# A\n\n{text}\n"}))


def test_a_note_that_is_called_twice_has_one_id(publication: Make) -> None:
    markup = page(publication("A[^1] b[^1].\n\n[^1]: Note."))
    assert markup.count('id="call-1"') == 1
    assert markup.count('id="note-1"') == 1
    assert markup.count('role="doc-noteref"') == 2


def test_a_template_of_a_layout_goes_before_the_houses(publication: Make) -> None:
    assert '<p class="mine">W</p>' in page(
        publication("W"), design(blocks__paragraph='<p class="mine">{{ content }}</p>')
    )


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("<p>\n\n{{ captoin }}</p>", 3, "captoin"),
        ("<p>{{ content }}</p>\n{% if %}", 2, "expected an expression"),
        ("<p>{{ content }}</p>\n{% for x in content", 2, "unexpected end"),
        ("<p>\n{{ content / 2 }}</p>", 2, "unsupported operand"),
        ("<p>\n{{ content | nofilter }}</p>", 2, "nofilter"),
        ('<p>\n{% include "none.html" %}</p>', 2, "none.html"),
        ("<p>\n{{ content.__class__.__mro__ }}</p>", 2, "unsafe"),
        ("<p>\n{{ 1 / 0 }}</p>", 2, "division"),
    ],
)
def test_a_mistake_in_a_template_has_its_file_and_line(publication: Make, template: str, line: int, said: str) -> None:
    found = problem(publication("W"), blocks__paragraph=template)
    assert (found.code, found.span.path, found.span.line) == ("template", "mine/blocks/paragraph.html", line)
    assert said in str(found)


def test_a_mistake_in_an_included_template_is_said_there(publication: Make) -> None:
    found = problem(
        publication("W"), blocks__paragraph='<p>{% include "inner.html" %}</p>', inner="\n\n\n{{ nothing }}"
    )
    assert (found.span.path, found.span.line) == ("mine/inner.html", 4)


def test_an_undefined_variable_has_a_hint(publication: Make) -> None:
    assert "did you mean content?" in problem(publication("W"), blocks__paragraph="{{ contnt }}").hint
    assert "available: " in problem(publication("W"), blocks__paragraph="{{ xyzzy }}").hint


def test_markup_that_is_not_well_formed_is_said(publication: Make) -> None:
    made = design()
    layout = Layout(resolve(publication("W"), made, (), None), Plain())
    with pytest.raises(PublishError) as error:
        layout.tree("<div>\n<p>words</div>", "title-page.html")
    assert [each.code for each in error.value.diagnostics] == ["template-markup"]
    assert error.value.diagnostics[0].span.path == "layouts/shared/title-page.html"


def test_what_is_said_again_elsewhere_has_no_ids(publication: Make) -> None:
    titled = (
        "# See [this]{#here} and [that](https://example.org/){#there}\n\n## A [word]{#word}\n\n[](#head) [](b.md)\n"
    )
    files = {"a.md": titled.replace("## A", "{#head}\n## A"), "b.md": "# B [again]{#again}\n\nWords.\n"}
    made = design()
    edition = resolve(apply(publication(files), made), made, (), None)
    layout = Layout(edition, Plain())
    assert "See <span>this</span>" in str(layout.entries()[0]["title"])
    shown = "".join(str(layout.page(each)) for each in documents(edition, "epub") if each.kind == "article")
    for name in ("here", "there", "word", "again"):
        assert shown.count(f'id="{name}"') == 1, name
