"""Fitting the account library (Flask-Security over Flask-Login) into the house.

It keeps what is hard to get right: hashing and renewing hashes, signed tokens that run out, the session, the order of
steps in each flow. The house keeps the addresses, the words, the limits, the transaction and the access marks. Its
blueprint is not registered: ``views`` hangs up, one by one, the views that we use.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_principal import identity_changed  # type: ignore[import-untyped]
from flask_security import Security, UserMixin, password_reset

from forum.adapters import clock
from forum.web.accounts import library_forms as forms
from forum.web.accounts.datastore import AccountStore
from forum.web.accounts.mail import OutboxMail
from forum.web.accounts.pages import render
from forum.web.accounts.passwords import HousePasswords

SESSION_LASTS = timedelta(days=14)

SETTINGS: dict[str, Any] = {
    "BLUEPRINT_NAME": "accounts",
    "REGISTERABLE": True,
    "CONFIRMABLE": True,
    "RECOVERABLE": True,
    "CHANGEABLE": True,
    "RETURN_GENERIC_RESPONSES": True,
    "FLASH_MESSAGES": False,  # our pages say it themselves
    "JOIN_USER_ROLES": False,
    "PASSWORD_CONFIRM_REQUIRED": False,
    "FRESHNESS": timedelta(minutes=-1),
    "API_ENABLED_METHODS": ["session"],
    "DATETIME_FACTORY": clock.now,
    "CONFIRM_EMAIL_WITHIN": timedelta(days=2),
    "RESET_PASSWORD_WITHIN": timedelta(days=1),
    # Argon2id as OWASP's Password Storage Cheat Sheet has it: the library's own 64 MiB would be a way to exhaust a
    # small server's memory from outside.
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_SINGLE_HASH": {"argon2"},
    "PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__memory_cost": 19456,
        "argon2__time_cost": 2,
        "argon2__parallelism": 1,
    },
    # What tokens carry to become void with the address or the password hash: those are no passwords, and a slow hash
    # here would tell by the time it takes that an address is known.
    "HASHING_SCHEMES": ["hex_sha256"],
    # The default, True as values, comes out as a header that no cache understands.
    "CACHE_CONTROL": {"private": None, "no-store": None},
    "CLI_USERS_NAME": None,
    "CLI_ROLES_NAME": None,
    "EMAIL_HTML": False,
    "REGISTER_EMAIL_TEMPLATE": "accounts/letters/sign_up",
    "REGISTER_EMAIL_EXISTING_TEMPLATE": "accounts/letters/sign_up_again",
    "EMAIL_TEMPLATE_CONFIRM": "accounts/letters/sign_up",
    "EMAIL_TEMPLATE_PASSWORD_RESET": "accounts/letters/recover",
    "EMAIL_TEMPLATE_PASSWORD_RESET_NOTICE": "accounts/letters/password_changed",
    "EMAIL_TEMPLATE_PASSWORD_CHANGE_NOTICE": "accounts/letters/password_changed",
    "LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
    "REGISTER_USER_TEMPLATE": "accounts/sign_up.html",
    "FORGOT_PASSWORD_TEMPLATE": "accounts/recover.html",
    "RESET_PASSWORD_TEMPLATE": "accounts/new_password.html",
    "CHANGE_PASSWORD_TEMPLATE": "accounts/change_password.html",
    "SEND_CONFIRMATION_TEMPLATE": "accounts/confirm_again.html",
}

MESSAGES = {
    "GENERIC_AUTHN_FAILED": _l("This e-mail address and password do not go together. Please check both."),
    "EMAIL_NOT_PROVIDED": _l("Please give your e-mail address."),
    "PASSWORD_NOT_PROVIDED": _l("Please give a password."),
    "INVALID_PASSWORD": _l("This is not your password until now."),
    "PASSWORD_IS_THE_SAME": _l("This is the password you have already. Please choose another one."),
    "API_ERROR": _l("This cannot be read. Please type it again."),
}


def fit_library(app: Flask) -> None:
    """Hangs the account library on ``app``. What ``app.config`` says already under ``SECURITY_…`` stays."""
    for name, value in SETTINGS.items():
        app.config.setdefault(f"SECURITY_{name}", value)
    for name, text in MESSAGES.items():
        app.config.setdefault(f"SECURITY_MSG_{name}", (text, "error"))
    app.config["PERMANENT_SESSION_LIFETIME"] = SESSION_LASTS
    security = Security(
        app,
        AccountStore(),
        register_blueprint=False,
        login_form=forms.SignInForm,
        register_form=forms.SignUpForm,
        forgot_password_form=forms.RecoverForm,
        reset_password_form=forms.NewPasswordForm,
        change_password_form=forms.ChangePasswordForm,
        send_confirmation_form=forms.ConfirmAgainForm,
        mail_util_cls=OutboxMail,
        password_util_cls=HousePasswords,
        render_template=render,
    )
    security.want_json(lambda request: False)
    # Only the session lets somebody in: no token from a header or an address.
    security.login_manager.request_loader(None)
    # Permissions are ours; Flask-Principal would load the account on every request, and needs tables of roles.
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    identity_changed.disconnect(security.principal._on_identity_changed, app)
    password_reset.connect(confirm_by_reset, app)


def confirm_by_reset(app: Flask, user: UserMixin, **_: Any) -> None:
    """Who set a new password by a letter has read it: the address counts as confirmed."""
    user.confirmed_at = user.confirmed_at or clock.now()
