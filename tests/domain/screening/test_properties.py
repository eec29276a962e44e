"""What holds of screening whatever people write."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.domain.screening import (
    BadPattern,
    EffectiveMode,
    Link,
    LinkPolicy,
    Mode,
    RepeatFacts,
    Severity,
    SpeedFacts,
    Subject,
    Track,
    WordRule,
    compile_rules,
    parse_patterns,
    screen,
)
from forum.domain.screening.findings import RULE_SECONDS
from forum.domain.screening.links import find_links, normalised_domain
from forum.domain.screening.matching import MARKS, fold
from forum.domain.screening.patterns import compile_pattern
from tests.domain.screening.subjects import matches, word_list
from tests.support.speed import within

# Few letters, so that patterns meet texts; and the characters that do harm elsewhere.
SOUP = st.text(
    st.sampled_from(
        "aAáоой\u0306bc中场กาเ่ខ្ញ ကို\u103a ｶﾞ1²ﬁß🇹🇭េី\u1031\u102f\u102dเ\u0e34\u2009"
        "'’.,;!?。។\n\t \u200b\u00ad\u0301\u0338🎉*-_\x00\x01\x03#/@:"
    )
)
TEXT = st.one_of(SOUP, st.text(max_size=60))
LINKS = st.lists(st.builds(Link, st.one_of(SOUP.map("https://{}".format), TEXT), TEXT), max_size=4).map(tuple)
COUNT = st.integers(0, 4)
RULES = st.builds(
    WordRule,
    id=st.integers(1, 9),
    name=st.text(max_size=5),
    patterns=st.lists(TEXT, max_size=5).map(tuple),
    scope=st.sampled_from(["text", "name", "link"]),
    action=st.sampled_from(Severity),
    whole_word=st.booleans(),
    language=st.sampled_from([None, "en", "vi", "th"]),
)
SUBJECTS = st.builds(
    Subject,
    text=TEXT,
    name=TEXT,
    links=LINKS,
    language=st.sampled_from([None, "en", "vi"]),
    is_staff=st.booleans(),
    track=st.builds(Track, COUNT, COUNT, st.booleans()),
    mode=st.builds(EffectiveMode, st.sampled_from(Mode), st.sampled_from(["site", "category", "post"])),
    repeats=st.builds(RepeatFacts, COUNT, COUNT),
    speed=st.builds(SpeedFacts, st.booleans(), st.none() | st.floats()),
)
POLICIES = st.builds(LinkPolicy, COUNT, st.frozensets(SOUP, max_size=2), st.frozensets(SOUP, max_size=2))


@settings(max_examples=300, deadline=None)
@given(SUBJECTS, st.lists(RULES, max_size=3), POLICIES, st.integers(1, 3))
def test_whatever_is_written_the_verdict_follows_from_findings_that_point_into_it(
    subject, rules, policy, need
):
    verdict = screen(subject, matcher=compile_rules(rules), link_policy=policy, newcomers_need=need)
    worst = max((finding.severity for finding in verdict.findings), default=Severity.NOTE)
    if subject.is_staff:
        assert (verdict.outcome, worst) == ("publish", Severity.NOTE)
    else:
        assert verdict.outcome == {"note": "publish"}.get(worst, worst)
    searched = {
        "body": [subject.text],
        "name": [subject.name],
        "link": [part for link in subject.links for part in (link.href, link.text)],
    }
    for finding in verdict.findings:
        if finding.span is not None:
            start, end = finding.span
            assert 0 <= start < end
            assert any(text[start:end] == finding.matched for text in searched[finding.field])
    failed = {finding.rule for finding in verdict.findings if finding.rule.startswith("rule_failed")}
    readable = {f"rule_failed:words:{rule.id}" for rule in rules}
    assert failed <= readable  # only a list with a pattern that cannot be read may fail


@settings(deadline=None)
@given(TEXT, st.booleans())
def test_folding_keeps_the_way_back(text, keep_accents):
    folded = fold(text, keep_accents=keep_accents)
    assert len(folded.marked) == len(folded.starts) == len(folded.ends)
    assert folded.letters == "".join(char for char in folded.marked if char not in MARKS)
    assert folded.starts == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


WORDS = st.one_of(
    st.text(st.sampled_from(script), min_size=2, max_size=8) for script in ("abcdeñé", "цжийао")
)
JOINTS = st.sampled_from(["", "", "\u200b", ".", "-", "*", "\u00ad", "_", "·"])


@settings(deadline=None)
@given(WORDS, st.data())
def test_a_word_is_found_however_it_is_taken_apart(word, data):
    disguised = word[0] + "".join(data.draw(JOINTS) + letter for letter in word[1:])
    assert matches(f"xyz {disguised.upper()}, xyz", word) == [disguised.upper()]


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), st.booleans())
def test_an_anchor_never_hides_a_match(words, whole_word):
    pattern = compile_pattern(" ".join(words), whole_word=whole_word)
    folded = fold(", ".join(words))
    assert pattern.search.search(folded.marked)
    assert pattern.anchor in folded.letters


@settings(deadline=None)
@given(TEXT)
def test_lines_are_patterns_or_refused_with_a_number(text):
    try:
        patterns = parse_patterns(text)
    except BadPattern as refusal:
        line = refusal.line_number
    else:
        line = 1
        assert not compile_rules([word_list(*patterns)]).broken
        assert parse_patterns("\n".join(patterns)) == patterns
    assert 1 <= line <= text.count("\n") + text.count("\r") + 1


HOSTS = st.lists(st.text(st.sampled_from("abñпข中09"), min_size=1, max_size=6), min_size=2, max_size=4).map(
    ".".join
)
DRESSES = ["{}", "https://{}/a?b#c", "{}.", "*.{}", "{}:8080", "\u00ad{}\u200b", " {} "]


@settings(deadline=None)
@given(HOSTS, st.sampled_from(DRESSES))
def test_a_domain_is_the_same_however_it_is_dressed(host, dress):
    in_punycode = ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode() for label in host.split(".")
    )
    for written in (host, host.upper(), in_punycode):
        assert normalised_domain(dress.format(written)) == host


RANDOM = random.Random(7)
LATIN = ["".join(RANDOM.choices("abcdefghijklmnopqrstuvwxyz", k=RANDOM.randint(3, 9))) for _ in range(500)]
THAI = ["".join(RANDOM.choices("กขคงจชดตทนบปพมยรลวสหอา", k=RANDOM.randint(3, 9))) for _ in range(500)]
TEN_THOUSAND = {
    "all the words": " ".join(LATIN * 4),
    "all the words taken apart": ".".join(".".join(LATIN)),
    "one endless word": "a" * 10_000,
    "two letters": "ab" * 5_000,
    "single letters": "a " * 5_000,
    "full stops": ".)" * 5_000,
    "dots and letters": "a." * 5_000,
    "line breaks": "\n " * 5_000,
    "accents": "a" + "\u0301" * 9_999,
    "nothing to see": "\u200b" * 10_000,
    "Thai": "".join(THAI * 4),
    "addresses": "www." * 2_500,
    "hosts": "a." * 4_999 + "a1",
    "emoji": "🎉" * 10_000,
}
MANY = ["".join(RANDOM.choices("abcdefghijklmnopqrstuvwxyz", k=RANDOM.randint(3, 9))) for _ in range(5_000)]
LISTS = {
    "words": LATIN,
    "beginnings": [f"{word[:3]}*" for word in LATIN],
    "endings": [f"*{word[-2:]}" for word in LATIN],
    "middles": [f"{word[0]}*{word[1]}*{word[2]}" for word in LATIN],
    "Thai": THAI,
    "one letter over and over": ["a" * (n % 99 + 1) for n in range(490)]
    + ["*a*a", "a*a*b", "*a* b", "*a* *a* b", "a* a* a* b", "* * a* b"],
}


@pytest.mark.parametrize("patterns", LISTS)
@pytest.mark.parametrize("whole_word", [True, False])
@pytest.mark.parametrize("kind", TEN_THOUSAND)
def test_ten_thousand_characters_and_five_hundred_patterns_end_within_a_second(kind, patterns, whole_word):
    text = TEN_THOUSAND[kind][:10_000]
    matcher = compile_rules([word_list(*LISTS[patterns], whole_word=whole_word)])
    with within(1):
        matcher.find(text, "", (), None)


def test_five_thousand_patterns_on_two_hundred_kilobytes_have_their_time_and_no_more():
    """The bounds of a comment let no such text come so far; nor would it do harm."""
    matcher = compile_rules([word_list(*MANY[at : at + 2_000], id=at) for at in range(0, 5_000, 2_000)])
    text = "zz".join(MANY * 6)[:200_000]
    with within(3 * RULE_SECONDS + 1):
        matcher.find(text, "", (), None, time.process_time)


def test_the_largest_list_is_ready_before_its_time_is_over():
    """Its patterns are made ready for the first comment that has their letters, in every process anew."""
    matcher = compile_rules([word_list(*(f"{word}*" for word in MANY[:2_000]))])
    with within(1.5):
        matcher.find(" z".join(MANY[:2_000])[:10_000], "", (), None)


@pytest.mark.parametrize("kind", TEN_THOUSAND)
def test_ten_thousand_characters_in_a_link_end_within_a_second(kind):
    text = TEN_THOUSAND[kind][:10_000]
    links = (Link(f"https://{text}", text), Link(f"https://a.example/{text}", f"https://{text}"))
    with within(1):
        list(compile_rules([word_list("foo", scope="link")]).find("", "", links, None))
        policy = LinkPolicy(0, frozenset({text}), frozenset({f"xn--{text}"}))
        list(find_links(links, policy))
