"""Mail servers for the tests: a real one that keeps what it gets, and some that behave badly."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Mailbox:
    """What arrived, in order. ``refuses`` is an answer for a recipient, for instance ``"550 no such person"``."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    refuses: str | None = None

    async def handle_RCPT(  # noqa: N802  # the library's name
        self, server: object, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuses is not None:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: object, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        self.raw.append(envelope.content)
        self.letters.append(letter)
        self.recipients.extend(envelope.rcpt_tos)
        return "250 OK"

    def check_login(
        self, server: object, session: object, envelope: object, mechanism: str, data: Any
    ) -> AuthResult:
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"p@ss:word", handled=False)


@contextmanager
def mail_server(
    mailbox: Mailbox | None = None,
    *,
    tls: ssl.SSLContext | None = None,
    starttls: bool = False,
    login: bool = False,
) -> Iterator[Mailbox]:
    """A mail server on a free port of this machine. ``tls`` from the start, or after STARTTLS."""
    mailbox = mailbox or Mailbox()
    options: dict[str, Any] = {"hostname": "mail.test", "enable_SMTPUTF8": True}
    if starttls:
        options |= {"tls_context": tls, "require_starttls": True}
    if login:
        options |= {"authenticator": mailbox.check_login, "auth_required": True, "auth_require_tls": False}

    async def serve(ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event, int]]) -> None:
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        server = await loop.create_server(
            lambda: SMTP(mailbox, loop=loop, **options), "127.0.0.1", 0, ssl=None if starttls else tls
        )
        ready.set_result((loop, over, server.sockets[0].getsockname()[1]))
        await over.wait()
        server.close()

    # The loop lives in a thread of its own from its first step to its last: the thread of the test may already
    # have one running, Playwright's. ``asyncio.run`` ends the conversations that are still open.
    ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event, int]] = Future()
    thread = threading.Thread(target=lambda: asyncio.run(serve(ready)), daemon=True)
    thread.start()
    loop, over, mailbox.port = ready.result(5)
    try:
        yield mailbox
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(5)


@contextmanager
def bad_server(behaves: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that does with each connection what ``behaves`` says; its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    connections: list[socket.socket] = []

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                connections.append(connection)
                with suppress(OSError):
                    behaves(connection)

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for connection in connections:
            connection.close()
        thread.join(5)


def says_nothing(connection: socket.socket) -> None:
    """Accepts, and is silent for ever."""


def hangs_up(connection: socket.socket) -> None:
    connection.close()


def takes_the_letter_and_goes_silent(connection: socket.socket) -> None:
    """A polite server up to the end of the text, whose answer never comes."""
    stream = connection.makefile("rwb", buffering=0)
    stream.write(b"220 here\r\n")
    for line in stream:
        if line.upper().startswith(b"DATA"):
            stream.write(b"354 go on\r\n")
            for text in stream:
                if text == b".\r\n":
                    return
        stream.write(b"250 fine\r\n")


def takes_it_and_never_says_goodbye(connection: socket.socket) -> None:
    stream = connection.makefile("rwb", buffering=0)
    stream.write(b"220 here\r\n")
    for line in stream:
        if line.upper().startswith(b"QUIT"):
            return
        if line.upper().startswith(b"DATA"):
            stream.write(b"354 go on\r\n")
            for text in stream:
                if text == b".\r\n":
                    break
        stream.write(b"250 fine\r\n")


def certificate(folder: Path, *names: str) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS with a certificate for ``names``, and the file by which a client can trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    today = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert_file, key_file = folder / "cert.pem", folder / "key.pem"
    cert_file.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert_file, key_file)
    return context, cert_file
