"""A post for machines that read pages: what search engines and messengers are told of it, in the words of schema.org.

It says what the page shows and nothing else: the text itself stands on the page, so it is not said twice; of each
comment there is the beginning, since the whole of a thread would double the page for everybody who reads it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from forum.domain.markup import SharedPicture
from forum.domain.text.graphemes import next_border
from forum.operations.posts.drafts import BylineRole
from forum.queries.belonging import Translated
from forum.queries.people import Signature, chief_of
from forum.queries.posts import PostView
from forum.queries.taxonomy import Section
from forum.queries.thread import Thread, ThreadComment
from forum.web.formats import absolute, machine_time
from forum.web.outside import outside

# So much of each comment, in characters.
BEGINNING = 160
_ROLES = {
    BylineRole.TRANSLATOR: "translator",
    BylineRole.EDITOR: "editor",
    BylineRole.PHOTOGRAPHER: "contributor",
}
# Also one that was cut.
_TAG = re.compile("<[^>]*(?:>|$)")
# What could end the element, or a line of a script, in whatever program reads it.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

Facts = dict[str, Any]


def described(
    post: PostView, thread: Thread, picture: SharedPicture | None, section: Section | None
) -> Markup:
    """The content of the page's ``<script type="application/ld+json">``. ``section`` is the category of the post."""
    address = _post_address(post.slug)
    graph = [_posting(post, thread, picture, address)]
    if section is not None:
        graph.append(_path(section, post.title, address))
    return as_script({"@context": "https://schema.org", "@graph": graph})


def as_script(facts: Facts) -> Markup:
    """JSON that can stand inside a script element whatever texts are in it."""
    written = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return Markup(written.translate(_ESCAPES))


def _posting(post: PostView, thread: Thread, picture: SharedPicture | None, address: str) -> Facts:
    chief = chief_of(post.signatures)
    site = {"@type": "Organization", "name": outside().settings.site_name, "url": absolute("/")}
    facts: Facts = {
        "@type": "BlogPosting",
        "@id": absolute(f"/p/{post.id}"),
        "url": address,
        "mainEntityOfPage": address,
        "headline": post.title,
        "description": post.excerpt,
        "inLanguage": post.language,
        "datePublished": machine_time(post.published_at),
        "dateModified": machine_time(max(post.updated_at, post.published_at)),
        "author": [_person(one) for one in chief] or [site],
        "publisher": site,
        "image": _image(picture),
        "articleSection": post.category_name,
        "keywords": [tag.name for tag in post.tags],
        "isBasedOn": _source(post),
        "commentCount": post.comments,
        "discussionUrl": f"{address}#comments",
        "comment": _nested(thread.comments),
    }
    for role, word in _ROLES.items():
        facts[word] = [_person(one) for one in post.signatures if one.role is role and one not in chief]
    original = post.belonging.original
    others = [one for one in post.belonging.translations if not one.is_original]
    if original:
        facts["translationOfWork"] = _text(original)
    elif others:
        facts["workTranslation"] = [_text(one) for one in others]
    return _given(facts)


def _source(post: PostView) -> Facts | None:
    """Where a republished post appeared first."""
    if not post.source_name:
        return None
    return _given(
        {
            "@type": "CreativeWork",
            "url": post.source_link,
            "publisher": {"@type": "Organization", "name": post.source_name},
            "datePublished": post.source_date.isoformat() if post.source_date else None,
        }
    )


def _text(one: Translated) -> Facts:
    """The post in another language."""
    return {
        "@type": "BlogPosting",
        "url": _post_address(one.slug),
        "headline": one.title,
        "inLanguage": one.language,
    }


def _person(signature: Signature) -> Facts:
    return _given(
        {
            "@type": "Person",
            "name": signature.name,
            "url": absolute(f"/people/{quote(signature.person_slug, safe='')}"),
            "jobTitle": signature.title,
            "affiliation": {"@type": "Organization", "name": signature.organisation}
            if signature.organisation
            else None,
        }
    )


def _image(picture: SharedPicture | None) -> Facts | None:
    if picture is None:
        return None
    return _given(
        {
            "@type": "ImageObject",
            "url": absolute(picture.address),
            "width": picture.width,
            "height": picture.height,
            "caption": picture.words,
        }
    )


def _nested(comments: Iterable[ThreadComment]) -> list[Facts]:
    """The comments of the page, each with its answers in it. What answers a comment that is gone stands in the one
    above that."""
    top: list[Facts] = []
    within: dict[int, list[Facts]] = {}
    for one in comments:
        beside = within.get(one.answers, top) if one.answers is not None else top
        if one.gone is not None or one.body_html is None:
            within[one.id] = beside
            continue
        answers: list[Facts] = []
        within[one.id] = answers
        beside.append(
            {
                "@type": "Comment",
                "url": absolute(f"/comments/{one.id}"),
                "author": {"@type": "Person", "name": one.name},
                "datePublished": machine_time(one.created_at),
                **({"inLanguage": one.language} if one.language else {}),
                "text": _beginning(one.body_html),
                "comment": answers,
            }
        )
    _take_out_empty(top)
    return top


def _take_out_empty(comments: list[Facts]) -> None:
    waiting = [comments]
    while waiting:
        for one in waiting.pop():
            if one["comment"]:
                waiting.append(one["comment"])
            else:
                del one["comment"]


def _beginning(body_html: str) -> str:
    text = " ".join(html.unescape(_TAG.sub(" ", body_html[: BEGINNING * 20])).split())
    end = next_border(text, BEGINNING)
    return text if end >= len(text) else f"{text[:end]}…"


def _path(section: Section, title: str, address: str) -> Facts:
    """Where the post stands: in a category, which may stand in another one."""
    places = [
        (one.name, absolute(f"/categories/{quote(one.slug, safe='')}"))
        for one in (section.parent, section.category)
        if one is not None
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": item}
            for number, (name, item) in enumerate([*places, (title, address)], 1)
        ],
    }


def _post_address(slug: str) -> str:
    return absolute(f"/posts/{quote(slug, safe='')}")


def _given(facts: Facts) -> Facts:
    return {name: fact for name, fact in facts.items() if fact not in ("", None, [])}
