"""What is suggested in place of a name that isn't known: by itself, and wherever a name can be misspelt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.build import check
from publish.diagnostics import did_you_mean, nearest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("langauge", ["language", "layout"], "language"),
        ("images/harbour.jpg", ["images/harbor.jpg", "images/boat.jpg"], "images/harbor.jpg"),
        ("IMAGES/Harbour.JPG", ["images/harbour.jpg", "images/harbours.jpg"], "images/harbour.jpg"),
        ("harbour.jpg", ["images/2023/harbour.jpg", "images/hebrides.jpg"], "images/2023/harbour.jpg"),
        ("pictures/a.png", ["images/a.png", "images/b.png"], "images/a.png"),
        ("images/harbour.jpg", ["images/harbour.png", "images/harbor.jpg"], "images/harbour.png"),
        ("harbour.jpeg", ["images/harbour.png", "images/boat.jpeg"], "images/harbour.png"),
        ("new/a.png", ["old/a.png", "news/a.png"], "news/a.png"),
        ("ot", ["to", "by"], "to"),
        ("teh", ["the", "ten"], "the"),
        ("GB-en", ["en-GB"], "en-GB"),
        ("cafe\u0301.md", ["café.md", "cafes.md"], "café.md"),
        ("xyz", ["title", "language"], ""),
        ("xyz", [], ""),
        ("", ["title"], ""),
        ("title", ["title"], ""),
        ("..", ["/", "", "a."], ""),
    ],
)
def test_the_name_that_was_likely_meant(word: str, known: list[str], meant: str) -> None:
    assert nearest(word, known) == meant
    assert nearest(word, reversed(known)) == meant
    assert did_you_mean(word, known) == (f"did you mean {meant}?" if meant else "")


YAML = "title: T\nlanguage: en-GB\n"


@pytest.mark.parametrize(
    ("publication", "article", "meant"),
    [
        (f"{YAML}Publisher: P\n", "", "publisher"),
        (f"{YAML}print: {{blead: 3mm}}\n", "", "bleed"),
        (f"{YAML}bleed: 3mm\n", "", "print.bleed"),
        (f"{YAML}contents: [{{prat: P, contents: [a.md]}}]\n", "", "part"),
        (f"{YAML}print: {{resolution: {{line-eror: 3}}}}\n", "", "line-error"),
        (f"{YAML}print: {{bleed: {{top: 3mm, botom: 3mm, inside: 3mm, outside: 3mm}}}}\n", "", "bottom"),
        (f"{YAML}print: {{binding: saddle-stich}}\n", "", "saddle-stitch"),
        (f"{YAML}print: {{trim: US Leter}}\n", "", "US Letter"),
        (f"{YAML}print: {{vendor: uk-magasine}}\n", "", "uk-magazine"),
        (f"{YAML}print: {{condition: FORGA39}}\n", "", "FOGRA39"),
        (f'{YAML}print: {{file-name: "{{slgu}}-press"}}\n', "", "slug"),
        (f"{YAML}slug: My Title\n", "", "my-title"),
        (f"{YAML}layout: Magazine\n", "", "magazine"),
        ("title: T\nlanguage: en_GB\n", "", "en-GB"),
        ("title: T\nlanguage: English\n", "", "en"),
        (f"{YAML}contributors: [{{name: N, role: ilustrator}}]\n", "", "illustrator"),
        (f"{YAML}contents: [A.md]\n", "", "a.md"),
        (f"{YAML}contents: [articles/a.md]\n", "", "a.md"),
        (f"{YAML}contents: [a.txt]\n", "", "a.md"),
        (f"{YAML}cover: {{image: p.png, alt: A square}}\n", "", "images/p.png"),
        (f"{YAML}cover: {{image: images/p.png, alt: A square, lines: [{{text: W, to: aa.md}}]}}\n", "", "a.md"),
        (f"{YAML}allow: [{{code: alt-shrot, reason: R}}]\n", "", "alt-short"),
        (YAML, "---\nkiker: K\n---\n", "kicker"),
        (YAML, "---\nkind: New\n---\n", "news"),
        (YAML, "---\nlead: {imag: images/p.png, alt: A square}\n---\n", "image"),
        (YAML, "![A square](images/p.jpg)", "images/p.png"),
        (YAML, "![A square](images/P.PNG)", "images/p.png"),
        (YAML, "![A square](p.png)", "images/p.png"),
        (YAML, "![A square](images/p.png){widht=full}", "width"),
        (YAML, "![A square](images/p.png){width=ful}", "full"),
        (YAML, '![A square](images/p.png){longdesc="aa.md"}', "a.md"),
        (YAML, "![](images/p.png){.decorativ}", ".decorative"),
        (YAML, "[mot]{lang=french}", "fr"),
        (YAML, "[mot]{lnag=fr}", "lang"),
        (YAML, "::: event {strat=2023-06-24}\n:::", "start"),
        (YAML, "::: Note\nWords.\n:::", "note"),
        (YAML, "Words[^noet].\n\n[^note]: A note.", "[^note]"),
        (YAML, "[See](#secnd).\n\n## Second", "second"),
        (YAML, "[See](aa.md).", "a.md"),
        (YAML, "[See](a.html).", "a.md"),
        (YAML, "[See](htps://example.org/).", "https://example.org/"),
        (YAML, "[See](www.example.org).", "https://www.example.org"),
        (f"{YAML}math: true\n", "So $\\alhpa$.", "\\alpha"),
    ],
)
def test_a_misspelt_name_brings_the_one_that_was_meant(
    tmp_path: Path, publication: str, article: str, meant: str
) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "p.png").write_bytes(b"")
    (tmp_path / "publication.yaml").write_text(publication)
    head, body = (article, "") if article.startswith("---") else ("", article)
    (tmp_path / "a.md").write_text(f"{head}# A\n\n{body}\n")
    said = [f"{each.message} {each.hint}" for each in check(tmp_path, "m")]
    right = (f"did you mean {meant}?", f"the file is named {meant}: write it just so")
    assert any(hint in each for each in said for hint in right), said
    for each in check(tmp_path, "m"):
        assert each.code == "image-unreadable" or not each.hint.startswith("did you mean") or each.about, each


def test_a_title_in_the_front_matter_is_told_where_it_goes(tmp_path: Path) -> None:
    (tmp_path / "publication.yaml").write_text(YAML)
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\n\nWords.\n")
    hints = [each.hint for each in check(tmp_path, "m")]
    assert "write the title as the article's first heading: # Title" in hints


def test_an_id_of_another_article_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "publication.yaml").write_text(YAML)
    (tmp_path / "a.md").write_text("# A\n\n[See](#second).\n")
    (tmp_path / "b.md").write_text("# B\n\n## Second\n")
    assert [each.hint for each in check(tmp_path, "m")] == ["did you mean b.md#second?"]
