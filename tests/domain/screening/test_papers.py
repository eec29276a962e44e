"""Numbers of papers and cards: beside each other, touched by letters, and those of Russia and Spain."""

import pytest

from forum.domain.screening.personal_data import personal_passages

FOUND = [
    ("identity", "1101700230708 1101700230708", ["1101700230708", "1101700230708"]),
    ("identity", "1 1 0 1 7 0 0 2 3 0 7 0 8", ["1 1 0 1 7 0 0 2 3 0 7 0 8"]),
    ("identity", "1101700230708abc", ["1101700230708"]),
    ("identity", "thai1101700230708", ["1101700230708"]),
    ("identity", "4111 1111 1111 1111 12/27", ["4111 1111 1111 1111"]),
    ("identity", "4111111111111111 123", ["4111111111111111"]),
    ("identity", "4111111111111111 5500000000000004", ["4111111111111111", "5500000000000004"]),
    ("identity", "11010519491231002X 11010519491231002X", ["11010519491231002X", "11010519491231002X"]),
    ("identity", "001099012345 001099012346", ["001099012345", "001099012346"]),
    ("identity", "เลขบัตร 1101700230705", ["1101700230705"]),
    ("identity", "my ID is AB1234567", ["AB1234567"]),
    ("identity", "ID 1234567abc", ["1234567"]),
    ("identity", "СНИЛС 112-233-445 95", ["112-233-445 95"]),
    ("identity", "112-233-445 95", ["112-233-445 95"]),
    ("identity", "снилс: 11223344595", ["11223344595"]),
    ("identity", "500100732259", ["500100732259"]),
    ("identity", "ИНН 500100732258", ["500100732258"]),
    ("identity", "12345678Z", ["12345678Z"]),
    ("identity", "12.345.678-Z", ["12.345.678-Z"]),
    ("identity", "DNI 12345678A", ["12345678A"]),
    ("identity", "su NIE es X1234567L", ["X1234567L"]),
    ("identity", "X1234567L", ["X1234567L"]),
    ("passport", "паспорт 4509 123456", ["4509 123456"]),
    ("passport", "Паспорт серия 4509 номер 123456", ["4509 номер 123456"]),
    ("passport", "серия 45 09 № 123456", ["45 09 № 123456"]),
    ("passport", "passport G-12345678", ["G-12345678"]),
    ("passport", "pasaporte AAA123456", ["AAA123456"]),
]
NONE = [
    "12345678A, X1234567A, 12345678",
    "112-233-445 96 and 500100732258",
    "серия 3, номер 5",
    "order ID AB1234567, product ID 1234567",
    "keys 4821-4111-1111-1111-1111-9999",
    "ABC1101700230708 and 1101700230708f00d1",
]


@pytest.mark.parametrize(("kind", "text", "passages"), FOUND)
def test_the_number_of_a_paper_is_found_by_itself(kind, text, passages):
    found = personal_passages(text)
    assert [text[slice(*span)] for span, _kind in found] == passages
    assert {each for _span, each in found} == {kind}


@pytest.mark.parametrize("text", NONE)
def test_a_number_that_does_not_prove_itself_is_left_alone(text):
    assert personal_passages(text) == []
