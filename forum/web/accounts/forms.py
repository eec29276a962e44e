"""The room's own forms, and where somebody is led who was on the way to somewhere."""

from __future__ import annotations

from flask import request
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import EmailField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from forum.domain.refusals import Refused
from forum.domain.roles import Role
from forum.operations.accounts import ready_display_name
from forum.web.addresses import same_site_path
from forum.web.sentences import sentence

ROLE_NAMES = {
    Role.READER: _l("Reader"),
    Role.AUTHOR: _l("Author"),
    Role.MODERATOR: _l("Moderator"),
    Role.ADMINISTRATOR: _l("Administrator"),
}


def wanted_path() -> str:
    """Where somebody was on the way to: only a path of this site, "/" where something else was asked for, "" where
    nothing was."""
    asked = request.form.get("next") or request.args.get("next")
    return same_site_path(asked) or "/" if asked else ""


def acceptable_name(form: FlaskForm, field: StringField) -> None:
    """The rule for names, with the sentence at the field; the field gets the name as it is stored."""
    try:
        field.data = ready_display_name(field.data or "", of=getattr(current_user, "id", None))
    except Refused as refused:
        raise ValidationError(sentence(refused)) from None


class NameForm(FlaskForm):  # type: ignore[misc]
    display_name = StringField(_l("Name shown with your comments"), validators=[acceptable_name])


class InvitationForm(FlaskForm):  # type: ignore[misc]
    email = EmailField(_l("E-mail"))
    display_name = StringField(_l("Name"))
    role = SelectField(
        _l("Role"),
        choices=[SelectChoice(role.value, name) for role, name in ROLE_NAMES.items()],
        default=Role.AUTHOR.value,
    )
