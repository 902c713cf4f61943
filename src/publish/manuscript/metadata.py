"""The keys of ``publication.yaml`` and of an article's front matter: their names, types and defaults, in one place."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  pydantic reads the annotations
from typing import Annotated, Literal

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

from publish.limits import Limits
from publish.manuscript import values
from publish.measures import EDGES, TRIMS, Edges, Length, Trim, edges, length, trim

_LENGTH = {"type": ["string", "integer"], "minimum": 0, "maximum": 0, "examples": ["3mm"]}
"""What JSON Schema can say of a length: text with a unit, or 0."""

Language = Annotated[str, AfterValidator(values.language)]
Measure = Annotated[Length, PlainValidator(length), PlainSerializer(str), WithJsonSchema(_LENGTH)]
TrimSize = Annotated[
    Trim, PlainValidator(trim), PlainSerializer(str), WithJsonSchema({"type": ["string"], "examples": list(TRIMS)})
]
EdgeLengths = Annotated[
    Edges,
    PlainValidator(edges),
    PlainSerializer(str),
    WithJsonSchema({
        "anyOf": [
            _LENGTH,
            {
                "type": "object",
                "properties": dict.fromkeys(EDGES, _LENGTH),
                "required": list(EDGES),
                "additionalProperties": False,
            },
        ],
    }),
]  # fmt: skip
FilePath = Annotated[str, AfterValidator(values.path)]
Said = Annotated[str, AfterValidator(values.said)]
"""Words: not nothing, and not white space alone."""
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

    epub: Annotated[str, AfterValidator(values.isbn)] | None = None
    print: Annotated[str, AfterValidator(values.isbn)] | None = None


class Series(Keys):
    """The periodical or series that this publication belongs to."""

    title: Said
    number: Annotated[str, Field(pattern=r"^\d+(\.\d+)*$")] | None = None
    label: str = ""
    issn: Annotated[str, AfterValidator(values.issn)] | None = None


class Contributor(Keys):
    """A person or body and what they did, as a MARC relator; ``sort`` is the name as a library files it."""

    name: Said
    role: Annotated[str, AfterValidator(values.role)] = "aut"
    sort: str = ""


class CoverLine(Keys):
    """A line on the cover that announces a piece."""

    text: Prose
    to: FilePath = ""


class Cover(Keys):
    """The cover: a picture, what it shows, whose it is, and the lines on it."""

    image: Annotated[FilePath, Field(min_length=1)]
    alt: str
    credit: Prose = ""
    lines: tuple[CoverLine, ...] = ()


class BackCover(Keys):
    """The back cover."""

    image: Annotated[FilePath, Field(min_length=1)]
    alt: str
    credit: Prose = ""


class PartEntry(Keys):
    """Articles under one title."""

    part: Prose
    contents: tuple[FilePath, ...]


class Allowance(Keys):
    """A finding that is silenced, and why."""

    code: str
    reason: Annotated[str, Field(min_length=1)]
    path: FilePath = ""


class Certifier(Keys):
    """Who vouches for the accessibility of the publication."""

    name: Said
    credential: str = ""
    report: str = ""


class Accessibility(Keys):
    """What people, not the program, have to say about accessibility."""

    certifier: Certifier | None = None
    exemption: Literal["eaa-microenterprise", "eaa-disproportionate-burden", "eaa-fundamental-alteration"] | None = None


class Paper(Keys):
    """The stock: weight in g/m² and the thickness of one leaf."""

    weight: Annotated[float, Field(gt=0, le=1000)] = 115
    thickness: Annotated[Measure, AfterValidator(values.thickness)] = Length(0.09, "mm")


class Resolution(Keys):
    """Pixels an inch at the placed size, of photographs and of line art (one bit a pixel), that are too few."""

    error: Annotated[int, Field(ge=0, le=2400)] = 150
    warning: Annotated[int, Field(ge=0, le=2400)] = 225
    line_error: Annotated[int, Field(ge=0, le=4800)] = 550
    line_warning: Annotated[int, Field(ge=0, le=4800)] = 800


class HouseAd(Keys):
    """An advertisement of the publisher's own, for a page that the binding adds."""

    image: Annotated[FilePath, Field(min_length=1)]
    alt: Annotated[str, AfterValidator(values.alternative)]


