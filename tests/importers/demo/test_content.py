"""The demo site and its posts, checked on paper: files parse, references resolve, texts can be read."""

import re
import unicodedata
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from forum.domain.markup import render_post
from forum.domain.reading import laid_out
from tests.importers.demo.content_files import (
    BY_SLUG,
    CONTENT,
    POSTS,
    PUBLICATIONS,
    PUBLISHED,
    ROLES,
    SITE,
    Record,
    sentences,
)

every_post = pytest.mark.parametrize("post", POSTS.values(), ids=list(POSTS))


def test_the_five_categories_stand_in_their_order_and_one_in_another() -> None:
    names = [category["name"] for category in SITE["categories"] if "parent" not in category]
    assert names == ["Updates", "Blog", "Tools & Guidelines", "Newsletters", "Events"]
    parts = {category["slug"]: category["parent"] for category in SITE["categories"] if "parent" in category}
    assert parts == {"webinars": "events"}
    assert all(category["description"] for category in SITE["categories"])


def test_every_role_has_enough_accounts() -> None:
    roles = list(ROLES.values())
    assert (roles.count("author"), roles.count("moderator")) >= (2, 2)
    assert roles.count("administrator") == 1
    assert roles.count("reader") >= 3
    assert all(account["email"].endswith("@example.org") for account in SITE["accounts"])


@pytest.mark.parametrize(
    ("table", "key"), [("categories", "slug"), ("tags", "slug"), ("people", "slug"), ("accounts", "key")]
)
def test_keys_are_unique(table: str, key: str) -> None:
    keys = [row[key] for row in SITE[table]]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) for value in keys)


def test_twenty_posts_are_published_one_is_a_draft_and_one_is_scheduled() -> None:
    assert len(PUBLISHED) == 20
    assert [name for name, post in POSTS.items() if post.get("draft")] == ["12-words-we-argue-about.md"]
    assert [name for name, post in POSTS.items() if post.get("published_in_days", 0) > 0] == [
        "13-what-happens-to-your-comment.md"
    ]


def test_published_posts_are_numbered_in_the_order_of_their_dates() -> None:
    dates = [post["published_at"] for post in PUBLISHED.values()]
    assert dates == sorted(dates)
    assert all(date.utcoffset() == timedelta(0) and date.year in (2016, 2017) for date in dates)


def test_every_category_and_every_tag_is_used_by_a_published_post() -> None:
    assert {post["category"] for post in PUBLISHED.values()} == {row["slug"] for row in SITE["categories"]}
    assert {tag for post in PUBLISHED.values() for tag in post["tags"]} == {
        row["slug"] for row in SITE["tags"]
    }


@every_post
def test_a_post_refers_only_to_what_exists(post: Record) -> None:
    known = {
        "slug", "title", "category", "tags", "language", "published_at", "published_in_days", "draft",
        "author", "bylines", "excerpt", "discussion_prompt", "announces", "source", "comments_mode", "body",
        "old_addresses",
        "series", "translates", "pinned",
        "publications",
    }  # fmt: skip
    assert set(post) <= known
    assert len({"published_at", "published_in_days", "draft"} & set(post)) == 1
    assert post["category"] in {row["slug"] for row in SITE["categories"]}
    assert set(post["tags"]) <= {row["slug"] for row in SITE["tags"]}
    assert ROLES[post["author"]] == "author"
    assert post.get("comments_mode", "everyone") in {"everyone", "newcomers", "suspects", "closed"}
    assert {post.get("announces", post["slug"]), post.get("translates", post["slug"])} <= set(BY_SLUG)
    assert {row["slug"] for row in PUBLICATIONS} >= set(post.get("publications", ()))
    assert post["bylines"]
    for line in post["bylines"]:
        assert set(line) == {"person", "role", "title", "organisation"}
        assert line["person"] in {row["slug"] for row in SITE["people"]}
        assert line["role"] in {"author", "editor", "translator", "photographer"}


@every_post
def test_links_inside_the_site_lead_somewhere_and_others_to_reserved_names(post: Record) -> None:
    places = {f"/posts/{slug}" for slug, target in BY_SLUG.items() if "published_at" in target}
    places |= {f"/categories/{row['slug']}" for row in SITE["categories"]}
    places |= {
        f"/publications/{row['slug']}/{edition['language']}.{edition['format']}"
        for row in PUBLICATIONS
        for edition in row["editions"]
    }
    for address in re.findall(r"\]\(([^)\s]+)[^)]*\)", post["body"]):
        if address.startswith("picture:"):
            assert (CONTENT / "pictures" / address.removeprefix("picture:")).is_file()
        elif address.startswith("/"):
            assert address in places
        elif address.startswith("mailto:"):
            assert address.endswith("@example.org")
        else:
            assert urlsplit(address).scheme == "https"
            assert re.search(r"(^|\.)example(\.org)?$", urlsplit(address).netloc)


