"""The site's settings."""

from __future__ import annotations

import sqlalchemy as sa

from forum.db import db
from forum.domain.site_settings import SiteSettings, from_rows
from forum.models import SiteSetting


def site_settings() -> SiteSettings:
    """What the editors decided, with defaults for the rest. One statement."""
    rows = db.session.execute(sa.select(SiteSetting.name, SiteSetting.value)).all()
    return from_rows({row.name: row.value for row in rows})
