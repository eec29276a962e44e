"""What a browser's session remembers between sending a comment and its receipt.

Programs ask for a page before a person does (HEAD), answers get lost, pages are loaded again. So nothing here is used
up by asking for a page's head, and the edit code stays until its holder says that it is kept.
"""

from __future__ import annotations

from flask import request, session

from forum.queries.own_comments import OwnComment
from forum.web.outside import outside

CODE_SEED, SENT = "code_seed", "sent"


def show_code_of(submission_key: str | None) -> None:
    """The guest whose first comment came under this form key has a new edit code to keep."""
    if submission_key is not None:
        session[CODE_SEED] = submission_key


def code_to_keep(comment: OwnComment) -> str | None:
    """The edit code of the comment's writer, until ``code_is_kept``."""
    seed = session.get(CODE_SEED)
    if seed is None:
        return None
    seals = outside().seals
    code = seals.edit_code(seed)
    return code if seals.code_hash(code) == comment.guest_code_hash else None


def code_is_kept() -> None:
    session.pop(CODE_SEED, None)


def forget_draft_of(comment_id: int) -> None:
    """The comment was sent: its receipt tells the browser to forget the half-written one that it was."""
    session[SENT] = comment_id


def is_just_sent(comment_id: int) -> bool:
    """Whether this is the first look at the receipt of the comment that was sent last; true once."""
    if request.method != "GET" or session.get(SENT) != comment_id:
        return False
    session.pop(SENT)
    return True
