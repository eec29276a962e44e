"""What the three formats of feeds demand: RFC 4287 by its own schema and the rules beside it, RFC 4685, RSS 2.0, JSON
Feed 1.1 by tables. Each returns what is wrong, one sentence a fault."""

from __future__ import annotations

import json
import re
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

DATA = Path(__file__).resolve().parents[2] / "data" / "feeds"
ATOM, THR, XML = (
    "{http://www.w3.org/2005/Atom}",
    "{http://purl.org/syndication/thread/1.0}",
    "{http://www.w3.org/XML/1998/namespace}",
)
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"
    r" \d\d:\d\d:\d\d [+-]\d{4}",
    re.ASCII,
)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
INSIDE = re.compile(r'<(?:a|img|source)\b[^>]* (?:href|src)="([^"]*)"')


def is_address(text: str | None) -> bool:
    parts = urlsplit(text or "")
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def faults_of(kind: str, body: bytes) -> list[str]:
    return {"atom": atom_faults, "rss": rss_faults, "json": json_faults}[kind](body)


@cache
def _schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(DATA / "atom.rng"))


def atom_faults(body: bytes) -> list[str]:
    top = etree.fromstring(body)
    faults = [] if _schema().validate(top) else [str(error) for error in _schema().error_log]
    for element in (top, *top.iterfind(f"{ATOM}entry")):
        links = element.findall(f"{ATOM}link")
        faults += [f"no address: {link.get('href')}" for link in links if not is_address(link.get("href"))]
        if not is_address(element.findtext(f"{ATOM}id")):
            faults.append("an id that is no IRI")
        # § 4.1.1: no two alternates of one type and language.
        alternates = [
            (link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate"
        ]
        if len(alternates) != len(set(alternates)) or not alternates:
            faults.append("alternates")
    if len([link for link in top.findall(f"{ATOM}link") if link.get("rel") == "self"]) != 1:
        faults.append("one self")
    ids = [one.text for one in top.iterfind(f"{ATOM}entry/{ATOM}id")]
    if len(ids) != len(set(ids)):
        faults.append("an id is there twice")
    for entry in top.iterfind(f"{ATOM}entry"):
        # § 4.1.2: an author, here or above.
        if not entry.findall(f"{ATOM}author") and not top.findall(f"{ATOM}author"):
            faults.append("nobody wrote it")
        faults += [
            f"a path: {one}"
            for one in INSIDE.findall(entry.findtext(f"{ATOM}content"))
            if not is_address(one)
        ]
        faults += _thread_faults(entry)
    return faults


def _thread_faults(entry: etree._Element) -> list[str]:
    """RFC 4685."""
    faults = [
        "in-reply-to"
        for answer in entry.iterfind(f"{THR}in-reply-to")
        if not all(
            is_address(answer.get(name)) for name in ("ref", "href") if name == "ref" or answer.get(name)
        )
    ]
    for link in entry.iterfind(f"{ATOM}link[@rel='replies']"):
        if not link.get(f"{THR}count", "0").isdecimal() or not link.get("type"):
            faults.append("replies")
        if not RFC_3339.fullmatch(link.get(f"{THR}updated", "2026-01-01T00:00:00Z")):
            faults.append("thr:updated")
    faults += ["thr:total" for one in entry.iterfind(f"{THR}total") if not (one.text or "").isdecimal()]
    return faults


def rss_faults(body: bytes) -> list[str]:
    top = etree.fromstring(body)
    if top.tag != "rss" or top.get("version") != "2.0" or len(top.findall("channel")) != 1:
        return ["no rss 2.0 with one channel"]
    channel = top.find("channel")
    faults = [f"channel: {name}" for name in ("title", "link", "description") if not channel.findtext(name)]
    if not LANGUAGE.fullmatch(channel.findtext("language", "")):
        faults.append("language")
    dates = [channel.findtext("lastBuildDate"), *(item.findtext("pubDate") for item in channel.iter("item"))]
    faults += [f"date: {date}" for date in dates if not _is_rfc_822(date)]
    for item in channel.iter("item"):
        if not item.findtext("title") and not item.findtext("description"):
            faults.append("neither title nor description")
        for name in ("link", "guid", "comments", "{http://wellformedweb.org/CommentAPI/}commentRss"):
            if (found := item.findtext(name)) and not is_address(found):
                faults.append(f"{name}: {found}")
        several = [
            name
            for name in ("title", "link", "guid", "pubDate", "description")
            if len(item.findall(name)) > 1
        ]
        faults += [f"{name} twice" for name in several]
        if item.findall("author"):
            faults.append("author is an e-mail address in RSS")
        content = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
        faults += [f"a path: {one}" for one in INSIDE.findall(content) if not is_address(one)]
    guids = [guid.text for guid in channel.iter("guid")]
    return faults if len(guids) == len(set(guids)) else [*faults, "a guid is there twice"]


def _is_rfc_822(text: str | None) -> bool:
    return bool(text and RFC_822.fullmatch(text) and parsedate_to_datetime(text).utcoffset() is not None)


# Of the whole and of an item: name, type, whether it must be there, whether it is an address.
WHOLE = (
    ("version", str, True, True),
    ("title", str, True, False),
    ("home_page_url", str, False, True),
    ("feed_url", str, False, True),
    ("next_url", str, False, True),
    ("description", str, False, False),
    ("language", str, False, False),
    ("items", list, True, False),
)
ITEM = (
    ("id", str, True, False),
    ("url", str, False, True),
    ("title", str, False, False),
    ("content_html", str, True, False),
    ("summary", str, False, False),
    ("image", str, False, True),
    ("date_published", str, False, False),
    ("date_modified", str, False, False),
    ("authors", list, False, False),
    ("tags", list, False, False),
    ("language", str, False, False),
)


def json_faults(body: bytes) -> list[str]:
    whole = json.loads(body)
    faults = [*_json_faults(whole, WHOLE)]
    if whole["version"] != "https://jsonfeed.org/version/1.1":
        faults.append("version")
    for item in whole["items"]:
        faults += _json_faults(item, ITEM)
        dates = [item[name] for name in ("date_published", "date_modified") if name in item]
        faults += [f"date: {date}" for date in dates if not RFC_3339.fullmatch(date)]
        if not all(
            author.keys() <= {"name", "url", "avatar"} and author for author in item.get("authors", ())
        ):
            faults.append("authors")
        if not all(isinstance(tag, str) for tag in item.get("tags", ())):
            faults.append("tags")
        faults += [f"a path: {one}" for one in INSIDE.findall(item["content_html"]) if not is_address(one)]
    ids = [item["id"] for item in whole["items"]]
    return faults if len(ids) == len(set(ids)) else [*faults, "an id is there twice"]


def _json_faults(found: dict, table: tuple) -> list[str]:
    # § Extensions: what the format does not know begins with an underscore.
    unknown = {name for name in found if not name.startswith("_")} - {row[0] for row in table}
    faults = [f"unknown: {name}" for name in unknown]
    for name, kind, must, is_link in table:
        if name not in found:
            faults += [f"missing: {name}"] if must else []
        elif not isinstance(found[name], kind) or (is_link and not is_address(found[name])):
            faults.append(f"{name}: {found[name]!r}")
    return faults
