"""A letter becomes a message that nobody can turn into another one."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from forum.adapters.mail import BadLetter, Letter
from forum.adapters.mail.letter import message_of

AT = datetime(2017, 1, 18, 7, 5, tzinfo=UTC)
FROM = "forum@mekong.example"


def letter(**changes: object) -> Letter:
    return Letter(
        **{"to": "elin@reader.example", "subject": "Hello", "body": "Text.\n", "written_at": AT, **changes}  # type: ignore[arg-type]
    )


def test_it_says_who_writes_to_whom_and_that_a_machine_does() -> None:
    message = message_of(letter(name="comment-7.3"), FROM)
    assert dict(message.items()) == {
        "From": FROM,
        "To": "elin@reader.example",
        "Subject": "Hello",
        "Date": "Wed, 18 Jan 2017 07:05:00 +0000",
        "Message-ID": "<comment-7.3@mekong.example>",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "7bit",
        "MIME-Version": "1.0",
    }


def test_the_sender_may_have_a_name() -> None:
    message = message_of(letter(), "เวทีแม่น้ำโขง <forum@mekong.example>")
    assert message["From"].addresses[0].display_name == "เวทีแม่น้ำโขง"
    assert message["From"].addresses[0].addr_spec == FROM


def test_two_letters_without_a_name_have_different_ones() -> None:
    assert message_of(letter(), FROM)["Message-ID"] != message_of(letter(), FROM)["Message-ID"]


def test_a_way_to_unsubscribe_is_a_header() -> None:
    message = message_of(letter(headers={"List-Unsubscribe": "<https://mekong.example/u/1>"}), FROM)
    assert message["List-Unsubscribe"] == "<https://mekong.example/u/1>"


@pytest.mark.parametrize("site", ["mekong.example", f"{'a-long-name.' * 5}example", "แม่น้ำโขง.example"])
def test_a_long_address_in_a_header_stays_one_that_can_be_opened(site: str) -> None:
    link = f"<https://{site}/notices/{'a' * 43}>"
    raw = message_of(letter(headers={"List-Unsubscribe": link}), FROM).as_bytes()
    assert raw.isascii()
    assert message_from_bytes(raw, policy=default)["List-Unsubscribe"].strip() == link
    if site.isascii():
        assert f"\r\nList-Unsubscribe: {link}\r\n".encode() in raw


TEXTS = [
    ("Thai", "เกี่ยวกับความคิดเห็นของคุณ", "สวัสดีค่ะ\n\nขอบคุณ\n"),
    ("Khmer", "អំពីមតិរបស់អ្នក", "សួស្តី\n"),
    ("long lines", "About", f"{'word ' * 600}\n"),
    ("emoji", "🌊 river", "🌊🌊\n"),
    ("a dot alone", "About", "one\n.\ntwo\n"),
]


@pytest.mark.parametrize(("subject", "body"), [text[1:] for text in TEXTS], ids=[text[0] for text in TEXTS])
def test_every_script_travels_as_seven_bit_lines_of_a_bearable_length(subject: str, body: str) -> None:
    raw = message_of(letter(subject=subject, body=body), FROM).as_bytes()
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    read = message_from_bytes(raw, policy=default)
    assert read["Subject"] == subject
    assert read.get_content().replace("\r\n", "\n") == body


HOSTILE = [
    ("a second header in the subject", {"subject": "Hello\r\nBcc: all@world.example"}),
    ("a bare line feed in the subject", {"subject": "Hello\nBcc: all@world.example"}),
    ("a bare carriage return", {"subject": "Hello\rBcc: all@world.example"}),
    ("NUL in the subject", {"subject": "Hello\0"}),
    ("a second recipient", {"to": "elin@reader.example, all@world.example"}),
    ("a header in the recipient", {"to": "elin@reader.example\r\nBcc: all@world.example"}),
    ("a name with the recipient", {"to": "Elin <elin@reader.example>"}),
    ("no recipient", {"to": ""}),
    ("no domain", {"to": "elin@"}),
    ("no person", {"to": "@reader.example"}),
    ("two signs", {"to": "elin@reader@example"}),
    ("a space", {"to": "elin @reader.example"}),
    ("a label that is too long", {"to": f"elin@{'x' * 64}.example"}),
    ("a header's value in two lines", {"headers": {"List-Unsubscribe": "<x>\r\nBcc: all@world.example"}}),
    ("a header's name that is none", {"headers": {"X: y\r\nBcc": "all@world.example"}}),
    ("a header of ours", {"headers": {"bcc": "x", "Subject": "other"}}),
    ("a name that is none", {"name": "a b>"}),
    ("half a character", {"body": "\ud800"}),
]


@pytest.mark.parametrize("changes", [case[1] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_what_is_no_letter_to_one_person_is_refused_without_naming_anybody(
    changes: dict[str, object],
) -> None:
    with pytest.raises(BadLetter) as refused:
        message_of(letter(**changes), FROM).as_bytes()
    assert "example" not in str(refused.value)


def test_the_domain_travels_in_its_ascii_form() -> None:
    assert message_of(letter(to="elin@münchen.example"), FROM)["To"] == "elin@xn--mnchen-3ya.example"
