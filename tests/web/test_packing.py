"""Readers' pages are sent compressed, but for those beside a secret."""

import gzip

from flask import Response, g

from forum.web.packing import pack
from tests.factories.posts import make_post

GZIP = {"Accept-Encoding": "gzip, br"}


def test_a_readers_page_is_compressed_for_who_takes_that(app, cast, client, sign_in):
    with app.app_context():
        make_post(cast.chanthy.actor, slug="ferry")
    plain, packed = client.get("/posts/ferry"), client.get("/posts/ferry", headers=GZIP)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Content-Encoding" not in sign_in(cast.elin).get("/posts/ferry", headers=GZIP).headers


def test_a_page_with_a_forms_token_is_not(app):
    for has_token in (False, True):
        with app.test_request_context(headers=GZIP):
            if has_token:
                g.csrf_token = "secret"
            response = Response("x" * 5_000)
            pack(response)
            assert (response.content_encoding is None) is has_token
