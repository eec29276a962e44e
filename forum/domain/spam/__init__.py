"""The local spam score: what the moderators' own decisions say about the next comment.

``features`` are a comment's marks, words and pairs of words before all; ``labels`` says which decisions teach, and
``model`` weighs the marks, one decision at a time; ``stored`` is its shape in the database; ``report`` says how well it
does; ``scoring`` makes a finding of it. Topic words (``topics``) are no marks: nobody is taken for a spammer because of
what happened to them.
"""

from forum.domain.spam.features import features
from forum.domain.spam.labels import SAYS, TEACHES, Label, Word, labels
from forum.domain.spam.model import ENOUGH_OF_EACH, Model
from forum.domain.spam.report import Figures, Lesson, split_report
from forum.domain.spam.scoring import LOOKS_LIKE_SPAM, RULE, SHOWN_FROM, Score, decides_alone, moves, score
from forum.domain.spam.stored import as_bytes, from_bytes

__all__ = [
    "ENOUGH_OF_EACH",
    "LOOKS_LIKE_SPAM",
    "RULE",
    "SAYS",
    "SHOWN_FROM",
    "TEACHES",
    "Figures",
    "Label",
    "Lesson",
    "Model",
    "Score",
    "Word",
    "as_bytes",
    "decides_alone",
    "features",
    "from_bytes",
    "labels",
    "moves",
    "score",
    "split_report",
]
