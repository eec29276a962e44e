"""Publications are found among the rest, by the table of questions, from the minute on in which readers see them."""

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db, transaction
from forum.domain.finding import DocumentKind
from forum.domain.post_states import PostMove
from forum.models import Publication, PublicationDocument
from forum.operations.publications.drafts import PublicationDraft
from forum.operations.publications.moving import move_publication
from forum.operations.publications.saving import save_publication
from tests.factories.posts import make_post
from tests.factories.publications import make_edition, make_publication
from tests.queries.finding.scenes import PUBLICATION_CASES, PUBLICATIONS, ask, found, publications
from tests.support.moments import LONG_AGO, NOW, TOMORROW

pytestmark = pytest.mark.both_engines


def test_each_question_finds_its_publications(in_app: Flask, cast, subtests: pytest.Subtests) -> None:
    by, keys = cast.chanthy.actor, {}
    for one in PUBLICATIONS:
        fields = {name: one[name] for name in ("title", "summary", "description", "language")}
        made = make_publication(in_app, by, editions=(), published_at=None, **fields)
        for language in one["editions"].split():
            make_edition(in_app, made, by, language, label=one["label"])
        move_publication(made.id, PostMove.PUBLISH, by=by, now=LONG_AGO)
        keys[made.id] = one["key"]
    for case in PUBLICATION_CASES:
        with subtests.test(q=case["q"], language=case.get("language")):
            numbers = publications(case["q"], language=case.get("language"))
            assert {keys[number] for number in numbers} == set(case["finds"].split())
            for hit in ask(case["q"], language=case.get("language")).hits:
                assert any(piece.is_hit for piece in [*hit.title, *hit.passage])


def test_it_comes_and_goes_with_its_state_and_stands_in_the_order_of_its_day(in_app: Flask, cast) -> None:
    by = cast.chanthy.actor
    post = make_post(by, title="Durian", published_at=LONG_AGO).id
    made = make_publication(in_app, by, title="Durian", published_at=None)
    assert found("durian") == [("post", post)]
    move_publication(made.id, PostMove.PUBLISH, by=by, now=NOW)
    both = [("publication", made.id), ("post", post)]
    assert found("durian") == both
    assert found("durian", kind=DocumentKind.PUBLICATION) == both[:1]
    assert found("durian", kind=DocumentKind.POST) == both[1:]
    plan = make_publication(in_app, by, title="Durian", published_at=TOMORROW, now=NOW).id
    assert publications("durian") == [made.id]
    assert publications("durian", now=TOMORROW) == [plan, made.id]
    save_publication(made.id, PublicationDraft("Mango"), seen=2, by=by, now=NOW)
    assert (publications("durian"), publications("mango")) == ([], [made.id])
    move_publication(made.id, PostMove.TRASH, by=by, now=NOW)
    assert publications("mango") == []
    with transaction() as session:
        session.execute(sa.delete(Publication))
    assert db.session.scalars(sa.select(PublicationDocument.place)).all() == []
    assert len(db.session.scalars(sa.text("SELECT rowid FROM document_words")).all()) == 1
