"""A plain Flask page over the same database: ``/posts/<slug>`` with its comments, and a durable insert.

It reads Forum's own tables through models of its own, so that both sides show the same rows from the same file.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from flask import Flask, abort, redirect, render_template, request, url_for
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from werkzeug.wrappers import Response


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class Post(db.Model):  # type: ignore[name-defined,misc]
    __tablename__ = "post"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    title: Mapped[str]
    body_html: Mapped[str]
    published_at: Mapped[datetime]
    comments: Mapped[list[Comment]] = relationship(
        primaryjoin=lambda: sa.and_(Comment.post_id == Post.id, Comment.state == "approved"),
        order_by=lambda: Comment.path,
        viewonly=True,
    )


class Comment(db.Model):  # type: ignore[name-defined,misc]
    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id"))
    path: Mapped[str]
    depth: Mapped[int]
    state: Mapped[str]
    author_name: Mapped[str]
    body_html: Mapped[str]
    created_at: Mapped[datetime]


class Note(db.Model):  # type: ignore[name-defined,misc]
    """What the plain insert writes: one row with a text, nothing else."""

    __tablename__ = "bench_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_name: Mapped[str]
    body: Mapped[str]
    created_at: Mapped[datetime]


app = Flask(__name__, template_folder=str(Path(__file__).parent / "templates"))
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["FORUM_DATABASE_URL"]
db.init_app(app)


@app.get("/posts/<slug>")
def post(slug: str) -> str:
    found = db.session.scalar(sa.select(Post).where(Post.slug == slug))
    if found is None:
        abort(404)
    return render_template("post.html", post=found)


@app.get("/comments/<int:comment_id>")
def comment(comment_id: int) -> Response:
    found = db.get_or_404(Comment, comment_id)
    return redirect(url_for("post", slug=db.get_or_404(Post, found.post_id).slug))


@app.post("/posts/<slug>/comments")
def note(slug: str) -> Response:
    row = Note(
        author_name=request.form["author_name"], body=request.form["body"], created_at=datetime.now(UTC)
    )
    db.session.add(row)
    db.session.commit()
    return redirect(url_for("post", slug=slug), 303)


with app.app_context():
    Note.metadata.tables["bench_note"].create(db.engine, checkfirst=True)
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
