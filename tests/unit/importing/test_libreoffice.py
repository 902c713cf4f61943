"""Word and ODT files as LibreOffice makes them: what carries over, what is said not to, and that all of it builds."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.unit.importing.sources import SOURCES

from publish.build import Request, build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.importing.conftest import Brought

pytestmark = pytest.mark.validator("LibreOffice")

KINDS = pytest.mark.parametrize("kind", ["docx", "odt"])


@KINDS
def test_headings_and_stress(bring: Callable[..., Brought], converted: Path, kind: str) -> None:
    brought = bring(converted / f"headings.{kind}")
    assert (
        brought.text
        == r"""# Harbour and Town

## The harbour

Boats lie \*here\* in the # mud, and 1. nobody minds \[at all\] \{#really}.

### Tides

Twice a day, **without fail**, and *slowly*; ~~never~~ fast, said [bbc]{.smallcaps}.

#### Moon

\# not a heading

## The town

\- not a list
"""
    )
    front = (brought.out / "headings.md").read_text("utf-8")
    assert 'standfirst: "A walk in three parts"\nauthors: ["Ada Example"]\nlanguage: "en-GB"\n' in front
    (said,) = brought.said("import-heading")
    assert said.startswith("the heading “Moon” was of level 4")


@KINDS
def test_notes_links_and_references(bring: Callable[..., Brought], converted: Path, kind: str) -> None:
    brought = bring(converted / f"notes.{kind}")
    assert (
        brought.text
        == """# Notes

The pier[^1] is closed[^2].

See [the pier’s page](https://example.org/pier?a=1) or [the town](#the-town).

## The town {#the-town}

Words.

[^1]: Built in 1868, *they* say.

[^2]: Until spring.
"""
    )
    assert brought.found == ()
    assert brought.lost == (f"notes.{kind}: all of it carried over",)


@KINDS
def test_lists_quotations_and_code(bring: Callable[..., Brought], converted: Path, kind: str) -> None:
    brought = bring(converted / f"lists.{kind}")
    assert (
        brought.text
        == """# Lists

- One
- Two
  - Inner
  - Deeper
    - Deepest
- Three

Between.

4. Four

5. Five

   and more of five

Letters.

1. First
2. Second

> Somebody said this.
>
> And this.

```
print('x')
y
```
"""
    )
    assert len(brought.said("import-list")) == 1


@KINDS
def test_tables(bring: Callable[..., Brought], converted: Path, kind: str) -> None:
    brought = bring(converted / f"tables.{kind}")
    assert (
        brought.text
        == r"""# Tables

| Year | Boats \| ships |
| --- | --- |
| 1999 | 12 |
| 2000 | none |

Without a head.

{.row-headers}
|  | Mon |
| --- | --- |
| Rain | 3 |
"""
    )
    assert len(brought.said("import-table")) == 2
    assert {each.span.line for each in brought.found} == {14}


@KINDS
def test_pictures(bring: Callable[..., Brought], converted: Path, kind: str) -> None:
    brought = bring(converted / f"pictures.{kind}")
    assert (
        brought.text
        == """# Pictures

![Two boats lie in the mud at low tide.](images/pictures-1.png "The old harbour")

In between.

![TODO: describe this picture](images/pictures-1.png)

Beside a box.

::: aside
Words in a box.
:::
"""
    )
    (missing,) = brought.said("import-alt")
    assert "is missing" in missing
    assert (brought.out / "images" / "pictures-1.png").read_bytes().startswith(b"\x89PNG")
    assert brought.said("import-lost") == ["a text box has become an aside: “Words in a box.”"]


@KINDS
def test_changes_comments_languages_and_looks(bring: Callable[..., Brought], converted: Path, kind: str) -> None:
    brought = bring(converted / f"changes.{kind}")
    assert (
        brought.text
        == """# Changes

We took the new boat and not then.

They say that the ferry still goes.

He said [à bientôt, mes amis]{lang=fr-FR} and left.

{lang=de-DE}
Das ist ein ganzer Absatz auf Deutsch, der für sich steht.

Red and underlined.

Centred on a page of its own.

Words in a style of ours.
"""
    )
    assert brought.said("import-change") == [
        "inserted: “the new boat”; it is taken",
        "deleted: “the old pier”; it is left out",
    ]
    assert brought.said("import-comment") == ["a comment on “the ferry”: “Is this still so?”"]
    assert "Ann" not in "".join(str(each) for each in brought.found)
    kinds = {message.partition(":")[0] for message in brought.said("import-formatting")}
    assert kinds == {"colours of letters", "underlining", "alignment", "page breaks"}
    (style,) = brought.said("import-style")
    assert style.startswith("the style House Blend isn't known; a paragraph of it is plain text")


def test_all_of_them_build(converted: Path, tmp_path: Path) -> None:
    files = [converted / f"{name}.{kind}" for name in SOURCES for kind in ("docx", "odt")]
    command = [sys.executable, "-m", "publish", "import", *map(str, files), "--out", str(tmp_path / "m"), "--quiet"]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "  changes.docx: 2 tracked changes, 1 comment, 1 unknown style, 4 kinds of formatting\n" in run.stdout
    outcome = build(Request(tmp_path / "m", "m", tmp_path / "dist", ("epub",), page_list=False, workers=1))
    assert outcome.report is not None
    assert len(list((tmp_path / "m").glob("*.md"))) == 12
