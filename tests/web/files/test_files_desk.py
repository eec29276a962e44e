"""The desk's files: adding, finding, describing, replacing, deleting; each no with its sentence."""

import io

import pytest

from forum.domain.uploads import MAX_BYTES
from tests.factories.posts import make_post
from tests.factories.uploads import make_upload
from tests.support.forms import form_of
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements
from tests.support.uploads import animation, pdf, photograph, picture


@pytest.fixture
def chanthy(cast, sign_in):
    return sign_in(cast.chanthy)


def said(answer) -> str:
    return text_of(inspect_page(answer))


def send(browser, data: bytes, name: str = "Ferry.JPG", *, path: str = "/desk/files", **fields: str):
    form = form_of(browser.get(path), having="file")
    return browser.submit(form, file=(io.BytesIO(data), name), **fields)


def test_a_picture_is_added_and_its_page_says_how_to_use_it(chanthy) -> None:
    answer = send(chanthy, photograph(size=(300, 200)), alt="A ferry")
    assert answer.status_code == 303
    page = chanthy.get(answer.headers["Location"])
    text = said(page)
    assert "The file is here." in text
    assert "![A ferry](/media/1/ferry.jpg)" in text
    assert "No post and no publication uses it" in text


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "", "Please choose a file first."),
        (b"", "nothing.jpg", "This file is empty."),
        (b"<svg/>", "drawing.png", "SVG and HTML are not taken"),
        (b"MZ", "setup.pdf", "Files of this kind are not taken."),
        (picture(size=(500, 500))[:-900], "half.jpg", "damaged or not whole"),
        (pdf(b"<< /S /Launch >>"), "guide.pdf", "macros, scripts or other files"),
    ],
)
def test_what_is_refused_is_told_with_the_words_kept(chanthy, data: bytes, name: str, sentence: str) -> None:
    answer = send(chanthy, data, name, alt="What I typed")
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert "What I typed" in answer.text
    assert "file-error" in answer.text


def send_large(browser, size: int):
    """By hand: what the test client itself would write into a file is left open where nobody reads it."""
    token = form_of(browser.get("/desk/files"), having="file").fields["csrf_token"]
    parts = (
        ("csrf_token", token.encode()),
        ("alt", b"What I typed"),
        ('file"; filename="huge.pdf', b"%PDF-1.7".ljust(size)),
    )
    body = b"".join(
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value + b"\r\n"
        for name, value in parts
    )
    return browser.post(
        "/desk/files", data=body + b"--cut--\r\n", content_type="multipart/form-data; boundary=cut"
    )


def test_a_file_over_the_limit_is_told_the_limit_and_a_body_far_over_it_is_cut_off(chanthy) -> None:
    answer = send_large(chanthy, MAX_BYTES + 1)
    assert answer.status_code == 422
    assert "20 MiB at most" in said(answer)
    assert "What I typed" in answer.text
    assert send_large(chanthy, MAX_BYTES + 70_000).status_code == 413


def test_words_beside_a_file_have_a_limit_of_their_own(chanthy) -> None:
    assert send(chanthy, picture(), alt="a" * 70_000).status_code == 413
    answer = send(chanthy, picture(), alt="a" * 1001)
    assert (answer.status_code, "1001" in said(answer)) == (422, True)


def test_an_animation_is_told_about(chanthy) -> None:
    answer = send(chanthy, animation("GIF"), "moving.gif")
    assert "Its first picture was kept" in said(chanthy.get(answer.headers["Location"]))


def test_the_same_file_leads_to_the_one_that_is_there(chanthy, cast, sign_in) -> None:
    first = send(chanthy, picture(), alt="A ferry").headers["Location"]
    dara = sign_in(cast.dara)
    again = send(dara, picture(), "other.jpg", alt="Another one")
    assert again.headers["Location"] == first
    text = said(dara.get(first))
    assert "This file was here already." in text
    assert "A ferry" in text
    assert "Change it" not in text


