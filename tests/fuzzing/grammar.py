"""Articles by the grammar of the dialect: every construct, nested in every other, right or, by a slip, nearly right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.fuzzing import words
from tests.fuzzing.words import nonsense, plain, word

from publish.manuscript.boxes import BOXES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

LANGUAGES = ("fr", "de-AT", "cy", "el", "ru", "en-GB", "pl", "tr", "zh-Hant")
PICTURES = ("images/a.png", "images/b.jpg", "images/c.svg", "images/d.gif", "images/e.webp", "images/f.tif")
RULE = "images/rule.svg"
_REFERENCE = "\ue001"
"""Stands for a cross-reference until all ids are known."""


class Writer:
    """Writes one article; ``slips`` is how often something is nearly right instead of right.

    ``ids`` are those of the article that a cross-reference can show; ``notes`` those that are called and not defined.
    """

    def __init__(self, random: Random, slips: float = 0.0, *, maths: bool = False) -> None:
        self.random = random
        self.slips = slips
        self.maths = maths
        self.ids: list[str] = []
        self._notes: list[str] = []
        self._count = 0
        self._level = 1

    def article(self, blocks: int, described: Sequence[str] = ()) -> str:
        """Give a Markdown file but for its front matter and its cross-references, which wait for `linked`."""
        self._described = described
        title = f"# {self._line(1)}{self._attributes('t')}"
        body = [self._top() for _ in range(blocks)]
        body += [self._note(label, 1) for label in self._notes]
        return "\n\n".join([title, *filter(None, body)]) + "\n"

    def linked(self, text: str, others: Sequence[str]) -> str:
        """Give an article with its cross-references, to its own ids and to the addresses ``others``."""

        def reference(_found: re.Match[str]) -> str:
            targets = [*(f"#{each}" for each in self.ids), *others]
            if not targets:
                return plain(self.random)
            target = "#no-such-id" if self._slip() else self.random.choice(targets)
            return f"[{plain(self.random)}]({target})" + self._one("", "", "{.page}", "{.quiet}")

        return re.sub(_REFERENCE, reference, text)

    # ---------------------------------------------------------------------------------------------------- decisions

    def _slip(self) -> bool:
        return self.slips > 0 and self.random.random() < self.slips

    def _one(self, *choices: str) -> str:
        return self.random.choice(choices)

    def _may(self, likely: float) -> bool:
        return self.random.random() < likely

    def _id(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}{self._count}"

    def _attributes(self, prefix: str, *pairs: str) -> str:
        """Give attributes behind a block, or nothing."""
        if self._slip():
            wrong = (
                "{#}",
                "{#a #b}",
                "{.x",
                '{alt="}',
                "{lang=}",
                "{nosuch=1}",
                "{lang=english!}",
                "{a=b=c}",
                "{}",
                "{#1}",
            )
            return f" {self._one(*wrong)}"
        given = [each for each in pairs if each]
        if self._may(0.3):
            name = self._id(prefix)
            self.ids.append(name)
            given.append(f"#{name}")
        if self._may(0.1):
            given.append(self._one(".quiet", ".wide", ".a .b"))
        if self._may(0.1):
            given.append(f"lang={self.random.choice(LANGUAGES)}")
        self.random.shuffle(given)
        return f" {{{' '.join(given)}}}" if given else ""

    # ------------------------------------------------------------------------------------------------------ inlines

    def _line(self, depth: int = 2) -> str:
        """Give inlines on one line; it begins with a word, which begins no block."""
        parts = [plain(self.random, 1, 2)]
        parts += [self._inline(depth) for _ in range(self.random.randint(0, 4))]
        return " ".join(parts)

    def _text(self) -> str:
        """Give the lines of a paragraph."""
        breaks = [self._one("\n", "\n", "  \n", "\\\n") for _ in range(self.random.choice((0, 0, 1, 2)))]
        return self._line() + "".join(each + self._line() for each in breaks)

    def _inline(self, depth: int) -> str:
        if self._slip():
            return self._one(nonsense(self.random, 6), *words.ODD, "<b>bold</b>", "[^nowhere]", "<!-- comment -->")
        if not depth or self._may(0.4):
            return words.words(self.random)
        return self.random.choice(INLINES)(self, depth - 1)

    def _pair(self, depth: int) -> str:
        sign = self._one("*", "**", "_", "__", "~~", "***")
        return f"{sign}{plain(self.random, 1, 2)} {self._inline(depth)} {word(self.random)}.{sign}"

    def _code(self, _depth: int) -> str:
        ticks = self._one("`", "``", "```")
        inside = self._one("print(x)", "a < b & c", "{#no}", "[^1]", "*", "  two  ", "\\", "x" * 90)
        return f"{ticks}{inside}{ticks}{self._one('', '', '{.python}', '{lang=en}')}"

    def _link(self, _depth: int) -> str:
        address = self._one(*(words.WRONG_ADDRESSES if self._slip() else words.ADDRESSES))
        title = self._one("", "", ' "A title"')
        more = self._one("*stressed*", "[mot]{lang=fr}", "`code`", "![a small sun](images/c.svg)", "again")
        return f"[{plain(self.random)} {more}](<{address}>{title}){self._one('', '', '{.quiet}')}"

    def _address(self, _depth: int) -> str:
        return self._one("<https://example.org/a?b&c>", "<mailto:a@example.org>", "<a@example.org>")

    def _reference(self, _depth: int) -> str:
        return _REFERENCE

    def _span(self, depth: int) -> str:
        said = self._one(f"lang={self.random.choice(LANGUAGES)}", ".smallcaps", ".quiet", f"#{self._id('s')}")
        return f"[{plain(self.random, 1, 2)} {self._inline(depth)}]{{{said}}}"

    def _call(self, _depth: int) -> str:
        label = self._id("n")
        self._notes.append(label)
        return f"word.[^{label}]"

    def _picture(self, _depth: int) -> str:
        if self._may(0.5):
            return f"![]({RULE}){{.decorative}}"
        return f"![{plain(self.random, 3, 6)}]({self.random.choice(PICTURES)})"

    def _formula(self, _depth: int) -> str:
        if not self.maths:
            return "costs $5 or $6"
        tex = self._one(*words.WRONG_TEX) if self._slip() else words.formula(self.random, 1)
        return f"${tex}$" + self._one("", "", '{alt="x in *words*"}')

    def _escaped(self, _depth: int) -> str:
        return self._one("\\*not\\*", "\\[x\\]", "&copy; &#8212;", "a\\\\b", "\\{#x}", "&lt;b&gt;", "\\<b>", "\\$5")

    # ------------------------------------------------------------------------------------------------------- blocks

    def _top(self) -> str:
        """Give a block as it stands in the article itself."""
        if self._may(0.15):
            self._level = self.random.randint(2, min(self._level + 1, 6))
            if self._slip():
                self._level = self.random.randint(1, 6)
            return f"{'#' * self._level} {self._line(1)}{self._attributes('h')}"
        # A note may be defined behind any block; others wait for the end.
        behind = [label for label in self._notes if self._may(0.5)]
        self._notes = [label for label in self._notes if label not in behind]
        return "\n\n".join((*(self._note(label, 1) for label in behind), self._block(3)))

    def _blocks(self, depth: int, most: int = 3) -> str:
        return "\n\n".join(self._block(depth) for _ in range(self.random.randint(1, most)))

    def _block(self, depth: int) -> str:
        if self._slip():
            return self._one(
                nonsense(self.random), "<div>\n\nwords\n\n</div>", ":::", "Table: stray", "{#x}", "# Another"
            )
        if not depth or self._may(0.3):
            return self._text()
        block = self.random.choice(BLOCKS)(self, depth - 1)
        return f"<!-- a comment -->\n\n{block}" if self._may(0.03) else block

    def _quote(self, depth: int) -> str:
        quote = _indented(self._blocks(depth), "> ", "> ")
        above = self._attributes("q").strip() if self._may(0.2) else ""
        return f"{above}\n{quote}" if above else quote

    def _list(self, depth: int) -> str:
        marks = self._one("- ", "* ", "+ ", "1. ", "7) ", "0. ", "999999999. ")
        gap = self._one("\n", "\n\n")
        items = [_indented(self._blocks(depth, 2), marks, " " * len(marks)) for _ in range(self.random.randint(1, 4))]
        # What has an empty line inside makes the list loose all the same.
        return gap.join(items)

    def _definitions(self, depth: int) -> str:
        return "\n\n".join(
            f"{self._line(1)}\n{_indented(self._blocks(depth, 2), ': ', '    ')}"
            for _ in range(self.random.randint(1, 3))
        )

    def _fence(self, _depth: int) -> str:
        fence = self._one("```", "~~~", "````")
        language = self._one("", "python", "html", "nosuch", "c++", f"python {{#{self._id('c')}}}", "{.python}")
        code = self._one(
            "print('x')\n", "", "\n\n\n", "<b>&amp;</b>\n\tTab\n", ":::\n[^1]\n", f"{'x' * 200}\n", "a\n" * 90
        )
        return f"{fence}{language}\n{code}{fence}"

    def _indented_code(self, _depth: int) -> str:
        return f"    {plain(self.random)}\n\n      {word(self.random)}"

    def _table(self, _depth: int) -> str:
        columns = self.random.randint(1, 5)
        head = [plain(self.random, 1, 2) for _ in range(columns)]
        rule = [self._one("-", ":-", "-:", ":-:", "-----") for _ in range(columns)]
        rows = [[self._cell() for _ in range(columns)] for _ in range(self.random.randint(0, 5))]
        lines = [f"| {' | '.join(row)} |" for row in (head, rule, *rows)]
        table = "\n".join(lines[:1] if self._slip() else lines)
        gap = "\n" if self._slip() else "\n\n"
        headers = self._one("", ".row-headers")
        return f"{table}{gap}Table: {self._line(1)}{self._attributes('t', headers)}" if self._may(0.6) else table

    def _cell(self) -> str:
        cell = self._line(1) if self._may(0.4) else self._one("", "1", word(self.random))
        return cell.replace("|", "\\|")

    def _figure(self, _depth: int) -> str:
        source = self.random.choice(PICTURES)
        if self._slip():
            source = self._one(
                "images/none.png", "../a.png", "https://example.org/a.png", "data:image/png,x", "", "a%00b"
            )
        alt = "" if self._slip() else plain(self.random, 3, 9)
        caption = f' "{plain(self.random)} *{plain(self.random, 1, 1)}*"' if self._may(0.6) else ""
        pairs = [self._one("", "width=full", "width=column", "width=bleed", "width=margin")]
        pairs.append(self._one("", f'credit="Photo: *{plain(self.random, 1, 2)}*"'))
        if self._described and self._may(0.2):
            pairs.append(f'longdesc="{self.random.choice(self._described)}"')
        return f"![{alt}]({source}{caption}){self._attributes('f', *pairs).strip()}"

    def _decoration(self, _depth: int) -> str:
        return f"![]({RULE}){{.decorative}}"

    def _formula_block(self, _depth: int) -> str:
        if not self.maths:
            return self._text()
        tex = self._one(*words.WRONG_TEX) if self._slip() else words.formula(self.random)
        return self._one(f"$$\n{tex}\n$$", f"$${tex}$$", f'$$\n{tex}\n$${{alt="{plain(self.random)}"}}')

    def _rule(self, _depth: int) -> str:
        return self._one("---", "***", "_ _ _")

    def _box(self, depth: int) -> str:
        """Give a box, with more colons than those that it may hold."""
        name = self._one(*BOXES) if not self._slip() else self._one("sidebar", "Note", "pull-quote", "")
        colons = ":" * (3 + depth)
        pairs = {
            "pullquote": (f'cite="{plain(self.random)}"', self._one("", ".original")),
            "sponsored": (f'by="{plain(self.random)}"',),
            "event": (
                f"start={self._one('2023-06-24', '2024-02-29', '2023-06-24T19:30' if self._slip() else '1999-12-31')}",
                self._one("", "end=2031-01-01"),
                self._one("", f'place="{plain(self.random)}"'),
                self._one("", 'url="https://example.org/"'),
            ),
        }.get(name, ())
        title = self._one("", f' "{plain(self.random)}"', ' "A \\"quoted\\" *title*"')
        end = self._one("", f"\n{colons[1:]}", "\n\nwords") if self._slip() else f"\n{colons}"
        return f"{colons} {name}{title}{self._attributes('b', *pairs)}\n{self._blocks(depth, 2)}{end}"

    def _note(self, label: str, depth: int) -> str:
        before, self._notes = self._notes, []
        # A note that began with a definition list would, below another one, be a term of that.
        text = f"{self._text()}\n\n{self._blocks(depth, 1)}" if self._may(0.3) else self._text()
        # A call inside a note is answered inside it no further.
        for inner in self._notes:
            text = text.replace(f"[^{inner}]", "")
        self._notes = before
        return _indented(text, f"[^{label}]: ", "    ")


INLINES = (
    *(Writer._pair, Writer._pair, Writer._code, Writer._link, Writer._address, Writer._reference, Writer._span),
    *(Writer._call, Writer._picture, Writer._formula, Writer._escaped),
)
BLOCKS = (
    *(Writer._quote, Writer._list, Writer._list, Writer._definitions, Writer._fence, Writer._indented_code),
    *(Writer._table, Writer._figure, Writer._decoration, Writer._formula_block, Writer._rule, Writer._box, Writer._box),
)


def _indented(text: str, first: str, rest: str) -> str:
    """Give lines behind a mark, and the others as far in; an empty line stays empty but in a quotation."""
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(rest + line if line or rest.strip() else "" for line in lines[1:])])
