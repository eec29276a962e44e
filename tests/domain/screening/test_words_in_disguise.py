"""Word lists: what people do to a word so that no list finds it, and words that only look like one on a list."""

import pytest

from tests.domain.screening.subjects import matches

DISGUISED = [
    # Letters of another script that look the same, within a word of both.
    ("casino", "c\u0430sino CАSINО cas\u0456n\u043e casinο", 4),
    ("bonus", "\u0412ONUS B\u041eNUS", 2),
    (
        "\u043a\u0430\u0437\u0438\u043d\u043e",
        "k\u0430\u0437\u0438\u043d\u043e \u043aa\u0437\u0438\u043do KA\u0437\u0438HO",
        3,
    ),
    ("кот", "кoт", 1),
    ("casino", "cαsιnσ casi\u043fo cas\u03b9\u03b7o", 3),
    ("cas*", "c\u0430sinos", 1),
    # Full width, mathematical, circled, squared and dark letters, small capitals.
    ("casino", "ｃａｓｉｎｏ 𝐜𝐚𝐬𝐢𝐧𝐨 𝒸𝒶𝓈𝒾𝓃ℴ 𝔠𝔞𝔰𝔦𝔫𝔬 𝚌𝚊𝚜𝚒𝚗𝚘", 5),
    ("casino", "𝕔𝕒𝕤𝕚𝕟𝕠 ⓒⓐⓢⓘⓝⓞ ⒸⒶⓈⒾⓃⓄ 🄲🄰🅂🄸🄽🄾 🅲🅰🆂🅸🅽🅾", 5),
    ("casino", "🅒🅐🅢🅘🅝🅞 ᴄᴀsɪɴᴏ 🇨🇦🇸🇮🇳🇴", 3),
    # Flags are no letters, whatever they stand behind.
    ("casino", "casino🇹🇭 casino🇹🇭🇰🇭🇱🇦 🇹🇭🇰🇭casino", 3),
    # Marks piled up on the letters.
    ("casino", "c̶̛͇a̵̧s̴͝i̷̊n̶̈o̸͠", 1),
    ("casino", "c\u1ab0a\u20d0s\u1dc4i\u0489n\ufe20o\u20dd", 1),
    # Characters without width, and such as take their place and show nothing.
    ("casino", "ca\u200bs\u200ci\u200dn\ufeffo c\u2060a\u180es\u00adino c\U000e0061asino c\ufe0fasino", 4),
    ("casino", "\u202ecasino\u202c \u2066casino\u2069", 2),
    # Punctuation, symbols and pictures.
    ("casino", "c.a.s.i.n.o c-a-s-i-n-o c_a_s_i_n_o c/a|s\\i~n+o «c»a«s»i«n»o", 5),
    ("casino", "c🎰a🎰s🎰i🎰n🎰o c❤️a❤️sino", 2),
    ("casino", "ca****sino c.....a.....sino", 2),
    # Spaces that hardly anybody sees.
    ("casino", "c\u200aasino c\u2009a\u2009s\u2009i\u2009n\u2009o ca\u202fsino", 3),
    ("foo bar", "foo\u2009bar foo\u202fbar", 2),
    ("0812345678", "081\u202f234\u202f5678", 1),
    ("foo bar", "foo;bar foo🎉bar foo—bar foo...bar foo_bar", 5),
    # Long numbers, as telephones have, however they are written.
    ("0812345678", "081-234-5678 (081)234.5678 ๐๘๑๒๓๔๕๖๗๘ ០៨១២៣៤៥៦៧៨ ０８１２３４５６７８", 5),
]

