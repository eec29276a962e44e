"""Names and titles say their language by their script, and pages know whether they show scripts that need faces."""

import pytest

from forum.operations.categories import CategoryDraft, save_category
from forum.web.language import lang_of, shows_region_scripts
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.moments import NOW
from tests.support.pages import inspect_page


@pytest.mark.parametrize(
    ("words", "attribute"),
    [
        ("มะลิ ทองคำ", ' lang="th"'),
        ("Mali (มะลิ)", ' lang="th"'),
        ("ບຸນມີ", ' lang="lo"'),
        ("ចាន់ សុភាព", ' lang="km"'),
        ("သီရိအေး", ' lang="my"'),
        ("姜玉兰", ' lang="zh"'),
        ("移民について", ""),
        ("Lê Minh", ""),
        ("Straße", ""),
        ("Иван", ""),
        ("Ana", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_name_says_its_language_by_its_script(words: str | None, attribute: str) -> None:
    assert lang_of(words) == attribute


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("plain", False),
        ("“Người” – 移民 – ฿20, ៛20, Ꭰ, ა, 😀", False),
        ("เรือ", True),
        ("ເຮືອ", True),
        ("ទូក", True),
        ("လှေ", True),
        ('–<nav class="languages"><a lang="th">ไทย</a></nav>', False),
        ('<nav class="languages"><a lang="th">ไทย</a></nav> ទូក', True),
    ],
)
def test_a_page_knows_whether_it_needs_the_sites_faces(html: str, shown: bool) -> None:
    assert shows_region_scripts(html) is shown


def test_every_name_around_a_post_says_its_language(app, cast, client):
    with app.app_context():
        section = save_category(None, CategoryDraft(slug="news", name="ព័ត៌មាន"), by=cast.boun.actor, now=NOW)
        post = make_post(
            cast.chanthy.actor, slug="ferry", title="The ferry", category_id=section.id, tags=("แม่น้ำ",)
        )
        make_post(cast.chanthy.actor, slug="boat", title="ເຮືອ", language="lo")
        make_comment(post.id, by=cast.ana.actor)
    page = inspect_page(client.get("/posts/ferry"))
    assert page.xpath("//p[contains(@class, 'post__meta')]/a[1]/@lang") == ["km"]
    assert page.xpath("//nav[contains(@class, 'sections')]//a[text()='ព័ត៌មាន']/@lang") == ["km"]
    assert page.xpath("//p[@class='post__end']/a/@lang") == ["th"]
    front = inspect_page(client.get("/"))
    assert sorted(front.xpath("//h2[@class='post-card__title']/@lang")) == ["en", "lo"]
    assert front.xpath("//p[contains(@class, 'post-card__meta')]/a[@lang='km']/text()") == ["ព័ត៌មាន"] * 2
    assert front.xpath("//link[contains(@href, '/scripts.')]")
    tag = inspect_page(
        client.get("/tags/" + page.xpath("//p[@class='post__end']/a/@href")[0].rsplit("/", 1)[1])
    )
    assert tag.xpath("//h1/@lang") == ["th"]
