"""How much of anything a publication may have, so that every check and every build comes to an end.

Each limit leaves room for what people really publish, and is small enough that whatever keeps within all of them takes
seconds to check and a machine of 4 GB to build. The house raises one in ``publication.yaml``, under ``limits:``.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

PUBLICATION_BYTES = 2_000_000
"""The bytes of ``publication.yaml``, which is read before its own ``limits`` are known."""

NESTING = 60
"""The levels of tokens inside each other: two for a quotation, a list's item or emphasis. Python's own calls nest
1,000 deep, and the longest way through a page takes ten for a level."""


def _limit(default: int, most: int, counts: str, why: str) -> Any:
    """Give the field of a limit: how many, the most that ``limits`` can ask for, of what, and the reason."""
    return Field(default, ge=1, le=most, strict=True, description=why, json_schema_extra={"counts": counts})


class Limits(BaseModel):
    """The limits that are in force: how many at most of each."""

    model_config = ConfigDict(frozen=True)

    # ------------------------------------------------------------------------------------------------ the whole
    articles: int = _limit(
        2_000, 20_000, "articles", "each is a document of its own in the EPUB and a run of pages of its own"
    )
    all_bytes: int = _limit(
        16_000_000, 256_000_000, "bytes in all articles", "all text is held at once: some 100 bytes of memory for each"
    )
    all_lines: int = _limit(400_000, 4_000_000, "lines in all articles", "each is looked at by a dozen rules")
    all_marks: int = _limit(1_000_000, 10_000_000, "signs of markup in all articles", "each may begin an element")
    all_notes: int = _limit(20_000, 200_000, "notes in all articles", "each is an element, two links and two targets")
    # ---------------------------------------------------------------------------------------------- an article
    article_bytes: int = _limit(
        4_000_000, 64_000_000, "bytes in the article", "a book of 600,000 words in one file; all of it is held at once"
    )
    front_matter_bytes: int = _limit(
        64_000, 1_000_000, "bytes of front matter", "YAML is read a hundred times more slowly than Markdown"
    )
