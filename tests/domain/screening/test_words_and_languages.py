"""Where the words of a list in one language are looked for: the table of ``words``, row by row."""

import pytest

from forum.domain.screening import Link, WordRule, compile_rules
from forum.domain.text import guess_language, is_plain_latin
from tests.domain.screening.subjects import word_list

EVERYWHERE = [None, "en", "es", "vi", "th", "lo", "km", "my", "zh", "ar", "ru"]
ELSEWHERE = [None, "th", "lo", "km", "my", "zh", "ar", "ru"]  # an unknown one, and those in other scripts

# The language of the list, a word on it, and the languages of texts in which that is looked for.
ROWS = [
    (None, "casino", EVERYWHERE),
    ("th", "คาสิโน", EVERYWHERE),
    ("ru", "казино", EVERYWHERE),
    ("zh-Hant", "賭場", EVERYWHERE),
    ("km", "កាស៊ីណូ", EVERYWHERE),
    ("ar", "قمار", EVERYWHERE),
    ("en", "казино", EVERYWHERE),
    ("zh", "加v信", EVERYWHERE),
    ("vi", "cờ bạc", EVERYWHERE),
    ("vi", "đi", EVERYWHERE),
    ("en", "casino", [*ELSEWHERE, "en"]),
    ("es", "puta", [*ELSEWHERE, "en", "es"]),
    ("es", "niñ*", [*ELSEWHERE, "en", "es"]),
    ("ES_mx", "puta", [*ELSEWHERE, "en", "es"]),
    ("vi", "ma", [*ELSEWHERE, "vi"]),
    ("vi", "má", [*ELSEWHERE, "vi"]),
    ("th", "visa", ELSEWHERE),
    ("ru", "kazino", ELSEWHERE),
]


@pytest.mark.parametrize("of_text", EVERYWHERE)
@pytest.mark.parametrize(("of_list", "word", "of_texts"), ROWS)
def test_a_word_is_looked_for_in_these_texts(of_list, word, of_texts, of_text) -> None:
    text = word.replace("*", "")
    found = compile_rules([word_list(word, language=of_list)]).find(text, "", (), of_text)
    assert bool(found) is (of_text in of_texts)


PADDED = [
    ("th", "คาสิโน", "Play now with the best bonus คาสิโน and register today"),
    ("ru", "казино", "Play now with the best bonus казино and register today"),
    ("zh", "赌场", "Play now with the best bonus 赌场 and register today please"),
    ("km", "កាស៊ីណូ", "Play now with the best bonus កាស៊ីណូ and register today please"),
    ("vi", "cờ bạc", "Chơi cờ bạc online now with the best bonus and register today please my friends here"),
    ("es", "puta", "Ты такая puta, что даже не знаю"),
    ("en", "casino", "Лучшее casino в городе"),
    ("en", "casino", "เล่น casino ออนไลน์ ดีที่สุด"),
]


@pytest.mark.parametrize(("language", "word", "text"), PADDED)
def test_words_of_another_language_around_it_hide_no_word(language: str, word: str, text: str) -> None:
    assert guess_language(text) != language
    (found,) = compile_rules([word_list(word, language=language)]).find(text, "", (), guess_language(text))
    assert found.matched == word


@pytest.mark.parametrize(
    ("language", "word", "text"),
    [
        ("es", "con", "Chúng tôi có một đứa con và đang đợi được về nhà"),
        ("vi", "ma", "My ma is at home, thank you"),
    ],
)
def test_another_language_in_latin_letters_that_is_known_is_left_alone(language, word, text) -> None:
    assert compile_rules([word_list(word, language=language)]).find(text, "", (), guess_language(text)) == []


def test_one_list_has_words_that_are_looked_for_and_others_that_are_not() -> None:
    matcher = compile_rules([word_list("visa", "คาสิโน", language="th")])
    assert [one.matched for one in matcher.find("My visa, คาสิโน", "", (), "en")] == ["คาสิโน"]


@pytest.mark.parametrize("scope", ["name", "link"])
def test_names_and_links_have_no_language(scope) -> None:
    rule: WordRule = word_list("casino", scope=scope, language="vi")
    assert compile_rules([rule]).find("", "Casino", [Link("https://a.example/", "casino")], "en")


def test_a_list_that_cannot_be_read_holds_texts_in_every_language() -> None:
    (found,) = compile_rules([word_list("***", language="th")]).find("", "", (), "en")
    assert found.rule == "rule_failed:words:1"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("casino 24!", True),
        ("niño café", True),
        ("đi", False),
        ("vie\u0323\u0302c", False),
        ("сasino", False),
        ("加v", False),
    ],
)
def test_plain_latin_letters_do_not_say_which_language_it_is(text: str, plain: bool) -> None:
    assert is_plain_latin(text) is plain
