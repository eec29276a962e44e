"""How a comment or post is named within a question."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

Number = sa.ColumnElement[int] | InstrumentedAttribute[int]
