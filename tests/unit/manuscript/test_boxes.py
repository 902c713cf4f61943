"""Where a box ends: at a line of its colons that is no code, whatever holds that code."""

from __future__ import annotations

import pytest

from publish.manuscript.article import Source, read_article
from publish.manuscript.dialect import dialect
from publish.source import Span

INSIDE = {
    "in the box": "```\n:::\n```",
    "in a list item": "- ```\n  :::\n  ```",
    "in a list item of a list item": "1. - ~~~ html\n     :::\n     ~~~",
    "in a quotation": "> ```\n> :::\n> ```",
    "in a quotation, without spaces": ">```\n>:::\n>```",
    "in a description": "Term\n: ~~~html\n    ~~~",
    "in a note": "A call.[^1]\n\n[^1]: ```\n    :::\n    ```",
    "cut off by the end of its list item": "- ```\n  :::\n",
    "cut off by the end of its quotation": "> ```\n> :::\n",
    "with longer marks at its end": "```\n:::\n`````",
    "that shows marks of a list": "```\n- ```\n:::\n```",
    "whose marks are code in a sentence": "``` a ``` and ```b```",
}


@pytest.mark.parametrize("code", INSIDE.values(), ids=INSIDE)
def test_code_does_not_close_a_box_nor_keep_it_open(code: str) -> None:
    source = Source("a.md", f"# A\n\n::: note\n{code}\n:::\n\nWords.\n", Span("a.md"))
    article, found = read_article(source, dialect(maths=False), {"a.md": "a"}, "en")
    assert found == []
    assert article
    assert [type(block).__name__ for block in article.body] == ["Box", "Paragraph"]
