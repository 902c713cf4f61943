from __future__ import annotations

import io
import re
from collections import Counter
from typing import TYPE_CHECKING

import page
import pikepdf
import pytest
from tests.unit.pdf.conftest import DE, EN, Made, article, page_of
from weasyprint import HTML

from publish.pdf.engine import Laid, draw
from publish.pdf.reading import Element
from publish.pdf.tags import POINTS

if TYPE_CHECKING:
    from collections.abc import Callable


def failures(pdf: bytes) -> list[str]:
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


@pytest.fixture(scope="module")
def torture(make: Callable[..., Made]) -> Made:
    return make("".join(article(number) for number in (1, 2, 3)))


@pytest.mark.validator("page-validation")
def test_torture_is_pdf_ua(torture: Made) -> None:
    assert torture.laid.page_count > 8
    assert failures(torture.drawn.pdf) == []


def test_nothing_hangs_outside_the_tree(torture: Made) -> None:
    assert torture.reading.orphans == ()
    assert torture.laid.messages == torture.drawn.messages == ()


def test_one_element_for_one_source_element_over_pages_and_columns(torture: Made) -> None:
    root = HTML(string=page_of("".join(article(number) for number in (1, 2, 3)))).etree_element
    source = Counter(element.tag for element in root.iter() if element.get("aria-hidden") != "true")
    found = Counter(element.kind for element in torture.reading.walk())
    # Three asides hold two stretches of loose text each, for which a P is made.
    assert found["P"] == source["p"] + 6
    for tag, kind in {"article": "Art", "table": "Table", "tr": "TR", "th": "TH", "td": "TD", "h1": "H1"}.items():
        assert found[kind] == source[tag], kind
    assert found["L"] == source["ol"] + source["ul"] + source["dl"]
    assert found["Note"] == found["Reference"] == 6
    assert found["Link"] == source["a"]
    # Two pictures, an SVG; the decorative picture is none.
    assert found["Figure"] == 3 * 3


def test_elements_are_really_split(torture: Made) -> None:
    assert any(len(element.pages) > 1 for element in torture.all("P"))
    assert any(len(element.pages) > 1 for element in torture.all("TD")) or any(
        len({page for cell in table.walk() for page in cell.pages}) > 1 for table in torture.all("Table")
    )


def test_words_are_whole_and_apart(torture: Made) -> None:
    """Text over lines, columns and pages reads as it is written: no hyphen added, no space lost."""
    long = next(element for element in torture.all("P") if element.text.startswith("It is"))
    assert long.text == " ".join((EN * 4).split())
    german = next(element for element in torture.all("Span") if element.entries.get("Lang") == "de")
    assert german.text == " ".join((DE * 2).split())


@pytest.mark.parametrize("family", ["Source Serif 4", "Source Code Pro"])
def test_an_added_hyphen_is_soft_and_a_written_one_is_not(family: str, make: Callable[..., Made]) -> None:
    css = f'p {{ width: 30mm; font-family: "{family}" }}'
    made = make("<p>Well-known internationalisation co\u2010operation</p>", css=css)
    raw = "".join(kid for kid in made.all("P")[0].kids if isinstance(kid, str))
    assert "\u00ad" in raw
    assert raw.replace("\u00ad", "") == "Well-known internationalisation co-operation"


def test_spaces_stand_where_lines_break_between_elements(make: Callable[..., Made]) -> None:
    css = "p { width: 22mm; hyphens: none }"
    made = make(
        "<p><em>Twenty</em> <strong>people</strong> <em>going</em> home<br/>and – <b>here</b> well-known</p>", css=css
    )
    assert made.all("P")[0].text == "Twenty people going home and – here well-known"


