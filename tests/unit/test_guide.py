"""The designers' guide: its tables are those of the code, and its examples do what it says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from publish.build import Request, build, check
from publish.codes import RULES
from publish.design import Settings, read_design
from publish.edition import documents, resolve
from publish.guide import drawn, page_with, templates, tokens
from publish.house import house_folder
from publish.layouts import TEMPLATES, Layout
from publish.layouts.given import GIVEN, PLAIN, SHARED, VARIABLES
from publish.layouts.kinds import KINDS
from publish.manuscript.loader import load
from publish.measures import TRIMS
from publish.passes import apply
from publish.pdf.vocabulary import PAGE_PROPERTIES, READING_PROPERTIES, accepts
from publish.source import Span
from publish.styles import stylesheet, token_inks
from publish.styles import tokens as values_of
from publish.verify import tagtree

if TYPE_CHECKING:
    from publish.design import Design

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "designing.md"
LAYOUTS = house_folder("layouts")
TEXT = """# The harbour

The town has been careful with its mistakes.

::: pullquote {cite="Ada Example"}
The town has been careful with its mistakes.
:::
"""


def test_the_generated_parts_are_current(accept: bool) -> None:
    if accept:
        PAGE.write_text(page_with(PAGE.read_text("utf-8"), LAYOUTS), "utf-8")
    assert PAGE.read_text("utf-8") == page_with(PAGE.read_text("utf-8"), LAYOUTS), "make accept writes it anew"


def test_every_file_of_the_layouts_is_in_the_guide() -> None:
    page = PAGE.read_text("utf-8")
    for path in LAYOUTS.rglob("*.html"):
        assert f"`layouts/{path.relative_to(LAYOUTS).as_posix()}`: " in page, path
    for path in LAYOUTS.rglob("tokens.css"):
        assert f"#### layouts/{path.relative_to(LAYOUTS).as_posix()}\n" in page, path
    for name in (*VARIABLES, *KINDS):
        assert page.count(f"\n#### {name}\n") == 1, name


def test_every_template_opens_with_what_it_draws() -> None:
    files = {path: says for each in templates(LAYOUTS).values() for path, says in each.items()}
    assert len(files) > 60
    assert [path for path, says in files.items() if not re.fullmatch(r"[A-Z].*\.", says)] == []
    assert [name for name, found in templates(LAYOUTS).items() if not found] == []
    assert drawn("{# A box: a note. Keep it. #}\n<aside>") == "A box: a note."
    assert drawn("<aside>{# A box. #}") == ""


def test_every_token_says_what_it_is_for() -> None:
    for path in LAYOUTS.rglob("tokens.css"):
        found = {each.name: each for each in tokens(path.read_text("utf-8"))}
        values = values_of(path.read_text("utf-8"))
        assert {name for name in values if not name.endswith("-cmyk")} == set(found)
        for name, each in found.items():
            assert each.value == values[name]
            assert each.inks == values.get(f"{name}-cmyk", "")
            assert re.fullmatch(r"[A-Z].*\.", each.says), f"{path.parent.name}: {name} needs a comment on its line"
    assert [each.says for each in tokens(":root {\n --a: 1em; /* A. */\n /* Other. */\n --b: 2em; }")] == ["A.", ""]


def test_what_is_given_is_said_in_a_few_words_of_known_types() -> None:
    assert set(TEMPLATES.values()) <= set(GIVEN)
    said = [*SHARED, *(each for given in VARIABLES.values() for each in given)]
    said += [field for kind in KINDS.values() for field in kind.fields]
    for each in said:
        plain = each.type.removesuffix(" or nothing").replace("list of ", "")
        assert plain in KINDS or plain in PLAIN, each.name
        assert 0 < len(each.says) < 130, each.name
        assert not each.says.endswith("."), each.name
        assert len(each.example) < 40, each.name
        assert each.example or plain not in ("text", "markup", "number", "yes or no") or each.name == "attributes", each
    for kind in KINDS.values():
        assert len({field.name for field in kind.fields}) == len(kind.fields)
    for given in VARIABLES.values():
        assert len({each.name for each in given}) == len(given)


def test_what_templates_ask_of_a_value_is_said() -> None:
    known = {field.name for kind in KINDS.values() for field in kind.fields}
    known |= {"index", "index0", "last", "first"} | {"format"}  # of a loop, of a text
    for path in LAYOUTS.rglob("*.html"):
        text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        code = " ".join(re.findall(r"\{[{%](.*?)[%}]\}", text, re.DOTALL))
        asked = set(re.findall(r'(?<=attribute=")\w+|(?<=attr\(")\w+', code))
        asked |= set(re.findall(r"(?<=[\w\])]\.)[a-z_]\w*", re.sub(r'"[^"]*"|ns\.\w+', "ns", code)))
        assert asked - known == set(), path


# -------------------------------------------------------------------------------------------------------- the page


def test_every_link_of_the_guide_leads_somewhere() -> None:
    page = PAGE.read_text("utf-8")
    prose = re.sub(r"^```.*?^```$", "", page, flags=re.DOTALL | re.MULTILINE)
    heads = [
        re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in re.findall(r"^#+ (.*)$", prose, re.MULTILINE)
    ]
    assert len(set(heads)) == len(heads)
    for link in re.findall(r"\]\(([^)]*)\)", prose):
        path, _, fragment = link.partition("#")
        if not path.startswith("https://"):
            assert not path or (PAGE.parent / path).is_file(), link
            assert path or fragment in heads, link


def test_tables_are_no_wider_than_a_page() -> None:
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    assert len(rows) > 300
    assert max(len(re.findall(r"(?<!\\)\|", row)) - 1 for row in rows) <= 4


def test_the_settings_of_a_layout_are_those_that_there_are() -> None:
    table = PAGE.read_text("utf-8").partition("| setting |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \| `(.*?)` \| ", table, re.MULTILINE)
    said = {name: tomllib.loads(f"x = {value}")["x"] for name, value in rows}
    plain = {(field.alias or name): field.default for name, field in Settings.model_fields.items()}
    settings = {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}
    assert said | {"trim": TRIMS[said["trim"]]} == settings


def test_the_codes_of_the_guide_are_registered() -> None:
    table = PAGE.read_text("utf-8").partition("## What carries accessibility")[2].partition("`make verify`")[0]
    named = {
        code
        for row in table.splitlines()
        if row.startswith("|")
        for code in re.findall(r"`([a-z-]+)`", row.split(" | ")[-1])
    }
    assert len(named) >= 6
    assert named - set(RULES) == set()


def test_what_the_page_engine_leaves_out_is_so() -> None:
    said = PAGE.read_text("utf-8").partition("The page engine leaves these out")[2].partition("It has columns")[0]
    names = re.findall(r"`([a-z-]+)`", said)
    assert len(names) >= 10
    assert [name for name in names if name not in READING_PROPERTIES] == ["float"]
    assert not accepts("float", "top")
    assert not accepts("float", "bottom")
    assert {"columns", "grid-template-columns", "string-set", "hyphens", "font-feature-settings"} <= PAGE_PROPERTIES
    assert accepts("float", "footnote")


# ------------------------------------------------------------------------------------------------------ its examples


def examples() -> dict[str, str]:
    """Give the files of the guide's examples by their path in a manuscript."""
    found = re.findall(r"^`my-issue/(.*?)`\n\n```\w+\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return dict(found)


def manuscript(folder: Path, layout: str, files: dict[str, str]) -> Path:
    texts = {"publication.yaml": f"title: T\nlanguage: en-GB\nlayout: {layout}\n", "a.md": TEXT, **files}
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def design_of(folder: Path, layout: str) -> Design:
    design, found = read_design(layout, [(folder / "layouts", "m/layouts"), (LAYOUTS, "layouts")], Span("m"))
    assert found == []
    assert design
    return design


class Plain:
    """An output that answers as simply as can be."""

    target = "epub"

    def mark(self, *_: object) -> str:
        return ""

    anchor = mark


def markup(folder: Path, design: Design) -> str:
    publication = load(folder, "m").publication
    assert publication
    edition = resolve(apply(publication, design), design, (), None)
    first = next(each for each in documents(edition, "epub") if each.kind == "article")
    return str(Layout(edition, Plain()).page(first))  # type: ignore[arg-type]  # the text asks it for nothing else


def test_a_file_that_a_manuscript_overrides_changes_the_markup(tmp_path: Path) -> None:
    name = "layouts/magazine/blocks/pullquote.html"
    before = markup(manuscript(tmp_path / "a", "magazine", {}), design_of(tmp_path / "a", "magazine"))
    folder = manuscript(tmp_path / "b", "magazine", {name: examples()[name]})
    after = markup(folder, design_of(folder, "magazine"))
    cite = '<p class="cite">Ada Example</p>'
    assert before.index("<p>The town has been careful", before.index("<aside")) < before.index(cite)
    assert after.index(cite) < after.index("<p>The town has been careful", after.index("<aside"))
    assert sorted(re.sub(r"\s+", "", before)) == sorted(re.sub(r"\s+", "", after))
    assert check(folder, "m") == ()


def test_a_colour_that_a_manuscript_sets_counts_in_every_output(tmp_path: Path) -> None:
    name = "layouts/magazine/colours.css"
    folder = manuscript(tmp_path / "m", "magazine", {name: examples()[name]})
    design = design_of(folder, "magazine")
    for target in ("epub", "pdf", "web"):
        css = stylesheet(design, target)
        assert values_of(css)["--accent"] == "#8c1d54"
        assert values_of(css)["--ink"] == values_of(stylesheet(design_of(tmp_path, "magazine"), target))["--ink"]
    assert (0.3, 1.0, 0.4, 0.2) in token_inks(stylesheet(design, "pdf")).values()
    assert check(folder, "m") == ()


def test_the_smallest_layout_is_one(tmp_path: Path) -> None:
    files = {name: text for name, text in examples().items() if "/leaflet/" in name}
    assert len(files) == 2
    folder = manuscript(tmp_path / "m", "leaflet", files)
    design = design_of(folder, "leaflet")
    assert design.settings.trim == TRIMS["A5"]
    assert design.files["pdf"]["pdf.css"].shown == "m/layouts/leaflet/pdf/pdf.css"
    assert design.files["epub"]["article.html"].shown == "layouts/shared/article.html"
    assert check(folder, "m") == ()


def test_a_picture_without_its_text_and_a_wrong_level_are_found_in_the_file(tmp_path: Path) -> None:
    changed = {
        "blocks/figure.html": (' alt="{{ picture.alt }}"', ""),
        "blocks/decoration.html": (
            ' aria-hidden="true"><img src="{{ picture.src }}" alt=""/>',
            '><img src="{{ picture.src }}"/>',
        ),
        "blocks/heading.html": ("h{{ level }}", "h5"),
    }
    files = {"a.md": f"{TEXT}\n![Boats at low tide](a.jpg)\n\n![](a.jpg){{.decorative}}\n\n## Below\n\nWords.\n"}
    for name, (old, new) in changed.items():
        text = (LAYOUTS / "shared" / name).read_text("utf-8")
        assert old in text
        files[f"layouts/shared/{name}"] = text.replace(old, new)
    folder = manuscript(tmp_path / "m", "report", files)
    Image.new("RGB", (900, 600), "#0f6e6e").save(folder / "a.jpg")
    build(Request(folder, "m", tmp_path / "out", ("screen",)))
    said = [each.message for each in tagtree.findings(tmp_path / "out" / "t-screen.pdf")]
    assert sum("has no Alt" in each for each in said) == 2
    assert sum("a heading of level 5 follows level 1" in each for each in said) == 1
