"""What people may do in a property test, as data that hypothesis can draw, shrink and print."""

from dataclasses import dataclass

from hypothesis import strategies as st

from forum.domain.comment_states import Decision
from forum.domain.post_states import PostMove
from forum.domain.sanctions import SanctionKind

# Said plainly, said with a word that a list holds, said before, or with somebody's telephone number.
PLAIN, HELD_WORD, REPEATED, PERSONAL = "plain", "lottery", "repeated", "personal"
NUMBER = "+855 12 345 678"
TEXTS = st.sampled_from([PLAIN, PLAIN, HELD_WORD, REPEATED, PERSONAL])
# An account gets letters, and an author is public at once; more often the first than the others.
WRITERS = ("reader", "reader", "guest", "other guest", "stranger", "author")
# Fai moderates the category of the play, Gita another: whatever she tries is refused.
MODERATORS = ("ana", "ana", "boun", "boun", "fai", "gita")
READERS = ("reader", "guest", "other guest", "stranger", "author", "ana", "elin")
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
    """``late``: on the version before the one that stands. ``edits``: with a new text in the same step; ``redacts``:
    without the personal data in it. ``answers``: with a sentence to the writer, as an appeal wants it. ``among``: of
    the comments of which this column is set, if there are any."""

    moderator: str
    which: int
    decision: Decision
    with_replies: bool = False
    late: bool = False
    edits: bool = False
    redacts: bool = False
    answers: bool = True
    among: str = ""


@dataclass(frozen=True)
class DecideMany:
    """On every comment of which the bit is set; one of them may be seen too late."""

    moderator: str
    decision: Decision
    mask: int
    with_replies: bool = False
    late: bool = False
    answers: bool = False


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
class Flag:
    """A reader reports a comment, seen or not."""

    reader: str
    which: int


@dataclass(frozen=True)
class Appeal:
    """The writer of a rejected comment asks for another decision; where none is rejected, of any."""

    which: int


@dataclass(frozen=True)
class Impose:
    """A sanction of a minute, or, but for muting, without an end."""

    moderator: str
    writer: str
    kind: SanctionKind
    has_end: bool


@dataclass(frozen=True)
class Lift:
    """Ends the sanction so many sanctions ago (0: the last); ``acknowledges``: the writer reads it, if a warning."""

    moderator: str
    ago: int
    acknowledges: bool = False


@dataclass(frozen=True)
class HideFlagged:
    """The site lets readers' flags hide a comment from this weight on (None: they never do)."""

    at: int | None


@dataclass(frozen=True)
class ShowLog:
    """The site shows readers its log of moderation, or does no longer."""

    shown: bool


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


Step = (
    Post
    | Decide
    | DecideMany
    | Undo
    | UndoMany
    | Edit
    | Withdraw
    | Flag
    | Appeal
    | Impose
    | Lift
    | HideFlagged
    | ShowLog
    | ChangeMode
    | MovePost
    | Wait
)

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
    edits=st.sampled_from([False, False, False, True]),
    redacts=st.sampled_from([False, False, False, True]),
    answers=st.sampled_from([True, True, False]),
    among=st.sampled_from(["", "", "flagged_at", "appealed_at", "is_muted", "hides_replies"]),
)
FLAGS = st.builds(Flag, st.sampled_from(READERS), WHICH)
APPEALS = st.builds(Appeal, WHICH)
KINDS = st.sampled_from([SanctionKind.MUTE, *SanctionKind])
SANCTIONS = st.one_of(
    st.builds(
        Impose,
        st.sampled_from(MODERATORS),
        st.sampled_from(WRITERS),
        KINDS,
        has_end=st.booleans(),
    ),
    st.builds(Lift, st.sampled_from(MODERATORS), st.integers(0, 1), acknowledges=st.booleans()),
)
HIDING = st.builds(HideFlagged, st.sampled_from([None, 1, 1, 2]))
EDITS = st.builds(Edit, WHICH, TEXTS, late=st.sampled_from([False, False, False, True]))
MODES = st.builds(
    ChangeMode, st.sampled_from(["suspects", "suspects", "everyone", "everyone", "newcomers", "closed"])
)
LOGS = st.builds(ShowLog, st.sampled_from([True, True, False]))
UNDOES = st.builds(Undo, st.sampled_from(MODERATORS), st.integers(0, 2))
BULKS = st.builds(
    DecideMany,
    st.sampled_from(MODERATORS),
    st.sampled_from(Decision),
    st.integers(1, 255),
    with_replies=st.booleans(),
    late=st.booleans(),
    answers=st.booleans(),
)
STEPS: st.SearchStrategy[Step] = st.one_of(
    POSTS,
    DECISIONS,
    DECISIONS,
    DECISIONS,
    EDITS,
    EDITS,
    st.builds(Withdraw, WHICH),
    FLAGS,
    APPEALS,
    SANCTIONS,
    HIDING,
    LOGS,
    UNDOES,
    BULKS,
    st.builds(UndoMany, st.sampled_from(MODERATORS)),
    MODES,
    st.builds(MovePost, st.sampled_from([PostMove.PUBLISH, PostMove.UNPUBLISH])),
    st.builds(Wait, st.sampled_from([1, 40])),
)


