"""The registry of codes."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections import Counter
from pathlib import Path

import publish
from publish import checks, codes
from publish.codes import RULES, THEMES
from publish.diagnostics import Rule

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
        assert rule.example.strip(), code
        assert rule.mend.endswith((".", "…")), code


def test_every_rule_is_one_sentence() -> None:
    for code, rule in RULES.items():
        assert re.fullmatch(r"\S(.*\S)?\.", rule.says), code
        assert not re.search(r"[.!?]\s+[A-Z]", rule.says), code


def test_every_rule_that_is_written_stands_once_below_a_theme() -> None:
    told = Counter(rule.code for rules in THEMES.values() for rule in rules)
    assert set(told.values()) == {1}
    for module in pkgutil.iter_modules(codes.__path__):
        for each in vars(importlib.import_module(f"publish.codes.{module.name}")).values():
            rules = each if isinstance(each, tuple) else ()
            assert {rule.code for rule in rules if isinstance(rule, Rule)} <= set(told), module.name


def test_a_code_has_the_clause_of_the_standard_that_its_check_names() -> None:
    named = 0
    for module in pkgutil.iter_modules(checks.__path__):
        for name, check in vars(importlib.import_module(f"publish.checks.{module.name}")).items():
            if inspect.isfunction(check) and check.__module__.endswith(module.name):
                asked = re.findall(r"\b\d\.\d+\.\d+\b", check.__doc__ or "")
                for code in re.findall(r'Diagnostic\(\s*"([a-z0-9-]+)"', inspect.getsource(check)) if asked else ():
                    assert any(clause in RULES[code].clause for clause in asked), f"{name}: {code}"
                    named += 1
    assert named > 10


def test_every_rule_of_a_standard_has_its_clause() -> None:
    for code, rule in RULES.items():
        standard = {
            "x4": "ISO 15930-7, ",
            "gwg": "GWG 2022, R",
            "alt": "WCAG 2.2, 1.1.1",
            "contrast": "WCAG 2.2, 1.4.3",
        }
        head = code.partition("-")[0]
        assert code == "x4-unreadable" or rule.clause.startswith(standard.get(head, "")), code
