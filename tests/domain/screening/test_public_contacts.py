"""What the programme gives out itself passes, and nothing passes in its name."""

import pytest

from forum.domain.screening.personal_data import personal_passages


@pytest.mark.parametrize(
    ("contact", "text"),
    [
        ("02 123 4567", "call +66 2 123 4567"),
        ("+66 2 123 4567", "call ๐๒-๑๒๓-๔๕๖๗"),
        ("081 234 5678", "https://wa.me/66812345678"),
        ("+66 81 234 5678", "whatsapp 66812345678"),
        ("+855 12 345 678", "0085512345678"),
        ("123 4567", "call 123 4567"),
        ("8 912 345 67 89", "+7 912 345-67-89"),
        ("+7 495 123 45 67", "8 (495) 123-45-67"),
        ("02 123 4567", "02 123 4567 02 123 4567"),
        ("1101700230708", "1-1017-00230-70-8"),
        ("help@example.org", "Help@Example.org or help at example dot org"),
        ("help@example.org", ".help@example.org, help собака example точка org"),
        ("@example.org", "anybody@example.org"),
        ("12 Baker Street, London", "at 12 Baker street? No: 12 Baker Street"),
        ("เลขที่ 99/12 ถนนสุขุมวิท", "เลขที่ ๙๙/๑๒ ถนนสุขุมวิท"),
        ("ул. Ленина, д. 5", "ул. Ленина, д. 5"),
    ],
)
def test_what_the_programme_itself_gives_out_is_nobodys_secret(contact, text):
    assert personal_passages(text) != []
    assert personal_passages(text, public_contacts=[contact]) == []


@pytest.mark.parametrize(
    ("contact", "text"),
    [
        ("1300", "0812341300"),
        ("123 4567", "081 123 4567"),
        ("123 4567", "+855 123 4567"),
        ("81 234 567", "+1 81 234 5678"),
        ("+66 2 123 4567", "+62 2 123 4567"),
        ("02 123 4567", "0812345678"),
        ("0812345678", "0812345678 0898765432"),
        ("help@example.org", "dara@example.org"),
        ("help@example.org", "xhelp@example.org"),
        ("@example.org", "a@notexample.org"),
        ("@example.org", "a@example.org.example"),
        ("12 Baker Street, Bangkok", "She hides at 2 Baker Street now"),
        ("12B Baker Street", "12 Baker Street"),
        ("House 12, Street 271", "House 12, Street 27"),
        ("เลขที่ 99/12 ถนนสุขุมวิท", "เลขที่ 12 ถนนสุขุมวิท"),
        ("中山路1123号", "中山路123号"),
        ("", "0812345678"),
    ],
)
def test_nothing_else_passes_in_its_name(contact, text):
    assert len(personal_passages(text, public_contacts=[contact])) == 1
