"""What counts as an e-mail address, a row a case."""

import pytest

from forum.domain.email_addresses import tidy_email
from forum.domain.refusals import Refused


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ana@forum.test", "ana@forum.test"),
        ("  Ana.Lim@Forum.Test ", "ana.lim@forum.test"),
        ("a+comments@mail.example.org", "a+comments@mail.example.org"),
        ("o'brien@example.org", "o'brien@example.org"),
        ("ana@localhost", "ana@localhost"),  # a site that is tried out on one machine
        ("ana@xn--12c1fe0br.example", "ana@xn--12c1fe0br.example"),
        ("สมชาย@ไทย.example", "สมชาย@ไทย.example"),
    ],
)
def test_an_address_is_stored_in_one_form(typed: str, stored: str) -> None:
    assert tidy_email(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ana",
        "@forum.test",
        "ana@",
        "ana@forum",
        "ana@@forum.test",
        "ana@forum..test",
        "a..na@forum.test",
        ".ana@forum.test",
        "ana lim@forum.test",
        "ana@forum.test\nBcc: all@forum.test",
        "ana@forum.test, boun@forum.test",
        "<ana@forum.test>",
        "ana@-forum.test",
        "ana\x00@forum.test",
        "a" * 65 + "@forum.test",
        "a@" + "b" * 250 + ".test",
    ],
)
def test_what_cannot_be_one_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="email_not_valid"):
        tidy_email(typed)
