"""The people of the site: who they are, what they may do, and letting new ones in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.adapters.seals import new_token
from forum.domain.paging import Cursor, read_cursor
from forum.domain.permissions import may
from forum.domain.refusals import NotFound, Refused
from forum.domain.roles import Role
from forum.operations.accounts import add_user, change_role, set_activity, set_areas
from forum.queries.accounts import accounts_page
from forum.queries.moderation.scope import areas_of_each
from forum.web.access import requires
from forum.web.accounts.forms import ROLE_NAMES, InvitationForm
from forum.web.accounts.mail import written
from forum.web.accounts.pages import Page
from forum.web.addresses import number_of
from forum.web.formats import absolute
from forum.web.identity import current_actor
from forum.web.navigation import current_sections
from forum.web.outside import outside
from forum.web.sentences import sentence

room = Blueprint("accounts_desk", __name__, url_prefix="/desk/people")

PEOPLE_ON_A_PAGE = 50
SHOW_LINK = "show_link"


@room.get("")
@requires("people.see")
def people() -> Page:
    return _people_page(InvitationForm(), link=session.pop(SHOW_LINK, None))


def _people_page(form: InvitationForm, *, link: str | None = None, refused: Refused | None = None) -> Page:
    page = accounts_page(older_than=_older_than(), size=PEOPLE_ON_A_PAGE)
    html = render_template(
        "accounts/people.html",
        page=page,
        areas=areas_of_each(line.id for line in page.items if line.role is Role.MODERATOR),
        categories=current_sections(),
        form=form,
        roles=ROLE_NAMES,
        manages=may(current_actor(), "people.manage"),
        link=link,
        said=sentence(refused) if refused else None,
        field={"email": "email", "name": "display_name"}.get(refused.code.partition("_")[0])
        if refused
        else None,
    )
    return html, refused.status if refused else 200


def _older_than() -> Cursor | None:
    if not (text := request.args.get("older")):
        return None
    try:
        return read_cursor(text)
    except ValueError:
        raise NotFound("http_404") from None


@room.post("/invitations")
@requires("people.manage")
def invite() -> Page:
    """The link is shown once to who made it, and sent to who it is for."""
    form, token = InvitationForm(), new_token()
    link = absolute(url_for("links.show", token=token))
    email, name = form.email.data or "", form.display_name.data or ""
    try:
        add_user(
            email,
            name,
            _role(form.role.data),
            by=current_actor(),
            now=clock.now(),
            token_hash=outside().seals.code_hash(token),
            letter=written(email.strip(), "invitation", name=name, link=link, by=current_actor().name),
        )
    except Refused as refused:
        return _people_page(form, refused=refused)
    session[SHOW_LINK] = link
    return _back()


@room.post("/<int:user_id>/role")
@requires("people.manage")
def role(user_id: int) -> Response:
    user = change_role(user_id, _role(request.form.get("role")), by=current_actor(), now=clock.now())
    flash(_("The role of %(name)s is now: %(role)s.", name=user.display_name, role=ROLE_NAMES[user.role]))
    return _back()


@room.post("/<int:user_id>/activity")
@requires("people.manage")
def activity(user_id: int) -> Response:
    wanted = request.form.get("active")
    if wanted not in ("yes", "no"):
        raise Refused("activity_unclear")
    user = set_activity(user_id, is_active=wanted == "yes", by=current_actor(), now=clock.now())
    said = _("The account of %(name)s is open.") if user.active else _("The account of %(name)s is closed.")
    flash(said % {"name": user.display_name})
    return _back()


@room.post("/<int:user_id>/areas")
@requires("people.manage")
def areas(user_id: int) -> Response:
    """The categories that were ticked; none is the whole site."""
    numbers = [number_of(text) or 0 for text in request.form.getlist("category")]
    user = set_areas(user_id, numbers, by=current_actor(), now=clock.now())
    if numbers:
        flash(_("%(name)s looks after the chosen categories.", name=user.display_name))
    else:
        flash(_("%(name)s looks after the whole site.", name=user.display_name))
    return _back()


def _role(word: str | None) -> Role:
    try:
        return Role(word or "")
    except ValueError:
        raise Refused("no_such_role") from None


def _back() -> Response:
    return redirect(url_for("accounts_desk.people"), 303)
