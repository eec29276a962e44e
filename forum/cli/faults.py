"""What is expected to go wrong, said in one sentence."""

from __future__ import annotations

from typing import IO, Any

import click

from forum.config import BadSetting
from forum.domain.refusals import Refused


class Fault(click.ClickException):
    """A command failed in a way that its caller can understand: one sentence on stderr, exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"forum: {self.format_message()}", file=file, err=file is None)


class Commands(click.Group):
    """A group in which expected faults end with a sentence and never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            said = sentence_about(error)
            if said is None:
                raise
            raise Fault(said) from error


def sentence_about(error: Exception) -> str | None:
    """The sentence about an expected fault; None for anything else, click's own included."""
    if isinstance(error, BadSetting):
        return str(error)
    if isinstance(error, Refused):
        return _refusal(error)
    # Not before something is wrong: it takes longer than the rest of a command line.
    from forum.db import DatabaseAway

    if isinstance(error, DatabaseAway):
        first_line = str(error.orig).strip().partition("\n")[0]
        return f"The database cannot be used: {first_line or type(error.orig).__name__}."
    return None


def _refusal(refused: Refused) -> str:
    """A refusal in the words of the front door, in English: nobody is signed in at a command line."""
    from flask import Flask
    from flask_babel import Babel

    from forum.web.sentences import sentence

    bare = Flask("forum")
    Babel(bare)
    with bare.test_request_context():
        return sentence(refused)
