"""The production server: granian's processes for pages, one process for jobs, all of which end with this one."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import socket
import time
from multiprocessing import resource_tracker
from threading import Thread
from typing import TYPE_CHECKING, Any

import click

from forum.adapters.files import open_files
from forum.adapters.mail import open_mailer
from forum.cli.faults import Fault
from forum.cli.job_process import JobProcess
from forum.cli.stopping import on_stop, stop_with
from forum.config import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

# More threads than this only wait for Python's one lock and make each other slower: a third of the pages a second are
# lost from eight to sixteen. A request that waits for the database leaves the lock to others.
THREADS = 8
CONNECTIONS = 1024
HEADER_SECONDS = 10
STOP_SECONDS = 10
STARTED_IN_SECONDS = 60
LOGGING: dict[str, Any] = {
    "formatters": {"plain": {"format": "forum: %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "stream": "ext://sys.stderr"}
    },
    "loggers": {"_granian": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}


def serve_app(settings: Settings) -> None:
    """Serves until SIGINT or SIGTERM, then finishes what is under way and returns.

    No request is logged: an access log would say who read what. Raises ``Fault`` where the address is taken,
    ``BadSetting`` where the worker could not start.
    """
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    host, port = settings.bind
    address = free_address(host, port)
    open_mailer(settings)
    open_files(settings).check()
    # Not by fork: this process has threads by then, and a copy of a process in which another thread held a lock
    # listens and never answers (seen in one start of ten).
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        "forum.wsgi:app",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=THREADS,
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000),
        websockets=False,
        log_level=LogLevels.error,
        log_dictconfig=LOGGING,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    jobs = JobProcess()
    server.on_startup(lambda: _when_it_answers(settings, jobs.start))
    # The helper of ``spawn`` first: starting it lets the signals through again that ``on_stop`` blocks.
    resource_tracker.ensure_running()

    def told() -> None:
        jobs.start_no_more()
        server.signal_handler_interrupt()  # type: ignore[no-untyped-call]

    on_stop(told)
    # Where the whole group is told to stop, a web process may be gone before its parent asks it to go: no failure.
    logging.getLogger("_granian").addFilter(lambda record: not server.interrupt_signal)
    try:
        server.serve(target_loader=load_app, wrap_loader=False)
    except SystemExit:
        if not server.interrupt_signal:
            raise
    finally:
        jobs.stop()


def load_app() -> Callable[..., Any]:
    """In each web process: the application. The server's own way to stop, told twice, waits for ever (granian 2.8);
    so it is told once, here."""
    on_stop(_stop_web_process)
    stop_with(os.getppid())
    from forum.wsgi import app

    return app


def _stop_web_process() -> None:
    """By the handler that the server has put in place; before it has, nothing is being served."""
    handler = signal.getsignal(signal.SIGTERM)
    if callable(handler):
        handler(signal.SIGTERM, None)
    else:
        os._exit(0)


def free_address(host: str, port: int) -> str:
    """The IP address of ``host``, a name or an address, if it can be listened on. Raises ``Fault`` where it cannot: the
    server itself would share the port with another one in silence."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Fault(
            f"{host}:{port} cannot be listened on ({error.strerror}). Choose another address with FORUM_BIND."
        ) from None
    return str(address[0])


def _when_it_answers(settings: Settings, start_jobs: Callable[[], None]) -> None:
    """Says where the site is once it answers there, and only then starts what would have slowed it down."""
    host, port = settings.bind
    nearby = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # what was asked for, not a default

    def wait_and_say() -> None:
        until = time.monotonic() + STARTED_IN_SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection((nearby, port), timeout=1):
                click.echo(f"Forum is at {settings.site_url} (Ctrl-C stops it)")
                break
            time.sleep(0.05)
        start_jobs()

    Thread(target=wait_and_say, name="announce", daemon=True).start()
