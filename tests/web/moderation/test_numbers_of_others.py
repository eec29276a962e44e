"""Numbers that are none of theirs, sent by who moderates a part of the site: nothing is told and nothing is done."""

import pytest

from forum.domain.comment_states import Decision, State
from forum.domain.sanctions import SanctionKind, Writer
from forum.operations.moderation.claiming import claim_comment
from forum.operations.moderation.deciding import Choice, decide_many
from forum.operations.moderation.noting import add_note
from forum.operations.sanctions import impose_sanction
from forum.operations.settings import change_settings
from forum.queries.moderation.queue import item_by_id
from tests.factories.comments import make_comment
from tests.factories.people import make_category, make_moderator_of
from tests.factories.posts import make_post
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def others(app, cast, post) -> dict[str, int | str]:
    """On Chanthy's post, nothing of which is Fai's or Dara's: Boun looks at a comment that he marked as spam with
    another one; there are a note on it and a sanction on its writer."""
    with app.app_context():
        change_settings({"authors_moderate_own": True}, by=cast.boun.actor, now=NOW)
        one, two = (
            make_comment(post.id, body="Secret words.", by=cast.elin.actor, name="Secret").id for _ in "ab"
        )
        batch, outcomes = decide_many(
            [(one, 1), (two, 1)], Choice(Decision.SPAM), by=cast.boun.actor, now=NOW
        )
        note = add_note("Secret note.", about=one, by=cast.boun.actor, now=NOW).id
        kind = SanctionKind.WARN
        sanction = impose_sanction(
            Writer(user_id=cast.elin.id), kind, "Secret reason.", until=None, by=cast.boun.actor, now=NOW
        ).id
        claim_comment(one, by=cast.boun.actor, now=NOW)
        entry = outcomes[0].entry_id
    return {
        "comment": one,
        "batch": batch,
        "note": note,
        "sanction": sanction,
        "entry": entry,
        "writer": cast.elin.id,
        "post": post.slug,
    }


@pytest.fixture(params=["a moderator of a category", "an author of own posts"])
def part(request, app, cast, others, frozen, sign_in):
    """Who moderates a part of the site; one comment waits there."""
    with app.app_context():
        category = make_category(cast, "Court news")
        own = make_post(cast.dara.actor, slug="court", category_id=category)
        make_comment(own.id)
        member = make_moderator_of(cast, [category]) if "category" in request.param else cast.dara
    return sign_in(member)


def tells_nothing(answer) -> bool:
    words = answer.get_data(as_text=True)
    return "Secret" not in words and "Boun" not in words


def test_asking_tells_nothing(others, part, subtests):
    for address, status, said in (
        ("/desk/comments/{comment}", 404, ""),
        ("/desk/comments/{comment}?from=/desk/moderation", 404, ""),
        ("/desk/moderation/news?items={comment}:1", 200, ""),
        ("/desk/moderation/news?state=spam&items={comment}:2,{comment}:1&since=x", 200, ""),
        ("/desk/moderation?state=spam&post={post}", 200, ""),
        ("/desk/moderation?state=spam&writer=user:{writer}", 200, ""),
        ("/desk/moderation?state=spam&q=secret", 200, ""),
        ("/desk/batches/new?state=spam&post={post}", 200, "Nothing fits"),
        ("/desk/batches/new?state=spam&writer=user:{writer}", 200, "Nothing fits"),
        ("/desk/batches/{batch}", 404, ""),
        ("/desk/writers/user:{writer}", 403, ""),
        ("/desk/commands?q=secret", 200, ""),
    ):
        with subtests.test(address):
            answer = part.get(address.format(**others))
            assert answer.status_code == status
            assert tells_nothing(answer)
            assert said in answer.get_data(as_text=True)
            again = part.get(address.format(**others), headers=FRAGMENT)
            assert (again.status_code, tells_nothing(again)) == (status, True)


def test_what_is_new_answers_as_if_there_were_no_such_comment(app, cast, ana, others, part):
    foreign, nobodys = (f"/desk/moderation/news?items={number}:1" for number in (others["comment"], 9_999))
    assert "Boun is looking at this" in ana.get(foreign).get_data(as_text=True)
    assert part.get(foreign).headers["ETag"] == part.get(nobodys).headers["ETag"]


def test_sending_does_nothing_and_tells_nothing(app, others, part, subtests):
    page = inspect_page(part.get("/desk/moderation"))
    token = page.xpath("//input[@name='csrf_token']/@value")[0]
    decision = {"decision": "approve", "seen": "2", "note": "Typed."}
    for address, values, status in (
        ("/desk/comments/{comment}/decisions", decision, 404),
        ("/desk/comments/{comment}/decisions", {**decision, "seen": "1"}, 404),
        ("/desk/comments/{comment}/claim", {}, 404),
        ("/desk/comments/{comment}/release", {}, 404),
        ("/desk/comments/{comment}/notes", {"text": "x"}, 404),
        ("/desk/comments/{comment}/notes", {"text": ""}, 404),
        ("/desk/notes/{note}/removal", {}, 404),
        ("/desk/decisions/{entry}/reversal", {}, 404),
        ("/desk/batches/{batch}/reversal", {}, 404),
        ("/desk/sanctions/{sanction}/end", {}, 403),
        ("/desk/writers/user:{writer}/notes", {"text": "x"}, 403),
        ("/desk/comments/decisions", {**decision, "item": "{comment}:2"}, None),
        ("/desk/comments/decisions", {**decision, "decision": "reject", "item": "{comment}:1"}, None),
        ("/desk/batches", {**decision, "items": "{comment}:2", "total": "1"}, None),
        ("/desk/batches", {**decision, "decision": "reject", "items": "{comment}:1", "total": "1"}, None),
    ):
        for csrf in (token, "old"):
            for headers in ({}, FRAGMENT):
                with subtests.test(f"{address} {values} {csrf == token} {headers}"):
                    sent = {name: text.format(**others) for name, text in values.items()}
                    answer = part.post(
                        address.format(**others), data={**sent, "csrf_token": csrf}, headers=headers
                    )
                    assert tells_nothing(answer)
                    if csrf == token and status is not None:
                        assert answer.status_code == status
                    if answer.status_code == 303:
                        assert tells_nothing(part.get(answer.location))
    with app.app_context():
        item = item_by_id(others["comment"])
        assert (item.state, item.version, len(item.notes)) == (State.SPAM, 2, 1)


def test_a_selection_with_one_of_theirs_decides_on_that_alone(app, ana, others, part):
    own = inspect_page(part.get("/desk/moderation")).xpath("//input[@name='item']/@value")
    answer = part.submit(
        part.get("/desk/moderation"),
        "/desk/comments/decisions",
        decision="trash",
        item=[*own, f"{others['comment']}:2"],
    )
    assert answer.status_code in (200, 303)
    said = text_of(inspect_page(part.get(answer.location) if answer.location else answer))
    assert "There is no such comment here." in said
    with app.app_context():
        assert item_by_id(int(own[0].partition(":")[0])).state is State.TRASHED
        assert item_by_id(others["comment"]).state is State.SPAM
