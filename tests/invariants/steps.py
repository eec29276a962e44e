"""What people may do in a property test, as data that hypothesis can draw, shrink and print."""

from dataclasses import dataclass

from hypothesis import strategies as st

from forum.domain.comment_states import Decision
from forum.domain.post_states import PostMove

# Said plainly, said with a word that a list holds, or said before.
PLAIN, HELD_WORD, REPEATED = "plain", "lottery", "repeated"
TEXTS = st.sampled_from([PLAIN, PLAIN, HELD_WORD, REPEATED])
# An account gets letters, and an author is public at once; more often the first than the others.
WRITERS = ("reader", "reader", "guest", "other guest", "stranger", "author")
MODERATORS = ("ana", "boun")
# Which of the comments so far: the number wraps around.
WHICH = st.integers(0, 7)


@dataclass(frozen=True)
class Post:
    """Somebody comments, or answers the comment ``answers`` (None: the post)."""

    writer: str
    text: str
    answers: int | None


@dataclass(frozen=True)
class Decide:
    """``late``: on the version before the one that stands. ``redacts``: with a new text in the same step."""

    moderator: str
    which: int
    decision: Decision
    with_replies: bool = False
    late: bool = False
    redacts: bool = False


@dataclass(frozen=True)
class DecideMany:
    """On every comment of which the bit is set; one of them may be seen too late."""

    moderator: str
    decision: Decision
    mask: int
    with_replies: bool = False
    late: bool = False


@dataclass(frozen=True)
class Undo:
    """Takes back the entry so many decisions ago (0: the last)."""

    moderator: str
    ago: int


@dataclass(frozen=True)
class UndoMany:
    moderator: str


@dataclass(frozen=True)
class Edit:
    which: int
    text: str
    late: bool = False


@dataclass(frozen=True)
class Withdraw:
    which: int


@dataclass(frozen=True)
class ChangeMode:
    mode: str


@dataclass(frozen=True)
class MovePost:
    move: PostMove


@dataclass(frozen=True)
class Wait:
    """Time passes, and what is due by then is sent."""

    seconds: int


Step = Post | Decide | DecideMany | Undo | UndoMany | Edit | Withdraw | ChangeMode | MovePost | Wait

POSTS = st.builds(
    Post,
    st.sampled_from(WRITERS),
    TEXTS,
    st.one_of(st.none(), WHICH),
)
DECISIONS = st.builds(
    Decide,
    st.sampled_from(MODERATORS),
    WHICH,
    st.sampled_from(Decision),
    with_replies=st.booleans(),
    late=st.sampled_from([False, False, False, True]),
    redacts=st.sampled_from([False, False, False, True]),
)
EDITS = st.builds(Edit, WHICH, TEXTS, late=st.sampled_from([False, False, False, True]))
MODES = st.builds(
    ChangeMode, st.sampled_from(["suspects", "suspects", "everyone", "everyone", "newcomers", "closed"])
)
STEPS: st.SearchStrategy[Step] = st.one_of(
    POSTS,
    DECISIONS,
    DECISIONS,
    EDITS,
    EDITS,
    st.builds(Withdraw, WHICH),
    st.builds(Undo, st.sampled_from(MODERATORS), st.integers(0, 2)),
    st.builds(
        DecideMany,
        st.sampled_from(MODERATORS),
        st.sampled_from(Decision),
        st.integers(1, 255),
        with_replies=st.booleans(),
        late=st.booleans(),
    ),
    st.builds(UndoMany, st.sampled_from(MODERATORS)),
    MODES,
    st.builds(MovePost, st.sampled_from([PostMove.PUBLISH, PostMove.UNPUBLISH])),
    st.builds(Wait, st.sampled_from([1, 40])),
)
# A thread of a few public comments, so that there is something to decide about and to hide; then the mode of the play,
# and anything.
BEGINNINGS = st.lists(
    st.builds(Post, st.sampled_from(WRITERS), st.sampled_from([PLAIN, PLAIN, PLAIN, HELD_WORD]), WHICH),
    min_size=2,
    max_size=5,
)
PLAYS = st.tuples(BEGINNINGS, MODES, st.lists(STEPS, min_size=2, max_size=10)).map(
    lambda parts: [ChangeMode("suspects"), *parts[0], parts[1], *parts[2]]
)
