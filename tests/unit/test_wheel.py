"""The wheel holds the whole house, and runs from wherever it lies."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from publish import __version__
from publish.starters import TEMPLATES

ROOT = Path(__file__).parents[2]
PACKED = {"src/publish": "publish"} | {name: f"publish/house/{name}" for name in ("layouts", "fonts", "press")}


def _wheel(folder: Path, kind: str) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked into a folder far from the repo."""
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(_wheel(folder, "wheel")) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def run(unpacked: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the unpacked package, in a folder of its own."""
    environment = os.environ | {"PYTHONPATH": str(unpacked), "PUBLISH_CACHE": str(folder / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiling all of it again at each call takes seconds
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if not path.name.startswith(".")}


def test_all_of_the_house_is_in_it(unpacked: Path) -> None:
    for source, place in PACKED.items():
        there = _files(unpacked / place)
        if source == "src/publish":
            there = {name: content for name, content in there.items() if not name.startswith("house/")}
        assert there == _files(ROOT / source), source


def test_the_licences_of_others_are_named_and_travel_along(unpacked: Path) -> None:
    metadata = unpacked / f"publish-{__version__}.dist-info"
    text = (metadata / "METADATA").read_text("utf-8")
    assert "\nLicense-Expression: AGPL-3.0-or-later AND OFL-1.1 AND Zlib\n" in text
    licences = {path.relative_to(metadata / "licenses").as_posix() for path in metadata.glob("licenses/**/*.txt")}
    families = {f"fonts/{path.name}/OFL.txt" for path in (ROOT / "fonts").iterdir()}
    profiles = {f"press/profiles/{path.name}/LICENSE.txt" for path in (ROOT / "press" / "profiles").iterdir()}
    assert licences == families | profiles
    assert (metadata / "licenses" / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_it_starts_checks_and_builds_a_manuscript(unpacked: Path, tmp_path: Path) -> None:
    code = f"""
from publish.cli import cli
for template in {TEMPLATES}:
    for command in (["new", template, "--template", template], ["check", template, "--strict"]):
        try:
            cli(command, standalone_mode=False)
        except SystemExit as end:
            assert end.code == 0, command
cli(["build", "report", "--to", "epub", "--no-page-list", "--strict", "--workers", "1"])
"""
    done = run(unpacked, tmp_path, "-c", code)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((tmp_path / "dist").glob("*.epub"))) == 1


def test_what_is_known_of_a_build_does_not_depend_on_where_the_house_lies(unpacked: Path, tmp_path: Path) -> None:
    code = """
from pathlib import Path
from publish import record, starters, standing
from publish.request import Request
print(starters.__file__)
print(record.code(), record.stamp(), standing.digest_of(Request(Path("m"), "m", Path("dist"))))
"""
    run(unpacked, tmp_path, "-m", "publish", "new", "m")
    packed, checkout = (run(place, tmp_path, "-c", code).stdout.splitlines() for place in (unpacked, ROOT / "src"))
    assert packed[0] != checkout[0]
    assert packed[1] == checkout[1]


def test_a_checkout_that_is_installed_keeps_its_house_outside(tmp_path: Path) -> None:
    with zipfile.ZipFile(_wheel(tmp_path, "wheel:editable")) as wheel:
        assert [name for name in wheel.namelist() if name.startswith("publish/")] == []
