"""The manners that no linter knows, held by reading the source."""

import ast
import re

import pytest

from tests.support.sources import Source, docstrings, dotted, files, imported, python

MOST_LINES = 300
FORUM = python("forum")
EVERYTHING = python("forum", "tests", "bench")

BELOW_THE_DOORS = ("domain", "config", "db", "models", "adapters", "queries", "operations")
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "func.now"}
# Where the machine's clock is read: in one place for the house, and for counting seconds in the limits' own store.
READS_THE_CLOCK = {"forum/adapters/clock.py", "forum/adapters/limits.py"}
# Files that may name an engine though their own name does not.
KNOWS_ENGINES = {
    "forum/db.py",
    "forum/config.py",  # which addresses are understood
    "forum/adapters/limits.py",  # counts in a small SQLite file of its own, whatever the site's database
}
EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|misc)(_|$)")


def where(sources: tuple[Source, ...], fits) -> list[str]:
    return [source.at(node) for source in sources for node in ast.walk(source.tree) if fits(source, node)]


def test_no_clock_is_read_but_in_one_place() -> None:
    def reads(source: Source, node: ast.AST) -> bool:
        name = dotted(node).removeprefix("datetime.") if isinstance(node, ast.Attribute) else ""
        return source.name not in READS_THE_CLOCK and any(
            name == clock or name.endswith(f".{clock}") for clock in CLOCKS
        )

    assert where(FORUM, reads) == []


@pytest.mark.parametrize("floor", BELOW_THE_DOORS)
def test_below_the_doors_the_time_and_the_person_are_passed_in(floor: str) -> None:
    guilty = [
        source.name
        for source in FORUM
        if source.floor == floor
        and source.name not in READS_THE_CLOCK
        and (
            "forum.adapters.clock" in imported(source)
            or any(getattr(node, "id", "") == "current_user" for node in source.walk(ast.Name))
        )
    ]
    assert guilty == []


def test_one_place_asks_the_account_library_who_is_there() -> None:
    users = {source.name for source in FORUM if any("current_user" in name for name in imported(source))}
    assert {
        name for name in users if not name.startswith(("forum/web/identity", "forum/web/accounts/"))
    } == set()


def test_only_the_database_floor_commits() -> None:
    def commits(source: Source, node: ast.AST) -> bool:
        called = dotted(node.func) if isinstance(node, ast.Call) else ""
        # The account library's store hands its work to a verb when it is told to commit; it commits nothing itself.
        return called.endswith(".commit") and called != "store.commit" and source.name != "forum/db.py"

    assert where(FORUM, commits) == []


def test_nobody_asks_by_the_old_query_attribute() -> None:
    def asks(_: Source, node: ast.AST) -> bool:
        if not (isinstance(node, ast.Attribute) and node.attr == "query"):
            return False
        on = dotted(node.value).rpartition(".")[2]
        return on[:1].isupper() or on == "session"

    assert where(FORUM, asks) == []


def test_questions_are_never_paged_by_offset() -> None:
    def offsets(_: Source, node: ast.AST) -> bool:
        return (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "offset"
        )

    assert where(FORUM, offsets) == []


def test_one_file_knows_the_sanitiser() -> None:
    def users(library: str) -> list[str]:
        return [
            s.name for s in FORUM if any(n == library or n.startswith(f"{library}.") for n in imported(s))
        ]

    assert len(users("bleach")) == 1
    assert all(name.startswith("forum/domain/markup") for name in users("bleach") + users("nh3"))


def test_engines_are_named_only_where_they_differ() -> None:
    def names_an_engine(source: Source, node: ast.AST) -> bool:
        if source.name in KNOWS_ENGINES or source.name.startswith("forum/migrations/"):
            return False
        if re.search(r"sqlite|postgres", source.path.name):
            return False
        return (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings(source)
            and re.search(r"sqlite|postgres", node.value, re.IGNORECASE) is not None
        )

    assert where(FORUM, names_an_engine) == []


@pytest.mark.parametrize("source", EVERYTHING, ids=lambda source: source.name)
def test_a_full_room_becomes_a_package(source: Source) -> None:
    assert len(source.text.splitlines()) <= MOST_LINES


def test_every_name_says_what_is_inside() -> None:
    named = [*EVERYTHING, *files("templates", ".html"), *files("static", ".css", ".js")]
    parts = {part.partition(".")[0] for source in named for part in source.name.split("/")}
    assert sorted(part for part in parts if EMPTY_NAMES.search(part)) == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [source.name for source in FORUM if source.text.strip() and not ast.get_docstring(source.tree)]
    assert silent == []


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    sources = [*python("forum"), *files("templates", ".html"), *files("static", ".css", ".js")]
    assert [source.name for source in sources if marks.search(source.text)] == []


def test_no_merge_is_left_half_done() -> None:
    """The marks of a conflict are no mistake to a template's reader, nor to most other readers."""
    marks = re.compile(r"^(<{7}|>{7}) ", re.M)
    others = [*files("templates", ".html", ".txt"), *files("static", ".css", ".js"), *files("docs", ".md")]
    assert [source.name for source in (*EVERYTHING, *others) if marks.search(source.text)] == []


def test_no_group_of_a_pattern_is_possessive() -> None:
    """Until 3.11.5 Python matches a sign too many or too few with them (gh-100061, gh-106052): on Debian 12 every
    address in a comment lost its last letter. A class of letters may be possessive, and so may what a lookahead saw."""
    possessive = re.compile(r"\)(?:[*+?]|\{+[^{}]*\}+)\+")

    def is_possessive(source: Source, node: ast.AST) -> bool:
        return isinstance(node, ast.Constant) and bool(possessive.search(str(node.value)))

    assert where(FORUM, is_possessive) == []
    assert possessive.search(r"(?:ab?c)*+")
    assert possessive.search(r"(?:ab?c){1,3}+")
