"""The site's settings."""

from __future__ import annotations

import json

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import ReasonCode
from forum.domain.reasons import Sentences
from forum.domain.site_settings import SiteSettings, from_rows
from forum.models import ReasonSentence, SiteSetting


def site_settings() -> SiteSettings:
    """What the editors decided, with defaults for the rest. One statement."""
    rows = db.session.execute(sa.select(SiteSetting.name, SiteSetting.value)).all()
    return from_rows({row.name: row.value for row in rows})


def settings_and_sentences() -> tuple[SiteSettings, Sentences]:
    """The settings, and the site's own sentences for the reasons of rejections, by code and language. One statement:
    every page needs the settings, and those that show the sentences have none to spare."""
    settings = sa.select(
        SiteSetting.name.label("name"),
        sa.literal("").label("language"),
        sa.cast(SiteSetting.value, sa.Text).label("value"),
    )
    sentences = sa.select(
        sa.cast(ReasonSentence.code, sa.String), ReasonSentence.language, ReasonSentence.sentence
    )
    rows = db.session.execute(sa.union_all(settings, sentences)).all()
    return (
        from_rows({row.name: json.loads(row.value) for row in rows if not row.language}),
        {(ReasonCode(row.name), row.language): row.value for row in rows if row.language},
    )
