"""Two texts put together: what one changed is taken, what both changed stays in both readings, nothing is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.domain.merge import Labels, merge, merge_fields, merge_tags
from tests.support.speed import within

LABELS = Labels("mine", "theirs")
TEXTS = st.one_of(
    st.text(st.sampled_from("ab \n.กำิข្កé👍"), max_size=30),
    st.lists(st.sampled_from(["one ", "two ", "three.\n", "ข้าว", "ខ្មែរ"]), max_size=10).map("".join),
)


def both(mine: str, theirs: str) -> str:
    return f"⟦mine: {mine}⟧⟦theirs: {theirs}⟧"


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        # One of the two changed something, or both the same.
        ("We met.", "We met.", "We met.", "We met."),
        ("We met.", "We met her.", "We met.", "We met her."),
        ("We met.", "We met.", "They met.", "They met."),
        ("We met.", "They met.", "They met.", "They met."),
        ("We met.", "", "We met.", ""),
        # Both changed something, in different places.
        (
            "We met at noon by the river.",
            "They met at noon by the river.",
            "We met at noon by the sea.",
            "They met at noon by the sea.",
        ),
        (
            "One.\n\nTwo.\n\nThree.",
            "Zero.\n\nOne.\n\nTwo.\n\nThree.",
            "One.\n\nThree.",
            "Zero.\n\nOne.\n\nThree.",
        ),
        ("One two three four.", "One two three.", "One and two three four.", "One and two three."),
        # The same place.
        ("We met at noon.", "We met at night.", "We met at six.", f"We met at {both('night', 'six')}."),
        ("We met.", "We met her.", "We met him.", f"We met{both(' her', ' him')}."),
        ("We met at noon.", "We met.", "We met at six.", f"We met{both('', ' at six')}."),
        ("", "Mine.", "Theirs.", both("Mine.", "Theirs.")),
        # Words beside each other are read as one: nobody changed both.
        ("old words here", "new words here", "old texts here", f"{both('new words', 'old texts')} here"),
        # What stands in lines of its own is not.
        ("One.\nTwo.", "1.\nTwo.", "One.\n2.", "1.\n2."),
        # Scripts without spaces: Thai, Khmer, Burmese, Lao, Chinese.
        ("กินข้าวที่บ้านของแม่", "กินปลาที่บ้านของแม่", "กินข้าวที่บ้านของพ่อ", "กินปลาที่บ้านของพ่อ"),
        ("กินข้าว", "กินข่าว", "กินขาว", f"กิน{both('ข่', 'ข')}าว"),
        ("ស្រីនៅផ្ទះជាមួយម្តាយ", "ប្រុសនៅផ្ទះជាមួយម្តាយ", "ស្រីនៅផ្ទះជាមួយឪពុក", "ប្រុសនៅផ្ទះជាមួយឪពុក"),
        ("ស្រី", "ស្តី", "ស្មី", both("ស្តី", "ស្មី")),
        (
            "မြန်မာစကားကိုကျောင်းမှာလေ့လာ",
            "ထိုင်းစကားကိုကျောင်းမှာလေ့လာ",
            "မြန်မာစကားကိုကျောင်းမှာပြော",
            "ထိုင်းစကားကိုကျောင်းမှာပြော",
        ),
        ("ກິນເຂົ້າຢູ່ເຮືອນຂອງແມ່", "ກິນປາຢູ່ເຮືອນຂອງແມ່", "ກິນເຂົ້າຢູ່ເຮືອນຂອງພໍ່", "ກິນປາຢູ່ເຮືອນຂອງພໍ່"),
        (
            "我们反对人口贩运和强迫劳动。",
            "我们都反对人口贩运和强迫劳动。",
            "我们反对人口贩运和童工。",
            "我们都反对人口贩运和童工。",
        ),
        ("反对贩运", "反对买卖", "反对交易", f"反对{both('买卖', '交易')}"),
        # Two signs apart may be one word: better asked than garbled.
        ("一二三", "壹二三", "一二叁", both("壹二三", "一二叁")),
        # Nobody knows what they began with: nothing is taken out.
        (None, "We met at noon.", "We met at noon, twice.", "We met at noon, twice."),
        (None, "One two.", "One three.", f"One {both('two', 'three')}."),
        (None, "Same.", "Same.", "Same."),
    ],
)
def test_row_by_row(base, mine, theirs, merged):
    put_together = merge(base, mine, theirs, LABELS)
    assert put_together.text == merged
    assert put_together.conflicts == merged.count("⟦mine: ")


def read(text: str, whose: str) -> str:
    """The text with one reading in each place."""
    return re.sub("⟦mine: (.*?)⟧⟦theirs: (.*?)⟧", r"\1" if whose == "mine" else r"\2", text, flags=re.DOTALL)


@given(TEXTS, TEXTS, TEXTS)
def test_it_makes_no_difference_whose_text_is_whose(base, mine, theirs):
    one, other = merge(base, mine, theirs, LABELS), merge(base, theirs, mine, LABELS)
    assert one.conflicts == other.conflicts
    assert read(one.text, "mine") == read(other.text, "theirs")


@given(TEXTS, TEXTS)
def test_without_a_beginning_both_can_be_read_whole(mine, theirs):
    """Every word of both is still there, in its order."""
    merged = merge(None, mine, theirs, LABELS).text
    for whose, text in (("mine", mine), ("theirs", theirs)):
        signs = iter(read(merged, whose))
        assert all(sign in signs for sign in text)


@given(TEXTS, TEXTS)
def test_what_one_wrote_is_taken_where_the_other_changed_nothing(base, other):
    assert merge(base, other, base, LABELS) == merge(base, base, other, LABELS)
    assert merge(base, base, other, LABELS).text == other
    assert merge(base, other, base, LABELS).conflicts == 0


def test_texts_with_too_many_changes_are_put_together_line_by_line():
    lines = [f"line {number}: " + "here it stands " * 20 + "\n" for number in range(30)]
    mine = [line.replace("stands", "fell") if number % 4 == 1 else line for number, line in enumerate(lines)]
    theirs = [
        line.replace("stands", "rose") if number % 4 == 3 else line for number, line in enumerate(lines)
    ]
    merged = merge("".join(lines), "".join(mine), "".join(theirs), LABELS)
    assert merged.conflicts == 0
    assert merged.text == "".join(theirs[n] if n % 4 == 3 else mine[n] for n in range(30))


def test_texts_that_share_nothing_both_stay():
    base, mine, theirs = (" ".join(f"{name}{n}" for n in range(2000)) for name in "abc")
    assert merge(base, mine, theirs, LABELS).text == both(mine, theirs)
    with within(3):
        merge("ก" * 50_000, "ก" * 20_000 + "ข" + "ก" * 30_000, "ก" * 49_000 + "ค" + "ก" * 1000, LABELS)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("", "", "", ""),
        ("a", "a b", "a c", "a b c"),
        ("a b", "b", "a b c", "b c"),
        ("a b", "a", "b", ""),
        ("", "a", "a", "a"),
    ],
)
def test_tags(base, mine, theirs, merged):
    assert merge_tags(base.split(), mine.split(), theirs.split()) == merged.split()


FORM = {
    "title": "Nets",
    "body": "A net.",
    "tags": "boats",
    "language": "en",
    "category": "posts",
    "byline-0-name": "Ana",
}


def changed(**fields: str) -> dict[str, str]:
    return FORM | {name.replace("__", "-"): text for name, text in fields.items()}


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged", "still_open"),
    [
        # Running text by words, names by name.
        (FORM, {"body": "A torn net."}, {"body": "A net of knots."}, {"body": "A torn net of knots."}, ()),
        (
            FORM,
            {"title": "Torn nets"},
            {"tags": "boats, rivers"},
            {"title": "Torn nets", "tags": "boats, rivers"},
            (),
        ),
        # One thing or the other: what one of the two chose, and one's own where both did.
        (FORM, {}, {"language": "km"}, {"language": "km"}, ()),
        (FORM, {"language": "th"}, {}, {"language": "th"}, ()),
        (FORM, {"language": "th"}, {"language": "th"}, {"language": "th"}, ()),
        (FORM, {"language": "th"}, {"language": "km"}, {"language": "th"}, ("language",)),
        # Nobody remembers what it was: one's own, and the other is told.
        ({}, {}, {"category": "news"}, {}, ("category",)),
        (FORM, {"byline__0__name": "Boun"}, {}, {"byline__0__name": "Boun"}, ("bylines",)),
    ],
)
def test_forms(base, mine, theirs, merged, still_open):
    put_together = merge_fields(base, changed(**mine), changed(**theirs), LABELS)
    assert (put_together.texts, put_together.open) == (changed(**merged), still_open)
    assert put_together.conflicts == 0


def test_conflicts_of_all_fields_are_counted_and_what_the_other_lacks_stays():
    mine, theirs = changed(title="Torn", body="A torn net."), {"title": "Old", "body": "A new net."}
    put_together = merge_fields(FORM, mine, theirs, LABELS)
    assert put_together.conflicts == 2
    assert put_together.texts["title"] == both("Torn", "Old")
    assert put_together.texts["body"] == f"A {both('torn ', 'new ')}net."
    assert put_together.texts["tags"] == "boats"
