"""What is typed and not saved, at the desk: kept by itself, offered on return, and put together with what is newer."""

import pytest

from tests.support.forms import form_of
from tests.support.pages import inspect_page, parsed, text_of
from tests.support.statements import count_statements
from tests.web.posts_desk.conftest import value_of

pytestmark = pytest.mark.both_engines


@pytest.fixture
def keep(chanthy):
    """Sends the form of an editor's page as its script does; what came back."""

    def keep(page, path="/desk/posts", browser=chanthy, **typed):
        fields = {k: v for k, v in form_of(page, path).filled(**typed).items() if k != "intent"}
        return browser.post(f"{path}/autosave", data=fields)

    return keep


def part(answer):
    return parsed(answer.get_data(as_text=True))


def changed(answer) -> list[tuple[str, str]]:
    """What is struck out and what is added in an answer, without the words for ears."""
    found = part(answer).xpath("//del | //ins")
    return [(one.tag, "".join(one.xpath("text()")).strip()) for one in found]


def body_of(answer) -> str:
    return value_of(inspect_page(answer), "body")


class TestKeeping:
    def test_it_is_said_when_and_under_which_number(self, frozen, chanthy, write, keep):
        path = write()
        page = chanthy.get(f"{path}/edit")
        with count_statements(at_most=8):
            answer = keep(page, path, body="Typed.")
        assert answer.status_code == 200
        assert answer.json == {"number": 1, "said": "Saved automatically at 09:00."}
        assert body_of(chanthy.get(f"{path}/edit")) == "They **leave** at five.", (
            "the form shows what is stored"
        )

    def test_nobody_else_sees_any_of_it(self, chanthy, client, write, keep, sign_in, cast):
        path = write()
        keep(chanthy.get(f"{path}/edit"), path, title="A secret", body="A secret.")
        keep(chanthy.get("/desk/posts/new"), title="A secret", body="A secret.")
        for browser, pages in (
            (client, ("/", "/posts/ferries-at-dawn", "/feed.atom")),
            (sign_in(cast.boun), (f"{path}/edit", "/desk/posts", f"{path}/revisions", "/desk/log")),
        ):
            for address in pages:
                assert "secret" not in browser.get(address).get_data(as_text=True), address

    def test_any_text_is_taken_as_it_is(self, chanthy, write, keep):
        path = write()
        typed = {"title": "", "body": "a\0b\r\nc", "published_at": "soon", "slug": "x" * 500}
        assert keep(chanthy.get(f"{path}/edit"), path, **typed).status_code == 200
        again = inspect_page(chanthy.get(f"{path}/edit?continue=yes"))
        assert value_of(again, "body") == "a\ufffdb\nc"
        assert value_of(again, "published_at") == "soon"

    def test_a_session_that_is_over_keeps_nothing(self, chanthy, client, write, keep):
        path = write()
        answer = keep(chanthy.get(f"{path}/edit"), path, browser=client)
        assert answer.status_code == 400


class TestOnReturn:
    def test_it_is_offered_with_what_differs(self, frozen, chanthy, write, keep):
        path = write(body="They leave at five.", tags="boats")
        keep(chanthy.get(f"{path}/edit"), path, body="They leave at six.", **{"byline-1-name": "Amara"})
        with count_statements(at_most=12):
            answer = chanthy.get(f"{path}/edit")
        (offer,) = inspect_page(answer).xpath("//section[@aria-labelledby='offer']")
        assert "You were writing here on 2 March 2026, 09:00, and did not save it" in text_of(offer)
        assert "".join(offer.xpath(".//ins/text()")).startswith("six")
        assert [text_of(name) for name in offer.xpath(".//h3")] == ["Text", "By-lines"]
        going_on = chanthy.get(offer.xpath(".//a/@href")[0])
        assert body_of(going_on) == "They leave at six."
        assert value_of(inspect_page(going_on), "byline-1-name") == "Amara"
        assert keep(going_on, path, body="They leave at seven.").status_code == 200
        assert chanthy.submit(going_on, path, intent="save").status_code == 303

    def test_what_is_saved_is_offered_no_more(self, chanthy, write, keep):
        path = write()
        page = chanthy.get(f"{path}/edit")
        number = keep(page, path, body="Typed.").json["number"]
        chanthy.submit(page, path, intent="save", body="Typed.", autosaved=str(number))
        assert not inspect_page(chanthy.get(f"{path}/edit")).xpath("//*[@id='offer']")

    def test_nothing_takes_the_place_of_what_nobody_has_looked_at(self, chanthy, write, keep):
        path = write()
        keep(chanthy.get(f"{path}/edit"), path, body="Typed yesterday.")
        answer = keep(chanthy.get(f"{path}/edit"), path, body="Typed today.")
        assert answer.status_code == 409
        assert "You wrote here on another page as well" in text_of(part(answer))

    def test_it_is_given_up_by_a_button_and_stays_among_the_revisions(self, chanthy, write, keep):
        path = write()
        keep(chanthy.get(f"{path}/edit"), path, body="Typed.")
        answer = chanthy.submit(chanthy.get(f"{path}/edit"), f"{path}/autosave/end")
        editor = chanthy.get(answer.headers["Location"])
        assert not inspect_page(editor).xpath("//*[@id='offer']")
        assert keep(editor, path, body="Anew.").status_code == 200
        assert "written, not saved" in text_of(inspect_page(chanthy.get(f"{path}/revisions")))

    def test_one_that_somebody_saved_over_shows_what_they_changed(self, chanthy, write, keep, sign_in, cast):
        path = write(body="They leave at five.")
        keep(chanthy.get(f"{path}/edit"), path, body="They come at five.")
        boun = sign_in(cast.boun)
        boun.submit(boun.get(f"{path}/edit"), path, intent="save", body="They leave at six.")
        going_on = chanthy.get(f"{path}/edit?continue=yes")
        assert "Boun saved this post on" in text_of(inspect_page(going_on))
        together = chanthy.submit(going_on, path, intent="merge")
        assert body_of(together) == "They come at six."


