"""Parts made once for all tests of the PDF engine room."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from torture import CSS, FONTS, Made, page_of, resource

from publish.pdf.engine import Fonts, Laid, draw, fonts_visible, lay_out
from publish.pdf.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Fonts:
    return fonts_visible([FONTS], tmp_path_factory.mktemp("fontconfig"))


@pytest.fixture(scope="session")
def lay(fonts: Fonts) -> Callable[..., Laid]:
    def lay(body: str, *, css: str = "", language: str = "en-GB", first_page: int = 1) -> Laid:
        html = page_of(body, language)
        return lay_out(html, stylesheets=[CSS, css], resource=resource, first_page=first_page, fonts=fonts)

    return lay


@pytest.fixture(scope="session")
def make(lay: Callable[..., Laid]) -> Callable[..., Made]:
    def make(body: str, **more: Any) -> Made:
        laid = lay(body, **more)
        drawn = draw(laid)
        with pikepdf.open(io.BytesIO(drawn.pdf)) as pdf:
            return Made(laid, drawn, read(pdf))

    return make
