"""The registry of codes."""

from __future__ import annotations

import re
from pathlib import Path

import publish
from publish.codes import RULES

SOURCE = Path(publish.__file__).parent


def test_every_code_that_is_said_is_registered_and_every_registered_one_is_said() -> None:
    said = set[str]()
    for file in SOURCE.rglob("*.py"):
        if file.parent.name != "codes":
            said.update(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"', file.read_text("utf-8")))
    assert set(RULES) - said == set()
    for file in SOURCE.rglob("*.py"):
        for code in re.findall(r'(?:Diagnostic|report)\(\s*"([a-z0-9-]+)"', file.read_text("utf-8")):
            assert code in RULES, f"{file.name}: {code}"


def test_every_rule_is_told_in_full() -> None:
    for code, rule in RULES.items():
        assert code == rule.code
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
        assert rule.example
        assert rule.says.endswith("."), code
        assert rule.mend.endswith((".", "…")), code
