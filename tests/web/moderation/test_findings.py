"""What screening found, as a moderator sees it beside the comment."""

from forum.domain.comment_states import Decision
from forum.domain.sanctions import SanctionKind, Writer
from forum.domain.screening import Severity
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.unmuting import release_muted
from forum.operations.rules import WordListDraft, save_word_list
from forum.operations.sanctions import impose_sanction, lift_sanction
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.operations.spam.teaching import SPAM, teach
from tests.support.moments import LONG_AGO, NOW, after
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements


def test_each_finding_says_in_words_what_it_asks_for(app, cast, frozen, sign_in):
    """A colour alone would tell some moderators nothing."""
    with app.app_context():
        draft = WordListDraft("Money", "wage", action=Severity.NOTE)
        save_word_list(None, draft, by=cast.ana.actor, now=LONG_AGO)
        make_comment(make_post(cast.chanthy.actor).id, body="A wage is a wage.")
    page = inspect_page(sign_in(cast.ana).get("/desk/moderation"))
    said = {
        (item.get("class").split("--")[1], text_of(item.xpath("span[@class='finding__severity']")[0]))
        for item in page.xpath("//li[contains(@class, 'finding')]")
    }
    assert said == {("note", "Noted"), ("hold", "Holds it")}


def test_a_list_says_how_many_texts_it_found_something_in(app, cast, frozen, sign_in):
    with app.app_context():
        draft = WordListDraft("Money", "wage", action=Severity.NOTE)
        save_word_list(None, draft, by=cast.ana.actor, now=LONG_AGO)
        make_comment(make_post(cast.chanthy.actor).id, body="A wage is a wage.")
    words = text_of(inspect_page(sign_in(cast.ana).get("/desk/rules")))
    assert "found something in one text" in words
    assert "approved as they stood: 0" in words


def test_a_score_says_how_sure_it_is_and_by_which_words(app, cast, frozen, sign_in):
    with app.app_context():
        teach()
        number = make_comment(make_post(cast.chanthy.actor).id, body=SPAM, name="Best Bonus").id
    ana = sign_in(cast.ana)
    with count_statements(at_most=12):
        page = inspect_page(ana.get("/desk/moderation?rule=spam"))
    # A search looks through the others first, and says that it has.
    assert "Nothing fits so far" in text_of(page)
    (further,) = page.xpath("//a[text()='What looks like spam']/@href")
    for address in ("/desk/moderation", further, f"/desk/comments/{number}"):
        (finding,) = inspect_page(ana.get(address)).xpath("//li[contains(., 'Spam score')]")
        words = text_of(finding)
        assert "Noted Spam score Looks like spam: 9" in words
        assert " %; for it: " in words
        assert "count:" not in words
        assert "name:" not in words


def said_at(browser, address) -> list[str]:
    """What the findings on the page say."""
    return [
        text_of(one) for one in inspect_page(browser.get(address)).xpath("//li[contains(@class, 'finding')]")
    ]


def test_what_was_decided_is_held_no_more(app, cast, frozen, sign_in):
    with app.app_context():
        number = make_comment(make_post(cast.chanthy.actor).id).id
    ana = sign_in(cast.ana)
    assert said_at(ana, "/desk/moderation") == ["Holds it Who waits this site holds everyone"]
    with app.app_context():
        decide(number, Choice(Decision.APPROVE), seen=1, by=cast.ana.actor, now=NOW)
    for address in ("/desk/moderation?state=approved", f"/desk/comments/{number}"):
        assert said_at(ana, address) == ["Held it Who waits this site holds everyone"]


def test_a_mute_holds_until_it_is_over(app, cast, frozen, sign_in):
    with app.app_context():
        elin = cast.elin.actor
        mute = impose_sanction(
            Writer.of(elin), SanctionKind.MUTE, "Not so loud.", until=after(600), by=cast.ana.actor, now=NOW
        ).id
        number = make_comment(make_post(cast.chanthy.actor).id, by=elin).id
    ana = sign_in(cast.ana)
    assert said_at(ana, "/desk/moderation?state=muted")[1:] == ["Holds it Sanction its writer is muted"]
    with app.app_context():
        lift_sanction(mute, by=cast.ana.actor, now=NOW)
        release_muted(now=NOW)
    for address in ("/desk/moderation", f"/desk/comments/{number}"):
        assert said_at(ana, address) == [
            "Holds it Who waits this site holds everyone",
            "Held it Sanction its writer was muted when it came",
        ]


def test_nothing_claims_to_hold_what_the_staff_write(app, cast, frozen, sign_in):
    with app.app_context():
        number = make_comment(
            make_post(cast.chanthy.actor).id, by=cast.dara.actor, body="Call 081 234 5678."
        ).id
    said = said_at(sign_in(cast.ana), f"/desk/comments/{number}")
    assert [one.partition(" ")[0] for one in said] == ["Noted", "Noted"]


def test_what_reads_alike_is_said_once(app, cast, frozen, sign_in):
    with app.app_context():
        save_word_list(None, WordListDraft("Adverts", "visa\nvis*"), by=cast.ana.actor, now=LONG_AGO)
        make_comment(make_post(cast.chanthy.actor).id, body="A visa and a visa, Visa.", name="Visa man")
    said = said_at(sign_in(cast.ana), "/desk/moderation")
    assert said[1:] == ["Holds it Word list “Adverts”: visa (2 times)", "Holds it Word list “Adverts”: Visa"]


def test_a_rule_has_one_name(app, cast, frozen, sign_in):
    """In the filter, beside what it found, on the page of rules and in the statistics."""
    with app.app_context():
        make_comment(make_post(cast.chanthy.actor).id, body="Call 081 234 5678.")
    ana = sign_in(cast.ana)
    queue = inspect_page(ana.get("/desk/moderation"))
    offered = {text_of(one) for one in queue.xpath("//select[@name='rule']/option")}
    found = {text_of(one) for one in queue.xpath("//li[contains(@class, 'finding')]/b")}
    assert found == {"Who waits", "Personal data"} & offered
    counted = text_of(inspect_page(ana.get("/desk/statistics")))
    rules = text_of(inspect_page(ana.get("/desk/rules")))
    for name in found:
        assert name in counted
        assert name in rules
    assert "Who waits: everyone" in counted
