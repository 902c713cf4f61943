"""The keys of ``publication.yaml`` and of an article's front matter: their names, types and defaults, in one place."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  pydantic reads the annotations
import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StrictBool,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from publish.manuscript.relators import CODES, RELATORS
from publish.measures import EDGES, Edges, Length, Trim, edges, length, trim


def _language(tag: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{1,8})*", tag):
        raise ValueError(f"{tag} is not a BCP 47 language tag; it should look like en, en-GB or zh-Hant")
    return tag


def _isbn(text: str) -> str:
    digits = re.sub(r"[-\s]", "", text).upper()
    if re.fullmatch(r"[0-9]{13}", digits):
        valid = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10 == 0
    elif re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        valid = _weighted(digits) % 11 == 0
    else:
        raise ValueError(f"{text} is not an ISBN: it should have 13 digits")
    if not valid:
        raise ValueError(f"the check digit of ISBN {text} is wrong")
    return digits


def _issn(text: str) -> str:
    digits = text.replace("-", "").upper()
    if not re.fullmatch(r"[0-9]{7}[0-9X]", digits):
        raise ValueError(f"{text} is not an ISSN: it should look like 2049-3630")
    if _weighted(digits) % 11:
        raise ValueError(f"the check digit of ISSN {text} is wrong")
    return f"{digits[:4]}-{digits[4:]}"


def _weighted(digits: str) -> int:
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(value * weight for value, weight in zip(values, range(len(values), 0, -1), strict=True))


def _role(name: str) -> str:
    code = name if name in RELATORS else CODES.get(name.lower())
    if code is None:
        raise ValueError(f"{name} is not a MARC relator, by name or by code, such as author or edt")
    return code


def _slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) or len(text) > 100:
        raise ValueError(f"{text} can't be a file name: use small letters, digits and single hyphens")
    return text


def _identifier(text: str) -> str:
    uuid = r"urn:uuid:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    if not re.fullmatch(rf"{uuid}|urn:(?!uuid:)[a-z0-9-]+:\S+|https?://\S+", text):
        raise ValueError(f"{text} is not an identifier: it should look like urn:uuid:… with 32 hexadecimal digits")
    return text


def _template_folder(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name):
        raise ValueError(f"{name} can't be the name of a folder in layouts/")
    return name


def _one_or_more(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _written(value: Any) -> Any:
    """Refuse a number where a date should stand: pydantic takes 20230620 for seconds since 1970."""
    if isinstance(value, int | float):
        raise ValueError(f"{value} is not a date; it should look like 2023-06-20")  # noqa: TRY004  pydantic asks for it
    return value


Language = Annotated[str, AfterValidator(_language)]
Measure = Annotated[
    Length, PlainValidator(length), PlainSerializer(str), WithJsonSchema({"type": "string", "examples": ["3mm"]})
]
TrimSize = Annotated[
    Trim, PlainValidator(trim), PlainSerializer(str), WithJsonSchema({"type": "string", "examples": ["A4"]})
]
EdgeLengths = Annotated[
    Edges,
    PlainValidator(edges),
    PlainSerializer(str),
    WithJsonSchema({
        "anyOf": [
            {"type": "string"},
            {"type": "object", "properties": {key: {"type": "string"} for key in EDGES}, "additionalProperties": False},
        ],
        "examples": ["3mm"],
    }),
]  # fmt: skip
Prose = str
"""Inline Markdown."""


class Keys(BaseModel):
    """A mapping whose keys are known: any other is an error, and hyphens stand where Python has underscores."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=False,
        coerce_numbers_to_str=True,
        alias_generator=lambda name: name.replace("_", "-"),
    )


class Isbn(Keys):
    """An ISBN for each edition."""

    epub: Annotated[str, AfterValidator(_isbn)] | None = None
    print: Annotated[str, AfterValidator(_isbn)] | None = None


