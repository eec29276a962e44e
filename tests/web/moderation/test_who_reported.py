"""Who reported a comment is told nobody: neither a moderator, nor an author or a moderator who wrote the comment."""

from itertools import product

import pytest

from forum.domain.comment_states import Decision, ReasonCode, State
from forum.domain.flags import FlagReason
from forum.domain.roles import Role
from forum.operations.comments.flagging import FlagDraft, flag_comment
from forum.operations.log import record
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.undoing import undo
from forum.operations.settings import change_settings
from forum.queries.moderation.queue import QUEUES, item_by_id
from forum.web.statistics.tables import TABLES
from tests.cast import invite
from tests.factories.comments import make_comment
from tests.factories.people import make_category, make_moderator_of
from tests.factories.posts import make_post
from tests.factories.publications import make_edition, make_publication
from tests.factories.uploads import make_upload
from tests.guards.access_table import ROUTES
from tests.support.moments import LONG_AGO, NOW
from tests.support.pages import inspect_page, text_of
from tests.support.uploads import pdf

REPORTER, BYSTANDER = "Linhthao", "Tuyenmai"
FLAG = FlagDraft(FlagReason.INSULT, wants_outcome=True)


@pytest.fixture
def world(app, cast, frozen, sign_in):
    """A post of Chanthy's in a category that Fai looks after, with comments of Ana's, Chanthy's and a guest's; two
    readers who have written nothing; and the browsers of those who moderate them."""
    with app.app_context():
        change_settings({"authors_moderate_own": True, "flags_needed": 1}, by=cast.boun.actor, now=LONG_AGO)
        category = make_category(cast, "Court news")
        post = make_post(cast.chanthy.actor, slug="court", category_id=category).id
        numbers = [
            make_comment(post, by=cast.ana.actor).id,
            make_comment(post, by=cast.chanthy.actor).id,
            *(make_comment(post, state=State.APPROVED, moderator=cast.boun.actor).id for _ in range(3)),
        ]
        reporter, _ = (invite(name, Role.READER, hashed="unused") for name in (REPORTER, BYSTANDER))
        file = make_upload(app, cast.chanthy.actor, pdf(), name="guide.pdf")
        publication = make_publication(app, cast.chanthy.actor, editions=(), published_at=None)
        version = make_edition(app, publication, cast.chanthy.actor)
        places = {"post": post, "list": 1, "file": file, "publication": publication.id}
        places["edition_at"] = f"/desk/publications/{publication.id}/versions/{version}"
        fai = make_moderator_of(cast, [category])
    people = {member.name: sign_in(member) for member in (cast.ana, cast.chanthy, fai)}
    return numbers, reporter, people, places


def decided(number, decision, *, by):
    choice = Choice(decision, reason_code=ReasonCode.INSULT if decision is Decision.REJECT else None)
    return decide(number, choice, seen=item_by_id(number).version, by=by, now=NOW).entry


def pages(numbers, places):
    """Every page that the desk has, each queue with its news, each file, each comment."""
    rows = [row.at for route, row in ROUTES.items() if route.startswith("GET /desk")]
    plain = [at.format(**places) for at in rows if "{waiting}" not in at and "{user}" not in at]
    queues = [f"/desk/moderation?state={name}" for name in QUEUES]
    news = [f"/desk/moderation/news?state={name}&after=0" for name in QUEUES]
    files = [f"/desk/statistics/{name}.csv" for name in TABLES]
    return [*plain, *queues, *news, *files, *(f"/desk/comments/{number}" for number in numbers)]


def test_no_page_of_the_desk_names_who_reported(app, cast, world):
    numbers, reporter, people, places = world
    with app.app_context():
        for number in numbers:
            flag_comment(number, FLAG, by=reporter.actor, now=NOW)
        for number, decision in zip(
            numbers[2:], (Decision.REJECT, Decision.APPROVE, Decision.SPAM), strict=True
        ):
            entry = decided(number, decision, by=cast.boun.actor)
        undo(entry.id, by=cast.boun.actor, now=NOW)
        # As the log of an older installation has it.
        record("comment.flag", by=reporter.actor, now=NOW, comment_id=numbers[0], post_id=places["post"])
    for name, browser in people.items():
        for at in pages(numbers, places):
            html = browser.get(at).get_data(as_text=True)
            # The list of all accounts names both, and the log says that they were invited.
            assert html.count(REPORTER) == html.count(BYSTANDER), (name, at)
        for queue, field in product(("flagged", "approved", "rejected"), ("q", "writer")):
            found = inspect_page(browser.get(f"/desk/moderation?state={queue}&{field}={REPORTER}"))
            assert not found.xpath("//article[@data-item]"), (name, queue, field)
    history = inspect_page(people["Ana"].get(f"/desk/comments/{numbers[0]}"))
    assert "A reader: Reported" in text_of(history)
    assert "A reader reported comment" in text_of(inspect_page(people["Ana"].get("/desk/log")))


def test_who_reported_still_reads_what_became_of_it(app, cast, world, sign_in):
    numbers, reporter, _people, _places = world
    with app.app_context():
        flag_comment(numbers[2], FLAG, by=reporter.actor, now=NOW)
        decided(numbers[2], Decision.REJECT, by=cast.boun.actor)
    words = text_of(inspect_page(sign_in(reporter).get("/my-reports")))
    assert "A moderator agreed with you" in words