INNOCENT = [
    # Words that hold another one: the town, the class, the cocktail.
    ("cunt", "Scunthorpe"),
    ("ass", "class, assassin, Assam, bass"),
    ("cock", "cocktail, peacock, Hitchcock"),
    ("sex", "Essex, Sussex, sextant"),
    ("anal", "analysis, canal"),
    ("rape", "grapes, drapery, therapeutic"),
    ("coin", "https://example.org/bitcoins/coincide?coined=1"),
    ("ass", "https://class.example/pass/assets"),
    # The end of one word and the beginning of the next.
    ("cash", "Monica, she said; music as hope"),
    ("nude", "a genu. Deeper; I knew in u. de"),
    # Numbers: a point or a colon between two digits says something.
    ("88", "8.8 km, 8:8, 8-8, 188, 880, 8,8 %, 8 8"),
    ("18", "2018, 1.8, 1/8, 118"),
    ("420", "4.20 dollars, at 4:20, 1420"),
    # Digits are no letters, in whatever way they look like some.
    ("casino", "c4sino ca51no casin0"),
    # Letters of two scripts side by side that are no disguise.
    ("ok", "окно"),
    ("usb", "USBкабель"),
    # Spanish: ñ is a letter, and a year no insult.
    ("ano", "Tenía quince años, AÑO tras año"),
    ("cana", "caña"),
    # Russian: й is a letter.
    ("мои", "мой"),
    # Signs that no word stands in.
    ("tm", "Forum™"),
    ("th", "🇹🇭 a🇹🇭b"),
    ("us", "🇺🇸"),
    # French: a narrow space before a mark ends no word, and between a number and its unit it is one.
    ("quoiil", "Quoi\u202f? Il part\u202f; il vient"),
    ("nonil", "«\u202fNon\u202f»\u202fil dit. Non\u202f! Il"),
    ("5000", "5\u202f000 km"),
    ("no", "№ 5"),
    # An apostrophe is none of its letters.
    ("shed", "she'd"),
    ("wont", "won t"),
]


@pytest.mark.parametrize(("pattern", "text", "times"), DISGUISED)
def test_a_word_is_found_in_disguise(pattern: str, text: str, times: int) -> None:
    assert len(matches(text, pattern)) == times


@pytest.mark.parametrize(("pattern", "text"), INNOCENT)
def test_what_only_looks_like_it_is_left_alone(pattern: str, text: str) -> None:
    assert matches(text, pattern) == []


ALIKE = [
    # Thai: AM in one sign or two, the tone before or after it; two signs for one that looks the same.
    ("น้ำ", "นํ้า"),
    ("น้ำ", "น\u0e49\u0e4dา"),
    ("แม่", "เเม่"),
    ("ทำงาน", "ทํางาน"),
    # Lao: the same, and two letters written as one.
    ("ນ້ຳ", "ນໍ້າ"),
    ("ໜ້າ", "ຫນ້າ"),
    # Khmer with marks between words that show nothing.
    ("ការងារល្អ", "ការងារ\u200bល្អ"),
    # Signs above and below one letter, in any order that looks the same.
    ("สิ่ง", "ส\u0e48\u0e34ง"),
    ("ที่", "ท\u0e48\u0e35"),
    ("ทั้ง", "ท\u0e49\u0e31ง"),
    ("กู้", "ก\u0e49\u0e39"),
    ("ตึก", "ต\u0e34\u0e4dก"),
    ("ແມ່", "ເເມ່"),
    ("ທີ່", "ທ\u0ec8\u0eb5"),
    ("កោ", "ក\u17c1\u17b6"),
    ("កើ", "ក\u17c1\u17b8"),
    ("ស្ត្រី", "ស\u17d2រ\u17d2តី"),
    ("បណ្តាញ", "បណ\u17d2\u178aាញ"),
    ("ខ្ញុំ", "ខ\u17d2ញ\u17c6\u17bb"),
    ("ខ្មែរ", "ខ\u17c2\u17d2មរ"),
    ("កាស៊ីណូ", "កាស\u17b8\u17caណូ"),
    ("កាស៊ីណូ", "កាស\u17bb\u17b8ណូ"),
    ("ស៊ើ", "ស\u17c1\u17b8\u17ca"),
    ("နို", "န\u102f\u102d"),
    ("မြို့", "မြ\u102f\u102d\u1037"),
    ("မြို့", "မ\u103c\u102d\u1037\u102f"),
    ("ကျွန်", "က\u103d\u103bန်"),
    # Arabic: without vowels, longer by a stroke, with another seat of hamza.
    ("كازينو", "كـازيـنو"),
    ("قمار", "قِمَار"),
    ("اموال", "أموال"),
    # Hebrew without points.
    ("קזינו", "קָזִינוֹ"),
    # Han of another form by Unicode's book.
    ("金", "\uf90a"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_two_ways_to_write_a_word_are_one(one: str, other: str) -> None:
    assert one != other
    assert matches(f"({other})", one) == [other]
    assert matches(f"({one})", other) == [one]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_stands_behind_a_word_that_is_spelt_otherwise_is_found_where_it_stands(
    one: str, other: str
) -> None:
    assert matches(f"{other} {one} foo {other} bar", "foo", "bar") == ["foo", "bar"]