def test_every_space_is_a_space_even_after_a_no_break_space(make: Callable[..., Made]) -> None:
    made = make("<p>10\u00a0km and more</p>")
    assert made.all("P")[0].text == "10 km and more"
    assert "\u00a0" not in "".join(kid for kid in made.all("P")[0].kids if isinstance(kid, str))


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        ("<section>loose <p>block</p> again</section>", "Sect(P P P)"),
        ("<aside>a</aside><nav>b</nav><main>c</main>", "Aside(P) Sect(P) Part(P)"),
        ("<ul><li>a<ol><li>b</li></ol></li></ul>", "L(LI(Lbl LBody(L(LI(Lbl LBody)))))"),
        ('<ul class="none"><li>a</li></ul>', "L(LI(LBody))"),
        ("<dl><div><dt>a</dt><dd>b</dd><dd>c</dd></div><dt>d</dt></dl>", "L(LI(Lbl LBody LBody) LI(Lbl))"),
        (
            '<figure><img src="images/a.png" alt="A"/><figcaption>b <i>c</i></figcaption></figure>',
            "Div(Figure Caption(Span))",
        ),
        ("<pre><code>a\nb</code></pre><p><code>c</code></p>", "Code P(Code)"),
        ("<blockquote>a <em>b</em><p>c</p></blockquote>", "BlockQuote(P(Em) P)"),
        (
            '<nav class="toc"><h1>I</h1><ol id="x"><li><a href="#x">a</a><ol><li><a href="#x">b</a></ol></ol></nav>',
            "Sect(H1 TOC(TOCI(Lbl Reference(Link) TOC(TOCI(Lbl Reference(Link))))))",
        ),
        ('<p>a<span class="fn">b</span> c</p>', "P(Reference Note(Lbl))"),
        ('<p>a <img src="images/a.png" alt=""/></p>', "P"),
        ("<div></div><p></p><p>a</p>", "P"),
        ("<table><tr><td></td><td>a</td></tr></table>", "Table(TBody(TR(TD TD)))"),
        ("<table><caption>c</caption><tbody><tr><th>a</th></tr></tbody></table>", "Table(Caption TBody(TR(TH)))"),
    ],
)
def test_shapes(body: str, shape: str, make: Callable[..., Made]) -> None:
    made = make(body)
    assert made.shape() == shape
    assert made.reading.orphans == ()
    assert failures(made.drawn.pdf) == []


def test_a_placed_link_is_in_its_element(make: Callable[..., Made]) -> None:
    made = make('<p id="x">a <a href="#x" style="position:absolute">b</a></p>')
    assert made.shape() == "P(Link)"
    assert failures(made.drawn.pdf) == []


def test_a_drop_cap_and_its_word_are_one(make: Callable[..., Made]) -> None:
    made = make('<p><span class="dropcap">T</span>he end</p>')
    assert made.all("P")[0].text == "The end"


