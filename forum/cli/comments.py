"""``forum comments …``: work on all of them at once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from forum.cli.faults import Fault
from forum.cli.opening import open_migrated_database
from forum.config import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from forum.operations.comments.rerendering import Batch


@click.group()
def comments() -> None:
    """Work on all comments at once, and on the addresses that guests gave with them."""


@comments.command()
def rerender() -> None:
    """Make all HTML of comments, posts and publications anew from its source, after a change of the sanitiser."""
    from forum.operations.comments.rerendering import rerender_comments
    from forum.operations.posts.rerendering import rerender_posts
    from forum.operations.publications.rerendering import rerender_publications
    from forum.queries.maintenance import last_comment_number, last_post_number, last_publication_number

    app = open_migrated_database(load_settings())
    with app.app_context():
        ends = last_post_number(), last_comment_number(), last_publication_number()
    changed, refused = 0, []
    walks = (
        ("posts", ends[0], rerender_posts),
        ("comments", ends[1], rerender_comments),
        ("publications", ends[2], rerender_publications),
    )
    for what, end, step in walks:
        batches = _walk(app, what, end, step)
        changed += sum(batch.changed for batch in batches)
        refused += [f"{what.removesuffix('s')} {number}" for batch in batches for number in batch.refused]
    click.echo(f"Texts that have other HTML than before: {changed}.")
    if refused:
        raise Fault(f"The sanitiser does not take {', '.join(refused)}: what was stored is still shown.")


@comments.command("ask")
@click.argument("address")
def ask_again(address: str) -> None:
    """Ask at ADDRESS again whether letters are wanted there, whose reader had ended them and wrote to you."""
    from forum.adapters.seals import Seals
    from forum.domain.email_addresses import tidy_email
    from forum.operations.comments.notices import allow_questions

    settings = load_settings()
    app = open_migrated_database(settings)
    address_hash = Seals(settings.secret_key).address_hash(tidy_email(address))
    with app.app_context():
        had_ended = allow_questions(address_hash)
    click.echo("It is asked again." if had_ended else "Nobody has ended the letters to this address.")


def _walk(app: Flask, what: str, end: int, step: Callable[[int], Batch]) -> list[Batch]:
    """Goes through everything by number, a batch a time, each in a context of its own."""
    batches: list[Batch] = []
    after = 0
    with click.progressbar(length=end, label=f"Rendering {what}", file=sys.stderr) as bar:
        while True:
            with app.app_context():
                batch = step(after)
            if batch.last is None:
                return batches
            batches.append(batch)
            bar.update(batch.last - after)
            after = batch.last


@comments.command()
def train() -> None:
    """Teach the spam score anew from the newest decisions, and say how well it does."""
    from forum.adapters import clock
    from forum.domain.spam import ENOUGH_OF_EACH, Lesson, Model, split_report
    from forum.operations.spam.learning import NEWEST, SETTLED_AFTER, keep_trained
    from forum.operations.spam.rescoring import rescore_waiting
    from forum.queries.spam import last_entry_by, lessons_between, start_of_newest

    app = open_migrated_database(load_settings())
    now = clock.now()
    with app.app_context():
        until = last_entry_by(now - SETTLED_AFTER)
        after = start_of_newest(NEWEST, until)
    lessons: list[Lesson] = []
    with click.progressbar(length=until - after, label="Reading decisions", file=sys.stderr) as bar:
        while after < until:
            with app.app_context():
                stretch = lessons_between(after, until)
            lessons += stretch.lessons
            bar.update(stretch.last - after)
            after = stretch.last
    learned, figures = split_report(lessons)
    model = Model()
    with click.progressbar(lessons, label="Learning", file=sys.stderr) as bar_of_lessons:
        for lesson in bar_of_lessons:
            model.learn(lesson.features, is_spam=lesson.is_spam)
    with app.app_context():
        keep_trained(model, learned_until=until, now=now)
    click.echo(f"Learned from {model.decisions} decisions: {model.spam} spam, {model.ham} not.")
    if not model.is_ready:
        click.echo(f"No comment is scored before {ENOUGH_OF_EACH} decisions of each kind.")
    click.echo(
        f"A model of the first {learned} decisions, asked about the {len(lessons) - learned} after them:"
    )
    for one in figures:
        click.echo(
            f"  p >= {one.threshold:<4}  recall {_share(one.caught, one.spam)}  "
            f"false positives {_share(one.accused, one.ham)}"
        )
    changed, behind = 0, None
    while True:
        with app.app_context():
            piece = rescore_waiting(behind)
        if piece.end is None:
            break
        changed, behind = changed + piece.changed, piece.end
        clock.rest()
    click.echo(f"Scores that are others now, of what waits: {changed}.")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%} ({part} of {whole})" if whole else "unknown (none)"


@comments.command()
def recount() -> None:
    """Count all comments again, and set right what differs from the kept counters."""
    from forum.operations.comments.recounting import recount_post, recount_site
    from forum.queries.maintenance import post_numbers

    app = open_migrated_database(load_settings())
    with app.app_context():
        numbers = post_numbers()
    differed = 0
    with click.progressbar(numbers, label="Counting posts", file=sys.stderr) as bar:
        for number in bar:
            with app.app_context():
                differed += recount_post(number)
    with app.app_context():
        differed += recount_site()
    click.echo(f"Numbers that differed and are right now: {differed}.")
