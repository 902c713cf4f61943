"""ICC profiles: what a press PDF may carry, and what is said of the rest."""

from __future__ import annotations

import random
import struct
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from PIL import ImageCms

from publish.colour import INTENTS, Inks, Profile, read_profile
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.diagnostics import Diagnostic

HERE = Span("publication.yaml", 12, 12)


def refused(data: bytes) -> Diagnostic:
    found, (finding,) = read_profile("press.icc", data, HERE)
    assert found is None
    assert finding.span == HERE
    assert finding.hint
    assert finding.message.startswith("press.icc ")
    return finding


def without_tag(name: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data[:128] + data[128:300].replace(name, b"xxxx", 1) + data[300:]


def test_the_shipped_profile_is_described_and_has_its_digest(profile: Profile) -> None:
    assert profile.description == "ISO Coated v2 300% (basICColor)"
    assert profile.sha256 == sha256(profile.data).hexdigest()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda _: b"", "empty"),
        (lambda _: b"<html>not here</html>" * 50, "isn't an ICC profile"),
        (lambda data: data[:100], "isn't an ICC profile"),
        (lambda data: data[:-1], "cut off"),
        (lambda data: struct.pack(">I", 132) + data[4:132], "table of tags is cut off"),
        (lambda data: data[:136] + b"\xff\xff\xff\x00" + data[140:], "lies outside"),
        (lambda data: data[:8] + b"\x05\x00" + data[10:], "version 5.0"),
        (lambda data: data[:8] + b"\x03\x00" + data[10:], "version 3.0"),
        (without_tag(b"B2A0"), "lacks B2A0"),
        (without_tag(b"A2B0"), "lacks A2B0"),
    ],
)
def test_a_profile_that_is_not_whole_is_an_error(profile: Profile, change: Callable[[bytes], bytes], says: str) -> None:
    finding = refused(change(profile.data))
    assert finding.code == "profile-unreadable"
    assert says in finding.message


def test_a_profile_that_is_not_for_output_in_cmyk_is_an_error(profile: Profile) -> None:
    screen = refused(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    assert screen.code == "profile-not-cmyk"
    assert "RGB" in screen.message
    assert refused(profile.data[:12] + b"link" + profile.data[16:]).code == "profile-not-cmyk"


def damaged(profile: bytes, dice: random.Random) -> bytes:
    data = bytearray(profile)
    if dice.random() < 0.3:
        return bytes(data[: dice.randrange(len(data))])
    reach = dice.choice((300, len(data)))
    for _ in range(dice.randrange(1, 30)):
        data[dice.randrange(reach)] = dice.randrange(256)
    return bytes(data)


def test_what_is_accepted_can_be_used_and_what_is_damaged_is_a_finding(inks: Inks) -> None:
    dice = random.Random(11)
    codes: set[str] = set()
    for _ in range(40):
        found, findings = read_profile("press.icc", damaged(inks.profile.data, dice), HERE)
        codes.update(each.code for each in findings)
        assert (found is None) == bool(findings)
        for intent in INTENTS if found else ():
            assert found
            Inks(inks.condition, found, intent=intent).cmyk(0.2, 0.5, 0.9)
            Inks(inks.condition, found, intent=intent).cmyk(0.5, 0.5, 0.5)
    assert "profile-unreadable" in codes


def test_a_profile_that_is_damaged_for_one_intent_alone_is_an_error(profile: Profile) -> None:
    for tag in (b"B2A1", b"B2A2", b"A2B1"):
        place = profile.data.index(tag, 128, 300)
        start = int.from_bytes(profile.data[place + 4 : place + 8], "big")
        data = profile.data[:start] + b"none" + profile.data[start + 4 :]
        assert refused(data).code == "profile-unreadable"
