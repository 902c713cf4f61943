"""Plain WeasyPrint, run by itself: ``plain.py FOLDER OUT`` draws ``book.html`` with the stylesheets beside it."""

from __future__ import annotations

import sys
from pathlib import Path

import weasyprint
from weasyprint.text.fonts import FontConfiguration


def main(folder: Path, out: Path) -> None:
    """Draw a tagged PDF/UA-1, as the manual of WeasyPrint shows it."""
    fonts = FontConfiguration()
    sheets = [weasyprint.CSS(filename=path, font_config=fonts) for path in sorted(folder.glob("*.css"))]
    page = weasyprint.HTML(filename=folder / "book.html", encoding="utf-8")
    page.write_pdf(out, stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
