"""``forum search …``: the indexes by which comments and posts are found."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from forum.cli.opening import open_migrated_database
from forum.config import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask


@click.group()
def search() -> None:
    """Look after the indexes by which posts, comments and publications are found."""


@search.command()
def rebuild() -> None:
    """Index the words of all posts, comments and publications anew. The site can be used meanwhile."""
    from forum.domain.finding import DocumentKind
    from forum.operations.indexing import (
        damaged_word_tables,
        mend_word_table,
        rebuild_comment_words,
        rebuild_documents,
        rebuild_title_words,
    )
    from forum.queries.maintenance import last_comment_number, last_post_number, last_publication_number

    app = open_migrated_database(load_settings())
    with app.app_context():
        last = {
            DocumentKind.POST: last_post_number(),
            DocumentKind.COMMENT: last_comment_number(),
            DocumentKind.PUBLICATION: last_publication_number(),
        }
    walks: list[tuple[str, int, Callable[[int], int | None]]] = [
        ("titles for the desk", last[DocumentKind.POST], rebuild_title_words),
        ("comments for the desk", last[DocumentKind.COMMENT], rebuild_comment_words),
        *((f"{kind}s for readers", end, partial(rebuild_documents, kind)) for kind, end in last.items()),
    ]
    with app.app_context():
        damaged = damaged_word_tables()
    if damaged:
        click.echo("The index is damaged. Mending it first; saving has to wait meanwhile.", err=True)
        for words in damaged:
            with app.app_context():
                mend_word_table(words)
    for what, end, step in walks:
        _walk(app, what, end, step)
    click.echo("All posts, comments and publications are found by the words that they have now.")


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
