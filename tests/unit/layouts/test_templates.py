"""What is said of a mistake in a manuscript's own templates: one finding, at the file and line, with what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from publish.build import Request, build
from publish.diagnostics import PublishError
from publish.edition import documents
from publish.epub.book import EpubDrawing
from publish.layouts import Layout
from publish.layouts.galley import Attributes
from publish.preparation import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from publish.diagnostics import Diagnostic
    from publish.tree import Target

    Write = Callable[..., Path]

EPUB = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
ARTICLE = "m/layouts/book/article.html"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a manuscript with templates of its own for a book, named with their folder."""

    def written(templates: Mapping[str, str], article: str = "# A < B\n\nWords.\n") -> Path:
        root = tmp_path / "m"
        texts = {"publication.yaml": "title: T\nlanguage: en-GB\n", "a.md": article}
        texts |= {f"layouts/book/{name}": text for name, text in templates.items()}
        for name, text in texts.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
        return root

    return written


class Broken(EpubDrawing):
    """A drawing with a bug of ours."""

    def href(self, target: Target) -> str:
        raise RuntimeError(f"no address for {target}")


def layout(root: Path, drawing: type[EpubDrawing] = EpubDrawing) -> Layout:
    edition, _ = prepare(root, "m")
    return Layout(edition, drawing({each.id: f"{each.id}.xhtml" for each in documents(edition, "epub")}, {}))


def page(made: Layout) -> str:
    return str(made.page(next(each for each in documents(made.edition, "epub") if each.kind == "article")))


def problem(root: Path) -> Diagnostic:
    with pytest.raises(PublishError) as error:
        page(layout(root))
    (found,) = error.value.diagnostics
    assert "\n" not in found.message
    return found


# ------------------------------------------------------------------------------------------------------- rendering


@pytest.mark.parametrize(
    ("template", "line", "message", "hint"),
    [
        ("<p>\n{{ bodi }}</p>", 2, "'bodi' is undefined", "did you mean body?"),
        ("<p>\n\n{{ attributes(lavel) }}</p>", 3, "'lavel' is undefined", "did you mean level?"),
        ("\n{{ publication.titel }}", 2, "'titel' is undefined in Metadata", "did you mean title?"),
        ("\n{{ words.bak }}", 2, "'bak' is undefined in this value", "did you mean back?"),
        ("{% for note in [1] %}\n{{ nte }}\n{% endfor %}", 2, "'nte' is undefined", "did you mean note?"),
        ("{% macro m(it) %}\n\n{{ itt }}{% endmacro %}\n{{ m(1) }}", 3, "'itt' is undefined", "did you mean it?"),
        ("\n{{ notes[9] }}", 2, "list object has no element 9", ""),
        ("\n\n{% iff title %}", 3, "there is no tag iff here", "did you mean if?"),
        ("<p>\n{{ title }</p>", 2, "unexpected '}'", ""),
        ('\n{% include "opning.html" %}', 2, "there is no template opning.html", "did you mean opening.html?"),
        ('\n{% import "none.html" as x %}', 2, "there is no template none.html", "did you mean notes.html?"),
        ("\n{{ title | uppr }}", 2, "there is no filter uppr", "did you mean upper?"),
        ("{% if title %}\n{{ title | uppr }}{% endif %}", 2, "there is no filter uppr", "did you mean upper?"),
        ("\n{% if 1 is od %}{% endif %}", 2, "there is no test od", "did you mean odd?"),
        ("\n\n{{ 1 / 0 }}", 3, "division by zero", ""),
        ('\n{{ "%(x)s" % {} }}', 2, "there is no 'x'", ""),
        ('\n{{ words["back"].format() }}', 2, "tuple index out of range", ""),
        ('\n{{ edition.design.stylesheets("none") }}', 2, "a template can't call this", ""),
        ('\n{% include "article.html" %}', 2, "this template nests too deep", ""),
        ("{{ " + "(" * 999 + ")" * 999 + " }}", 1, "this template nests too deep", ""),
        ("{% for a in b %}" * 30 + "{% endfor %}" * 30, 1, "too many statically nested blocks", ""),
    ],
)
def test_a_mistake_has_its_line_and_what_there_is(
    write: Write, template: str, line: int, message: str, hint: str
) -> None:
    found = problem(write({"article.html": template}))
    assert (found.code, found.span.path, found.span.line) == ("template", ARTICLE, line)
    assert found.message.startswith(message)
    assert found.hint == hint


