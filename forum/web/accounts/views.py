"""Signing up, in and out, finding the way back in, and one's own account."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_security import current_user
from flask_security import views as library
from flask_security.confirmable import confirm_email_token_status
from flask_security.recoverable import reset_password_token_status
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.actors import ActorKind
from forum.operations.accounts import end_sessions, rename, want_letters
from forum.web.access import public, requires
from forum.web.accounts import forms, library_forms
from forum.web.accounts.pages import Page, bearer_of, form_again, form_page, in_house
from forum.web.errors import gives_back
from forum.web.identity import current_actor
from forum.web.language import current_settings

room = Blueprint("accounts", __name__)


def after_sign_in() -> str:
    """Where somebody was on the way to; else staff to the desk, readers to the front page."""
    if request.method == "POST":
        session.permanent = "stay" in request.form
    return forms.wanted_path() or ("/desk" if current_user.role.is_staff else "/")


@room.route("/sign-in", methods=["GET", "POST"])
@public
@gives_back(form_again("accounts/sign_in.html", library_forms.SignInForm))
def sign_in() -> Response:
    return in_house(library.login, after_sign_in)()


@room.post("/sign-out")
@public
def sign_out() -> Response:
    """Ends every session of the account, so that a copied cookie is worth nothing; this browser forgets all it knew."""
    if (user_id := current_actor().user_id) is not None:
        end_sessions(user_id)
    answer = in_house(library.logout, lambda: "/")()
    session.clear()
    return answer


@room.route("/sign-up", methods=["GET", "POST"])
@public
@gives_back(form_again("accounts/sign_up.html", library_forms.SignUpForm))
def sign_up() -> Page:
    if not current_settings().sign_up_open:
        return render_template("accounts/sign_up_closed.html"), 403
    is_known = current_actor().kind is ActorKind.PERSON
    return in_house(
        library.register, lambda: url_for("accounts.account" if is_known else "accounts.sign_up_sent")
    )()


@room.get("/sign-up/sent", endpoint="sign_up_sent")
@room.get("/recover/sent", endpoint="recover_sent")
@room.get("/confirm/sent", endpoint="confirm_sent")
@public
def sent() -> str:
    return render_template("accounts/letter_sent.html", about=(request.endpoint or "").partition(".")[2])


@room.route("/recover", methods=["GET", "POST"])
@public
@gives_back(form_again("accounts/recover.html", library_forms.RecoverForm))
def forgot_password() -> Response:
    return in_house(library.forgot_password, lambda: url_for("accounts.recover_sent"))()


@room.route("/recover/<token>", methods=["GET", "POST"])
@public
@gives_back(form_again("accounts/new_password.html", library_forms.NewPasswordForm))
def reset_password(token: str) -> Page:
    if bearer_of(token, reset_password_token_status) is None:
        return render_template("accounts/link_gone.html", about="recover"), 410
    return in_house(library.reset_password, lambda: url_for("accounts.sign_in", done="password"))(token=token)


@room.route("/confirm", methods=["GET", "POST"])
@public
@gives_back(form_again("accounts/confirm_again.html", library_forms.ConfirmAgainForm))
def send_confirmation() -> Response:
    return in_house(library.send_confirmation, lambda: url_for("accounts.confirm_sent"))()


@room.route("/confirm/<token>", methods=["GET", "POST"])
@public
def confirm_email(token: str) -> Page:
    """The letter's link opens a page with a button; the button confirms."""
    account = bearer_of(token, confirm_email_token_status)
    if account is None or account.confirmed_at is not None:
        return render_template("accounts/link_gone.html", about="confirm"), 410
    if request.method != "POST":
        return render_template("accounts/confirm.html", account=account)
    return in_house(library.confirm_email, lambda: url_for("accounts.sign_in", done="confirmed"))(token=token)


@room.get("/account")
@requires("account.use")
def account() -> Page:
    return _account_page(forms.NameForm(data={"display_name": current_user.display_name}))


@room.post("/account/name")
@requires("account.use")
def name() -> Page:
    form = forms.NameForm()
    if not form.validate():
        return _account_page(form)
    rename(current_user.id, form.display_name.data, by=current_actor(), now=clock.now())
    return redirect(url_for("accounts.account", done="name"), 303)


@room.post("/account/letters")
@requires("account.use")
def letters() -> Page:
    wants = "wants_letters" in request.form
    want_letters(current_user.id, wants, now=clock.now())
    return redirect(url_for("accounts.account", done="letters" if wants else "no_letters"), 303)


def _account_page(form: forms.NameForm) -> Page:
    return form_page("accounts/account.html", form, account=current_user, roles=forms.ROLE_NAMES)


@room.route("/account/password", methods=["GET", "POST"])
@requires("account.use")
def change_password() -> Response:
    return in_house(library.change_password, lambda: url_for("accounts.account", done="password"))()
