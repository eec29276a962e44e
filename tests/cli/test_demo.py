"""``forum demo``: a site to look at, in one command."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.cli.demo import MARK
from forum.config import load_settings
from forum.db import db, transaction
from forum.jobs.worker import Worker
from forum.models import Comment, Post
from tests.cli.commands import Shell, sentence_of
from tests.cli.processes import get, running
from tests.jobs.mailboxes import Mailbox, outside_of
from tests.support.applications import Browser, close_app, open_app
from tests.support.servers import free_port

pytestmark = pytest.mark.heavy

LINE = re.compile(r"^(author|moderator|administrator) +(http://\S+)$", re.MULTILINE)
ROLES = ["author", "moderator", "administrator"]


@pytest.fixture
def address(bare_shell: Shell) -> str:
    url = f"http://127.0.0.1:{free_port()}"
    bare_shell.environment |= {"FORUM_BIND": url.removeprefix("http://"), "FORUM_SITE_URL": url}
    return url


def counts(shell: Shell) -> tuple[int, int]:
    """Posts and comments."""
    app = open_app(load_settings(shell.environment))
    try:
        with app.app_context():
            posts, comments = (
                db.session.scalars(sa.select(sa.func.count()).select_from(table)).one()
                for table in (Post, Comment)
            )
            return posts, comments
    finally:
        close_app(app)


def enter(app: Flask, link: str) -> int:
    """Opens a printed link and presses its button; the status of the page where that leads."""
    client = app.test_client()
    assert isinstance(client, Browser)
    path = urlsplit(link)
    page = client.get(f"{path.path}?{path.query}")
    entered = client.submit(page)
    assert entered.status_code == 303
    assert entered.location == "/desk"
    return client.get("/desk").status_code


@pytest.mark.both_engines
def test_the_demo_starts_twice_keeps_what_happened_and_lets_three_people_in(
    bare_shell: Shell, tmp_path: Path, address: str
) -> None:
    with running(tmp_path, bare_shell.environment, "demo") as first:
        first.wait_for("Forum is at")
        links = LINE.findall(first.said)
        assert [role for role, _ in links] == ROLES
        status, page, _ = get(f"{address}/")
        assert status == 200
        assert "Read more" in page
        assert first.stop()[0] == 0
        assert "Traceback" not in first.said
    assert (bare_shell.instance / MARK).exists()
    posts, comments = counts(bare_shell)
    assert posts >= 11
    assert comments >= 24

    app = open_app(load_settings(bare_shell.environment))
    with app.app_context(), transaction() as session:
        session.execute(sa.update(Post).where(Post.id == 1).values(title="Changed meanwhile"))
    with running(tmp_path, bare_shell.environment, "demo") as second:
        assert second.wait_for("Forum is at") < 15
        fresh = LINE.findall(second.said)
        assert "Loading the demo" not in second.said
        assert second.stop()[0] == 0
    assert counts(bare_shell) == (posts, comments)
    with app.app_context():
        assert db.session.get_one(Post, 1).title == "Changed meanwhile"
    assert [role for role, _ in fresh] == ROLES
    assert {link for _, link in fresh}.isdisjoint(link for _, link in links)
    for _, link in fresh:
        assert enter(app, link) == 200
    close_app(app)


def test_a_large_set_is_added_with_progress_and_comes_out_the_same(bare_shell: Shell) -> None:
    done = bare_shell.run("demo", "--posts", "20", "--comments", "300", "--seed", "5", "--load-only")
    assert done.exit_code == 0
    assert "Making posts and comments" in done.stderr
    assert not LINE.findall(done.stdout), "nobody is let in where nothing is served"
    posts, comments = counts(bare_shell)
    again = bare_shell.run("demo", "--load-only")
    assert again.exit_code == 0
    assert counts(bare_shell) == (posts, comments)
    recounted = bare_shell.run("comments", "recount")
    assert recounted.stdout == "Numbers that differed and are right now: 0.\n"


def test_it_does_not_mix_with_what_is_real(bare_shell: Shell) -> None:
    bare_shell.run("user", "add", "--role", "author", "ana@mekong.example", "Ana")
    said = sentence_of(bare_shell.run("demo", "--load-only"))
    assert said.startswith("This installation has content of its own")
    assert not (bare_shell.instance / MARK).exists()


def test_another_installation_on_the_same_database_is_not_a_demo_by_itself(
    bare_shell: Shell, tmp_path: Path
) -> None:
    bare_shell.run("demo", "--load-only")
    other = Shell({**bare_shell.environment, "FORUM_INSTANCE_PATH": str(tmp_path / "other")})
    assert "not marked as one" in sentence_of(other.run("demo"))


def test_what_the_demo_played_sends_no_letter_to_people_who_do_not_exist(bare_shell: Shell) -> None:
    bare_shell.run("demo", "--load-only")
    app = open_app(load_settings(bare_shell.environment))
    mailbox = Mailbox()
    worker = Worker(app.app_context, outside_of(app, mailbox))
    while worker.work_once():
        pass
    close_app(app)
    assert mailbox.letters == []