@every_post
def test_a_post_is_long_enough_to_read_and_short_enough_to_finish(post: Record) -> None:
    if post["language"] in ("en", "vi"):
        assert 250 <= len(post["body"].split()) <= 900
    else:  # written without spaces between words
        assert 1_000 <= len(post["body"]) <= 4_500
    assert max(len(sentence.split()) for sentence in sentences(post["body"])) <= 60
    assert len(post["excerpt"]) <= 300


def test_a_sixty_first_word_would_be_noticed() -> None:
    assert (
        max(len(sentence.split()) for sentence in sentences("One two. " + "word " * 61 + "\n\n- end")) == 61
    )


@pytest.mark.parametrize(
    "mark", [r"(?m)^## ", r"(?m)^- ", r"(?m)^1\. ", r"(?m)^\|.*\|$", r"(?m)^> ", r"\[\^\w+\]: ", r"\*\*\w"]
)
def test_the_posts_use_every_kind_of_markdown(mark: str) -> None:
    assert any(re.search(mark, post["body"]) for post in PUBLISHED.values())


def test_the_papers_in_the_programme_add_up() -> None:
    body = BY_SLUG["programme-of-the-mixed-migration-seminar"]["body"]
    papers = re.findall(r"(?m)^\| \w+ \d\d:\d\d \| \d\. .*\| (\d+) \|$", body)
    assert len(papers) == 7
    assert sum(map(int, papers)) == 31


def test_the_special_kinds_of_post_are_all_there() -> None:
    posts = PUBLISHED.values()
    assert sorted(post["comments_mode"] for post in posts if "comments_mode" in post) == [
        "closed",
        "newcomers",
    ]
    (announcement,) = (post for post in posts if "announces" in post)
    assert BY_SLUG[announcement["announces"]]["category"] == "blog"
    assert announcement["published_at"] > BY_SLUG[announcement["announces"]]["published_at"]
    assert announcement["discussion_prompt"]
    assert all(post["discussion_prompt"] for post in posts if post["category"] == "blog")
    assert [post["slug"] for post in posts if post.get("pinned")] == ["coming-home-safely-a-guidebook"]
    series = [post["series"] for post in posts if "series" in post]
    assert (len(series), len(set(series))) == (3, 1)
    translations = [post for post in posts if "translates" in post]
    assert {post["translates"] for post in translations} == {
        "six-governments-agree-on-shared-signs",
        "before-you-leave-for-work",
    }
    for post in translations:
        original = BY_SLUG[post["translates"]]
        assert original["language"] == "en"
        assert post["published_at"] > original["published_at"]
    (republished,) = (post for post in posts if "source" in post)
    assert set(republished["source"]) == {"name", "address", "date", "permission"}
    assert republished["source"]["date"] < republished["published_at"].date()
    assert any(post["excerpt"] for post in posts)
    assert any(not post["excerpt"] for post in posts)


def test_one_long_post_stands_in_each_of_the_seven_languages() -> None:
    original = BY_SLUG["before-you-leave-for-work"]
    group = [original, *(post for post in POSTS.values() if post.get("translates") == original["slug"])]
    assert sorted(post["language"] for post in group) == ["en", "km", "lo", "my", "th", "vi", "zh"]
    for post in group:
        layout = laid_out(render_post(post["body"].replace("picture:", "/media/1/")).html, post["language"])
        assert len(layout.contents) >= 3, post["slug"]
        assert {"heading", "sideways", "notes"} <= {part.kind for part in layout.parts}, post["slug"]
        assert "\n> " in post["body"]
        assert "![" in post["body"]
        assert not re.search(r"[\u2028\u200b]", post["body"])


@pytest.mark.parametrize("script", ["THAI", "KHMER", "LAO", "MYANMAR", "CJK"])
def test_some_posts_speak_the_languages_of_the_region(script: str) -> None:
    passages = [char for post in PUBLISHED.values() for char in post["body"] if char.isalpha()]
    assert sum(unicodedata.name(char).startswith(script) for char in passages) > 50


@pytest.mark.parametrize(
    "path", sorted({*CONTENT.rglob("*.md"), *CONTENT.rglob("*.toml")}), ids=lambda path: path.name
)
def test_texts_are_stored_as_the_sanitiser_would_leave_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    allowed = {"\n", "\u200d"}  # the joiner inside emoji
    assert not {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"}} - allowed
    assert not re.search(r"[ \t]+$", text, re.MULTILINE)
