"""The tables of the designers' guide, ``docs/designing.md``: what templates draw and are given, what tokens are for.

Nothing is written twice: what a template draws is the first sentence of the comment that it opens with, what a token is
for stands behind it in its ``tokens.css``, and what is given stands in `publish.layouts.given`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import tinycss2

from publish.checks.variables import GIVEN
from publish.layouts.given import ATTRIBUTES, DOCUMENT, ON_SITES, PLAIN, SHARED, VARIABLES
from publish.layouts.kinds import KINDS
from publish.web.words import WORDS as SITE_WORDS
from publish.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from publish.layouts.kinds import Given, Kind

_COMMENT = re.compile(r"\A\{#\s*(.*?)\s*#\}", re.DOTALL)
_LISTED = 4
_PLACE = re.compile(r"(<!-- (\w+): written by make accept -->\n).*?(<!-- end of \2 -->\n)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a ``tokens.css``: its value, its inks if it is a colour that is printed, and what it is for."""

    name: str
    value: str
    inks: str
    says: str


def page_with(page: str, layouts: Path) -> str:
    """Give a page with each part of the guide anew between the two comments that mark its place."""
    parts = {
        "templates": _templates(layouts),
        "shared": f"{_rows(SHARED)}\nThe words of `words`, in English: {_words(WORDS['en'])}.\n",
        "documents": _rows(DOCUMENT),
        "blocks": _rows((ATTRIBUTES,)),
        "sites": f"{_rows(ON_SITES)}\nThe words of `site.words`, in English: {_words(SITE_WORDS['en'])}.\n",
        "kinds": _kinds(),
        "tokens": _tokens(layouts),
    }
    return _PLACE.sub(lambda found: f"{found[1]}\n{parts[found[2]]}\n{found[3]}", page)


# --------------------------------------------------------------------------------------------------------- templates


def drawn(template: str) -> str:
    """Give what a template draws: the first sentence of the comment that it opens with, or nothing."""
    found = _COMMENT.match(template)
    return re.split(r"(?<=\.)\s", " ".join(found[1].split()), maxsplit=1)[0] if found else ""


def templates(layouts: Path) -> dict[str, dict[str, str]]:
    """Give what each template draws, by its name and then by the path of its file."""
    found: dict[str, dict[str, str]] = {name: {} for name in VARIABLES}
    for path in sorted(layouts.rglob("*.html")):
        place = path.relative_to(layouts).as_posix()
        name = re.sub(r"\A[^/]+/(?:(?:epub|pdf|web)/)?", "", place)
        found.setdefault(name, {})[place] = drawn(path.read_text("utf-8"))
    return found


def _templates(layouts: Path) -> str:
    return "\n".join(_template(name, files) for name, files in templates(layouts).items())


def _template(name: str, files: Mapping[str, str]) -> str:
    said = [
        f"#### {name}\n",
        "\n".join(f"- `layouts/{place}`: {_prose(says)}" for place, says in files.items()) + "\n",
    ]
    if name not in VARIABLES:
        return "\n".join([*said, "It is included by others, and is given what they are given.\n"])
    common, own = _split(VARIABLES[name])
    said += [_rows(own)] if own else []
    if common:
        said.append(f"{'And' if own else 'It is given'} {common}.\n")
    elif not own:
        said.append("It is given nothing of its own.\n")
    return "\n".join(said)


def _split(said: Sequence[Given]) -> tuple[str, tuple[Given, ...]]:
    """Give what a template shares with others, in words, and what it is given beside."""
    if set(DOCUMENT) <= set(said):
        return "[what every document is given](#every-document)", tuple(each for each in said if each not in DOCUMENT)
    if ATTRIBUTES in said:
        return "[its attributes](#every-block)", tuple(each for each in said if each != ATTRIBUTES)
    return "", tuple(said)


def _kinds() -> str:
    plain = _table(("type", "is"), PLAIN.items())
    return "\n".join([plain, *(_kind(name, kind) for name, kind in KINDS.items())])


