"""What screening says about many comments at once: by kind, of the current texts, and of nobody else's."""

from forum.domain.scopes import WHOLE_SITE, Scope
from forum.domain.screening import Severity
from forum.operations.comments.editing import edit_comment
from forum.operations.rules import WordListDraft, save_word_list
from forum.queries.moderation.matching import glimpses
from forum.queries.moderation.warnings import Warned, warnings_about
from tests.factories.comments import AT_EASE
from tests.operations.moderation.scene import Scene
from tests.support.moments import LONG_AGO, NOW
from tests.support.statements import count_statements

HOLD, NOTE = Severity.HOLD, Severity.NOTE
PHONE = "Call me at +95 9 420 123 456."


def lists(scene: Scene) -> None:
    for name, action in (("wage", HOLD), ("visa", HOLD), ("dam", NOTE)):
        save_word_list(None, WordListDraft(name, name, action=action), by=scene.ana, now=LONG_AGO)


def test_each_comment_counts_once_for_a_kind_and_the_worst_come_first(scene: Scene) -> None:
    lists(scene)
    bodies = ("A wage and a visa.", "A wage, a dam.", "A dam.", PHONE, "Nothing of it.")
    numbers = [scene.comment(body=body) for body in bodies]
    scene.comment(body="A dam that is not among them.")
    with count_statements(at_most=1):
        found = warnings_about(numbers, scope=WHOLE_SITE)
    assert found == [Warned("words", HOLD, 2), Warned("personal_data", HOLD, 1), Warned("words", NOTE, 2)]
    assert warnings_about(numbers[-1:], scope=WHOLE_SITE) == []
    assert warnings_about(numbers, scope=Scope()) == []


def test_what_an_earlier_text_said_is_no_warning(scene: Scene) -> None:
    number = scene.comment(body=PHONE, by=scene.elin)
    assert [one.rule for one in warnings_about([number], scope=WHOLE_SITE)] == ["personal_data"]
    edit_comment(number, "Call me some day.", seen=1, speed=AT_EASE, by=scene.elin, now=NOW)
    assert warnings_about([number], scope=WHOLE_SITE) == []
    (glimpse,) = glimpses([number], scope=WHOLE_SITE)
    assert [one.rule for one in glimpse.findings] == ["mode:everyone"]


def test_a_glimpse_is_what_readers_would_read_cut_behind_a_word(scene: Scene) -> None:
    number = scene.comment(body="**Who** asked for [this ferry](https://example.org/ferry) of all?")
    (glimpse,) = glimpses([number], scope=WHOLE_SITE, length=20)
    assert glimpse.words == "Who asked for this…"
