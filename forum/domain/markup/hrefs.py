"""Which addresses a link or a picture may have. Decided here alone: neither sanitiser behind it is strict enough."""

from __future__ import annotations

import re
import unicodedata

from forum.domain.markup.bounds import MAX_ADDRESS, MAX_HOST

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]")
_ABSOLUTE = re.compile(r"(https?)://([^/?#]+)([/?#].*)?", re.IGNORECASE | re.DOTALL)
_PORT = re.compile(r":[0-9]{1,5}$")
_MAIL = re.compile(r"(mailto):([\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+)+)(\?[^#]*)?", re.IGNORECASE)
# The anchors that footnotes of an author's text get; nobody can type other ones.
FOOTNOTE_ANCHOR = re.compile(r"fn(?:ref)?-[1-9]\d{0,3}")
_UNSAFE = re.compile(r"[\s\"'<>`{}|^]")


def safe_href(url: str, *, for_author: bool = False) -> str | None:
    """``url`` as it may stand in a link, or None.

    Absolute http and https addresses without user name and password, at most 2,000 characters. For authors also
    ``mailto:``, paths on this site, and the anchors of their footnotes. What would need quoting in HTML comes out
    percent-encoded, so that the answer can be judged again and stays the same.
    """
    url = url.strip(" \t\r\n\f")
    if not url or len(url) > MAX_ADDRESS or _CONTROLS.search(url):
        return None
    if absolute := _ABSOLUTE.fullmatch(url):
        scheme, host, rest = absolute[1].lower(), absolute[2], absolute[3] or ""
        return _within_limit(f"{scheme}://{host}{_quoted(rest)}") if _is_host(host) else None
    if not for_author:
        return None
    if url.startswith("#"):
        return url if FOOTNOTE_ANCHOR.fullmatch(url[1:]) else None
    if mail := _MAIL.fullmatch(url):
        return _within_limit(f"mailto:{mail[2]}{_quoted(mail[3] or '')}")
    return redirectable_href(url)


def safe_src(url: str) -> str | None:
    """``url`` as the address of a picture in an author's text: a path on this site or https; or None."""
    src = safe_href(url, for_author=True)
    return src if src is not None and src.startswith(("/", "https://")) else None


def redirectable_href(url: str) -> str | None:
    """``url`` if it is a path on this site, fit for a link or to send a person back to; or None.

    ``//host`` and ``/\\host`` are not: browsers read them as another site.
    """
    if not url.startswith("/") or url.startswith("//") or len(url) > MAX_ADDRESS or _CONTROLS.search(url):
        return None
    return _within_limit(_quoted(url))


def is_absolute(href: str) -> bool:
    """Whether a safe ``href`` leads away from the site."""
    return href.startswith(("http://", "https://"))


def _is_host(host: str) -> bool:
    """Names of letters, digits, hyphens and dots, in any script, perhaps with a port; no user name, no IPv6."""
    name = _PORT.sub("", host).removesuffix(".")
    return len(name) <= MAX_HOST and all(_is_label(label) for label in name.split("."))


def _is_label(label: str) -> bool:
    if not label or label[0] == "-" or label[-1] == "-":
        return False
    return all(char.isalnum() or char in "-_" or unicodedata.category(char)[0] == "M" for char in label)


def _quoted(part: str) -> str:
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), part)


def _within_limit(href: str) -> str | None:
    return href if len(href) <= MAX_ADDRESS else None
