"""What an item shows beside its text."""

from forum.domain.comment_states import Decision, State
from forum.operations.moderation.deciding import Choice, decide
from tests.factories.comments import make_comment
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of

A = State.APPROVED


def test_the_thread_above_is_folded_beyond_the_nearest_three(app, cast, ana, post):
    with app.app_context():
        above = [None]
        for name in ("Soe", "Nok", "Arun", "Dao", "Lek"):
            answered = above[-1]
            above.append(
                make_comment(
                    post.id,
                    name=name,
                    body=f"*{name}* says.",
                    reply_to=answered,
                    state=A,
                    moderator=cast.ana.actor,
                ).id
            )
        number = make_comment(post.id, reply_to=above[-1]).id
        hold = Choice(Decision.HOLD)
        decide(above[2], hold, seen=2, by=cast.ana.actor, now=NOW)
    for address in ("/desk/moderation", f"/desk/comments/{number}"):
        (chain,) = inspect_page(ana.get(address)).xpath(
            f"//article[@id='comment-{number}']//*[@class='chain']"
        )
        near = [text_of(one) for one in chain.xpath("./ol/li//summary")]
        assert near == ["Arun", "Dao", "Lek"]
        (far,) = chain.xpath("./details")
        assert text_of(far.xpath("./summary")[0]) == "2 comments further up"
        assert [text_of(one) for one in far.xpath("./ol/li//summary")] == ["Soe", "Nok Waiting"]
        assert chain.xpath(".//details[@open]") == []
        assert "<em>Soe</em>" in ana.get(address).get_data(as_text=True)
        assert chain.xpath(f".//a[@href='/desk/comments/{above[1]}']")


def test_one_who_answers_one_names_whom(app, cast, ana, post):
    with app.app_context():
        root = make_comment(post.id, name="Soe", state=A, moderator=cast.ana.actor).id
        make_comment(post.id, reply_to=root)
    (chain,) = inspect_page(ana.get("/desk/moderation")).xpath("//*[@class='chain']")
    assert text_of(chain).startswith("Answers Soe")


def test_the_source_stands_as_it_was_typed(app, ana, post):
    with app.app_context():
        make_comment(post.id, body="A *star* and\na <b>tag</b>")
    (source,) = inspect_page(ana.get("/desk/moderation")).xpath("//article//*[@class='diff source']")
    assert source.text_content() == "A *star* and\na <b>tag</b>"


def test_the_writers_others_are_marks_with_words_and_lead_there(app, cast, ana, post):
    with app.app_context():
        good = make_comment(post.id, by=cast.elin.actor, state=A, moderator=cast.ana.actor).id
        bad = make_comment(post.id, by=cast.elin.actor, state=State.SPAM, moderator=cast.ana.actor).id
        number = make_comment(post.id, by=cast.elin.actor).id
        make_comment(post.id, name="Nok")
    page = inspect_page(ana.get("/desk/moderation"))
    (last,) = page.xpath(f"//article[@id='comment-{number}']//details[@class='last-ten']")
    words = text_of(last.xpath("./summary")[0])
    assert "The writer’s last 2 others" in words
    assert "1 Approved, 1 Spam" in words
    assert set(last.xpath(".//a/@href")) == {f"/desk/comments/{good}", f"/desk/comments/{bad}"}
    assert "The writer’s first comment" in text_of(page)
