"""The moderator's desk: queues, decisions, undo, the log."""

from __future__ import annotations

from flask import Flask

from forum.web.moderation import batches, claims, decisions, desk, news, notes, public_log, writers
from forum.web.moderation.marking import marked_html, marked_name, told_once
from forum.web.sentences.rule_names import kind_name


def hang(app: Flask) -> None:
    app.register_blueprint(desk.room)
    app.register_blueprint(decisions.room)
    app.register_blueprint(batches.room)
    app.register_blueprint(public_log.room)
    app.register_blueprint(claims.room)
    app.register_blueprint(news.room)
    app.register_blueprint(writers.room)
    app.register_blueprint(notes.room)
    app.jinja_env.globals["marked_html"] = marked_html
    app.jinja_env.globals["marked_name"] = marked_name
    app.jinja_env.globals["told_once"] = told_once
    app.jinja_env.globals["kind_name"] = kind_name
    app.jinja_env.globals["news_address"] = news.news_address
    app.jinja_env.globals["news_address_alone"] = news.news_address_alone
