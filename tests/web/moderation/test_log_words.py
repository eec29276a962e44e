"""What the log and the history say of a changed text and of sanctions."""

import pytest

from forum.domain.comment_states import Decision
from forum.domain.sanctions import SanctionKind, Writer
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.sanctions import acknowledge_warning, impose_sanction, lift_sanction
from tests.factories.comments import make_comment
from tests.support.forms import form_of
from tests.support.moments import NOW, after
from tests.support.pages import inspect_page, text_of

BODY = "Call 081 234 5678, please."
HTMX = {"HX-Request": "true"}


def words_at(browser, address):
    return text_of(inspect_page(browser.get(address)))


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (Choice(Decision.APPROVE, redact=True), "with personal data taken out"),
        (Choice(Decision.APPROVE, body="Call the office, please."), "with a changed text"),
        (Choice(Decision.HOLD, body="Call the office, please."), "with a changed text"),
        (Choice(Decision.APPROVE), None),
    ],
)
def test_a_decision_says_what_it_made_of_the_text(app, cast, ana, post, choice, said):
    with app.app_context():
        number = make_comment(post.id, body=BODY).id
        decide(number, choice, seen=1, by=cast.ana.actor, now=NOW)
    done, verb = {"approve": ("Approved", "approved"), "hold": ("Held", "held")}[choice.decision]
    behind = f", {said}" if said else ""
    log = words_at(ana, "/desk/log")
    assert f"Ana {verb} comment {number} on The ferry{behind} " in f"{log} "
    history = words_at(ana, f"/desk/comments/{number}")
    assert f"Ana: {done}{behind}" in history
    queue = words_at(ana, f"/desk/moderation?state={'pending' if done == 'Held' else 'approved'}")
    assert f"{done}{behind} · Ana" in queue
    for page in (log, history, queue) if not said else ():
        assert "taken out" not in page
        assert "changed text" not in page


def test_the_row_that_a_redacted_item_leaves_says_so_too(app, ana, post):
    with app.app_context():
        number, other = (make_comment(post.id, body=BODY).id for _ in range(2))
    form = form_of(ana.get("/desk/moderation"), f"/desk/comments/{number}/decisions")
    row = ana.post(form.action, data=form.filled(redact="1"), headers=HTMX).get_data(as_text=True)
    assert "<b>Approved, with personal data taken out</b>" in row
    form = form_of(ana.get("/desk/moderation"), f"/desk/comments/{other}/decisions")
    page = ana.get(ana.post(form.action, data=form.filled(redact="1")).location)
    assert "Approved, with personal data taken out." in text_of(inspect_page(page))


@pytest.mark.parametrize(
    ("kind", "until", "said"),
    [
        (SanctionKind.MUTE, after(7 * 86_400), "Muted, until"),
        (SanctionKind.HOLD, None, "Held, without an end: “You attack people.”"),
        (SanctionKind.WARN, None, "Warning: “You attack people.”"),
    ],
)
def test_a_sanction_says_about_whom_what_until_when_and_why(app, cast, ana, post, kind, until, said):
    with app.app_context():
        guest = Writer(guest_id=make_comment(post.id, name="Mali").guest_id)
        for writer in (guest, Writer(user_id=cast.elin.id)):
            row = impose_sanction(writer, kind, "You attack people.", until=until, by=cast.ana.actor, now=NOW)
            lift_sanction(row.id, by=cast.boun.actor, now=NOW)
    page = inspect_page(ana.get("/desk/log"))
    words = text_of(page)
    for name, code in ((f"Guest {guest.guest_id}", guest.code), ("Elin", f"user:{cast.elin.id}")):
        assert f"Ana sanctioned: {name} – {said}" in words
        assert f"Boun lifted a sanction on: {name} – {said}" in words
        assert len(page.xpath(f"//li//a[@href='/desk/writers/{code}']")) == 2
    assert words.count("“You attack people.”") == 4


def test_a_warning_that_was_read_says_which(app, cast, ana, post):
    with app.app_context():
        elin = Writer(user_id=cast.elin.id)
        row = impose_sanction(
            elin, SanctionKind.WARN, "Stay with the post.", until=None, by=cast.ana.actor, now=NOW
        )
        acknowledge_warning(row.id, by=cast.elin.actor, now=NOW)
    assert "Elin read a warning: the writer’s page – Warning: “Stay with the post.”" in words_at(
        ana, "/desk/log"
    )
