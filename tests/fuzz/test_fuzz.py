"""Fuzzing in small: a seeded run finds nothing, the generators do as they say, and the trials see what they ought."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.fuzzing import judge, keys, made, trial
from tests.fuzzing.corpus import PLAIN
from tests.fuzzing.shrink import smaller
from tests.fuzzing.trial import Trials

from publish.diagnostics import Diagnostic, PublishError
from publish.manuscript.metadata import FrontMatter, Keys
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from publish.build import Outcome

ROOT = Path(__file__).parents[2]
SEED = 3
FILES = {"publication.yaml": PLAIN.encode(), "a.md": b"# A\n\nWords.\n"}


@pytest.mark.parametrize("series", ["manuscripts=48", "whole=2", "pictures=16"])
def test_a_seeded_run_finds_nothing(series: str, tmp_path: Path) -> None:
    options = ["--seed", str(SEED), "--series", series, "--seconds", "0", "--epubcheck", "0", "--keep", str(tmp_path)]
    command = [sys.executable, str(ROOT / "tools" / "fuzz.py"), *options]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{series.partition('=')[2]} tried" in run.stdout
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------------------------------- generators


def digest() -> str:
    """Give the digest of some of what is made up; a process of its own has to come to the same."""
    total = hashlib.sha256()
    for number in range(30):
        for each in (made.manuscript(SEED, number), made.whole_manuscript(SEED, number), made.pictured(SEED, number)):
            total.update(repr((each.how, sorted(each.files.items()))).encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def test_the_same_seed_makes_the_same_manuscripts() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.fuzz.test_fuzz import digest; print(digest())"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"}
    )
    assert run.stdout.strip() == digest()
    assert made.manuscript(SEED, 1) != made.manuscript(SEED + 1, 1)


def test_every_key_has_its_values_and_no_value_a_lost_key() -> None:
    models: list[type[Keys]] = [FrontMatter, *Keys.__subclasses__()]
    known = {
        f"{model.__name__}.{field.alias or name}" for model in models for name, field in model.model_fields.items()
    }
    assert keys.RIGHT.keys() <= known


def test_by_the_grammar_most_is_right() -> None:
    found = [made.whole_manuscript(SEED, number).how for number in range(40)]
    assert found.count("grammar") > 25


# ----------------------------------------------------------------------------------------------------------- trials


@pytest.fixture
def tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, str]]:
    """Try a manuscript with a build that something is wrong with, and give the faults."""
    monkeypatch.setattr(tempfile, "tempdir", tempfile.gettempdir())
    monkeypatch.setattr(trial, "MEMORY", 1 << 40)  # tests that ran before count in this process

    def run(wrong: Callable[[Trials], object], files: Mapping[str, bytes] = FILES, seconds: int = 60) -> dict[str, str]:
        trials = Trials(tmp_path, ("epub",), page_list=False)
        monkeypatch.setattr(trial, "build", lambda _request: wrong(trials))
        return dict(trials.run(files, seconds=seconds).faults)

    return run


def refused(*found: Diagnostic) -> Outcome:
    raise PublishError(found)


ERROR = Diagnostic("title-missing", "the article has no title", Span("m/a.md"))


def test_a_refusal_with_its_errors_is_no_fault(tried: Callable[..., dict[str, str]]) -> None:
    assert tried(lambda _trials: refused(ERROR)) == {}


def test_a_refusal_without_errors_is_a_fault(tried: Callable[..., dict[str, str]]) -> None:
    assert "refused without an error" in tried(lambda _trials: refused())


def test_another_exception_is_a_fault(tried: Callable[..., dict[str, str]]) -> None:
    (fault,) = tried(lambda _trials: dict[str, str]()["a"])
    assert fault.startswith("KeyError in ")


def test_a_place_that_is_not_there_is_a_fault(tried: Callable[..., dict[str, str]]) -> None:
    assert "a finding at no place" in tried(lambda _: refused(Diagnostic("title-missing", "x", Span("m/a.md", 90))))


def test_what_is_ours_is_no_fault_of_a_manuscript(tried: Callable[..., dict[str, str]]) -> None:
    assert "refused by page-map" in tried(lambda _: refused(Diagnostic("page-map", "x", Span("m/a.md"))))


def test_what_takes_too_long_is_a_fault(tried: Callable[..., dict[str, str]]) -> None:
    def forever(_trials: Trials) -> None:
        while True:
            pass

    assert "too slow" in tried(forever, seconds=1)


@pytest.mark.parametrize(
    ("fault", "write"),
    [
        ("a refused build changed the output folder", lambda trials: (trials.out / "x").write_text("x")),
        ("something is left in the temporary folder", lambda trials: (trials.temporary / "x").write_text("x")),
        ("the manuscript was changed", lambda trials: (trials.root / "a.md").write_text("x")),
        ("a file was opened for writing elsewhere", lambda trials: (trials.root.parent / "x").write_text("x")),
    ],
)
def test_what_is_written_is_seen(
    fault: str, write: Callable[[Trials], object], tried: Callable[..., dict[str, str]]
) -> None:
    def wrong(trials: Trials) -> None:
        write(trials)
        refused(ERROR)

    assert fault in tried(wrong)


def test_an_epub_that_does_not_hold_together_is_seen(tmp_path: Path) -> None:
    import zipfile  # noqa: PLC0415

    package = '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item href="a.xhtml"/></manifest></package>'
    page = '<html><p id="x"/><p id="x"/><a href="#y"/><a href="b.xhtml"/></html>'
    with zipfile.ZipFile(tmp_path / "a.epub", "w") as archive:
        for name, text in (("mimetype", ""), ("E/p.opf", package), ("E/a.xhtml", page), ("E/c.xhtml", "<html>")):
            archive.writestr(name, text)
    found = "\n".join(judge.epub(tmp_path / "a.epub"))
    for words in ("the id x twice", "#y leads to no id", "b.xhtml leads to no file", "c.xhtml is not in", "c.xhtml: "):
        assert words in found


def test_a_manuscript_is_made_smaller_while_it_fails() -> None:
    files = FILES | {"a.md": b"# A\n\none\n\ntwo\n\nthree\n", "b.md": b"# B\n"}
    small = smaller(files, lambda each: b"two" in each.get("a.md", b""))
    assert small == {"publication.yaml": b"", "a.md": b"two\n"}