def _kind(name: str, kind: Kind) -> str:
    way = ""
    if kind.paired:
        way = f" It is taken apart by its places: `{', '.join(field.name for field in kind.fields)}`."
    return f"#### {name}\n\n{_capital(_prose(kind.says))}.{way}\n\n{_rows(kind.fields)}"


def _rows(said: Iterable[Given]) -> str:
    rows = ((f"`{each.name}`", _linked(each.type), _said(each), _code(_example(each))) for each in said)
    return _table(("name", "type", "is", "example or fields"), rows)


def _example(each: Given) -> str:
    """Give the example of a value; of one that has fields, the first of their names."""
    kind = KINDS.get(_taken_apart(each.type)[1])
    if kind is None:
        return each.example
    names = [field.name for field in kind.fields]
    return ", ".join(names if len(names) <= _LISTED else (*names[:_LISTED], "…"))


def _words(words: Mapping[str, str]) -> str:
    return ", ".join(f"`{name}` “{_prose(word)}”" for name, word in sorted(words.items()))


def _said(each: Given) -> str:
    return f"{_prose(each.says)} ({each.only.upper()} alone)" if each.only else _prose(each.says)


def _linked(kind: str) -> str:
    """Give a type with the way to the fields of the kind that it names."""
    before, name, after = _taken_apart(kind)
    return f"{before}[{name}](#{name.lower().replace(' ', '-')}){after}" if name in KINDS else kind


def _taken_apart(kind: str) -> tuple[str, str, str]:
    found = re.fullmatch(r"((?:list of )*)(.*?)( or nothing)?", kind)
    assert found  # everything matches
    return found[1], found[2], found[3] or ""


# ------------------------------------------------------------------------------------------------------------ tokens


def tokens(css: str) -> Iterator[Token]:
    """Give the tokens of a ``tokens.css`` in their order; what each is for is the comment on its line."""
    rules = tinycss2.parse_stylesheet(css, skip_whitespace=True)
    values: dict[str, tuple[str, int]] = {}
    says: dict[int, str] = {}
    for rule in rules:
        for node in tinycss2.parse_blocks_contents(getattr(rule, "content", None) or [], skip_whitespace=True):
            if node.type == "declaration":
                values[node.name] = tinycss2.serialize(node.value).strip(), node.source_line
            elif node.type == "comment":
                says[node.source_line] = node.value.strip()
    for name, (value, line) in values.items():
        if not name.endswith("-cmyk"):
            yield Token(name, value, values.get(f"{name}-cmyk", ("", 0))[0], says.get(line, ""))


def _tokens(layouts: Path) -> str:
    files = {path.parent.name: path.read_text("utf-8") for path in sorted(layouts.glob("*/tokens.css"))}
    others = sorted(path.parent.name for path in layouts.glob("*/layout.toml") if path.parent.name not in files)
    used = {"shared": [*others, "the index of a site"]}
    said = [_table_of(name, css, used.get(name, [name])) for name, css in files.items()]
    rows = ((f"`{name}`", _prose(says)) for name, says in GIVEN["pdf"].items())
    own = "#### Tokens that the program sets\n\nOnly pages have them: they come of trim, bleed and binding.\n"
    return "\n".join([*said, f"{own}\n{_table(('token', 'is'), rows)}"])


def _table_of(name: str, css: str, used: Sequence[str]) -> str:
    rows = ((f"`{each.name}`", _code(each.value), _code(each.inks), _prose(each.says)) for each in tokens(css))
    table = _table(("token", "value", "in print", "for"), rows)
    return f"#### layouts/{name}/tokens.css\n\nUsed by: {', '.join(used)}.\n\n{table}"


# ---------------------------------------------------------------------------------------------------------- Markdown


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (head, ["---"] * len(head), *rows)
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def _prose(text: str) -> str:
    """Give prose whose signs aren't read as Markdown, but for what stands between backticks or is a link already."""
    pieces = re.split(r"(`[^`]*`|\[[^\]]*\]\(#[^)]*\))", text)
    return "".join(
        piece if number % 2 else re.sub(r"([*_<>&\[\]])", r"\\\1", piece) for number, piece in enumerate(pieces)
    )


def _code(text: str) -> str:
    return f"`{text.strip()}`" if text else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
