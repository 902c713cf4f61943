"""What builds are compared with: pandoc, and plain WeasyPrint on the very markup and styles of the screen PDF."""

from __future__ import annotations

import sys
from pathlib import Path

from markupsafe import Markup

from publish.edition import Edition, documents
from publish.layouts import Layout
from publish.pdf.composition import PdfDrawing, contents_of, page_rules
from publish.pdf.engine import fonts_visible
from publish.pdf.runs import Run
from publish.preparation import font_folders, prepare


def pandoc(manuscript: Path, out: Path) -> list[str] | None:
    """Give the command by which pandoc makes an EPUB of a manuscript's chapters; None where it isn't installed.

    Its Markdown has the notes, tables and boxes of ours. Notes count anew in each chapter, so each is a file by itself.
    """
    try:
        import pypandoc  # noqa: PLC0415  it's in a group of its own
    except ImportError:
        return None
    chapters = [str(path) for path in sorted(manuscript.glob("*.md"))]
    options = ["--from", "markdown+smart", "--to", "epub3", "--file-scope", "--toc", "--resource-path", str(manuscript)]
    title = ["--metadata-file", str(manuscript / "publication.yaml")]
    return [pypandoc.get_pandoc_path(), *options, *title, "--output", str(out), *chapters]


def write_plain(manuscript: Path, folder: Path) -> None:
    """Write into a folder what plain WeasyPrint needs to draw a manuscript.

    All documents of the edition are one HTML document, in the markup of our parts, so that each link leads to an id of
    the same document; the stylesheets, pictures and fonts are those of our parts. What WeasyPrint is spared: reading
    and checking the manuscript, joining, fontconfig's first look at the fonts, and page numbers in the text, which all
    are 00.
    """
    edition, _ = prepare(manuscript, manuscript.name, ("screen",))
    folder.mkdir(parents=True)
    (folder / "book.html").write_text(f"<!DOCTYPE html>\n{_joined(edition)}", "utf-8")
    for number, text in enumerate((page_rules(edition), *(file.text for file in edition.design.stylesheets("pdf")))):
        (folder / f"{number:02}.css").write_text(text, "utf-8")
    for path, rendition in edition.renditions.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(rendition.data)
    fonts_visible(font_folders(manuscript), folder / "fonts")


def plain(folder: Path, out: Path) -> list[str]:
    """Give the command by which plain WeasyPrint draws what was written into a folder, with our fonts and no others."""
    script = Path(__file__).with_name("plain.py")
    fonts = f"FONTCONFIG_FILE={folder / 'fonts' / 'fonts.conf'}"
    return ["env", fonts, sys.executable, str(script), str(folder), str(out)]


def _joined(edition: Edition) -> str:
    """Give the whole edition as one part: its markup, in which every link stays in the document."""
    whole = Run("whole", tuple(documents(edition, "pdf")))
    drawing = PdfDrawing(whole, {document.id: whole.id for document in whole.documents}, {})
    layout = Layout(edition, drawing)
    content, title = Markup("\n").join(contents_of(layout, whole)), edition.publication.metadata.title
    return layout.render("document.html", content=content, title=title, language=edition.language)
