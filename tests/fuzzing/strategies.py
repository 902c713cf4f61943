"""Hypothesis over the same generators: it decides where they would ask chance, and so can make smaller what fails."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from tests.fuzzing import keys, words
from tests.fuzzing.grammar import Writer

if TYPE_CHECKING:
    from random import Random

any_text = st.text(max_size=200) | st.text(string.printable, max_size=200)
dialect_text = st.lists(st.sampled_from(words.PIECES), max_size=40).map("".join)
yaml_text = st.lists(st.sampled_from(words.YAML), max_size=40).map("".join)
front_matter = st.lists(st.sampled_from(words.MATTER), max_size=5).map("".join)

# The same examples each time: a test that fails now and then teaches nobody anything.
many = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _article(random: Random, slips: float) -> str:
    writer = Writer(random, slips, maths=True)
    matter = keys.front_matter(random, slips) if random.random() < 0.3 else ""
    return matter + writer.linked(writer.article(4), ["b.md"])


def _metadata(random: Random) -> str:
    return keys.metadata(random, None, slips=0.3, maths=False)


chance = st.randoms(use_true_random=False)
written = st.builds(_article, chance, st.sampled_from([0.0, 0.05]))
metadata = st.builds(_metadata, chance)
articles = st.one_of(
    any_text,
    dialect_text,
    dialect_text.map(lambda text: f"# Title\n\n{text}"),
    st.tuples(front_matter, dialect_text).map(lambda pair: f"---\n{pair[0]}---\n# Title\n\n{pair[1]}"),
    written,
)
