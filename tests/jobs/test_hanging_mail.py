"""A mail server that hangs keeps nobody waiting who writes, and gets its letter in the end."""

import socket
import threading
from dataclasses import replace

from flask import Flask

from forum.adapters.mail import Letter, Mailer, SmtpMailer
from forum.adapters.mail.smtp import parse_server
from forum.domain.comment_states import UNDO_SECONDS, State
from forum.jobs.worker import Worker
from tests.adapters.mail_servers import bad_server, mail_server
from tests.cast import Cast
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.jobs.mailboxes import Mailbox, outside_of
from tests.support.applications import Browser
from tests.support.moments import after


def smtp(port: int) -> SmtpMailer:
    return SmtpMailer(parse_server(f"smtp://127.0.0.1:{port}"), "forum@mekong.example")


class Switch:
    """One mailer now, another one later."""

    def __init__(self, mailer: Mailer) -> None:
        self.mailer = mailer

    def send(self, letter: Letter) -> None:
        self.mailer.send(letter)


def test_a_hanging_mail_server_delays_no_comment_and_gets_the_letter_once(
    app: Flask, cast: Cast, client: Browser
) -> None:
    with app.app_context():
        post = make_post(by=cast.chanthy.actor)
        make_comment(post.id, by=cast.elin.actor, state=State.APPROVED, moderator=cast.ana.actor)
    hangs = threading.Event()
    connections: list[socket.socket] = []

    def hang(connection: socket.socket) -> None:
        connections.append(connection)
        hangs.set()

    now = after(UNDO_SECONDS)
    with bad_server(hang) as port, mail_server() as mailbox:
        switch = Switch(smtp(port))
        outside = replace(outside_of(app, Mailbox()), mailer=switch)
        worker = Worker(app.app_context, outside, now=lambda: now)
        sending = threading.Thread(target=worker.work_once)
        sending.start()
        assert hangs.wait(10)

        page = client.get(f"/posts/{post.slug}/comments/new")
        answer = client.submit(page, body="The ferry is late again.", author_name="Mali", intent="send")
        assert answer.status_code == 303
        assert sending.is_alive(), "the worker still waits for the mail server"

        connections[0].shutdown(socket.SHUT_RDWR)
        sending.join(10)
        assert mailbox.letters == []
        switch.mailer = smtp(mailbox.port)
        now = after(UNDO_SECONDS + 75)
        while worker.work_once():
            pass
    assert [letter["To"] for letter in mailbox.letters] == [cast.elin.email]
