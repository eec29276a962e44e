"""A letter, and how it becomes a message that every mail server understands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, make_msgid, parseaddr


class _AddressHeader(UnstructuredHeader, BaseHeader):
    """A header that holds the address of a page: in one line, however long, since the library would write a long
    address in a code that no mail program reads there (RFC 2369 §2; RFC 5322 §2.1.1 allows 998 characters)."""

    def fold(self, *, policy: Policy) -> str:
        if not self.isascii():
            return super().fold(policy=policy)
        return f"{self.name}: {self}{policy.linesep}"


def _headers() -> HeaderRegistry:
    registry = HeaderRegistry()
    registry.map_to_type("list-unsubscribe", _AddressHeader)
    return registry


# Seven-bit bodies pass through every relay unchanged; Thai and Khmer travel as base64.
POLICY = SMTP.clone(cte_type="7bit", header_factory=_headers())
_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_OURS = frozenset(
    {"from", "to", "subject", "date", "message-id", "auto-submitted", "mime-version"}
    | {"content-type", "content-transfer-encoding"}
)


class BadLetter(ValueError):
    """A letter that can never be sent as it is. The message names what is wrong with it, and no person."""


@dataclass(frozen=True)
class Letter:
    """One letter to one person, in plain text.

    ``written_at`` is aware. ``headers`` are further ones, for instance ``List-Unsubscribe``. ``name`` stays the same
    when the same letter is sent again, so that a mailbox can tell that it has it already; None: a name by chance.
    """

    to: str
    subject: str
    body: str
    written_at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)
    name: str | None = None


def message_of(letter: Letter, mail_from: str) -> EmailMessage:
    """The letter as a message, marked as sent by a machine. ``mail_from`` is an address, with or without a name before
    it in ``Name <address>`` form. Raises ``BadLetter``."""
    sender_name, sender = parseaddr(mail_from)
    message = EmailMessage(policy=POLICY)
    try:
        message["From"] = Address(
            display_name=_line(sender_name, "sender"), addr_spec=_address(sender, "sender")
        )
        message["To"] = Address(addr_spec=_address(letter.to, "recipient"))
        message["Subject"] = _line(letter.subject, "subject")
        message["Date"] = format_datetime(letter.written_at)
        message["Message-ID"] = _message_id(letter.name, _address(sender, "sender").rpartition("@")[2])
        # RFC 3834: no holiday answer shall come back to a machine.
        message["Auto-Submitted"] = "auto-generated"
        for name, value in letter.headers.items():
            if not _HEADER_NAME.fullmatch(name) or name.lower() in _OURS:
                raise BadLetter("the letter has a header that it may not have")
            message[name] = _line(value, "header")
        message.set_content(letter.body)
    except (MessageError, UnicodeError):
        raise BadLetter("the letter cannot be written as a message") from None
    return message


def _line(text: str, what: str) -> str:
    """``text`` if it is one line: a second one would be a header of somebody else's choosing."""
    if any(character in text for character in "\r\n\0"):
        raise BadLetter(f"the letter's {what} is more than one line")
    return text


def _address(text: str, what: str) -> str:
    """An address as mail servers write it: the domain in its ASCII form."""
    local, _, domain = _line(text, what).strip().rpartition("@")
    try:
        if any(character.isspace() for character in local):  # the library would close the gap in silence
            raise ValueError
        address = Address(addr_spec=f"{local}@{domain.encode('idna').decode()}")
    except (ValueError, IndexError, MessageError):
        raise BadLetter(f"the letter's {what} is not an address") from None
    if not address.username or not address.domain:
        raise BadLetter(f"the letter's {what} is not an address")
    return address.addr_spec


def _message_id(name: str | None, domain: str) -> str:
    if name is None:
        return make_msgid(domain=domain)
    if not re.fullmatch(r"[A-Za-z0-9.-]+", name):
        raise BadLetter("the letter's name has characters that a name cannot have")
    return f"<{name}@{domain}>"