class Series(Keys):
    """The periodical or series that this publication belongs to."""

    title: str
    number: Annotated[str, Field(pattern=r"^\d+(\.\d+)*$")] | None = None
    label: str = ""
    issn: Annotated[str, AfterValidator(_issn)] | None = None


class Contributor(Keys):
    """A person or body and what they did, as a MARC relator; ``sort`` is the name as a library files it."""

    name: str
    role: Annotated[str, AfterValidator(_role)] = "aut"
    sort: str = ""


class CoverLine(Keys):
    """A line on the cover that announces a piece."""

    text: Prose
    to: str = ""


class Cover(Keys):
    """The cover: a picture, what it shows, whose it is, and the lines on it."""

    image: Annotated[str, Field(min_length=1)]
    alt: str
    credit: Prose = ""
    lines: tuple[CoverLine, ...] = ()


class BackCover(Keys):
    """The back cover."""

    image: Annotated[str, Field(min_length=1)]
    alt: str
    credit: Prose = ""


class PartEntry(Keys):
    """Articles under one title."""

    part: Prose
    contents: tuple[str, ...]


class Allowance(Keys):
    """A finding that is silenced, and why."""

    code: str
    reason: Annotated[str, Field(min_length=1)]
    path: str = ""


class Certifier(Keys):
    """Who vouches for the accessibility of the publication."""

    name: str
    credential: str = ""
    report: str = ""


class Accessibility(Keys):
    """What people, not the program, have to say about accessibility."""

    certifier: Certifier | None = None
    exemption: Literal["eaa-microenterprise", "eaa-disproportionate-burden", "eaa-fundamental-alteration"] | None = None


def _thickness(value: Length) -> Length:
    if not 0 < value.mm <= 2:
        raise ValueError(f"a leaf can't be {value} thick: more than nothing, 2 mm at most")
    return value


def _bleed(value: Edges) -> Edges:
    if value.largest.mm > 25:
        raise ValueError(f"a bleed of {value.largest} is more than any printer asks: 25 mm at most")
    return value


def _mark_offset(value: Length) -> Length:
    if value.mm > 25:
        raise ValueError(f"marks {value} away from the trim are more than any printer asks: 25 mm at most")
    return value


def _file_name(pattern: str) -> str:
    plain = re.sub(r"\{(" + "|".join(NAME_FIELDS) + r")\}", "x", pattern)
    # A name that begins with a full stop is hidden, and one that ends with it or a space is lost on Windows.
    if len(plain) > 100 or not re.fullmatch(r"\w([\w .-]*\w)?", plain):
        known = ", ".join(f"{{{name}}}" for name in NAME_FIELDS)
        raise ValueError(f"{pattern} can't be a file name: letters, digits, spaces and hyphens inside, and {known}")
    return pattern


def _alternative(text: str) -> str:
    if not text.strip():
        raise ValueError("an advertisement needs alternative text: its words, and what is to be seen (WCAG 2.2, 1.1.1)")
    return text


class Paper(Keys):
    """The stock: weight in g/m² and the thickness of one leaf."""

    weight: Annotated[float, Field(gt=0, le=1000)] = 115
    thickness: Annotated[Measure, AfterValidator(_thickness)] = Length(0.09, "mm")


class Resolution(Keys):
    """Pixels an inch at the placed size, of photographs and of line art (one bit a pixel), that are too few."""

    error: Annotated[int, Field(ge=0, le=2400)] = 150
    warning: Annotated[int, Field(ge=0, le=2400)] = 225
    line_error: Annotated[int, Field(ge=0, le=4800)] = 550
    line_warning: Annotated[int, Field(ge=0, le=4800)] = 800


class HouseAd(Keys):
    """An advertisement of the publisher's own, for a page that the binding adds."""

    image: Annotated[str, Field(min_length=1)]
    alt: Annotated[str, AfterValidator(_alternative)]


PAGE_MULTIPLES = {"saddle-stitch": 4, "perfect": 2, "none": 1}

MOST_PAGES = 64
"""The largest multiple of pages: a signature of 64."""

