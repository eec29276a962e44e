"""The marks of a comment: what may speak for spam, and what never does."""

import pytest

from forum.domain.screening import Link
from forum.domain.spam import Model, features, score
from forum.domain.spam.topics import between_topics


def words_of(text: str) -> list[str]:
    return [mark for mark in features(text) if not mark.startswith("count:")]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Earn money", ["earn", "money", "earn money"]),
        # Folding: capitals, marks of Latin letters, full width, invisible characters.
        ("ÉARN Ｍoney", ["earn", "money", "earn money"]),
        ("ea\u200brn", ["earn"]),
        ("Заработай сейчас", ["заработай", "сейчас", "заработай сейчас"]),
        # Scripts without spaces: every two signs.
        ("赚钱快", ["赚钱", "钱快", "快", "赚钱 钱快", "钱快 快"]),
        # No number is learned, only that there is one.
        ("call 0812345678", ["call", "0000000000", "call 0000000000"]),
        ("", []),
        ("…", []),
    ],
)
def test_words_and_pairs_of_words(text: str, marks: list[str]) -> None:
    assert words_of(text) == marks


def test_links_names_and_what_is_counted() -> None:
    marks = features(
        "BUY NOW!!! For $5 at the shop",
        name="Best Deals",
        links=[Link("https://WWW.Casino.example/x?y", "the shop")],
    )
    assert {"name:best", "name:deals", "link:www.casino.example", "link:.example"} <= set(marks)
    assert {"count:links 1", "count:links in few words", "count:capitals some"} & set(marks)
    assert {"count:exclamations", "count:money", "count:words 5-14"} <= set(marks)


def test_an_address_that_is_no_link_counts_as_one() -> None:
    marks = features("look at www.casino.example/now")
    assert "link:www.casino.example" in marks
    assert "count:links 1" in marks
    assert "casino" not in marks


@pytest.mark.parametrize(
    "text", ["http://[", "http://[::1", "\ud800", "\0", "a" * 20_000, "ก" * 9_000, "http://" * 900]
)
def test_nothing_that_somebody_sends_breaks_it(text: str) -> None:
    marks = features(text, name=text, links=[Link(text, text)])
    assert marks == features(text, name=text, links=[Link(text, text)])
    assert len(marks) < 3_000


TOPICS = [
    "trafficking",
    "trafficked",
    "sex work",
    "police",
    "my passport",
    "The police took my passports.",
    "sexual violence",
    "visa",
    "brothel",
    "victim",
    "survivors",
    "forced",
    "debt bondage",
    "la policía",
    "trata",
    "pasaporte",
    "prostitución",
    "полиция",
    "паспорт",
    "изнасилование",
    "проституция",
    "жертвы",
    "ตำรวจ",
    "ค้ามนุษย์",
    "หนังสือเดินทาง",
    "ប៉ូលិស",
    "ពេស្យា",
    "លិខិតឆ្លងដែន",
    "警察",
    "护照",
    "人口贩卖",
    "性工作",
    "công an",
    "hộ chiếu",
    "mại dâm",
]


@pytest.mark.parametrize("text", TOPICS)
def test_a_topic_word_is_no_mark(text: str) -> None:
    """Whatever it is written with: in the marks nothing of it is left."""
    small = {"my", "the", "took", "la", "work", "bondage"}
    assert {word for mark in words_of(text) for word in mark.split()} <= small


def test_a_word_that_only_looks_like_a_topic_is_one_still() -> None:
    assert words_of("sextet") == ["sextet"]
    assert words_of("visage") == ["visage"]
    assert words_of("debtor") == ["debtor"]


def test_a_topic_word_divides_what_stands_around_it() -> None:
    assert "sell cheap" not in words_of("sell passport cheap")
    assert between_topics("sell passport cheap") == ["sell ", " cheap"]


def test_what_happened_to_somebody_is_never_a_reason_by_itself() -> None:
    """Spammers write of passports and of sex all week, and nobody else does; a survivor is heard all the same."""
    model = Model()
    for number in range(300):
        model.learn(features(f"buy passport visa sex work police now, offer {number}"), is_spam=True)
        model.learn(features(f"thank you for this post about the river, thought {number}"), is_spam=False)
        model.learn(features(f"I read it with my mother, and we talked for {number} hours"), is_spam=False)
    assert model.probability(features("buy passport now, offer 5")) > 0.9
    for text in (
        "The police took my passport.",
        "I was trafficked. They kept my passport and forced me into sex work.",
        "He raped me and the police did nothing.",
        "警察拿走了我的护照",
        "ตำรวจยึดหนังสือเดินทางของฉัน",
        "passport police sex work trafficking visa brothel",
    ):
        judged = score(model, features(text))
        assert judged is not None
        assert judged.probability < 0.5, text
        assert not any(
            "passport" in mark or "police" in mark for mark, _ in model.strongest(features(text), 50)
        )
