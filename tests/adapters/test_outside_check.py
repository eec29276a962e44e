"""The check outside the house: what it is asked, what it may answer, and all that can go wrong."""

import hashlib
import hmac
import time
from threading import Event

import pytest

from forum.adapters.outside_check import OutsideCheck, Question, open_check
from forum.domain.screening import Severity
from tests.support.checks import check_server, closed_port, says
from tests.support.moments import NOW

OLD, NEW = "old " * 10, "new " * 10
QUESTION = Question(
    text="ขอ help, see un.org",
    name="Dara",
    links=(("https://un.org/", "un.org"),),
    language="th",
    post="https://forum.example/posts/ferry",
)


def asked(answer, *, keys=(NEW,), seconds=2.0):
    """What the check finds when the other side answers so, and the server."""
    with check_server(answer) as server:
        return OutsideCheck(server.url, keys, seconds=seconds).ask(QUESTION, now=NOW), server


def failure(found):
    assert [(one.rule, one.severity) for one in found] == [("rule_failed:outside", Severity.HOLD)]
    return found[0].detail["error"]


def test_what_leaves_the_house():
    found, server = asked(says([]))
    assert found == ()
    assert server.questions == [
        {
            "text": "ขอ help, see un.org",
            "name": "Dara",
            "links": [{"href": "https://un.org/", "text": "un.org"}],
            "language": "th",
            "post": "https://forum.example/posts/ferry",
        }
    ]


def test_every_key_signs_so_that_the_receiver_can_change_keys():
    _, server = asked(says([]), keys=(OLD, NEW))
    ((headers, body),) = server.asked
    timestamp = headers["Forum-Timestamp"]
    assert timestamp == str(int(NOW.timestamp()))
    expected = [
        "v1=" + hmac.new(key.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
        for key in (OLD, NEW)
    ]
    assert headers["Forum-Signature"].split(",") == expected


def test_its_findings_come_with_their_passage():
    found, _ = asked(
        says(
            [
                {
                    "rule": "spam-2",
                    "severity": "hold",
                    "span": [3, 7],
                    "score": 0.5,
                    "words": "asks for help",
                },
                {"rule": "x", "severity": "note", "score": 1, "span": None},
            ]
        )
    )
    first, second = found
    assert (first.rule, first.severity, first.span, first.matched) == (
        "outside:spam-2",
        Severity.HOLD,
        (3, 7),
        "help",
    )
    assert (first.score, first.detail) == (0.5, {"words": "asks for help"})
    assert (second.rule, second.severity, second.span, second.score) == (
        "outside:x",
        Severity.NOTE,
        None,
        1.0,
    )


GOOD = {"rule": "x", "severity": "hold"}
BAD = [
    {},
    "[]",
    None,
    [1],
    [{}],
    [{"rule": "x"}],
    [GOOD] * 21,
    [{**GOOD, "more": 1}],
    [{**GOOD, "rule": "X y"}],
    [{**GOOD, "rule": "x" * 41}],
    [{**GOOD, "rule": 1}],
    [{**GOOD, "severity": "publish"}],
    [{**GOOD, "severity": []}],
    [{**GOOD, "span": [0]}],
    [{**GOOD, "span": [0, 0]}],
    [{**GOOD, "span": [-1, 2]}],
    [{**GOOD, "span": [0, 99]}],
    [{**GOOD, "span": [0, True]}],
    [{**GOOD, "span": "01"}],
    [{**GOOD, "score": 2}],
    [{**GOOD, "score": "1"}],
    [{**GOOD, "score": True}],
    [{**GOOD, "words": "x" * 201}],
    [{**GOOD, "words": "a\u0000"}],
    [{**GOOD, "words": 5}],
    [GOOD, {**GOOD, "severity": "maybe"}],
]


@pytest.mark.parametrize("answer", BAD, ids=str)
def test_an_answer_that_is_not_as_agreed_is_not_believed_at_all(answer):
    found, _ = asked(says(answer))
    assert failure(found) == "bad_answer"


@pytest.mark.parametrize(
    "answer",
    [
        says(b"not JSON"),
        says(b"\xff\xfe"),
        says(b'[{"rule": "x", "severity": "hold", "score": NaN}]'),
        says(b"[" * 50_000),
        says(b""),
        says(b" " * 70_000 + b"[]"),
        says([], status=500),
        says([], status=204),
        says([], status=302, Location="http://127.0.0.1:9/"),
        says([], kind="text/html"),
        says(b"[]", Content_Length="500"),
    ],
    ids=["words", "bytes", "NaN", "deep", "nothing", "long", "500", "204", "redirect", "html", "cut off"],
)
def test_what_is_no_answer_holds(answer):
    found, server = asked(answer)
    assert failure(found) == "bad_answer"
    assert len(server.asked) == 1, "asked once, and nobody else"


def dripping(request):
    request.send_response(200)
    request.send_header("Content-Type", "application/json")
    request.send_header("Content-Length", "1000")
    request.end_headers()
    for _ in range(200):
        request.wfile.write(b" ")
        request.wfile.flush()
        time.sleep(0.02)


@pytest.mark.parametrize("kind", ["silent", "dripping", "hanging in the middle"])
def test_it_has_so_many_seconds_in_all_and_not_a_moment_more(kind):
    done = Event()

    def silent(_):
        done.wait(5)

    def hanging(request):
        request.send_response(200)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", "2")
        request.end_headers()
        request.wfile.write(b"[")
        request.wfile.flush()
        done.wait(5)

    answer = {"silent": silent, "dripping": dripping, "hanging in the middle": hanging}[kind]
    with check_server(answer) as server:
        check = OutsideCheck(server.url, [NEW], seconds=0.3)
        began = time.monotonic()
        found = check.ask(QUESTION, now=NOW)
        took = time.monotonic() - began
        done.set()
    assert failure(found) == "too_slow"
    assert took < 1.0
    # Nothing goes on behind one's back.
    check._threads.shutdown(wait=True)
    assert time.monotonic() - began < 2.0


def test_nobody_there_holds():
    check = OutsideCheck(f"http://127.0.0.1:{closed_port()}/", [NEW])
    assert failure(check.ask(QUESTION, now=NOW)) == "ConnectionRefusedError"


def test_no_proxy_is_asked(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port()}")
    found, _ = asked(says([]))
    assert found == ()


def test_without_an_address_there_is_no_check():
    assert open_check(None, []) is None