def test_a_variable_that_is_like_no_other_is_answered_with_all_that_there_are(write: Write) -> None:
    hint = problem(write({"article.html": "{% set mine = 1 %}\n{{ xyzzy }}"})).hint
    names = hint.removeprefix("available: ").split(", ")
    assert {"body", "title", "publication", "words", "mine"} <= set(names)
    assert not {"range", "lipsum", "xyzzy"} & set(names)


@pytest.mark.parametrize("inner", ["\n\n{{ bodi }}", "\n\n{% iff %}", "{# a\n comment #}\n{{ 1 / 0 }}"])
def test_a_mistake_in_an_included_template_is_said_of_that_one(write: Write, inner: str) -> None:
    found = problem(write({"article.html": '<p>\n{% include "inner.html" %}</p>', "inner.html": inner}))
    assert (found.code, found.span.path, found.span.line) == ("template", "m/layouts/book/inner.html", 3)


def test_a_template_for_one_output_is_named_with_its_folder(write: Write) -> None:
    found = problem(write({"epub/article.html": "\n{{ bodi }}"}))
    assert (found.span.path, found.span.line) == ("m/layouts/book/epub/article.html", 2)


def test_a_house_template_that_a_block_brings_down_is_named_as_the_houses(write: Write) -> None:
    root = write({"opening.html": "{{ title }}"}, "# A\n\nWords[^1].\n\n[^1]: Note.\n")
    (root / "layouts" / "book" / "epub").mkdir()
    (root / "layouts" / "book" / "epub" / "note-call.html").write_text("{{ numbr }}", "utf-8")
    found = problem(root)
    assert (found.span.path, found.hint) == ("m/layouts/book/epub/note-call.html", "did you mean number?")


def test_a_template_that_an_article_asks_for_and_that_is_not_there_is_said_of_the_article(write: Write) -> None:
    article = "---\nlayout: speciel\n---\n# A\n\nWords.\n"
    found = problem(write({"article-special.html": "{{ body }}"}, article))
    assert (found.code, found.span.path, found.hint) == (
        "layout-unknown", "m/a.md", "did you mean article-special.html?",
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------------------- markup


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("<div>\n<p>\n{{ body }}\n</div>", 2, "<p> isn't closed"),
        ("<div>\n{{ body }}\n</div>\n</section>", 4, "</section> closes nothing"),
        ("{% if title %}\n\n<b>{{ title }}\n{% endif %}", 3, "<b> isn't closed"),
        ("{% for each in [1, 2, 3] %}\n{{ each }}\n<b>\n{% endfor %}", 3, "<b> isn't closed"),
        ("{% macro m() %}\n<b>\n{% endmacro %}\n\n<p>{{ m() }}</p>", 2, "<b> isn't closed"),
        ("{% if title %}\n{{ '<b>' | safe }}\n{% endif %}", 2, "<b> isn't closed"),
        ("<p>\n{{ title_text | safe }}</p>", 2, "the markup isn't well-formed near: <p> A < B"),
        ("<p>\n{{ title }}\nthis & that</p>", 3, "the markup isn't well-formed near: "),
        ("<p>\n\n&nbsp;</p>", 3, "undefined entity near: <p> &nbsp;</p>"),
        ('<p\n class="a"\n class="b">{{ title }}</p>', 3, "duplicate attribute near: "),
        ('<p>\n<b foo:bar="">{{ title }}</b></p>', 2, "document.html declares no namespace for the prefix near: "),
        ("{{ title }}\n<p", 2, "the markup isn't well-formed near: "),
        ("{# é\n #}\n<p>é{{ title }}</p>\n<i>", 4, "<i> isn't closed"),
        ("{{ title }}\u2028\n<i>", 2, "<i> isn't closed"),
        ("{% raw %}\n{{ no }}\n<i>\n{% endraw %}", 3, "<i> isn't closed"),
    ],
)
def test_markup_that_is_not_well_formed_has_the_line_that_wrote_it(
    write: Write, template: str, line: int, message: str
) -> None:
    found = problem(write({"article.html": template}))
    assert (found.code, found.span.path, found.span.line) == ("template-markup", ARTICLE, line)
    assert found.message.startswith(message)