NAME_FIELDS = ("slug", "number", "date", "condition", "trim")
"""What a pattern for the name of the press PDF may hold in braces."""


class Print(Keys):
    """What the printer asks for."""

    vendor: str | None = None
    trim: TrimSize | None = None
    bleed: Annotated[EdgeLengths, AfterValidator(_bleed)] = Edges.all(Length(3, "mm"))
    safe: EdgeLengths = Edges.all(Length(5, "mm"))
    marks: StrictBool = False
    mark_offset: Annotated[Measure, AfterValidator(_mark_offset)] = Length(3, "mm")
    slug: StrictBool = False
    binding: Literal["saddle-stitch", "perfect", "none"] = "none"
    page_multiple: Annotated[int, Field(ge=1, le=MOST_PAGES)] | None = None
    fillers: Literal["design", "blank", "error"] = "design"
    house_ads: tuple[HouseAd, ...] = ()
    cover: Literal["self", "separate"] = "self"
    paper: Paper = Paper()
    condition: str = "FOGRA39"
    profile: Annotated[str, Field(min_length=1)] | None = None
    rendering_intent: Literal["relative", "perceptual", "saturation", "absolute"] = "relative"
    ink_limit: Annotated[int, Field(ge=100, le=400)] = 300
    resolution: Resolution = Resolution()
    file_name: Annotated[str, AfterValidator(_file_name)] = "{slug}-press"

    @field_validator("safe")
    @classmethod
    def _leaves_room(cls, safe: Edges, info: ValidationInfo) -> Edges:
        """Refuse a safe zone over a third of the trim that is asked for here; a layout's own trim isn't known yet."""
        size: Trim | None = info.data.get("trim")
        if size:
            for zone, side in (
                (safe.top, size.height),
                (safe.bottom, size.height),
                (safe.outside, size.width),
                (safe.inside, size.width),
            ):
                if zone.pt > side.pt / 3:
                    raise ValueError(f"a safe zone of {zone} leaves no room on a side of {side}: a third of it at most")
        return safe

    @property
    def multiple(self) -> int:
        """What the number of pages has to be a multiple of."""
        return self.page_multiple or PAGE_MULTIPLES[self.binding]


class Metadata(Keys):
    """``publication.yaml``."""

    title: Annotated[str, Field(min_length=1)]
    language: Language
    subtitle: str = ""
    slug: Annotated[str, AfterValidator(_slug)] | None = None
    layout: Annotated[str, AfterValidator(_template_folder)] = "book"
    identifier: Annotated[str, AfterValidator(_identifier)] | None = None
    isbn: Isbn = Isbn()
    date: Annotated[dt.date | None, BeforeValidator(_written)] = None
    modified: Annotated[dt.datetime | None, BeforeValidator(_written)] = None
    publisher: str = ""
    rights: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    series: Series | None = None
    contributors: tuple[Contributor, ...] = ()
    cover: Cover | None = None
    back_cover: BackCover | None = None
    contents: tuple[str | PartEntry, ...] | None = None
    math: StrictBool = False
    allow: tuple[Allowance, ...] = ()
    accessibility: Accessibility = Accessibility()
    print: Print = Print()


class Lead(Keys):
    """The picture that opens an article."""

    image: Annotated[str, Field(min_length=1)]
    alt: str
    caption: Prose = ""
    credit: Prose = ""


Kind = Literal["article", "letter", "news", "interview", "listing", "sponsored", "imprint", "frontmatter"]


class FrontMatter(Keys):
    """The keys at the head of an article."""

    kicker: Prose = ""
    standfirst: Prose = ""
    authors: Annotated[tuple[Prose, ...], BeforeValidator(_one_or_more)] = ()
    kind: Kind = "article"
    lead: Lead | None = None
    short_title: Prose = ""
    columns: Annotated[int, Field(ge=1, le=3)] | None = None
    start: Literal["page", "column", "run-on"] | None = None
    language: Language | None = None
    layout: Annotated[str, AfterValidator(_template_folder)] | None = None
