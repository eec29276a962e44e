"""Without a mail server, letters are files that only the installation's owner may read."""

import stat
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from forum.adapters.mail import BadLetter, FileMailer, Letter

LETTER = Letter(
    to="elin@reader.example",
    subject="About your comment",
    body="สวัสดี\n",
    written_at=datetime(2017, 1, 18, 7, 5, 9, tzinfo=UTC),
)


def test_a_letter_is_one_file_named_by_its_time(tmp_path: Path) -> None:
    mailer = FileMailer(tmp_path / "outbox", "forum@mekong.example")
    mailer.send(LETTER)
    mailer.send(LETTER)
    files = sorted((tmp_path / "outbox").iterdir())
    assert [file.name[:15] for file in files] == ["20170118T070509"] * 2
    assert {file.suffix for file in files} == {".eml"}
    letter = message_from_bytes(files[0].read_bytes(), policy=default)
    assert letter["To"] == "elin@reader.example"
    assert letter.get_content().splitlines() == ["สวัสดี"]


def test_nobody_else_may_read_them(tmp_path: Path) -> None:
    FileMailer(tmp_path / "outbox", "forum@mekong.example").send(LETTER)
    (file,) = (tmp_path / "outbox").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_letter_that_cannot_be_written_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadLetter):
        FileMailer(tmp_path / "outbox", "forum@mekong.example").send(replace(LETTER, to="nobody"))
    assert not (tmp_path / "outbox").exists()
