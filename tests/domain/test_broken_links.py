"""What is remembered of an address at which a reader found nothing: a broken link, and nobody's secret."""

from datetime import timedelta

import pytest

from forum.domain.broken_links import A_MINUTE, LONGEST, Sample, address_to_remember, may_be_a_message
from tests.support.moments import NOW


@pytest.mark.parametrize(
    ("path", "query", "kept"),
    [
        ("/2017/03/some-old-path.html", "", None),
        ("/2017-03-18-words-we-argue-about", "", None),
        ("/2016/12/18/migrants-mean-business/", "", None),
        ("/newsletter2017.pdf", "", None),
        ("/แผนที่/คู่มือ", "", None),
        ("/guides/toolkit.zip", "", None),
        ("/posts/ferry-at-dawn", "", None),
        # As many letters as an edit code has, and all of them such as stand in one.
        ("/management-access", "", None),
        ("/2016/better-fences-fast", "", None),
        ("/index.php", "p=107", "/index.php?p=107"),
        ("/index.php", "q=my+name", "/index.php"),
        ("/index.php", "p=1071071", "/index.php"),
        ("/index.php", "p=12&token=x", "/index.php"),
        ("/news", "utm_source=letter&email=mali@example.org", "/news"),
    ],
)
def test_a_broken_link_is_kept_and_its_query_is_not(path, query, kept):
    assert address_to_remember(path, query) == (kept or path)


SECRETS = (
    # Rooms in which addresses carry what is one person's, also mistyped.
    "/preview/abc.def/",
    "/notices/x",
    "/letters/7.x",
    "/confirm/none/none",
    "/recover/none/",
    "/sign-in/link/none/",
    "/SIGN-IN/x",
    "/comments/17/receipt/x",
    "/desk/posts/99999/none",
    "/media/7/mali-at-the-shelter.jpg",
    "/my-comments/x",
    # An edit code, however it was written.
    "/K3FQ-7XWB-94HT-PZ2M",
    "/k3fq7xwb94htpz2m",
    "/posts/ferry/K3FQ-7XWB-94HT-PZ2M",
    "/K3FQ-7XWB-94HT-PZ2M.",
    "/K3FQ-7XWB-94HT-PZ2M,",
    "/(K3FQ-7XWB-94HT-PZ2M)",
    "/K3FQ_7XWB_94HT_PZ2M",
    "/K3FQ–7XWB–94HT–PZ2M",
    "/K3FQ/7XWB/94HT/PZ2M",
    "/K3FQ,-7XWB,-94HT,-PZ2M",
    "/K-3-F-Q-7-X-W-B-9-4-H-T-P-Z-2-M",
    "/posts/ferry#K3FQ-7XWB-94HT-PZ2M",
    "/code-K3FQ-7XWB-94HT-PZ2M",
    "/codeK3FQ-7XWB-94HT-PZ2M",
    "/my-codeK3FQ-7XWB-94HT-PZ2Mthanks",
    "/the-pages-were-KXFQ-7XWB-94HT-PZ2M",
    "/รหัสK3FQ-7XWB-94HT-PZ2M",
    "/KXFQ-SXWB-ZZHT-PZNM",
    # Addresses and numbers of people.
    "/mali@example.org",
    "/call/081-234-5678",
    "/+66812345678",
    "/id/1-1017-00203-45-1",
    "/123/456/789",
    # Letters drawn by lot.
    "/x/550e8400-e29b-41d4-a716-446655440000",
    "/x/9f86d081884c7d659a2f",
    "/x/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
    "/x/dGhpc0lzQVNlY3JldFRva2Vu",
    "/x/aGVsbG8-d29ybGQ_1234",
    "/x/abcdefghijklmnopqrstuvwxyzabc",
    "/reset/abc",
    "/token=abc",
    "/users/mali",
    "/password.html",
    # What is no address but a text that was pasted.
    "/he said that I must not",
    "/a\tb",
    '/"><script>',
    "/a\u202eb",
    "/a\u200bb",
    "/a\x00",
    # What would be another address where it is read again.
    "/2017/x#comments",
    "/a?b",
    "/100%41x",
    "/x" * LONGEST,
    "",
    "/",
)


@pytest.mark.parametrize("path", SECRETS)
def test_what_may_be_a_secret_or_a_person_is_not_kept(path):
    assert address_to_remember(path) is None


@pytest.mark.parametrize(
    "path",
    [
        "/wp-login.php",
        "/blog/wp-includes/wlwmanifest.xml",
        "/xmlrpc.php",
        "/.env",
        "/.git/config",
        "/api/.env.production",
        "/.well-known/security.txt",
        "/phpMyAdmin/index.php",
        "/admin",
        "/administrator/index.php",
        "/cgi-bin/luci",
        "/vendor/phpunit/phpunit/eval-stdin.php",
        "/actuator/health",
        "/backup.sql",
        "/favicon.ico",
        "/apple-touch-icon-precomposed.png",
        "/ads.txt",
    ],
)
def test_programs_that_look_for_weak_sites_are_not_listed(path):
    assert address_to_remember(path) is None


@pytest.mark.parametrize(
    "path", ["/administration-of-justice", "/key-messages.html", "/session-1.html", "/shelly-island"]
)
def test_words_that_begin_like_theirs_are(path):
    assert address_to_remember(path) == path


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("/ฉันชื่อมะลิอยู่บ้านเลขที่12ช่วยด้วย", True),
        ("/ຂ້ອຍຊື່ມະລິຢູ່ເຮືອນເລກທີ12ຊ່ວຍແດ່", True),
        ("/posts/ខ្ញុំឈ្មោះម៉ាលីសូមជួយខ្ញុំផង", True),
        ("/ကျွန်မနာမည်မာလာကူညီပါ", True),
        ("/我叫茉莉，住在12号，请帮帮我", True),
        ("/แผนที่/คู่มือ", False),
        ("/แรงงาน-ข้ามชาติ-ใน-ประเทศไทย-2017", False),
        ("/移民工人权利手册", False),
        ("/2016/12/18/migrants-mean-business-and-so-do-many-others", False),
    ],
)
def test_what_may_have_been_said_in_a_script_without_spaces_is_told_from_headings(path, is_one):
    assert address_to_remember(path) == path
    assert may_be_a_message(path) is is_one


def test_a_flood_is_sampled():
    sample = Sample()
    assert sum(sample.takes(NOW + timedelta(milliseconds=at)) for at in range(5_000)) == A_MINUTE
    assert sample.takes(NOW + timedelta(minutes=1))
