"""An archive to measure with: as many manuscripts as are asked for, the sample's with other words in each.

Pictures and layout are the sample's own. In its running text every longer word has its letters in another order, the
same order all through one manuscript: lines break elsewhere, and no page of text is that of another manuscript.
"""

from __future__ import annotations

import random
import re
import shutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_WORD = re.compile(r"\b[a-z]{5,}\b")
_OURS = re.compile(r"[\[\]{}<>`$|:_*]")


def write_archive(sample: Path, folder: Path, count: int) -> list[Path]:
    """Write so many manuscripts below a folder, and give theirs: the same files each time."""
    made = []
    for number in range(1, count + 1):
        manuscript = folder / f"issue-{number:03}"
        shutil.copytree(sample, manuscript)
        for file in sorted(manuscript.glob("*.md")):
            file.write_text(_reworded(file.read_text("utf-8"), number), "utf-8")
        about = manuscript / "publication.yaml"
        about.write_text(re.sub(r"(?m)^slug:.*$", f"slug: {manuscript.name}", about.read_text("utf-8")), "utf-8")
        made.append(manuscript)
    return made


def _reworded(text: str, number: int) -> str:
    """Give text with other words in plain paragraphs: what begins with a sign, or holds one of the dialect's, stays."""
    blocks = re.split(r"(\n{2,})", text)
    plain = (each[:1].isalpha() and not _OURS.search(each) for each in blocks)
    return "".join(
        _WORD.sub(lambda found: _shuffled(found[0], number), block) if is_plain else block
        for block, is_plain in zip(blocks, plain, strict=True)
    )


@cache
def _shuffled(word: str, number: int) -> str:
    return "".join(random.Random(f"{number} {word}").sample(word, len(word)))
