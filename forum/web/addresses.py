"""Addresses that come from outside."""

from __future__ import annotations

from urllib.parse import urlsplit


def same_site_path(text: str) -> str | None:
    """``text`` if it is a path of this site, else None: nothing that a browser could read as another host
    (``//evil``, ``/\\evil``, a scheme, control characters)."""
    if not text.startswith("/") or text.startswith("//") or "\\" in text or len(text) > 2000:
        return None
    if any(ord(character) < 0x20 or ord(character) == 0x7F for character in text):
        return None
    parts = urlsplit(text)
    return None if parts.scheme or parts.netloc else text
