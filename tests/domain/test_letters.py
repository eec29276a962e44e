"""What a writer knows while decisions follow one another, and hence which letter comes of them."""

from dataclasses import dataclass, field
from itertools import product

import pytest

from forum.domain.comment_states import DECISIONS, LETTERS, Decision, State
from forum.domain.letters import Change, known_after, known_before, known_to_editor

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED

# What the writer knew, what stood before, what stands → what they know while a letter waits or would, and afterwards.
TABLE = [
    (P, P, A, P, A),  # told
    (A, A, R, A, R),
    (S, S, A, S, A),
    (P, A, P, P, P),  # back at the start
    (R, R, P, R, P),  # tells nothing: the comment's page says it
    (P, P, S, P, S),
    (S, S, R, S, R),
    (P, A, S, P, P),  # a letter was due: it is owed
    (A, R, S, A, A),
    (A, A, T, A, A),  # the trash looks like nothing that happened
    (P, A, T, P, P),
    (A, T, A, A, A),  # and so does what comes out of it
    (P, T, A, P, A),  # but what was never told is told then
    (P, T, S, P, P),
]


@pytest.mark.parametrize(("known", "before", "after", "meanwhile", "then"), TABLE)
def test_what_a_writer_knows(
    known: State, before: State, after: State, meanwhile: State, then: State
) -> None:
    change = Change(known, before, after)
    assert known_after(change, is_over=False) is meanwhile
    assert known_after(change, is_over=True) is then


@pytest.mark.parametrize(
    ("change", "is_over", "known"),
    [
        (Change(P, P, A), False, P),
        (Change(P, P, A), True, A),  # told: the way back is told, too
        (Change(R, R, P), True, R),  # never told: nor is the way back
        (Change(P, A, P), True, P),
        (Change(P, A, T), True, P),
    ],
)
def test_what_a_writer_knows_when_it_is_taken_back(change: Change, is_over: bool, known: State) -> None:
    assert known_before(change, is_over=is_over) is known


def test_who_sends_again_knows_that_it_waits() -> None:
    assert [known_to_editor(P, state) for state in (P, A, R, S)] == [P] * 4
    assert [known_to_editor(A, state) for state in (P, A, R, S)] == [A, A, P, A]


@dataclass
class Story:
    """A comment of which its writer has heard all there is to hear, and what is done to it."""

    state: State
    knows: State = field(init=False)
    previous: State | None = None
    last: Change | None = None
    done: list[tuple[Change, State | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.knows = self.state

    def take(self, step: str, *, is_over: bool) -> bool:
        """One step, ``is_over`` the time of the letter about the one before; whether the law allows it."""
        undoes, edits, trash_from = step == "undo", step == "edit", None
        if undoes:
            if not self.done:
                return False
            taken_back, trash_from = self.done[-1]
            new = taken_back.before
        elif edits:
            if self.state is T:
                return False
            new = S if self.state is S else P
        elif step == Decision.RESTORE:
            if self.state is not T or self.previous is None:
                return False
            new = self.previous
        else:
            new = DECISIONS[self.state].get(Decision(step), self.state)
            trash_from = self.state
            if new is self.state:
                return False
        known = self.knows if self.last is None else self.known(undoes, is_over)
        if edits:
            known = known_to_editor(known, self.state)
        change = Change(known, self.state, new)
        if undoes:
            self.done.pop()
        elif edits:
            self.done.clear()
        else:
            self.done.append((change, self.previous))
        self.previous = trash_from if new is T else None
        self.state, self.last, self.knows = new, change, known
        return True

    def known(self, undoes: bool, is_over: bool) -> State:
        assert self.last is not None
        return (known_before if undoes else known_after)(self.last, is_over=is_over)

    @property
    def letter(self) -> tuple[State, State] | None:
        """The letter that waits."""
        return (self.last.known, self.state) if self.last is not None and self.last.is_told else None


STEPS = [*Decision, "undo", "edit"]


def stories(steps: int) -> list[tuple[State, tuple[str, ...]]]:
    return list(product((P, A, R, S), product(STEPS, repeat=steps)))


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_within_the_seconds_one_letter_tells_of_the_whole_way(length: int) -> None:
    told = 0
    for start, steps in stories(length):
        story, knew = Story(start), start
        for step in steps:
            was = story.state
            if not story.take(step, is_over=False):
                break
            knew = P if step == "edit" and was is R else knew
        else:
            way = (knew, story.state)
            assert story.letter == (way if way in LETTERS else None), (start, steps)
            told += 1
    assert told > 4


@pytest.mark.parametrize("length", [1, 2, 3])
def test_however_long_it_takes_nobody_is_left_with_what_is_not_so(length: int) -> None:
    """Whose comment is public in the end has heard so; and who has heard so hears when it is not, where no spam was in
    between: of that the law tells nothing."""
    for (start, steps), gaps in product(stories(length), product((False, True), repeat=length)):
        story, heard, was_spam = Story(start), start, start is S
        for step, is_over in zip(steps, gaps, strict=True):
            if is_over and story.letter:
                heard = story.letter[1]
            was = story.state
            if not story.take(step, is_over=is_over):
                break
            heard = P if step == "edit" and was is R else heard
            was_spam = was_spam or story.state is S
            assert story.letter is None or story.letter in LETTERS
        else:
            if story.letter:
                heard = story.letter[1]
            if story.state is A:
                assert heard is A, (start, steps, gaps)
            if heard is A and not was_spam:
                assert story.state in (A, T), (start, steps, gaps)
