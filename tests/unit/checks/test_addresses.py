"""The form of addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publish.checks.addresses import addresses_are_well_formed

if TYPE_CHECKING:
    from collections.abc import Callable

    Lines = Callable[..., list[int]]

GOOD = [
    "https://example.org",
    "HTTPS://WWW.Example.org:443/a_b/~c?d=e&f=g;h#i",
    "https://bücher.example/ü",
    "https://παράδειγμα.example/",
    "https://l·l.example/",
    "https://☕.example/",
    "https://my_site.example.org/",
    "https://web.archive.org/web/2020/https://example.org/",
    "https://en.wikipedia.org/wiki/Apple_Inc.",
    "https://en.wikipedia.org/wiki/A_(b)",
    "https://example.org/a%20b",
    "https://8.8.8.8/",
    "https://[2606:4700::1111]/",
    "mailto:a.b+c@example.org",
    "mailto:a@example.org,b@example.org?subject=A%20word",
    "tel:+44-20-7946-0000;ext=12",
    "tel:(020)79460000",
]
BAD = [
    "https://https://example.org",
    "https://http//example.org",
    "http://http:example.org",
    "https://example",
    "https://example..org",
    "https://.example.org",
    "https://example.org.",
    "https://-example.org",
    "https://example.123",
    "https://exam,ple.org",
    "https://exam%20ple.org",
    "https://exam\u200bple.org",
    "https://example.org/\u200b",
    "https://example.org/%0A",
    "https://example.org/a%20",
    f"https://{'a' * 64}.org",
    "https://xn--.org-/",
    "https://example.org/a.",
    "https://example.org/a,",
    "https://example.org/a)",
    "https://example.org:0/",
    "https://example.org:/",
    "https://example.org:65536/",
    "https://example.org:eighty/",
    "https://name@example.org/",
    "https://name:word@example.org/",
    "https://[::1/",
    "https://[::1]/",
    "http://localhost/",
    "http://printer.local/",
    "http://10.0.0.1/",
    "http://169.254.1.1/",
    "mailto:name",
    "mailto:@example.org",
    "mailto:a@b@example.org",
    "mailto:a..b@example.org",
    "mailto:name@localhost",
    "mailto:a@example.org,",
    "tel:0800CALLUS",
    "tel:+",
]


@pytest.mark.parametrize("address", GOOD)
def test_an_address_is_fine(lines: Lines, address: str) -> None:
    assert lines(addresses_are_well_formed, f"# A\n\n[words](<{address}>)\n") == []


@pytest.mark.parametrize("address", BAD)
def test_an_address_is_wrong(lines: Lines, address: str) -> None:
    assert lines(addresses_are_well_formed, f"# A\n\n[words](<{address}>)\n") == [3]


@pytest.mark.parametrize("address", GOOD[:2] + BAD[:5])
def test_events_and_keys_are_judged_alike(lines: Lines, address: str) -> None:
    more = f"accessibility: {{certifier: {{name: S, report: '{address}'}}}}\n"
    found = lines(
        addresses_are_well_formed, f'# A\n\n::: event {{start=2023-06-24 url="{address}"}}\nW.\n:::\n', more=more
    )
    assert found == ([] if address in GOOD else [3, 3])
