"""The account library's forms with our words, our limits and fewer fields.

Every form counts its try before it looks anything up or hashes: a form that is over its limit says so and stays as it
was typed. Fields that a form does not name, a role above all, cannot come in through it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_security import forms as library
from flask_security.utils import hash_password
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import Length

from forum.domain.refusals import Refused
from forum.web.accounts.forms import acceptable_name, wanted_path
from forum.web.accounts.limits import count_try, forget_tries
from forum.web.accounts.passwords import MAX_HASHED
from forum.web.sentences import sentence


def password_field(label: str) -> PasswordField:
    """A password to be typed. No hash is asked for what is longer than any that we accepted."""
    return PasswordField(
        label, validators=[library.IsString(), library.password_required, Length(max=MAX_HASHED)]
    )


class Counted(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form whose tries are counted under ``limits``."""

    limits: ClassVar[tuple[str, ...]] = ()
    retry_after: int | None = None
    """The seconds to wait, where the form is over a limit."""

    def validate(self, **kwargs: Any) -> bool:
        try:
            count_try(*self.limits, email=self.counted_email())
        except Refused as refused:
            self.retry_after = refused.facts["retry_after"]
            self.form_errors.append(sentence(refused))
            return False
        return bool(super().validate(**kwargs))

    def counted_email(self) -> str:
        """Whose account the try is about, in the form in which it is stored."""
        return str(self.email.data or "").strip().lower()


class SignInForm(Counted, library.LoginForm):
    """What went wrong is one neutral sentence, but to who knows the password: an address that waits for confirmation,
    or an account that was closed, is theirs to know about."""

    limits = ("sign-in:network", "sign-in:account")

    email = EmailField(
        _l("E-mail"), validators=[library.IsString(), library.email_required, library.EmailValidation()]
    )
    password = password_field(_l("Password"))
    stay = BooleanField(_l("Stay signed in on this device"))
    next = HiddenField()
    remember = None  # the library's own cookie for this never grows old
    submit = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.next.data = wanted_path()

    def validate_next(self, field: HiddenField) -> None:
        """A path that is not of this site was dropped above, and is no reason to turn somebody away."""

    def validate(self, **kwargs: Any) -> bool:
        if super().validate(**kwargs):
            forget_tries("sign-in:account", email=self.counted_email())
            return True
        if self.user is not None and self.user_authenticated:
            self.email.errors = []
            code = "address_unconfirmed" if self.user.active else "account_closed"
            self.form_errors.append(sentence(Refused(code)))
        return False


class SignUpForm(Counted, library.RegisterFormV2):
    limits = ("sign-up:network",)

    display_name = StringField(_l("Name shown with your comments"), validators=[acceptable_name])
    email = EmailField(
        _l("E-mail"),
        validators=[
            library.IsString(),
            library.email_required,
            library.EmailValidation(verify=True),
            library.unique_user_email,
        ],
    )
    password = password_field(_l("Password"))
    submit = None

    def validate_next(self, field: HiddenField) -> None:
        """Nobody is sent anywhere after signing up but to the page about the letter."""


def _known_email() -> EmailField:
    return EmailField(
        _l("E-mail"),
        validators=[
            library.IsString(),
            library.email_required,
            library.EmailValidation(verify=True),
            library.valid_user_email,
        ],
    )


class RecoverForm(Counted, library.ForgotPasswordForm):
    """Also for an account whose address was never confirmed, or that has no password yet: the letter proves both."""

    limits = ("recover:network",)

    email = _known_email()
    submit = None

    def validate(self, **kwargs: Any) -> bool:
        found = super().validate(**kwargs)
        if not found and self.requires_confirmation:
            self.email.errors = []
            found = True
        if found:
            # As long as the library takes where the address is unknown: the time must not tell which it was.
            hash_password("not a password")
        return found


class ConfirmAgainForm(Counted, library.SendConfirmationForm):
    limits = ("recover:network",)

    email = _known_email()
    submit = None


class NewPasswordForm(library.ResetPasswordForm):
    password = password_field(_l("New password"))
    password_confirm = None
    submit = None


class ChangePasswordForm(Counted, library.ChangePasswordForm):
    """A password that is asked for is a password that can be guessed: counted like a sign-in."""

    limits = ("sign-in:network", "sign-in:account")

    password = PasswordField(_l("Password until now"))
    new_password = password_field(_l("New password"))
    new_password_confirm = None
    submit = None

    def counted_email(self) -> str:
        return str(current_user.email)

    def asks_for_password(self) -> bool:
        """Not who came by a link and has none yet."""
        return current_user.password is not None