class TestPostsThatNeverWere:
    def test_they_are_listed_taken_up_and_given_up(self, chanthy, keep):
        keep(chanthy.get("/desk/posts/new"), title="Nets", body="A net.", tags="boats")
        keep(chanthy.get("/desk/posts/new"), body="No title.")
        with count_statements(at_most=10):
            listed = chanthy.get("/desk/posts")
        section = inspect_page(listed).xpath("//section[@aria-labelledby='never-saved']")[0]
        assert [text_of(link) for link in section.xpath(".//a")] == ["(no title yet)", "Nets"]
        page = chanthy.get(section.xpath(".//a/@href")[1])
        assert {name: value_of(inspect_page(page), name) for name in ("title", "body", "tags")} == {
            "title": "Nets",
            "body": "A net.",
            "tags": "boats",
        }
        assert chanthy.submit(page, "/desk/posts", intent="save").status_code == 303
        form = form_of(chanthy.get("/desk/posts"), "/desk/posts/autosave/end")
        assert chanthy.submit(form).status_code == 303
        assert "Begun and never saved" not in text_of(inspect_page(chanthy.get("/desk/posts")))

    def test_a_key_of_nobodys_begins_anew(self, chanthy):
        for key in ("x", "z" * 30):
            assert body_of(chanthy.get(f"/desk/posts/new?continue={key}")) == ""

    def test_a_form_without_a_key_is_told_so(self, chanthy, keep):
        answer = keep(chanthy.get("/desk/posts/new"), form_key="")
        assert answer.status_code == 422


