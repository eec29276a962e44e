"""Text as people see it and as rules compare it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.domain.text import (
    GUESSED,
    confusable_skeleton,
    direction,
    excerpt,
    graphemes,
    guess_language,
    normalise_for_matching,
    text_hash,
)
from tests.support.speed import within


@pytest.mark.parametrize(
    "signs",
    [
        ["a", "b", " ", "c"],
        ["e\u0301", "x"],
        ["กำ", "ลั", "ง", "ที่", "น้ำ"],
        ["ກຳ", "ລັ", "ງ"],
        ["ខ្ញុំ", "ស្ត្រី", "ក្រៅ"],
        ["မြ", "န္မာ", "ကျေး", "ဇူး"],
        ["क", "षि"],
        ["👨‍👩‍👧‍👦", "👍🏽", "🏳️‍🌈", "❤️", "1️⃣"],
        ["🇰🇭", "🇻🇳", "🇹"],
        ["🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "!"],
        ["\r\n", "a", "\n", "\u0301"],
        ["می\u200c"[0], "ی\u200c", "خ"],
    ],
)
def test_a_sign_is_what_a_reader_takes_for_one(signs):
    assert graphemes("".join(signs)) == signs


@given(text=st.text())
def test_signs_make_up_the_whole_text(text):
    assert "".join(graphemes(text)) == text
    assert all(graphemes(text))


@pytest.mark.parametrize(
    ("text", "limit", "beginning"),
    [
        ("Short enough.", 20, "Short enough."),
        ("  on\n\none   line ", 20, "on one line"),
        ("exactly ten", 11, "exactly ten"),
        # Behind a sentence, where one ends in the second half.
        ("The first sentence. And then another one.", 30, "The first sentence. …"),
        ("He asked: “Why?” Nobody knew, or said so.", 25, "He asked: “Why?” …"),
        ("第一句话很长很长。第二句话。", 12, "第一句话很长很长。 …"),
        ("ប្រយោគទីមួយ។ ប្រយោគទីពីរ", 12, "ប្រយោគទីមួយ។ …"),
        # Behind a word, where none does.
        ("One. And a long, long sentence after it", 30, "One. And a long, long…"),
        ("version 2.5 of the very long handbook", 20, "version 2.5 of the…"),
        # Between signs, where there are no words to see.
        ("第一句话很长很长很长很长", 8, "第一句话很长很…"),
        ("ที่นี่ที่นี่ที่นี่", 4, "ที่นี่ที่…"),
        ("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧👨‍👩‍👧…"),
        ("", 10, ""),
    ],
)
def test_an_excerpt_ends_where_a_reader_would_stop(text, limit, beginning):
    assert excerpt(text, limit=limit) == beginning


@given(text=st.text(alphabet=st.sampled_from("ab .,!?។。 ក្ខ👨‍\u0301\n")), limit=st.integers(5, 40))
def test_an_excerpt_is_never_longer_than_it_may_be(text, limit):
    assert len(graphemes(excerpt(text, limit=limit))) <= limit


def test_an_excerpt_of_a_long_text_does_not_read_it_to_the_end():
    long = "word " * 10_000_000

    with within(0.5):
        assert excerpt(long).endswith("word…")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ฉันคิดว่าเรื่องนี้สำคัญมาก", "th"),
        ("ຂ້ອຍຄິດວ່າມັນສຳຄັນ", "lo"),
        ("ខ្ញុំ​គិត​ថា​វា​សំខាន់", "km"),
        ("ကျွန်တော် သဘောတူပါတယ်", "my"),
        ("我认为这个问题很重要", "zh"),
        ("Tôi nghĩ rằng điều này rất quan trọng", "vi"),
        ("Cảm ơn", "vi"),
        ("شكراً على هذا المقال", "ar"),
        ("Спасибо за эту статью", "ru"),
        ("Thank you for this article", "en"),
        # A name in another script does not change the language around it.
        ("Thank you, សុខ, for this article", "en"),
        ("谢谢 Chanthy 的文章", "zh"),
        ("Nguyễn Thị Ánh wrote that the desk has been open since the beginning of the year", "en"),
        ("être à l'hôtel avec une idée", "en"),
        # Other languages of the same script are not mistaken for the ones that are known.
        ("これはとても大切です", None),
        ("این مقاله خیلی مهم است که می‌گوید", None),
        ("Дякую за цю статтю, її варто прочитати", None),
        ("thank you ขอบคุณครับ ក្រុម", None),
        ("12345 !?", None),
        ("👍", None),
        ("", None),
    ],
)
def test_a_language_is_told_by_its_letters(text, language):
    assert guess_language(text) == language
    assert language is None or language in GUESSED


@pytest.mark.parametrize(
    ("text", "expected"),
    [("abc", "ltr"), ("مرحبا abc", "rtl"), ("123 «שלום»", "rtl"), ("abc שלום", "ltr"), ("123", "ltr"), ("", "ltr"),
     ("ខ្មែរ", "ltr")],
)  # fmt: skip
def test_a_text_runs_in_the_direction_of_its_first_letter(text, expected):
    assert direction(text) == expected


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("  Two\n WORDS ", "two words"),
        ("Ｆｕｌｌ ｗｉｄｔｈ ﬁne", "full width fine"),
        ("Café Đặng Łódź STRASSE straße", "cafe dang lodz strasse strasse"),
        ("v\u200bi\u00adagra \ufeffx\u2060y", "viagra xy"),
        ("ที่นี่ ខ្ញុំ​គិត", "ที่นี่ ខ្ញុំគិត"),
        ("й ё ά", "й ё ά"),
        ("می\u200cخواهم", "میخواهم"),
        ("", ""),
    ],
)
def test_rules_compare_texts_without_what_varies(text, normal):
    assert normalise_for_matching(text) == normal
    assert normalise_for_matching(normal) == normal


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Buy now!", "buy NOW", True),
        ("Buy now!", "b.u.y n-o-w…", True),
        ("Café", "cafe", True),
        ("ខ្ញុំ​គិត", "ខ្ញុំគិត។", True),
        # As word lists read it: letters that look alike, in circles, in flags, spelt in another order.
        ("Buy now, casino", "Buy now, c\u0430sin\u03bf", True),
        ("Buy now, casino", "Ⓑⓤⓨ 🅝🅞🅦, 🇨🇦🇸🇮🇳🇴", True),
        ("казино", "каzинo", False),
        ("казино", "кaзинo", True),
        ("ที่นี่", "ท\u0e48\u0e35นี่", True),
        ("Buy\u2009now", "Buy now", True),
        ("Ещё", "Еще", True),
        ("мой", "мои", False),
        ("Buy now!", "Buy later!", False),
        ("ดี", "ดู", False),
        ("👍", "👎", False),
        ("!!!", "???", False),
    ],
)
def test_a_repeated_text_is_known_again(one, other, same):
    assert (text_hash(one) == text_hash(other)) is same
    assert len(text_hash(one)) == 64


@pytest.mark.parametrize(
    "imitation",
    ["admin", "Admin", "ADMIN", "Аdmіn", "аԁміп".replace("п", "n"), "ΑDΜΙΝ", "ＡＤＭＩＮ", "adm1n", "adrnin",
     "a d m i n", "ad-min.", "ad\u200bmin", "ádmïn", "admln", "𝐚𝐝𝐦𝐢𝐧", "ⓐⓓⓜⓘⓝ", "АDMIN\u202e", "admın"],
)  # fmt: skip
def test_a_name_that_looks_like_another_one_has_its_skeleton(imitation):
    assert confusable_skeleton(imitation) == confusable_skeleton("admin") == "admin"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", "Anna"),
        ("Sok Dara", "Sok Bora"),
        ("ดี", "ดู"),
        ("សុខ", "សុភា"),
        ("Иван", "Игорь"),
        ("李明", "李月"),
    ],
)
def test_names_that_differ_for_a_reader_differ(one, other):
    assert confusable_skeleton(one) != confusable_skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Boun", "Воuп".replace("п", "n")), ("Alice", "AIice"), ("Moon", "M00n"),
     ("Chanthy", "Сһаntһу"), ("Wow", "VVow"), ("Hope", "Норе")],
)  # fmt: skip
def test_names_that_look_alike_are_alike(one, other):
    assert confusable_skeleton(one) == confusable_skeleton(other)
