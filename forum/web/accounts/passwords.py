"""The house's rule for passwords, as the account library asks for it."""

from __future__ import annotations

from typing import Any

from flask_security import PasswordUtil

from forum.domain.passwords import check_password
from forum.domain.refusals import Refused
from forum.web.outside import outside
from forum.web.sentences import sentence

# The hashing library refuses more. What we accept stays below it in every normal form, so nothing that is cut could
# have been anybody's password.
MAX_HASHED = 4096


class HousePasswords(PasswordUtil):
    def normalize(self, password: str) -> str:
        """``password`` in the one form in which it is hashed."""
        return super().normalize(password)[:MAX_HASHED]

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:
        """The sentences that are wrong with ``password`` (None: nothing), and the password in normal form. ``kwargs``
        are the sign-up form's fields, or ``user``."""
        normal = self.normalize(password)
        user = kwargs.get("user")
        known = (user.display_name, user.email) if user else (kwargs.get("display_name"), kwargs.get("email"))
        try:
            check_password(normal, personal=[text for text in (*known, outside().settings.site_name) if text])
        except Refused as refused:
            return [sentence(refused)], normal
        return None, normal
