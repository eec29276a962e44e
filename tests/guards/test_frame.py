"""The test frame keeps its own word: what it promises to catch, it catches."""

import smtplib
import socket
import urllib.request
from collections.abc import Callable

import flask
import pytest
from flask import Flask, Response
from sqlalchemy import text

from forum.db import db
from tests.support.applications import Browser
from tests.support.forms import form_of
from tests.support.network import NetworkReached
from tests.support.pages import inspect_page
from tests.support.people import SignIn
from tests.support.statements import count_statements

ELSEWHERE = "192.0.2.1"  # an address that is kept for examples


def _connect_ex(address: tuple[str, int]) -> int:
    with socket.socket() as plug:
        return plug.connect_ex(address)


@pytest.mark.parametrize(
    "reach",
    [
        lambda: socket.create_connection((ELSEWHERE, 80), timeout=1),
        lambda: _connect_ex((ELSEWHERE, 443)),
        lambda: socket.getaddrinfo("forum.example", 80),
        lambda: urllib.request.urlopen("http://forum.example/", timeout=1),
        lambda: smtplib.SMTP("127.0.0.1", 25, timeout=1),  # a real mail server of this machine
    ],
    ids=["connect", "connect_ex", "name", "http", "smtp"],
)
def test_no_way_leads_out(reach: Callable[[], object], reached: list[str]) -> None:
    with pytest.raises(OSError, match="a test") as refused:
        reach()
    assert isinstance(refused.value, NetworkReached) or isinstance(refused.value.reason, NetworkReached)  # type: ignore[attr-defined]
    assert reached, "the test itself would not have failed"
    reached.clear()


def test_a_client_inside_an_application_context_is_refused(app: Flask, client: Browser) -> None:
    with app.app_context(), pytest.raises(AssertionError, match="app_context"):
        client.get("/healthz")


def test_two_browsers_are_two_people(sign_in: SignIn, cast, client: Browser) -> None:
    assert sign_in(cast.ana).get("/account").status_code == 200
    assert sign_in(cast.elin).get("/desk").status_code == 403
    assert client.get("/account").status_code == 303


def test_an_error_of_ours_fails_the_test_unless_it_is_expected(app: Flask, client: Browser) -> None:
    app.view_functions["machines.healthz"] = lambda: str(1 // 0)
    with pytest.raises(AssertionError, match="GET /healthz broke"):
        client.get("/healthz")
    client.expects_errors = True
    assert client.get("/healthz").status_code == 500


def test_statements_are_counted_and_a_budget_is_a_budget(in_app: Flask) -> None:
    def ask() -> None:
        db.session.execute(text("SELECT 1"))
        db.session.execute(text("SELECT 2"))
        db.session.rollback()

    with count_statements() as counted:
        ask()
    assert counted.sent == ["SELECT 1", "SELECT 2"]
    with pytest.raises(AssertionError, match="2 statements, 1 allowed"), count_statements(at_most=1):
        ask()


def page(body: str, *, title: str = "River – Forum", lang: str = ' lang="en"', head: str = "") -> Response:
    return flask.Response(
        f"<!doctype html><html{lang}><head><meta charset=utf-8><title>{title}</title>"
        f'<meta name="viewport" content="width=device-width">{head}</head><body>{body}</body></html>'
    )


GOOD = (
    "<h1>River</h1><form method=post><input type=hidden name=csrf_token value=x>"
    "<label for=body>Comment</label><textarea id=body name=body></textarea><button>Send</button></form>"
)


def test_a_page_that_is_well_passes() -> None:
    assert inspect_page(page(GOOD)).findtext(".//h1") == "River"


BAD = [
    ({"body": "<p>no heading</p>"}, "0 h1"),
    ({"body": f"{GOOD}<h1>Sea</h1>"}, "2 h1"),
    ({"body": GOOD, "title": "Forum – River"}, "does not begin"),
    ({"body": GOOD, "lang": ""}, "no language"),
    ({"body": f"{GOOD}<p id=body>"}, "there twice"),
    ({"body": f"{GOOD}</section>"}, "end-tag-too-early"),
    ({"body": f"{GOOD}<p aria-describedby=nowhere>"}, "not there"),
    ({"body": f"{GOOD}<a href='#nowhere'>x</a>"}, "leads to nothing"),
    ({"body": f"{GOOD}<input name=q>"}, "no label"),
    ({"body": f"{GOOD}<button></button>"}, "no name"),
    ({"body": f"{GOOD}<img src=/x>"}, "no alt"),
    ({"body": f"{GOOD}<form method=post></form>"}, "0 tokens"),
    ({"body": f"{GOOD}<script>x</script>"}, "is inline"),
    ({"body": f"{GOOD}<p style='x:y'>"}, "inline style"),
    ({"body": f"{GOOD}<p onclick='x'>"}, "inline onclick"),
    ({"body": f"{GOOD}<img alt='' src='https://elsewhere.example/x'>"}, "from elsewhere"),
    ({"body": GOOD, "head": "<link rel=stylesheet href='//elsewhere.example/x'>"}, "from elsewhere"),
    ({"body": GOOD, "head": "<style>p{}</style>"}, "style element"),
]


@pytest.mark.parametrize(("parts", "complaint"), BAD, ids=[complaint for _, complaint in BAD])
def test_a_page_that_is_not_well_is_named(parts: dict[str, str], complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        inspect_page(page(**parts))


def test_a_form_is_filled_in_as_a_browser_would() -> None:
    form = form_of(
        page(
            "<form method=post action=/x><input type=hidden name=key value=1><textarea name=body>\nold</textarea>"
            "<select name=mode><option value=a>A<option value=b selected>B</select>"
            "<input type=checkbox name=yes checked><input type=checkbox name=no>"
            "<button name=intent value=send>Send</button></form>"
        )
    )
    assert (form.action, form.method) == ("/x", "post")
    assert form.filled() == {"key": "1", "body": "old", "mode": "b", "yes": "on"}
    assert form.filled(body="new", intent="send")["intent"] == "send"
    with pytest.raises(AssertionError, match="has no"):
        form.filled(titel="x")
