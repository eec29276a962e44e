"""Letters by SMTP, to real servers and to bad ones."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forum.adapters.mail import Letter, MailFailed, SmtpMailer
from forum.adapters.mail.smtp import Server, parse_server
from forum.config import BadSetting
from tests.adapters.mail_servers import (
    Mailbox,
    bad_server,
    certificate,
    hangs_up,
    mail_server,
    says_nothing,
    takes_it_and_never_says_goodbye,
    takes_the_letter_and_goes_silent,
)

LETTER = Letter(
    to="elin@reader.example",
    subject="เกี่ยวกับความคิดเห็นของคุณ",
    body="สวัสดีค่ะ\n\nความคิดเห็นของคุณได้รับการอนุมัติแล้ว\n",
    written_at=datetime(2017, 1, 18, 7, 5, tzinfo=UTC),
    name="comment-7.3",
)


def mailer(url: str, *, seconds: float = 5) -> SmtpMailer:
    return SmtpMailer(parse_server(url), "forum@mekong.example", step_seconds=seconds)


def test_a_thai_letter_arrives_as_it_was_written() -> None:
    with mail_server() as mailbox:
        mailer(f"smtp://127.0.0.1:{mailbox.port}").send(LETTER)
    (letter,) = mailbox.letters
    assert mailbox.recipients == ["elin@reader.example"]
    assert letter["Subject"] == LETTER.subject
    assert letter["Message-ID"] == "<comment-7.3@mekong.example>"
    assert letter.get_content().replace("\r\n", "\n") == LETTER.body
    assert mailbox.raw[0].isascii()


OPENLY = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")


@OPENLY
def test_it_signs_in_where_the_address_has_a_user() -> None:
    with mail_server(login=True) as mailbox:
        mailer(f"smtp://me%40mekong.example:p%40ss%3Aword@127.0.0.1:{mailbox.port}").send(LETTER)
    assert mailbox.logins == [(b"me@mekong.example", b"p@ss:word")]
    assert len(mailbox.letters) == 1


@OPENLY
def test_a_wrong_password_is_said_without_showing_it() -> None:
    with mail_server(login=True) as mailbox, pytest.raises(MailFailed) as failed:
        mailer(f"smtp://me:wrongword@127.0.0.1:{mailbox.port}").send(LETTER)
    assert str(failed.value) == "the mail server refused the user name or password (535)"
    assert mailbox.letters == []


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_it_speaks_tls(scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls, trusted = certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with mail_server(tls=tls, starttls=scheme == "smtp+starttls") as mailbox:
        mailer(f"{scheme}://localhost:{mailbox.port}").send(LETTER)
    assert len(mailbox.letters) == 1


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_certificate_that_nobody_vouches_for_is_not_trusted(scheme: str, tmp_path: Path) -> None:
    tls, _ = certificate(tmp_path, "localhost")
    with (
        mail_server(tls=tls, starttls=scheme == "smtp+starttls") as mailbox,
        pytest.raises(MailFailed, match="cannot be trusted"),
    ):
        mailer(f"{scheme}://localhost:{mailbox.port}").send(LETTER)
    assert mailbox.letters == []


def test_a_server_without_starttls_gets_nothing() -> None:
    with mail_server() as mailbox, pytest.raises(MailFailed, match="lacks what"):
        mailer(f"smtp+starttls://127.0.0.1:{mailbox.port}").send(LETTER)
    assert mailbox.letters == []


@pytest.mark.parametrize("answer", ["550 no such person elin@reader.example", "451 come back later"])
def test_a_refused_recipient_is_a_failure_that_names_nobody(answer: str) -> None:
    with mail_server(Mailbox(refuses=answer)) as mailbox, pytest.raises(MailFailed) as failed:
        mailer(f"smtp://127.0.0.1:{mailbox.port}").send(LETTER)
    assert str(failed.value) == f"the mail server refused the recipient ({answer[:3]})"
    assert failed.value.__cause__ is None


def test_nobody_there() -> None:
    with mail_server() as mailbox:
        pass
    with pytest.raises(MailFailed, match="cannot be reached"):
        mailer(f"smtp://127.0.0.1:{mailbox.port}").send(LETTER)


def test_a_server_that_says_nothing_is_left_in_time() -> None:
    with bad_server(says_nothing) as port:
        started = time.monotonic()
        with pytest.raises(MailFailed, match="did not answer in time"):
            mailer(f"smtp://127.0.0.1:{port}", seconds=0.3).send(LETTER)
        assert time.monotonic() - started < 2


def test_a_server_that_hangs_up() -> None:
    with bad_server(hangs_up) as port, pytest.raises(MailFailed):
        mailer(f"smtp://127.0.0.1:{port}").send(LETTER)


def test_a_letter_whose_receipt_never_comes_counts_as_not_sent() -> None:
    with bad_server(takes_the_letter_and_goes_silent) as port, pytest.raises(MailFailed):
        mailer(f"smtp://127.0.0.1:{port}", seconds=0.3).send(LETTER)


def test_a_letter_that_was_taken_is_sent_however_the_other_side_says_goodbye() -> None:
    with bad_server(takes_it_and_never_says_goodbye) as port:
        mailer(f"smtp://127.0.0.1:{port}", seconds=0.3).send(LETTER)


ADDRESSES = [
    ("smtp://mail.example", Server("smtp", "mail.example", 25)),
    ("smtp://mail.example:2525/", Server("smtp", "mail.example", 2525)),
    ("smtps://u:p@mail.example", Server("smtps", "mail.example", 465, "u", "p")),
    ("smtp+starttls://u%40x:p%2Fq%3A@[::1]:587", Server("smtp+starttls", "::1", 587, "u@x", "p/q:")),
]


@pytest.mark.parametrize(("url", "server"), ADDRESSES)
def test_an_address_names_a_server(url: str, server: Server) -> None:
    assert parse_server(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "smtp://",
        "smtp://user:secret@",
        "smtp://h:port",
        "smtp://h:99999",
        "smtp://u:sec/ret@h",
        "smtp://h/path",
    ],
)
def test_what_names_none_is_refused_without_showing_the_password(url: str) -> None:
    with pytest.raises(BadSetting, match="FORUM_SMTP_URL") as refused:
        parse_server(url)
    assert "sec" not in str(refused.value)


def test_a_server_does_not_show_its_password() -> None:
    assert "secret" not in repr(parse_server("smtp://u:secret@h"))
