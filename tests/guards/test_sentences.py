"""Every refusal has its sentence: a code without one would be an error of ours in front of a person."""

import ast
import re
from functools import cache

import pytest

from forum.config import PROJECT
from forum.domain.comment_states import DECISION_VERBS
from forum.domain.flags import RULE as FLAGS
from forum.domain.permissions import PERMISSIONS
from forum.domain.post_states import PostMove
from forum.domain.refusals import Refused
from forum.domain.site_settings import BOUNDS
from forum.operations.posts.drafts import LIMITS
from forum.web.sentences import SENTENCES
from forum.web.sentences.rule_names import KINDS
from tests.support.sources import Source, dotted, python

FORUM = python("forum")
MARKUP = python("forum/domain/markup")


@cache
def kinds() -> frozenset[str]:
    """``Refused`` and every class below it."""
    found = {"Refused"}
    while True:
        more = {
            node.name
            for source in FORUM
            for node in source.walk(ast.ClassDef)
            if isinstance(node, ast.ClassDef)
            and any(dotted(base).split(".")[-1] in found for base in node.bases)
        }
        if more <= found:
            return frozenset(found)
        found |= more


def codes(source: Source, names: frozenset[str]) -> list[tuple[str, ast.expr]]:
    """Where the file makes a refusal, and the expression of its code."""
    return [
        (source.at(node), node.args[0])
        for node in source.walk(ast.Call)
        if isinstance(node, ast.Call) and node.args and dotted(node.func).split(".")[-1] in names
    ]


def test_every_code_that_stands_in_the_source_has_a_sentence() -> None:
    silent = [
        f"{place}: {code.value}"
        for source in FORUM
        for place, code in codes(source, kinds())
        if isinstance(code, ast.Constant) and code.value not in SENTENCES
    ]
    assert silent == []


def markup_codes() -> set[str]:
    """What the sanitiser says no with."""
    words = re.compile(r'"(empty|too_[a-z_]+|not_[a-z_]+)"')
    return {word for source in MARKUP for word in words.findall(source.text)}


def test_every_code_that_is_put_together_has_a_sentence() -> None:
    """``f"body_{refusal.code}"``: a beginning of ours, and an end of the sanitiser's."""
    beginnings = {
        code.values[0].value
        for source in FORUM
        for _, code in codes(source, kinds())
        if isinstance(code, ast.JoinedStr) and isinstance(code.values[0], ast.Constant)
    } - {"http_", "list_", "category_", "tag_", "person_", "publication_", "series_"}
    assert beginnings >= {"body_", "name_", "post_body_"}
    # Plain text has no tags and no output.
    lines = {
        "name_",
        "note_",
        "staff_note_",
        "sanction_reason_",
        "detail_",
        "text_",
        "sentence_",
        "return_note_",
        "alt_",
        "edition_label_",
    }
    lines_end = {"too_long", "not_text"}
    ends = {beginning: lines_end if beginning in lines else markup_codes() for beginning in beginnings}
    wanted = {f"{beginning}{end}" for beginning, all_of_them in ends.items() for end in all_of_them}
    wanted |= {f"{field}_{end}" for field in LIMITS for end in ("too_long", "not_text")} | {
        "title_empty",
        "name_empty",
        "text_empty",
        "staff_note_empty",
        "return_note_empty",
    }
    wanted |= {
        f"publication_{field}_{end}" for field in ("title", "slug", "summary", "credit") for end in lines_end
    }
    for thing, fields in (
        ("list", ("name", "note")),
        ("category", ("name", "description", "slug")),
        ("tag", ("name", "slug")),
        ("series", ("name", "description", "slug")),
        ("person", ("name", "title", "organisation", "bio", "slug")),
    ):
        wanted |= {f"{thing}_{field}_{end}" for field in fields for end in lines_end}
        wanted.add(f"{thing}_name_empty")
    assert sorted(wanted - SENTENCES.keys()) == []


def test_every_status_that_the_doors_answer_with_has_a_sentence() -> None:
    assert {
        f"http_{status}" for status in (400, 401, 403, 404, 405, 410, 413, 415, 416, 429, 500)
    } <= SENTENCES.keys()


@pytest.mark.parametrize("setting", sorted(BOUNDS))
def test_a_number_out_of_bounds_is_answered_with_the_bounds(in_app, setting: str) -> None:
    from forum.domain.site_settings import checked
    from forum.web.sentences import sentence

    low, high = BOUNDS[setting]
    with pytest.raises(Refused) as refused:
        checked(setting, high + 1)
    with in_app.test_request_context():
        said = sentence(refused.value)
    assert str(low) in said
    assert str(high) in said


# ---- the log --------------------------------------------------------------------------------------------------------

VERB = re.compile(r"[a-z]+\.[a-z_]+")


def verbs() -> set[str]:
    """What operations write into the log: constants given to ``record`` or as ``"verb"``, and the verbs of tables."""
    found = set(DECISION_VERBS) | {f"post.{move}" for move in PostMove}
    for source in python("forum/operations"):
        for node in source.walk(ast.Constant):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and VERB.fullmatch(node.value):
                found.add(node.value)
    return found - set(PERMISSIONS)


def test_every_verb_of_the_log_has_words() -> None:
    words = (PROJECT / "templates/moderation/_log_words.html").read_text()
    known = set(re.findall(r'"([a-z]+\.[a-z_]+)":', words))
    assert verbs() == known


# ---- the findings ---------------------------------------------------------------------------------------------------


def rule_kinds() -> set[str]:
    """The kinds of rules that findings name: what ``Finding(...)`` is made with, and the reasons of ``explain_wait``,
    up to the first colon."""
    found = set()
    for source in [*python("forum/domain/screening"), *python("forum/domain/spam")]:
        for _, rule in codes(source, frozenset({"Finding"})):
            first = rule.values[0] if isinstance(rule, ast.JoinedStr) else rule
            assert isinstance(first, ast.Constant), f"{source.name}: a rule whose kind cannot be read here"
            found.add(str(first.value))
    for source in python("forum/operations/comments"):
        found |= {
            node.value
            for node in source.walk(ast.Constant)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and PERSON.fullmatch(node.value)
        }
    return {rule.partition(":")[0] for rule in found} | {FLAGS}


PERSON = re.compile(r"person:[a-z]+")


def test_every_kind_of_rule_has_words() -> None:
    words = (PROJECT / "templates/moderation/_words.html").read_text()
    says = re.search(r"macro finding_says.*?endmacro", words, re.DOTALL)[0]
    kinds = rule_kinds()
    assert kinds >= {"mode", "words", "links", "repeats", "speed", "rule_failed", "person"}
    assert kinds == set(KINDS)
    assert kinds == set(re.findall(r'kind == "([a-z_]+)"', says))
