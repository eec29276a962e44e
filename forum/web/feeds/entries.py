"""Posts and comments as entries of a feed."""

from __future__ import annotations

from urllib.parse import quote

from flask_babel import gettext as _

from forum.domain.markup import shared_picture
from forum.queries.feeds import FeedComment, FeedPost
from forum.queries.people import Signature, chief_of
from forum.web.feeds.feed import Answers, Entry, Name
from forum.web.formats import absolute, absolute_html
from forum.web.outside import outside


def post_address(slug: str) -> str:
    """The absolute address of a post."""
    return absolute(f"/posts/{quote(slug, safe='')}")


def post_entry(post: FeedPost) -> Entry:
    """The whole post. Its id is the address by number, which no change of the slug touches. Where nobody signed it,
    the site did: not every reader knows that a feed's author stands for its entries."""
    address = post_address(post.slug)
    chief = chief_of(post.signatures)
    picture = shared_picture(post.body_html)
    return Entry(
        id=absolute(f"/p/{post.id}"),
        address=address,
        title=post.title,
        language=post.language,
        html=absolute_html(post.body_html, page=address),
        published=post.published_at,
        updated=post.updated_at,
        authors=[_name(one) for one in chief] or [Name(outside().settings.site_name)],
        contributors=[_name(one) for one in post.signatures if one not in chief],
        summary=post.excerpt,
        picture=absolute(picture.address) if picture else None,
        categories=list(dict.fromkeys((post.category, *post.tags))),
        comments_address=f"{address}#comments",
        comments_feed=f"{address}/comments",
        comments=post.comments,
        answered_at=post.answered_at,
    )


def _name(signature: Signature) -> Name:
    return Name(signature.name, absolute(f"/people/{quote(signature.person_slug, safe='')}"))


def comment_entry(comment: FeedComment) -> Entry:
    """The comment, and what it answers: another one, or the post."""
    address = absolute(f"/comments/{comment.id}")
    if comment.answers is None:
        answers = Answers(absolute(f"/p/{comment.post_id}"), post_address(comment.post_slug))
    else:
        above = absolute(f"/comments/{comment.answers}")
        # What is gone still tells what answers what, and leads nowhere.
        answers = Answers(above, None if comment.is_answered_gone else above)
    return Entry(
        id=address,
        address=address,
        title=_("%(name)s on “%(title)s”", name=comment.name, title=comment.post_title),
        language=comment.language,
        html=comment.body_html,
        published=comment.created_at,
        updated=comment.updated_at,
        authors=[Name(comment.name)],
        answers=answers,
    )
