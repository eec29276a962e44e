"""What a file is called in addresses, and how its size is said."""

import pytest

from forum.domain.uploads import FileFacts, address_name, size_in_words


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ferry at dawn.JPG", "ferry-at-dawn.jpg"),
        ("C:\\Users\\mali\\Pictures\\shelter.jpeg", "shelter.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("คู่มือ เล่ม ๑.pdf", "คู่มือ-เล่ม-๑.jpg"),
        ("evil.php.jpg", "evil-php.jpg"),
        ("x\x00\r\n\u202egpj.exe", "x-gpj.jpg"),
        ("…", "picture.jpg"),
        (".jpg", "jpg.jpg"),
        ("", "picture.jpg"),
        ("a" * 500, "a" * 80 + ".jpg"),
    ],
)
def test_a_name_is_made_fit_for_an_address(written: str, name: str) -> None:
    assert address_name(written, "jpg", otherwise="picture") == name


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 kB"),
        (12_400, "12 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (1_234_567, "1.2 MB"),
        (20_971_520, "21 MB"),
    ],
)
def test_a_size_is_said_as_people_say_it(size: int, words: str) -> None:
    assert size_in_words(size) == words


def test_an_address_is_quoted_and_can_also_be_read() -> None:
    facts = FileFacts(7, "คู่มือ.pdf", "pdf", 1_200_000)
    assert facts.address == "/media/7/%E0%B8%84%E0%B8%B9%E0%B9%88%E0%B8%A1%E0%B8%B7%E0%B8%AD.pdf"
    assert facts.plain_address == "/media/7/คู่มือ.pdf"
    assert facts.says == "PDF, 1.2 MB"
