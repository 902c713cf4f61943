"""HTML files: elements, notes as several programs write them, pictures from beside the file and from nowhere else."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from publish.build import check
from publish.importing.run import Request, import_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.importing.conftest import Brought

    Bring = Callable[..., Brought]


def _png() -> bytes:
    output = BytesIO()
    Image.new("RGB", (9, 9), "red").save(output, "PNG")
    return output.getvalue()


def test_a_whole_page(bring: Bring, tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(_png())
    page = """<!doctype html><html lang="fr"><head><title>Head</title><style>p {color: red}</style></head><body>
    <nav><a href="#x">Menu</a></nav>
    <h1>Le port</h1><p class="standfirst">Une <em>courte</em> marche</p>
    <p>Des <b>mots </b>et <i>d’autres</i>, <span lang="en">at low tide</span>; H<sub>2</sub>O, <code>a*b</code>,
    <q>oui</q>, <s>non</s>. <a href="https://example.org/">Un site</a>.<br>Fin de ligne</p>
    <h3 id="x">Marées</h3>
    <ol start="3"><li>trois<ul><li>un</li></ul></li><li>quatre</li></ol>
    <blockquote><p>Cité</p></blockquote>
    <table><caption>Bateaux</caption><thead><tr><th>A</th><th>B</th></tr></thead>
    <tbody><tr><th>x</th><td>1</td></tr></tbody></table>
    <pre><code class="language-python">print("x")
  y</code></pre><hr>
    <dl><dt>Mot</dt><dd>Sens</dd></dl>
    <figure><img src="p.png" alt="Deux bateaux au port"><figcaption>Le <i>vieux</i> port</figcaption></figure>
    <p><img src="p.png" alt=""></p><script>alert(1)</script></body></html>"""
    brought = bring(page, "a.html")
    assert (
        brought.text
        == """# Le port

