"""The page on which readers search: what they get to see, without scripts and as a fragment."""

import pytest

from forum.adapters.limits import LIMITS
from forum.domain.comment_states import State
from forum.operations.categories import CategoryDraft, save_category
from forum.operations.posts.drafts import BylineDraft
from forum.operations.settings import change_settings
from forum.queries.taxonomy import categories, section_at
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.moments import LONG_AGO, NOW, YESTERDAY
from tests.support.pages import inspect_page, parsed, text_of
from tests.support.statements import count_statements

FRAGMENT = {"HX-Request": "true"}


def finds(page):
    return page.xpath("//ol[@class='finds']/li")


def said(page):
    return text_of(page.get_element_by_id("finds-count"))


@pytest.fixture
def durians(app, cast):
    """A Thai post, an English one that has the word in its title, and a comment on it."""
    with app.app_context():
        by = cast.chanthy.actor
        thai = make_post(by, title="จดหมาย", body="ทุเรียน durian <b>และ</b> **น้ำท่วม**", language="th").id
        post = make_post(
            by,
            title="Durian & more",
            body="One. " * 200 + "Here is the *durian* tree. " + "Two. " * 200,
            bylines=(BylineDraft(name="Thida Aung"),),
            published_at=LONG_AGO,
        ).id
        number = make_comment(
            post, body="No durian for me.", name="Mali", state=State.APPROVED, moderator=cast.ana.actor
        ).id
    return thai, post, number


def test_the_page_before_anything_is_asked(client):
    answer = client.get("/search")
    page = inspect_page(answer)
    assert answer.status_code == 200
    assert page.xpath("string(//h1)") == "Search"
    assert (finds(page), said(page)) == ([], "")
    (form,) = page.xpath("//form[@role='search']")
    assert (form.get("method"), form.get("action")) == ("get", "/search")
    assert {field.get("name") for field in form.xpath(".//input|.//select")} == {
        "q", "kind", "category", "language", "year",
    }  # fmt: skip


def test_finds_with_kind_title_passage_names_date_and_category(client, durians):
    page = inspect_page(client.get("/search?q=durian"))
    post, thai, comment = finds(page)
    assert said(page) == "3 results"
    assert post.xpath("string(.//h2/a/@href)") == "/posts/durian-more"
    assert text_of(post.xpath(".//h2")[0]) == "Durian & more"
    assert [mark.text for mark in post.xpath(".//h2//mark")] == ["Durian"]
    passage = post.xpath(".//p[@class='find__passage']")[0]
    assert "Here is the durian tree." in text_of(passage)
    assert [mark.text for mark in passage.xpath(".//mark")] == ["durian"]
    assert text_of(passage).startswith("…")
    assert text_of(passage).endswith("…")
    meta = text_of(post.xpath(".//p[@class='find__meta']")[0])
    assert meta == f"By Thida Aung {LONG_AGO:%-d %B %Y} Posts"
    assert (
        thai.xpath("string(.//h2/@lang)") == thai.xpath("string(.//p[@class='find__passage']/@lang)") == "th"
    )
    assert comment.xpath("string(.//h2/a/@href)") == f"/comments/{durians[2]}"
    assert text_of(comment.xpath(".//h2")[0]) == "Comment on Durian & more"
    assert text_of(comment.xpath(".//p[@class='find__meta']")[0]).startswith("Mali ")
    assert text_of(comment.xpath(".//p[@class='find__passage']")[0]) == "No durian for me."
    assert page.xpath("string(//input[@name='q']/@value)") == "durian"


def test_markup_in_texts_and_words_stays_text(app, cast, client):
    with app.app_context():
        make_post(cast.chanthy.actor, title="<i>durian</i> & co", body="`<script>durian</script>`")
    page = inspect_page(client.get("/search?q=%3Cscript%3Edurian"))
    (find,) = finds(page)
    assert "<script>durian</script>" in text_of(find)
    assert page.xpath("string(//input[@name='q']/@value)") == "<script>durian"
    assert not find.xpath(".//script")
    assert not find.xpath(".//i")


def test_filters_stand_in_the_address_and_in_the_form(app, cast, client, durians):
    answer = client.get("/search?q=durian&kind=post&category=posts&language=th&year=2026")
    page = inspect_page(answer)
    assert len(finds(page)) == 1
    chosen = {
        one.get("name"): one.xpath("string(.//option[@selected]/@value)") for one in page.xpath("//select")
    }
    assert chosen == {"kind": "post", "category": "posts", "language": "th"}
    assert page.xpath("string(//input[@name='year']/@value)") == "2026"
    assert page.xpath("//a[@href='/search?q=durian']")
    with app.app_context():
        parent = section_at("posts", categories())
        part = CategoryDraft("Webinars", parent_id=parent.category.id)
        part = save_category(None, part, by=cast.boun.actor, now=LONG_AGO)
        make_post(cast.chanthy.actor, title="A durian talk", category_id=part.id)
    for category, titles in (("webinars", 1), ("posts", 4)):  # with its parts, as its page
        page = inspect_page(client.get(f"/search?q=durian&category={category}"))
        assert len(finds(page)) == titles, category
    thai_digits = inspect_page(client.get("/search?q=durian&year=๒๐๒๖"))
    assert len(finds(thai_digits)) == 3  # in the year of the site's zone


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("q=!!", "q", "a letter or a digit"),
        (f"q={'a' * 201}", "q", "too long"),
        (f"q={'+'.join('abcdefghijklm')}", "q", "12 words at most"),
        ("q=s*", "q", "3 letters or more before a *"),
        ("q=durian+st*", "q", "3 letters or more before a *"),
        ("q=durian&year=26", "year", "four digits"),
        ("q=durian&year=99999999", "year", "four digits"),
        ("q=durian&category=nowhere", "category", "no such category"),
        ("q=durian&language=xx", "language", "one of the languages"),
        ("q=durian&kind=spam", "kind", "posts, publications or comments"),
    ],
)
def test_what_cannot_be_looked_for_is_said_at_its_field(client, durians, query, field, words):
    answer = client.get(f"/search?{query}")
    page = inspect_page(answer)
    assert answer.status_code == 422
    assert words in text_of(page.get_element_by_id(f"{field}-error"))
    assert finds(page) == []
    fragment = client.get(f"/search?{query}", headers=FRAGMENT)
    assert fragment.status_code == 422
    assert words in said(parsed(fragment.text))