def test_the_editor_gets_facts_instead_of_pages(chanthy) -> None:
    def ask(data: bytes, name: str):
        form = form_of(chanthy.get("/desk/files"), having="file")
        fields = form.filled(alt="A ferry", file=(io.BytesIO(data), name))
        return chanthy.post("/desk/files", data=fields, headers={"Accept": "application/json"})

    answer = ask(picture(), "Ferry.JPG")
    assert answer.json == {
        "address": "/media/1/ferry.jpg", "name": "ferry.jpg", "is_picture": True,
        "line": "![A ferry](/media/1/ferry.jpg)", "said": "",
    }  # fmt: skip
    assert "here already" in ask(picture(), "Ferry.JPG").json["said"]
    refused = ask(b"<svg/>", "x.svg")
    assert (refused.status_code, refused.json["field"]) == (422, "file")
    assert refused.json["said"].startswith("SVG and HTML are not taken")


def test_uploads_of_one_person_have_a_limit(app, chanthy, cast, sign_in) -> None:
    limiter = app.extensions["outside"].limiter
    for _ in range(100):
        limiter.seconds_to_wait("upload:writer", f"person:{cast.chanthy.id}")
    answer = send(chanthy, picture(), alt="A ferry")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "A ferry" in answer.text
    assert send(sign_in(cast.dara), picture()).status_code == 303


def test_files_are_found_by_words_of_name_and_description(app, chanthy, cast) -> None:
    with app.app_context():
        make_upload(app, cast.chanthy.actor, picture(size=(50, 10)), name="Ferry.jpg", alt="Boats at 100 %")
        make_upload(app, cast.dara.actor, picture(size=(50, 20)), name="Wall.jpg", alt="A ferry")
        make_upload(app, cast.dara.actor, pdf(), name="คู่มือ.pdf")
    for words, found in (
        ("FERRY", {"ferry.jpg", "wall.jpg"}),
        ("ferry boats", {"ferry.jpg"}),
        ("คู่มือ", {"คู่มือ.pdf"}),
        ("100 %", {"ferry.jpg"}),
        ("_", set()),
        ("nothing", set()),
    ):
        page = inspect_page(chanthy.get("/desk/files", query_string={"q": words}))
        assert {one.text for one in page.xpath("//*[@class='file-card__name']")} == found, words


def test_the_list_is_paged_and_keeps_its_budget(app, chanthy, cast) -> None:
    with app.app_context():
        for size in range(1, 31):
            make_upload(app, cast.chanthy.actor, picture(size=(size, 9)), name=f"n{size}.jpg")
    seen: list[str] = []
    address = "/desk/files"
    while address:
        with count_statements(at_most=12):
            page = inspect_page(chanthy.get(address))
        seen += [one.text for one in page.xpath("//*[@class='file-card__name']")]
        address = next(iter(page.xpath("//a[@rel='next']/@href")), "")
    assert seen == [f"n{size}.jpg" for size in range(30, 0, -1)]


@pytest.mark.both_engines
def test_where_a_file_is_used_names_ones_own_posts_and_counts_others(app, chanthy, cast) -> None:
    with app.app_context():
        number = make_upload(app, cast.chanthy.actor)
        make_post(cast.chanthy.actor, title="My ferry", body=f"![](/media/{number}/a.jpg)")
        make_post(
            cast.dara.actor, title="Secret plans", body=f"![](/media/{number}/a.jpg)", published_at=None
        )
    with count_statements(at_most=12):
        text = said(chanthy.get(f"/desk/files/{number}"))
    assert "My ferry" in text
    assert "A post of somebody else" in text
    assert "Secret plans" not in text
    assert "used 2 times" in said(chanthy.get("/desk/files"))


