"""Personal data of anybody, the writer included: numbers and addresses by which a person can be found.

A forum against trafficking is read by traffickers, too. What is found here is no reproach: it makes the writer think
once more, and shows a moderator what to take out. The finders look for forms, not for lists; each errs on the side of
silence where a number may as well be a year, a price or an article of a law.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from forum.domain.screening.findings import MAX_FINDINGS, MAX_MATCHED, Finding, Severity
from forum.domain.screening.links import Link
from forum.domain.screening.personal_data.addresses import addresses
from forum.domain.screening.personal_data.contacts import PublicContacts
from forum.domain.screening.personal_data.emails import emails
from forum.domain.screening.personal_data.identity import identity_numbers, nrc_numbers
from forum.domain.screening.personal_data.passports import passports
from forum.domain.screening.personal_data.phones import dialled_links, phones
from forum.domain.screening.personal_data.sheet import Span, evened, without
from forum.domain.screening.personal_data.strangers import dates_and_books, web_addresses

KINDS = ("phone", "email", "identity", "passport", "address")

# In this order: what one finder has found, or what is known to be no person's, the next ones do not see.
_FINDERS: tuple[tuple[str, Callable[[str], Iterable[Span]]], ...] = (
    ("email", emails),
    ("phone", dialled_links),
    ("", web_addresses),
    ("identity", nrc_numbers),
    ("identity", identity_numbers),
    ("", dates_and_books),
    ("passport", passports),
    ("address", addresses),
    ("phone", phones),
)


def find_personal_data(
    text: str, name: str, links: Sequence[Link], *, public_contacts: Iterable[str] = ()
) -> Iterator[Finding]:
    """The findings ``personal_data``, at most ``MAX_FINDINGS``, in the order of the text; their ``detail["kind"]`` is
    one of ``KINDS``. All of them hold. ``public_contacts`` are the programme's own hotlines and addresses, which
    anybody may name. Takes time in proportion to the text.
    """
    public = PublicContacts.read(public_contacts)
    yield from islice(_everywhere(text, name, links, public), MAX_FINDINGS)


def _everywhere(text: str, name: str, links: Sequence[Link], public: PublicContacts) -> Iterator[Finding]:
    yield from _found("body", text, public)
    yield from _found("name", name, public)
    for link in links:
        # The text of a link stands in the comment's text already; where it leads does not.
        if link.href.lower().startswith(("mailto:", "tel:", "sms:")) or list(
            dialled_links(evened(link.href))
        ):
            yield from _found("link", link.href, public)


def personal_passages(text: str, *, public_contacts: Iterable[str] = ()) -> list[tuple[Span, str]]:
    """Where personal data stand in ``text``, in order and apart from each other, each with its kind."""
    public = PublicContacts.read(public_contacts)
    return [(span, kind) for span, kind in _passages(text) if not public.include(kind, text[slice(*span)])]


def _found(field: str, text: str, public: PublicContacts) -> Iterator[Finding]:
    for (start, end), kind in _passages(text):
        passage = text[start:end]
        if not public.include(kind, passage):
            yield Finding(
                "personal_data",
                Severity.HOLD,
                field=field,
                span=(start, end),
                matched=passage[:MAX_MATCHED],
                detail={"kind": kind},
            )


def _passages(text: str) -> list[tuple[Span, str]]:
    sheet = evened(text)
    passages: list[tuple[Span, str]] = []
    for kind, finder in _FINDERS:
        spans = list(finder(sheet))
        sheet = without(sheet, spans)
        if kind:
            passages += ((span, kind) for span in spans)
    return sorted(passages)
