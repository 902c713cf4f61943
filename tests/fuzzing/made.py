"""Whole manuscripts made up from a seed and a number: the same two give the same files, on any machine."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from tests.fuzzing import keys, words
from tests.fuzzing.corpus import PLAIN, manuscripts
from tests.fuzzing.grammar import PICTURES, RULE, Writer
from tests.fuzzing.mutate import spoilt
from tests.fuzzing.pictures import spoilt_picture, supplied, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.fuzzing.corpus import Manuscript


@dataclass(frozen=True, slots=True)
class Made:
    """A manuscript that was made up: how, and its files by path."""

    how: str
    files: Mapping[str, bytes]


MAKERS = {"grammar": 10, "slips": 5, "keys": 3, "spoilt": 9, "nonsense": 2}
"""How manuscripts are made, and how often: by the grammar, with slips in it or its keys, from the corpus, as pieces."""


def whole_manuscript(seed: int, number: int) -> Made:
    """Give a manuscript that is mostly right."""
    return manuscript(seed, number, {"grammar": 8, "slips": 1, "keys": 0, "spoilt": 1})


def manuscript(seed: int, number: int, makers: Mapping[str, int] = MAKERS) -> Made:
    """Give a manuscript, right or wrong."""
    random = Random(f"manuscript {seed} {number}")
    how = random.choices(list(makers), list(makers.values()))[0]
    if how == "spoilt":
        return Made(how, supplied(spoilt(random, random.choice(manuscripts()), manuscripts())))
    if how == "nonsense":
        matter = f"---\n{''.join(random.choices(words.MATTER, k=4))}---\n" if random.random() < 0.3 else ""
        text = f"{matter}# Title\n\n{words.nonsense(random, 40)}".encode("utf-8", "surrogatepass")
        yaml = PLAIN + "".join(random.choices(words.YAML, k=random.choice((0, 0, 5, 30))))
        return Made(how, supplied({"publication.yaml": yaml.encode("utf-8", "surrogatepass"), "a.md": text}))
    return Made(how, written(random, {"grammar": 0.0, "slips": 0.03, "keys": 0.0}[how], 0.3 if how == "keys" else 0.0))


def written(random: Random, slips: float, slips_of_keys: float) -> Manuscript:
    """Give a manuscript by the grammar: one article or a few, with their pictures and extended descriptions."""
    maths = random.random() < 0.4
    names = ["a.md", "b.md", "c d.md", "ö/ä.md"][: random.choice((1, 1, 2, 4))]
    described = ["described.md"] if random.random() < 0.5 else []
    writers = [Writer(random, slips, maths=maths) for _ in names]
    texts = [
        each.article(random.choice((0, 2, 5, 9)), described if "/" not in name else ())
        for name, each in zip(names, writers, strict=True)
    ]
    addresses = [
        name.replace(" ", "%20") + (f"#{each}" if each else "")
        for name, writer in zip(names, writers, strict=True)
        for each in ("", *writer.ids)
    ]
    files: dict[str, str] = {}
    for name, writer, text in zip(names, writers, texts, strict=True):
        here = [address for address in addresses if "/" not in name and "/" not in address]
        matter = keys.front_matter(random, slips or slips_of_keys) if random.random() < 0.4 else ""
        files[name] = matter + writer.linked(text, here)
    entries: list[object] = [*names]
    if len(names) > 2 and random.random() < 0.6:
        entries = [names[0], {"part": "Day *one*", "contents": names[1:]}]
    listed = entries if "/" in names[-1] or random.random() < 0.6 else None
    files["publication.yaml"] = keys.metadata(random, listed, slips=slips_of_keys, maths=maths)
    if described:
        files["described.md"] = "# What the picture shows\n\nIt shows words, and\n\n- a list.\n"
    result = {name: text.encode("utf-8", "surrogatepass") for name, text in files.items()}
    folders = {name.rpartition("/")[0] for name in names}
    pictures = {f"{folder}/{name}".strip("/"): name for folder in folders for name in (*PICTURES, RULE)}
    return result | {name: whole(name[name.rindex(".") :]) for name in pictures} | {
        name: whole(name[name.rindex(".") :]) for name in keys.PICTURE
    }  # fmt: skip


def pictured(seed: int, number: int) -> Made:
    """Give a manuscript with spoilt pictures: in a figure, in a sentence, as decoration and on the cover."""
    random = Random(f"picture {seed} {number}")
    suffix, data = spoilt_picture(random)
    name = f"images/a{suffix}"
    width = random.choice(("full", "column", "bleed"))
    text = (
        f'# Title\n\n![What the picture shows]({name} "A caption"){{width={width}}}'
        f"\n\nWords ![a small one]({name}) in a sentence.\n\n![]({name}){{.decorative}}\n"
    )
    cover = f"cover: {{image: {name}, alt: A picture of something that is spoilt.}}\n" if random.random() < 0.3 else ""
    layout = f"layout: {random.choice(('book', 'magazine'))}\n"
    yaml = PLAIN + layout + cover + "print: {resolution: {error: 0, warning: 0}}\n"
    return Made(f"picture{suffix}", {"publication.yaml": yaml.encode(), "a.md": text.encode(), name: data})
