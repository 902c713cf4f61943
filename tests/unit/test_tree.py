"""The document tree: frozen, closed, compared without places."""

from __future__ import annotations

import dataclasses
from typing import get_args

import pytest

from publish import tree
from publish.source import Span
from publish.tree import Attributes, Block, Inline, Node, Paragraph, Text

HERE, THERE = Span("a.md", 1), Span("b.md", 9)
NODES = [each for each in vars(tree).values() if isinstance(each, type) and issubclass(each, Node)]


def test_every_kind_of_node_is_frozen_and_slotted() -> None:
    for kind in NODES:
        assert dataclasses.fields(kind)
        assert kind.__dataclass_params__.frozen, kind  # type: ignore[attr-defined]
        assert "__dict__" not in dir(kind), kind


def test_every_kind_of_node_is_a_block_an_inline_or_a_known_part() -> None:
    parts = {tree.Item, tree.Definition, tree.Cell, tree.Row, tree.Note, tree.Article, tree.Part, Node}
    assert set(NODES) == {*get_args(Block), *get_args(Inline), *parts}


def test_places_are_left_out_of_comparison_and_attributes_are_not() -> None:
    assert Text("a", span=HERE) == Text("a", span=THERE)
    assert Text("a", span=HERE) != Text("b", span=HERE)
    assert Paragraph((), span=HERE) != Paragraph((), span=HERE, attributes=Attributes("a"))


def test_a_node_says_where_it_stands() -> None:
    with pytest.raises(TypeError):
        Text("a")  # type: ignore[call-arg]
