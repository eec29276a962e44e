"""The account library's letters go into the outbox, with the change that they are about."""

from __future__ import annotations

from typing import Any

from flask import render_template
from flask_security import MailUtil
from flask_security.mail_util import EmailValidateException

from forum.domain.email_addresses import tidy_email
from forum.domain.refusals import Refused
from forum.operations.accounts import Letter
from forum.web.accounts.datastore import unsaved
from forum.web.sentences import sentence


def written(to: str, template: str, **facts: Any) -> Letter:
    """The letter ``templates/accounts/letters/<template>.txt`` to an e-mail address."""
    return _letter(to, render_template(f"accounts/letters/{template}.txt", **facts))


def _letter(to: str, text: str) -> Letter:
    """Its first line is ``Subject: …``."""
    head, _, body = text.strip().partition("\n")
    return Letter(to=to, subject=head.removeprefix("Subject:").strip(), body=body.strip() + "\n")


class OutboxMail(MailUtil):
    """No network: letters wait in the outbox, and addresses are judged on paper."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: str | tuple[str, str],
        sender: str | tuple[str, str],
        body: str | None,
        html: str | None,
        **kwargs: Any,
    ) -> None:
        """Keeps the rendered text for the store's ``commit``. The subject is the text's own first line."""
        address = recipient if isinstance(recipient, str) else recipient[1]
        unsaved().letters.append(_letter(address, body or ""))

    def normalize(self, email: str) -> str:
        """The address as it is stored. Raises the library's exception with our sentence."""
        try:
            return tidy_email(email)
        except Refused as refused:
            raise EmailValidateException(sentence(refused)) from None

    def validate(self, email: str) -> str:
        """As ``normalize``: whether somebody reads there is found out by the letter, not by asking name servers."""
        return self.normalize(email)
