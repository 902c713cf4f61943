"""What the documents say is true: every command of the README runs, and every name of ARCHITECTURE.md is there."""

from __future__ import annotations

import importlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.unit.importing.made import docx, p, r, zipped

from publish.codes import RULES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")

# These two are what CI runs before and around the tests.
RUN_BY_CI = {"make", "make test"}

PUBLISH = str(Path(sys.executable).parent / "publish")


def commands() -> list[str]:
    # A fence that names a language opens another block: it is told apart, or its end would open one.
    blocks = re.findall(r"^```(.*)\n((?:.*\n)*?)```$", README, re.MULTILINE)
    lines = [line for language, block in blocks if not language for line in block.splitlines()]
    return [line for line in lines if line.startswith(("make", ".venv/"))]


@dataclass(frozen=True)
class Desk:
    """Where the commands run: a small manuscript in place of the sample, and its output folder, built once."""

    manuscript: Path
    out: Path
    environment: dict[str, str]

    def words(self, command: str, spare: Path) -> list[str]:
        """Give a command's words as they are run here; what names no output folder writes into ``spare``."""
        words = shlex.split(command)
        if words[0] == "make":
            words = [word.replace("/path/to/my manuscript", str(self.manuscript)) for word in words]
            words = [word.replace("/path/to/my output", str(self.out)) for word in words]
            given = {"MANUSCRIPT": self.manuscript, "OUT": self.out, "PYTHON": sys.executable}
            return words + [f"{name}={value}" for name, value in given.items() if f"{name}=" not in command]
        words = [PUBLISH, *(str(spare / word) if word.startswith("my-") else self._file(word) for word in words[1:])]
        return [*words, "--out", str(spare)] if words[1] in {"build", "proof"} and "--out" not in words else words

    def _file(self, word: str) -> str:
        """Give the file or folder that stands here for one of the README."""
        if word == "report.docx":
            (self.out.parent / word).write_bytes(docx(p(r("A title"), "Title") + p(r("Words."))))
            return str(self.out.parent / word)
        folder, _, name = word.rpartition("/")
        if folder in {"dist", "last"}:
            slug = json.loads(next(self.out.glob("*-report.json")).read_text("utf-8"))["slug"]
            return str(self.out / name.replace("in-our-view-39", slug))
        folders = {"manuscript": self.manuscript, "dist": self.out, "issues": self.manuscript.parent}
        return str(folders.get(word, word))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("readme")
    environment = os.environ | {"CI": "", "PUBLISH_CACHE": str(folder / "cache")}
    made = Desk(folder / "my manuscript", folder / "my output", environment)
    shutil.copytree(ROOT / "tests" / "manuscripts" / "plain", made.manuscript)
    with (made.manuscript / "publication.yaml").open("a", encoding="utf-8") as file:
        file.write("publisher: The Quiet Press\n")
    build = [PUBLISH, "build", str(made.manuscript), "--out", str(made.out), "--quiet"]
    subprocess.run(build, check=True, env=environment)
    return made


def test_the_readme_begins_with_the_two_commands() -> None:
    assert commands()[:2] == ["make", "make test"]
    assert {".venv/bin/publish doctor", "make proof"} <= set(commands())


@pytest.mark.parametrize("command", [each for each in commands() if each not in RUN_BY_CI])
def test_every_command_of_the_readme_runs(command: str, desk: Desk, tmp_path: Path) -> None:
    words = desk.words(command, tmp_path)
    if "preview" in words:
        assert _shown(words, desk).startswith("http://127.0.0.1:")
        return
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, env=desk.environment)
    assert run.returncode == 0, run.stdout + run.stderr


def _shown(words: list[str], desk: Desk) -> str:
    """Start what runs until it is interrupted, and give the first line that it prints on the way."""
    with subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True, env=desk.environment
    ) as running:
        assert running.stdout is not None
        line = next((line for line in running.stdout if line.startswith("http")), "")
        os.killpg(running.pid, signal.SIGTERM)  # an interrupt may be ignored by whoever started the tests
    return line


_ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
<text:h text:outline-level="1">Letters</text:h><text:p>Words.</text:p>
</office:text></office:body></office:document-content>"""


def fenced(document: str, language: str = "") -> list[str]:
    """Give the blocks of code of a document that are in a language."""
    text = (ROOT / "docs" / document).read_text("utf-8")
    blocks = re.findall(r"^```(.*)\n((?:.*\n)*?)```$", text, re.MULTILINE)
    return [block for name, block in blocks if name == language]


def test_the_examples_of_importing_run(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(docx(p(r("A title"), "Title") + p(r("Words."))))
    kind = "application/vnd.oasis.opendocument.text"
    (tmp_path / "letters.odt").write_bytes(zipped({"mimetype": kind, "content.xml": _ODT}))
    [command], [styles] = fenced("importing.md"), fenced("importing.md", "yaml")
    (tmp_path / "styles.yaml").write_text(styles, "utf-8")
    words = [PUBLISH, *shlex.split(command)[1:]]
    for run in ([*words, "--styles", "styles.yaml"], [PUBLISH, "check", words[-1]]):
        done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert {each.name for each in (tmp_path / words[-1]).glob("*.md")} == {"report.md", "letters.md"}


def test_the_example_of_limits_is_read(tmp_path: Path) -> None:
    [example] = fenced("limits.md", "yaml")
    (tmp_path / "publication.yaml").write_text(f"title: T\nlanguage: en\n{example}", "utf-8")
    (tmp_path / "a.md").write_text("# A\n\nWords.\n", "utf-8")
    done = subprocess.run([PUBLISH, "check", str(tmp_path), "--strict"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


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
