"""Pages that are hard to tag: columns, long tables, nested lists, notes, links of every form, two languages."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
import tinyhtml5  # type: ignore[import-untyped]
from PIL import Image

from publish.pdf.engine import Drawn, Fonts, Laid, draw, fonts_visible, lay_out
from publish.pdf.reading import Element, Reading, read

if TYPE_CHECKING:
    from collections.abc import Callable

FONTS = Path(__file__).parents[3] / "fonts"

CSS = """
@page { size: A5; margin: 18mm; @top-left { content: string(title); font: 8pt "Source Sans 3" }
        @bottom-center { content: counter(page); font: 8pt "Source Sans 3" } }
* { margin: 0; padding: 0 }
body { font: 10pt/1.3 "Source Serif 4"; hyphens: auto; text-align: justify }
article { break-before: page; columns: 2 }
h1 { string-set: title content(); column-span: all }
.fn { float: footnote; font-size: 8pt }
.dropcap { float: left; font-size: 3em; line-height: 1 }
table { border-collapse: collapse; width: 100%; text-align: left } td, th { border: 1pt solid }
ol, ul, dd { margin-left: 1.5em } .none { list-style: none }
.faded { opacity: .5 } .turned { transform: rotate(5deg) }
.toc a::after { content: leader(".") target-counter(attr(href), page) }
img { width: 20mm } svg { width: 10mm; height: 10mm } pre, code { font-family: "Source Code Pro"; font-size: 8pt }
"""

EN = (
    "It is internationalisation, incomprehensibility and the well-known characterisation of governmental "
    "responsibilities that every representative of neighbouring administrations considers extraordinarily important; "
)
DE = "Straßenbahnhaltestellenbeleuchtung und Donaudampfschifffahrtsgesellschaft beschäftigen die Verwaltungsräte, "


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(out, "PNG")
    return out.getvalue()


def resource(path: str) -> tuple[bytes, str] | None:
    return (picture(), "image/png") if path.startswith("images/") else None


def page_of(body: str, language: str = "en-GB") -> str:
    return f'<!DOCTYPE html><html lang="{language}"><head><title>Test</title></head><body>{body}</body></html>'


def tree_of(html: str) -> Any:
    """Parse HTML as a browser does: what is laid out is a tree."""
    return tinyhtml5.parse(html, namespace_html_elements=False)


@dataclass(frozen=True)
class Made:
    """A part: laid out, drawn, read back."""

    laid: Laid
    drawn: Drawn
    reading: Reading

    def all(self, kind: str) -> list[Element]:
        return [element for element in self.reading.walk() if element.kind == kind]

    def shape(self) -> str:
        """Give the tree in one line: types, and their kids in brackets."""
        return " ".join(map(shape, self.reading.elements[0].kids))


def shape(element: Element | str) -> str:
    if isinstance(element, str):
        return "…"
    inside = " ".join(shape(kid) for kid in element.kids if isinstance(kid, Element))
    return f"{element.kind}({inside})" if inside else element.kind


def article(number: int) -> str:
    """Give one article with everything in it, two pages and more; ids end with its number."""
    rows = "".join(
        f'<tr><th scope="row" rowspan="2">Row {n}</th><td>{EN}</td><td></td></tr><tr><td colspan="2">{n} {DE}</td></tr>'
        for n in range(4)
    )
    return f"""<article id="a{number}"><header><h1 id="h{number}">Article {number} <em>of</em> many</h1></header>
<p id="p{number}"><span class="dropcap">T</span>he <em>first</em> <strong>words</strong> {EN * 3}<a href="#f{number}"
>a <em>long</em> link {EN}</a> and <a href="https://example.org/" title="The site">there</a>
<a href="#a{number}"><img src="images/a.png" alt="Home"/></a>.</p>
<p>With a note<span class="fn">{DE}</span> and <a href="#p{number}"><em>one</em> more</a><span class="fn">Second {EN}
</span> <span lang="de">{DE * 2}</span> and co-operation.</p>
<h2>A heading</h2><p>{EN * 4}</p>
<ol><li>One {EN * 2}<ul><li>{EN * 2}</li><li>{DE * 2}<ol type="a"><li>{EN}</li></ol></li></ul></li><li>Two</li></ol>
<ul class="none"><li>Bare</li></ul><dl><dt>Term</dt><dd>{EN}</dd><dt>Other</dt><dt>Third</dt><dd>A</dd><dd>B</dd></dl>
<figure id="f{number}"><img src="images/b.png" alt="A teal field"/><figcaption>Caption <em>{number}</em></figcaption>
</figure>
<img src="images/rule.png" alt=""/><p aria-hidden="true">Hidden {EN}</p>
<table><caption>A table</caption><thead><tr><th>Head</th><th>Two</th><th>Three</th></tr></thead><tbody>{rows}</tbody>
</table>
<aside aria-label="Box">Loose words <p class="faded">Faded {EN}</p> and loose again.</aside>
<blockquote><p>{EN}</p></blockquote><pre><code>one = 1
two  = 2</code></pre><p class="turned">Line<br/>break <code>code</code>,
<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="A dot"><circle cx="5" cy="5" r="5"/></svg>
<span role="math" aria-label="x squared"><svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true"><path
d="M0 0h5v5z"/></svg></span></p></article>"""


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Fonts:
    return fonts_visible([FONTS], tmp_path_factory.mktemp("fontconfig"))


@pytest.fixture(scope="session")
def lay(fonts: Fonts) -> Callable[..., Laid]:
    def lay(body: str, *, css: str = "", language: str = "en-GB", first_page: int = 1) -> Laid:
        html = page_of(body, language)
        return lay_out(tree_of(html), stylesheets=[CSS, css], resource=resource, first_page=first_page, fonts=fonts)

    return lay


@pytest.fixture(scope="session")
def make(lay: Callable[..., Laid]) -> Callable[..., Made]:
    def make(body: str, **more: Any) -> Made:
        laid = lay(body, **more)
        drawn = draw(laid)
        with pikepdf.open(io.BytesIO(drawn.pdf)) as pdf:
            return Made(laid, drawn, read(pdf))

    return make
