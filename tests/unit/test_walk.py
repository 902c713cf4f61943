"""Query and rebuild over the tree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from publish.tree import Article, Block, Box, CodeBlock, Figure, Heading, Inline, Publication, Text
from publish.walk import Rebuild, descend, map_inlines, parts_of, query, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Publication]

EVERYTHING = """
---
kicker: kicker
standfirst: standfirst
authors: [one, two]
short-title: short
lead: {image: p.svg, alt: lead-alt, caption: lead-caption, credit: lead-credit}
---
# title

plain *em* **strong** ~~struck~~ [phrase]{lang=fr} `code` $x$ ![alt](p.svg) [link](https://example.org/) [ref](#h)[^1]\\
break

## heading {#h}

![figure-alt](p.svg "caption"){credit="credit"}

![](p.svg){.decorative}

> quotation

- item

term
: description

| head |
| - |
| cell |

Table: table-caption

```
block
```

$$
y
$$

***

::: pullquote {cite="cite" .original}
pulled
:::

::: sponsored "box-title" {by="by"}
boxed
:::

::: event "event-title" {start=2023-06-24 place="place"}
attended
:::

[^1]: note
""".lstrip()

READ = (
    "title kicker standfirst one two short lead-alt lead-caption lead-credit plain em strong struck phrase code x alt "
    "link ref break heading figure-alt caption credit quotation item term description table-caption head cell block "
    "y pulled cite box-title by boxed event-title place attended note"
)


def whole(publication: Make) -> Article:
    return next(publication({"a.md": EVERYTHING}, "math: true\n").articles)


def test_a_query_gives_every_kind_of_node_in_reading_order(publication: Make) -> None:
    nodes = list(query(whole(publication)))
    leaves = [text_of((node,)) for node in nodes if not list(parts_of(node))]
    assert " ".join(" ".join(leaves).split()) == READ
    not_written = {"PageBreak"}  # the page map adds it
    assert {type(node).__name__ for node in nodes} | not_written >= {
        kind.__name__ for union in (Block, Inline) for kind in get_args(union)
    }


def test_a_rebuild_that_changes_nothing_gives_the_same_tree(publication: Make) -> None:
    made = publication({"a.md": EVERYTHING}, "math: true\n")
    assert Rebuild().publication(made) == made


def test_a_rebuild_reaches_every_run_of_inlines(publication: Make) -> None:
    def louder(run: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return map_inlines(run, lambda node: replace(node, text=node.text.upper()) if isinstance(node, Text) else node)

    article = Rebuild(inlines=louder).article(whole(publication))
    texts = [node.text for node in query(article) if isinstance(node, Text)]
    assert texts
    assert [text for text in texts if text != text.upper()] == []


def test_a_rebuild_reaches_every_block_the_innermost_first(publication: Make) -> None:
    seen: list[str] = []

    def note(block: Block) -> Block:
        seen.append(type(block).__name__)
        return block

    article = next(publication("::: aside\n> words\n:::").articles)
    Rebuild(block=note).article(article)
    assert seen == ["Paragraph", "Quotation", "Box"]


def test_a_rebuild_may_go_into_a_block_in_another_way(publication: Make) -> None:
    def struck(run: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return map_inlines(run, lambda node: replace(node, text="-") if isinstance(node, Text) else node)

    into = Rebuild(inlines=struck)
    article = next(publication("one\n\n::: aside\ntwo\n\n> three\n:::\n\nfour").articles)
    rebuilt = Rebuild(into=lambda block: into if isinstance(block, Box) else None).article(article)
    assert [text_of((block,)) for block in rebuilt.body] == ["one", "--", "four"]


def test_text_is_what_is_read_without_numbers_of_notes(publication: Make) -> None:
    article = next(publication("A *b*[^1] `c` ![d](p.svg)\\\ne\n\n```\nf\n```\n\n[^1]: g").articles)
    assert text_of(article.body) == "A b c d\nef\n"
    assert any(isinstance(node, CodeBlock) for node in descend(article.body))
    assert not any(isinstance(node, Figure | Heading) for node in descend(article.body))
