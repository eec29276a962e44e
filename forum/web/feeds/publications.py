"""Publications as entries of a feed."""

from __future__ import annotations

from urllib.parse import quote

from flask import render_template

from forum.queries.publications.listed import FeedPublication
from forum.web.feeds.feed import Entry, Name
from forum.web.formats import absolute, absolute_html
from forum.web.outside import outside


def publication_entry(publication: FeedPublication) -> Entry:
    """Cover, summary, description and all that can be downloaded. Its id is the address by number, which no change of
    the slug touches; where nobody is named as its maker, the site is."""
    address = absolute(f"/publications/{quote(publication.slug, safe='')}")
    html = render_template("publications/_feed_entry.html", publication=publication, address=address)
    return Entry(
        id=absolute(f"/publications/id/{publication.id}"),
        address=address,
        title=publication.title,
        language=publication.language,
        html=absolute_html(html, page=address),
        published=publication.published_at,
        updated=max(publication.updated_at, publication.published_at),
        authors=[Name(publication.credit or outside().settings.site_name)],
        summary=publication.summary,
        picture=absolute(publication.cover.address) if publication.cover else None,
        categories=[publication.category] if publication.category else (),
    )