def test_running_heads_and_folios_are_artifacts(make: Callable[..., Made]) -> None:
    made = make("<h1>Head</h1><p>Text</p>")
    assert made.reading.elements[0].text == "Head Text"
    with pikepdf.open(io.BytesIO(made.drawn.pdf)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    assert len(re.findall(rb"/Artifact\s<</Type /Pagination /Subtype /Header>>\sBDC", content)) == 1
    assert len(re.findall(rb"/Artifact\s<</Type /Pagination /Subtype /Footer>>\sBDC", content)) == 1


def test_hidden_things_and_leaders_are_not_read(make: Callable[..., Made]) -> None:
    body = (
        '<p aria-hidden="true">Hidden <a href="#x">link</a></p><p id="x" style="visibility:hidden">Unseen</p>'
        '<nav class="toc"><ol><li><a href="#x">Entry</a></li></ol></nav>'
    )
    made = make(body, css=".toc li { list-style: none }")
    assert made.reading.elements[0].text == "Entry 1"
    assert len(made.all("Link")) == 1
    assert failures(made.drawn.pdf) == []


def test_fixed_boxes_are_read_once(make: Callable[..., Made]) -> None:
    made = make('<div style="position:fixed">Stamp</div><p>One</p><p style="break-before:page">Two</p>')
    assert made.reading.elements[0].text.count("Stamp") == 1
    assert made.reading.orphans == ()


def test_heads_of_a_table_that_runs_on_are_read_once(make: Callable[..., Made]) -> None:
    rows = "".join(f"<tr><th>Row {n}</th><td>{EN}</td></tr>" for n in range(12))
    made = make(
        "<table><thead><tr><th>Head</th><th>Other</th></tr></thead><tfoot><tr><td>Foot</td><td></td></tr></tfoot>"
        f"<tbody>{rows}</tbody></table>",
        css="article { columns: 1 }",
    )
    assert made.laid.page_count > 1
    assert len(made.all("THead")) == 1
    assert made.all("Table")[0].text.count("Head") == 1
    assert made.all("Table")[0].text.count("Foot") == 1
    assert [th.attributes["Scope"] for th in made.all("TH")] == ["Column"] * 2 + ["Row"] * 12


def test_the_head_of_a_table_is_read_first_also_where_the_first_page_has_no_room_for_it(
    make: Callable[..., Made],
) -> None:
    late = 0
    for lines in range(30, 44):
        tall = "".join(f"<br/>line {number}" for number in range(lines))
        rows = f"<tr><td>first{tall}</td></tr><tr><td>other</td></tr>"
        body = f"<table><thead><tr><th>head</th></tr></thead><tbody>{rows}</tbody></table>"
        made = make(body, css="tr { break-inside: avoid }")
        [table] = made.all("Table")
        assert [kid.kind for kid in table.kids if isinstance(kid, Element)] == ["THead", "TBody"]
        [head] = made.all("THead")
        late += head.pages != (0,)
    assert late


def test_languages(make: Callable[..., Made]) -> None:
    body = '<article lang="cy"><p id="x"><span lang="fr">mot</span> <a lang="de" href="#x">Wort</a></p>'
    made = make(f'{body}<ul lang="ga"><li xml:lang="sv">a</li></ul></article>')
    found = {element.kind: element.entries["Lang"] for element in made.reading.walk() if "Lang" in element.entries}
    assert found == {"Art": "cy", "Span": "fr", "Link": "de", "L": "ga", "LI": "sv"}


def test_links_in_every_form_have_their_words(make: Callable[..., Made]) -> None:
    body = """<p id="x"><a href="#x">plain</a> <a href="#x"><em>all</em></a> <a href="#x"><em>one</em> more</a>
<a href="#x"><img src="images/a.png" alt="Picture"/></a> <a href="urn:publish:caf%C3%A9" title="Title">other</a>
<a href="https://example.org/"><strong>b</strong> <img src="images/a.png" alt=""/></a></p>
<a href="#x" style="display:block"><p>Block</p></a>"""
    made = make(body)
    assert failures(made.drawn.pdf) == []
    with pikepdf.open(io.BytesIO(made.drawn.pdf)) as pdf:
        annotations = list(pdf.pages[0].Annots)
        words = [str(annotation.Contents) for annotation in annotations]
        addresses = [str(a.A.URI) for a in annotations if "/A" in a]
    assert words == ["plain", "all", "one more", "Picture", "Title", "b", "Block"]
    assert addresses == ["urn:publish:caf%C3%A9", "https://example.org/"]


def test_a_link_covers_its_picture(make: Callable[..., Made]) -> None:
    made = make('<p id="x"><a href="#x"><img src="images/a.png" alt="Picture"/></a></p>')
    with pikepdf.open(io.BytesIO(made.drawn.pdf)) as pdf:
        left, one, right, other = (float(edge) for edge in pdf.pages[0].Annots[0].Rect)
    box = [float(edge) for edge in made.all("Figure")[0].attributes["BBox"].split()]
    assert left <= box[0] + 0.01
    assert right >= box[2] - 0.01
    assert min(one, other) <= box[1] + 0.01
    assert max(one, other) >= box[3] - 0.01


def test_a_link_to_nowhere_is_told_and_is_no_link(make: Callable[..., Made]) -> None:
    made = make('<p><a href="#nowhere">text</a></p>')
    assert [message.text for message in made.laid.messages] == ["a link leads to #nowhere, which the part doesn't have"]
    assert made.drawn.messages == ()
    assert made.shape() == "P(Span)"


def test_a_figure_has_its_place_in_user_space(make: Callable[..., Made]) -> None:
    made = make(
        '<p><img src="images/a.png" alt="A"/></p>', css="@page { size: 400px 300px; margin: 40px } img { width: 80px }"
    )
    left, bottom, right, top = (float(edge) for edge in made.all("Figure")[0].attributes["BBox"].split())
    assert (left, right - left, top - bottom) == (40 * POINTS, 80 * POINTS, 40 * POINTS)
    assert 0 < bottom < top <= 300 * POINTS


def test_only_figures_have_a_place(make: Callable[..., Made]) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" role="math" aria-label="x squared"><path d="M0 0h5"/></svg>'
    made = make(f'<p>{svg} <span role="math" aria-label="y"><svg xmlns="http://www.w3.org/2000/svg"/></span></p>')
    assert [(f.entries, f.attributes) for f in made.all("Formula")] == [({"Alt": "x squared"}, {}), ({"Alt": "y"}, {})]


def test_notes_have_ids_and_stand_behind_their_call(make: Callable[..., Made]) -> None:
    made = make('<p>One<span class="fn">First</span> two<span class="fn">Second</span> three.</p>', first_page=5)
    assert [note.entries["ID"] for note in made.all("Note")] == ["p5-note-1", "p5-note-2"]
    assert [kid.kind for kid in made.all("P")[0].kids if not isinstance(kid, str)] == ["Reference", "Note"] * 2


def test_faded_text_is_reached_through_its_group(make: Callable[..., Made]) -> None:
    made = make('<p>Solid</p><p class="faded">Faded <a href="#x" id="x">link</a></p>')
    assert [element.text for element in made.all("P")] == ["Solid", "Faded link"]
    assert made.reading.orphans == ()
    assert failures(made.drawn.pdf) == []


def test_a_box_of_its_own_language_and_label(make: Callable[..., Made]) -> None:
    made = make('<aside aria-label="Box" lang="cy"><p>a</p></aside>')
    assert made.all("Aside")[0].entries == {"T": "Box", "Lang": "cy"}


def test_list_numbering_follows_the_style(make: Callable[..., Made]) -> None:
    made = make(
        '<ol><li>a</li></ol><ol class="r"><li>a</li></ol><ul><li>a</li></ul><ul class="none"><li>a</li></ul>'
        "<dl><dt>a</dt></dl>",
        css=".r { list-style: upper-roman }",
    )
    numberings = [made_list.attributes["ListNumbering"] for made_list in made.all("L")]
    assert numberings == ["Decimal", "UpperRoman", "Disc", "None", "None"]


def test_a_turned_figure_has_its_place_where_it_is_shown(make: Callable[..., Made]) -> None:
    body = '<div><img src="images/a.png" alt="A"/></div>'
    lying, moved = (
        [float(edge) for edge in make(body, css=css).all("Figure")[0].attributes["BBox"].split()]
        for css in ("", "div { transform: translate(8px, 16px) }")
    )
    assert [round(b - a, 2) for a, b in zip(lying, moved, strict=True)] == [6, -12, 6, -12]


def test_the_space_that_ends_an_element_at_the_end_of_a_line_is_kept(make: Callable[..., Made]) -> None:
    made = make("<p><em>One by one </em><b>people</b></p>", css="p { width: 20mm; hyphens: none }")
    assert made.all("P")[0].text == "One by one people"


def test_drawing_leaves_the_text_of_the_boxes_as_it_was(lay: Callable[..., Laid]) -> None:
    laid = lay(f"<p>{EN} {DE}</p>")

    def texts() -> list[str]:
        boxes = (box for each in laid.document.pages for box in each._page_box.descendants())
        return [box.pango_layout.text for box in boxes if hasattr(box, "pango_layout")]

    before = texts()
    draw(laid)
    assert texts() == before


def test_the_outline_gives_each_element_with_its_words(make: Callable[..., Made]) -> None:
    made = make('<h1>A <em>head</em></h1><section>b<p>c <img src="images/a.png" alt="d"/></p></section>')
    assert made.reading.outline == (
        ("Document", ""),
        ("H1", "A head"),
        ("Em", "head"),
        ("Sect", ""),
        ("P", "b"),
        ("P", "c d"),
        ("Figure", "d"),
    )
