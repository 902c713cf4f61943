"""What changed between two files: by page and word, wherever lines and pages end, and nothing that only moved."""

from __future__ import annotations

import json
import random
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pymupdf
import pytest
from click.testing import CliRunner, Result

from publish import cli, console
from publish.comparing import Comparison, as_json, as_text, compare
from publish.comparing.aligning import aligned

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

STORY = (
    "When the harbour was built, nobody asked the sea. Stones were brought by cart from the quarry on the hill, and "
    "the masons counted them twice, since the first count had been made after dinner. What they made has stood for two "
    "hundred winters. It leans a little now, as anybody would, and the boats have learnt to lean with it. On Sundays "
    "children throw bread from the wall, which the gulls take for rent. "
)


def pdf(folder: Path, name: str, pages: Sequence[str], head: str = "Harbour Notes", width: float = 300) -> Path:
    """Write a PDF with a page for each text, its number and a running head at its foot, counted from i."""
    document = pymupdf.open()
    for number, text in enumerate(pages, 1):
        page = document.new_page(width=420, height=595)
        page.insert_textbox((40, 80, 40 + width, 500), text, fontsize=10)
        page.insert_text((40, 570), f"{'i' * number}", fontsize=8)
        page.insert_text((300, 570), head, fontsize=8)
    document.set_page_labels([{"startpage": 0, "style": "r", "firstpagenum": 1}])
    document.save(folder / name)
    return folder / name


def epub(folder: Path, name: str, **documents: str) -> Path:
    """Write what is read of an EPUB: a container, a package, and a document for each text."""
    items = "".join(f'<item id="{each}" href="{each}.xhtml"/>' for each in documents)
    spine = "".join(f'<itemref idref="{each}"/>' for each in documents)
    opf = f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{spine}</spine></package>'
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("META-INF/container.xml", '<container><rootfile full-path="EPUB/package.opf"/></container>')
        archive.writestr("EPUB/package.opf", opf)
        for each, text in documents.items():
            body = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{text}</body></html>'
            archive.writestr(f"EPUB/{each}.xhtml", body)
    (folder / name).write_bytes(packed.getvalue())
    return folder / name


def told(found: Comparison) -> list[tuple[str, str, str, str]]:
    return [(each.place, each.was, each.old, each.new) for each in found.changes]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.cli, [str(each) for each in arguments], catch_exceptions=False)


def test_the_same_words_are_the_same_in_lines_of_any_length(tmp_path: Path) -> None:
    old = pdf(tmp_path, "old.pdf", [STORY * 2, STORY])
    new = pdf(tmp_path, "new.pdf", [STORY, STORY * 2], width=180)
    assert compare(old, new).same
    result = run("diff", old, new)
    assert (result.exit_code, result.stdout) == (console.OK, "nothing changed in the words\n")


def test_a_change_is_told_once_at_its_new_page_though_the_text_behind_it_moved(tmp_path: Path) -> None:
    changed = STORY.replace("two hundred winters", "three hundred winters")
    old = pdf(tmp_path, "old.pdf", [STORY * 2, STORY, STORY])
    new = pdf(tmp_path, "new.pdf", [STORY, f"{STORY} {changed}", STORY])
    found = compare(old, new)
    assert told(found) == [("ii", "ii", "two", "three")]
    assert (found.changes[0].before, found.changes[0].behind) == ("made has stood for", "hundred winters. It leans")
    result = run("diff", old, new)
    assert result.exit_code == console.ERRORS
    assert result.stdout.splitlines() == [
        "page ii",
        "  made has stood for [-two-] {+three+} hundred winters. It leans",
        "1 change, 1 word out, 1 in",
    ]


def test_lines_that_run_on_over_a_note_at_the_foot_are_no_change(tmp_path: Path) -> None:
    first, second, note = "one two three four five six", "seven eight nine ten eleven", "A note of some length"
    old = pdf(tmp_path, "old.pdf", [f"{first} {second}\n\n{note}", STORY])
    new = pdf(tmp_path, "new.pdf", [f"{first}\n\n{note}", f"{second} {STORY}"])
    assert told(compare(old, new)) == []
    assert told(compare(new, old)) == []
    swapped = pdf(tmp_path, "swapped.pdf", [f"{note} {first} {second}", STORY])
    assert len(told(compare(old, swapped))) == 2


def test_words_put_in_and_taken_out_are_told_and_near_ones_together(tmp_path: Path) -> None:
    old = pdf(tmp_path, "old.pdf", ["one two three four five six seven eight nine ten"])
    new = pdf(tmp_path, "new.pdf", ["one three four FIVE six SEVEN eight nine ten eleven"])
    assert told(compare(old, new)) == [
        ("i", "i", "two three four five six seven", "three four FIVE six SEVEN"),
        ("i", "i", "", "eleven"),
    ]
    assert told(compare(new, old))[1] == ("i", "i", "eleven", "")


