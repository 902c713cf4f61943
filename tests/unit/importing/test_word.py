"""Word files with what LibreOffice doesn't write: comments, changes, fields, controls, drawings, formulas."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from tests.unit.importing.made import docx, drawing, field, p, r, related

from publish.importing.styles import read_styles
from publish.manuscript.loader import load
from publish.walk import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.importing.conftest import Brought

    Bring = Callable[..., Brought]

TITLE = p("T", "heading1")


def _picture(kind: str = "PNG") -> bytes:
    output = BytesIO()
    Image.new("RGB", (20, 10), "teal").save(output, kind)
    return output.getvalue()


PICTURES = {
    "word/media/image1.png": _picture(),
    "word/media/image2.bmp": _picture("BMP"),
    "word/media/image3.emf": b"\1\0\0\0",
}
RELATED = "".join(
    related(f"r{n}", "image", f"media/image{n}.{kind}") for n, kind in ((1, "png"), (2, "bmp"), (3, "emf"))
)


def test_changes_are_taken_or_left_out_and_said(bring: Bring) -> None:
    inserted = f'<w:ins w:id="1" w:author="Ann">{r("new ")}{r("words")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="Ann"><w:r><w:delText>old words</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3" w:author="Ann">{r("gone")}</w:moveFrom><w:moveTo w:id="4">{r(" here")}</w:moveTo>'
    brought = bring(docx(TITLE + p(r("We say ") + inserted + deleted + moved + r("."))))
    assert brought.text == "# T\n\nWe say new words here.\n"
    assert brought.said("import-change") == [
        "inserted: “new words”; it is taken",
        "deleted: “old words”; it is left out",
        "moved away: “gone”; it is left out",
        "moved here: “here”; it is taken",
    ]
    assert "Ann" not in "".join(map(str, brought.found))


def test_a_paragraph_whose_end_is_deleted_goes_on(bring: Bring) -> None:
    brought = bring(docx(TITLE + p("One ", "", "<w:rPr><w:del w:id='1'/></w:rPr>") + p("and two")))
    assert brought.text == "# T\n\nOne and two\n"


def test_comments_are_listed_with_their_words(bring: Bring) -> None:
    text = "<w:p><w:r><w:t>Really?</w:t></w:r></w:p>"
    comments = f'<w:comments><w:comment w:id="7" w:author="Ann">{text}</w:comment></w:comments>'
    inside = (
        r("All ") + '<w:commentRangeStart w:id="7"/>' + r("ten boats")
        + '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>' + r(" sank.")
    )  # fmt: skip
    brought = bring(docx(TITLE + p(inside), parts={"word/comments.xml": comments}))
    assert brought.text == "# T\n\nAll ten boats sank.\n"
    assert brought.said("import-comment") == ["a comment on “ten boats”: “Really?”"]
    assert [each.span.line for each in brought.found] == [7]


def test_controls_smart_tags_and_fields_give_their_words(bring: Bring) -> None:
    control = f"<w:sdt><w:sdtContent>{r('a control')}</w:sdtContent></w:sdt>"
    smart = f"<w:smartTag>{r(' a smart tag')}</w:smartTag>"
    link = field(' HYPERLINK "https://example.org/x" ', "a field")
    own = f'<w:hyperlink w:anchor="b1">{r("a place")}</w:hyperlink>'
    out = f'<w:hyperlink r:id="h1">{r("a site")}</w:hyperlink>'
    target = p(f'<w:bookmarkStart w:id="0" w:name="b1"/>{r("The place")}<w:bookmarkEnd w:id="0"/>', "heading2")
    block = f"<w:sdt><w:sdtContent>{p('A block.')}</w:sdtContent></w:sdt>"
    body = TITLE + p(control + smart + r(", ") + link + r(", ") + own + r(", ") + out) + target + block
    brought = bring(docx(body, relations=related("h1", "hyperlink", "https://example.org/y", outside=True)))
    assert brought.text == (
        "# T\n\na control a smart tag, [a field](https://example.org/x), [a place](#the-place), "
        "[a site](https://example.org/y)\n\n## The place {#the-place}\n\nA block.\n"
    )


def test_references_and_page_numbers(bring: Bring) -> None:
    target = p(f'<w:bookmarkStart w:id="0" w:name="_Ref1"/>{r("Tides")}<w:bookmarkEnd w:id="0"/>', "heading2")
    inside = (
        r("See ") + field(" REF _Ref1 \\h ", "Tides") + r(" on page ") + field(" PAGEREF _Ref1 \\h ", "12") + r(".")
    )
    dead = p(r("Or ") + field(" REF nowhere \\h ", "elsewhere") + r("."))
    brought = bring(docx(TITLE + target + p(inside) + dead))
    assert "See [Tides](#tides) on page [](#tides){.page}.\n\nOr elsewhere." in brought.text
    (said,) = brought.said("import-link")
    assert "“nowhere”" in said


def test_links_that_lead_nowhere_keep_their_words(bring: Bring) -> None:
    relations = related("h1", "hyperlink", "file:///C:/Users/me/plan.pdf", outside=True)
    relations += related("h2", "hyperlink", 'https://example.org/a b"c', outside=True).replace('b"c', "b&quot;c")
    body = TITLE + p(
        f'<w:hyperlink r:id="h1">{r("my plan")}</w:hyperlink>{r(" ")}<w:hyperlink r:id="h2">{r("odd")}</w:hyperlink>'
    )
    brought = bring(docx(body, relations=relations))
    assert brought.text == "# T\n\nmy plan [odd](https://example.org/a%20b%22c)\n"
    assert len(brought.said("import-link")) == 1


def test_lists_by_style_and_by_number(bring: Bring) -> None:
    inner = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    body = TITLE + p("One", "ListBullet") + p("third", "", inner) + p("fourth", "", inner) + p("Two", "ListBullet")
    brought = bring(docx(body))
    assert brought.text == "# T\n\n- One\n\n  3. third\n  4. fourth\n\n- Two\n"
    assert brought.said("import-list") == [
        "letters and Roman numerals before the items of lists: left out in 2 places, “third”, “fourth”"
    ]


def test_styles_by_what_they_are_based_on(bring: Bring) -> None:
    brought = bring(docx(TITLE + p("Ours", "OurHeading") + p(r("Odd", '<w:rStyle w:val="Loud"/>'), "Strange")))
    assert brought.text == "# T\n\n## Ours\n\n**Odd**\n"
    assert brought.said("import-style") == ["the style Strange isn't known; a paragraph of it is plain text: “Odd”"]


def test_styles_of_the_user_go_first(bring: Bring, tmp_path: Path) -> None:
    table = tmp_path / "styles.yaml"
    table.write_text("Strange: pullquote\nour heading: drop\nCaption: standfirst\n", "utf-8")
    brought = bring(docx(TITLE + p("S", "Caption") + p("Ours", "OurHeading") + p("Odd words", "Strange")), styles=table)
    assert brought.text == "# T\n\n::: pullquote\nOdd words\n:::\n"
    assert 'standfirst: "S"' in (brought.out / "a.md").read_text("utf-8")
    assert read_styles(table).construct(["STRANGE", "Normal"]) == "pullquote"


def test_pictures_captions_credits_and_what_cannot_be_shown(bring: Bring) -> None:
    decorative = '<a:extLst><a:ext><adec:decorative val="1"/></a:ext></a:extLst>'
    caption = p(r("Figure ") + field(" SEQ Figure ", "3") + r(": The pier"), "Caption")
    body = (
        TITLE
        + p(drawing("r1", 'descr="A pier at dusk."')) + caption + p("Photo: Ada", "PhotoCredit")
        + p("Between.")
        + p(drawing("r1", more=decorative))
        + p(drawing("r2", 'descr="IMG_2031.bmp"'))
        + p(drawing("r3", 'descr="A plan"')) + p("Its caption", "Caption")
        + p(drawing("r1", 'descr="A boat in the mud&#10;&#10;Description automatically generated"'))
    )  # fmt: skip
    brought = bring(docx(body, parts=dict(PICTURES), relations=RELATED))
    assert brought.text == (
        '# T\n\n![A pier at dusk.](images/a-1.png "The pier"){credit="Photo: Ada"}\n\nBetween.\n\n'
        "![](images/a-1.png){.decorative}\n\n![TODO: describe this picture](images/a-2.png)\n\n"
        "TODO: put the picture image3.emf here\n\nIts caption\n\n![A boat in the mud](images/a-1.png)\n"
    )
    assert "image2.bmp is now PNG" in brought.said("import-picture")[0]
    assert "image3.emf can't be used" in brought.said("import-picture")[1]
    assert [message.partition(" of ")[0] for message in brought.said("import-alt")] == ["the alternative text"] * 2
    assert sorted(path.name for path in (brought.out / "images").iterdir()) == ["a-1.png", "a-2.png"]


def test_formulas_charts_headers_and_looks_are_said(bring: Bring) -> None:
    formula = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    chart = drawing("", 'descr="Sales"', "").replace("</wp:inline>", "<c:chart/></wp:inline>")
    header = "<w:hdr><w:p><w:r><w:t>Issue 39 draft</w:t></w:r></w:p></w:hdr>"
    body = TITLE + p(r("Sum: ") + formula) + p(chart) + p(
        r("red", '<w:color w:val="FF0000"/>') + r("2", '<w:vertAlign w:val="superscript"/>')
        + r("nd", '<w:vertAlign w:val="superscript"/>') + r("hid", "<w:vanish/>")
    ) + '<w:sectPr><w:cols w:num="2"/></w:sectPr>'  # fmt: skip
    brought = bring(docx(body, parts={"word/header1.xml": header}, relations=related("x", "header", "header1.xml")))
    assert brought.text == "# T\n\nSum: TODO: put the formula here\n\nTODO: put the drawing here\n\nred²nd\n"
    lost = " / ".join(brought.said("import-lost"))
    for words in (
        "a formula is left out: “a+b”",
        "chart or drawing is left out: “Sales”",
        "“Issue 39 draft”",
        "hidden text",
    ):
        assert words in lost
    looks = {message.partition(":")[0] for message in brought.said("import-formatting")}
    assert looks == {"colours of letters", "raised and lowered letters", "columns"}


def test_tables_with_merged_cells(bring: Bring) -> None:
    def cell(words: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr>{p(words)}{p('more') if words == 'two' else ''}</w:tc>"

    rows = (
        "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("A") + cell("B", '<w:gridSpan w:val="2"/>') + "</w:tr>",
        "<w:tr>" + cell("x", '<w:vMerge w:val="restart"/>') + cell("one") + cell("two") + "</w:tr>",
        "<w:tr>" + cell("", "<w:vMerge/>") + cell("three") + cell("four") + "</w:tr>",
        '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>' + cell("gone") + "</w:tr>",
    )
    single = "<w:tbl><w:tr>" + cell("A box.") + "</w:tr></w:tbl>"
    brought = bring(docx(TITLE + f"<w:tbl>{''.join(rows)}</w:tbl>" + single))
    assert brought.text == (
        "# T\n\n| A | B | B |\n| --- | --- | --- |\n| x | one | two; more |\n| x | three | four |\n\n"
        "::: aside\nA box.\n:::\n"
    )
    assert len(brought.said("import-table")) == 3
    assert "a row of the table is deleted" in brought.said("import-change")[0]


def test_languages_of_settings_alone_say_nothing(bring: Bring) -> None:
    body = TITLE + p(
        r("Colour and ", '<w:lang w:val="en-US"/>') + r("Gemüt", '<w:lang w:val="de-DE"/>') + r(" said she.")
    )
    brought = bring(docx(body))
    assert brought.text == "# T\n\nColour and [Gemüt]{lang=de-DE} said she.\n"


def test_without_a_title_the_properties_or_the_file_give_one(bring: Bring) -> None:
    core = '<x xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>From the properties</dc:title></x>'
    brought = bring(docx(p("Words."), parts={"docProps/core.xml": core}))
    assert brought.text == "# From the properties\n\nWords.\n"
    assert "is from the document's properties" in brought.said("import-title")[0]


def test_the_name_of_the_file_is_the_last_title(bring: Bring) -> None:
    brought = bring(docx(p("Words.")), "My First_File.docx")
    assert brought.text.startswith("# My First File\n")
    assert (brought.out / "my-first-file.md").exists()


@pytest.mark.parametrize(
    "words",
    ["* x", "# x", "1. x", "::: note", "a $x$ b", "{#id .c}", "a | b", "---", "\\ x", "Table: x", "&amp;amp; x",
     "&lt;b&gt;x", "[^1]: x", "![x](y)", "`x`", "~~x~~", "__x__", ": x", "+ x", "&gt; x", "===", "```", "$$", "[x]: y",
     "C #"],
)  # fmt: skip
def test_what_looks_like_markup_stays_as_it_is(bring: Bring, words: str) -> None:
    plain = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    table = f"<w:tbl><w:tr><w:tc>{p('H')}</w:tc><w:tc>{p(words)}</w:tc></w:tr></w:tbl>"
    brought = bring(docx(TITLE + p(words) + p(words, "heading2") + p(words, "ListBullet") + table))
    publication = load(brought.out, "m").publication
    assert publication is not None
    (article,) = publication.articles
    if plain != "---":  # a line of dashes is a change of scene
        assert [text_of((block,)) for block in article.body[:3]] == [plain, plain, plain]


def test_a_picture_may_come_as_drawing_and_as_picture(bring: Bring) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    namespace = 'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
    blip = f'<a:extLst><a:ext><asvg:svgBlip {namespace} r:embed="r2"/></a:ext></a:extLst>'
    body = TITLE + p(
        drawing("r1", 'descr="A black triangle"').replace('r:embed="r1"/>', f'r:embed="r1">{blip}</a:blip>')
    )
    relations = related("r1", "image", "media/image1.png") + related("r2", "image", "media/image2.svg")
    brought = bring(
        docx(body, parts={"word/media/image1.png": _picture(), "word/media/image2.svg": svg}, relations=relations)
    )
    assert brought.text == "# T\n\n![A black triangle](images/a-1.svg)\n"
    assert base64.b64encode(brought.out.joinpath("images", "a-1.svg").read_bytes()) == base64.b64encode(svg)
