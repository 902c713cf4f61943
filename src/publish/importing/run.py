"""Files in, a manuscript out: each file is read whole before anything is written, and nothing is written twice."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publish.delivery import held
from publish.diagnostics import Diagnostic, PublishError, Severity
from publish.importing.album import Album
from publish.importing.assembly import Naming, assemble
from publish.importing.inlines import language_of
from publish.importing.kinds import read_document
from publish.importing.markdown import written
from publish.importing.styles import Styles, read_styles
from publish.manuscript.article import Source, read_article
from publish.manuscript.context import Names, slug
from publish.manuscript.dialect import dialect
from publish.manuscript.names import difficulty
from publish.source import Span
from publish.walk import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from publish.importing.flow import Document, Remarks

FALLBACK_LANGUAGE = "en"
_MOST_PLACES = 5
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: the files, the folder for the manuscript, the user's table of styles."""

    files: tuple[Path, ...]
    out: Path
    styles: Path | None = None
    force: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: what is to be looked at, the files that were written, and what did not carry over, counted."""

    diagnostics: tuple[Diagnostic, ...]
    files: tuple[Path, ...]
    lost: tuple[str, ...]


@dataclass(slots=True)
class _Made:
    """What is to be written, and what is to be said."""

    files: dict[str, bytes] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)


def import_files(request: Request, progress: Callable[[str], None] = lambda _stage: None) -> Outcome:
    """Turn files into articles of the manuscript in a folder; raise PublishError where one of them can't be read."""
    styles = read_styles(request.styles) if request.styles else Styles()
    files = tuple(dict.fromkeys(request.files))
    stems = _stems(files)
    documents: list[Document] = []
    errors: list[Diagnostic] = []
    for file in files:
        progress(f"reading {file}")
        try:
            documents.append(read_document(file, styles))
        except PublishError as error:
            errors += error.diagnostics
    if errors:
        raise PublishError(errors)
    made = _Made()
    for file, document in zip(files, documents, strict=True):
        _article(request, document, file, styles, stems, made)
    with held(request.out) as delivery:
        if not (request.out / "publication.yaml").exists():
            made.files["publication.yaml"] = _publication(request, tuple(stems.values()), made)
        there = [name for name in made.files if (request.out / name).exists()]
        if there and not request.force:
            raise PublishError(_exists(request.out, name) for name in there)
        delivery.replace(made.files)
    return Outcome(tuple(made.found), tuple(request.out / name for name in made.files), tuple(made.lost))


def _exists(out: Path, name: str) -> Diagnostic:
    hint = "name another folder with --out, or say --force to replace it"
    return Diagnostic("import-exists", f"{out / name} is there already", Span(str(out / name)), hint)


def _stems(files: Sequence[Path]) -> dict[Path, str]:
    """Give the name of each article: that of its file in small letters, safe on every system, none twice."""
    names = Names(())
    stems = {}
    for file in files:
        base = slug(file.stem.removesuffix(".docx"))[:_LONGEST_NAME].strip("-") or "article"
        stems[file] = names.take(f"{base}-article" if difficulty(f"{base}.md") else base)
    return stems


def _article(
    request: Request, document: Document, file: Path, styles: Styles, stems: Mapping[Path, str], made: _Made
) -> None:
    """Make an article of a document; what is to be written and said goes to ``made``."""
    stem = stems[file]
    names = {other.name: name for other, name in stems.items()}
    path = f"{stem}.md"
    language = language_of(document)
    if not language:
        message = f"no language is said in {file.name}, so it is marked as English ({FALLBACK_LANGUAGE})"
        document.remarks.say("import-title", message, 0, "mend language: at the head of the article")
        language = FALLBACK_LANGUAGE
    album = Album(stem, document.remarks)
    title = re.sub(r"[_-]+", " ", file.stem).strip() or stem
    article = assemble(document, styles, album, Naming(path, stem, title, names), language, Span(str(file), 0))
    result = written(article, {name: f"{name}.md" for name in stems.values()})
    made.files[path] = result.text.encode()
    made.files |= album.files
    made.titles.append(text_of(article.title))
    made.languages.append(language)
    shown = Span(str(request.out / path))
    made.found += _findings(document.remarks, shown, result.lines)
    made.lost += _counted(file, document.remarks)
    # What goes over a limit is found when it is read back; anything else would be a fault of ours, and is seen, too.
    ids = {f"{name}.md": name for name in stems.values()}
    _, found = read_article(Source(path, result.text, shown), dialect(maths=False), ids, language)
    made.found += found