class TestChoosing:
    """The three ways on; after a stale save they need no script."""

    @pytest.fixture
    def stale(self, chanthy, write, sign_in, cast):
        self.path = write(title="Ferries", body="We met by the river.", tags="old", excerpt="Short.")
        form = chanthy.get(f"{self.path}/edit")
        boun = sign_in(cast.boun)
        theirs = {"body": "We met by the sea.", "excerpt": "Long.", "language": "km", "tags": "old, new"}
        boun.submit(boun.get(f"{self.path}/edit"), self.path, intent="save", **theirs)
        mine = {"title": "Boats", "body": "They met by the river.", "slug": "boats"}
        answer = chanthy.submit(form, self.path, intent="save", **mine)
        assert answer.status_code == 409
        return answer

    def test_both_are_put_together_in_all_fields(self, chanthy, stale):
        page = chanthy.submit(stale, self.path, intent="merge")
        assert page.status_code == 200
        assert "Both texts are put together below, and nothing is saved yet" in text_of(inspect_page(page))
        found = {
            name: value_of(inspect_page(page), name)
            for name in ("title", "body", "excerpt", "language", "tags", "slug")
        }
        assert found == {
            "title": "Boats",
            "body": "They met by the sea.",
            "excerpt": "Long.",
            "language": "km",
            "tags": "old, new" if found["tags"].startswith("old") else "new, old",
            "slug": "boats",
        }
        assert body_of(chanthy.get(f"{self.path}/edit")) == "We met by the sea."
        assert chanthy.submit(page, self.path, intent="save").status_code == 303
        assert body_of(chanthy.get(f"{self.path}/edit")) == "They met by the sea."

    def test_where_both_changed_the_same_words_both_readings_stand(self, chanthy, stale):
        page = chanthy.submit(stale, self.path, intent="merge", body="We met by the road.")
        assert body_of(page) == "We met by the ⟦yours: road⟧⟦stored: sea⟧."
        assert "In 1 place both changed the same words" in text_of(inspect_page(page))

    def test_mine_is_kept(self, chanthy, stale):
        page = chanthy.submit(stale, self.path, intent="keep_mine")
        assert body_of(page) == "They met by the river."
        assert "nothing is saved yet" in text_of(inspect_page(page))
        assert chanthy.submit(page, self.path, intent="save").status_code == 303
        assert body_of(chanthy.get(f"{self.path}/edit")) == "They met by the river."

    def test_theirs_is_taken_and_mine_stays_among_the_revisions(self, chanthy, stale):
        answer = chanthy.submit(stale, self.path, intent="take_theirs")
        assert body_of(chanthy.get(answer.headers["Location"])) == "We met by the sea."
        page = inspect_page(chanthy.get(f"{self.path}/revisions/-1"))
        assert "written, not saved" in text_of(page)
        assert "They" in "".join(page.xpath("//ins/text()"))

    def test_what_is_newer_again_is_shown_again(self, chanthy, stale, save):
        save(self.path, body="Once more.")
        for intent in ("save", "merge", "keep_mine"):
            again = chanthy.submit(stale, self.path, intent=intent)
            assert again.status_code == 409
            assert body_of(again) == "They met by the river."

    def test_a_page_that_keeps_by_itself_gets_the_same_choices(self, chanthy, write, save, keep):
        path = write(body="We met by the river.")
        page = chanthy.get(f"{path}/edit")
        save(path, body="We met by the sea.")
        answer = keep(page, path, body="They met by the river.")
        assert answer.status_code == 409
        choices = part(answer).xpath("//button[@name='intent']/@value")
        assert choices == ["merge", "keep_mine", "take_theirs"]
        assert changed(answer) == [("del", "river"), ("ins", "sea")]
        (met,) = part(answer).xpath("//input[@name='met']/@value")
        fields = form_of(page, path).filled(body="They met by the river.") | {"met": met}
        assert body_of(chanthy.post(path, data=fields | {"intent": "merge"})) == "They met by the sea."
        answer = chanthy.post(path, data=fields | {"intent": "save"})
        assert answer.status_code == 409, "what came by itself may stand far above the button"


class TestTwoPagesOfOnePerson:
    @pytest.fixture(params=["stored", "new"])
    def met(self, request, chanthy, write, keep):
        """One page has kept a text, and the other one is told."""
        self.path = write(body="We met by the river.") if request.param == "stored" else "/desk/posts"
        page = chanthy.get(f"{self.path}/{'edit' if request.param == 'stored' else 'new'}")
        keep(page, self.path, body="We met by the sea.")
        answer = keep(page, self.path, body="They met by the river.")
        assert answer.status_code == 409
        assert changed(answer) == [("del", "They"), ("ins", "We"), ("del", "river"), ("ins", "sea")]
        beside = part(answer).xpath("//input[@type='hidden']")
        self.fields = form_of(page, self.path).filled(body="They met by the river.")
        self.fields |= {field.get("name"): field.get("value") for field in beside}
        return request.param

    def choose(self, browser, intent):
        return browser.post(self.path, data=self.fields | {"intent": intent})

    def test_both_are_put_together(self, chanthy, met, keep):
        page = self.choose(chanthy, "merge")
        body = body_of(page)
        if met == "stored":
            assert body == "They met by the sea."
        else:
            assert body == "⟦yours: They⟧⟦other page: We⟧ met by the ⟦yours: river⟧⟦other page: sea⟧."
        assert keep(page, self.path).status_code == 200

    def test_mine_is_kept_at_once(self, chanthy, met, keep):
        page = self.choose(chanthy, "keep_mine")
        assert body_of(page) == "They met by the river."
        assert keep(page, self.path, body="They met.").status_code == 200

    def test_the_other_is_taken(self, chanthy, met):
        answer = self.choose(chanthy, "take_theirs")
        assert answer.status_code == 303
        assert body_of(chanthy.get(answer.headers["Location"])) == "We met by the sea."
