"""A post's revisions at the desk: the list, two beside each other, a name, and an earlier text that comes back."""

import pytest

from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements
from tests.web.posts_desk.conftest import value_of

pytestmark = pytest.mark.both_engines


def rows(answer) -> list[str]:
    return [text_of(row) for row in inspect_page(answer).xpath("//li[@class='row']")]


def changed(page) -> dict[str, tuple[str, str]]:
    """By field: what went, and what came."""
    for hidden in page.xpath("//bdi"):
        hidden.getparent().text = (hidden.getparent().text or "") + (hidden.tail or "")
        hidden.getparent().remove(hidden)
    found = {}
    for heading in page.xpath("//h3"):
        diff = heading.getnext()
        found[text_of(heading)] = tuple(
            "".join(diff.xpath(f".//{tag}//text()")).strip() for tag in ("del", "ins")
        )
    return found


def test_they_stand_in_a_list_with_why_and_who(frozen, chanthy, write, save):
    path = write(title="Ferries", body="Five.")
    frozen.shift(60)
    save(path, title="Boats", body="Six.")
    with count_statements(at_most=12):
        answer = chanthy.get(f"{path}/revisions")
    assert rows(answer) == [
        "2 March 2026, 09:01 saved Chanthy Stored now",
        "2 March 2026, 09:00 published Chanthy Ferries",
    ]
    assert inspect_page(chanthy.get(f"{path}/edit")).xpath(f"//a[@href='{path}/revisions']")


def test_one_is_compared_with_the_one_before_it_word_by_word(chanthy, write, save):
    path = write(title="Ferries", body="They leave at five.", excerpt="")
    save(path, body="They leave at six.", excerpt="Short.")
    with count_statements(at_most=12):
        answer = chanthy.get(f"{path}/revisions/2")
    assert changed(inspect_page(answer)) == {"Text": ("five", "six"), "Excerpt": ("", "Short.")}


@pytest.mark.parametrize(
    ("old", "new", "went", "came"),
    [
        ("กินข้าวที่บ้าน", "กินข่าวที่บ้าน", "ข้", "ข่"),
        ("ស្រីនៅផ្ទះ", "ស្តីនៅផ្ទះ", "ស្រី", "ស្តី"),
        ("မြန်မာစကား", "မြန်မာစာ", "စကား", "စာ"),
        ("反对人口贩运", "反对人口买卖", "贩运", "买卖"),
    ],
)
def test_scripts_without_spaces_are_compared_sign_by_sign(chanthy, write, save, old, new, went, came):
    path = write(body=old)
    save(path, body=new)
    removed, added = changed(inspect_page(chanthy.get(f"{path}/revisions/2")))["Text"]
    assert (went.endswith(removed), came.endswith(added)) == (True, True), (removed, added)
    assert len(removed) < len(old)


def test_any_two_are_compared_in_the_order_of_time(chanthy, write, save):
    path = write(body="One.")
    for body in ("Two.", "Three."):
        save(path, body=body)
    picking = inspect_page(chanthy.get(f"{path}/revisions?with=3"))
    assert "Choose what to compare with the text of" in text_of(picking)
    address = picking.xpath("//a[@class='row__title']/@href")[-1]
    assert address.endswith("/revisions/1?with=3")
    for query in ("1?with=3", "3?with=1"):
        page = inspect_page(chanthy.get(f"{path}/revisions/{query}"))
        assert changed(page)["Text"] == ("One", "Three")


def test_the_first_one_is_shown_whole(chanthy, write):
    path = write(body="One.")
    page = inspect_page(chanthy.get(f"{path}/revisions/1"))
    assert "The first text" in text_of(page)
    assert [text_of(one) for one in page.xpath("//*[@class='diff']")] == ["Ferries at dawn", "One."]
    assert not page.xpath("//form[contains(@action, '/back')]"), "it stands there already"


def test_an_earlier_text_comes_back(chanthy, write, save):
    path = write(body="One.")
    save(path, body="Two.")
    page = chanthy.get(f"{path}/revisions/1")
    with count_statements(at_most=30):
        answer = chanthy.submit(page, f"{path}/revisions/1/back")
    assert answer.status_code == 303
    editor = chanthy.get(answer.headers["Location"])
    assert value_of(inspect_page(editor), "body") == "One."
    assert "is back, as a new revision." in text_of(inspect_page(editor))
    assert [row.split()[4] for row in rows(chanthy.get(f"{path}/revisions"))] == [
        "restored",
        "saved",
        "published",
    ]


def test_nothing_is_restored_over_what_was_saved_meanwhile(chanthy, write, save):
    path = write(body="One.")
    save(path, body="Two.")
    page = chanthy.get(f"{path}/revisions/1")
    save(path, body="Three.")
    answer = chanthy.submit(page, f"{path}/revisions/1/back")
    assert answer.status_code == 409
    assert "Somebody saved this post after you opened it." in text_of(inspect_page(answer))
    assert value_of(inspect_page(chanthy.get(f"{path}/edit")), "body") == "Three."
    assert chanthy.submit(answer, f"{path}/revisions/1/back").status_code == 303, "having been told, one may"


def test_a_name_is_kept_or_comes_back_with_what_is_wrong(chanthy, write):
    path = write()
    page = chanthy.get(f"{path}/revisions/1")
    wrong = chanthy.submit(page, f"{path}/revisions/1/name", revision_name="x" * 121)
    assert wrong.status_code == 422
    assert "A revision's name has room for 120 characters; this one has 121." in text_of(inspect_page(wrong))
    assert value_of(inspect_page(wrong), "revision_name") == "x" * 121
    named = chanthy.submit(wrong, f"{path}/revisions/1/name", revision_name="Before the letter")
    assert named.status_code == 303
    assert "Before the letter" in rows(chanthy.get(f"{path}/revisions"))[0]


@pytest.mark.parametrize("query", ["9", "-1", "x", "1?with=9", "99999999999"])
def test_one_that_is_not_there_is_not_found(chanthy, write, query):
    path = write()
    assert chanthy.get(f"{path}/revisions/{query}").status_code == 404


def test_pages_are_short(chanthy, write, save):
    path = write()
    for number in range(31):
        save(path, body=f"Text {number}.")
    first = chanthy.get(f"{path}/revisions")
    (following,) = inspect_page(first).xpath("//a[@rel='next']/@href")
    assert (len(rows(first)), len(rows(chanthy.get(following)))) == (30, 2)


def test_somebody_elses_are_not_there(write, sign_in, cast):
    path = write()
    for page in ("", "/1"):
        assert sign_in(cast.dara).get(f"{path}/revisions{page}").status_code == 404
