"""Highlighted code: the classes, and that not a character of it changes."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.highlight import CLASSES, PIECE, highlight, known_language, languages

NAMES = {"", "keyword", "name", "string", "number", "comment", "operator", "builtin"}


def test_python() -> None:
    pieces = highlight('def area(r):\n    """Circle."""\n    return 3.14 * len(r)  # pi\n', "python")
    assert pieces is not None
    classes = {text.strip(): name for name, text in pieces}
    assert classes["def"] == "keyword"
    assert classes["area"] == "name"
    assert classes['"""Circle."""'] == "string"
    assert classes["3.14"] == "number"
    assert classes["*"] == "operator"
    assert classes["len"] == "builtin"
    assert classes["# pi"] == "comment"


def test_one_class_is_one_piece() -> None:
    pieces = highlight("'a' 'b'\n", "python")
    assert pieces == (("string", "'a' 'b'\n"),)


def test_an_error_has_no_class() -> None:
    pieces = highlight("x = ?", "python")
    assert pieces is not None
    assert pieces[-1] == ("", "?")


def test_classes_are_those_of_the_layout() -> None:
    assert set(CLASSES.values()) == NAMES - {""}


@pytest.mark.parametrize("name", ["python", "Python", " py ", "c++", "html", "json", "text"])
def test_known_languages(name: str) -> None:
    assert known_language(name)
    assert highlight("x", name)


@pytest.mark.parametrize("name", ["", "pyhton", "none of these", "\u0000"])
def test_unknown_languages(name: str) -> None:
    assert not known_language(name)
    assert highlight("x", name) is None


def test_every_language_gives_the_code_back() -> None:
    code = "\n\n# a 'b' \"c\" <d> {e} \x00\x07\x0b\x0c\r\n\tif x == 1: /* */ // --\r é \ufeff\u2028$$ ;; \\x{y}\n\n"
    for name in sorted(languages()):
        pieces = highlight(code, name)
        assert pieces is not None, name
        assert "".join(text for _, text in pieces) == code, name
        assert {cls for cls, _ in pieces} <= NAMES, name


@given(st.text(), st.sampled_from(["python", "html", "c", "robotframework", "json", "yaml", "bash", "tex", "text"]))
def test_any_text_comes_back(code: str, language: str) -> None:
    pieces = highlight(code, language)
    assert pieces is not None
    assert "".join(text for _, text in pieces) == code
    assert all(text for _, text in pieces)


def test_a_lexer_that_fails_gives_plain_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("pygments.lexer.RegexLexer.get_tokens_unprocessed", fail)
    assert highlight("x = 1\n", "python") == (("", "x = 1\n"),)


def test_pygments_loads_only_when_code_comes() -> None:
    program = "import sys,publish.highlight;print('pygments' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"


def test_long_code_is_read_piece_by_piece_between_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    from pygments.lexer import RegexLexer  # noqa: PLC0415

    read: list[str] = []
    own = RegexLexer.get_tokens_unprocessed

    def reading(lexer: RegexLexer, text: str, stack: tuple[str, ...] = ("root",)) -> object:
        read.append(text)
        return own(lexer, text, stack)

    monkeypatch.setattr(RegexLexer, "get_tokens_unprocessed", reading)
    code = "boats = 1\n" * (2 * PIECE // 10) + "x y" * PIECE
    pieces = highlight(code, "python")
    assert pieces is not None
    assert "".join(text for _, text in pieces) == "".join(read) == code
    assert max(map(len, read)) <= PIECE
    assert [text[-1] for text in read[:2]] == ["\n", "\n"]


@pytest.mark.parametrize(("language", "sign"), [("adl", " "), ("arduino", "\n"), ("ng2", "("), ("autoit", "\t")])
def test_a_long_row_of_one_sign_is_not_read(language: str, sign: str) -> None:
    """These lexers take the cube of its length: four thousand signs are minutes."""
    code = "x" + sign * 4_000 + "x"
    pieces = highlight(code, language)
    assert pieces is not None
    assert "".join(text for _, text in pieces) == code
