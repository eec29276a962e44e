"""Redacting: what was taken out stands nowhere any more, however it was written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.domain.markup import links_in, render_comment
from forum.domain.redaction import MANY, MARK, name_to_keep, redacted, redacted_name

NUMBER = "081 234 5678"
WRITTEN = [
    ("Call 081 234 5678 now", "Call […] now", 1),
    ("081 234 5678 and 081 234 5678", "[…] and […]", 2),
    ("Call **081 234** 5678!", "Call **[…]!", 1),
    (r"Call 081\ 234\ 5678", None, 1),
    ("Call 081&nbsp;234&nbsp;5678", None, 1),
    ("Call 08<b>1</b> 234 5678", None, 1),
    ("Call 081 2&#51;4 5678", None, 1),
    ("Call 081\n234 5678", None, 1),
    ("[081 234 5678](https://example.org/) is it", "[[…]](https://example.org/) is it", 1),
    ("081 234 5678(call)", r"\[…\](call)", 1),
    ("`081 234 5678`", "`[…]`", 1),
    ("> 081 234 5678", "> […]", 1),
]


@pytest.mark.parametrize(("source", "expected", "count"), WRITTEN)
def test_a_number_goes_however_it_is_written(source, expected, count):
    done = redacted(source, [NUMBER])
    assert done.count == count
    text = render_comment(done.source).text
    assert MARK in text
    assert "5678" not in text
    if expected is not None:
        assert done.source == expected


def test_what_stands_around_it_stays():
    source = "My *sister* is safe.\n\n- Her number is 081 234 5678\n- She [says](https://example.org/) hello"
    done = redacted(source, [NUMBER])
    assert done.source == source.replace(NUMBER, MARK)


def test_an_address_behind_a_link_goes_too():
    done = redacted("[write](mailto:dara@example.org) and <dara@example.org>", ["dara@example.org"])
    html = render_comment(done.source).html
    assert "dara@example.org" not in html


def test_of_two_passages_of_which_one_holds_the_other_both_go():
    done = redacted("+66 81 234 5678 or 81 234 5678", ["81 234 5678", "+66 81 234 5678"])
    assert done.source == "[…] or […]"


@pytest.mark.parametrize("passages", [[], [""], ["…"], ["[…]"], [" - "]])
def test_nothing_to_take_out_changes_nothing(passages):
    assert redacted("A […] text - here", passages).source == "A […] text - here"


def test_a_text_that_is_full_of_numbers_keeps_none():
    numbers = [f"081 234 {one:04d}" for one in range(2 * MANY)]
    done = redacted("Call **" + "** or **".join(numbers) + "**.", numbers)
    assert done.count == 2 * MANY
    assert not any(number[-4:] in render_comment(done.source).text for number in numbers)


NAMES = [
    ("Dara 081 234 5678", "Dara […]", 1),
    ("081 234 5678", "[…]", 1),
    ("Dara (081  234 5678, DARA@example.org)", "Dara ([…], […])", 2),
    ("สมชาย 081 234 5678", "สมชาย […]", 1),
    ("Dara *081* 234 5678", "Dara *081* 234 5678", 0),  # in a name, signs are signs
    ("Dara", "Dara", 0),
]


@pytest.mark.parametrize(("name", "expected", "count"), NAMES)
def test_a_name_loses_what_was_found_in_it(name, expected, count):
    done = redacted_name(name, [NUMBER, "dara@example.org", "", "…"])
    assert (done.source, done.count) == (expected, count)
    assert redacted_name(done.source, [NUMBER, "dara@example.org"]).source == expected


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Dara 081 234 5678", "Dara […]"),
        ("dara@example.org", "[…]"),
        ("ဒေါ်ခင် +95 9 123 456 789", "ဒေါ်ခင် […]"),
        ("ដារា ០១២ ៣៤៥ ៦៧៨", "ដារា […]"),
        ("Dara, Phnom Penh 2016", "Dara, Phnom Penh 2016"),
        ("", ""),
    ],
)
def test_what_is_kept_for_good_names_nobody_by_a_number(name, kept):
    assert name_to_keep(name) == kept


SOUP = "081 0**81 2**34 a@example.org 081\\-234 <b> </b> [ ]( https://b.example/ ) ` * _ &#48; &amp; < \\ text ขอ"
PIECES = st.lists(
    st.sampled_from([*SOUP.split(), "081 234 5678", "\n", "\n\n", "> ", "- ", "    ", " "]),
    min_size=1,
    max_size=12,
).map("".join)
PASSAGES = st.lists(
    st.sampled_from(["081 234 5678", "a@example.org", "081-234", "081", "text", "ขอ", "b.example"]),
    min_size=1,
    max_size=3,
)


@settings(deadline=None, max_examples=200)
@given(PIECES, PASSAGES)
def test_afterwards_no_passage_is_left_to_be_read(source, passages):
    source = f"x {source}"
    done = redacted(source, passages)
    rendered = render_comment(done.source)
    for passage in passages:
        assert passage.lower() not in " ".join(rendered.text.split()).lower()
        assert all(passage not in address for address, _shown in links_in(rendered.html))


@settings(deadline=None, max_examples=200)
@given(PIECES, PASSAGES)
def test_afterwards_no_passage_is_left_in_a_name(source, passages):
    name = " ".join(source.split())
    done = redacted_name(name, passages)
    assert not any(passage.lower() in done.source.lower() for passage in passages)
    assert redacted_name(done.source, passages).source == done.source


@settings(deadline=None, max_examples=200)
@given(PIECES)
def test_redacting_twice_is_redacting_once(source):
    once = redacted(f"x {source}", ["081 234 5678"])
    assert redacted(once.source, ["081 234 5678"]).source == once.source