def test_hyphens_at_the_end_of_a_line_are_nobodys_change(tmp_path: Path) -> None:
    old = pdf(tmp_path, "old.pdf", ["a confer-\nence of self-\nmade Attribution-\nShareAlike people"])
    new = pdf(tmp_path, "new.pdf", ["a conference of self-made Attribution-ShareAlike people"])
    assert compare(old, new).same
    assert told(compare(pdf(tmp_path, "a.pdf", ["they re-sign"]), pdf(tmp_path, "b.pdf", ["they resign"]))) == [
        ("i", "i", "re-sign", "resign")
    ]


def test_a_page_number_moves_with_its_page_and_a_running_head_is_told_once(tmp_path: Path) -> None:
    old = pdf(tmp_path, "old.pdf", [STORY] * 3)
    new = pdf(tmp_path, "new.pdf", [STORY] * 3, head="Harbour News")
    found = compare(old, new)
    assert found.changes == ()
    assert [(each.old, each.new) for each in found.running] == [("i Harbour Notes", ""), ("", "i Harbour News")]
    assert "  page i: [-i Harbour Notes-]" in as_text(found).splitlines()


def test_epubs_are_told_by_document_and_pictures_by_their_words(tmp_path: Path) -> None:
    old = epub(tmp_path, "old.epub", a="<p>One\u00ad two.</p>", b='<p>Three.</p><img src="x" alt="A harbour"/>')
    new = epub(
        tmp_path, "new.epub", a="<p>One two.</p>", b='<p>Three.</p><img src="x" alt="A haven"/>', c="<p>Four.</p>"
    )
    found = compare(old, new)
    assert told(found) == [("b.xhtml", "b.xhtml", "harbour", "haven Four.")]
    assert found.places == (2, 3)
    assert as_text(found).endswith("1 change, 1 word out, 2 in; 2 documents before, 3 now")


def test_json_has_it_all(tmp_path: Path) -> None:
    old = pdf(tmp_path, "old.pdf", ["one two"])
    new = pdf(tmp_path, "new.pdf", ["one " + "more " * 100])
    result = run("diff", old, new, "--format", "json")
    data = json.loads(result.stdout)
    assert result.exit_code == console.ERRORS
    assert (data["same"], data["unit"], data["places"]) == (False, "page", {"old": 1, "new": 1})
    assert len(data["changes"][0]["new"].split()) == 100
    assert data == json.loads(as_json(compare(old, new)))
    assert "… (100 words)+}" in run("diff", old, new).stdout


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_can_not_be_read_is_a_finding(tmp_path: Path, form: str) -> None:
    good = pdf(tmp_path, "good.pdf", ["one"])
    for name, data, code in (
        ("none.pdf", None, "file-missing"),
        ("text.txt", b"text", "not-a-publication"),
        ("cut.pdf", good.read_bytes()[:200], "not-a-publication"),
        ("cut.epub", b"PK\x03\x04", "not-a-publication"),
        ("empty.pdf", pdf(tmp_path, "blank.pdf", [""]).read_bytes(), "not-a-publication"),
        ("other.epub", epub(tmp_path, "b.epub", a="<p>one</p>").read_bytes(), "not-a-publication"),
    ):
        if data is not None:
            (tmp_path / name).write_bytes(data)
        result = run("diff", good, tmp_path / name, "--format", form)
        assert result.exit_code == console.ERRORS, name
        assert code in result.stdout, name
    assert "is a directory" in run("diff", good, tmp_path).stdout.lower()


def test_a_book_is_aligned_in_moments_and_what_moved_is_found() -> None:
    chance = random.Random(1)
    words = [f"w{chance.randrange(3000)}" if chance.random() < 0.6 else "the" for _ in range(60_000)]
    new = words.copy()
    changed = sorted(chance.sample(range(60_000), 50))
    for place in changed:
        new[place] = "changed"
    pairs = list(aligned(words, new))
    assert len(pairs) == 60_000 - 50
    assert all(i == j for i, j in pairs)
    moved = [*words[:100], *words[40_000:41_000], *words[100:40_000], *words[41_000:]]
    kept = list(aligned(words, moved))
    assert len(kept) >= 59_000
    assert all(words[i] == moved[j] for i, j in kept)
    assert kept == sorted(kept)
    assert len({j for _, j in kept}) == len(kept)


@pytest.mark.parametrize(("old", "new"), [("", ""), ("a", ""), ("", "a"), ("a a", "a"), ("a b a", "b a b")])
def test_little_is_aligned_too(old: str, new: str) -> None:
    pairs = list(aligned(old.split(), new.split()))
    assert all(old.split()[i] == new.split()[j] for i, j in pairs)
    assert len(pairs) == len(set(pairs))
