"""Letters by SMTP: one connection a letter, every step of it bounded in time."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from forum.adapters.mail.letter import Letter, message_of
from forum.config import BadSetting

STEP_SECONDS = 20.0
PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


class MailFailed(Exception):
    """The letter could not be handed over now; the message says why, and names no person."""


@dataclass(frozen=True)
class Server:
    """A mail server. ``scheme`` is ``smtp`` (plain), ``smtps`` (TLS from the start) or ``smtp+starttls``."""

    scheme: str
    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def parse_server(url: str) -> Server:
    """The server that ``FORUM_SMTP_URL`` names. Raises ``BadSetting``; its sentence never shows the password."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if host is None or parts.scheme not in PORTS or parts.path not in ("", "/") or parts.query:
        raise BadSetting(
            "FORUM_SMTP_URL must look like smtp://host:port, smtps://user:password@host or "
            "smtp+starttls://user:password@host; characters like @ : / in a password are written as %40 %3A %2F."
        )
    return Server(
        scheme=parts.scheme,
        host=host,
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


class SmtpMailer:
    """Sends through ``server``. ``step_seconds`` bounds the connecting and each answer."""

    def __init__(self, server: Server, mail_from: str, *, step_seconds: float = STEP_SECONDS) -> None:
        self._server = server
        self._mail_from = mail_from
        self._step_seconds = step_seconds

    def send(self, letter: Letter) -> None:
        """Hands the letter over. Raises ``BadLetter`` or ``MailFailed``. When the connection breaks after the text was
        handed over, nobody knows whether it was taken: the letter is sent again, under the same name."""
        message = message_of(letter, self._mail_from)
        try:
            with contextlib.closing(
                self._connect(_greeting(message["From"].addresses[0].domain))
            ) as connection:
                connection.send_message(message)
                # The letter is taken: how the other side says goodbye changes nothing.
                with contextlib.suppress(smtplib.SMTPException, OSError):
                    connection.quit()
        except (smtplib.SMTPException, OSError) as error:
            # ``from None``: the library's own error holds the recipient.
            raise MailFailed(_words(error)) from None

    def _connect(self, greeting: str) -> smtplib.SMTP:
        server, wait = self._server, self._step_seconds
        if server.scheme == "smtps":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host,
                server.port,
                local_hostname=greeting,
                timeout=wait,
                context=ssl.create_default_context(),
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, local_hostname=greeting, timeout=wait)
        try:
            if server.scheme == "smtp+starttls":
                connection.starttls(context=ssl.create_default_context())
            if server.user is not None:
                connection.login(server.user, server.password or "")
        except BaseException:
            connection.close()
            raise
        return connection


def _greeting(domain: str) -> str:
    """How we introduce ourselves: by the sender's domain, and not by looking this machine's name up, which can take as
    long as a name server likes."""
    return domain if "." in domain else "[127.0.0.1]"


def _words(error: Exception) -> str:
    """What happened, by kind and number: a mail server's own words often hold the recipient."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            codes = ", ".join(sorted({str(code) for code, _ in error.recipients.values()}))
            return f"the mail server refused the recipient ({codes})"
        case smtplib.SMTPAuthenticationError():
            return f"the mail server refused the user name or password ({error.smtp_code})"
        case smtplib.SMTPResponseException():
            return f"the mail server refused the letter ({error.smtp_code})"
        case smtplib.SMTPNotSupportedError():
            return "the mail server lacks what the letter or FORUM_SMTP_URL needs"
        case smtplib.SMTPServerDisconnected():
            return "the mail server broke off, or did not answer in time"
        case smtplib.SMTPException():
            return f"the mail server was not understood ({type(error).__name__})"
        case ssl.SSLError():
            return "the mail server's certificate or encryption cannot be trusted"
        case TimeoutError():
            return "the mail server was not reached in time"
    return f"the mail server cannot be reached ({type(error).__name__})"
