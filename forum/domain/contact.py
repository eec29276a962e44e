"""How people reach those who run the site: in whatever words they chose."""

from __future__ import annotations

import re
from urllib.parse import quote

from forum.domain.email_addresses import tidy_email
from forum.domain.refusals import Refused

_PAGE = re.compile(r"https://[^\s<>\"]+")


def link_of_contact(contact: str) -> str | None:
    """Where a click on it leads, if it is an e-mail address or the https address of a page; None for other words."""
    if _PAGE.fullmatch(contact):
        return contact
    try:
        return "mailto:" + quote(tidy_email(contact), safe="@+")
    except Refused:
        return None
