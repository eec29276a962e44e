"""What jobs need from outside, with a mailer that keeps what it is given."""

from dataclasses import dataclass, field, replace

from flask import Flask

from forum.adapters.mail import Letter, MailFailed
from forum.jobs.outside import Outside, open_outside


@dataclass
class Mailbox:
    """A mailer. ``is_away`` makes it fail as a mail server that cannot be reached."""

    letters: list[Letter] = field(default_factory=list)
    is_away: bool = False

    def send(self, letter: Letter) -> None:
        if self.is_away:
            raise MailFailed("the mail server cannot be reached (ConnectionRefusedError)")
        self.letters.append(letter)


def outside_of(app: Flask, mailbox: Mailbox) -> Outside:
    """The outside of the application's installation, with ``mailbox`` in the place of its mail server."""
    settings = app.extensions["outside"].settings
    return replace(open_outside(settings), mailer=mailbox)
