"""What is said of templates that nothing is set with: the same as of others, before anything is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup
from PIL import Image
from tests.given import Watch, watch

from publish.build import Request, build
from publish.design import Design, File, read_design
from publish.house import house_folder
from publish.layouts import TEMPLATES
from publish.layouts.given import EVERYWHERE, GIVEN
from publish.layouts.lint import templates_are_in_order
from publish.source import Span

if TYPE_CHECKING:
    from pathlib import Path

PRINTED = """title: Printed
language: en-GB
date: 2024-02-29
publisher: P
cover: {image: a.jpg, alt: A wall of one colour}
print:
  binding: perfect
  cover: separate
  page-multiple: 8
  house-ads: [{image: a.jpg, alt: Nothing is sold}]
"""
"""A publication with pages that only printing asks for."""


def said(**files: str) -> list[tuple[str, str, int, str, str]]:
    named = {f"{name.replace('__', '/')}.html": text for name, text in files.items()}
    shown = {name: File(f"m/layouts/mine/{name}", text) for name, text in named.items()}
    design = Design("mine", files={"pdf": shown, "epub": shown})
    found = templates_are_in_order(design)
    return [(each.code, each.span.path.rpartition("/")[2], each.span.line, each.message, each.hint) for each in found]


@pytest.mark.parametrize(
    "name", sorted(path.name for path in house_folder("layouts").iterdir() if path.name != "shared")
)
def test_the_houses_templates_are_in_order(name: str) -> None:
    design, _ = read_design(name, [(house_folder("layouts"), "layouts")], Span("m"))
    assert design
    assert list(templates_are_in_order(design)) == []


@pytest.mark.parametrize(
    ("template", "line", "message", "hint"),
    [
        ("{% if false %}\n{{ title | uppr }}{% endif %}", 2, "there is no filter uppr", "did you mean upper?"),
        ("{% if false %}{% if 1 is od %}\n{% endif %}{% endif %}", 1, "there is no test od", "did you mean odd?"),
        ('\n{% include "prat.html" %}', 2, "there is no template prat.html", "did you mean part.html?"),
        ('\n{% extends "prat.html" %}', 2, "there is no template prat.html", "did you mean part.html?"),
        ('\n{% from "prat.html" import x %}', 2, "there is no template prat.html", "did you mean part.html?"),
        ("\n\n{{ titel }}", 3, "'titel' is undefined", "did you mean title?"),
        ("{% macro m(a) %}\n{{ aa.b }}{% endmacro %}", 2, "'aa' is undefined", ""),
        ("\n{% for x in %}", 2, "expected an expression, got 'end of statement block'", ""),
        ("\n{{ 1 1 }}", 2, "expected token 'end of print statement', got 'integer'", ""),
        ("\n{% endif %}", 2, "there is no tag endif here", "it closes nothing that is open here"),
        ("{{ " + "(" * 999 + ")" * 999 + " }}", 1, "this template nests too deep, or includes or calls itself", ""),
    ],
)
def test_a_mistake_that_no_article_brings_out_is_found(template: str, line: int, message: str, hint: str) -> None:
    (found,) = said(article=template, part="")
    assert found[:3] == ("template", "article.html", line)
    assert found[3].startswith(message)
    assert found[4].startswith(hint)


@pytest.mark.parametrize(
    "template",
    [
        "{% set mine = 1 %}{{ mine }}{% for a, b in notes %}{{ a }}{{ b }}{{ loop.index }}{% endfor %}",
        "{% macro m(a) %}{{ a }}{{ caller() }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1) }}",
        "{% if tone is defined %}{{ tone }}{% endif %}{{ mood | default('') }}",
        '{% import "part.html" as parts %}{{ parts.x }}{% from "part.html" import y as z %}{{ z }}',
        '{% include "none.html" ignore missing %}{% include ["none.html", "part.html"] %}{% include title %}',
        "{% set ns = namespace(n=1) %}{% set ns.n = 2 %}{{ ns.n }}{{ range(3) | join }}{{ handed_down }}",
        "{% with a = 1 %}{{ a }}{% endwith %}{% set x %}a{% endset %}{{ x }}",
    ],
)
def test_what_is_there_is_no_finding(template: str) -> None:
    assert said(article=template, part="{% set handed_down = 1 %}") == []


def test_a_block_that_fills_none_is_found() -> None:
    frame, child = "{% block top %}{% endblock %}", '{% extends "frame.html" %}\n{% block tpo %}{% endblock %}'
    assert said(frame=frame, article=child) == [
        ("template-block", "article.html", 2, "what this extends has no block tpo, so it is never shown",
         "did you mean top?"),
    ]  # fmt: skip
    assert said(frame=frame, article=child.replace("tpo", "top")) == []
    inner = '{% extends "frame.html" %}{% block top %}{% block own %}{% endblock %}{% endblock %}'
    assert said(frame=frame, middle=inner, article='{% extends "middle.html" %}{% block own %}{% endblock %}') == []
    assert said(article='{% extends "article.html" %}{% block a %}{% endblock %}') == []


def test_a_template_that_nothing_asks_for_is_found() -> None:
    message = "no template is asked for by the name {}, and none includes it"
    assert said(blocks__figrue="", article="", article__mine="") == [
        ("template-unused", "mine.html", 1, message.format("article/mine.html"), "did you mean article.html?"),
        ("template-unused", "figrue.html", 1, message.format("blocks/figrue.html"), "did you mean blocks/figure.html?"),
    ]
    assert said(blocks__figrue="", article='{% include "blocks/figrue.html" %}') == []
    assert said(blocks__figrue="", article="{% include title %}") == []
    assert said(**{"article-wide": ""}) == []


def test_a_houses_template_that_a_manuscripts_own_left_alone_is_no_finding() -> None:
    files = {"article.html": File("m/layouts/mine/article.html", ""), "x.html": File("layouts/mine/x.html", "")}
    assert list(templates_are_in_order(Design("mine", files={"pdf": files}))) == []
    (found,) = templates_are_in_order(Design("mine", files={"pdf": {"x.html": files["x.html"]}}))
    assert (found.code, found.span.path) == ("template-unused", "layouts/mine/x.html")


def test_each_template_is_given_what_is_said_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = watch(monkeypatch)
    build(Request(house_folder("tests") / "manuscripts" / "torture", "torture", tmp_path, ("epub", "screen")))
    assert set(TEMPLATES.values()) <= set(watching.seen)
    assert list(watching.faults) == []
    for name, names in watching.seen.items():
        assert names == GIVEN[name] | (names & EVERYWHERE), name
    assert watching.fields_never_met(
        "publication", "series", "contributor", "cover", "ISBN", "edition", "manuscript", "article", "lead",
        "lead image", "document", "picture", "item", "definition", "cell", "note", "note paragraph", "entry",
        "cover line", "landmark", "print page", "statement", "claim", "withheld claim",
    ) == []  # fmt: skip


def test_what_printing_alone_asks_for_is_given_what_is_said_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "m"
    root.mkdir()
    (root / "publication.yaml").write_text(PRINTED, "utf-8")
    (root / "a.md").write_text("# A\n\n![A wall](a.jpg)\n", "utf-8")
    (root / "b.md").write_text("# B\n\nWords.\n", "utf-8")
    Image.new("RGB", (1800, 1800), "#0f6e6e").save(root / "a.jpg")
    watching = watch(monkeypatch)
    build(Request(root, "m", tmp_path / "out", ("press",)))
    printed = {"spine.html", "blank.html", "house-ad.html", "notes-page.html", "job-sheet.html"}
    assert printed - set(watching.seen) == set()
    assert list(watching.faults) == []
    for name in printed:
        assert watching.seen[name] == GIVEN[name], name
    assert watching.fields_never_met("job", "job file", "printed picture", "fact") == []


def test_a_wrong_type_would_be_seen() -> None:
    watching = Watch()
    pairs = [
        ("a", "markup"), (Markup("a"), "text"), (True, "number"), (1, "yes or no"), ("ab", "list of text"),
        (["a", 1], "list of text"), ({}, "picture"), ((1,), "list of fact"), ({"src": "a", "size": 1}, "thumbnail"),
        (None, "text"), ("id", "attributes"), (("A", 1), "fact"),
    ]  # fmt: skip
    for value, kind in pairs:
        assert list(watching.mismatches(value, kind, "x")), kind
    assert not list(watching.mismatches(None, "picture or nothing", "x"))
    watching.look("blocks/quotation.html", {"body": "b"}, {"layout": Markup("x")})
    assert list(watching.faults) == [
        "blocks/quotation.html isn't given attributes",
        "blocks/quotation.html: body is no markup: 'b'",
        "every template: layout is no text: Markup('x')",
    ]
