"""Word lists: what a pattern finds and what it leaves alone, row by row, in the scripts people write here."""

import pytest

from forum.domain.screening import BadPattern, Link, Severity, compile_rules, parse_patterns
from tests.domain.screening.subjects import matches, word_list

FOUND = [
    # Whole words, whatever surrounds them.
    ("foo", "foo", ["foo"]),
    ("foo", "(Foo), «FOO»!", ["Foo", "FOO"]),
    ("foo", "food buffoon", []),
    ("foo", "foo2 foo_bar foo-bar", ["foo", "foo"]),
    ("casino", "the casino’s door", ["casino"]),
    # Punctuation and characters without width between the letters.
    ("foo", "a f.o.o b", ["f.o.o"]),
    ("foo", "a f-o*o b", ["f-o*o"]),
    ("foo", "fo\u200bo fo\u00ado f\u2060oo f\u034foo", ["fo\u200bo", "fo\u00ado", "f\u2060oo", "f\u034foo"]),
    ("foo", "f...o...o", ["f...o...o"]),
    ("foo", "f........o........o", ["f........o........o"]),
    ("foo", "f.........o.........o", []),
    # Never across a space: the end of one word and the beginning of the next are no word.
    ("foo", "f. oo", []),
    ("foo", "He said f. Oo is a place.", []),
    ("then", "Look at the. N is a letter", []),
    # An apostrophe is a letter's own: it never vanishes, and it divides.
    ("hell", "he'll go, he’ll stay", []),
    ("well", "we'll see", []),
    ("he'll", "he’ll go", ["he’ll"]),
    ("don't", "dont don't", ["dont", "don't"]),
    ("arnaque", "c’est l’arnaque", ["arnaque"]),
    # Phrases.
    ("foo bar", "foo bar", ["foo bar"]),
    ("foo bar", "foo;bar", ["foo;bar"]),
    ("foo bar", "f.o.o\n b.a.r", ["f.o.o\n b.a.r"]),
    ("foo bar", "foo, bar – foo – bar", ["foo, bar", "foo – bar"]),
    ("foo bar", "foobar", []),
    ("foo bar", "my foo. Bar none", []),
    ("foo bar", "my foo!) Bar none", []),
    ("foo bar", "foo\n\nbar", []),
    ("work abroad", "We want to work. Abroad it is harder.", []),
    # A moderator who writes the end of a sentence means it.
    ("hello dear. i am", "Hello dear. I am a widow", ["Hello dear. I am"]),
    ("st. louis", "in St. Louis", ["St. Louis"]),
    # Wildcards.
    ("du*", "du dumb Dumbo", ["du", "dumb", "Dumbo"]),
    ("du*", "adu", []),
    ("*coin", "bitcoin coin coins", ["bitcoin", "coin"]),
    ("*coin*", "bitcoins", ["bitcoins"]),
    ("f*t", "ft fat f*t flat. of t", ["ft", "fat", "f*t", "flat"]),
    ("fast visa*", "fast visas, fast visa", ["fast visas", "fast visa"]),
    ("visa* fast", "visas fast", ["visas fast"]),
    ("no * needed", "no documents needed, no needed", ["no documents needed"]),
    ("ends *ing", "ends walking", ["ends walking"]),
    # Case, width and accents.
    (
        "casino",
        "CASINO ｃａｓｉｎｏ Cásíno cas\u0301ino",
        ["CASINO", "ｃａｓｉｎｏ", "Cásíno", "cas\u0301ino"],
    ),
    ("cásino", "casino", ["casino"]),
    ("strasse", "Straße", ["Straße"]),
    ("file", "ﬁle", ["ﬁle"]),
    # Spanish.
    ("trabajo fácil", "¡TRABAJO FACIL!, trabajo, fácil", ["TRABAJO FACIL", "trabajo, fácil"]),
    ("dinero rapid*", "dinero rápido", ["dinero rápido"]),
    ("pago", "pagos", []),
    # Russian; й is no и, ё is often written е.
    ("казино", "Лучшее КАЗИНО, казино!", ["КАЗИНО", "казино"]),
    ("казино", "казиношный", []),
    ("казин*", "казиношный", ["казиношный"]),
    ("ещё", "еще Ещё", ["еще", "Ещё"]),
    ("и", "йод й и", ["и"]),
    # Vietnamese, as a list in no language reads it.
    ("viec nhe luong cao", "Việc nhẹ, lương cao", ["Việc nhẹ, lương cao"]),
    # Thai, inside the running text, but never half a syllable.
    ("งานดี", "ฉันหางานดีๆที่บ้าน", ["งานดี"]),
    ("กา", "เกาะ กาว กา", ["กา", "กา"]),
    ("การ", "การ์ด", []),
    ("น้ำ", "ดื่มน้ำมาก", ["น้ำ"]),
    ("ไม่ต้องใช้เอกสาร", "งานนี้ไม่ต้อง\u200bใช้เอกสาร", ["ไม่ต้อง\u200bใช้เอกสาร"]),
    ("ไม่ต้อง ใช้เอกสาร", "ไม่ต้องใช้เอกสาร", ["ไม่ต้องใช้เอกสาร"]),
    # Khmer; a subscript consonant belongs to the one above it.
    ("ការងារ", "ខ្ញុំរកការងារនៅ", ["ការងារ"]),
    ("មិនត្រូវការឯកសារ", "មិនត្រូវ\u200bការឯកសារ។", ["មិនត្រូវ\u200bការឯកសារ"]),
    ("ខ", "ខ្ញុំ", []),
    ("ញ", "ខ្ញ", []),
    ("ការ", "ការ។ ងារ", ["ការ"]),
    ("ការងារ", "ការ។ងារ", []),
    # Lao and Burmese.
    ("ວຽກດີ", "ມີວຽກດີຢູ່", ["ວຽກດີ"]),
    ("အလုပ်", "သူအလုပ်ရှာ", ["အလုပ်"]),
    ("လုပ", "အလုပ်", []),
    # Chinese and Japanese; a full stop there has no space after it.
    ("赌场", "他去赌场了", ["赌场"]),
    ("赌场", "赌.场 赌*场 赌\u200b场", ["赌.场", "赌*场", "赌\u200b场"]),
    ("赌场", "不要赌。场面很大", []),
    ("赌场", "不要赌，场面很大", []),
    ("ガチャ", "ｶﾞﾁｬを回す", ["ｶﾞﾁｬ"]),
    # A Latin word in the middle of a script without spaces is a whole word.
    ("visa", "办visa快 ทำvisaเร็ว", ["visa", "visa"]),
    ("visa", "办visas快", []),
    ("vip房", "进VIP房间", ["VIP房"]),
]


