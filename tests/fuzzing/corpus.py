"""What there is to start from: the repository's own manuscripts, cases and mistakes, and CommonMark's examples."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from tests.commonmark import examples

ROOT = Path(__file__).parents[2]
FOLDERS = ("manuscript", "tests/conformance/manuscript", "tests/manuscripts/plain", "tests/manuscripts/torture",
           "tests/cases/manuscript")  # fmt: skip
PLAIN = "title: A title\nlanguage: en-GB\n"

Manuscript = dict[str, bytes]
"""The files of a manuscript by path."""


@functools.cache
def manuscripts() -> tuple[Manuscript, ...]:
    """Give every manuscript of the corpus, its texts alone: `pictures.supplied` adds small pictures of the names."""
    folders = (_folder(ROOT / name) for name in FOLDERS)
    return (*folders, *map(_case, _cases()), *_mistakes(), *(_case(each.markdown) for each in examples()))


def _folder(folder: Path) -> Manuscript:
    texts = (path for path in sorted(folder.rglob("*")) if path.suffix in {".md", ".yaml"})
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in texts}


def _cases() -> list[str]:
    """Give what is written in each case of tests/cases."""
    texts = (path.read_text("utf-8") for path in sorted((ROOT / "tests" / "cases").glob("*.md")))
    return [
        found for text in texts for found in re.findall(r"^=== case .*\n(.*?)^=== tree", text, re.DOTALL | re.MULTILINE)
    ]


def _case(source: str) -> Manuscript:
    """Give a manuscript of one text, with a title where it has none and the files that cases name."""
    text = source if re.search(r"^# ", source, re.MULTILINE) else f"# Title\n\n{source}"
    other = "# Another article\n\n## A section {#section}\n\nWords.\n"
    maths = "math: true\n" if "$" in source else ""
    return {name: data.encode() for name, data in
            {"publication.yaml": PLAIN + maths, "case.md": text, "other.md": other}.items()}  # fmt: skip


def _mistakes() -> list[Manuscript]:
    """Give the manuscripts of tests/diagnostics, but for files that a test makes."""
    found = []
    for path in sorted((ROOT / "tests" / "diagnostics").glob("*/*.txt")):
        _, *sections = re.split(r"^=== (.+)$\n?", path.read_text("utf-8"), flags=re.MULTILINE)
        texts = zip(sections[::2], sections[1::2], strict=True)
        files = {name: text.encode() for name, text in texts if " < " not in name}
        found.append({"publication.yaml": PLAIN.encode(), "a.md": b"# A title\n\nWords.\n"} | files)
    return found
