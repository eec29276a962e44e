"""Nothing that was typed is ever lost, and every no says where and why."""

import pytest

from tests.support.pages import inspect_page, text_of
from tests.web.posts_desk.conftest import value_of

TYPED = {
    "title": "Ferries at dawn",
    "slug": "our-ferries",
    "body": "They **leave** at five.",
    "excerpt": "By hand.",
    "tags": "one, two",
    "discussion_prompt": "And you?",
    "comments_mode": "newcomers",
    "close_after_days": "30",
    "keep_open": "yes",
    "language": "km",
    "published_at": "2017-03-14T10:00",
    "source_name": "A paper",
    "source_address": "https://example.org/a",
    "source_date": "2016-12-16",
    "source_permission": "By leave",
    "byline-0-name": "Amara Lindqvist",
    "byline-0-title": "Secretary",
    "byline-0-organisation": "The Conference",
    "byline-0-role": "editor",
}


@pytest.mark.parametrize(
    ("field", "text", "said", "marked"),
    [
        ("title", "", "Please give the post a title.", "title"),
        ("slug", "x" * 301, "An address has room for 300 characters; this one has 301.", "slug"),
        ("body", "", "Please write the post before you publish it.", "body"),
        ("excerpt", "x" * 1001, "An excerpt has room for 1000 characters; this one has 1001.", "excerpt"),
        ("tags", "!!!", "A tag needs at least one letter or number.", "tags"),
        ("language", "nonsense!", "Please choose one of the languages.", "language"),
        ("comments_mode", "sometimes", "Please choose one of the ways to take comments.", "comments_mode"),
        (
            "close_after_days",
            "soon",
            "Please give the days as a number, or leave it empty.",
            "close_after_days",
        ),
        ("close_after_days", "9999", "between 1 and 3650 days", "close_after_days"),
        (
            "published_at",
            "tomorrow",
            "Please give date and time like this: 2017-03-14T10:00.",
            "published_at",
        ),
        ("published_at", "2017-02-31T10:00", "Please give date and time like this", "published_at"),
        ("published_at", "0001-01-01T00:00", "Please give date and time like this", "published_at"),
        ("source_date", "yesterday", "Please give the day as year, month and day", "source_date"),
        ("source_name", "", "Please name the source that this address belongs to.", "source_name"),
        ("source_address", "ftp://x", "must begin with https:// or http://", "source_address"),
        (
            "announces",
            "/posts/none",
            "There is no post at this address that could be announced.",
            "announces",
        ),
        ("byline-0-name", "x" * 121, "A name in a by-line has room for 120 characters.", "bylines"),
    ],
)
def test_a_refusal_gives_everything_back_and_points_at_its_field(chanthy, field, text, said, marked):
    typed = {**TYPED, field: text}
    answer = chanthy.submit(chanthy.get("/desk/posts/new"), "/desk/posts", intent="publish", **typed)
    assert answer.status_code == 422
    page = inspect_page(answer)
    (summary,) = page.xpath("//*[@role='alert'][contains(@class, 'error-summary')]")
    assert said in text_of(summary)
    assert summary.xpath(".//a/@href") == [f"#{marked}"]
    (wrong,) = page.xpath("//*[@id=$id]", id=marked)
    assert said in text_of(page.get_element_by_id(wrong.get("aria-describedby").split()[-1]))
    for name, value in typed.items():
        if name != "comments_mode" or value != "sometimes":  # a choice that does not exist cannot stand there
            assert value_of(page, name) == value, name


def test_a_category_that_is_not_there_is_refused(chanthy):
    page = inspect_page(chanthy.get("/desk/posts/new"))
    token = page.xpath("//form[@data-editor]//input[@name='csrf_token']/@value")[0]
    answer = chanthy.post("/desk/posts", data={**TYPED, "csrf_token": token, "category": "none"})
    assert answer.status_code == 422
    assert "There is no such category any more." in text_of(inspect_page(answer))


def test_an_unknown_button_does_nothing(chanthy, write):
    path = write("save")
    answer = chanthy.submit(chanthy.get(f"{path}/edit"), path, intent="explode")
    assert answer.status_code == 422
    assert "Please choose what to do with this post." in text_of(inspect_page(answer))


def test_a_move_that_the_post_cannot_make_is_refused(chanthy, write, save):
    path = write("save")
    assert save(path, "restore").status_code == 422


