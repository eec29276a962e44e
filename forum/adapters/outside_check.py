"""The check outside the house: one signed POST, one answer, two seconds. Off unless the installation names an address.

The request is JSON; its signatures stand in a header, one for each key, so that the receiver can change keys without a
moment in which nothing fits. Nothing that goes wrong here lets a comment pass: the caller holds it.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import socket
import ssl
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from typing import NoReturn
from urllib.parse import urlsplit

from forum.domain.screening.findings import Finding
from forum.domain.screening.outside import BadAnswer, check_failed, findings_from

SECONDS = 2.0  # from the first to the last byte, whatever the other side does
MAX_ANSWER = 64 * 1024  # bytes
MAX_AT_ONCE = 8
TIMESTAMP, SIGNATURES = "Forum-Timestamp", "Forum-Signature"


@dataclass(frozen=True)
class Question:
    """All that leaves the house: the comment's plain text, the name under it, its links, the language (None: not known)
    and the address of its post. No identity, no e-mail address, no network address."""

    text: str
    name: str
    links: Sequence[tuple[str, str]]
    language: str | None
    post: str


def signatures(keys: Sequence[str], timestamp: str, body: bytes) -> str:
    """The header: ``v1=`` and the HMAC-SHA-256 of timestamp, a full stop and the body, for each key."""
    signed = timestamp.encode() + b"." + body
    return ",".join("v1=" + hmac.new(key.encode(), signed, hashlib.sha256).hexdigest() for key in keys)


class _Line:
    """The connection of one exchange, so that whoever waits for it can hang up and its thread is free again."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._is_hung_up = False

    def hold(self, connected: socket.socket) -> None:
        self._socket = connected
        if self._is_hung_up:
            raise TimeoutError

    def hang_up(self) -> None:
        self._is_hung_up = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


class OutsideCheck:
    """The check at ``url``, asked with every one of ``keys``."""

    def __init__(self, url: str, keys: Sequence[str], *, seconds: float = SECONDS) -> None:
        self._url, self._keys, self._seconds = urlsplit(url), tuple(keys), seconds

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        # Made at the first question, so that each web process has its own.
        return ThreadPoolExecutor(MAX_AT_ONCE, thread_name_prefix="outside-check")

    def ask(self, question: Question, *, now: datetime) -> tuple[Finding, ...]:
        """What the check finds. Never raises, and is back within its seconds; what fails is a finding that holds."""
        body = json.dumps(
            {**asdict(question), "links": [{"href": href, "text": text} for href, text in question.links]},
            ensure_ascii=False,
        ).encode()
        line = _Line()
        asked = self._threads.submit(self._exchange, line, body, str(int(now.timestamp())))
        try:
            answer = asked.result(timeout=self._seconds)
            return findings_from(json.loads(answer, parse_constant=_no_number), question.text)
        except (TimeoutError, TookTooLong):
            asked.cancel()
            line.hang_up()
            return (check_failed("too_slow"),)
        except (BadAnswer, ValueError, RecursionError):
            return (check_failed("bad_answer"),)
        except Exception as error:
            return (check_failed(type(error).__name__),)

    def _connection(self) -> http.client.HTTPConnection:
        # http.client follows no redirects and knows no proxies.
        host, port = self._url.hostname or "", self._url.port
        if self._url.scheme == "https":
            return http.client.HTTPSConnection(
                host, port, timeout=self._seconds, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(host, port, timeout=self._seconds)

    def _exchange(self, line: _Line, body: bytes, timestamp: str) -> bytes:
        connection = self._connection()
        path = (self._url.path or "/") + (f"?{self._url.query}" if self._url.query else "")
        try:
            connection.connect()
            line.hold(connection.sock)
            connection.request(
                "POST",
                path,
                body,
                {
                    "Content-Type": "application/json; charset=utf-8",
                    "Accept": "application/json",
                    TIMESTAMP: timestamp,
                    SIGNATURES: signatures(self._keys, timestamp, body),
                },
            )
            with connection.getresponse() as response:
                if response.status != 200:
                    raise BadAnswer("not 200")
                if response.headers.get_content_type() != "application/json":
                    raise BadAnswer("not JSON")
                answer = response.read(MAX_ANSWER + 1)
                if len(answer) > MAX_ANSWER:
                    raise BadAnswer("too long")
                if response.length:
                    raise BadAnswer("cut off")
                return answer
        finally:
            connection.close()


def _no_number(text: str) -> NoReturn:
    raise BadAnswer("not a number")


def open_check(url: str | None, keys: Sequence[str]) -> OutsideCheck | None:
    """The installation's check; None where there is none."""
    return OutsideCheck(url, keys) if url else None
