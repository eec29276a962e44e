"""Each bound at its limit and one beyond; and no text, however it is made, takes longer than a second."""

import pytest

from forum.domain.markup import (
    MarkupRefused,
    clean_line,
    clean_text,
    redirectable_href,
    render_comment,
    render_post,
    safe_href,
    sanitise,
)
from tests.domain.markup.corpus import hostile
from tests.domain.markup.judge import complaints, made
from tests.support.speed import within

LINKS = "http://a.b " * 790


def filled(unit, length):
    return (unit * (length // len(unit) + 1))[:length]


def refusal_of(make, source):
    with pytest.raises(MarkupRefused) as refused:
        make(source)
    return refused.value.code, refused.value.facts


@pytest.mark.parametrize("sign", ["x", "é", "ក", "中", "😀"])
def test_a_comment_has_room_for_ten_thousand_characters(sign):
    rendered = render_comment(sign * 10_000)

    assert rendered.source == sign * 10_000
    assert rendered.text == sign * 10_000
    assert refusal_of(render_comment, sign * 10_001) == ("too_long", {"length": 10_001, "limit": 10_000})


def test_characters_are_counted_as_they_are_stored():
    assert len(render_comment("e\u0301" * 10_000).source) == 10_000
    assert len(render_comment("x\r\n" * 5_000).source) == 10_000
    assert len(render_comment("\u202ex" * 10_000).source) == 10_000


def test_a_text_that_no_cleaning_can_shorten_enough_is_refused_before_any_work():
    assert refusal_of(render_comment, "\u202e" * 40_001) == ("too_long", {"length": 40_001, "limit": 40_000})
    with within(1):
        refusal_of(render_comment, "x" * 50_000_000)
        refusal_of(sanitise, "<" * 50_000_000)


def test_a_comment_has_room_for_two_hundred_tags():
    assert render_comment("<b>x</b>" * 100).html.count("<b>") == 100
    assert refusal_of(render_comment, "<b>x</b>" * 100 + "<") == (
        "too_many_tags",
        {"length": 201, "limit": 200},
    )


def test_a_comment_makes_at_most_sixty_thousand_bytes():
    room = 60_000 - len(render_comment(LINKS + "x").html.encode()) + 1

    assert len(render_comment(LINKS + "x" * room).html.encode()) == 60_000
    assert refusal_of(render_comment, LINKS + "x" * (room + 1)) == (
        "too_much_output",
        {"length": 60_001, "limit": 60_000},
    )


def test_pasted_html_makes_at_most_sixty_thousand_bytes():
    html = "&" * 11_000 + "x" * (60_000 - 7 - 55_000)

    assert len(sanitise(html).encode()) == 60_000
    assert refusal_of(sanitise, html + "x") == ("too_much_output", {"length": 60_001, "limit": 60_000})
    assert refusal_of(sanitise, "x" * 60_001) == ("too_long", {"length": 60_001, "limit": 60_000})


def test_what_grows_only_at_the_last_wall_is_refused_too():
    # A no-break space has two bytes in the text and six in the HTML.
    assert refusal_of(sanitise, "x" + "\u00a0" * 11_000 + "x")[0] == "too_much_output"


def test_a_post_has_room_for_two_hundred_thousand_characters():
    assert len(render_post("word " * 40_000).source) == 200_000
    assert refusal_of(render_post, "word " * 40_000 + "x") == (
        "too_long",
        {"length": 200_001, "limit": 200_000},
    )


def test_a_post_has_room_for_ten_thousand_tags():
    assert render_post("<x" * 10_000)
    assert refusal_of(render_post, "<x" * 10_001) == ("too_many_tags", {"length": 10_001, "limit": 10_000})


def test_a_post_makes_at_most_twenty_thousand_tags_and_entities():
    assert sanitise("<p>x</p>" * 10_000, for_author=True)
    assert refusal_of(render_post, "x\n\n" * 10_001) == (
        "too_much_output",
        {"length": 20_002, "limit": 20_000},
    )


def test_quotes_lists_and_formatting_nest_only_so_deep_and_lose_nothing():
    for source in (
        ">" * 199 + "word",
        "- " * 100 + "word",
        "<blockquote>" * 200 + "word",
        "<b>" * 200 + "word",
    ):
        rendered = render_comment(source)

        assert rendered.text.endswith("word")
        assert rendered.html.count("</") < 35


@pytest.mark.parametrize(
    "decide", [safe_href, lambda url: redirectable_href(url.removeprefix("https://a.b"))]
)
def test_an_address_has_at_most_two_thousand_characters(decide):
    length = 2_000 if decide is safe_href else 2_011
    address = "https://a.b/".ljust(length, "x")

    assert decide(address) is not None
    assert decide(f"{address}x") is None
    # Counted as it will be written.
    assert decide(f"{address[:-1]}'") is None


def test_a_letter_carries_at_most_four_marks():
    assert clean_text("x" + "\u0316" * 4) == "x" + "\u0316" * 4
    assert clean_text("x" + "\u0316" * 5 + "y") == "x" + "\u0316" * 4 + "y"


def test_a_line_is_measured_after_cleaning():
    assert clean_line(f"  {'x' * 80}\u202e\n", limit=80) == "x" * 80

    def cleaned(text):
        return clean_line(text, limit=80)

    assert refusal_of(cleaned, "x" * 81) == ("too_long", {"length": 81, "limit": 80})
    assert refusal_of(cleaned, " " * 10_001) == ("too_long", {"length": 10_001, "limit": 10_000})


@pytest.mark.parametrize("unit", hostile("repeats"))
def test_no_repetition_takes_a_second(unit):
    tagged = filled(unit, min(10_000, 200 // max(1, unit.count("<")) * len(unit)))
    for make, source in (
        (render_comment, filled(unit, 10_000)),
        (render_comment, tagged),
        (render_comment, filled(unit, 1_000_000)),
        (sanitise, filled(unit, 60_000)),
        (render_post, filled(unit, 10_000)),
    ):
        with within(1):
            rendered = made(make, source, "empty", "too_long", "too_many_tags", "too_much_output")
        if rendered is not None:
            html = rendered if isinstance(rendered, str) else rendered.html
            assert complaints(html, for_author=make is render_post) == []


STAIRS = {
    "ticks": "".join(f"{'`' * i} " for i in range(140)),
    "fences": "x\n" + "".join(f"{'`' * (3 + i)}\n" for i in range(128)),
    "lists": "\n".join(f"{'  ' * i}- a" for i in range(95)),
    "quotes": "\n".join(f"{'>' * i} a" for i in range(130)),
    "stars": "".join(f"{'*' * i}a" for i in range(140)),
    "brackets": "[" * 1_999 + "a" + "](b)" * 1_999,
    "emphasis": "*a " * 1_600 + "b*" * 1_600,
    "formatting": "<p>" + "".join(f"<b id={i}>" for i in range(99)) + "<p>x" * 99,
    "table": "|" * 300 + "\n" + "|-" * 299 + "|\n" + "|\n" * 1_500,
}


@pytest.mark.parametrize("source", STAIRS.values(), ids=STAIRS)
def test_no_stair_takes_a_second(source):
    for make in (render_comment, sanitise):
        with within(1):
            rendered = make(source)
        assert complaints(rendered if isinstance(rendered, str) else rendered.html) == []