Des **mots** et *d’autres*, [at low tide]{lang=en}; H₂O, `a*b`, “oui”, ~~non~~. [Un site](https://example.org/).\\
Fin de ligne

## Marées

3. trois
   - un
4. quatre

> Cité

| A | B |
| --- | --- |
| x | 1 |

Table: Bateaux {.row-headers}

```python
print("x")
  y
```

***

Mot
:   Sens

![Deux bateaux au port](images/a-1.png "Le *vieux* port")

![](images/a-1.png){.decorative}
"""
    )
    front = (brought.out / "a.md").read_text("utf-8").partition("\n---\n")[0]
    assert front == '---\nstandfirst: "Une *courte* marche"\nlanguage: "fr"'


NOTES = {
    "pandoc": '<p>One<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a>.</p><section><hr>'
    '<ol><li id="fn1"><p>The note.<a href="#fnref1">↩</a></p></li></ol></section>',
    "libreoffice": '<p>One<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.</p>'
    '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>'
    "The note.</p></div>",
    "word": '<p>One<a href="#_ftn1" name="_ftnref1" title=""><span>[1]</span></a>.</p><div><hr><div id="ftn1"><p>'
    '<a href="#_ftnref1" name="_ftn1" title=""><span>[1]</span></a> The note.</p></div></div>',
    "github": '<p>One<sup id="fnref:1"><a href="#fn:1">1</a></sup>.</p><div><ol><li id="fn:1">The note. '
    '<a href="#fnref:1">↩</a></li></ol></div>',
}


@pytest.mark.parametrize("program", NOTES)
def test_notes_are_links_that_lead_both_ways(bring: Bring, program: str) -> None:
    brought = bring(f"<h1>T</h1>{NOTES[program]}", "a.html")
    text = brought.text.replace("***\n\n", "")  # the line above notes is one across the page
    assert text == "# T\n\nOne[^1].\n\n[^1]: The note.\n"


def test_pictures_come_from_the_file_or_from_beside_it(bring: Bring, tmp_path: Path) -> None:
    (tmp_path.parent / "secret.png").write_bytes(_png())
    inside = base64.b64encode(_png()).decode()
    page = (
        f'<h1>T</h1><p><img src="data:image/png;base64,{inside}" alt="A red square"></p>'
        '<p><img src="../secret.png" alt="No"></p><p><img src="https://example.org/x.png" alt="No"></p>'
        '<p><img src="file:///etc/passwd" alt="No"></p>'
    )
    brought = bring(page, "a.html")
    assert brought.text.startswith("# T\n\n![A red square](images/a-1.png)\n\nTODO: put the picture secret.png here\n")
    assert len(brought.said("import-picture")) == 3
    assert [path.name for path in (brought.out / "images").iterdir()] == ["a-1.png"]


def test_changes_and_what_is_embedded_are_said(bring: Bring) -> None:
    page = (
        '<h1>T</h1><p>A <ins>new</ins> <del>old</del> <u>line</u> <iframe src="x">y</iframe><math><mi>x</mi></math></p>'
    )
    brought = bring(page, "a.html")
    assert brought.text == "# T\n\nA new line TODO: put the formula here\n"
    assert brought.said("import-change") == ["inserted: “new”; it is taken", "deleted: “old”; it is left out"]
    assert len(brought.said("import-lost")) == 2
    assert brought.said("import-formatting") == ["underlining: left out in one place, “line”"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<h1>Café</h1>".encode("windows-1252"), "# Café"),
        ('<meta charset="iso-8859-2"><h1>Łódź</h1>'.encode("iso-8859-2"), "# Łódź"),
        ("<h1>Łódź</h1>".encode(), "# Łódź"),
        ("<html><h1>Łódź</h1></html>".encode("utf-16"), "# Łódź"),
    ],
)
def test_encodings(bring: Bring, data: bytes, words: str) -> None:
    assert bring(data, "a.html").text.startswith(words)


def test_links_between_files_that_come_together(tmp_path: Path) -> None:
    (tmp_path / "One.html").write_text('<h1>One</h1><p>See <a href="Two.html">the second</a>.</p>', "utf-8")
    (tmp_path / "Two.html").write_text("<h1>Two</h1><p>Words.</p>", "utf-8")
    out = tmp_path / "My issue"
    import_files(Request((tmp_path / "One.html", tmp_path / "Two.html"), out))
    assert "See [the second](two.md)." in (out / "one.md").read_text("utf-8")
    assert (out / "publication.yaml").read_text("utf-8") == (
        'title: "My issue"\nlanguage: en\ncontents:\n  - "one.md"\n  - "two.md"\n'
    )
    assert [str(each) for each in check(out, "m")] == []


def test_headings_skip_no_level_wherever_they_stand(bring: Bring) -> None:
    page = "<h1>T</h1><ul><li><h2>A</h2></li></ul><h4>B</h4><blockquote><p>x</p><h5>C</h5></blockquote><h2>D</h2>"
    brought = bring(page, "a.html")
    assert brought.text == "# T\n\n## A\n\n### B\n\n> x\n>\n> #### C\n\n## D\n"


def test_quotations_and_pictures_stand_in_items(bring: Bring, tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(_png())
    second = '<li><img src="p.png" alt="A red square"></li>'
    page = f"<h1>T</h1><ol><li>One<blockquote><p>Two</p></blockquote></li>{second}</ol>"
    brought = bring(page, "a.html")
    assert brought.text == "# T\n\n1. One\n\n   > Two\n\n2. ![A red square](images/a-1.png)\n"


def test_signs_that_no_output_can_hold_are_left_out(bring: Bring) -> None:
    brought = bring("<h1>T\x85</h1><p>a\x07b\ue000c</p><pre>x\x85y</pre><p lang='el' id='Ω'>Γειά</p>", "a.html")
    assert brought.text.startswith("# T\n\nabc\n\n```\nxy\n```\n")


def test_a_note_whose_mark_is_lost_is_said(bring: Bring) -> None:
    page = '<h1>T</h1><h2><a id="c" href="#n">1</a></h2><p>x</p><div id="n"><a href="#c">1</a> The note.</div>'
    brought = bring(page, "a.html")
    assert brought.text == "# T\n\nx\n"
    assert "“The note.”" in brought.said("import-lost")[0]


def test_a_definition_may_have_nothing_to_say(bring: Bring) -> None:
    brought = bring("<h1>T</h1><dl><dt>Word</dt><dd><p> </p></dd><dt>Other</dt><dd>Sense</dd></dl>", "a.html")
    assert brought.text == "# T\n\n**Word**\n\nOther\n:   Sense\n"
