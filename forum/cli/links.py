"""One-time links for people at the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forum.adapters.seals import new_token

if TYPE_CHECKING:
    from flask import Flask


@dataclass(frozen=True)
class Link:
    """A link's address, which is shown once, and what is stored of it."""

    address: str
    token_hash: str


def fresh_link(app: Flask, *, leads_to: str | None = None) -> Link:
    """A link that lets nobody in until it is stored with an account. ``leads_to``: the path where it ends."""
    outside, token = app.extensions["outside"], new_token()
    values = {"token": token} | ({"next": leads_to} if leads_to else {})
    path = app.url_map.bind("").build("links.show", values)
    return Link(outside.settings.site_url + path, outside.seals.code_hash(token))
