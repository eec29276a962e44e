"""``forum serve`` and ``forum worker`` start, work together and stop."""

import os
import signal
import socket
import time
from pathlib import Path

import pytest

from tests.cli.commands import Shell, sentence_of
from tests.cli.processes import get, running, wait_until_gone
from tests.support.servers import free_port

pytestmark = pytest.mark.heavy


@pytest.fixture
def address(shell: Shell) -> str:
    url = f"http://127.0.0.1:{free_port()}"
    shell.environment |= {"FORUM_BIND": url.removeprefix("http://"), "FORUM_SITE_URL": url}
    return url


# Ctrl-C and some supervisors tell every process of the group, and the parent tells its children again.
STOPS = [(signal.SIGINT, True), (signal.SIGTERM, True), (signal.SIGINT, False), (signal.SIGTERM, False)]


@pytest.mark.parametrize(("number", "group"), STOPS)
def test_a_server_says_where_it_is_and_ends_cleanly(
    shell: Shell, tmp_path: Path, address: str, number: int, group: bool
) -> None:
    with running(tmp_path, shell.environment, "serve") as server:
        server.wait_for(f"Forum is at {address} (Ctrl-C stops it)\n")
        assert get(f"{address}/healthz")[:2] == (200, "ok\n")
        assert get(f"{address}/readyz")[:2] == (200, "ok\n")
        server.wait_for_family(pages=1, jobs=1)
        family = server.family()
        code, seconds = server.stop(number, group=group)
        assert (code, server.said) == (0, f"Forum is at {address} (Ctrl-C stops it)\n")
        assert seconds < 5
        wait_until_gone(family)


def test_a_server_that_is_killed_takes_its_processes_with_it(
    shell: Shell, tmp_path: Path, address: str
) -> None:
    with running(tmp_path, shell.environment, "serve") as server:
        server.wait_for("Forum is at")
        server.wait_for_family(pages=1, jobs=1)
        family = server.family()
        server.stop(signal.SIGKILL)
        wait_until_gone(family)
    with running(tmp_path, shell.environment, "serve") as again:
        again.wait_for("Forum is at")


def test_a_web_process_and_a_worker_that_die_are_replaced(shell: Shell, tmp_path: Path, address: str) -> None:
    with running(tmp_path, shell.environment, "serve") as server:
        server.wait_for("Forum is at")
        before = server.wait_for_family(pages=1, jobs=1)
        for number in before:
            os.kill(number, signal.SIGKILL)
        server.wait_for_family(pages=1, jobs=1, but=before)
        end = time.monotonic() + 20
        while not _answers(address):
            assert time.monotonic() < end, server.said
            time.sleep(0.1)
        assert "the worker ended by itself and is started again" in server.said
        assert server.stop()[0] == 0


def test_a_server_that_is_stopped_at_once_stops(shell: Shell, tmp_path: Path, address: str) -> None:
    with running(tmp_path, shell.environment, "serve") as server:
        server.wait_for_family(pages=1, jobs=0)
        family = server.family()
        assert server.stop(signal.SIGINT, group=True)[0] == 0
        assert "Traceback" not in server.said
        wait_until_gone(family)


def _answers(address: str) -> bool:
    try:
        return get(f"{address}/readyz")[0] == 200
    except OSError:
        return False


def test_several_web_processes_share_the_address(shell: Shell, tmp_path: Path, address: str) -> None:
    shell.environment["FORUM_WORKERS"] = "2"
    with running(tmp_path, shell.environment, "serve") as server:
        server.wait_for("Forum is at")
        server.wait_for_family(pages=2, jobs=1)
        assert all(get(f"{address}/healthz")[0] == 200 for _ in range(20))
        assert server.stop()[0] == 0


def test_an_address_that_is_taken_is_one_sentence(shell: Shell, address: str) -> None:
    port = int(address.rpartition(":")[2])
    with socket.create_server(("127.0.0.1", port)):
        said = sentence_of(shell.run("serve"))
    assert said.startswith(f"127.0.0.1:{port} cannot be listened on")
    assert "FORUM_BIND" in said


def test_an_address_may_be_a_name(shell: Shell, tmp_path: Path, address: str) -> None:
    shell.environment["FORUM_BIND"] = address.removeprefix("http://").replace("127.0.0.1", "localhost")
    with running(tmp_path, shell.environment, "serve") as server:
        server.wait_for("Forum is at")
        assert server.stop()[0] == 0


def test_a_second_server_does_not_share_the_first_ones_address(
    shell: Shell, tmp_path: Path, address: str
) -> None:
    with running(tmp_path, shell.environment, "serve") as server:
        server.wait_for("Forum is at")
        assert "cannot be listened on" in sentence_of(shell.run("serve"))


def test_a_fresh_sqlite_file_is_served_with_its_tables(bare_shell: Shell, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    bare_shell.environment |= {"FORUM_BIND": url.removeprefix("http://"), "FORUM_SITE_URL": url}
    with running(tmp_path, bare_shell.environment, "serve") as server:
        server.wait_for("Forum is at")
        assert get(f"{url}/readyz")[0] == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_worker_alone_ends_cleanly(shell: Shell, tmp_path: Path, number: int) -> None:
    with running(tmp_path, shell.environment, "worker") as worker:
        worker.wait_for("Doing the jobs that wait")
        assert worker.stop(number)[0] == 0
        assert worker.said == "Doing the jobs that wait. Ctrl-C stops.\n"


@pytest.mark.both_engines
def test_what_a_page_puts_into_the_outbox_is_done_by_the_worker_beside_it(
    shell: Shell, tmp_path: Path, address: str
) -> None:
    from forum.adapters import clock
    from forum.app import create_app
    from forum.config import load_settings
    from forum.operations.outbox import enqueue
    from tests.support.applications import close_app

    app = create_app(load_settings(shell.environment))
    with running(tmp_path, shell.environment, "serve") as server:
        server.wait_for("Forum is at")
        letter = {"to": "elin@reader.example", "subject": "เรื่อง", "body": "สวัสดี\n"}
        with app.app_context():
            enqueue("send_mail", letter, run_at=clock.now(), now=clock.now())
        outbox = shell.instance / "outbox"
        end = time.monotonic() + 15
        while not list(outbox.glob("*.eml")):
            assert time.monotonic() < end, server.said
            time.sleep(0.05)
        (file,) = outbox.glob("*.eml")
        assert b"To: elin@reader.example" in file.read_bytes()
    close_app(app)
