"""What a change would have done, as a part of a page."""

from __future__ import annotations

from flask import render_template

from forum.domain.refusals import Refused
from forum.domain.screening.trial import Trial
from forum.web.fields import field_of
from forum.web.sentences import sentence


def trial_fragment(trial: Trial) -> str:
    """The result for the page that asked."""
    return render_template("rules/_trial.html", trial=trial)


def trial_refused(refused: Refused) -> tuple[str, int]:
    """Why nothing could be tried."""
    field = refused.facts.get("setting") or field_of(refused)
    return render_template("rules/_trial.html", said=sentence(refused), field=field), refused.status
