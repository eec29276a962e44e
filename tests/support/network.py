"""No test reaches the network: sockets may go to this machine only, and to no mail server even there."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest

MAIL_PORTS = frozenset({25, 465, 587})
_reached: list[str] = []
_connect, _connect_ex, _getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


class NetworkReached(OSError):
    """What a test tried to reach. An ``OSError``, so that code under test treats it as any network that is away; the
    test fails at its end all the same."""


def _is_here(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _judge(family: int, address: Any) -> None:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return
    host, port = address[0], address[1]
    if not _is_here(host) or port in MAIL_PORTS:
        _reached.append(f"{host}:{port}")
        raise NetworkReached(f"a test tried to reach {host}:{port}")


def _guarded_connect(self: socket.socket, address: Any) -> None:
    _judge(self.family, address)
    _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    _judge(self.family, address)
    return _connect_ex(self, address)


def _guarded_getaddrinfo(host: Any, *args: Any, **options: Any) -> Any:
    if not _is_here(host):
        _reached.append(str(host))
        raise NetworkReached(f"a test asked for the address of {host}")
    return _getaddrinfo(host, *args, **options)


def pytest_configure() -> None:
    socket.socket.connect = _guarded_connect  # type: ignore[assignment,method-assign]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[assignment,method-assign]
    socket.getaddrinfo = _guarded_getaddrinfo


def pytest_unconfigure() -> None:
    socket.socket.connect = _connect  # type: ignore[method-assign]
    socket.socket.connect_ex = _connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = _getaddrinfo


@pytest.fixture
def reached() -> list[str]:
    """What was tried so far; a test of the guard itself clears it."""
    return _reached


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    _reached.clear()
    yield
    assert not _reached, f"the test tried to reach {', '.join(_reached)}"
