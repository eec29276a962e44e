"""Mail: letters leave by SMTP, or land as files in the instance's ``outbox/`` where no mail server is set."""

from __future__ import annotations

from typing import Protocol

from forum.adapters.mail.files import FileMailer
from forum.adapters.mail.letter import BadLetter, Letter
from forum.adapters.mail.smtp import MailFailed, SmtpMailer, parse_server
from forum.config import Settings

__all__ = ["BadLetter", "FileMailer", "Letter", "MailFailed", "Mailer", "SmtpMailer", "open_mailer"]


class Mailer(Protocol):
    """Whatever takes letters away."""

    def send(self, letter: Letter) -> None:
        """Hands ``letter`` on. Raises ``BadLetter`` for one that can never be sent, ``MailFailed`` when it could not be
        sent now; nothing in either names a person."""


def open_mailer(settings: Settings) -> Mailer:
    """The installation's mailer. Raises ``BadSetting`` for a mail server's address that cannot be understood."""
    if settings.smtp_url is None:
        return FileMailer(settings.instance_path / "outbox", settings.mail_from)
    return SmtpMailer(parse_server(settings.smtp_url), settings.mail_from)
