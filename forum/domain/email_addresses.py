"""E-mail addresses as accounts know them."""

from __future__ import annotations

import re

from forum.domain.refusals import Refused

MAX_LENGTH = 254  # RFC 5321 §4.5.3.1.3, without its angle brackets

# Not the whole grammar of RFC 5322, which allows comments and quoted spaces that no mailbox of today has: something,
# one @, a host with a dot (or this machine), and nothing that could break a header line.
_ADDRESS = re.compile(
    r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)*[^\W_](?:[\w-]{0,61}[^\W_])?"
)


def tidy_email(text: str) -> str:
    """The address in the one form in which it is stored and looked for: without spaces around it, in small letters.

    Raises ``Refused("email_not_valid")`` for what cannot be an address.
    """
    address = text.strip().lower()
    host = address.rpartition("@")[2]
    if len(address) > MAX_LENGTH or not _ADDRESS.fullmatch(address):
        raise Refused("email_not_valid")
    if ".." in address or address.split("@")[0][:1] == "." or ("." not in host and host != "localhost"):
        raise Refused("email_not_valid")
    return address
