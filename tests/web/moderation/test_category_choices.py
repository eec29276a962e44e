"""Categories by which a queue is narrowed: each with its parts behind it, and meant with them."""

from forum.operations.categories import CategoryDraft, save_category
from tests.factories.comments import make_comment
from tests.factories.people import make_moderator_of
from tests.factories.posts import make_post
from tests.support.moments import LONG_AGO
from tests.support.pages import inspect_page, text_of


def choices(browser) -> list[tuple[str, str]]:
    page = inspect_page(browser.get("/desk/moderation"))
    return [
        (one.get("value"), one.text) for one in page.xpath("//select[@name='category']/option[@value!='']")
    ]


def test_a_category_is_offered_and_meant_with_its_parts(app, cast, frozen, sign_in):
    with app.app_context():

        def keep(name: str, parent_id: int | None = None) -> int:
            draft = CategoryDraft(name, parent_id=parent_id)
            return save_category(None, draft, by=cast.boun.actor, now=LONG_AGO).id

        rights, other = keep("Rights"), keep("Stories")
        courts = keep("Courts", rights)
        waiting = make_comment(
            make_post(cast.dara.actor, category_id=courts).id, body="Who asked the judge?"
        ).id
        make_comment(make_post(cast.dara.actor, category_id=other).id, body="A long day.")
        fai = make_moderator_of(cast, [courts])
    ana = sign_in(cast.ana)
    assert choices(ana) == [
        ("rights", "Rights, with its parts"),
        ("courts", "Rights › Courts"),
        ("stories", "Stories"),
    ]
    assert choices(sign_in(fai)) == [("courts", "Courts")]
    for slug, name in (("rights", "Rights, with its parts"), ("courts", "Rights › Courts")):
        page = inspect_page(ana.get(f"/desk/moderation?category={slug}"))
        assert page.xpath("//article/@data-item") == [f"{waiting}:1"]
        batch = text_of(inspect_page(ana.get(f"/desk/batches/new?category={slug}")))
        assert name in batch
