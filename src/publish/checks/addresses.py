"""The form of addresses: what can be told to be wrong without asking the network."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from publish.checks.prose import quoted
from publish.diagnostics import Diagnostic, Severity
from publish.manuscript.inlines import is_address
from publish.tree import Event, Link
from publish.walk import query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.checks.prose import Prose
    from publish.source import Span
    from publish.tree import Publication

_DOUBLED = re.compile(r"https?:/*https?(:|//|/|$)", re.IGNORECASE)
_WEB = re.compile(r"https?:", re.IGNORECASE)
_OWN_NETWORK = ("localhost", "local", "internal", "lan", "home", "corp", "intranet", "home.arpa")
"""Ends of names that only a network of one's own knows (RFC 6761, 6762 and 8375, and what routers give out)."""
_JOINERS = "\u200c\u200d\u00b7\u0375\u05f3\u05f4\u30fb"
"""What stands in host names though it is no letter (RFC 5892, appendix A)."""
_MAIL = re.compile(r"[^\s@,;<>()\[\]\\\":]+@([^\s@]+)")
_UNREAD = re.compile(r"\]\((?:<[^>\n]*>|(?:https?:|mailto:|www\.)[^\n)]{0,80}\)?)")


def addresses_are_well_formed(publication: Publication) -> Iterator[Diagnostic]:
    """An address of the web, a mail address or a telephone number can be one, and can be reached from elsewhere."""
    for address, span in _addresses(publication):
        problem = _problem(address)
        if problem:
            message, hint = problem
            shown = address if len(address) <= 80 else f"{address[:79]}…"
            yield Diagnostic("link-form", f"{shown}: {message}", span, hint, Severity.WARNING, about=address)


def _addresses(publication: Publication) -> Iterator[tuple[str, Span]]:
    metadata = publication.metadata
    certifier = metadata.accessibility.certifier
    if certifier and _WEB.match(certifier.report):
        yield certifier.report, publication.place("accessibility", "certifier", "report")
    if metadata.identifier and _WEB.match(metadata.identifier):
        yield metadata.identifier, publication.place("identifier")
    for article in publication.documents:
        for node in query(article):
            if isinstance(node, Link):
                yield node.href, node.span
            elif isinstance(node, Event) and is_address(node.url):
                yield node.url, node.span


def _problem(address: str) -> tuple[str, str] | None:
    """Give what is wrong with an address, and how to mend it; nothing where it may be right."""
    plain = unquote(address)
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"} and letter not in _JOINERS for letter in plain):
        return "it holds a character that can't be seen", "type it again, or copy it from the address bar"
    if plain != plain.strip():
        return "a space stands at its end", "take the space away"
    scheme = address.partition(":")[0].lower()
    if scheme == "mailto":
        return _mail_problem(plain)
    if scheme == "tel":
        return _telephone_problem(plain)
    if _DOUBLED.match(address):
        return "its beginning stands twice", "keep one https://"
    return _web_problem(address)


def _mail_problem(plain: str) -> tuple[str, str] | None:
    """Judge what stands behind ``mailto:``: addresses with commas between them, perhaps with a subject (RFC 6068)."""
    for mail in plain.partition(":")[2].partition("?")[0].split(","):
        found = _MAIL.fullmatch(mail.strip())
        if not found or mail.strip().startswith(".") or ".@" in mail or ".." in mail:
            return f"{mail.strip() or 'nothing'} is not a mail address", "write mailto:name@example.org"
        if problem := _host_problem(found[1]):
            return problem
    return None


def _telephone_problem(plain: str) -> tuple[str, str] | None:
    """Judge what stands behind ``tel:``: digits and what keeps them apart, perhaps with an extension (RFC 3966)."""
    number = plain.partition(":")[2].partition(";")[0]
    if not re.fullmatch(r"\+?[\d\s().*#-]*\d[\d\s().*#-]*", number):
        return f"{number} is not a telephone number", "write tel: and digits, as in tel:+441234567890"
    return None


def _web_problem(address: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        if "port" in str(error).lower():
            return "its port is no number from 1 to 65535", "mend the digits behind the host, or take them away"
        return "its host can't be read", "write it as the address bar shows it"
    if parts.username is not None:
        return "a name or a password stands in it", "take away what stands before the @: everybody could read it"
    if port == 0 or parts.netloc.endswith(":"):
        return "its port is no number from 1 to 65535", "mend the digits behind the host, or take them away"
    return _host_problem(parts.hostname or "") or _end_problem(parts, address)


def _end_problem(parts: SplitResult, address: str) -> tuple[str, str] | None:
    """Judge the end, where the punctuation of the sentence slips in; a wiki's pages may end with a full stop."""
    last = address[-1]
    if last in ",;" or (last == "." and "/wiki/" not in parts.path):
        return f"it ends with {last}", f"take the {last} away, or put it behind the link"
    if last == ")" and address.count(")") > address.count("("):
        return "it ends with a ) that nothing opens", "take the ) away, or put it behind the link"
    return None


def _host_problem(host: str) -> tuple[str, str] | None:
    """Judge a host: a name, or an address of IPv4 or IPv6 without its brackets."""
    with suppress(ValueError):
        if not ipaddress.ip_address(host).is_global:
            return f"{host} can't be reached from everywhere", "name the host that everybody can reach"
        return None
    name = unquote(host)
    labels = [_decoded(label) for label in name.split(".")]
    if re.fullmatch(rf"(?:.*\.)?(?:{'|'.join(map(re.escape, _OWN_NETWORK))})", name):
        return f"{name} is known in a network of one's own alone", "name the host that everybody can reach"
    if len(labels) == 1:
        return f"{name} is no whole name: it has no full stop", "write the whole name, as in www.example.org"
    if not all(labels):
        return f"in {name} a full stop stands without a word beside it", "take it away, or put the word there"
    if any(len(label) > 63 for label in name.split(".")) or len(name) > 253:
        return "the name of its host is longer than a name can be", "write it as the address bar shows it"
    wrong = next((letter for letter in "".join(labels) if not _is_of_a_host(letter)), "")
    if wrong or labels[-1].isdigit() or any(label.startswith("-") or label.endswith("-") for label in labels):
        shown = f"U+{ord(wrong):04X}" if wrong and not wrong.isprintable() else f"“{wrong}”"
        what = f"{shown} can't stand in the name of a host" if wrong else f"{name} is not the name of a host"
        return what, "write it as the address bar shows it"
    return None


def _decoded(label: str) -> str:
    """Give a label of a host as people read it."""
    if label.lower().startswith("xn--"):
        with suppress(UnicodeError):
            return label[4:].encode("ascii").decode("punycode")
    return label


def _is_of_a_host(letter: str) -> bool:
    """Say whether a character may stand in a host's name: letters, digits, marks, symbols and the joiners."""
    if letter.isascii():
        return letter.isalnum() or letter in "-_"
    return letter in _JOINERS or unicodedata.category(letter)[0] in "LMNS"


def links_are_read_as_links(prose: Prose) -> Iterator[Diagnostic]:
    """What is meant as a link is one: with a space or a bracket too few in its address it is printed as it stands."""
    for run in prose:
        for match in _UNREAD.finditer(run.text):
            start = run.text.rfind("[", 0, match.start())
            if start >= 0:
                message = f"{quoted(run, start, match.end())} is no link, and is printed as it stands"
                hint = "write %20 for a space in an address, and close its bracket"
                yield run.warning("link-form", message, hint, start, match.end())
