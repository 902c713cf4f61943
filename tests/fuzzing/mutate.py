"""What there is, spoilt: texts and bytes with pieces cut, doubled, repeated, moved, flipped or put in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.fuzzing import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tests.fuzzing.corpus import Manuscript

LARGEST = 60_000
"""Characters that a spoilt text has at most: repeating what was repeated would be all that is tried."""


def spoilt(random: Random, manuscript: Manuscript, others: Sequence[Manuscript]) -> Manuscript:
    """Give a manuscript with one change or a few; now and then two of its files change places."""
    result = dict(manuscript)
    names = sorted(result)
    # What is wrong with publication.yaml is mostly that it is no YAML; there is more to see in articles.
    weights = [0.3 if name.endswith(".yaml") else 1.0 for name in names]
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        name = random.choices(names, weights)[0]
        if random.random() < 0.05:
            other = random.choice(names)
            result[name], result[other] = result[other], result[name]
        elif random.random() < 0.08:
            result[name] = spoilt_bytes(random, result[name])
        else:
            text = result[name].decode("utf-8", "surrogateescape")
            donor = random.choice(others)
            more = donor[random.choice(sorted(donor))].decode("utf-8", "surrogateescape")
            result[name] = spoilt_text(random, text, more)[:LARGEST].encode("utf-8", "surrogatepass")
    return result


def spoilt_text(random: Random, text: str, donor: str) -> str:
    """Give a text with one change; ``donor`` is where pieces of other texts come from."""
    # A line is what Markdown goes by, a word or a sign what a line is made of.
    parts = re.split(r"(\n)" if random.random() < 0.5 else r"(\s+|[^\w\s])", text)
    at, end = sorted(random.randrange(len(parts) + 1) for _ in range(2))
    end = min(end, at + random.choice((1, 1, 2, 4, 16, 1000)))
    piece = parts[at:end]
    match random.randrange(8):
        case 0:
            parts[at:end] = []
        case 1:
            parts[at:at] = piece
        case 2:
            parts[at:at] = piece * min(random.choice((2, 5, 40, 400)), LARGEST // max(1, len("".join(piece))))
        case 3:
            other = donor.splitlines(keepends=True)
            start = random.randrange(len(other) + 1)
            parts[at:at] = other[start : start + random.choice((1, 3, 12))]
        case 4:
            parts[at:at] = [random.choice(words.ODD)]
        case 5:
            parts[at:at] = [random.choice(words.PIECES)]
        case 6:
            to = random.randrange(len(parts) + 1)
            rest = parts[:at] + parts[end:]
            parts = rest[:to] + piece + rest[to:]
        case _:
            parts[at:end] = ["".join(piece).swapcase()[::-1]]
    return "".join(parts)


def spoilt_bytes(random: Random, data: bytes) -> bytes:
    """Give bytes with a change: flipped bits, cut off, a piece doubled, cut out, emptied or made noise."""
    if not data:
        return bytes(random.randrange(256) for _ in range(20))
    at = random.randrange(len(data))
    end = min(len(data), at + random.choice((1, 2, 4, 16, 256, 4096)))
    match random.randrange(7):
        case 0:
            changed = bytearray(data)
            for _ in range(random.choice((1, 1, 4, 32))):
                changed[random.randrange(len(data))] ^= 1 << random.randrange(8)
            return bytes(changed)
        case 1:
            return data[:at]
        case 2:
            return data[:end] + data[at:end] * random.choice((1, 1, 30)) + data[end:]
        case 3:
            return data[:at] + data[end:]
        case 4:
            return data[:at] + bytes(end - at) + data[end:]
        case 5:
            return data[:at] + bytes(random.choice((0, 1, 0x7F, 0x80, 0xFF)) for _ in range(end - at)) + data[end:]
        case _:
            return data + data[at:end]