def test_ill_formed_markup_of_an_included_template_is_said_of_that_one(write: Write) -> None:
    found = problem(write({"article.html": '<p>\n{% include "inner.html" %}\n</p>', "inner.html": "\n<i>"}))
    assert (found.span.path, found.span.line) == ("m/layouts/book/inner.html", 2)


def test_what_is_ill_formed_in_a_block_is_not_said_of_what_stands_around_it(write: Write) -> None:
    root = write({"blocks/paragraph.html": "<p>\n{{ content }}"}, "# A\n\n> - Words.\n>\n> - More.\n")
    found = problem(root)
    assert (found.span.path, found.span.line) == ("m/layouts/book/blocks/paragraph.html", 1)


def test_prefixes_hold_that_the_frame_of_documents_declares(write: Write) -> None:
    assert "epub:type" in page(layout(write({"article.html": '<p epub:type="x">{{ title }}</p>'})))


@pytest.mark.parametrize(
    ("output", "file", "template", "line"),
    [
        ("screen", "pdf/document.html", "<html>\n<head>\n<body>{{ content }}</body>\n</html>", 2),
        ("epub", "epub/document.html", f"<!DOCTYPE html>\n<html {EPUB}><body>{{{{ content }}}}</html>", 2),
        ("epub", "epub/nav.html", "<nav>\n<ol><li>a</ol></nav>", 2),
        ("screen", "article.html", "<article>\n{{ bodi }}</article>", 2),
    ],
)
def test_a_build_gives_one_finding(
    write: Write, tmp_path: Path, output: str, file: str, template: str, line: int
) -> None:
    with pytest.raises(PublishError) as error:
        build(Request(write({file: template}), "m", tmp_path / "out", (output,), page_list=False))
    (found,) = error.value.diagnostics
    assert (found.span.path, found.span.line) == (f"m/layouts/book/{file}", line)
    assert not (tmp_path / "out").exists()


# ------------------------------------------------------------------------------------------------------ bugs of ours


def test_a_bug_of_ours_in_a_drawing_is_not_a_mistake_of_the_layout(write: Write) -> None:
    root = write({}, "# A\n\n[there](#h)\n\n## H\n")
    with pytest.raises(RuntimeError, match="no address"):
        page(layout(root, Broken))


@pytest.mark.parametrize("bug", [RuntimeError, TypeError, KeyError, AttributeError])
def test_a_bug_of_ours_that_a_template_calls_shows_itself(
    write: Write, monkeypatch: pytest.MonkeyPatch, bug: type[Exception]
) -> None:
    def fails(_text: str) -> str:
        raise bug("a bug of ours")

    made = layout(write({}))
    monkeypatch.setattr("publish.layouts.galley.Markup", fails)
    with pytest.raises(bug, match="a bug of ours"):
        made.render("blocks/break.html", attributes=Attributes("a"))


# ------------------------------------------------------------------------------------------------------------ notes


@pytest.mark.parametrize(
    "article",
    [
        "# A\n\nWords[^1].\n\n[^1]: One[^2].\n\n[^2]: Two.\n",
        "# A\n\nWords[^1].\n\n[^1]: One[^2].\n\n[^2]: Two[^1].\n",
        "# A\n\nWords.\n\n[^1]: One[^2].\n\n[^2]: Two[^1].\n",
        "# A[^1]\n\n| a[^2] |\n|---|\n| b[^2] |\n\n> c[^1]\n\n[^1]: One.\n\n[^2]: Two.\n",
    ],
)
def test_each_way_back_from_a_note_leads_to_its_first_call(write: Write, article: str) -> None:
    root = etree.fromstring(f'<div xmlns:epub="e">{page(layout(write({}, article)))}</div>')
    calls = [each for each in root.iter("a") if each.get("role") == "doc-noteref"]
    notes = [each.get("href") for each in calls]
    assert [each.get("id") is not None for each in calls] == [note not in notes[:n] for n, note in enumerate(notes)]
    ids = [each.get("id") for each in root.iter()]
    links = [each.get("href", "").partition("#")[2] for each in root.iter("a")]
    assert len(links) >= 4
    assert all(ids.count(link) == 1 for link in links)
