"""Documents as flat ODF, which LibreOffice makes Word and ODT files of: what editors are sent, made small."""

from __future__ import annotations

import base64
from io import BytesIO

from PIL import Image

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
    for prefix, uri in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
        ("meta", "meta"),
    )
)
_LINKS = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
_HEADINGS = "".join(
    f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}" style:family="paragraph" '
    f'style:default-outline-level="{level}" style:class="text"/>'
    for level in range(1, 5)
)
_NAMED = "".join(
    f'<style:style style:name="{name.replace(" ", "_20_")}" style:display-name="{name}" style:family="paragraph"/>'
    for name in (
        "Title",
        "Subtitle",
        "Quotations",
        "Preformatted Text",
        "Text body",
        "Pull Quote",
        "Byline",
        "House Blend",
    )
)


def _picture() -> str:
    output = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(output, "PNG")
    return base64.b64encode(output.getvalue()).decode()


def frame(alt: str = "", inside: str = "") -> str:
    """Give a picture, with its description where it has one."""
    said = f"<svg:desc>{alt}</svg:desc>" if alt else ""
    image = f"<draw:image><office:binary-data>{_picture()}</office:binary-data></draw:image>"
    size = 'text:anchor-type="as-char" svg:width="4cm" svg:height="3cm"'
    return f'<draw:frame draw:name="Image1" {size}>{inside or image}{said}</draw:frame>'


def flat(body: str, *, title: str = "", language: str = "en", country: str = "GB", changes: str = "") -> str:
    """Give a flat ODF text with automatic styles: T1 bold, T2 italic, T3 French, T4 red, P1 French, P2 centred."""
    automatic = f"""
      <style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
      <style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
      <style:style style:name="T3" style:family="text">
        <style:text-properties fo:language="fr" fo:country="FR"/></style:style>
      <style:style style:name="T4" style:family="text"><style:text-properties fo:color="#ff0000"/></style:style>
      <style:style style:name="T5" style:family="text">
        <style:text-properties style:text-line-through-style="solid"/></style:style>
      <style:style style:name="T6" style:family="text">
        <style:text-properties fo:font-variant="small-caps"/></style:style>
      <style:style style:name="T7" style:family="text">
        <style:text-properties style:text-underline-style="solid" style:text-underline-width="auto"/></style:style>
      <style:style style:name="P1" style:family="paragraph" style:parent-style-name="Text_20_body">
        <style:text-properties fo:language="de" fo:country="DE"/></style:style>
      <style:style style:name="P2" style:family="paragraph" style:parent-style-name="Text_20_body">
        <style:paragraph-properties fo:text-align="center" fo:break-before="page"/></style:style>
      <text:list-style style:name="L1">{"".join(_level("bullet", n) for n in (1, 2, 3))}</text:list-style>
      <text:list-style style:name="L2">{"".join(_level("number", n) for n in (1, 2, 3))}</text:list-style>
      <text:list-style style:name="L3">
        <text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")"/></text:list-style>"""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {_NAMESPACES} {_LINKS} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
  <office:meta><dc:title>{title}</dc:title></office:meta>
  <office:styles>
    <style:default-style style:family="paragraph">
      <style:text-properties fo:language="{language}" fo:country="{country}"/></style:default-style>
    <style:style style:name="Standard" style:family="paragraph" style:class="text"/>{_HEADINGS}{_NAMED}
    <style:style style:name="Emphasis" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
  </office:styles>
  <office:automatic-styles>{automatic}</office:automatic-styles>
  <office:body><office:text>{changes}{body}</office:text></office:body>
</office:document>"""


def _level(kind: str, level: int) -> str:
    said = 'text:bullet-char="•"' if kind == "bullet" else 'style:num-format="1" style:num-suffix="."'
    return f'<text:list-level-style-{kind} text:level="{level}" {said}/>'


def p(text: str, style: str = "Text_20_body", *, level: int = 0) -> str:
    """Give a paragraph, or a heading of a level."""
    if level:
        return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{text}</text:h>'
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def span(style: str, text: str) -> str:
    """Give words in an automatic style."""
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def note(number: int, text: str, kind: str = "footnote") -> str:
    """Give a note at the place of its call."""
    body = f"<text:note-body>{p(text, 'Standard')}</text:note-body>"
    citation = f"<text:note-citation>{number}</text:note-citation>"
    return f'<text:note text:id="ftn{number}" text:note-class="{kind}">{citation}{body}</text:note>'


def listed(style: str, *items: str) -> str:
    """Give a list whose items are paragraphs, or paragraphs and lists."""
    inside = "".join(f"<text:list-item>{item if item.startswith('<') else p(item)}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}">{inside}</text:list>'


def table(*rows: tuple[str, ...], heads: int = 1) -> str:
    """Give a table whose first rows are its head."""

    def row(cells: tuple[str, ...]) -> str:
        inside = "".join(f'<table:table-cell office:value-type="string">{p(cell)}</table:table-cell>' for cell in cells)
        return f"<table:table-row>{inside}</table:table-row>"

    head = f"<table:table-header-rows>{''.join(map(row, rows[:heads]))}</table:table-header-rows>" if heads else ""
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    return f'<table:table table:name="Table1">{columns}{head}{"".join(map(row, rows[heads:]))}</table:table>'


_CHANGED = """<text:tracked-changes>
  <text:changed-region xml:id="ct1" text:id="ct1"><text:insertion><office:change-info>
    <dc:creator>Ann</dc:creator><dc:date>2023-06-20T10:00:00</dc:date></office:change-info></text:insertion>
  </text:changed-region>
  <text:changed-region xml:id="ct2" text:id="ct2"><text:deletion><office:change-info>
    <dc:creator>Ann</dc:creator><dc:date>2023-06-20T10:00:00</dc:date></office:change-info>
    <text:p text:style-name="Text_20_body">the old pier</text:p></text:deletion></text:changed-region>
