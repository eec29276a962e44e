"""Links: how many, where to, and whether they lead where they say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from urllib.parse import unquote, urlsplit

from forum.domain.screening.findings import MAX_FINDINGS, MAX_MATCHED, Finding, Severity
from forum.domain.screening.readable_addresses import unicode_label
from forum.domain.screening.shown_hosts import shown_hosts


@dataclass(frozen=True)
class Link:
    """A link as it will stand in the page: the address it leads to and the text that shows."""

    href: str
    text: str


@dataclass(frozen=True)
class LinkPolicy:
    """How many links a comment may have before it is held, and domains that do not count or are not wanted. A
    domain means its subdomains, too; where both lists apply, ``denied_domains`` wins. Written in Unicode or
    in punycode."""

    max_links: int = 2
    allowed_domains: frozenset[str] = frozenset()
    denied_domains: frozenset[str] = frozenset()

    @cached_property
    def allowed(self) -> frozenset[str]:
        return frozenset(map(normalised_domain, self.allowed_domains))

    @cached_property
    def denied(self) -> frozenset[str]:
        return frozenset(map(normalised_domain, self.denied_domains))


def normalised_domain(domain: str) -> str:
    """``domain`` (a host name, or an address that somebody pasted) in the one form that is compared: NFKC,
    lower case, punycode read, without scheme, port, path, ``*.`` and a dot at the end. Never raises."""
    plain = unicodedata.normalize("NFKC", unquote(domain)).lower().replace("。", ".")
    plain = "".join(char for char in plain if unicodedata.category(char) != "Cf")
    host = re.split(r"[/?#:]", plain.split("//")[-1])[0]
    return ".".join(map(unicode_label, host.strip(" .*").split(".")))


def find_links(links: Sequence[Link], policy: LinkPolicy) -> Iterator[Finding]:
    """The findings ``links``; their ``detail["problem"]`` says which: ``too_many``, ``denied_domain``,
    ``unreadable_address``, ``shows_another_address``. All of them hold."""
    denied: dict[str, str] = {}
    for link in links:
        if (reason := _listed(_host(link.href), policy.denied)) is not None:
            denied.setdefault(reason, link.href)
    counted = counted_links(links, policy)
    if len(counted) > policy.max_links:
        yield _finding("too_many", count=len(counted), limit=policy.max_links)
    for domain, href in denied.items():
        yield _finding("denied_domain", matched=href, domain=domain)
    if any(_host(link.href) == "" for link in counted):
        yield _finding("unreadable_address")
    yield from islice(chain.from_iterable(map(_disguises, links)), MAX_FINDINGS)


def counted_links(links: Iterable[Link], policy: LinkPolicy) -> list[Link]:
    """Those of which a comment may have ``policy.max_links``: all that lead to no allowed domain, or to a denied one
    below it."""
    return [
        link
        for link in links
        if _listed(_host(link.href), policy.denied) is not None
        or _listed(_host(link.href), policy.allowed) is None
    ]


def _finding(
    problem: str, *, matched: str = "", span: tuple[int, int] | None = None, **detail: str | int
) -> Finding:
    return Finding(
        "links",
        Severity.HOLD,
        field="link",
        span=span,
        matched=matched[:MAX_MATCHED],
        detail={"problem": problem, **detail},
    )


def _host(address: str) -> str:
    """The normalised host of an address, as a browser reads it; empty where there is none to be found."""
    try:
        return normalised_domain(urlsplit(address.strip().replace("\\", "/")).hostname or "")
    except ValueError:
        return ""


def _listed(host: str, domains: frozenset[str]) -> str | None:
    """The longest of ``domains`` that ``host`` is or lies under."""
    labels = host.split(".")
    parents = (".".join(labels[at:]) for at in range(len(labels)))
    return next((parent for parent in parents if parent in domains), None)


def is_disguised(link: Link) -> bool:
    """Whether the link shows an address that is not where it leads."""
    return next(_disguises(link), None) is not None


def _disguises(link: Link) -> Iterator[Finding]:
    """A finding for each address in the link's text that is not where the link leads."""
    actual = _host(link.href)
    for shown in shown_hosts(link.text):
        if not any(_same_site(normalised_domain(host), actual) for host in shown.readings):
            yield _finding(
                "shows_another_address",
                matched=link.text[slice(*shown.span)],
                span=shown.span,
                href=link.href[:MAX_MATCHED],
                actual=actual,
            )


def _same_site(one: str, other: str) -> bool:
    """Whether two hosts are the same, or one lies under the other (``www.`` says nothing)."""
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    return "." in one and (one == other or one.endswith("." + other) or other.endswith("." + one))