# -------------------------------------------------------------------------------------------------------------- said


def _findings(remarks: Remarks, article: Span, lines: Mapping[int, int]) -> list[Diagnostic]:
    """Give what is to be said of a document, each at the line of the article where its paragraph is now."""
    starts = sorted(lines)
    said = [(each.place, each.code, each.message, each.hint) for each in remarks.found]
    for kind, places in remarks.dropped.items():
        words = [words for _, words in places if words]
        shown = ", ".join(dict.fromkeys(words[:_MOST_PLACES])) + (" …" if len(words) > _MOST_PLACES else "")
        count = f"in {len(places)} places" if len(places) > 1 else "in one place"
        message = f"{kind}: left out {count}{f', {shown}' if shown else ''}"
        code = _CODES.get(kind, "import-formatting")
        said.append(
            (places[0][0], code, message, _HINTS.get(kind, "say with a style or in words what it meant, if anything"))
        )
    found = []
    for place, code, message, hint in said:
        before = [start for start in starts if 0 < start <= place]
        line = lines[before[-1]] if before else 1
        found.append(Diagnostic(code, message, article.at(line), hint, Severity.WARNING))
    return sorted(found, key=lambda each: each.span.line)


_CODES = {
    "letters and Roman numerals before the items of lists": "import-list",
    "paragraphs and lists in a cell, which are one text now": "import-table",
    "signs of a symbol font": "import-lost",
    "hidden text": "import-lost",
    "numbers of headings": "import-heading",
}
_HINTS = {
    "letters and Roman numerals before the items of lists": "items have numbers now: look at what refers to them",
    "numbers of captions": "books number their figures and tables, magazines don't",
    "numbers of headings": "layouts number chapters; look at what refers to a number",
    "page breaks": "start: page in the front matter begins an article on a page of its own",
    "columns": "say columns: 2 at the head of the article",
    "signs of a symbol font": "type the character itself",
    "hidden text": "take it out, or show it",
}

_WORDS = {
    "import-change": "tracked change",
    "import-comment": "comment",
    "import-style": "unknown style",
    "import-formatting": "kind of formatting",
    "import-table": "change in a table",
    "import-list": "change in a list",
    "import-picture": "picture to look at",
    "import-alt": "alternative text to write",
    "import-link": "link that leads nowhere",
    "import-heading": "change in the headings",
    "import-title": "thing about the title or the language",
    "import-lost": "thing left out",
}
"""What each code counts, for the list at the end."""


def _counted(file: Path, remarks: Remarks) -> list[str]:
    """Give what did not carry over from a file, as a line of a plain list for each kind."""
    counts = Counter(each.code for each in remarks.found)
    counts.update(_CODES.get(kind, "import-formatting") for kind in remarks.dropped)
    lines = [
        f"{count} {word if count == 1 else _plural(word)}" for code, word in _WORDS.items() if (count := counts[code])
    ]
    return [f"{file.name}: {', '.join(lines)}" if lines else f"{file.name}: all of it carried over"]


def _plural(word: str) -> str:
    for noun in ("change", "kind", "picture", "thing", "link", "text"):
        if re.search(rf"\b{noun}\b", word):
            return re.sub(rf"\b{noun}\b", f"{noun}s" if noun != "text" else "texts", word, count=1)
    return f"{word}s"


# ---------------------------------------------------------------------------------------------------------- manuscript


def _publication(request: Request, stems: Sequence[str], made: _Made) -> bytes:
    """Give a publication.yaml with which the manuscript builds at once."""
    one = len(stems) == 1
    title = made.titles[0] if one else re.sub(r"[_-]+", " ", request.out.resolve().name).strip() or "Untitled"
    if not one:
        message = f"the publication is named by its folder, {title}"
        span = Span(str(request.out / "publication.yaml"))
        made.found.append(Diagnostic("import-title", message, span, "write its title there", Severity.WARNING))
    language = Counter(made.languages).most_common(1)[0][0]
    lines = [f"title: {json.dumps(title, ensure_ascii=False)}", f"language: {language}", "contents:"]
    lines += [f"  - {json.dumps(f'{stem}.md', ensure_ascii=False)}" for stem in stems]
    return ("\n".join(lines) + "\n").encode()
