"""Personal data: what is found, and what only looks like it, row by row, in the languages people write here."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.domain.screening import KINDS, Link, Severity
from forum.domain.screening.findings import MAX_FINDINGS
from forum.domain.screening.personal_data import find_personal_data, personal_passages
from tests.domain.screening.test_properties import TEN_THOUSAND
from tests.support.speed import within

PHONES = [
    # English, and however a hand writes it.
    ("Call me on +66 81 234 5678, please", "+66 81 234 5678"),
    ("Call +855-12-345-678 tonight", "+855-12-345-678"),
    ("(+95) 9 123 456 789", "(+95) 9 123 456 789"),
    ("0081 3 1234 5678 is the office", "0081 3 1234 5678"),
    ("text 081-234-5678", "081-234-5678"),
    ("0 8 1 2 3 4 5 6 7 8", "0 8 1 2 3 4 5 6 7 8"),
    ("081\u200b2345678", "081\u200b2345678"),
    ("whatsapp 85512345678", "85512345678"),
    ("his phone number is 81 234 567", "81 234 567"),
    ("(555) 123-4567", "(555) 123-4567"),
    ("see https://wa.me/66812345678", "wa.me/66812345678"),
    # Thai.
    ("โทรหาฉันที่ ๐๘๑-๒๓๔-๕๖๗๘", "๐๘๑-๒๓๔-๕๖๗๘"),
    ("เบอร์ของเธอคือ0812345678ค่ะ", "0812345678"),
    ("บ้าน 02 123 4567", "02 123 4567"),
    # Khmer.
    ("លេខទូរស័ព្ទ ០១២ ៣៤៥ ៦៧៨", "០១២ ៣៤៥ ៦៧៨"),
    ("ទាក់ទង 0963456789", "0963456789"),
    # Lao.
    ("ໂທ ໐໒໐ ໕໕໑ ໒໓ ໔໕໖", "໐໒໐ ໕໕໑ ໒໓ ໔໕໖"),
    ("020 5512 3456", "020 5512 3456"),
    # Burmese.
    ("ဖုန်း ၀၉-၁၂၃၄၅၆၇၈၉", "၀၉-၁၂၃၄၅၆၇၈၉"),
    ("09 250 123 456 ကိုခေါ်ပါ", "09 250 123 456"),
    # Vietnamese.
    ("gọi cho tôi 0912 345 678 nhé", "0912 345 678"),
    ("Zalo: 912345678", "912345678"),
    # Chinese.
    ("我的手机是13812345678", "13812345678"),
    ("电话：138-1234-5678", "138-1234-5678"),
    ("打010-62345678找她", "010-62345678"),
    ("０１２３４５６７８９", "０１２３４５６７８９"),
]
EMAILS = [
    ("write to dara.k+x@example.org.", "dara.k+x@example.org"),
    ("dara @ example.org", "dara @ example.org"),
    ("dara [at] example.org", "dara [at] example.org"),
    ("dara(at)example(dot)org", "dara(at)example(dot)org"),
    ("name at example dot org", "name at example dot org"),
    ("ส่งมาที่dara@example.co.thนะ", "dara@example.co.th"),
    ("អ៊ីមែល dara＠example.org", "dara＠example.org"),
    ("ອີເມລdara@example.la", "dara@example.la"),
    ("အီးမေးလ် dara@example.com.mm", "dara@example.com.mm"),
    ("邮箱是dara@example.cn。", "dara@example.cn"),
    ("thư điện tử: dara@example.vn", "dara@example.vn"),
]
IDENTITY = [
    ("my number 1-1017-00230-70-8", "1-1017-00230-70-8"),
    ("บัตร ๑๑๐๑๗๐๐๒๓๐๗๐๘", "๑๑๐๑๗๐๐๒๓๐๗๐๘"),
    ("身份证11010519491231002X", "11010519491231002X"),
    ("号码 110105 19491231 002X", "110105 19491231 002X"),
    ("căn cước của tôi 001099012345", "001099012345"),
    ("CMND 123456789", "123456789"),
    ("her NRC is 12/ABC(N)123456", "12/ABC(N)123456"),
    ("၁၂/မဂတ(နိုင်)၁၂၃၄၅၆", "၁၂/မဂတ(နိုင်)၁၂၃၄၅၆"),
    ("card 4111 1111 1111 1111 please", "4111 1111 1111 1111"),
    ("5500000000000004", "5500000000000004"),
    ("ID card no: 010123456", "010123456"),
    ("អត្តសញ្ញាណប័ណ្ណលេខ 010123456", "010123456"),
    ("ບັດປະຈຳຕົວ 12-34567890", "12-34567890"),
]
PASSPORTS = [
    ("my passport N1234567 was taken", "N1234567"),
    ("AA1234567 is her passport", "AA1234567"),
    ("หนังสือเดินทางเลขที่ AA1234567", "AA1234567"),
    ("លិខិតឆ្លងដែនលេខ N01234567", "N01234567"),
    ("ໜັງສືຜ່ານແດນ PA0123456", "PA0123456"),
    ("နိုင်ငံကူးလက်မှတ် MB123456", "MB123456"),
    ("hộ chiếu số B1234567", "B1234567"),
    ("护照号E12345678", "E12345678"),
]
ADDRESSES = [
    ("She lives at 12 Baker Street in town", "12 Baker Street"),
    ("House 12, Street 271, Phnom Penh", "House 12, Street 271"),
    ("บ้านเลขที่ ๑๒/๓ ถนนสุขุมวิท", "บ้านเลขที่ ๑๒/๓ ถนนสุขุมวิท"),
    ("อยู่ 99/1 หมู่ 4 ต.บางเสร่", "99/1 หมู่ 4"),
    ("ផ្ទះលេខ ១២ ផ្លូវ ២៧១", "ផ្ទះលេខ ១២ ផ្លូវ ២៧១"),
    ("ເຮືອນເລກທີ 123 ບ້ານ", "ເຮືອນເລກທີ 123"),
    ("အိမ်အမှတ် ၁၂", "အိမ်အမှတ် ၁၂"),
    ("số 12 đường Lê Lợi, Huế", "số 12 đường Lê Lợi"),
    ("12/3 đường Trần Phú", "12/3 đường Trần Phú"),
    ("住在中山路123号", "住在中山路123号"),
]
FOUND = [
    (kind, text, passage)
    for kind, rows in (
        ("phone", PHONES),
        ("email", EMAILS),
        ("identity", IDENTITY),
        ("passport", PASSPORTS),
        ("address", ADDRESSES),
    )
    for text, passage in rows
]
NOT_FOUND = [
    # English.
    "On 12.03.2019 and 2019-03-12, then 03/12/2019 at 10:30",
    "from 2010-2015, 2016, 2017, 2018 and 2019",
    "between 2019 2020 2021 2022 more came",
    "It cost $12,000,000 or 12 000 000 USD, later 1500000 baht",
    "Call 1300, 191 or 1191; in Laos 1362, in Vietnam 111",
    "Article 3(a) of the Palermo Protocol, Law No. 03/NS/0208, Section 6.1.2",
    "ISBN 978-3-16-148410-0 and 9783161484100",
    "ISBN 0-306-40615-2",
    "3 roads, 12 streets and 5 houses on the street",
    "In 2019 Khaosan Road was full. 20 people walked down Main Street.",
    "look at example.org, or meet me at noon",
    "@dara wrote: see you @ the station",
    "0.1234567891 is a fraction; 3.14159265358979",
    "40,300,000 people; 24.9 million; 1 234 567 890 123",
    "https://example.org/2019/0812345678/p1101700230708.html",
    "Resolution 55/25 of 15.11.2000, A/RES/55/25, case 2560/123",
    "my passport was taken in 2019 for 3 years",
    "1111111111111 0000000000",
    "See 12:30-14:45 and 100-200 pages, vol. 12 no. 3",
    # Thai.
    "พ.ร.บ. ป้องกันและปราบปรามการค้ามนุษย์ พ.ศ. ๒๕๕๑ มาตรา ๖",
    "โทร ๑๓๐๐ หรือ ๑๙๑ วันที่ ๑๒/๐๓/๒๕๖๒",
    "จ่าย 1,500,000 บาท ปิด 3 ถนน",
    # Khmer.
    "ច្បាប់ឆ្នាំ ២០០៨ មាត្រា ១២ ទូរស័ព្ទ ១២៨៨",
    "ថ្ងៃទី ១២/០៣/២០១៩ តម្លៃ ៤០០០០០០ រៀល",
    # Lao.
    "ກົດໝາຍ ປີ 2016 ມາດຕາ 2 ໂທ 1362",
    "ລາຄາ 10.000.000 ກີບ",
    # Burmese.
    "၂၀၀၅ ခုနှစ် ဥပဒေ ပုဒ်မ ၂၄ ဖုန်း ၁၉၉",
    "ကျပ် ၁၅၀၀၀၀၀",
    # Vietnamese.
    "Luật số 66/2011/QH12, Điều 3, gọi 111",
    "phá 3 đường dây mua bán người, 15.000.000 đồng",
    "Năm 2019, 120 phố ở Hà Nội",
    # Chinese.
    "2019年3月12日，第358条，拨打110或12338",
    "支付了15000000元，1300万人",
    "这条街上有3家",
]


def found(text: str, **more) -> list[tuple[str, str]]:
    return [(finding.detail["kind"], finding.matched) for finding in find_personal_data(text, "", (), **more)]


@pytest.mark.parametrize(("kind", "text", "passage"), FOUND)
def test_what_leads_to_a_person_is_found(kind, text, passage):
    assert found(text) == [(kind, passage)]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_only_looks_like_it_is_left_alone(text):
    assert found(text) == []


def test_every_kind_is_in_the_tables():
    assert {kind for kind, _text, _passage in FOUND} == set(KINDS)


def test_all_of_it_is_found_in_one_text_and_each_finding_holds_and_points_at_its_passage():
    text = "\n".join(text for _kind, text, _passage in FOUND[:MAX_FINDINGS])
    findings = list(find_personal_data(text, "", ()))
    assert len(findings) == MAX_FINDINGS
    for finding in findings:
        assert (finding.rule, finding.severity, finding.field) == ("personal_data", Severity.HOLD, "body")
        assert text[slice(*finding.span)] == finding.matched
        assert json.loads(json.dumps(finding.detail)) == finding.detail


def test_a_name_and_the_address_behind_a_link_are_looked_at_too():
    links = (Link("mailto:dara@example.org", "write to me"), Link("https://wa.me/66812345678", "chat"))
    findings = list(find_personal_data("Hello", "Dara 0812345678", links))
    assert [(f.field, f.detail["kind"], f.matched) for f in findings] == [
        ("name", "phone", "0812345678"),
        ("link", "email", "dara@example.org"),
        ("link", "phone", "wa.me/66812345678"),
    ]


# The signs that the finders look at, and whole words, so that they meet.
WORDS = "+66 08 1234 5 - . / ( ) @ a at dot org passport N Street ๑ ၁ ถนน 路 号 số đường ផ្ទះលេខ ₭ 12/ABC(N) ISBN 0 é"
WORDS += " 8 912 собака точка ул. Ленина Calle Mayor 段 一 , : _ 🙂 x Z"
SOUP = st.lists(st.sampled_from([*WORDS.split(), " ", "\n", "\u200b"]), max_size=30).map("".join)


@settings(deadline=None, max_examples=200)
@given(st.one_of(SOUP, st.text(max_size=80)))
def test_passages_lie_in_the_text_in_order_and_apart(text):
    done = 0
    for (start, end), kind in personal_passages(text):
        assert done <= start < end <= len(text)
        assert kind in KINDS
        done = end


@pytest.mark.parametrize(
    "text",
    [
        *TEN_THOUSAND.values(),
        "0812345678 " * 900,
        "1 " * 5000,
        "1-" * 5000,
        "a@" * 5000,
        "a at b dot " * 900,
        "passport " * 1100,
        "12 Baker " * 1100,
        "เลขที่ 1 " * 1100,
        "အမှတ် ၁ " * 1200,
        "路" * 10_000,
        "12/ABC(" * 1400,
        "ID no " * 1600,
        "tel: " * 2000,
        "1,000," * 1600,
        "0 1 " * 2500,
        "08 12 " * 1700,
        "012 " * 2500,
        "123 " * 2500,
        "8 912 " * 1600,
        "4111 " * 2000,
        "0812345678" * 1000,
        "081 234 567/" * 800,
        "+1234 567 " * 1000,
        "00 66 " * 1600,
        "tel " + "12 " * 3300,
        "aaaa08123456 " * 700,
        "я@" * 5000,
        "张@" * 5000,
        "a@" + "张-" * 5000,
        "мария собака " * 700,
        "паспорт 45 " * 900,
        "ул. Ленина " * 900,
        "Calle de la " * 830,
        "路一段" * 3333,
    ],
)
def test_ten_thousand_characters_end_within_a_fifth_of_a_second(text):
    find = find_personal_data(text[:10_000], "", ())
    with within(0.2):
        list(find)