@pytest.mark.parametrize(("pattern", "text", "passages"), FOUND)
def test_a_pattern_finds_its_passages_and_no_others(pattern, text, passages):
    assert matches(text, pattern) == passages


@pytest.mark.parametrize(
    ("pattern", "text", "passages"),
    [
        ("foo", "buffoon", ["foo"]),
        ("foo", "bu.f-f-o.on", ["f-o.o"]),
        ("foo", "f oo", []),
        ("du*", "adumbrate", ["dumbrate"]),
        ("赌场", "他去赌场了", ["赌场"]),
    ],
)
def test_a_list_may_look_inside_words(pattern, text, passages):
    assert matches(text, pattern, whole_word=False) == passages


def test_in_a_vietnamese_list_accents_make_another_word():
    assert matches("đi với đĩ, ĐĨ", "đĩ", language="vi") == ["đĩ", "ĐĨ"]
    assert matches("đi với đĩ, ĐĨ", "đĩ") == ["đi", "đĩ", "ĐĨ"]


def test_a_list_looks_where_its_scope_says():
    links = (Link("https://casino.example/bonus", "a good book"), Link("https://a.example/", "Casino"))
    scopes = ("text", "name", "link")
    rules = [word_list("casino", id=n, scope=scope, language="vi") for n, scope in enumerate(scopes, start=1)]
    found = compile_rules(rules).find("casino text", "Casino Joe", links, "vi")
    assert [(one.rule, one.field, one.span, one.matched) for one in found] == [
        ("words:1", "body", (0, 6), "casino"),
        ("words:2", "name", (0, 6), "Casino"),
        ("words:3", "link", (8, 14), "casino"),
        ("words:3", "link", (0, 6), "Casino"),
    ]
    assert [one.detail["part"] for one in found[2:]] == ["href", "text"]
    # A name and an address have no language that a text's could differ from.
    found = compile_rules(rules).find("casino text", "Casino Joe", links, "en")
    assert [one.rule for one in found] == ["words:2", "words:3", "words:3"]


