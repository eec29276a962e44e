"""Whatever rule fails, or takes more than its time: the comment waits, its writer reads so, and a moderator reads which
rule it was."""

from collections.abc import Callable
from typing import Any

import pytest

from forum.adapters import stopwatch
from forum.domain.comment_states import State
from forum.domain.screening import verdict, words
from forum.operations.comments import scores
from forum.operations.rules import WordListDraft, save_word_list
from forum.operations.settings import change_settings
from forum.queries.moderation.queue import item_by_id
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.operations.spam.teaching import teach
from tests.support.moments import LONG_AGO
from tests.support.pages import inspect_page, text_of

# Each rule, where it is called, and what a moderator reads.
RULES: list[tuple[str, Any, str, str]] = [
    ("mode", verdict, "find_by_mode", "Who waits"),
    ("words:1", words, "_find", "Boats"),
    ("links", verdict, "find_links", "Links"),
    ("personal_data", verdict, "find_personal_data", "Personal data"),
    ("repeats", verdict, "find_repeats", "Repeats"),
    ("speed", verdict, "find_by_speed", "Speed"),
    ("history", verdict, "find_by_history", "History"),
    ("sanction", verdict, "find_by_sanction", "Sanction"),
    ("spam", scores, "features", "Spam score"),
]


class Watch:
    """A stopwatch that stands until a rule is slow."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def breaking(watch: Watch) -> dict[str, Callable[..., Any]]:
    """What becomes of a rule, by what a moderator reads of it."""

    def raising(*_: object, **__: object) -> None:
        raise RuntimeError("with words of the text in it")

    def slow(*_: object, **__: object) -> tuple[()]:
        watch.at += 9
        return ()

    return {"did not work": raising, "took too long": slow}


@pytest.mark.parametrize(("rule", "module", "name", "said"), RULES, ids=[rule for rule, *_ in RULES])
def test_it_holds_and_says_so(
    app, cast, frozen, sign_in, monkeypatch, rule: str, module: Any, name: str, said: str
) -> None:
    watch, numbers = Watch(), {}
    monkeypatch.setattr(stopwatch, "seconds", watch)
    with app.app_context():
        post = make_post(cast.chanthy.actor).id
        change_settings({"comments_mode": "suspects"}, by=cast.boun.actor, now=LONG_AGO)
        save_word_list(None, WordListDraft("Boats", "ferry"), by=cast.ana.actor, now=LONG_AGO)
        teach(20)
        assert make_comment(post, by=cast.elin.actor).state is State.APPROVED
        for how, broken in breaking(watch).items():
            with monkeypatch.context() as patched:
                patched.setattr(module, name, broken)
                comment = make_comment(post, by=cast.elin.actor)
            assert comment.state is State.PENDING
            numbers[how] = comment.id
    elin, ana = sign_in(cast.elin), sign_in(cast.ana)
    for how, number in numbers.items():
        receipt = text_of(inspect_page(elin.get(f"/comments/{number}/receipt")))
        assert "One of the automatic checks did not work, so a person will look." in receipt
        page = inspect_page(ana.get(f"/desk/comments/{number}"))
        (finding,) = page.xpath("//li[contains(@class, 'finding') and contains(., 'A rule failed')]")
        assert f"“{said}” {how} on this text, so it waits for you" in text_of(finding)
        assert "words of the text in it" not in page.text_content()
        with app.app_context():
            item = item_by_id(number)
            assert item is not None
            assert [found.rule for found in item.findings] == [f"rule_failed:{rule}"]


def test_every_rule_is_in_the_table() -> None:
    """A rule that is added to the verdict is added here."""
    called = {name for name in vars(verdict) if name.startswith("find_")}
    assert called == {name for _, module, name, _ in RULES if module is verdict}