</text:tracked-changes>"""

_COMMENT = (
    '<office:annotation office:name="c1"><dc:creator>Ann</dc:creator><dc:date>2023-06-20T10:00:00</dc:date>'
    '<text:p>Is this still so?</text:p></office:annotation>the ferry<office:annotation-end office:name="c1"/>'
)

SOURCES: dict[str, str] = {
    "headings": flat(
        p("Harbour and Town", "Title")
        + p("A walk in three parts", "Subtitle")
        + p("by Ada Example", "Byline")
        + p("The harbour", level=1)
        + p("Boats lie *here* in the # mud, and 1. nobody minds [at all] {#really}.")
        + p("Tides", level=2)
        + p(f"Twice a day, {span('T1', 'without fail')}, and {span('T2', 'slowly')}; {span('T5', 'never')} fast, "
            f"said {span('T6', 'bbc')}.")
        + p("Moon", level=4)
        + p("# not a heading")
        + p("The town", level=1)
        + p("- not a list"),
        title="Properties",
    ),
    "notes": flat(
        p("Notes", level=1)
        + p("The pier" + note(1, f"Built in 1868, {span('T2', 'they')} say.") + " is closed"
            + note(2, "Until spring.", "endnote") + ".")
        + p('See <text:a xlink:type="simple" xlink:href="https://example.org/pier?a=1">the pier’s page</text:a> or '
            '<text:bookmark-ref text:reference-format="text" text:ref-name="where">the town</text:bookmark-ref>.')
        + p('<text:bookmark-start text:name="where"/>The town<text:bookmark-end text:name="where"/>', level=2)
        + p("Words."),
    ),
    "lists": flat(
        p("Lists", level=1)
        + listed("L1", "One", p("Two") + listed("L1", "Inner", p("Deeper") + listed("L1", "Deepest")), "Three")
        + p("Between.")
        + '<text:list text:style-name="L2"><text:list-item text:start-value="4">' + p("Four") + "</text:list-item>"
        + "<text:list-item>" + p("Five") + p("and more of five") + "</text:list-item></text:list>"
        + p("Letters.")
        + listed("L3", "First", "Second")
        + p("Somebody said this.", "Quotations")
        + p("And this.", "Quotations")
        + p("print('x')", "Preformatted_20_Text")
        + p("  y", "Preformatted_20_Text"),
    ),
    "tables": flat(
        p("Tables", level=1)
        + table(("Year", "Boats | ships"), ("1999", "12"), ("2000", "none"))
        + p("Without a head.")
        + table(("", "Mon"), ("Rain", "3"), heads=0),
    ),
    "pictures": flat(
        p("Pictures", level=1)
        + p(frame("Two boats lie in the mud at low tide."))
        + p("The old harbour", "Caption")
        + p("In between.")
        + p(frame())
        + p(frame(inside='<draw:text-box>' + p("Words in a box.") + "</draw:text-box>") + "Beside a box."),
    ).replace(
        "</office:styles>",
        '<style:style style:name="Caption" style:family="paragraph" style:class="extra"/></office:styles>',
    ),
    "changes": flat(
        p("Changes", level=1)
        + p('We took <text:change-start text:change-id="ct1"/>the new boat<text:change-end text:change-id="ct1"/> '
            'and not <text:change text:change-id="ct2"/> then.')
        + p(f"They say that {_COMMENT} still goes.")
        + p(f"He said {span('T3', 'à bientôt, mes amis')} and left.")
        + p("Das ist ein ganzer Absatz auf Deutsch, der für sich steht.", "P1")
        + p(f"{span('T4', 'Red')} and {span('T7', 'underlined')}.")
        + p("Centred on a page of its own.", "P2")
        + p("Words in a style of ours.", "House_20_Blend"),
        changes=_CHANGED,
    ),
}  # fmt: skip
"""The documents by name: each shows one side of what people send."""