def test_a_finding_names_its_list_its_pattern_and_what_the_list_asks_for():
    rule = word_list("du*", id=7, name="Names that hurt", action=Severity.REFUSE)
    (found,) = compile_rules([rule]).find("how dumb", "", (), "en")
    assert (found.rule, found.severity, found.span) == ("words:7", Severity.REFUSE, (4, 8))
    assert found.detail == {"list": "Names that hurt", "pattern": "du*"}


def test_two_patterns_for_one_passage_are_one_finding_and_two_lists_are_two():
    assert matches("foo", "foo", "fo*") == ["foo"]
    found = compile_rules([word_list("foo", id=1), word_list("foo", id=2)]).find("foo", "", (), "en")
    assert [one.rule for one in found] == ["words:1", "words:2"]


def test_a_frequent_word_leaves_room_for_the_rare_one():
    assert matches("foo " * 1000 + "bar", "foo", "bar") == ["foo"] * 5 + ["bar"]


def test_a_very_long_passage_is_kept_in_part_and_its_span_whole():
    (found,) = compile_rules([word_list("a*")]).find("a" * 3000, "", (), "en")
    assert (found.span, len(found.matched)) == ((0, 3000), 500)


def test_a_list_that_cannot_be_read_holds_and_the_others_still_look():
    matcher = compile_rules([word_list("***", id=1), word_list("foo", id=2)])
    found = matcher.find("foo", "", (), "en")
    assert {(one.rule, one.severity) for one in found} == {
        ("words:2", Severity.HOLD),
        ("rule_failed:words:1", Severity.HOLD),
    }


def test_the_same_lists_are_compiled_once():
    assert compile_rules([word_list("foo", "bar")]) is compile_rules((word_list("foo", "bar"),))


def test_patterns_are_read_one_a_line():
    text = "# betting\r\ncasino bonus\n\n  du*  \rcasino bonus\ncafe\u0301"
    assert parse_patterns(text) == ("casino bonus", "du*", "café")
    assert parse_patterns(" \n# nothing\n") == ()


@pytest.mark.parametrize(
    ("text", "line_number", "code"),
    [
        ("ok\n" + "x" * 101, 2, "too_long"),
        ("\n".join(f"word{n}" for n in range(2001)), 2001, "too_many"),
        ("# fine\n\n*", 3, "no_letters"),
        ("...", 1, "no_letters"),
        ("a\u200b*\n\u200b", 2, "no_letters"),
        ("a*b*c*d", 1, "too_many_wildcards"),
        ("a\x00b", 1, "bad_character"),
        ("\ud800b", 1, "bad_character"),
    ],
)
def test_a_line_that_cannot_be_a_pattern_is_refused_with_its_number(text, line_number, code):
    with pytest.raises(BadPattern) as refusal:
        parse_patterns(text)
    assert (refusal.value.line_number, refusal.value.code) == (line_number, code)


def test_a_hundred_letters_two_thousand_lines_and_wildcards_at_the_ends_of_words_are_fine():
    assert len(parse_patterns("\n".join(f"{n:0100d}" for n in range(2000)))) == 2000
    assert parse_patterns("a* b* c* d* *e f*g") == ("a* b* c* d* *e f*g",)


# What people write of what happened to them. No rule may have an opinion of it without a list.
TESTIMONY = [
    ("en", "I was trafficked at sixteen, sold to a brothel, raped and beaten. Now I help others leave."),
    ("es", "Fui víctima de trata, prostituida y violada. Mi hermana fue esclava sexual."),
    ("ru", "Меня продали в рабство, насиловали и били. Торговля людьми — это правда."),
    ("th", "ฉันถูกหลอกไปค้าประเวณี ถูกข่มขืน และถูกทุบตี การค้ามนุษย์เป็นเรื่องจริง"),
    ("km", "ខ្ញុំត្រូវបានគេជួញដូរ រំលោភ និងវាយដំ។ ការជួញដូរមនុស្សជារឿងពិត។"),
    ("zh", "我十六岁被拐卖，被强奸，被迫卖淫。贩卖人口是真实的。"),
    ("vi", "Tôi bị bán vào nhà chứa, bị cưỡng hiếp và đánh đập."),
]
