"""How people reach the site: what of it is a link."""

import pytest

from forum.domain.contact import link_of_contact


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("help@forum.test", "mailto:help@forum.test"),
        ("who?subject=x&y@forum.test", "mailto:who%3Fsubject%3Dx%26y@forum.test"),
        ("https://forum.test/contact", "https://forum.test/contact"),
        ("http://forum.test/contact", None),
        ("javascript:alert(1)", None),
        ("https://forum.test/ or ask at the office", None),
        ("The office at the ferry, mornings, 023 555 010", None),
        ("", None),
    ],
)
def test_addresses_are_links_and_words_are_words(contact: str, link: str | None) -> None:
    assert link_of_contact(contact) == link
