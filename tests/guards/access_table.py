"""What each kind of person gets at every route: the table that ``test_access`` holds the site to.

Columns: a stranger, a reader (Elin), the author whose post it is (Chanthy), another author (Dara), a moderator of
another category (Fai), a moderator (Ana), the administrator (Boun). ``sign-in`` sends a stranger to sign in and back.
Forms are sent empty, so that those who get in are told what is missing (422) and nothing changes. What is not one's own
is not there (404).
"""

from dataclasses import dataclass

PEOPLE = ("stranger", "elin", "chanthy", "dara", "fai", "ana", "boun")


@dataclass(frozen=True)
class Row:
    """An address of the route, and what each of ``PEOPLE`` is answered there."""

    at: str
    answers: tuple[str, ...]


def _rows(text: str) -> dict[str, Row]:
    rows = {}
    for line in text.strip().splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        route, at, answers = (part.strip() for part in line.split("|"))
        row = Row(at, tuple(answers.split()))
        assert len(row.answers) == len(PEOPLE), line
        rows[route] = row
    return rows


ROUTES = _rows("""
# Readers
GET / | / | 200 200 200 200 200 200 200
GET /archive | /archive | 200 200 200 200 200 200 200
GET /archive/<year> | /archive/2026 | 200 200 200 200 200 200 200
GET /archive/<year>/<month> | /archive/2026/03 | 200 200 200 200 200 200 200
GET /categories/<slug> | /categories/posts | 200 200 200 200 200 200 200
GET /series/<slug> | /series/never | 404 404 404 404 404 404 404
GET /series/<slug>/feed.<kind> | /series/never/feed.atom | 404 404 404 404 404 404 404
GET /categories/<slug>/feed.<kind> | /categories/posts/feed.atom | 200 200 200 200 200 200 200
GET /comments.<kind> | /comments.atom | 200 200 200 200 200 200 200
GET /feeds | /feeds | 200 200 200 200 200 200 200
GET /languages/<tag> | /languages/en | 200 200 200 200 200 200 200
GET /languages/<tag>/feed.<kind> | /languages/en/feed.json | 200 200 200 200 200 200 200
GET /feed.<kind> | /feed.rss | 200 200 200 200 200 200 200
GET /p/<post_id> | /p/{post} | 301 301 301 301 301 301 301
GET /people/<slug> | /people/chanthy | 200 200 200 200 200 200 200
GET /people/<slug>/feed.<kind> | /people/chanthy/feed.json | 200 200 200 200 200 200 200
GET /posts/<slug> | /posts/{slug} | 200 200 200 200 200 200 200
GET /posts/<slug>.<kind> | /posts/{slug}.md | 200 200 200 200 200 200 200
GET /posts/<slug>/comments/news | /posts/{slug}/comments/news?after=0 | 200 200 200 200 200 200 200
GET /posts/<slug>/comments.<kind> | /posts/{slug}/comments.atom | 200 200 200 200 200 200 200
# A file that nothing public uses is there for those who write only.
GET /media/<number>/<name> | /media/{file}/guide.pdf | 404 404 200 200 404 404 200
GET /media/<number>/<width>/<digest>.<form> | /media/{file}/480/0123456789abcdef.webp | 404 404 404 404 404 404 404
GET /publications | /publications | 200 200 200 200 200 200 200
GET /publications/<slug> | /publications/{guidebook} | 200 200 200 200 200 200 200
GET /publications/id/<number> | /publications/id/{publication} | 301 301 301 301 301 301 301
GET /publications/feed.<kind> | /publications/feed.atom | 200 200 200 200 200 200 200
GET /publications/<slug>/<language>.<kind> | /publications/{guidebook}/en.pdf | 200 200 200 200 200 200 200
GET /publications/<slug>/<language>/<number>.<kind> | /publications/{guidebook}/en/1.pdf | 200 200 200 200 200 200 200
GET /robots.txt | /robots.txt | 200 200 200 200 200 200 200
GET /search | /search?q=ferry | 200 200 200 200 200 200 200
GET /sitemap.xml | /sitemap.xml | 200 200 200 200 200 200 200
GET /sitemaps/categories.xml | /sitemaps/categories.xml | 200 200 200 200 200 200 200
GET /sitemaps/publications.xml | /sitemaps/publications.xml | 200 200 200 200 200 200 200
GET /sitemaps/series.xml | /sitemaps/series.xml | 200 200 200 200 200 200 200
GET /sitemaps/people-<number>.xml | /sitemaps/people-1.xml | 200 200 200 200 200 200 200
GET /sitemaps/posts-<number>.xml | /sitemaps/posts-1.xml | 200 200 200 200 200 200 200
GET /tags/<slug> | /tags/migration | 200 200 200 200 200 200 200
GET /tags/<slug>/feed.<kind> | /tags/migration/feed.atom | 200 200 200 200 200 200 200
GET /healthz | /healthz | 200 200 200 200 200 200 200
GET /readyz | /readyz | 200 200 200 200 200 200 200
# Writers of comments
GET /comments/<comment_id> | /comments/{shown} | 303 303 303 303 303 303 303
GET /comments/<comment_id>/edit | /comments/{waiting}/edit | 404 404 404 404 404 404 404
POST /comments/<comment_id>/edit | /comments/{waiting}/edit | 404 404 404 404 404 404 404
POST /comments/<comment_id>/kept-code | /comments/{waiting}/kept-code | 404 404 404 404 404 404 404
GET /comments/<comment_id>/receipt | /comments/{waiting}/receipt | 404 404 404 404 404 404 404
POST /comments/<comment_id>/answers | /comments/{waiting}/answers | 404 404 404 404 404 404 404
POST /comments/<comment_id>/withdrawal | /comments/{waiting}/withdrawal | 404 404 404 404 404 404 404
# Only where the site has switched it on.
GET /moderation-log | /moderation-log | 404 404 404 404 404 404 404
# Only its writer may appeal, whatever its state; everybody may report what everybody reads.
GET /comments/<comment_id>/appeals/new | /comments/{waiting}/appeals/new | 404 404 404 404 404 404 404
POST /comments/<comment_id>/appeals | /comments/{waiting}/appeals | 404 404 404 404 404 404 404
GET /comments/<comment_id>/flags/new | /comments/{shown}/flags/new | 200 200 200 200 200 200 200
POST /comments/<comment_id>/flags | /comments/{shown}/flags | 422 422 422 422 422 422 422
GET /comments/<comment_id>/flags/sent | /comments/{shown}/flags/sent | 404 404 404 404 404 404 404
GET /my-reports | /my-reports | 200 200 200 200 200 200 200
GET /my-comments | /my-comments | 200 200 200 200 200 200 200
POST /my-comments/code | /my-comments/code | 422 422 422 422 422 422 422
GET /posts/<slug>/comments/new | /posts/{slug}/comments/new | 200 200 200 200 200 200 200
POST /posts/<slug>/comments | /posts/{slug}/comments | 422 422 422 422 422 422 422
# The links of letters to guests: whoever holds one may use it, and what is ended already can be ended again
GET /notices/<token> | /notices/none | 404 404 404 404 404 404 404
POST /notices/<token> | /notices/none | 303 303 303 303 303 303 303
POST /notices/<token>/confirmation | /notices/none/confirmation | 404 404 404 404 404 404 404
POST /notices/<token>/end | /notices/none/end | 303 303 303 303 303 303 303
GET /notices/ended | /notices/ended | 200 200 200 200 200 200 200

GET /letters/<token> | /letters/1.none | 404 404 404 404 404 404 404
POST /letters/<token> | /letters/1.none | 404 404 404 404 404 404 404
# Whoever has the link: no account makes a difference.
GET /preview/<token> | /preview/none | 404 404 404 404 404 404 404
# Accounts
GET /account | /account | sign-in 200 200 200 200 200 200
POST /account/name | /account/name | 401 422 422 422 422 422 422
POST /account/letters | /account/letters | 401 303 303 303 303 303 303
GET /account/password | /account/password | sign-in 200 200 200 200 200 200
POST /account/password | /account/password | 401 422 422 422 422 422 422
GET /confirm | /confirm | 200 200 200 200 200 200 200
POST /confirm | /confirm | 303 303 303 303 303 303 303
GET /confirm/<token> | /confirm/none | 410 410 410 410 410 410 410
POST /confirm/<token> | /confirm/none | 410 410 410 410 410 410 410
GET /confirm/sent | /confirm/sent | 200 200 200 200 200 200 200
GET /recover | /recover | 200 200 200 200 200 200 200
POST /recover | /recover | 303 303 303 303 303 303 303
GET /recover/<token> | /recover/none | 410 410 410 410 410 410 410
POST /recover/<token> | /recover/none | 410 410 410 410 410 410 410
GET /recover/sent | /recover/sent | 200 200 200 200 200 200 200
GET /sign-in | /sign-in | 200 303 303 303 303 303 303
POST /sign-in | /sign-in | 422 303 303 303 303 303 303
GET /sign-in/link/<token> | /sign-in/link/none | 410 410 410 410 410 410 410
POST /sign-in/link/<token> | /sign-in/link/none | 410 410 410 410 410 410 410
GET /sign-up | /sign-up | 200 303 303 303 303 303 303
POST /sign-up | /sign-up | 422 303 303 303 303 303 303
GET /sign-up/sent | /sign-up/sent | 200 200 200 200 200 200 200
# The desk
GET /desk | /desk | sign-in 403 200 200 200 200 200
GET /desk/commands | /desk/commands | sign-in 403 200 200 200 200 200
# Authors moderate nothing, unless the site lets them moderate their own posts.
GET /desk/moderation | /desk/moderation | sign-in 403 403 403 200 200 200
GET /desk/comments/<comment_id> | /desk/comments/{waiting} | sign-in 403 404 404 404 200 200
POST /desk/comments/<comment_id>/decisions | /desk/comments/{waiting}/decisions | 401 403 404 404 404 422 422
POST /desk/comments/<comment_id>/claim | /desk/comments/{waiting}/claim | 401 403 404 404 404 303 303
POST /desk/comments/<comment_id>/release | /desk/comments/{waiting}/release | 401 403 404 404 404 303 303
GET /desk/moderation/news | /desk/moderation/news | sign-in 403 403 403 200 200 200
POST /desk/comments/decisions | /desk/comments/decisions | 401 403 403 403 422 422 422
GET /desk/batches/new | /desk/batches/new | sign-in 403 403 403 200 200 200
GET /desk/batches/<batch> | /desk/batches/none | sign-in 403 404 404 404 404 404
POST /desk/batches | /desk/batches | 401 403 403 403 422 422 422
POST /desk/decisions/<entry_id>/reversal | /desk/decisions/9999/reversal | 401 403 404 404 404 404 404
POST /desk/batches/<batch>/reversal | /desk/batches/none/reversal | 401 403 404 404 404 404 404
GET /desk/writers/<kind>:<number> | /desk/writers/user:{user} | sign-in 403 403 403 403 200 200
POST /desk/writers/<kind>:<number>/sanctions | /desk/writers/user:{user}/sanctions | 401 403 403 403 403 422 422
POST /desk/comments/<comment_id>/notes | /desk/comments/{waiting}/notes | 401 403 404 404 404 422 422
POST /desk/writers/<kind>:<number>/notes | /desk/writers/user:{user}/notes | 401 403 403 403 403 422 422
POST /desk/notes/<number>/removal | /desk/notes/9999/removal | 401 403 404 404 404 404 404
POST /desk/sanctions/<number>/end | /desk/sanctions/9999/end | 401 403 403 403 403 404 404
GET /desk/posts | /desk/posts | sign-in 403 200 200 403 403 200
POST /desk/posts | /desk/posts | 401 403 422 422 403 403 422
# An empty paste is an empty answer.
POST /desk/posts/pasted | /desk/posts/pasted | 401 403 200 200 403 403 200
GET /desk/posts/calendar | /desk/posts/calendar | sign-in 403 200 200 403 403 200
GET /desk/posts/new | /desk/posts/new | sign-in 403 200 200 403 403 200
GET /desk/posts/<post_id>/edit | /desk/posts/{post}/edit | sign-in 403 200 404 403 403 200
# A new post is told from others by the key of its form.
POST /desk/posts/autosave | /desk/posts/autosave | 401 403 422 422 403 403 422
POST /desk/posts/autosave/end | /desk/posts/autosave/end | 401 403 422 422 403 403 422
# A form without the version that was seen has seen none that is stored.
POST /desk/posts/<post_id>/autosave | /desk/posts/{post}/autosave | 401 403 409 404 403 403 409
POST /desk/posts/<post_id>/autosave/end | /desk/posts/{post}/autosave/end | 401 403 303 404 403 403 303
POST /desk/posts/<post_id>/presence | /desk/posts/{post}/presence | 401 403 200 404 403 403 200
GET /desk/posts/<post_id>/revisions | /desk/posts/{post}/revisions | sign-in 403 200 404 403 403 200
GET /desk/posts/<post_id>/revisions/<number> | /desk/posts/{post}/revisions/1 | sign-in 403 200 404 403 403 200
POST /desk/posts/<post_id>/revisions/<number>/name | /desk/posts/{post}/revisions/1/name | 401 403 303 404 403 403 303
# A form without the version that was seen has seen none that is stored.
POST /desk/posts/<post_id>/revisions/<number>/back | /desk/posts/{post}/revisions/1/back | 401 403 409 404 403 403 409
# A form without the version that was seen has seen none that is stored.
POST /desk/posts/<post_id> | /desk/posts/{post} | 401 403 409 404 403 403 409
GET /desk/publications | /desk/publications | sign-in 403 200 200 403 403 200
POST /desk/publications | /desk/publications | 401 403 422 422 403 403 422
GET /desk/publications/new | /desk/publications/new | sign-in 403 200 200 403 403 200
GET /desk/publications/<number>/edit | /desk/publications/{publication}/edit | sign-in 403 200 404 403 403 200
GET /desk/publications/<number>/preview | /desk/publications/{publication}/preview | sign-in 403 200 404 403 403 200
POST /desk/publications/<number> | /desk/publications/{publication} | 401 403 409 404 403 403 409
POST /desk/publications/<number>/cover | /desk/publications/{publication}/cover | 401 403 422 404 403 403 422
POST /desk/publications/<number>/editions | /desk/publications/{publication}/editions | 401 403 422 404 403 403 422
GET /desk/publications/<number>/versions/<version>/removal | {edition_at}/removal | sign-in 403 200 404 403 403 200
POST /desk/publications/<number>/versions/<version>/removal | {edition_at}9999/removal | 401 403 404 404 403 403 404
POST /desk/publications/<number>/versions/<version> | {edition_at}9999 | 401 403 404 404 403 403 404
GET /desk/files | /desk/files | sign-in 403 200 200 403 403 200
POST /desk/files | /desk/files | 401 403 422 422 403 403 422
GET /desk/files/<number> | /desk/files/{file} | sign-in 403 200 200 403 403 200
# Everybody who writes sees all files, and changes the own ones.
POST /desk/files/<number> | /desk/files/{file} | 401 403 422 404 403 403 422
POST /desk/files/<number>/replacement | /desk/files/{file}/replacement | 401 403 422 404 403 403 422
POST /desk/files/<number>/deletion | /desk/files/9999/deletion | 401 403 404 404 403 403 404
GET /desk/posts/<post_id>/previews | /desk/posts/{post}/previews | sign-in 403 200 404 403 403 200
POST /desk/posts/<post_id>/previews | /desk/posts/{post}/previews | 401 403 422 404 403 403 422
POST /desk/posts/<post_id>/previews/<link_id>/end | /desk/posts/{post}/previews/9999/end | 401 403 404 404 403 403 404
GET /desk/log | /desk/log | sign-in 403 403 403 403 200 200
GET /desk/rules | /desk/rules | sign-in 403 403 403 403 200 200
POST /desk/rules | /desk/rules | 401 403 403 403 403 422 422
GET /desk/rules/<number> | /desk/rules/{list} | sign-in 403 403 403 403 200 200
POST /desk/rules/<number> | /desk/rules/{list} | 401 403 403 403 403 422 422
POST /desk/rules/<number>/deletion | /desk/rules/9999/deletion | 401 403 403 403 403 404 404
GET /desk/reasons | /desk/reasons | sign-in 403 403 403 403 200 200
# An empty form changes nothing.
POST /desk/reasons | /desk/reasons | 401 403 403 403 403 303 303
GET /desk/statistics | /desk/statistics | sign-in 403 403 403 403 200 200
GET /desk/statistics/<name>.csv | /desk/statistics/days.csv | sign-in 403 403 403 403 200 200
POST /desk/rules/trials | /desk/rules/trials | 401 403 403 403 403 422 422
POST /desk/rules/<number>/trials | /desk/rules/{list}/trials | 401 403 403 403 403 422 422
GET /desk/settings | /desk/settings | sign-in 403 403 403 403 403 200
POST /desk/settings/trials | /desk/settings/trials | 401 403 403 403 403 403 422
POST /desk/settings | /desk/settings | 401 403 403 403 403 403 422
GET /desk/categories | /desk/categories | sign-in 403 403 403 403 403 200
POST /desk/categories | /desk/categories | 401 403 403 403 403 403 422
GET /desk/categories/<number> | /desk/categories/1 | sign-in 403 403 403 403 403 200
POST /desk/categories/<number> | /desk/categories/1 | 401 403 403 403 403 403 422
POST /desk/categories/<number>/merger | /desk/categories/9999/merger | 401 403 403 403 403 403 404
GET /desk/bylines | /desk/bylines | sign-in 403 403 403 403 403 200
GET /desk/bylines/<number> | /desk/bylines/9999 | sign-in 403 403 403 403 403 404
POST /desk/bylines/<number> | /desk/bylines/9999 | 401 403 403 403 403 403 404
POST /desk/bylines/<number>/merger | /desk/bylines/9999/merger | 401 403 403 403 403 403 404
GET /desk/series | /desk/series | sign-in 403 403 403 403 403 200
GET /desk/series/<number> | /desk/series/9999 | sign-in 403 403 403 403 403 404
POST /desk/series/<number> | /desk/series/9999 | 401 403 403 403 403 403 404
POST /desk/series/<number>/order | /desk/series/9999/order | 401 403 403 403 403 403 404
POST /desk/series/<number>/merger | /desk/series/9999/merger | 401 403 403 403 403 403 404
POST /desk/series/<number>/deletion | /desk/series/9999/deletion | 401 403 403 403 403 403 404
GET /desk/tags | /desk/tags | sign-in 403 403 403 403 403 200
GET /desk/tags/<number> | /desk/tags/9999 | sign-in 403 403 403 403 403 404
POST /desk/tags/<number> | /desk/tags/9999 | 401 403 403 403 403 403 404
POST /desk/tags/<number>/merger | /desk/tags/9999/merger | 401 403 403 403 403 403 404
POST /desk/tags/<number>/deletion | /desk/tags/9999/deletion | 401 403 403 403 403 403 404
POST /desk/categories/<number>/deletion | /desk/categories/9999/deletion | 401 403 403 403 403 403 404
GET /desk/broken-links | /desk/broken-links | sign-in 403 403 403 403 403 200
POST /desk/broken-links/<number>/redirection | /desk/broken-links/9999/redirection | 401 403 403 403 403 403 404
POST /desk/broken-links/<number>/removal | /desk/broken-links/9999/removal | 401 403 403 403 403 403 404
GET /desk/people | /desk/people | sign-in 403 403 403 403 200 200
POST /desk/people/<user_id>/areas | /desk/people/{user}/areas | 401 403 403 403 403 403 422
POST /desk/people/<user_id>/activity | /desk/people/{user}/activity | 401 403 403 403 403 403 422
POST /desk/people/<user_id>/role | /desk/people/{user}/role | 401 403 403 403 403 403 422
POST /desk/people/invitations | /desk/people/invitations | 401 403 403 403 403 403 422
# Last: it ends every session of the person.
POST /sign-out | /sign-out | 303 303 303 303 303 303 303
""")