PAGE_MULTIPLES = {"saddle-stitch": 4, "perfect": 2, "none": 1}

MOST_PAGES = 64
"""The largest multiple of pages: a signature of 64."""


class Print(Keys):
    """What the printer asks for."""

    vendor: str | None = None
    trim: TrimSize | None = None
    bleed: Annotated[EdgeLengths, AfterValidator(values.bleed)] = Edges.all(Length(3, "mm"))
    safe: EdgeLengths = Edges.all(Length(5, "mm"))
    marks: StrictBool = False
    mark_offset: Annotated[Measure, AfterValidator(values.mark_offset)] = Length(3, "mm")
    slug: StrictBool = False
    binding: Literal["saddle-stitch", "perfect", "none"] = "none"
    page_multiple: Annotated[int, Field(ge=1, le=MOST_PAGES)] | None = None
    fillers: Literal["design", "blank", "error"] = "design"
    house_ads: tuple[HouseAd, ...] = ()
    cover: Literal["self", "separate"] = "self"
    paper: Paper = Paper()
    condition: str = "FOGRA39"
    profile: Annotated[FilePath, Field(min_length=1)] | None = None
    rendering_intent: Literal["relative", "perceptual", "saturation", "absolute"] = "relative"
    ink_limit: Annotated[int, Field(ge=100, le=400)] = 300
    resolution: Resolution = Resolution()
    file_name: Annotated[str, AfterValidator(values.file_name)] = "{slug}-press"

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


class LimitKeys(Keys, Limits):
    """How much of anything there may be: the limits, by their names with hyphens."""


class Metadata(Keys):
    """``publication.yaml``."""

    title: Said
    language: Language
    subtitle: str = ""
    slug: Annotated[str, AfterValidator(values.slug)] | None = None
    layout: Annotated[str, AfterValidator(values.template_folder)] = "book"
    identifier: Annotated[str, AfterValidator(values.identifier)] | None = None
    isbn: Isbn = Isbn()
    date: Annotated[dt.date | None, BeforeValidator(values.written), AfterValidator(values.of_our_time)] = None
    modified: Annotated[dt.datetime | None, BeforeValidator(values.written), AfterValidator(values.of_our_time)] = None
    publisher: str = ""
    rights: str = ""
    description: str = ""
    subjects: tuple[Said, ...] = ()
    series: Series | None = None
    contributors: tuple[Contributor, ...] = ()
    cover: Cover | None = None
    back_cover: BackCover | None = None
    contents: tuple[FilePath | PartEntry, ...] | None = None
    math: StrictBool = False
    allow: tuple[Allowance, ...] = ()
    accessibility: Accessibility = Accessibility()
    print: Print = Print()
    limits: LimitKeys = LimitKeys()


class Lead(Keys):
    """The picture that opens an article."""

    image: Annotated[FilePath, Field(min_length=1)]
    alt: str
    caption: Prose = ""
    credit: Prose = ""


Kind = Literal["article", "letter", "news", "interview", "listing", "sponsored", "imprint", "frontmatter"]


class FrontMatter(Keys):
    """The keys at the head of an article."""

    kicker: Prose = ""
    standfirst: Prose = ""
    authors: Annotated[
        tuple[Prose, ...], BeforeValidator(values.one_or_more, json_schema_input_type=Prose | tuple[Prose, ...])
    ] = ()
    kind: Kind = "article"
    lead: Lead | None = None
    short_title: Prose = ""
    columns: Annotated[int, Field(ge=1, le=3)] | None = None
    start: Literal["page", "column", "run-on"] | None = None
    language: Language | None = None
    layout: Annotated[str, AfterValidator(values.template_folder)] | None = None