def test_a_whole_address_of_this_site_is_a_use(app, chanthy, cast, client) -> None:
    with app.app_context():
        shown = make_upload(app, cast.chanthy.actor)
        offered = make_upload(app, cast.chanthy.actor, pdf(), name="guide.pdf")
        elsewhere = make_upload(app, cast.chanthy.actor, picture(size=(9, 9)), name="wall.jpg")
    body = (
        f"![A ferry](//localhost/media/{shown}/ferry.jpg)\n\nRead http://localhost/media/{offered}/guide.pdf.\n\n"
        f"![A wall](https://other.example/media/{elsewhere}/wall.jpg)"
    )
    new = chanthy.get("/desk/posts/new")
    answer = chanthy.submit(new, "/desk/posts", title="My ferry", body=body, intent="publish")
    assert answer.status_code == 303
    for number, name, is_used in (
        (shown, "ferry.jpg", True),
        (offered, "guide.pdf", True),
        (elsewhere, "wall.jpg", False),
    ):
        assert ("My ferry" in said(chanthy.get(f"/desk/files/{number}"))) is is_used, name
        assert client.get(f"/media/{number}/{name}").status_code == (200 if is_used else 404), name


def test_words_are_changed_and_kept_when_refused(app, chanthy, cast) -> None:
    with app.app_context():
        number = make_upload(app, cast.chanthy.actor)
    path = f"/desk/files/{number}"
    assert chanthy.submit(chanthy.get(path), path, alt="Two [boats]").status_code == 303
    assert "![Two \\[boats\\]](/media/1/ferry.jpg)" in chanthy.get(path).text
    answer = chanthy.submit(chanthy.get(path), path, alt="b" * 1001)
    assert answer.status_code == 422
    assert "b" * 1001 in answer.text


def test_a_file_is_replaced_from_its_page(app, chanthy, cast) -> None:
    with app.app_context():
        number = make_upload(app, cast.chanthy.actor)
    path = f"/desk/files/{number}"
    answer = send(chanthy, picture("PNG", size=(70, 20)), path=path)
    assert answer.status_code == 303
    text = said(chanthy.get(path))
    assert "70 × 20" in text
    assert "/media/1/ferry.jpg" in text
    refused = send(chanthy, pdf(), "x.pdf", path=path)
    assert (refused.status_code, "must be of that kind" in said(refused)) == (422, True)


def test_a_file_in_use_is_not_deleted_and_says_where_it_is(app, chanthy, cast) -> None:
    with app.app_context():
        number = make_upload(app, cast.chanthy.actor)
    path = f"/desk/files/{number}"
    page = chanthy.get(path)
    with app.app_context():
        make_post(cast.chanthy.actor, title="My ferry", body=f"![](/media/{number}/a.jpg)")
    refused = chanthy.submit(page, f"{path}/deletion")
    assert refused.status_code == 422
    assert "This file is used" in said(refused)
    assert "My ferry" in said(refused)


def test_a_file_that_nothing_uses_is_deleted_with_its_bytes(app, chanthy, cast) -> None:
    with app.app_context():
        number = make_upload(app, cast.chanthy.actor)
    path = f"/desk/files/{number}"
    assert chanthy.submit(chanthy.get(path), f"{path}/deletion").status_code == 303
    assert chanthy.get(path).status_code == 404
    assert list(app.extensions["outside"].files.all()) == []


def test_publishing_a_picture_without_words_names_it_and_keeps_the_text(app, chanthy, cast) -> None:
    with app.app_context():
        number = make_upload(app, cast.chanthy.actor, alt="")
    fields = {"title": "Ferries", "body": f"Look:\n\n![](/media/{number}/ferry.jpg)"}
    answer = chanthy.submit(chanthy.get("/desk/posts/new"), "/desk/posts", intent="publish", **fields)
    assert answer.status_code == 422
    assert f"Please say what the picture /media/{number}/ferry.jpg shows" in said(answer)
    assert fields["body"] in answer.text
    assert 'id="body-error"' in answer.text
    saved = chanthy.submit(chanthy.get("/desk/posts/new"), "/desk/posts", intent="save", **fields)
    assert saved.status_code == 303
