"""The small change of made-up manuscripts: words, characters, addresses and formulas, and pieces of the dialect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publish.manuscript.boxes import BOXES

if TYPE_CHECKING:
    from random import Random

WORDS = tuple(
    "the a of and harbour keeper lamp letter window council system people reader river summer behind between always "  # noqa: SIM905
    "nothing Straße naïve café coöperate Ærø señor łódź Ψυχή γνῶθι Дом читатель self-evident o’clock don't 1,234.5 £40 "
    "3–4 50% A4 H2O e.g. Mr. (c) C++ R&D 1<2 a_b snake_case * 2*3*4 ~ ^ | C:\\dir / # ! @ 'quoted' \"words\" — – - "
    "-- ... … http://example.org/a_b supercalifragilisticexpialidocious".split()
)
LONG = (
    "x" * 300,
    "/".join(["https://example.org", *["very-long-path"] * 30]),
    "Donaudampfschifffahrtsgesellschaftskapitän" * 6,
    "\u00ad".join("syllable" * 20),
    "a\u200bb" * 80,
)
ODD = (
    *("\u00a0", "\u00ad", "\u200b", "\u200d", "\u2060", "\u202f", "\u2028", "\u2029", "\u0085", "\ufeff", "\u3000"),
    *("e\u0301", "\u0301", "a" + "\u0308" * 30, "\u1e9e", "ﬁ", "ǅ", "İ", "ı", "ß", "\u1680", "\u034f", "\u180e", "Å"),
    *("\u202e", "\u2066", "\u200f", "עברית", "العربية", "日本語", "한국어", "ไทย", "😀", "👩‍👩‍👧", "𝕏", "\U000e0041"),
    *("\ufffd", "\uffff", "\ue000", "\U0010ffff", "\0", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\r", "\t", "&#0;"),
    *("&#x110000;", "&#xD800;", "&amp;", "&bogus;", "&Tab;", "&NewLine;", "&nbsp;", "&shy;", "&zwnj;", "]]>", "<!--"),
)
"""Characters that programs get wrong; a number of them no font has, or no text may hold."""

PIECES = (
    *(
        "# ",
        "## ",
        "###### ",
        "> ",
        "- ",
        "1. ",
        "7) ",
        "    ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "\n\n\n",
        "***",
        "---",
        "===",
    ),
    *(
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```",
        "~~~",
        "```python\n",
        "\\",
        "\\\n",
        "  \n",
        "&amp;",
        "&#12;",
        "&#0;",
        "&bogus;",
    ),
    *("[", "]", "(", ")", "![", "](", "](#a)", "](a.md)", "](b.md#c)", "](images/a.png)", '](a.png "Caption")'),
    *("<https://example.org/>", "<b>", "</b>", "<!--", "-->", "<!-- c -->", "<", ">", "[x]: https://example.org/\n"),
    *("{", "}", "{#a}", "{.b}", "{lang=fr}", "{.decorative}", "{width=full}", '{credit="*x*"}', '{alt="', "{#", "{}"),
    *("[^1]", "[^a b]", "[^1]: ", "\n[^1]: words\n", "\n\n    more\n", "Term\n: ", "\n: ", "Table: "),
    *("\nTable: x {#t}\n", "|", " | ", "| a | b |\n| - | :-: |\n| 1 | 2 |\n", "| - |", ":::", "::::", '"Title"'),
    *("::: sidebar\n", *(f"\n::: {name}\n" for name in BOXES), "\n:::\n", "\n::::\n"),
    *('\n::: event {start=2023-06-24 end=x url="javascript:1"}\n', "$", "$$", "$x$", "\n$$\nx\n$$\n"),
    *("words", "Ünïcode", "日本", "\u0301", "\u202e", "\u00a0", "\ufeff", "'", '"', "--", "...", "(c)"),
)
"""Pieces of the dialect, whole and broken, that make nonsense side by side."""

MATTER = (
    *(
        "---\n",
        "kicker: *x*\n",
        "lead: {image: a.png, alt: b}\n",
        'short-title: "a[^1]\\n\\n\\nb"\n',
        "authors: [a, b]\n",
    ),
    *("kind: news\n", "columns: 9\n", ": x\n", "- a\n", "? "),
)
"""Lines of front matter, right and wrong."""

YAML = (
    *"-:,[]{}#&*!|>'\"%@`?~ \n\t\\",
    *("a", "b: ", "title: ", "- ", "  ", "---\n", "...\n", "&a ", "*a", "<<: ", "0x1", "!!python/object:x "),
    *("!!binary ", "1e9", ".nan", "2023-06-20", "no", "\u2028", "\x85", "é", "? ", "|\n", ">-\n", "%YAML 1.1\n"),
)
"""Pieces of YAML."""

ADDRESSES = (
    *("https://example.org/", "http://example.org/a?b=c&d=%20e#f", "https://example.org/(a)", "mailto:a@example.org"),
    *("tel:+441234567", "https://example.org/straße", "https://[::1]/", "https://example.org/" + "a" * 400),
)
WRONG_ADDRESSES = (
    *("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://", "nowhere", "", "//example.org/"),
    *("#no-such-id", "no-such.md", "../out.md", "a.md#", "%00", "https://exa mple.org/", "http:\\\\example.org"),
)
TEX = (
    *(
        "x",
        "y_1",
        "a^2",
        "12.5",
        r"\alpha",
        r"\beta^{-1}",
        r"\text{if } x",
        r"\mathbb{R}",
        r"\infty",
        r"\sin x",
        "+",
        "=",
    ),
    *(r"\le", r"\cdot", r"\times", r"\to", r"\dots", ",", "!", r"\operatorname{lcm}", "'", r"x\,y", r"\quad a"),
)
HOLDERS = (
    *(
        r"\frac{?}{?}",
        r"\sqrt{?}",
        r"\sqrt[3]{?}",
        r"\sum_{i=1}^{?} ?",
        r"\left( ? \right)",
        r"\hat{x}_{?}",
        r"\overline{?}",
    ),
    *(
        r"\begin{pmatrix} ? & 0 \\ 1 & ? \end{pmatrix}",
        r"\begin{cases} ? & a \\ ? & b \end{cases}",
        r"\underbrace{?}_{?}",
    ),
)
"""Formulas that hold others, each in the place of a question mark."""
WRONG_TEX = (
    *(r"\frac{a}", r"\left(", r"\nosuch", "{", "}", "^", "&", r"\\", r"\begin{matrix}", r"\href{javascript:x}{y}", "%"),
    *(r"\text{$x$}", r"\def\a{\a}\a", r"\sqrt", "_", "#", "日", r"\text{日}", r"\color{red}", "{" * 80 + "}" * 80),
)


def word(random: Random) -> str:
    """Give one word."""
    return random.choice(WORDS)


def words(random: Random, fewest: int = 1, most: int = 12) -> str:
    """Give so many words; now and then a very long one among them."""
    found = [word(random) for _ in range(random.randint(fewest, most))]
    if random.random() < 0.02:
        found.append(random.choice(LONG))
    return " ".join(found)


def plain(random: Random, fewest: int = 2, most: int = 6) -> str:
    """Give words of letters alone, in which Markdown and YAML see nothing of theirs."""
    return " ".join(random.choice(WORDS[:29]) for _ in range(random.randint(fewest, most)))


def formula(random: Random, depth: int = 2) -> str:
    """Give a formula that can be set."""
    parts = [random.choice(TEX)]
    for _ in range(random.randint(0, 3)):
        parts.append(random.choice(TEX))
        if depth:
            holder = random.choice(HOLDERS)
            parts.append(
                "".join(formula(random, depth - 1) if part == "?" else part for part in re.split(r"(\?)", holder))
            )
    return " ".join(parts)


def nonsense(random: Random, most: int = 30) -> str:
    """Give pieces of the dialect side by side, as they come."""
    return "".join(random.choice(PIECES) for _ in range(random.randint(1, most)))
