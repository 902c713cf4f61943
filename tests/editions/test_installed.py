"""The wheel, installed by pip into an empty environment: what it starts, builds and verifies far from the repo."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from publish.starters import TEMPLATES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def publish(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the command of a wheel that was just made and installed, with its dependencies and what it verifies with."""
    folder = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    subprocess.run([sys.executable, "-m", "venv", str(folder / "env")], check=True, timeout=120)
    wheel = next(folder.glob("*.whl"))
    install = [str(folder / "env" / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, f"{wheel}[verify]"], check=True, capture_output=True, timeout=300)
    return folder / "env" / "bin" / "publish"


@pytest.mark.parametrize("template", TEMPLATES)
def test_what_it_starts_is_built_and_verified_without_a_finding(template: str, publish: Path, tmp_path: Path) -> None:
    path = os.pathsep.join([str(publish.parent), os.environ["PATH"]])
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    # Ace isn't among the packages of PyPI, and only CI can't do without.
    environment |= {"PATH": path, "PUBLISH_CACHE": str(tmp_path / "cache"), "CI": ""}

    def run(*arguments: str) -> str:
        command = [str(publish), *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    run("new", "demo", "--template", template)
    run("build", "demo", "--strict")
    built = sorted(each.name for each in (tmp_path / "dist").iterdir() if each.suffix in {".epub", ".pdf"})
    assert len(built) == 3
    said = run("verify", *(f"dist/{name}" for name in built), "--strict")
    assert "EPUBCheck" in said
    assert "page-validation" in said
