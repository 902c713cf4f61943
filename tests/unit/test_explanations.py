"""What is told of codes: one of them, the list of all, and the page of the documents."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from publish.codes import RULES, THEMES
from publish.explanations import explained, findings_page, listed

if TYPE_CHECKING:
    from publish.diagnostics import Rule

PAGE = Path(__file__).parents[2] / "docs" / "findings.md"


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_all_of_a_rule_is_told_in_short_lines(rule: Rule) -> None:
    told = explained(rule, 60)
    for part in (rule.says, rule.mend, rule.clause):
        assert words(part) in words(told)
    for line in rule.example.splitlines():
        assert f"    {line}".rstrip() in told.splitlines()
    assert all(len(line) <= 60 for line in told.splitlines() if not line.startswith("    "))
    assert not told.endswith("\n")


@pytest.mark.parametrize("width", [20, 60, 200])
def test_every_code_is_listed_below_its_theme(width: int) -> None:
    lines = listed(width).splitlines()
    assert [line for line in lines if line and line[0] != " "] == list(THEMES)
    heads = [line.split() for line in lines if line.startswith("  ") and line[2] != " "]
    assert [head[0] for head in heads] == list(RULES)
    assert [head[1] for head in heads] == [rule.severity.value for rule in RULES.values()]
    for rule in RULES.values():
        assert words(rule.says) in words(listed(width))


def test_the_page_of_the_documents_is_current(accept: bool) -> None:
    if accept:
        PAGE.write_text(findings_page(), "utf-8")
    assert PAGE.read_text("utf-8") == findings_page(), "make accept writes it anew"


def test_the_page_has_everything() -> None:
    page = findings_page()
    lines = re.sub(r"^(`{3,})text\n.*?^\1$", "", page, flags=re.DOTALL | re.MULTILINE).splitlines()
    assert [line[3:] for line in lines if line.startswith("## ")] == list(THEMES)
    assert [line[4:] for line in lines if line.startswith("### ")] == list(RULES)
    for rule in RULES.values():
        assert f"text\n{rule.example}\n```" in page
        assert not rule.clause or any(line.endswith(f" Asked for by {rule.clause}.") for line in lines)
