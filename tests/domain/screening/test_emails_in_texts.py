"""E-mail addresses in texts: each is found whole, whatever script it is written in."""

import pytest

from forum.domain.screening.personal_data import personal_passages

FOUND = [
    ("пиши на иван@mail.ru, пожалуйста", "иван@mail.ru"),
    ("мария@почта.рф", "мария@почта.рф"),
    ("иванpetrov@mail.ru", "иванpetrov@mail.ru"),
    ("张三@qq.com", "张三@qq.com"),
    ("mali@例子.中国谢谢", "mali@例子.中国"),
    ("สมชาย@example.com", "สมชาย@example.com"),
    ("សុខា@example.com", "សុខា@example.com"),
    ("سارة@مثال.مصر", "سارة@مثال.مصر"),
    ("민수@네이버.한국", "민수@네이버.한국"),
    ("nguyễn@mail.vn", "nguyễn@mail.vn"),
    ("nguye\u0302\u0303n@mail.vn", "nguye\u0302\u0303n@mail.vn"),
    ("maria@xn--80a1acny.xn--p1ai", "maria@xn--80a1acny.xn--p1ai"),
    ("o'neil@example.org", "o'neil@example.org"),
    ("o’neil@example.org", "o’neil@example.org"),
    ('her "mali"@example.org', '"mali"@example.org'),
    ("at .mali@example.org", ".mali@example.org"),
    ("...mali@example.org", "..mali@example.org"),
    ("mali&co@example.org", "mali&co@example.org"),
    ("ma#li!@example.org", "ma#li!@example.org"),
    ("mali@@example.org", "mali@@example.org"),
    ("mali@exa_mple.org", "mali@exa_mple.org"),
    ("mali@example.org123", "mali@example.org"),
    ("mali@gmail", "mali@gmail"),
    ("email=mali@example.org", "mali@example.org"),
    ("Mali<mali@example.org>", "mali@example.org"),
    ("mali собака mail точка ru", "mali собака mail точка ru"),
    ("маша (собака) почта.рф", "маша (собака) почта.рф"),
    ("маша собака mail.ru", "маша собака mail.ru"),
    ("mali arroba example punto org", "mali arroba example punto org"),
    ("mali arroba example.org", "mali arroba example.org"),
]
NONE = [
    "у меня собака и кошка. Они спят",
    "встретимся @ вокзал",
    "8 arrobas de trigo",
    "follow @gmail or mali @ gmail",
    "1 @ 2.5 each, apples @ 2.50, 3 @ 5.00 USD",
    "收到@张三.谢谢",
    "a@b",
    'assert x["e"].endswith("@example.org")',
]


@pytest.mark.parametrize(("text", "passage"), FOUND)
def test_an_address_is_found_whole(text, passage):
    assert [(text[slice(*span)], kind) for span, kind in personal_passages(text)] == [(passage, "email")]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_address_is_left_alone(text):
    assert personal_passages(text) == []