def test_what_is_no_text_comes_back_as_a_sign(chanthy):
    answer = chanthy.submit(
        chanthy.get("/desk/posts/new"), "/desk/posts", intent="save", title="a\0b", body="c\0d"
    )
    assert answer.status_code == 422
    assert value_of(inspect_page(answer), "body") == "c\ufffdd"


class TestStaleSaves:
    def test_the_second_to_save_sees_what_the_first_one_changed(self, chanthy, write, save, sign_in, cast):
        path = write(body="They leave at five.", tags="old")
        form = chanthy.get(f"{path}/edit")
        boun = sign_in(cast.boun)
        theirs = boun.get(f"{path}/edit")
        boun.submit(theirs, path, intent="save", body="They leave at six.", tags="new")
        answer = chanthy.submit(form, path, intent="save", body="They come at five.", tags="old")
        assert answer.status_code == 409
        page = inspect_page(answer)
        assert "Boun saved this post on" in text_of(page)
        assert "".join(page.xpath("//*[@class='diff']//del/text()")).strip() == "five"
        assert "".join(page.xpath("//*[@class='diff']//ins/text()")).strip() == "six"
        assert "Tags new" in " ".join(text_of(dl) for dl in page.xpath("//dl"))
        assert value_of(page, "body") == "They come at five."
        assert inspect_page(chanthy.get(f"{path}/edit")).xpath("//textarea[@name='body']")[
            0
        ].text.strip() == ("They leave at six."), "nothing was overwritten"
        again = chanthy.submit(answer, path, intent="save")
        assert again.status_code == 303, "having seen it, one may save over it"

    def test_a_form_that_saw_nothing_is_told_so(self, chanthy, write):
        path = write()
        answer = chanthy.submit(chanthy.get(f"{path}/edit"), path, intent="save", seen="", body="Mine.")
        assert answer.status_code == 409
        assert value_of(inspect_page(answer), "body") == "Mine."

    def test_a_publisher_is_told_as_well(self, chanthy, write, save):
        path = write("save")
        form = chanthy.get(f"{path}/edit")
        save(path, body="Other words.")
        for intent in ("publish", "trash"):
            assert chanthy.submit(form, path, intent=intent).status_code == 409


class TestWhoMay:
    def test_somebody_elses_post_is_not_there(self, write, sign_in, cast):
        path = write()
        dara = sign_in(cast.dara)
        assert dara.get(f"{path}/edit").status_code == 404
        form = dara.get("/desk/posts/new")
        token = inspect_page(form).xpath("//form[@data-editor]//input[@name='csrf_token']/@value")[0]
        for intent in ("save", "preview", "trash"):
            answer = dara.post(path, data={"csrf_token": token, **TYPED, "seen": "1", "intent": intent})
            assert answer.status_code == 404

    def test_one_that_never_was_is_not_there_either(self, chanthy):
        for number in (999_999, 2**31, 10**30):
            assert chanthy.get(f"/desk/posts/{number}/edit").status_code == 404


class TestAnExpiredToken:
    def test_it_gives_the_text_back_with_a_new_one(self, chanthy, write):
        path = write()
        for address in ("/desk/posts", path):
            answer = chanthy.post(address, data={**TYPED, "csrf_token": "old", "seen": "1"})
            assert answer.status_code == 400
            page = inspect_page(answer)
            assert "Nothing is lost" in text_of(page)
            assert {name: value_of(page, name) for name in TYPED} == TYPED
            assert chanthy.submit(answer, address, intent="save").status_code == 303

    def test_who_was_signed_out_meanwhile_gets_the_text_and_nothing_else(self, client, write):
        path = write("save", body="A secret draft.")
        for address in ("/desk/posts", path):
            answer = client.post(address, data={**TYPED, "csrf_token": "old"})
            assert answer.status_code == 400
            text = text_of(inspect_page(answer))
            assert TYPED["body"] in text
            assert "A secret draft." not in text

    def test_nobody_else_gets_a_look_at_the_post(self, write, sign_in, cast):
        path = write("save", body="A secret draft.")
        for member, status in ((cast.dara, 404), (cast.ana, 400), (cast.elin, 400)):
            answer = sign_in(member).post(path, data={**TYPED, "csrf_token": "old"})
            assert answer.status_code == status
            assert TYPED["body"] in answer.get_data(as_text=True)
            assert "A secret draft." not in answer.get_data(as_text=True)
