"""The report's page: each finding with whoever mends it, claims, pages, press, files, and nothing from elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from lxml import html
from tests.reports import finding, pdf, report

from publish.codes import RULES, THEMES
from publish.codes.people import PEOPLE, Person
from publish.reporting import MOST_FINDINGS, divisible, report_page
from publish.reporting.thumbnails import MOST, thumbnails


def found(page: str, path: str) -> list[Any]:
    result = html.fromstring(page).xpath(path)
    assert isinstance(result, list)
    return result


def text(page: str, path: str) -> list[str]:
    return [" ".join(each.text_content().split()) for each in found(page, path)]


def test_every_code_has_somebody_who_mends_it() -> None:
    assert set(PEOPLE) == set(RULES)
    assert {PEOPLE[rule.code] for rule in THEMES["Preflight: PDF/X-4"]} == {Person.PRINT}
    expected = {
        "alt-missing": Person.ACCESSIBILITY,
        "heading-skipped": Person.ACCESSIBILITY,
        "contrast-low": Person.DESIGNER,
        "image-resolution": Person.PRINT,
        "repeated-word": Person.EDITOR,
        "heading-stranded": Person.EDITOR,
    }
    assert {code: PEOPLE[code] for code in expected} == expected


def test_findings_stand_under_whoever_mends_them_with_place_hint_and_rule() -> None:
    page = report_page(report(), None)
    assert text(page, "//h3[following-sibling::ol]") == [
        "Editor: 1 warning", "Accessibility: 1 error", "Designer: 1 error", "Print: 1 warning",
    ]  # fmt: skip
    assert text(page, "//h3[@id='accessibility']/following-sibling::ol[1]/li/p") == [
        "error a.md:3 a picture <without> words & more",
        "Mend: do <this>",
        f"{RULES['alt-missing'].says} alt-missing (WCAG 2.2, 1.1.1)",
    ]
    assert "\u202e" not in page
    assert "ppi&lt;U+202E&gt;" in page


def test_errors_come_first_and_a_flood_is_counted() -> None:
    many = [finding("repeated-word", "warning", f"{line}", line) for line in range(MOST_FINDINGS + 5)]
    flood = (*many, finding("image-missing", "error", "no.png does not exist"))
    page = report_page(replace(report(), diagnostics=flood), None)
    assert text(page, "//h3[@id='editor']") == [f"Editor: 1 error, {MOST_FINDINGS + 5} warnings"]
    rows = text(page, "//ol[@class='mends']/li/p[1]")
    assert len(rows) == MOST_FINDINGS
    assert rows[0].startswith("error a.md:3 no.png")
    assert text(page, "//h3[@id='editor']/following-sibling::p[1]") == ["And 6 more, which t-report.json has."]
    nothing = report_page(replace(report(), diagnostics=()), None)
    assert text(nothing, "//h3[@id='editor']") == ["Editor: nothing"]


def test_claims_have_their_evidence_and_those_withheld_their_reason() -> None:
    page = report_page(report(), None)
    assert text(page, "//caption") == ["Claimed in the EPUB", "Not claimed in the EPUB", "Claimed in the Screen PDF",
                                       "Files"]  # fmt: skip
    withheld = "//table[caption='Not claimed in the EPUB']/tbody/tr"
    assert text(page, f"{withheld}/th[@scope='rowgroup']") == ["conformsTo"]
    assert text(page, f"{withheld}/td") == ["nobody certifies it"]
    assert "Neither an EPUB" in report_page(replace(report(), accessibility={}), None)


def test_names_in_one_word_may_be_divided_where_columns_are_narrow() -> None:
    assert divisible("displayTransformability") == "display<wbr>Transformability"
    assert (divisible("ARIA"), divisible("a<b")) == ("ARIA", "a&lt;b")


def test_pages_are_shown_where_there_is_a_pdf() -> None:
    page = report_page(report(), pdf("one", "two", "three"))
    assert found(page, "//img/@alt") == [f"Page {label} as it looks" for label in ("i", "ii", "iii")]
    assert "<img" not in report_page(report(), None)
    assert "Pages</a>" not in report_page(report(), None)


def test_no_more_pages_are_shown_than_have_room() -> None:
    shown, left_out = thumbnails(pdf(*["x"] * (MOST + 2)))
    assert (len(shown), left_out) == (MOST, 2)
    assert {(each.width, each.height) for each in shown} == {(90, 128)}


def test_the_printer_reads_ink_and_resolution() -> None:
    page = report_page(report(), None)
    rows = dict(zip(text(page, "//section[@aria-labelledby='press']//th"),
                    text(page, "//section[@aria-labelledby='press']//td"), strict=True))  # fmt: skip
    assert rows["Bleed"] == "top 3 mm, outside 3 mm, bottom 3 mm, inside 0 mm"
    assert rows["Safe zone"] == "5 mm"
    assert rows["Most ink over 15 mm"].startswith("258.2 %, on page 2, 95 × 106.7 mm")
    assert rows["Lowest resolution"] == "231 ppi, on page 3, of 2 pictures"
    assert rows["Preflight"] == "55 rules, 0 errors, 1 warning"
    assert rows["Warning"] == "a white line [gwg-white]"
    assert "Press</h2>" not in report_page(replace(report(), press={}), None)


def test_files_say_of_which_input_they_are() -> None:
    page = report_page(report(), None)
    assert text(page, "//table[caption='Files']//td") == ["1.2 MB", "an earlier one", "4.3 kB", "this one"]
    assert text(page, "//table[caption='Files']//th/span")[0] == "a" * 64


def test_the_page_needs_nothing_but_itself_and_is_the_same_each_time() -> None:
    page = report_page(report(), pdf("one"))
    assert page == report_page(report(), pdf("one"))
    assert "<script" not in page
    assert set(found(page, "//@href")) == {
        "t-report.json", "#editor", "#accessibility", "#designer", "#print", "#claims", "#pages", "#press", "#files",
    }  # fmt: skip
    assert all(address.startswith("data:image/jpeg;base64,") for address in found(page, "//@src"))
    assert not re.search(r"url\(|@import", page)
