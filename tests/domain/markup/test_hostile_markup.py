"""Whatever is sent, what is stored is on the list, well formed, the same to every parser, and stays as it is."""

import re

import pytest

from forum.domain.markup import render_comment, render_post, sanitise
from forum.domain.markup.sanitiser import through_bleach, through_nh3
from forum.domain.markup.vocabulary import AUTHORS, READERS
from tests.domain.markup.corpus import hostile
from tests.domain.markup.judge import complaints, made
from tests.support.speed import within

EVERYTHING = hostile()
HOLE = re.compile(
    r"""element|attribute|id is|(?:href|src) is ['"](?!['"]|https?://|/[^/\\]|(?:\\n)+https://)"""
)
# Every form in which HTML and Markdown can carry an address.
CARRIERS = (
    '<a href="{}">x</a>',
    "<a href='{}'>x</a>",
    "<a href={}>x</a>",
    '<img src="{}" alt="x">',
    "[x]({})",
    "[x](<{}>)",
    '[x]({} "title")',
    '![x]({} "caption")',
    "<{}>",
    "[x][1]\n\n[1]: {}",
    "[x][1]\n\n[1]: <{}> 'title'",
    "a {} b",
)


# Every way by which a text comes in, and whether an author's tags are open to it.
WAYS_IN = {
    "comment": (lambda source: render_comment(source).html, False),
    "post": (lambda source: render_post(source).html, True),
    "pasted html": (sanitise, False),
    "imported html": (lambda html: sanitise(html, for_author=True), True),
}


def judge(source, ways=tuple(WAYS_IN)):
    """Sends ``source`` in by each of ``ways`` and lets the judge read what is made of it; a refusal is an answer."""
    for make, for_author in map(WAYS_IN.get, ways):
        with within(1):
            html = made(make, source, "empty", "not_text")
        if html is not None:
            assert complaints(html, for_author=for_author) == []
            assert sanitise(html, for_author=for_author) == html


def test_the_corpus_is_large():
    assert len(EVERYTHING) > 600
    assert len(set(EVERYTHING)) == len(EVERYTHING)


@pytest.mark.parametrize("source", EVERYTHING)
def test_no_text_carries_an_attack_in(source):
    judge(source)


@pytest.mark.parametrize("address", hostile("addresses"))
def test_no_link_or_picture_leads_to_a_hostile_address(address):
    for carrier in CARRIERS:
        judge(carrier.format(address))


@pytest.mark.parametrize("joint", ["", "\n", "\n\n", " <b>x</b> "])
def test_two_attacks_do_not_help_each_other(joint):
    for first, second in zip(EVERYTHING[::7], EVERYTHING[3::7], strict=False):
        judge(f"{first}{joint}{second}", ways=("comment", "post"))


@pytest.mark.parametrize("wall", [through_bleach, through_nh3])
@pytest.mark.parametrize("vocabulary", [READERS, AUTHORS], ids=["readers", "authors"])
def test_each_of_the_outer_walls_would_hold_alone(wall, vocabulary):
    for source in [*EVERYTHING, *map(CARRIERS[0].format, hostile("addresses"))]:
        if "\0" not in source:
            found = complaints(wall(source, vocabulary), for_author=vocabulary.for_author)
            # The form, and the quoting of addresses that are safe, are the first wall's work.
            assert [fault for fault in found if HOLE.match(fault)] == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<p onclick=x>x</p>",
        "<p class=x>x</p>",
        "<p>x<!-- x --></p>",
        "<p><svg></svg></p>",
        '<p><a href="javascript:x" rel="nofollow ugc noopener noreferrer">x</a></p>',
        '<p><a href="//e.example" rel="nofollow ugc noopener noreferrer">x</a></p>',
        '<p><a href="https://u@e.example" rel="nofollow ugc noopener noreferrer">x</a></p>',
        '<p><a href="https://e.example">x</a></p>',
        "<p>x</p></p>",
        '<ol start="-1"><li>x</li></ol>',
    ],
)
def test_the_judge_has_eyes(html):
    assert complaints(html) != []
