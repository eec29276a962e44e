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


LINKED = [
    # The same number without its spaces, whoever it shows.
    ("[081 234 5678](https://example.org/0812345678) now", "[…] now", 1),
    ("[**081** 234 5678](https://example.org/081-234-5678) now", "**[…] now", 1),
    ("[my page](https://example.org/0812345678) now", "my page […] now", 1),
    ("[my *page*](<https://example.org/081 234 5678>) now", "my *page* […] now", 1),
    (
        '[a](https://e.example/?n=081.234.5678 "call") [b](https://b.example/)',
        "a […] [b](https://b.example/)",
        1,
    ),
    ("[a](https://e.example/%30812345678)", "a […]", 1),
    ("[a](https://e.example/%2530812345678)", "a […]", 1),
    ("[a](https://e.example/&#48;812345678)", "a […]", 1),
    ("[a](https://e.example/๐๘๑๒๓๔๕๖๗๘)", "a […]", 1),
    ("[a](https://e.example/q(081)2345678)", "a […]", 1),
    # As it is dialled from abroad.
    ("[a](tel:+66-81-234-5678)", "a […]", 1),
    ('<a href="https://e.example/0812345678">ask</a> me', "ask […] me", 1),
    ("Look: https://example.org/0812345678 or <https://example.org/0812345678>", "Look: […] or […]", 2),
    # An e-mail address.
    ("[a](mailto:x@e.example?cc=Dara%40example.org)", "a […]", 1),
    ("[a](https://e.example/?to=dara%2540example.org)", "a […]", 1),
    # Other numbers, and parts of this one.
    ("[a](https://e.example/2016/081/234) [b](https://e.example/5678)", None, 0),
    ("[a](https://e.example/0812345679)", None, 0),
    ("[info](https://dara.example.org/)", None, 0),
]


@pytest.mark.parametrize(("source", "expected", "count"), LINKED)
def test_a_link_that_gives_it_away_goes_and_says_what_it_said(source, expected, count):
    done = redacted(source, [NUMBER, "dara@example.org"])
    assert done.source == (source if expected is None else expected)
    assert done.count == count
    assert redacted(done.source, [NUMBER, "dara@example.org"]).source == done.source


@pytest.mark.parametrize("passage", ["12/3", "191", "2016", "1234 56"])
def test_a_short_number_takes_no_link_away(passage):
    source = "[a](https://e.example/12-3/1-9-1/20.16/12-34-56)"
    assert redacted(source, [passage]).source == source


@pytest.mark.parametrize("address", ["0812345678", "66812345678", "0066-81-234-5678"])
def test_a_number_from_abroad_is_the_same_number(address):
    assert redacted(f"[a](https://e.example/{address})", ["+66 81 234 5678"]).source == "a […]"


@pytest.mark.parametrize(
    ("passage", "address"), [("AA 123 4567", "aa1234567"), ("12 Soi Ari, Bangkok", "12-soi-ari-bangkok")]
)
def test_what_has_letters_is_found_in_addresses_too(passage, address):
    assert redacted(f"{passage} [a](https://e.example/{address})", [passage]).source == "[…] a […]"


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
