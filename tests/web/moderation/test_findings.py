"""What screening found, as a moderator sees it beside the comment."""

from forum.domain.screening import Severity
from forum.operations.rules import WordListDraft, save_word_list
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.operations.spam.teaching import SPAM, teach
from tests.support.moments import LONG_AGO
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
