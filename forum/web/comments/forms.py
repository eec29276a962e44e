"""The comment form. Its key is one hidden, signed field with three uses: it tells when the form was made (a robot sends
at once), makes a double submit one comment, and gives a guest's edit code its seed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from itsdangerous import BadSignature, URLSafeTimedSerializer
from wtforms import BooleanField, EmailField, HiddenField, StringField, TextAreaField

from forum.domain.refusals import Refused
from forum.domain.screening import SpeedFacts
from forum.web.addresses import number_of


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="comment form")


def new_form_key() -> str:
    """A key for a form that is shown now."""
    return str(_signer().dumps(secrets.token_urlsafe(24)))


@dataclass(frozen=True)
class FormKey:
    """A form key read back: ``submission_key`` and ``made_at`` are None where it is missing or not ours."""

    submission_key: str | None
    made_at: datetime | None


def read_form_key(text: str) -> FormKey:
    """No age is too great: a form that was open for a day still posts."""
    try:
        key, made_at = _signer().loads(text, return_timestamp=True)
    except BadSignature:
        return FormKey(None, None)
    return FormKey(key, made_at)


class CommentForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """``website`` is the honeypot: hidden from people, filled by robots. ``as_it_is`` is the note of ``nudging``."""

    body = TextAreaField(_l("Your comment"))
    author_name = StringField(_l("Your name"))
    author_email = EmailField(_l("E-mail (optional)"))
    wants_replies = BooleanField(_l("Write to me when somebody answers"))
    reply_to = HiddenField()
    form_key = HiddenField()
    as_it_is = HiddenField()
    website = StringField(_l("Leave this empty"))

    def speed(self, key: FormKey, now: datetime) -> SpeedFacts:
        """How the form was filled in, as screening wants to know it."""
        seconds = (now - key.made_at).total_seconds() if key.made_at else None
        return SpeedFacts(honeypot_filled=bool(self.website.data), seconds_since_form=seconds)

    def reply_number(self) -> int | None:
        """The comment that is answered, None where none is. Raises ``Refused("reply_target_gone")`` for what is no
        number: the answer to somebody must not stand as a comment of its own unasked."""
        if not self.reply_to.data:
            return None
        number = number_of(self.reply_to.data)
        if number is None:
            raise Refused("reply_target_gone")
        return number


class EditForm(FlaskForm):  # type: ignore[misc]
    """``seen`` is the version that the writer changed."""

    body = TextAreaField(_l("Your comment"))
    form_key = HiddenField()
    seen = HiddenField()
    as_it_is = HiddenField()
    website = StringField(_l("Leave this empty"))

    def seen_version(self) -> int:
        text = self.seen.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else 0
