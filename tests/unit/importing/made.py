"""Word files made by hand, for what LibreOffice doesn't write."""

from __future__ import annotations

import zipfile
from io import BytesIO

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_STYLES = "".join(
    f'<w:style w:type="{kind}" w:styleId="{name.replace(" ", "")}"{more}><w:name w:val="{name}"/>'
    f'<w:basedOn w:val="{base}"/>{properties}</w:style>'
    for kind, name, base, properties, more in (
        ("paragraph", "Normal", "", "", ' w:default="1"'),
        ("paragraph", "heading 1", "Normal", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', ""),
        ("paragraph", "heading 2", "Normal", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>', ""),
        ("paragraph", "Caption", "Normal", "", ""),
        ("paragraph", "Photo Credit", "Normal", "", ""),
        ("paragraph", "Our Heading", "heading2", "", ""),
        ("paragraph", "Strange", "Normal", "", ""),
        ("paragraph", "List Bullet", "Normal",
         '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', ""),
        ("character", "Emphasis", "", "<w:rPr><w:i/></w:rPr>", ""),
        ("character", "Loud", "", "<w:rPr><w:b/></w:rPr>", ""),
    )
)  # fmt: skip
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="lowerRoman"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def r(text: str, properties: str = "") -> str:
    """Give a run."""
    said = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{said}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inside: str, style: str = "", more: str = "") -> str:
    """Give a paragraph; words alone are a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{inside if inside.startswith('<') else r(inside)}</w:p>"


def field(instruction: str, result: str) -> str:
    """Give a field with its result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    said = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{mark.format('begin')}{said}{mark.format('separate')}{r(result)}{mark.format('end')}"


def drawing(blip: str, said: str = "", more: str = "") -> str:
    """Give a drawing of a related picture."""
    picture = f'<a:blip r:embed="{blip}"/>' if blip else ""
    properties = f'<wp:docPr id="1" name="Picture 1" {said}>{more}</wp:docPr>'
    return f"<w:r><w:drawing><wp:inline>{properties}{picture}</wp:inline></w:drawing></w:r>"


def docx(
    body: str,
    *,
    parts: dict[str, str | bytes] | None = None,
    relations: str = "",
    language: str = "en-GB",
    main: str | bytes | None = None,
) -> bytes:
    """Give a Word file with this body; ``parts`` are more files of it, ``relations`` those of the document."""
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    known = "".join(
        f'<Relationship Id="{kind}" Type="{types}/{kind}" Target="{kind}.xml"/>'
        for kind in ("styles", "numbering", "comments", "footnotes")
        if kind in {"styles", "numbering"} or f"word/{kind}.xml" in (parts or {})
    )
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{language}"/></w:rPr></w:rPrDefault></w:docDefaults>'
    )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": rels.format(f'<Relationship Id="d" Type="{types}/officeDocument" Target="word/document.xml"/>'),
        "word/_rels/document.xml.rels": rels.format(known + relations),
        "word/styles.xml": f"<w:styles {_NAMESPACES}>{defaults}{_STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_NAMESPACES}>{_NUMBERING}</w:numbering>",
        "word/document.xml": main or f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, part in (parts or {}).items():
        files[name] = part.replace("<w:comments>", f"<w:comments {_NAMESPACES}>").replace(
            "<w:footnotes>", f"<w:footnotes {_NAMESPACES}>").replace("<w:hdr>", f"<w:hdr {_NAMESPACES}>"
        ) if isinstance(part, str) else part  # fmt: skip
    return zipped(files)


def related(name: str, kind: str, target: str, *, outside: bool = False) -> str:
    """Give a relation of the document."""
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{name}" Type="{types}/{kind}" Target="{target}"{mode}/>'


def zipped(files: dict[str, str | bytes]) -> bytes:
    """Give a zip file."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return output.getvalue()
