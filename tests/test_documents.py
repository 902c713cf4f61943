"""What the documents say is true: every command of the README runs, and every name of ARCHITECTURE.md is there."""

from __future__ import annotations

import importlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from publish.codes import RULES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")

# These two are what CI runs before and around the tests.
RUN_BY_CI = {"make", "make test"}

FOR_PARTNERS = {"onix", "package"}


def commands() -> list[str]:
    blocks = re.findall(r"^```\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith(("make", ".venv/"))]


def test_the_readme_begins_with_the_two_commands() -> None:
    assert commands()[:2] == ["make", "make test"]


@pytest.mark.parametrize("command", [each for each in commands() if each not in RUN_BY_CI])
def test_every_command_of_the_readme_runs(command: str, tmp_path: Path) -> None:
    manuscript, out = tmp_path / "my manuscript", tmp_path / "my output"
    shutil.copytree(ROOT / "tests" / "manuscripts" / "plain", manuscript)
    words = shlex.split(command)
    words = [word.replace("/path/to/my manuscript", str(manuscript)) for word in words]
    words = [word.replace("/path/to/my output", str(out)) for word in words]
    if words[0] == "make":
        words += [] if any(word.startswith("OUT=") for word in words) else [f"OUT={out}"]
        words += [f"PYTHON={sys.executable}"]
    else:
        words = [str(Path(sys.executable).parent / "publish"), *words[1:]]
        words = [str(out) if word == "dist" and words[1] in {"build", "proof"} else word for word in words]
        words = _small(words, manuscript, out) if words[1] in FOR_PARTNERS else words
        words = [str(tmp_path / word) if word.startswith("my-") else word for word in words]
    if "preview" in words:
        assert _shown(words, manuscript).startswith("http://127.0.0.1:")
        return
    if {"diff", "transcript", "verify"} & set(words):
        words = _built_first(words, manuscript, out)
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | {"CI": ""})
    assert run.returncode == 0, run.stdout + run.stderr


def _small(words: list[str], manuscript: Path, out: Path) -> list[str]:
    """Give a command with the small manuscript in place of the sample: what it builds first takes long."""
    with (manuscript / "publication.yaml").open("a", encoding="utf-8") as file:
        file.write("publisher: The Quiet Press\n")
    small = {"manuscript": str(manuscript), "dist": str(out)}
    words = [small.get(word, word.replace("dist/", f"{out}/")) for word in words]
    return [*words, "--to", "epub"] if "package" in words else words


def _shown(words: list[str], manuscript: Path) -> str:
    """Start what runs until it is interrupted, and give the first line that it prints on the way."""
    words = [*words, f"MANUSCRIPT={manuscript}"] if words[0] == "make" else [*words[:-1], str(manuscript)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True) as running:
        assert running.stdout is not None
        line = next((line for line in running.stdout if line.startswith("http")), "")
        os.killpg(running.pid, signal.SIGINT)
    return line


def _built_first(words: list[str], manuscript: Path, out: Path) -> list[str]:
    publish = str(Path(sys.executable).parent / "publish")
    subprocess.run([publish, "build", str(manuscript), "--out", str(out), "--quiet"], check=True)
    made = {".epub": next(out.glob("*.epub")), ".pdf": next(out.glob("*-screen.pdf"))}
    return [str(out) if word == "dist" else str(made.get(Path(word).suffix, word)) for word in words]


def test_the_names_of_the_architecture_are_there() -> None:
    rows = re.findall(r"^\| [\w ]+ \| `(\w+)\((.*?)\).*?` \| `([\w.]+)` \|$", ARCHITECTURE, re.MULTILINE)
    assert len(rows) >= 10
    for name, parameters, module in rows:
        function = getattr(importlib.import_module(module), name)
        wanted = [part.split(":")[0].strip() for part in parameters.split(",")]
        code = function.__code__
        assert list(code.co_varnames[: len(wanted)]) == wanted, name


def test_the_files_of_the_architecture_are_there() -> None:
    block = re.search(r"## Where things are\n\n```\n(.*?)```", ARCHITECTURE, re.DOTALL)
    assert block is not None
    found = {path.name for path in (ROOT / "src" / "publish").rglob("*.py")}
    for name in re.findall(r"\b(\w+\.py)\b", block[1]):
        assert name in found, name
    assert len(ARCHITECTURE.splitlines()) < 150


def test_every_code_in_the_sources_is_registered() -> None:
    found = set()
    for path in (ROOT / "src" / "publish").rglob("*.py"):
        found |= set(re.findall(r'Diagnostic\(\s*"([a-z-]+)"', path.read_text("utf-8")))
        found |= set(re.findall(r'\.report\(\s*"([a-z-]+)"', path.read_text("utf-8")))
    assert found - set(RULES) == set()


def test_what_the_safety_page_names_is_there() -> None:
    page = (ROOT / "docs" / "safety.md").read_text("utf-8")
    for path in re.findall(r"`((?:src|tests)/[\w/.-]+)`", page):
        assert (ROOT / path).exists(), path
    named = re.findall(r"^\| `([\w.]+)\.([A-Z_]+)` \| ([0-9]+) \|", page, re.MULTILINE)
    assert len(named) >= 14
    for module, name, value in named:
        assert getattr(importlib.import_module(module), name) == int(value), name
    for code in re.findall(r"\(`([a-z-]+)`\)", page):
        assert code in RULES, code
