from __future__ import annotations

import ast
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from publish import doctor

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tools" / "setup.py"
ONE_NEED = doctor.Need("Pango", "sets text", None, "…", required=True, packages=("libpango-1.0-0",))


def _script() -> Any:
    spec = importlib.util.spec_from_file_location("set_up", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


set_up = _script()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what set-up reads, where nothing can be run."""

    def no_program(*command: str) -> int:
        pytest.fail(f"ran {command}")

    monkeypatch.setattr(set_up, "_run", no_program)
    monkeypatch.delenv("CI", raising=False)
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text(f"{name}\n\n[tool.ruff]\n")
    (tmp_path / "tools" / "node").mkdir(parents=True)
    for name in set_up.NODE_FILES:
        (tmp_path / "tools" / "node" / name).write_text("{}")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    return tmp_path


def _steps_taken(monkeypatch: pytest.MonkeyPatch, project: Path, *arguments: str) -> list[str]:
    """Run set-up with steps that only write down their name, and give the names."""
    taken: list[str] = []

    def step(name: str) -> Callable[[Path], bool]:
        def take(_root: Path) -> bool:
            taken.append(name)
            return True

        return take

    for group in ("USER_STEPS", "DEV_STEPS"):
        monkeypatch.setattr(set_up, group, tuple((name, step(name)) for name, _ in getattr(set_up, group)))
    assert set_up.main(arguments, project) == 0
    return taken


DEV_STEPS = ["validators", "browser", "office", "test-packages", "node-packages"]


def test_the_first_run_takes_every_step_and_the_second_none(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    assert _steps_taken(monkeypatch, project) == ["environment", "libraries", "packages"]
    assert _steps_taken(monkeypatch, project) == []
    assert _steps_taken(monkeypatch, project, "--dev") == DEV_STEPS
    assert _steps_taken(monkeypatch, project, "--dev") == []
    assert _steps_taken(monkeypatch, project) == []


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("requirements.lock", ["packages"]),
        ("pyproject.toml", ["packages"]),
        ("requirements-dev.lock", ["test-packages"]),
        ("tools/node/package-lock.json", ["node-packages"]),
    ],
)
def test_a_changed_file_repeats_its_own_step(
    monkeypatch: pytest.MonkeyPatch, project: Path, name: str, steps: list[str]
) -> None:
    _steps_taken(monkeypatch, project, "--dev")
    (project / name).write_text("changed\n")
    assert _steps_taken(monkeypatch, project, "--dev") == steps


def test_a_linters_settings_repeat_nothing(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    _steps_taken(monkeypatch, project)
    (project / "pyproject.toml").write_text("pyproject.toml\n\n[tool.ruff]\nline-length = 1\n")
    assert _steps_taken(monkeypatch, project) == []


def test_a_folder_that_moved_begins_anew(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    _steps_taken(monkeypatch, project)
    moved = project.rename(project.with_name("moved here"))
    assert _steps_taken(monkeypatch, moved) == ["environment", "libraries", "packages"]


def test_a_lost_python_begins_anew(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    _steps_taken(monkeypatch, project)
    (project / ".venv" / "bin" / "python").unlink()
    assert "environment" in _steps_taken(monkeypatch, project)


def test_a_step_that_failed_is_taken_again(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    def fail(_root: Path) -> bool:
        raise set_up.LackingError("no network")

    with monkeypatch.context() as patch:
        patch.setattr(set_up, "USER_STEPS", (("environment", lambda _root: True), ("packages", fail)))
        assert set_up.main((), project) == 3
    assert _steps_taken(monkeypatch, project) == ["libraries", "packages"]


def test_an_old_python_gets_a_sentence(
    monkeypatch: pytest.MonkeyPatch, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 8))
    monkeypatch.setattr(sys, "version_info", (3, 8, 20))
    assert set_up.main((), project) == 3
    assert "needs Python 3.11 or newer" in capsys.readouterr().err


def _lacks(monkeypatch: pytest.MonkeyPatch, *, manager: str, uid: int) -> None:
    monkeypatch.setattr(doctor, "examine", lambda *_names: (ONE_NEED,))
    monkeypatch.setattr(doctor, "package_manager", lambda: manager)
    monkeypatch.setattr("os.geteuid", lambda: uid)


@pytest.mark.parametrize(("manager", "uid"), [("apt-get", 1000), ("brew", 0), ("dnf", 0), ("", 0)])
def test_where_it_may_not_install_it_names_the_command(
    monkeypatch: pytest.MonkeyPatch, project: Path, manager: str, uid: int
) -> None:
    _lacks(monkeypatch, manager=manager, uid=uid)
    with pytest.raises(set_up.LackingError, match="lacks Pango") as raised:
        set_up.find_libraries(project)
    assert doctor.install_command(manager, ("libpango-1.0-0",)) in str(raised.value)


@pytest.mark.parametrize(("manager", "uid"), [("apt-get", 0), ("brew", 501)])
def test_where_it_may_it_installs_and_looks_again(
    monkeypatch: pytest.MonkeyPatch, project: Path, manager: str, uid: int
) -> None:
    ran: list[tuple[str, ...]] = []

    def run(*command: str) -> int:
        ran.append(command)
        monkeypatch.setattr(doctor, "examine", lambda *_names: ())
        return 0

    _lacks(monkeypatch, manager=manager, uid=uid)
    monkeypatch.setattr(set_up, "_run", run)
    monkeypatch.setenv("DEBIAN_FRONTEND", "noninteractive")
    assert set_up.find_libraries(project) is True
    assert ran == [("/bin/sh", "-c", doctor.install_command(manager, ("libpango-1.0-0",)))]


def test_what_was_installed_and_is_not_found_is_said(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    _lacks(monkeypatch, manager="brew", uid=501)
    monkeypatch.setattr(set_up, "_run", lambda *_command: 0)
    with pytest.raises(set_up.LackingError, match="still can't be found"):
        set_up.find_libraries(project)


def test_a_validator_may_lack_for_a_user_and_not_in_ci(
    monkeypatch: pytest.MonkeyPatch, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _lacks(monkeypatch, manager="apt-get", uid=1000)
    assert set_up.find_validators(project) is False
    assert "libpango-1.0-0" in capsys.readouterr().err
    monkeypatch.setenv("CI", "true")
    with pytest.raises(set_up.LackingError):
        set_up.find_validators(project)


def test_a_browser_that_stays_too_old_stops_no_user_and_stops_ci(
    monkeypatch: pytest.MonkeyPatch, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _lacks(monkeypatch, manager="brew", uid=501)
    monkeypatch.setattr(set_up, "_run", lambda *_command: 0)
    assert set_up.find_browser(project) is False
    assert "or is too old" in capsys.readouterr().err
    monkeypatch.setenv("CI", "true")
    with pytest.raises(set_up.LackingError):
        set_up.find_browser(project)


def test_packages_of_node_come_from_the_lock_and_run_no_script(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    ran: list[tuple[str, ...]] = []

    def run(*command: str) -> int:
        ran.append(command)
        return 0

    monkeypatch.setattr(doctor, "examine", lambda *_names: ())
    monkeypatch.setattr(set_up, "_run", run)
    assert set_up.install_node_packages(project) is True
    assert ran[0][:2] == ("npm", "ci")
    assert "--ignore-scripts" in ran[0]
    assert (project / ".venv" / "node" / "package-lock.json").is_file()


def test_packages_of_node_may_lack_for_a_user_and_not_in_ci(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    monkeypatch.setattr(doctor, "examine", lambda *_names: ())
    monkeypatch.setattr(set_up, "_run", lambda *_command: 1)
    assert set_up.install_node_packages(project) is False
    monkeypatch.setenv("CI", "true")
    with pytest.raises(set_up.LackingError, match="Ace"):
        set_up.install_node_packages(project)


def test_without_npm_no_packages_of_node_are_tried(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    _lacks(monkeypatch, manager="", uid=1000)
    assert set_up.install_node_packages(project) is False


def test_a_python_without_ensurepip_names_its_package(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    _lacks(monkeypatch, manager="apt-get", uid=1000)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(set_up.LackingError, match=rf"install .*python3\.{sys.version_info.minor}-venv"):
        set_up.make_environment(project)


def test_by_itself_on_a_bare_machine_it_says_what_is_lacking(project: Path) -> None:
    for name in ("tools/setup.py", "src/publish/__init__.py", "src/publish/doctor.py"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, project / name)
    code = f"""
import importlib.util, os, runpy, sys
importlib.util.find_spec = lambda name: None
os.geteuid = lambda: 1000
sys.argv = ["setup.py"]
sys.platform = "linux"
runpy.run_path({str(project / "tools" / "setup.py")!r}, run_name="__main__")
"""
    run = subprocess.run([sys.executable, "-IS", "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 3
    assert "lacks ensurepip" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_has_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert "file:" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all(re.match(r"[a-z0-9.-]+==", block) and "--hash=sha256:" in block for block in blocks)


def test_the_lock_of_node_has_hashes_and_no_addresses_of_files() -> None:
    lock = json.loads((ROOT / "tools" / "node" / "package-lock.json").read_text("utf-8"))
    wanted = json.loads((ROOT / "tools" / "node" / "package.json").read_text("utf-8"))["dependencies"]
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert all("integrity" in entry and "resolved" not in entry for entry in packages.values())
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_the_lock_files_hold_all_that_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    user, dev = (_pinned(ROOT / name) for name in ("requirements.lock", "requirements-dev.lock"))
    backend = [*project["build-system"]["requires"], "editables"]
    assert _names([*project["project"]["dependencies"], *backend]) <= user.keys()
    groups = project["dependency-groups"]
    asked = [each for group in ("dev", "bench") for each in groups[group] if isinstance(each, str)]
    assert _names(asked) <= dev.keys()
    assert {name: user[name] for name in user.keys() & dev.keys()} == {
        name: dev[name] for name in user.keys() & dev.keys()
    }


def _names(requirements: list[str]) -> set[str]:
    words = (re.split(r"[ =<>~!;\[]", requirement, maxsplit=1)[0] for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", word).lower() for word in words}


def _pinned(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE))
