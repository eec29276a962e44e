"""Which hosts a reader sees in the text of a link."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.domain.screening.links import Link, is_disguised
from forum.domain.screening.shown_hosts import shown_hosts
from tests.support.speed import within

SHOWN = [
    # Signs, quotation marks and words around it.
    ("bank.com.", "bank.com"),
    ("bank.com!", "bank.com"),
    ("“bank.com”", "bank.com"),
    ("(bank.com)", "bank.com"),
    ("→ bank.com", "bank.com"),
    ("→bank.com→", "bank.com"),
    ("🏦bank.com", "bank.com"),
    ("see bank.com", "bank.com"),
    ("bank.com login", "bank.com"),
    ("bank.com/ login", "bank.com"),
    ("bank.com-login", "bank.com"),
    ("bank.com.login", "bank.com"),
    ("bank.com’s page", "bank.com"),
    ("the un.org/report of today", "un.org"),
    ("Ngân hàng vcb.vn", "vcb.vn"),
    ("sbi.co.in here", "sbi.co.in"),
    ("BANK.COM now", "BANK.COM"),
    ("bank.com:443", "bank.com"),
    # As an address of another kind.
    ("//bank.com", "bank.com"),
    ("ftp://bank.com/x", "ftp://bank.com"),
    ("hxxps://bank.example", "hxxps://bank.example"),
    ("https:\\\\bank.com", "https:\\\\bank.com"),
    ("https:\\bank.com", "bank.com"),
    ("http:// bank.com", "bank.com"),
    ("me@bank.com", "bank.com"),
    ("https://bank.com@evil.com/", "https://bank.com"),
    ("go to www.bank.example", "www.bank.example"),
    # Other dots, other letters, nothing between the letters that can be seen.
    ("bank。com", "bank。com"),
    ("bank․com", "bank․com"),
    ("bank．com", "bank．com"),
    ("ba\u200bnk.com", "ba\u200bnk.com"),
    ("ⓑⓐⓝⓚ.ⓒⓞⓜ here", "ⓑⓐⓝⓚ.ⓒⓞⓜ"),
    ("see bank.c\u043em", "bank.c\u043em"),
    ("сайт банк.рф", "банк.рф"),
    ("xn--80ab2a.xn--p1ai here", "xn--80ab2a.xn--p1ai"),
    # Beside words without spaces.
    ("请看bank.com", "bank.com"),
    ("bank.com请登录", "bank.com"),
    ("ดูbank.comนะ", "bank.com"),
    ("去 银行.中国 看", "银行.中国"),
    # All that is shown: any ending.
    ("bank.example", "bank.example"),
    ("bank.example/a.pdf", "bank.example"),
    # Kinds of files that are endings of the net, with a path.
    ("see bank.zip/a", "bank.zip"),
]

NONE = [
    *("version 2.0", "v1.2.3", "3.5", "3.5 mm", "10.000", "$3.50", "24.12.2024", "§ 3.2.1", "at 7.30.am", "7.pm"),
    *("Node.js", "ASP", ".NET", "report.pdf", "my report.pdf (2 MB)", "file.txt", "README.md", "main.py here"),
    *("archive.tar.gz", "photo.JPG", "jquery.min.js", "e.g. this", "i.e. that", "U.S. law", "a.m.", "Ph.D.", "M.Sc."),
    *("Dr.Smith", "St. Louis", "No.5", "Fig.2", "A.B. Smith", "Wait...what", "read more…", "and/or", "he//she", "x.y"),
    *("It ended. Then it began", "It ended.Then it began", "It ended.So we", "he said.Me too", "please.team up"),
    *("и т.д.", "2.5 кг", "Конец.Потом", "TP.HCM", "จบ.แล้ว", "第一句。第二句", "他住在北京。网站", "", "..."),
]  # fmt: skip

LEADS_THERE = [
    "evil.com",
    "EVIL.com",
    "www.evil.com",
    "news.evil.com/x",
    "look at evil.com!",
    "mail me@evil.com",
    "请看evil.com",
    "evil.com看这里",
    "https://evil.com/?u=https://bank.com",
    "evil.com/bank.com",
]


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_a_host_is_seen_wherever_it_stands(text: str, shown: str) -> None:
    first, *_ = shown_hosts(text)
    assert text[slice(*first.span)] == shown
    assert is_disguised(Link("https://evil.com/x", text))


@pytest.mark.parametrize("text", NONE)
def test_what_only_has_a_dot_is_no_host(text: str) -> None:
    assert list(shown_hosts(text)) == []


@pytest.mark.parametrize("text", LEADS_THERE)
def test_what_leads_where_it_says_is_no_disguise(text: str) -> None:
    assert not is_disguised(Link("https://www.evil.com/x", text))


@pytest.mark.parametrize("href", ["https://加v信.com/", "https://信.com/", "https://xn--v-ig7a67f.com/"])
def test_a_name_in_two_scripts_is_read_in_both_ways(href: str) -> None:
    assert not is_disguised(Link(href, "加v信.com"))
    assert is_disguised(Link(href, "加v.com"))


@settings(deadline=None)
@given(st.text(st.sampled_from("aZ1中ก.。./\\:@-_ е\u0301\u200bⓐ") | st.characters()))
def test_every_host_is_a_stretch_of_the_text(text: str) -> None:
    end = 0
    for host in shown_hosts(text):
        assert end <= host.span[0] < host.span[1] <= len(text)
        end = host.span[1]


@pytest.mark.parametrize(
    "some", ["a.", "a.a:1", "a.com ", "Me.Me.", "กa-", "https://", "a@", "c\u043em.", "-a-"]
)
def test_ten_thousand_characters_take_no_time(some: str) -> None:
    with within(0.3):
        list(shown_hosts((some * 10_000)[:10_000]))