def about(column: str) -> st.SearchStrategy[Step]:
    """What may become of a comment of which the column is set; most often a decision."""
    deciding = st.builds(
        Decide,
        st.sampled_from(MODERATORS),
        WHICH,
        st.sampled_from(Decision),
        edits=st.sampled_from([False, False, True]),
        redacts=st.sampled_from([False, False, True]),
        among=st.just(column),
    )
    return st.one_of(deciding, deciding, deciding, BULKS, EDITS, st.builds(Withdraw, WHICH))


# Some things take several steps that would seldom meet by chance. What is between them and what comes of them is open.
SCENES: st.SearchStrategy[tuple[Step, ...]] = st.one_of(
    st.tuples(FLAGS, FLAGS, about("flagged_at"), STEPS, UNDOES),
    st.tuples(FLAGS, about("flagged_at"), FLAGS, FLAGS, about("flagged_at")),
    st.tuples(
        st.builds(Decide, st.sampled_from(MODERATORS), WHICH, st.just(Decision.REJECT)),
        APPEALS,
        about("appealed_at"),
        STEPS,
        UNDOES,
    ),
    st.tuples(
        st.builds(Impose, st.just("ana"), st.just("reader"), KINDS, has_end=st.booleans()),
        st.builds(Post, st.just("reader"), TEXTS, st.one_of(st.none(), WHICH)),
        STEPS,
        about("is_muted"),
        UNDOES,
    ),
)


def _buried(which: int, decision: Decision, other: Step) -> tuple[Step, ...]:
    """A comment is taken down with its replies, and its writer takes it back; then a moderator shows them again."""
    down = Decide("boun", which, decision, with_replies=True)
    shown = Decide("ana", 0, Decision.APPROVE, among="hides_replies")
    return (down, Withdraw(which), other, shown, Undo("boun", 0), other)


DOWN = st.sampled_from([Decision.HOLD, Decision.REJECT, Decision.SPAM, Decision.TRASH])
PARTS = st.one_of(STEPS.map(lambda step: (step,)), SCENES, SCENES, st.builds(_buried, WHICH, DOWN, STEPS))
# A thread of a few public comments, so that there is something to decide about and to hide; then the mode of the play,
# what flags do in it, and anything.
BEGINNINGS = st.lists(
    st.builds(Post, st.sampled_from(WRITERS), st.sampled_from([PLAIN, PLAIN, PLAIN, HELD_WORD]), WHICH),
    min_size=2,
    max_size=5,
)
PLAYS = st.tuples(BEGINNINGS, MODES, HIDING, LOGS, st.lists(PARTS, min_size=2, max_size=6)).map(
    lambda parts: [
        ChangeMode("suspects"),
        *parts[0],
        *parts[1:4],
        *(step for part in parts[4] for step in part),
    ]
)
