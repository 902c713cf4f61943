"""The pages around the publications: the index of all, the feeds and the catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.layouts.templates import Templates
from publish.web import atom, catalogue, linked
from publish.web.book import covers, series_line
from publish.web.issue import by_series, newest_first
from publish.web.styles import STYLE, styles
from publish.web.words import known_language, site_words
from publish.words import day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publish.design import Design
    from publish.fonts import Face
    from publish.web.atom import Site
    from publish.web.issue import Issue

INDEX, FEED, CATALOGUE, OPDS_1 = "index.html", "feed.xml", "opds.json", "opds.xml"

ASSETS = "site.files"
"""The folder of the index's own stylesheet and fonts; the name of no publication has a full stop."""


def draw(site: Site, issues: Iterable[Issue], design: Design, faces: tuple[Face, ...]) -> dict[str, bytes]:
    """Give the files at the root of a site, by address."""
    ordered = newest_first(issues)
    index = _index(site, ordered, design)
    return {
        INDEX: index.encode(),
        FEED: atom.feed(site, FEED, ordered),
        OPDS_1: atom.catalogue(site, OPDS_1, ordered),
        CATALOGUE: catalogue.feed(site, CATALOGUE, ordered),
        **{f"{ASSETS}/{name}": data for name, data in styles(design, faces, [index])},
    }


def _index(site: Site, issues: tuple[Issue, ...], design: Design) -> str:
    word = site_words(site.language)
    templates = Templates(design.files["web"], {"site": {"words": word, "sizes": {}}})
    newest, *others = issues
    content = templates.render(
        "shelf.html",
        title=site.title,
        newest=_shown(newest),
        series=[
            {"title": title or word["others"], "issues": [_shown(issue) for issue in members]}
            for title, members in by_series(others)
        ],
    )
    page = templates.render(
        "page.html",
        content=content,
        title=site.title,
        language=known_language(site.language),
        kind="shelf",
        look="site",
        root="",
        style=f"{ASSETS}/{STYLE}",
        canonical=site.base,
        description="",
        data=linked.script(linked.shelf(site.title, issues, site.base)),
        trail=[],
        pager={},
        section=0,
        alternates=[],
        foot=None,
    )
    return f"{page}\n"


def _shown(issue: Issue) -> dict[str, object]:
    """Give a publication as the index shows it."""
    return {
        "issue": issue,
        "href": f"{issue.slug}/index.html",
        "covers": covers(issue, f"{issue.slug}/"),
        "date": day(issue.date, issue.language, "MMMM y") if issue.date else "",
        "series": series_line(issue),
    }


def default_title(issues: Iterable[Issue]) -> str:
    """Give the name of a site that nobody named: the one publisher of its publications, else nothing."""
    publishers = {issue.publisher for issue in issues if issue.publisher}
    return publishers.pop() if len(publishers) == 1 else ""
