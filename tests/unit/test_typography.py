"""Quotation marks, dashes and ellipses by language, over the runs of a block."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.typography import ENGLISH, QUOTE_MARKS, quote_marks, smarten, straight_marks

NARROW = "\u202f"


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        # quotations
        ('"Yes"', "“Yes”"),
        ("'Yes'", "‘Yes’"),
        ('She said "yes".', "She said “yes”."),
        ('"Yes," she said, "now."', "“Yes,” she said, “now.”"),
        ("\"'Yes,' she said\"", "“‘Yes,’ she said”"),
        ("\"She said 'yes'\"", "“She said ‘yes’”"),
        ("'\"Yes\" she said'", "‘“Yes” she said’"),
        ('"a \'b "c" d\' e"', "“a ‘b “c” d’ e”"),
        ('"a "b" c"', "“a ‘b’ c”"),
        ('("a")["b"]{"c"}', "(“a”)[“b”]{“c”}"),
        ('a--"b"--c', "a–“b”–c"),
        ('a---"b"', "a—“b”"),
        ('a - "b" - c', "a - “b” - c"),
        ('"Wait--" he said', "“Wait–” he said"),
        ('"Wait---", he said', "“Wait—”, he said"),
        ('non-"standard"', "non-“standard”"),
        ('either/"or"', "either/“or”"),
        ('"...and then"', "“…and then”"),
        ('"What?" "Yes!"', "“What?” “Yes!”"),
        ('"a"; "b": "c"', "“a”; “b”: “c”"),
        ('say "a"-- "b"', "say “a”– “b”"),
        ('"a', "“a"),
        ('a"', "a”"),
        ('""', "“”"),
        ('" a "', "“ a ”"),
        ('"\n"', "“\n”"),
        ('"1,000"', "“1,000”"),
        # apostrophes
        ("don't", "don’t"),
        ("it's the dogs' own", "it’s the dogs’ own"),
        ("the '90s and the 1980's", "the ’90s and the 1980’s"),
        ("the summer of '69", "the summer of ’69"),
        ("'69 was good,' he said", "‘69 was good,’ he said"),
        ("rock 'n' roll", "rock ’n’ roll"),
        ("'Tis 'twas give 'em", "’Tis ’twas give ’em"),
        ('"don\'t"', "“don’t”"),
        ('"the dogs\'"', "“the dogs’”"),
        ("'don't'", "‘don’t’"),
        ('"\'90s"', "“’90s”"),
        ("O'Neill's", "O’Neill’s"),
        # primes aren't made
        ("6'2\" tall", "6’2” tall"),
        # dashes and ellipses
        ("a--b", "a–b"),
        ("a---b", "a—b"),
        ("a----b", "a----b"),
        ("a-b 10-12", "a-b 10-12"),
        ("wait...", "wait…"),
        ("wait....", "wait...."),
        ("..", ".."),
        # nothing else
        ("(c) (r) 1/2 x2 ->", "(c) (r) 1/2 x2 ->"),
        ("“Yes,” ‘no’ – it’s…", "“Yes,” ‘no’ – it’s…"),
        ("“'Yes,' she said”", "“‘Yes,’ she said”"),
        ("", ""),
    ],
)
def test_english(typed: str, set_as: str) -> None:
    assert smarten([typed], "en-GB") == (set_as,)


NESTED = "\"a 'b' c\" d'e"


@pytest.mark.parametrize(
    ("language", "set_as"),
    [
        ("en", "“a ‘b’ c” d’e"),
        ("en-GB", "“a ‘b’ c” d’e"),
        ("de", "„a ‚b‘ c“ d’e"),
        ("de-AT", "„a ‚b‘ c“ d’e"),
        ("de-CH", "«a ‹b› c» d’e"),
        ("de-Latn-CH", "«a ‹b› c» d’e"),
        ("fr", f"«{NARROW}a “b” c{NARROW}» d’e"),
        ("fr_FR", f"«{NARROW}a “b” c{NARROW}» d’e"),
        ("es", "«a “b” c» d’e"),
        ("it", "«a “b” c» d’e"),
        ("pt", "«a “b” c» d’e"),
        ("pt-BR", "“a ‘b’ c” d’e"),
        ("nl", "“a ‘b’ c” d’e"),
        ("pl", "„a «b» c” d’e"),
        ("cs", "„a ‚b‘ c“ d’e"),
        ("sk", "„a ‚b‘ c“ d’e"),
        ("hu", "„a »b« c” d’e"),
        ("ro", "„a «b» c” d’e"),
        ("sv", "”a ’b’ c” d’e"),
        ("fi", "”a ’b’ c” d’e"),
        ("da", "»a ›b‹ c« d’e"),
        ("nb", "«a ‘b’ c» d’e"),
        ("ru", "«a „b“ c» d’e"),
        ("uk", "«a „b“ c» d’e"),
        ("el", "«a “b” c» d’e"),
        ("cy", "‘a “b” c’ d’e"),
        ("xx", "“a ‘b’ c” d’e"),
        ("", "“a ‘b’ c” d’e"),
    ],
)
def test_marks_by_language(language: str, set_as: str) -> None:
    assert smarten([NESTED], language) == (set_as,)


@pytest.mark.parametrize(
    ("language", "typed", "set_as"),
    [
        ("fr", "l'homme", "l’homme"),
        ("fr", 'l\'"homme"', f"l’«{NARROW}homme{NARROW}»"),
        ("fr", 'l’"homme"', f"l’«{NARROW}homme{NARROW}»"),
        ("fr", '"\u00a0mot\u00a0"', "«\u00a0mot\u00a0»"),
        ("fr", "\"C'est l'été\"", f"«{NARROW}C’est l’été{NARROW}»"),
        ("de", 'Er sagte: "Ja!"', "Er sagte: „Ja!“"),
        ("de", "Hans' Buch", "Hans’ Buch"),
        ("de", "rock 'n' roll", "rock ’n’ roll"),
        ("nl", "'s avonds in 't huis", "’s avonds in ’t huis"),
        ("es", '¿"Sí"?', "¿«Sí»?"),
        ("sv", '("ja")', "(”ja”)"),
        ("da", '»"ja"', "»»ja«"),
        ("it", "dell'\"arte\" l'è", "dell’«arte» l’è"),
    ],
)
def test_habits_of_languages(language: str, typed: str, set_as: str) -> None:
    assert smarten([typed], language) == (set_as,)


@pytest.mark.parametrize(
    ("runs", "set_as"),
    [
        (['"Yes, ', "really", '" she said'], ["“Yes, ", "really", "” she said"]),
        (['"', "Yes", '"'], ["“", "Yes", "”"]),
        (["don", "'t"], ["don", "’t"]),
        (["", '"', "", "a", "", '"', ""], ["", "“", "", "a", "", "”", ""]),
        (['"', "\ufffc", '"'], ["“", "\ufffc", "”"]),
        (["l'", "\ufffc"], ["l’", "\ufffc"]),
        (["\ufffc", "'s"], ["\ufffc", "’s"]),
        (["\ufffc", '" a'], ["\ufffc", "” a"]),
        (["a ", "'b", "' c"], ["a ", "‘b", "’ c"]),
        (['"', "'", "Yes", "'", '"'], ["“", "‘", "Yes", "’", "”"]),
        (["a-", "-b"], ["a-", "-b"]),
        (["a--", "-b"], ["a--", "-b"]),
        (["a..", ".b", "..."], ["a..", ".b", "…"]),
        ([], []),
    ],
)
def test_marks_over_runs(runs: list[str], set_as: list[str]) -> None:
    assert smarten(runs, "en") == tuple(set_as)


def test_the_table_has_every_language_of_the_house() -> None:
    house = "en de fr es it pt nl pl cs sk hu ro sv fi da nb nn no et lv lt sl hr sr bg ru uk el tr cy ga gd eu ca"
    assert set(house.split()) <= set(QUOTE_MARKS)
    assert quote_marks("tlh") == ENGLISH
    assert quote_marks("EN-us") == ENGLISH


def test_time_is_linear() -> None:
    start = time.process_time()
    smarten(['\'69 "x" ' * 20_000], "en")
    assert time.process_time() - start < 5


LANGUAGES = st.sampled_from([*QUOTE_MARKS, "xx"])
RUNS = st.lists(st.one_of(st.text(), st.text("\"'-. ab1(—“’é\u00a0\n", max_size=12), st.just("\ufffc")), max_size=6)
MARKS = re.compile("[\"'«»‹›“”„‘’‚–—…\u202f.-]")


@given(RUNS, LANGUAGES)
def test_only_marks_change_and_only_once(runs: list[str], language: str) -> None:
    done = smarten(runs, language)
    assert len(done) == len(runs)
    assert [MARKS.sub("", run) for run in done] == [MARKS.sub("", run) for run in runs]
    assert not set("".join(done)) & set("\"'")
    assert smarten(done, language) == done
    for run, typed in zip(done, runs, strict=True):
        if typed == "\ufffc":
            assert run == typed


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ('"a" b', [("opens", True), ("closes", True)]),
        ('"a', [("opens", False)]),
        ('a"', [("closes", False)]),
        ("it's", [("apostrophe", False)]),
        ('"a \'b"', [("opens", True), ("opens", False), ("closes", True)]),
        ("5'10\"", [("apostrophe", False), ("closes", False)]),
        ("'90s", [("apostrophe", False)]),
    ],
)
def test_what_a_straight_mark_is_taken_for(typed: str, kinds: list[tuple[str, bool]]) -> None:
    assert list(straight_marks(typed, "en").values()) == kinds
    assert list(straight_marks(typed, "en")) == [place for place, letter in enumerate(typed) if letter in "'\""]
