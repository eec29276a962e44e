"""Site settings: what an editor decides, as rows of name and value; names and bounds: ``domain.site_settings``."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base, JsonWithNull


class SiteSetting(Base):
    __tablename__ = "site_setting"

    name: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    # "Never" is a value here (JSON null); a row that is missing means the default.
    value: Mapped[Any] = mapped_column(JsonWithNull)
