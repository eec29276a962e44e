"""Files of a post that is not public, for whoever reads it behind a preview link: in the page that is shown, addresses
of files carry a token for this link and this file. It opens the file as long as the link shows it, and nothing else.
Nothing of it is stored."""

from __future__ import annotations

import re
from datetime import datetime

from flask import request

from forum.queries.posts_desk.preview_links import shows_file
from forum.web.outside import outside

_TAG = re.compile(r"<(?:img|source|a) [^>]*>")
# Ours alone, as paths: a token must never reach another site, nor stand in a text.
_ADDRESS = re.compile(r'((?:src|href|srcset)="|w, )(/media/([1-9]\d{0,9})/[^"\s,?]+)')


def sealed(html: str, key: str) -> str:
    """Safe ``html`` of a post whose addresses of files open them as long as the preview link under ``key`` does."""
    seals = outside().seals

    def with_token(found: re.Match[str]) -> str:
        return f"{found[1]}{found[2]}?shown={seals.shown_file_token(key, int(found[3]))}"

    return _TAG.sub(lambda tag: _ADDRESS.sub(with_token, tag[0]), html)


def is_opened(number: int, now: datetime) -> bool:
    """Whether the address that is asked for carries a token for this file, and its link shows the file. One statement,
    none where the token was not made here."""
    token = request.args.get("shown", "")
    key = outside().seals.key_of_shown_file(token, number) if token else None
    return key is not None and shows_file(key, number, now=now)
