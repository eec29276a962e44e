"""A model that has learned its lesson, without a thousand decisions."""

from datetime import datetime

from forum.domain.spam import Model, features
from forum.operations.spam.learning import keep_trained
from tests.support.moments import LONG_AGO

SPAM = (
    "Earn money fast: buy cheap followers at [our shop](https://casino.example/now) today, best bonus offer"
)
HAM = "The bridge in my village was built when I was a child, and my aunt told us about it"


def teach(times: int = 260, *, now: datetime = LONG_AGO) -> Model:
    """Stores a model that has seen ``times`` decisions of each kind: ``SPAM`` is spam and ``HAM`` is not."""
    from forum.domain.screening import Link

    model = Model()
    link = [Link("https://casino.example/now", "our shop")]
    for number in range(times):
        words = f"Earn money fast: buy cheap followers at our shop today, best bonus offer {number}"
        model.learn(features(words, name="Best Bonus", links=link), is_spam=True)
        model.learn(features(f"{HAM}, {number}", name="Mali"), is_spam=False)
    keep_trained(model, learned_until=0, now=now)
    return model
