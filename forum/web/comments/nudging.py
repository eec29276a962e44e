"""Asking once more before a text is sent, and knowing the answer "as it is" again.

The answer is a signed note in the form, bound to this form and this text: who changed the text is asked about the new
one, and after that no more. Nothing of it is a wall: what a rule holds waits for a person either way.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from forum.domain.screening import Nudge
from forum.operations.comments.nudging import question_about
from forum.operations.comments.text import Words
from forum.web.identity import current_actor
from forum.web.language import current_settings

_MOST_TIMES = 2  # that one form is asked about


@dataclass(frozen=True)
class Asked:
    """What the writer is told, and the note by which it is known that it was. ``is_question``: they wanted to send, and
    nothing was sent yet; a preview only warns."""

    about: Nudge
    note: str
    is_question: bool


def ask_before_sending(words: Words, name: str, *, form_key: str, note: str) -> Asked | None:
    """What is still to be asked before ``words`` are sent; None where there is nothing, or where the ``note`` of the
    form says that it was asked already."""
    about = question_about(words, name, by=current_actor(), settings=current_settings())
    if about is None:
        return None
    mark, (asked_for, times) = _mark(words), _read(note, form_key)
    if asked_for == mark or times >= _MOST_TIMES:
        return None
    return Asked(about, _note(form_key, mark, times + 1), is_question=True)


def warn_in_preview(words: Words, name: str, *, form_key: str, note: str) -> Asked | None:
    """What sending would ask about. Who has read it here and sends this very text is not asked again."""
    about = question_about(words, name, by=current_actor(), settings=current_settings())
    if about is None:
        return None
    _, times = _read(note, form_key)
    return Asked(about, _note(form_key, _mark(words), times), is_question=False)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="send it as it is")


def _note(form_key: str, mark: str, times: int) -> str:
    return str(_signer().dumps([form_key, mark, times]))


def _mark(words: Words) -> str:
    return hashlib.sha256(words.rendered.source.encode()).hexdigest()


def _read(note: str, form_key: str) -> tuple[str, int]:
    """The text that a note is about, and how often was asked; nothing for a note of another form or of nobody."""
    try:
        key, mark, times = _signer().loads(note)
    except (BadSignature, ValueError, TypeError):
        return "", 0
    return (str(mark), int(times)) if key == form_key else ("", 0)
