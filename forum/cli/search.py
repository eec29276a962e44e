"""``forum search …``: the indexes by which comments and posts are found."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from forum.cli.opening import open_migrated_database
from forum.config import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask


@click.group()
def search() -> None:
    """Look after the indexes by which comments and posts are found."""


@search.command()
def rebuild() -> None:
    """Index the words of all comments and titles anew. The site can be used meanwhile."""
    from forum.operations.indexing import rebuild_comment_words, rebuild_title_words
    from forum.queries.maintenance import last_comment_number, last_post_number

    app = open_migrated_database(load_settings())
    with app.app_context():
        posts, comments = last_post_number(), last_comment_number()
    _walk(app, "titles", posts, rebuild_title_words)
    _walk(app, "comments", comments, rebuild_comment_words)
    click.echo("All comments and titles are found by the words that they have now.")


def _walk(app: Flask, what: str, end: int, step: Callable[[int], int | None]) -> None:
    """Goes through everything by number, a batch a time, each in a context of its own."""
    after = 0
    with click.progressbar(length=end, label=f"Indexing {what}", file=sys.stderr) as bar:
        while True:
            with app.app_context():
                last = step(after)
            if last is None:
                return
            bar.update(last - after)
            after = last