def test_where_nothing_is_found_the_page_helps(client, durians):
    page = inspect_page(client.get("/search?q=unheardof&language=th"))
    assert said(page) == "No results"
    assert "Nothing was found" in text_of(page)
    assert page.xpath("//a[@href='/search?q=unheardof']")
    opened = inspect_page(client.get("/search?q=duri"))
    assert "begin as you typed" in text_of(opened)
    assert len(finds(opened)) == 3
    assert "There are more" not in text_of(opened)


def test_of_what_only_begins_so_one_page_is_shown_and_it_says_that_there_are_more(app, cast, client, durians):
    with app.app_context():
        change_settings({"posts_per_page": 2}, by=cast.boun.actor, now=NOW)
    opened = inspect_page(client.get("/search?q=duri"))
    assert (len(finds(opened)), said(opened)) == (2, "The first 2 results")
    assert "There are more that begin so." in text_of(opened)
    # As the note says.
    whole = inspect_page(client.get("/search?q=duri*"))
    more = inspect_page(client.get(whole.xpath("string(//a[starts-with(@rel, 'next')]/@href)")))
    assert len(finds(whole)) + len(finds(more)) == 3


def test_words_for_a_zawgyi_font_are_told_apart(client):
    assert "Zawgyi" in text_of(inspect_page(client.get("/search?q=ေက်ာင္း")))
    assert "Zawgyi" not in text_of(inspect_page(client.get("/search?q=ကျောင်း")))


def test_pages_lead_on_to_the_last_find(app, cast, client):
    with app.app_context():
        change_settings({"posts_per_page": 2}, by=cast.boun.actor, now=NOW)
        numbers = [
            make_post(cast.chanthy.actor, title=f"Durian {n}", published_at=YESTERDAY).id for n in range(5)
        ]
    address, seen, counts = "/search?q=durian&kind=post", [], []
    while address:
        page = inspect_page(client.get(address))
        seen += [text_of(find.xpath(".//h2")[0]) for find in finds(page)]
        counts.append(said(page))
        address = page.xpath("string(//nav[@class='pager']/a/@href)")
    assert seen == [f"Durian {n}" for n in range(len(numbers))][::-1]
    assert counts == ["The first 2 results", "2 more results", "1 more result"]
    assert client.get("/search?q=durian&after=nowhere").status_code == 400


def test_the_fragment_is_the_part_that_the_page_includes(client, durians):
    whole, part = client.get("/search?q=durian"), client.get("/search?q=durian", headers=FRAGMENT)
    fragment = parsed(part.text)
    assert "<html" not in part.text
    assert [text_of(one) for one in finds(fragment)] == [text_of(one) for one in finds(parsed(whole.text))]
    assert said(fragment) == "3 results"
    for answer in (whole, part):
        assert "HX-Request" in answer.headers["Vary"]
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Cache-Control"] == "private, no-cache"
    assert inspect_page(whole).xpath("//meta[@name='robots'][@content='noindex']")


def test_nobody_keeps_what_a_signed_in_person_searched_for(sign_in, cast, durians):
    answer = sign_in(cast.elin).get("/search?q=durian")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_network_searches_so_often_and_then_waits(client, durians, monkeypatch):
    most = int(LIMITS["search:network"].split()[0])
    for _ in range(3):
        assert client.get("/search?q=durian").status_code == 200
    monkeypatch.setattr("forum.adapters.limits.Limiter.seconds_to_wait", lambda *_: 30)
    for headers in ({}, FRAGMENT):
        answer = client.get("/search?q=durian", headers=headers)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")
        assert finds(parsed(answer.text)) == []
    assert client.get("/search").status_code == 200  # the empty form looks for nothing
    assert most >= 300


def test_a_search_has_a_budget_of_statements(app, cast, client, durians):
    client.get("/search?q=durian")  # the day's key for networks is made once
    with count_statements(at_most=8):
        client.get("/search?q=durian")
    with app.app_context():
        for n in range(30):
            number = make_post(cast.chanthy.actor, title=f"Durian {n}", published_at=YESTERDAY).id
            make_comment(number, body="A durian.", state=State.APPROVED, moderator=cast.ana.actor)
    for q in (
        "q=durian",
        "q=duri",
        "q=durian&category=posts&year=2026",
        "q=unheardof",
        "q=durian&kind=comment",
    ):
        with count_statements(at_most=8):
            assert client.get(f"/search?{q}").status_code == 200


def test_every_reader_has_a_way_to_the_search(client):
    assert inspect_page(client.get("/")).xpath("//nav//a[@href='/search']")
