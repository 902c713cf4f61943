"""Keys of ``publication.yaml`` and of front matter: every one that the models have, with values right and wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from publish.manuscript.metadata import FrontMatter, Keys, Metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

TEXT = ("A plain line", "Words with *stress* and `code`", "Ænglisc & «French» <", "x", "Κείμενο", "a: b # c", "'")
PICTURE = ("images/c.svg", "images/b.jpg")
ALT = ("A pale sun stands over a dark plain.",)
LENGTHS = ("3mm", "5 mm", "0mm", "0.125in", "9pt")
RIGHT: dict[str, tuple[Any, ...]] = {
    "Metadata.title": ("A title", "In Our View, issue 39 (Focus)", "Ψ & <co>", "x" * 300),
    "Metadata.language": ("en", "en-GB", "de", "fr-CA", "el", "cy", "pl", "tr"),
    "Metadata.slug": ("a", "in-our-view-39"),
    "Metadata.layout": ("book", "magazine", "report"),
    "Metadata.identifier": (
        "urn:uuid:0d5a1b1c-6f2e-4a3f-9a56-3d1f3e8f7a10",
        "urn:isbn:9783161484100",
        "https://a.org/1",
    ),
    "Metadata.date": ("2023-06-20", "1980-01-01", "2099-12-31", "1600-02-29"),
    "Metadata.modified": (
        "2023-06-22T09:00:00Z",
        "2023-06-22T09:00:00+02:00",
        "2023-06-22 09:00",
        "1979-01-01T00:00:00Z",
    ),
    "Metadata.subjects": (["local government", "councils"], [], ["x"] * 40),
    "Metadata.math": (True, False),
    "Metadata.contents": (None,),
    "Isbn.epub": ("978-3-16-148410-0", "9783161484100"),
    "Isbn.print": ("0-306-40615-2",),
    "Series.title": TEXT,
    "Series.number": ("39", 39, "1.2", 7.5),
    "Series.issn": ("2049-3630", "20493630"),
    "Contributor.name": ("Mark Lumley", "Łukasz", "O’Neill & Sons"),
    "Contributor.role": ("author", "edt", "Illustrator", "aut"),
    "Cover.image": PICTURE,
    "Cover.alt": ALT,
    "BackCover.image": PICTURE,
    "BackCover.alt": ALT,
    "CoverLine.to": ("", "a.md"),
    "PartEntry.contents": ([],),
    "Allowance.code": ("link-words", "alt-short", "heading-repeated"),
    "Allowance.path": ("", "a.md"),
    "Certifier.report": ("", "https://example.org/report"),
    "Accessibility.exemption": ("eaa-microenterprise", "eaa-disproportionate-burden", "eaa-fundamental-alteration"),
    "Print.vendor": ("uk-magazine", "us-sheetfed", "book-on-demand"),
    "Print.trim": ("A4", "A5", "210mm x 297mm", "US Letter", "100 mm × 100 mm", "5in x 8in"),
    "Print.bleed": (*LENGTHS, {"inside": "0mm", "outside": "5mm", "top": "3mm", "bottom": "3mm"}),
    "Print.safe": (*LENGTHS, {"top": "4mm", "outside": "4mm", "bottom": "4mm", "inside": "6mm"}),
    "Print.marks": (True, False),
    "Print.mark-offset": LENGTHS,
    "Print.slug": (True, False),
    "Print.binding": ("saddle-stitch", "perfect", "none"),
    "Print.page-multiple": (1, 2, 4, 8, 16, 64),
    "Print.fillers": ("design", "blank"),
    "Print.cover": ("self", "separate"),
    "Print.condition": ("FOGRA39",),
    "Print.profile": (),
    "Print.rendering-intent": ("relative", "perceptual", "saturation", "absolute"),
    "Print.ink-limit": (300, 320, 400),
    "Print.file-name": ("{slug}-press", "{number} {date} {condition} {trim}", "x"),
    "HouseAd.image": PICTURE,
    "HouseAd.alt": ALT,
    "Paper.weight": (115, 80.5, 1000),
    "Paper.thickness": ("0.09mm", "0.1 mm", "2mm"),
    "Resolution.error": (0, 1),
    "Resolution.warning": (0, 20),
    "Resolution.line-error": (0, 1),
    "Resolution.line-warning": (0, 800),
    "FrontMatter.authors": ("Ada Example", ["Ada *Example*", "Bertram Sample"], []),
    "FrontMatter.kind": (
        *("article", "letter", "news", "interview", "listing", "sponsored", "imprint", "frontmatter"),
    ),
    "FrontMatter.columns": (1, 2, 3),
    "FrontMatter.start": ("page", "column", "run-on"),
    "FrontMatter.language": ("en", "fr", "de-CH", "el"),
    "FrontMatter.layout": (),
    "Lead.image": PICTURE,
    "Lead.alt": ALT,
}
"""Right values, by model and key; any other key is free text, or keys of its own."""

WRONG: tuple[Any, ...] = (
    *(
        None,
        True,
        0,
        -1,
        3,
        10**30,
        1e300,
        -0.5,
        "",
        " ",
        "x" * 5000,
        "\u202e",
        "日本",
        "😀",
        "a\nb",
        "\x07",
        "no",
        "2023-02-30",
    ),
    *(
        [],
        {},
        [[]],
        [None],
        {"a": 1},
        {"": ""},
        [1, "a", {}],
        "../../etc/passwd",
        "/etc/passwd",
        "http://example.org/a",
    ),
    *(
        "{nosuch}",
        "%s",
        "{{ x }}",
        "[x](#y)",
        "![x](y)",
        "a[^1]",
        "<b>",
        "1e5mm",
        "-3mm",
        "0mm x 0mm",
        "1mm x 9999mm",
        "NaN",
    ),
    *(
        "99999-12-31",
        "0001-01-01",
        "9999-12-31T23:59:59Z",
        "2023-06-22T25:00",
        20230620,
        "inf",
        "\\",
        "en-",
        "de--x",
        "A9",
    ),
)


def metadata(random: Random, contents: list[Any] | None, *, slips: float, maths: bool) -> str:
    """Give a publication.yaml: what is required, some of what may be, and the contents that are given."""
    given = mapping(random, Metadata, slips) | ({"math": True} if maths else {})
    given.pop("contents", None)
    if isinstance(asked := given.setdefault("print", {}), dict):
        # The pictures are small, so that they are decoded in no time.
        asked.setdefault("resolution", {"error": 0, "line-error": 0})
    if contents is not None:
        given["contents"] = contents
    return written(random, given, slips)


def front_matter(random: Random, slips: float) -> str:
    """Give the keys at the head of an article, between their lines of hyphens."""
    return f"---\n{written(random, mapping(random, FrontMatter, slips, likely=0.25), slips)}---\n"


def mapping(random: Random, model: type[Keys], slips: float, likely: float = 0.2) -> dict[str, Any]:
    """Give keys of a model with values: those that it requires, and some of the others."""
    given: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        if field.is_required() or key == "contents" or random.random() < likely:
            wrong = random.random() < slips
            given[key] = random.choice(WRONG) if wrong else _value(random, model, key, field.annotation, slips)
    return {key: value for key, value in given.items() if value is not None or slips}


def _value(random: Random, model: type[Keys], key: str, annotation: Any, slips: float) -> Any:
    name = f"{model.__name__}.{key}"
    if name in RIGHT:
        return random.choice(RIGHT[name]) if RIGHT[name] else None
    inner = next(_models(annotation), None)
    if inner is None:
        return random.choice(TEXT)
    if "tuple" in str(annotation):
        return [mapping(random, inner, slips) for _ in range(random.randint(0, 3))]
    return mapping(random, inner, slips)


def _models(annotation: Any) -> Iterator[type[Keys]]:
    if isinstance(annotation, type) and issubclass(annotation, Keys):
        yield annotation
    for each in getattr(annotation, "__args__", ()):
        yield from _models(each)


def written(random: Random, given: dict[str, Any], slips: float) -> str:
    """Give keys and values as YAML, in any order; by a slip a key is misspelt, or is there twice."""
    lines = [f"{json.dumps(key) if random.random() < 0.1 else key}: {_yaml(value)}" for key, value in given.items()]
    random.shuffle(lines)
    if lines and random.random() < slips:
        chosen = random.choice(lines)
        lines.append(random.choice((chosen, f"x{chosen}", chosen[1:], chosen[:-1], f"  {chosen}", f"- {chosen}", "?")))
    return "\n".join(lines) + "\n"


def _yaml(value: Any) -> str:
    """Give a value on one line: JSON is YAML, but for its numbers that no float of YAML 1.2 is written like."""
    return json.dumps(value, ensure_ascii=False)
