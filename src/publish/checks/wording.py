"""Words that a screen reader would say wrongly: in a language that isn't marked, or all in capitals."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from babel.core import get_global

from publish.diagnostics import Diagnostic, Severity
from publish.tree import Code, CodeBlock, Heading, Inline, Paragraph, Text
from publish.walk import descend, parts_of, query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publish.tree import Article, Node, Publication
    from publish.walk import Visited

# Scripts by the first word of their characters' names (Unicode): ISO 15924 codes, and a language for hints.
_SCRIPTS: dict[str, tuple[frozenset[str], str]] = {
    "LATIN": (frozenset({"Latn"}), "en"),
    "GREEK": (frozenset({"Grek"}), "el"),
    "CYRILLIC": (frozenset({"Cyrl"}), "ru"),
    "ARMENIAN": (frozenset({"Armn"}), "hy"),
    "GEORGIAN": (frozenset({"Geor"}), "ka"),
    "HEBREW": (frozenset({"Hebr"}), "he"),
    "ARABIC": (frozenset({"Arab"}), "ar"),
    "DEVANAGARI": (frozenset({"Deva"}), "hi"),
    "BENGALI": (frozenset({"Beng"}), "bn"),
    "GURMUKHI": (frozenset({"Guru"}), "pa"),
    "GUJARATI": (frozenset({"Gujr"}), "gu"),
    "TAMIL": (frozenset({"Taml"}), "ta"),
    "TELUGU": (frozenset({"Telu"}), "te"),
    "KANNADA": (frozenset({"Knda"}), "kn"),
    "MALAYALAM": (frozenset({"Mlym"}), "ml"),
    "SINHALA": (frozenset({"Sinh"}), "si"),
    "THAI": (frozenset({"Thai"}), "th"),
    "LAO": (frozenset({"Laoo"}), "lo"),
    "KHMER": (frozenset({"Khmr"}), "km"),
    "MYANMAR": (frozenset({"Mymr"}), "my"),
    "ETHIOPIC": (frozenset({"Ethi"}), "am"),
    "CJK": (frozenset({"Hans", "Hant", "Jpan", "Kore"}), "zh"),
    "HIRAGANA": (frozenset({"Jpan"}), "ja"),
    "KATAKANA": (frozenset({"Jpan"}), "ja"),
    "HANGUL": (frozenset({"Kore"}), "ko"),
}
_UNSPACED = frozenset({"CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"})
_WORD = re.compile(r"[^\W\d_]+(?:[’'\u0300-\u036f\u0590-\u05cf\u0610-\u065f\u0900-\u0dff-]*[^\W\d_]+)*")

# Latin letters with all their marks, and signs of every script's: punctuation, currencies, arrows, symbols.
_SURELY_LATIN = re.compile(r"[\0-\u036f\u1e00-\u1eff\u2000-\u2bff]*")

# A word or a name may stand without a mark (WCAG 2.2, 3.1.2, names and technical terms); Latin names are everywhere.
_WORDS_IN_A_RUN = 2
_LATIN_WORDS_IN_A_RUN = 5
_LETTERS_IN_A_RUN = 4
_CAPITALS = 20


def other_scripts_have_a_language(publication: Publication) -> Iterator[Diagnostic]:
    """Several words in a script that the text's language isn't written in have a language (WCAG 2.2, 3.1.2)."""
    for article in publication.documents:
        for language, texts in _runs(article):
            for node, words, script, about in _foreign(texts, language):
                mark = _SCRIPTS[script][1]
                shown = words if len(words) <= 40 else f"{words[:39]}…"
                message = f"“{shown}” is not in the script of {language}, and no language is given"
                hint = f"write [{shown}]{{lang={mark}}}, with the language that it is in"
                yield Diagnostic("language-unmarked", message, node.span, hint, Severity.WARNING, about=about)


def _runs(article: Article) -> Iterator[tuple[str, list[Text]]]:
    """Give the texts of each block of an article that stand together in one language, authors' names left out."""
    heads = ((article.title, article.attributes.lang), (article.kicker, ""), (article.standfirst, ""))
    blocks: list[tuple[Iterable[Visited], str]] = [(nodes, lang or article.language) for nodes, lang in heads]
    blocks += [((article.lead,), article.language)] if article.lead else []
    blocks += [(article.body, article.language)]
    blocks += [(note.children, note.attributes.lang or article.language) for note in article.notes]
    for nodes, language in blocks:
        for (_, lang), group in groupby(_texts(nodes, language, id(nodes)), lambda each: each[:2]):
            yield lang, [text for _, _, text in group]


def _texts(nodes: Iterable[Visited], language: str, block: int) -> Iterator[tuple[int, str, Text]]:
    for node in nodes:
        lang = node.attributes.lang or language
        if isinstance(node, Text):
            yield block, lang, node
        elif not isinstance(node, Code | CodeBlock):
            yield from _texts(parts_of(node), lang, block if isinstance(node, Inline) else id(node))


def _foreign(texts: list[Text], language: str) -> Iterator[tuple[Text, str, str, str]]:
    """Give the runs of words in another script: where each starts, its words, the script, and its start as written."""
    own = _script_of(language)
    if own in _SCRIPTS["LATIN"][0] and all(_SURELY_LATIN.fullmatch(node.text) for node in texts):
        return
    found = [(node, word, _script(word[0][0])) for node in texts for word in _WORD.finditer(node.text)]
    for script, group in groupby(found, lambda each: each[2]):
        run = list(group)
        if script not in _SCRIPTS or own in _SCRIPTS[script][0]:
            continue
        words = [word[0] for _, word, _ in run]
        least = _LATIN_WORDS_IN_A_RUN if script == "LATIN" else _WORDS_IN_A_RUN
        long = sum(len(word) > 1 for word in words) >= least  # α and β are symbols
        if long or (script in _UNSPACED and sum(map(len, words)) >= _LETTERS_IN_A_RUN):
            node = run[0][0]
            last = [word for at, word, _ in run if at is node][-1]
            yield node, " ".join(words), script, node.text[run[0][1].start() : last.end()]


@cache
def _script_of(language: str) -> str:
    """Give the ISO 15924 code of the script that a language is written in: its own subtag, or the likely one."""
    subtags = language.replace("_", "-").split("-")
    given = next((each.title() for each in subtags[1:] if len(each) == 4 and each.isalpha()), "")
    likely = get_global("likely_subtags")
    region = "_".join([subtags[0].lower(), *(each.upper() for each in subtags[1:] if len(each) == 2)])
    full: str = likely.get(region) or likely.get(subtags[0].lower()) or "und_Latn"
    return given or full.split("_")[1]


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0]


def sentences_are_not_in_capitals(publication: Publication) -> Iterator[Diagnostic]:
    """A paragraph or heading isn't typed in capitals: they are hard to read, and screen readers may spell them out."""
    for article in publication.documents:
        blocks: list[tuple[tuple[Visited, ...], Node]] = [(article.title, article)]
        blocks += [(node.children, node) for node in query(article, Paragraph)]
        blocks += [(node.children, node) for node in query(article, Heading)]
        for children, node in blocks:
            if any(isinstance(each, Text) and each.text != each.text.upper() for each in children[:1]):
                continue  # as nearly all are
            text = "".join(each.text for each in descend(children) if isinstance(each, Text))
            if text.isupper() and sum(letter.upper() != letter.lower() for letter in text) >= _CAPITALS:
                hint = "type it in small letters; a layout can set it in capitals"
                message, about = "these words are all in capitals", text.strip()
                yield Diagnostic("capitals", message, node.span, hint, Severity.WARNING, about=about)
